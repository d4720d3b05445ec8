/**
 * Metrics as people read them. Mesos' names say what is counted and in which unit; from them come the
 * group that a metric is shown in and the form of its number. The exact number is always at hand.
 */
import { amountText, bytesText, megabytesText } from '../../parts/format.ts';

export interface MetricRow {
  readonly name: string;
  readonly group: string;
  readonly value: number;
}

/** Smaller ones are part of what stands before the slash. */
const leastInGroup = 3;

export function metricRows(snapshot: Readonly<Record<string, number>>): readonly MetricRow[] {
  const names = Object.keys(snapshot);
  const sizes = new Map<string, number>();
  for (const name of names) sizes.set(groupOf(name), (sizes.get(groupOf(name)) ?? 0) + 1);
  return names.map((name) => {
    const group = groupOf(name);
    const isLarge = (sizes.get(group) ?? 0) >= leastInGroup;
    return { name, group: isLarge ? group : wholeOf(name), value: snapshot[name]! };
  });
}

const wholeOf = (name: string): string => name.split('/')[0]!;

/** "master/tasks" of "master/tasks_running", "allocator/quota" of "allocator/mesos/quota/…". */
function groupOf(name: string): string {
  const [whole = '', ...rest] = name.replace(/^allocator\/mesos\//, 'allocator/').split('/');
  const word = /^[a-z]+/.exec(rest[0] ?? '')?.[0];
  if (word === undefined) return whole;
  return `${whole}/${plural.get(word) ?? word}`;
}

/** What is counted of one thing and of many stands together. */
const plural: ReadonlyMap<string, string> = new Map([
  ['task', 'tasks'],
  ['slave', 'slaves'],
  ['allocation', 'runs'],
  ['cpu', 'cpus'],
]);

export interface Group {
  readonly name: string;
  readonly count: number;
}

export function groupsOf(rows: readonly MetricRow[]): readonly Group[] {
  const counts = new Map<string, number>();
  for (const { group } of rows) counts.set(group, (counts.get(group) ?? 0) + 1);
  return Array.from(counts, ([name, count]) => ({ name, count })).toSorted((left, right) =>
    left.name < right.name ? -1 : 1,
  );
}

/** "p99" and the like are of the same unit as what they are of; how many there were is a count. */
const figure = /\/(min|max|p\d+)$/;
const sizesInMegabytes =
  /^(master|slave)\/(mem|disk)_(revocable_)?(total|used)$|\/resources\/(mem|disk)\//;

export function valueText({ name, value }: Pick<MetricRow, 'name' | 'value'>): string {
  const what = name.replace(figure, '');
  if (what.endsWith('_ms')) return spanText(value / 1000);
  if (what.endsWith('_secs')) return spanText(value);
  if (what.endsWith('_bytes')) return bytesText(value);
  // Shares of one; what is called utilization is in hundredths.
  if (what.endsWith('_percent') || what.endsWith('/shares/dominant')) return percent(value * 100);
  if (what.endsWith('_utilization')) return percent(value);
  if (sizesInMegabytes.test(what)) return megabytesText(value);
  return Number.isInteger(value) ? value.toLocaleString('en') : amountText(value);
}

const percent = (value: number): string => `${amountText(value)} %`;

/** In the largest unit and the next one: "3 h 12 min". */
function spanText(seconds: number): string {
  if (seconds < 1) return `${amountText(seconds * 1000)} ms`;
  if (seconds < 60) return `${amountText(seconds)} s`;
  const steps: readonly (readonly [size: number, unit: string])[] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const at = steps.findIndex(([size]) => seconds >= size);
  const [[size, unit], [nextSize, nextUnit]] = [steps[at]!, steps[at + 1]!];
  const rest = Math.floor((seconds % size) / nextSize);
  const text = `${Math.floor(seconds / size)} ${unit}`;
  return rest === 0 ? text : `${text} ${rest} ${nextUnit}`;
}
