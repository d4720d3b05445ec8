import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SeededRandom } from '../../foundation/random.ts';
import { HostileSender } from '../../protocol/codec/test-support/hostile.ts';
import * as internal from '../../protocol/generated/internal.ts';
import type { Resource } from '../../protocol/generated/mesos.ts';
import { Call, type Call_Type } from '../../protocol/generated/scheduler.ts';
import type { AgentId } from '../../protocol/ids.ts';
import { type TestFramework, TestMaster, anAgent, resources } from './test-support.ts';
import { expectSound } from './test-support/accounting.ts';

/**
 * Frameworks, agents and strangers say whatever they like, about things that exist. The master never
 * throws, and its sums hold after each word.
 */
const total = 'cpus:4;mem:1024;disk:100;ports:[1-10];racks:{a,b}';
const pids = [1, 2, 3].map((i) => `slave(1)@10.0.0.${i}:5051`);
const messages = [
  ...[internal.RegisterSlaveMessage, internal.UnregisterSlaveMessage],
  ...[internal.ReregisterSlaveMessage, internal.ReregisterSlaveMessage],
  ...[internal.UpdateSlaveMessage, internal.PongSlaveMessage],
  ...[internal.StatusUpdateMessage, internal.StatusUpdateMessage],
  ...[internal.ExitedExecutorMessage, internal.ExecutorToFrameworkMessage],
] as readonly (typeof internal.PongSlaveMessage)[];
const calls: Call_Type[] = [
  ...(['ACCEPT', 'ACCEPT', 'ACCEPT', 'ACCEPT', 'DECLINE', 'REVIVE', 'SUPPRESS'] as const),
  ...(['KILL', 'SHUTDOWN', 'ACKNOWLEDGE', 'RECONCILE', 'MESSAGE', 'REQUEST'] as const),
  ...(['UPDATE_FRAMEWORK', 'RECONCILE_OPERATIONS', 'ACKNOWLEDGE_OPERATION_STATUS'] as const),
  ...(['ACCEPT_INVERSE_OFFERS', 'DECLINE_INVERSE_OFFERS', 'TEARDOWN'] as const),
];
const amounts = ['cpus:0.5;mem:32;disk:1', 'ports:[2-3]', 'ports:[3-4]', 'racks:{a}', 'cpus(x):1'];

class Siege {
  readonly master = new TestMaster({ offerTimeoutMs: 7_000 });
  readonly frameworks: TestFramework[] = [];
  readonly sender: HostileSender;

  constructor(seed: number) {
    this.sender = new HostileSender(new SeededRandom(seed), {
      texts: (type, field) => this.textsFor(type, field),
      message: (type) => this.wholeMessage(type),
    });
    for (const pid of pids.slice(0, 2)) this.master.addAgent(pid, total);
    for (let i = 0; i < 2; i++) this.frameworks.push(this.master.subscribe());
    this.master.advance(10);
  }

  /** What exists, what existed, and what never can. */
  textsFor(type: string, field: string): readonly string[] {
    const { state } = this.master;
    const odd = ['', '*', 'x', 'x/y', '../..', 'F', 'e', 't', '\0', '1.12.0'];
    switch (type.split('.').at(-1) ?? '') {
      case 'FrameworkID':
        return [...state.frameworks.keys(), ...state.completedFrameworks.keys(), 'F'];
      case 'AgentID':
      case 'SlaveID':
        return [...state.agents.keys(), ...state.unreachableAgents.keys(), 'S'];
      case 'OfferID':
        return [...state.offers.keys(), 'O'];
      case 'TaskID':
        return ['t', 'u', 'v', 'w', ...this.sender.pick([[], ['a/b', '']])];
      case 'ExecutorID':
        return ['e', 'f', 't'];
      default:
        return field === 'version' ? ['1.12.0'] : odd;
    }
  }

