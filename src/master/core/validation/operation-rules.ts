/** What is asked of operations of several kinds: who asks, whose the resources are, what the agent can. */
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { toThousandths } from '../../../resources/entry.ts';
import { reservationsOf } from '../../../resources/kind.ts';
import type { AgentRecord, FrameworkRecord } from '../state.ts';
import { findEachError, findRolesError, textOf } from './resources.ts';

export interface OperationScope {
  readonly agent: AgentRecord;
  /** Undefined: an operator asks. */
  readonly framework: FrameworkRecord | undefined;
  /** Of who asks; undefined: it was not said, and anything goes. */
  readonly principal: string | undefined;
}

/** Each in order, and all of one owner: the agent, or one of its resource providers. */
export function findListError(resources: readonly Resource[]): string | undefined {
  const error = findEachError(resources) ?? findProviderError(resources);
  return error === undefined ? undefined : `Invalid resources: ${error}`;
}

function findProviderError(resources: readonly Resource[]): string | undefined {
  // @compat a real master says here that there are several resource providers.
  if (resources.length === 0) return 'There are none';
  const providers = new Set(resources.map(({ provider_id }) => provider_id?.value));
  if (providers.size === 1) return undefined;
  if (providers.has(undefined)) return 'Some resources have a resource provider and some do not';
  return `The resources have multiple resource providers: ${[...providers].join(', ')}`;
}

/** Of what a framework names: it has offers of one role at a time. */
export function findAllocationError(
  { framework }: OperationScope,
  resources: readonly Resource[],
): string | undefined {
  if (framework === undefined) return undefined;
  return findRolesError(new Set(resources.map((one) => one.allocation_info?.role ?? '')));
}

/** What an agent without these capabilities would not understand. */
export function findAgentError(
  { capabilities }: AgentRecord,
  what: 'Resource' | 'Volume',
  resource: Resource,
): string | undefined {
  const reservations = reservationsOf(resource);
  const reservedTo = reservations.at(-1)?.role ?? '';
  const doing = what === 'Resource' ? 'reserved' : 'created';
  if (!capabilities.has('HIERARCHICAL_ROLE') && reservedTo.includes('/')) {
    return `${what} ${textOf(resource)} with reservation for hierarchical role '${reservedTo}' cannot be ${doing} on an agent without HIERARCHICAL_ROLE capability`;
  }
  if (!capabilities.has('RESERVATION_REFINEMENT') && reservations.length > 1) {
    return `${what} ${textOf(resource)} with reservation refinement cannot be ${doing} on an agent without RESERVATION_REFINEMENT capability`;
  }
  return undefined;
}

export function isPositive(value: number | undefined): boolean {
  return toThousandths(value ?? 0) > 0;
}
