/**
 * Images from archives on the agent's disk, as `docker save` writes them: --docker_registry=/path has
 * /path/<repository>:<tag>.tar. An archive is read where it lies: first it is gone through for its
 * manifest and for where its layers begin, then each layer is read from there.
 */
import { createReadStream } from 'node:fs';
import { join, posix } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import type { Header } from 'tar-stream';
import { codeOf } from '../../foundation/directories/held-directory.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { parseConfig } from './manifest.ts';
import type { Platform } from './manifest.ts';
import { referenceText, versionOf } from './reference.ts';
import type { ImageReference } from './reference.ts';
import { mostConfigBytes } from './registry.ts';
import type { ImageSource, OpenedImage } from './source.ts';

/** Layers, and a few small files of each. */
const mostArchiveEntries = 10_000;
const mostLinks = 8;

interface Span {
  readonly start: number;
  readonly size: number;
}

interface Contents {
  readonly files: ReadonlyMap<string, Span>;
  /** Targets of links, for layers that are there once and named twice. */
  readonly links: ReadonlyMap<string, string>;
}

interface SavedImage {
  readonly Config?: unknown;
  readonly RepoTags?: unknown;
  readonly Layers?: unknown;
}

export class ArchiveSource implements ImageSource<ImageReference> {
  readonly #directory: string;
  readonly #platform: Platform;

  constructor(directory: string, platform: Platform) {
    this.#directory = directory;
    this.#platform = platform;
  }

  keyOf(reference: ImageReference): string {
    return `file://${this.#directory}/${reference.repository}:${versionOf(reference)}`;
  }

  nameOf(reference: ImageReference): string {
    return referenceText(reference);
  }

  placeOf(): string {
    return `the archives in '${this.#directory}'`;
  }

  async open(reference: ImageReference): Promise<Result<OpenedImage>> {
    if (reference.digest !== undefined) {
      return failure('archives know images by their tags only; name it without a digest');
    }
    const name = `${reference.repository}:${versionOf(reference)}`;
    const path = join(this.#directory, `${name}.tar`);
    try {
      return await this.#open(path, name);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return failure(`there is no file '${path}'`);
      return failure(`'${path}' cannot be read: ${(error as Error).message}`);
    }
  }

  async #open(path: string, name: string): Promise<Result<OpenedImage>> {
    const contents = await listContents(path);
    const saved = await findSaved(path, contents, name);
    if (!saved.ok) return saved;
    const { config, layers } = saved.value;
    const bytes = await readSmall(path, findFile(contents, config));
    if (bytes === undefined) return failure(`'${path}' does not hold its config '${config}'`);
    const parsed = parseConfig(bytes, this.#platform);
    if (!parsed.ok) return parsed;
    const spans = layers.map((layer) => findFile(contents, layer));
    if (spans.includes(undefined)) return failure(`'${path}' does not hold all of its layers`);
    if (spans.length !== parsed.value.diffIds.length) {
      return failure(
        `its manifest has ${spans.length} layers, its config ${parsed.value.diffIds.length}`,
      );
    }
    return ok({
      config: parsed.value,
      openLayer: (index) => Promise.resolve(ok({ stream: openSpan(path, spans[index]!) })),
    });
  }
}

async function listContents(path: string): Promise<Contents> {
  const files = new Map<string, Span>();
  const links = new Map<string, string>();
  const entries = extract();
  const reading = pipeline(createReadStream(path), entries as unknown as NodeJS.WritableStream);
  reading.catch(() => undefined);
  try {
    for await (const entry of entries) {
      const header = entry.header as Header & { readonly byteOffset: number };
      if (files.size + links.size > mostArchiveEntries) throw new Error('it has too many entries');
      const name = posix.normalize(header.name);
      if (header.type === 'file') files.set(name, { start: header.byteOffset, size: header.size });

      if (header.type === 'symlink')
        links.set(name, posix.join(posix.dirname(name), header.linkname));
      if (header.type === 'link') links.set(name, posix.normalize(header.linkname));
      entry.resume();
    }
  } finally {
    await reading;
  }
  return { files, links };
}

function findFile({ files, links }: Contents, name: string): Span | undefined {
  let at = posix.normalize(name);
  for (let count = 0; count < mostLinks; count++) {
    const span = files.get(at);
    if (span !== undefined) return span;
    const next = links.get(at);
    if (next === undefined) return undefined;
    at = next;
  }
  return undefined;
}

function openSpan(path: string, { start, size }: Span): Readable {
  if (size === 0) return Readable.from([]);
  return createReadStream(path, { start, end: start + size - 1 });
}

async function readSmall(path: string, span: Span | undefined): Promise<Buffer | undefined> {
  if (span === undefined || span.size > mostConfigBytes) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of openSpan(path, span)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Which of the archive's images is meant: the one of that name, else the only one there is. */
async function findSaved(
  path: string,
  contents: Contents,
  name: string,
): Promise<Result<{ readonly config: string; readonly layers: readonly string[] }>> {
  const bytes = await readSmall(path, findFile(contents, 'manifest.json'));
  const wrong = `'${path}' is no archive as docker save writes it`;
  if (bytes === undefined) return failure(`${wrong}: it holds no manifest.json`);
  let images: readonly SavedImage[];
  try {
    images = JSON.parse(bytes.toString('utf8')) as readonly SavedImage[];
  } catch {
    return failure(`${wrong}: its manifest.json is no JSON`);
  }
  if (!Array.isArray(images)) return failure(`${wrong}: its manifest.json is no list`);
  const named = images.find(
    ({ RepoTags }) => Array.isArray(RepoTags) && RepoTags.some((tag) => isNamed(tag, name)),
  );
  const { Config, Layers } = named ?? (images.length === 1 ? (images[0] as SavedImage) : {});
  const isList = Array.isArray(Layers) && Layers.every((one) => typeof one === 'string');
  if (typeof Config !== 'string' || !isList) {
    return failure(`${wrong}: its manifest.json has no image '${name}'`);
  }
  return ok({ config: Config, layers: Layers as string[] });
}

/** Images of Docker's own registry are saved without its name, others with theirs. */
function isNamed(tag: unknown, name: string): boolean {
  return typeof tag === 'string' && (tag === name || tag.endsWith(`/${name}`));
}
