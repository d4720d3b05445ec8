/** Images of registries: the one that --docker_registry names, or that the image names itself. */
import { Proxies } from '../../foundation/http/proxies.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { choosePlatform, parseConfig, parseManifest } from './manifest.ts';
import type { Descriptor, Manifest, Platform } from './manifest.ts';
import { referenceText, versionOf } from './reference.ts';
import type { ImageReference } from './reference.ts';
import { digestOf, Registry, registryUrl, repositoryAt } from './registry.ts';
import type { Asking, ImageSource, OpenedImage } from './source.ts';

interface FoundManifest {
  readonly digest: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

export class RegistrySource implements ImageSource<ImageReference> {
  readonly #defaultUrl: string;
  readonly #platform: Platform;
  readonly #proxies: Proxies;

  /** `defaultUrl`: of images that name no registry. */
  constructor(defaultUrl: string, platform: Platform, proxies = new Proxies({})) {
    this.#defaultUrl = defaultUrl;
    this.#platform = platform;
    this.#proxies = proxies;
  }

  keyOf(reference: ImageReference): string {
    const url = registryUrl(reference, this.#defaultUrl);
    const repository = repositoryAt(url, reference);
    return referenceText({ ...reference, registry: new URL(url).host, repository });
  }

  nameOf(reference: ImageReference): string {
    return referenceText(reference);
  }

  placeOf(reference: ImageReference): string {
    return `registry '${new URL(registryUrl(reference, this.#defaultUrl)).host}'`;
  }

  async open(reference: ImageReference, { logins }: Asking): Promise<Result<OpenedImage>> {
    const url = registryUrl(reference, this.#defaultUrl);
    const registry = new Registry(url, repositoryAt(url, reference), {
      ...{ logins, proxies: this.#proxies },
    });
    const found = await this.#findManifest(registry, versionOf(reference));
    if (!found.ok) return found;
    const { digest, layers } = found.value;
    const bytes = await registry.readConfig(found.value.config);
    const config = bytes.ok ? parseConfig(bytes.value, this.#platform) : bytes;
    if (!config.ok) return config;
    if (config.value.diffIds.length !== layers.length) {
      return failure(
        `its manifest has ${layers.length} layers, its config ${config.value.diffIds.length}`,
      );
    }
    return ok({
      ...{ config: config.value, digest },
      openLayer: async (index) => {
        const promised = layers[index]!;
        const stream = await registry.openBlob(promised);
        return stream.ok ? ok({ stream: stream.value, promised }) : stream;
      },
    });
  }

  async #findManifest(registry: Registry, version: string): Promise<Result<FoundManifest>> {
    const outer = await this.#readManifest(registry, version);
    if (!outer.ok) return outer;
    const { manifest } = outer.value;
    if (manifest.kind === 'image') return ok({ ...manifest, digest: outer.value.digest });
    const chosen = choosePlatform(manifest.choices, this.#platform);
    if (!chosen.ok) return chosen;
    const inner = await this.#readManifest(registry, chosen.value.digest);
    if (!inner.ok) return inner;
    if (inner.value.manifest.kind === 'index') return failure('its index leads to another index');
    return ok({ ...inner.value.manifest, digest: inner.value.digest });
  }

  async #readManifest(
    registry: Registry,
    version: string,
  ): Promise<Result<{ readonly manifest: Manifest; readonly digest: string }>> {
    const bytes = await registry.readManifest(version);
    if (!bytes.ok) return bytes;
    const manifest = parseManifest(bytes.value);
    return manifest.ok ? ok({ manifest: manifest.value, digest: digestOf(bytes.value) }) : manifest;
  }
}
