/**
 * Blue/green deployments: apps with one HAPROXY_DEPLOYMENT_GROUP are one app to clients. The older
 * one gives labels and ports; as many of its tasks as the newer one has healthy instances drain,
 * but never more than leaves the wanted number of instances.
 */
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { App } from './app.ts';
import { isUsableId, withSlash } from './read-apps.ts';

const groupLabel = 'HAPROXY_DEPLOYMENT_GROUP';

/** Apps of a group become one, with the group's name as id. */
export function mergeDeploymentGroups(apps: readonly App[], problems: Problem[]): readonly App[] {
  const merged: App[] = [];
  const groups = new Map<string, App>();
  for (const app of apps) {
    const group = groupOf(app, problems);
    if (group === undefined) {
      merged.push(app);
      continue;
    }
    const named = { ...app, id: group };
    const previous = groups.get(group);
    groups.set(group, previous === undefined ? named : merge(previous, named));
  }
  merged.push(...groups.values());
  return merged;
}

function groupOf(app: App, problems: Problem[]): string | undefined {
  const group = app.labels.get(groupLabel);
  if (group === undefined) return undefined;
  if (isUsableId(group)) return withSlash(group);
  problems.push(
    problem({
      app: app.id,
      label: groupLabel,
      rule: 'must be a path of letters, digits, dots, dashes and underscores',
      value: group,
      effect: 'the app is served by itself',
    }),
  );
  return undefined;
}

function merge(previous: App, current: App): App {
  const [old, young] = inOrderOfAge(previous, current);
  const target = young.labels.has('HAPROXY_DEPLOYMENT_NEW_INSTANCES')
    ? numberOf(young, 'HAPROXY_DEPLOYMENT_TARGET_INSTANCES', young.instances)
    : 1;
  const healthy = healthyInstancesOf(young, current.healthChecks.length > 0);
  const spare = Math.max(0, healthy + old.instances - target);
  const draining = Math.min(old.tasks.length, healthy, spare);
  const oldTasks = old.tasks.toSorted((a, b) => compare(a.id, b.id));
  return {
    ...old,
    tasks: [
      ...oldTasks.map((task, at) => (at < draining ? { ...task, isDraining: true } : task)),
      ...young.tasks,
    ],
  };
}

/** The one that began first is old; in a hybrid deployment the one that was scaled first. */
function inOrderOfAge(previous: App, current: App): readonly [old: App, young: App] {
  const [old, young] =
    startOf(previous) < startOf(current) ? [previous, current] : [current, previous];
  if (!young.labels.has('HAPROXY_DEPLOYMENT_NEW_INSTANCES')) return [old, young];
  return scaledAt(old) > scaledAt(young) ? [young, old] : [old, young];
}

function startOf(app: App): number {
  return timeOf(app.labels.get('HAPROXY_DEPLOYMENT_STARTED_AT'));
}

function scaledAt(app: App): number {
  return timeOf(app.lastScalingAt);
}

/** An app that does not say when counts as the oldest. */
function timeOf(text: string | undefined): number {
  const time = text === undefined ? Number.NaN : parseIsoTime(text);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

/** Times without a zone are of one zone in all apps; which does not matter for their order. */
function parseIsoTime(text: string): number {
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  return Date.parse(hasZone ? text : `${text}Z`);
}

function healthyInstancesOf(app: App, isChecked: boolean): number {
  return isChecked ? app.tasks.filter((task) => task.isAlive === true).length : app.instances;
}

function numberOf(app: App, label: string, standard: number): number {
  const text = app.labels.get(label);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : standard;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
