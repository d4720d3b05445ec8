/**
 * The JSON of the older endpoints (/state, /tasks, /slaves, ...): flat, with v0 names ("slave_id"),
 * resources summed up by name. Master and agent write these the same way. Functions return JSON
 * text, so that callers can keep fragments and join them.
 */
import { doubleJson } from '../protocol/codec/json-write.ts';
import {
  ContainerInfo,
  DiscoveryInfo,
  HealthCheck,
  NetworkInfo,
  Resource,
  type Attribute,
  type ContainerStatus,
  type Labels,
  type Task,
  type TaskInfo,
  type TaskStatus,
} from '../protocol/generated/mesos.ts';
import type { Entry } from '../resources/entry.ts';
import { rangesText } from '../resources/ranges.ts';
import { convertToEndpointFormat } from '../resources/refinement.ts';
import { Resources } from '../resources/resources.ts';

/** `[name, JSON text]`; undefined values are left out. */
export type JsonField = readonly [name: string, json: string | undefined];

export function objectJson(fields: readonly JsonField[]): string {
  let text = '';
  for (const [name, json] of fields) {
    if (json === undefined) continue;
    text += `${text === '' ? '' : ','}"${name}":${json}`;
  }
  return `{${text}}`;
}

export function arrayJson<T>(items: Iterable<T>, write: (item: T) => string): string {
  let text = '';
  for (const item of items) text += `${text === '' ? '' : ','}${write(item)}`;
  return `[${text}]`;
}

