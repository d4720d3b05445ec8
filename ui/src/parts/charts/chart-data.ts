/**
 * Numbers over time, made ready to be drawn, read out and listed: the same numbers for all three.
 * Many samples are put together in spans of one length, each with its mean, least and most, so that
 * no short peak is lost. Spans begin at round times: what was drawn once stays as it is.
 */

export interface Sample {
  readonly atMs: number;
  /** One for each line; undefined: not known then. */
  readonly values: readonly (number | undefined)[];
}

export interface Extent {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

export interface Span {
  readonly fromMs: number;
  /** One for each line. */
  readonly lines: readonly (Extent | undefined)[];
}

const mostSpans = 120;
/** Seconds. */
const roundLengths = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600];

export function spansOf(samples: readonly Sample[]): readonly Span[] {
  const [first] = samples;
  if (first === undefined) return [];
  const lengthMs = lengthFor(samples.at(-1)!.atMs - first.atMs);
  const groups = new Map<number, Sample[]>();
  for (const sample of samples) {
    const fromMs = Math.floor(sample.atMs / lengthMs) * lengthMs;
    const group = groups.get(fromMs);
    if (group === undefined) groups.set(fromMs, [sample]);
    else group.push(sample);
  }
  return Array.from(groups, ([fromMs, group]) => ({
    fromMs,
    lines: first.values.map((_, line) => extentOf(group, line)),
  }));
}

function lengthFor(wholeMs: number): number {
  const seconds = wholeMs / 1_000 / mostSpans;
  return (roundLengths.find((each) => each >= seconds) ?? roundLengths.at(-1)!) * 1_000;
}

function extentOf(samples: readonly Sample[], line: number): Extent | undefined {
  const known = samples.flatMap(({ values }) => values[line] ?? []);
  if (known.length === 0) return undefined;
  return {
    mean: known.reduce((sum, value) => sum + value, 0) / known.length,
    least: Math.min(...known),
    most: Math.max(...known),
  };
}

export interface Summary {
  readonly first: number;
  readonly last: number;
  readonly least: number;
  readonly most: number;
  /** Between the first that is known and the last. */
  readonly overMs: number;
}

/** Undefined: nothing is known of it. */
export function summaryOf(samples: readonly Sample[], line: number): Summary | undefined {
  const known = samples.flatMap(({ atMs, values }) => {
    const value = values[line];
    return value === undefined ? [] : [{ atMs, value }];
  });
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const values = known.map(({ value }) => value);
  return {
    ...{ first: first.value, last: last.value, overMs: last.atMs - first.atMs },
    ...{ least: Math.min(...values), most: Math.max(...values) },
  };
}

/** Where the drawing ends above: the rules, or what goes beyond them; never nothing. */
export function topOf(spans: readonly Span[], rules: readonly number[]): number {
  const drawn = spans.flatMap(({ lines }) => lines.map((line) => line?.most ?? 0));
  const top = Math.max(0, ...rules, ...drawn);
  return top === 0 ? 1 : top;
}
