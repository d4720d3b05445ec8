/**
 * An offer as its framework sees it. Frameworks differ in what they know: without MULTI_ROLE they
 * never see allocation roles, without RESERVATION_REFINEMENT they see reservations the old way.
 */
import type { AgentInfo, Offer, Resource, URL } from '../../../protocol/generated/mesos.ts';
import type { Event } from '../../../protocol/generated/scheduler.ts';
import type { Pid } from '../../../protocol/ids.ts';
import { withoutAllocationInfo } from '../../../resources/refinement.ts';
import type { AgentRecord, OfferRecord } from '../state.ts';

/** As it was sent, whatever has changed since. */
export function offerMessage(record: OfferRecord): Offer {
  const { id, framework, agent, role, agentInfo: info, executorIds, unavailability } = record;
  const offer: Offer = {
    id: { value: id },
    framework_id: { value: framework.id },
    agent_id: { value: agent.id },
    hostname: info.hostname,
    url: record.url,
    resources: offeredResources(record),
  };
  if (info.domain !== undefined) offer.domain = info.domain;
  if (info.attributes !== undefined) offer.attributes = info.attributes;
  if (executorIds !== undefined) offer.executor_ids = executorIds.map((value) => ({ value }));
  if (unavailability !== undefined) offer.unavailability = unavailability;
  if (record.capabilities.has('MULTI_ROLE')) offer.allocation_info = { role };
  return offer;
}

/** All that one round of the allocator gives to a framework. */
export function offersEvent(offers: readonly OfferRecord[]): Event {
  return { type: 'OFFERS', offers: { offers: offers.map(offerMessage) } };
}

export function offeredResources({ capabilities, resources }: OfferRecord): Resource[] {
  let messages = capabilities.has('RESERVATION_REFINEMENT')
    ? resources.toMessages()
    : resources.toPreRefinementMessages();
  if (messages.some(isHidden)) messages = messages.filter((one) => !isHidden(one));
  return capabilities.has('MULTI_ROLE') ? messages : messages.map(withoutAllocationInfo);
}

/** The kernel's business, which no framework is told of. */
export function isHidden({ name }: { readonly name: string }): boolean {
  return name === 'ephemeral_ports';
}

/** By the info, which is another object when something of it changes. */
const urls = new WeakMap<AgentInfo, { readonly pid: Pid; readonly url: URL }>();

/** Where the agent's own endpoints are: "slave(1)@10.0.0.7:5051" -> http://10.0.0.7:5051/slave(1) */
export function agentUrl(agent: AgentRecord): URL {
  const kept = urls.get(agent.info);
  if (kept?.pid === agent.pid) return kept.url;
  const url = makeUrl(agent);
  urls.set(agent.info, { pid: agent.pid, url });
  return url;
}

function makeUrl(agent: AgentRecord): URL {
  const at = agent.pid.lastIndexOf('@');
  const colon = agent.pid.lastIndexOf(':');
  return {
    scheme: 'http',
    address: {
      hostname: agent.info.hostname,
      ip: agent.pid.slice(at + 1, colon).replaceAll(/[[\]]/g, ''),
      port: Number(agent.pid.slice(colon + 1)),
    },
    path: `/${agent.pid.slice(0, at)}`,
  };
}
