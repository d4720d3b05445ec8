/**
 * Static files of a directory. What is in it is looked at once: later files are not served, and a file
 * that is replaced is served anew. Names that begin with a dot are left out, and so is whatever a link
 * leads to that is not below the directory. The directory is the program's own: nobody else writes to it.
 */
import { constants, promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, ok, type Result } from '../../result.ts';
import {
  codingEndings,
  isCodedForm,
  type StaticEntry,
  type StaticFile,
  type StaticSource,
} from './source.ts';

/** More are refused at the start: that is no directory of pages. */
const mostStaticFiles = 10_000;
const pieceBytes = 64 * 1024;

export async function directorySource(root: string): Promise<Result<StaticSource>> {
  const realPaths = new Map<string, string>();
  try {
    await collect(realPaths, await fs.realpath(root), '');
  } catch (error) {
    return failure(`Cannot read the files of '${root}': ${(error as Error).message}`);
  }
  if (realPaths.size > mostStaticFiles) {
    return failure(
      `'${root}' has more than ${mostStaticFiles} files, which are the most to be served`,
    );
  }
  const entries = new Map<string, StaticEntry>();
  for (const path of realPaths.keys()) {
    if (!isCodedForm(path, (other) => realPaths.has(other)))
      entries.set(path, entry(realPaths, path));
  }
  return ok({ find: (path) => entries.get(path) });
}

/** `below` is "" or "assets/". */
async function collect(found: Map<string, string>, root: string, below: string): Promise<void> {
  for (const { name } of await fs.readdir(join(root, below), { withFileTypes: true })) {
    if (name.startsWith('.') || found.size > mostStaticFiles) continue;
    const path = below + name;
    const realPath = await fs.realpath(join(root, path)).catch(() => undefined);
    if (realPath === undefined || !realPath.startsWith(`${root}/`)) continue;
    const isLink = realPath !== join(root, path);
    const stats = await fs.lstat(realPath);
    // A link to a directory could lead to one that it is in.
    if (stats.isDirectory() && !isLink) await collect(found, root, `${path}/`);
    else if (stats.isFile() && !isHiddenBelow(realPath, root)) found.set(path, realPath);
  }
}

function isHiddenBelow(realPath: string, root: string): boolean {
  return realPath.slice(root.length).includes('/.');
}

function entry(realPaths: ReadonlyMap<string, string>, path: string): StaticEntry {
  const forms = codingEndings.filter(([, ending]) => realPaths.has(path + ending));
  return {
    codings: forms.map(([coding]) => coding),
    open: (coding) => {
      const ending = forms.find(([name]) => name === coding)?.[1] ?? '';
      return openFile(realPaths.get(path + ending)!);
    },
  };
}

async function openFile(realPath: string): Promise<StaticFile | undefined> {
  const stats = await fs.lstat(realPath).catch(() => undefined);
  if (stats?.isFile() !== true) return undefined;
  const { size, mtimeMs } = stats;
  return {
    sizeBytes: size,
    modifiedMs: mtimeMs,
    etag: `"${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}"`,
    read: (start, end) => piecesOf(realPath, start, end),
  };
}

async function* piecesOf(realPath: string, start: number, end: number): AsyncIterable<Uint8Array> {
  const handle = await fs.open(realPath, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    for (let at = start; at < end;) {
      const piece = await readPiece(handle, at, Math.min(pieceBytes, end - at));
      // The body would end before its announced length: break the connection instead.
      if (piece.length === 0) throw new Error(`'${realPath}' became shorter while it was read`);
      at += piece.length;
      yield piece;
    }
  } finally {
    await handle.close();
  }
}

async function readPiece(handle: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
