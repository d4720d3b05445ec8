/** The entries of a directory, in the order in which they are shown. */
import type { FileRow } from '../../live/files.ts';

export const nameOf = ({ path }: FileRow): string => path.slice(path.lastIndexOf('/') + 1);
export const isFolder = ({ mode }: FileRow): boolean => mode.startsWith('d');

/** Those whose names have the letters, in the order that is wanted. */
export function shownRows(
  rows: readonly FileRow[],
  name: string,
  { key, isDescending }: { readonly key: string; readonly isDescending: boolean },
): readonly FileRow[] {
  const letters = name.toLowerCase();
  const found = rows.filter((row) => nameOf(row).toLowerCase().includes(letters));
  const order = orders[key] ?? byName;
  const sorted = found.toSorted((a, b) => order(a, b) || byName(a, b));
  return isDescending ? sorted.toReversed() : sorted;
}

type Order = (a: FileRow, b: FileRow) => number;
const byName: Order = (a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0);
const orders: Readonly<Record<string, Order>> = {
  size: (a, b) => a.size - b.size,
  mtime: (a, b) => a.mtime - b.mtime,
  uid: (a, b) => a.uid.localeCompare(b.uid),
  mode: (a, b) => a.mode.localeCompare(b.mode),
};
