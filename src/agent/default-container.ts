/**
 * --default_container_info: what a container is like whose framework says nothing of it, such as one with a
 * /tmp of its own. It goes for executors and command tasks without ContainerInfo; what is nested in an executor
 * sees its file system as ever.
 *
 * @compat it is for containers of Mesos, as the name of the flag should have said: which containerizer takes a
 * task is for its framework to say.
 */
import type { Abilities } from '../containers/containerizer.ts';
import { findUnmetContainerWish } from '../containers/wishes/container.ts';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import { ContainerInfo } from '../protocol/generated/mesos.ts';

/** A failure is a sentence that fits after "cannot be '…': ". */
export function readDefaultContainer(value: unknown): Result<ContainerInfo | undefined> {
  if (value === undefined) return ok(undefined);
  let info: ContainerInfo;
  try {
    info = ContainerInfo.fromJson(value);
  } catch (error) {
    return failure(`it is no ContainerInfo: ${(error as Error).message}`);
  }
  if (info.type !== 'MESOS') {
    return failure(
      `'type' is ${info.type}; only MESOS can be the default, frameworks ask for others`,
    );
  }
  return ok(info);
}

/** Every task would fail with it: better the start does. */
export function findDefaultContainerFault(
  container: ContainerInfo | undefined,
  abilities: Abilities,
): string | undefined {
  const config = { environment: {}, directory: '', resources: [] };
  const unmet = container && findUnmetContainerWish({ ...config, container }, abilities);
  return unmet && `Invalid value for --default_container_info: ${unmet.message}`;
}
