/**
 * An agent that has an id comes back: after a broken connection, a restart of its own, a restart of
 * this master, or a partition during which it was given up. What it runs is the truth: tasks that
 * the master did not know of are taken in, tasks that only the master knows are asked back.
 */
import {
  type ReconcileTasksMessage,
  type ReregisterSlaveMessage,
  ShutdownFrameworkMessage,
  SlaveReregisteredMessage,
  UpdateFrameworkMessage,
} from '../../../protocol/generated/internal.ts';
import type { AgentInfo } from '../../../protocol/generated/mesos.ts';
import { AgentInfo as AgentInfoCodec } from '../../../protocol/generated/mesos.ts';
import { assert } from '../../../foundation/result.ts';
import type { Pid } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import { rememberCompletedFrameworks } from '../frameworks/completed.ts';
import { noPid } from '../frameworks/framework-info.ts';
import { adoptFramework } from '../frameworks/failover.ts';
import { refuseFromDownMachine } from '../maintenance/down.ts';
import { removeOffersOf, revocableOffersOf } from '../offers/offers.ts';
import { sendCheckpointed, takesOperations } from '../operations/apply.ts';
import { sameUuid } from '../operations/operations.ts';
import { type AgentRecord, touch } from '../state.ts';
import { sendReregistered } from '../tasks/status-updates.ts';
import { findDomainError } from '../validation/agent-domain.ts';
import { findReregistrationError } from '../validation/agent-messages.ts';
import {
  addAgent,
  allocatorView,
  capabilityNames,
  disconnectAgent,
  normalizeInfo,
  reconnectAgent,
  sendDelayedKills,
  toldBy,
  watchConnection,
} from './agents.ts';
import { findClaimError } from './claims.ts';
import { doubt, prove } from './doubts.ts';
import { pursueDraining } from './draining.ts';
import { refuseGone } from './gone.ts';
import { isFree } from './last-addresses.ts';
import { connectionTerms, startPinging } from './liveness.ts';
import { admissionOf } from './registry-changes.ts';
import { executorsOfLiving, reconcileTasks, tasksOfLiving } from './reported-tasks.ts';
import { getTotal, totalOnReturn } from './total.ts';

export function receiveReregisterSlave(core: Core, pid: Pid, given: ReregisterSlaveMessage): void {
  core.count('master/messages_reregister_slave');
  if (refuseGone(core, given.slave.id?.value, pid)) return;
  const error = findReregistrationError(given) ?? findDomainError(core, given.slave);
  if (error !== undefined) {
    core.log.warning(`Refusing re-registration of agent at ${pid}: ${error}`);
    return;
  }
  if (refuseFromDownMachine(core, given.slave.hostname, pid)) return;
  decide(core, pid, { ...given, slave: normalizeInfo(given.slave) });
}

/** Who is it, and is the place free that it comes from? */
function decide(core: Core, pid: Pid, message: ReregisterSlaveMessage): void {
  const id = message.slave.id!.value;
  const { admitting, markingGone } = core.state;
  if (admitting.has(pid) || admitting.has(id) || markingGone.has(id)) {
    core.log.info(`Ignoring re-register message of agent ${id} at ${pid}: it is in progress`);
    return;
  }
  const agent = core.state.agents.get(id);
  if (refuseClaim(core, agent, pid, message)) return;
  if (agent?.isLeaving === true) {
    core.log.info(`Ignoring re-register message of agent ${id}: its removal is in progress`);
    return;
  }
  const other = core.state.agentsByPid.get(pid);
  if (other !== undefined && other.id !== id) {
    core.log.warning(`Agent ${id} comes from ${pid}, where agent ${other.id} was`);
    doubt(core, other, 'same address', () =>
      loseAddress(core, other, 'another agent answers at its address'),
    );
  } else if (agent === undefined) {
    if (isFree(core, pid, id)) readmit(core, pid, message);
  } else {
    returnOfRegistered(core, agent, pid, message);
  }
}

/** It may be somewhere else, and has the usual time to say so. */
function loseAddress(core: Core, agent: AgentRecord, why: string): void {
  if (agent.isConnected) disconnectAgent(core, agent, why);
  core.state.agentsByPid.delete(agent.pid);
}

