import { describe, expect, it } from 'vitest';
import type { AppDefinition } from '../../model/app.ts';
import { anApp } from '../../test-support/test-marathon.ts';
import { scalar } from '../offers/test-support.ts';
import type { Fit } from '../parts.ts';
import { fitOf, mostTried } from './fit.ts';
import { gatherMs, mostQuestions, offersDueMs } from './fit-questions.ts';
import { Queue } from './test-support.ts';

const small = { resources: [scalar('cpus', 4), scalar('mem', 1_000)] };

function ask(
  test: Queue,
  members: Partial<AppDefinition>,
  { wanted = 10, mayAsk = true } = {},
): { fit: Fit | undefined } {
  const answer: { fit: Fit | undefined } = { fit: undefined };
  test.core.queue.fits.ask({ runSpec: anApp(members), wanted, mayAsk }, (fit) => {
    answer.fit = fit;
  });
  return answer;
}

describe('whether instances would have a place', () => {
  it('is told by the offers that are here, by all of them together, and uses none of them up', () => {
    const test = new Queue();
    test.offer(small, small);
    const { fit } = ask(test, { cpus: 1.5 });
    expect(fit).toMatchObject({ fits: 4, isAtLeast: false });
    expect(fit!.offers.map(({ fits, why }) => [fits, why?.detail])).toEqual([
      [2, 'needs 1.5 cpus, 1 are offered'],
      [2, 'needs 1.5 cpus, 1 are offered'],
    ]);
    expect(ask(test, { cpus: 1.5 }).fit!.fits).toBe(4);
    test.wish({ cpus: 4 });
    expect(test.core.queue.wantedOf('/app')).toBe(0);
  });

  it('counts what was placed for the constraints of what comes next', () => {
    const test = new Queue();
    const hosts = [{ hostname: 'a' }, { hostname: 'b' }];
    test.offer(...hosts.map((host) => ({ ...host, ...small })));
    const { fit } = ask(test, { constraints: [{ field: 'hostname', operator: 'UNIQUE' }] });
    expect(fit!.fits).toBe(2);
    expect(fit!.offers[0]!.why!.reasons).toEqual(['UnfulfilledConstraint']);
  });

  it('looks for no more than are wanted, and says where it gave up', () => {
    const test = new Queue();
    test.offer({ resources: [scalar('cpus', 1e6), scalar('mem', 1e6)] });
    const little = { cpus: 0.001, mem: 0.001 };
    expect(ask(test, little, { wanted: 3 }).fit).toMatchObject({ fits: 3, isAtLeast: false });
    const { fit } = ask(test, little, { wanted: mostTried + 1 });
    expect(fit).toMatchObject({ fits: mostTried, isAtLeast: true });
  });

  it('is not known without offers, for reasons that are told', () => {
    const test = new Queue();
    expect(ask(test, {}, { mayAsk: false }).fit!.unknown).toBe('none-held');
    expect(ask(test, { role: 'new' }).fit!.unknown).toBe('unknown-role');
    const late = ask(test, {});
    expect(late.fit).toBeUndefined();
    test.run(offersDueMs + test.core.options.minReviveOffersIntervalMs);
    expect(late.fit!.unknown).toBe('none-came');
    test.mesos.isConnected = false;
    expect(ask(test, {}).fit!.unknown).toBe('not-connected');
  });

  it('asks Mesos for offers once for all who ask, and no more when they are answered', () => {
    const test = new Queue({ options: { minReviveOffersIntervalMs: 100 } });
    test.run(1_000);
    const known = test.mesos.calls.length;
    const both = [ask(test, {}), ask(test, { cpus: 3 })];
    test.run(200);
    test.offer(small);
    test.offer(small);
    expect(both.map(({ fit }) => fit)).toEqual([undefined, undefined]);
    test.run(gatherMs);
    expect(both.map(({ fit }) => fit!.fits)).toEqual([8, 2]);
    test.run(10_000);
    const types = test.mesos.calls.slice(known).map(({ type }) => type);
    expect(types.filter((type) => type === 'REVIVE')).toHaveLength(1);
    expect(types.slice(types.indexOf('REVIVE'))).toContain('SUPPRESS');
    expect(types).toContain('DECLINE');
  });

  it('is answered when Mesos is lost, and not waited for by too many', () => {
    const test = new Queue();
    const all = Array.from({ length: mostQuestions }, () => ask(test, {}));
    expect(ask(test, {}).fit!.unknown).toBe('too-many');
    test.mesos.isConnected = false;
    test.marathon.disconnected();
    expect(all.map(({ fit }) => fit!.unknown)).toEqual(all.map(() => 'not-connected'));
  });

  it('asks for disks where an app keeps data', () => {
    const test = new Queue();
    test.offer({ resources: [...small.resources, scalar('disk', 150)] });
    const volume = {
      kind: 'persistent',
      containerPath: 'data',
      mode: 'RW',
      persistent: { type: 'root', size: 100, constraints: [] },
    } as const;
    const container = { kind: 'mesos', volumes: [volume], portMappings: [] } as unknown;
    const members = { container } as Partial<AppDefinition>;
    const { fit } = ask(test, members);
    expect(fit!.fits).toBe(1);
    expect(fit!.offers[0]!.why!.reasons).toEqual(['InsufficientDisk']);
    expect(fitOf(test.core, { runSpec: anApp(members), wanted: 1 }, [])).toMatchObject({ fits: 0 });
  });
});
