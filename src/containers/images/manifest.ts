/**
 * What registries and archives say of images, in Docker's and OCI's words alike, read into one form
 * without touching network or disk. Everything is a stranger's: what is missing or of another kind is
 * a failure that says which part.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { digestPattern } from './reference.ts';

export interface Descriptor {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
}

export interface Platform {
  readonly os: string;
  readonly architecture: string;
}

export type Manifest =
  | { readonly kind: 'image'; readonly config: Descriptor; readonly layers: readonly Descriptor[] }
  | { readonly kind: 'index'; readonly choices: readonly IndexChoice[] };

interface IndexChoice {
  readonly descriptor: Descriptor;
  readonly platform: Platform | undefined;
  /** Of the architecture: "v7" of arm; "" where there is only one. */
  readonly variant: string;
}

/** What docker/runtime and appc/runtime read of an image. */
export interface RuntimeConfig {
  readonly environment: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly workingDirectory: string;
  readonly user: string;
}

export interface ImageConfig {
  readonly platform: Platform | undefined;
  /** Digests of the layers as plain archives, lowest first. */
  readonly diffIds: readonly string[];
  readonly runtime: RuntimeConfig;
}

/** As Docker; overlayfs and the length of mount options have bounds not far above. */
export const mostLayers = 127;

const manifestTypes = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
];
const indexTypes = [
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
];
/** For a request's Accept. */
export const acceptedTypes = [...manifestTypes, ...indexTypes].join(', ');

const architectures: Readonly<Record<string, string>> = {
  x64: 'amd64',
  ia32: '386',
  ppc64: 'ppc64le',
};

/**
 * Variants of an architecture that every machine of it runs, best first: an image for some of them (amd64/v3) is
 * not taken, though it may be listed before one for all.
 */
const variants: Readonly<Record<string, readonly string[]>> = {
  amd64: ['', 'v1'],
  arm64: ['', 'v8'],
  arm: ['v7', '', 'v6', 'v5'],
};
const armVersion6: readonly string[] = ['v6', 'v5'];

/** `armVersion`: of a machine whose architecture is arm, as Node was built for it. */
export function variantsOf(
  architecture: string,
  armVersion = (process.config.variables as { readonly arm_version?: unknown }).arm_version,
): readonly string[] {
  if (architecture === 'arm' && String(armVersion) === '6') return armVersion6;
  return variants[architecture] ?? [''];
}

export function machinePlatform(arch: string = process.arch): Platform {
  return { os: 'linux', architecture: architectures[arch] ?? arch };
}

type Json = Readonly<Record<string, unknown>>;

function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined;
}

/** Undefined: not a list of texts; what is absent or null is an empty one. */
function asTexts(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  const isTexts = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return isTexts ? (value as string[]) : undefined;
}

