/**
 * An offer as its framework sees it. Frameworks differ in what they know: without MULTI_ROLE they
 * never see allocation roles, without RESERVATION_REFINEMENT they see reservations the old way.
 */
import type {
  AgentInfo,
  Offer,
  Resource,
  URL,
  Unavailability,
} from '../../../protocol/generated/mesos.ts';
import type { OfferId, Pid, RoleName } from '../../../protocol/ids.ts';
import { withoutAllocationInfo } from '../../../resources/refinement.ts';
import type { Resources } from '../../../resources/resources.ts';
import type { AgentRecord, FrameworkRecord } from '../state.ts';

interface OfferParts {
  readonly id: OfferId;
  readonly framework: FrameworkRecord;
  readonly agent: AgentRecord;
  readonly role: RoleName;
  readonly resources: Resources;
  readonly unavailability: Unavailability | undefined;
}

export function makeOfferMessage({
  id,
  framework,
  agent,
  role,
  resources,
  unavailability,
}: OfferParts): Offer {
  const { info } = agent;
  const offer: Offer = {
    id: { value: id },
    framework_id: { value: framework.id },
    agent_id: { value: agent.id },
    hostname: info.hostname,
    url: agentUrl(agent),
    resources: resourcesFor(framework, resources),
  };
  if (info.domain !== undefined) offer.domain = info.domain;
  if (info.attributes !== undefined) offer.attributes = info.attributes;
  const executors = agent.executors.get(framework.id);
  if (executors !== undefined) {
    offer.executor_ids = Array.from(executors.keys(), (value) => ({ value }));
  }
  if (unavailability !== undefined) offer.unavailability = unavailability;
  if (framework.capabilities.has('MULTI_ROLE')) offer.allocation_info = { role };
  return offer;
}

function resourcesFor({ capabilities }: FrameworkRecord, resources: Resources): Resource[] {
  let messages = capabilities.has('RESERVATION_REFINEMENT')
    ? resources.toMessages()
    : resources.toPreRefinementMessages();
  if (messages.some(isHidden)) messages = messages.filter((one) => !isHidden(one));
  return capabilities.has('MULTI_ROLE') ? messages : messages.map(withoutAllocationInfo);
}

function isHidden({ name }: Resource): boolean {
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
