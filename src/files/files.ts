/**
 * The files that a master or an agent shows to people: logs and sandboxes. Each is attached under
 * a virtual path ("/slave/log"); a request names a virtual path or something below one, and never
 * reaches anything else on the machine.
 *
 * Sandboxes belong to tasks, which may plant links and pipes in them while we look, and the agent
 * is often root. So a path counts only after every link in it is resolved and the result still lies
 * below what was attached; the directory is then held open and checked once more through its
 * descriptor; and only regular files are opened, because a pipe would hold the reader for ever.
 */
import { constants, promises as fs, type Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { HeldDirectory, holding } from '../foundation/directories/held-directory.ts';
import { failure, ok, type Result } from '../foundation/result.ts';
import type { FileInfo } from '../protocol/generated/mesos.ts';
import type { Authorizer, Demand } from '../security/authorization.ts';
import { type Principal, principalText } from '../security/principal.ts';
import {
  describeFailure,
  fileNotFound,
  invalidPath,
  unauthorized,
  type FilesError,
} from './files-error.ts';
import { OwnerNames } from './owner-names.ts';

export interface Attachment {
  readonly realPath: string;
  /** What whoever wants to see it must be allowed: ACCESS_MESOS_LOG, or ACCESS_SANDBOX of whom. */
  readonly demand: Demand;
}

/** What comes and goes by itself, and so is looked up rather than attached: sandboxes. */
export interface FileSource {
  /** What the beginning of the path stands for, and the rest of it ("" or "/..."). */
  find(path: string): (Attachment & { readonly rest: string }) | undefined;
  /** Virtual and real paths of what is worth listing. */
  list(): Iterable<readonly [virtualPath: string, realPath: string]>;
}

/** A path without links, and the directory that it must not leave. */
interface Resolved {
  readonly realPath: string;
  readonly rootPath: string;
}

interface Listing {
  readonly directory: HeldDirectory;
  readonly rootPath: string;
  readonly shownPath: string;
}

export interface ReadFile {
  /** Size of the whole file. */
  readonly sizeBytes: number;
  readonly data: Uint8Array;
}

export interface ReadRange {
  /** Absent: only the size is asked. */
  readonly offset?: number;
  /** Absent: as much as one read may give. */
  readonly length?: number;
}

/** A regular file, opened for whoever reads it to the end; the reader closes the handle. */
export interface OpenedFile {
  readonly handle: FileHandle;
  readonly sizeBytes: number;
  /** The file's own name, after links were followed. */
  readonly realPath: string;
}

/** 16 pages: what one read gives at most, so that nobody pulls a whole log into one answer. */
export const mostReadBytes = 16 * 4096;

/** A larger directory is refused: its listing would hold the process up for seconds. */
const mostListedEntries = 100_000;

/** How many entries of a directory are looked at together; libuv has four threads for it. */
const entriesAtOnce = 16;

export class Files {
  readonly #attachments = new Map<string, Attachment>();
  readonly #sources: FileSource[] = [];
  readonly #owners = new OwnerNames();
  readonly #authorizer: Authorizer;

  constructor(authorizer: Authorizer) {
    this.#authorizer = authorizer;
  }

  /** It need not exist yet; attaching the same virtual path again replaces it. */
  attach(virtualPath: string, attachment: Attachment): void {
    this.#attachments.set(trimSlashes(virtualPath), attachment);
  }

  detach(virtualPath: string): void {
    this.#attachments.delete(trimSlashes(virtualPath));
  }

  /** Asked when nothing attached fits. */
  addSource(source: FileSource): void {
    this.#sources.push(source);
  }

  /** Virtual to real path, sorted by virtual path. */
  list(): readonly (readonly [virtualPath: string, realPath: string])[] {
    const attached = [...this.#attachments].map(
      ([path, { realPath }]) => [path, realPath] as const,
    );
    const found = this.#sources.flatMap((source) => [...source.list()]);
    return [...attached, ...found].toSorted(([a], [b]) => compare(a, b));
  }

  /** What a directory holds, sorted by name; nothing for a file. */
  async browse(path: string, principal?: Principal): Promise<Result<FileInfo[], FilesError>> {
    const resolved = await this.#resolve(path, principal);
    if (!resolved.ok) return resolved;
    try {
      if (!(await fs.stat(resolved.value.realPath)).isDirectory()) return ok([]);
      return await this.#list(path, resolved.value);
    } catch (error) {
      return failure(describeFailure(`Failed to list '${path}'`, error));
    }
  }

  /** Held open, so that it cannot become a link to another one between the looks at it. */
  async #list(
    path: string,
    { realPath, rootPath }: Resolved,
  ): Promise<Result<FileInfo[], FilesError>> {
    return holding(HeldDirectory.open(realPath), async (directory) => {
      const escape = await findEscape(directory.descriptor, path, { realPath, rootPath });
      if (escape !== undefined) return failure(escape);
      const names = await fs.readdir(directory.path);
      if (names.length > mostListedEntries) {
        const rule = `it holds ${names.length} entries, at most ${mostListedEntries} are listed`;
        return failure(invalidPath(`Cannot list '${path}': ${rule}.\n`));
      }
      const sorted = names.toSorted(compare);
      return ok(
        await this.#describe({ directory, rootPath, shownPath: trimSlashes(path) }, sorted),
      );
    });
  }

  async read(
    path: string,
    range: ReadRange,
    principal?: Principal,
  ): Promise<Result<ReadFile, FilesError>> {
    const opened = await this.open(path, 'read', principal);
    if (!opened.ok) return opened;
    const { handle, sizeBytes } = opened.value;
    try {
      const offset = range.offset ?? sizeBytes;
      const wanted = Math.min(range.length ?? mostReadBytes, mostReadBytes, sizeBytes - offset);
      if (wanted <= 0) return ok({ sizeBytes, data: new Uint8Array(0) });
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, offset);
      return ok({ sizeBytes, data: buffer.subarray(0, bytesRead) });
    } catch (error) {
      return failure(describeFailure(`Failed to read '${path}'`, error));
    } finally {
      await handle.close();
    }
  }

  /** `purpose` is the verb of the refusal. */
  async open(
    path: string,
    purpose: 'read' | 'download',
    principal?: Principal,
  ): Promise<Result<OpenedFile, FilesError>> {
    const resolved = await this.#resolve(path, principal);
    if (!resolved.ok) return resolved;
    const { realPath, rootPath } = resolved.value;
    const [folder, name] = [dirname(realPath), basename(realPath)];
    try {
      return await holding(HeldDirectory.open(folder), async (parent) => {
        const refused =
          (await findEscape(parent.descriptor, path, { realPath: folder, rootPath })) ??
          findKindFault(await fs.lstat(parent.at(name)), purpose);
        if (refused !== undefined) return failure(refused);
        const handle = await parent.openFile(name, constants.O_RDONLY);
        return ok({ handle, sizeBytes: (await handle.stat()).size, realPath });
      });
    } catch (error) {
      return failure(describeFailure(`Failed to ${purpose} '${path}'`, error));
    }
  }

  /** The longest attached beginning of the path decides. */
  async #resolve(
    path: string,
    principal: Principal | undefined,
  ): Promise<Result<Resolved, FilesError>> {
    const fault = findPathFault(path);
    if (fault !== undefined) return failure(invalidPath(fault));
    const found = this.#findAttachment(trimSlashes(path));
    if (found === undefined) return failure(fileNotFound);
    const { attachment, rest } = found;
    if (!this.#authorizer.allows(principal, attachment.demand)) {
      const { action } = attachment.demand;
      return failure(unauthorized(`${action} is not allowed to ${principalText(principal)}.\n`));
    }
    try {
      const rootPath = await fs.realpath(attachment.realPath);
      const realPath = await fs.realpath(rootPath + rest);
      if (!isWithin(realPath, rootPath)) return failure(leadsOut(path));
      return ok({ realPath, rootPath });
    } catch (error) {
      return failure(describeFailure(`Failed to resolve '${path}'`, error));
    }
  }

  #findAttachment(path: string): { attachment: Attachment; rest: string } | undefined {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const attachment = this.#attachments.get(path.slice(0, end));
      if (attachment !== undefined) return { attachment, rest: path.slice(end) };
    }
    for (const source of this.#sources) {
      const found = source.find(path);
      if (found === undefined) continue;
      return { attachment: found, rest: found.rest };
    }
    return undefined;
  }

  async #describe(
    { directory, rootPath, shownPath }: Listing,
    names: readonly string[],
  ): Promise<FileInfo[]> {
    await this.#owners.refresh();
    const infos: FileInfo[] = [];
    for (let from = 0; from < names.length; from += entriesAtOnce) {
      const batch = names.slice(from, from + entriesAtOnce);
      const stats = await Promise.all(
        batch.map((name) => statWithin(directory.at(name), rootPath)),
      );
      stats.forEach((one, i) => {
        if (one !== undefined) infos.push(this.#fileInfo(`${shownPath}/${batch[i]!}`, one));
      });
    }
    return infos;
  }

  #fileInfo(path: string, stats: Stats): FileInfo {
    return {
      path,
      nlink: stats.nlink,
      size: stats.size,
      mtime: { nanoseconds: BigInt(Math.floor(stats.mtimeMs / 1000)) * 1_000_000_000n },
      mode: stats.mode,
      uid: this.#owners.user(stats.uid),
      gid: this.#owners.group(stats.gid),
    };
  }
}

