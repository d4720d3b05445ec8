/**
 * A framework as the older endpoints show it: a short head (all that /state-summary shows), the
 * fields of /state, its tasks, and at the end its offers and executors.
 */
import {
  labelsJson,
  optionalField,
  quoted,
  quotedList,
  resourcesJson,
  secondsJson,
} from '../../operator-api/index.ts';
import { doubleJson } from '../../protocol/codec/json-write.ts';
import {
  type CommandInfo,
  type ExecutorInfo,
  type FrameworkInfo,
  Environment,
} from '../../protocol/generated/mesos.ts';
import { OfferConstraints } from '../../protocol/generated/scheduler.ts';
import type { Resources } from '../../resources/resources.ts';
import type { ExecutorRecord, FrameworkRecord, OfferRecord, TaskRecord } from '../core/state.ts';
import { offeredTo } from '../core/offers/offers.ts';
import { fragmentOf } from './fragments.ts';
import type { Output } from './body.ts';
import { eachOf } from './one-moment.ts';
import { writeElements, writeFragments } from './renderer.ts';
import type { Fragment } from './shelf.ts';
import { keptTaskJson } from './task-json.ts';

/** A framework and its lists, as they were at one instant: texts, and what never changes. */
export interface FrameworkSnapshot {
  /** What begins its text: with the comma before it, and what is behind that in /state only. */
  readonly summary: Fragment;
  readonly details: Fragment;
  readonly tasks: readonly Fragment[];
  readonly unreachableTasks: readonly Fragment[];
  readonly completedTasks: readonly Fragment[];
  readonly offers: readonly OfferRecord[];
  readonly executors: readonly ExecutorRecord[];
  readonly info: FrameworkInfo;
  readonly constraints: OfferConstraints;
}

export function snapshotFramework(framework: FrameworkRecord): FrameworkSnapshot {
  const { info, offerConstraints } = framework;
  return {
    summary: frameworkSummary(framework),
    details: frameworkDetails(framework),
    tasks: Array.from(framework.tasks.values(), keptTaskJson),
    unreachableTasks: Array.from(framework.unreachableTasks.values(), keptTaskJson),
    completedTasks: framework.completedTasks.map(keptTaskJson),
    offers: [...framework.offers],
    executors: [...framework.executors.values()].flatMap((byId) => [...byId.values()]),
    info,
    constraints: offerConstraints.message,
  };
}

/** Makes the texts that a snapshot needs; see one-moment.ts. */
export function* passFrameworks(
  frameworks: Iterable<FrameworkRecord>,
): Generator<undefined, void, undefined> {
  for (const framework of frameworks) {
    frameworkSummary(framework);
    frameworkDetails(framework);
    yield* passTasks(framework, keptTaskJson);
    // Thousands have no tasks.
    yield;
  }
}

/** All tasks of a framework, whatever became of them. */
export function* passTasks(
  { tasks, unreachableTasks, completedTasks }: FrameworkRecord,
  visit: (task: TaskRecord) => unknown,
): Generator<undefined, void, undefined> {
  for (const list of [tasks.values(), unreachableTasks.values(), completedTasks]) {
    yield* eachOf(list, visit);
  }
}

/** The elements of an array, with commas between. */
export function* writeFrameworks(
  output: Output,
  snapshots: readonly FrameworkSnapshot[],
): Generator<undefined, void, undefined> {
  for (const [index, snapshot] of snapshots.entries()) {
    output.writeFragment(snapshot.summary, { first: index === 0 ? 1 : 0 });
    yield* writeFramework(output, snapshot);
    yield;
  }
}

function* writeFramework(
  output: Output,
  snapshot: FrameworkSnapshot,
): Generator<undefined, void, undefined> {
  output.writeFragment(snapshot.details);
  output.write(',"tasks":[');
  yield* writeFragments(output, snapshot.tasks);
  output.write('],"unreachable_tasks":[');
  yield* writeFragments(output, snapshot.unreachableTasks);
  output.write('],"completed_tasks":[');
  yield* writeFragments(output, snapshot.completedTasks);
  output.write('],"offers":[');
  yield* writeElements(output, snapshot.offers, offerJson);
  output.write('],"executors":[');
  yield* writeElements(output, snapshot.executors, executorJson);
  const { labels } = snapshot.info;
  const labelsField = optionalField(
    'labels',
    labels === undefined ? undefined : labelsJson(labels),
  );
  const constraints = OfferConstraints.toJson(snapshot.constraints);
  output.write(`]${labelsField},"offer_constraints":${constraints}}`);
}

