/**
 * The manifest of an appc image, as far as Mesos takes notice of it: name and labels, dependencies, and how its app
 * wants to be run. It is a stranger's: what is missing or of another kind is a failure that says which part.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { mostLayers, parseJson } from '../manifest.ts';
import type { RuntimeConfig } from '../manifest.ts';
import { isIdentifier, isImageId } from './wish.ts';
import type { AppcAsked, AppcWish } from './wish.ts';

export interface AppcManifest {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly runtime: RuntimeConfig;
  readonly dependencies: readonly AppcDependency[];
}

export interface AppcDependency extends AppcAsked {
  /** Of its file. */
  readonly sizeBytes: number | undefined;
}

/** A page of JSON; lists of paths make it longer. */
export const mostAppcManifestBytes = 4 * 1024 * 1024;

type Json = Readonly<Record<string, unknown>>;
type Pair = readonly [name: string, value: string];

/** A fault is the end of a sentence that begins with "its manifest". */
class Fault extends Error {}

export function parseAppcManifest(bytes: Uint8Array): Result<AppcManifest> {
  const json = parseJson(bytes, 'its manifest');
  if (!json.ok) return json;
  try {
    return ok(read(json.value));
  } catch (error) {
    if (error instanceof Fault) return failure(`its manifest ${error.message}`);
    throw error;
  }
}

function read(json: Json): AppcManifest {
  const { acKind, acVersion, name } = json;
  if (acKind !== 'ImageManifest') {
    throw new Fault(`is of acKind ${JSON.stringify(acKind)}, not "ImageManifest"`);
  }
  if (typeof acVersion !== 'string' || !/^\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/u.test(acVersion)) {
    throw new Fault(`has an acVersion ${JSON.stringify(acVersion)} that is no version`);
  }
  const dependencies = listOf(json['dependencies'], 'dependencies');
  if (dependencies.length >= mostLayers) {
    throw new Fault(`has ${dependencies.length} dependencies, and ${mostLayers - 1} are the most`);
  }
  // What it leaves out would be there all the same.
  if (textsOf(json['pathWhitelist'], 'pathWhitelist').length > 0) {
    throw new Fault('has a pathWhitelist, which is not known here; build the image without it');
  }
  return {
    name: identifierOf(name, 'name'),
    labels: labelsOf(json['labels'], 'labels'),
    runtime: runtimeOf(json['app']),
    dependencies: dependencies.map(dependencyOf),
  };
}

function objectOf(value: unknown, what: string): Json {
  if (Object(value) === value && !Array.isArray(value)) return value as Json;
  throw new Fault(`has ${what} that is no object`);
}

function listOf(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Fault(`has ${what} that is no list`);
  return value;
}

function textsOf(value: unknown, what: string): readonly string[] {
  const all = listOf(value, what);
  const isText = (one: unknown): boolean => typeof one === 'string' && !one.includes('\0');
  if (all.every(isText)) return all as readonly string[];
  throw new Fault(`has ${what} that is no list of texts`);
}

/** What is absent is an empty one. */
function textOf(value: unknown, what: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' && !value.includes('\0')) return value;
  throw new Fault(`has ${what} that is no text`);
}

function identifierOf(value: unknown, what: string): string {
  if (typeof value === 'string' && isIdentifier(value)) return value;
  throw new Fault(`has no valid ${what}`);
}

/** Objects with a name and a value. */
function pairsOf(value: unknown, what: string): readonly Pair[] {
  return listOf(value, what).map((one) => {
    const { name, value: text } = objectOf(one, `an entry of ${what}`);
    const isPair = typeof name === 'string' && typeof text === 'string';
    if (!isPair) throw new Fault(`has an entry of ${what} without name and value`);
    return [name, text];
  });
}

function labelsOf(value: unknown, what: string): ReadonlyMap<string, string> {
  const pairs = pairsOf(value, what);
  const labels = new Map(pairs);
  if (labels.size < pairs.length) throw new Fault(`has two entries of ${what} with the same name`);
  return labels;
}

function dependencyOf(value: unknown, index: number): AppcDependency {
  const what = `dependencies[${index}]`;
  const { imageName, imageID, labels, size } = objectOf(value, what);
  const id = imageID === undefined || imageID === '' ? undefined : imageID;
  if (id !== undefined && (typeof id !== 'string' || !isImageId(id))) {
    throw new Fault(`has ${what}.imageID that is not sha512- and 128 hexadecimal digits`);
  }
  const isSize = typeof size === 'number' && Number.isSafeInteger(size) && size >= 0;
  if (size !== undefined && !isSize) throw new Fault(`has ${what}.size that is no size`);
  return {
    name: identifierOf(imageName, `${what}.imageName`),
    ...{ id, labels: [...labelsOf(labels, `${what}.labels`)] },
    sizeBytes: isSize && size > 0 ? size : undefined,
  };
}

/** In the form that isolators of images know; an image without an app says nothing. */
function runtimeOf(value: unknown): RuntimeConfig {
  const app = value === undefined || value === null ? {} : objectOf(value, 'app');
  const environment = pairsOf(app['environment'], 'app.environment');
  const odd = environment.find(([name, text]) => /^$|[=\0]/u.test(name) || text.includes('\0'));
  if (odd !== undefined) throw new Fault(`has a variable '${odd[0]}' that cannot be one`);
  const workingDirectory = textOf(app['workingDirectory'], 'app.workingDirectory');
  if (workingDirectory !== '' && !workingDirectory.startsWith('/')) {
    throw new Fault(`has app.workingDirectory '${workingDirectory}', which is no absolute path`);
  }
  const user = textOf(app['user'], 'app.user');
  const group = textOf(app['group'], 'app.group');
  return {
    environment: environment.map(([name, text]) => `${name}=${text}`),
    ...{ entrypoint: [], command: textsOf(app['exec'], 'app.exec') },
    ...{ workingDirectory, user: user === '' || group === '' ? user : `${user}:${group}` },
  };
}

/**
 * Why this is not the image that was wanted. Which it is, an id says alone. Else the name has to be the same, and no
 * label may say another thing; an image that says nothing of its version, os or arch is one for all. What was not named:
 * any version will do, but not another machine's.
 */
export function findMismatch(manifest: AppcManifest, wish: AppcWish): string | undefined {
  if (wish.id !== undefined) return undefined;
  if (manifest.name !== wish.name) return `it is '${manifest.name}' by its manifest`;
  for (const [name, value] of wish.labels) {
    const said = manifest.labels.get(name);
    const isAny = name === 'version' && !wish.named.has(name);
    if (said === undefined || said === value || isAny) continue;
    return `its label '${name}' is '${said}', not '${value}'`;
  }
  return undefined;
}
