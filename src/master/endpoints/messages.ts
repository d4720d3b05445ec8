/** Records as messages of the v1 operator API; calls and the event stream show the same. */
import type { Long } from '../../protocol/codec/long.ts';
import type {
  Response_GetAgents_Agent,
  Response_GetExecutors_Executor,
  Response_GetFrameworks_Framework,
} from '../../protocol/generated/master.ts';
import type {
  AgentInfo,
  AgentInfo_Capability,
  AgentInfo_Capability_Type,
  Resource,
  TimeInfo,
} from '../../protocol/generated/mesos.ts';
import type { View } from '../../security/view.ts';
import { convertToEndpointFormat } from '../../resources/refinement.ts';
import type { Resources } from '../../resources/resources.ts';
import { isActive } from '../core/agents/deactivation.ts';
import { offerMessage } from '../core/offers/offer-message.ts';
import { offeredTo } from '../core/offers/offers.ts';
import type { AgentRecord, ExecutorRecord, FrameworkRecord } from '../core/state.ts';
import { usedOn } from '../core/tasks/tasks.ts';

export function timeInfo(timeMs: number): TimeInfo {
  // Microseconds are what a double of milliseconds can say.
  return { nanoseconds: toNanoseconds(timeMs) };
}

function toNanoseconds(timeMs: number): Long {
  return timeMs === 0 ? 0 : BigInt(Math.round(timeMs * 1000)) * 1000n;
}

export function resourceMessages(resources: Resources, view: View): Resource[] {
  const all = resources.toMessages();
  const seen = view.isWhole ? all : all.filter((one) => view.showsResource(one));
  return seen.map(convertToEndpointFormat);
}

/** What an agent announced, in the format that it did. */
export function agentInfoFor(view: View, info: AgentInfo): AgentInfo {
  if (view.isWhole || info.resources === undefined) return info;
  return { ...info, resources: info.resources.filter((one) => view.showsResource(one)) };
}

export function agentMessage(agent: AgentRecord, view: View): Response_GetAgents_Agent {
  const { reregisteredMs } = agent;
  return {
    agent_info: agentInfoFor(view, agent.info),
    active: isActive(agent),
    deactivated: agent.deactivation !== undefined,
    version: agent.version,
    pid: agent.pid,
    registered_time: timeInfo(agent.registeredMs),
    ...(reregisteredMs === undefined ? {} : { reregistered_time: timeInfo(reregisteredMs) }),
    total_resources: resourceMessages(agent.total, view),
    allocated_resources: resourceMessages(usedOn(agent), view),
    offered_resources: resourceMessages(agent.offered, view),
    capabilities: capabilityMessages(agent.capabilities),
    ...draining(agent),
  };
}

export function capabilityMessages(names: ReadonlySet<string>): AgentInfo_Capability[] {
  return Array.from(names, (type) => ({ type: type as AgentInfo_Capability_Type }));
}

function draining({
  deactivation,
}: AgentRecord): Pick<Response_GetAgents_Agent, 'drain_info' | 'estimated_drain_start_time'> {
  if (deactivation?.drainInfo === undefined) return {};
  const { drainInfo, drainStartMs } = deactivation;
  if (drainStartMs === undefined) return { drain_info: drainInfo };
  return { drain_info: drainInfo, estimated_drain_start_time: timeInfo(drainStartMs) };
}

export function frameworkMessage(
  framework: FrameworkRecord,
  view: View,
): Response_GetFrameworks_Framework {
  const { info, state, registeredMs, reregisteredMs, unregisteredMs } = framework;
  const isActive = state === 'active' && unregisteredMs === undefined;
  return {
    framework_info: info,
    active: isActive,
    connected: isActive,
    recovered: state === 'recovered',
    registered_time: timeInfo(registeredMs),
    reregistered_time: timeInfo(reregisteredMs ?? registeredMs),
    ...(unregisteredMs === undefined ? {} : { unregistered_time: timeInfo(unregisteredMs) }),
    offers: [...framework.offers].map(offerMessage),
    inverse_offers: Array.from(framework.inverseOffers, ({ message }) => message),
    allocated_resources: resourceMessages(framework.used, view),
    offered_resources: resourceMessages(offeredTo(framework), view),
    offer_constraints: framework.offerConstraints.message,
  };
}

export function executorMessage({ info, agentId }: ExecutorRecord): Response_GetExecutors_Executor {
  return { executor_info: info, agent_id: { value: agentId } };
}
