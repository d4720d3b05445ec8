/**
 * --default_container_info: what a container is like whose framework says nothing of it, such as one with a
 * /tmp of its own. It goes for executors and command tasks without ContainerInfo; what is nested in an executor
 * sees its file system as ever.
 *
 * @compat it is for containers of Mesos, as the name of the flag should have said: which containerizer takes a
 * task is for its framework to say.
 */
import type { Abilities } from '../containers/containerizer.ts';
import {
  findHiddenDirectory,
  isThereAlready,
} from '../containers/isolators/filesystem-linux/hidden-directories.ts';
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

/** Every task would fail with it: better the start does. `directories`: of the agent, absolute. */
export function findDefaultContainerFault(
  container: ContainerInfo | undefined,
  abilities: Abilities,
  directories: Parameters<typeof findHiddenDirectory>[1],
): string | undefined {
  if (container === undefined) return undefined;
  const config = { environment: {}, directory: '', resources: [] };
  const unmet = findUnmetContainerWish({ ...config, container }, abilities);
  const fault = unmet?.message ?? findHidingFault(container, directories);
  return fault && `Invalid value for --default_container_info: ${fault}`;
}

function findHidingFault(
  { volumes = [], mesos }: ContainerInfo,
  directories: Parameters<typeof findHiddenDirectory>[1],
): string | undefined {
  const hasImage = mesos?.image !== undefined;
  for (const [i, volume] of volumes.entries()) {
    if (!hasImage && isThereAlready(volume)) continue;
    const path = volume.container_path;
    const hidden = findHiddenDirectory(path, directories, hasImage);
    if (hidden === undefined) continue;
    return `'container.volumes[${i}].container_path' is '${path}', and what is mounted there would hide ${hidden} from every container, which needs it to start; move that out of '${path}', or take another path for the volume`;
  }
  return undefined;
}
