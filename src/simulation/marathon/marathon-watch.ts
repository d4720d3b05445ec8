/**
 * What must hold whatever happens, looked at all the time:
 *
 *  - a task that Marathon does not know runs no longer than it takes to hear of it and kill it;
 *  - what it knows to run it does not forget while that runs;
 *  - no instance runs twice;
 *  - what is launched is on the disk;
 *  - UNIQUE and MAX_PER hold among what Marathon knew when it placed an instance;
 *  - what was answered is not forgotten;
 *  - a deployment that does not get on says why.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Core } from '../../marathon/core/environment.ts';
import type { InstanceId } from '../../marathon/model/ids.ts';
import { isTerminal, type Instance } from '../../marathon/model/instance.ts';
import type { Call } from '../../protocol/generated/scheduler.ts';
import type { TaskId } from '../../protocol/ids.ts';
import type { Masters } from '../network/masters.ts';
import { instanceOf, type MachineTask, type MachineTasks } from './machine-tasks.ts';
import type { MarathonNode } from './marathon-node.ts';
import { marathonOptions } from './options.ts';
import type { MarathonUser } from './user.ts';

export interface MarathonWatchParts {
  readonly clock: Clock;
  readonly masters: Masters;
  readonly tasks: MachineTasks;
  readonly node: MarathonNode;
  readonly user: MarathonUser;
  readonly report: (violation: string) => void;
}

/** It asks Mesos what runs so often; then a kill has to get through. */
const longestUnknownMs = marathonOptions.reconciliationIntervalMs + 40_000;

export class MarathonWatch {
  readonly #parts: MarathonWatchParts;
  readonly #unknownSinceMs = new Map<TaskId, number>();
  readonly #placed = new Set<InstanceId>();
  /** When it was looked last: which Marathon that was, and what ran that it knew. */
  #lastCore: Core | undefined;
  #known: ReadonlySet<TaskId> = new Set();
  readonly seen = new Set<TaskId>();

  constructor(parts: MarathonWatchParts) {
    this.#parts = parts;
  }

  look(): void {
    const { node, tasks, user, report } = this.#parts;
    const running = tasks.running();
    for (const { id } of running) this.seen.add(id);
    this.#findDoubles(running);
    const { core } = node;
    if (core === undefined) return;
    this.#findUnknown(core, running);
    this.#findForgotten(core, running);
    for (const why of user.findForgotten(core)) report(why);
    for (const deployment of core.deployments.running()) {
      const { plan, openActions } = deployment;
      const said = deployment.blockers();
      for (const { kind, runSpec } of openActions) {
        if ((said.get(runSpec.id) ?? '') !== '') continue;
        report(`deployment ${plan.id} does not say why ${kind} of ${runSpec.id} is not done`);
      }
    }
  }

  /** Marathon launches something just now. */
  accepted({ accept }: Call): void {
    const { node, report } = this.#parts;
    for (const { launch, launch_group } of accept?.operations ?? []) {
      for (const { task_id } of launch?.task_infos ?? launch_group?.task_group.tasks ?? []) {
        if (node.isOnDisk(instanceOf(task_id.value))) continue;
        report(`task ${task_id.value} is launched and would not be known to the next Marathon`);
      }
    }
    if (node.core !== undefined) this.#findCrowds(node.core);
  }

  #findDoubles(running: readonly MachineTask[]): void {
    const nameOf = (id: TaskId): string => id.slice(0, id.lastIndexOf('.'));
    const byName = new Map(running.map(({ id }) => [nameOf(id), id]));
    for (const { instance, id } of running) {
      const other = byName.get(nameOf(id));
      if (other === id) continue;
      this.#parts.report(`instance ${instance} runs as ${id} and ${other}`);
    }
  }

  /** Time counts only while everybody who has to act can. */
  #findUnknown(core: Core, running: readonly MachineTask[]): void {
    const { clock, node, report } = this.#parts;
    const now = clock.now();
    const unknown = new Map<TaskId, number>();
    for (const task of running) {
      const isKnown = core.instances.findByTask(task.id) !== undefined;
      if (isKnown || !node.isSubscribed || !this.#isReachable(task)) continue;
      const sinceMs = this.#unknownSinceMs.get(task.id) ?? now;
      unknown.set(task.id, sinceMs);
      if (now - sinceMs > longestUnknownMs) {
        report(`task ${task.id} runs for ${now - sinceMs} ms though Marathon does not know it`);
      }
    }
    this.#unknownSinceMs.clear();
    for (const [id, sinceMs] of unknown) this.#unknownSinceMs.set(id, sinceMs);
  }

  /** By the process that knew it; agents that were away meanwhile are strangers. */
  #findForgotten(core: Core, running: readonly MachineTask[]): void {
    const reachable = running.filter((task) => this.#isReachable(task));
    for (const { id } of reachable) {
      if (this.#lastCore !== core || !this.#known.has(id)) continue;
      if (core.instances.findByTask(id) === undefined) {
        this.#parts.report(`task ${id} is forgotten while it runs`);
      }
    }
    this.#lastCore = core;
    this.#known = new Set(
      reachable.map(({ id }) => id).filter((id) => core.instances.findByTask(id) !== undefined),
    );
  }

  #isReachable({ agent }: MachineTask): boolean {
    const id = agent.core?.state.info.id?.value ?? '';
    return this.#parts.masters.master?.core.state.agents.get(id)?.isConnected === true;
  }

  /** Each instance is looked at once, when it was just placed. */
  #findCrowds(core: Core): void {
    for (const instance of core.instances.all()) {
      if (this.#placed.has(instance.id)) continue;
      this.#placed.add(instance.id);
      if (instance.condition !== 'Provisioned') continue;
      for (const { operator, value } of constraintsOf(core, instance)) {
        const most = operator === 'UNIQUE' ? 1 : Number(value);
        const crowd = [...core.instances.of(instance.runSpecId)].filter((other) =>
          isBeside(other, instance),
        );
        if (crowd.length <= most) continue;
        this.#parts.report(
          `${crowd.length} instances of ${instance.runSpecId} are on ${instance.agent.host}, ${most} may be`,
        );
      }
    }
  }
}

function constraintsOf(core: Core, { runSpecId, runSpecVersion }: Instance) {
  const runSpec = core.groups.root.findRunSpec(runSpecId);
  if (runSpec?.versionInfo.lastConfigChangeAt !== runSpecVersion) return [];
  return runSpec.constraints;
}

/** On the same machine, of the same version, and not known to have ended. */
function isBeside(other: Instance, { agent, runSpecVersion }: Instance): boolean {
  return (
    other.agent.host === agent.host &&
    other.runSpecVersion === runSpecVersion &&
    other.condition !== 'UnreachableInactive' &&
    !isTerminal(other.condition)
  );
}
