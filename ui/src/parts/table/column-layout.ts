/**
 * Which columns a table shows, and how wide they are. Columns keep their order; one always stays.
 * The address names those that are shown, and only when they are not the usual ones.
 */

export interface LaidOut {
  readonly key: string;
  /** As CSS has them for grids: "8rem", "minmax(8rem, 2fr)". */
  readonly width: string;
  /** Shown only when it is asked for. */
  readonly isHidden?: boolean;
}

/** Pixels that readers have set, by key. */
export type Widths = Readonly<Record<string, number>>;

export const leastColumnPx = 48;
export const mostColumnPx = 1_200;
const remPx = 16;

/** `asked`: keys with commas between, from the address; unknown ones are passed over. */
export function shownColumns<C extends LaidOut>(
  columns: readonly C[],
  asked: string,
): readonly C[] {
  const keys = new Set(asked.split(',').filter(Boolean));
  const chosen = columns.filter(({ key }) => keys.has(key));
  return chosen.length > 0 ? chosen : columns.filter(({ isHidden }) => isHidden !== true);
}

/** For the address, when a column is switched on or off; undefined: the usual ones. */
export function toggledColumn(
  columns: readonly LaidOut[],
  asked: string,
  toggled: string,
): string | undefined {
  const shown = new Set(shownColumns(columns, asked).map(({ key }) => key));
  if (!shown.delete(toggled)) shown.add(toggled);
  if (shown.size === 0) return asked === '' ? undefined : asked;
  const isUsual = columns.every(({ key, isHidden }) => shown.has(key) === (isHidden !== true));
  if (isUsual) return undefined;
  return columns
    .map(({ key }) => key)
    .filter((key) => shown.has(key))
    .join(',');
}

/** "9rem" and "minmax(9rem, 2fr)": 144. */
export function leastPx(width: string): number {
  const [, number = '', unit] = /^(?:minmax\()?\s*([\d.]+)(rem|px)/.exec(width) ?? [];
  if (number === '') return leastColumnPx;
  return unit === 'rem' ? Number(number) * remPx : Number(number);
}

export function clampedPx(px: number): number {
  return Math.round(Math.min(mostColumnPx, Math.max(leastColumnPx, px)));
}

/** What CSS is told: the columns, and below which width the table is moved sideways. */
export function gridStyle(
  columns: readonly LaidOut[],
  widths: Widths,
): { readonly gridTemplateColumns: string; readonly minWidth: string } {
  const least = columns.reduce((sum, { key, width }) => sum + (widths[key] ?? leastPx(width)), 0);
  return {
    gridTemplateColumns: columns
      .map(({ key, width }) => (widths[key] === undefined ? width : `${widths[key]}px`))
      .join(' '),
    minWidth: `${least}px`,
  };
}
