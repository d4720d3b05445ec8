/**
 * gpu/nvidia: a container may use as many GPUs as it was given, whole ones, and no others; the devices that all
 * tools of NVIDIA need it may use in any case. GPUs belong to the outermost container; what is nested in it may
 * use the same. It adds to what `cgroups/devices` allows, and needs that.
 *
 * Who has which is in <runtime_dir>/isolators/gpu/nvidia/<id>, durable before the container.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Cgroups } from '../../cgroups/cgroups.ts';
import { containerKey, rootContainerId } from '../../container-id.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { readDevice } from '../device-file.ts';
import type {
  DeviceRule,
  IsolatedContainer,
  Isolator,
  IsolatorParts,
  Preparation,
} from '../isolator.ts';
import { findScalar } from '../scalars.ts';
import { findGpus } from './gpus.ts';
import type { GpuOptions } from './gpus.ts';

/** What tools of NVIDIA need whichever GPU they use; the second comes with a newer driver. */
const controlFiles = ['nvidiactl', 'nvidia-uvm'];
const optionalFiles = ['nvidia-uvm-tools'];

export class GpuNvidiaIsolator implements Isolator {
  readonly name = 'gpu/nvidia';
  readonly #cgroups: Cgroups;
  readonly #directory: string;
  readonly #devices: string;
  /** Minor numbers. */
  readonly #all: readonly number[];
  readonly #allocated = new Map<string, readonly number[]>();

  /** @throws Error with a sentence for the operator */
  constructor(
    cgroups: Cgroups,
    { options, root }: Pick<IsolatorParts, 'root'> & { readonly options: GpuOptions },
  ) {
    this.#cgroups = cgroups;
    this.#directory = join(options.runtime_dir, 'isolators/gpu/nvidia');
    this.#devices = join(root, 'dev');
    this.#all = unwrap(findGpus(options));
    const missing = controlFiles.find((name) => !existsSync(join(this.#devices, name)));
    if (missing === undefined) return;
    throw new Error(
      `isolator 'gpu/nvidia' needs the device '${join(this.#devices, missing)}'; load NVIDIA's driver, and run 'nvidia-modprobe -u -c 0'`,
    );
  }

  prepare(
    container: IsolatedContainer,
    _config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const { id, resources } = container;
    const key = containerKey(id);
    if (id.parent === undefined) {
      const gpus = this.#choose(key, findScalar(resources, 'gpus') ?? 0);
      if (!gpus.ok) return done(gpus);
      this.#allocated.set(key, gpus.value);
    }
    this.#prepare(container).then(
      (prepared) => done(ok(prepared)),
      (error: Error) => done(failure(`Cannot give the GPUs of the container: ${error.message}`)),
    );
  }

  /** Those that it has first; then the lowest that are free. @compat in the words of real agents. */
  #choose(key: string, count: number): Result<readonly number[]> {
    if (!Number.isInteger(count)) return failure("The 'gpus' resource must be an unsigned integer");
    const own = this.#allocated.get(key) ?? [];
    const taken = new Set([...this.#allocated.values()].flat());
    const free = this.#all.filter((minor) => !taken.has(minor));
    const more = count - own.length;
    if (more <= free.length) return ok([...own, ...free].slice(0, count));
    return failure(`Requested ${more} gpus but only ${free.length} available`);
  }

  async #prepare({ id }: IsolatedContainer): Promise<Preparation> {
    const gpus = this.#allocated.get(containerKey(rootContainerId(id))) ?? [];
    if (id.parent === undefined) await this.#write(containerKey(id), gpus);
    const optional = optionalFiles.filter((name) => existsSync(join(this.#devices, name)));
    const control = await Promise.all(
      [...controlFiles, ...optional].map((name) => this.#rule(name)),
    );
    return { devices: [...control, ...(await this.#rules(gpus))] };
  }

  #rule(name: string): Promise<DeviceRule> {
    return readDevice(join(this.#devices, name), 'rwm');
  }

  #rules(gpus: readonly number[]): Promise<DeviceRule[]> {
    return Promise.all(gpus.map((minor) => this.#rule(`nvidia${minor}`)));
  }

  async #write(key: string, gpus: readonly number[]): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    await writeFile(join(this.#directory, key), JSON.stringify(gpus), { flush: true });
  }

  update({ id, resources }: IsolatedContainer, done: (result: Result<void>) => void): void {
    const key = containerKey(id);
    const before = this.#allocated.get(key);
    if (before === undefined) return done(ok(undefined));
    const gpus = this.#choose(key, findScalar(resources, 'gpus') ?? 0);
    if (!gpus.ok) return done(gpus);
    if (gpus.value.length === before.length) return done(ok(undefined));
    if (this.#cgroups.hierarchy.version === 2) {
      return done(
        failure('The GPUs of a running container cannot be changed with cgroups of version 2'),
      );
    }
    this.#allocated.set(key, gpus.value);
    this.#change(id, before, gpus.value).then(
      () => done(ok(undefined)),
      (error: Error) => done(failure(`Cannot change the GPUs of the container: ${error.message}`)),
    );
  }

  async #change(
    id: IsolatedContainer['id'],
    before: readonly number[],
    now: readonly number[],
  ): Promise<void> {
    await this.#write(containerKey(id), now);
    // Of a pod in which nothing runs yet: what does will come with the rules.
    if ((await this.#cgroups.read(id, 'devices', 'devices.list')) === undefined) return;
    const changes = [
      ['devices.deny', before.filter((minor) => !now.includes(minor))],
      ['devices.allow', now.filter((minor) => !before.includes(minor))],
    ] as const;
    for (const [file, gpus] of changes) {
      for (const { type, major, minor, access } of await this.#rules(gpus)) {
        const text = `${type} ${major}:${minor} ${access}`;
        await this.#cgroups.write(id, 'devices', file, text);
      }
    }
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
      else this.#allocated.set(key, readMinors(join(this.#directory, key)));
    }
  }

  async #remove(key: string): Promise<void> {
    this.#allocated.delete(key);
    await rm(join(this.#directory, key), { force: true });
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    this.#remove(containerKey(id)).then(
      () => done(ok(undefined)),
      (error: Error) => done(failure(`Cannot take back GPUs: ${error.message}`)),
    );
  }
}

/** @throws Error when the file is damaged: another container must not be given the same. */
function readMinors(path: string): readonly number[] {
  return JSON.parse(readFileSync(path, 'utf8')) as readonly number[];
}
