/**
 * Which containers have volumes of drivers, on disk where Mesos has it, so that the next agent can unmount what
 * this one did not live to:
 *
 *     <--docker_volume_checkpoint_dir>/<container>/volumes     {"volumes":[{"driver":"…","name":"…"}]}
 *
 * Durable before a driver is asked for the first time; gone when all of them are unmounted.
 */
import { join } from 'node:path';
import { failure, ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { DiskCheckpointStore } from '../../../storage/disk-checkpoint-store.ts';
import type { DriverVolume } from './volume-wishes.ts';

export class VolumeState {
  readonly #root: string;
  readonly #store: DiskCheckpointStore;

  constructor(root: string, onLitter: (why: string) => void) {
    this.#root = root;
    this.#store = new DiskCheckpointStore(onLitter);
  }

  async keys(): Promise<readonly string[]> {
    const names = await asked<readonly string[] | undefined>((done) =>
      this.#store.list(this.#root, done),
    );
    return unwrap(names) ?? [];
  }

  /** Nothing, when an agent died before it wrote, or the machine before it was on the disk. */
  async read(key: string): Promise<Result<readonly DriverVolume[]>> {
    const bytes = await asked<Uint8Array | undefined>((done) =>
      this.#store.read(this.#pathOf(key), done),
    );
    if (!bytes.ok) return bytes;
    const text = Buffer.from(bytes.value ?? []).toString();
    return text === '' ? ok([]) : parse(text);
  }

  async write(key: string, volumes: readonly DriverVolume[]): Promise<Result<void>> {
    const bytes = Buffer.from(JSON.stringify({ volumes }));
    return asked((done) => this.#store.put(this.#pathOf(key), bytes, done));
  }

  async remove(key: string): Promise<Result<void>> {
    return asked((done) => this.#store.remove(join(this.#root, key), done));
  }

  #pathOf(key: string): string {
    return join(this.#root, key, 'volumes');
  }
}

function asked<T>(ask: (done: (result: Result<T>) => void) => void): Promise<Result<T>> {
  return new Promise(ask);
}

function parse(text: string): Result<readonly DriverVolume[]> {
  try {
    const { volumes = [] } = JSON.parse(text) as { readonly volumes?: readonly DriverVolume[] };
    return ok(
      volumes.map(({ driver, name }) => {
        if (typeof driver !== 'string' || typeof name !== 'string') throw new Error('no names');
        return { driver, name };
      }),
    );
  } catch (error) {
    return failure(`it is not what an agent writes: ${(error as Error).message}`);
  }
}
