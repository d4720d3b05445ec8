/** The keys of the rows of a table: the focus goes from row to row, and from there into the row. */
import type { RefObject } from 'react';
import { copyText } from '../id.tsx';
import { useKeys } from '../keys.ts';
import type { Marks } from './use-marks.ts';
import { placeActions, type Places } from '../places.ts';

export interface RowKeysOptions<Row> {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly places: ((row: Row) => Places) | undefined;
  readonly marks: Marks<Row> | undefined;
  /** So that it is in the page. */
  readonly scrollTo: (index: number) => void;
  /** The first row that is seen. */
  readonly firstSeen: () => number;
}

const rowOf = (index: number): string => `[data-row="${index}"]`;

/** The row that has the focus, or something in it. */
function focusedRow(scroller: HTMLElement | null): number | undefined {
  const { activeElement } = document;
  if (scroller === null || activeElement === null || !scroller.contains(activeElement)) return;
  const index = activeElement.closest<HTMLElement>('[data-row]')?.dataset['row'];
  return index === undefined ? undefined : Number(index);
}

export function useRowKeys<Row>(options: RowKeysOptions<Row>): void {
  const { scroller, count, rowAt, places, marks } = options;
  const move = (by: number): boolean => {
    if (count === 0) return false;
    const at = focusedRow(scroller.current);
    const wanted = at === undefined ? options.firstSeen() : at + by;
    const index = Math.min(count - 1, Math.max(0, wanted));
    options.scrollTo(index);
    const focus = (): void =>
      scroller.current?.querySelector<HTMLElement>(rowOf(index))?.focus({ preventScroll: true });
    focus();
    // It may have to be put into the page first.
    requestAnimationFrame(focus);
    return true;
  };
  const onRow = (act: (row: Row, index: number) => boolean) => (): boolean => {
    const index = focusedRow(scroller.current);
    const row = index === undefined ? undefined : rowAt(index);
    return row !== undefined && act(row, index!);
  };
  const goTo = (action: (typeof placeActions)[number]) =>
    onRow((row, index) => {
      const address = places?.(row)[action] ?? (action === 'open' ? firstLink(index) : undefined);
      if (address === undefined) return false;
      window.location.hash = address.slice(1);
      return true;
    });
  const firstLink = (index: number): string | undefined =>
    scroller.current?.querySelector(`${rowOf(index)} a[href^="#"]`)?.getAttribute('href') ??
    undefined;
  const first = count === 0 ? undefined : rowAt(0);
  const ofPlaces = (placesOf: (row: Row) => Places) => ({
    copy: onRow((row) => {
      void copyText(placesOf(row).id);
      return true;
    }),
    // A table's rows lead to the same kinds of places.
    ...Object.fromEntries(
      placeActions
        .filter((action) => first === undefined || placesOf(first)[action] !== undefined)
        .map((action) => [action, goTo(action)]),
    ),
  });
  const mark = (isRange: boolean) =>
    onRow((row, index) => {
      if (marks?.canMark(row) !== true) return false;
      marks.toggle(row, index, isRange);
      return true;
    });
  useKeys(
    {
      next: () => move(1),
      previous: () => move(-1),
      open: goTo('open'),
      ...(marks === undefined ? {} : { mark: mark(false), markRange: mark(true) }),
      ...(places === undefined ? {} : ofPlaces(places)),
    },
    scroller,
  );
}
