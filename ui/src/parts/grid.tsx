/** The rows of a table, of which only those that are seen are in the page. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import type { TextKey } from '../texts/en.ts';
import { type Language, type Say, useLanguage, useSay } from '../texts/texts.ts';
import { gridStyle, type LaidOut, leastPx, type Widths } from './column-layout.ts';
import './grid.css';
import { Separator } from './separator.tsx';

/** Of the first page's words, or of others: `(language) => fooWords[language].title`. */
export type Title = TextKey | ((language: Language) => string);

export function titleText(title: Title, say: Say, language: Language): string {
  return typeof title === 'function' ? title(language) : say(title);
}

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
  const layout = gridStyle(columns, props.widths ?? {});
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
          return (
            <div
              key={row === undefined ? index : rowKey(row)}
              role="row"
              aria-rowindex={index + 2}
              className="row"
              style={{ ...layout, transform: `translateY(${start}px)` }}
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
