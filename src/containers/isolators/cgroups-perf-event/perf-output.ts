/**
 * What `perf stat` prints with --field-separator: a line for each pair of event and cgroup. Its columns have become
 * more over the years: value,event,cgroup at first, value,unit,event,cgroup and then some today.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { toLong } from '../../../protocol/codec/long.ts';
import type { Long } from '../../../protocol/codec/long.ts';
import { findCounter, hasFraction } from './counters.ts';
import type { Counter, Counters } from './counters.ts';

/** No cgroup of a container that is sampled has it in its name. */
export const separator = ',';

export interface PerfOutput {
  /** By the name of the cgroup, as it was given to perf. */
  readonly countersByCgroup: ReadonlyMap<string, Counters>;
  /** Events that this machine cannot count. */
  readonly unsupported: ReadonlySet<string>;
}

export function parsePerfOutput(text: string): Result<PerfOutput> {
  const countersByCgroup = new Map<string, Partial<Record<Counter, Long>>>();
  const unsupported = new Set<string>();
  for (const line of text.split('\n').filter(Boolean)) {
    const columns = line.split(separator);
    if (columns.length < 3) return failure(`the line '${line}' has too few columns`);
    const [value, event, cgroup] =
      columns.length === 3 ? columns : [columns[0], ...columns.slice(2)];
    if (event === '') continue; // figures that perf calculates from others
    const counter = findCounter(event!);
    if (counter === undefined) return failure(`the line '${line}' has an unknown event '${event}'`);
    const counters = countersByCgroup.get(cgroup!) ?? {};
    countersByCgroup.set(cgroup!, counters);
    const count = readCount(value!, counter);
    if (count === 'unsupported') unsupported.add(event!);
    else if (count === undefined) return failure(`the line '${line}' does not begin with a number`);
    else counters[counter] = count;
  }
  return ok({ countersByCgroup: countersByCgroup as Map<string, Counters>, unsupported });
}

function readCount(value: string, counter: Counter): Long | 'unsupported' | undefined {
  if (value === '<not supported>') return 'unsupported';
  // Nothing of the cgroup ran meanwhile.
  if (value === '<not counted>') return 0;
  if (hasFraction(counter)) return /^\d+(?:\.\d+)?$/u.test(value) ? Number(value) : undefined;
  return /^\d{1,20}$/u.test(value) ? toLong(BigInt(value)) : undefined;
}
