/** What a page asks of the cluster in its memory, and the answers; they cross from the worker to the page. */
import { parseSearch, type Searchable, type SearchFault } from '../search/grammar.ts';
import { type Attention, attentionOf } from './attention.ts';
import type { Cluster, Happening } from './cluster.ts';
import {
  type Agent,
  type Amounts,
  type Beat,
  type Framework,
  type Hello,
  listOf,
} from './model.ts';
import type { Task, TaskList } from './model.ts';

export interface RowsQuery {
  readonly kind: 'tasks' | 'agents' | 'frameworks';
  readonly search: string;
  readonly sort: string;
  readonly isDescending: boolean;
  readonly from: number;
  readonly count: number;
  /** Of tasks. */
  readonly list?: TaskList | undefined;
  readonly framework?: string | undefined;
  readonly agent?: string | undefined;
  /** Of agents and frameworks: the states that are shown. */
  readonly states?: readonly string[] | undefined;
}

export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly from: number;
  /** How many match. */
  readonly matched: number;
  readonly total: number;
  readonly fault?: SearchFault | undefined;
}

export interface Summary {
  readonly hello: Hello | undefined;
  readonly beat: Beat | undefined;
  readonly isWhole: boolean;
  readonly taskCounts: Readonly<Record<string, number>>;
  readonly agentCounts: Readonly<Record<string, number>>;
  readonly listCounts: Readonly<Record<TaskList, number>>;
  readonly frameworks: number;
  readonly total: Amounts;
  readonly used: Amounts;
  /** Newest first. */
  readonly happenings: readonly Happening[];
  readonly attention: readonly Attention[];
}

export const taskSearch: Searchable<Task> = {
  text: ({ id, name, framework, frameworkName = '', host = '', role, state }) =>
    `${id}\n${name}\n${framework}\n${frameworkName}\n${host}\n${role}\n${state}`,
  fields: {
    id: ({ id }) => id,
    name: ({ name }) => name,
    role: ({ role }) => role,
    state: ({ state }) => state,
    host: ({ host = '' }) => host,
    agent: ({ agent }) => agent,
    framework: ({ framework, frameworkName = '' }) => `${frameworkName} ${framework}`,
    executor: ({ executor }) => executor,
    reason: ({ reason }) => reason,
    message: ({ message }) => message,
    cpus: ({ cpus }) => cpus,
    gpus: ({ gpus }) => gpus,
    mem: ({ mem }) => mem,
    disk: ({ disk }) => disk,
  },
  facts: {
    healthy: ({ health }) => health === 1,
    unhealthy: ({ health }) => health === -1,
    running: ({ state }) => state === 'RUNNING',
    failed: ({ state }) => state === 'FAILED' || state === 'ERROR' || state === 'LOST',
  },
};

export const agentSearch: Searchable<Agent> = {
  text: ({ id, hostname, state, attributes, version }) =>
    `${id}\n${hostname}\n${state}\n${attributes}\n${version}`,
  fields: {
    id: ({ id }) => id,
    host: ({ hostname }) => hostname,
    state: ({ state }) => state,
    version: ({ version }) => version,
    attribute: ({ attributes }) => attributes,
    region: ({ region }) => region,
    zone: ({ zone }) => zone,
    tasks: ({ activeTasks }) => activeTasks,
    cpus: ({ cpus }) => cpus,
    gpus: ({ gpus }) => gpus,
    mem: ({ mem }) => mem,
    disk: ({ disk }) => disk,
  },
  facts: {
    active: ({ state }) => state === 'active',
    idle: ({ activeTasks }) => activeTasks === 0,
    full: ({ cpus, usedCpus, mem, usedMem }) => usedCpus >= cpus * 0.95 || usedMem >= mem * 0.95,
  },
};

export const frameworkSearch: Searchable<Framework> = {
  text: ({ id, name, user, roles, hostname, principal }) =>
    `${id}\n${name}\n${user}\n${roles.join(' ')}\n${hostname}\n${principal}`,
  fields: {
    id: ({ id }) => id,
    name: ({ name }) => name,
    user: ({ user }) => user,
    role: ({ roles }) => roles.join(' '),
    host: ({ hostname }) => hostname,
    principal: ({ principal }) => principal,
    state: ({ state }) => state,
    tasks: ({ activeTasks }) => activeTasks,
    cpus: ({ cpus }) => cpus,
    mem: ({ mem }) => mem,
  },
  facts: {
    active: ({ state }) => state === 'active',
    idle: ({ activeTasks }) => activeTasks === 0,
    suppressed: ({ suppressedRoles }) => suppressedRoles.length > 0,
  },
};