/**
 * What `path` leads to. A link that leads nowhere is not listed, as in Mesos; neither is what vanished
 * meanwhile. One that leads out shows itself: the rest of the machine is nobody's business.
 */
async function statWithin(path: string, rootPath: string): Promise<Stats | undefined> {
  try {
    const own = await fs.lstat(path);
    if (!own.isSymbolicLink()) return own;
    const target = await fs.realpath(path);
    return isWithin(target, rootPath) ? await fs.lstat(target) : own;
  } catch {
    return undefined;
  }
}

function findPathFault(path: string): string | undefined {
  if (path.includes('\0')) return 'A path must not contain a zero byte.\n';
  if (path.split('/').includes('..')) return `Path '${path}' must not contain '..'.\n`;
  return undefined;
}

function findKindFault(stats: Stats, purpose: 'read' | 'download'): FilesError | undefined {
  if (stats.isDirectory()) return invalidPath(`Cannot ${purpose} a directory.\n`);
  if (!stats.isFile()) return invalidPath(`Cannot ${purpose} what is not a regular file.\n`);
  return undefined;
}

/** Was a directory of the path swapped for a link between looking and opening? */
async function findEscape(
  descriptor: number,
  path: string,
  { realPath, rootPath }: Resolved,
): Promise<FilesError | undefined> {
  if (process.platform !== 'linux') return undefined;
  const opened = await fs.readlink(`/proc/self/fd/${descriptor}`);
  // One that was removed keeps its descriptor but not its name; a foreign one has another name anyway.
  const isOurs = opened === realPath || opened === `${realPath} (deleted)`;
  return isOurs || isWithin(opened, rootPath) ? undefined : leadsOut(path);
}

function leadsOut(path: string): FilesError {
  return invalidPath(`Path '${path}' leads out of the directory that is shown.\n`);
}

function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`);
}

/** "/a//b/" is "/a/b"; what does not begin with "/" names nothing. */
function trimSlashes(path: string): string {
  return path.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
