/**
 * How an agent without an id joins the cluster: checked, given an id, written to the registry, and
 * only then told. Registration is repeated by the agent until it is answered, so every step must
 * stand being asked twice.
 */
import {
  type RegisterSlaveMessage,
  SlaveRegisteredMessage,
} from '../../../protocol/generated/internal.ts';
import type { AgentInfo } from '../../../protocol/generated/mesos.ts';
import type { Pid } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import { refuseFromDownMachine } from '../maintenance/down.ts';
import type { AgentRecord } from '../state.ts';
import { findDomainError } from '../validation/agent-domain.ts';
import { findRegistrationError } from '../validation/agent-messages.ts';
import { addAgent, normalizeInfo, toldBy } from './agents.ts';
import { doubt } from './doubts.ts';
import { isFree } from './last-addresses.ts';
import { connectionTerms } from './liveness.ts';
import { admissionOf } from './registry-changes.ts';
import { removeAgent } from './removal.ts';

export function receiveRegisterSlave(core: Core, pid: Pid, message: RegisterSlaveMessage): void {
  core.count('master/messages_register_slave');
  if (core.state.admitting.has(pid)) {
    core.log.info(`Ignoring register agent message from ${pid}: its admission is in progress`);
    return;
  }
  const error = findRegistrationError(message) ?? findDomainError(core, message.slave);
  if (error !== undefined) {
    // @compat Real masters refuse silently too; the agent keeps trying until someone mends it.
    core.log.warning(`Refusing registration of agent at ${pid}: ${error}`);
    return;
  }
  if (refuseFromDownMachine(core, message.slave.hostname, pid)) return;
  const known = core.state.agentsByPid.get(pid);
  if (known?.isConnected === true && !known.isLeaving) {
    core.log.info(`Agent ${known.id} at ${pid} already registered, resending acknowledgement`);
    confirm(core, known);
    return;
  }
  if (known === undefined) {
    if (isFree(core, pid, undefined)) admit(core, pid, message);
    return;
  }
  doubt(core, known, 'same address', () => replace(core, known, message));
}

/** Whoever answers at its address is not the agent that was there. */
function replace(core: Core, known: AgentRecord, message: RegisterSlaveMessage): void {
  removeAgent(core, known, {
    why: 'a new agent registered at the same address',
    metric: 'reason_registered',
    onRemoved: () => admit(core, known.pid, message),
  });
}

function admit(core: Core, pid: Pid, message: RegisterSlaveMessage): void {
  // While the agent before it was removed from the registry, it may have asked in another way.
  if (core.state.admitting.has(pid) || core.state.agentsByPid.has(pid)) return;
  const id = nextAgentId(core);
  const info: AgentInfo = { ...normalizeInfo(message.slave), id: { value: id } };
  const changes = admissionOf(info, pid);
  const tooLarge = core.registrar.findSizeError(changes);
  if (tooLarge !== undefined) {
    return core.log.warning(`Refusing the agent at ${pid}: ${tooLarge}; it is its AgentInfo`);
  }
  core.state.admitting.add(pid);
  core.registrar.write(changes, () => {
    core.state.admitting.delete(pid);
    core.count('master/slave_registrations');
    const agent = addAgent(core, {
      info,
      pid,
      ...toldBy(message),
      tasks: [],
      executors: [],
    });
    core.log.info(
      `Registered agent ${id} at ${pid} (${info.hostname}) with ${agent.total.toString()}`,
    );
    confirm(core, agent);
  });
}

/** Somebody may have come with an id that looks like one of ours; it is not given twice. */
function nextAgentId(core: Core): string {
  const { state } = core;
  for (;;) {
    const id = `${core.masterInfo.id}-S${state.nextAgentNumber++}`;
    const isTaken =
      state.agents.has(id) ||
      state.admitting.has(id) ||
      state.recoveredAgents.has(id) ||
      state.unreachableAgents.has(id) ||
      state.goneAgents.has(id);
    if (!isTaken) return id;
  }
}

function confirm(core: Core, agent: AgentRecord): void {
  send(core, agent.pid, SlaveRegisteredMessage, {
    slave_id: { value: agent.id },
    connection: connectionTerms(core),
  });
}
