/**
 * Which apps are shown: what is chosen of one kind is joined by OR, the kinds by AND. All of it stands
 * in the address, under the names that the original's page gave them.
 */
import { parseSearch, type SearchFault } from '../../search/grammar.ts';
import {
  children,
  hasVolumes,
  healthNames,
  type Row,
  search,
  type SortKey,
  sorted,
} from './app-rows.ts';
import { nearness } from '../../search/nearness.ts';

export const filterNames = {
  status: 'filterStatus',
  health: 'filterHealth',
  labels: 'filterLabels',
  volumes: 'filterVolumes',
} as const;
export type FilterKind = keyof typeof filterNames;

export interface Filters {
  readonly words: string;
  readonly chosen: Readonly<Record<FilterKind, readonly string[]>>;
}

export function filtersOf(query: URLSearchParams): Filters {
  const list = (name: string): string[] =>
    query
      .getAll(name)
      .flatMap((each) => each.split(','))
      .filter((each) => each !== '');
  return {
    words: query.get('q') ?? query.get('filterText') ?? '',
    chosen: {
      status: list(filterNames.status).map((name) => name.toLowerCase()),
      health: list(filterNames.health).map((name) => name.toLowerCase()),
      labels: list(filterNames.labels),
      volumes: list(filterNames.volumes),
    },
  };
}

export const isFiltering = ({ words, chosen }: Filters): boolean =>
  words.trim() !== '' || Object.values(chosen).some((list) => list.length > 0);

export const toggled = (list: readonly string[], value: string): string =>
  (list.includes(value) ? list.filter((each) => each !== value) : [...list, value]).join(',');

/** What a row has of each kind. */
const held: Readonly<Record<FilterKind, (row: Row) => readonly string[]>> = {
  status: ({ status }) => [status],
  health: ({ app }) => healthNames(app),
  labels: ({ app }) => labelsOf(app.labels),
  volumes: ({ app }) => (hasVolumes(app) ? ['volumes', 'true'] : []),
};

export function labelsOf(labels: Readonly<Record<string, string>> = {}): string[] {
  const found: string[] = [];
  for (const name in labels) found.push(`${name}:${labels[name]!}`);
  return found;
}

/** How many rows have what, for the numbers beside the choices. */
export function countsOf(rows: readonly Row[], kind: FilterKind): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const value of held[kind](row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

export interface Found {
  readonly rows: readonly Row[];
  readonly fault: SearchFault | undefined;
  /** How they were found, when not by what was typed as it stands. */
  readonly by: 'words' | 'nearness' | 'tasks';
}

export interface Order {
  readonly key: SortKey;
  readonly isDescending: boolean;
  /** Asked for by the reader. */
  readonly isChosen: boolean;
}

/** `byTask`: apps that have a task with such a name or on such a host. */
export function findRows(
  below: readonly Row[],
  { words, chosen }: Filters,
  order: Order,
  byTask: ReadonlySet<string>,
): Found {
  const kinds = (Object.keys(chosen) as FilterKind[]).filter((kind) => chosen[kind].length > 0);
  const allowed = below.filter((row) =>
    kinds.every((kind) => held[kind](row).some((value) => chosen[kind].includes(value))),
  );
  const parsed = parseSearch(words, search);
  const inOrder = (rows: readonly Row[]): Row[] => sorted(rows, order.key, order.isDescending);
  if (!parsed.ok) return { rows: [], fault: parsed.fault, by: 'words' };
  const exact = allowed.filter(parsed.matches);
  if (exact.length > 0 || parsed.isEmpty)
    return { rows: inOrder(exact), fault: undefined, by: 'words' };
  const tasks = allowed.filter(({ id }) => byTask.has(id));
  if (tasks.length > 0) return { rows: inOrder(tasks), fault: undefined, by: 'tasks' };
  const near = nearest(words, allowed);
  return { rows: order.isChosen ? inOrder(near) : near, fault: undefined, by: 'nearness' };
}

function nearest(words: string, rows: readonly Row[]): Row[] {
  const typed = words.replaceAll(/\s/g, '');
  if (!/^[\w/.-]+$/.test(typed)) return [];
  return rows
    .map((row) => ({ row, score: nearness(typed, row.id) }))
    .filter(({ score }) => score > 0)
    .toSorted((left, right) => right.score - left.score)
    .map(({ row }) => row);
}

/** What a group has, in order; groups on top. */
export function rowsOfGroup(
  group: string,
  below: readonly Row[],
  groups: ReadonlySet<string>,
  { key, isDescending }: Order,
): readonly Row[] {
  return sorted(children(group, below, groups), key, isDescending);
}
