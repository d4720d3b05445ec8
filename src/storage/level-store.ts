/**
 * Key-value storage in a LevelDB directory: the engine that the replicated log of C++ Mesos uses,
 * taken from the library classic-level. The registrar of a master without ZooKeeper lives here.
 *
 * LevelDB appends each batch to a log and may be told to fsync it. All batches of one turn go in
 * one such write (see commit-queue.ts), so admitting a thousand agents costs a few fsyncs.
 */
import { chmod, mkdir, readdir } from 'node:fs/promises';

import { ClassicLevel } from 'classic-level';

import { failure, ok, type Result } from '../foundation/result.ts';
import { CommitQueue } from './commit-queue.ts';
import { damageText } from './damage.ts';
import type { Done, KeyValueStore, WriteOperation } from './key-value-store.ts';

type Database = ClassicLevel<string, Uint8Array>;

/** Entries fetched from LevelDB at a time; keeps the loop responsive while a big registry loads. */
const entriesPerRead = 1000;

export class LevelStore implements KeyValueStore {
  readonly #database: Database;
  readonly #directory: string;
  readonly #queue: CommitQueue<readonly WriteOperation[]>;
  #isClosed = false;

  private constructor(database: Database, directory: string) {
    this.#database = database;
    this.#directory = directory;
    this.#queue = new CommitQueue({ commit: (batches) => this.#commit(batches) });
  }

  /** Opens the database in `directory`, which is made when absent. */
  static open(directory: string, done: (result: Result<LevelStore>) => void): void {
    void openDatabase(directory).then((opened) =>
      setImmediate(() => done(opened.ok ? ok(new LevelStore(opened.value, directory)) : opened)),
    );
  }

  write(batch: readonly WriteOperation[], done: Done): void {
    if (this.#isClosed) return this.#refuse(done);
    this.#queue.push(batch, done);
  }

  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void {
    if (this.#isClosed) return this.#refuse(done);
    // The empty batch commits after all earlier writes, so that the reader sees them.
    this.#queue.push([], (before) => {
      if (!before.ok) return done(before);
      this.#settle(this.#readEntries(prefix, visit), 'read', done);
    });
  }

  close(done: Done): void {
    if (this.#isClosed) return this.#refuse(done);
    this.#isClosed = true;
    this.#queue.push([], (flushed) => {
      this.#settle(this.#database.close(), 'close', (closed) =>
        done(flushed.ok ? closed : flushed),
      );
    });
  }

  async #commit(batches: readonly (readonly WriteOperation[])[]): Promise<Result<void>> {
    const last = new Map<string, WriteOperation>();
    for (const batch of batches) for (const one of batch) last.set(one.key, one);
    if (last.size === 0) return ok(undefined);
    try {
      await this.#database.batch(Array.from(last.values(), toLevelOperation), { sync: true });
      return ok(undefined);
    } catch (error) {
      return failure(sentenceOf('write to', this.#directory, error));
    }
  }

  async #readEntries(
    prefix: string,
    visit: (key: string, value: Uint8Array) => void,
  ): Promise<void> {
    const iterator = this.#database.iterator({ gte: prefix });
    try {
      for (;;) {
        const entries = await iterator.nextv(entriesPerRead);
        if (entries.length === 0) return;
        for (const [key, value] of entries) {
          if (!key.startsWith(prefix)) return;
          visit(key, value);
        }
      }
    } finally {
      await iterator.close();
    }
  }

  #settle(work: Promise<void>, what: string, done: Done): void {
    void work.then(
      () => setImmediate(() => done(ok(undefined))),
      (error: unknown) =>
        setImmediate(() => done(failure(sentenceOf(what, this.#directory, error)))),
    );
  }

  #refuse(done: Done): void {
    setImmediate(() => done(failure(`The store in ${this.#directory} is closed`)));
  }
}

/** What operators decided is nobody's business but the master's. */
const directoryMode = 0o700;

async function openDatabase(directory: string): Promise<Result<Database>> {
  try {
    await mkdir(directory, { recursive: true, mode: directoryMode });
    // Also one that an older program left open to all.
    await chmod(directory, directoryMode);
    const fault = findMissingRoot(await readdir(directory));
    if (fault !== undefined) return failure(damageText(directory, fault));
    const database: Database = new ClassicLevel(directory, { valueEncoding: 'view' });
    await database.open();
    return ok(database);
  } catch (error) {
    return failure(openFailure(directory, error));
  }
}

/** Without the file that names its tables LevelDB begins anew, and deletes them. */
function findMissingRoot(names: readonly string[]): string | undefined {
  const isInUse = names.some((name) => /\.(ldb|sst|log)$/.test(name));
  return isInUse && !names.includes('CURRENT') ? 'its file CURRENT is gone' : undefined;
}

/** What to tell an operator whose database does not open, and the way out. */
function openFailure(directory: string, error: unknown): string {
  if (codeOf(error) === 'LEVEL_LOCKED') {
    return (
      `Failed to open ${directory}: another process holds its lock; ` +
      `stop that process or use another --work_dir`
    );
  }
  if (codeOf(error) === 'EACCES') {
    return (
      `Failed to open ${directory}: permission denied; ` +
      `run as the user that owns it or use another --work_dir`
    );
  }
  return sentenceOf('open', directory, error);
}

/** LevelDB's words for contents that make no sense, for a file that is gone, and for one cut short. */
const damageWords = /^(Corruption|NotFound)|No such file or directory|Invalid argument/;

/** `what` failed: "open". */
function sentenceOf(what: string, directory: string, error: unknown): string {
  const reason = reasonOf(error);
  if (damageWords.test(reason)) return damageText(directory, reason);
  return `Failed to ${what} ${directory}: ${reason}`;
}

/** classic-level wraps what LevelDB said in the `cause` of a general error. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}

function codeOf(error: unknown): string | undefined {
  return (rootOf(error) as { code?: string } | undefined)?.code;
}

function reasonOf(error: unknown): string {
  const root = rootOf(error);
  return root instanceof Error ? root.message : String(root);
}

function toLevelOperation(operation: WriteOperation) {
  return operation.kind === 'put'
    ? ({ type: 'put', key: operation.key, value: operation.value } as const)
    : ({ type: 'del', key: operation.key } as const);
}
