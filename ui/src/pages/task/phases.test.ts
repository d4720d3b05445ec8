import { describe, expect, it } from 'vitest';
import { phasesOf } from './phases.ts';

const now = { nowMs: 100_000, isChecked: false };
const kinds = (...args: Parameters<typeof phasesOf>): string[] =>
  phasesOf(...args).map(({ kind, place }) => `${kind} ${place}`);

describe('the life of a task', () => {
  it('says how long each phase was of which both ends were told', () => {
    const statuses = [
      { state: 'TASK_STARTING', timestamp: 10 },
      { state: 'TASK_RUNNING', timestamp: 12 },
      { state: 'TASK_FAILED', timestamp: 15.5 },
    ];
    expect(phasesOf('FAILED', statuses, now)).toEqual([
      { kind: 'staging', atMs: undefined, durationMs: undefined, place: 'past' },
      { kind: 'starting', atMs: 10_000, durationMs: 2_000, place: 'past' },
      { kind: 'running', atMs: 12_000, durationMs: 3_500, place: 'past' },
      { kind: 'ended', atMs: 15_500, durationMs: undefined, place: 'past' },
    ]);
  });

  it('guesses no time: a result of a health check hides when it began to run', () => {
    const statuses = [
      { state: 'TASK_STARTING', timestamp: 10 },
      { state: 'TASK_RUNNING', timestamp: 90, healthy: false },
    ];
    expect(phasesOf('RUNNING', statuses, { ...now, isChecked: true })).toEqual([
      { kind: 'staging', atMs: undefined, durationMs: undefined, place: 'past' },
      { kind: 'starting', atMs: 10_000, durationMs: undefined, place: 'past' },
      { kind: 'running', atMs: undefined, durationMs: undefined, place: 'past' },
      { kind: 'unhealthy', atMs: 90_000, durationMs: 10_000, place: 'now' },
      { kind: 'healthy', atMs: undefined, durationMs: undefined, place: 'coming' },
    ]);
  });

  it('shows what is to come, and nothing of that once it has ended', () => {
    expect(kinds('STAGING', [], now)).toEqual(['staging now', 'starting coming', 'running coming']);
    expect(kinds('DROPPED', [{ state: 'TASK_DROPPED', timestamp: 5 }], now)).toEqual([
      'staging past',
      'ended past',
    ]);
  });
});
