/**
 * An agent says that its resources changed: right after each registration, and whenever estimators
 * find that it has something to spare (revocable resources). It also says which operations it has.
 */
import type { UpdateSlaveMessage } from '../../../protocol/generated/internal.ts';
import type { Pid } from '../../../protocol/ids.ts';
import { Resources } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import { removeOffersOf, revocableOffersOf } from '../offers/offers.ts';
import { takeReportedOperations } from '../operations/reported.ts';
import { noteEnded } from './draining.ts';
import { touch } from '../state.ts';
import { findReportedResourcesError } from '../validation/agent-messages.ts';
import { findUpdateExcess } from '../validation/list-bounds.ts';
import { findReportedOperationsError } from '../validation/operation-messages.ts';

export function receiveUpdateSlave(core: Core, pid: Pid, message: UpdateSlaveMessage): void {
  core.count('master/messages_update_slave');
  const agent = core.state.agents.get(message.slave_id.value);
  if (agent === undefined || agent.pid !== pid) {
    core.log.warning(`Ignoring update of agent ${message.slave_id.value} from ${pid}: unknown`);
    return;
  }
  const error =
    findUpdateExcess(message) ??
    findReportedResourcesError(message.oversubscribed_resources) ??
    findReportedOperationsError(message);
  if (error !== undefined) {
    core.log.warning(`Ignoring update of agent ${agent.id}: ${error}`);
    return;
  }
  if (message.resource_version_uuid !== undefined) {
    agent.resourceVersion = message.resource_version_uuid.value;
  }
  takeReportedOperations(core, agent, message);
  noteEnded(core, agent);
  // @compat Older agents send the resources without the flag that says so.
  const isOversubscribing =
    message.update_oversubscribed_resources ?? message.oversubscribed_resources !== undefined;
  if (!isOversubscribing) return;
  const total = agent.total
    .nonRevocable()
    .add(Resources.fromMessages(message.oversubscribed_resources).revocable().unallocate());
  if (total.equals(agent.total)) return;
  agent.total = total;
  touch(agent);
  removeOffersOf(core, revocableOffersOf(agent), 'rescind');
  core.allocator.updateAgentTotal(agent.id, total);
}
