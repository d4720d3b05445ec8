/** An agent as the older endpoints show it; what is kept has the comma before it. */
import {
  attributesJson,
  fullResourcesJson,
  quoted,
  quotedList,
  reservationsJson,
  resourcesJson,
  secondsJson,
} from '../../operator-api/index.ts';
import { type AgentInfo, DomainInfo } from '../../protocol/generated/mesos.ts';
import type { AgentRecord } from '../core/state.ts';
import { usedOn } from '../core/tasks/tasks.ts';
import { fragmentOf } from './fragments.ts';
import type { Fragment } from './shelf.ts';

const defaultAgentPort = 5051;

export function keptAgentJson(agent: AgentRecord): Fragment {
  return fragmentOf(agent, 'old', encode);
}

/** As /slaves shows it: with whole resource messages. */
export function keptWholeAgentJson(agent: AgentRecord): Fragment {
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
  return `,${fieldsOf(agent)}}`;
}

function encodeWhole(agent: AgentRecord): string {
  return `,${fieldsOf(agent)}${detailsOf(agent)}}`;
}

function fieldsOf(agent: AgentRecord): string {
  const { reregisteredMs } = agent;
  const reregistered =
    reregisteredMs === undefined ? '' : `,"reregistered_time":${secondsJson(reregisteredMs)}`;
  return (
    `${infoFields(agent.info)},"pid":${quoted(agent.pid)}` +
    `,"registered_time":${secondsJson(agent.registeredMs)}${reregistered}` +
    `,"resources":${resourcesJson(agent.total)}` +
    `,"used_resources":${resourcesJson(usedOn(agent))}` +
    `,"offered_resources":${resourcesJson(agent.offered)}` +
    `,"reserved_resources":${reservationsJson(agent.total, resourcesJson)}` +
    `,"unreserved_resources":${resourcesJson(agent.total.unreserved())}` +
    `,"active":${agent.isConnected},"deactivated":false,"version":${quoted(agent.version)}` +
    `,"capabilities":${quotedList(agent.capabilities)}`
  );
}

function detailsOf(agent: AgentRecord): string {
  return (
    `,"reserved_resources_full":${reservationsJson(agent.total, fullResourcesJson)}` +
    `,"unreserved_resources_full":${fullResourcesJson(agent.total.unreserved())}` +
    `,"used_resources_full":${fullResourcesJson(usedOn(agent))}` +
    `,"offered_resources_full":${fullResourcesJson(agent.offered)}`
  );
}
