/**
 * Which container has which GPUs: of one containerizer, while those of another are known, too, so that nobody is given
 * what another has. It is in <runtime_dir>/isolators/<name>/<id>, durable before the container.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { containerKey } from '../../container-id.ts';
import type { IsolatedContainer } from '../isolator.ts';
import type { GpuAllocations, GpuLedger } from './ledger.ts';

export interface GpuKind {
  /** As in --isolation. */
  readonly name: 'gpu/nvidia' | 'gpu/rocm';
  /** What all tools need, whichever GPU they use; below /dev. */
  readonly controlFiles: readonly string[];
  /** The same, where they are there. */
  readonly optionalFiles: readonly string[];
  readonly fileOf: (gpu: number) => string;
  /** Of r, w and m. */
  readonly access: string;
}

export interface GpuShareParts {
  readonly kind: GpuKind;
  /** Those that the agent offers. */
  readonly all: readonly number[];
  readonly ledger: GpuLedger;
  /** Of the containerizer. */
  readonly runtimeDirectory: string;
  /** Where the machine's file system is: "/", but in a test. */
  readonly root: string;
}

export class GpuShare {
  readonly kind: GpuKind;
  readonly #all: readonly number[];
  readonly #ledger: GpuLedger;
  readonly #directory: string;
  readonly #devices: string;
  readonly #allocated: GpuAllocations = new Map();

  constructor({ kind, all, ledger, runtimeDirectory, root }: GpuShareParts) {
    this.kind = kind;
    this.#all = all;
    this.#ledger = ledger;
    this.#directory = join(runtimeDirectory, 'isolators', kind.name);
    this.#devices = join(root, 'dev');
    ledger.add(this.#allocated);
  }

  /** Those that it has first; then the lowest that are free. @compat in the words of real agents. */
  take(key: string, count: number): Result<readonly number[]> {
    if (!Number.isInteger(count)) return failure("The 'gpus' resource must be an unsigned integer");
    const own = this.#allocated.get(key) ?? [];
    const taken = new Set([...this.#ledger].flatMap((each) => [...each.values()].flat()));
    const free = this.#all.filter((gpu) => !taken.has(gpu));
    const more = count - own.length;
    if (more > free.length) {
      return failure(`Requested ${more} gpus but only ${free.length} available`);
    }
    const gpus = [...own, ...free].slice(0, count);
    this.#allocated.set(key, gpus);
    return ok(gpus);
  }

  has(key: string): boolean {
    return this.#allocated.has(key);
  }

  gpusOf(key: string): readonly number[] {
    return this.#allocated.get(key) ?? [];
  }

  controlFiles(): readonly string[] {
    const { controlFiles, optionalFiles } = this.kind;
    return [...controlFiles, ...optionalFiles.filter((name) => existsSync(this.pathOf(name)))];
  }

  filesOf(gpus: readonly number[]): readonly string[] {
    return gpus.map((gpu) => this.kind.fileOf(gpu));
  }

  /** On the machine. */
  pathOf(name: string): string {
    return join(this.#devices, name);
  }

  async write(key: string): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const text = JSON.stringify(this.gpusOf(key));
    await writeFile(join(this.#directory, key), text, { flush: true });
  }

  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    const running = new Set(containers.map(({ id }) => containerKey(id)));
    this.#recover(running).then(
      () => done(ok(undefined)),
      (error: Error) => done(failure(`Cannot tell who has which GPU: ${error.message}`)),
    );
  }

  async #recover(running: ReadonlySet<string>): Promise<void> {
    const known = existsSync(this.#directory) ? readdirSync(this.#directory) : [];
    for (const key of known) {
      if (!running.has(key)) await this.#remove(key);
      else this.#allocated.set(key, readNumbers(join(this.#directory, key)));
    }
  }

  async #remove(key: string): Promise<void> {
    this.#allocated.delete(key);
    await rm(join(this.#directory, key), { force: true });
  }

  giveBack(key: string, done: (result: Result<void>) => void): void {
    this.#remove(key).then(
      () => done(ok(undefined)),
      (error: Error) => done(failure(`Cannot take back GPUs: ${error.message}`)),
    );
  }
}

/** @throws Error when the file is damaged: another container must not be given the same. */
function readNumbers(path: string): readonly number[] {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(value) || !value.every(Number.isInteger)) {
    throw new Error(`'${path}' is damaged; remove it when the container has ended`);
  }
  return value as readonly number[];
}
