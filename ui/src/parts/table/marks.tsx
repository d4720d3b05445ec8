/** Boxes that mark rows, and the bar of what can be done to those that are marked. */
import { Suspense, useState } from 'react';
import { tableWords } from '../../texts/areas/table.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import { titleText } from '../title.ts';
import { headState, mostMarks } from './mark-set.ts';
import type { Bulk, BulkAction, Marks } from './use-marks.ts';
import { later } from '../later.ts';

const BatchDialog = later(() => import('./batch-dialog.tsx'));

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
  if (!marks.canMark(row)) return null;
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
  const state = headState(marks.set, rows.filter(marks.canMark).map(marks.keyOf));
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
}: Bulk<Row> & {
  readonly marks: Marks<Row>;
  /** How many there are that can be marked. */
  readonly matched: number;
}) {
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
            done={(rows) => marks.drop(rows as readonly Row[])}
            close={() => setBegun(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
