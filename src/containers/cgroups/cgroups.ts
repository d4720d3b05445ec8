/**
 * The cgroups of containers: <top>/<root>/<id>[/mesos/<nested id>], in each hierarchy of the machine,
 * where Mesos has them. In version 2 only a cgroup without children may hold processes: those of a
 * container are in its `leaf`.
 *
 * What always holds: a nested container's cgroup is below its parent's, so that a limit of the parent
 * holds for both; nothing here touches a cgroup outside of <root>.
 */
import { mkdir, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../../foundation/directories/held-directory.ts';
import { formatDuration } from '../../foundation/units/duration.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { controllerOf } from './hierarchy.ts';
import type { Hierarchy, Subsystem } from './hierarchy.ts';

/** Between a parent's cgroup and those of its nested containers. */
const nestedFolder = 'mesos';
const leaf = 'leaf';
/** Processes that were killed leave their cgroup within moments; uninterruptible ones may not. */
const firstRetryMs = 2;
const longestRetryMs = 500;
/** What of version 2 is handed down to children. */
const controllers = Object.values(controllerOf);

export class Cgroups {
  readonly hierarchy: Hierarchy;
  readonly #root: string;

  /** `root`: --cgroups_root. */
  constructor(hierarchy: Hierarchy, root: string) {
    this.hierarchy = hierarchy;
    this.#root = root.replace(/^\/+|\/+$/gu, '');
  }

  /** Below the top of each hierarchy. */
  nameOf(id: ContainerID): string {
    const parent =
      id.parent === undefined ? this.#root : `${this.nameOf(id.parent)}/${nestedFolder}`;
    return `${parent}/${id.parent === undefined ? escaped(id.value) : id.value}`;
  }

  /** Where the container's processes are, below the top: what an OCI runtime is told. */
  processPath(id: ContainerID): string {
    const own = `/${this.nameOf(id)}`;
    return this.hierarchy.version === 2 ? `${own}/${leaf}` : own;
  }

  /** Undefined when this machine has no such subsystem. */
  #pathOf(id: ContainerID, subsystem: Subsystem): string | undefined {
    const top = this.hierarchy.topOf(subsystem);
    return top === undefined ? undefined : join(top, this.nameOf(id));
  }

  /** Makes the container's cgroup in this subsystem; rejects when the machine does not have it. */
  async make(id: ContainerID, subsystem: Subsystem): Promise<void> {
    const path = this.#pathOf(id, subsystem);
    if (path === undefined) throw new Error(`this machine has no cgroup subsystem '${subsystem}'`);
    await mkdir(path, { recursive: true });
    if (this.hierarchy.version === 2) await this.#handDown(dirname(path), controllerOf[subsystem]);
  }

  /** From the top down to `path` whatever there is; rejects when that which is needed stays behind. */
  async #handDown(path: string, needed: string | undefined): Promise<void> {
    if (path !== this.hierarchy.tracking) await this.#handDown(dirname(path), needed);
    const file = join(path, 'cgroup.subtree_control');
    for (const controller of controllers) {
      await writeFile(file, `+${controller}`).catch((error: NodeJS.ErrnoException) => {
        if (controller !== needed) return;
        const why = error.code === 'EBUSY' ? 'there are processes in it' : error.message;
        throw new Error(`the cgroup '${path}' cannot hand '${controller}' down: ${why}`);
      });
    }
  }

  /** Rejects when there is no such file. */
  async write(id: ContainerID, subsystem: Subsystem, file: string, text: string): Promise<void> {
    await writeFile(join(this.#pathOf(id, subsystem) ?? '/nonexistent', file), text);
  }

  /** Into the cgroup around all containers. */
  async writeAround(subsystem: Subsystem, file: string, text: string): Promise<void> {
    const top = this.hierarchy.topOf(subsystem) ?? '/nonexistent';
    await writeFile(join(top, this.#root, file), text);
  }

  /** Undefined when there is no such file. */
  async read(id: ContainerID, subsystem: Subsystem, file: string): Promise<string | undefined> {
    const path = this.#pathOf(id, subsystem);
    if (path === undefined) return undefined;
    return readFile(join(path, file), 'latin1').catch(() => undefined);
  }

  async has(id: ContainerID, subsystem: Subsystem): Promise<boolean> {
    const path = this.#pathOf(id, subsystem);
    if (path === undefined) return false;
    return stat(path).then(
      () => true,
      () => false,
    );
  }

  /** Processes of the container, without those of nested ones. */
  async members(id: ContainerID): Promise<readonly number[]> {
    return readPids(`${this.hierarchy.tracking}${this.processPath(id)}`);
  }

  /** Of the container and of those nested in it. */
  async threadCount(id: ContainerID): Promise<number> {
    const file = this.hierarchy.version === 2 ? 'cgroup.threads' : 'tasks';
    const top = `${this.hierarchy.tracking}/${this.nameOf(id)}`;
    return (await pidsBelow(top, file)).length;
  }

  /** Of all containers that have a cgroup somewhere, outer before inner ones. */
  async list(): Promise<readonly ContainerID[]> {
    const found = new Map<string, ContainerID>();
    for (const top of this.hierarchy.tops)
      await this.#listIn(join(top, this.#root), undefined, found);
    return [...found.values()];
  }

  async #listIn(
    path: string,
    parent: ContainerID | undefined,
    found: Map<string, ContainerID>,
  ): Promise<void> {
    for (const name of await foldersIn(path)) {
      const value = parent === undefined ? unescaped(name) : name;
      if (value === undefined) continue;
      const id = parent === undefined ? { value } : { value, parent };
      found.set(this.nameOf(id), id);
      await this.#listIn(join(path, name, nestedFolder), id, found);
    }
  }

  /** SIGKILL until no process is left, in nested ones neither; rejects when that takes too long. */
  async kill(id: ContainerID, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    let waitMs = firstRetryMs;
    for (;;) {
      const pids = await this.#family(id);
      if (pids.length === 0) return;
      await this.#killOnce(id, pids);
      if (performance.now() > deadline) throw new Error(undyingText(pids, timeoutMs));
      await pause(waitMs);
      waitMs = Math.min(waitMs * 2, longestRetryMs);
    }
  }

  /** In every hierarchy: a process that is only on its way into the cgroup is in some of them. */
  async #family(id: ContainerID): Promise<readonly number[]> {
    const all = new Set<number>();
    for (const top of this.hierarchy.tops) {
      for (const pid of await pidsBelow(join(top, this.nameOf(id)))) all.add(pid);
    }
    return [...all];
  }

  async #killOnce(id: ContainerID, pids: readonly number[]): Promise<void> {
    for (const top of this.hierarchy.tops) {
      // Of version 2 (5.14 and newer): all at once, whatever forks meanwhile.
      const file = join(top, this.nameOf(id), 'cgroup.kill');
      await writeFile(file, '1', { flag: 'r+' }).catch(() => undefined);
    }
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
  }

  /** Removes the cgroups of a container without processes, and of all nested in it; rejects alike. */
  async remove(id: ContainerID, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    for (const top of this.hierarchy.tops) await removeTree(join(top, this.nameOf(id)), deadline);
  }
}

