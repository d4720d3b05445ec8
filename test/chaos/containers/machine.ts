/**
 * What is on the machine of one agent's containers: processes by task, and everything that must go with a
 * container: cgroups, mounts, interfaces, addresses, states of the runtime, directories, helpers.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { processesOf } from '../../support/cluster.ts';

const mountPoint = '/sys/fs/cgroup';
/** In a cgroup of version 2 the processes of a container are in this one; what is nested in it in the other. */
const innerFolders = ['leaf', 'mesos'];

export interface MachinePlaces {
  readonly directory: string;
  readonly cgroupsRoot: string;
  readonly bridge: string;
  readonly leases: string;
}

/** A process, told from the next one with its number by when it began. */
export interface TaskProcess {
  readonly pid: number;
  readonly startedAt: string;
  /** Of the outermost container around it. */
  readonly container: string;
}

export const textIn = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

const namesIn = (path: string): string[] => (existsSync(path) ? readdirSync(path) : []);
const foldersIn = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((one) => one.isDirectory())
        .map(({ name }) => name)
    : [];

export const wordsOf = (pid: number): string[] => textIn(`/proc/${pid}/cmdline`).split('\0');

export function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number);
}

export class Machine {
  readonly #places: MachinePlaces;

  constructor(places: MachinePlaces) {
    this.#places = places;
  }

  get runtimeDirectory(): string {
    return join(this.#places.directory, 'agent-run');
  }

  /** Where a task keeps nothing but its name, its process runs this file. */
  get waiter(): string {
    return join(this.#places.directory, 'marks/wait');
  }

  /** Of each task that waits the process that it has been from the beginning. */
  taskProcesses(): Map<string, TaskProcess[]> {
    const found = new Map<string, TaskProcess[]>();
    for (const pid of allPids()) {
      const words = wordsOf(pid);
      if (words[1] !== this.waiter) continue;
      const stat = textIn(`/proc/${pid}/stat`).split(') ').at(-1)!.split(' ');
      // Its children are it for a moment.
      if (Number(stat[3]) !== pid || stat[0] === 'Z') continue;
      const [id, container] = [words[2]!, this.#containerOf(pid)];
      if (container === undefined) continue;
      found.set(id, [...(found.get(id) ?? []), { pid, startedAt: stat[19]!, container }]);
    }
    return found;
  }

  #containerOf(pid: number): string | undefined {
    const line = new RegExp(`/${this.#places.cgroupsRoot}/([^/\\n]+)`, 'u');
    return line.exec(textIn(`/proc/${pid}/cgroup`))?.[1];
  }

  /** First processes of containers that have any, by the runtime's file. */
  firstProcesses(): { readonly pid: number; readonly task: string }[] {
    return allPids().flatMap((pid) => {
      const words = wordsOf(pid);
      if (words[2] !== 'init' || !words[1]!.startsWith(this.runtimeDirectory)) return [];
      const task = /CHAOS_TASK=([\w-]+)/u.exec(textIn(`/proc/${pid}/environ`))?.[1];
      return task === undefined ? [] : [{ pid, task }];
    });
  }

  conmons(): number[] {
    return this.#programs('conmon');
  }

  runtimes(): number[] {
    return this.#programs('runc');
  }

  #programs(name: string): number[] {
    return allPids().filter((pid) => {
      const words = wordsOf(pid);
      return (
        basename(words[0]!) === name && words.some((one) => one.includes(this.runtimeDirectory))
      );
    });
  }

  /** Programs that make networks and namespaces. */
  plugins(): number[] {
    const inEnvironment = `CNI_NETNS=${this.runtimeDirectory}`;
    return allPids().filter((pid) => {
      const [word = '', ...rest] = wordsOf(pid);
      if (/^(?:unshare|mount|umount)$/u.test(basename(word))) {
        return rest.some((one) => one.includes(`${this.runtimeDirectory}/isolators`));
      }
      return word.includes('/cni/') && textIn(`/proc/${pid}/environ`).includes(inEnvironment);
    });
  }

  /** All that belongs to no container of these, nor to these processes. */
  remains(containers: ReadonlySet<string>, pids: ReadonlySet<number>): string[] {
    const isOf = (text: string): boolean => [...containers].some((id) => text.includes(id));
    const { directory, cgroupsRoot, leases } = this.#places;
    const cgroups = cgroupsRoots(cgroupsRoot).flatMap((root) =>
      foldersIn(root)
        .filter((one) => !innerFolders.includes(one))
        .map((one) => `cgroup ${join(root, one)}`),
    );
    const mounts = textIn('/proc/mounts')
      .split('\n')
      .filter((line) => line.includes(directory));
    const files = ['containers', 'runc', 'isolators/network/cni', 'isolators/namespaces/ipc'];
    const directories = files.flatMap((name) =>
      namesIn(join(this.runtimeDirectory, name)).map((one) => `${name}/${one}`),
    );
    const addresses = namesIn(leases)
      .filter((name) => /^\d+\./u.test(name))
      .map((name) => `address ${name} of ${textIn(join(leases, name)).split(/\s/u)[0]}`);
    const processes = processesOf(directory)
      .filter((pid) => !pids.has(pid))
      .map((pid) => `process ${pid} ${wordsOf(pid).join(' ')} ${this.#containerOf(pid) ?? ''}`);
    const all = [...cgroups, ...mounts, ...directories, ...addresses, ...processes];
    return all.filter((text) => !isOf(text));
  }

  /** Ends of pairs of interfaces on the bridge, one for each container in the network. */
  interfaces(): number {
    const { bridge } = this.#places;
    if (!existsSync(`/sys/class/net/${bridge}`)) return 0;
    return readdirSync(`/sys/class/net/${bridge}/brif`).length;
  }

  addresses(): number {
    return namesIn(this.#places.leases).filter((name) => /^\d+\./u.test(name)).length;
  }

  /** What a broken promise may leave in the way of the removal of the directory. */
  unmountAll(): void {
    const places = textIn('/proc/mounts')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '');
    for (const place of places.toReversed()) {
      if (place.startsWith(this.#places.directory)) execFileSync('umount', [place]);
    }
  }

  /** What an agent leaves on purpose. Throws as long as something is in the way. */
  removeRoots(): void {
    const { bridge, cgroupsRoot } = this.#places;
    for (const root of cgroupsRoots(cgroupsRoot)) removeTree(root);
    if (existsSync(`/sys/class/net/${bridge}`)) execFileSync('ip', ['link', 'delete', bridge]);
  }
}

/** In all hierarchies of version 1, or in the one of version 2. */
function cgroupsRoots(name: string): readonly string[] {
  return ['', ...namesIn(mountPoint)].map((place) => join(mountPoint, place, name));
}

function removeTree(path: string): void {
  if (!existsSync(path)) return;
  for (const name of foldersIn(path)) removeTree(join(path, name));
  rmdirSync(path);
}
