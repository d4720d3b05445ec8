/**
 * The GPUs of NVIDIA that the machine has, as the driver's `nvidia-smi` tells. By MESOS_NVIDIA_LIB an operator names
 * another library of the driver for it than the one that the loader finds.
 */
import { execFileSync } from 'node:child_process';
import type { ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { offeredGpus } from '../gpus/gpu-flags.ts';
import type { OfferOptions } from '../gpus/gpu-flags.ts';
import type { GpuKind } from '../gpus/gpu-share.ts';
import type { IsolatorOptions } from '../isolator.ts';

/** The driver may have to be loaded first. */
const patienceMs = 60_000;

export type NvidiaOptions = OfferOptions & Pick<IsolatorOptions, 'nvidia_gpu_devices'>;

export const nvidia: GpuKind = {
  name: 'gpu/nvidia',
  controlFiles: ['nvidiactl', 'nvidia-uvm'],
  // It comes with a newer driver.
  optionalFiles: ['nvidia-uvm-tools'],
  /** By minor number. */
  fileOf: (minor) => `nvidia${minor}`,
  access: 'rwm',
};

/** By index: the minor numbers of their device files, of what `nvidia-smi -q` prints. */
export function minorsOf(text: string): readonly number[] {
  return [...text.matchAll(/^\s*Minor Number\s*:\s*(\d+)\s*$/gmu)].map(([, minor]) =>
    Number(minor),
  );
}

function askDriver(): Result<readonly number[]> {
  // @compat ClusterD's name for it. What is loaded first is what the program finds by that name.
  const library = process.env['MESOS_NVIDIA_LIB'] ?? '';
  try {
    const options: ExecFileSyncOptionsWithStringEncoding = {
      ...{ encoding: 'utf8', timeout: patienceMs },
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...(library !== '' && { LD_PRELOAD: library }) },
    };
    return ok(minorsOf(execFileSync('nvidia-smi', ['-q'], options)));
  } catch (error) {
    return failure(
      `isolator 'gpu/nvidia' needs NVIDIA's driver and its nvidia-smi on the agent's machine: ${(error as Error).message}; install them, or leave the isolator out`,
    );
  }
}

/** What an agent with the isolator offers; a failure is a sentence for the operator. */
export function findNvidiaGpus(options: NvidiaOptions): Result<readonly number[]> {
  const found = askDriver();
  if (!found.ok) return found;
  const named = { flag: 'nvidia_gpu_devices', indices: options.nvidia_gpu_devices };
  return offeredGpus(found.value, options, named);
}

/** Why they cannot be given to containers; `root`: "/", but in a test. */
export function findNvidiaObstacle(root: string): string | undefined {
  const missing = nvidia.controlFiles.find((name) => !existsSync(join(root, 'dev', name)));
  if (missing === undefined) return undefined;
  return `isolator 'gpu/nvidia' needs the device '${join(root, 'dev', missing)}'; load NVIDIA's driver, and run 'nvidia-modprobe -u -c 0'`;
}
