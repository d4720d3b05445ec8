/**
 * Who leads, as the configuration has it: what ZooKeeper says; or the one that the listed masters
 * name; or with both ZooKeeper, and the list as long as ZooKeeper names nobody.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import { unwrap } from '../../foundation/result.ts';
import type { DetectionWatcher, Detector } from '../../leadership/core/election.ts';
import { locateAsGiven } from '../../leadership/locate.ts';
import { makeMastersDetector, parseMasters } from '../../zookeeper/masters.ts';
import type { DnsConfig } from '../config/keys.ts';

/** As agents have it (--zk_session_timeout). */
const sessionTimeoutMs = 10_000;

export function detectorOf(
  { Zk, Masters, RefreshSeconds }: DnsConfig,
  tools: { readonly clock: Clock; readonly log: Log },
): Detector {
  const parts = { ...tools, locate: locateAsGiven, sessionTimeoutMs };
  const make = (text: string): Detector => makeMastersDetector(unwrap(parseMasters(text)), parts);
  if (Zk === '') return make(Masters.join(','));
  if (Masters.length === 0) return make(Zk);
  return new FallbackDetector(make(Zk), () => make(Masters.join(',')), {
    clock: tools.clock,
    patienceMs: RefreshSeconds * 1000,
  });
}

export class FallbackDetector implements Detector {
  readonly #first: Detector;
  readonly #makeSecond: () => Detector;
  readonly #clock: Clock;
  readonly #patienceMs: number;
  #second: Detector | undefined;
  #timer: Timer | undefined;

  constructor(
    first: Detector,
    makeSecond: () => Detector,
    { clock, patienceMs }: { readonly clock: Clock; readonly patienceMs: number },
  ) {
    this.#first = first;
    this.#makeSecond = makeSecond;
    this.#clock = clock;
    this.#patienceMs = patienceMs;
  }

  watch(watcher: DetectionWatcher): void {
    this.#wait(watcher);
    this.#first.watch({
      changed: (leader) => {
        this.#timer?.cancel();
        if (leader === undefined) this.#wait(watcher);
        else this.#closeSecond();
        watcher.changed(leader);
      },
      group: (masters) => watcher.group?.(masters),
      failed: (why) => watcher.failed(why),
    });
  }

  doubt(): void {
    this.#second?.doubt();
  }

  close(): void {
    this.#timer?.cancel();
    this.#closeSecond();
    this.#first.close();
  }

  #wait(watcher: DetectionWatcher): void {
    this.#closeSecond();
    this.#timer = this.#clock.after(this.#patienceMs, () => {
      this.#second = this.#makeSecond();
      this.#second.watch({
        changed: (leader) => watcher.changed(leader),
        // The first may still find somebody.
        failed: () => undefined,
      });
    });
  }

  #closeSecond(): void {
    this.#second?.close();
    this.#second = undefined;
  }
}
