import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../storage/memory-store.ts';
import { Registrar } from './registrar.ts';
import { withUnknownFields } from '../../protocol/codec/unknown-fields.ts';
import {
  AdmittedAgent,
  LeadingMaster,
  UnreachableAgent,
} from '../../protocol/generated/registry.ts';
import type { AgentInfo, MasterInfo } from '../../protocol/generated/mesos.ts';
import { admissionOf, givingUpOf } from './agents/registry-changes.ts';
import {
  type Registry,
  admitted,
  deactivated,
  drop,
  leadingMaster,
  put,
  roleQuota,
  roleWeight,
  unreachable,
} from './registry-kinds.ts';
import type { Result } from '../../foundation/result.ts';
import type { WriteOperation } from '../../storage/key-value-store.ts';

const weight = put(roleWeight, { info: { role: 'a', weight: 2 } });

function aRegistrar(disk = new Map<string, Uint8Array>()): {
  registrar: Registrar;
  store: MemoryStore;
  turn: () => void;
} {
  const turns: (() => void)[] = [];
  const store = new MemoryStore(disk, (act) => turns.push(act));
  return { registrar: new Registrar(store), store, turn: () => turns.shift()?.() };
}

function recover(disk: Map<string, Uint8Array>): Result<Registry> | undefined {
  const { registrar, turn } = aRegistrar(disk);
  let recovered: Result<Registry> | undefined;
  registrar.recover((result) => (recovered = result));
  turn();
  return recovered;
}

