/**
 * A table of any length: only the rows that are seen are in the page, and the worker sorts, filters
 * and counts. Search, sort and place stand in the address, each table's under its own prefix. Rows do
 * not move under the pointer: while it rests on them, what is new waits behind a button.
 */
import { type ReactNode, useRef, useState } from 'react';
import { askOnce, useCurrentRows } from '../../live/client.ts';
import type { Rows, RowsQuery } from '../../live/queries.ts';
import { setQuery, usePlace } from '../../base/router.ts';
import type { TextKey } from '../../texts/en.ts';
import { tableWords } from '../../texts/areas/table.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { useAskedRange } from './asked-range.ts';
import { ColumnsMenu, useColumns } from './columns.tsx';
import { type Column, Grid } from './grid.tsx';
import { heldRows, type News, newsOf } from './held-rows.ts';
import { useKeys } from '../keys.ts';
import { mostMarks } from './mark-set.ts';
import { MarkBar } from './marks.tsx';
import type { Places } from '../places.ts';
import { SearchBox } from './search-box.tsx';
import { Skeleton } from '../skeleton.tsx';
import { type Bulk, useMarks } from './use-marks.ts';

export type { Column } from './grid.tsx';
export { SearchBox } from './search-box.tsx';

export interface TableProps<Row> {
  /** Before its words in the address; "" for the only one of a page. */
  readonly name: string;
  readonly title: TextKey;
  /** Whose cells keep nothing of a row: what shows one may show another one next. */
  readonly columns: readonly Column<Row>[];
  readonly query: Omit<RowsQuery, 'search' | 'sort' | 'isDescending' | 'from' | 'count'>;
  readonly sort: string;
  readonly isDescending?: boolean;
  readonly rowKey: (row: Row) => string;
  /** What is said when there are none, with what to do. */
  readonly empty?: ReactNode;
  readonly heading?: 1 | 2;
  /** What can be done to several rows at once, which are then marked. */
  readonly bulk?: Bulk<Row> | undefined;
  /** Where the keys lead from a row. */
  readonly places?: (row: Row) => Places;
}

export function Table<Row extends object>(props: TableProps<Row>) {
  const say = useSay();
  const word = useWords(tableWords);
  const { query: address } = usePlace();
  const { name, title, columns, rowKey } = props;
  const in_ = (word: string): string => (name === '' ? word : `${name}.${word}`);
  const search = address.get(in_('q')) ?? '';
  const sortText =
    address.get(in_('sort')) ?? (props.isDescending === true ? '-' : '') + props.sort;
  const isDescending = sortText.startsWith('-');
  const sort = sortText.replace(/^-/, '');
  const layout = useColumns(title, columns, in_('cols'));
  const [range, onRange] = useAskedRange();
  const asked = useCurrentRows<Row>({ ...props.query, search, sort, isDescending, ...range });
  const part = useRef<HTMLElement>(null);
  const rowsNow = async (from: number, count: number): Promise<Rows<Row>> =>
    (await askOnce({
      about: 'rows',
      query: { ...props.query, search, sort, isDescending, from, count },
    })) as Rows<Row>;
  const shownNow = useRef<Rows<Row> | undefined>(undefined);
  const marks = useMarks<Row>(name === '' ? title : name, search, rowKey, {
    between: async (from, to) => {
      const { rows = [], from: start = 0 } = shownNow.current ?? {};
      const seen = from < start ? [] : rows.slice(from - start, to + 1 - start);
      if (seen.length === to + 1 - from) return seen;
      return (await rowsNow(from, to + 1 - from)).rows;
    },
    matching: async () => {
      const { rows, fault } = await rowsNow(0, mostMarks);
      return fault === undefined ? rows : undefined;
    },
  });
  const isMarked = props.bulk !== undefined && marks.set.size > 0;
  const { shown, waiting, applyNow, hover } = useHeld(
    asked,
    `${search} ${sortText} ${range.from}`,
    rowKey,
    isMarked,
  );
  shownNow.current = shown;
  useKeys(
    {
      escape: () => {
        if (isMarked) marks.clear();
        else if (search !== '') setQuery({ [in_('q')]: '' });
        else return false;
        return true;
      },
    },
    part,
  );
  const matched = shown?.matched ?? 0;
  const Heading = props.heading === 1 ? 'h1' : 'h2';
  return (
    <section ref={part} className="table-part" aria-label={say(title)}>
      <div className="table-head">
        <Heading>
          {say(title)} <Count rows={shown} search={search} />
        </Heading>
        <SearchBox
          value={search}
          what={say(title)}
          fault={shown?.fault}
          onChange={(text) => setQuery({ [in_('q')]: text })}
        />
        <ColumnsMenu layout={layout} />
        {waiting !== undefined && (
          <button type="button" className="pill" onClick={applyNow}>
            ↻ {word(waiting.kind, { count: waiting.count.toLocaleString('en') })}
          </button>
        )}
      </div>
      <Grid
        label={say(title)}
        columns={layout.shown}
        widths={layout.widths}
        onResize={layout.resize}
        count={matched}
        rowAt={(index) => shown?.rows[index - shown.from]}
        rowKey={rowKey}
        sort={{ key: sort, isDescending }}
        onSort={(key) =>
          setQuery({ [in_('sort')]: key === sort && !isDescending ? `-${key}` : key })
        }
        onRange={onRange}
        onHover={hover}
        marks={props.bulk === undefined ? undefined : marks}
        rowLabel={props.bulk?.label}
        places={props.places}
        reusesElements
      />
      {/* Below the rows, which must not move when the first one is marked. */}
      {props.bulk !== undefined && <MarkBar {...props.bulk} marks={marks} matched={matched} />}
      {shown === undefined && <Skeleton />}
      {shown !== undefined && matched === 0 && (
        <div className="quiet">
          {shown.total === 0 ? (
            (props.empty ?? say('none'))
          ) : (
            <>
              {say('noMatch', { total: shown.total })}{' '}
              <button type="button" className="link" onClick={() => setQuery({ [in_('q')]: '' })}>
                {say('clear')}
              </button>
            </>
          )}
        </div>
      )}
    </section>
  );
}

