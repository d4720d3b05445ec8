/**
 * What tests of real containers of the launcher `linux` share, beside what those of `posix` do: they
 * need root, cgroups and the runtime, and say so where these are missing. Each file has a root of
 * cgroups of its own.
 */
import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { unwrap } from '../../foundation/result.ts';
import type { Resource } from '../../protocol/generated/mesos.ts';
import { Cgroups } from '../cgroups/cgroups.ts';
import { findHierarchy } from '../cgroups/hierarchy.ts';
import { Fetcher } from '../fetcher/fetcher.ts';
import type { Provisioner } from '../images/provisioner.ts';
import type { Isolator, IsolatorOptions } from '../isolators/isolator.ts';
import { makeIsolators, readIsolation } from '../isolators/registry.ts';
import { isolatorParts } from '../isolators/test-support.ts';
import { home, makeHome, removeHome } from '../posix/test-support.ts';
import type { VolumeGids } from '../volume-gids/volume-gids.ts';
import { LinuxContainerizer } from './linux-containerizer.ts';
import type { LinuxLauncherParts } from './linux-launcher.ts';
import { findObstacle } from './requirements.ts';

const mountPoint = '/sys/fs/cgroup';

/** Why such tests cannot run here; undefined: they can. */
export const obstacle = findObstacle(mountPoint);

/** Each home of a test has a root of its own: agents of one machine must not share one. */
export function cgroupsRootIn(path: string): string {
  return `mesos-test-${basename(path)}`;
}

interface More {
  readonly options?: Partial<IsolatorOptions>;
  readonly isolators?: readonly Isolator[];
  /** Where the machine's file system is for them. */
  readonly root?: string;
  readonly provisioner?: Provisioner;
  readonly volumeGids?: VolumeGids;
  readonly runtime?: LinuxLauncherParts['runtime'];
  readonly destroyTimeoutMs?: number;
}

export function aLinuxContainerizer(isolation: readonly string[], more?: More): LinuxContainerizer {
  return containerizerIn(home, isolation, more);
}

export function containerizerIn(
  path: string,
  isolation: readonly string[],
  {
    options = {},
    isolators = [],
    root = '/',
    provisioner,
    volumeGids,
    runtime,
    destroyTimeoutMs = 60_000,
  }: More = {},
): LinuxContainerizer {
  const workDirectory = resolve(path);
  const parts = isolatorParts(workDirectory);
  const own = { cgroups_root: cgroupsRootIn(workDirectory) };
  return new LinuxContainerizer({
    workDirectory,
    runtimeDirectory: join(workDirectory, 'run'),
    cgroups: testCgroups(workDirectory),
    isolators: [
      ...makeIsolators(unwrap(readIsolation(isolation)), {
        ...parts,
        ...{ root, provisioner, volumeGids },
        options: { ...parts.options, ...own, ...options },
      }),
      ...isolators,
    ],
    moreAbilities: provisioner === undefined ? [] : ['image provisioner'],
    fetcher: new Fetcher(),
    log: silentLog,
    destroyTimeoutMs,
    ...(runtime && { runtime }),
  });
}

export function testCgroups(path = home): Cgroups {
  return new Cgroups(unwrap(findHierarchy(mountPoint)), cgroupsRootIn(path));
}

export function scalar(name: string, value: number): Resource {
  return { name, type: 'SCALAR', scalar: { value } };
}

/**
 * How a file of such tests opens: with a home of its own, of which nothing is left after them, nor anything else of
 * containers after each.
 */
export function useHome(
  expectNothingLeft: () => void | Promise<void> = () => expect(remains()).toEqual([]),
): void {
  beforeAll(makeHome);
  afterEach(expectNothingLeft);
  afterAll(() => {
    removeCgroupsRoot();
    removeHome();
  });
}

/** Everything on this machine that has to do with the containers of this test, but files. */
export function remains(): readonly string[] {
  return remainsOf(home);
}

export function remainsOf(path: string): readonly string[] {
  const root = cgroupsRootIn(path);
  const cgroups = hierarchyTops().flatMap((top) => foldersBelow(join(top, root)));
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  const states = existsSync(join(path, 'run/runc')) ? readdirSync(join(path, 'run/runc')) : [];
  const ours = mounts.filter((line) => line.includes(path));
  return [...cgroups, ...ours, ...states, ...processesNaming(path)];
}

function hierarchyTops(): readonly string[] {
  return unwrap(findHierarchy(mountPoint)).tops;
}

function foldersBelow(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const folders = readdirSync(path, { withFileTypes: true }).filter((one) => one.isDirectory());
  return folders.map(({ name }) => join(path, name));
}

/** By their arguments or environment; namespaces live as long as these do. */
function processesNaming(path: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name) && Number(name) !== process.pid)
    .filter((pid) =>
      ['cmdline', 'environ'].some((file) => textOf(`/proc/${pid}/${file}`).includes(path)),
    )
    .map((pid) => `${pid}: ${textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** After the tests of a file. */
export function removeCgroupsRoot(root = cgroupsRootIn(home)): void {
  for (const top of hierarchyTops()) {
    const path = join(top, root);
    if (existsSync(path)) rmdirSync(path);
  }
}
