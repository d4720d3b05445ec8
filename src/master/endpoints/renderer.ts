/**
 * Large answers without stopping the master. A document (the text of /state, say) is written by a
 * generator that pauses every few records; documents share a slice of each turn of the event loop,
 * and whatever else the master has to do comes between the slices.
 *
 * Readers share work: requests for a document that has not been begun are all answered with it.
 * One that has been begun is not shared, because it may lack what changed since: an answer never
 * shows a state older than its request. It shows one moment, after it was begun: see one-moment.ts.
 */

import { type Body, ChunkPool, Output } from './body.ts';
import { Pacer } from './pacing.ts';
import type { Fragment } from './shelf.ts';

/** All documents together get this much of a turn: small beside the 50 ms that `/health` may take. */
const sliceMs = 6;

/** Writes a document piece by piece; each `yield` is a place where it may be paused. */
export type Document = (output: Output) => Generator<undefined, void, undefined>;

interface Job {
  readonly name: string;
  readonly document: Document;
  readonly result: Promise<Body>;
  readonly resolve: (body: Body) => void;
  readonly reject: (error: unknown) => void;
  /** How many will get the result. */
  readers: number;
  output: Output | undefined;
  steps: Generator<undefined, void, undefined> | undefined;
}

export class Renderer {
  /** At most one of each name. */
  readonly #active: Job[] = [];
  /** By name: not begun, still to be joined. */
  readonly #waiting = new Map<string, Job>();
  readonly #pool = new ChunkPool();
  /** For what was written: sending it must not stop the master either. */
  readonly pacer = new Pacer();
  #isScheduled = false;
  /** Requests that were answered with somebody else's document; a metric. */
  sharedCount = 0;
  readonly #onReading: () => void;

  /** `onReading`: a document is asked for. */
  constructor(onReading: () => void = () => undefined) {
    this.#onReading = onReading;
  }

  /** Slow readers hold so much that a further answer must be refused. */
  get isExhausted(): boolean {
    return this.#pool.isExhausted;
  }

  /** Requests that wait for a document, begun or not; a metric. */
  get readerCount(): number {
    const jobs = new Set([...this.#active, ...this.#waiting.values()]);
    return [...jobs].reduce((sum, { readers }) => sum + readers, 0);
  }

  /** `name` says which document this is: same name, same text. */
  render(name: string, document: Document): Promise<Body> {
    this.#onReading();
    const waiting = this.#waiting.get(name);
    if (waiting !== undefined) {
      waiting.readers++;
      this.sharedCount++;
      return waiting.result;
    }
    const job = makeJob(name, document);
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
          job.resolve(output.finish(job.readers));
          return true;
        }
      } while (performance.now() < untilMs);
      return false;
    } catch (error) {
      job.output?.abandon();
      job.reject(error);
      return true;
    }
  }

  #begin(job: Job): Generator<undefined, void, undefined> {
    this.#waiting.delete(job.name);
    job.output = new Output(this.#pool);
    return job.document(job.output);
  }
}

function makeJob(name: string, document: Document): Job {
  let resolve!: (body: Body) => void;
  let reject!: (error: unknown) => void;
  const result = new Promise<Body>((resolveResult, rejectResult) => {
    resolve = resolveResult;
    reject = rejectResult;
  });
  return {
    name,
    document,
    result,
    resolve,
    reject,
    readers: 1,
    output: undefined,
    steps: undefined,
  };
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

/** So many fragments are written between two places to pause: those side by side cost nothing. */
const fragmentsPerStep = 32;

/** Fragments that each begin with a comma: the elements of a JSON array, without the brackets. */
export function* writeFragments(
  output: Output,
  fragments: readonly Fragment[],
): Generator<undefined, void, undefined> {
  for (const [index, fragment] of fragments.entries()) {
    output.writeFragment(fragment, { first: index === 0 ? 1 : 0 });
    if (index % fragmentsPerStep === fragmentsPerStep - 1) yield;
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
