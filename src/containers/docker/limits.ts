/**
 * What a container may use, in Mesos' numbers: shares and quota of the processors, memory and what is
 * reserved of it. The same when a container is made and when it is changed.
 */
import { totalmem } from 'node:os';
import type { Resource } from '../../protocol/generated/mesos.ts';
import type { ResourceLimits } from '../containerizer.ts';
import { findScalar } from '../isolators/scalars.ts';
import type { ResourceSpec } from './engine/spec.ts';

/** @compat as real agents set them. */
const sharesPerCpu = 1024;
const leastShares = 2;
export const periodUs = 100_000;
const leastQuotaUs = 1000;
const mebibyte = 1024 * 1024;
export const leastMemoryBytes = 32 * mebibyte;

export interface Wanted {
  readonly resources: readonly Resource[];
  readonly limits?: ResourceLimits | undefined;
}

export type LimitSpec = ResourceSpec & { OomScoreAdj?: number };

/** `isRequestTheLimit`: --cgroups_enable_cfs. */
export function limitsOf(wanted: Wanted, isRequestTheLimit: boolean): LimitSpec {
  return { ...cpuSpec(wanted, isRequestTheLimit), ...memorySpec(wanted) };
}

function cpuSpec({ resources, limits }: Wanted, isRequestTheLimit: boolean): LimitSpec {
  const request = findScalar(resources, 'cpus');
  const most = limits?.['cpus']?.value ?? (isRequestTheLimit ? request : undefined);
  const spec: LimitSpec = {};
  if (request !== undefined) {
    spec.CpuShares = Math.max(leastShares, Math.floor(sharesPerCpu * request));
  }
  if (most !== undefined && most !== Infinity) {
    spec.CpuPeriod = periodUs;
    spec.CpuQuota = Math.max(leastQuotaUs, Math.floor(periodUs * most));
  }
  return spec;
}

function memorySpec({ resources, limits }: Wanted): LimitSpec {
  const request = findScalar(resources, 'mem');
  const requestBytes = request === undefined ? undefined : bytesOf(request);
  const limit = limits?.['mem']?.value;
  if (limit === undefined) return requestBytes === undefined ? {} : { Memory: requestBytes };
  const spec: LimitSpec = {};
  if (limit !== Infinity) spec.Memory = bytesOf(Math.floor(limit));
  if (request === undefined || requestBytes === undefined) return spec;
  spec.MemoryReservation = requestBytes;
  if (request < limit) spec.OomScoreAdj = oomScore(request * mebibyte);
  return spec;
}

/** Who asks for much and uses more is the last to be killed of those who use more. */
function oomScore(requestBytes: number): number {
  const share = Math.floor((1000 * requestBytes) / totalmem());
  return Math.min(999, Math.max(2, 1000 - share));
}

function bytesOf(megabytes: number): number {
  return Math.max(leastMemoryBytes, Math.round(megabytes * mebibyte));
}
