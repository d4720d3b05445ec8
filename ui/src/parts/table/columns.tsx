/**
 * A reader's choice of columns: which are shown stands in the address, so that a link shows the
 * same; how wide they are is kept in this browser. Any table may use it:
 *
 *   const layout = useColumns('apps', columns, 'cols');
 *   <ColumnsMenu layout={layout} />
 *   <Grid columns={layout.shown} widths={layout.widths} onResize={layout.resize} … />
 */
import { useEffect, useRef, useState } from 'react';
import { kept } from '../../base/kept.ts';
import { setQuery, usePlace } from '../../base/router.ts';
import { tableWords } from '../../texts/areas/table.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import { shownColumns, toggledColumn, type Widths } from './column-layout.ts';
import type { Column } from './grid.tsx';
import { titleText } from '../title.ts';

/** By table. */
const widthsKept = kept<Readonly<Record<string, Widths>>>('widths', {}, (held) =>
  typeof held === 'object' && held !== null ? (held as Record<string, Widths>) : undefined,
);

export interface Layout<Row> {
  readonly all: readonly Column<Row>[];
  readonly shown: readonly Column<Row>[];
  readonly widths: Widths;
  /** Undefined: as wide as it likes to be. */
  readonly resize: (key: string, px: number | undefined) => void;
  readonly toggle: (key: string) => void;
  readonly reset: () => void;
  readonly resetWidths: () => void;
}

/** `inAddress`: the word in the address, "cols" for the only table of a page. */
export function useColumns<Row>(
  table: string,
  columns: readonly Column<Row>[],
  inAddress: string,
): Layout<Row> {
  const asked = usePlace().query.get(inAddress) ?? '';
  const all = widthsKept.use();
  const widths = all[table] ?? {};
  const setWidths = (changed: Widths): void => widthsKept.set({ ...all, [table]: changed });
  return {
    all: columns,
    shown: shownColumns(columns, asked),
    widths,
    resize: (key, px) => {
      const { [key]: _, ...others } = widths;
      setWidths(px === undefined ? others : { ...others, [key]: px });
    },
    toggle: (key) => setQuery({ [inAddress]: toggledColumn(columns, asked, key) }),
    reset: () => setQuery({ [inAddress]: undefined }),
    resetWidths: () => setWidths({}),
  };
}

export function ColumnsMenu<Row>({ layout }: { readonly layout: Layout<Row> }) {
  const word = useWords(tableWords);
  const menu = useRef<HTMLDetailsElement>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const close = ({ target, type }: Event): void => {
      const { current } = menu;
      if (current === null || (type === 'pointerdown' && current.contains(target as Node))) return;
      current.open = false;
    };
    window.addEventListener('pointerdown', close);
    return () => window.removeEventListener('pointerdown', close);
  }, []);
  return (
    <details
      ref={menu}
      className="columns-menu"
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || menu.current?.open !== true) return;
        event.stopPropagation();
        menu.current.open = false;
        menu.current.querySelector('summary')?.focus();
      }}
    >
      <summary className="button">{word('columns')}</summary>
      {isOpen && <ColumnsList layout={layout} />}
    </details>
  );
}

function ColumnsList<Row>({ layout }: { readonly layout: Layout<Row> }) {
  const say = useSay();
  const language = useLanguage();
  const word = useWords(tableWords);
  const shown = new Set(layout.shown.map(({ key }) => key));
  return (
    <fieldset>
      <legend className="visually-hidden">{word('columns')}</legend>
      {layout.all.map(({ key, title }) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={shown.has(key)}
            disabled={shown.size === 1 && shown.has(key)}
            onChange={() => layout.toggle(key)}
          />{' '}
          {titleText(title, say, language)}
        </label>
      ))}
      <button type="button" className="link" onClick={layout.reset}>
        {word('usualColumns')}
      </button>
      <button type="button" className="link" onClick={layout.resetWidths}>
        {word('usualWidths')}
      </button>
    </fieldset>
  );
}
