/**
 * Reservations and volumes that an agent was told to keep ("checkpointed resources"): they take the
 * place of the plain resources of its flags that they were made of.
 */
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import type { Resource } from '../protocol/generated/mesos.ts';
import { reservationsOf } from './kind.ts';
import { Resources } from './resources.ts';

/** What was configured, with `checkpointed` in it; a failure when it was never there. */
export function withCheckpointed(
  configured: Resources,
  checkpointed: readonly Resource[],
): Result<Resources> {
  const plain = plainOf(checkpointed);
  if (!configured.contains(plain)) {
    return failure(`Incompatible agent resources: ${configured} does not contain ${plain}`);
  }
  return ok(configured.subtract(plain).add(Resources.fromMessages(checkpointed).unallocate()));
}

/** What they were made of; a static reservation is part of what an agent is configured with. */
function plainOf(checkpointed: readonly Resource[]): Resources {
  return Resources.fromMessages(checkpointed.map(plain)).unallocate();
}

function plain(resource: Resource): Resource {
  const { reservations: _stack, reservation: _old, role: _role, ...rest } = resource;
  const { disk, shared: _shared, ...amount } = rest;
  const [first] = reservationsOf(resource);
  return {
    ...amount,
    ...(first?.type === 'STATIC' ? { reservations: [first] } : {}),
    ...(disk?.source === undefined ? {} : { disk: { source: disk.source } }),
  };
}

/** Only what was made after the start of the agent needs to be kept. */
export function needsCheckpoint(resource: Resource): boolean {
  return (
    resource.disk?.persistence !== undefined ||
    reservationsOf(resource).some(({ type }) => type === 'DYNAMIC')
  );
}
