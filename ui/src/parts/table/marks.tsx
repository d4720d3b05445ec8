/**
 * Marks of rows, and what is done to those that are marked. `Table` has them by its `bulk`; a table
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
import {
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { usePlace } from '../../base/router.ts';
import { tableWords } from '../../texts/areas/table.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import {
  headState,
  type MarkSet,
  mostMarks,
  noMarks,
  onlyKeys,
  toggled,
  withKeys,
  withoutKeys,
} from './mark-set.ts';
import { type Title, titleText } from '../title.ts';

const BatchDialog = lazy(() => import('./batch-dialog.tsx'));

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
  /** Throws with the sentence of who refuses. */
  readonly run: (row: Row) => Promise<void>;
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
  const add = (added: readonly Row[]): void => setMarks(place, withKeys(now(), added.map(keyOf)));
  return {
    set,
    keyOf,
    add,
    rows,
    toggle: (row, index, isRange) => {
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

/** Of rows in memory. */
export function useRowMarks<Row>(
  name: string,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Marks<Row> {
  const marks = useMarks(name, '', keyOf, {
    between: (from, to) => Promise.resolve(rows.slice(from, to + 1)),
    matching: () => Promise.resolve(rows.slice(0, mostMarks)),
  });
  const left = onlyKeys(marks.set, rows.map(keyOf));
  // Before the first rows are there, nothing is known to be gone.
  const hasGone = rows.length > 0 && left !== marks.set;
  useEffect(() => {
    if (hasGone) void marks.rows();
  }, [hasGone]);
  return hasGone ? { ...marks, set: left } : marks;
}

export function MarkBox<Row>({
  marks,
  row,
  index,
  label,
}: {
  readonly marks: Marks<Row>;
  readonly row: Row;
  readonly index: number;
  readonly label: string;
}) {
  const word = useWords(tableWords);
  return (
    <input
      type="checkbox"
      className="mark"
      aria-label={word('mark', { row: label })}
      checked={marks.set.has(marks.keyOf(row))}
      onChange={({ nativeEvent }) =>
        marks.toggle(row, index, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
      }
    />
  );
}

/** Marks the rows that are seen; when they are, it takes all marks away. */
export function MarkHead<Row>({
  marks,
  rows,
}: {
  readonly marks: Marks<Row>;
  readonly rows: readonly Row[];
}) {
  const word = useWords(tableWords);
  const state = headState(marks.set, rows.map(marks.keyOf));
  return (
    <input
      type="checkbox"
      className="mark"
      aria-label={word('markSeen')}
      checked={state === 'all'}
      ref={(box) => {
        if (box !== null) box.indeterminate = state === 'some';
      }}
      onChange={() => (state === 'all' ? marks.clear() : marks.add(rows))}
    />
  );
}

export function MarkBar<Row>({
  marks,
  matched,
  actions,
  label,
}: Bulk<Row> & { readonly marks: Marks<Row>; readonly matched: number }) {
  const say = useSay();
  const language = useLanguage();
  const word = useWords(tableWords);
  const [begun, setBegun] = useState<
    { readonly action: BulkAction<Row>; readonly rows: readonly Row[] } | undefined
  >();
  const count = marks.set.size;
  const most = Math.min(matched, mostMarks);
  // The form of an action goes on changing while its dialog is open.
  const action = actions.find(({ key }) => key === begun?.action.key);
  return (
    <>
      {count > 0 && (
        <div className="mark-bar" role="group" aria-label={word('marked', { count })}>
          <b role="status">{word('marked', { count: count.toLocaleString('en') })}</b>
          {count < most && (
            <button type="button" className="link" onClick={marks.addMatching}>
              {word(most < matched ? 'markFirst' : 'markAll', { count: most.toLocaleString('en') })}
            </button>
          )}
          {actions.map((each) => (
            <button
              key={each.key}
              type="button"
              className={each.isDangerous === true ? 'danger' : 'plain'}
              onClick={() => void marks.rows().then((rows) => setBegun({ action: each, rows }))}
            >
              {titleText(each.title, say, language)} …
            </button>
          ))}
          <button type="button" className="link" onClick={marks.clear}>
            {word('unmark')}
          </button>
        </div>
      )}
      {begun !== undefined && action !== undefined && (
        <Suspense>
          <BatchDialog
            action={action as BulkAction<unknown>}
            rows={begun.rows}
            label={label as (row: unknown) => string}
            done={(row) => marks.drop([row as Row])}
            close={() => setBegun(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
