import { describe, expect, it } from 'vitest';
import { SystemClock } from './clock.ts';

describe('what is due at once', () => {
  const clock = new SystemClock();
  const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

  it('waits for the end of this turn, and for no timer', async () => {
    const done: string[] = [];
    clock.after(0, () => done.push('a'));
    clock.after(-1, () => done.push('b'));
    clock.after(20, () => done.push('later'));
    await Promise.resolve();
    expect(done).toEqual([]);
    await nextTurn();
    expect(done).toEqual(['a', 'b']);
  });

  it('keeps the process awake until then: nothing else may happen for long', () => {
    const waking = (): number =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'Immediate').length;
    const before = waking();
    const due = clock.after(0, () => undefined);
    expect(waking()).toBe(before + 1);
    due.cancel();
    expect(waking()).toBe(before);
  });

  it('does not happen once it is cancelled', async () => {
    const done: string[] = [];
    clock.after(0, () => done.push('a')).cancel();
    const late = clock.after(0, () => done.push('b'));
    await nextTurn();
    late.cancel();
    expect(done).toEqual(['b']);
  });
});
