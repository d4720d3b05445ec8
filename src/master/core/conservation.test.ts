import fc from 'fast-check';
import { it } from 'vitest';
import { PongSlaveMessage, UnregisterSlaveMessage } from '../../protocol/generated/internal.ts';
import type { Offer, Task } from '../../protocol/generated/mesos.ts';
import type { AgentId, TaskId } from '../../protocol/ids.ts';
import {
  type TestFramework,
  TestMaster,
  aFramework,
  aTask,
  anAgent,
  launchOf,
} from './test-support.ts';
import { offerMessage } from './offers/offer-message.ts';
import { expectSound } from './test-support/accounting.ts';

/**
 * Anything may happen in any order, lost messages and restarts of agents included. After each step
 * the maps of the state agree with each other, and on every agent what is free, used and offered
 * add up to what it has.
 */
const text = 'cpus:4;mem:1024;disk:100;ports:[1-10];cpus(x):1';
const roleSets = [['*'], ['x', 'x/y'], ['x/y', '*']];

const step = fc.record({
  action: fc.constantFrom(
    ...['register', 'reregister', 'reregister', 'break', 'silence', 'unregister'],
    ...['subscribe', 'subscribe', 'disconnect', 'teardown', 'failover', 'roles'],
    ...['launch', 'launch', 'launch', 'group', 'decline', 'accept twice'],
    ...['update', 'update', 'finish', 'acknowledge', 'kill', 'suppress', 'revive'],
    ...['pass', 'pass', 'pass'],
  ),
  agent: fc.nat(2),
  framework: fc.nat(2),
  pick: fc.nat(20),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class World {
  readonly master = new TestMaster({ offerTimeoutMs: 7_000, maxCompletedTasksPerFramework: 5 });
  readonly frameworks: (TestFramework | undefined)[] = [];
  readonly agentIds: (string | undefined)[] = [];
  /** What is not yet acknowledged. */
  readonly updates: { framework: number; agentId: AgentId; taskId: TaskId; uuid: Uint8Array }[] =
    [];
  taskNumber = 0;

  pid(agent: number): string {
    return `slave(1)@10.0.0.${agent}:5051`;
  }

  apply({ action, agent, framework: number, pick }: Step): void {
    const { master } = this;
    const pid = this.pid(agent);
    const framework = this.frameworks[number];
    switch (action) {
      case 'register':
        master.register(pid, anAgent(text));
        break;
      case 'reregister':
        this.reregister(agent, pick);
        break;
      case 'break':
        master.breakConnection(pid);
        break;
      case 'silence':
        master.advance(80_000);
        break;
      case 'unregister': {
        const known = master.state.agentsByPid.get(pid);
        if (known !== undefined) {
          const message = { slave_id: { value: known.id } };
          master.receive(pid, UnregisterSlaveMessage, message);
        }
        break;
      }
      case 'subscribe':
        if (framework === undefined) {
          this.frameworks[number] = master.subscribe(
            aFramework({ roles: roleSets[number]!, failover_timeout: pick * 10 }),
          );
        } else this.failOver(number);
        break;
      case 'disconnect':
        if (framework !== undefined) master.disconnect(framework);
        break;
      case 'pass':
        master.advance(pick * 100);
        for (let i = 0; i < 3; i++) master.receive(this.pid(i), PongSlaveMessage, {});
        break;
      default:
        if (framework?.record !== undefined && framework.record.sink === framework) {
          this.call(action, number, framework, pick);
        }
    }
  }

  /** The agent reports some of its tasks, some finished, and one that nobody knows. */
  reregister(agent: number, pick: number): void {
    const { master } = this;
    const pid = this.pid(agent);
    const known = master.state.agentsByPid.get(pid);
    const id = known?.id ?? this.agentIds[agent];
    if (id === undefined) return;
    this.agentIds[agent] = id;
    const tasks: Task[] = [];
    for (const byId of known?.tasks.values() ?? []) {
      for (const { task } of byId.values()) {
        if (pick % 3 !== 0)
          tasks.push({ ...task, state: pick % 5 === 0 ? 'TASK_FAILED' : task.state });
      }
    }
    const owner = this.frameworks[pick % 3];
    if (owner?.record !== undefined && pick % 2 === 0) {
      const taskId = `unknown${this.taskNumber++}`;
      tasks.push({
        name: taskId,
        task_id: { value: taskId },
        framework_id: { value: owner.id },
        agent_id: { value: id },
        state: pick % 4 === 0 ? 'TASK_RUNNING' : 'TASK_FINISHED',
        resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 3 }, role: '*' }],
      });
    }
    const executors = pick % 2 === 0 ? [...(known?.executors.values() ?? [])] : [];
    master.reregister(pid, anAgent(text, id), {
      tasks,
      executor_infos: executors.flatMap((byId) => [...byId.values()].map(({ info }) => info)),
    });
  }

  failOver(number: number): void {
    const old = this.frameworks[number]!;
    const info = aFramework({
      roles: roleSets[number]!,
      failover_timeout: 50,
      id: { value: old.id },
    });
    const next = this.master.subscribe(info);
    this.frameworks[number] = next.record === undefined ? undefined : next;
  }

  offersOf(framework: TestFramework): Offer[] {
    return [...framework.record!.offers].map(offerMessage);
  }

  call(action: string, number: number, framework: TestFramework, pick: number): void {
    const { master } = this;
    const offers = this.offersOf(framework);
    const offer = offers[pick % Math.max(1, offers.length)];
    const tasks = [...framework.record!.tasks.values()];
    const task = tasks[pick % Math.max(1, tasks.length)];
    switch (action) {
      case 'failover':
        this.failOver(number);
        return;
      case 'teardown':
        master.call(framework, { type: 'TEARDOWN' });
        this.frameworks[number] = undefined;
        return;
      case 'roles':
        master.call(framework, {
          type: 'UPDATE_FRAMEWORK',
          update_framework: {
            framework_info: {
              ...framework.record!.info,
              roles: roleSets[pick % 3]!,
            },
          },
        });
        return;
      case 'suppress':
        master.call(framework, { type: 'SUPPRESS' });
        return;
      case 'revive':
        master.call(framework, { type: 'REVIVE' });
        return;
      case 'launch': {
        if (offer === undefined) return;
        const all = offers.filter(
          (other) =>
            other.agent_id.value === offer.agent_id.value &&
            other.allocation_info!.role === offer.allocation_info!.role,
        );
        const infos = [1, 2].map(() =>
          aTask(`t${this.taskNumber++}`, offer, `cpus:${1 + (pick % 3)};mem:32`),
        );
        master.accept(framework, all, launchOf(...infos));
        return;
      }
      case 'group':
        if (offer !== undefined) this.launchGroup(framework, offer);
        return;
      case 'decline':
        if (offer === undefined) return;
        master.call(framework, {
          type: 'DECLINE',
          decline: { offer_ids: [offer.id], filters: { refuse_seconds: pick } },
        });
        return;
      case 'accept twice':
        if (offer === undefined) return;
        master.accept(framework, [offer, offer], launchOf(aTask('twice', offer)));
        return;
      case 'update':
      case 'finish':
        if (task === undefined) return;
        this.updates.push({
          framework: number,
          agentId: task.agentId,
          taskId: task.id,
          uuid: master.update(
            framework,
            task.agentId,
            task.id,
            action === 'update' || pick % 4 === 0 ? 'TASK_RUNNING' : 'TASK_FINISHED',
            action === 'update' ? 'TASK_RUNNING' : 'TASK_FINISHED',
          ),
        });
        return;
      case 'acknowledge': {
        const update = this.updates.splice(pick % Math.max(1, this.updates.length), 1)[0];
        const to = update === undefined ? undefined : this.frameworks[update.framework];
        if (update === undefined || to?.record === undefined) return;
        master.acknowledge(to, update.agentId, update.taskId, update.uuid);
        return;
      }
      case 'kill':
        if (task !== undefined) {
          master.call(framework, { type: 'KILL', kill: { task_id: { value: task.id } } });
        }
    }
  }

  launchGroup(framework: TestFramework, offer: Offer): void {
    const task = aTask(`g${this.taskNumber++}`, offer, 'cpus:0.5;mem:32');
    const executor = aTask('', offer, 'cpus:0.1;mem:32').resources!;
    this.master.accept(framework, [offer], {
      type: 'LAUNCH_GROUP',
      launch_group: {
        executor: {
          type: 'DEFAULT',
          executor_id: { value: `e${this.taskNumber % 2}` },
          resources: [...executor, { name: 'disk', type: 'SCALAR', scalar: { value: 1 } }],
        },
        task_group: { tasks: [task] },
      },
    });
  }

  check(): void {
    expectSound(this.master.core);
  }
}

it('whatever happens, nothing is lost and nothing is there twice', { timeout: 60_000 }, () => {
  const start: Step[] = [
    { action: 'register', agent: 0, framework: 0, pick: 0 },
    { action: 'register', agent: 1, framework: 0, pick: 0 },
    { action: 'subscribe', agent: 0, framework: 0, pick: 1 },
    { action: 'subscribe', agent: 0, framework: 1, pick: 1 },
    { action: 'pass', agent: 0, framework: 0, pick: 5 },
  ];
  fc.assert(
    fc.property(fc.array(step, { minLength: 40, maxLength: 80 }), (steps) => {
      const world = new World();
      for (const one of [...start, ...steps]) {
        world.apply(one);
        world.check();
      }
      world.master.advance(700_000);
      world.check();
    }),
    { numRuns: 40 },
  );
});
