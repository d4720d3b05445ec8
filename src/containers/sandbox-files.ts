/**
 * Files and directories in sandboxes, made by an agent that is root for tasks that are not, while
 * tasks of the same sandbox run and try to lead it astray. Everything that the agent itself writes
 * in a sandbox goes through here; the rest (tar, copies) is done by processes of the task's user.
 *
 * The work directory belongs to the agent. Below it no link is followed, and what is found there is
 * used for a user only when it is that user's already: nothing but what was made here is given away.
 */
import { constants, createWriteStream, promises as fs } from 'node:fs';
import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Writable } from 'node:stream';
import { codeOf, HeldDirectory, holding } from '../foundation/directories/held-directory.ts';
import type { Owner } from '../foundation/directories/held-directory.ts';

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants;

const ownUid = process.getuid?.() ?? 0;
const directoryMode = 0o755;
/** As in Mesos: what a task leaves behind is not for everybody. */
const sandboxMode = 0o750;

/** The names that lead from `workDirectory` to `path`. */
function partsBelow(workDirectory: string, path: string): string[] {
  const parts = relative(workDirectory, path).split('/');
  if (!path.startsWith('/') || parts[0] === '' || parts[0] === '..') {
    throw new Error(`the sandbox '${path}' is not in the work directory '${workDirectory}'`);
  }
  return parts;
}

/** Opens, and maybe makes, the directory `name` on the way down. */
type Step = (from: HeldDirectory, name: string) => Promise<HeldDirectory>;

/** Walks down from `start`, which it closes, holding one directory at a time. */
async function walk(
  start: HeldDirectory,
  names: readonly string[],
  step: Step,
): Promise<HeldDirectory> {
  let at = start;
  for (const name of names) {
    const from = at;
    at = await holding(Promise.resolve(from), () => step(from, name));
  }
  return at;
}

/** The same below the work directory, where most of the way is usually there already. */
async function walkBelow(
  workDirectory: string,
  names: readonly string[],
  step: Step,
): Promise<HeldDirectory> {
  const start = await HeldDirectory.open(workDirectory);
  const found = await start.findBelow(names);
  if (found === undefined) return walk(start, names, step);
  await start.close();
  return found;
}

const enter: Step = (from, name) => from.enter(name);

/** For what leads to sandboxes: it stays the agent's. */
const make: Step = async (from, name) => (await from.make(name, directoryMode)).directory;

/** Whose a directory is to be. */
interface Claim {
  /** Absent: the agent's user. */
  readonly owner: Owner | undefined;
  /** One that exists may be somebody else's, and stays so. */
  readonly isShared: boolean;
}

/** For what is the user's. */
function makeFor(claim: Claim, mode: number): Step {
  return async (from, name) => {
    const { directory, isNew } = await from.make(name, mode);
    try {
      if (isNew || !claim.isShared) await giveTo(directory, claim.owner);
      return directory;
    } catch (error) {
      await directory.close();
      throw error;
    }
  };
}

/** One that is the agent's and empty is new, or was not given away before a crash. */
async function giveTo(directory: HeldDirectory, owner: Owner | undefined): Promise<void> {
  const { uid } = await directory.stat();
  if (uid === (owner?.uid ?? ownUid)) return;
  const isNew = uid === ownUid && (await fs.readdir(directory.path)).length === 0;
  if (isNew && owner !== undefined) return directory.chown(owner);
  const whom = owner === undefined ? 'used by the agent' : `given to user id ${owner.uid}`;
  throw new Error(`'${directory.shownPath}' belongs to user id ${uid} and cannot be ${whom}`);
}

/** Opens the sandbox of a container, made if missing. */
export async function makeSandbox(
  workDirectory: string,
  path: string,
  claim: Claim,
): Promise<HeldDirectory> {
  const parts = partsBelow(workDirectory, path);
  const parent = await walkBelow(workDirectory, parts.slice(0, -1), make);
  return walk(parent, parts.slice(-1), makeFor(claim, sandboxMode));
}

/** Opens a directory that is there. */
export async function openSandbox(workDirectory: string, path: string): Promise<HeldDirectory> {
  const parts = partsBelow(workDirectory, path);
  return walkBelow(workDirectory, parts, enter);
}

/** Makes the directories `names` below a sandbox for its user; returns the innermost. */
export async function makeDirectories(
  sandbox: HeldDirectory,
  names: readonly string[],
  owner: Owner | undefined,
): Promise<HeldDirectory> {
  return walk(await sandbox.again(), names, makeFor({ owner, isShared: false }, directoryMode));
}

