/** Group commit: what shares a round, the order of callbacks, and what a failure does. */
import { describe, expect, it } from 'vitest';

import { failure, ok, type Result } from '../foundation/result.ts';
import { CommitQueue } from './commit-queue.ts';

const settled = (queue: CommitQueue<string>): Promise<void> =>
  new Promise((resolve) => queue.push('end', () => resolve()));

describe('CommitQueue', () => {
  it('commits everything of one turn together and calls back in order', async () => {
    const rounds: (readonly string[])[] = [];
    const called: string[] = [];
    const queue = new CommitQueue<string>({
      commit: async (items) => {
        rounds.push(items);
        return ok(undefined);
      },
    });
    for (const item of ['a', 'b', 'c']) queue.push(item, () => called.push(item));
    expect(called).toEqual([]);
    await settled(queue);
    expect(rounds).toEqual([['a', 'b', 'c', 'end']]);
    expect(called).toEqual(['a', 'b', 'c']);
  });

  it('lets others have turns while it tells many, and tells a failure after all before it', async () => {
    const [told, results]: [string[], Promise<void>[]] = [[], []];
    let commits = 0;
    const queue = new CommitQueue<string>({
      commit: async () => (++commits === 1 ? ok(undefined) : failure('disk full')),
    });
    const push = (item: string): void => {
      const heard = new Promise<void>((resolve) =>
        queue.push(item, (result) => {
          told.push(result.ok ? item : `not ${item}`);
          for (const sinceMs = performance.now(); performance.now() - sinceMs < 3;);
          resolve();
        }),
      );
      results.push(heard);
    };
    for (const item of ['a', 'b', 'c', 'd', 'e', 'f']) push(item);
    await results[0];
    setImmediate(() => told.push('another'));
    for (const item of ['g', 'h']) push(item);
    await Promise.all(results);
    expect(told.filter((item) => item !== 'another').join(' ')).toBe('a b c d e f not g not h');
    expect(told.indexOf('another')).toBeLessThan(told.indexOf('f'));
    expect(queue.isIdle).toBe(true);
  });

  it('collects what comes during a round for the next one', async () => {
    const rounds: (readonly string[])[] = [];
    let finishFirst: (result: Result<void>) => void = () => undefined;
    const queue = new CommitQueue<string>({
      commit: (items) => {
        rounds.push(items);
        if (rounds.length > 1) return Promise.resolve(ok(undefined));
        for (const item of ['b', 'c']) queue.push(item);
        setImmediate(() => finishFirst(ok(undefined)));
        return new Promise((resolve) => (finishFirst = resolve));
      },
    });
    await new Promise<void>((resolve) => queue.push('a', () => resolve()));
    await settled(queue);
    expect(rounds.slice(0, 2)).toEqual([['a'], expect.arrayContaining(['b', 'c'])]);
  });

  it('fails everything after the first failure, with its reason, and commits no more', async () => {
    let commits = 0;
    const queue = new CommitQueue<string>({
      commit: async () => {
        commits++;
        throw new Error('disk full');
      },
    });
    const first = await new Promise((resolve) => queue.push('a', resolve));
    const second = await new Promise((resolve) => queue.push('b', resolve));
    expect([first, second]).toEqual([failure('disk full'), failure('disk full')]);
    expect(commits).toBe(1);
  });

  it('starts a new round where the rules ask for it', async () => {
    const rounds: (readonly string[])[] = [];
    const queue = new CommitQueue<string>({
      commit: async (items) => {
        rounds.push(items);
        return ok(undefined);
      },
      startsRound: (_item, previous) => previous === 'barrier',
    });
    for (const item of ['a', 'barrier', 'b']) queue.push(item);
    await settled(queue);
    expect(rounds).toEqual([
      ['a', 'barrier'],
      ['b', 'end'],
    ]);
  });
});
