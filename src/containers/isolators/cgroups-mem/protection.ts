/**
 * In version 2 a container keeps what it asked for, when memory is short, only as far as the cgroup around
 * all containers does: that one is to keep the sum of what they asked for.
 */
import type { Cgroups } from '../../cgroups/cgroups.ts';

export class Protection {
  readonly #cgroups: Cgroups;
  readonly #bytes = new Map<string, number>();
  #written: Promise<void> = Promise.resolve();

  constructor(cgroups: Cgroups) {
    this.#cgroups = cgroups;
  }

  /** All that there are after a restart of the agent: what was written may be of others. */
  setAll(all: readonly (readonly [string, number])[]): Promise<void> {
    for (const [key, bytes] of all) this.#bytes.set(key, bytes);
    return this.#write();
  }

  /** `key`: of an outermost container. */
  set(key: string, bytes: number): Promise<void> {
    this.#bytes.set(key, bytes);
    return this.#write();
  }

  async delete(key: string): Promise<void> {
    if (this.#bytes.delete(key)) await this.#write();
  }

  /** One after the other, so that the last sum is the one that stays. */
  #write(): Promise<void> {
    const write = async (): Promise<void> => {
      const sum = [...this.#bytes.values()].reduce((total, bytes) => total + bytes, 0);
      await this.#cgroups.writeAround('memory', 'memory.low', String(sum));
    };
    this.#written = this.#written.then(write, write);
    return this.#written;
  }
}
