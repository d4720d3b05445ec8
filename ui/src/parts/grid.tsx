/** The rows of a table, of which only those that are seen are in the page. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import type { TextKey } from '../texts/en.ts';
import { type Say, useSay } from '../texts/texts.ts';

export interface Column<Row> {
  /** What the rows are sorted by, and the column's name in the address. */
  readonly key: string;
  readonly title: TextKey;
  /** As CSS has them for grids: "8rem", "minmax(8rem, 2fr)". */
  readonly width: string;
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
  readonly sort: { readonly key: string; readonly isDescending: boolean };
  readonly onSort: (key: string) => void;
  /** Which rows are seen. */
  readonly onRange?: (first: number, last: number) => void;
  readonly onHover?: (isOver: boolean) => void;
}

const rowPx = 32;
const mostShownRows = 16;
const spareRows = 8;

export function Grid<Row>(props: GridProps<Row>) {
  const say = useSay();
  const { label, columns, count, rowAt, rowKey, sort, onSort, onRange, onHover } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: spareRows,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange?.(first, last));
  const gridTemplateColumns = columns.map(({ width }) => width).join(' ');
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
      <div role="rowgroup" className="table-top">
        <div role="row" className="row head" style={{ gridTemplateColumns }}>
          {columns.map((column) => (
            <Head key={column.key} column={column} sort={sort} onSort={onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: `${virtual.getTotalSize()}px`, position: 'relative' }}>
        {items.map(({ index, start }) => {
          const row = rowAt(index);
          return (
            <div
              key={row === undefined ? index : rowKey(row)}
              role="row"
              aria-rowindex={index + 2}
              className="row"
              style={{ gridTemplateColumns, transform: `translateY(${start}px)` }}
            >
              {columns.map(({ key, isNumber, cell }) => (
                <div key={key} role="cell" className={isNumber === true ? 'number' : ''}>
                  {row === undefined ? '' : cell(row, say)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Head<Row>({
  column: { key, title, isNumber, isUnsorted },
  sort,
  onSort,
}: { readonly column: Column<Row> } & Pick<GridProps<Row>, 'sort' | 'onSort'>) {
  const say = useSay();
  const isChosen = key === sort.key;
  const direction = sort.isDescending ? 'descending' : 'ascending';
  return (
    <div
      role="columnheader"
      className={isNumber === true ? 'number' : ''}
      aria-sort={isChosen ? direction : 'none'}
    >
      {isUnsorted === true ? (
        say(title)
      ) : (
        <button type="button" onClick={() => onSort(key)}>
          {say(title)}
          <span aria-hidden="true">{!isChosen ? '' : sort.isDescending ? ' ▾' : ' ▴'}</span>
        </button>
      )}
    </div>
  );
}
