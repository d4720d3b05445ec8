/**
 * Where a volume is to be seen, and the place that it is mounted on. An absolute path is one of the
 * container's root file system: in an image's whoever mounts makes it, on the machine's it has to be
 * there. Any other is in the sandbox, where it is made for the sandbox's user.
 */
import { constants, promises as fs } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { codeOf, holding } from '../../../foundation/directories/held-directory.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { makeDirectories, openSandbox } from '../../sandbox-files.ts';
import type { IsolatedContainer, IsolatorParts } from '../isolator.ts';
import { findHiddenDirectory } from './hidden-directories.ts';

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;

export type VolumeParts = Pick<IsolatorParts, 'options' | 'provisioner' | 'root'>;

/** Names of a path; undefined when one of them leads up. */
export function namesBelow(path: string): readonly string[] | undefined {
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  return names.includes('..') ? undefined : names;
}

export class VolumePoints {
  readonly #parts: VolumeParts;

  constructor(parts: VolumeParts) {
    this.#parts = parts;
  }

  hasImage({ id }: Pick<IsolatedContainer, 'id'>): boolean {
    return this.#parts.provisioner?.findRoot(id) !== undefined;
  }

  /** The destination of the mount. A failure is a sentence for the task's user. */
  async prepare(
    container: IsolatedContainer,
    containerPath: string,
    kind: 'directory' | 'file',
  ): Promise<Result<string>> {
    const names = namesBelow(containerPath);
    if (names === undefined || names.length === 0) {
      return failure(
        `The container_path '${containerPath}' of a volume is refused: it has to name something, without '..'`,
      );
    }
    const isInImage = this.hasImage(container);
    const hidden = findHiddenDirectory(containerPath, this.#parts.options, isInImage);
    if (hidden !== undefined) {
      return failure(
        `The container_path '${containerPath}' of a volume is refused: what is mounted there would hide ${hidden} of the agent from the container, which needs it; take a path that this is not below`,
      );
    }
    if (isAbsolute(containerPath)) {
      const path = `/${names.join('/')}`;
      if (isInImage) return ok(path);
      const isThere = await fs.stat(path).then(
        () => true,
        () => false,
      );
      if (isThere) return ok(path);
      return failure(
        `The container_path '${containerPath}' of a volume does not exist on the agent's machine, and the container has no image; name one in the sandbox, or give the container an image`,
      );
    }
    await this.#makeInSandbox(container, names, kind);
    const { sandbox_directory } = this.#parts.options;
    return ok(join(isInImage ? sandbox_directory : container.directory, ...names));
  }

  async #makeInSandbox(
    { directory }: IsolatedContainer,
    names: readonly string[],
    kind: 'directory' | 'file',
  ): Promise<void> {
    await holding(openSandbox(this.#parts.options.work_dir, directory), async (sandbox) => {
      const { uid, gid } = await sandbox.stat();
      const way = kind === 'directory' ? names : names.slice(0, -1);
      await holding(makeDirectories(sandbox, way, { uid, gid }), async (parent) => {
        if (kind === 'directory') return;
        const flags = O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY;
        try {
          const file = await fs.open(parent.at(names.at(-1)!), flags, 0o644);
          try {
            await file.chown(uid, gid);
          } finally {
            await file.close();
          }
        } catch (error) {
          if (codeOf(error) !== 'EEXIST') throw error;
        }
      });
    });
  }
}

/** Options of a bind mount with everything that is mounted below its source. */
export function bindOptions(mode: string | undefined): readonly string[] {
  return ['rbind', 'rslave', mode === 'RO' ? 'ro' : 'rw'];
}

/** The hooks of isolators speak by callbacks; what throws is a failure, too. */
export function settle<T>(
  work: Promise<Result<T>>,
  done: (result: Result<T>) => void,
  what: string,
): void {
  work.then(done, (error: unknown) => done(failure(`${what}: ${(error as Error).message}`)));
}
