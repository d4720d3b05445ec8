import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SeededRandom } from '../../foundation/random.ts';
import { HostileSender } from '../../protocol/codec/test-support/hostile.ts';
import { Call } from '../../protocol/generated/executor.ts';
import type { Offer_Operation, Resource } from '../../protocol/generated/mesos.ts';
import * as internal from '../../protocol/generated/internal.ts';
import { PaperCluster, aFramework, aTask, anExecutor, masterPid } from './test-support.ts';

/**
 * Masters, strangers and executors say whatever they like, about things that exist. The agent never
 * throws, never exits but when told to, and every task is in one place.
 */
const messages = [
  ...[internal.RunTaskMessage, internal.RunTaskMessage, internal.RunTaskMessage],
  ...[internal.RunTaskMessage, internal.RunTaskMessage, internal.RunTaskMessage],
  ...[internal.RunTaskGroupMessage, internal.RunTaskGroupMessage, internal.KillTaskMessage],
  ...[internal.StatusUpdateAcknowledgementMessage, internal.ShutdownFrameworkMessage],
  ...[internal.ShutdownExecutorMessage, internal.UpdateFrameworkMessage],
  ...[internal.FrameworkToExecutorMessage, internal.PingSlaveMessage],
  ...[internal.SlaveReregisteredMessage, internal.SlaveRegisteredMessage],
  ...[internal.ApplyOperationMessage, internal.ApplyOperationMessage],
  ...[internal.AcknowledgeOperationStatusMessage, internal.ReconcileOperationsMessage],
  ...[internal.CheckpointResourcesMessage, internal.DrainSlaveMessage],
] as readonly (typeof internal.PongSlaveMessage)[];

const reserved: Resource = {
  ...{ name: 'cpus', type: 'SCALAR', scalar: { value: 1 } },
  reservations: [{ type: 'DYNAMIC', role: 'web' }],
};
const operations: readonly Offer_Operation[] = [
  { type: 'RESERVE', reserve: { resources: [reserved] } },
  { type: 'UNRESERVE', unreserve: { resources: [reserved] } },
];

class Siege {
  readonly cluster = new PaperCluster();
  readonly sender: HostileSender;

  constructor(seed: number) {
    this.sender = new HostileSender(new SeededRandom(seed), {
      texts: (type, field) => this.textsFor(type, field),
      message: (type) => this.wholeMessage(type),
    });
    this.cluster.startRegistered();
  }

  textsFor(type: string, field: string): readonly string[] {
    switch (type.split('.').at(-1) ?? '') {
      case 'FrameworkID':
        return ['F1', 'F1', 'F2', '', '../..'];
      case 'AgentID':
      case 'SlaveID':
        // Another id would be the end, as it must be.
        return ['S0'];
      case 'TaskID':
        return ['t', 'u', 'v', 'a/b', ''];
      case 'ExecutorID':
        return ['e', 'f', 't', 'u', '..'];
      default:
        return field === 'pid'
          ? ['@0.0.0.0:0', 'scheduler(1)@10.0.0.9:1', 'x']
          : ['', 'x', '*', '\0'];
    }
  }

  /** Most tasks and executors are such as run. */
  wholeMessage(type: string): object | undefined {
    const { sender } = this;
    if (type === 'mesos.v1.FrameworkInfo' && sender.chance(0.8)) {
      return aFramework({
        id: { value: sender.pick(['F1', 'F2']) },
        checkpoint: sender.chance(0.7),
      });
    }
    if (type === 'mesos.v1.TaskInfo' && sender.chance(0.6)) {
      const { command: _command, ...task } = aTask(sender.pick(['t', 'u', 'v']));
      return sender.chance(0.5)
        ? aTask(task.name)
        : { ...task, executor: anExecutor(sender.pick(['e', 'f'])) };
    }
    if (type === 'mesos.v1.ExecutorInfo' && sender.chance(0.6))
      return anExecutor(sender.pick(['e', 'f']));
    if (type === 'mesos.v1.Offer.Operation' && sender.chance(0.7)) return sender.pick(operations);
    if (type === 'mesos.v1.UUID' && sender.chance(0.8)) {
      return { value: new Uint8Array(16).fill(sender.pick([1, 2, 3])) };
    }
    if (type.endsWith('.ResourceVersionUUID')) {
      return { uuid: { value: this.cluster.state.resourceVersionUuid } };
    }
    return undefined;
  }

  attack(): void {
    const { cluster, sender } = this;
    switch (
      sender.pick(['message', 'message', 'message', 'executor', 'machine', 'pass', 'restart'])
    ) {
      case 'message': {
        const type = sender.pick(messages);
        cluster.say(type, sender.make(type), sender.chance(0.9) ? masterPid : 'x@10.0.0.66:1');
        return;
      }
      case 'executor':
        return this.speakAsExecutor();
      case 'machine': {
        const [key] = cluster.machine.containers.keys();
        if (key !== undefined) cluster.machine.endKey(key, { status: sender.pick([0, 9, 256]) });
        return;
      }
      case 'restart':
        if (sender.chance(0.7)) return;
        cluster.crash(sender.pick([0, 1, 3]), sender.pick([0, 5]));
        return cluster.startRegistered();
      default:
        cluster.pass(sender.pick([1, 10, 1_000, 15_000, 700_000]));
    }
  }

  speakAsExecutor(): void {
    const { cluster, sender } = this;
    const framework = sender.pick([...cluster.state.frameworks.values()]);
    const executor = framework && sender.pick([...framework.executors.values()]);
    if (executor === undefined) return;
    const call = {
      ...sender.make(Call),
      type: sender.pick(['SUBSCRIBE', 'SUBSCRIBE', 'UPDATE', 'UPDATE', 'MESSAGE'] as const),
      framework_id: { value: framework!.id },
      executor_id: { value: executor.id },
    };
    const given = Call.decode(Call.encode(call));
    cluster.speak(given, { send: () => undefined, close: () => undefined });
  }

  expectSound(): void {
    const { state } = this.cluster;
    for (const framework of state.frameworks.values()) {
      const places = [...framework.executors.values()].flatMap((executor) => [
        ...executor.queued.keys(),
        ...executor.launched.keys(),
        ...executor.terminated.keys(),
      ]);
      expect(new Set(places).size).toBe(places.length);
    }
    expect(state.totalResources.scalar('cpus')).toBe(4);
    expect(this.cluster.exits).toEqual([]);
    expect([...this.cluster.disk.keys()].filter((path) => path.includes('..'))).toEqual([]);
  }
}

it('nobody can make the agent throw, or lose count of its tasks', { timeout: 120_000 }, () => {
  let told = 0;
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 20, max: 80 }), (seed, deeds) => {
      const siege = new Siege(seed);
      for (let i = 0; i < deeds; i++) {
        siege.attack();
        siege.expectSound();
      }
      siege.cluster.pass(2_000_000);
      siege.expectSound();
      told += siege.cluster.told.filter((text) => text.endsWith('RUNNING')).length;
    }),
    { numRuns: 60 },
  );
  // The attack is worth nothing when everything bounces off; 35 to 50 get through, in bad luck 19.
  expect(told).toBeGreaterThan(5);
});