  /** Most resources, agents and offers' filters make sense, or nothing would get far. */
  wholeMessage(type: string): object | undefined {
    const { sender } = this;
    if (type === 'mesos.v1.Resource' && sender.chance(0.9)) return this.aResource();
    if (type === 'mesos.v1.AgentInfo' && sender.chance(0.9)) {
      const info = anAgent(
        sender.pick([total, 'cpus:1']),
        sender.pick(this.textsFor('AgentID', '')),
      );
      return sender.chance(0.2) ? { ...info, hostname: 'elsewhere' } : info;
    }
    return undefined;
  }

  aResource(): Resource {
    const { sender } = this;
    const resource = sender.pick(resources(sender.pick(amounts)));
    return sender.chance(0.3)
      ? { ...resource, allocation_info: { role: sender.pick(['*', 'x']) } }
      : resource;
  }

  attack(): void {
    const { master, sender } = this;
    const deed = sender.pick([
      'message',
      'message',
      'call',
      'call',
      'call',
      'subscribe',
      'launch',
      'pass',
    ]);
    const framework = sender.pick(this.frameworks);
    if (deed === 'pass') {
      master.advance(sender.pick([1, 100, 1_000, 1_000, 20_000]));
    } else if (deed === 'message') {
      const type = sender.pick(messages);
      master.receive(sender.pick(pids), type, sender.make(type));
    } else if (deed === 'subscribe') {
      const call = { ...sender.make(Call).subscribe };
      const next = master.subscribe(call.framework_info, call.suppressed_roles);
      if (next.record !== undefined) this.frameworks.push(next);
    } else if (framework.record !== undefined && framework.record.sink === framework) {
      this.call(framework, deed === 'launch' ? 'ACCEPT' : sender.pick(calls));
    }
  }

  /** With its message, on the wire and back. */
  call(framework: TestFramework, type: Call_Type): void {
    const { sender, master } = this;
    const field = type.toLowerCase();
    const made = { ...sender.make(Call), type, framework_id: { value: framework.id } };
    for (let i = 0; i < 20 && !(field in made); i++)
      Object.assign(made, onlyField(sender.make(Call), field));
    const [offer] = framework.record!.offers;
    if (made.accept !== undefined && offer !== undefined && sender.chance(0.8)) {
      made.accept.offer_ids = [{ value: offer.id }];
      made.accept.operations = [this.anOperation(offer.agent.id), this.anOperation(offer.agent.id)];
    }
    master.call(framework, Call.decode(Call.encode(made)));
  }

  anOperation(agentId: AgentId): NonNullable<NonNullable<Call['accept']>['operations']>[number] {
    const { sender } = this;
    const executor = {
      type: sender.pick(['DEFAULT', 'CUSTOM'] as const),
      executor_id: { value: sender.pick(['e', 'f']) },
      resources: [...resources('cpus:0.1;mem:32;disk:1'), this.aResource()],
      ...(sender.chance(0.5) ? { command: { value: 'run' } } : {}),
    };
    const tasks = Array.from({ length: 1 + Math.floor(sender.pick([0, 1, 2])) }, () => ({
      name: 't',
      task_id: { value: sender.pick(['t', 'u', 'v', 'w']) },
      agent_id: { value: agentId },
      resources: [...resources('cpus:0.1;mem:1'), this.aResource()],
      ...(sender.chance(0.7) ? { command: { value: 'true' } } : { executor }),
    }));
    return sender.chance(0.5)
      ? { type: 'LAUNCH', launch: { task_infos: tasks } }
      : { type: 'LAUNCH_GROUP', launch_group: { executor, task_group: { tasks } } };
  }
}

function onlyField(call: Call, field: string): Partial<Call> {
  return field in call ? { [field]: call[field as keyof Call] } : {};
}

it('nobody can make the master throw, or its sums wrong', { timeout: 120_000 }, () => {
  let launched = 0;
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 30, max: 120 }), (seed, deeds) => {
      const siege = new Siege(seed);
      for (let i = 0; i < deeds; i++) {
        siege.attack();
        expectSound(siege.master.core);
      }
      siege.master.advance(700_000);
      expectSound(siege.master.core);
      launched += siege.master.sent.filter(({ name }) => name.startsWith('RunTask')).length;
    }),
    { numRuns: 60 },
  );
  // The attack is worth nothing when everything bounces off.
  expect(launched).toBeGreaterThan(20);
});
