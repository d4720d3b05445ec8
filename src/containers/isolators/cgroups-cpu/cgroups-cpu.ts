/**
 * cgroups/cpu: a container gets processor time by its share (1024 for each cpu) when processors are
 * short, and no more than its limit, if it has one. Without a limit of its own the request is the
 * limit where the operator says so (--cgroups_enable_cfs).
 */
import { ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import type { Cgroups } from '../../cgroups/cgroups.ts';
import { findNumber } from '../../cgroups/figures.ts';
import type { Subsystem } from '../../cgroups/hierarchy.ts';
import { CgroupIsolator } from '../cgroup-isolator.ts';
import type {
  Consumption,
  IsolatedContainer,
  IsolatorOptions,
  PartialStatistics,
} from '../isolator.ts';
import { cpuStatistics } from '../posix-cpu/posix-cpu.ts';
import { findScalar } from '../scalars.ts';

/** @compat as real agents set them. */
const sharesPerCpu = 1024;
const sharesPerRevocableCpu = 10;
const leastShares = 2;
const weightPerCpu = 100;
const weightPerRevocableCpu = 1;
/** More is refused by the kernel. */
const greatestWeight = 10_000;
const periodUs = 100_000;
const leastQuotaUs = 1000;

type CpuOptions = Pick<
  IsolatorOptions,
  'cgroups_enable_cfs' | 'revocable_cpu_low_priority' | 'cgroups_cpu_enable_pids_and_tids_count'
>;

export class CgroupsCpuIsolator extends CgroupIsolator {
  readonly name = 'cgroups/cpu';
  protected readonly subsystems: readonly Subsystem[];
  readonly #options: CpuOptions;

  constructor(cgroups: Cgroups, options: CpuOptions) {
    super(cgroups);
    this.subsystems = this.isV2 ? ['cpu'] : ['cpu', 'cpuacct'];
    this.#options = options;
  }

  protected override async apply({ id, resources, limits }: IsolatedContainer): Promise<void> {
    const { cgroups, isV2 } = this;
    const share = shareOf(resources, this.#options.revocable_cpu_low_priority, isV2);
    await cgroups.write(id, 'cpu', isV2 ? 'cpu.weight' : 'cpu.shares', String(share));
    const quotaUs = findQuotaUs({ resources, limits }, this.#options.cgroups_enable_cfs);
    if (isV2) {
      // @compat one that is not wanted any more is taken back, which version 1 does not do.
      const most = quotaUs === undefined || quotaUs === Infinity ? 'max' : String(quotaUs);
      return cgroups.write(id, 'cpu', 'cpu.max', `${most} ${periodUs}`);
    }
    if (quotaUs === undefined) return;
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

  async #count(
    { id }: IsolatedContainer,
    { processCount }: Consumption,
  ): Promise<PartialStatistics> {
    if (!this.#options.cgroups_cpu_enable_pids_and_tids_count) return {};
    return { processes: processCount, threads: await this.cgroups.threadCount(id) };
  }

  async #usage(container: IsolatedContainer, used: Consumption): Promise<PartialStatistics> {
    const stat = await this.cgroups.read(container.id, 'cpu', 'cpu.stat');
    const statistics = {
      ...cpuStatistics(container, used),
      ...(await this.#count(container, used)),
    };
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
  return isV2 ? Math.min(greatestWeight, Math.max(1, share)) : Math.max(leastShares, share);
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
