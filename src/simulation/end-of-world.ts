/** What must be so when all work is done and the sky has been clear for long. */
import { needsCheckpoint } from '../resources/checkpointed.ts';
import { Resources } from '../resources/resources.ts';
import { resourcesOnDisk } from './watchers/resource-watch.ts';
import type { World } from './world.ts';

export function checkEnd(world: World, agentCount: number): void {
  world.ledger.checkEnds();
  for (const { machine } of world.agents) {
    for (const { id, config, termination } of machine.containers.values()) {
      if (termination === undefined && config.command !== undefined) {
        world.report(`container ${id.value} still runs`);
      }
    }
  }
  for (const { keeper } of world.frameworks) keeper?.operations.checkEnds();
  world.resources.checkEnd();
  world.lending.checkEnd(world.agents, world.masters.master?.core);
  checkMaster(world, agentCount);
  checkAgents(world);
  checkOneMind(world);
}

/** What an agent has is the same for the master, for itself and for its disk. */
function checkOneMind(world: World): void {
  for (const agent of world.agents) {
    const state = agent.core?.state;
    const record = world.masters.master?.core.state.agents.get(state?.info.id?.value ?? '');
    if (state === undefined || record === undefined) continue;
    const { totalResources: own } = state;
    if (!record.total.nonRevocable().equals(own)) {
      world.report(`${agent.name} has ${own}; the master thinks ${record.total}`);
    }
    const made = Resources.fromMessages(resourcesOnDisk(agent) ?? []);
    if (!own.filter((_kind, entry) => needsCheckpoint(entry.toMessage())).equals(made)) {
      world.report(`${agent.name} has ${own}; its disk says ${made}`);
    }
    if (record.operations.size > 0) {
      world.report(`operations of agent ${record.id} are known when all is acknowledged`);
    }
  }
}

function checkMaster(world: World, agentCount: number): void {
  const state = world.masters.master?.core.state;
  if (state === undefined) return world.report('the master is not back');
  const { size } = state.agents;
  if (size !== agentCount) world.report(`${size} of ${agentCount} agents are back`);
  for (const id of world.masters.admittedOnDisk) {
    if (!state.agents.has(id)) world.report(`the registry still has agent ${id}, which is gone`);
  }
  for (const agent of state.agents.values()) {
    for (const [framework, used] of agent.used) {
      const executors = [...(agent.executors.get(framework)?.keys() ?? [])].join(', ');
      world.report(
        `framework ${framework} uses ${used.toString()} of agent ${agent.id} when all work is done (executors: ${executors})`,
      );
    }
    if (agent.tasks.size > 0) world.report(`agent ${agent.id} has tasks when all work is done`);
  }
  for (const framework of state.frameworks.values()) {
    if (framework.tasks.size > 0) {
      world.report(`framework ${framework.id} has tasks when all work is done`);
    }
  }
  return undefined;
}

function checkAgents(world: World): void {
  for (const { core, name } of world.agents) {
    if (core === undefined) world.report(`${name} is not back`);
    for (const framework of core?.state.frameworks.values() ?? []) {
      world.report(`${name} still has framework ${framework.id} when all work is done`);
    }
  }
}
