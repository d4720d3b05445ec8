/**
 * What becomes of agents that do not come back to a new leader, with the registry in (a pretend)
 * ZooKeeper: --agent_reregister_timeout and --recovery_agent_removal_limit hold as on a disk, and what a
 * newer version knew of an agent stays in its entry.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/foundation/log.ts';
import { admitted, put, unreachable } from '../../src/master/core/registry-kinds.ts';
import { TestMaster, anAgent } from '../../src/master/core/test-support.ts';
import { withUnknownFields } from '../../src/protocol/codec/unknown-fields.ts';
import { PongSlaveMessage } from '../../src/protocol/generated/internal.ts';
import { AdmittedAgent } from '../../src/protocol/generated/registry.ts';
import { checkedStore } from '../../src/storage/checked-store.ts';
import { MemoryWitness } from '../../src/storage/commit-witness.ts';
import type { KeyValueStore } from '../../src/storage/key-value-store.ts';
import { openToAll } from '../../src/zookeeper/core/operations.ts';
import { ZooKeeperStore } from '../../src/zookeeper/core/store.ts';
import { PretendEnsemble } from '../../src/zookeeper/core/test-support.ts';

const timeoutMs = 600_000;
const pingMs = 5_000;
/** What is asked of ZooKeeper is answered in it. */
const settlingMs = 20;
const pids = [1, 2, 3].map((number) => `slave(1)@10.0.0.${number}:5051`);
const ids = ['S1', 'S2', 'S3'];

describe('agents whose registry is in ZooKeeper', () => {
  let world: PretendEnsemble;
  let masterCount = 0;
  const back = new Set<string>();

  beforeEach(() => {
    world = new PretendEnsemble();
    back.clear();
  });

  function registry(): KeyValueStore {
    const { client } = world.client();
    const owner = `master ${++masterCount}`;
    const parts = { root: '/mesos/registry', acl: openToAll, clock: world.clock, log: silentLog };
    const store = new ZooKeeperStore({ ...parts, connect: () => client, owner });
    return checkedStore({ store, witness: new MemoryWitness(0), place: 'ZooKeeper' });
  }

  function startMaster(options: ConstructorParameters<typeof TestMaster>[0] = {}): TestMaster {
    const given = { store: registry() };
    const master = new TestMaster(options, undefined, 'unrecovered', undefined, given);
    pass(master, 0);
    expect(master.recovery).toEqual({ ok: true, value: undefined });
    return master;
  }

  /** Time of the master, and what ZooKeeper has to say of it; agents that are back answer pings. */
  function pass(master: TestMaster, ms: number): void {
    let leftMs = ms + settlingMs;
    while (leftMs > 0) {
      const stepMs = Math.min(leftMs, pingMs);
      leftMs -= stepMs;
      master.advance(stepMs);
      for (const pid of back) master.receive(pid, PongSlaveMessage, {});
      world.pass(100);
      if (leftMs === 0) world.pass(3000);
    }
  }

  function comeBack(master: TestMaster, ...indexes: number[]): void {
    for (const i of indexes) {
      master.reregister(pids[i]!, anAgent(undefined, ids[i]));
      back.add(pids[i]!);
    }
    pass(master, 0);
  }

  /** Three agents are admitted, and their master is gone. */
  function begin(): void {
    const first = startMaster();
    comeBack(first, 0, 1, 2);
    expect([...first.state.agents.keys()]).toEqual(ids);
    first.master.stop();
    back.clear();
  }

  it('are unreachable for the next master, and for the one after it, when they do not come back in time', () => {
    begin();
    const second = startMaster({ agentReregisterTimeoutMs: timeoutMs });
    expect([...second.state.recoveredAgents.keys()].toSorted()).toEqual(ids);
    comeBack(second, 0);
    pass(second, timeoutMs - 1000);
    expect(second.state.unreachableAgents.size).toBe(0);
    pass(second, 1000);
    expect([...second.state.unreachableAgents.keys()].toSorted()).toEqual(['S2', 'S3']);
    second.master.stop();
    const third = startMaster();
    expect([...third.state.recoveredAgents.keys()]).toEqual(['S1']);
    expect([...third.state.unreachableAgents.keys()].toSorted()).toEqual(['S2', 'S3']);
  });

  it('stop the master instead when more are missing than --recovery_agent_removal_limit', () => {
    begin();
    const limited = { agentReregisterTimeoutMs: timeoutMs, recoveryRemovalLimit: 0.5 };
    const second = startMaster(limited);
    comeBack(second, 0);
    pass(second, timeoutMs);
    expect(second.aborted).toEqual([
      expect.stringContaining(
        'Post-recovery agent removal limit exceeded: of 3 agents in the registry 2 did not reregister within 10mins, more than 50%',
      ),
    ]);
    second.master.stop();
    back.clear();
    const third = startMaster(limited);
    expect([...third.state.recoveredAgents.keys()].toSorted()).toEqual(ids);
    comeBack(third, 0, 1);
    pass(third, timeoutMs);
    expect(third.aborted).toEqual([]);
    expect([...third.state.unreachableAgents.keys()]).toEqual(['S3']);
  });

  it('keep what a newer master knew of them, given up and back again', () => {
    // Field 500 of AgentInfo is of a version to come.
    const inAgent = Buffer.from([0xa2, 0x1f, 3, 0x6e, 0x65, 0x77]);
    const info = anAgent(undefined, 'S1');
    const known = put(admitted, { info, pid: pids[0]! });
    const value = withUnknownFields(
      AdmittedAgent,
      known.kind === 'put' ? known.value : new Uint8Array(),
      { own: Buffer.alloc(0), inside: new Map([['1', { own: inAgent, inside: new Map() }]]) },
    );
    const newer = registry();
    newer.readAll(
      '',
      () => undefined,
      () => undefined,
    );
    world.pass(3000);
    newer.write([{ ...known, kind: 'put', value }], () => undefined);
    world.pass(1000);
    const entries = (): Map<string, Buffer> => {
      const found = new Map<string, Buffer>();
      registry().readAll(
        '',
        (key, bytes) => found.set(key, Buffer.from(bytes)),
        () => undefined,
      );
      world.pass(3000);
      return found;
    };
    const second = startMaster({ agentReregisterTimeoutMs: timeoutMs });
    pass(second, timeoutMs);
    expect([...second.state.unreachableAgents.keys()]).toEqual(['S1']);
    second.master.stop();
    expect(entries().get(`${unreachable.prefix}S1`)?.includes(inAgent)).toBe(true);
    const third = startMaster();
    comeBack(third, 0);
    expect([...third.state.agents.keys()]).toEqual(['S1']);
    expect(entries().get(`${admitted.prefix}S1`)?.includes(inAgent)).toBe(true);
  });
});
