/**
 * A task as the older endpoints show it: flat, with v0 names ("slave_id"), resources summed up by
 * name. There are many tasks, so whoever has a task's resources already hands them in.
 */
import { doubleJson, quoted } from '../../protocol/codec/json-write.ts';
import {
  CgroupInfo,
  ContainerID,
  ContainerInfo,
  DiscoveryInfo,
  HealthCheck,
  Label,
  type Labels,
  type Resource,
  type Task,
  type TaskInfo,
  type TaskStatus,
  NetworkInfo,
} from '../../protocol/generated/mesos.ts';
import type { ExecutorId, FrameworkId, RoleName } from '../../protocol/ids.ts';
import { Resources } from '../../resources/resources.ts';
import { resourcesJson } from './resources.ts';
import { optionalField, stringJson } from './text.ts';

/** A task and what was made out of its list of resources. */
export interface TaskParts {
  readonly task: Task;
  readonly resources: Resources;
  readonly role: RoleName | undefined;
}

export function taskPartsOf(task: Task): TaskParts {
  return {
    task,
    resources: Resources.fromMessages(task.resources),
    role: allocationRole(task.resources),
  };
}

/** The role that the resources of a task or an executor are allocated to. */
export function allocationRole(resources: readonly Resource[] | undefined): string | undefined {
  return resources?.find(({ allocation_info }) => allocation_info?.role !== undefined)
    ?.allocation_info?.role;
}

export function taskJson({ task, resources, role }: TaskParts): string {
  let text =
    `{"id":${quoted(task.task_id.value)},"name":${quoted(task.name)}` +
    `,"framework_id":${quoted(task.framework_id.value)}` +
    // @compat empty for tasks whose executor the agent provides.
    `,"executor_id":${quoted(task.executor_id?.value ?? '')}` +
    `,"slave_id":${quoted(task.agent_id.value)},"state":"${task.state}"` +
    `,"resources":${resourcesJson(resources)}${roleField(role)},"statuses":[`;
  const statuses = task.statuses ?? [];
  for (let i = 0; i < statuses.length; i++) {
    text += (i === 0 ? '' : ',') + statusJson(statuses[i]!);
  }
  return `${text}]${extrasJson(task)}}`;
}

/** A task that its executor has not got yet. */
export function queuedTaskJson(
  task: TaskInfo,
  owner: { readonly frameworkId: FrameworkId; readonly executorId: ExecutorId },
): string {
  const { labels } = task;
  return (
    `{"id":${quoted(task.task_id.value)},"name":${quoted(task.name)}` +
    `,"framework_id":${quoted(owner.frameworkId)},"executor_id":${quoted(owner.executorId)}` +
    `,"slave_id":${quoted(task.agent_id.value)}` +
    `,"resources":${resourcesJson(Resources.fromMessages(task.resources))}` +
    roleField(allocationRole(task.resources)) +
    `${optionalField('labels', labels && labelsJson(labels))}}`
  );
}

function roleField(role: RoleName | undefined): string {
  return optionalField('role', stringJson(role));
}

function extrasJson(task: Task): string {
  let text = '';
  if (task.user !== undefined) text += `,"user":${quoted(task.user)}`;
  if (task.labels !== undefined) text += `,"labels":${labelsJson(task.labels)}`;
  if (task.discovery !== undefined) text += `,"discovery":${DiscoveryInfo.toJson(task.discovery)}`;
  if (task.container !== undefined) text += `,"container":${ContainerInfo.toJson(task.container)}`;
  if (task.health_check !== undefined) {
    text += `,"health_check":${HealthCheck.toJson(task.health_check)}`;
  }
  if (task.limits !== undefined) {
    const limits = Object.entries(task.limits);
    const fields = limits.map(([name, { value }]) => `${quoted(name)}:${doubleJson(value)}`);
    text += `,"limits":{${fields.join()}}`;
  }
  return text;
}

/** @compat neither message nor reason are shown here; v1 calls show them. */
function statusJson(status: TaskStatus): string {
  let text = `{"state":"${status.state}","timestamp":${doubleJson(status.timestamp ?? 0)}`;
  if (status.labels !== undefined) text += `,"labels":${labelsJson(status.labels)}`;
  const { container_status: container } = status;
  if (container !== undefined) {
    const fields: string[] = [];
    if (container.container_id !== undefined) {
      fields.push(`"container_id":${ContainerID.toJson(container.container_id)}`);
    }
    if (container.network_infos !== undefined) {
      const infos = container.network_infos.map(networkJson);
      fields.push(`"network_infos":[${infos.join()}]`);
    }
    if (container.cgroup_info !== undefined) {
      fields.push(`"cgroup_info":${CgroupInfo.toJson(container.cgroup_info)}`);
    }
    text += `,"container_status":{${fields.join()}}`;
  }
  if (status.healthy !== undefined) text += `,"healthy":${status.healthy}`;
  return `${text}}`;
}

/** @compat the labels are a list here. */
function networkJson({ labels, ...others }: NetworkInfo): string {
  const text = NetworkInfo.toJson(others);
  if (labels === undefined) return text;
  const [before, after] = [`{"labels":${labelsJson(labels)}`, text.slice(1)];
  return after === '}' ? `${before}}` : `${before},${after}`;
}

/** @compat the list itself, without the message around it. */
export function labelsJson({ labels }: Labels): string {
  return `[${(labels ?? []).map((label) => Label.toJson(label)).join()}]`;
}