/** Without the closing brace. */
export function frameworkSummary(framework: FrameworkRecord): Fragment {
  return fragmentOf(framework, 'old', encodeSummary);
}

function frameworkDetails(framework: FrameworkRecord): Fragment {
  return fragmentOf(framework, 'detail', encodeDetails);
}

function encodeSummary(framework: FrameworkRecord): string {
  const { info, state } = framework;
  const isActive = state === 'active' && framework.unregisteredMs === undefined;
  return (
    `,{"id":${quoted(framework.id)},"name":${quoted(info.name)}` +
    `,"used_resources":${resourcesJson(framework.used)}` +
    `,"offered_resources":${resourcesJson(offeredTo(framework))}` +
    `,"capabilities":${quotedList(framework.capabilities)}` +
    `,"hostname":${quoted(info.hostname ?? '')},"webui_url":${quoted(info.webui_url ?? '')}` +
    `,"active":${isActive},"connected":${isActive},"recovered":${state === 'recovered'}`
  );
}

function encodeDetails(framework: FrameworkRecord): string {
  const { info, reregisteredMs } = framework;
  const { principal } = info;
  const isMultiRole = framework.capabilities.has('MULTI_ROLE');
  return (
    `,"user":${quoted(info.user)},"failover_timeout":${doubleJson(info.failover_timeout ?? 0)}` +
    `,"checkpoint":${info.checkpoint ?? false}` +
    `,"registered_time":${secondsJson(framework.registeredMs)}` +
    `,"unregistered_time":${secondsJson(framework.unregisteredMs ?? 0)}` +
    optionalField('principal', principal === undefined ? undefined : quoted(principal)) +
    `,"resources":${resourcesJson(framework.used.add(offeredTo(framework)))}` +
    optionalField(
      'reregistered_time',
      reregisteredMs === undefined ? undefined : secondsJson(reregisteredMs),
    ) +
    // @compat a framework of many roles has no `role`, one of a single role no `roles`.
    (isMultiRole
      ? `,"roles":${quotedList(info.roles ?? [])}`
      : `,"role":${quoted(info.role ?? '*')}`)
  );
}

function offerJson({ id, framework, agent, role, resources }: OfferRecord): string {
  return (
    `{"id":${quoted(id)},"framework_id":${quoted(framework.id)}` +
    `,"allocation_info":{"role":${quoted(role)}},"slave_id":${quoted(agent.id)}` +
    `,"resources":${resourcesJson(resources)}}`
  );
}

function executorJson({ info, resources, agentId }: ExecutorRecord): string {
  return `${executorInfoFields(info, resources)},"slave_id":${quoted(agentId)}}`;
}

function executorInfoFields(info: ExecutorInfo, resources: Resources): string {
  const role = resources.entries[0]?.kind.allocationRole;
  return (
    `{"executor_id":${quoted(info.executor_id.value)},"name":${quoted(info.name ?? '')}` +
    `,"framework_id":${quoted(info.framework_id?.value ?? '')}` +
    `,"command":${commandJson(info.command ?? {})},"resources":${resourcesJson(resources)}` +
    optionalField('role', role === undefined ? undefined : quoted(role)) +
    optionalField('labels', info.labels === undefined ? undefined : labelsJson(info.labels)) +
    optionalField('type', info.type === undefined ? undefined : quoted(info.type))
  );
}

function commandJson(command: CommandInfo): string {
  const { shell, value, environment, uris = [] } = command;
  const urisJson = uris.map(
    (uri) => `{"value":${quoted(uri.value)},"executable":${uri.executable ?? false}}`,
  );
  return (
    `{${shell === undefined ? '' : `"shell":${shell},`}` +
    (value === undefined ? '' : `"value":${quoted(value)},`) +
    `"argv":${quotedList(command.arguments ?? [])}` +
    optionalField(
      'environment',
      environment === undefined ? undefined : Environment.toJson(environment),
    ) +
    `,"uris":[${urisJson.join()}]}`
  );
}
