/** A task as the older endpoints show it. There are many: the text is kept with the record. */
import { doubleJson } from '../../protocol/codec/json-write.ts';
import {
  CgroupInfo,
  ContainerID,
  ContainerInfo,
  DiscoveryInfo,
  HealthCheck,
  Label,
  type Labels,
  type Task,
  type TaskStatus,
  NetworkInfo,
} from '../../protocol/generated/mesos.ts';
import type { TaskRecord } from '../core/state.ts';
import { fragmentOf } from './fragments.ts';
import { quoted } from './json-text.ts';
import { resourcesJson } from './resources-json.ts';

export function taskJson(record: TaskRecord): string {
  return fragmentOf(record, 'old', encodeTask);
}

function encodeTask({ task, resources, role }: TaskRecord): string {
  let text =
    `{"id":${quoted(task.task_id.value)},"name":${quoted(task.name)}` +
    `,"framework_id":${quoted(task.framework_id.value)}` +
    // @compat empty for tasks whose executor the agent provides.
    `,"executor_id":${quoted(task.executor_id?.value ?? '')}` +
    `,"slave_id":${quoted(task.agent_id.value)},"state":"${task.state}"` +
    `,"resources":${resourcesJson(resources)},"role":${quoted(role)},"statuses":[`;
  const statuses = task.statuses ?? [];
  for (let i = 0; i < statuses.length; i++) {
    text += (i === 0 ? '' : ',') + statusJson(statuses[i]!);
  }
  return `${text}]${extrasJson(task)}}`;
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
      const infos = container.network_infos.map((info) => NetworkInfo.toJson(info));
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

/** @compat the list itself, without the message around it. */
export function labelsJson({ labels }: Labels): string {
  return `[${(labels ?? []).map((label) => Label.toJson(label)).join()}]`;
}
