/**
 * posix/mem: tells what a container may use and uses of the memory; limits nothing.
 */
import { totalmem } from 'node:os';
import { ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Consumption, IsolatedContainer, Isolator, PartialStatistics } from '../isolator.ts';
import { findLimit, findScalar } from '../scalars.ts';

const bytesPerMegabyte = 2 ** 20;

export class PosixMemIsolator implements Isolator {
  readonly name = 'posix/mem';

  usage(
    container: IsolatedContainer,
    consumption: Consumption,
    done: (result: Result<PartialStatistics>) => void,
  ): void {
    done(ok(memStatistics(container, consumption)));
  }
}

export function memStatistics(
  { resources, limits }: Pick<IsolatedContainer, 'resources' | 'limits'>,
  { processCount, rssBytes }: Consumption,
): PartialStatistics {
  const requestMb = findScalar(resources, 'mem');
  const limitMb = findLimit(limits, 'mem', totalmem() / bytesPerMegabyte) ?? requestMb;
  const bytes = (megabytes: number): number => Math.round(megabytes * bytesPerMegabyte);
  return {
    ...(processCount > 0 && { mem_rss_bytes: rssBytes }),
    ...(limitMb !== undefined && { mem_limit_bytes: bytes(limitMb) }),
    ...(requestMb !== undefined && { mem_soft_limit_bytes: bytes(requestMb) }),
  };
}
