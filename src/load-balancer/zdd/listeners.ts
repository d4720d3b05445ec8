/**
 * The servers of an app as balancers see them, from their statistics. A server that drains is in
 * maintenance; it is drained when no request waits for it and no session is left.
 */
import { serverName } from '../config/server-names.ts';
import { endpointsOf } from '../config/endpoints.ts';
import { readApps } from '../model/read-apps.ts';
import { ProblemLog } from '../problem.ts';
import { idOf, labelOf } from './definition.ts';
import type { Definition } from './definition.ts';

export interface Listener {
  readonly proxy: string;
  readonly server: string;
  readonly status: string;
  readonly queued: number;
  readonly sessions: number;
}

/** Statistics as HAProxy gives them with `;csv`: of any version, for columns are found by name. */
export function parseStatistics(csv: string): readonly Listener[] {
  const [heading = '', ...rows] = csv.split('\n');
  const columns = heading.replace(/^#\s*/, '').trim().split(',');
  const at = (row: readonly string[], name: string) => row[columns.indexOf(name)] ?? '';
  return rows.flatMap((line) => {
    const row = fieldsOf(line);
    if (line.trim() === '' || line.startsWith('#')) return [];
    return [
      {
        proxy: at(row, 'pxname'),
        server: at(row, 'svname'),
        status: at(row, 'status'),
        queued: Number(at(row, 'qcur')),
        sessions: Number(at(row, 'scur')),
      },
    ];
  });
}

/** Fields may be in quotes, with commas in them. */
function fieldsOf(line: string): readonly string[] {
  const fields = line.matchAll(/"((?:[^"]|"")*)"(?:,|$)|([^,]*)(?:,|$)/g);
  return [...fields].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

/** Both colours of the app are one backend, of the group's name and the first port. */
export function listenersOf(app: Definition, all: readonly Listener[]): readonly Listener[] {
  const group = (labelOf(app, 'DEPLOYMENT_GROUP') ?? '').replace(/^\//, '').replaceAll('/', '_');
  const backend = `${group}_${labelOf(app, '0_PORT') ?? ''}`;
  return all.filter(
    ({ proxy, server }) => proxy === backend && server !== 'BACKEND' && server !== 'FRONTEND',
  );
}

/** A server without checks counts as up. */
export function isUp({ status }: Listener): boolean {
  return status === 'UP' || status === 'no check';
}

export function isDraining({ status }: Listener): boolean {
  return status === 'MAINT' || status === 'DRAIN';
}

export function isDrained(listener: Listener): boolean {
  return isDraining(listener) && listener.queued === 0 && listener.sessions === 0;
}

/** Tasks of the app whose servers are like this in all balancers. */
export function tasksWhere(
  app: Definition,
  listeners: readonly Listener[],
  balancers: number,
  addresses: ReadonlyMap<string, string>,
  is: (listener: Listener) => boolean,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const listener of listeners) {
    if (is(listener)) counts.set(listener.server, (counts.get(listener.server) ?? 0) + 1);
  }
  return serverNamesOf(app, addresses)
    .filter(({ name }) => counts.get(name) === balancers)
    .map(({ taskId }) => taskId);
}

function serverNamesOf(app: Definition, addresses: ReadonlyMap<string, string>) {
  const [read] = readApps({ apps: [app] })?.apps ?? [];
  if (read === undefined) return [];
  const options = { checksHealth: false, knownHealth: new Map<string, boolean>(), addresses };
  return endpointsOf(read, options, new ProblemLog(idOf(app), [])).map(
    ({ task, address, ports }) => ({
      taskId: task.id,
      name: serverName(task.host, address, ports[0] ?? 0),
    }),
  );
}
