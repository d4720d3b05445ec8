/**
 * Lives of a cluster whose masters ZooKeeper elects: many and short, for what goes wrong here does so
 * within seconds of a change of leaders. A seed that once found a fault stays here, with what it was.
 */
import { describe, expect, it } from 'vitest';
import type { ScenarioResult } from '../../src/simulation/scenario-result.ts';
import { runThreeMasters } from '../../src/simulation/three-masters/scenario.ts';

const stormSecs = 45;

function run(seed: number): { result: ScenarioResult; trace: string } {
  const lines: string[] = [];
  const result = runThreeMasters({ seed, stormSecs, write: (line) => lines.push(line) });
  return { result, trace: lines.join('') };
}

describe('three masters under faults', () => {
  const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

  it.each(seeds)('keep every promise with seed %i', (seed) => {
    const { result } = run(seed);
    expect(result.violations).toEqual([]);
    expect(result.faultCount).toBeGreaterThan(5);
    expect(result.ends.get('TASK_FINISHED')).toBeGreaterThan(50);
  });

  it('take over from each other, and are stopped and cut off', () => {
    const { trace } = run(7);
    const count = (what: string): number => trace.split(what).length - 1;
    expect(count(' takes over the registry')).toBeGreaterThan(2);
    expect(count(' is stopped') + count(' is cut off from ZooKeeper')).toBeGreaterThan(1);
    expect(trace).toContain('exits: Lost leadership');
  });

  it('leave the same trace, byte for byte, when the seed is the same', () => {
    const first = run(3).trace;
    expect(run(3).trace).toBe(first);
    expect(run(4).trace).not.toBe(first);
  });
});
