/**
 * Which GPUs of NVIDIA the machine has, as the driver's `nvidia-smi` tells, and which of them an agent
 * offers: all, or those of --nvidia_gpu_devices, by their indices, whose number --resources must say, too.
 */
import { execFileSync } from 'node:child_process';
import type { ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { parseResources } from '../../../resources/flags.ts';
import type { IsolatorOptions } from '../isolator.ts';
import { findScalar } from '../scalars.ts';

/** The driver may have to be loaded first. */
const patienceMs = 60_000;

export type GpuOptions = Pick<
  IsolatorOptions,
  'runtime_dir' | 'nvidia_gpu_devices' | 'resources' | 'default_role'
>;

/** By index: the minor numbers of their device files, /dev/nvidia<minor>. */
type Minors = readonly number[];

/** Of what `nvidia-smi -q` prints. */
export function minorsOf(text: string): Minors {
  return [...text.matchAll(/^\s*Minor Number\s*:\s*(\d+)\s*$/gmu)].map(([, minor]) =>
    Number(minor),
  );
}

function askDriver(): Result<Minors> {
  try {
    const options: ExecFileSyncOptionsWithStringEncoding = {
      ...{ encoding: 'utf8', timeout: patienceMs },
      stdio: ['ignore', 'pipe', 'ignore'],
    };
    return ok(minorsOf(execFileSync('nvidia-smi', ['-q'], options)));
  } catch (error) {
    return failure(
      `isolator 'gpu/nvidia' needs NVIDIA's driver and its nvidia-smi on the agent's machine: ${(error as Error).message}; install them, or leave the isolator out`,
    );
  }
}

/** What an agent with the isolator offers; a failure is a sentence for the operator. */
export function findGpus(options: GpuOptions): Result<Minors> {
  const found = askDriver();
  if (!found.ok) return found;
  const indices = options.nvidia_gpu_devices?.map(Number);
  const asked = askedCount(options);
  const fault = findCountFault(asked, indices, found.value.length);
  if (fault !== undefined) return failure(fault);
  if (asked === 0) return ok([]);
  return ok(indices === undefined ? found.value : indices.map((index) => found.value[index]!));
}

/** Of --resources; undefined: they say nothing of GPUs. */
function askedCount({ resources: text = '', default_role }: GpuOptions): number | undefined {
  const parsed = parseResources(text, default_role);
  const gpus = parsed.ok ? findScalar(parsed.value.toMessages(), 'gpus') : undefined;
  return gpus ?? (/(^|[;"\s])gpus["(:]/u.test(text) ? 0 : undefined);
}

/** @compat what real agents refuse. */
function findCountFault(
  asked: number | undefined,
  indices: readonly number[] | undefined,
  available: number,
): string | undefined {
  if (indices === undefined) {
    const isAsked = asked !== undefined && asked !== 0;
    return isAsked ? "'gpus' in --resources needs --nvidia_gpu_devices; add that" : undefined;
  }
  if (asked === undefined) return "--nvidia_gpu_devices needs 'gpus' in --resources; add that";
  if (asked !== indices.length) {
    return `--resources and --nvidia_gpu_devices specify different numbers of GPU devices: ${asked} and ${indices.length}`;
  }
  const beyond = indices.find((index) => index >= available);
  if (beyond === undefined) return undefined;
  return `--nvidia_gpu_devices names the GPU ${beyond}, the machine has ${available}, numbered from 0`;
}

/** --nvidia_gpu_devices; a failure is a sentence that fits after "cannot be '…': ". */
export function readIndices(names: readonly string[]): Result<void> {
  const odd = names.find((name) => !/^\d+$/u.test(name));
  if (odd !== undefined) return failure(`'${odd}' is no index of a GPU`);
  const isTwice = new Set(names.map(Number)).size < names.length;
  return isTwice ? failure('it contains duplicates') : ok(undefined);
}
