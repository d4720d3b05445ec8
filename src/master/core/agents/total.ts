/**
 * What an agent has: what it was configured with, where checkpointed reservations and volumes take
 * the place of the plain resources that they were made of. Such a claim is checked before it counts:
 * what is made of more than there is would be offered twice.
 */
import type { AgentInfo, Resource } from '../../../protocol/generated/mesos.ts';
import { disjointSum } from '../../../resources/disjoint.ts';
import { convertToPostRefinement } from '../../../resources/refinement.ts';
import { Resources } from '../../../resources/resources.ts';

/** Of an agent whose words were found to make sense. */
export function totalOf(info: AgentInfo, checkpointed: readonly Resource[]): Resources {
  const configured = Resources.fromMessages(info.resources).unallocate();
  if (checkpointed.length === 0) return configured;
  const made = Resources.fromMessages(checkpointed).unallocate();
  const plain = Resources.fromMessages(checkpointed.map(madeOf)).unallocate();
  return configured.subtract(plain).add(made);
}

export function findCheckpointedError(
  info: AgentInfo,
  checkpointed: readonly Resource[],
): string | undefined {
  if (checkpointed.length === 0) return undefined;
  const parts = checkpointed.map((one) => Resources.fromMessages([madeOf(one)]).unallocate());
  const plain = disjointSum(parts);
  if (!plain.ok) return `${plain.error} is checkpointed more than once`;
  const configured = Resources.fromMessages(info.resources).unallocate();
  if (configured.contains(plain.value)) return undefined;
  return `its checkpointed resources are made of ${plain.value.toString()}, but it has ${configured.toString()}`;
}

/** Without what operations made of it: dynamic reservations, persistence, sharing. */
function madeOf(resource: Resource): Resource {
  const { reservations, disk, shared: _shared, ...rest } = convertToPostRefinement(resource);
  const fixed = reservations?.filter(({ type }) => type === 'STATIC') ?? [];
  return {
    ...rest,
    ...(fixed.length === 0 ? {} : { reservations: fixed }),
    ...(disk?.source === undefined ? {} : { disk: { source: disk.source } }),
  };
}
