/** volume/image: the files of an image, to be seen somewhere in a container; it may write to them, for itself alone. */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Volume } from '../../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { settle, VolumePoints } from '../filesystem-linux/volume-points.ts';
import type {
  ImageVolume,
  IsolatedContainer,
  Isolator,
  IsolatorParts,
  Preparation,
} from '../isolator.ts';

export class VolumeImageIsolator implements Isolator {
  readonly name = 'volume/image';
  readonly #parts: IsolatorParts;
  readonly #points: VolumePoints;

  constructor(parts: IsolatorParts) {
    this.#parts = parts;
    this.#points = new VolumePoints(parts);
  }

  prepare(
    container: IsolatedContainer,
    { container: info }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const volumes = (info?.volumes ?? []).filter(({ image }) => image !== undefined);
    settle(this.#prepare(container, volumes), done, 'Cannot make a volume of an image');
  }

  async #prepare(
    container: IsolatedContainer,
    volumes: readonly Volume[],
  ): Promise<Result<Preparation>> {
    const imageVolumes: ImageVolume[] = [];
    for (const { image, container_path, mode } of volumes) {
      const { provisioner } = this.#parts;
      if (provisioner === undefined) {
        return failure(
          'A volume of an image is refused: this agent takes no images (--image_providers)',
        );
      }
      const how = { isRoot: false, signal: container.abandoned };
      const provisioned = await provisioner.provision(container.id, image!, how);
      if (!provisioned.ok) return provisioned;
      const destination = await this.#points.prepare(container, container_path, 'directory');
      if (!destination.ok) return destination;
      imageVolumes.push({
        ...{ destination: destination.value, filesystem: provisioned.value.root },
        isReadOnly: mode === 'RO',
      });
    }
    return ok(imageVolumes.length === 0 ? {} : { imageVolumes });
  }
}
