/** An agent as the older endpoints show it; what is kept has the comma before it. */
import { attributesJson, quoted, quotedList, secondsJson } from '../../operator-api/index.ts';
import { type AgentInfo, DomainInfo, DrainInfo } from '../../protocol/generated/mesos.ts';
import { isActive } from '../core/agents/deactivation.ts';
import type { Deactivation } from '../core/registry-kinds.ts';
import { type View, wholeView } from '../../security/view.ts';
import type { AgentRecord } from '../core/state.ts';
import { type AgentResources, agentResources } from './agent-resources.ts';
import { fragmentOf } from './fragments.ts';
import { alone, type Fragment } from './shelf.ts';

const defaultAgentPort = 5051;

export function keptAgentJson(agent: AgentRecord, view: View): Fragment {
  if (!view.isWhole) return alone(`,${fieldsOf(agent, agentResources(agent, view))}}`);
  return fragmentOf(agent, 'old', encode);
}

/** As /slaves shows it: with whole resource messages. */
export function keptWholeAgentJson(agent: AgentRecord, view: View): Fragment {
  if (!view.isWhole) return alone(encodeDetailed(agent, view));
  return fragmentOf(agent, 'detail', encodeWhole);
}

/** An agent of the registry that has not come back yet. */
export function recoveredAgentJson(info: AgentInfo): string {
  return `${infoFields(info)}}`;
}

function infoFields(info: AgentInfo): string {
  const domain = info.domain === undefined ? '' : `,"domain":${DomainInfo.toJson(info.domain)}`;
  return (
    `{"id":${quoted(info.id?.value ?? '')},"hostname":${quoted(info.hostname)}` +
    `,"port":${info.port ?? defaultAgentPort}` +
    `,"attributes":${attributesJson(info.attributes)}${domain}`
  );
}

function encode(agent: AgentRecord): string {
  return `,${fieldsOf(agent, agentResources(agent, wholeView))}}`;
}

function encodeWhole(agent: AgentRecord): string {
  return encodeDetailed(agent, wholeView);
}

function encodeDetailed(agent: AgentRecord, view: View): string {
  const resources = agentResources(agent, view);
  return `,${fieldsOf(agent, resources)}${detailsOf(resources)}}`;
}

function fieldsOf(agent: AgentRecord, { total, used, offered }: AgentResources): string {
  const { reregisteredMs } = agent;
  const reregistered =
    reregisteredMs === undefined ? '' : `,"reregistered_time":${secondsJson(reregisteredMs)}`;
  return (
    `${infoFields(agent.info)},"pid":${quoted(agent.pid)}` +
    `,"registered_time":${secondsJson(agent.registeredMs)}${reregistered}` +
    `,"resources":${total.named},"used_resources":${used.named}` +
    `,"offered_resources":${offered.named}${total.shares}` +
    `,"active":${isActive(agent)},"deactivated":${agent.deactivation !== undefined}` +
    `,"version":${quoted(agent.version)},"capabilities":${capabilitiesJson(agent.capabilities)}` +
    drainingFields(agent.deactivation)
  );
}

function detailsOf({ total, used, offered }: AgentResources): string {
  return (
    total.fullShares +
    `,"used_resources_full":${used.full},"offered_resources_full":${offered.full}`
  );
}
/** By the set, which agents that can do the same share. */
const capabilitiesTexts = new WeakMap<ReadonlySet<string>, string>();

function capabilitiesJson(names: ReadonlySet<string>): string {
  let text = capabilitiesTexts.get(names);
  if (text === undefined) capabilitiesTexts.set(names, (text = quotedList(names)));
  return text;
}

function drainingFields(deactivation: Deactivation | undefined): string {
  if (deactivation?.drainInfo === undefined) return '';
  const { drainInfo, drainStartMs } = deactivation;
  const start =
    drainStartMs === undefined
      ? ''
      : `,"estimated_drain_start_time_seconds":${secondsJson(drainStartMs)}`;
  return `,"drain_info":${DrainInfo.toJson(drainInfo)}${start}`;
}
