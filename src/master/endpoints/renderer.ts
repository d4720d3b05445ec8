/**
 * Large answers without stopping the master. A document (the text of /state, say) is written by a
 * generator that pauses every few records; documents share a slice of each turn of the event loop,
 * and whatever else the master has to do comes between the slices.
 *
 * Readers share work: requests for a document that has not been begun are all answered with it.
 * One that has been begun is not shared, because it may lack what changed since: an answer never
 * shows a state older than its request. Which records a document shows is decided in one instant,
 * when it is begun; a record that changes while it is being written may be shown as it is by then.
 */

/** All documents together get this much of a turn: small beside the 50 ms that `/health` may take. */
const sliceMs = 6;
/** Pieces are joined and encoded together: one call into the runtime instead of hundreds. */
const flushCharacters = 64 * 1024;

/** Names can hold what a client asked for, so there may be many; forgetting sizes costs copying. */
const mostRememberedSizes = 64;

/** utf8: text. latin1: bytes (protobuf) as strings of one character each, which copy fastest. */
export type DocumentEncoding = 'utf8' | 'latin1';

/** Writes a document piece by piece; each `yield` is a place where it may be paused. */
export type Document = (output: Output) => Generator<undefined, void, undefined>;

/** Where a document goes; knows how many bytes the last one of its name had. */
export class Output {
  readonly #encoding: DocumentEncoding;
  readonly #expectedBytes: number;
  #pieces: string[] = [];
  #pendingCharacters = 0;
  #target: Buffer | undefined;
  #length = 0;

  constructor(encoding: DocumentEncoding, expectedBytes: number) {
    this.#encoding = encoding;
    this.#expectedBytes = expectedBytes;
  }

  write(piece: string): void {
    this.#pieces.push(piece);
    this.#pendingCharacters += piece.length;
  }

  /** Called between the steps of the generator. */
  settle(): void {
    if (this.#pendingCharacters >= flushCharacters) this.#flush();
  }

  finish(): Buffer {
    if (this.#target === undefined) return Buffer.from(this.#takePending(), this.#encoding);
    this.#flush();
    return this.#target.subarray(0, this.#length);
  }

  #takePending(): string {
    const text = this.#pieces.join('');
    this.#pieces = [];
    this.#pendingCharacters = 0;
    return text;
  }

  #flush(): void {
    const text = this.#takePending();
    const needed = this.#length + Buffer.byteLength(text, this.#encoding);
    if (this.#target === undefined || needed > this.#target.length) this.#grow(needed);
    this.#target!.write(text, this.#length, this.#encoding);
    this.#length = needed;
  }

  #grow(neededBytes: number): void {
    const old = this.#target;
    const wanted = old === undefined ? this.#expectedBytes : old.length * 1.5;
    this.#target = Buffer.allocUnsafeSlow(Math.max(Math.ceil(wanted), neededBytes));
    if (old !== undefined) this.#target.set(old.subarray(0, this.#length));
  }
}

interface Job {
  readonly name: string;
  readonly encoding: DocumentEncoding;
  readonly document: Document;
  readonly result: Promise<Buffer>;
  readonly resolve: (body: Buffer) => void;
  readonly reject: (error: unknown) => void;
  output: Output | undefined;
  steps: Generator<undefined, void, undefined> | undefined;
}

export class Renderer {
  /** At most one of each name. */
  readonly #active: Job[] = [];
  /** By name: not begun, still to be joined. */
  readonly #waiting = new Map<string, Job>();
  readonly #lastBytes = new Map<string, number>();
  #isScheduled = false;
  /** Requests that were answered with somebody else's document; a metric. */
  sharedCount = 0;

  /** `name` says which document this is: same name, same text. */
  render(name: string, encoding: DocumentEncoding, document: Document): Promise<Buffer> {
    const waiting = this.#waiting.get(name);
    if (waiting !== undefined) {
      this.sharedCount++;
      return waiting.result;
    }
    const job = makeJob(name, encoding, document);
    this.#waiting.set(name, job);
    if (!this.#active.some((other) => other.name === name)) this.#active.push(job);
    this.#schedule();
    return job.result;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#turn();
      if (this.#active.length > 0) this.#schedule();
    });
  }

  #turn(): void {
    const jobs = [...this.#active];
    const shareMs = sliceMs / jobs.length;
    for (const job of jobs) {
      if (!this.#advance(job, performance.now() + shareMs)) continue;
      const index = this.#active.indexOf(job);
      const next = this.#waiting.get(job.name);
      if (next === undefined) this.#active.splice(index, 1);
      else this.#active[index] = next;
    }
  }

  /** True when the job is over. */
  #advance(job: Job, untilMs: number): boolean {
    try {
      job.steps ??= this.#begin(job);
      const output = job.output!;
      do {
        const step = job.steps.next();
        output.settle();
        if (step.done === true) {
          const body = output.finish();
          this.#rememberSize(job.name, body.length);
          job.resolve(body);
          return true;
        }
      } while (performance.now() < untilMs);
      return false;
    } catch (error) {
      job.reject(error);
      return true;
    }
  }

  #rememberSize(name: string, bytes: number): void {
    if (bytes < flushCharacters) return;
    if (this.#lastBytes.size >= mostRememberedSizes) this.#lastBytes.clear();
    this.#lastBytes.set(name, bytes);
  }

  #begin(job: Job): Generator<undefined, void, undefined> {
    this.#waiting.delete(job.name);
    const expected = (this.#lastBytes.get(job.name) ?? flushCharacters) * 1.05;
    job.output = new Output(job.encoding, expected);
    return job.document(job.output);
  }
}

function makeJob(name: string, encoding: DocumentEncoding, document: Document): Job {
  let resolve!: (body: Buffer) => void;
  let reject!: (error: unknown) => void;
  const result = new Promise<Buffer>((resolveResult, rejectResult) => {
    resolve = resolveResult;
    reject = rejectResult;
  });
  return { name, encoding, document, result, resolve, reject, output: undefined, steps: undefined };
}

/** So many records are written between two places to pause: well below a millisecond. */
const recordsPerStep = 16;

/** The elements of a JSON array, with their commas and without the brackets. */
export function* writeElements<T>(
  output: Output,
  items: Iterable<T>,
  encode: (item: T) => string,
): Generator<undefined, void, undefined> {
  let count = 0;
  for (const item of items) {
    if (count > 0) output.write(',');
    output.write(encode(item));
    if (++count % recordsPerStep === 0) yield;
  }
}

/** Looks at all items, with pauses: for sums that come before the text. */
export function* visitAll<T>(
  items: Iterable<T>,
  visit: (item: T) => void,
): Generator<undefined, void, undefined> {
  let count = 0;
  for (const item of items) {
    visit(item);
    if (++count % (recordsPerStep * 16) === 0) yield;
  }
}
