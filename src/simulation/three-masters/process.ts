/**
 * A process that can be stopped and continued (SIGSTOP, a machine that swaps, a virtual machine that
 * moves) and that ends where it says so. While it stands still nothing of it runs: timers that come
 * due and messages that arrive wait, and come all at once when it goes on; the time has passed.
 *
 * Everything that runs in it goes through `run`: what calls `exit` does not come back from there.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { VirtualClock } from '../../foundation/virtual-clock.ts';

interface Waiting {
  readonly kind: 'timer' | 'message';
  readonly act: () => void;
  readonly refused: () => void;
}

class Exit extends Error {}

export class VirtualProcess {
  readonly clock: Clock;
  #state: 'running' | 'stopped' | 'dead' = 'running';
  #waiting: Waiting[] = [];

  constructor(clock: VirtualClock, machine: Pick<Clock, 'timestamp'>) {
    this.clock = {
      now: () => clock.now(),
      timestamp: () => machine.timestamp(),
      after: (delayMs, callback) => this.#after(clock, delayMs, callback),
    };
  }

  get isRunning(): boolean {
    return this.#state === 'running';
  }

  get isDead(): boolean {
    return this.#state === 'dead';
  }

  /** A message for it. `refused`: it died before it got there. */
  run(act: () => void, refused: () => void = () => undefined): void {
    this.#take({ kind: 'message', act, refused });
  }

  stop(): void {
    if (this.#state === 'running') this.#state = 'stopped';
  }

  /** Which of the two is looked at first is up to its event loop. */
  continue(first: Waiting['kind']): void {
    if (this.#state !== 'stopped') return;
    this.#state = 'running';
    const waiting = this.#waiting.splice(0);
    const isFirst = (one: Waiting): boolean => one.kind === first;
    for (const one of waiting.filter(isFirst)) this.#take(one);
    for (const one of waiting.filter((other) => !isFirst(other))) this.#take(one);
  }

  kill(): void {
    this.#state = 'dead';
    for (const { refused } of this.#waiting.splice(0)) refused();
  }

  /** Called from within: nothing of it happens any more. */
  exit(): never {
    this.kill();
    throw new Exit('the process has ended');
  }

  #after(clock: VirtualClock, delayMs: number, callback: () => void): Timer {
    let isCancelled = false;
    const timer = clock.after(delayMs, () => {
      const act = (): void => {
        if (!isCancelled) callback();
      };
      this.#take({ kind: 'timer', act, refused: () => undefined });
    });
    return {
      cancel: () => {
        isCancelled = true;
        timer.cancel();
      },
    };
  }

  #take(one: Waiting): void {
    if (this.#state === 'dead') return one.refused();
    if (this.#state === 'stopped') return void this.#waiting.push(one);
    try {
      one.act();
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
    }
  }
}
