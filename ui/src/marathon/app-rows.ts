/** Apps and groups as rows: what is searched, how groups add up, in which order. */
import type { Searchable } from '../search/grammar.ts';
import type { App, Status } from './model.ts';

export interface Row {
  readonly id: string;
  readonly label: string;
  readonly isGroup: boolean;
  readonly app: App;
  readonly status: Status;
  readonly instances: number;
  readonly cpus: number;
  readonly mem: number;
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

export function rowOf(app: App, status: Status): Row {
  const { id, instances, cpus, mem } = app;
  const label = id.split('/').at(-1)!;
  return {
    id,
    label,
    isGroup: false,
    app,
    status,
    instances,
    cpus: cpus * instances,
    mem: mem * instances,
  };
}

/** The apps of a group, and its groups with the sums of what is in them, first. */
export function children(group: string, below: readonly Row[], groups: ReadonlySet<string>): Row[] {
  const prefix = group === '/' ? '/' : `${group}/`;
  const found = new Map<string, Row[]>();
  for (const id of groups) {
    if (id !== group && id.startsWith(prefix)) {
      const child = prefix + id.slice(prefix.length).split('/')[0]!;
      if (!found.has(child)) found.set(child, []);
    }
  }
  const own: Row[] = [];
  for (const row of below) {
    const [first, ...rest] = row.id.slice(prefix.length).split('/');
    if (rest.length === 0) own.push(row);
    else {
      const child = prefix + first!;
      found.set(child, [...(found.get(child) ?? []), row]);
    }
  }
  return [...Array.from(found, ([id, rows]) => groupRow(id, rows)), ...own];
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
    label: id.split('/').at(-1)!,
    isGroup: true,
    app,
    status: 'running',
    instances,
    cpus: sum((row) => row.cpus),
    mem: sum((row) => row.mem),
  };
}

/** Groups stay on top. */
export function sorted(rows: readonly Row[], key: string, isDescending: boolean): Row[] {
  const sign = isDescending ? -1 : 1;
  const by = key as 'id' | 'cpus' | 'mem' | 'status' | 'instances';
  return [...rows].toSorted((left, right) => {
    if (left.isGroup !== right.isGroup) return left.isGroup ? -1 : 1;
    if (left[by] === right[by]) return left.id < right.id ? -1 : 1;
    return (left[by] < right[by] ? -1 : 1) * sign;
  });
}
