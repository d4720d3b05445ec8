/**
 * What can be asked of ZooKeeper: number, request and answer of each operation. Paths here are whole
 * ones; the session puts the chroot before them and takes it away.
 */
import { type ZooKeeperErrorCode, codeOf } from './errors.ts';
import type { JuteReader, JuteWriter } from './jute.ts';

/** Of a node. Transactions are 64 bits, times milliseconds since the epoch. */
export interface Stat {
  readonly createdZxid: bigint;
  readonly modifiedZxid: bigint;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly version: number;
  readonly childrenVersion: number;
  readonly aclVersion: number;
  /** 0n: not ephemeral; else the session that it lives with. */
  readonly ephemeralOwner: bigint;
  readonly dataLength: number;
  readonly childCount: number;
  readonly childrenZxid: bigint;
}

/** Who may do what with a node: bits of `Permission`. */
export interface Acl {
  readonly permissions: number;
  /** "world", "auth", "digest", "ip" */
  readonly scheme: string;
  readonly id: string;
}

export const Permission = { read: 1, write: 2, create: 4, delete: 8, admin: 16, all: 31 } as const;

export const openToAll: readonly Acl[] = [
  { permissions: Permission.all, scheme: 'world', id: 'anyone' },
];
/** All for whoever has the credentials of this session, reading for everybody: as Mesos does. */
export const ownedReadableByAll: readonly Acl[] = [
  { permissions: Permission.read, scheme: 'world', id: 'anyone' },
  { permissions: Permission.all, scheme: 'auth', id: '' },
];

export type CreateMode =
  'persistent' | 'ephemeral' | 'persistent sequential' | 'ephemeral sequential' | 'container';

const createFlags: Readonly<Record<CreateMode, number>> = {
  persistent: 0,
  ephemeral: 1,
  'persistent sequential': 2,
  'ephemeral sequential': 3,
  container: 4,
};

export const anyVersion = -1;

/** One part of a `multi`. */
export type MultiOperation =
  | {
      readonly kind: 'create';
      readonly path: string;
      readonly data: Uint8Array;
      readonly acl?: readonly Acl[];
      readonly mode?: CreateMode;
    }
  | { readonly kind: 'delete'; readonly path: string; readonly version?: number }
  | {
      readonly kind: 'set';
      readonly path: string;
      readonly data: Uint8Array;
      readonly version?: number;
    }
  /** Nothing is written, but all fails when the version is another. */
  | { readonly kind: 'check'; readonly path: string; readonly version: number };

export type MultiResult =
  | { readonly kind: 'created'; readonly path: string }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'set'; readonly stat: Stat }
  | { readonly kind: 'checked' }
  | { readonly kind: 'failed'; readonly code: ZooKeeperErrorCode };

/** An operation with its arguments. */
export interface Operation<T> {
  readonly name: string;
  readonly opcode: number;
  readonly path: string;
  write(writer: JuteWriter): void;
  read(reader: JuteReader): T;
}

export const opcodes = {
  create: 1,
  delete: 2,
  exists: 3,
  getData: 4,
  setData: 5,
  getAcl: 6,
  setAcl: 7,
  sync: 9,
  ping: 11,
  getChildren2: 12,
  check: 13,
  multi: 14,
  createContainer: 19,
  auth: 100,
  setWatches: 101,
  closeSession: -11,
} as const;

const nothing = (): void => undefined;

export interface CreateRequest {
  readonly path: string;
  readonly data: Uint8Array;
  readonly acl: readonly Acl[];
  readonly mode: CreateMode;
}

export function create(request: CreateRequest): Operation<string> {
  return {
    name: 'create',
    opcode: request.mode === 'container' ? opcodes.createContainer : opcodes.create,
    path: request.path,
    write: (writer) => writeCreate(writer, request),
    read: (reader) => reader.text(),
  };
}

export function remove(path: string, version: number): Operation<void> {
  const write = (writer: JuteWriter): void => void writer.text(path).int(version);
  return { name: 'delete', opcode: opcodes.delete, path, write, read: nothing };
}

export function exists(path: string, watches: boolean): Operation<Stat> {
  return {
    name: 'exists',
    opcode: opcodes.exists,
    path,
    write: (writer) => void writer.text(path).bool(watches),
    read: readStat,
  };
}

export interface NodeData {
  readonly data: Uint8Array;
  readonly stat: Stat;
}

export function getData(path: string, watches: boolean): Operation<NodeData> {
  return {
    name: 'getData',
    opcode: opcodes.getData,
    path,
    write: (writer) => void writer.text(path).bool(watches),
    read: (reader) => ({ data: reader.buffer(), stat: readStat(reader) }),
  };
}

export function setData(path: string, data: Uint8Array, version: number): Operation<Stat> {
  return {
    name: 'setData',
    opcode: opcodes.setData,
    path,
    write: (writer) => void writer.text(path).buffer(data).int(version),
    read: readStat,
  };
}

