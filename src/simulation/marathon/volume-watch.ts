/**
 * The data of instances: a volume that was made for one is on its machine's disk for as long as the
 * instance may need it, and what runs for the instance runs with that volume. When all is removed,
 * nothing is reserved any more.
 */
import type { Core } from '../../marathon/core/environment.ts';
import { convertToPostRefinement } from '../../resources/refinement.ts';
import type { Resource } from '../../protocol/generated/mesos.ts';
import { volumeIdOf } from '../frameworks/resource-wishes.ts';
import type { AgentNode } from '../machines/agent-node.ts';
import type { Masters } from '../network/masters.ts';
import { resourcesOnDisk } from '../watchers/resource-watch.ts';
import { keptId } from './apps.ts';
import type { MachineTask, MachineTasks } from './machine-tasks.ts';
import type { MarathonNode } from './marathon-node.ts';

export interface VolumeWatchParts {
  readonly agents: readonly AgentNode[];
  readonly masters: Masters;
  readonly tasks: MachineTasks;
  readonly node: MarathonNode;
  readonly report: (violation: string) => void;
}

export class VolumeWatch {
  readonly #parts: VolumeWatchParts;
  /** On whose disk each was seen. */
  readonly #seen = new Map<string, AgentNode>();
  readonly #reported = new Set<string>();

  constructor(parts: VolumeWatchParts) {
    this.#parts = parts;
  }

  look(): void {
    const { agents, node, tasks } = this.#parts;
    const onDisk = new Map(agents.map((agent) => [agent, volumesOn(agent)]));
    for (const [agent, volumes] of onDisk) for (const id of volumes) this.#seen.set(id, agent);
    if (node.core === undefined) return;
    this.#findLost(node.core, onDisk);
    for (const task of tasks.running()) if (task.app === keptId) this.#findWithout(node.core, task);
  }

  /** Its disk is gone, and all that was on it. */
  diskLost(agent: AgentNode): void {
    for (const [id, owner] of [...this.#seen]) if (owner === agent) this.#seen.delete(id);
  }

  checkEnd(): void {
    for (const agent of this.#parts.agents) {
      const left = (resourcesOnDisk(agent) ?? []).filter(isReserved);
      if (left.length > 0) this.#report(`${agent.name} still has ${JSON.stringify(left)} reserved`);
    }
  }

  #findLost(core: Core, onDisk: ReadonlyMap<AgentNode, ReadonlySet<string>>): void {
    for (const { id, goal, volumes } of core.instances.of(keptId)) {
      if (goal === 'Decommissioned') continue;
      for (const { persistenceId } of volumes) {
        const agent = this.#seen.get(persistenceId);
        if (agent === undefined || onDisk.get(agent)!.has(persistenceId)) continue;
        this.#report(`the volume ${persistenceId} of ${id} is gone from ${agent.name}`);
      }
    }
  }

  /** As the master has it: what a task was given does not change. */
  #findWithout(core: Core, { id, instance, agent }: MachineTask): void {
    const known = core.instances.find(instance);
    const agentId = agent.core?.state.info.id?.value ?? '';
    const record = this.#parts.masters.master?.core.state.agents.get(agentId);
    if (known === undefined || record === undefined) return;
    const owners = [...record.tasks.values()];
    const task = owners.map((own) => own.get(id)).find((each) => each !== undefined)?.task;
    if (task === undefined) return;
    const given = new Set((task.resources ?? []).map(volumeIdOf));
    for (const { persistenceId } of known.volumes) {
      if (given.has(persistenceId)) continue;
      this.#report(`${id} runs without the volume ${persistenceId}`);
    }
  }

  #report(what: string): void {
    if (this.#reported.has(what)) return;
    this.#reported.add(what);
    this.#parts.report(what);
  }
}

function volumesOn(agent: AgentNode): ReadonlySet<string> {
  const ids = (resourcesOnDisk(agent) ?? []).map(volumeIdOf);
  return new Set(ids.filter((id) => id !== undefined));
}

function isReserved(resource: Resource): boolean {
  return (convertToPostRefinement(resource).reservations ?? []).length > 0;
}
