/**
 * Checkpoints on a virtual disk, for tests and the simulation. It keeps the promises of
 * checkpoint-store.ts and no more: answers come late, through `schedule`, and `crash` loses what
 * was not committed, possibly tearing the last append, as a real disk may.
 *
 * The disk is a map from path to node, which outlives the store as a disk outlives a process.
 */
import { posix } from 'node:path';

import { failure, ok, type Result } from '../foundation/result.ts';
import type { CheckpointOperation, CheckpointStore, Found } from './checkpoint-store.ts';
import type { Done } from './key-value-store.ts';
import type { Schedule } from './memory-store.ts';

type VirtualNode =
  | { readonly kind: 'file'; bytes: Uint8Array; mode: number }
  | { readonly kind: 'directory'; mode: number }
  | { readonly kind: 'link'; readonly target: string };

export type VirtualDisk = Map<string, VirtualNode>;

/** An operation that changes the disk, or a look at it in between. */
interface Pending {
  readonly operation: CheckpointOperation | undefined;
  readonly answer: (result: Result<void>) => void;
}

/** Operations that need room. */
const growing = new Set<CheckpointOperation['kind']>([
  'put',
  'append',
  'touch',
  'makeDirectory',
  'symlink',
]);

export class MemoryCheckpointStore implements CheckpointStore {
  readonly disk: VirtualDisk;
  readonly #schedule: Schedule;
  #pending: Pending[] = [];
  #hasCrashed = false;
  /** Why nothing can be added to the disk; undefined while there is room. */
  fault: string | undefined = undefined;
  /** How much of a round is done before it fails. */
  shareBeforeFault = 0.5;

  constructor(
    disk: VirtualDisk = new Map(),
    schedule: Schedule = (action) => void setImmediate(action),
  ) {
    this.disk = disk;
    this.#schedule = schedule;
  }

  put(path: string, bytes: Uint8Array, done?: Done): void {
    this.#write({ kind: 'put', path, bytes: bytes.slice() }, done);
  }

  append(path: string, bytes: Uint8Array, done?: Done): void {
    this.#write({ kind: 'append', path, bytes: bytes.slice() }, done);
  }

  truncate(path: string, sizeBytes: number, done?: Done): void {
    this.#write({ kind: 'truncate', path, sizeBytes }, done);
  }

  touch(path: string, done?: Done): void {
    this.#write({ kind: 'touch', path }, done);
  }

  makeDirectory(path: string, mode: number, done?: Done): void {
    this.#write({ kind: 'makeDirectory', path, mode }, done);
  }

  symlink(target: string, path: string, done?: Done): void {
    this.#write({ kind: 'symlink', path, target }, done);
  }

  remove(path: string, done?: Done): void {
    this.#write({ kind: 'remove', path }, done);
  }

  flush(done: Done): void {
    this.#write({ kind: 'flush' }, done);
  }

  list(path: string, done: Found<readonly string[]>): void {
    this.#enqueue(undefined, () => done(ok(namesIn(this.disk, path))));
  }

  read(path: string, done: Found<Uint8Array>): void {
    this.#enqueue(undefined, () => done(readFile(this.disk, path)));
  }

