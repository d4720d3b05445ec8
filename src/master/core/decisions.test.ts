import { describe, expect, it } from 'vitest';
import { ok } from '../../foundation/result.ts';
import { MemoryStore } from '../../storage/memory-store.ts';
import { type Outcome, Decisions, mostWaitingDecisions, refuse } from './decisions.ts';
import { Registrar } from './registrar.ts';

const write = [{ kind: 'delete', key: 'k' }] as const;

class Bench {
  readonly flushes: (() => void)[] = [];
  readonly notes: string[] = [];
  readonly decisions = new Decisions(
    new Registrar(new MemoryStore(new Map(), (act) => void this.flushes.push(act))),
  );

  decide(name: string, how: 'writes' | 'nothing to do' | 'refused' = 'writes'): void {
    this.decisions.decide(
      () => {
        this.notes.push(`check ${name}`);
        if (how === 'refused') return refuse(name, 409);
        const changes = how === 'writes' ? write : [];
        return ok({ changes, apply: () => void this.notes.push(`apply ${name}`) });
      },
      (outcome) => void this.notes.push(`${name} ${textOf(outcome)}`),
    );
  }

  take(): string[] {
    return this.notes.splice(0);
  }
}

function textOf(outcome: Outcome): string {
  return outcome.ok ? 'done' : `${outcome.error.status} ${outcome.error.message}`;
}

describe('decisions', () => {
  it('that are more than the registry takes at once are refused and change nothing', () => {
    const flushes: (() => void)[] = [];
    const store = new MemoryStore(new Map(), (act) => void flushes.push(act));
    const decisions = new Decisions(new Registrar(store, 500));
    const outcomes: string[] = [];
    let isApplied = false;
    const changes = [{ kind: 'put', key: 'k', value: new Uint8Array(600) }] as const;
    const apply = (): void => void (isApplied = true);
    decisions.decide(
      () => ok({ changes, apply }),
      (outcome) => void outcomes.push(textOf(outcome)),
    );
    expect(outcomes).toEqual([
      '413 The decision is too large: it takes 699 bytes in the registry, which takes at most 500 at once',
    ]);
    expect([isApplied, flushes.length]).toEqual([false, 0]);
  });

  it('are in force when they are durable, and checked when the one before is in force', () => {
    const bench = new Bench();
    for (const name of ['a', 'b']) bench.decide(name);
    bench.decide('c', 'refused');
    bench.decide('d', 'nothing to do');
    bench.decide('e');
    expect(bench.take()).toEqual(['check a']);
    bench.flushes.shift()!();
    expect(bench.take()).toEqual(['apply a', 'a done', 'check b']);
    bench.flushes.shift()!();
    expect(bench.take()).toEqual([
      'apply b',
      'b done',
      ...['check c', 'c 409 c', 'check d', 'apply d', 'd done', 'check e'],
    ]);
    bench.flushes.shift()!();
    expect(bench.take()).toEqual(['apply e', 'e done']);
  });

  it('wait in bounded numbers', () => {
    const bench = new Bench();
    for (let i = 0; i <= mostWaitingDecisions; i++) bench.decide('x');
    bench.take();
    bench.decide('late');
    expect(bench.take()).toEqual([
      'late 503 1000 decisions of operators wait to be written; try again',
    ]);
  });
});
