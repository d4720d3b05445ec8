/**
 * cgroups/perf_event: with --perf_events, perf(1) counts events of containers for --perf_duration in every
 * --perf_interval, and their statistics tell the last sample. Without, a container has a cgroup and that is all.
 *
 * What always holds: one sample at a time; a container that has not been in one yet tells a duration of 0, as with Mesos.
 */
import type { Clock } from '../../../foundation/clock.ts';
import type { Log } from '../../../foundation/log.ts';
import { ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerID, PerfStatistics } from '../../../protocol/generated/mesos.ts';
import type { Cgroups } from '../../cgroups/cgroups.ts';
import { containerKey } from '../../container-id.ts';
import { CgroupIsolator } from '../cgroup-isolator.ts';
import type {
  Consumption,
  IsolatedContainer,
  IsolatorParts,
  PartialStatistics,
} from '../isolator.ts';
import { readEvents } from './counters.ts';
import { parsePerfOutput, separator } from './perf-output.ts';
import { samplePerf } from './perf.ts';
import type { PerfOptions, SampleRequest } from './perf.ts';

/** Of one perf: each is a descriptor for each processor. */
const mostCountersOfRun = 500;
/** At a time. Who does not fit in comes first in the next sample. */
const mostRuns = 8;

interface Sampled {
  readonly id: ContainerID;
  /** As perf is to be told. */
  readonly cgroup: string;
  statistics: PerfStatistics;
  /** When perf was last asked; 0: not yet. */
  askedAt: number;
}

type Sample = (request: SampleRequest) => Promise<Result<string>>;

export interface PerfEventParts extends Pick<IsolatorParts, 'clock' | 'log'> {
  readonly cgroups: Cgroups;
  readonly options: PerfOptions;
  /** Absent: by perf. */
  readonly sample?: Sample;
}

export class CgroupsPerfEventIsolator extends CgroupIsolator {
  readonly name = 'cgroups/perf_event';
  protected readonly subsystems = ['perf_event'] as const;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #sample: Sample;
  /** None: nothing is sampled. */
  readonly #events: readonly string[];
  readonly #durationMs: number;
  readonly #intervalMs: number;
  readonly #containers = new Map<string, Sampled>();
  #isWaiting = false;
  /** When a sample may begin. */
  #nextAt = 0;
  /** Named in the log. */
  readonly #unsupported = new Set<string>();

  constructor({ cgroups, options, clock, log, sample = samplePerf }: PerfEventParts) {
    super(cgroups);
    this.#clock = clock;
    this.#log = log;
    this.#sample = sample;
    const { perf_events: events } = options;
    this.#events = events === undefined ? [] : unwrap(readEvents(events));
    this.#durationMs = options.perf_duration;
    this.#intervalMs = options.perf_interval;
  }

  protected override setUp({ id }: IsolatedContainer): Promise<void> {
    this.#add(id);
    return Promise.resolve();
  }

  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    void this.#recover(containers).then(() => done(ok(undefined)));
  }

  /** Who has none is in that of the container around it, or older than this isolator. */
  async #recover(containers: readonly IsolatedContainer[]): Promise<void> {
    for (const { id } of containers) {
      if (await this.cgroups.has(id, 'perf_event')) this.#add(id);
    }
  }

  #add(id: ContainerID): void {
    const statistics = { timestamp: this.#clock.timestamp() / 1000, duration: 0 };
    const cgroup = this.cgroups.nameOf(id);
    this.#containers.set(containerKey(id), { id, cgroup, statistics, askedAt: 0 });
    if (cgroup.includes(separator) && this.#events.length > 0)
      this.#log.warning(`perf cannot tell the cgroup '${cgroup}' from two: it is not sampled`);
    this.#sampleLater();
  }

  #sampleLater(): void {
    if (this.#isWaiting || this.#events.length === 0 || this.#containers.size === 0) return;
    this.#isWaiting = true;
    this.#clock.after(this.#nextAt - this.#clock.now(), () => {
      this.#nextAt = this.#clock.now() + this.#intervalMs;
      void this.#sampleAll().then(() => {
        this.#isWaiting = false;
        this.#sampleLater();
      });
    });
  }

  async #sampleAll(): Promise<void> {
    const size = Math.max(1, Math.floor(mostCountersOfRun / this.#events.length));
    const due = (await this.#findDue()).slice(0, size * mostRuns);
    const runs: Sampled[][] = [];
    for (let i = 0; i < due.length; i += size) runs.push(due.slice(i, i + size));
    await Promise.all(runs.map((some) => this.#sampleSome(some)));
  }

  /** Who waited longest comes first. perf refuses all when one of the cgroups is gone. */
  async #findDue(): Promise<readonly Sampled[]> {
    const there: Sampled[] = [];
    for (const one of this.#containers.values()) {
      if (one.cgroup.includes(separator)) continue;
      if (await this.cgroups.has(one.id, 'perf_event')) there.push(one);
    }
    return there.toSorted((a, b) => a.askedAt - b.askedAt);
  }

  async #sampleSome(some: readonly Sampled[]): Promise<void> {
    const [events, durationMs] = [this.#events, this.#durationMs];
    const own = { timestamp: this.#clock.timestamp() / 1000, duration: durationMs / 1000 };
    for (const one of some) one.askedAt = this.#clock.now();
    const cgroups = some.map(({ cgroup }) => cgroup);
    const printed = await this.#sample({ events, cgroups, durationMs });
    const output = printed.ok ? parsePerfOutput(printed.value) : printed;
    if (!output.ok) {
      this.#log.error(`Failed to get the perf sample: ${output.error}; the next one is tried`);
      return;
    }
    for (const event of output.value.unsupported) this.#tellUnsupported(event);
    for (const one of some) {
      const counters = output.value.countersByCgroup.get(one.cgroup);
      if (counters !== undefined) one.statistics = { ...own, ...counters };
    }
  }

  /** Once: it does not change. */
  #tellUnsupported(event: string): void {
    if (this.#unsupported.has(event)) return;
    this.#unsupported.add(event);
    this.#log.warning(`This machine cannot count '${event}' of --perf_events: it is left out`);
  }

  usage(
    { id }: IsolatedContainer,
    _consumption: Consumption,
    done: (result: Result<PartialStatistics>) => void,
  ): void {
    const known = this.#containers.get(containerKey(id));
    done(ok(known === undefined ? {} : { perf: known.statistics }));
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    this.#containers.delete(containerKey(id));
    done(ok(undefined));
  }
}
