/**
 * Lives of Marathon: users change their minds while everything dies now and then. A seed that once
 * found a fault stays here, with what it was.
 */
import { describe, expect, it } from 'vitest';
import { runMarathon } from '../../src/simulation/marathon/scenario.ts';
import type { ScenarioResult } from '../../src/simulation/scenario-result.ts';

function run(seed: number, stormSecs: number): { result: ScenarioResult; trace: string } {
  const lines: string[] = [];
  const result = runMarathon({ seed, stormSecs, write: (line) => lines.push(line) });
  return { result, trace: lines.join('') };
}

describe('Marathon under faults', () => {
  it.each([
    // A status had a large integer in it, which could not be written down.
    8,
    // An agent lost its disk and registered anew: what was reserved there was waited for for ever.
    3,
    // An app was removed whose reservation had never arrived: it was to be given back for ever.
    38, 1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13,
  ])('keeps every promise with seed %i', (seed) => {
    const { result } = run(seed, 60);
    expect(result.violations).toEqual([]);
    expect(result.faultCount).toBeGreaterThan(5);
    expect(result.decisionCount).toBeGreaterThan(10);
    expect(result.launched).toBeGreaterThan(20);
  });

  it('keeps every promise when a new master waits long for an agent that never comes back', () => {
    // Master and agent had died, and the agent's disk was lost. It was looked at too early.
    const { result, trace } = run(21, 30);
    expect(trace).toMatch(/agent-1 loses its disk[^]*\(agent-1\) did not reregister in time/);
    expect(result.violations).toEqual([]);
  });

  it('is killed, comes back, and is disconnected', () => {
    const { trace } = run(8, 60);
    const count = (what: string): number => trace.split(what).length - 1;
    expect(count(' marathon is killed')).toBeGreaterThan(1);
    expect(count(' marathon is subscribed')).toBeGreaterThan(3);
    expect(count(' user cancels')).toBeGreaterThan(0);
  });

  it('leaves the same trace, byte for byte, when the seed is the same', () => {
    const first = run(5, 30).trace;
    expect(run(5, 30).trace).toBe(first);
    expect(run(6, 30).trace).not.toBe(first);
  });
});
