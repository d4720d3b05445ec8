import { describe, expect, it } from 'vitest';
import type { App, Deployment } from '../model.ts';
import { followAll, type Tracks } from './track.ts';

const deployment = (currentStep: number): Deployment => ({
  ...{ id: 'd', version: '1970-01-01T00:00:01.000Z', affectedApps: ['/a'] },
  ...{ currentStep, totalSteps: 3, currentActions: [], steps: [] },
});
const running = (tasksRunning: number): ReadonlyMap<string, App> =>
  new Map([
    [
      '/a',
      {
        ...{ id: '/a', instances: 2, cpus: 1, mem: 1, version: '', deployments: [] },
        ...{ tasksStaged: 0, tasksRunning, tasksHealthy: 0, tasksUnhealthy: 0 },
      },
    ],
  ]);
const at = (before: Tracks, step: number, count: number, nowMs: number): Tracks =>
  followAll(before, [deployment(step)], running(count), nowMs);

describe('what a page saw of a deployment', () => {
  it('knows when the first step began, and of later ones only what it saw', () => {
    const first = at(new Map(), 1, 0, 5_000).get('d')!;
    expect([...first.beganMs]).toEqual([[0, 1_000]]);
    expect(at(new Map(), 2, 0, 5_000).get('d')!.beganMs.size).toBe(0);
  });

  it('tells when a step ended and the next began', () => {
    const track = at(at(new Map(), 1, 0, 5_000), 2, 0, 9_000).get('d')!;
    expect(track.endedMs.get(0)).toBe(9_000);
    expect(track.beganMs.get(1)).toBe(9_000);
  });

  it('moves when instances come up, and stands still else', () => {
    const seen = at(new Map(), 1, 0, 5_000);
    expect(at(seen, 1, 0, 6_000).get('d')!.movedMs).toBeUndefined();
    const moved = at(seen, 1, 1, 7_000);
    expect(moved.get('d')!.movedMs).toBe(7_000);
    expect(at(moved, 1, 1, 8_000).get('d')!.movedMs).toBe(7_000);
  });

  it('forgets what is over', () => {
    expect(followAll(at(new Map(), 1, 0, 5_000), [], running(0), 6_000).size).toBe(0);
  });
});
