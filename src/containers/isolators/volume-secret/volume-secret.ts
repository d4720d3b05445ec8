/**
 * volume/secret: secrets as files. They are handed to the container through memory (a pipe, and a ramfs that
 * only the container has) and are nowhere on disk, in no arguments and in no environment.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Volume } from '../../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { settle, VolumePoints } from '../filesystem-linux/volume-points.ts';
import type {
  IsolatedContainer,
  Isolator,
  IsolatorParts,
  Preparation,
  SecretFile,
} from '../isolator.ts';

/** They stay in the machine's memory as long as the container lives, and count as nobody's. */
const mostSecretBytes = 1024 * 1024;

export class VolumeSecretIsolator implements Isolator {
  readonly name = 'volume/secret';
  readonly #points: VolumePoints;

  constructor(parts: IsolatorParts) {
    this.#points = new VolumePoints(parts);
  }

  prepare(
    container: IsolatedContainer,
    { container: info }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    settle(this.#prepare(container, info?.volumes ?? []), done, 'Cannot make a file of a secret');
  }

  async #prepare(
    container: IsolatedContainer,
    volumes: readonly Volume[],
  ): Promise<Result<Preparation>> {
    const secretFiles: SecretFile[] = [];
    for (const { source, container_path, mode } of volumes) {
      if (source?.type !== 'SECRET' && source?.secret === undefined) continue;
      const data = valueOf(source.secret);
      if (!data.ok) return failure(`The secret at '${container_path}' is refused: ${data.error}`);
      const destination = await this.#points.prepare(container, container_path, 'file');
      if (!destination.ok) return destination;
      secretFiles.push({
        ...{ destination: destination.value, data: data.value },
        isReadOnly: mode === 'RO',
      });
    }
    return ok(secretFiles.length === 0 ? {} : { secretFiles });
  }
}

function valueOf(secret: NonNullable<Volume['source']>['secret']): Result<Uint8Array> {
  if (secret === undefined) return failure('volume.source.secret is not specified');
  if (secret.type === 'REFERENCE' || secret.reference !== undefined) {
    return failure('this agent has no secret resolver, it takes secrets of type VALUE only');
  }
  if (secret.value === undefined) return failure('it has no value');
  const { data } = secret.value;
  return data.length <= mostSecretBytes
    ? ok(data)
    : failure(`it has ${data.length} bytes, and ${mostSecretBytes} are the most`);
}
