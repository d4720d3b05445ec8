/**
 * An offer as its framework sees it. Frameworks differ in what they know: without MULTI_ROLE they
 * never see allocation roles, without RESERVATION_REFINEMENT they see reservations the old way.
 */
import type { Offer, Resource, URL, Unavailability } from '../../../protocol/generated/mesos.ts';
import type { OfferId, RoleName } from '../../../protocol/ids.ts';
import { convertToPreRefinement, withoutAllocationInfo } from '../../../resources/refinement.ts';
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
  const executorIds = [...(agent.executors.get(framework.id)?.keys() ?? [])];
  return {
    id: { value: id },
    framework_id: { value: framework.id },
    agent_id: { value: agent.id },
    hostname: info.hostname,
    url: agentUrl(agent),
    ...(info.domain === undefined ? {} : { domain: info.domain }),
    resources: resourcesFor(framework, resources),
    ...(info.attributes === undefined ? {} : { attributes: info.attributes }),
    ...(executorIds.length === 0 ? {} : { executor_ids: executorIds.map((value) => ({ value })) }),
    ...(unavailability === undefined ? {} : { unavailability }),
    ...(framework.capabilities.has('MULTI_ROLE') ? { allocation_info: { role } } : {}),
  };
}

function resourcesFor(framework: FrameworkRecord, resources: Resources): Resource[] {
  let messages = resources.toMessages().filter(({ name }) => name !== 'ephemeral_ports');
  if (!framework.capabilities.has('RESERVATION_REFINEMENT')) {
    messages = messages.map((resource) => convertToPreRefinement(resource) ?? resource);
  }
  if (!framework.capabilities.has('MULTI_ROLE')) messages = messages.map(withoutAllocationInfo);
  return messages;
}

/** Where the agent's own endpoints are: "slave(1)@10.0.0.7:5051" -> http://10.0.0.7:5051/slave(1) */
export function agentUrl(agent: AgentRecord): URL {
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
