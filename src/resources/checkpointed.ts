/**
 * What an agent has: what it was configured with, in which the reservations and volumes that it was
 * told to keep ("checkpointed resources") take the place of the plain resources that they were made
 * of. Agent and master both work it out here. Such a list is checked before it counts: what is made
 * of more than there is would be offered twice.
 */
import { failure } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import type { Resource } from '../protocol/generated/mesos.ts';
import { disjointSum } from './disjoint.ts';
import { reservationsOf } from './kind.ts';
import { convert, withoutPersistence } from './operations.ts';
import { convertToPostRefinement } from './refinement.ts';
import { Resources } from './resources.ts';

/** Both in any reservation format, found valid. A failure says what was never there. */
export function totalOf(
  configured: readonly Resource[] | undefined,
  checkpointed: readonly Resource[],
): Result<Resources> {
  const parts = checkpointed.map((one) => Resources.fromMessages([plain(one)]).unallocate());
  const consumed = disjointSum(parts);
  if (!consumed.ok) {
    return failure(`Incompatible agent resources: ${consumed.error} is checkpointed twice`);
  }
  const total = convert(Resources.fromMessages(configured).unallocate(), {
    consumed: consumed.value,
    converted: Resources.fromMessages(checkpointed).unallocate(),
  });
  return total.ok ? total : failure(`Incompatible agent resources: ${total.error}`);
}

/** Without what operations made of it; a static reservation is part of what is configured. */
function plain(resource: Resource): Resource {
  const fixed = reservationsOf(resource).filter(({ type }) => type === 'STATIC');
  return { ...withoutPersistence(convertToPostRefinement(resource)), reservations: fixed };
}

/** Only what was made after the start of the agent needs to be kept. */
export function needsCheckpoint(resource: Resource): boolean {
  return (
    resource.disk?.persistence !== undefined ||
    reservationsOf(resource).some(({ type }) => type === 'DYNAMIC')
  );
}
