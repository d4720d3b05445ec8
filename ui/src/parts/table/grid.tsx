/** The rows of a table, of which only those that are seen are in the page. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { type Say, useSay } from '../../texts/texts.ts';
import { gridStyle, type LaidOut, type Widths } from './column-layout.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import './grid.css';
import { MarkHead } from './marks.tsx';
import type { Places } from '../places.ts';
import { RowElements } from './row-elements.ts';
import { useRowKeys } from './row-keys.ts';
import { useScrollPlace } from './scroll-place.ts';
import type { Title } from '../title.ts';
import type { Marks } from './use-marks.ts';

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
  /** Its cells keep nothing of a row: what one row was shown by may show another one. */
  readonly reusesElements?: boolean;
}

const rowPx = 32;
const mostShownRows = 16;
const spareRows = 4;
const noWidths: Widths = {};

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
  const hasMarks = marks !== undefined;
  const { widths = noWidths } = props;
  const layout = useMemo(
    () => gridStyle(hasMarks ? [marksColumn, ...columns] : columns, widths),
    [hasMarks, columns, widths],
  );
  const rows = items.map(({ index }) => {
    const row = rowAt(index);
    return { index, row, id: row === undefined ? undefined : rowKey(row) };
  });
  const known = useRef<RowElements>(undefined);
  known.current ??= new RowElements(props.reusesElements === true);
  const elements = known.current.place(rows);
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
            <GridHead
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
        {items.map(({ index, start }, i) => (
          <GridRow
            key={elements[i]!}
            columns={columns}
            row={rows[i]!.row}
            id={rows[i]!.id}
            index={index}
            top={start}
            layout={layout}
            marks={marks}
            rowLabel={props.rowLabel}
          />
        ))}
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
