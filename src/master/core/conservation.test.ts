import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PongSlaveMessage } from '../../protocol/generated/internal.ts';
import type { Offer, Task } from '../../protocol/generated/mesos.ts';
import { Resources } from '../../resources/resources.ts';
import {
  type TestFramework,
  TestMaster,
  aFramework,
  aTask,
  anAgent,
  launchOf,
} from './test-support.ts';

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
  readonly updates: { framework: number; agentId: string; taskId: string; uuid: Uint8Array }[] = [];
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
          master.master.receive(pid, 'mesos.internal.UnregisterSlaveMessage', message);
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
    return [...framework.record!.offers].map(({ message }) => message);
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
    const { state, allocator } = this.master.core;
    for (const agent of state.agents.values()) {
      const held = new Map<string, Resources>();
      for (const [frameworkId, tasks] of agent.tasks) {
        expect(tasks.size).toBeGreaterThan(0);
        for (const task of tasks.values()) {
          expect(state.frameworks.get(frameworkId)!.tasks.get(task.id)).toBe(task);
          if (task.isUsing) add(held, frameworkId, task.resources);
        }
      }
      for (const [frameworkId, executors] of agent.executors) {
        for (const one of executors.values()) add(held, frameworkId, one.resources);
      }
      expect(textsOf(agent.used)).toEqual(textsOf(held));
      const offered = Resources.sum([...agent.offers].map((offer) => offer.resources));
      expect(agent.offered.equals(offered)).toBe(true);
      const used = Resources.sum(agent.used.values());
      const taken = used.add(agent.offered).unallocate();
      expect(allocator.findFree(agent.id)!.equals(agent.total.subtract(taken))).toBe(true);
      for (const framework of state.frameworks.values()) {
        const own = Resources.sum(
          [...agent.offers].filter((o) => o.framework === framework).map((o) => o.resources),
        ).add(agent.used.get(framework.id) ?? Resources.empty);
        expect(allocator.allocationOf(framework.id, agent.id).equals(own)).toBe(true);
      }
    }
    for (const framework of state.frameworks.values()) {
      for (const task of framework.tasks.values()) {
        const agent = state.agents.get(task.agentId)!;
        expect(agent.tasks.get(framework.id)!.get(task.id)).toBe(task);
        expect(framework.unreachableTasks.has(task.id)).toBe(false);
      }
      const tasks = [...framework.tasks.values()].filter(({ isUsing }) => isUsing);
      const executors = [...framework.executors.values()].flatMap((byId) => [...byId.values()]);
      const used = Resources.sum([...tasks, ...executors].map((one) => one.resources));
      expect(framework.used.equals(used)).toBe(true);
      for (const offer of framework.offers) expect(state.offers.get(offer.id)).toBe(offer);
      if (framework.sink === undefined) expect(framework.offers.size).toBe(0);
      expect(framework.completedTasks.length).toBeLessThanOrEqual(5);
    }
    for (const offer of state.offers.values()) {
      expect(offer.framework.offers.has(offer) && offer.agent.offers.has(offer)).toBe(true);
      expect(offer.agent.isConnected && state.agents.get(offer.agent.id) === offer.agent).toBe(
        true,
      );
    }
    const counted = [...state.taskCounts.values()].reduce((sum, count) => sum + count, 0);
    const known = [...state.frameworks.values()].reduce((sum, f) => sum + f.tasks.size, 0);
    expect(counted).toBe(known);
  }
}

function add(to: Map<string, Resources>, key: string, resources: Resources): void {
  const sum = (to.get(key) ?? Resources.empty).add(resources);
  if (!sum.isEmpty()) to.set(key, sum);
}

function textsOf(resources: ReadonlyMap<string, Resources>): [string, string[]][] {
  return [...resources]
    .map(([key, some]): [string, string[]] => [key, some.toString().split('; ').sort()])
    .sort(([a], [b]) => (a < b ? -1 : 1));
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
