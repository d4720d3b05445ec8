/** Apps as the API shows them: the definition, and what is embedded at the client's wish. */
import type { Core } from '../../core/environment.ts';
import { renderApp } from '../../definitions/render/app.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { Instance } from '../../model/instance.ts';
import { renderTimestamp } from '../../model/timestamps.ts';
import { taskStatsOf } from './task-stats.ts';
import { reservationsOf } from './reservations.ts';
import { tasksOf } from './tasks.ts';

export const appEmbeds = [
  'tasks',
  'counts',
  'deployments',
  'readiness',
  'lastTaskFailure',
  'taskStats',
  // Beyond Marathon.
  'reservations',
] as const;

export type AppEmbed = (typeof appEmbeds)[number];

/** Of values such as "apps.tasks": those that begin so and are known. */
export function embedsOf(values: readonly string[], prefixes: readonly string[]): Set<AppEmbed> {
  const embeds = new Set<AppEmbed>();
  for (const value of values.flatMap((each) => each.split(','))) {
    const prefix = prefixes.find((each) => value.startsWith(each));
    if (prefix === undefined) continue;
    const name = value.slice(prefix.length);
    if (name === 'failures') {
      for (const each of ['lastTaskFailure', 'tasks', 'deployments', 'counts'] as const) {
        embeds.add(each);
      }
    }
    const known = appEmbeds.find((each) => each === name);
    if (known !== undefined) embeds.add(known);
    // @compat Who asks for tasks is shown deployments, too.
    if (known === 'tasks') embeds.add('deployments');
  }
  return embeds;
}

export interface Counts {
  readonly tasksStaged: number;
  readonly tasksRunning: number;
  readonly tasksHealthy: number;
  readonly tasksUnhealthy: number;
}

export function countsOf(core: Core, instances: Iterable<Instance>, hasChecks: boolean): Counts {
  let tasksStaged = 0;
  let tasksRunning = 0;
  let tasksHealthy = 0;
  let tasksUnhealthy = 0;
  for (const instance of instances) {
    if (isStaged(instance)) tasksStaged++;
    if (instance.condition !== 'Running') continue;
    tasksRunning++;
    const healthy = hasChecks ? core.health.isHealthy(instance) : undefined;
    if (healthy === true) tasksHealthy++;
    if (healthy === false) tasksUnhealthy++;
  }
  return { tasksStaged, tasksRunning, tasksHealthy, tasksUnhealthy };
}

export function isStaged({ condition, tasks }: Instance): boolean {
  return tasks.length > 0 && ['Provisioned', 'Staging', 'Starting'].includes(condition);
}

export function renderAppInfo(core: Core, app: AppDefinition, embeds: Set<AppEmbed>): unknown {
  const failure = core.instances.lastFailureOf(app.id);
  const deployment = core.deployments.of(app.id);
  return renderApp(app, {
    ...(embeds.has('counts')
      ? countsOf(core, core.instances.of(app.id), app.healthChecks.length > 0)
      : {}),
    ...(embeds.has('deployments')
      ? { deployments: deployment === undefined ? [] : [{ id: deployment.plan.id }] }
      : {}),
    ...(embeds.has('readiness') ? { readinessCheckResults: core.health.readinessOf(app.id) } : {}),
    ...(embeds.has('tasks') ? { tasks: tasksOf(core, app.id) } : {}),
    ...(embeds.has('lastTaskFailure') && failure !== undefined
      ? {
          lastTaskFailure: {
            appId: failure.appId,
            host: failure.host,
            message: failure.message,
            state: failure.state,
            taskId: failure.taskId,
            timestamp: renderTimestamp(failure.timestamp),
            version: renderTimestamp(failure.version),
            slaveId: failure.agentId,
            ...(failure.reason === undefined ? {} : { reason: failure.reason }),
          },
        }
      : {}),
    ...(embeds.has('taskStats') ? { taskStats: taskStatsOf(core, app) } : {}),
    ...(embeds.has('reservations') ? { reservations: reservationsOf(core, app.id) } : {}),
  });
}
