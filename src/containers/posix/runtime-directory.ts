/**
 * What is kept on disk of a live container, below --runtime_dir, so that the next agent process
 * finds it: R/containers/<id>[/containers/<nested>]. `pid` and `status` are as Mesos has them;
 * `container.json` is ours (Mesos keeps a protobuf `config`). Nothing here is needed after a reboot
 * except a `status` that nobody has read yet, and the boot id tells the two apart.
 */
import { readFileSync } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerID, Resource } from '../../protocol/generated/mesos.ts';
import { containerPath } from '../container-id.ts';
import type { ContainerConfig, ContainerTermination, ResourceLimits } from '../containerizer.ts';
import { parseProcStat } from './process-table.ts';
import type { ContainerRoot } from './process-tree.ts';

/** `container.json`: what of the configuration is needed after the launch. */
export interface ContainerRecord {
  readonly bootId: string;
  readonly directory: string;
  readonly resources: readonly Resource[];
  readonly limits?: ResourceLimits;
  readonly isDebug: boolean;
  readonly isStandalone: boolean;
  readonly hasProcess: boolean;
  /** Set when it ended from outside: the status alone would not say why. */
  readonly termination?: ContainerTermination;
}

/** Everything that a container's runtime directory says. */
export interface FoundContainer {
  readonly id: ContainerID;
  readonly record: ContainerRecord;
  readonly root: ContainerRoot | undefined;
  readonly supervisor: ContainerRoot | undefined;
  readonly status: number | undefined;
}

/** Differs after each boot; "" where the system has none. */
export function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

export function recordOf(config: ContainerConfig, bootId: string): ContainerRecord {
  return {
    bootId,
    directory: config.directory,
    resources: config.resources,
    ...(config.limits !== undefined && { limits: config.limits }),
    isDebug: config.containerClass === 'debug',
    isStandalone: config.isStandalone === true,
    hasProcess: config.command !== undefined,
  };
}

/** 64-bit numbers may be bigints, which JSON has no word for; here a double is near enough. */
function plainNumber(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

async function replaceRecord(path: string, record: ContainerRecord): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(record, plainNumber), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

/** The raw wait status in decimal; undefined while the file is empty. */
export function parseStatus(text: string): number | undefined {
  return /^\d+$/u.test(text) ? Number(text) : undefined;
}

export class RuntimeDirectory {
  readonly #root: string;
  /** The last write that was begun, by path; none when it is over. */
  readonly #writes = new Map<string, Promise<void>>();

  constructor(root: string) {
    this.#root = root;
  }

  pathOf(id: ContainerID): string {
    return join(this.#root, containerPath(id));
  }

  async create(id: ContainerID, record: ContainerRecord): Promise<string> {
    const path = this.pathOf(id);
    await mkdir(path, { recursive: true, mode: 0o755 });
    await this.writeRecord(id, record);
    await writeFile(join(path, 'status'), '', { mode: 0o600 });
    if (record.isStandalone) await writeFile(join(path, 'standalone.marker'), '');
    if (record.isDebug) await writeFile(join(path, 'force_destroy_on_recovery'), '');
    return path;
  }

  /** Writes of one container come one after the other: they share the file that is renamed. */
  async writeRecord(id: ContainerID, record: ContainerRecord): Promise<void> {
    const path = join(this.pathOf(id), 'container.json');
    const before = this.#writes.get(path) ?? Promise.resolve();
    const write = before.catch(() => undefined).then(() => replaceRecord(path, record));
    this.#writes.set(path, write);
    try {
      await write;
    } finally {
      if (this.#writes.get(path) === write) this.#writes.delete(path);
    }
  }

  async readStatus(id: ContainerID): Promise<number | undefined> {
    return parseStatus(await readText(join(this.pathOf(id), 'status')));
  }

  async readRoot(id: ContainerID): Promise<ContainerRoot | undefined> {
    return this.#readProcess(this.pathOf(id), 'task.stat', 'pid');
  }

  async #readProcess(
    path: string,
    statName: string,
    pidName?: string,
  ): Promise<ContainerRoot | undefined> {
    const stat = parseProcStat(await readText(join(path, statName)));
    if (stat !== undefined) return { pid: stat.pid, startTime: stat.startTime };
    const pid = pidName === undefined ? '' : await readText(join(path, pidName));
    return /^\d+$/u.test(pid) ? { pid: Number(pid), startTime: '' } : undefined;
  }

  async #find(id: ContainerID): Promise<FoundContainer | undefined> {
    const path = this.pathOf(id);
    try {
      const record = JSON.parse(await readFile(join(path, 'container.json'), 'utf8'));
      if (!(await this.#hasRun(path, record))) return undefined;
      const root = await this.#readProcess(path, 'task.stat', 'pid');
      const supervisor = await this.#readProcess(path, 'supervisor.stat');
      return { id, record, root, supervisor, status: await this.readStatus(id) };
    } catch {
      // The agent died while it made the directory: nothing can have been started from it.
      return undefined;
    }
  }

  /**
   * The agent tells the task to go once it is written down, and the task makes this file first of
   * all. Without it the agent died in between and nothing of the task will ever run.
   */
  async #hasRun(path: string, record: ContainerRecord): Promise<boolean> {
    if (!record.hasProcess || record.termination !== undefined) return true;
    return access(join(path, 'went')).then(
      () => true,
      () => false,
    );
  }

  /** All containers on disk, outer before inner; directories that say nothing are removed. */
  async list(parent?: ContainerID): Promise<FoundContainer[]> {
    const folder = parent === undefined ? this.#root : this.pathOf(parent);
    const names = await readdir(join(folder, 'containers')).catch(() => []);
    const found: FoundContainer[] = [];
    for (const value of names) {
      const id = parent === undefined ? { value } : { value, parent };
      const container = await this.#find(id);
      if (container === undefined) await this.remove(id);
      else found.push(container, ...(await this.list(id)));
    }
    return found;
  }

  async remove(id: ContainerID): Promise<void> {
    await rm(this.pathOf(id), { recursive: true, force: true });
  }
}
