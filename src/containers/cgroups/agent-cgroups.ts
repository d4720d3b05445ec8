/**
 * --agent_subsystems: the agent puts itself into cgroups of its own, `<cgroups_root>/slave` of each subsystem, in
 * version 2 `<cgroups_root>/agent/leaf` (@compat both), where the operator sees what it uses. No limit is set.
 */
import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { agentFolder } from './cgroups.ts';
import { controllerOf, findHierarchy } from './hierarchy.ts';
import type { Hierarchy, Subsystem } from './hierarchy.ts';

export interface AgentCgroups {
  readonly subsystems: readonly string[];
  /** --cgroups_hierarchy, --cgroups_root. */
  readonly mountPoint: string;
  readonly root: string;
}

/** A failure is a sentence that fits after "Invalid value '…' for --agent_subsystems: ". */
export function findAgentCgroupsFault({
  subsystems,
  mountPoint,
}: Omit<AgentCgroups, 'root'>): string | undefined {
  if (subsystems.length === 0) return undefined;
  if (process.platform !== 'linux') return 'it needs Linux; leave it out';
  if (process.getuid?.() !== 0)
    return 'only an agent that runs as root can choose its cgroups; start it as root, or leave it out';
  const hierarchy = findHierarchy(mountPoint);
  if (!hierarchy.ok) return hierarchy.error;
  const known = readFileSync('/proc/cgroups', 'latin1');
  for (const name of subsystems) {
    const fault = findSubsystemFault(name, { hierarchy: hierarchy.value, mountPoint, known });
    if (fault !== undefined) return fault;
  }
  return undefined;
}

export interface SubsystemPlace {
  readonly hierarchy: Hierarchy;
  readonly mountPoint: string;
  /** As of /proc/cgroups. */
  readonly known: string;
}

export function findSubsystemFault(
  name: string,
  { hierarchy, mountPoint, known }: SubsystemPlace,
): string | undefined {
  if (hierarchy.version === 2) {
    const path = join(mountPoint, 'cgroup.controllers');
    const there = readFileSync(path, 'latin1').split(/\s+/u).filter(Boolean);
    if (there.includes(controllerNamed(name))) return undefined;
    return `'${path}' has no controller '${name}', it has ${there.join(', ')}; leave it out`;
  }
  const names = known.split('\n').flatMap((line) => /^[^#\s]+/u.exec(line) ?? []);
  if (!names.includes(name))
    return `the kernel has no cgroup subsystem '${name}', it has ${names.join(', ')}; leave it out`;
  const top = join(mountPoint, name);
  if (hierarchy.tops.includes(top)) return undefined;
  return `the cgroup subsystem '${name}' is not mounted at '${top}'; mount it, or leave it out`;
}

/** The names of version 1 are understood, too. */
function controllerNamed(name: string): string {
  if (name === 'cpuacct') return 'cpu';
  return controllerOf[name as Subsystem] ?? name;
}

export interface Entered {
  /** `cgroup.procs` of where the agent was before; absent where it had been in its own already. */
  readonly origins: readonly string[];
  /** Of processes that were there before it, in its own cgroups. */
  readonly others: readonly number[];
}

/** The process itself: what tests put in its place. */
export interface EnteringProcess {
  readonly pid: number;
  /** As of /proc/self/cgroup, before it enters. */
  readonly memberships: string;
}

/** Flags have been looked at. A failure is a sentence for the operator. */
export async function enterAgentCgroups(
  wanted: Pick<AgentCgroups, 'subsystems' | 'root'>,
  hierarchy: Hierarchy,
  self: EnteringProcess,
): Promise<Result<Entered>> {
  const [origins, others] = [[] as string[], new Set<number>()];
  try {
    for (const place of placesOf(wanted, hierarchy)) {
      for (const pid of await enter(place, self)) others.add(pid);
      const origin = join(place.top, findMembership(self.memberships, place.subsystem) ?? '');
      if (origin !== place.path) origins.push(join(origin, 'cgroup.procs'));
      await handDown(place.top, dirname(place.path), place.controllers);
    }
  } catch (error) {
    const why = (error as Error).message;
    return failure(`Failed to move the agent into its cgroups (--agent_subsystems): ${why}`);
  }
  return ok({ origins, others: [...others] });
}

interface Place {
  /** "" for all of version 2. */
  readonly subsystem: string;
  readonly top: string;
  readonly path: string;
  /** To be handed down to it. */
  readonly controllers: readonly string[];
}

function placesOf(
  { subsystems, root }: Pick<AgentCgroups, 'subsystems' | 'root'>,
  { version, tops, tracking }: Hierarchy,
): readonly Place[] {
  const own = join(root, agentFolder(version));
  if (version === 2) {
    const controllers = subsystems.map(controllerNamed);
    return [{ subsystem: '', top: tracking, path: join(tracking, own, 'leaf'), controllers }];
  }
  return subsystems.map((subsystem) => {
    const top = tops.find((path) => basename(path) === subsystem)!;
    return { subsystem, top, path: join(top, own), controllers: [] };
  });
}

/** Who else was there. */
async function enter(
  { subsystem, top, path }: Place,
  { pid: own }: EnteringProcess,
): Promise<readonly number[]> {
  await mkdir(path, { recursive: true });
  if (subsystem === 'cpuset') await inheritCpuset(top, path);
  const others = (await pidsIn(path)).filter((pid) => pid !== own);
  await writeFile(join(path, 'cgroup.procs'), String(own));
  return others;
}

/** "" is the subsystem of the line for version 2. */
function findMembership(memberships: string, subsystem: string): string | undefined {
  for (const line of memberships.split('\n')) {
    const [, names, path] = /^\d+:([^:]*):(\/.*)$/u.exec(line) ?? [];
    if (names?.split(',').includes(subsystem) === true) return path;
  }
  return undefined;
}

async function pidsIn(path: string): Promise<readonly number[]> {
  const text = await readFile(join(path, 'cgroup.procs'), 'latin1').catch(() => '');
  return text.split('\n').filter(Boolean).map(Number);
}

/** From the top to `path` and all between: each needs both before it takes a process. */
async function inheritCpuset(top: string, path: string): Promise<void> {
  const parts = relative(top, path).split('/');
  for (let depth = 1; depth <= parts.length; depth++) {
    const [parent, own] = [depth - 1, depth].map((end) => join(top, ...parts.slice(0, end)));
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
      if ((await readFile(join(own!, file), 'latin1')).trim() !== '') continue;
      await writeFile(join(own!, file), await readFile(join(parent!, file), 'latin1'));
    }
  }
}

/** So that the agent's cgroup has their files. */
async function handDown(top: string, path: string, controllers: readonly string[]): Promise<void> {
  if (controllers.length === 0) return;
  if (path !== top) await handDown(top, dirname(path), controllers);
  for (const controller of controllers)
    await writeFile(join(path, 'cgroup.subtree_control'), `+${controller}`);
}
