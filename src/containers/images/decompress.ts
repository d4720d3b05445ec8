/**
 * Layers come plain, or packed with gzip or zstd; media types do not always say so truly, the first
 * bytes do. Node 20 has no zstd, so it comes from `fzstd`.
 */
import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';

type Packing = 'none' | 'gzip' | 'zstd';

const magicBytes = 4;

function packingOf(start: Buffer): Packing {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  return start.length >= magicBytes && start.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : 'none';
}

function unzstd(): Transform {
  const transform = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      attempt(done, () => decompress.push(chunk));
    },
    flush(done: TransformCallback) {
      attempt(done, () => decompress.push(new Uint8Array(0), true));
    },
  });
  // It says what it has from within `push`, and reuses what it said it in.
  const decompress = new Decompress((data) => transform.push(Buffer.from(data)));
  return transform;
}

function attempt(done: TransformCallback, act: () => void): void {
  try {
    act();
    done();
  } catch (error) {
    done(new Error(`it is no valid zstd: ${(error as Error).message}`, { cause: error }));
  }
}

/** What `source` holds, unpacked. An error of the source is one of the result. */
export async function* unpacked(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const rest = source[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < magicBytes) {
    const { done, value } = await rest.next();
    if (done === true) break;
    start = Buffer.concat([start, value]);
  }
  const all = continued(start, rest);
  const packing = packingOf(start);
  if (packing === 'none') yield* all;
  else yield* through(all, packing === 'gzip' ? createGunzip() : unzstd());
}

async function* continued(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (start.length > 0) yield start;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

async function* through(source: AsyncIterable<Buffer>, filter: Transform): AsyncGenerator<Buffer> {
  const feeding = feed(source, filter);
  try {
    yield* filter as AsyncIterable<Buffer>;
    await feeding;
  } finally {
    filter.destroy();
    await feeding.catch(() => undefined);
  }
}

async function feed(source: AsyncIterable<Buffer>, filter: Transform): Promise<void> {
  try {
    for await (const chunk of source) {
      if (filter.destroyed) return;
      if (!filter.write(chunk)) await drained(filter);
    }
    filter.end();
  } catch (error) {
    filter.destroy(error as Error);
  }
}

function drained(filter: Transform): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      filter.off('drain', settle).off('close', settle);
      resolve();
    };
    filter.on('drain', settle).on('close', settle);
  });
}
