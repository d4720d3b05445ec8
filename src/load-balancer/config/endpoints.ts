/**
 * Which tasks of an app are servers, and where they listen. Tasks that start or end are not; those
 * on agents that the master has lost sight of are, since they may well still run.
 */
import { isIP } from 'node:net';
import type { App, Task } from '../model/app.ts';
import type { ProblemLog } from '../problem.ts';
import type { ConfigurationOptions } from './configuration.ts';

export type EndpointOptions = Pick<
  ConfigurationOptions,
  'checksHealth' | 'knownHealth' | 'addresses'
>;

export interface Endpoint {
  readonly task: Task;
  readonly address: string;
  /** In the order of the app's ports. */
  readonly ports: readonly number[];
}

const statesWithoutTraffic: ReadonlySet<string> = new Set([
  'TASK_STAGING',
  'TASK_STARTING',
  'TASK_KILLING',
  'TASK_FINISHED',
  'TASK_FAILED',
  'TASK_KILLED',
  'TASK_ERROR',
  'TASK_DROPPED',
  'TASK_GONE',
  'TASK_GONE_BY_OPERATOR',
  'TASK_UNKNOWN',
]);

export function endpointsOf(
  app: App,
  options: EndpointOptions,
  log: ProblemLog,
): readonly Endpoint[] {
  const endpoints: Endpoint[] = [];
  for (const task of app.tasks) {
    if (task.state !== undefined && statesWithoutTraffic.has(task.state)) continue;
    if (!isAliveEnough(app, task, options)) continue;
    const address = addressOf(app, task, options, log);
    const ports = portsOf(app, task);
    if (address !== undefined && ports.length > 0) endpoints.push({ task, address, ports });
  }
  return endpoints.toSorted((a, b) => compareHosts(a.task.host, b.task.host));
}

function isAliveEnough(app: App, task: Task, options: EndpointOptions): boolean {
  if (!options.checksHealth || app.healthChecks.length === 0) return true;
  return task.isAlive ?? options.knownHealth.get(task.id) ?? false;
}

function addressOf(
  app: App,
  task: Task,
  options: EndpointOptions,
  log: ProblemLog,
): string | undefined {
  // A task of its own address waits for it for a moment.
  if (app.mode === 'container') return task.ipAddresses.find((address) => isIP(address) > 0);
  if (isIP(task.host) > 0) return task.host;
  const address = options.addresses.get(task.host);
  if (address === undefined || isIP(address) === 0) {
    log.add({
      label: 'tasks',
      rule: 'must run on agents whose names have addresses',
      value: `${task.id} on ${task.host}`,
      effect: 'the task is left out',
    });
    return undefined;
  }
  return address;
}

function portsOf(app: App, task: Task): readonly number[] {
  if (app.mode === 'container') return app.containerPorts;
  if (task.ports.length > 0) return task.ports;
  return app.mode === 'host' || app.definedPorts.length > 0 ? app.definedPorts : app.containerPorts;
}

function compareHosts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