  readLink(path: string, done: Found<string>): void {
    this.#enqueue(undefined, () => {
      const node = this.disk.get(path);
      done(ok(node?.kind === 'link' ? node.target : undefined));
    });
  }

  /** How many operations could still be lost. */
  get pendingCount(): number {
    return this.#pending.length;
  }

  /**
   * The process dies. The first `keptCount` pending operations reached the disk; if the next one
   * is an append, its first `tornBytes` did too. No callback comes any more.
   */
  crash(keptCount = 0, tornBytes = 0): void {
    for (const { operation } of this.#pending.slice(0, keptCount)) {
      if (operation !== undefined) applyOperation(this.disk, operation);
    }
    const torn = this.#pending[keptCount]?.operation;
    if (torn?.kind === 'append' && tornBytes > 0) {
      applyOperation(this.disk, { ...torn, bytes: torn.bytes.subarray(0, tornBytes) });
    }
    this.#hasCrashed = true;
    this.#pending = [];
  }

  #write(operation: CheckpointOperation, done: Done | undefined): void {
    this.#enqueue(operation, (result) => done?.(result));
  }

  #enqueue(
    operation: CheckpointOperation | undefined,
    answer: (result: Result<void>) => void,
  ): void {
    if (this.#hasCrashed) return;
    this.#pending.push({ operation, answer });
    if (this.#pending.length === 1) this.#schedule(() => this.#commit());
  }

  #commit(): void {
    const round = this.#pending;
    this.#pending = [];
    const isRefused = round.some(({ operation }) => growing.has(operation?.kind ?? 'flush'));
    const result =
      this.fault !== undefined && isRefused ? failure(this.fault) : ok<void>(undefined);
    // Looks are answered with the disk as it is between the operations before and after them.
    const answers: ((result: Result<void>) => void)[] = [];
    for (const { operation, answer } of round) {
      if (operation === undefined) {
        for (const waiting of answers.splice(0)) if (!this.#hasCrashed) waiting(result);
        if (!this.#hasCrashed) answer(result);
        continue;
      }
      // Of a failed round some files have got their place, as on a real disk, but no append.
      const isEarly = answers.length < round.length * this.shareBeforeFault;
      const isDone = result.ok || (operation.kind !== 'append' && isEarly);
      if (isDone) applyOperation(this.disk, operation);
      answers.push(answer);
    }
    for (const waiting of answers) if (!this.#hasCrashed) waiting(result);
  }
}

function applyOperation(disk: VirtualDisk, operation: CheckpointOperation): void {
  if (operation.kind === 'flush') return;
  const { path } = operation;
  if (operation.kind === 'remove') return removeTree(disk, path);
  makeParents(disk, path);
  switch (operation.kind) {
    case 'put':
      disk.set(path, { kind: 'file', bytes: operation.bytes, mode: 0o600 });
      return;
    case 'append':
      appendTo(disk, path, operation.bytes);
      return;
    case 'touch':
      appendTo(disk, path, new Uint8Array());
      return;
    case 'truncate':
      disk.set(path, truncated(disk, path, operation.sizeBytes));
      return;
    case 'makeDirectory':
      disk.set(path, { kind: 'directory', mode: operation.mode });
      return;
    case 'symlink':
      disk.set(path, { kind: 'link', target: operation.target });
  }
}

function makeParents(disk: VirtualDisk, path: string): void {
  const parent = posix.dirname(path);
  if (parent === path || disk.has(parent)) return;
  makeParents(disk, parent);
  disk.set(parent, { kind: 'directory', mode: 0o755 });
}

function appendTo(disk: VirtualDisk, path: string, bytes: Uint8Array): void {
  const node = disk.get(path);
  if (node?.kind === 'file') node.bytes = Buffer.concat([node.bytes, bytes]);
  else disk.set(path, { kind: 'file', bytes, mode: 0o644 });
}

function truncated(disk: VirtualDisk, path: string, sizeBytes: number): VirtualNode {
  const node = disk.get(path);
  if (node?.kind !== 'file') throw new Error(`Failed to truncate ${path}: no such file`);
  return { ...node, bytes: node.bytes.slice(0, sizeBytes) };
}

function removeTree(disk: VirtualDisk, path: string): void {
  disk.delete(path);
  for (const key of disk.keys()) if (key.startsWith(`${path}/`)) disk.delete(key);
}

function namesIn(disk: VirtualDisk, path: string): readonly string[] | undefined {
  if (disk.get(path)?.kind !== 'directory') return undefined;
  const names: string[] = [];
  for (const key of disk.keys()) {
    if (key !== path && posix.dirname(key) === path) names.push(posix.basename(key));
  }
  return names.toSorted();
}

function readFile(disk: VirtualDisk, path: string): Result<Uint8Array | undefined> {
  const node = disk.get(path);
  if (node?.kind === 'directory') return failure(`Failed to read ${path}: it is a directory`);
  return ok(node?.kind === 'file' ? node.bytes.slice() : undefined);
}
