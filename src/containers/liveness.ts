/**
 * Processes that are nobody's child are looked at now and then: are they still there? An agent that has taken
 * over hundreds of containers does so for all of them, so the looks share a timer, and are taken for a few
 * milliseconds in a turn of the event loop.
 */

/** Others get their turn after so long. */
const turnMs = 4;

type Look = () => void;

export class Liveness {
  readonly #pollMs: number;
  readonly #looks = new Set<Look>();
  #due: Look[] = [];
  #isWorking = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(pollMs: number) {
    this.#pollMs = pollMs;
  }

  /** Looks soon, for what is past by now, and again each interval, until `remove`. */
  add(look: Look): void {
    this.#looks.add(look);
    this.#due.push(look);
    this.#workSoon();
    this.#timer ??= setInterval(() => this.#lookAtAll(), this.#pollMs).unref();
  }

  remove(look: Look): void {
    this.#looks.delete(look);
    if (this.#looks.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #lookAtAll(): void {
    if (this.#due.length > 0) return; // the last round goes on
    this.#due = [...this.#looks];
    this.#workSoon();
  }

  #workSoon(): void {
    if (this.#isWorking || this.#due.length === 0) return;
    this.#isWorking = true;
    setImmediate(() => this.#work());
  }

  #work(): void {
    const endMs = performance.now() + turnMs;
    let done = 0;
    while (done < this.#due.length && performance.now() < endMs) {
      const look = this.#due[done++]!;
      if (this.#looks.has(look)) look();
    }
    this.#due = this.#due.slice(done);
    this.#isWorking = false;
    this.#workSoon();
  }
}
