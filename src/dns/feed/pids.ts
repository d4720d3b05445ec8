/**
 * Where schedulers of the older API listen: the event stream does not say, the master's summary does.
 * It is asked for once after each subscription, and when frameworks come, not more often than names
 * of hosts are looked up.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { FrameworkId } from '../../protocol/ids.ts';
import type { OperatorApi } from './stream.ts';
import { operatorPath } from './subscription.ts';

export interface PidWatchParts {
  readonly api: OperatorApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly leastIntervalMs: number;
  readonly found: (pids: ReadonlyMap<FrameworkId, string>) => void;
}

export class PidWatch {
  readonly #parts: PidWatchParts;
  #url: string | undefined;
  #timer: Timer | undefined;
  #askedMs = -Infinity;

  constructor(parts: PidWatchParts) {
    this.#parts = parts;
  }

  moveTo(url: string): void {
    this.#url = url.slice(0, -operatorPath.length);
    this.#askedMs = -Infinity;
    this.look();
  }

  look(): void {
    if (this.#timer !== undefined || this.#url === undefined) return;
    const { clock, leastIntervalMs } = this.#parts;
    const delayMs = Math.max(0, this.#askedMs + leastIntervalMs - clock.now());
    this.#timer = clock.after(delayMs, () => {
      this.#timer = undefined;
      this.#askedMs = clock.now();
      void this.#ask();
    });
  }

  close(): void {
    this.#timer?.cancel();
    this.#url = undefined;
  }

  async #ask(): Promise<void> {
    const url = this.#url;
    if (url === undefined) return;
    const answer = await this.#parts.api.getJson(`${url}/state-summary`);
    if (url !== this.#url) return;
    if (answer.ok) this.#parts.found(pidsOf(answer.value));
    else this.#parts.log.warning(`Schedulers' addresses are not known: ${answer.error}`);
  }
}

function pidsOf(summary: unknown): ReadonlyMap<FrameworkId, string> {
  const { frameworks } = summary as { frameworks?: readonly { id?: string; pid?: string }[] };
  const pids = new Map<FrameworkId, string>();
  for (const { id, pid } of frameworks ?? []) {
    const place = pid?.split('@')[1];
    if (id !== undefined && place !== undefined) pids.set(id, place);
  }
  return pids;
}
