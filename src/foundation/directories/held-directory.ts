/**
 * A directory that is held open, so that its entries are reached without looking its path up again.
 * Whoever works as root in a directory of somebody else needs this: between two looks at a path its
 * owner may put a link in the place of any part of it.
 *
 * Node has no openat(2). On Linux the name of an entry below /proc/self/fd/<descriptor> does the
 * same: the kernel starts at the directory that is open, wherever it has been moved since. Elsewhere
 * the path itself has to do, and only the last part of a name is kept from being followed.
 *
 * What always holds: `enter`, `make` and `openFile` follow no link, and nothing else is opened than
 * what the caller asked for: a directory, or a regular file.
 */
import { constants, promises as fs } from 'node:fs';
import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

const isLinux = process.platform === 'linux';
/** Linux only, and not in Node's table: names a file without opening it, so pipes do not block. */
const oPath = 0o10000000;
const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

export class HeldDirectory {
  readonly #handle: FileHandle;
  /** For messages: how it was named when it was opened. */
  readonly shownPath: string;

  private constructor(handle: FileHandle, shownPath: string) {
    this.#handle = handle;
    this.shownPath = shownPath;
  }

  /** Follows links: only for paths that nobody else can change. */
  static async open(path: string): Promise<HeldDirectory> {
    return new HeldDirectory(await fs.open(path, O_RDONLY | O_DIRECTORY), path);
  }

  /** The same directory once more, to be closed by itself. */
  async again(): Promise<HeldDirectory> {
    return new HeldDirectory(await fs.open(this.path, O_RDONLY | O_DIRECTORY), this.shownPath);
  }

  /** To be inherited by a child process. */
  get descriptor(): number {
    return this.#handle.fd;
  }

  /** Leads to this directory for as long as it is held; in child processes, too, until they exec. */
  get path(): string {
    return isLinux ? `/proc/self/fd/${this.#handle.fd}` : this.shownPath;
  }

  /** The path of an entry; `name` is one name, no path. */
  at(name: string): string {
    return `${this.path}/${name}`;
  }

  stat(): Promise<Stats> {
    return this.#handle.stat();
  }

  chown({ uid, gid }: Owner): Promise<void> {
    return this.#handle.chown(uid, gid);
  }

  chmod(mode: number): Promise<void> {
    return this.#handle.chmod(mode);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** Opens the directory `name` in it. Throws when that is anything else, a link for example. */
  async enter(name: string): Promise<HeldDirectory> {
    const shownPath = `${this.shownPath}/${name}`;
    try {
      const handle = await fs.open(this.at(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
      return new HeldDirectory(handle, shownPath);
    } catch (error) {
      if (codeOf(error) !== 'ENOTDIR' && codeOf(error) !== 'ELOOP') throw error;
      throw new Error(`'${shownPath}' is not a directory (links are not followed)`, {
        cause: error,
      });
    }
  }

  /**
   * The directory that `names` lead to, in one step, whatever their number; undefined when there is
   * none, or when it cannot be told that no link was on the way: then each has to be entered. Where a
   * directory that is open lies, the kernel says itself, and it knows no links.
   */
  async findBelow(names: readonly string[]): Promise<HeldDirectory | undefined> {
    if (!isLinux) return undefined;
    const handle = await fs
      .open(this.at(names.join('/')), O_RDONLY | O_DIRECTORY)
      .catch(() => undefined);
    if (handle === undefined) return undefined;
    const found = new HeldDirectory(handle, [this.shownPath, ...names].join('/'));
    const [from, to] = await Promise.all([fs.readlink(this.path), fs.readlink(found.path)]);
    if (to === [from === '/' ? '' : from, ...names].join('/')) return found;
    await found.close();
    return undefined;
  }

  /** Opens the directory `name`, which is made when it is missing. */
  async make(
    name: string,
    mode: number,
  ): Promise<{ readonly directory: HeldDirectory; readonly isNew: boolean }> {
    try {
      return { directory: await this.enter(name), isNew: false };
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    const isNew = await fs.mkdir(this.at(name), mode).then(
      () => true,
      (error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
        return false;
      },
    );
    return { directory: await this.enter(name), isNew };
  }

  /**
   * Opens a regular file that exists. `findFault` sees it before it is opened and says what is wrong
   * with it, if anything; a pipe or a device is refused without being touched.
   */
  async openFile(
    name: string,
    flags: number,
    findFault: (stats: Stats) => string | undefined = () => undefined,
  ): Promise<FileHandle> {
    if (!isLinux) return this.#openChecked(name, flags | O_NOFOLLOW | O_NONBLOCK, findFault);
    const seen = await this.#openChecked(name, oPath | O_NOFOLLOW, findFault);
    try {
      return await fs.open(`/proc/self/fd/${seen.fd}`, flags);
    } finally {
      await seen.close();
    }
  }

  async #openChecked(
    name: string,
    flags: number,
    findFault: (stats: Stats) => string | undefined,
  ): Promise<FileHandle> {
    const handle = await fs.open(this.at(name), flags);
    const stats = await handle.stat();
    const fault = stats.isFile() ? findFault(stats) : 'is not a regular file';
    if (fault === undefined) return handle;
    await handle.close();
    throw new Error(`'${this.shownPath}/${name}' ${fault}`);
  }
}

/** Calls `work` with what `opening` opens, and closes it whatever comes. */
export async function holding<T>(
  opening: Promise<HeldDirectory>,
  work: (directory: HeldDirectory) => Promise<T>,
): Promise<T> {
  const directory = await opening;
  try {
    return await work(directory);
  } finally {
    await directory.close();
  }
}
