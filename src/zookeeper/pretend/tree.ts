/**
 * The nodes of a pretend ZooKeeper, and its rules: versions, parents, ephemerals, sequence numbers. A
 * transaction is tried on a copy of what it touches and happens whole or not at all.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import { parentOf } from '../core/paths.ts';
import type { MultiOperation, Stat } from '../core/operations.ts';
import type { NodeEvent } from '../core/watches.ts';

export interface Node {
  data: Uint8Array;
  version: number;
  childrenVersion: number;
  readonly createdZxid: bigint;
  modifiedZxid: bigint;
  childrenZxid: bigint;
  readonly createdMs: number;
  modifiedMs: number;
  readonly owner: bigint;
  readonly children: Set<string>;
  /** Next number of a sequential child. */
  sequence: number;
}

/** By the numbers on the wire. */
export const treeErrors = {
  noNode: -101,
  badVersion: -103,
  noChildrenForEphemerals: -108,
  nodeExists: -110,
  notEmpty: -111,
} as const;

export type TreeResult =
  | { readonly kind: 'created'; readonly path: string }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'set'; readonly stat: Stat }
  | { readonly kind: 'checked' };

export interface Failure {
  readonly index: number;
  readonly code: number;
}

export interface Committed {
  readonly results: readonly TreeResult[];
  readonly events: readonly NodeEvent[];
}

export class ZooKeeperTree {
  zxid = 0n;
  /** Sees every transaction that happened. */
  onCommit: ((operations: readonly MultiOperation[]) => void) | undefined;
  readonly #nodes = new Map<string, Node>([['/', newNode(new Uint8Array(), 0n, 0n, 0)]]);

  find(path: string): Node | undefined {
    return this.#nodes.get(path);
  }

  ephemeralsOf(owner: bigint): string[] {
    return [...this.#nodes].filter(([, node]) => node.owner === owner).map(([path]) => path);
  }

  paths(): Iterable<string> {
    return this.#nodes.keys();
  }

  commit(
    operations: readonly MultiOperation[],
    owner: bigint,
    nowMs: number,
  ): Result<Committed, Failure> {
    const undo: (() => void)[] = [];
    const results: TreeResult[] = [];
    const events: NodeEvent[] = [];
    this.zxid++;
    for (const [index, operation] of operations.entries()) {
      const done = this.#apply(operation, { owner, nowMs, undo, events });
      if (!done.ok) {
        for (const step of undo.reverse()) step();
        return failure({ index, code: done.error });
      }
      results.push(done.value);
    }
    this.onCommit?.(operations);
    return ok({ results, events });
  }

  #apply(operation: MultiOperation, step: Step): Result<TreeResult, number> {
    switch (operation.kind) {
      case 'create':
        return this.#create(operation, step);
      case 'delete':
        return this.#delete(operation.path, operation.version ?? -1, step);
      case 'set':
        return this.#set(operation.path, operation.data, operation.version ?? -1, step);
      case 'check': {
        const node = this.#nodes.get(operation.path);
        if (node === undefined) return failure(treeErrors.noNode);
        if (node.version !== operation.version) return failure(treeErrors.badVersion);
        return ok({ kind: 'checked' });
      }
    }
  }

  #create(
    { path: asked, data, mode = 'persistent' }: MultiOperation & { readonly kind: 'create' },
    { owner, nowMs, undo, events }: Step,
  ): Result<TreeResult, number> {
    const parentPath = parentOf(asked);
    const parent = parentPath === undefined ? undefined : this.#nodes.get(parentPath);
    if (parent === undefined) return failure(treeErrors.noNode);
    if (parent.owner !== 0n) return failure(treeErrors.noChildrenForEphemerals);
    const isSequential = mode.endsWith('sequential');
    const path = isSequential ? asked + String(parent.sequence).padStart(10, '0') : asked;
    if (this.#nodes.has(path)) return failure(treeErrors.nodeExists);
    const before = { ...parent };
    const node = newNode(data, mode.startsWith('ephemeral') ? owner : 0n, this.zxid, nowMs);
    this.#nodes.set(path, node);
    parent.children.add(path);
    parent.sequence++;
    parent.childrenVersion++;
    parent.childrenZxid = this.zxid;
    undo.push(() => {
      this.#nodes.delete(path);
      parent.children.delete(path);
      Object.assign(parent, before);
    });
    events.push({ type: 'created', path }, { type: 'children changed', path: parentPath! });
    return ok({ kind: 'created', path });
  }

  #delete(path: string, version: number, { undo, events }: Step): Result<TreeResult, number> {
    const node = this.#nodes.get(path);
    const parentPath = parentOf(path);
    if (node === undefined || parentPath === undefined) return failure(treeErrors.noNode);
    if (version !== -1 && node.version !== version) return failure(treeErrors.badVersion);
    if (node.children.size > 0) return failure(treeErrors.notEmpty);
    const parent = this.#nodes.get(parentPath)!;
    const before = { ...parent };
    this.#nodes.delete(path);
    parent.children.delete(path);
    parent.childrenVersion++;
    parent.childrenZxid = this.zxid;
    undo.push(() => {
      this.#nodes.set(path, node);
      parent.children.add(path);
      Object.assign(parent, before);
    });
    events.push({ type: 'deleted', path }, { type: 'children changed', path: parentPath });
    return ok({ kind: 'deleted' });
  }

  #set(
    path: string,
    data: Uint8Array,
    version: number,
    { nowMs, undo, events }: Step,
  ): Result<TreeResult, number> {
    const node = this.#nodes.get(path);
    if (node === undefined) return failure(treeErrors.noNode);
    if (version !== -1 && node.version !== version) return failure(treeErrors.badVersion);
    const before = { ...node };
    node.data = data;
    node.version++;
    node.modifiedZxid = this.zxid;
    node.modifiedMs = nowMs;
    undo.push(() => void Object.assign(node, before));
    events.push({ type: 'changed', path });
    return ok({ kind: 'set', stat: statOf(node) });
  }
}

interface Step {
  readonly owner: bigint;
  readonly nowMs: number;
  readonly undo: (() => void)[];
  readonly events: NodeEvent[];
}

function newNode(data: Uint8Array, owner: bigint, zxid: bigint, nowMs: number): Node {
  return {
    data,
    version: 0,
    childrenVersion: 0,
    createdZxid: zxid,
    modifiedZxid: zxid,
    childrenZxid: zxid,
    createdMs: nowMs,
    modifiedMs: nowMs,
    owner,
    children: new Set(),
    sequence: 0,
  };
}

export function statOf(node: Node): Stat {
  return {
    createdZxid: node.createdZxid,
    modifiedZxid: node.modifiedZxid,
    createdMs: node.createdMs,
    modifiedMs: node.modifiedMs,
    version: node.version,
    childrenVersion: node.childrenVersion,
    aclVersion: 0,
    ephemeralOwner: node.owner,
    dataLength: node.data.length,
    childCount: node.children.size,
    childrenZxid: node.childrenZxid,
  };
}
