import { describe, expect, it } from 'vitest';
import { WallTime } from './wall-time.ts';

/** A machine whose time can be set. */
function aMachine() {
  const machine = { steadyMs: 1_000, wallMs: 1_000, time: undefined as never as WallTime };
  machine.time = new WallTime(
    () => Math.floor(machine.wallMs),
    () => machine.steadyMs,
  );
  const pass = (ms: number): number => {
    machine.steadyMs += ms;
    machine.wallMs += ms;
    return machine.time.now();
  };
  return { machine, pass };
}

describe('WallTime', () => {
  it('runs with the machine, to fractions of a millisecond', () => {
    const { pass } = aMachine();
    expect(pass(0.25)).toBe(1_000.25);
    expect(pass(0.5)).toBe(1_000.75);
  });

  it('follows a step forward at once', () => {
    const { machine, pass } = aMachine();
    machine.wallMs += 3_600_000;
    expect(pass(1)).toBe(3_601_001);
    expect(pass(1)).toBe(3_601_002);
  });

  it('does not go back with a small step back, and catches up', () => {
    const { machine, pass } = aMachine();
    let last = pass(1);
    machine.wallMs -= 10_000;
    for (let i = 0; i < 300; i++) {
      const now = pass(100);
      expect(now).toBeGreaterThan(last);
      last = now;
    }
    expect(Math.abs(last - machine.wallMs)).toBeLessThanOrEqual(3);
  });

  it('follows a large step back rather than being wrong for hours', () => {
    const { machine, pass } = aMachine();
    machine.wallMs += 3_600_000;
    pass(1);
    machine.wallMs -= 3_600_000;
    expect(pass(1)).toBe(1_002);
  });
});