function Count({
  rows,
  search,
}: {
  readonly rows: Rows<object> | undefined;
  readonly search: string;
}) {
  const say = useSay();
  if (rows === undefined) return null;
  const { matched, total } = rows;
  const text =
    search === ''
      ? total.toLocaleString('en')
      : say('shown', { matched: matched.toLocaleString('en'), total: total.toLocaleString('en') });
  // While somebody types, it is told to those who do not see it.
  return (
    <span className="count" role={search === '' ? undefined : 'status'}>
      {text}
    </span>
  );
}

/**
 * While the pointer rests on the rows, or some are marked, they keep their order and number; what is
 * in them goes on changing. `question` differs when the reader asked for something else, which is
 * shown at once.
 */
export function useHeld<Row extends object>(
  { rows: asked, isCurrent }: ReturnType<typeof useCurrentRows<Row>>,
  question: string,
  rowKey: (row: Row) => string,
  isMarked: boolean,
): {
  shown: Rows<Row> | undefined;
  waiting: News | undefined;
  applyNow: () => void;
  hover: (isOver: boolean) => void;
} {
  const [isOver, setOver] = useState(false);
  const held = useRef({ question, isCurrent, rows: undefined as Rows<Row> | undefined });
  const [, redraw] = useState(0);
  const before = held.current;
  // What still answers the question before is never held.
  const isHeld = (isOver || isMarked) && before.question === question && before.isCurrent;
  // Of none, none can lose its place: marks are known again before the first rows are.
  if (
    !isHeld ||
    before.rows === undefined ||
    before.rows.rows.length === 0 ||
    asked === undefined
  ) {
    held.current = { question, isCurrent, rows: asked };
    return { shown: asked, waiting: undefined, applyNow: () => undefined, hover: setOver };
  }
  const rows = heldRows(before.rows, asked, rowKey);
  held.current = { question, isCurrent, rows };
  const applyNow = (): void => {
    held.current = { question, isCurrent, rows: asked };
    redraw((count) => count + 1);
  };
  return { shown: rows, waiting: newsOf(rows, asked, rowKey), applyNow, hover: setOver };
}
