/**
 * A registry that several masters share, and one may write: key-value storage in the nodes of a
 * ZooKeeper ensemble.
 *
 *     <root>                         {"format":1}
 *     <root>/epoch                   {"owner":"…","batch":17}, its version is the fence
 *     <root>/entries/<00…ff>/<key>   the values, spread so that no list of children is long
 *
 * The fence: whoever reads first takes the epoch over by writing its name there. Each batch is one
 * transaction that writes the epoch too, if its version is still the one that this owner left. A
 * master that was overtaken therefore cannot write, however long it slept in between. The number of
 * the batch says after a lost connection whether the last transaction happened.
 *
 * One transaction is under way at a time; what is asked for meanwhile goes together with the next.
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
  entryPath,
  findFormatFault,
} from './store-layout.ts';
import { prepareStore, readEntries } from './store-reading.ts';

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
  readonly epoch: Epoch;
  readonly parts: readonly MultiOperation[];
  readonly batches: readonly Batch[];
}

/** A server takes a megabyte, the rest is for paths and headers. */
export const mostBatchBytes = 900 * 1024;
/** What the owner of a store may write at once; the rest is for the seal of a checked store. */
export const mostWriteBytes = mostBatchBytes - 16 * 1024;
/** More go with the next one. */
const mostTogetherBytes = 512 * 1024;
const entryOverheadBytes = 64;

export class ZooKeeperStore implements KeyValueStore {
  readonly #parts: ZooKeeperStoreParts;
  #connected: ZooKeeperClient | undefined;
  /** Undefined until the epoch was taken over. */
  #epoch: Epoch | undefined;
  #version = anyVersion;
  readonly #known = new Set<string>();
  #waiting: Batch[] = [];
  #underWay: Transaction | undefined;
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
    assert(this.#epoch !== undefined, 'everything is read before the first write');
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
    this.#next();
  }

  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void {
    this.#takeOver((taken) => {
      if (!taken.ok) return done(taken);
      const visitEach = (key: string, value: Uint8Array): void => {
        this.#known.add(key);
        if (key.startsWith(prefix)) visit(key, value);
      };
      readEntries(this.#client, this.#parts.root, visitEach, done);
    });
  }

  close(done: Done): void {
    const finish = (): void => {
      if (this.#connected === undefined) done(ok(undefined));
      else this.#connected.close(() => done(ok(undefined)));
    };
    if (this.#underWay === undefined) return finish();
    this.#onIdle = finish;
  }

  /** From here on nobody writes who was here before. */
  #takeOver(done: Done): void {
    if (this.#epoch !== undefined) return done(ok(undefined));
    const { root, acl, owner, log } = this.#parts;
    const client = this.#client;
    prepareStore(client, root, acl, (prepared) => {
      if (!prepared.ok) return done(prepared);
      const fault = findFormatFault(root, prepared.value.format);
      if (fault !== undefined) return done(failure(fault));
      const epoch = { owner, batch: 0 };
      const { version } = prepared.value;
      client.setData(`${root}/epoch`, encodeEpoch(epoch), version, (set) => {
        if (set.ok) {
          this.#epoch = epoch;
          this.#version = set.value.version;
          log.info(`Took over the registry ${root}, epoch ${set.value.version}`);
          return done(ok(undefined));
        }
        const isRace = set.error.code === 'BAD_VERSION' || severityOf(set.error) === 'passing';
        if (isRace) this.#takeOver(done);
        else done(failure(set.error.message));
      });
    });
  }

  #next(): void {
    if (this.#underWay !== undefined || this.#waiting.length === 0) return;
    const batches = this.#takeTogether();
    const epoch = { ...this.#epoch!, batch: this.#epoch!.batch + 1 };
    const entries = this.#entriesOf(batches);
    const path = `${this.#parts.root}/epoch`;
    const fence = { kind: 'set', path, data: encodeEpoch(epoch), version: this.#version } as const;
    this.#underWay = { epoch, parts: [fence, ...entries], batches };
    this.#send(this.#underWay);
  }

  #takeTogether(): Batch[] {
    let bytes = 0;
    let count = 0;
    for (const batch of this.#waiting) {
      bytes += batch.bytes;
      if (count > 0 && bytes > mostTogetherBytes) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  /** The last word on each key. */
  #entriesOf(batches: readonly Batch[]): MultiOperation[] {
    const last = new Map<string, WriteOperation>();
    for (const { operations } of batches) for (const one of operations) last.set(one.key, one);
    const parts: MultiOperation[] = [];
    for (const [key, one] of last) {
      const path = entryPath(this.#parts.root, key);
      const isKnown = this.#known.has(key);
      if (one.kind === 'put') {
        const { value: data } = one;
        if (isKnown) parts.push({ kind: 'set', path, data });
        else parts.push({ kind: 'create', path, data, acl: this.#parts.acl });
      } else if (isKnown) parts.push({ kind: 'delete', path });
    }
    return parts;
  }

  #send(transaction: Transaction): void {
    this.#client.multi(transaction.parts, (result) => {
      if (this.#underWay !== transaction) return;
      if (result.ok) {
        const fence = result.value[0];
        assert(fence?.kind === 'set', 'the fence is the first part');
        return this.#settle(transaction, fence.stat.version);
      }
      this.#doubt(transaction, result.error);
    });
  }

  /** It may have happened, or somebody else may have taken over: the epoch says which. */
  #doubt(transaction: Transaction, error: ZooKeeperError): void {
    const severity = severityOf(error);
    // The change of state says so.
    if (severity === 'over') return;
    if (severity === 'lasting' && error.code !== 'BAD_VERSION') return this.#fail(error.message);
    // While there is no server these wait for one.
    const { root } = this.#parts;
    const client = this.#client;
    // Asked in one breath, answered in order: what this session sent before has happened, or never will.
    client.sync(root, () => undefined);
    client.getData(`${root}/epoch`, undefined, (read) => {
      if (this.#underWay !== transaction) return;
      if (!read.ok) {
        return this.#doubt(transaction, read.error);
      }
      const found = decodeEpoch(read.value.data);
      const { version } = read.value.stat;
      if (isSame(found, transaction.epoch)) return this.#settle(transaction, version);
      if (isSame(found, this.#epoch!)) return this.#send(transaction);
      const who = found.ok ? found.value.owner : 'somebody';
      this.#fail(`${who} has taken over the registry ${root}`);
    });
  }

  #settle({ epoch, batches }: Transaction, version: number): void {
    this.#underWay = undefined;
    this.#epoch = epoch;
    this.#version = version;
    for (const { operations } of batches) {
      for (const { kind, key } of operations) {
        if (kind === 'put') this.#known.add(key);
        else this.#known.delete(key);
      }
    }
    for (const { done } of batches) done(ok(undefined));
    this.#next();
    if (this.#underWay === undefined) this.#onIdle?.();
  }

  /** The order would be broken by anything that came after. */
  #fail(why: string): void {
    if (this.#failure !== undefined) return;
    this.#failure = why;
    const failed = [...(this.#underWay?.batches ?? []), ...this.#waiting.splice(0)];
    this.#underWay = undefined;
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

function isSame(found: Result<Epoch>, epoch: Epoch): boolean {
  return found.ok && found.value.owner === epoch.owner && found.value.batch === epoch.batch;
}
