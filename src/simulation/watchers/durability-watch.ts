/**
 * Durable before visible. Looks at the disks whenever something is said that others will rely on:
 *
 *  - an agent is told that it is admitted: the registry has it;
 *  - frameworks are told that an agent is lost: the registry has it no more among the admitted;
 *  - an update of a checkpointing framework leaves its agent: its task.updates holds it;
 *  - a task starts on a machine: its task.info was written before;
 *  - the container of an executor is made: the run it belongs to was written before.
 */
import { StatusUpdateMessage } from '../../protocol/generated/internal.ts';
import {
  SlaveRegisteredMessage,
  SlaveReregisteredMessage,
} from '../../protocol/generated/internal.ts';
import type { Event } from '../../protocol/generated/scheduler.ts';
import type { FrameworkId, Pid } from '../../protocol/ids.ts';
import type { AgentNode } from '../machines/agent-node.ts';
import type { PretendContainer } from '../machines/machine.ts';
import type { Master } from '../../master/core/master.ts';
import type { Masters } from '../network/masters.ts';
import type { NetworkTap, Packet } from '../network/virtual-network.ts';

export interface DurabilityParts {
  readonly masters: Masters;
  readonly agents: readonly AgentNode[];
  readonly isCheckpointing: (frameworkId: FrameworkId) => boolean;
  readonly isCheckpointingTask: (taskName: string) => boolean;
  readonly report: (violation: string) => void;
}

const admissions = new Map([
  [SlaveRegisteredMessage.typeName, SlaveRegisteredMessage],
  [SlaveReregisteredMessage.typeName, SlaveReregisteredMessage],
]);

export class DurabilityWatch implements NetworkTap {
  readonly #parts: DurabilityParts;

  constructor(parts: DurabilityParts) {
    this.#parts = parts;
    for (const agent of parts.agents) {
      agent.machine.onStart = (name) => this.#onTaskStart(agent, name);
      agent.machine.onContainer = (container) => this.#onContainer(agent, container);
    }
  }

  sent({ from, name, body }: Packet): void {
    const admission = admissions.get(name);
    if (admission !== undefined) {
      const agentId = admission.decode(body).slave_id.value;
      const { masters } = this.#parts;
      // What a deposed leader still says is old, and nobody obeys it.
      if (masters.isAdmittedOnDisk(agentId) || !masters.ownsRegistry(from)) return;
      this.#parts.report(`agent ${agentId} was told of an admission that is not on the disk`);
    }
    if (name === StatusUpdateMessage.typeName) this.#onUpdate(from, body);
  }

  #onUpdate(from: Pid, body: Uint8Array): void {
    const { update } = StatusUpdateMessage.decode(body);
    const { agents, isCheckpointing, report } = this.#parts;
    const taskId = update.status.task_id.value;
    if (update.uuid === undefined || !isCheckpointing(update.framework_id.value)) return;
    // Of tasks that it has no executor for an agent says so again when it is asked again.
    if (update.status.source !== 'SOURCE_EXECUTOR') return;
    const agent = agents.find(({ pid }) => pid === from);
    if (agent === undefined) return;
    const file = agent.findFile(`/tasks/${taskId}/task.updates`);
    if (file !== undefined && Buffer.from(file).includes(Buffer.from(update.uuid))) return;
    report(`an update of task ${taskId} (${update.status.state}) left before it was durable`);
  }

  /** A master tells a scheduler something. */
  onEvent(event: Event, master: Master): void {
    const agentId = event.type === 'FAILURE' ? event.failure?.agent_id?.value : undefined;
    if (agentId === undefined || event.failure?.executor_id !== undefined) return;
    const { masters } = this.#parts;
    if (!masters.isAdmittedOnDisk(agentId) || !masters.ownsRegistry(master)) return;
    this.#parts.report(`agent ${agentId} was called lost before that was on the disk`);
  }

  #onContainer(agent: AgentNode, { id, config }: PretendContainer): void {
    if (id.parent !== undefined || config.environment['MESOS_CHECKPOINT'] !== '1') return;
    if (agent.hasPath(`/runs/${id.value}`)) return;
    this.#parts.report(`container ${id.value} was launched before its run was written down`);
  }

  #onTaskStart(agent: AgentNode, name: string): void {
    const truth = agent.machine.tasks.get(name)!;
    const { report, isCheckpointingTask } = this.#parts;
    if (truth.startCount > 1) report(`task ${name} was started ${truth.startCount} times`);
    if (!isCheckpointingTask(name)) return;
    if (agent.findFile(`/tasks/${name}/task.info`) !== undefined) return;
    report(`task ${name} was started before it was written down`);
  }
}
