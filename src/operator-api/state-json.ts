/**
 * The JSON of the older endpoints (/state, /tasks, /slaves, ...): flat, with v0 names ("slave_id"),
 * resources summed up by name. Functions return JSON text, so that callers can keep fragments and
 * join them.
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
import { fromThousandths } from '../resources/entry.ts';
import { normalizeRanges, rangesText } from '../resources/ranges.ts';
import { convertToEndpointFormat } from '../resources/refinement.ts';
import { Resources } from '../resources/resources.ts';

/** `[name, JSON text]`; undefined values are left out. */
export type JsonField = readonly [name: string, json: string | undefined];

export function objectJson(fields: readonly JsonField[]): string {
  let text = '';
  for (const [name, json] of fields) {
    if (json === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${json}`;
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

/** Sums of one name; they may be of several roles. */
interface Sums {
  readonly thousandths: Map<string, number>;
  readonly ranges: Map<string, number[]>;
  readonly items: Map<string, Set<string>>;
}

/** {"disk":0.0,"mem":32.0,"gpus":0.0,"cpus":0.1,"ports":"[31000-32000]"} */
export function resourcesJson(resources: Resources): string {
  const { thousandths, ranges, items } = sumsByName(resources);
  return objectJson([
    ...[...thousandths].map(([name, sum]): JsonField => {
      return [name, doubleJson(fromThousandths(sum))];
    }),
    ...[...ranges].map(([name, pairs]): JsonField => {
      return [name, JSON.stringify(rangesText(normalizeRanges(pairs)))];
    }),
    ...[...items].map(([name, words]): JsonField => {
      return [name, JSON.stringify(`{${[...words].join(', ')}}`)];
    }),
  ]);
}

function sumsByName(resources: Resources): Sums {
  const sums: Sums = {
    // @compat always there, in this order, even when there is nothing of it.
    thousandths: new Map(['disk', 'mem', 'gpus', 'cpus'].map((name) => [name, 0])),
    ranges: new Map(),
    items: new Map(),
  };
  for (const { kind, thousandths, ranges, items } of resources.entries) {
    // @compat revocable resources are counted apart, under a name of their own.
    const name = kind.isRevocable ? `${kind.name}_revocable` : kind.name;
    if (kind.type === 'SCALAR') {
      sums.thousandths.set(name, (sums.thousandths.get(name) ?? 0) + thousandths);
    } else if (kind.type === 'RANGES') {
      sums.ranges.set(name, [...(sums.ranges.get(name) ?? []), ...ranges]);
    } else {
      sums.items.set(name, new Set([...(sums.items.get(name) ?? []), ...items]));
    }
  }
  return sums;
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
    return [role, write(reserved)];
  });
  return objectJson(fields);
}

/** {"rack":"r1","cores":8.0,"ports":"[1-2]"} */
export function attributesJson(attributes: readonly Attribute[] | undefined): string {
  return objectJson(
    (attributes ?? []).map((attribute): JsonField => {
      return [attribute.name, attributeJson(attribute)];
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
