/**
 * network/ports: looks now and then whether containers listen on ports of the machine that were not given to
 * them. One that does is named in the log, once for the same ports, and with --enforce_container_ports it is ended.
 * Ports belong to the outermost container: what is nested in it listens on its behalf.
 *
 * Containers in networks of their own listen in another namespace, and are never seen here.
 */
import type { Clock } from '../../../foundation/clock.ts';
import type { Log } from '../../../foundation/log.ts';
import { failure, ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerID, Resource } from '../../../protocol/generated/mesos.ts';
import {
  containsRanges,
  emptyRanges,
  equalRanges,
  normalizeRanges,
  rangesText,
  subtractRanges,
} from '../../../resources/ranges.ts';
import type { Ranges } from '../../../resources/ranges.ts';
import { parseValue } from '../../../resources/value-text.ts';
import type { Cgroups } from '../../cgroups/cgroups.ts';
import { containerKey, rootContainerId } from '../../container-id.ts';
import type { ContainerConfig, ContainerTermination } from '../../containerizer.ts';
import type {
  IsolatedContainer,
  Isolator,
  IsolatorOptions,
  IsolatorParts,
  Preparation,
} from '../isolator.ts';
import { portsOfProcess, readListeners } from './listeners.ts';

/** @compat as of real agents. */
const usualWatchIntervalMs = 30_000;
const greatestPort = 65_535;

export type PortsOptions = Pick<
  IsolatorOptions,
  'container_ports_watch_interval' | 'enforce_container_ports' | 'container_ports_isolated_range'
>;

/** --container_ports_isolated_range; a failure is a sentence that fits after "cannot be '…': ". */
export function readPortRange(text: string): Result<Ranges> {
  const value = parseValue(text);
  if (!value.ok) return value;
  const { ranges } = value.value;
  if (ranges === undefined) return failure('it must be ranges such as [1024-32767]');
  const ports = rangesOf(ranges.range ?? []);
  if (ports.some((port) => port > greatestPort)) return failure(`ports end at ${greatestPort}`);
  return ok(ports);
}

type Pairs = readonly { readonly begin: number | bigint; readonly end: number | bigint }[];

function rangesOf(pairs: Pairs): Ranges {
  return normalizeRanges(pairs.flatMap(({ begin, end }) => [Number(begin), Number(end)]));
}

function portsOf(resources: readonly Resource[]): Ranges {
  const ports = resources.filter(({ name }) => name === 'ports');
  return rangesOf(ports.flatMap(({ ranges }) => ranges?.range ?? []));
}

interface Root {
  allocated: Ranges;
  onLimitation: ((why: ContainerTermination) => void) | undefined;
}

interface Member {
  readonly id: ContainerID;
  /** What it listened on when that was told in the log. */
  told: Ranges;
}

export class NetworkPortsIsolator implements Isolator {
  readonly name = 'network/ports';
  readonly #cgroups: Cgroups;
  readonly #options: PortsOptions;
  readonly #clock: Clock;
  readonly #log: Log;
  /** Only these matter; undefined: all. */
  readonly #isolated: Ranges | undefined;
  readonly #roots = new Map<string, Root>();
  readonly #members = new Map<string, Member>();
  #isWaiting = false;

  constructor(
    cgroups: Cgroups,
    {
      options,
      clock,
      log,
    }: Pick<IsolatorParts, 'clock' | 'log'> & { readonly options: PortsOptions },
  ) {
    this.#cgroups = cgroups;
    this.#options = options;
    this.#clock = clock;
    this.#log = log;
    const range = options.container_ports_isolated_range;
    this.#isolated = range === undefined ? undefined : unwrap(readPortRange(range));
  }

  prepare(
    container: IsolatedContainer,
    _config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    this.#add(container);
    done(ok({}));
  }

  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    for (const container of containers) this.#add(container);
    done(ok(undefined));
  }

  #add({ id, resources }: IsolatedContainer): void {
    const key = containerKey(id);
    this.#members.set(key, { id, told: emptyRanges });
    if (id.parent !== undefined) return;
    this.#roots.set(key, { allocated: portsOf(resources), onLimitation: undefined });
  }

  watch({ id }: IsolatedContainer, onLimitation: (why: ContainerTermination) => void): void {
    const root = this.#roots.get(containerKey(id));
    if (root !== undefined) root.onLimitation = onLimitation;
    this.#lookLater();
  }

  update({ id, resources }: IsolatedContainer, done: (result: Result<void>) => void): void {
    const root = this.#roots.get(containerKey(id));
    if (root !== undefined) root.allocated = portsOf(resources);
    done(ok(undefined));
  }

  #lookLater(): void {
    if (this.#isWaiting || this.#members.size === 0) return;
    this.#isWaiting = true;
    const intervalMs = this.#options.container_ports_watch_interval ?? usualWatchIntervalMs;
    this.#clock.after(intervalMs, () => {
      void this.#look()
        .catch((error: Error) =>
          this.#log.error(`Failed to query listening sockets: ${error.message}`),
        )
        .then(() => {
          this.#isWaiting = false;
          this.#lookLater();
        });
    });
  }

  async #look(): Promise<void> {
    const listeners = await readListeners('/');
    if (listeners.size === 0) return;
    for (const [key, member] of [...this.#members]) {
      const ports: number[] = [];
      for (const pid of await this.#cgroups.members(member.id))
        ports.push(...(await portsOfProcess('/', pid, listeners)));
      const own = this.#isolated;
      const counted = ports.filter(
        (port) => own === undefined || containsRanges(own, [port, port]),
      );
      // It may have ended meanwhile.
      if (this.#members.get(key) !== member) continue;
      this.#judge(member, normalizeRanges(counted.flatMap((port) => [port, port])));
    }
  }

  #judge(member: Member, ports: Ranges): void {
    const root = this.#roots.get(containerKey(rootContainerId(member.id)));
    if (root === undefined || containsRanges(root.allocated, ports)) return;
    const excess = subtractRanges(ports, root.allocated);
    const message = `Container ${containerKey(member.id)} is listening on unallocated port(s): ${rangesText(excess)}`;
    if (!equalRanges(member.told, ports)) this.#log.info(message);
    member.told = ports;
    if (this.#options.enforce_container_ports !== true) return;
    const tell = root.onLimitation;
    root.onLimitation = undefined;
    tell?.({
      state: 'TASK_FAILED',
      reason: 'REASON_CONTAINER_LIMITATION',
      message,
      limitedResources: [{ name: 'ports', type: 'RANGES', ranges: { range: pairsOf(excess) } }],
    });
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    this.#members.delete(containerKey(id));
    this.#roots.delete(containerKey(id));
    done(ok(undefined));
  }
}

function pairsOf(ranges: Ranges): { begin: number; end: number }[] {
  const pairs: { begin: number; end: number }[] = [];
  for (let i = 0; i < ranges.length; i += 2) pairs.push({ begin: ranges[i]!, end: ranges[i + 1]! });
  return pairs;
}