export function parseJson(bytes: Uint8Array, what: string): Result<Json> {
  try {
    const value = asObject(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return value === undefined ? failure(`${what} is no JSON object`) : ok(value);
  } catch {
    return failure(`${what} is no JSON`);
  }
}

function descriptorOf(value: unknown): Descriptor | undefined {
  const { digest, size, mediaType = '' } = asObject(value) ?? {};
  if (typeof digest !== 'string' || !digestPattern.test(digest)) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  return typeof mediaType === 'string' ? { digest, size, mediaType } : undefined;
}

function platformOf(value: unknown): Platform | undefined {
  const { os, architecture } = asObject(value) ?? {};
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  return os === '' || architecture === '' ? undefined : { os, architecture };
}

export function parseManifest(bytes: Uint8Array): Result<Manifest> {
  const json = parseJson(bytes, 'its manifest');
  if (!json.ok) return json;
  const { schemaVersion, manifests, config, layers } = json.value;
  if (schemaVersion !== 2) {
    return failure(
      `its manifest has schemaVersion ${JSON.stringify(schemaVersion)}, and only 2 is known; push the image anew with a current tool`,
    );
  }
  if (Array.isArray(manifests)) return parseIndex(manifests);
  const known = descriptorOf(config);
  if (known === undefined) return failure('its manifest has no valid config');
  if (!Array.isArray(layers)) return failure('its manifest has no list of layers');
  if (layers.length > mostLayers) return tooManyLayers(layers.length);
  const parsed = layers.map(descriptorOf);
  if (parsed.includes(undefined))
    return failure('its manifest has a layer without valid digest and size');
  return ok({ kind: 'image', config: known, layers: parsed as Descriptor[] });
}

function parseIndex(manifests: readonly unknown[]): Result<Manifest> {
  const choices = manifests.flatMap((each) => {
    const descriptor = descriptorOf(each);
    const said = asObject(asObject(each)?.['platform']);
    const variant = typeof said?.['variant'] === 'string' ? said['variant'] : '';
    return descriptor === undefined ? [] : [{ descriptor, platform: platformOf(said), variant }];
  });
  return ok({ kind: 'index', choices });
}

function tooManyLayers(count: number): Result<never> {
  return failure(`it has ${count} layers, and ${mostLayers} are the most`);
}

/** The image of an index for a machine. */
export function choosePlatform(
  choices: readonly IndexChoice[],
  wanted: Platform,
  order = variantsOf(wanted.architecture),
): Result<Descriptor> {
  for (const each of order) {
    const found = choices.find(
      ({ platform, variant }) => isFor(platform, wanted) && variant === each,
    );
    if (found !== undefined) return ok(found.descriptor);
  }
  const offered = choices.flatMap(({ platform, variant }) =>
    platform === undefined
      ? []
      : [variant === '' ? textOf(platform) : `${textOf(platform)}/${variant}`],
  );
  const what = offered.length === 0 ? 'no platform at all' : [...new Set(offered)].join(', ');
  return failure(`it is for ${what}; this agent's machine is ${textOf(wanted)}`);
}

function isFor(platform: Platform | undefined, { os, architecture }: Platform): boolean {
  return platform?.os === os && platform.architecture === architecture;
}

function textOf({ os, architecture }: Platform): string {
  return `${os}/${architecture}`;
}

/** `wanted`: an image that says it is for another machine is refused. */
export function parseConfig(bytes: Uint8Array, wanted: Platform): Result<ImageConfig> {
  const json = parseJson(bytes, 'its config');
  if (!json.ok) return json;
  const platform = platformOf(json.value);
  if (platform !== undefined && !isFor(platform, wanted)) {
    return failure(`it is for ${textOf(platform)}; this agent's machine is ${textOf(wanted)}`);
  }
  const diffIds = asTexts(asObject(json.value['rootfs'])?.['diff_ids']);
  if (diffIds === undefined || diffIds.some((each) => !digestPattern.test(each))) {
    return failure('its config has no valid list of rootfs.diff_ids');
  }
  if (diffIds.length > mostLayers) return tooManyLayers(diffIds.length);
  const runtime = runtimeOf(asObject(json.value['config']) ?? {});
  return runtime.ok ? ok({ platform, diffIds, runtime: runtime.value }) : runtime;
}

function runtimeOf({ Env, Entrypoint, Cmd, WorkingDir, User }: Json): Result<RuntimeConfig> {
  const [environment, entrypoint, command] = [Env, Entrypoint, Cmd].map(asTexts);
  const wrong =
    (environment === undefined && 'Env') ||
    (entrypoint === undefined && 'Entrypoint') ||
    (command === undefined && 'Cmd');
  if (wrong) return failure(`its config has a ${wrong} that is no list of texts`);
  return ok({
    ...{ environment: environment!, entrypoint: entrypoint!, command: command! },
    workingDirectory: typeof WorkingDir === 'string' ? WorkingDir : '',
    user: typeof User === 'string' ? User : '',
  });
}
