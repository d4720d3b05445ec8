/**
 * The archive of an appc image: a tar, packed or not, of a file `manifest` and a directory `rootfs`. It is gone through
 * twice: once for its id (the digest of the plain archive) and its manifest, so that nothing of a wrong image is ever
 * unpacked, and once to unpack what is below `rootfs`.
 */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import type { ExtractEvents, Header } from 'tar-stream';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { unpacked } from '../decompress.ts';
import type { LayerForm } from '../layer-form.ts';
import { mostAppcManifestBytes } from './appc-manifest.ts';

export interface Aci {
  readonly id: string;
  readonly manifest: Uint8Array;
}

const manifestName = 'manifest';
const rootName = 'rootfs';
const idPrefix = 'sha512-';

/** What is wrong with what the archive holds. */
class AciFault extends Error {}

/** A failure says what is wrong with the archive. */
export async function readAci(path: string): Promise<Result<Aci>> {
  const hash = createHash('sha512');
  const contents = new Contents();
  const entries = extract();
  const plain = hashed(unpacked(createReadStream(path)), hash);
  const reading = pipeline(Readable.from(plain), entries as unknown as NodeJS.WritableStream);
  reading.catch(() => undefined);
  try {
    for await (const entry of entries) await contents.take(entry.header, entry);
    await reading;
  } catch (error) {
    if (error instanceof AciFault) return failure(`it is no appc image: ${error.message}`);
    // `reading` knows why nothing came any more.
    const cause = await reading.then(
      () => error as Error,
      (why: Error) => why,
    );
    return failure(`it is no appc image: ${cause.message}`);
  }
  const manifest = contents.finish();
  return manifest.ok
    ? ok({ id: `${idPrefix}${hash.digest('hex')}`, manifest: manifest.value })
    : failure(`it is no appc image: ${manifest.error}`);
}

async function* hashed(source: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}

class Contents {
  #manifest: Uint8Array | undefined;
  #hasRoot = false;

  async take({ name, type, size }: Header, body: ExtractEvents['entry'][1]): Promise<void> {
    const [first, ...rest] = partsOf(name);
    if (first === rootName) {
      if (rest.length === 0 && type !== 'directory')
        throw new AciFault("its 'rootfs' is no directory");
      this.#hasRoot = true;
    }
    if (first !== manifestName) return void body.resume();
    if (type !== 'file' || rest.length > 0) throw new AciFault("its 'manifest' is no file");
    if (this.#manifest !== undefined) throw new AciFault('it holds two manifests');
    if (size > mostAppcManifestBytes) {
      throw new AciFault(`its manifest has more than ${mostAppcManifestBytes} bytes`);
    }
    const chunks: Buffer[] = [];
    for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
    this.#manifest = Buffer.concat(chunks);
  }

  finish(): Result<Uint8Array> {
    if (this.#manifest === undefined) return failure("it holds no file 'manifest'");
    return this.#hasRoot ? ok(this.#manifest) : failure("it holds no directory 'rootfs'");
  }
}

function partsOf(name: string): readonly string[] {
  return name.split('/').filter((part) => part !== '' && part !== '.');
}

/** What is below `rootfs`. Names that lead up stay as they are: the rules refuse them. */
export const aciLayer: LayerForm = {
  ...{ algorithm: 'sha512', prefix: idPrefix, hasWhiteouts: false },
  placeOf: (header) => {
    const name = belowRoot(header.name);
    if (name === undefined) return undefined;
    if (header.type !== 'link') return { ...header, name };
    // What is linked to from elsewhere in the archive is no file of the layer, which the rules refuse, too.
    return { ...header, name, linkname: belowRoot(header.linkname ?? '') ?? '' };
  },
};

function belowRoot(name: string): string | undefined {
  const parts = partsOf(name);
  if (parts.includes('..')) return name;
  return parts[0] === rootName ? parts.slice(1).join('/') : undefined;
}
