/**
 * cgroups/cpu: a container gets processor time by its share (1024 for each cpu) when processors are
 * short, and no more than its limit, if it has one. Without a limit of its own the request is the
 * limit where the operator says so (--cgroups_enable_cfs).
 *
 * Nested containers are in their parent's share, unless they asked for a cgroup of their own.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import type { Cgroups } from '../../cgroups/cgroups.ts';
import { findNumber } from '../../cgroups/figures.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import type {
  Consumption,
  IsolatedContainer,
  Isolator,
  IsolatorOptions,
  PartialStatistics,
  Preparation,
} from '../isolator.ts';
import { cpuStatistics } from '../posix-cpu/posix-cpu.ts';
import { findScalar } from '../scalars.ts';

/** @compat as real agents set them. */
const sharesPerCpu = 1024;
const sharesPerRevocableCpu = 10;
const leastShares = 2;
const weightPerCpu = 100;
const weightPerRevocableCpu = 1;
const periodUs = 100_000;
const leastQuotaUs = 1000;

type CpuOptions = Pick<IsolatorOptions, 'cgroups_enable_cfs' | 'revocable_cpu_low_priority'>;

export class CgroupsCpuIsolator implements Isolator {
  readonly name = 'cgroups/cpu';
  readonly #cgroups: Cgroups;
  readonly #options: CpuOptions;

  constructor(cgroups: Cgroups, options: CpuOptions) {
    this.#cgroups = cgroups;
    this.#options = options;
  }

  prepare(
    container: IsolatedContainer,
    { container: info }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const isOwn = container.id.parent === undefined || info?.linux_info?.share_cgroups === false;
    if (!isOwn) return done(ok({}));
    this.#prepare(container).then(
      () => done(ok({})),
      (error: Error) => done(failure(`Cannot make the cgroup of the container: ${error.message}`)),
    );
  }

  async #prepare(container: IsolatedContainer): Promise<void> {
    await this.#cgroups.make(container.id, 'cpu');
    if (this.#cgroups.hierarchy.version === 1) await this.#cgroups.make(container.id, 'cpuacct');
    await this.#apply(container);
  }

  update(container: IsolatedContainer, done: (result: Result<void>) => void): void {
    if (container.id.parent !== undefined) return done(ok(undefined));
    this.#apply(container).then(
      () => done(ok(undefined)),
      (error: Error) =>
        done(failure(`Cannot change the share of the processors: ${error.message}`)),
    );
  }

  async #apply({ id, resources, limits }: IsolatedContainer): Promise<void> {
    const cgroups = this.#cgroups;
    const isV2 = cgroups.hierarchy.version === 2;
    const share = shareOf(resources, this.#options.revocable_cpu_low_priority, isV2);
    await cgroups.write(id, 'cpu', isV2 ? 'cpu.weight' : 'cpu.shares', String(share));
    const quotaUs = findQuotaUs({ resources, limits }, this.#options.cgroups_enable_cfs);
    if (quotaUs === undefined) return;
    if (isV2) {
      const most = quotaUs === Infinity ? 'max' : String(quotaUs);
      return cgroups.write(id, 'cpu', 'cpu.max', `${most} ${periodUs}`);
    }
    await cgroups.write(id, 'cpu', 'cpu.cfs_period_us', String(periodUs));
    const most = quotaUs === Infinity ? '-1' : String(quotaUs);
    await cgroups.write(id, 'cpu', 'cpu.cfs_quota_us', most);
  }

  usage(
    container: IsolatedContainer,
    consumption: Consumption,
    done: (result: Result<PartialStatistics>) => void,
  ): void {
    void this.#usage(container, consumption).then((usage) => done(ok(usage)));
  }

  async #usage(container: IsolatedContainer, used: Consumption): Promise<PartialStatistics> {
    const stat = await this.#cgroups.read(container.id, 'cpu', 'cpu.stat');
    const statistics = cpuStatistics(container, used);
    const quotaUs = findQuotaUs(container, this.#options.cgroups_enable_cfs);
    if (quotaUs === undefined || quotaUs === Infinity) return statistics;
    return { ...statistics, cpus_limit: quotaUs / periodUs, ...throttling(stat) };
  }
}

/** Version 1 counts nanoseconds, version 2 microseconds. */
function throttling(stat: string | undefined): PartialStatistics {
  const [periods, throttled] = [findNumber(stat, 'nr_periods'), findNumber(stat, 'nr_throttled')];
  const [ns, us] = [findNumber(stat, 'throttled_time'), findNumber(stat, 'throttled_usec')];
  const seconds = ns !== undefined ? ns / 1e9 : us !== undefined ? us / 1e6 : undefined;
  return {
    ...(periods !== undefined && { cpus_nr_periods: periods }),
    ...(throttled !== undefined && { cpus_nr_throttled: throttled }),
    ...(seconds !== undefined && { cpus_throttled_time_secs: seconds }),
  };
}

function shareOf(resources: readonly Resource[], isLowPriority: boolean, isV2: boolean): number {
  const isRevocable = resources.some(({ name, revocable }) => name === 'cpus' && revocable);
  const isLow = isLowPriority && isRevocable;
  const low = isV2 ? weightPerRevocableCpu : sharesPerRevocableCpu;
  const perCpu = isLow ? low : isV2 ? weightPerCpu : sharesPerCpu;
  const share = Math.floor(perCpu * (findScalar(resources, 'cpus') ?? 0));
  return Math.max(isV2 ? 1 : leastShares, share);
}

/** Of each period; Infinity: as much as there is; undefined: nobody wants one. */
function findQuotaUs(
  { resources, limits }: Pick<IsolatedContainer, 'resources' | 'limits'>,
  isRequestTheLimit: boolean,
): number | undefined {
  const request = isRequestTheLimit ? findScalar(resources, 'cpus') : undefined;
  const cpus = limits?.['cpus']?.value ?? request;
  if (cpus === undefined || cpus === Infinity) return cpus;
  return Math.max(leastQuotaUs, Math.round(cpus * periodUs));
}
