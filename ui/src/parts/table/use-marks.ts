/**
 * Which rows are marked, and what is done to those that are. `Table` has them by its `bulk`; a table
 * whose rows are in memory has them so, with or without `Grid`:
 *
 *   const marks = useRowMarks('instances', rows, ({ id }) => id);
 *   <MarkBar marks={marks} matched={rows.length} label={({ id }) => id} actions={actions} />
 *   <Grid marks={marks} … />      or, in a <table>:   <MarkHead marks={marks} rows={rows} />
 *                                                     <MarkBox marks={marks} row={row} index={i} label={row.id} />
 *
 * `rows` are those that match what is searched for, in the order in which they are shown. What is
 * hidden by a filter, or gone, is never among those that something is done to. What went well loses its mark.
 */
import { type ReactNode, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { usePlace } from '../../base/router.ts';
import type { Right } from '../rights.tsx';
import type { Title } from '../title.ts';
import {
  type MarkSet,
  mostMarks,
  noMarks,
  onlyKeys,
  toggled,
  withKeys,
  withoutKeys,
} from './mark-set.ts';

export interface BulkAction<Row> {
  readonly key: string;
  readonly title: Title;
  /** What it means, said before it begins. */
  readonly confirm?: Title;
  readonly isDangerous?: boolean;
  /** What else is asked before it begins. */
  readonly form?: ReactNode;
  /** Why it cannot be done to this row, which is then left out and said. */
  readonly cannot?: (row: Row) => string | undefined;
  /** Each row is looked at before its turn: what was refused once is left out, and what is needed is said. */
  readonly needs?: (row: Row) => Right;
  /** How many there are has to be typed first. */
  readonly isTyped?: boolean;
  /** Refused because something else holds the row, which `isForced` gives up. */
  readonly isHeld?: (error: unknown) => boolean;
  /** Throws with the sentence of who refuses. */
  readonly run: (row: Row, isForced: boolean) => Promise<unknown>;
}

export interface Bulk<Row> {
  readonly actions: readonly BulkAction<Row>[];
  /** What a row is called. */
  readonly label: (row: Row) => string;
}

/** Where rows come from that are not on the page. Both tell only of what matches. */
export interface MarkSource<Row> {
  /** With both ends, in the order that is shown. */
  readonly between: (from: number, to: number) => Promise<readonly Row[]>;
  /** At most `mostMarks`; undefined: what is searched for is not understood. */
  readonly matching: () => Promise<readonly Row[] | undefined>;
}

export interface Marks<Row> {
  readonly set: MarkSet;
  readonly keyOf: (row: Row) => string;
  /** Of others there is no box. */
  readonly canMark: (row: Row) => boolean;
  /** `isRange`: all from the one that was marked last up to this one. */
  readonly toggle: (row: Row, index: number, isRange: boolean) => void;
  readonly add: (rows: readonly Row[]) => void;
  readonly addMatching: () => void;
  readonly drop: (rows: readonly Row[]) => void;
  readonly clear: () => void;
  /** Those that are marked and still match. */
  readonly rows: () => Promise<readonly Row[]>;
}

/** They live as long as the browser's tab: also when a page is left, and loaded again. */
const store = new Map<string, MarkSet>();
const listeners = new Set<() => void>();
const stored = (place: string): string => `altiplano.marks ${place}`;

function marksOf(place: string): MarkSet {
  let marks = store.get(place);
  if (marks === undefined) {
    const text = sessionStorage.getItem(stored(place));
    marks = text === null ? noMarks : new Set(JSON.parse(text) as string[]);
    store.set(place, marks);
  }
  return marks;
}

function setMarks(place: string, marks: MarkSet): void {
  store.set(place, marks);
  try {
    if (marks.size === 0) sessionStorage.removeItem(stored(place));
    else sessionStorage.setItem(stored(place), JSON.stringify([...marks]));
  } catch {
    // A full store: they live as long as the page.
  }
  for (const listener of listeners) listener();
}

/** `question` differs when other rows match: marks of those that do not are dropped. */
export function useMarks<Row>(
  name: string,
  question: string,
  keyOf: (row: Row) => string,
  source: MarkSource<Row>,
  canMark: (row: Row) => boolean = () => true,
): Marks<Row> {
  const place = `${usePlace().path} ${name}`;
  const set = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => marksOf(place),
  );
  const anchor = useRef<number | undefined>(undefined);
  const now = (): MarkSet => marksOf(place);
  const rows = async (): Promise<readonly Row[]> => {
    const found = await source.matching();
    if (found === undefined) return [];
    setMarks(place, onlyKeys(now(), found.map(keyOf)));
    return found.filter((row) => now().has(keyOf(row)));
  };
  const asked = useRef(question);
  useEffect(() => {
    if (asked.current !== question && now().size > 0) void rows();
    asked.current = question;
    anchor.current = undefined;
  }, [question]);
  const add = (added: readonly Row[]): void =>
    setMarks(place, withKeys(now(), added.filter(canMark).map(keyOf)));
  return {
    set,
    keyOf,
    canMark,
    add,
    rows,
    toggle: (row, index, isRange) => {
      if (!canMark(row)) return;
      const { current } = anchor;
      anchor.current = index;
      if (!isRange || current === undefined) setMarks(place, toggled(now(), keyOf(row)));
      else void source.between(Math.min(current, index), Math.max(current, index)).then(add);
    },
    addMatching: () => void source.matching().then((found) => add(found ?? [])),
    drop: (dropped) => setMarks(place, withoutKeys(now(), dropped.map(keyOf))),
    clear: () => setMarks(place, noMarks),
  };
}

interface RowMarksOptions<Row> {
  readonly canMark?: (row: Row) => boolean;
  /** Those that are not there are gone, not on their way. */
  readonly isWhole?: boolean;
}

const all = (): boolean => true;

/** Of rows in memory. */
export function useRowMarks<Row>(
  name: string,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { canMark = all, isWhole = rows.length > 0 }: RowMarksOptions<Row> = {},
): Marks<Row> {
  const source: MarkSource<Row> = {
    between: (from, to) => Promise.resolve(rows.slice(from, to + 1)),
    matching: () => Promise.resolve(rows.filter(canMark).slice(0, mostMarks)),
  };
  const marks = useMarks(name, '', keyOf, source, canMark);
  const { set } = marks;
  const left = useMemo(
    () => (isWhole && set.size > 0 ? onlyKeys(set, rows.map(keyOf)) : set),
    [isWhole, set, rows],
  );
  const hasGone = left !== set;
  useEffect(() => {
    if (hasGone) void marks.rows();
  }, [hasGone]);
  return hasGone ? { ...marks, set: left } : marks;
}
