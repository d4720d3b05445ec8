/**
 * A table of any length: only the rows that are seen are in the page, and the worker sorts, filters
 * and counts. Search, sort and place stand in the address, each table's under its own prefix. Rows do
 * not move under the pointer: while it rests on them, what is new waits behind a button.
 */
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useRows } from '../live/client.ts';
import type { Rows, RowsQuery } from '../live/queries.ts';
import type { SearchFault } from '../search/grammar.ts';
import { setQuery, usePlace } from '../base/router.ts';
import type { TextKey } from '../texts/en.ts';
import { type Say, useSay } from '../texts/texts.ts';
import { ColumnsMenu, useColumns } from './columns.tsx';
import { type Column, Grid } from './grid.tsx';

export type { Column } from './grid.tsx';

export interface TableProps<Row> {
  /** Before its words in the address; "" for the only one of a page. */
  readonly name: string;
  readonly title: TextKey;
  readonly columns: readonly Column<Row>[];
  readonly query: Omit<RowsQuery, 'search' | 'sort' | 'isDescending' | 'from' | 'count'>;
  readonly sort: string;
  readonly isDescending?: boolean;
  readonly rowKey: (row: Row) => string;
  /** What is said when there are none, with what to do. */
  readonly empty?: ReactNode;
  readonly heading?: 1 | 2;
}

/** Asked for beyond what is seen. */
const spareRows = 30;

export function Table<Row extends object>(props: TableProps<Row>) {
  const say = useSay();
  const { query: address } = usePlace();
  const { name, title, columns, rowKey } = props;
  const in_ = (word: string): string => (name === '' ? word : `${name}.${word}`);
  const search = address.get(in_('q')) ?? '';
  const sortText =
    address.get(in_('sort')) ?? (props.isDescending === true ? '-' : '') + props.sort;
  const isDescending = sortText.startsWith('-');
  const sort = sortText.replace(/^-/, '');
  const layout = useColumns(title, columns, in_('cols'));
  const [range, setRange] = useState({ from: 0, count: 60 });
  const asked = useRows<Row>({ ...props.query, search, sort, isDescending, ...range });
  const { shown, waiting, applyNow, hover } = useHeld(asked, `${search} ${sortText} ${range.from}`);
  const matched = shown?.matched ?? 0;
  const onRange = (first: number, last: number): void => {
    const isCovered = first >= range.from && last < range.from + range.count;
    if (isCovered && range.count <= last - first + 4 * spareRows) return;
    const from = Math.max(0, first - spareRows);
    setRange({ from, count: last - from + spareRows });
  };
  const Heading = props.heading === 1 ? 'h1' : 'h2';
  return (
    <section className="table-part" aria-label={say(title)}>
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
        {waiting > 0 && (
          <button type="button" className="pill" onClick={applyNow}>
            ↻ {waiting}
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
      />
      {shown === undefined && <p className="quiet">{say('loading')}</p>}
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
  return <span className="count">{text}</span>;
}

/**
 * While the pointer rests on the rows they keep their order and number; what is in them goes on
 * changing. `question` differs when the reader asked for something else, which is shown at once.
 */
function useHeld<Row extends object>(
  asked: Rows<Row> | undefined,
  question: string,
): {
  shown: Rows<Row> | undefined;
  waiting: number;
  applyNow: () => void;
  hover: (isOver: boolean) => void;
} {
  const [isOver, setOver] = useState(false);
  const held = useRef<{ question: string; rows: Rows<Row> | undefined }>({
    question,
    rows: undefined,
  });
  const [, redraw] = useState(0);
  const before = held.current;
  const isNewQuestion = before.question !== question;
  if (!isOver || isNewQuestion || before.rows === undefined) {
    held.current = { question, rows: asked };
    return { shown: asked, waiting: 0, applyNow: () => undefined, hover: setOver };
  }
  const waiting = Math.abs((asked?.matched ?? 0) - before.rows.matched);
  const applyNow = (): void => {
    held.current = { question, rows: asked };
    redraw((count) => count + 1);
  };
  return { shown: before.rows, waiting, applyNow, hover: setOver };
}

export function SearchBox({
  value,
  what,
  fault,
  onChange,
}: {
  readonly value: string;
  readonly what: string;
  readonly fault: SearchFault | undefined;
  readonly onChange: (text: string) => void;
}) {
  const say = useSay();
  const [text, setText] = useState(value);
  const settled = useDeferredValue(text);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (settled !== value) onChange(settled);
    // Only what is typed is told on.
  }, [settled]);
  return (
    <div className="search">
      <input
        type="search"
        value={text}
        placeholder={say('search')}
        aria-label={say('searchIn', { what })}
        aria-invalid={fault !== undefined}
        onChange={(event) => setText(event.target.value)}
      />
      {fault !== undefined && (
        <p role="alert" className="fault">
          {faultText(fault, say)}
        </p>
      )}
    </div>
  );
}

const faultKeys = {
  field: 'faultField',
  fact: 'faultFact',
  pattern: 'faultPattern',
  number: 'faultNumber',
  quote: 'faultQuote',
} as const;

function faultText({ kind, word, near }: SearchFault, say: Say): string {
  const what = say(faultKeys[kind], { word });
  return near.length === 0 ? what : `${what} ${say('near', { names: near.join(', ') })}`;
}