/** The rows that match, sorted; the caller cuts out what is seen, and keeps the rest for scrolling. */
export function findRows(cluster: Cluster, query: RowsQuery): Rows<object> & { all: object[] } {
  switch (query.kind) {
    case 'tasks':
      return select(tasksOf(cluster, query), taskSearch, query);
    case 'agents':
      return select(ofStates(cluster.agents.values(), query), agentSearch, query);
    case 'frameworks':
      return select(ofStates(cluster.frameworks.values(), query), frameworkSearch, query);
  }
}

function select<Row extends object>(
  candidates: Row[],
  about: Searchable<Row>,
  { search, sort, isDescending, from, count }: RowsQuery,
): Rows<Row> & { all: Row[] } {
  const parsed = parseSearch(search, about);
  const total = candidates.length;
  if (!parsed.ok) return { rows: [], all: [], from: 0, matched: 0, total, fault: parsed.fault };
  const all = parsed.isEmpty ? candidates : candidates.filter((row) => parsed.matches(row));
  sortBy(all, sort as keyof Row, isDescending);
  return { rows: all.slice(from, from + count), all, from, matched: all.length, total };
}

/** Equal ones keep their order. */
function sortBy<Row>(rows: Row[], key: keyof Row, isDescending: boolean): void {
  const sign = isDescending ? -1 : 1;
  rows.sort((left, right) => {
    const [a, b] = [left[key], right[key]];
    if (a === b) return 0;
    return (a < b ? -1 : 1) * sign;
  });
}

function* chosenLists(
  cluster: Cluster,
  framework: string | undefined,
): Generator<Map<string, Task>> {
  if (framework === undefined) yield* cluster.tasks.values();
  else yield cluster.tasks.get(framework) ?? new Map<string, Task>();
}

function tasksOf(cluster: Cluster, { list, framework, agent }: RowsQuery): Task[] {
  const found: Task[] = [];
  for (const tasks of chosenLists(cluster, framework)) {
    for (const task of tasks.values()) {
      if (list !== undefined && listOf(task.state) !== list) continue;
      if (agent !== undefined && task.agent !== agent) continue;
      found.push(withNames(cluster, task));
    }
  }
  return found;
}

/** Written into the row itself: names hardly ever change, and rows are replaced when tasks do. */
function withNames(cluster: Cluster, task: Task): Task {
  const named = task as { host?: string; frameworkName?: string };
  named.host ??= cluster.agents.get(task.agent)?.hostname ?? '';
  named.frameworkName ??= cluster.frameworks.get(task.framework)?.name ?? '';
  return task;
}

function ofStates<Row extends { readonly state: string }>(
  rows: Iterable<Row>,
  { states }: RowsQuery,
): Row[] {
  const all = [...rows];
  return states === undefined ? all : all.filter(({ state }) => states.includes(state));
}

const shownHappenings = 20;

export function summarize(cluster: Cluster, nowMs: number): Summary {
  const total = { cpus: 0, gpus: 0, mem: 0, disk: 0 };
  const used = { cpus: 0, gpus: 0, mem: 0, disk: 0 };
  for (const agent of cluster.agents.values()) {
    total.cpus += agent.cpus;
    total.gpus += agent.gpus;
    total.mem += agent.mem;
    total.disk += agent.disk;
    used.cpus += agent.usedCpus;
    used.gpus += agent.usedGpus;
    used.mem += agent.usedMem;
    used.disk += agent.usedDisk;
  }
  let frameworks = 0;
  for (const { state } of cluster.frameworks.values()) if (state !== 'completed') frameworks++;
  return {
    hello: cluster.hello,
    beat: cluster.beat,
    isWhole: cluster.isWhole,
    taskCounts: Object.fromEntries(cluster.taskCounts),
    agentCounts: Object.fromEntries(cluster.agentCounts),
    listCounts: cluster.listCounts,
    frameworks,
    total,
    used,
    happenings: cluster.happenings.slice(-shownHappenings).toReversed(),
    attention: attentionOf(cluster, nowMs),
  };
}