/** Recovered from the registry, given up before, or unknown (the registry was in memory). */
function readmit(core: Core, pid: Pid, message: ReregisterSlaveMessage): void {
  const info = message.slave;
  const id = info.id!.value;
  const recovered = core.state.recoveredAgents.get(id);
  // Whatever became of it since then, it was given up or never known; frameworks hear that it is back.
  const wasUnreachable = core.state.unreachableAgents.has(id);
  const join = (): void => {
    core.count('master/slave_reregistrations');
    for (const framework of message.frameworks ?? []) adoptFramework(core, framework);
    const agent = addAgent(core, {
      info,
      pid,
      ...toldBy(message),
      tasks: tasksOfLiving(core, message.tasks ?? []),
      executors: executorsOfLiving(core, message.executor_infos ?? []),
      isKnown: recovered !== undefined || wasUnreachable,
    });
    agent.reregisteredMs = core.clock.timestamp();
    rememberCompletedFrameworks(core, message.completed_frameworks ?? []);
    core.log.info(`Re-registered agent ${id} at ${pid} (${info.hostname})`);
    welcome(core, agent, message, []);
    pursueDraining(core, agent, { isBack: true });
    if (recovered !== undefined) return;
    for (const tasks of agent.tasks.values()) {
      for (const task of tasks.values()) {
        sendReregistered(core, task, wasUnreachable ? 'unreachable' : 'unknown');
      }
    }
  };
  const isAdmitted =
    recovered !== undefined && sameInfo(recovered, info) && !core.state.givingUp.has(id);
  if (isAdmitted) join();
  else admitAgain(core, pid, info, join);
}

/** Writes the registry. Until that is done the agent may ask again, even from elsewhere, in vain. */
function admitAgain(core: Core, pid: Pid, info: AgentInfo, then: () => void): void {
  const id = info.id!.value;
  const { admitting } = core.state;
  const changes = admissionOf(info, pid);
  const tooLarge = core.registrar.findSizeError(changes);
  if (tooLarge !== undefined) {
    return core.log.warning(`Refusing agent ${id} at ${pid}: ${tooLarge}; it is its AgentInfo`);
  }
  admitting.add(pid).add(id);
  core.registrar.write(changes, () => {
    admitting.delete(pid);
    admitting.delete(id);
    then();
  });
}

function sameInfo(a: AgentInfo, b: AgentInfo): boolean {
  return AgentInfoCodec.encode(a).equals(AgentInfoCodec.encode(b));
}

/** It was registered all the while. */
function returnOfRegistered(
  core: Core,
  agent: AgentRecord,
  pid: Pid,
  message: ReregisterSlaveMessage,
): void {
  const info = message.slave;
  if (info.hostname !== agent.info.hostname || ipOf(pid) !== ipOf(agent.pid)) {
    // Told to shut down, as real masters do, an honest agent would end its tasks for somebody's lie.
    core.log.warning(
      `Ignoring re-registration of agent ${agent.id} from ${pid} (${info.hostname}): it is at ${agent.pid} (${agent.info.hostname}) until that is unreachable`,
    );
    return;
  }
  if (pid === agent.pid) {
    prove(core, agent);
  } else if (core.state.agentsByPid.get(agent.pid) === agent) {
    core.log.warning(`Agent ${agent.id} comes from ${pid}; asking at ${agent.pid}`);
    doubt(core, agent, 'elsewhere', () => {
      loseAddress(core, agent, 'nobody answers at its address');
      decide(core, pid, message);
    });
    return;
  }
  takeBack(core, agent, pid, message);
}

function takeBack(core: Core, agent: AgentRecord, pid: Pid, message: ReregisterSlaveMessage): void {
  const info = message.slave;
  const isSame = sameInfo(agent.info, info);
  const update = (): void => {
    // While the registry was written others may have been given what the agent says it uses.
    if (agent.isRemoved || refuseClaim(core, agent, pid, message)) return;
    core.count('master/slave_reregistrations');
    // An agent that was not answered in time repeats itself: nothing to be done about its connection.
    const isSameConnection = agent.isConnected && agent.pid === pid;
    // It did not do what it was told, and dropped all that was sent meanwhile: what it says it has is right.
    const isAnew = !sameUuid(agent.resourceVersion, message.resource_version_uuid?.value);
    takeInfo(core, agent, pid, message);
    if (!isSame) core.allocator.updateAgentInfo(agent.id, allocatorView(agent));
    // One that merely repeats itself may not have heard yet of what was made on it since.
    if (!isSame || !isSameConnection || isAnew) resetTotal(core, agent, message);
    const missing = reconcileTasks(core, agent, message);
    reconnectAgent(core, agent);
    if (!isSameConnection) {
      watchConnection(core, agent);
      startPinging(core, agent);
    }
    core.log.info(`Re-registered agent ${agent.id} at ${pid} (${info.hostname})`);
    welcome(core, agent, message, missing);
    sendDelayedKills(core, agent);
    if (!takesOperations(agent)) remind(core, agent, message);
    pursueDraining(core, agent, { isBack: true });
  };
  if (isSame) {
    update();
  } else {
    admitAgain(core, pid, info, update);
  }
}

