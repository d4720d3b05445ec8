/**
 * A table whose rows are in memory, for what is asked for as a whole: what an agent says of itself,
 * offers. It looks and behaves as `Table` does: searched, sorted, columns to choose, marks, keys; rows
 * keep their place while a reader points at them. Few rows need no search.
 */
import { type ReactNode, useMemo } from 'react';
import { setQuery, usePlace } from '../../base/router.ts';
import { tableWords } from '../../texts/areas/table.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import type { Places } from '../places.ts';
import { type Title, titleText } from '../title.ts';
import { ColumnsMenu, useColumns } from './columns.tsx';
import { type Column, Grid } from './grid.tsx';
import { localRows } from './local-rows.ts';
import { MarkBar } from './marks.tsx';
import { SearchBox } from './search-box.tsx';
import { useHeld } from './table.tsx';
import { type Bulk, useRowMarks } from './use-marks.ts';

export interface LocalTableProps<Row> {
  /** Before its words in the address, and of its widths and marks; unique on its page. */
  readonly name: string;
  readonly title: Title;
  readonly heading?: 1 | 2;
  readonly columns: readonly Column<Row>[];
  /** Flat, with what each column shows under the column's key. */
  readonly rows: readonly Row[];
  /** More than the rows when not all are here. */
  readonly total?: number;
  readonly rowKey: (row: Row) => string;
  readonly sort: string;
  readonly isDescending?: boolean;
  /** Said when there are none. */
  readonly empty?: ReactNode;
  readonly bulk?: Bulk<Row> | undefined;
  readonly places?: (row: Row) => Places;
}

const fewestSearched = 8;

export function LocalTable<Row extends object>(props: LocalTableProps<Row>) {
  const say = useSay();
  const word = useWords(tableWords);
  const title = titleText(props.title, say, useLanguage());
  const { query: address } = usePlace();
  const { name, columns, rows: all, rowKey, bulk } = props;
  const in_ = (what: string): string => `${name}.${what}`;
  const search = address.get(in_('q')) ?? '';
  const usual = `${props.isDescending === true ? '-' : ''}${props.sort}`;
  const sortText = address.get(in_('sort')) ?? usual;
  const isDescending = sortText.startsWith('-');
  const sort = sortText.replace(/^-/, '');
  const keys = columns.map(({ key }) => key).join();
  const { rows, fault } = useMemo(
    () => localRows(all, keys.split(','), { search, sort, isDescending }),
    [all, keys, search, sort, isDescending],
  );
  const layout = useColumns(name, columns, in_('cols'));
  const marks = useRowMarks(name, rows, rowKey);
  const isMarked = bulk !== undefined && marks.set.size > 0;
  const asked = useMemo(
    () => ({ rows, from: 0, matched: rows.length, total: all.length, fault }),
    [rows, all, fault],
  );
  const { shown, waiting, applyNow, hover } = useHeld<Row>(
    { rows: asked, isCurrent: true },
    `${search} ${sortText}`,
    rowKey,
    isMarked,
  );
  const seen = shown ?? asked;
  const Heading = props.heading === 1 ? 'h1' : 'h2';
  const total = props.total ?? all.length;
  const isPart = search !== '' || total > all.length;
  return (
    <section className="table-part" aria-label={title}>
      <div className="table-head">
        <Heading>
          {title}{' '}
          <span className="count" role={search === '' ? undefined : 'status'}>
            {isPart
              ? say('shown', { matched: seen.matched, total: total.toLocaleString('en') })
              : total.toLocaleString('en')}
          </span>
        </Heading>
        {(all.length >= fewestSearched || search !== '') && (
          <SearchBox
            value={search}
            what={title}
            fault={fault}
            onChange={(text) => setQuery({ [in_('q')]: text })}
          />
        )}
        {all.length > 0 && <ColumnsMenu layout={layout} />}
        {waiting !== undefined && (
          <button type="button" className="pill" onClick={applyNow}>
            ↻ {word(waiting.kind, { count: waiting.count.toLocaleString('en') })}
          </button>
        )}
      </div>
      {seen.matched > 0 && (
        <Grid
          label={title}
          columns={layout.shown}
          widths={layout.widths}
          onResize={layout.resize}
          count={seen.matched}
          rowAt={(index) => seen.rows[index]}
          rowKey={rowKey}
          sort={{ key: sort, isDescending }}
          onSort={(key) =>
            setQuery({ [in_('sort')]: key === sort && !isDescending ? `-${key}` : key })
          }
          onHover={hover}
          marks={bulk === undefined ? undefined : marks}
          rowLabel={bulk?.label}
          {...(props.places === undefined ? {} : { places: props.places })}
        />
      )}
      {bulk !== undefined && <MarkBar {...bulk} marks={marks} matched={rows.length} />}
      {all.length === 0 && seen.matched === 0 && (
        <div className="quiet">{props.empty ?? say('none')}</div>
      )}
      {all.length > 0 && seen.matched === 0 && (
        <div className="quiet">
          {say('noMatch', { total: all.length })}{' '}
          <button type="button" className="link" onClick={() => setQuery({ [in_('q')]: '' })}>
            {say('clear')}
          </button>
        </div>
      )}
    </section>
  );
}
