/** What must hold in the master at every instant, whatever happened. */
import type { Core } from '../../master/core/environment.ts';
import type { AgentRecord } from '../../master/core/state.ts';
import { Resources } from '../../resources/resources.ts';

export function findBrokenInvariants(core: Core): string[] {
  const broken: string[] = [];
  for (const agent of core.state.agents.values()) {
    const why = findAgentBreach(core, agent);
    if (why !== undefined) broken.push(`agent ${agent.id}: ${why}`);
  }
  for (const framework of core.state.frameworks.values()) {
    const used = Resources.sum(
      [...core.state.agents.values()].map(
        (agent) => agent.used.get(framework.id) ?? Resources.empty,
      ),
    );
    if (!used.equals(framework.used)) {
      broken.push(
        `framework ${framework.id} uses ${framework.used.toString()}, its agents say ${used.toString()}`,
      );
    }
  }
  for (const offer of core.state.offers.values()) {
    if (!offer.agent.offers.has(offer) || !offer.framework.offers.has(offer)) {
      broken.push(`offer ${offer.id} is not known to its agent and framework`);
    }
  }
  return broken;
}

/** The same volume may be taken often. */
function onceShared(shared: Resources): Resources {
  const kinds = new Map(shared.toMessages().map((one) => [one.disk?.persistence?.id, one]));
  return Resources.fromMessages([...kinds.values()]);
}

/** What is lent may become less than is used of it, but offers of it are taken back then. */
function hasLentTooMuch(agent: AgentRecord, taken: Resources): boolean {
  return !agent.offered.revocable().isEmpty() && !agent.total.contains(taken.revocable());
}

/**
 * An agent may die before it has written down what was reserved or made on it (its disk is full, say), and
 * come back without. Until it is heard that the task which was to have that never began, it counts as used:
 * more is used than there is, but nothing that is not reserved, and free is what nobody has.
 */
function hasLostWhatIsTaken(agent: AgentRecord, taken: Resources, free: Resources): boolean {
  const once = taken.nonShared().add(onceShared(taken.shared()));
  const lost = once.subtractWhatIsThere(agent.total);
  const isOfOperations = !lost.isEmpty() && lost.nonRevocable().unreserved().isEmpty();
  return isOfOperations && free.equals(agent.total.subtractWhatIsThere(taken.nonShared()));
}

function findAgentBreach(core: Core, agent: AgentRecord): string | undefined {
  const tasks = [...agent.tasks.values()].flatMap((byId) => [...byId.values()]);
  const executors = [...agent.executors.values()].flatMap((byId) => [...byId.values()]);
  const inUse = Resources.sum([
    ...tasks.filter(({ isUsing }) => isUsing).map(({ resources }) => resources),
    ...executors.map(({ resources }) => resources),
  ]);
  const booked = Resources.sum(agent.used.values());
  if (!inUse.equals(booked)) {
    return `tasks use ${inUse.toString()}, booked is ${booked.toString()}`;
  }
  const free = core.allocator.findFree(agent.id) ?? Resources.empty;
  // Shared volumes are free for others whoever has them.
  const taken = agent.offered.add(booked).unallocate();
  if (hasLentTooMuch(agent, taken)) {
    return `it lends ${agent.total.revocable()}, offered ${agent.offered} + used ${booked} is more`;
  }
  const shared = free.shared();
  const total = free.nonShared().add(taken.nonShared()).add(shared);
  const isWhole = total.equals(agent.total) && shared.contains(onceShared(taken.shared()));
  if (!isWhole && !hasLostWhatIsTaken(agent, taken, free)) {
    return `free ${free.toString()} + offered ${agent.offered.toString()} + used ${booked.toString()} is not ${agent.total.toString()}`;
  }
  const lost = tasks.find(
    (task) => core.state.frameworks.get(task.frameworkId)?.tasks.get(task.id) !== task,
  );
  return lost === undefined ? undefined : `task ${lost.id} is not its framework's`;
}
