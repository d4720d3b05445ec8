/**
 * gpu/nvidia and gpu/rocm: a container may use as many GPUs as it was given, whole ones, and no others; the devices
 * that all tools of their maker need it may use in any case. GPUs belong to the outermost container; what is nested
 * in it may use the same. It adds to what `cgroups/devices` allows, and needs that. A container with an image finds
 * the device files in its own /dev.
 *
 * With cgroups of version 2 what a process may use is fixed at its start. So what runs keeps its GPUs, which are nobody
 * else's before all of its container has ended, and more are for what is started later.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Cgroups } from '../../cgroups/cgroups.ts';
import { containerKey, rootContainerId } from '../../container-id.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { readDevice } from '../device-file.ts';
import type {
  DeviceRule,
  IsolatedContainer,
  Isolator,
  OciMount,
  Preparation,
} from '../isolator.ts';
import { findScalar } from '../scalars.ts';
import type { GpuShare } from './gpu-share.ts';

const fixedInVersion2 = 'A process that runs cannot be given more GPUs with cgroups of version 2';

export class GpuIsolator implements Isolator {
  readonly name: string;
  readonly #cgroups: Cgroups;
  readonly #share: GpuShare;

  constructor(name: string, cgroups: Cgroups, share: GpuShare) {
    this.name = name;
    this.#cgroups = cgroups;
    this.#share = share;
  }

  prepare(
    { id, resources }: IsolatedContainer,
    config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    if (id.parent === undefined) {
      const gpus = this.#share.take(containerKey(id), findScalar(resources, 'gpus') ?? 0);
      if (!gpus.ok) return done(gpus);
    }
    this.#prepare(id, config).then(
      (prepared) => done(ok(prepared)),
      (error: Error) => done(failure(`Cannot give the GPUs of the container: ${error.message}`)),
    );
  }

  async #prepare(
    id: IsolatedContainer['id'],
    { container }: ContainerConfig,
  ): Promise<Preparation> {
    const key = containerKey(rootContainerId(id));
    if (id.parent === undefined) await this.#share.write(key);
    const files = [...this.#share.controlFiles(), ...this.#share.filesOf(this.#share.gpusOf(key))];
    const devices = await this.#rules(files);
    if (container?.mesos?.image === undefined) return { devices };
    return { devices, mounts: files.map((name) => this.#mount(name)) };
  }

  #rules(files: readonly string[]): Promise<DeviceRule[]> {
    const { access } = this.#share.kind;
    return Promise.all(files.map((name) => readDevice(this.#share.pathOf(name), access)));
  }

  #mount(name: string): OciMount {
    const source = this.#share.pathOf(name);
    return { destination: `/dev/${name}`, source, type: 'bind', options: ['bind', 'rw'] };
  }

  update({ id, resources }: IsolatedContainer, done: (result: Result<void>) => void): void {
    const key = containerKey(id);
    if (!this.#share.has(key)) return done(ok(undefined));
    const before = this.#share.gpusOf(key);
    const count = findScalar(resources, 'gpus') ?? 0;
    if (count === before.length) return done(ok(undefined));
    this.#update(id, before, count).then(done, (error: Error) =>
      done(failure(`Cannot change the GPUs of the container: ${error.message}`)),
    );
  }

  async #update(
    id: IsolatedContainer['id'],
    before: readonly number[],
    count: number,
  ): Promise<Result<void>> {
    if (this.#cgroups.hierarchy.version === 2 && Number.isInteger(count)) {
      if (count < before.length && (await this.#cgroups.threadCount(id)) > 0) return ok(undefined);
      if (count > before.length && (await this.#cgroups.members(id)).length > 0)
        return failure(fixedInVersion2);
    }
    const gpus = this.#share.take(containerKey(id), count);
    if (!gpus.ok) return gpus;
    await this.#change(id, before, gpus.value);
    return ok(undefined);
  }

  async #change(
    id: IsolatedContainer['id'],
    before: readonly number[],
    now: readonly number[],
  ): Promise<void> {
    await this.#share.write(containerKey(id));
    // Of a pod in which nothing runs yet: what does will come with the rules.
    if ((await this.#cgroups.read(id, 'devices', 'devices.list')) === undefined) return;
    const changes = [
      ['devices.deny', before.filter((gpu) => !now.includes(gpu))],
      ['devices.allow', now.filter((gpu) => !before.includes(gpu))],
    ] as const;
    for (const [file, gpus] of changes) {
      for (const { type, major, minor, access } of await this.#rules(this.#share.filesOf(gpus))) {
        const text = `${type} ${major}:${minor} ${access}`;
        await this.#cgroups.write(id, 'devices', file, text);
      }
    }
  }

  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    this.#share.recover(containers, done);
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    this.#share.giveBack(containerKey(id), done);
  }
}
