/** What must hold in the master at every instant of what operators decided. */
import { RunTaskGroupMessage, RunTaskMessage } from '../../protocol/generated/internal.ts';
import type { Event } from '../../protocol/generated/scheduler.ts';
import type { Core } from '../../master/core/environment.ts';
import { machineOf } from '../../master/core/maintenance/machine.ts';
import type { AgentRecord } from '../../master/core/state.ts';
import type { Pid } from '../../protocol/ids.ts';
import { Resources } from '../../resources/resources.ts';
import { RoleBooks } from '../watchers/role-books.ts';
import type { Masters } from '../network/masters.ts';
import type { NetworkTap, Packet } from '../network/virtual-network.ts';

/** `isLate`: whether an operator asked for this operation when its agent was drained already. */
export function findDecisionBreaches(
  { state }: Core,
  isLate: (operationKey: string) => boolean,
): string[] {
  const broken: string[] = [];
  for (const { id, agent } of state.offers.values()) {
    const why = findHindrance(state, agent);
    if (why !== undefined) broken.push(`offer ${id} is of agent ${agent.id}, which is ${why}`);
  }
  for (const { id, deactivation, tasks, operations } of state.agents.values()) {
    if (deactivation?.drainInfo?.state !== 'DRAINED') continue;
    if (tasks.size > 0) broken.push(`agent ${id} is DRAINED, but has tasks`);
    if ([...operations.keys()].some((key) => !isLate(key))) {
      broken.push(`agent ${id} is DRAINED, but has operations`);
    }
  }
  return broken;
}

function findHindrance(state: Core['state'], agent: AgentRecord): string | undefined {
  if (agent.deactivation !== undefined) return agent.deactivation.drainInfo?.state ?? 'deactivated';
  if (!agent.isConnected) return 'disconnected';
  if (state.goneAgents.has(agent.id)) return 'gone';
  return machineOf(state, agent)?.mode === 'DOWN' ? 'on a machine that is down' : undefined;
}

/** Launches and offers on their way out of the master. */
export class DecisionWatch implements NetworkTap {
  readonly #masters: Masters;
  readonly #report: (violation: string) => void;

  constructor(masters: Masters, report: (violation: string) => void) {
    this.#masters = masters;
    this.#report = report;
  }

  sent({ name }: Packet, to: Pid): void {
    if (name !== RunTaskMessage.typeName && name !== RunTaskGroupMessage.typeName) return;
    const agent = this.#masters.master?.core.state.agentsByPid.get(to);
    if (agent?.deactivation?.drainInfo === undefined) return;
    this.#report(`tasks are launched on agent ${agent.id}, which drains`);
  }

  /** What is offered of what nobody has reserved keeps the role within its quota. */
  onEvent(event: Event): void {
    const offers = event.offers?.offers ?? [];
    const core = this.#masters.master?.core;
    if (offers.length === 0 || core === undefined || core.state.quotas.size === 0) return;
    const books = new RoleBooks(core.state);
    for (const { id, allocation_info, resources } of offers) {
      // @compat a limit does not bind the roles below the one that has it.
      const role = allocation_info?.role ?? '*';
      const limits = core.state.quotas.get(role)?.limits;
      const fresh = Resources.fromMessages(resources).unreserved().quantities();
      for (const [name, limit] of limits ?? []) {
        const consumed = books.consumedBy(role, name);
        if ((fresh.get(name) ?? 0) === 0 || consumed <= limit) continue;
        this.#report(
          `offer ${id.value} brings role ${role} to ${consumed} of ${name}; its limit is ${limit}`,
        );
      }
    }
  }
}
