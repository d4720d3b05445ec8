/**
 * Where persistent volumes are on disk: in Mesos' layout, so that those of a C++ agent are found again.
 *
 *     <work_dir>/volumes/roles/<role>/<id>     of the agent's own disk; "/" of a role is a space
 *     <root>/volumes/roles/<role>/<id>         of a PATH disk
 *     <root>                                   of a MOUNT disk: the whole of it is one volume
 *
 * A name that would lead anywhere else is refused.
 */
import { isAbsolute, join } from 'node:path';
import { isSafeName } from '../foundation/directories/safe-name.ts';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import type { Resource } from '../protocol/generated/mesos.ts';
import { lastReservation } from '../resources/kind.ts';

export interface VolumePlace {
  /** Absolute. */
  readonly path: string;
  /** False: the directory is there for good, only what is in it comes and goes. */
  readonly ownsRoot: boolean;
}

/** `volume` is a resource with persistence, in any reservation format. */
export function volumePlace(workDirectory: string, volume: Resource): Result<VolumePlace> {
  const id = volume.disk?.persistence?.id ?? '';
  const role = lastReservation(volume)?.role;
  if (role === undefined) return failure(`the persistent volume '${id}' is reserved to no role`);
  const names = [role.replaceAll('/', ' '), id];
  const unsafe = names.find((name) => !isSafeName(name));
  if (unsafe !== undefined) return failure(`'${unsafe}' cannot be the name of a directory`);
  const below = (root: string): Result<VolumePlace> =>
    ok({ path: join(root, 'volumes', 'roles', ...names), ownsRoot: true });
  const source = volume.disk?.source;
  const rootOf = (root: string): string => (isAbsolute(root) ? root : join(workDirectory, root));
  switch (source?.type) {
    case undefined:
      return below(workDirectory);
    case 'PATH':
      return source.path?.root === undefined
        ? failure('a PATH disk without a root holds no volumes here')
        : below(rootOf(source.path.root));
    case 'MOUNT':
      return source.mount?.root === undefined
        ? failure('a MOUNT disk without a root holds no volumes here')
        : ok({ path: rootOf(source.mount.root), ownsRoot: false });
    case 'BLOCK':
    case 'RAW':
    case 'UNKNOWN':
      return failure(`a disk of type ${source.type} holds no volumes here`);
  }
}
