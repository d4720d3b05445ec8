/**
 * posix/cpu: tells what a container may use and has used of the processors; limits nothing.
 * `cpus_limit` appears only for an explicit limit, of an infinite one it is all there are; the request is the soft one.
 */
import { availableParallelism } from 'node:os';
import { ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Consumption, IsolatedContainer, Isolator, PartialStatistics } from '../isolator.ts';
import { findLimit, findScalar } from '../scalars.ts';

export class PosixCpuIsolator implements Isolator {
  readonly name = 'posix/cpu';

  usage(
    container: IsolatedContainer,
    consumption: Consumption,
    done: (result: Result<PartialStatistics>) => void,
  ): void {
    done(ok(cpuStatistics(container, consumption)));
  }
}

export function cpuStatistics(
  { resources, limits }: Pick<IsolatedContainer, 'resources' | 'limits'>,
  { processCount, userTimeSecs, systemTimeSecs }: Consumption,
): PartialStatistics {
  const request = findScalar(resources, 'cpus');
  const limit = findLimit(limits, 'cpus', availableParallelism());
  return {
    ...(processCount > 0 && {
      cpus_user_time_secs: userTimeSecs,
      cpus_system_time_secs: systemTimeSecs,
    }),
    ...(limit !== undefined && { cpus_limit: limit }),
    ...(request !== undefined && { cpus_soft_limit: request }),
  };
}
