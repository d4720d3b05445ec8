/**
 * What is kept on disk of a live container, below --runtime_dir, so that the next agent process
 * finds it: R/containers/<id>[/containers/<nested>]. `pid` and `status` are as Mesos has them;
 * `container.json` is ours, life/record.ts (Mesos keeps a protobuf `config`). Nothing here is needed after a reboot
 * except a `status` that nobody has read yet, and the boot id tells the two apart.
 *
 * It may be lost or damaged while the processes run on: what it says is then made good from the
 * living supervisor (living-supervisors.ts), and nothing is concluded from its absence alone.
 */
import {
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../../foundation/directories/held-directory.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerPath } from '../container-id.ts';
import type { ContainerRecord } from '../life/record.ts';
import { parseProcStat } from './process-table.ts';
import type { ContainerRoot } from './process-tree.ts';

/** Everything that a container's runtime directory says. */
export interface FoundContainer {
  readonly id: ContainerID;
  /** Undefined when `container.json` is missing or damaged. */
  readonly record: ContainerRecord | undefined;
  /** Its command was begun, as far as the directory says; nothing of others will ever run. */
  readonly hasRun: boolean;
  readonly root: ContainerRoot | undefined;
  readonly supervisor: ContainerRoot | undefined;
  readonly status: number | undefined;
}

/** What `restore` needs of a container. */
export interface RunningContainer {
  readonly id: ContainerID;
  readonly record: ContainerRecord;
  readonly root: ContainerRoot | undefined;
  readonly supervisor: ContainerRoot | undefined;
}

/** Eight bytes that the supervisor overwrites: an exit status finds its place on a full disk too. */
const emptyStatus = ' '.repeat(8);
/** What an agent puts in the place of `went` when it has found that the task had not begun. */
const abandonedMark = 'abandoned';
/**
 * Sees to it that a task that has not begun will not. It makes the file `went` first of all, and
 * only when nothing has that name: either the task has begun, or this mark is in its way.
 * False: it has begun.
 */
export async function abandon(runtimePath: string): Promise<boolean> {
  // Whatever else is wrong with the directory keeps the task from making the file, too.
  await symlink(abandonedMark, join(runtimePath, 'went')).catch(() => undefined);
  return !(await hasGone(runtimePath));
}

async function hasGone(runtimePath: string): Promise<boolean> {
  const file = await lstat(join(runtimePath, 'went')).catch(() => undefined);
  return file?.isFile() ?? false;
}

/** Processes that are ending may still write into the directory while it is removed. */
const removal = { recursive: true, force: true, maxRetries: 20, retryDelay: 20 };

/** 64-bit numbers may be bigints, which JSON has no word for; here a double is near enough. */
function plainNumber(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

/** What `container.json` holds, and the supervisor's environment. */
export function recordText(record: ContainerRecord): string {
  return JSON.stringify(record, plainNumber);
}

/** Linux takes 128 KiB for one variable; a start with more would fail. */
const mostInheritedBytes = 100 * 1024;

/** For a supervisor's environment: without the resources when they are too many for it. */
export function inheritedText(record: ContainerRecord): string {
  const text = recordText(record);
  if (Buffer.byteLength(text) <= mostInheritedBytes) return text;
  return recordText({ ...record, resources: [] });
}

/** Undefined when `text` is torn, empty or not what `recordText` wrote. */
export function parseRecord(text: string | undefined): ContainerRecord | undefined {
  try {
    const { bootId = '', ...record } = JSON.parse(text ?? '') as Partial<ContainerRecord>;
    const isWhole =
      typeof record.directory === 'string' &&
      typeof record.hasProcess === 'boolean' &&
      Array.isArray(record.resources);
    return isWhole ? ({ ...record, bootId } as ContainerRecord) : undefined;
  } catch {
    return undefined;
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Leaves one that is there alone: the supervisor may have just written it. */
async function makeFile(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
}

async function isLink(path: string): Promise<boolean> {
  return readlink(path).then(
    () => true,
    () => false,
  );
}

/** As the supervisor would have written it. */
function statLineOf({ pid }: ContainerRoot): Promise<string> {
  return readText(`/proc/${pid}/stat`);
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

/** The raw wait status in decimal; undefined while the file is empty. */
function parseStatus(text: string): number | undefined {
  return /^\d+ *$/u.test(text) ? Number(text) : undefined;
}

/** Pids, records and logs of all containers are nobody's business but the agent's. */
const directoryMode = 0o700;

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
    await mkdir(path, { recursive: true, mode: directoryMode });
    await this.writeRecord(id, record);
    await makeFile(join(path, 'status'), '');
    await makeFile(join(path, 'status.new'), emptyStatus);
    if (record.isStandalone) await writeFile(join(path, 'standalone.marker'), '');
    if (record.isDebug) await writeFile(join(path, 'force_destroy_on_recovery'), '');
    return path;
  }

  /** Writes of one container come one after the other: they share the file that is renamed. */
  async writeRecord(id: ContainerID, record: ContainerRecord): Promise<void> {
    const path = join(this.pathOf(id), 'container.json');
    const before = this.#writes.get(path) ?? Promise.resolve();
    const write = before.catch(() => undefined).then(() => replaceFile(path, recordText(record)));
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

  async #find(id: ContainerID): Promise<FoundContainer> {
    const path = this.pathOf(id);
    const record = parseRecord(await readText(join(path, 'container.json')));
    const hasProcess = record?.hasProcess ?? true;
    return {
      id,
      record,
      // A record without a process is a container that runs as soon as it is written down.
      hasRun: !hasProcess || record?.termination !== undefined || (await hasGone(path)),
      root: await this.#readProcess(path, 'task.stat', 'pid'),
      supervisor: await this.#readProcess(path, 'supervisor.stat'),
      status: await this.readStatus(id),
    };
  }

  /**
   * Makes good what was lost of a running container's directory, with files that name its supervisor,
   * which then writes the status there. `home`: where the whole was moved to; a link will do then.
   */
  async restore(running: RunningContainer, home: string | undefined): Promise<void> {
    const { id, record, supervisor, root } = running;
    const path = this.pathOf(id);
    if (home !== undefined && home !== path) {
      await mkdir(dirname(path), { recursive: true, mode: directoryMode });
      await rm(path, removal);
      await symlink(home, path);
    }
    await mkdir(path, { recursive: true, mode: directoryMode });
    if (supervisor !== undefined) {
      await writeFile(join(path, 'went'), '', { flag: 'a' });
      await replaceFile(join(path, 'supervisor.stat'), await statLineOf(supervisor));
    }
    if (root !== undefined) await replaceFile(join(path, 'task.stat'), await statLineOf(root));
    await this.create(id, record);
  }

  /** All containers on disk, outer before inner, also those of which little is left. */
  async list(parent?: ContainerID): Promise<FoundContainer[]> {
    const folder = parent === undefined ? this.#root : this.pathOf(parent);
    const names = await readdir(join(folder, 'containers')).catch(() => []);
    const found: FoundContainer[] = [];
    for (const value of names) {
      const id = parent === undefined ? { value } : { value, parent };
      found.push(await this.#find(id), ...(await this.list(id)));
    }
    return found;
  }

  async remove(id: ContainerID): Promise<void> {
    const path = this.pathOf(id);
    const home = await realpath(path).catch(() => path);
    if (home !== path && (await isLink(path))) await rm(home, removal);
    await rm(path, removal);
  }
}
