/**
 * Counts the processes of apps on this machine, again and again, and notes when there are fewer or more
 * than was promised. Each app sleeps for a time of its own, by which its processes are known.
 */
import { readFileSync, readdirSync } from 'node:fs';

export interface CapacityPromise {
  readonly atLeast: number;
  readonly atMost: number;
}

const countEveryMs = 100;
/** Nobody else sleeps so long. */
const shortestSleepSecs = 1_000_000_000;

export class Census {
  readonly broken: string[] = [];
  readonly #base = shortestSleepSecs + process.pid * 100;
  readonly #promises = new Map<number, CapacityPromise>();
  readonly #timer = setInterval(() => this.#count(), countEveryMs);

  commandOf(app: number): string {
    return `exec sleep ${this.#base + app}`;
  }

  /** From now on. */
  promise(app: number, promised: CapacityPromise): void {
    this.#promises.set(app, promised);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #count(): void {
    const counts = new Map<string, number>();
    for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
      const [command, seconds] = commandLineOf(name);
      if (command === 'sleep') counts.set(seconds ?? '', (counts.get(seconds ?? '') ?? 0) + 1);
    }
    for (const [app, { atLeast, atMost }] of this.#promises) {
      const count = counts.get(String(this.#base + app)) ?? 0;
      if (count >= atLeast && count <= atMost) continue;
      this.broken.push(`app-${app} has ${count} processes, ${atLeast} to ${atMost} are promised`);
    }
  }
}

function commandLineOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
  } catch {
    // It ended meanwhile.
    return [];
  }
}
