/**
 * A registry that several masters share, and one may write: key-value storage in the nodes of a
 * ZooKeeper ensemble.
 *
 *     <root>                  {"format":2}
 *     <root>/epoch            {"owner":"…","batch":17}, its version is the fence
 *     <root>/epoch/<owner>    its version is how many transactions this owner has made
 *     <root>/pages/<number>   entries, those of a transaction together (store-pages.ts)
 *
 * The fence: whoever reads first takes the epoch over by writing its name there. Each batch is one
 * transaction that writes the epoch too, if its version is still the one that this owner left. A
 * master that was overtaken therefore cannot write, however long it slept in between. The number of
 * the batch says after a lost connection which transactions happened.
 *
 * Some transactions are under way at a time, each expecting epoch and count as the one before it leaves
 * them: when one does not happen, none after it does. (The epoch's version alone does not say so: an
 * overtaker raises it as well.) What is asked for meanwhile goes together, as soon as it
 * is worth a transaction of its own or nothing is under way.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import { assert, failure, ok, type Result } from '../../foundation/result.ts';
import type { Done, KeyValueStore, WriteOperation } from '../../storage/key-value-store.ts';
import type { ZooKeeperClient } from './client.ts';
import { type ZooKeeperError, severityOf } from './errors.ts';
import { type Acl, type MultiOperation, anyVersion } from './operations.ts';
import {
  type Epoch,
  decodeEpoch,
  encodeEpoch,
  epochPath,
  ownerPath,
  pagePath,
} from './store-layout.ts';
import { PageBook } from './store-pages.ts';
import { type ReadPage, readPages } from './store-reading.ts';
import { takeOver } from './store-takeover.ts';

export interface ZooKeeperStoreParts {
  /** Called when the first read comes: whoever stands by needs no session. */
  readonly connect: () => ZooKeeperClient;
  /** "/mesos/log_replicas/altiplano" */
  readonly root: string;
  readonly acl: readonly Acl[];
  /** Unlike that of every other process: the id of a master. */
  readonly owner: string;
  readonly clock: Clock;
  readonly log: Log;
}

interface Batch {
  readonly operations: readonly WriteOperation[];
  readonly bytes: number;
  readonly done: Done;
}

interface Transaction {
  /** As it leaves it. */
  readonly epoch: Epoch;
  readonly pages: readonly MultiOperation[];
  readonly batches: Batch[];
}

/** A server takes a megabyte, the rest is for paths and headers. */
export const mostBatchBytes = 900 * 1024;
/** What the owner of a store may write at once; the rest is for the seal of a checked store. */
export const mostWriteBytes = mostBatchBytes - 16 * 1024;
/** More go with the next one; less waits while others are under way. Some hundred agents. */
const togetherBytes = 96 * 1024;
/** Enough that servers, disks and this master work at the same time; more would only wait there. */
const mostUnderWay = 8;
const entryOverheadBytes = 64;
const nothing = new Uint8Array();

export class ZooKeeperStore implements KeyValueStore {
  readonly #parts: ZooKeeperStoreParts;
  #connected: ZooKeeperClient | undefined;
  /** As the last transaction left it that is known to have happened; undefined until it was taken over. */
  #epoch: Epoch | undefined;
  #version = anyVersion;
  /** As it is when all that is under way has happened; undefined until everything was read. */
  #book: PageBook | undefined;
  #waiting: Batch[] = [];
  #waitingBytes = 0;
  /** In their order. */
  #underWay: Transaction[] = [];
  /** Some of those may have happened or not: answers say nothing until the epoch was read. */
  #isInDoubt = false;
  #failure: string | undefined;
  #onIdle: (() => void) | undefined;

  constructor(parts: ZooKeeperStoreParts) {
    this.#parts = parts;
  }

  get #client(): ZooKeeperClient {
    if (this.#connected !== undefined) return this.#connected;
    const client = this.#parts.connect();
    this.#connected = client;
    client.onState((state) => {
      if (state === 'expired' || state === 'refused' || state === 'closed') {
        this.#fail(`the session with ZooKeeper is ${state}`);
      }
    });
    return client;
  }

