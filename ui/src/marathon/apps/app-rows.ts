/** Apps and groups as rows: what is searched, how groups add up, in which order. */
import type { Searchable } from '../../search/grammar.ts';
import { type App, healthOf, type Queued, type Status, statusOf, timeOf } from '../model.ts';
import { type Cause, causeOf } from './causes.ts';

export interface Row {
  readonly id: string;
  readonly label: string;
  readonly isGroup: boolean;
  readonly isPod: boolean;
  readonly app: App;
  readonly status: Status;
  readonly instances: number;
  readonly cpus: number;
  readonly mem: number;
  /** The worst first when sorted downwards: what share is not well. */
  readonly health: number;
  /** Why it is not as it should be; undefined: it is. */
  readonly cause: Cause | undefined;
  /** What the column of causes is sorted by. */
  readonly why: string;
  /** When its definition changed. */
  readonly age: number;
  /** Of a group: its own and those further down. */
  readonly appCount: number;
}

export const statuses: readonly Status[] = [
  'running',
  'deploying',
  'suspended',
  'delayed',
  'waiting',
];
export const healths = ['healthy', 'unhealthy', 'unknown'] as const;
type Health = (typeof healths)[number];

export const search: Searchable<Row> = {
  text: ({ id, app }) =>
    `${id}\n${Object.entries(app.labels ?? {})
      .map(([name, value]) => `${name}:${value}`)
      .join('\n')}`,
  fields: {
    id: ({ id }) => id,
    status: ({ status }) => status,
    instances: ({ instances }) => instances,
    cpus: ({ cpus }) => cpus,
    mem: ({ mem }) => mem,
    label: ({ app }) =>
      Object.entries(app.labels ?? {})
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
  },
  facts: {
    healthy: ({ app }) => healthNames(app).includes('healthy'),
    unhealthy: ({ app }) => healthNames(app).includes('unhealthy'),
    running: ({ status }) => status === 'running',
    pod: ({ isPod }) => isPod,
    waiting: ({ status }) => status === 'waiting' || status === 'delayed',
  },
};

export function healthNames(app: App): Health[] {
  const { tasksHealthy, tasksUnhealthy, tasksRunning } = app;
  const names: Health[] = [];
  if (tasksHealthy > 0) names.push('healthy');
  if (tasksUnhealthy > 0) names.push('unhealthy');
  if (tasksRunning > tasksHealthy + tasksUnhealthy) names.push('unknown');
  return names;
}

export function hasVolumes({ container }: App): boolean {
  return (container?.volumes ?? []).some(
    ({ persistent, external }) => persistent !== undefined || external !== undefined,
  );
}

export interface RowParts {
  readonly app: App;
  readonly isPod: boolean;
  readonly queued: Queued | undefined;
  /** What a deployment of it waits for. */
  readonly blocker: string;
}

export function rowOf({ app, isPod, queued, blocker }: RowParts): Row {
  const { id, instances, cpus, mem, versionInfo, version } = app;
  const cause = causeOf(app, queued, blocker);
  return {
    id,
    label: id.slice(id.lastIndexOf('/') + 1),
    isGroup: false,
    isPod,
    app,
    status: statusOf(app, queued),
    instances,
    cpus: cpus * instances,
    mem: mem * instances,
    health: sickness(app),
    cause,
    why: cause === undefined ? '' : `${cause.kind} ${cause.text}`,
    age: timeOf(versionInfo?.lastConfigChangeAt ?? version) || 0,
    appCount: 1,
  };
}

/** What is unhealthy counts most, then what nobody knows of, then what is not there. */
function sickness(app: App): number {
  const { unhealthy, unknown, staged, unscheduled } = healthOf(app);
  const all = Math.max(1, app.instances);
  return (unhealthy * 1_000 + unscheduled * 100 + staged * 10 + unknown) / all;
}

/** The apps of a group, and its groups with the sums of what is in them, first. */
export function children(group: string, below: readonly Row[], groups: ReadonlySet<string>): Row[] {
  const prefix = group === '/' ? '/' : `${group}/`;
  const found = new Map<string, Row[]>();
  for (const id of groups) {
    if (id === group || !id.startsWith(prefix)) continue;
    const child = childOf(id, prefix);
    if (!found.has(child)) found.set(child, []);
  }
  const own: Row[] = [];
  for (const row of below) {
    const child = childOf(row.id, prefix);
    if (child === row.id) own.push(row);
    else if (found.has(child)) found.get(child)!.push(row);
    else found.set(child, [row]);
  }
  return [...Array.from(found, ([id, rows]) => groupRow(id, rows)), ...own];
}

function childOf(id: string, prefix: string): string {
  const end = id.indexOf('/', prefix.length);
  return end === -1 ? id : id.slice(0, end);
}

function groupRow(id: string, rows: readonly Row[]): Row {
  const sum = (value: (row: Row) => number): number =>
    rows.reduce((total, row) => total + value(row), 0);
  const instances = sum((row) => row.instances);
  const app: App = {
    id,
    instances,
    cpus: 0,
    mem: 0,
    version: '',
    deployments: [],
    tasksStaged: sum(({ app: one }) => one.tasksStaged),
    tasksRunning: sum(({ app: one }) => one.tasksRunning),
    tasksHealthy: sum(({ app: one }) => one.tasksHealthy),
    tasksUnhealthy: sum(({ app: one }) => one.tasksUnhealthy),
  };
  return {
    id,
    label: id.slice(id.lastIndexOf('/') + 1),
    isGroup: true,
    isPod: false,
    app,
    status: worstStatus(rows),
    instances,
    cpus: sum((row) => row.cpus),
    mem: sum((row) => row.mem),
    health: sickness(app),
    cause: undefined,
    why: '',
    age: rows.reduce((latest, { age }) => Math.max(latest, age), 0),
    appCount: rows.length,
  };
}

/** Of all in a group that which wants most attention. */
const byUrgency: readonly Status[] = ['waiting', 'delayed', 'deploying', 'running', 'suspended'];

function worstStatus(rows: readonly Row[]): Status {
  const held = new Set(rows.map(({ status }) => status));
  return byUrgency.find((status) => held.has(status)) ?? 'suspended';
}

export const sortKeys = [
  ...(['id', 'cpus', 'mem', 'status', 'instances', 'health', 'why', 'age'] as const),
] as const;
export type SortKey = (typeof sortKeys)[number];

/** Groups stay on top. */
export function sorted(rows: readonly Row[], by: SortKey, isDescending: boolean): Row[] {
  const sign = isDescending ? -1 : 1;
  return rows.toSorted((left, right) => {
    if (left.isGroup !== right.isGroup) return left.isGroup ? -1 : 1;
    if (left[by] === right[by]) return left.id < right.id ? -1 : 1;
    return (left[by] < right[by] ? -1 : 1) * sign;
  });
}