/** Who may own a file that the agent opens for `owner`: nobody else's is read or written. */
function findOwnerFault(
  stats: Stats,
  owner: Owner | undefined,
  directoryUid: number,
): string | undefined {
  const { uid, nlink, size } = stats;
  if (uid === (owner?.uid ?? ownUid)) return undefined;
  if (nlink !== 1) return 'is a hard link to a file of another user';
  // The first: a check that runs as another user than its task. The second: made before a crash.
  if (uid === directoryUid || (uid === ownUid && size === 0)) return undefined;
  return `belongs to user id ${uid}, neither to the user of the container nor of its sandbox`;
}

async function openOwned(
  directory: HeldDirectory,
  name: string,
  { flags, owner }: { readonly flags: number; readonly owner: Owner | undefined },
): Promise<FileHandle> {
  const { uid } = await directory.stat();
  return directory.openFile(name, flags, (stats) => findOwnerFault(stats, owner, uid));
}

/** Opens a log of the container for appending; a new one is its user's. */
export async function openLog(
  sandbox: HeldDirectory,
  name: string,
  owner: Owner | undefined,
): Promise<FileHandle> {
  try {
    const flags = O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY;
    const handle = await fs.open(sandbox.at(name), flags, 0o644);
    if (owner !== undefined) await handle.chown(owner.uid, owner.gid);
    return handle;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return openOwned(sandbox, name, { flags: O_APPEND | O_WRONLY, owner });
  }
}

/** Opens a file that was fetched, to read it. */
export function openFetched(
  directory: HeldDirectory,
  name: string,
  owner: Owner | undefined,
): Promise<FileHandle> {
  return openOwned(directory, name, { flags: O_RDONLY, owner });
}

/** To be called when the first bytes are there, and what it returns to be given to a pipeline at once. */
export type OpenSink = () => Writable;

/**
 * Makes the file `path` by what `write` puts into its sink. Answered when the sink is closed, not before:
 * one that is still being opened when its pipeline breaks would make the file after it was removed.
 * Without the sink, or when `write` fails, there is no such file.
 */
export async function writeNewFile(
  path: string,
  write: (openSink: OpenSink) => Promise<void>,
): Promise<void> {
  const sinks: Writable[] = [];
  const openSink = (): Writable => {
    const sink = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    sinks.push(sink.on('error', () => undefined)); // its pipeline hears of it, too
    return sink;
  };
  try {
    await write(openSink);
    await Promise.all(sinks.map(closed));
  } catch (error) {
    await Promise.all(sinks.map((sink) => closed(sink.destroy())));
    await fs.rm(path, { force: true });
    throw error;
  }
}

function closed(sink: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (sink.closed) resolve();
    else sink.once('close', resolve);
  });
}

/** Fills a new file by `write` and puts it at `name` only when that went well. */
export async function replaceFile(
  directory: HeldDirectory,
  name: string,
  options: { readonly mode: number; readonly owner: Owner | undefined },
  write: (openSink: OpenSink) => Promise<void>,
): Promise<void> {
  const temporary = `${name}.fetching`;
  const path = directory.at(temporary);
  await fs.rm(path, { force: true });
  await writeNewFile(path, write);
  try {
    await finish(directory, temporary, options);
    await fs.rename(path, directory.at(name));
  } catch (error) {
    await fs.rm(path, { force: true });
    throw error;
  }
}

/** Gives the file its mode and owner, if it is still the one that was made. */
async function finish(
  directory: HeldDirectory,
  name: string,
  { mode, owner }: { readonly mode: number; readonly owner: Owner | undefined },
): Promise<void> {
  const handle = await directory.openFile(name, O_RDONLY, ({ uid, nlink }) =>
    uid === ownUid && nlink === 1 ? undefined : 'was changed while it was written',
  );
  try {
    await handle.chmod(mode);
    if (owner !== undefined) await handle.chown(owner.uid, owner.gid);
  } finally {
    await handle.close();
  }
}

/** Makes a link in a sandbox, in directories that are made if missing; it replaces what was there. */
export async function linkInSandbox(
  workDirectory: string,
  path: string,
  target: string,
): Promise<void> {
  const parts = partsBelow(workDirectory, path);
  const name = parts.at(-1)!;
  const way = await walkBelow(workDirectory, parts.slice(0, -1), make);
  try {
    await fs.rm(way.at(name), { force: true });
    await fs.symlink(target, way.at(name));
  } finally {
    await way.close();
  }
}
