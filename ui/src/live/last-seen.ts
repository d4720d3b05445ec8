/**
 * What a page shows before the stream has told anything: what was last seen of the same master by the
 * same reader. Bounded in number, size and age. What tasks say in their own words is never kept, and
 * nothing that somebody searched for.
 */
import type { Answers, Question } from './messages.ts';
import type { Task } from './model.ts';
import type { Rows, Summary } from './queries.ts';

/** One for each list and the summary; the oldest goes first. */
export const mostEntries = 12;
const mostRows = 40;
const mostHappenings = 20;
/** Of the text that is kept. */
export const mostChars = 250_000;
export const longestKeptMs = 12 * 3_600_000;
/** Another form of what is kept is not read. */
const version = 1;

export interface SeenEntry {
  /** Until when it was true, by this machine's clock. */
  readonly atMs: number;
  readonly answer: Answers[keyof Answers];
}

export interface LastSeen {
  readonly masterId: string;
  /** Whom the master took the reader for. */
  readonly reader: string;
  /** How far the master's clock was before this machine's. */
  readonly offsetMs: number;
  readonly entries: ReadonlyMap<string, SeenEntry>;
}

/** The same for what is answered by the same; undefined: it is not kept. */
export function seenKey(question: Question): string | undefined {
  if (question.about === 'summary') return 'summary';
  if (question.about !== 'rows') return undefined;
  const { search, from, count: _, ...asked } = question.query;
  return search === '' && from === 0 ? JSON.stringify(asked) : undefined;
}

/** As it is kept. */
export function seenAnswer(
  question: Question,
  answer: Answers[keyof Answers],
): SeenEntry['answer'] {
  return question.about === 'summary'
    ? seenSummary(answer as Summary)
    : seenRows(answer as Rows<object>);
}

function seenSummary(summary: Summary): Summary {
  const attention = summary.attention.map((row) =>
    row.kind === 'failing' && !row.what.startsWith('REASON_') ? { ...row, what: '…' } : row,
  );
  return { ...summary, attention, happenings: summary.happenings.slice(0, mostHappenings) };
}

function seenRows({ rows, ...counted }: Rows<object>): Rows<object> {
  const first = rows.slice(0, mostRows).map((row) => {
    const { searchText: _, ...seen } = row as Partial<Task>;
    return 'message' in seen ? { ...seen, message: '' } : seen;
  });
  return { ...counted, rows: first };
}

/** As much as may be kept, what is newest above all; undefined when that is nothing. */
export function writeLastSeen({ entries, ...of }: LastSeen): string | undefined {
  const newest = [...entries].toSorted(([, a], [, b]) => b.atMs - a.atMs).slice(0, mostEntries);
  for (let count = newest.length; count > 0; count--) {
    const text = JSON.stringify({ version, ...of, entries: newest.slice(0, count) });
    if (text.length <= mostChars) return text;
  }
  return undefined;
}

/** What cannot be read, or is too old, counts as nothing. */
export function readLastSeen(text: string | null, nowMs: number): LastSeen | undefined {
  if (text === null || text.length > mostChars) return undefined;
  try {
    const held = JSON.parse(text) as LastSeen & { version: unknown; entries: unknown };
    if (held.version !== version || !Array.isArray(held.entries)) return undefined;
    const isYoung = ([, { atMs }]: [string, SeenEntry]): boolean =>
      atMs <= nowMs && nowMs - atMs < longestKeptMs;
    const young = (held.entries as [string, SeenEntry][]).filter(isYoung);
    const { masterId, reader, offsetMs } = held;
    if (young.length === 0 || typeof masterId !== 'string' || typeof reader !== 'string') {
      return undefined;
    }
    return { masterId, reader, offsetMs: Number(offsetMs), entries: new Map(young) };
  } catch {
    return undefined;
  }
}