describe('the registrar', () => {
  it('calls back when the write is durable, and counts what is on the way', () => {
    const { registrar, turn } = aRegistrar();
    let isDone = false;
    registrar.write([weight], () => (isDone = true));
    expect([isDone, registrar.queuedOperations]).toEqual([false, 1]);
    turn();
    expect([isDone, registrar.queuedOperations]).toEqual([true, 0]);
  });

  it('never calls back for a write that fails', () => {
    const { registrar, store, turn } = aRegistrar();
    store.close(() => undefined);
    let isDone = false;
    registrar.write([weight], () => (isDone = true));
    turn();
    expect([isDone, registrar.queuedOperations]).toEqual([false, 0]);
  });

  it('says what is more than the store takes at once', () => {
    const store = new MemoryStore(new Map(), () => undefined);
    const info = { hostname: 'h'.repeat(500), id: { value: 'A' } };
    const large = put(unreachable, { info, since_ms: 5 });
    expect(new Registrar(store, 1000).findSizeError([large])).toBeUndefined();
    expect(new Registrar(store, 1000).findSizeError([large, large])).toMatch(
      /^it takes 1\d+ bytes in the registry, which takes at most 1000 at once$/,
    );
    expect(new Registrar(store).findSizeError(Array(10_000).fill(large))).toBeUndefined();
  });

  it('takes back what was dropped', () => {
    const disk = new Map<string, Uint8Array>();
    const { registrar, turn } = aRegistrar(disk);
    const info = { hostname: 'h', id: { value: 'A' } };
    registrar.write([weight, put(unreachable, { info, since_ms: 5 })], () => undefined);
    registrar.write([drop(unreachable, 'A')], () => undefined);
    turn();
    expect(recover(disk)).toMatchObject({
      ok: true,
      value: { weights: new Map([['a', 2]]), unreachable: new Map() },
    });
  });

  it('keeps what a newer version wrote beside what it knows, until the entry goes', () => {
    // Fields 9 (a number) and 10 (a text) are of a version to come.
    const known = weight.kind === 'put' ? weight.value : new Uint8Array();
    const unknown = Buffer.from([9 << 3, 5, (10 << 3) | 2, 1, 0x61]);
    const disk = new Map([['weights/a', Buffer.concat([unknown, known]) as Uint8Array]]);
    const { registrar, turn } = aRegistrar(disk);
    registrar.recover(() => undefined);
    turn();
    const heavier = put(roleWeight, { info: { role: 'a', weight: 3 } });
    const rewrite = (): void => {
      registrar.write([heavier], () => undefined);
      turn();
    };
    rewrite();
    expect(recover(disk)).toMatchObject({ value: { weights: new Map([['a', 3]]) } });
    expect(Buffer.from(disk.get('weights/a')!).includes(unknown)).toBe(true);
    registrar.write([drop(roleWeight, 'a')], () => undefined);
    turn();
    rewrite();
    expect(Buffer.from(disk.get('weights/a')!).includes(unknown)).toBe(false);
  });

  it('keeps what a newer version knows of an agent, while it is given up and comes back', () => {
    // Field 500 of AgentInfo and field 9 of the entry are of a version to come.
    const inAgent = Buffer.from([0xa2, 0x1f, 3, 0x6e, 0x65, 0x77]);
    const inEntry = Buffer.from([9 << 3, 5]);
    const info: AgentInfo = { hostname: 'h', id: { value: 'A' } };
    const pid = 'slave(1)@10.0.0.1:5051';
    const value = withUnknownFields(AdmittedAgent, AdmittedAgent.encode({ info, pid }), {
      own: inEntry,
      inside: new Map([['1', { own: inAgent, inside: new Map() }]]),
    });
    const places = [admitted.prefix, unreachable.prefix].map((prefix) => `${prefix}A`);
    const disk = new Map<string, Uint8Array>([[places[0]!, value]]);
    const { registrar, turn } = aRegistrar(disk);
    registrar.recover(() => undefined);
    turn();
    const write = (changes: readonly WriteOperation[]): Buffer[] => {
      registrar.write(changes, () => undefined);
      turn();
      return places.map((key) => Buffer.from(disk.get(key) ?? []));
    };
    const [there, lost] = write(givingUpOf(info, 5));
    expect(there).toHaveLength(0);
    expect(lost!.includes(inAgent)).toBe(true);
    // A field of an entry is one of its kind of entry.
    expect(lost!.includes(inEntry)).toBe(false);
    expect(UnreachableAgent.decode(lost!)).toEqual({ info, since_ms: 5 });
    const [back, gone] = write(admissionOf({ ...info, port: 5052 }, pid));
    expect(gone).toHaveLength(0);
    expect(AdmittedAgent.decode(back!)).toEqual({ info: { ...info, port: 5052 }, pid });
    expect(back!.includes(inAgent)).toBe(true);
    write([drop(admitted, 'A')]);
    expect(write(admissionOf(info, pid))[0]!.includes(inAgent)).toBe(false);
  });

  describe('writes down what a master must be capable of', () => {
    const info: MasterInfo = { id: 'M', ip: 1, port: 5050 };
    const quota = put(roleQuota, { config: { role: 'eng' } });
    const inactive = put(deactivated, { id: { value: 'A' } });

    /** What the entry of the leader names after each of these writes. */
    function needsAfter(...writes: WriteOperation[][]): (string[] | undefined)[] {
      const disk = new Map<string, Uint8Array>();
      const { registrar, turn } = aRegistrar(disk);
      registrar.write([registrar.leadershipChange(info)], () => undefined);
      turn();
      return writes.map((changes) => {
        registrar.write(changes, () => undefined);
        turn();
        return LeadingMaster.decode(disk.get('master/leading')!).minimum_capabilities;
      });
    }

    it('as long as there is a decision that needs it', () => {
      const other = put(roleQuota, { config: { role: 'ops' } });
      expect(
        needsAfter(
          [weight],
          [quota],
          [other, inactive],
          [drop(roleQuota, 'eng')],
          [drop(roleQuota, 'ops')],
          [drop(deactivated, 'A')],
          [drop(deactivated, 'A')],
        ),
      ).toEqual([
        undefined,
        ['QUOTA_V2'],
        ['AGENT_DRAINING', 'QUOTA_V2'],
        ['AGENT_DRAINING', 'QUOTA_V2'],
        ['AGENT_DRAINING'],
        undefined,
        undefined,
      ]);
    });

    it('also when it leads with what another one decided', () => {
      const disk = new Map<string, Uint8Array>();
      for (const one of [quota, weight]) if (one.kind === 'put') disk.set(one.key, one.value);
      const { registrar, turn } = aRegistrar(disk);
      registrar.recover(() => undefined);
      turn();
      registrar.write([registrar.leadershipChange(info)], () => undefined);
      turn();
      const { minimum_capabilities: needs } = LeadingMaster.decode(disk.get('master/leading')!);
      expect(needs).toEqual(['QUOTA_V2']);
    });

    it('and does not lead without them', () => {
      const entry = put(leadingMaster, {
        info,
        minimum_capabilities: ['QUOTA_V2', 'TIME_TRAVEL', 'AGENT_CLONING'],
      });
      const disk = new Map([[entry.key, entry.kind === 'put' ? entry.value : new Uint8Array()]]);
      // Written by whoever has them.
      disk.set('clones/1', new Uint8Array());
      expect(recover(disk)).toEqual({
        ok: false,
        error:
          'Master is missing the following minimum capabilities, which the registry needs: AGENT_CLONING, TIME_TRAVEL; start the version that wrote it, or move the registry away (docs/operating/recovery.md says what is forgotten then)',
      });
    });
  });

  it.each([
    ['cannot be read', 'weights/a', new Uint8Array([0xff])],
    ['is about something else', 'weights/b', weight.kind === 'put' ? weight.value : undefined],
    ['is of a kind that this version does not know', 'moons/1', new Uint8Array()],
  ])('names an entry that %s', (why, key, value) => {
    const recovered = recover(new Map([[key, value!]]));
    expect(recovered).toMatchObject({ ok: false });
    expect(recovered?.ok === false && recovered.error).toContain(`'${key}' ${why}`);
  });
});
