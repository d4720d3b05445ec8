/** The image provider DOCKER: names of Docker images, and the logins that tasks bring with them. */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { Image } from '../../protocol/generated/mesos.ts';
import { readLogins } from '../registry-logins.ts';
import type { Logins } from '../registry-logins.ts';
import type { HeldImage, ImagesInUse, ImageStore } from './image-store.ts';
import type { ImageProvider } from './provider.ts';
import { parseReference } from './reference.ts';
import type { ImageReference } from './reference.ts';

export class DockerImages implements ImageProvider {
  readonly type = 'DOCKER';
  readonly #store: ImageStore<ImageReference>;
  readonly #logins: Logins;

  /** `logins`: --docker_config. */
  constructor(store: ImageStore<ImageReference>, logins: Logins) {
    this.#store = store;
    this.#logins = logins;
  }

  get path(): string {
    return this.#store.path;
  }

  prepare(): Promise<void> {
    return this.#store.prepare();
  }

  async get({ docker, cached }: Image): Promise<Result<HeldImage>> {
    if (docker === undefined) return failure("An image of type DOCKER needs 'image.docker'");
    const own = ownLogins(docker);
    if (!own.ok) return own;
    const reference = parseReference(docker.name);
    if (!reference.ok) return reference;
    const logins = new Map([...this.#logins, ...own.value]);
    return this.#store.get(reference.value, { isCachedEnough: cached ?? true, logins });
  }

  prune(kept: readonly Image[], inUse: ImagesInUse): Promise<readonly string[]> {
    const references = kept.flatMap(({ docker }) => {
      const reference = docker && parseReference(docker.name);
      return reference?.ok === true ? [reference.value] : [];
    });
    return this.#store.prune(references, inUse);
  }
}

/** The login that a task brings with its image. */
function ownLogins({ config, credential }: NonNullable<Image['docker']>): Result<Logins> {
  if (credential !== undefined) {
    return failure(
      "'image.docker.credential' is refused: give 'image.docker.config', a secret that holds a Docker config.json",
    );
  }
  if (config === undefined) return ok(new Map());
  if (config.value === undefined) {
    return failure(
      "'image.docker.config' is refused: this agent has no secret resolver, it takes secrets of type VALUE only",
    );
  }
  try {
    const text = Buffer.from(config.value.data).toString('utf8');
    const logins = readLogins(JSON.parse(text));
    return logins.ok ? logins : failure(`'image.docker.config' is refused: ${logins.error}`);
  } catch {
    return failure("'image.docker.config' is refused: it holds no JSON");
  }
}