  write(operations: readonly WriteOperation[], done: Done): void {
    assert(this.#book !== undefined, 'everything is read before the first write');
    const bytes = operations.reduce((sum, one) => sum + bytesOf(one), 0);
    const batch = { operations, bytes, done };
    if (this.#failure !== undefined) return this.#refuse([batch]);
    if (bytes > mostBatchBytes) {
      this.#waiting.push(batch);
      return this.#fail(
        `a write of ${bytes} bytes; ZooKeeper takes at most ${mostBatchBytes} at once`,
      );
    }
    this.#waiting.push(batch);
    this.#waitingBytes += bytes;
    this.#next();
  }

  /** From ZooKeeper once: nobody else writes after that, and all pages are kept. */
  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void {
    const answer = (book: PageBook): void => {
      for (const [key, value] of book.entriesWith(prefix)) visit(key, value);
      done(ok(undefined));
    };
    const known = this.#book;
    if (known !== undefined) {
      return this.#whenWritten((written) => (written.ok ? answer(known) : done(written)));
    }
    this.#takeOver((taken) => {
      if (!taken.ok) return done(taken);
      readPages(this.#client, this.#parts.root, (read) => {
        if (!read.ok) return done(read);
        answer((this.#book ??= bookOf(read.value)));
      });
    });
  }

