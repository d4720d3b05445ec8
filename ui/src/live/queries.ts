/** What a page asks of the cluster in its memory, and the answers; they cross from the worker to the page. */
import type { Searchable, SearchFault } from '../search/grammar.ts';
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
  /** Exactly this. */
  readonly taskName?: string | undefined;
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
  text: searchTextOf,
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

/** Very long ones are cut by the master, and are no JSON any more. */
function attributesOf(json: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(json) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

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
  labels: ({ attributes }) => attributesOf(attributes),
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

/** All that a table is about; the caller filters and sorts them. */
export function candidatesOf(cluster: Cluster, query: RowsQuery): object[] {
  switch (query.kind) {
    case 'tasks':
      return tasksOf(cluster, query);
    case 'agents':
      return ofStates(cluster.agents.values(), query);
    case 'frameworks':
      return withShares(cluster, ofStates(cluster.frameworks.values(), query));
  }
}

export function isCandidate(task: Task, query: RowsQuery): boolean {
  const { list, framework, agent, taskName } = query;
  if (taskName !== undefined && task.name !== taskName) return false;
  if (list !== undefined && listOf(task.state) !== list) return false;
  if (framework !== undefined && task.framework !== framework) return false;
  return agent === undefined || task.agent === agent;
}

function tasksOf(cluster: Cluster, query: RowsQuery): Task[] {
  const { framework } = query;
  const found: Task[] = [];
  const chosen =
    framework === undefined ? cluster.tasks.values() : [cluster.tasks.get(framework) ?? new Map()];
  for (const tasks of chosen as Iterable<Map<string, Task>>) {
    for (const task of tasks.values()) {
      if (isCandidate(task, query)) found.push(withNames(cluster, task));
    }
  }
  return found;
}

/** Written into the row itself: names hardly ever change, and rows are replaced when tasks do. */
export function withNames(cluster: Cluster, task: Task): Task {
  const named = task as { host?: string; frameworkName?: string };
  named.host ||= cluster.agents.get(task.agent)?.hostname ?? '';
  named.frameworkName ||= cluster.frameworks.get(task.framework)?.name ?? '';
  return task;
}

/** Kept in the row: a search looks into a hundred thousand of them, at each key typed. */
function searchTextOf(task: Task): string {
  const { id, name, framework, frameworkName = '', host = '', role, state } = task;
  const kept = task as { searchText?: string };
  kept.searchText ||=
    `${id}\n${name}\n${framework}\n${frameworkName}\n${host}\n${role}\n${state}`.toLowerCase();
  return kept.searchText;
}

const preparedInOneGo = 500;

/** What the first search would have to do with somebody waiting; some of it at a time. */
export function* prepareSearch(cluster: Cluster): Generator<void, void, undefined> {
  let done = 0;
  for (const tasks of cluster.tasks.values()) {
    for (const task of tasks.values()) {
      searchTextOf(withNames(cluster, task));
      if (++done % preparedInOneGo === 0) yield;
    }
  }
}

function ofStates<Row extends { readonly state: string }>(
  rows: Iterable<Row>,
  { states }: RowsQuery,
): Row[] {
  const all = [...rows];
  return states === undefined ? all : all.filter(({ state }) => states.includes(state));
}

/** Of what no agent has nobody has a share. */
function withShares(cluster: Cluster, frameworks: Framework[]): Framework[] {
  const { total } = sums(cluster);
  for (const framework of frameworks) {
    const shares = amountKeys.map((key) => (total[key] === 0 ? 0 : framework[key] / total[key]));
    framework.maxShare = Math.max(...shares);
  }
  return frameworks;
}

const shownHappenings = 20;

const amountKeys = ['cpus', 'gpus', 'mem', 'disk'] as const;

function sums(cluster: Cluster): { readonly total: Amounts; readonly used: Amounts } {
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
  return { total, used };
}

export function summarize(cluster: Cluster, nowMs: number): Summary {
  const { total, used } = sums(cluster);
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
