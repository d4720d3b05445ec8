/**
 * The volume gid manager (--volume_gid_range): a volume that tasks of several users write to belongs to a group of its
 * own, which is among the supplementary groups of each of them. Two kinds of volumes have one: persistent
 * volumes, until they are destroyed, and what nested containers have of the sandbox around them (SANDBOX_PATH of type
 * PARENT), until the container of the sandbox is gone.
 *
 * What holds: a gid is durable, in Mesos' file below --work_dir, before a file belongs to it, and no two volumes have
 * the same. The volume itself gets it last, so what a crash cut short is seen by its group, and done again.
 */
import { join } from 'node:path';
import { HeldDirectory } from '../../foundation/directories/held-directory.ts';
import type { Log } from '../../foundation/log.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { VolumeGidInfos } from '../../protocol/generated/internal.ts';
import type { VolumeGidInfo } from '../../protocol/generated/internal.ts';
import { countRanges, normalizeRanges, subtractRanges } from '../../resources/ranges.ts';
import type { Ranges } from '../../resources/ranges.ts';
import { DiskCheckpointStore } from '../../storage/disk-checkpoint-store.ts';
import { decodeRecord, encodeRecord } from '../../storage/records.ts';
import { openSandbox } from '../sandbox-files.ts';
import { changeGroupAt, findOwner, primaryGroupOf } from './ownership.ts';
import type { Open } from './ownership.ts';

export type GidKind = 'PERSISTENT' | 'SANDBOX_PATH';

export interface VolumeGidsParts {
  readonly range: Ranges;
  /** --work_dir, absolute. */
  readonly workDirectory: string;
  readonly log: Log;
}

export class VolumeGids {
  readonly #range: Ranges;
  readonly #workDirectory: string;
  readonly #log: Log;
  readonly #store: DiskCheckpointStore;
  readonly #byPath = new Map<string, VolumeGidInfo>();
  /** Volumes whose group is being set. */
  readonly #giving = new Map<string, Promise<Result<number>>>();
  /** Decisions come one after another; the work on files does not wait for others. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor({ range, workDirectory, log }: VolumeGidsParts) {
    this.#range = range;
    this.#workDirectory = workDirectory;
    this.#log = log;
    this.#store = new DiskCheckpointStore((why) => log.warning(why));
  }

  get totalCount(): number {
    return countRanges(this.#range);
  }

  get freeCount(): number {
    return countRanges(this.#free);
  }

  /** Those of another range, from before a restart, count for nothing here. */
  get #free(): Ranges {
    const used = [...this.#byPath.values()].flatMap(({ gid }) => [gid, gid]);
    return subtractRanges(this.#range, normalizeRanges(used));
  }

  get #file(): string {
    return join(this.#workDirectory, 'meta/volume_gid_manager/volume_gids');
  }

  /** What an earlier agent gave. Nothing may be asked for before. */
  async load(): Promise<Result<void>> {
    const read = await new Promise<Result<Uint8Array | undefined>>((resolve) =>
      this.#store.read(this.#file, resolve),
    );
    if (!read.ok) return failure(`Cannot read '${this.#file}': ${read.error}`);
    if (read.value === undefined || read.value.length === 0) return ok(undefined);
    const record = decodeRecord(read.value);
    if (!record.ok) return failure(`'${this.#file}' is damaged: ${record.error}`);
    try {
      const { infos = [] } = VolumeGidInfos.decode(record.value);
      for (const info of infos) this.#byPath.set(info.path, info);
      return ok(undefined);
    } catch (error) {
      return failure(`'${this.#file}' is damaged: ${(error as Error).message}`);
    }
  }

  /** The group of the volume, which has it when this is answered. */
  allocate(path: string, kind: GidKind): Promise<Result<number>> {
    return this.#inTurn(() => this.#decide(path, kind)).then((decided) =>
      decided.ok ? decided.value : decided,
    );
  }

