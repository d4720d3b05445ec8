/**
 * A set of seeds on every run. A seed that once found a fault stays here, with what it found.
 */
import { describe, expect, it } from 'vitest';
import { runScenario } from '../../src/simulation/scenario.ts';
import type { ScenarioResult } from '../../src/simulation/scenario-result.ts';

function run(seed: number, stormSecs: number): { result: ScenarioResult; trace: string } {
  const lines: string[] = [];
  const result = runScenario({ seed, stormSecs, write: (line) => lines.push(line) });
  return { result, trace: lines.join('') };
}

describe('a cluster under faults', () => {
  const seeds = [
    // A task that had ended came back with its agent and was booked as if it ran.
    1,
    // An ended task whose acknowledgement crossed a re-registration was reported as dropped.
    8,
    // A machine came back with an empty disk; its address was called back as that of the lost agent.
    5,
    // The answer to a registration was lost; tasks were checkpointed where nobody looked for them.
    103, 114, 2, 3, 4, 6, 7, 9, 10, 11,
    // With disks that are full now and then.
    15, 20, 25,
  ];

  it.each(seeds)('keeps every promise with seed %i', (seed) => {
    const { result } = run(seed, 120);
    expect(result.violations).toEqual([]);
    expect(result.faultCount).toBeGreaterThan(10);
    expect(result.decisionCount).toBeGreaterThan(10);
    expect(result.launched).toBeGreaterThan(100);
    expect(result.ends.get('TASK_FINISHED')).toBeGreaterThan(50);
  });

  it.each([
    // Launched on a full disk while operations were being written down, and not written down itself.
    [10, 60],
    [4, 60],
    [16, 60],
    // Operations that crossed their acknowledgement stayed in the master.
    [12, 60],
    // On a full disk an agent died before what a task was to use was written down, and came back without:
    // until that was heard of the task, the books were said to be wrong.
    [305, 75],
  ])('keeps what operators decide and what operations make, with seed %i', (seed, stormSecs) => {
    const write = (): void => undefined;
    const result = runScenario({ seed, stormSecs, isOperating: true, write });
    expect(result.violations).toEqual([]);
    expect(result.operationCount).toBeGreaterThan(50);
    expect(result.decisionCount).toBeGreaterThan(5);
  });

  it.each([1, 2, 3])(
    'lends what agents can spare to those who know, and takes it back, with seed %i',
    (seed) => {
      const write = (): void => undefined;
      const result = runScenario({ seed, stormSecs: 60, isLending: true, write });
      expect(result.violations).toEqual([]);
      expect(result.ends.get('TASK_GONE')).toBeGreaterThan(10);
      expect(result.ends.get('TASK_FINISHED')).toBeGreaterThan(50);
    },
  );

  it.each([
    // While an agent was not yet back after a restart of the master, a forged registration gave its
    // address, and then the agent itself, another id.
    210,
    // Forged claims of every kind, against agents that come and go.
    12, 15, 20,
  ])('is not harmed by a stranger who forges messages, with seed %i', (seed) => {
    const { result } = run(seed, 120);
    expect(result.violations).toEqual([]);
    expect(result.lieCount).toBeGreaterThan(10);
    expect(result.ends.get('TASK_FINISHED')).toBeGreaterThan(50);
  });

  it('leaves the same trace, byte for byte, when the seed is the same', () => {
    const first = run(77, 30).trace;
    expect(first.length).toBeGreaterThan(10_000);
    expect(run(77, 30).trace).toBe(first);
    expect(run(78, 30).trace).not.toBe(first);
  });
});
