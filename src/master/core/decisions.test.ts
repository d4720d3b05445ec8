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
