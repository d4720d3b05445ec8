/**
 * The GPUs of AMD that the machine has: each has a render node /dev/dri/renderD<number>, and all of them share /dev/kfd.
 * What else programs need of ROCm is in their image. @compat isolator and flag are ClusterD's.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { offeredGpus } from '../gpus/gpu-flags.ts';
import type { OfferOptions } from '../gpus/gpu-flags.ts';
import type { GpuKind } from '../gpus/gpu-share.ts';
import type { IsolatorOptions } from '../isolator.ts';

export type RocmOptions = OfferOptions & Pick<IsolatorOptions, 'rocm_gpu_devices'>;

export const rocm: GpuKind = {
  name: 'gpu/rocm',
  controlFiles: ['kfd'],
  optionalFiles: [],
  fileOf: (number) => `dri/renderD${number}`,
  access: 'rw',
};

/** By index: the numbers of their render nodes. */
function renderNodes(root: string): readonly number[] {
  const directory = join(root, 'dev/dri');
  const names = existsSync(directory) ? readdirSync(directory) : [];
  return names
    .flatMap((name) => /^renderD(\d+)$/u.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** What an agent with the isolator offers; `root`: "/", but in a test. A failure is a sentence for the operator. */
export function findRocmGpus(options: RocmOptions, root: string): Result<readonly number[]> {
  if (!existsSync(join(root, 'dev/kfd'))) {
    return failure(
      `isolator 'gpu/rocm' needs the device '${join(root, 'dev/kfd')}'; load AMD's driver (amdgpu), or leave the isolator out`,
    );
  }
  const named = { flag: 'rocm_gpu_devices', indices: options.rocm_gpu_devices };
  return offeredGpus(renderNodes(root), options, named);
}
