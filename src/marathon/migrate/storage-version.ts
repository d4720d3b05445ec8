/** In which of its forms the original wrote its state. */
import { failure, ok, type Result } from '../../foundation/result.ts';
import { StorageVersion, ZKStoreEntry } from '../../protocol/generated/marathon.ts';
import type { OldNodes } from './nodes.ts';

export type { StorageVersion };

type Numbers = readonly [major: number, minor: number, patch: number];

/** @compat Of 1.5, the first that keeps apps as they are read here; of 1.11, the last there was. */
const oldest: Numbers = [1, 5, 0];
const newest: Numbers = [110, 100, 0];

export async function readStorageVersion(nodes: OldNodes): Promise<Result<StorageVersion>> {
  const bytes = await nodes.data('/state/internal:storage:version');
  if (bytes === undefined) return failure('there is no state of Marathon 1.5 or later');
  const version = decodeVersion(bytes);
  if (version === undefined) return failure('which version of Marathon wrote it cannot be read');
  const numbers = numbersOf(version);
  const text = numbers.join('.');
  if (version.format !== 'PERSISTENCE_STORE' || compare(numbers, oldest) < 0) {
    return failure(`its storage version is ${text}, of a Marathon before 1.5: bring that up first`);
  }
  if (compare(numbers, newest) > 0) {
    return failure(`its storage version ${text} is later than ${newest.join('.')}`);
  }
  if ((await nodes.children('/state')).includes('migration-in-progress')) {
    return failure('Marathon was cut short while it changed the form of its state; start it again');
  }
  return ok(version);
}

/** @compat Before 110.100 (Marathon 1.10) the containers of a pod shared one cgroup. */
export function sharesCgroups(version: StorageVersion): boolean {
  return compare(numbersOf(version), newest) < 0;
}

function decodeVersion(bytes: Uint8Array): StorageVersion | undefined {
  try {
    return StorageVersion.decode(ZKStoreEntry.decode(bytes).value);
  } catch {
    return undefined;
  }
}

function numbersOf({ major, minor, patch }: StorageVersion): Numbers {
  return [major, minor, patch];
}

function compare(a: Numbers, b: Numbers): number {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at === -1 ? 0 : a[at]! - b[at]!;
}
