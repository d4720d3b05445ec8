/**
 * Rows that match, in order, kept as long as somebody may ask again: scrolling cuts out another
 * piece, and a change moves the few tasks that changed instead of sorting a hundred thousand.
 */
import { parseSearch, type Search, type Searchable } from '../search/grammar.ts';
import type { Change } from './change-log.ts';
import type { Cluster } from './cluster.ts';
import { type Framework, lifeMs, type Task } from './model.ts';
import {
  agentSearch,
  candidatesOf,
  frameworkSearch,
  isCandidate,
  type Rows,
  type RowsQuery,
  taskSearch,
  withNames,
} from './queries.ts';

/** Tables of a page and of its palette. */
const mostKept = 12;

interface Kept {
  age: string;
  /** Of the log of tasks. */
  taskAge: number;
  all: object[];
  total: number;
  readonly search: Search<object>;
}

type Ordering = Pick<RowsQuery, 'sort' | 'isDescending'>;

export class RowFinder {
  readonly #cluster: Cluster;
  /** Asked for last stands last. */
  readonly #kept = new Map<string, Kept>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  find(query: RowsQuery): Rows<object> {
    const { from, count, ...question } = query;
    const key = JSON.stringify(question);
    const kept = this.#fresh(key, query);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    const { search, all, total } = kept;
    if (!search.ok) return { rows: [], from: 0, matched: 0, total, fault: search.fault };
    const rows = all.slice(from, from + count).map(toShow);
    return { rows, from, matched: all.length, total };
  }

  #fresh(key: string, query: RowsQuery): Kept {
    const { ages, taskChanges } = this.#cluster;
    const { tasks, agents, frameworks } = ages;
    const age = query.kind === 'tasks' ? `${tasks}` : `${tasks} ${agents} ${frameworks}`;
    const kept = this.#kept.get(key);
    if (kept?.age === age) return kept;
    const changes = kept === undefined ? undefined : taskChanges.findSince(kept.taskAge);
    if (kept !== undefined && changes !== undefined && query.kind === 'tasks') {
      this.#follow(kept, changes, query);
    } else this.#kept.set(key, this.#anew(query, kept?.search));
    const fresh = this.#kept.get(key)!;
    fresh.age = age;
    fresh.taskAge = taskChanges.age;
    return fresh;
  }

  #anew(query: RowsQuery, known: Search<object> | undefined): Kept {
    const search = known ?? parseSearch(query.search, searchOf(query.kind));
    const candidates = candidatesOf(this.#cluster, query);
    const all = !search.ok
      ? []
      : search.isEmpty
        ? candidates
        : candidates.filter((row) => search.matches(row));
    all.sort(ordered(query));
    return { age: '', taskAge: 0, all, total: candidates.length, search };
  }

  #follow(kept: Kept, changes: readonly Change<Task>[], query: RowsQuery): void {
    const left = new Set<object>();
    const come = new Set<Task>();
    for (const { before, after } of changes) {
      if (before !== undefined && !come.delete(before)) left.add(before);
      if (after !== undefined) come.add(after);
    }
    for (const row of left) if (isCandidate(row as Task, query)) kept.total--;
    const added: Task[] = [];
    for (const row of come) {
      if (!isCandidate(row, query)) continue;
      kept.total++;
      withNames(this.#cluster, row);
      if (kept.search.ok && kept.search.matches(row)) added.push(row);
    }
    const stayed = kept.all.filter((row) => !left.has(row));
    kept.all = merge(stayed, added.toSorted(ordered(query)), ordered(query));
  }
}

function searchOf(kind: RowsQuery['kind']): Searchable<object> {
  const searches = { tasks: taskSearch, agents: agentSearch, frameworks: frameworkSearch };
  return searches[kind] as unknown as Searchable<object>;
}

/** Columns that no row has as such. */
const reckoned: Readonly<Record<string, (row: object) => number | string>> = {
  durationMs: (row) => lifeMs(row as Task),
  suppressedRoles: (row) => (row as Framework).suppressedRoles.join(),
};

/** Equal ones keep their order. */
function ordered({ sort, isDescending }: Ordering): (left: object, right: object) => number {
  const valueOf = reckoned[sort] ?? ((row: object) => row[sort as keyof object]);
  const sign = isDescending ? -1 : 1;
  return (left, right) => {
    const [a, b] = [valueOf(left), valueOf(right)];
    if (a === b) return 0;
    return (a < b ? -1 : 1) * sign;
  };
}

/** Few into many: each finds its place by halving. */
function merge(
  many: object[],
  few: readonly object[],
  order: (left: object, right: object) => number,
): object[] {
  if (few.length === 0) return many;
  const merged: object[] = [];
  let from = 0;
  for (const row of few) {
    const to = placeOf(row, many, from, order);
    for (; from < to; from++) merged.push(many[from]!);
    merged.push(row);
  }
  for (; from < many.length; from++) merged.push(many[from]!);
  return merged;
}

/** Behind its equals. */
function placeOf(
  row: object,
  rows: readonly object[],
  from: number,
  order: (left: object, right: object) => number,
): number {
  let [low, high] = [from, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(row, rows[middle]!) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What is only for searching stays here. */
function toShow(row: object): object {
  if (!('searchText' in row)) return row;
  const { searchText: _, ...shown } = row;
  return shown;
}
