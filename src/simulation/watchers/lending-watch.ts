/**
 * What agents lend: it is offered only to frameworks that know that it can be called back, and never more
 * of it than the agent said last, with what is used and offered already. In the end master and agent are
 * of one mind about it.
 */
import type { Core } from '../../master/core/environment.ts';
import { UpdateSlaveMessage } from '../../protocol/generated/internal.ts';
import type { Event } from '../../protocol/generated/scheduler.ts';
import type { AgentId } from '../../protocol/ids.ts';
import { Resources } from '../../resources/resources.ts';
import type { AgentNode } from '../machines/agent-node.ts';
import type { NetworkTap, Packet } from '../network/virtual-network.ts';

export class LendingWatch implements NetworkTap {
  /** What has arrived last, by agent. */
  readonly #told = new Map<AgentId, Resources>();
  readonly #report: (violation: string) => void;

  constructor(report: (violation: string) => void) {
    this.#report = report;
  }

  arrived({ name, body }: Packet): void {
    if (name !== UpdateSlaveMessage.typeName) return;
    const message = UpdateSlaveMessage.decode(body);
    if (message.update_oversubscribed_resources !== true) return;
    const lent = Resources.fromMessages(message.oversubscribed_resources);
    this.#told.set(message.slave_id.value, lent);
  }

  /** An event of the master, when its records have the offers of it. */
  onEvent(event: Event, { state }: Core): void {
    for (const { id, agent_id, framework_id, resources } of event.offers?.offers ?? []) {
      const lent = Resources.fromMessages(resources).revocable();
      if (lent.isEmpty()) continue;
      const framework = state.frameworks.get(framework_id.value);
      const capabilities = framework?.info.capabilities ?? [];
      if (!capabilities.some(({ type }) => type === 'REVOCABLE_RESOURCES')) {
        this.#report(`${framework?.info.name} is offered ${lent} in ${id.value}, and cannot know`);
      }
      const agent = state.agents.get(agent_id.value);
      if (agent === undefined) continue;
      const taken = revocableOf(agent.offered, ...agent.used.values());
      const told = this.#told.get(agent.id) ?? Resources.empty;
      if (!told.contains(taken)) {
        this.#report(`agent ${agent.id} lends ${told}, and ${taken} of it is used and offered`);
      }
    }
  }

  checkEnd(agents: readonly AgentNode[], core: Core | undefined): void {
    for (const { core: own, name } of agents) {
      const record = core?.state.agents.get(own?.state.info.id?.value ?? '');
      if (own === undefined || record === undefined) continue;
      const lent = own.state.oversubscribed ?? Resources.empty;
      const thought = record.total.revocable();
      if (!thought.equals(lent))
        this.#report(`${name} lends ${lent}; the master thinks ${thought}`);
    }
  }
}

function revocableOf(...all: readonly Resources[]): Resources {
  return Resources.sum(all.map((one) => one.revocable().unallocate()));
}
