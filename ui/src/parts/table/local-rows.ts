/**
 * Rows in memory, searched and sorted as the worker does it with those of the cluster. What a column
 * shows stands in the row under the column's key, so that its key is what is sorted by and the name
 * of a field that can be searched.
 */
import { parseSearch, type Searchable, type SearchFault } from '../../search/grammar.ts';

export interface LocalQuery {
  readonly search: string;
  readonly sort: string;
  readonly isDescending: boolean;
}

export interface LocalRows<Row> {
  readonly rows: readonly Row[];
  readonly fault: SearchFault | undefined;
}

const valueOf = (row: object, key: string): unknown => (row as Record<string, unknown>)[key];

export function localRows<Row extends object>(
  all: readonly Row[],
  keys: readonly string[],
  { search, sort, isDescending }: LocalQuery,
): LocalRows<Row> {
  const parsed = parseSearch<Row>(search, searchableBy(keys));
  if (!parsed.ok) return { rows: [], fault: parsed.fault };
  const found = parsed.isEmpty ? all : all.filter(parsed.matches);
  const sign = isDescending ? -1 : 1;
  const rows = found.toSorted((left, right) => {
    return compare(valueOf(left, sort), valueOf(right, sort)) * sign;
  });
  return { rows, fault: undefined };
}

function searchableBy<Row extends object>(keys: readonly string[]): Searchable<Row> {
  const textOf = (row: Row): string =>
    keys
      .map((key) => valueOf(row, key))
      .filter((value) => typeof value === 'string')
      .join('\n');
  const fields = keys.map((key) => [key, (row: Row) => fieldOf(valueOf(row, key))] as const);
  return { text: textOf, fields: Object.fromEntries(fields), facts: {} };
}

function fieldOf(value: unknown): string | number {
  return typeof value === 'number' || typeof value === 'string' ? value : '';
}

/** What is not known stands before all that is. */
function compare(left: unknown, right: unknown): number {
  if (left === right) return 0;
  if (left === undefined) return -1;
  if (right === undefined) return 1;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : 1;
  return Number(left) - Number(right);
}
