/**
 * GPUs of Docker containers: the device files of those that it was given, and those that all tools need, are given
 * to the engine, which lets the container use them and no others. Libraries are the image's affair. GPUs are
 * chosen among those that no container of the other containerizer has.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { ContainerConfig } from '../containerizer.ts';
import type { GpuShare } from '../isolators/gpus/gpu-share.ts';
import type { IsolatedContainer, Isolator, Preparation } from '../isolators/isolator.ts';
import { findScalar } from '../isolators/scalars.ts';
import type { DeviceSpec } from './engine/spec.ts';

export class DockerGpus implements Isolator {
  readonly name: string;
  readonly #share: GpuShare;

  constructor(share: GpuShare) {
    this.#share = share;
    this.name = share.kind.name;
  }

  prepare(
    { id, resources }: IsolatedContainer,
    _config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const count = findScalar(resources, 'gpus') ?? 0;
    if (id.parent !== undefined || count === 0) return done(ok({}));
    const key = containerKey(id);
    const gpus = this.#share.take(key, count);
    if (!gpus.ok) return done(gpus);
    this.#share.write(key).then(
      () => done(ok({})),
      (error: Error) => done(failure(`Cannot give the GPUs of the container: ${error.message}`)),
    );
  }

  devicesOf(id: ContainerID): readonly DeviceSpec[] {
    const gpus = this.#share.gpusOf(containerKey(id));
    if (gpus.length === 0) return [];
    const files = [...this.#share.controlFiles(), ...this.#share.filesOf(gpus)];
    return files.map((name) => ({
      PathOnHost: this.#share.pathOf(name),
      PathInContainer: `/dev/${name}`,
      CgroupPermissions: this.#share.kind.access,
    }));
  }

  /** The engine changes no devices. */
  update({ id, resources }: IsolatedContainer, done: (result: Result<void>) => void): void {
    const has = this.#share.gpusOf(containerKey(id)).length;
    const isSame = id.parent !== undefined || (findScalar(resources, 'gpus') ?? 0) === has;
    done(isSame ? ok(undefined) : failure('The GPUs of a Docker container cannot be changed'));
  }

  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    this.#share.recover(containers, done);
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    const key = containerKey(id);
    if (id.parent !== undefined || !this.#share.has(key)) return done(ok(undefined));
    this.#share.giveBack(key, done);
  }
}
