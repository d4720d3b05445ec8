import { describe, expect, it } from 'vitest';
import { mostAtATime, type Outcome, runBatch } from './batch.ts';

const rows = Array.from({ length: 10 }, (_, i) => i);

describe('a batch', () => {
  it('does a few at a time, and each has its own result', async () => {
    const outcomes = new Map<number, Outcome>();
    let running = 0;
    let most = 0;
    await runBatch({
      rows,
      run: async (row) => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        if (row === 3) throw new Error('refused');
      },
      cannot: (row) => (row === 5 ? 'is gone' : undefined),
      isHeld: (error) => String(error).includes('refused'),
      onOutcome: (row, outcome) => void outcomes.set(row, outcome),
      isStopped: () => false,
    });
    expect(most).toBe(mostAtATime);
    expect(outcomes.get(3)).toEqual({ kind: 'failed', why: 'refused', isHeld: true });
    expect(outcomes.get(5)).toEqual({ kind: 'skipped', why: 'is gone' });
    const done = [...outcomes].filter(([, { kind }]) => kind === 'done').map(([row]) => row);
    expect(done.toSorted((left, right) => left - right)).toEqual([0, 1, 2, 4, 6, 7, 8, 9]);
  });

  it('waits for what has begun when it is stopped, and begins nothing more', async () => {
    const outcomes = new Map<number, Outcome>();
    let isStopped = false;
    const begun: number[] = [];
    await runBatch({
      rows,
      run: async (row) => {
        begun.push(row);
        isStopped = true;
        await Promise.resolve();
      },
      onOutcome: (row, outcome) => void outcomes.set(row, outcome),
      isStopped: () => isStopped,
    });
    expect(begun).toEqual([0]);
    expect(outcomes.get(0)).toEqual({ kind: 'done' });
    expect([...outcomes.values()].filter(({ kind }) => kind === 'stopped')).toHaveLength(9);
  });
});
