/**
 * Directories whose content a program trusts: registries, checkpoints, scripts that it runs, logs
 * that it appends to. Before it does, nobody else may have made them, or be able to change or
 * replace them: every directory from the root of the file system down must belong to root or to
 * this process, nobody else may write to it (but where only owners may replace entries, as in /tmp),
 * and a link on the way must be as trustworthy. Missing directories are made.
 *
 * Writers of the group of a parent are accepted: whom root puts into a group is root's decision.
 */
import { lstatSync, mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { failure, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { codeOf } from './held-directory.ts';

/** As many as Linux follows; more are a loop. */
const mostLinks = 40;

const stickyBit = 0o1000;
const groupWrites = 0o020;
const othersWrite = 0o002;

/** Whose the directory must be. */
export interface Self {
  readonly uid: number;
  readonly gid: number;
}

export interface OwnDirectoryOptions {
  /** Named in refusals: "--work_dir". */
  readonly flag: string;
  /** Are the entries to be trusted as well, because they are read or run? */
  readonly checksEntries: boolean;
  /** Absent: this process. */
  readonly self?: Self;
}

/** Something that is not to be trusted. */
interface Fault {
  readonly why: string;
  /** What to do about it, but for choosing another directory. */
  readonly wayOut: string;
}

function thisProcess(): Self {
  return { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
}

/** Makes the directory if it is missing. The failure is a sentence for the operator. */
export function makeOwnDirectory(path: string, options: OwnDirectoryOptions): Result<void> {
  const { flag, checksEntries, self = thisProcess() } = options;
  return make(path, { flag, self, faultOf: (made) => findFault(made, self, checksEntries) });
}

/**
 * The same for the directory of a file or socket that is made anew each time: nobody may be able to
 * replace it, but others may have entries beside it, as in /tmp.
 */
export function makeParentDirectory(
  path: string,
  flag: string,
  self = thisProcess(),
): Result<void> {
  return make(dirname(resolve(path)), {
    ...{ flag, self },
    faultOf: (made) => findParentFault(made, self),
  });
}

interface Making {
  readonly flag: string;
  readonly self: Self;
  readonly faultOf: (directory: string) => Fault | undefined;
}

function make(path: string, { flag, self, faultOf }: Making): Result<void> {
  // A system without users cannot tell them apart.
  if (process.platform === 'win32') return ok(undefined);
  try {
    const directory = new Walk(self).down(resolve(path));
    const fault = typeof directory === 'string' ? faultOf(directory) : directory;
    if (fault === undefined) return ok(undefined);
    return failure(
      `The directory '${path}' (${flag}) cannot be trusted: ${fault.why}. ` +
        `${fault.wayOut}, or choose another directory with ${flag}`,
    );
  } catch (error) {
    return failure(`Failed to make the directory '${path}' (${flag}): ${(error as Error).message}`);
  }
}

/** Goes down a path and follows its links by itself, so that it sees each directory on the way. */
class Walk {
  readonly #self: Self;
  #links = 0;

  constructor(self: Self) {
    this.#self = self;
  }

  /** The directory without links, or what is wrong on the way. */
  down(path: string): string | Fault {
    let at = '/';
    const names = namesOf(path);
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      const fault = findParentFault(at, this.#self);
      if (fault !== undefined) return fault;
      const next = name === '..' ? dirname(at) : join(at, name);
      const stats = lookOrMake(next);
      if (!stats.isSymbolicLink()) {
        at = next;
        continue;
      }
      if (!isTrusted(stats, this.#self)) return linkFault(next, stats);
      if (++this.#links > mostLinks) return tooManyLinks(path);
      const target = readlinkSync(next);
      if (target.startsWith('/')) at = '/';
      names.unshift(...namesOf(target));
    }
    return at;
  }
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

function lookOrMake(path: string): Stats {
  try {
    return lstatSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  try {
    mkdirSync(path, 0o755);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error; // somebody was faster; whose it is, is looked at
  }
  return lstatSync(path);
}

function isTrusted({ uid }: Stats, self: Self): boolean {
  return uid === 0 || uid === self.uid;
}

function findParentFault(path: string, self: Self): Fault | undefined {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return kindFault(path);
  if (!isTrusted(stats, self)) {
    const why = `'${path}' belongs to user id ${stats.uid}, who can replace what is in it`;
    return { why, wayOut: `Give it to root (chown root '${path}')` };
  }
  const isOpen = (stats.mode & othersWrite) !== 0 && (stats.mode & stickyBit) === 0;
  if (!isOpen) return undefined;
  const why = `everybody can replace what is in '${path}'`;
  return { why, wayOut: `Forbid it (chmod o-w '${path}')` };
}

function findFault(path: string, self: Self, checksEntries: boolean): Fault | undefined {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return kindFault(path);
  if (stats.uid !== self.uid) return ownerFault(path, stats, self);
  if (isOpenToOthers(stats, self)) return openFault(path);
  return checksEntries ? findEntryFault(path, self) : undefined;
}

function isOpenToOthers({ mode, gid }: Stats, self: Self): boolean {
  const isGroupTrusted = gid === 0 || gid === self.gid;
  return (mode & othersWrite) !== 0 || (!isGroupTrusted && (mode & groupWrites) !== 0);
}

function openFault(path: string): Fault {
  const why = `others can write to '${path}'`;
  return { why, wayOut: `After a look at what is in it, forbid it (chmod go-w '${path}')` };
}

/** What lay in it before it became ours is still its maker's. */
function findEntryFault(path: string, self: Self): Fault | undefined {
  for (const name of readdirSync(path)) {
    const entry = join(path, name);
    const stats = lstatSync(entry);
    if (!isTrusted(stats, self)) return ownerFault(entry, stats, self);
    // A link has no mode of its own, and what others may write to a socket is not in the directory.
    if (stats.isSymbolicLink() || stats.isSocket()) continue;
    if (isOpenToOthers(stats, self)) return openFault(entry);
  }
  return undefined;
}

function ownerFault(path: string, { uid }: Stats, self: Self): Fault {
  const why = `'${path}' belongs to user id ${uid}, and this program runs as user id ${self.uid}`;
  const command = `chown -R ${self.uid} '${path}'`;
  return { why, wayOut: `Remove it, or after a look at what is in it make it yours (${command})` };
}

function linkFault(path: string, { uid }: Stats): Fault {
  const why = `'${path}' is a link that user id ${uid} made`;
  return { why, wayOut: `Remove it (rm '${path}')` };
}

function kindFault(path: string): Fault {
  return { why: `'${path}' is not a directory`, wayOut: 'Remove it' };
}

function tooManyLinks(path: string): Fault {
  return {
    why: `'${path}' has more than ${mostLinks} links`,
    wayOut: 'Give the path without them',
  };
}
