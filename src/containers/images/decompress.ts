/**
 * Layers come plain, or packed with gzip or zstd, images of appc with bzip2 and xz, too; media types do not always
 * say so truly, the first bytes do. Node 20 has no zstd, so it comes from `fzstd`; the last two are for the machine's programs.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Transform } from 'node:stream';
import type { TransformCallback, Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';

type Packing = 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz';

const magicBytes = 4;

function packingOf(start: Buffer): Packing {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  if (start.subarray(0, 3).toString('latin1') === 'BZh') return 'bzip2';
  if (start.length < magicBytes) return 'none';
  if (start.readUInt32BE(0) === 0xfd377a58) return 'xz';
  return start.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : 'none';
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
  switch (packing) {
    case 'none':
      return yield* all;
    case 'gzip':
      return yield* through(all, createGunzip());
    case 'zstd':
      return yield* through(all, unzstd());
    case 'bzip2':
    case 'xz':
      return yield* throughProgram(all, packing);
  }
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

/** An archive may say how much memory unpacking it takes; the largest that `xz -9` makes takes 65 MiB. */
const programWords = {
  bzip2: ['--decompress', '--stdout'],
  xz: ['--decompress', '--stdout', '--memlimit-decompress=256MiB'],
} as const;
/** Complaints are shown to users. */
const mostComplaintLetters = 500;

async function* throughProgram(
  source: AsyncIterable<Buffer>,
  program: keyof typeof programWords,
): AsyncGenerator<Buffer> {
  const child = spawn(program, programWords[program], {
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  const ended = endOf(child, program);
  ended.catch(() => undefined);
  // When it ends early, what it complains of says more than that nobody reads.
  child.stdin.on('error', () => undefined);
  const feeding = feed(source, child.stdin);
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
    await ended;
    await feeding;
  } finally {
    child.kill('SIGKILL');
    child.stdin.destroy();
    await feeding.catch(() => undefined);
  }
}

function endOf(child: ChildProcess, program: string): Promise<void> {
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    if (said.length < mostComplaintLetters) said += chunk.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      const why = `it is packed with ${program}, which the agent's machine cannot run`;
      reject(new Error(`${why}: ${error.message}`, { cause: error }));
    });
    child.on('close', (code) => {
      const complaint = said.trim().slice(0, mostComplaintLetters);
      if (code === 0) resolve();
      else reject(new Error(`it is no valid ${program}: ${complaint}`));
    });
  });
}

async function feed(source: AsyncIterable<Buffer>, filter: Writable): Promise<void> {
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

function drained(filter: Writable): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      filter.off('drain', settle).off('close', settle);
      resolve();
    };
    filter.on('drain', settle).on('close', settle);
  });
}
