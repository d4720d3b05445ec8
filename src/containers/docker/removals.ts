/**
 * Ended containers stay for a while, so that somebody can look at them (`docker logs`), and are then
 * removed. An engine that does not answer is asked again; what is left when the agent ends, the next
 * one finds and removes in its turn.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { DockerEngine } from './engine/engine.ts';

const retryMs = 10_000;

export class Removals {
  readonly #engine: DockerEngine;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(engine: DockerEngine, clock: Clock, log: Log) {
    this.#engine = engine;
    this.#clock = clock;
    this.#log = log;
  }

  after(delayMs: number, name: string): void {
    this.#clock.after(delayMs, () => void this.now(name));
  }

  async now(name: string): Promise<void> {
    const removed = await this.#engine.remove(name);
    if (removed.ok) return;
    this.#log.warning(`Cannot remove Docker container '${name}', trying again: ${removed.error}`);
    this.after(retryMs, name);
  }
}