/** True when what it says it runs cannot be; nothing changes then. */
function refuseClaim(
  core: Core,
  agent: AgentRecord | undefined,
  pid: Pid,
  message: ReregisterSlaveMessage,
): boolean {
  const error = findClaimError(core, agent, message);
  if (error === undefined) return false;
  core.log.warning(
    `Refusing re-registration of agent ${message.slave.id!.value} at ${pid}: ${error}`,
  );
  return true;
}

function ipOf(pid: Pid): string {
  return pid.slice(pid.lastIndexOf('@') + 1, pid.lastIndexOf(':'));
}

function takeInfo(core: Core, agent: AgentRecord, pid: Pid, message: ReregisterSlaveMessage): void {
  if (core.state.agentsByPid.get(agent.pid) === agent) core.state.agentsByPid.delete(agent.pid);
  agent.pid = pid;
  core.state.agentsByPid.set(pid, agent);
  agent.info = message.slave;
  agent.version = message.version ?? '';
  agent.capabilities = capabilityNames(message.agent_capabilities ?? []);
  agent.resourceVersion = message.resource_version_uuid?.value;
  agent.reregisteredMs = core.clock.timestamp();
  touch(agent);
}

/** Of what was made on it: the word of it may have been lost with the connection. */
function remind(core: Core, agent: AgentRecord, message: ReregisterSlaveMessage): void {
  const kept = getTotal(message.slave, message.checkpointed_resources ?? []);
  if (!kept.equals(agent.total.nonRevocable())) sendCheckpointed(core, agent);
}

/** What offers hold may not be there any more: all of them are taken back. */
function resetTotal(core: Core, agent: AgentRecord, message: ReregisterSlaveMessage): void {
  const total = totalOnReturn(agent, message);
  assert(total.ok, 'what a returning agent says was checked: claims.ts');
  if (total.value.equals(agent.total)) return;
  // What it lends it says right after this, when it still lends anything.
  const isLentAlone = total.value.equals(agent.total.nonRevocable());
  removeOffersOf(core, isLentAlone ? revocableOffersOf(agent) : agent.offers, 'rescind');
  agent.total = total.value;
  touch(agent);
  core.allocator.updateAgentTotal(agent.id, agent.total);
}

/** The answer, then the current word on each framework that the agent knows. */
function welcome(
  core: Core,
  agent: AgentRecord,
  message: ReregisterSlaveMessage,
  reconciliations: ReconcileTasksMessage[],
): void {
  const { state } = core;
  send(core, agent.pid, SlaveReregisteredMessage, {
    slave_id: { value: agent.id },
    reconciliations,
    connection: connectionTerms(core),
  });
  for (const id of frameworksOf(message)) {
    const framework = state.frameworks.get(id);
    if (framework !== undefined && framework.state !== 'recovered') {
      send(core, agent.pid, UpdateFrameworkMessage, {
        framework_id: { value: id },
        pid: noPid,
        framework_info: framework.info,
      });
    } else if (state.completedFrameworks.has(id)) {
      core.log.info(`Telling agent ${agent.id} to shut down framework ${id}: it is over`);
      send(core, agent.pid, ShutdownFrameworkMessage, { framework_id: { value: id } });
    }
  }
}

function frameworksOf({
  frameworks = [],
  tasks = [],
  executor_infos = [],
}: ReregisterSlaveMessage): Set<string> {
  const ids = new Set<string>();
  for (const { id } of frameworks) if (id !== undefined) ids.add(id.value);
  for (const { framework_id } of tasks) ids.add(framework_id.value);
  for (const { framework_id } of executor_infos) ids.add(framework_id!.value);
  return ids;
}
