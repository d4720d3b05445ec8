/** Clients of a pretend ensemble on a virtual clock. */
import { type Log, silentLog } from '../../foundation/log.ts';
import { SeededRandom } from '../../foundation/random.ts';
import { VirtualClock } from '../../foundation/virtual-clock.ts';
import { PretendWire } from '../pretend/pretend-wire.ts';
import { PretendZooKeeper } from '../pretend/service.ts';
import { ZooKeeperClient } from './client.ts';
import type { ZooKeeperResult } from './errors.ts';

export interface PretendClient {
  readonly client: ZooKeeperClient;
  readonly wire: PretendWire;
  readonly states: string[];
}

export class PretendEnsemble {
  readonly clock = new VirtualClock(0);
  readonly service = new PretendZooKeeper(this.clock);
  readonly #random: SeededRandom;
  readonly #longestDelayMs: number;

  constructor(seed = 1, longestDelayMs = 5) {
    this.#random = new SeededRandom(seed);
    this.#longestDelayMs = longestDelayMs;
  }

  client({ chroot = '', timeoutMs = 6000, log = silentLog as Log } = {}): PretendClient {
    const { clock, service } = this;
    const random = this.#random;
    const wire = new PretendWire({ clock, random, service, longestDelayMs: this.#longestDelayMs });
    const servers = [1, 2, 3].map((number) => ({ host: `zk${number}`, port: 2181 }));
    const client = new ZooKeeperClient({
      clock,
      random,
      log,
      wire,
      servers,
      chroot,
      timeoutMs,
      credentials: [],
    });
    wire.serve(client.session);
    const states: string[] = [];
    client.onState((state) => states.push(state));
    client.session.start();
    return { client, wire, states };
  }

  pass(ms: number): void {
    const untilMs = this.clock.now() + ms;
    while (this.clock.step(untilMs));
  }

  /** The answer, which comes within a second. */
  ask<T>(start: (done: (result: ZooKeeperResult<T>) => void) => void): ZooKeeperResult<T> {
    let answer: ZooKeeperResult<T> | undefined;
    start((result) => (answer = result));
    this.pass(1000);
    if (answer === undefined) throw new Error('there was no answer');
    return answer;
  }
}
