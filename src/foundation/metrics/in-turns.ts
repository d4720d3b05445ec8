/**
 * All numbers without stopping the process: a large cluster has 100,000, and whatever else there is to
 * do comes between the turns in which they are read, sorted and written. Numbers of different turns may
 * be of different moments, as those of different metrics always are.
 */
import type { MetricsSource } from './registry.ts';

/** Small beside the 50 ms that `/health` may take. */
const turnMs = 5;

/** Work with places to pause, and what comes of it. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does the work, with whatever else there is to do in between. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let turnEndMs = performance.now() + turnMs;
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() < turnEndMs) continue;
    await nextTurn();
    turnEndMs = performance.now() + turnMs;
  }
}

/** Not sorted. What is not read after `timeoutMs` is left out. */
export async function readInTurns(
  source: MetricsSource,
  timeoutMs = Infinity,
): Promise<Map<string, number>> {
  if (source.collect === undefined) return source.snapshot();
  const numbers = new Map<string, number>();
  await inTurns(readUntil(source.collect(numbers), performance.now() + timeoutMs));
  return numbers;
}

function* readUntil(steps: Iterable<undefined>, endMs: number): Steps<void> {
  for (const _ of steps) {
    if (performance.now() >= endMs) return;
    yield;
  }
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