/** Whose it is among those of containers: the agent's own, where it has one. */
export function agentFolder(version: 1 | 2): string {
  return version === 1 ? 'slave' : 'agent';
}

/** A container may be called so, too: it is never the agent's cgroup that is killed. */
function escaped(value: string): string {
  return /^(?:slave|agent)%*$/u.test(value) ? `${value}%` : value;
}

/** Undefined: the agent's. */
function unescaped(folder: string): string | undefined {
  if (folder === agentFolder(1) || folder === agentFolder(2)) return undefined;
  return /^(?:slave|agent)%+$/u.test(folder) ? folder.slice(0, -1) : folder;
}

async function readPids(path: string, file = 'cgroup.procs'): Promise<readonly number[]> {
  const text = await readFile(join(path, file), 'latin1').catch(() => '');
  return text.split('\n').filter(Boolean).map(Number);
}

async function pidsBelow(path: string, file?: string): Promise<readonly number[]> {
  const pids = [...(await readPids(path, file))];
  for (const name of await foldersIn(path)) pids.push(...(await pidsBelow(join(path, name), file)));
  return pids;
}

async function foldersIn(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Of one that has thousands the first will do. */
const mostNamedPids = 20;

function undyingText(pids: readonly number[], timeoutMs: number): string {
  const [some, rest] = [pids.slice(0, mostNamedPids), pids.length - mostNamedPids];
  const others = rest > 0 ? ` and ${rest} others` : '';
  return `processes ${some.join(', ')}${others} in its cgroup did not end by SIGKILL within ${formatDuration(timeoutMs)} (--cgroups_destroy_timeout)`;
}

/** A cgroup stays busy for moments after its last process has gone. */
const longestBusyWaitMs = 20;

async function removeTree(path: string, deadline: number): Promise<void> {
  for (const name of await foldersIn(path)) await removeTree(join(path, name), deadline);
  for (let waitMs = 1; ; waitMs = Math.min(waitMs + 1, longestBusyWaitMs)) {
    try {
      return await rmdir(path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return;
      if (codeOf(error) !== 'EBUSY') throw error;
      if (performance.now() > deadline)
        throw new Error(`the cgroup '${path}' stays busy (--cgroups_destroy_timeout)`);
    }
    await pause(waitMs);
  }
}
