/**
 * Unpacks a layer as it comes: what a registry sends is hashed, unpacked, looked at entry by entry
 * (layer-rules.ts) and written anew as an archive of only what is allowed, which `tar` puts on disk. So
 * tar sees nothing that a stranger wrote, and nothing but names below its own directory.
 *
 * Whiteouts become what overlayfs knows: a device file 0/0, an attribute of a directory. Other
 * extended attributes (capabilities of files among them) are left out, as with Mesos.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';
import type { ExtractEvents, Header, Pack } from 'tar-stream';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { unpacked } from './decompress.ts';
import { plainLayer } from './layer-form.ts';
import type { LayerForm } from './layer-form.ts';
import { LayerRules } from './layer-rules.ts';

export interface LayerSource {
  readonly stream: Readable;
  /** Of what `stream` brings, when that was promised. */
  readonly promised?: { readonly digest: string; readonly size: number };
  /** Digest of the archive that it is when unpacked. */
  readonly diffId: string;
  /** Absent: as Docker and OCI have them. */
  readonly form?: LayerForm;
}

/** What copies need to know of a layer, and what the store keeps beside it. */
export interface LayerContents {
  /** Hidden of the layers below; each is a device file 0/0 in this one. */
  readonly whiteouts: readonly string[];
  /** Directories that show nothing of the layers below; "" is the root. */
  readonly opaques: readonly string[];
}

/** tar's complaints are shown to users. */
const mostComplaintLetters = 500;

/** What is wrong with the layer itself, or with the disk; anything else is the source's. */
class LayerFault extends Error {}

type HeaderArgument = Parameters<Pack['entry']>[0];
/** The contents of an entry. */
type Body = ExtractEvents['entry'][1];

/** Fills `directory`, which is empty; when it fails there may be anything in it. */
export async function unpackLayer(
  { stream, promised, diffId, form = plainLayer }: LayerSource,
  directory: string,
): Promise<Result<LayerContents>> {
  const packedHash = createHash('sha256');
  const plainHash = createHash(form.algorithm);
  try {
    const packed = hashed(stream, packedHash, promised?.size);
    const contents = await unpackInto(directory, hashed(unpacked(packed), plainHash), form);
    const got = `sha256:${packedHash.digest('hex')}`;
    const plain = `${form.prefix}${plainHash.digest('hex')}`;
    if (promised !== undefined && got !== promised.digest) {
      return failure(`what came has the digest ${got}, not ${promised.digest}`);
    }
    if (plain === diffId) return ok(contents);
    return failure(`unpacked it has the digest ${plain}, its config says ${diffId}`);
  } catch (error) {
    return failure((error as Error).message);
  } finally {
    stream.destroy();
  }
}

/** Looks on while it is read. More than was promised is not taken. */
async function* hashed(
  source: AsyncIterable<Buffer>,
  hash: Hash,
  mostBytes = Infinity,
): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > mostBytes)
      throw new LayerFault(`it is longer than the ${mostBytes} bytes that its manifest says`);
    hash.update(chunk);
    yield chunk;
  }
}

async function unpackInto(
  directory: string,
  plain: AsyncIterable<Buffer>,
  form: LayerForm,
): Promise<LayerContents> {
  const tar = spawn('tar', [...tarWords, '-C', directory], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  const ended = endOf(tar);
  ended.catch(() => undefined);
  // When tar ends early, what it complains of says more than that nobody reads.
  let isBroken = false;
  tar.stdin.on('error', () => (isBroken = true));
  try {
    const sifted = pack();
    const writing = pipeline(Readable.from(sifted), tar.stdin);
    const [contents] = await Promise.all([sift(plain, sifted, form), writing]);
    await ended;
    return contents;
  } catch (error) {
    if (isBroken) await ended;
    tar.kill('SIGKILL');
    await ended.catch(() => undefined);
    throw error;
  }
}

const tarWords = [
  ...['--extract', '--file=-', '--numeric-owner', '--same-owner', '--preserve-permissions'],
  ...['--xattrs', '--xattrs-include=trusted.overlay.opaque', '--delay-directory-restore'],
];

function endOf(tar: ChildProcess): Promise<void> {
  let said = '';
  tar.stderr!.on('data', (chunk: Buffer) => {
    if (said.length < mostComplaintLetters) said += chunk.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    tar.on('error', reject);
    tar.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new LayerFault(`tar cannot unpack it: ${said.trim().slice(0, mostComplaintLetters)}`),
        );
    });
  });
}

/** Reads the layer's archive and writes what is allowed of it to `out`. */
async function sift(
  plain: AsyncIterable<Buffer>,
  out: Pack,
  form: LayerForm,
): Promise<LayerContents> {
  const sieve = new Sieve(out, form.hasWhiteouts);
  const entries = extract();
  const reading = pipeline(Readable.from(plain), entries as unknown as NodeJS.WritableStream);
  reading.catch(() => undefined);
  try {
    for await (const entry of entries) {
      const placed = form.placeOf(entry.header);
      if (placed === undefined) entry.resume();
      else await sieve.take(placed, entry);
    }
    await reading;
    const contents = await sieve.finish();
    out.finalize();
    return contents;
  } catch (error) {
    // `reading` knows why nothing came any more.
    const first = await reading.then(
      () => error as Error,
      (why: Error) => why,
    );
    const cause = error instanceof LayerFault ? error : first;
    out.destroy(cause);
    throw cause;
  }
}

