/**
 * What must hold in a master between any two inputs, for tests that throw anything at it: the maps
 * agree with each other, and on every agent what is free, used and offered adds up to what it has.
 */
import { expect } from 'vitest';
import { Resources } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import type { AgentRecord, State } from '../state.ts';
import { findRepeatedVolume } from '../validation/resources.ts';

export function expectSound({ state, allocator, options }: Core): void {
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
    // Shared volumes are free for others whoever has them.
    const free = agent.total.subtractWhatIsThere(taken.nonShared());
    expect(sortedText(allocator.findFree(agent.id)!)).toEqual(sortedText(free));
    expect(findRepeatedVolume(agent.total.entries)).toBeUndefined();
    expectOperations(agent, state);
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
    expect(framework.used.scalars().equals(used.scalars())).toBe(true);
    expect(framework.completedTasks.length).toBeLessThanOrEqual(
      options.maxCompletedTasksPerFramework,
    );
    for (const offer of framework.offers) expect(state.offers.get(offer.id)).toBe(offer);
    if (framework.sink === undefined) expect(framework.offers.size).toBe(0);
  }
  for (const offer of state.offers.values()) {
    expect(offer.framework.offers.has(offer) && offer.agent.offers.has(offer)).toBe(true);
    expect(offer.agent.isConnected && state.agents.get(offer.agent.id) === offer.agent).toBe(true);
  }
  const counted = [...state.taskCounts.values()].reduce((sum, count) => sum + count, 0);
  const known = [...state.frameworks.values()].reduce((sum, f) => sum + f.tasks.size, 0);
  expect(counted).toBe(known);
}

/** An operation is with its agent, and by its name if it has one. */
function expectOperations(agent: AgentRecord, state: State): void {
  for (const record of agent.operations.values()) {
    expect(record.agentId).toBe(agent.id);
    if (record.id === undefined || record.frameworkId === undefined) continue;
    expect(state.operations.get(record.frameworkId)?.get(record.id)).toContain(record);
  }
  for (const byId of state.operations.values()) {
    expect(byId.size).toBeGreaterThan(0);
    for (const record of [...byId.values()].flat()) {
      expect(state.agents.get(record.agentId)?.operations.get(record.key)).toBe(record);
    }
  }
}

function sortedText(resources: Resources): string[] {
  return resources.toString().split('; ').sort();
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
