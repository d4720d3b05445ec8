import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageTurns } from './message-turns.ts';

/** Each message takes `costMs`; turns are the test's to give. */
function aQueue(costMs: number): {
  turns: MessageTurns;
  delivered: string[];
  giveTurn: () => boolean;
} {
  let nowMs = 0;
  const delivered: string[] = [];
  const next: (() => void)[] = [];
  const turns = new MessageTurns({
    now: () => nowMs,
    nextTurn: (work) => void next.push(work),
    deliver: ({ name }) => {
      nowMs += costMs;
      delivered.push(name);
    },
  });
  const giveTurn = (): boolean => {
    const work = next.shift();
    work?.();
    return work !== undefined;
  };
  return { turns, delivered, giveTurn };
}

const message = (name: string, bytes = 1): { from: string; name: string; body: Uint8Array } => ({
  ...{ from: 'master@1.1.1.1:1', name },
  body: new Uint8Array(bytes),
});

describe('messages to the agent', () => {
  it('are taken for a few milliseconds, then others have their turn', () => {
    const { turns, delivered, giveTurn } = aQueue(2);
    for (const name of ['a', 'b', 'c', 'd', 'e']) turns.take(message(name));
    expect(delivered).toEqual(['a', 'b']);
    giveTurn();
    expect(delivered).toEqual(['a', 'b', 'c', 'd']);
    giveTurn();
    expect(delivered).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('do not pile up', () => {
    const { turns, delivered } = aQueue(10);
    for (const name of ['a', 'b', 'c', 'd']) turns.take(message(name, 2 * 1024 * 1024));
    expect(delivered).toEqual(['a', 'b', 'c', 'd']);
  });

  it('come all, once, in their order, whenever they come', () => {
    const step = fc.oneof(fc.constant('turn' as const), fc.constant('message' as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(12), (steps, costMs) => {
        const { turns, delivered, giveTurn } = aQueue(costMs);
        const taken: string[] = [];
        for (const what of steps) {
          if (what === 'turn') giveTurn();
          else {
            taken.push(String(taken.length));
            turns.take(message(taken.at(-1)!));
          }
        }
        while (giveTurn());
        expect(delivered).toEqual(taken);
      }),
    );
  });
});
