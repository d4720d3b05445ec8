/** The rows of a table, of which only those that are seen are in the page. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Say, useLanguage, useSay } from '../texts/texts.ts';
import { gridStyle, type LaidOut, leastPx, type Widths } from './column-layout.ts';
import './grid.css';
import { MarkBox, MarkHead, type Marks } from './marks.tsx';
import type { Places } from './places.ts';
import { useRowKeys } from './row-keys.ts';
import { useScrollPlace } from './scroll-place.ts';
import { Separator } from './separator.tsx';
import { type Title, titleText } from './title.ts';

/** Its key is what the rows are sorted by, and the column's name in the address. */
export interface Column<Row> extends LaidOut {
  readonly title: Title;
  readonly isNumber?: boolean;
  readonly isUnsorted?: boolean;
  readonly cell: (row: Row, say: Say) => ReactNode;
}

export interface GridProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly count: number;
  /** Undefined: on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowKey: (row: Row) => string;
  readonly widths?: Widths;
  /** Undefined px: as wide as the column likes to be. Without it columns are as they are. */
  readonly onResize?: (key: string, px: number | undefined) => void;
  readonly sort: { readonly key: string; readonly isDescending: boolean };
  readonly onSort: (key: string) => void;
  /** Which rows are seen. */
  readonly onRange?: (first: number, last: number) => void;
  readonly onHover?: (isOver: boolean) => void;
  readonly marks?: Marks<Row> | undefined;
  /** What a row is called for those who do not see it; its key without this. */
  readonly rowLabel?: ((row: Row) => string) | undefined;
  /** Where the keys lead from a row. */
  readonly places?: ((row: Row) => Places) | undefined;
}

const rowPx = 32;
const mostShownRows = 16;
const spareRows = 8;

const marksColumn: LaidOut = { key: '', width: '2rem' };

export function Grid<Row>(props: GridProps<Row>) {
  const say = useSay();
  const { label, columns, count, rowAt, rowKey, sort, onSort, onRange, onHover, marks } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: spareRows,
    // The heading lies over the rows.
    scrollPaddingEnd: rowPx,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange?.(first, last));
  useScrollPlace(scroller, label, count > 0);
  const seen = (): { from: number; to: number } => seenRows(scroller.current, count);
  useRowKeys({
    scroller,
    count,
    rowAt,
    places: props.places,
    marks,
    scrollTo: (index) => virtual.scrollToIndex(index),
    firstSeen: () => seen().from,
  });
  const layout = gridStyle(
    marks === undefined ? columns : [marksColumn, ...columns],
    props.widths ?? {},
  );
  return (
    <div
      ref={scroller}
      className="table"
      role="table"
      aria-label={say('tableOf', { what: label, count })}
      aria-rowcount={count + 1}
      tabIndex={0}
      style={{ maxHeight: `${(mostShownRows + 1) * rowPx + 2}px` }}
      onPointerEnter={() => onHover?.(true)}
      onPointerLeave={() => onHover?.(false)}
    >
      <div role="rowgroup" className="table-top" style={{ minWidth: layout.minWidth }}>
        <div role="row" aria-rowindex={1} className="row head" style={layout}>
          {marks !== undefined && (
            <div role="columnheader" className="marks">
              <MarkHead marks={marks} rows={rowsOf(rowAt, seen())} />
            </div>
          )}
          {columns.map((column) => (
            <Head
              key={column.key}
              column={column}
              sort={sort}
              onSort={onSort}
              widths={props.widths}
              onResize={props.onResize}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: `${virtual.getTotalSize()}px`, position: 'relative' }}>
        {items.map(({ index, start }) => {
          const row = rowAt(index);
          const key = row === undefined ? undefined : rowKey(row);
          return (
            <div
              key={key ?? index}
              role="row"
              aria-rowindex={index + 2}
              className="row"
              tabIndex={-1}
              data-row={index}
              data-marked={key !== undefined && marks?.set.has(key) === true}
              style={{ ...layout, transform: `translateY(${start}px)` }}
            >
              {marks !== undefined && (
                <div role="cell" className="marks">
                  {row !== undefined && (
                    <MarkBox
                      marks={marks}
                      row={row}
                      index={index}
                      label={props.rowLabel?.(row) ?? key!}
                    />
                  )}
                </div>
              )}
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Those that nothing hides, the heading neither. */
function seenRows(scroller: HTMLElement | null, count: number): { from: number; to: number } {
  const { scrollTop, clientHeight } = scroller ?? {
    scrollTop: 0,
    clientHeight: (mostShownRows + 1) * rowPx,
  };
  const to = Math.floor((scrollTop + clientHeight - rowPx) / rowPx) - 1;
  return { from: Math.min(Math.ceil(scrollTop / rowPx), count), to: Math.min(to, count - 1) };
}

function rowsOf<Row>(
  rowAt: (index: number) => Row | undefined,
  { from, to }: { readonly from: number; readonly to: number },
): readonly Row[] {
  const rows: Row[] = [];
  for (let index = from; index <= to; index++) {
    const row = rowAt(index);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

/** What has just changed is tinted for a moment. */
function Cell<Row>({
  column: { key, isNumber, cell },
  row,
}: {
  readonly column: Column<Row>;
  readonly row: Row | undefined;
}) {
  const say = useSay();
  const value = (row as Readonly<Record<string, unknown>> | undefined)?.[key];
  const before = useRef({ row, value, changes: 0 });
  const [, redraw] = useState(0);
  const { current } = before;
  if (current.row !== undefined && row !== undefined && !Object.is(current.value, value)) {
    if (typeof value !== 'object') current.changes++;
  }
  before.current = { row, value, changes: current.changes };
  const { changes } = current;
  const classes = [isNumber === true ? 'number' : '', changes > 0 ? `changed-${changes % 2}` : ''];
  return (
    <div
      role="cell"
      className={classes.join(' ').trim()}
      onAnimationEnd={() => {
        before.current.changes = 0;
        redraw((count) => count + 1);
      }}
    >
      {row === undefined ? '' : cell(row, say)}
    </div>
  );
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly sort: GridProps<Row>['sort'];
  readonly onSort: GridProps<Row>['onSort'];
  readonly widths: Widths | undefined;
  readonly onResize: GridProps<Row>['onResize'] | undefined;
}

function Head<Row>({ column, sort, onSort, widths, onResize }: HeadProps<Row>) {
  const say = useSay();
  const language = useLanguage();
  const { key, isNumber, isUnsorted, width } = column;
  const title = titleText(column.title, say, language);
  const isChosen = key === sort.key;
  const direction = sort.isDescending ? 'descending' : 'ascending';
  return (
    <div
      role="columnheader"
      className={isNumber === true ? 'number' : ''}
      aria-sort={isChosen ? direction : 'none'}
    >
      {isUnsorted === true ? (
        title
      ) : (
        <button type="button" onClick={() => onSort(key)}>
          {title}
          <span aria-hidden="true">{!isChosen ? '' : sort.isDescending ? ' ▾' : ' ▴'}</span>
        </button>
      )}
      {onResize !== undefined && (
        <Separator
          title={title}
          px={widths?.[key] ?? leastPx(width)}
          onResize={(px) => onResize(key, px)}
        />
      )}
    </div>
  );
}
