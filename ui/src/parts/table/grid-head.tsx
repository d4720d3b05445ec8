/** The head of a column: its title, by which rows are sorted, and the edge that sets its width. */
import { memo } from 'react';
import { useLanguage, useSay } from '../../texts/texts.ts';
import { leastPx, type Widths } from './column-layout.ts';
import type { Column, GridProps } from './grid.tsx';
import { Separator } from './separator.tsx';
import { titleText } from '../title.ts';

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

/** Rows that are scrolled by change none of it. */
export const GridHead = memo(Head) as typeof Head;
