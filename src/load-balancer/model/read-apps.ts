/**
 * Marathon's answer to `GET /v2/apps?embed=apps.tasks`, read leniently: it comes from any version,
 * and what is odd in one app or task must not hide the others. An app without a usable id, a task
 * without host and a label that is no text are problems of their own; the rest is served.
 */
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { App, HealthCheck, Task } from './app.ts';
import { asObject, countIn, listIn, objectIn, objectsIn, textIn } from './fields.ts';
import type { JsonObject } from './fields.ts';
import { portsOf } from './ports.ts';

export interface ReadApps {
  readonly apps: readonly App[];
  readonly problems: readonly Problem[];
}

/** What may stand in names of HAProxy, and the slashes of ids. */
const usableId = /^\/?[A-Za-z0-9._:-]+(\/[A-Za-z0-9._:-]+)*$/;
const usableHost = /^[A-Za-z0-9._:-]+$/;

/** What Marathon takes when a definition does not say. */
const standardCheck = {
  timeoutSeconds: 20,
  intervalSeconds: 60,
  gracePeriodSeconds: 300,
  maxConsecutiveFailures: 3,
};

/** `undefined` when it is no answer of Marathon at all. */
export function readApps(answer: unknown): ReadApps | undefined {
  const entries = asObject(answer)?.['apps'];
  if (!Array.isArray(entries)) return undefined;
  const problems: Problem[] = [];
  const apps = entries.flatMap((entry, at) => readApp(entry, at, problems) ?? []);
  return { apps, problems };
}

function readApp(entry: unknown, at: number, problems: Problem[]): App | undefined {
  const app = asObject(entry);
  const id = textIn(app, 'id');
  if (app === undefined || id === undefined || !isUsableId(id)) {
    problems.push(
      problem({
        label: `apps[${at}].id`,
        rule: 'must be a path of letters, digits, dots, dashes and underscores',
        value: id ?? (JSON.stringify(entry)?.slice(0, 100) || ''),
        effect: 'the app is left out',
      }),
    );
    return undefined;
  }
  const tasks = readTasks(app, id, problems);
  const lastScalingAt = textIn(objectIn(app, 'versionInfo'), 'lastScalingAt');
  return {
    id: withSlash(id),
    labels: readLabels(app, id, problems),
    instances: countIn(app, 'instances') ?? tasks.length,
    ...portsOf(app),
    healthChecks: objectsIn(app, 'healthChecks').map(readHealthCheck),
    tasks,
    ...(lastScalingAt === undefined ? {} : { lastScalingAt }),
  };
}

export function isUsableId(id: string): boolean {
  return usableId.test(id);
}

export function withSlash(id: string): string {
  return id.startsWith('/') ? id : `/${id}`;
}

function readLabels(app: JsonObject, id: string, problems: Problem[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const [name, value] of Object.entries(objectIn(app, 'labels') ?? {})) {
    if (typeof value === 'string') labels.set(name, value);
    else if (name.startsWith('HAPROXY_') && value !== null) {
      problems.push(
        problem({
          app: withSlash(id),
          label: name,
          rule: 'must be text',
          value: JSON.stringify(value),
          effect: 'the label is ignored',
        }),
      );
    }
  }
  return labels;
}

function readHealthCheck(check: JsonObject): HealthCheck {
  const portIndex = countIn(check, 'portIndex');
  const port = countIn(check, 'port');
  return {
    protocol: textIn(check, 'protocol') ?? 'HTTP',
    path: textIn(check, 'path') ?? '/',
    ...(portIndex === undefined ? {} : { portIndex }),
    // 0 is no port.
    ...(port === undefined || port === 0 ? {} : { port }),
    timeoutSeconds: countIn(check, 'timeoutSeconds') ?? standardCheck.timeoutSeconds,
    intervalSeconds: countIn(check, 'intervalSeconds') ?? standardCheck.intervalSeconds,
    gracePeriodSeconds: countIn(check, 'gracePeriodSeconds') ?? standardCheck.gracePeriodSeconds,
    maxConsecutiveFailures:
      countIn(check, 'maxConsecutiveFailures') ?? standardCheck.maxConsecutiveFailures,
  };
}

function readTasks(app: JsonObject, id: string, problems: Problem[]): readonly Task[] {
  const tasks: Task[] = [];
  for (const entry of objectsIn(app, 'tasks')) {
    const task = readTask(entry);
    if (task !== undefined) tasks.push(task);
    // Marathon lists tasks that wait for an agent without a host.
    else if (textIn(entry, 'host')) problems.push(unusableTask(entry, id));
  }
  return tasks;
}

function readTask(entry: JsonObject): Task | undefined {
  const id = textIn(entry, 'id');
  const host = textIn(entry, 'host');
  if (id === undefined || host === undefined || !usableHost.test(host)) return undefined;
  const state = textIn(entry, 'state');
  const results = entry['healthCheckResults'];
  return {
    id,
    host,
    ports: listIn(entry, 'ports').filter((port): port is number => typeof port === 'number'),
    ipAddresses: objectsIn(entry, 'ipAddresses').flatMap((of) => textIn(of, 'ipAddress') ?? []),
    isDraining: false,
    ...(state === undefined ? {} : { state }),
    // No results: a leader that is new has not checked it yet.
    ...(Array.isArray(results) && results.length > 0
      ? { isAlive: results.some((result) => asObject(result)?.['alive'] === true) }
      : {}),
  };
}

function unusableTask(entry: JsonObject, id: string): Problem {
  return problem({
    app: withSlash(id),
    label: 'tasks',
    rule: 'a task must have an id, and a host name or address',
    value: `${textIn(entry, 'id') ?? ''} on ${textIn(entry, 'host') ?? ''}`,
    effect: 'the task is left out',
  });
}
