/**
 * What is mounted at a directory hides all that is below it. A container that does not see its sandbox, or the
 * scripts that it begins with, cannot start: which mount would do that is told before.
 */
import { realpathSync } from 'node:fs';
import { isAbsolute, resolve, sep } from 'node:path';
import type { Volume } from '../../../protocol/generated/mesos.ts';
import type { IsolatorOptions } from '../isolator.ts';

type Directories = Pick<IsolatorOptions, 'work_dir' | 'runtime_dir' | 'sandbox_directory'>;

/**
 * The directory of the agent that a mount at `containerPath` would hide, as "--flag 'path'"; undefined: none. With an
 * image the container sees the agent's directories nowhere, and its sandbox at --sandbox_directory; what is mounted at
 * that very place takes the sandbox's place, which a container can live with.
 */
export function findHiddenDirectory(
  containerPath: string,
  directories: Directories,
  hasImage: boolean,
): string | undefined {
  if (!isAbsolute(containerPath)) return undefined;
  const flags = hasImage
    ? (['sandbox_directory'] as const)
    : (['work_dir', 'runtime_dir'] as const);
  const whole = hasImage ? resolve : wholePath;
  const place = whole(containerPath);
  const isHidden = (path: string): boolean => isBelow(path, place) || (!hasImage && path === place);
  const hidden = flags.find((flag) => isHidden(whole(directories[flag])));
  return hidden && `--${hidden} '${directories[hidden]}'`;
}

/** Links are followed as far as there is something. */
function wholePath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function isBelow(path: string, place: string): boolean {
  return path !== place && path.startsWith(place === sep ? sep : place + sep);
}

/** @compat One that is to be seen where it is needs no mount on the machine's own file system. */
export function isThereAlready({ host_path, source, container_path }: Volume): boolean {
  const path = source?.host_path?.path ?? (source === undefined ? host_path : undefined);
  return path !== undefined && isAbsolute(path) && resolve(path) === resolve(container_path);
}
