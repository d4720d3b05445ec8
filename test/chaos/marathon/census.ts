/**
 * Counts the processes of apps on this machine, again and again, and notes when there are fewer or more
 * than was promised. Each app sleeps for a time of its own, by which its processes are known, and
 * each version has a round in its environment.
 */
import { readFileSync, readdirSync } from 'node:fs';

export interface CapacityPromise {
  readonly atLeast: number;
  readonly atMost: number;
}

const countEveryMs = 100;
/** Nobody else sleeps so long. */
const shortestSleepSecs = 1_000_000_000;
const roundPrefix = 'ROUND=';

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

  /** Of which rounds the processes of an app are, one for each process. */
  roundsOf(app: number): readonly string[] {
    const pids = this.#processes().get(String(this.#base + app)) ?? [];
    return pids.flatMap((pid) => {
      const variable = wordsOf(pid, 'environ').find((each) => each.startsWith(roundPrefix));
      return variable === undefined ? [] : [variable.slice(roundPrefix.length)];
    });
  }

  #count(): void {
    const processes = this.#processes();
    for (const [app, { atLeast, atMost }] of this.#promises) {
      const count = processes.get(String(this.#base + app))?.length ?? 0;
      if (count >= atLeast && count <= atMost) continue;
      this.broken.push(`app-${app} has ${count} processes, ${atLeast} to ${atMost} are promised`);
    }
  }

  /** By how long they sleep. */
  #processes(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const pid of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
      const [command, seconds = ''] = wordsOf(pid, 'cmdline');
      if (command !== 'sleep') continue;
      found.set(seconds, [...(found.get(seconds) ?? []), pid]);
    }
    return found;
  }
}

function wordsOf(pid: string, file: 'cmdline' | 'environ'): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1').split('\0');
  } catch {
    // It ended meanwhile.
    return [];
  }
}
