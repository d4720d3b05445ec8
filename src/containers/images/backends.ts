/**
 * How a container gets a root file system of its own from layers that all share: `overlay` lays them over each
 * other with a directory on top that takes what the container writes; `copy` copies them. Neither
 * mounts anything here: that is done where only the container sees it (linux/conmon.ts).
 */
import { execFile, execFileSync } from 'node:child_process';
import { lstat, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../foundation/directories/held-directory.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { StoredLayer } from './image-store.ts';
import type { RootFilesystem } from './root-filesystem.ts';

export const backendNames = ['overlay', 'copy'] as const;
export type BackendName = (typeof backendNames)[number];

/** Makes what `layers`, lowest first, need below `directory`, which exists and is empty. */
export type MakeRoot = (
  directory: string,
  layers: readonly StoredLayer[],
) => Promise<RootFilesystem>;

export const backends: Readonly<Record<BackendName, MakeRoot>> = {
  overlay: makeOverlay,
  copy: makeCopy,
};

async function makeOverlay(
  directory: string,
  layers: readonly StoredLayer[],
): Promise<RootFilesystem> {
  await mkdir(join(directory, 'upper'), { mode: 0o755 });
  await mkdir(join(directory, 'work'), { mode: 0o700 });
  // With a lower directory at least: overlayfs asks for one.
  await mkdir(join(directory, 'nothing'), { mode: 0o755 });
  const paths = [...layers.map(({ path }) => path), join(directory, 'nothing')];
  const uppermostFirst = layers.length === 0 ? paths : paths.slice(0, -1).toReversed();
  for (const [i, path] of uppermostFirst.entries()) await symlink(path, join(directory, String(i)));
  await copyRootAttributes(layers, join(directory, 'upper'));
  return { kind: 'overlay', directory, layerCount: uppermostFirst.length };
}

/** The root shows mode and owner of the uppermost directory: those of the image, not of ours. */
async function copyRootAttributes(layers: readonly StoredLayer[], to: string): Promise<void> {
  const last = layers.at(-1);
  if (last === undefined) return;
  await run('chmod', [`--reference=${last.path}`, to]);
  await run('chown', [`--reference=${last.path}`, to]);
}

async function makeCopy(
  directory: string,
  layers: readonly StoredLayer[],
): Promise<RootFilesystem> {
  const root = join(directory, 'rootfs');
  await mkdir(root, { mode: 0o755 });
  for (const layer of layers) await copyLayer(layer, root);
  return { kind: 'directory', directory: root };
}

async function copyLayer({ path, whiteouts, opaques }: StoredLayer, root: string): Promise<void> {
  for (const hidden of whiteouts) await removeBelow(root, hidden);
  for (const hidden of opaques) await removeBelow(root, hidden, { keepsItself: true });
  await makeWay(path, root);
  await run('cp', ['-a', '--reflink=auto', '--remove-destination', `${path}/.`, root]);
  for (const hidden of whiteouts) await rm(join(root, hidden), { force: true });
}

/** Removes `path` without following a link on the way: then it is not there. */
async function removeBelow(
  root: string,
  path: string,
  { keepsItself = false }: { readonly keepsItself?: boolean } = {},
): Promise<void> {
  let at = root;
  const parts = path.split('/').filter((part) => part !== '');
  for (const part of keepsItself ? parts : parts.slice(0, -1)) {
    at = join(at, part);
    if (!(await isDirectory(at))) return;
  }
  const names = keepsItself ? await readdir(at) : parts.slice(-1);
  for (const name of names) await rm(join(at, name), { recursive: true, force: true });
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** What is of another kind in the layer than below it gives way, as it does with overlayfs. */
async function makeWay(layer: string, root: string): Promise<void> {
  for (const entry of await readdir(layer, { withFileTypes: true })) {
    const at = join(root, entry.name);
    const before = await lstat(at).catch(() => undefined);
    if (before === undefined) continue;
    if (before.isDirectory() !== entry.isDirectory())
      await rm(at, { recursive: true, force: true });
    else if (entry.isDirectory()) await makeWay(join(layer, entry.name), at);
  }
}

function run(program: string, words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      words,
      { env: { PATH: process.env['PATH'], LC_ALL: 'C' } },
      (error, _out, said) => {
        if (error === null) resolve();
        else reject(new Error(`${program}: ${said.trim() || error.message}`));
      },
    );
  });
}

/**
 * The backend that --image_provisioner_backend asks for, else the best that works here: it is tried, in
 * a mount namespace that is gone when the trial is over. A failure is a sentence for the operator.
 */
export function chooseBackend(
  asked: string | undefined,
  {
    workDirectory,
    storeDirectory,
  }: { readonly workDirectory: string; readonly storeDirectory: string },
): Result<BackendName> {
  if (asked === 'copy') return ok('copy');
  const fault = findOverlayFault(workDirectory, storeDirectory);
  if (fault === undefined) return ok('overlay');
  if (asked === undefined) return ok('copy');
  return failure(
    `overlayfs does not work with layers in '${storeDirectory}' and containers in '${workDirectory}': ${fault}`,
  );
}

function findOverlayFault(workDirectory: string, storeDirectory: string): string | undefined {
  const made: string[] = [];
  try {
    for (const below of [storeDirectory, workDirectory]) {
      mkdirSync(below, { recursive: true });
      made.push(mkdtempSync(join(below, 'overlay-trial-')));
    }
    for (const name of ['upper', 'work', 'root']) mkdirSync(join(made[1]!, name));
    const script =
      'cd "$1" && mount -t overlay overlay -o "lowerdir=lower,upperdir=upper,workdir=work" root' +
      ' && mkdir root/it && rmdir root/it';
    symlinkSync(made[0]!, join(made[1]!, 'lower'));
    const words = ['--mount', '--propagation', 'private', '/bin/sh', '-c', script, 'sh', made[1]!];
    execFileSync('unshare', words, { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const { stderr, message } = error as { readonly stderr?: Buffer; readonly message: string };
    return String(stderr ?? '').trim() || message;
  } finally {
    for (const path of made) rmSync(path, { recursive: true, force: true });
  }
}
