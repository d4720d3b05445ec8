/**
 * Bringing an agent into the state, whether it is new or comes back with what it runs, and the
 * connection to it standing or broken.
 */
import { assert } from '../../../foundation/result.ts';
import { attributeTexts } from '../../../allocator/offer-constraints.ts';
import type { AllocatorAgent } from '../../../allocator/options.ts';
import {
  KillTaskMessage,
  type RegisterSlaveMessage,
  type ReregisterSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type {
  AgentInfo,
  AgentInfo_Capability,
  ExecutorInfo,
  Resource,
  Task,
} from '../../../protocol/generated/mesos.ts';
import { TextCache } from '../../../foundation/text-cache.ts';
import { formatDuration } from '../../../foundation/units/duration.ts';
import type { Pid } from '../../../protocol/ids.ts';
import { shareAlike } from '../../../resources/alike.ts';
import { convertToPostRefinement } from '../../../resources/refinement.ts';
import { Resources } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import { expelIfDown } from '../maintenance/down.ts';
import { removeInverseOffers } from '../maintenance/inverse-offers.ts';
import { unavailabilityOf } from '../maintenance/schedule.ts';
import { removeOffersOf } from '../offers/offers.ts';
import { type AgentRecord, touch } from '../state.ts';
import { Usage } from '../tasks/usage.ts';
import { adoptExecutor, adoptTask } from './adoption.ts';
import { withholdOffers } from './deactivation.ts';
import { noteBroken } from './doubts.ts';
import { forgetAddress } from './last-addresses.ts';
import { startPinging } from './liveness.ts';
import { loseTasksOfNonCheckpointing, markUnreachable } from './removal.ts';
import { getTotal } from './total.ts';

export interface JoiningAgent {
  readonly info: AgentInfo;
  readonly pid: Pid;
  readonly version: string;
  readonly capabilities: readonly AgentInfo_Capability[];
  readonly checkpointedResources: readonly Resource[];
  readonly resourceVersion: Uint8Array | undefined;
  readonly tasks: readonly Task[];
  readonly executors: readonly ExecutorInfo[];
  /** The registry has it: it was a member of the cluster before. */
  readonly isKnown?: boolean;
}

/** What a registration and a re-registration tell of the agent alike. */
export function toldBy(
  message: RegisterSlaveMessage | ReregisterSlaveMessage,
): Pick<JoiningAgent, 'version' | 'capabilities' | 'checkpointedResources' | 'resourceVersion'> {
  return {
    version: message.version ?? '',
    capabilities: message.agent_capabilities ?? [],
    checkpointedResources: message.checkpointed_resources ?? [],
    resourceVersion: message.resource_version_uuid?.value,
  };
}

/** As it is kept and compared: resources in one format, whichever the agent sent. */
export function normalizeInfo(info: AgentInfo): AgentInfo {
  if (info.resources === undefined) return info;
  return { ...info, resources: info.resources.map(convertToPostRefinement) };
}

/** Nearly all agents can do the same: those have one set. */
const knownNames = new TextCache<ReadonlySet<string>>(64 * 1024);

export function capabilityNames(
  capabilities: readonly AgentInfo_Capability[],
): ReadonlySet<string> {
  const names = capabilities.map(({ type }) => type ?? 'UNKNOWN');
  const key = names.join();
  let known = knownNames.find(key);
  if (known === undefined) knownNames.keep(key, (known = new Set(names)));
  return known;
}

export function addAgent(core: Core, joining: JoiningAgent): AgentRecord {
  const { state } = core;
  const agent: AgentRecord = {
    id: joining.info.id!.value,
    info: joining.info,
    pid: joining.pid,
    version: joining.version,
    capabilities: capabilityNames(joining.capabilities),
    isConnected: true,
    registeredMs: core.clock.timestamp(),
    reregisteredMs: undefined,
    total: shareAlike(getTotal(joining.info, joining.checkpointedResources)),
    used: new Map(),
    offered: Resources.empty,
    offers: new Set(),
    inverseOffers: new Set(),
    tasks: new Map(),
    executors: new Map(),
    operations: new Map(),
    acknowledgedOperations: new Map(),
    resourceVersion: joining.resourceVersion,
    liveness: {
      timer: undefined,
      missedPings: 0,
      cancelGivingUp: undefined,
      observerId: `slave-observer(${state.nextObserverNumber++})`,
    },
    doubt: undefined,
    provenMs: undefined,
    killsWhenBack: new Map(),
    reregisterTimer: undefined,
    deactivation: state.deactivations.get(joining.info.id!.value),
    isSettling: false,
    isLeaving: false,
    isRemoved: false,
    fragments: undefined,
  };
  assert(!state.agents.has(agent.id), `agent ${agent.id} is added once`);
  assert(!state.agentsByPid.has(agent.pid), `one agent is at ${agent.pid}`);
  state.agents.set(agent.id, agent);
  state.agentsByPid.set(agent.pid, agent);
  state.recoveredAgents.delete(agent.id);
  forgetAddress(core, agent.id);
  state.unreachableAgents.delete(agent.id);
  const { isKnown = false } = joining;
  const usage = new Usage(agent);
  for (const info of joining.executors) adoptExecutor(core, agent, info, usage);
  for (const task of joining.tasks) adoptTask(core, agent, task, { isKnown, usage });
  usage.book();
  core.allocator.addAgent(agent.id, allocatorView(agent), agent.total, agent.used);
  const unavailability = unavailabilityOf(core, agent);
  if (unavailability !== undefined) {
    core.allocator.updateUnavailability(agent.id, unavailability);
  }
  withholdOffers(core, agent);
  watchConnection(core, agent);
  startPinging(core, agent);
  core.observer.agentAdded(agent);
  expelIfDown(core, agent);
  return agent;
}

export function allocatorView({ info, capabilities }: AgentRecord): AllocatorAgent {
  const place = info.domain?.fault_domain;
  return {
    hostname: info.hostname,
    region: place?.region.name,
    zone: place?.zone.name,
    attributes: attributeTexts(info.attributes),
    capabilities,
  };
}

/** Follows the connection of this agent as long as it is the one that registered with this pid. */
export function watchConnection(core: Core, agent: AgentRecord): void {
  const { pid } = agent;
  core.network.link(pid, () => {
    if (agent.isRemoved || agent.pid !== pid || !agent.isConnected) return;
    disconnectAgent(core, agent, 'its connection broke');
  });
}

/**
 * Its tasks run on. The pings go on as well: one that arrives tells the agent that we take it for
 * disconnected, so that it registers again at once, and five unanswered ones make it unreachable.
 * Whatever the pings say, it has no longer than --agent_reregister_timeout.
 */
export function disconnectAgent(core: Core, agent: AgentRecord, why: string): void {
  core.log.info(`Agent ${agent.id} at ${agent.pid} (${agent.info.hostname}) disconnected: ${why}`);
  agent.isConnected = false;
  touch(agent);
  core.allocator.deactivateAgent(agent.id);
  removeOffersOf(core, agent.offers, 'rescind');
  removeInverseOffers(core, agent.inverseOffers, 'rescind');
  loseTasksOfNonCheckpointing(core, agent);
  const timeoutMs = core.options.agentReregisterTimeoutMs;
  agent.reregisterTimer = core.clock.after(timeoutMs, () => {
    if (!agent.isRemoved && !agent.isConnected) giveUpDisconnected(core, agent);
  });
  // Last, because somebody who waited for its place may take it now.
  noteBroken(agent);
}

/** In its turn, as --agent_removal_rate_limit says; until then it may still come back. */
function giveUpDisconnected(core: Core, agent: AgentRecord): void {
  core.count('master/slave_unreachable_scheduled');
  core.removals.whenAllowed(() => {
    if (agent.isRemoved || agent.isConnected) {
      core.count('master/slave_unreachable_canceled');
      return;
    }
    core.count('master/slave_unreachable_completed');
    const timeout = formatDuration(core.options.agentReregisterTimeoutMs);
    markUnreachable(core, agent, `agent did not reregister within ${timeout} after disconnecting`);
  });
}

/** The agent answered or re-registered over a new connection. */
export function reconnectAgent(core: Core, agent: AgentRecord): void {
  agent.reregisterTimer?.cancel();
  agent.reregisterTimer = undefined;
  if (agent.isConnected) return;
  agent.isConnected = true;
  touch(agent);
  core.allocator.activateAgent(agent.id);
  withholdOffers(core, agent);
}

/** Kills that were asked for while the agent was away; it takes them once it is registered. */
export function sendDelayedKills(core: Core, agent: AgentRecord): void {
  for (const message of agent.killsWhenBack.values()) {
    send(core, agent.pid, KillTaskMessage, message);
  }
  agent.killsWhenBack.clear();
}
