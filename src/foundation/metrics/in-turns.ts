/**
 * All numbers without stopping the process: a large cluster has 100,000, and whatever else there is to
 * do comes between the turns in which they are read. Numbers of different turns may be of different
 * moments, as those of different metrics always are.
 */
import type { MetricsSource } from './registry.ts';

/** Small beside the 50 ms that `/health` may take. */
const turnMs = 5;

/** Not sorted. What is not read after `timeoutMs` is left out. */
export async function readInTurns(
  source: MetricsSource,
  timeoutMs = Infinity,
): Promise<Map<string, number>> {
  if (source.collect === undefined) return source.snapshot();
  const numbers = new Map<string, number>();
  const startMs = performance.now();
  let turnEndMs = startMs + turnMs;
  for (const _ of source.collect(numbers)) {
    const nowMs = performance.now();
    if (nowMs - startMs >= timeoutMs) break;
    if (nowMs < turnEndMs) continue;
    await nextTurn();
    turnEndMs = performance.now() + turnMs;
  }
  return numbers;
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
