/**
 * What the kernel keeps for the readers of a log. It takes megabytes for each before it pushes back,
 * so a thousand readers that stop would fill the memory that it has for all connections, and then
 * those who read wait for it too. Linux tells how much lies in each connection: a reader for whom
 * more lies there than it takes in several looks gets no more until it has read some of it.
 * Elsewhere nothing is known, and the kernel's own bounds are all there is.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Much of it may be on its way on a long line, and whoever is held must not run dry before the next look. */
const leastStalledBytes = 256 * 1024;
/** Enough for so many looks is more than lies on any line; whoever is held has that to read. */
const looksAhead = 4;
/** So much may go to the kernel, for all readers, before it is looked at again. */
const unseenBytes = 32 * 1024 * 1024;
/** A look costs 10 ms on a machine with thousands of connections. */
const intervalMs = 400;
/** Those who are held may read on: so long, and doubled up to that while there is nothing new for anybody. */
const leastHeldMs = 150;
const longestHeldMs = 1_200;
/**
 * The kernel gives a page at a time, and so many are read in one turn: some 10 ms. Were each page a
 * turn of its own, a look would take seconds when the process is busy, and come too late.
 */
const pagesPerTurn = 256;
/** A machine with so many connections (some 14,000) is not looked at: it would take too long. */
const longestTable = 2 * 1024 * 1024;

/** By `keyOf` the two ports: bytes that the peer has not acknowledged. */
export type SendQueues = ReadonlyMap<number, number>;

export interface QueuedReader {
  readonly ports: {
    readonly localPort?: number | undefined;
    readonly remotePort?: number | undefined;
  };
  /** What it has been given and the kernel has taken, since it began. */
  readonly givenBytes: number;
  /** Whether more may be given to it. */
  hold(isStalled: boolean): void;
}

export function keyOf(localPort: number, remotePort: number): number {
  return localPort * 65_536 + remotePort;
}

/** The tables are read into the same memory each time: they are large, and read often. */
let table: Buffer | undefined;

export async function readSendQueues(): Promise<SendQueues> {
  const queues = new Map<number, number>();
  table ??= Buffer.allocUnsafeSlow(longestTable);
  for (const path of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const length = await readInto(table, path).catch(() => 0);
    if (length < longestTable) readTable(table.subarray(0, length), queues);
  }
  return queues;
}

async function readInto(buffer: Buffer, path: string): Promise<number> {
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (let pages = 1; ; pages++) {
      const bytesRead = readSync(file, buffer, length, buffer.length - length, null);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) return length;
      if (pages % pagesPerTurn === 0) await nextTurn();
    }
  } finally {
    closeSync(file);
  }
}

const newline = 10;
const colon = 58;

/**
 * "   1: 0100007F:13BA 0100007F:C350 01 00000400:00000000 …": our end, theirs, state, to send. Read
 * as bytes, because thousands of small texts several times a second would be much garbage.
 */
export function readTable(rows: Buffer, queues: Map<number, number>): void {
  for (let at = rows.indexOf(newline) + 1; at > 0; at = rows.indexOf(newline, at) + 1) {
    const local = afterColon(rows, afterColon(rows, at));
    const remote = afterColon(rows, local);
    const state = remote + 5;
    if (local === 0 || remote === 0 || state + 11 > rows.length) return;
    if (hexAt(rows, state, 2) !== established) continue;
    const key = keyOf(hexAt(rows, local, 4), hexAt(rows, remote, 4));
    const queued = hexAt(rows, state + 3, 8);
    // The same ports of several addresses: nobody is held for what is another's.
    queues.set(key, Math.min(queues.get(key) ?? Infinity, queued));
  }
}

const established = 1;

function afterColon(rows: Buffer, from: number): number {
  return rows.indexOf(colon, from) + 1;
}

function hexAt(rows: Buffer, from: number, digits: number): number {
  let value = 0;
  for (let at = from; at < from + digits; at++) {
    const byte = rows[at]!;
    // '0' to '9', 'A' to 'F'.
    value = value * 16 + (byte < 65 ? byte - 48 : byte - 55);
  }
  return value;
}

interface Seen {
  takenBytes: number;
  isStalled: boolean;
}

export class SendQueueWatch {
  readonly #read: () => Promise<SendQueues>;
  readonly #seen = new WeakMap<QueuedReader, Seen>();
  #unseenBytes = 0;
  #nextMs = 0;
  #isLooking = false;
  #again: NodeJS.Timeout | undefined;
  #pauseMs = leastHeldMs;

  constructor(read = readSendQueues) {
    this.#read = read;
  }

  /** So much was given to readers; now and then they are looked at. */
  noteGiven(bytes: number, readers: () => Iterable<QueuedReader>): void {
    this.#unseenBytes += bytes;
    if (this.#unseenBytes < unseenBytes || performance.now() < this.#nextMs) return;
    this.#beginLook(readers);
  }

  #beginLook(readers: () => Iterable<QueuedReader>): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    void this.#look(readers);
  }

  async #look(readers: () => Iterable<QueuedReader>): Promise<void> {
    const wasGiven = this.#unseenBytes > 0;
    this.#unseenBytes = 0;
    const queues = await this.#read();
    this.#isLooking = false;
    this.#nextMs = performance.now() + intervalMs;
    let isAnyHeld = false;
    for (const reader of readers()) isAnyHeld = this.#judge(reader, queues) || isAnyHeld;
    if (!isAnyHeld) return;
    // They may have read enough, whether or not there is anything new.
    this.#pauseMs = wasGiven ? leastHeldMs : Math.min(2 * this.#pauseMs, longestHeldMs);
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#beginLook(readers), this.#pauseMs).unref();
  }

  #judge(reader: QueuedReader, queues: SendQueues): boolean {
    const { localPort = 0, remotePort = 0 } = reader.ports;
    const queuedBytes = queues.get(keyOf(localPort, remotePort)) ?? 0;
    const takenBytes = reader.givenBytes - queuedBytes;
    const before = this.#seen.get(reader);
    const enoughBytes = looksAhead * (takenBytes - (before?.takenBytes ?? 0));
    const isStalled = queuedBytes > Math.max(leastStalledBytes, enoughBytes);
    if (before?.isStalled === true || isStalled) reader.hold(isStalled);
    this.#seen.set(reader, { takenBytes, isStalled });
    return isStalled;
  }
}