export function stringJson(value: string | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

/** Always there, in this order, even when there is nothing of it. */
const firstNames = ['disk', 'mem', 'gpus', 'cpus'] as const;

/** {"disk":0.0,"mem":32.0,"gpus":0.0,"cpus":0.1,"ports":"[31000-32000]"} */
export function resourcesJson(resources: Resources): string {
  const scalars = new Map<string, number>(firstNames.map((name) => [name, 0]));
  const texts = new Map<string, string>();
  for (const [name, entry] of entriesByName(resources)) {
    if (entry.kind.type === 'SCALAR') {
      scalars.set(name, (scalars.get(name) ?? 0) + entry.thousandths);
    } else {
      texts.set(name, joined(texts.get(name), amountJsonText(entry)));
    }
  }
  return objectJson([
    ...[...scalars].map(([name, sum]): JsonField => [name, doubleJson(sum / 1000)]),
    ...[...texts].map(([name, text]): JsonField => [name, JSON.stringify(text)]),
  ]);
}

function* entriesByName(resources: Resources): Iterable<[string, Entry]> {
  for (const entry of resources.entries) {
    const { name, isRevocable } = entry.kind;
    yield [isRevocable ? `${name}_revocable` : name, entry];
  }
}

function amountJsonText(entry: Entry): string {
  return entry.kind.type === 'RANGES' ? rangesText(entry.ranges) : `{${entry.items.join(', ')}}`;
}

/** Two entries of one name (ports of two roles) are shown as one: "[1-2, 5-6]". */
function joined(before: string | undefined, text: string): string {
  return before === undefined ? text : `${before.slice(0, -1)}, ${text.slice(1)}`;
}

/** Each resource in full, in old and new format at once, without the role it is allocated to. */
export function fullResourcesJson(resources: Resources): string {
  return arrayJson(resources.unallocate().toMessages(), (resource) =>
    Resource.toJson(convertToEndpointFormat(resource)),
  );
}

/** {"role": ...} for every role that something is reserved to. */
export function byReservation(resources: Resources, write: (of: Resources) => string): string {
  const fields = [...resources.reservations()].map(([role, reserved]): JsonField => {
    return [JSON.stringify(role).slice(1, -1), write(reserved)];
  });
  return objectJson(fields);
}

/** {"rack":"r1","cores":8.0,"ports":"[1-2]"} */
export function attributesJson(attributes: readonly Attribute[] | undefined): string {
  return objectJson(
    (attributes ?? []).map((attribute): JsonField => {
      return [JSON.stringify(attribute.name).slice(1, -1), attributeJson(attribute)];
    }),
  );
}

function attributeJson({ scalar, ranges, set, text }: Attribute): string {
  if (scalar !== undefined) return doubleJson(scalar.value);
  if (ranges !== undefined) {
    const parts = (ranges.range ?? []).map(({ begin, end }) => `${begin}-${end}`);
    return JSON.stringify(`[${parts.join(', ')}]`);
  }
  if (set !== undefined) return JSON.stringify(`{${(set.item ?? []).join(', ')}}`);
  return JSON.stringify(text?.value ?? '');
}

export function labelsJson(labels: Labels | undefined): string | undefined {
  if (labels === undefined) return undefined;
  return arrayJson(labels.labels ?? [], ({ key, value }) =>
    objectJson([
      ['key', JSON.stringify(key)],
      ['value', stringJson(value)],
    ]),
  );
}

/** The role that the resources of a task or an executor are allocated to. */
export function allocationRole(resources: readonly Resource[] | undefined): string | undefined {
  return resources?.find(({ allocation_info }) => allocation_info?.role !== undefined)
    ?.allocation_info?.role;
}

export function taskJson(task: Task): string {
  const { discovery, container, health_check: healthCheck } = task;
  return objectJson([
    ['id', JSON.stringify(task.task_id.value)],
    ['name', JSON.stringify(task.name)],
    ['framework_id', JSON.stringify(task.framework_id.value)],
    // @compat "" for command tasks, whose executor is the agent's own affair.
    ['executor_id', JSON.stringify(task.executor_id?.value ?? '')],
    ['slave_id', JSON.stringify(task.agent_id.value)],
    ['state', JSON.stringify(task.state)],
    ['resources', resourcesJson(Resources.fromMessages(task.resources))],
    ['role', stringJson(allocationRole(task.resources))],
    ['statuses', arrayJson(task.statuses ?? [], statusJson)],
    ['user', stringJson(task.user)],
    ['labels', labelsJson(task.labels)],
    ['discovery', discovery && DiscoveryInfo.toJson(discovery)],
    ['container', container && ContainerInfo.toJson(container)],
    ['health_check', healthCheck && HealthCheck.toJson(healthCheck)],
  ]);
}

/** @compat neither the message nor the reason is shown. */
function statusJson(status: TaskStatus): string {
  const { timestamp, healthy, container_status: container } = status;
  return objectJson([
    ['state', JSON.stringify(status.state)],
    ['timestamp', doubleJson(timestamp ?? 0)],
    ['labels', labelsJson(status.labels)],
    ['container_status', container && containerStatusJson(container)],
    ['healthy', healthy === undefined ? undefined : String(healthy)],
  ]);
}

/** @compat the pid is shown by v1 calls only. */
function containerStatusJson(status: ContainerStatus): string {
  const { container_id: id, network_infos: networks } = status;
  return objectJson([
    ['container_id', id && containerIdJson(id)],
    ['network_infos', networks && arrayJson(networks, (info) => NetworkInfo.toJson(info))],
  ]);
}

function containerIdJson(id: NonNullable<ContainerStatus['container_id']>): string {
  return objectJson([
    ['parent', id.parent && containerIdJson(id.parent)],
    ['value', JSON.stringify(id.value)],
  ]);
}

/** A task that its executor has not got yet. */
export function queuedTaskJson(
  task: TaskInfo,
  owner: { readonly frameworkId: string; readonly executorId: string },
): string {
  return objectJson([
    ['id', JSON.stringify(task.task_id.value)],
    ['name', JSON.stringify(task.name)],
    ['framework_id', JSON.stringify(owner.frameworkId)],
    ['executor_id', JSON.stringify(owner.executorId)],
    ['slave_id', JSON.stringify(task.agent_id.value)],
    ['resources', resourcesJson(Resources.fromMessages(task.resources))],
    ['role', stringJson(allocationRole(task.resources))],
    ['labels', labelsJson(task.labels)],
  ]);
}
