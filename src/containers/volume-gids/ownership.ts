/**
 * Whose group a volume belongs to. What is in it may be changed by tasks meanwhile: no link is followed, no other file
 * system entered, and of files with several names, which may be somebody else's, the group stays as it is.
 */
import { execFile } from 'node:child_process';
import { constants, promises as fs } from 'node:fs';
import { basename, dirname } from 'node:path';
import { codeOf, holding } from '../../foundation/directories/held-directory.ts';
import type { HeldDirectory } from '../../foundation/directories/held-directory.ts';

/** Opens the directory at a path, in a way that nobody can lead astray. */
export type Open = (path: string) => Promise<HeldDirectory>;

/** New files get the group of their directory; its members may make some. */
const sharedBits = constants.S_IWGRP | 0o2000;
/** Each level holds a descriptor; no volume that people use is so deep. */
const mostLevels = 200;

export interface GroupChange {
  readonly gid: number;
  /** Whether members of the group may make and remove files. */
  readonly isShared: boolean;
}

/** The top comes last: it has the group when all has. */
async function changeGroup(top: HeldDirectory, change: GroupChange, level = 0): Promise<void> {
  if (level > mostLevels)
    throw new Error(`'${top.shownPath}' is too deep, more than ${mostLevels} levels`);
  const { dev, uid } = await top.stat();
  for await (const entry of await fs.opendir(top.path)) {
    await ignoringGone(() => changeEntry(top, entry.name, { change, dev, level }));
  }
  await top.chown({ uid, gid: change.gid });
  const { mode } = await top.stat();
  const bits = change.isShared ? mode | sharedBits : mode & ~sharedBits;
  await top.chmod(bits & 0o7777);
}

interface Place {
  readonly change: GroupChange;
  readonly dev: number;
  readonly level: number;
}

async function changeEntry(
  parent: HeldDirectory,
  name: string,
  { change, dev, level }: Place,
): Promise<void> {
  const stats = await fs.lstat(parent.at(name));
  if (stats.dev !== dev) return;
  if (stats.isDirectory()) {
    return holding(parent.enter(name), (inner) => changeGroup(inner, change, level + 1));
  }
  if (stats.isFile() && stats.nlink === 1) await changeFile(parent, name, change.gid);
}

async function changeFile(parent: HeldDirectory, name: string, gid: number): Promise<void> {
  const file = await parent.openFile(name, constants.O_RDONLY, ({ nlink }) =>
    nlink === 1 ? undefined : 'has several names',
  );
  try {
    const { uid } = await file.stat();
    await file.chown(uid, gid);
  } finally {
    await file.close();
  }
}

/** Tasks may remove what was just seen. */
async function ignoringGone(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** A volume may be a file, too. */
export async function changeGroupAt(path: string, change: GroupChange, open: Open): Promise<void> {
  await holding(open(dirname(path)), async (parent) => {
    const name = basename(path);
    const stats = await fs.lstat(parent.at(name));
    if (stats.isDirectory()) return holding(parent.enter(name), (top) => changeGroup(top, change));
    await changeFile(parent, name, change.gid);
  });
}

/** Undefined: nothing is there. */
export async function findOwner(
  path: string,
  open: Open,
): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  try {
    return await holding(open(dirname(path)), (parent) => fs.lstat(parent.at(basename(path))));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Of a user; that of the agent where nobody knows the user any more. */
export function primaryGroupOf(uid: number): Promise<number> {
  return new Promise((resolve) => {
    execFile('id', ['-g', '--', String(uid)], (error, stdout) => {
      resolve(error === null ? Number(stdout.trim()) : (process.getgid?.() ?? 0));
    });
  });
}