export interface NodeChildren {
  /** Names, not paths, in no order. */
  readonly children: readonly string[];
  readonly stat: Stat;
}

export function getChildren(path: string, watches: boolean): Operation<NodeChildren> {
  return {
    name: 'getChildren',
    opcode: opcodes.getChildren2,
    path,
    write: (writer) => void writer.text(path).bool(watches),
    read: (reader) => ({
      children: reader.vector(() => reader.text()),
      stat: readStat(reader),
    }),
  };
}

export interface NodeAcl {
  readonly acl: readonly Acl[];
  readonly stat: Stat;
}

export function getAcl(path: string): Operation<NodeAcl> {
  return {
    name: 'getAcl',
    opcode: opcodes.getAcl,
    path,
    write: (writer) => void writer.text(path),
    read: (reader) => ({ acl: reader.vector(() => readAcl(reader)), stat: readStat(reader) }),
  };
}

export function setAcl(path: string, acl: readonly Acl[], version: number): Operation<Stat> {
  return {
    name: 'setAcl',
    opcode: opcodes.setAcl,
    path,
    write: (writer) => void writeAcl(writer.text(path), acl).int(version),
    read: readStat,
  };
}

/** The server that is spoken to has seen all that was written before, by whomever. */
export function sync(path: string): Operation<void> {
  const write = (writer: JuteWriter): void => void writer.text(path);
  return { name: 'sync', opcode: opcodes.sync, path, write, read: nothing };
}

export function multi(operations: readonly MultiOperation[]): Operation<readonly MultiResult[]> {
  return {
    name: 'multi',
    opcode: opcodes.multi,
    path: operations[0]?.path ?? '/',
    write(writer) {
      for (const operation of operations) {
        writer.int(opcodeOf(operation)).bool(false).int(-1);
        writePart(writer, operation);
      }
      writer.int(-1).bool(true).int(-1);
    },
    read: readMulti,
  };
}

function opcodeOf(operation: MultiOperation): number {
  switch (operation.kind) {
    case 'create':
      return operation.mode === 'container' ? opcodes.createContainer : opcodes.create;
    case 'delete':
      return opcodes.delete;
    case 'set':
      return opcodes.setData;
    case 'check':
      return opcodes.check;
  }
}

function writePart(writer: JuteWriter, operation: MultiOperation): void {
  switch (operation.kind) {
    case 'create': {
      const { path, data, acl = openToAll, mode = 'persistent' } = operation;
      return writeCreate(writer, { path, data, acl, mode });
    }
    case 'delete':
      return void writer.text(operation.path).int(operation.version ?? anyVersion);
    case 'set':
      writer.text(operation.path).buffer(operation.data);
      return void writer.int(operation.version ?? anyVersion);
    case 'check':
      return void writer.text(operation.path).int(operation.version);
  }
}

function readMulti(reader: JuteReader): readonly MultiResult[] {
  const results: MultiResult[] = [];
  for (;;) {
    const opcode = reader.int();
    const isEnd = reader.bool();
    reader.int();
    if (isEnd) return results;
    results.push(readPart(reader, opcode));
  }
}

function readPart(reader: JuteReader, opcode: number): MultiResult {
  if (opcode === opcodes.create || opcode === opcodes.createContainer) {
    return { kind: 'created', path: reader.text() };
  }
  if (opcode === opcodes.setData) return { kind: 'set', stat: readStat(reader) };
  if (opcode === opcodes.delete) return { kind: 'deleted' };
  if (opcode === opcodes.check) return { kind: 'checked' };
  const number = reader.int();
  // Those before the one that failed are said to be well, and are undone.
  return { kind: 'failed', code: number === 0 ? 'RUNTIME_INCONSISTENCY' : codeOf(number) };
}

function writeCreate(writer: JuteWriter, { path, data, acl, mode }: CreateRequest): void {
  writeAcl(writer.text(path).buffer(data), acl).int(createFlags[mode]);
}

function writeAcl(writer: JuteWriter, acl: readonly Acl[]): JuteWriter {
  return writer.vector(acl, ({ permissions, scheme, id }) => {
    writer.int(permissions).text(scheme).text(id);
  });
}

function readAcl(reader: JuteReader): Acl {
  return { permissions: reader.int(), scheme: reader.text(), id: reader.text() };
}

function readStat(reader: JuteReader): Stat {
  return {
    createdZxid: reader.long(),
    modifiedZxid: reader.long(),
    createdMs: reader.longNumber(),
    modifiedMs: reader.longNumber(),
    version: reader.int(),
    childrenVersion: reader.int(),
    aclVersion: reader.int(),
    ephemeralOwner: reader.long(),
    dataLength: reader.int(),
    childCount: reader.int(),
    childrenZxid: reader.long(),
  };
}
