/** Probes, at most so many at a time; the others wait their turn. */
import type { Probe, ProbeOutcome, Prober } from '../environment.ts';

interface Waiting {
  readonly probe: Probe;
  readonly done: (outcome: ProbeOutcome) => void;
}

export class ProbeQueue {
  readonly #prober: Prober;
  readonly #mostAtOnce: number;
  readonly #waiting: Waiting[] = [];
  #runningCount = 0;

  constructor(prober: Prober, mostAtOnce: number) {
    this.#prober = prober;
    this.#mostAtOnce = mostAtOnce;
  }

  probe(probe: Probe, done: (outcome: ProbeOutcome) => void): void {
    this.#waiting.push({ probe, done });
    this.#startMore();
  }

  #startMore(): void {
    while (this.#runningCount < this.#mostAtOnce) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#runningCount++;
      this.#prober.probe(next.probe, (outcome) => {
        this.#runningCount--;
        next.done(outcome);
        this.#startMore();
      });
    }
  }
}
