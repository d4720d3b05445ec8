/**
 * The events of perf that can be told: each has a counter in PerfStatistics, whose name is the event's in small
 * letters with `_` for `-` (@compat). Mesos starts with any other and then fails at every sample; here it is refused.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { PerfStatistics } from '../../../protocol/generated/mesos.ts';

/** A name of PerfStatistics that is no counter. */
const others: ReadonlySet<string> = new Set(['timestamp', 'duration']);

export type Counter = Exclude<keyof PerfStatistics, 'timestamp' | 'duration'>;
export type Counters = Pick<PerfStatistics, Counter>;

/** By name: does it count with a fraction. */
const isFractionByCounter: ReadonlyMap<string, boolean> = new Map(
  PerfStatistics.fields
    .filter(({ name }) => !others.has(name))
    .map(({ name, type }) => [name, type === 'double']),
);

/** Undefined: nothing in PerfStatistics is called so. */
export function findCounter(event: string): Counter | undefined {
  const name = event.toLowerCase().replaceAll('-', '_');
  return isFractionByCounter.has(name) ? (name as Counter) : undefined;
}

export function hasFraction(counter: Counter): boolean {
  return isFractionByCounter.get(counter) === true;
}

/** --perf_events; a failure is a sentence that fits after "Invalid value '…' for --perf_events: ". */
export function readEvents(names: readonly string[]): Result<readonly string[]> {
  if (names.length === 0) return failure('it must name at least one event');
  const odd = names.find((name) => findCounter(name) === undefined);
  if (odd === undefined) return ok([...new Set(names)]);
  return failure(
    `statistics of containers have no counter for the event '${odd}'; they have ${[...isFractionByCounter.keys()].map((name) => name.replaceAll('_', '-')).join(', ')}`,
  );
}
