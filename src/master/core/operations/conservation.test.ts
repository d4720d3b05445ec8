import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Offer, Offer_Operation, Resource } from '../../../protocol/generated/mesos.ts';
import { Resources } from '../../../resources/resources.ts';
import { applyOperation, withoutPersistence } from '../../../resources/operations.ts';
import { aTask, launchOf, TestMaster, type TestFramework } from '../test-support.ts';
import { expectSound } from '../test-support/accounting.ts';
import {
  OperatingAgent,
  create,
  destroy,
  dynamic,
  engineers,
  grow,
  reserve,
  reserved,
  scalar,
  shrink,
  unreserve,
  volumeOf,
} from '../test-support/operating-agent.ts';
import { isConverting } from './operation-resources.ts';
import { takeOperatorOperation } from './operator.ts';

/**
 * Frameworks and operators do anything to the same agent, in any order, while it loses its
 * connection. After each step the books agree with each other (expectSound), the agent has what it was
 * configured with, however reserved and cut into volumes, and what it told by operations makes of it
 * is what the master thinks that it has.
 */
const text = 'cpus:4;mem:1024;disk:100;ports:[1-10]';
const roles = ['eng', 'eng/web', 'ops'];

const step = fc.record({
  action: fc.constantFrom(
    ...['offer', 'offer', 'offer', 'offer', 'operator', 'operator', 'task', 'finish'],
    ...['answer', 'answer', 'break', 'drop', 'decline', 'pass', 'pass'],
  ),
  kinds: fc.array(fc.nat(7), { minLength: 1, maxLength: 3 }),
  framework: fc.nat(1),
  pick: fc.nat(1_000),
  size: fc.constantFrom(0, 0.5, 1, 2, 10, 200),
  isShared: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class World {
  readonly master = new TestMaster();
  readonly agent = new OperatingAgent(this.master, { text });
  readonly frameworks: TestFramework[];
  readonly configured: string[];
  /** What the agent itself has, who hears of operations in order. */
  has: Resources;
  heard = 0;
  answered = 0;
  taskNumber = 0;
  operationNumber = 0;
  /** Of its resources; the one that it registered with is another. */
  versionNumber = 100;

  constructor() {
    this.frameworks = [
      this.master.subscribe(engineers({ roles: ['eng', 'eng/web'] })),
      this.master.subscribe(engineers({ roles: ['ops', 'eng'], principal: 'p' })),
    ];
    this.has = this.agent.record.total;
    this.configured = this.plainOf(this.has);
    this.master.advance(0);
  }

  take(one: Step): void {
    const { master, agent } = this;
    const framework = this.frameworks[one.framework]!;
    const offer = framework.offers.findLast(({ id }) => master.state.offers.has(id.value));
    switch (one.action) {
      case 'offer':
        if (offer === undefined) return;
        master.accept(framework, [offer], ...this.operations(one, offer, framework));
        break;
      case 'task':
        if (offer !== undefined) this.launch(framework, offer, one);
        break;
      case 'decline':
        if (offer !== undefined) master.accept(framework, [offer]);
        break;
      case 'operator':
        for (const operation of this.operations(one, undefined, undefined)) this.operate(operation);
        break;
      case 'finish': {
        const [taskId] = framework.record!.tasks.keys();
        if (taskId !== undefined) master.update(framework, agent.id, taskId, 'TASK_FINISHED');
        break;
      }
      case 'answer':
        this.hear();
        if (this.answered < agent.told.length) agent.answer(agent.told[this.answered++]!);
        break;
      case 'break':
        this.comeBack();
        break;
      case 'drop':
        for (const operation of this.operations(one, undefined, undefined)) this.operate(operation);
        this.drop();
        break;
      case 'pass':
        master.advance(1_000);
        break;
    }
  }

  comeBack(): void {
    const { master, agent } = this;
    this.hear();
    master.breakConnection(agent.pid);
    const tasks = [...agent.record.tasks.values()].flatMap((byId) =>
      [...byId.values()].map(({ task }) => task),
    );
    agent.reregister({ checkpointed_resources: this.made(), tasks });
    agent.update([...agent.record.operations.values()].map(({ operation }) => operation));
  }

  /** The agent does nothing of what it was told last, says so and what it has. */
  drop(): void {
    const { agent } = this;
    const unheard = agent.told.slice(this.heard);
    // What was launched with it would be dropped as well.
    if (unheard.length === 0 || agent.record.tasks.size > 0) return;
    this.heard = agent.told.length;
    for (const told of unheard) agent.answer(told, 'OPERATION_DROPPED');
    const checkpointed_resources = this.made();
    const resource_version_uuid = { value: new Uint8Array(16).fill(++this.versionNumber) };
    agent.reregister({ checkpointed_resources, resource_version_uuid });
  }

  made(): Resource[] {
    return this.has.toMessages().filter(({ reservations }) => (reservations ?? []).length > 0);
  }

  /** The agent does what it is told. */
  hear(): void {
    for (const { info } of this.agent.told.slice(this.heard)) {
      const plain = stripped(info);
      this.has = applied(this.has, plain);
    }
    this.heard = this.agent.told.length;
  }

  operate(operation: Offer_Operation): void {
    const { type } = operation;
    if (!isConverting(type)) return;
    const asked = { agentId: this.agent.id, operation, type, principal: undefined };
    takeOperatorOperation(this.master.core, asked);
  }

  launch(framework: TestFramework, offer: Offer, { pick }: Step): void {
    const some = (offer.resources ?? []).filter(
      (one, i) => one.disk?.persistence !== undefined && (pick + i) % 2 === 0,
    );
    const least = (offer.resources ?? []).filter(
      ({ name, disk }) => (name === 'cpus' || name === 'mem') && disk === undefined,
    );
    const resources = [...some, ...least.slice(0, 2)];
    if (resources.length === 0) return;
    const task = { ...aTask(`t${this.taskNumber++}`, offer), resources };
    this.master.accept(
      framework,
      [offer],
      launchOf(task, { ...task, task_id: { value: `u${this.taskNumber}` }, resources: some }),
    );
  }

  operations(
    { kinds, pick, size, isShared }: Step,
    offer: Offer | undefined,
    framework: TestFramework | undefined,
  ): Offer_Operation[] {
    const there = offer?.resources ?? this.agent.record.total.toMessages();
    return kinds.map((kind) => {
      const role = offer?.allocation_info?.role ?? roles[pick % roles.length]!;
      const operation = this.make(kind, there, { role, pick, size, isShared });
      const isNamed = framework !== undefined && pick % 2 === 0;
      return isNamed ? { ...operation, id: { value: `op${this.operationNumber++}` } } : operation;
    });
  }

  make(
    kind: number,
    there: readonly Resource[],
    { role, pick, size, isShared }: { role: string; pick: number; size: number; isShared: boolean },
  ): Offer_Operation {
    const nth = (list: readonly Resource[]): Resource =>
      list[pick % Math.max(1, list.length)] ?? scalar('disk', size);
    const made = there.filter(
      ({ reservations, disk }) => (reservations ?? []).length > 0 && disk === undefined,
    );
    const volumes = there.filter(({ disk }) => disk?.persistence !== undefined);
    const principal = pick % 5 === 0 ? {} : { principal: 'p' };
    const part = (one: Resource): Resource => {
      const most = one.scalar?.value ?? 1;
      return { ...one, scalar: { value: pick % 2 === 0 ? most : Math.min(size, most) } };
    };
    const disks = there.filter(({ name, disk }) => name === 'disk' && disk === undefined);
    const plain = there.filter(({ type, disk }) => type === 'SCALAR' && disk === undefined);
    switch (kind) {
      case 0:
      case 1: {
        const from = part(nth(pick % 3 === 0 ? plain : disks));
        const { reservations = [] } = from;
        return reserve(reserved(from, ...reservations, dynamic(role, principal)));
      }
      case 2:
        return unreserve(part(nth(made)));
      case 3:
      case 4: {
        const disk = part(nth(disks.filter(({ reservations }) => (reservations ?? []).length > 0)));
        const id = `v${pick % 4}`;
        const volume = volumeOf(disk, id, isShared ? { shared: {} } : {});
        return create({ ...volume, disk: { ...volume.disk, persistence: { id, ...principal } } });
      }
      case 5:
        return destroy(nth(volumes));
      case 6: {
        const own = nth(volumes);
        const volume = pick % 3 === 0 ? { ...own, scalar: { value: 0 } } : own;
        return grow(volume, {
          ...withoutPersistence(volume),
          scalar: { value: Math.min(size, 2) },
        });
      }
      default:
        return shrink(nth(volumes), Math.min(size, 1));
    }
  }

  /** Amounts alone. */
  plainOf(resources: Resources): string[] {
    const plain = resources
      .toMessages()
      .map((one) => ({ ...withoutPersistence(one), reservations: [] }));
    return Resources.fromMessages(plain).unallocate().toString().split('; ').sort();
  }
}

function stripped(operation: Offer_Operation): Offer_Operation {
  const text = JSON.stringify(operation, (key, value: unknown) =>
    key === 'allocation_info' ? undefined : value,
  );
  return JSON.parse(text) as Offer_Operation;
}

function applied(resources: Resources, operation: Offer_Operation): Resources {
  const after = applyOperation(resources, operation);
  if (!after.ok) throw new Error(`the agent cannot do what it is told: ${after.error}`);
  return after.value;
}

it('creates no resource and loses none', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 30, maxLength: 80, size: 'max' }), (steps) => {
      const world = new World();
      for (const one of steps) {
        world.take(one);
        expectSound(world.master.core);
        expect(world.plainOf(world.agent.record.total)).toEqual(world.configured);
        world.hear();
        expect(world.has.equals(world.agent.record.total)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
