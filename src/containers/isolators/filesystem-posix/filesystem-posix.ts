/**
 * filesystem/posix: the task sees the machine's file system. It can therefore run no image and
 * mount no volume, and says so instead of ignoring what the framework asked for.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerInfo } from '../../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import type { IsolatedContainer, Isolator, Preparation } from '../isolator.ts';

export class FilesystemPosixIsolator implements Isolator {
  readonly name = 'filesystem/posix';

  prepare(
    _container: IsolatedContainer,
    { container }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const fault = findFilesystemFault(container);
    done(fault === undefined ? ok({}) : failure(fault));
  }
}

/** Why a container with this description needs more than the machine's own file system. */
export function findFilesystemFault(container: ContainerInfo | undefined): string | undefined {
  if (container?.type === 'DOCKER') {
    return 'this agent has no Docker containerizer to run a container of type DOCKER';
  }
  if (container?.mesos?.image !== undefined) {
    return 'the filesystem/posix isolator cannot provide a root file system from an image';
  }
  if ((container?.volumes ?? []).length > 0) {
    return 'the filesystem/posix isolator cannot mount volumes into a container';
  }
  return undefined;
}
