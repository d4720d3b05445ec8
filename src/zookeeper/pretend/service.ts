/**
 * A pretend ZooKeeper ensemble: it takes the bytes that clients really send and answers as servers
 * do. Its promises are ZooKeeper's: writes in one order, sessions that end when nothing is heard of
 * them for their time, ephemeral nodes that go with them, watches that tell once. Without a quorum
 * nobody is served, and sessions do not end; afterwards each has its whole time again.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import { JuteReader, JuteWriter, MessageCutter } from '../core/jute.ts';
import { type MultiOperation, opcodes } from '../core/operations.ts';
import type { NodeEvent, WatchKind } from '../core/watches.ts';
import { readParts, writeEvent, writeResult, writeResults, writeStat } from './forms.ts';
import { type Failure, ZooKeeperTree, statOf, treeErrors } from './tree.ts';

/** What a connection tells its client. */
export interface ClientEnd {
  received(bytes: Uint8Array): void;
  closed(): void;
}

interface SessionRecord {
  readonly id: bigint;
  readonly password: Uint8Array;
  readonly timeoutMs: number;
  timer: Timer | undefined;
  connection: Connection | undefined;
}

const longestMessageBytes = 2 * 1024 * 1024;

export class PretendZooKeeper {
  readonly tree = new ZooKeeperTree();
  readonly #clock: Clock;
  readonly #sessions = new Map<bigint, SessionRecord>();
  readonly #connections = new Set<Connection>();
  #nextSession = 1n;
  #hasQuorum = true;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Undefined: nobody listens. */
  connect(client: ClientEnd): Connection | undefined {
    if (!this.#hasQuorum) return undefined;
    const connection = new Connection(this, client);
    this.#connections.add(connection);
    return connection;
  }

  loseQuorum(): void {
    this.#hasQuorum = false;
    for (const session of this.#sessions.values()) session.timer?.cancel();
    for (const connection of [...this.#connections]) connection.drop();
  }

  regainQuorum(): void {
    this.#hasQuorum = true;
    for (const session of this.#sessions.values()) this.touch(session);
  }

  /** As an operator may. */
  endSession(id: bigint): void {
    const session = this.#sessions.get(id);
    if (session !== undefined) this.end(session);
  }

  get sessionCount(): number {
    return this.#sessions.size;
  }

  // For connections.

  now(): number {
    return this.#clock.timestamp();
  }

  open(id: bigint, password: Uint8Array, timeoutMs: number): SessionRecord | undefined {
    if (id === 0n) {
      const own = new Uint8Array(16).fill(Number(this.#nextSession % 256n));
      const made = { id: this.#nextSession++, password: own, timeoutMs };
      const session: SessionRecord = { ...made, timer: undefined, connection: undefined };
      this.#sessions.set(session.id, session);
      this.touch(session);
      return session;
    }
    const session = this.#sessions.get(id);
    if (session === undefined || !Buffer.from(password).equals(session.password)) return undefined;
    session.connection?.drop();
    this.touch(session);
    return session;
  }

  touch(session: SessionRecord): void {
    session.timer?.cancel();
    session.timer = this.#clock.after(session.timeoutMs, () => this.end(session));
  }

  end(session: SessionRecord): void {
    session.timer?.cancel();
    this.#sessions.delete(session.id);
    const paths = this.tree.ephemeralsOf(session.id);
    const gone = paths.map((path): MultiOperation => ({ kind: 'delete', path }));
    const done = this.tree.commit(gone, session.id, this.now());
    if (done.ok) this.tell(done.value.events);
    session.connection?.drop();
  }

  tell(events: readonly NodeEvent[]): void {
    for (const event of events) {
      for (const connection of [...this.#connections]) connection.tell(event);
    }
  }

  forget(connection: Connection): void {
    this.#connections.delete(connection);
  }
}

export class Connection {
  readonly #service: PretendZooKeeper;
  readonly #client: ClientEnd;
  readonly #cutter = new MessageCutter(longestMessageBytes);
  readonly #watches = {
    data: new Set<string>(),
    exists: new Set<string>(),
    children: new Set<string>(),
  };
  #session: SessionRecord | undefined;
  #isOver = false;

  constructor(service: PretendZooKeeper, client: ClientEnd) {
    this.#service = service;
    this.#client = client;
  }

  /** Bytes of the client. */
  received(bytes: Uint8Array): void {
    if (this.#isOver) return;
    for (const message of this.#cutter.push(bytes)) {
      const reader = new JuteReader(message);
      if (this.#session === undefined) this.#welcome(reader);
      else this.#serve(this.#session, reader);
      if (this.#isOver) return;
    }
  }

  /** The client hung up. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#session?.connection === this) this.#session.connection = undefined;
    this.#service.forget(this);
  }

  /** The server hangs up. */
  drop(): void {
    if (this.#isOver) return;
    this.close();
    this.#client.closed();
  }

  tell(event: NodeEvent): void {
    const { data, exists, children } = this.#watches;
    const ofNode = event.type !== 'children changed';
    let isHeard = false;
    if (ofNode) isHeard = data.delete(event.path) || isHeard;
    if (ofNode) isHeard = exists.delete(event.path) || isHeard;
    if (event.type === 'deleted' || !ofNode) isHeard = children.delete(event.path) || isHeard;
    if (isHeard) this.#client.received(writeEvent(event));
  }

  #welcome(reader: JuteReader): void {
    reader.int();
    reader.long();
    const timeoutMs = reader.int();
    const session = this.#service.open(reader.long(), reader.buffer(), timeoutMs);
    const writer = new JuteWriter().int(0).int(session?.timeoutMs ?? 0);
    writer.long(session?.id ?? 0n).buffer(session?.password ?? new Uint8Array(16));
    this.#client.received(writer.bool(false).finish());
    if (session === undefined) return this.drop();
    this.#session = session;
    session.connection = this;
  }

  #serve(session: SessionRecord, reader: JuteReader): void {
    this.#service.touch(session);
    const xid = reader.int();
    const opcode = reader.int();
    switch (opcode) {
      case opcodes.ping:
      case opcodes.auth:
        return this.#answer(xid, 0);
      case opcodes.setWatches:
        return this.#setWatches(xid, reader);
      case opcodes.closeSession:
        this.#answer(xid, 0);
        return this.#service.end(session);
      case opcodes.sync: {
        const path = reader.text();
        return this.#answer(xid, 0, (writer) => writer.text(path));
      }
      case opcodes.exists:
      case opcodes.getData:
      case opcodes.getChildren2:
        return this.#read(xid, opcode, reader);
      default:
        return this.#write(session, xid, opcode, reader);
    }
  }

  #read(xid: number, opcode: number, reader: JuteReader): void {
    const path = reader.text();
    const watches = reader.bool();
    const node = this.#service.tree.find(path);
    if (node === undefined) {
      if (watches && opcode === opcodes.exists) this.#watches.exists.add(path);
      return this.#answer(xid, treeErrors.noNode);
    }
    if (watches) this.#watches[opcode === opcodes.getChildren2 ? 'children' : 'data'].add(path);
    this.#answer(xid, 0, (writer) => {
      if (opcode === opcodes.getData) writer.buffer(node.data);
      if (opcode === opcodes.getChildren2) {
        const names = [...node.children].map((child) => child.slice(child.lastIndexOf('/') + 1));
        writer.vector(names, (name) => writer.text(name));
      }
      writeStat(writer, statOf(node));
    });
  }

  #write(session: SessionRecord, xid: number, opcode: number, reader: JuteReader): void {
    const { tree } = this.#service;
    const parts = readParts(opcode, reader);
    const done = tree.commit(parts, session.id, this.#service.now());
    if (!done.ok) {
      if (opcode !== opcodes.multi) return this.#answer(xid, done.error.code);
      return this.#answer(xid, 0, (writer) => writeFailure(writer, parts.length, done.error));
    }
    const { results, events } = done.value;
    // Whoever watches hears of it before the writer does.
    this.#service.tell(events);
    this.#answer(xid, 0, (writer) => {
      if (opcode === opcodes.multi) writeResults(writer, results);
      else writeResult(writer, results[0]!);
    });
  }

  /** What happened since the client last heard anything is told at once. */
  #setWatches(xid: number, reader: JuteReader): void {
    const since = reader.long();
    const { tree } = this.#service;
    this.#answer(xid, 0);
    const arm = (kind: WatchKind, missed: (path: string) => NodeEvent | undefined): void => {
      for (const path of reader.vector(() => reader.text())) {
        const event = missed(path);
        if (event === undefined) this.#watches[kind].add(path);
        else this.#client.received(writeEvent(event));
      }
    };
    arm('data', (path) => {
      const node = tree.find(path);
      if (node === undefined) return { type: 'deleted', path };
      return node.modifiedZxid > since ? { type: 'changed', path } : undefined;
    });
    arm('exists', (path) =>
      tree.find(path) === undefined ? undefined : { type: 'created', path },
    );
    arm('children', (path) => {
      const node = tree.find(path);
      if (node === undefined) return { type: 'deleted', path };
      return node.childrenZxid > since ? { type: 'children changed', path } : undefined;
    });
  }

  #answer(xid: number, error: number, write?: (writer: JuteWriter) => void): void {
    const writer = new JuteWriter().int(xid).long(this.#service.tree.zxid).int(error);
    write?.(writer);
    this.#client.received(writer.finish());
  }
}

function writeFailure(writer: JuteWriter, count: number, { index, code }: Failure): void {
  const undone = -2;
  for (let i = 0; i < count; i++) {
    const number = i < index ? 0 : i === index ? code : undone;
    writer.int(-1).bool(false).int(number).int(number);
  }
  writer.int(-1).bool(true).int(-1);
}
