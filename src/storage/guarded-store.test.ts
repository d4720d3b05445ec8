import { describe, expect, it } from 'vitest';
import { failure, ok } from '../foundation/result.ts';
import { guardedStore } from './guarded-store.ts';
import type { Done, KeyValueStore } from './key-value-store.ts';

class SlowStore implements KeyValueStore {
  readonly waiting: Done[] = [];

  write(_batch: unknown, done: Done): void {
    this.waiting.push(done);
  }

  readAll(_prefix: string, _visit: unknown, done: Done): void {
    this.waiting.push(done);
  }

  close(done: Done): void {
    this.waiting.push(done);
  }
}

function aGuardedStore(): {
  store: KeyValueStore;
  slow: SlowStore;
  failures: string[];
  pass: (ms: number) => void;
} {
  const slow = new SlowStore();
  const failures: string[] = [];
  const timers: { atMs: number; callback: (() => void) | undefined }[] = [];
  let nowMs = 0;
  const clock = {
    now: () => nowMs,
    timestamp: () => nowMs,
    after: (delayMs: number, callback: () => void) => {
      const timer = { atMs: nowMs + delayMs, callback: callback as (() => void) | undefined };
      timers.push(timer);
      return { cancel: () => (timer.callback = undefined) };
    },
  };
  const store = guardedStore(slow, {
    clock,
    readTimeoutMs: 60_000,
    writeTimeoutMs: 20_000,
    onFailure: (why) => failures.push(why),
  });
  const pass = (ms: number): void => {
    nowMs += ms;
    for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) timer.callback?.();
  };
  return { store, slow, failures, pass };
}

describe('a guarded store', () => {
  it('reports the first write that fails, once', () => {
    const { store, slow, failures } = aGuardedStore();
    const answers: boolean[] = [];
    for (let i = 0; i < 3; i++) store.write([], ({ ok: isOk }) => answers.push(isOk));
    slow.waiting[0]!(ok(undefined));
    slow.waiting[1]!(failure('the disk is full'));
    slow.waiting[2]!(failure('the disk is full'));
    expect(answers).toEqual([true, false, false]);
    expect(failures).toEqual(['Failed to update the registry: the disk is full']);
  });

  it('reports a write that takes too long, however many end before it', () => {
    const { store, slow, failures, pass } = aGuardedStore();
    store.write([], () => undefined);
    store.write([], () => undefined);
    pass(19_000);
    slow.waiting[0]!(ok(undefined));
    pass(19_000);
    expect(failures).toEqual([]);
    pass(2_000);
    expect(failures).toEqual(['Failed to update the registry: it took longer than 20secs']);
  });

  it('watches nothing when nothing is under way', () => {
    const { store, slow, failures, pass } = aGuardedStore();
    store.write([], () => undefined);
    slow.waiting[0]!(ok(undefined));
    pass(100_000);
    expect(failures).toEqual([]);
  });

  it('reports a read that takes too long', () => {
    const { store, failures, pass } = aGuardedStore();
    store.readAll(
      '',
      () => undefined,
      () => undefined,
    );
    pass(60_000);
    expect(failures).toEqual(['Failed to fetch the registry: it took longer than 60secs']);
  });
});