  close(done: Done): void {
    const finish = (): void => {
      if (this.#connected === undefined) done(ok(undefined));
      else this.#connected.close(() => done(ok(undefined)));
    };
    if (this.#underWay.length === 0) return finish();
    this.#onIdle = finish;
  }

  /** All that was asked for before: it comes with the last of them. */
  #whenWritten(done: Done): void {
    const last = { operations: [], bytes: 0, done };
    if (this.#failure !== undefined) this.#refuse([last]);
    else if (this.#waiting.length > 0) this.#waiting.push(last);
    else if (this.#underWay.length > 0) this.#underWay.at(-1)!.batches.push(last);
    else this.#parts.clock.after(0, () => done(ok(undefined)));
  }

  #takeOver(done: Done): void {
    if (this.#epoch !== undefined) return done(ok(undefined));
    const { root, acl, owner, log } = this.#parts;
    takeOver({ client: this.#client, root, acl, owner }, (taken) => {
      if (!taken.ok) return done(taken);
      const { version } = taken.value;
      this.#epoch = { owner, batch: 0 };
      this.#version = version;
      log.info(`Took over the registry ${root}, epoch ${version}`);
      done(ok(undefined));
    });
  }

  #next(): void {
    while (!this.#isInDoubt && this.#waiting.length > 0) {
      const count = this.#underWay.length;
      const isWorthOne = count === 0 || this.#waitingBytes >= togetherBytes;
      if (count === mostUnderWay || !isWorthOne) return;
      const batches = this.#takeTogether();
      const { owner, batch } = this.#underWay.at(-1)?.epoch ?? this.#epoch!;
      const transaction = {
        epoch: { owner, batch: batch + 1 },
        pages: this.#partsOf(batches),
        batches,
      };
      this.#underWay.push(transaction);
      this.#send(transaction, count);
    }
  }

  #takeTogether(): Batch[] {
    let bytes = 0;
    let count = 0;
    for (const batch of this.#waiting) {
      if (count > 0 && bytes + batch.bytes > togetherBytes) break;
      bytes += batch.bytes;
      count++;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  /** The last word on each key. */
  #partsOf(batches: readonly Batch[]): MultiOperation[] {
    const last = new Map<string, WriteOperation>();
    for (const { operations } of batches) for (const one of operations) last.set(one.key, one);
    const bytes = batches.reduce((sum, batch) => sum + batch.bytes, 0);
    const { made, removed } = this.#book!.change(last.values(), mostBatchBytes - bytes);
    const { root, acl } = this.#parts;
    const parts = removed.map((number): MultiOperation => {
      return { kind: 'delete', path: pagePath(root, number) };
    });
    if (made === undefined) return parts;
    const { number, data } = made;
    return [...parts, { kind: 'create', path: pagePath(root, number), data, acl }];
  }

  /** `before`: how many transactions are under way before it. */
  #send(transaction: Transaction, before: number): void {
    const { root, owner } = this.#parts;
    const { epoch, pages } = transaction;
    // Versions are 32 bits, and each transaction makes one of them.
    const version = (this.#version + before) | 0;
    const parts: MultiOperation[] = [
      { kind: 'set', path: epochPath(root), data: encodeEpoch(epoch), version },
      { kind: 'set', path: ownerPath(root, owner), data: nothing, version: epoch.batch - 1 },
      ...pages,
    ];
    this.#client.multi(parts, (result) => {
      if (this.#isInDoubt || this.#failure !== undefined) return;
      if (!result.ok) return this.#doubt(result.error);
      const fenced = result.value[0];
      assert(fenced?.kind === 'set', 'the fence is the first part');
      assert(this.#underWay[0] === transaction, 'answers come in order');
      this.#settle(1, fenced.stat.version);
    });
  }

  /** Some may have happened, or somebody else may have taken over: the epoch says which. */
  #doubt(error: ZooKeeperError): void {
    const severity = severityOf(error);
    // The change of state says so.
    if (severity === 'over') return;
    if (severity === 'lasting' && error.code !== 'BAD_VERSION') return this.#fail(error.message);
    this.#isInDoubt = true;
    // While there is no server these wait for one.
    const { root } = this.#parts;
    const client = this.#client;
    // Asked in one breath, answered in order: what this session sent before has happened, or never will.
    client.sync(root, () => undefined);
    client.getData(epochPath(root), undefined, (read) => {
      if (this.#failure !== undefined) return;
      if (!read.ok) return this.#doubt(read.error);
      this.#resolveDoubt(decodeEpoch(read.value.data), read.value.stat.version);
    });
  }

  #resolveDoubt(found: Result<Epoch>, version: number): void {
    const { root } = this.#parts;
    const happened = isSame(found, this.#epoch!)
      ? 0
      : this.#underWay.findIndex(({ epoch }) => isSame(found, epoch)) + 1;
    if (happened === 0 && !isSame(found, this.#epoch!)) {
      const who = found.ok ? found.value.owner : 'somebody';
      return this.#fail(`${who} has taken over the registry ${root}`);
    }
    // Only now is the version that of the last one that happened.
    const again = this.#underWay.slice(happened);
    this.#settle(happened, version);
    this.#isInDoubt = false;
    // Whoever heard that its write is durable may have closed the store, or have written more.
    if (this.#failure !== undefined) return;
    again.forEach((transaction, before) => this.#send(transaction, before));
    this.#next();
  }

  /** The first `count` have happened. */
  #settle(count: number, version: number): void {
    const settled = this.#underWay.splice(0, count);
    this.#epoch = settled.at(-1)?.epoch ?? this.#epoch!;
    this.#version = version;
    for (const { batches } of settled) for (const { done } of batches) done(ok(undefined));
    this.#next();
    this.#restIfIdle();
  }

  #restIfIdle(): void {
    if (this.#underWay.length + this.#waiting.length === 0) this.#onIdle?.();
  }

  /** The order would be broken by anything that came after. */
  #fail(why: string): void {
    if (this.#failure !== undefined) return;
    this.#failure = why;
    const underWay = this.#underWay.splice(0).flatMap(({ batches }) => batches);
    const failed = [...underWay, ...this.#waiting.splice(0)];
    this.#refuse(failed);
    this.#onIdle?.();
  }

  #refuse(batches: readonly Batch[]): void {
    const why = this.#failure!;
    // Never before `write` has returned.
    for (const { done } of batches) this.#parts.clock.after(0, () => done(failure(why)));
  }
}

function bytesOf(one: WriteOperation): number {
  return entryOverheadBytes + one.key.length * 3 + (one.kind === 'put' ? one.value.length : 0);
}

function bookOf(pages: readonly ReadPage[]): PageBook {
  const book = new PageBook();
  for (const { number, data, content } of pages) book.add(number, data, content);
  return book;
}

function isSame(found: Result<Epoch>, epoch: Epoch): boolean {
  return found.ok && found.value.owner === epoch.owner && found.value.batch === epoch.batch;
}
