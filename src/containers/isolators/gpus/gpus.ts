/** GPUs of both makers, as the flags of an agent name them. */
import { ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { findNvidiaGpus, findNvidiaObstacle, nvidia } from '../gpu-nvidia/nvidia-gpus.ts';
import type { NvidiaOptions } from '../gpu-nvidia/nvidia-gpus.ts';
import { findRocmGpus, rocm } from '../gpu-rocm/rocm-gpus.ts';
import type { RocmOptions } from '../gpu-rocm/rocm-gpus.ts';
import { GpuShare } from './gpu-share.ts';
import type { GpuKind } from './gpu-share.ts';
import type { GpuLedger } from './ledger.ts';

export type GpuOptions = NvidiaOptions & RocmOptions;

/** Of the isolators in force; both together are refused by `findGpuFault`. */
function kindOf(names: readonly string[]): GpuKind | undefined {
  return [nvidia, rocm].find(({ name }) => names.includes(name));
}

/** By index; a failure is a sentence for the operator. `root`: "/", but in a test. */
function findGpus({ name }: GpuKind, options: GpuOptions, root: string): Result<readonly number[]> {
  switch (name) {
    case 'gpu/nvidia':
      return findNvidiaGpus(options);
    case 'gpu/rocm':
      return findRocmGpus(options, root);
  }
}

/** What an agent with these isolators offers of itself. */
export function offeredOf(
  names: readonly string[],
  options: GpuOptions,
): Result<readonly number[]> {
  const kind = kindOf(names);
  return kind === undefined ? ok([]) : findGpus(kind, options, '/');
}

/** Why an agent cannot have these isolators; a sentence for the operator. */
export function findGpuFault(names: readonly string[], options: GpuOptions): string | undefined {
  const kind = kindOf(names);
  if (kind === undefined) return undefined;
  if (names.includes(nvidia.name) && names.includes(rocm.name)) {
    return "only one of 'gpu/nvidia' and 'gpu/rocm' can be in --isolation: 'gpus' are of one kind; leave one out";
  }
  if (!names.includes('cgroups/devices')) {
    return `isolator '${kind.name}' needs 'cgroups/devices' in --isolation; add that`;
  }
  const gpus = findGpus(kind, options, '/');
  return gpus.ok ? undefined : gpus.error;
}

export interface GpuParts {
  readonly options: GpuOptions;
  readonly root: string;
  /** Of the containerizer. */
  readonly runtimeDirectory: string;
  readonly ledger: GpuLedger;
}

/** @throws Error with a sentence for the operator */
export function makeGpuShare(kind: GpuKind, parts: GpuParts): GpuShare {
  const { options, root } = parts;
  const all = unwrap(findGpus(kind, options, root));
  const obstacle = kind === nvidia ? findNvidiaObstacle(root) : undefined;
  if (obstacle !== undefined) throw new Error(obstacle);
  return new GpuShare({ ...parts, kind, all });
}

/** Of another containerizer than that with the isolators; undefined: the agent has no GPUs. */
export function makeOtherShare(names: readonly string[], parts: GpuParts): GpuShare | undefined {
  const kind = kindOf(names);
  return kind === undefined ? undefined : makeGpuShare(kind, parts);
}
