/**
 * cgroups/mem: a container that wants more memory than its limit is ended, and its task told why. The
 * request is what it is left with when memory is short (the soft limit).
 *
 * Nobody but the kernel sees the moment: it counts the processes of the cgroup that it killed, and a
 * look at that count now and then, and once more at the container's end, misses none. A
 * container in which one process was killed is not what its task believes it is: all of it is ended.
 */
import { writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import type { Clock } from '../../../foundation/clock.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerID, Resource } from '../../../protocol/generated/mesos.ts';
import type { Cgroups } from '../../cgroups/cgroups.ts';
import { findNumber } from '../../cgroups/figures.ts';
import { containerKey } from '../../container-id.ts';
import type { ContainerTermination } from '../../containerizer.ts';
import { CgroupIsolator } from '../cgroup-isolator.ts';
import type {
  Consumption,
  IsolatedContainer,
  IsolatorOptions,
  PartialStatistics,
} from '../isolator.ts';
import { memStatistics } from '../posix-mem/posix-mem.ts';
import { findScalar } from '../scalars.ts';
import { Protection } from './protection.ts';
import { readMemory } from './statistics.ts';

/** Often enough that a task learns of it soon; a look costs some 20 microseconds for each container. */
const oomPollMs = 1000;
const bytesPerMegabyte = 2 ** 20;
/** @compat less is not given to anybody. */
const leastBytes = 32 * bytesPerMegabyte;

export class CgroupsMemIsolator extends CgroupIsolator {
  readonly name = 'cgroups/mem';
  protected readonly subsystems = ['memory'] as const;
  readonly #clock: Clock;
  readonly #limitsSwap: boolean;
  readonly #watched = new Map<string, () => Promise<void>>();
  /** As it was last changed: what is watched is as it was at its launch. */
  readonly #latest = new Map<string, IsolatedContainer>();
  readonly #protection: Protection | undefined;
  #isPolling = false;

  constructor(
    cgroups: Cgroups,
    clock: Clock,
    options: Pick<IsolatorOptions, 'cgroups_limit_swap'>,
  ) {
    super(cgroups);
    this.#clock = clock;
    this.#limitsSwap = options.cgroups_limit_swap;
    this.#protection = this.isV2 ? new Protection(cgroups) : undefined;
  }

  protected override async setUp(container: IsolatedContainer): Promise<void> {
    await this.#writeRequest(container);
    const bytes = limitOf(container);
    await this.#write(container.id, this.#limitFile, bytes);
    await this.#limitSwap(container.id, bytes);
  }

  /** Version 1 limits memory and swap together, version 2 swap alone: there is to be none beside the memory. */
  async #limitSwap(id: ContainerID, bytes: number): Promise<void> {
    if (!this.#limitsSwap) return;
    if (!this.isV2) return this.#write(id, 'memory.memsw.limit_in_bytes', bytes);
    await this.#write(id, 'memory.swap.max', bytes === Infinity ? Infinity : 0);
  }

  get #limitFile(): string {
    return this.isV2 ? 'memory.max' : 'memory.limit_in_bytes';
  }

  async #writeRequest({ id, resources }: IsolatedContainer): Promise<void> {
    const bytes = requestOf(resources);
    await this.#write(id, this.isV2 ? 'memory.low' : 'memory.soft_limit_in_bytes', bytes);
    if (id.parent === undefined) await this.#protection?.set(containerKey(id), bytes);
  }

  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    const requests = containers
      .filter(({ id }) => id.parent === undefined)
      .map(({ id, resources }) => [containerKey(id), requestOf(resources)] as const);
    const written = this.#protection?.setAll(requests) ?? Promise.resolve();
    // What is not protected from others runs nevertheless; before the first container there is no such cgroup.
    void written.catch(() => undefined).then(() => done(ok(undefined)));
  }

  async #write(id: ContainerID, file: string, bytes: number): Promise<void> {
    const text = bytes === Infinity ? (this.isV2 ? 'max' : '-1') : String(bytes);
    await this.cgroups.write(id, 'memory', file, text);
  }

  /** Processes of a container that may take more than it asked for are the first to go. */
  isolate(container: IsolatedContainer, pid: number, done: (result: Result<void>) => void): void {
    const request = bytesOf(findScalar(container.resources, 'mem') ?? 0);
    if (container.id.parent !== undefined || limitOf(container) <= Math.max(request, leastBytes)) {
      return done(ok(undefined));
    }
    const score = Math.round(1000 - (1000 * request) / totalmem());
    writeFile(`/proc/${pid}/oom_score_adj`, String(Math.max(0, score))).then(
      () => done(ok(undefined)),
      (error: Error) => done(failure(`Cannot set the OOM score: ${error.message}`)),
    );
  }

  /**
   * The hard limit only grows: a smaller one would end what runs within the old. One that an operator
   * set is meant, and refused when more is in use.
   */
  protected override async apply(container: IsolatedContainer): Promise<void> {
    await this.#writeRequest(container);
    const bytes = limitOf(container);
    const text = await this.cgroups.read(container.id, 'memory', this.#limitFile);
    const current = text === undefined || text.startsWith('max') ? Infinity : Number(text);
    const isImposed = container.imposed?.['mem'] !== undefined;
    this.#latest.set(containerKey(container.id), container);
    if (bytes === current || (bytes < current && !isImposed)) return;
    if (bytes < current) return this.#lower(container.id, bytes);
    // Memory and swap together are never to be less than memory alone.
    await this.#limitSwap(container.id, bytes);
    await this.#write(container.id, this.#limitFile, bytes);
  }

  async #lower(id: ContainerID, bytes: number): Promise<void> {
    if (this.isV2) await this.#lowerVersion2(id, bytes);
    else {
      await this.#write(id, this.#limitFile, bytes).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'EBUSY' ? new Error(inUse) : error;
      });
    }
    await this.#limitSwap(id, bytes);
  }

  /** Version 1 refuses by itself what it cannot reclaim; version 2 would kill, but for the limit that only slows. */
  async #lowerVersion2(id: ContainerID, bytes: number): Promise<void> {
    await this.#write(id, 'memory.high', bytes);
    try {
      const used = Number(await this.cgroups.read(id, 'memory', 'memory.current'));
      if (used > bytes) throw new Error(inUse);
      await this.#write(id, this.#limitFile, bytes);
    } finally {
      await this.#write(id, 'memory.high', Infinity);
    }
  }

  watch(container: IsolatedContainer, onLimitation: (why: ContainerTermination) => void): void {
    const key = containerKey(container.id);
    this.#watched.set(key, async () => {
      const why = await this.#findOom(container);
      if (why === undefined || !this.#watched.delete(key)) return;
      onLimitation(why);
    });
    this.#pollLater();
  }

  #pollLater(): void {
    if (this.#isPolling || this.#watched.size === 0) return;
    this.#isPolling = true;
    this.#clock.after(oomPollMs, () => {
      const looks = [...this.#watched.values()].map((look) => look());
      void Promise.all(looks).then(() => {
        this.#isPolling = false;
        this.#pollLater();
      });
    });
  }

  findLimitation(
    container: IsolatedContainer,
    done: (why: ContainerTermination | undefined) => void,
  ): void {
    void this.#findOom(container).then(done);
  }

  async #findOom(container: IsolatedContainer): Promise<ContainerTermination | undefined> {
    const file = this.isV2 ? 'leaf/memory.events.local' : 'memory.oom_control';
    const killed = findNumber(await this.cgroups.read(container.id, 'memory', file), 'oom_kill');
    if (killed === undefined || killed === 0) return undefined;
    const { peakBytes, stat } = await readMemory(this.cgroups, container.id);
    const usedMb = Math.ceil((peakBytes ?? 0) / bytesPerMegabyte);
    const limit = limitOf(this.#latest.get(containerKey(container.id)) ?? container);
    const askedMb = limit === Infinity ? 'no limit' : `${limit / bytesPerMegabyte}MB`;
    return {
      state: 'TASK_FAILED',
      reason: 'REASON_CONTAINER_LIMITATION_MEMORY',
      message: `Memory limit exceeded: Requested: ${askedMb} Maximum Used: ${usedMb}MB\n\nMEMORY STATISTICS: \n${stat ?? ''}`,
      limitedResources: [{ name: 'mem', type: 'SCALAR', scalar: { value: usedMb } }],
    };
  }

  usage(
    container: IsolatedContainer,
    consumption: Consumption,
    done: (result: Result<PartialStatistics>) => void,
  ): void {
    void readMemory(this.cgroups, container.id).then(({ statistics }) => {
      done(ok({ ...memStatistics(container, consumption), ...statistics }));
    });
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    const key = containerKey(id);
    this.#watched.delete(key);
    this.#latest.delete(key);
    const released = this.#protection?.delete(key) ?? Promise.resolve();
    void released.catch(() => undefined).then(() => done(ok(undefined)));
  }
}

const inUse = 'the container uses more than that now';

function requestOf(resources: readonly Resource[]): number {
  return Math.max(leastBytes, bytesOf(findScalar(resources, 'mem') ?? 0));
}

function bytesOf(megabytes: number): number {
  return Math.round(megabytes * bytesPerMegabyte);
}

function limitOf({ resources, limits }: IsolatedContainer): number {
  const megabytes = limits?.['mem']?.value ?? findScalar(resources, 'mem') ?? 0;
  return Math.max(leastBytes, bytesOf(megabytes));
}