  /** The group, or what gives it to the volume. */
  async #decide(path: string, kind: GidKind): Promise<Result<Promise<Result<number>>>> {
    const giving = this.#giving.get(path);
    if (giving !== undefined) return ok(giving);
    const open = this.#opening(kind);
    const owner = await findOwner(path, open);
    if (owner === undefined) return failure(`There is no volume at '${path}'`);
    const known = this.#byPath.get(path);
    if (known !== undefined) {
      const { gid } = known;
      return ok(owner.gid === gid ? Promise.resolve(ok(gid)) : this.#give(path, gid, open));
    }
    // A part of another volume.
    const isTaken = [...this.#byPath.values()].some(({ gid }) => gid === owner.gid);
    if (isTaken) return ok(Promise.resolve(ok(owner.gid)));
    const gid = this.#free[0];
    if (gid === undefined) {
      return failure(
        `Failed to allocate gid to the volume path '${path}' because the free gid range is exhausted: all ${this.totalCount} of --volume_gid_range are in use`,
      );
    }
    this.#byPath.set(path, { type: kind, path, gid });
    const written = await this.#write();
    if (written.ok) return ok(this.#give(path, gid, open));
    this.#byPath.delete(path);
    return failure(`Cannot write down the gid of the volume '${path}': ${written.error}`);
  }

  #give(path: string, gid: number, open: Open): Promise<Result<number>> {
    this.#log.info(`Giving the volume '${path}' to the group ${gid}`);
    const given = changeGroupAt(path, { gid, isShared: true }, open).then(
      () => ok(gid),
      (error: Error) =>
        failure(`Cannot give the volume '${path}' to the group ${gid}: ${error.message}`),
    );
    this.#giving.set(path, given);
    void given.then(() => this.#giving.delete(path));
    return given;
  }

  /** Of a persistent volume that was destroyed. */
  releaseVolume(path: string): Promise<Result<void>> {
    return this.#release((info) => info.path === path);
  }

  /** Of all that is in a sandbox whose container is gone. */
  releaseBelow(sandbox: string): Promise<Result<void>> {
    return this.#release(({ path }) => path.startsWith(`${sandbox}/`));
  }

  /** After a restart of the agent. `sandboxes`: of the containers that are there. */
  releaseLost(sandboxes: readonly string[]): Promise<Result<void>> {
    return this.#inTurn(async () => {
      const lost: string[] = [];
      for (const { path, type } of this.#byPath.values()) {
        const isThere = (await findOwner(path, this.#opening(type))) !== undefined;
        const isUsed =
          type !== 'SANDBOX_PATH' || sandboxes.some((sandbox) => path.startsWith(`${sandbox}/`));
        if (!isThere || !isUsed) lost.push(path);
      }
      return this.#releaseNow(({ path }) => lost.includes(path));
    });
  }

  #release(isOver: (info: VolumeGidInfo) => boolean): Promise<Result<void>> {
    return this.#inTurn(() => this.#releaseNow(isOver));
  }

  /** Files are given back first, then the gid, so that they never belong to another volume's group. */
  async #releaseNow(isOver: (info: VolumeGidInfo) => boolean): Promise<Result<void>> {
    const over = [...this.#byPath.values()].filter(isOver);
    if (over.length === 0) return ok(undefined);
    for (const info of over) {
      await this.#giving.get(info.path);
      await this.#takeBack(info);
      this.#byPath.delete(info.path);
    }
    const written = await this.#write();
    return written.ok
      ? written
      : failure(`Cannot write down which gids are free: ${written.error}`);
  }

  /** What stays, as sandboxes do for a while, belongs to its owner's own group again. */
  async #takeBack({ path, gid, type }: VolumeGidInfo): Promise<void> {
    this.#log.info(`The volume '${path}' does not need the group ${gid} any more`);
    const open = this.#opening(type);
    try {
      const owner = await findOwner(path, open);
      if (owner === undefined) return;
      const own = await primaryGroupOf(owner.uid);
      await changeGroupAt(path, { gid: own, isShared: false }, open);
    } catch (error) {
      this.#log.warning(`The volume '${path}' keeps the group ${gid}: ${(error as Error).message}`);
    }
  }

  /** Sandboxes are their tasks', volumes and what leads to them are the agent's or the operator's. */
  #opening(kind: VolumeGidInfo['type']): Open {
    if (kind === 'SANDBOX_PATH') return (path) => openSandbox(this.#workDirectory, path);
    return (path) => HeldDirectory.open(path);
  }

  #write(): Promise<Result<void>> {
    const bytes = encodeRecord(VolumeGidInfos.encode({ infos: [...this.#byPath.values()] }));
    return new Promise((resolve) => this.#store.put(this.#file, bytes, resolve));
  }

  #inTurn<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const mine = this.#tail.then(work).catch((error: Error) => failure(error.message));
    this.#tail = mine;
    return mine;
  }
}
