/**
 * disk/du: how much disk a container has in its sandbox, and in each of its persistent volumes, counted
 * now and then by du(1); where the operator wants it, one that has more than it asked for is ended.
 * What is nested in a container counts for the container. Links are not followed, so volumes of the launcher posix
 * do not count twice.
 *
 * One du runs at a time: several would only move the disk's head between them.
 */
import { execFile } from 'node:child_process';
import { formatBytes } from '../../../foundation/units/bytes.ts';
import { ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Clock } from '../../../foundation/clock.ts';
import type { Log } from '../../../foundation/log.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { containerKey } from '../../container-id.ts';
import type { ContainerTermination } from '../../containerizer.ts';
import { volumePlace } from '../../persistent-volumes.ts';
import type {
  Consumption,
  IsolatedContainer,
  Isolator,
  IsolatorOptions,
  IsolatorParts,
  PartialStatistics,
} from '../isolator.ts';
import { findScalar } from '../scalars.ts';

const bytesPerMegabyte = 2 ** 20;
/** A du of millions of files takes long; one that hangs on a network disk must not stop all others. */
const duTimeoutMs = 10 * 60_000;

/** A directory whose content is counted. */
interface Counted {
  readonly path: string;
  /** What was asked for; undefined: nothing. */
  readonly quotaBytes: number | undefined;
  readonly quota: readonly Resource[];
  /** Undefined: not known yet. */
  usedBytes: number | undefined;
}

interface Known {
  counted: readonly Counted[];
  onLimitation: ((why: ContainerTermination) => void) | undefined;
}

type Measure = (path: string) => Promise<number | undefined>;

export class DiskDuIsolator implements Isolator {
  readonly name = 'disk/du';
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #options: IsolatorOptions;
  readonly #measure: Measure;
  readonly #containers = new Map<string, Known>();
  #isWaiting = false;

  constructor(
    { clock, log, options }: Omit<IsolatorParts, 'root'>,
    measure: Measure = measureByDu,
  ) {
    this.#clock = clock;
    this.#log = log;
    this.#options = options;
    this.#measure = measure;
  }

  watch(container: IsolatedContainer, onLimitation: (why: ContainerTermination) => void): void {
    if (container.id.parent !== undefined) return;
    const counted = this.#countedOf(container, []);
    this.#containers.set(containerKey(container.id), { counted, onLimitation });
    this.#lookLater();
  }

  update(container: IsolatedContainer, done: (result: Result<void>) => void): void {
    const known = this.#containers.get(containerKey(container.id));
    if (known !== undefined) known.counted = this.#countedOf(container, known.counted);
    done(ok(undefined));
  }

  /** Figures that are known already are kept. */
  #countedOf({ directory, resources }: IsolatedContainer, before: readonly Counted[]): Counted[] {
    const own = resources.filter((one) => one.name === 'disk' && !one.disk?.persistence);
    const wanted: Omit<Counted, 'usedBytes'>[] = [quotaOf(directory, own)];
    for (const resource of resources) {
      if (resource.disk?.persistence === undefined) continue;
      const place = volumePlace(this.#options.work_dir, resource);
      if (place.ok) wanted.push(quotaOf(place.value.path, [resource]));
    }
    return wanted.map((one) => ({
      ...one,
      usedBytes: before.find(({ path }) => path === one.path)?.usedBytes,
    }));
  }

  #lookLater(): void {
    if (this.#isWaiting || this.#containers.size === 0) return;
    this.#isWaiting = true;
    this.#clock.after(this.#options.container_disk_watch_interval, () => {
      void this.#look().then(() => {
        this.#isWaiting = false;
        this.#lookLater();
      });
    });
  }

  async #look(): Promise<void> {
    for (const [key, known] of [...this.#containers]) {
      for (const { path } of known.counted) {
        if (this.#containers.get(key) !== known) break; // it has ended meanwhile
        const usedBytes = await this.#measure(path);
        // The resources may have changed meanwhile.
        const counted = known.counted.find((one) => one.path === path);
        if (usedBytes === undefined) this.#log.warning(`Cannot count what is in '${path}' with du`);
        else if (counted !== undefined) this.#judge(known, counted, usedBytes);
      }
    }
  }

  #judge(known: Known, counted: Counted, usedBytes: number): void {
    counted.usedBytes = usedBytes;
    const { quotaBytes, quota } = counted;
    if (!this.#options.enforce_container_disk_quota || quotaBytes === undefined) return;
    // A disk of its own is full when it is full.
    if (usedBytes <= quotaBytes || quota.some(({ disk }) => disk?.source?.type === 'MOUNT')) return;
    const tell = known.onLimitation;
    known.onLimitation = undefined;
    tell?.({
      state: 'TASK_FAILED',
      reason: 'REASON_CONTAINER_LIMITATION_DISK',
      message: `Disk usage (${formatBytes(usedBytes)}) exceeds quota (${formatBytes(quotaBytes)})`,
      limitedResources: quota,
    });
  }

  usage(
    { id }: IsolatedContainer,
    _consumption: Consumption,
    done: (result: Result<PartialStatistics>) => void,
  ): void {
    const [sandbox, ...volumes] = this.#containers.get(containerKey(id))?.counted ?? [];
    if (sandbox === undefined) return done(ok({}));
    const disk_statistics = volumes.map((volume) => ({
      ...(volume.quota[0]!.disk!.source && { source: volume.quota[0]!.disk!.source }),
      persistence: volume.quota[0]!.disk!.persistence!,
      ...figures(volume, 'limit_bytes', 'used_bytes'),
    }));
    const own = figures(sandbox, 'disk_limit_bytes', 'disk_used_bytes');
    const whole = figures(sandbox, 'limit_bytes', 'used_bytes');
    done(ok({ ...own, disk_statistics: [...disk_statistics, whole] }));
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    this.#containers.delete(containerKey(id));
    done(ok(undefined));
  }
}

function quotaOf(path: string, quota: readonly Resource[]): Omit<Counted, 'usedBytes'> {
  const megabytes = findScalar(quota, 'disk');
  const quotaBytes = megabytes === undefined ? undefined : Math.round(megabytes * bytesPerMegabyte);
  return { path, quota, quotaBytes };
}

function figures(
  { quotaBytes, usedBytes }: Counted,
  limitName: string,
  usedName: string,
): { readonly [name: string]: number } {
  return {
    ...(quotaBytes !== undefined && { [limitName]: quotaBytes }),
    ...(usedBytes !== undefined && { [usedName]: usedBytes }),
  };
}

/** In blocks that are used, as quotas of disks count. Files may come and go meanwhile, so an error says little. */
function measureByDu(path: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    execFile('du', ['-k', '-s', '--', path], { timeout: duTimeoutMs }, (_error, stdout) => {
      const kilobytes = /^(\d+)\s/u.exec(stdout)?.[1];
      resolve(kilobytes === undefined ? undefined : Number(kilobytes) * 1024);
    });
  });
}