interface Attributes {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: Date;
  readonly pax?: Readonly<Record<string, string>>;
}

const unknownAttributes: Attributes = { mode: 0o755, uid: 0, gid: 0, mtime: new Date(0) };

class Sieve {
  readonly #out: Pack;
  readonly #rules: LayerRules;
  readonly #directories = new Map<string, Attributes>();
  readonly #whiteouts = new Set<string>();
  readonly #opaques = new Set<string>();

  constructor(out: Pack, hasWhiteouts: boolean) {
    this.#out = out;
    this.#rules = new LayerRules(hasWhiteouts);
  }

  async take(header: Header, body: Body): Promise<void> {
    const judged = this.#rules.judge(header);
    if (!judged.ok) throw new LayerFault(judged.error);
    const verdict = judged.value;
    switch (verdict.kind) {
      case 'keep':
        return this.#keep(header, body, verdict);
      case 'root':
        this.#directories.set('', attributesOf(header));
        await this.#write({ ...attributesOf(header), name: './', type: 'directory' });
        break;
      case 'whiteout':
        this.#whiteouts.add(verdict.path);
        break;
      case 'opaque':
        this.#opaques.add(verdict.path);
        break;
      case 'skip':
        break;
    }
    body.resume();
  }

  async #keep(
    header: Header,
    body: Body,
    { path, target }: { readonly path: string; readonly target?: string },
  ): Promise<void> {
    const attributes = attributesOf(header);
    const type = header.type === 'contiguous-file' ? 'file' : header.type;
    if (type === 'directory') this.#directories.set(path, attributes);
    const link = target === undefined ? {} : { linkname: target };
    const entry = { ...attributes, name: path, type, ...link };
    if (type === 'file' && header.size > 0) {
      return this.#writeFile({ ...entry, size: header.size }, body);
    }
    await this.#write(entry);
    body.resume();
  }

  /** Last, because a layer may hide what it has, too, and says so in any order. */
  async finish(): Promise<LayerContents> {
    const whiteouts: string[] = [];
    for (const path of this.#whiteouts) {
      const kind = this.#rules.kindOf(path);
      if (kind === 'directory') this.#opaques.add(path);
      if (kind !== undefined) continue;
      whiteouts.push(path);
      const device = { devmajor: 0, devminor: 0 };
      await this.#write({ ...unknownAttributes, ...device, name: path, type: 'character-device' });
    }
    for (const path of this.#opaques) {
      const attributes = this.#directories.get(path) ?? unknownAttributes;
      const pax = { ...attributes.pax, 'SCHILY.xattr.trusted.overlay.opaque': 'y' };
      const name = path === '' ? './' : path;
      await this.#write({ ...attributes, name, type: 'directory', pax });
    }
    return { whiteouts, opaques: [...this.#opaques] };
  }

  /** An entry without contents. */
  #write(header: HeaderArgument): Promise<void> {
    return new Promise((resolve, reject) => {
      const entry = this.#out.entry({ ...header, size: 0 }, settler(resolve, reject));
      if (header.type === 'file') entry.end(null);
    });
  }

  #writeFile(header: HeaderArgument, body: Body): Promise<void> {
    return new Promise((resolve, reject) => {
      const entry = this.#out.entry({ ...header }, settler(resolve, reject));
      body.on('error', reject);
      body.pipe(entry);
    });
  }
}

function settler(
  resolve: () => void,
  reject: (why: Error) => void,
): (error?: Error | null) => void {
  return (error) => (error ? reject(error) : resolve());
}

/** tar-stream takes the mode 0 for none; the bits of the kind are not written. */
const regularFile = 0o100000;
/** The largest that plain headers have room for. */
const mostPlainId = 0o777777;
const mostPlainSeconds = 2 ** 31 - 1;

/**
 * Owner and time may be told in the extended header, where they have no bounds; what else is there is
 * not passed on.
 */
function attributesOf({ mode, uid, gid, mtime, pax }: Header): Attributes {
  const extended = Object.entries((pax ?? {}) as Record<string, string>).filter(
    ([name, value]) => ['uid', 'gid', 'mtime'].includes(name) && /^-?\d+(?:\.\d+)?$/u.test(value),
  );
  const ids = {
    ...(uid > mostPlainId && { uid: String(uid) }),
    ...(gid > mostPlainId && { gid: String(gid) }),
  };
  const all = { ...ids, ...Object.fromEntries(extended) };
  const seconds = Math.min(Math.max(mtime.getTime() / 1000, 0), mostPlainSeconds);
  return {
    ...{
      mode: (mode & 0o7777) | regularFile,
      uid: Math.min(uid, mostPlainId),
      gid: Math.min(gid, mostPlainId),
    },
    mtime: new Date(seconds * 1000),
    ...(Object.keys(all).length > 0 && { pax: all }),
  };
}
