/**
 * Messages of package mesos.v1.agent.
 * Generated from proto/mesos/v1/agent/agent.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { EnumType } from '../codec/schema.ts';
import type { Long } from '../codec/long.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { base64Json, listJson, mapJson, quoted } from '../codec/json-write.ts';
import { AgentInfo, CommandInfo, ContainerID, ContainerInfo, ContainerStatus, DrainConfig, DurationInfo, ExecutorID, ExecutorInfo, FileInfo, Flag, FrameworkID, FrameworkInfo, Image, Metric, Operation, Resource, ResourceProviderID, ResourceProviderInfo, ResourceStatistics, TTYInfo, Task, TaskResourceLimitation, TaskState, TaskStatus_Reason, TimeInfo, Value_Scalar, VersionInfo } from './mesos.ts';

export type Call_Type =
  | 'UNKNOWN'
  | 'GET_HEALTH'
  | 'GET_FLAGS'
  | 'GET_VERSION'
  | 'GET_METRICS'
  | 'GET_LOGGING_LEVEL'
  | 'SET_LOGGING_LEVEL'
  | 'LIST_FILES'
  | 'READ_FILE'
  | 'GET_STATE'
  | 'GET_CONTAINERS'
  | 'GET_FRAMEWORKS'
  | 'GET_EXECUTORS'
  | 'GET_OPERATIONS'
  | 'GET_TASKS'
  | 'GET_AGENT'
  | 'GET_RESOURCE_PROVIDERS'
  | 'LAUNCH_NESTED_CONTAINER'
  | 'WAIT_NESTED_CONTAINER'
  | 'KILL_NESTED_CONTAINER'
  | 'REMOVE_NESTED_CONTAINER'
  | 'LAUNCH_NESTED_CONTAINER_SESSION'
  | 'ATTACH_CONTAINER_INPUT'
  | 'ATTACH_CONTAINER_OUTPUT'
  | 'LAUNCH_CONTAINER'
  | 'WAIT_CONTAINER'
  | 'KILL_CONTAINER'
  | 'REMOVE_CONTAINER'
  | 'ADD_RESOURCE_PROVIDER_CONFIG'
  | 'UPDATE_RESOURCE_PROVIDER_CONFIG'
  | 'REMOVE_RESOURCE_PROVIDER_CONFIG'
  | 'MARK_RESOURCE_PROVIDER_GONE'
  | 'PRUNE_IMAGES';
export const Call_Type = new EnumType<Call_Type>('mesos.v1.agent.Call.Type', {
  UNKNOWN: 0,
  GET_HEALTH: 1,
  GET_FLAGS: 2,
  GET_VERSION: 3,
  GET_METRICS: 4,
  GET_LOGGING_LEVEL: 5,
  SET_LOGGING_LEVEL: 6,
  LIST_FILES: 7,
  READ_FILE: 8,
  GET_STATE: 9,
  GET_CONTAINERS: 10,
  GET_FRAMEWORKS: 11,
  GET_EXECUTORS: 12,
  GET_OPERATIONS: 31,
  GET_TASKS: 13,
  GET_AGENT: 20,
  GET_RESOURCE_PROVIDERS: 26,
  LAUNCH_NESTED_CONTAINER: 14,
  WAIT_NESTED_CONTAINER: 15,
  KILL_NESTED_CONTAINER: 16,
  REMOVE_NESTED_CONTAINER: 21,
  LAUNCH_NESTED_CONTAINER_SESSION: 17,
  ATTACH_CONTAINER_INPUT: 18,
  ATTACH_CONTAINER_OUTPUT: 19,
  LAUNCH_CONTAINER: 22,
  WAIT_CONTAINER: 23,
  KILL_CONTAINER: 24,
  REMOVE_CONTAINER: 25,
  ADD_RESOURCE_PROVIDER_CONFIG: 27,
  UPDATE_RESOURCE_PROVIDER_CONFIG: 28,
  REMOVE_RESOURCE_PROVIDER_CONFIG: 29,
  MARK_RESOURCE_PROVIDER_GONE: 32,
  PRUNE_IMAGES: 30,
});

export type Call_AttachContainerInput_Type =
  | 'UNKNOWN'
  | 'CONTAINER_ID'
  | 'PROCESS_IO';
export const Call_AttachContainerInput_Type = new EnumType<Call_AttachContainerInput_Type>('mesos.v1.agent.Call.AttachContainerInput.Type', {
  UNKNOWN: 0,
  CONTAINER_ID: 1,
  PROCESS_IO: 2,
});

export type Response_Type =
  | 'UNKNOWN'
  | 'GET_HEALTH'
  | 'GET_FLAGS'
  | 'GET_VERSION'
  | 'GET_METRICS'
  | 'GET_LOGGING_LEVEL'
  | 'LIST_FILES'
  | 'READ_FILE'
  | 'GET_STATE'
  | 'GET_CONTAINERS'
  | 'GET_FRAMEWORKS'
  | 'GET_EXECUTORS'
  | 'GET_OPERATIONS'
  | 'GET_TASKS'
  | 'GET_AGENT'
  | 'GET_RESOURCE_PROVIDERS'
  | 'WAIT_NESTED_CONTAINER'
  | 'WAIT_CONTAINER';
export const Response_Type = new EnumType<Response_Type>('mesos.v1.agent.Response.Type', {
  UNKNOWN: 0,
  GET_HEALTH: 1,
  GET_FLAGS: 2,
  GET_VERSION: 3,
  GET_METRICS: 4,
  GET_LOGGING_LEVEL: 5,
  LIST_FILES: 6,
  READ_FILE: 7,
  GET_STATE: 8,
  GET_CONTAINERS: 9,
  GET_FRAMEWORKS: 10,
  GET_EXECUTORS: 11,
  GET_OPERATIONS: 17,
  GET_TASKS: 12,
  GET_AGENT: 14,
  GET_RESOURCE_PROVIDERS: 16,
  WAIT_NESTED_CONTAINER: 13,
  WAIT_CONTAINER: 15,
});

export type ProcessIO_Type =
  | 'UNKNOWN'
  | 'DATA'
  | 'CONTROL';
export const ProcessIO_Type = new EnumType<ProcessIO_Type>('mesos.v1.agent.ProcessIO.Type', {
  UNKNOWN: 0,
  DATA: 1,
  CONTROL: 2,
});

export type ProcessIO_Data_Type =
  | 'UNKNOWN'
  | 'STDIN'
  | 'STDOUT'
  | 'STDERR';
export const ProcessIO_Data_Type = new EnumType<ProcessIO_Data_Type>('mesos.v1.agent.ProcessIO.Data.Type', {
  UNKNOWN: 0,
  STDIN: 1,
  STDOUT: 2,
  STDERR: 3,
});

export type ProcessIO_Control_Type =
  | 'UNKNOWN'
  | 'TTY_INFO'
  | 'HEARTBEAT';
export const ProcessIO_Control_Type = new EnumType<ProcessIO_Control_Type>('mesos.v1.agent.ProcessIO.Control.Type', {
  UNKNOWN: 0,
  TTY_INFO: 1,
  HEARTBEAT: 2,
});

/** One question or wish. */
export interface Call {
  type?: Call_Type;
  get_metrics?: Call_GetMetrics;
  set_logging_level?: Call_SetLoggingLevel;
  list_files?: Call_ListFiles;
  read_file?: Call_ReadFile;
  launch_nested_container?: Call_LaunchNestedContainer;
  wait_nested_container?: Call_WaitNestedContainer;
  kill_nested_container?: Call_KillNestedContainer;
  launch_nested_container_session?: Call_LaunchNestedContainerSession;
  attach_container_input?: Call_AttachContainerInput;
  attach_container_output?: Call_AttachContainerOutput;
  remove_nested_container?: Call_RemoveNestedContainer;
  launch_container?: Call_LaunchContainer;
  wait_container?: Call_WaitContainer;
  kill_container?: Call_KillContainer;
  remove_container?: Call_RemoveContainer;
  add_resource_provider_config?: Call_AddResourceProviderConfig;
  update_resource_provider_config?: Call_UpdateResourceProviderConfig;
  remove_resource_provider_config?: Call_RemoveResourceProviderConfig;
  get_containers?: Call_GetContainers;
  prune_images?: Call_PruneImages;
  mark_resource_provider_gone?: Call_MarkResourceProviderGone;
}
function writeCall(w: Writer, m: Call): void {
  if (m.mark_resource_provider_gone !== undefined) { const size = w.size(); writeCall_MarkResourceProviderGone(w, m.mark_resource_provider_gone); w.varint32(w.size() - size); w.varint32(178); }
  if (m.prune_images !== undefined) { const size = w.size(); writeCall_PruneImages(w, m.prune_images); w.varint32(w.size() - size); w.varint32(170); }
  if (m.get_containers !== undefined) { const size = w.size(); writeCall_GetContainers(w, m.get_containers); w.varint32(w.size() - size); w.varint32(162); }
  if (m.remove_resource_provider_config !== undefined) { const size = w.size(); writeCall_RemoveResourceProviderConfig(w, m.remove_resource_provider_config); w.varint32(w.size() - size); w.varint32(154); }
  if (m.update_resource_provider_config !== undefined) { const size = w.size(); writeCall_UpdateResourceProviderConfig(w, m.update_resource_provider_config); w.varint32(w.size() - size); w.varint32(146); }
  if (m.add_resource_provider_config !== undefined) { const size = w.size(); writeCall_AddResourceProviderConfig(w, m.add_resource_provider_config); w.varint32(w.size() - size); w.varint32(138); }
  if (m.remove_container !== undefined) { const size = w.size(); writeCall_RemoveContainer(w, m.remove_container); w.varint32(w.size() - size); w.varint32(130); }
  if (m.kill_container !== undefined) { const size = w.size(); writeCall_KillContainer(w, m.kill_container); w.varint32(w.size() - size); w.byte(122); }
  if (m.wait_container !== undefined) { const size = w.size(); writeCall_WaitContainer(w, m.wait_container); w.varint32(w.size() - size); w.byte(114); }
  if (m.launch_container !== undefined) { const size = w.size(); writeCall_LaunchContainer(w, m.launch_container); w.varint32(w.size() - size); w.byte(106); }
  if (m.remove_nested_container !== undefined) { const size = w.size(); writeCall_RemoveNestedContainer(w, m.remove_nested_container); w.varint32(w.size() - size); w.byte(98); }
  if (m.attach_container_output !== undefined) { const size = w.size(); writeCall_AttachContainerOutput(w, m.attach_container_output); w.varint32(w.size() - size); w.byte(90); }
  if (m.attach_container_input !== undefined) { const size = w.size(); writeCall_AttachContainerInput(w, m.attach_container_input); w.varint32(w.size() - size); w.byte(82); }
  if (m.launch_nested_container_session !== undefined) { const size = w.size(); writeCall_LaunchNestedContainerSession(w, m.launch_nested_container_session); w.varint32(w.size() - size); w.byte(74); }
  if (m.kill_nested_container !== undefined) { const size = w.size(); writeCall_KillNestedContainer(w, m.kill_nested_container); w.varint32(w.size() - size); w.byte(66); }
  if (m.wait_nested_container !== undefined) { const size = w.size(); writeCall_WaitNestedContainer(w, m.wait_nested_container); w.varint32(w.size() - size); w.byte(58); }
  if (m.launch_nested_container !== undefined) { const size = w.size(); writeCall_LaunchNestedContainer(w, m.launch_nested_container); w.varint32(w.size() - size); w.byte(50); }
  if (m.read_file !== undefined) { const size = w.size(); writeCall_ReadFile(w, m.read_file); w.varint32(w.size() - size); w.byte(42); }
  if (m.list_files !== undefined) { const size = w.size(); writeCall_ListFiles(w, m.list_files); w.varint32(w.size() - size); w.byte(34); }
  if (m.set_logging_level !== undefined) { const size = w.size(); writeCall_SetLoggingLevel(w, m.set_logging_level); w.varint32(w.size() - size); w.byte(26); }
  if (m.get_metrics !== undefined) { const size = w.size(); writeCall_GetMetrics(w, m.get_metrics); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Call_Type.numberOf(m.type)); w.byte(8); }
}
function readCall(r: Reader, end: number): Call {
  const m = {} as Call;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Call_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.get_metrics = readCall_GetMetrics(r, r.span()); break;
      case 26: m.set_logging_level = readCall_SetLoggingLevel(r, r.span()); break;
      case 34: m.list_files = readCall_ListFiles(r, r.span()); break;
      case 42: m.read_file = readCall_ReadFile(r, r.span()); break;
      case 50: m.launch_nested_container = readCall_LaunchNestedContainer(r, r.span()); break;
      case 58: m.wait_nested_container = readCall_WaitNestedContainer(r, r.span()); break;
      case 66: m.kill_nested_container = readCall_KillNestedContainer(r, r.span()); break;
      case 74: m.launch_nested_container_session = readCall_LaunchNestedContainerSession(r, r.span()); break;
      case 82: m.attach_container_input = readCall_AttachContainerInput(r, r.span()); break;
      case 90: m.attach_container_output = readCall_AttachContainerOutput(r, r.span()); break;
      case 98: m.remove_nested_container = readCall_RemoveNestedContainer(r, r.span()); break;
      case 106: m.launch_container = readCall_LaunchContainer(r, r.span()); break;
      case 114: m.wait_container = readCall_WaitContainer(r, r.span()); break;
      case 122: m.kill_container = readCall_KillContainer(r, r.span()); break;
      case 130: m.remove_container = readCall_RemoveContainer(r, r.span()); break;
      case 138: m.add_resource_provider_config = readCall_AddResourceProviderConfig(r, r.span()); break;
      case 146: m.update_resource_provider_config = readCall_UpdateResourceProviderConfig(r, r.span()); break;
      case 154: m.remove_resource_provider_config = readCall_RemoveResourceProviderConfig(r, r.span()); break;
      case 162: m.get_containers = readCall_GetContainers(r, r.span()); break;
      case 170: m.prune_images = readCall_PruneImages(r, r.span()); break;
      case 178: m.mark_resource_provider_gone = readCall_MarkResourceProviderGone(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall(m: Call): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.get_metrics != null) t += `${t === '{' ? '' : ','}"get_metrics":${jsonCall_GetMetrics(m.get_metrics)}`;
  if (m.set_logging_level != null) t += `${t === '{' ? '' : ','}"set_logging_level":${jsonCall_SetLoggingLevel(m.set_logging_level)}`;
  if (m.list_files != null) t += `${t === '{' ? '' : ','}"list_files":${jsonCall_ListFiles(m.list_files)}`;
  if (m.read_file != null) t += `${t === '{' ? '' : ','}"read_file":${jsonCall_ReadFile(m.read_file)}`;
  if (m.launch_nested_container != null) t += `${t === '{' ? '' : ','}"launch_nested_container":${jsonCall_LaunchNestedContainer(m.launch_nested_container)}`;
  if (m.wait_nested_container != null) t += `${t === '{' ? '' : ','}"wait_nested_container":${jsonCall_WaitNestedContainer(m.wait_nested_container)}`;
  if (m.kill_nested_container != null) t += `${t === '{' ? '' : ','}"kill_nested_container":${jsonCall_KillNestedContainer(m.kill_nested_container)}`;
  if (m.launch_nested_container_session != null) t += `${t === '{' ? '' : ','}"launch_nested_container_session":${jsonCall_LaunchNestedContainerSession(m.launch_nested_container_session)}`;
  if (m.attach_container_input != null) t += `${t === '{' ? '' : ','}"attach_container_input":${jsonCall_AttachContainerInput(m.attach_container_input)}`;
  if (m.attach_container_output != null) t += `${t === '{' ? '' : ','}"attach_container_output":${jsonCall_AttachContainerOutput(m.attach_container_output)}`;
  if (m.remove_nested_container != null) t += `${t === '{' ? '' : ','}"remove_nested_container":${jsonCall_RemoveNestedContainer(m.remove_nested_container)}`;
  if (m.launch_container != null) t += `${t === '{' ? '' : ','}"launch_container":${jsonCall_LaunchContainer(m.launch_container)}`;
  if (m.wait_container != null) t += `${t === '{' ? '' : ','}"wait_container":${jsonCall_WaitContainer(m.wait_container)}`;
  if (m.kill_container != null) t += `${t === '{' ? '' : ','}"kill_container":${jsonCall_KillContainer(m.kill_container)}`;
  if (m.remove_container != null) t += `${t === '{' ? '' : ','}"remove_container":${jsonCall_RemoveContainer(m.remove_container)}`;
  if (m.add_resource_provider_config != null) t += `${t === '{' ? '' : ','}"add_resource_provider_config":${jsonCall_AddResourceProviderConfig(m.add_resource_provider_config)}`;
  if (m.update_resource_provider_config != null) t += `${t === '{' ? '' : ','}"update_resource_provider_config":${jsonCall_UpdateResourceProviderConfig(m.update_resource_provider_config)}`;
  if (m.remove_resource_provider_config != null) t += `${t === '{' ? '' : ','}"remove_resource_provider_config":${jsonCall_RemoveResourceProviderConfig(m.remove_resource_provider_config)}`;
  if (m.get_containers != null) t += `${t === '{' ? '' : ','}"get_containers":${jsonCall_GetContainers(m.get_containers)}`;
  if (m.prune_images != null) t += `${t === '{' ? '' : ','}"prune_images":${jsonCall_PruneImages(m.prune_images)}`;
  if (m.mark_resource_provider_gone != null) t += `${t === '{' ? '' : ','}"mark_resource_provider_gone":${jsonCall_MarkResourceProviderGone(m.mark_resource_provider_gone)}`;
  return `${t}}`;
}
export const Call: MessageType<Call> = new MessageType<Call>({
  typeName: 'mesos.v1.agent.Call',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Call_Type },
    { name: 'get_metrics', number: 2, label: 'optional', type: () => Call_GetMetrics },
    { name: 'set_logging_level', number: 3, label: 'optional', type: () => Call_SetLoggingLevel },
    { name: 'list_files', number: 4, label: 'optional', type: () => Call_ListFiles },
    { name: 'read_file', number: 5, label: 'optional', type: () => Call_ReadFile },
    { name: 'launch_nested_container', number: 6, label: 'optional', type: () => Call_LaunchNestedContainer },
    { name: 'wait_nested_container', number: 7, label: 'optional', type: () => Call_WaitNestedContainer },
    { name: 'kill_nested_container', number: 8, label: 'optional', type: () => Call_KillNestedContainer },
    { name: 'launch_nested_container_session', number: 9, label: 'optional', type: () => Call_LaunchNestedContainerSession },
    { name: 'attach_container_input', number: 10, label: 'optional', type: () => Call_AttachContainerInput },
    { name: 'attach_container_output', number: 11, label: 'optional', type: () => Call_AttachContainerOutput },
    { name: 'remove_nested_container', number: 12, label: 'optional', type: () => Call_RemoveNestedContainer },
    { name: 'launch_container', number: 13, label: 'optional', type: () => Call_LaunchContainer },
    { name: 'wait_container', number: 14, label: 'optional', type: () => Call_WaitContainer },
    { name: 'kill_container', number: 15, label: 'optional', type: () => Call_KillContainer },
    { name: 'remove_container', number: 16, label: 'optional', type: () => Call_RemoveContainer },
    { name: 'add_resource_provider_config', number: 17, label: 'optional', type: () => Call_AddResourceProviderConfig },
    { name: 'update_resource_provider_config', number: 18, label: 'optional', type: () => Call_UpdateResourceProviderConfig },
    { name: 'remove_resource_provider_config', number: 19, label: 'optional', type: () => Call_RemoveResourceProviderConfig },
    { name: 'get_containers', number: 20, label: 'optional', type: () => Call_GetContainers },
    { name: 'prune_images', number: 21, label: 'optional', type: () => Call_PruneImages },
    { name: 'mark_resource_provider_gone', number: 22, label: 'optional', type: () => Call_MarkResourceProviderGone },
  ],
  write: writeCall,
  read: readCall,
  json: jsonCall,
});

export interface Call_GetMetrics {
  timeout?: DurationInfo;
}
function writeCall_GetMetrics(w: Writer, m: Call_GetMetrics): void {
  if (m.timeout !== undefined) { const size = w.size(); DurationInfo.write(w, m.timeout); w.varint32(w.size() - size); w.byte(10); }
}
function readCall_GetMetrics(r: Reader, end: number): Call_GetMetrics {
  const m = {} as Call_GetMetrics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.timeout = DurationInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_GetMetrics(m: Call_GetMetrics): string {
  let t = '{';
  if (m.timeout != null) t += `"timeout":${DurationInfo.toJson(m.timeout)}`;
  return `${t}}`;
}
export const Call_GetMetrics: MessageType<Call_GetMetrics> = new MessageType<Call_GetMetrics>({
  typeName: 'mesos.v1.agent.Call.GetMetrics',
  fields: [
    { name: 'timeout', number: 1, label: 'optional', type: () => DurationInfo },
  ],
  write: writeCall_GetMetrics,
  read: readCall_GetMetrics,
  json: jsonCall_GetMetrics,
});

export interface Call_SetLoggingLevel {
  level: number;
  duration: DurationInfo;
}
function writeCall_SetLoggingLevel(w: Writer, m: Call_SetLoggingLevel): void {
  if (m.duration !== undefined) { const size = w.size(); DurationInfo.write(w, m.duration); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.level !== undefined) { w.uint32(m.level); w.byte(8); }
  else w.incomplete = true;
}
function readCall_SetLoggingLevel(r: Reader, end: number): Call_SetLoggingLevel {
  const m = {} as Call_SetLoggingLevel;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.level = r.uint32(); break;
      case 18: m.duration = DurationInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.level === undefined || m.duration === undefined) r.incomplete = true;
  return m;
}
function jsonCall_SetLoggingLevel(m: Call_SetLoggingLevel): string {
  let t = '{';
  if (m.level != null) t += `"level":${String(m.level)}`;
  if (m.duration != null) t += `${t === '{' ? '' : ','}"duration":${DurationInfo.toJson(m.duration)}`;
  return `${t}}`;
}
export const Call_SetLoggingLevel: MessageType<Call_SetLoggingLevel> = new MessageType<Call_SetLoggingLevel>({
  typeName: 'mesos.v1.agent.Call.SetLoggingLevel',
  fields: [
    { name: 'level', number: 1, label: 'required', type: 'uint32' },
    { name: 'duration', number: 2, label: 'required', type: () => DurationInfo },
  ],
  write: writeCall_SetLoggingLevel,
  read: readCall_SetLoggingLevel,
  json: jsonCall_SetLoggingLevel,
});

export interface Call_ListFiles {
  path: string;
}
function writeCall_ListFiles(w: Writer, m: Call_ListFiles): void {
  if (m.path !== undefined) { w.string(m.path); w.byte(10); }
  else w.incomplete = true;
}
function readCall_ListFiles(r: Reader, end: number): Call_ListFiles {
  const m = {} as Call_ListFiles;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.path = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.path === undefined) r.incomplete = true;
  return m;
}
function jsonCall_ListFiles(m: Call_ListFiles): string {
  let t = '{';
  if (m.path != null) t += `"path":${quoted(m.path)}`;
  return `${t}}`;
}
export const Call_ListFiles: MessageType<Call_ListFiles> = new MessageType<Call_ListFiles>({
  typeName: 'mesos.v1.agent.Call.ListFiles',
  fields: [
    { name: 'path', number: 1, label: 'required', type: 'string' },
  ],
  write: writeCall_ListFiles,
  read: readCall_ListFiles,
  json: jsonCall_ListFiles,
});

export interface Call_ReadFile {
  path: string;
  offset: Long;
  length?: Long;
}
function writeCall_ReadFile(w: Writer, m: Call_ReadFile): void {
  if (m.length !== undefined) { w.uint64(m.length); w.byte(24); }
  if (m.offset !== undefined) { w.uint64(m.offset); w.byte(16); }
  else w.incomplete = true;
  if (m.path !== undefined) { w.string(m.path); w.byte(10); }
  else w.incomplete = true;
}
function readCall_ReadFile(r: Reader, end: number): Call_ReadFile {
  const m = {} as Call_ReadFile;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.path = r.string(); break;
      case 16: m.offset = r.uint64(); break;
      case 24: m.length = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.path === undefined || m.offset === undefined) r.incomplete = true;
  return m;
}
function jsonCall_ReadFile(m: Call_ReadFile): string {
  let t = '{';
  if (m.path != null) t += `"path":${quoted(m.path)}`;
  if (m.offset != null) t += `${t === '{' ? '' : ','}"offset":${String(m.offset)}`;
  if (m.length != null) t += `${t === '{' ? '' : ','}"length":${String(m.length)}`;
  return `${t}}`;
}
export const Call_ReadFile: MessageType<Call_ReadFile> = new MessageType<Call_ReadFile>({
  typeName: 'mesos.v1.agent.Call.ReadFile',
  fields: [
    { name: 'path', number: 1, label: 'required', type: 'string' },
    { name: 'offset', number: 2, label: 'required', type: 'uint64' },
    { name: 'length', number: 3, label: 'optional', type: 'uint64' },
  ],
  write: writeCall_ReadFile,
  read: readCall_ReadFile,
  json: jsonCall_ReadFile,
});

export interface Call_GetContainers {
  /** Also containers within those of executors. */
  show_nested?: boolean;
  /** Also containers that no framework asked for. */
  show_standalone?: boolean;
}
function writeCall_GetContainers(w: Writer, m: Call_GetContainers): void {
  if (m.show_standalone !== undefined) { w.bool(m.show_standalone); w.byte(16); }
  if (m.show_nested !== undefined) { w.bool(m.show_nested); w.byte(8); }
}
function readCall_GetContainers(r: Reader, end: number): Call_GetContainers {
  const m = {} as Call_GetContainers;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.show_nested = r.bool(); break;
      case 16: m.show_standalone = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_GetContainers(m: Call_GetContainers): string {
  let t = '{';
  if (m.show_nested != null) t += `"show_nested":${String(m.show_nested)}`;
  if (m.show_standalone != null) t += `${t === '{' ? '' : ','}"show_standalone":${String(m.show_standalone)}`;
  return `${t}}`;
}
export const Call_GetContainers: MessageType<Call_GetContainers> = new MessageType<Call_GetContainers>({
  typeName: 'mesos.v1.agent.Call.GetContainers',
  fields: [
    { name: 'show_nested', number: 1, label: 'optional', type: 'bool' },
    { name: 'show_standalone', number: 2, label: 'optional', type: 'bool' },
  ],
  write: writeCall_GetContainers,
  read: readCall_GetContainers,
  json: jsonCall_GetContainers,
});

/** In a container that runs; its id names the parent. */
export interface Call_LaunchNestedContainer {
  container_id: ContainerID;
  command?: CommandInfo;
  container?: ContainerInfo;
}
function writeCall_LaunchNestedContainer(w: Writer, m: Call_LaunchNestedContainer): void {
  if (m.container !== undefined) { const size = w.size(); ContainerInfo.write(w, m.container); w.varint32(w.size() - size); w.byte(26); }
  if (m.command !== undefined) { const size = w.size(); CommandInfo.write(w, m.command); w.varint32(w.size() - size); w.byte(18); }
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_LaunchNestedContainer(r: Reader, end: number): Call_LaunchNestedContainer {
  const m = {} as Call_LaunchNestedContainer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.container_id = ContainerID.read(r, r.span()); break;
      case 18: m.command = CommandInfo.read(r, r.span()); break;
      case 26: m.container = ContainerInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_LaunchNestedContainer(m: Call_LaunchNestedContainer): string {
  let t = '{';
  if (m.container_id != null) t += `"container_id":${ContainerID.toJson(m.container_id)}`;
  if (m.command != null) t += `${t === '{' ? '' : ','}"command":${CommandInfo.toJson(m.command)}`;
  if (m.container != null) t += `${t === '{' ? '' : ','}"container":${ContainerInfo.toJson(m.container)}`;
  return `${t}}`;
}
export const Call_LaunchNestedContainer: MessageType<Call_LaunchNestedContainer> = new MessageType<Call_LaunchNestedContainer>({
  typeName: 'mesos.v1.agent.Call.LaunchNestedContainer',
  fields: [
    { name: 'container_id', number: 1, label: 'required', type: () => ContainerID },
    { name: 'command', number: 2, label: 'optional', type: () => CommandInfo },
    { name: 'container', number: 3, label: 'optional', type: () => ContainerInfo },
  ],
  write: writeCall_LaunchNestedContainer,
  read: readCall_LaunchNestedContainer,
  json: jsonCall_LaunchNestedContainer,
});

export interface Call_WaitNestedContainer {
  container_id: ContainerID;
}
function writeCall_WaitNestedContainer(w: Writer, m: Call_WaitNestedContainer): void {
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_WaitNestedContainer(r: Reader, end: number): Call_WaitNestedContainer {
  const m = {} as Call_WaitNestedContainer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.container_id = ContainerID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_WaitNestedContainer(m: Call_WaitNestedContainer): string {
  let t = '{';
  if (m.container_id != null) t += `"container_id":${ContainerID.toJson(m.container_id)}`;
  return `${t}}`;
}
export const Call_WaitNestedContainer: MessageType<Call_WaitNestedContainer> = new MessageType<Call_WaitNestedContainer>({
  typeName: 'mesos.v1.agent.Call.WaitNestedContainer',
  fields: [
    { name: 'container_id', number: 1, label: 'required', type: () => ContainerID },
  ],
  write: writeCall_WaitNestedContainer,
  read: readCall_WaitNestedContainer,
  json: jsonCall_WaitNestedContainer,
});

export interface Call_KillNestedContainer {
  container_id: ContainerID;
  /** SIGKILL if absent. */
  signal?: number;
}
function writeCall_KillNestedContainer(w: Writer, m: Call_KillNestedContainer): void {
  if (m.signal !== undefined) { w.int32(m.signal); w.byte(16); }
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_KillNestedContainer(r: Reader, end: number): Call_KillNestedContainer {
  const m = {} as Call_KillNestedContainer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.container_id = ContainerID.read(r, r.span()); break;
      case 16: m.signal = r.int32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_KillNestedContainer(m: Call_KillNestedContainer): string {
  let t = '{';
  if (m.container_id != null) t += `"container_id":${ContainerID.toJson(m.container_id)}`;
  if (m.signal != null) t += `${t === '{' ? '' : ','}"signal":${String(m.signal)}`;
  return `${t}}`;
}
export const Call_KillNestedContainer: MessageType<Call_KillNestedContainer> = new MessageType<Call_KillNestedContainer>({
  typeName: 'mesos.v1.agent.Call.KillNestedContainer',
  fields: [
    { name: 'container_id', number: 1, label: 'required', type: () => ContainerID },
    { name: 'signal', number: 2, label: 'optional', type: 'int32' },
  ],
  write: writeCall_KillNestedContainer,
  read: readCall_KillNestedContainer,
  json: jsonCall_KillNestedContainer,
});

export interface Call_RemoveNestedContainer {
  container_id: ContainerID;
}
function writeCall_RemoveNestedContainer(w: Writer, m: Call_RemoveNestedContainer): void {
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_RemoveNestedContainer(r: Reader, end: number): Call_RemoveNestedContainer {
  const m = {} as Call_RemoveNestedContainer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.container_id = ContainerID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_RemoveNestedContainer(m: Call_RemoveNestedContainer): string {
  let t = '{';
  if (m.container_id != null) t += `"container_id":${ContainerID.toJson(m.container_id)}`;
  return `${t}}`;
}
export const Call_RemoveNestedContainer: MessageType<Call_RemoveNestedContainer> = new MessageType<Call_RemoveNestedContainer>({
  typeName: 'mesos.v1.agent.Call.RemoveNestedContainer',
  fields: [
    { name: 'container_id', number: 1, label: 'required', type: () => ContainerID },
  ],
  write: writeCall_RemoveNestedContainer,
  read: readCall_RemoveNestedContainer,
  json: jsonCall_RemoveNestedContainer,
});

/** The same, with its output as the answer; ends with the connection. */
export interface Call_LaunchNestedContainerSession {
  container_id: ContainerID;
  command?: CommandInfo;
  container?: ContainerInfo;
}
function writeCall_LaunchNestedContainerSession(w: Writer, m: Call_LaunchNestedContainerSession): void {
  if (m.container !== undefined) { const size = w.size(); ContainerInfo.write(w, m.container); w.varint32(w.size() - size); w.byte(26); }
  if (m.command !== undefined) { const size = w.size(); CommandInfo.write(w, m.command); w.varint32(w.size() - size); w.byte(18); }
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_LaunchNestedContainerSession(r: Reader, end: number): Call_LaunchNestedContainerSession {
  const m = {} as Call_LaunchNestedContainerSession;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.container_id = ContainerID.read(r, r.span()); break;
      case 18: m.command = CommandInfo.read(r, r.span()); break;
      case 26: m.container = ContainerInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_LaunchNestedContainerSession(m: Call_LaunchNestedContainerSession): string {
  let t = '{';
  if (m.container_id != null) t += `"container_id":${ContainerID.toJson(m.container_id)}`;
  if (m.command != null) t += `${t === '{' ? '' : ','}"command":${CommandInfo.toJson(m.command)}`;
  if (m.container != null) t += `${t === '{' ? '' : ','}"container":${ContainerInfo.toJson(m.container)}`;
  return `${t}}`;
}
export const Call_LaunchNestedContainerSession: MessageType<Call_LaunchNestedContainerSession> = new MessageType<Call_LaunchNestedContainerSession>({
  typeName: 'mesos.v1.agent.Call.LaunchNestedContainerSession',
  fields: [
    { name: 'container_id', number: 1, label: 'required', type: () => ContainerID },
    { name: 'command', number: 2, label: 'optional', type: () => CommandInfo },
    { name: 'container', number: 3, label: 'optional', type: () => ContainerInfo },
  ],
  write: writeCall_LaunchNestedContainerSession,
  read: readCall_LaunchNestedContainerSession,
  json: jsonCall_LaunchNestedContainerSession,
});

/** First the container's id, then its input, as a stream of records. */
export interface Call_AttachContainerInput {
  type?: Call_AttachContainerInput_Type;
  container_id?: ContainerID;
  process_io?: ProcessIO;
}
function writeCall_AttachContainerInput(w: Writer, m: Call_AttachContainerInput): void {
  if (m.process_io !== undefined) { const size = w.size(); writeProcessIO(w, m.process_io); w.varint32(w.size() - size); w.byte(26); }
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Call_AttachContainerInput_Type.numberOf(m.type)); w.byte(8); }
}
function readCall_AttachContainerInput(r: Reader, end: number): Call_AttachContainerInput {
  const m = {} as Call_AttachContainerInput;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Call_AttachContainerInput_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.container_id = ContainerID.read(r, r.span()); break;
      case 26: m.process_io = readProcessIO(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_AttachContainerInput(m: Call_AttachContainerInput): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.container_id != null) t += `${t === '{' ? '' : ','}"container_id":${ContainerID.toJson(m.container_id)}`;
  if (m.process_io != null) t += `${t === '{' ? '' : ','}"process_io":${jsonProcessIO(m.process_io)}`;
  return `${t}}`;
}
export const Call_AttachContainerInput: MessageType<Call_AttachContainerInput> = new MessageType<Call_AttachContainerInput>({
  typeName: 'mesos.v1.agent.Call.AttachContainerInput',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Call_AttachContainerInput_Type },
    { name: 'container_id', number: 2, label: 'optional', type: () => ContainerID },
    { name: 'process_io', number: 3, label: 'optional', type: () => ProcessIO },
  ],
  write: writeCall_AttachContainerInput,
  read: readCall_AttachContainerInput,
  json: jsonCall_AttachContainerInput,
});

export interface Call_AttachContainerOutput {
  container_id: ContainerID;
}
function writeCall_AttachContainerOutput(w: Writer, m: Call_AttachContainerOutput): void {
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_AttachContainerOutput(r: Reader, end: number): Call_AttachContainerOutput {
  const m = {} as Call_AttachContainerOutput;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.container_id = ContainerID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_AttachContainerOutput(m: Call_AttachContainerOutput): string {
  let t = '{';
  if (m.container_id != null) t += `"container_id":${ContainerID.toJson(m.container_id)}`;
  return `${t}}`;
}
export const Call_AttachContainerOutput: MessageType<Call_AttachContainerOutput> = new MessageType<Call_AttachContainerOutput>({
  typeName: 'mesos.v1.agent.Call.AttachContainerOutput',
  fields: [
    { name: 'container_id', number: 1, label: 'required', type: () => ContainerID },
  ],
  write: writeCall_AttachContainerOutput,
  read: readCall_AttachContainerOutput,
  json: jsonCall_AttachContainerOutput,
});

/** Standalone, or nested in one that is. */
export interface Call_LaunchContainer {
  container_id: ContainerID;
  command?: CommandInfo;
  resources?: Resource[];
  container?: ContainerInfo;
  limits?: Record<string, Value_Scalar>;
}
function writeCall_LaunchContainer(w: Writer, m: Call_LaunchContainer): void {
  if (m.limits !== undefined) {
    for (const [key, value] of Object.entries(m.limits).reverse()) {
      const entry = w.size();
      { const size = w.size(); Value_Scalar.write(w, value); w.varint32(w.size() - size); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(42);
    }
  }
  if (m.container !== undefined) { const size = w.size(); ContainerInfo.write(w, m.container); w.varint32(w.size() - size); w.byte(34); }
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.command !== undefined) { const size = w.size(); CommandInfo.write(w, m.command); w.varint32(w.size() - size); w.byte(18); }
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_LaunchContainer(r: Reader, end: number): Call_LaunchContainer {
  const m = {} as Call_LaunchContainer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.container_id = ContainerID.read(r, r.span()); break;
      case 18: m.command = CommandInfo.read(r, r.span()); break;
      case 26: (m.resources ??= []).push(Resource.read(r, r.span())); break;
      case 34: m.container = ContainerInfo.read(r, r.span()); break;
      case 42: {
        const stop = r.span(); let key = ''; let value: Value_Scalar | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = Value_Scalar.read(r, r.span()); else r.skip(inner); }
        r.close(stop); value ??= Value_Scalar.read(r, r.pos);
        Object.defineProperty(m.limits ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_LaunchContainer(m: Call_LaunchContainer): string {
  let t = '{';
  if (m.container_id != null) t += `"container_id":${ContainerID.toJson(m.container_id)}`;
  if (m.command != null) t += `${t === '{' ? '' : ','}"command":${CommandInfo.toJson(m.command)}`;
  if (m.resources != null && m.resources.length > 0) t += `${t === '{' ? '' : ','}"resources":${listJson(m.resources, (one) => Resource.toJson(one))}`;
  if (m.container != null) t += `${t === '{' ? '' : ','}"container":${ContainerInfo.toJson(m.container)}`;
  if (m.limits != null && Object.keys(m.limits).length > 0) t += `${t === '{' ? '' : ','}"limits":${mapJson(m.limits, (one) => Value_Scalar.toJson(one))}`;
  return `${t}}`;
}
export const Call_LaunchContainer: MessageType<Call_LaunchContainer> = new MessageType<Call_LaunchContainer>({
  typeName: 'mesos.v1.agent.Call.LaunchContainer',
  fields: [
    { name: 'container_id', number: 1, label: 'required', type: () => ContainerID },
    { name: 'command', number: 2, label: 'optional', type: () => CommandInfo },
    { name: 'resources', number: 3, label: 'repeated', type: () => Resource },
    { name: 'container', number: 4, label: 'optional', type: () => ContainerInfo },
    { name: 'limits', number: 5, label: 'map', type: () => Value_Scalar },
  ],
  write: writeCall_LaunchContainer,
  read: readCall_LaunchContainer,
  json: jsonCall_LaunchContainer,
});

export interface Call_WaitContainer {
  container_id: ContainerID;
}
function writeCall_WaitContainer(w: Writer, m: Call_WaitContainer): void {
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_WaitContainer(r: Reader, end: number): Call_WaitContainer {
  const m = {} as Call_WaitContainer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.container_id = ContainerID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_WaitContainer(m: Call_WaitContainer): string {
  let t = '{';
  if (m.container_id != null) t += `"container_id":${ContainerID.toJson(m.container_id)}`;
  return `${t}}`;
}
export const Call_WaitContainer: MessageType<Call_WaitContainer> = new MessageType<Call_WaitContainer>({
  typeName: 'mesos.v1.agent.Call.WaitContainer',
  fields: [
    { name: 'container_id', number: 1, label: 'required', type: () => ContainerID },
  ],
  write: writeCall_WaitContainer,
  read: readCall_WaitContainer,
  json: jsonCall_WaitContainer,
});

export interface Call_KillContainer {
  container_id: ContainerID;
  /** SIGKILL if absent. */
  signal?: number;
}
function writeCall_KillContainer(w: Writer, m: Call_KillContainer): void {
  if (m.signal !== undefined) { w.int32(m.signal); w.byte(16); }
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_KillContainer(r: Reader, end: number): Call_KillContainer {
  const m = {} as Call_KillContainer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.container_id = ContainerID.read(r, r.span()); break;
      case 16: m.signal = r.int32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_KillContainer(m: Call_KillContainer): string {
  let t = '{';
  if (m.container_id != null) t += `"container_id":${ContainerID.toJson(m.container_id)}`;
  if (m.signal != null) t += `${t === '{' ? '' : ','}"signal":${String(m.signal)}`;
  return `${t}}`;
}
export const Call_KillContainer: MessageType<Call_KillContainer> = new MessageType<Call_KillContainer>({
  typeName: 'mesos.v1.agent.Call.KillContainer',
  fields: [
    { name: 'container_id', number: 1, label: 'required', type: () => ContainerID },
    { name: 'signal', number: 2, label: 'optional', type: 'int32' },
  ],
  write: writeCall_KillContainer,
  read: readCall_KillContainer,
  json: jsonCall_KillContainer,
});

export interface Call_RemoveContainer {
  container_id: ContainerID;
}
function writeCall_RemoveContainer(w: Writer, m: Call_RemoveContainer): void {
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_RemoveContainer(r: Reader, end: number): Call_RemoveContainer {
  const m = {} as Call_RemoveContainer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.container_id = ContainerID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_RemoveContainer(m: Call_RemoveContainer): string {
  let t = '{';
  if (m.container_id != null) t += `"container_id":${ContainerID.toJson(m.container_id)}`;
  return `${t}}`;
}
export const Call_RemoveContainer: MessageType<Call_RemoveContainer> = new MessageType<Call_RemoveContainer>({
  typeName: 'mesos.v1.agent.Call.RemoveContainer',
  fields: [
    { name: 'container_id', number: 1, label: 'required', type: () => ContainerID },
  ],
  write: writeCall_RemoveContainer,
  read: readCall_RemoveContainer,
  json: jsonCall_RemoveContainer,
});

export interface Call_AddResourceProviderConfig {
  info: ResourceProviderInfo;
}
function writeCall_AddResourceProviderConfig(w: Writer, m: Call_AddResourceProviderConfig): void {
  if (m.info !== undefined) { const size = w.size(); ResourceProviderInfo.write(w, m.info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_AddResourceProviderConfig(r: Reader, end: number): Call_AddResourceProviderConfig {
  const m = {} as Call_AddResourceProviderConfig;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.info = ResourceProviderInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.info === undefined) r.incomplete = true;
  return m;
}
function jsonCall_AddResourceProviderConfig(m: Call_AddResourceProviderConfig): string {
  let t = '{';
  if (m.info != null) t += `"info":${ResourceProviderInfo.toJson(m.info)}`;
  return `${t}}`;
}
export const Call_AddResourceProviderConfig: MessageType<Call_AddResourceProviderConfig> = new MessageType<Call_AddResourceProviderConfig>({
  typeName: 'mesos.v1.agent.Call.AddResourceProviderConfig',
  fields: [
    { name: 'info', number: 1, label: 'required', type: () => ResourceProviderInfo },
  ],
  write: writeCall_AddResourceProviderConfig,
  read: readCall_AddResourceProviderConfig,
  json: jsonCall_AddResourceProviderConfig,
});

export interface Call_UpdateResourceProviderConfig {
  info: ResourceProviderInfo;
}
function writeCall_UpdateResourceProviderConfig(w: Writer, m: Call_UpdateResourceProviderConfig): void {
  if (m.info !== undefined) { const size = w.size(); ResourceProviderInfo.write(w, m.info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_UpdateResourceProviderConfig(r: Reader, end: number): Call_UpdateResourceProviderConfig {
  const m = {} as Call_UpdateResourceProviderConfig;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.info = ResourceProviderInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.info === undefined) r.incomplete = true;
  return m;
}
function jsonCall_UpdateResourceProviderConfig(m: Call_UpdateResourceProviderConfig): string {
  let t = '{';
  if (m.info != null) t += `"info":${ResourceProviderInfo.toJson(m.info)}`;
  return `${t}}`;
}
export const Call_UpdateResourceProviderConfig: MessageType<Call_UpdateResourceProviderConfig> = new MessageType<Call_UpdateResourceProviderConfig>({
  typeName: 'mesos.v1.agent.Call.UpdateResourceProviderConfig',
  fields: [
    { name: 'info', number: 1, label: 'required', type: () => ResourceProviderInfo },
  ],
  write: writeCall_UpdateResourceProviderConfig,
  read: readCall_UpdateResourceProviderConfig,
  json: jsonCall_UpdateResourceProviderConfig,
});

export interface Call_RemoveResourceProviderConfig {
  type: string;
  name: string;
}
function writeCall_RemoveResourceProviderConfig(w: Writer, m: Call_RemoveResourceProviderConfig): void {
  if (m.name !== undefined) { w.string(m.name); w.byte(18); }
  else w.incomplete = true;
  if (m.type !== undefined) { w.string(m.type); w.byte(10); }
  else w.incomplete = true;
}
function readCall_RemoveResourceProviderConfig(r: Reader, end: number): Call_RemoveResourceProviderConfig {
  const m = {} as Call_RemoveResourceProviderConfig;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.type = r.string(); break;
      case 18: m.name = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined || m.name === undefined) r.incomplete = true;
  return m;
}
function jsonCall_RemoveResourceProviderConfig(m: Call_RemoveResourceProviderConfig): string {
  let t = '{';
  if (m.type != null) t += `"type":${quoted(m.type)}`;
  if (m.name != null) t += `${t === '{' ? '' : ','}"name":${quoted(m.name)}`;
  return `${t}}`;
}
export const Call_RemoveResourceProviderConfig: MessageType<Call_RemoveResourceProviderConfig> = new MessageType<Call_RemoveResourceProviderConfig>({
  typeName: 'mesos.v1.agent.Call.RemoveResourceProviderConfig',
  fields: [
    { name: 'type', number: 1, label: 'required', type: 'string' },
    { name: 'name', number: 2, label: 'required', type: 'string' },
  ],
  write: writeCall_RemoveResourceProviderConfig,
  read: readCall_RemoveResourceProviderConfig,
  json: jsonCall_RemoveResourceProviderConfig,
});

export interface Call_MarkResourceProviderGone {
  resource_provider_id: ResourceProviderID;
}
function writeCall_MarkResourceProviderGone(w: Writer, m: Call_MarkResourceProviderGone): void {
  if (m.resource_provider_id !== undefined) { const size = w.size(); ResourceProviderID.write(w, m.resource_provider_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_MarkResourceProviderGone(r: Reader, end: number): Call_MarkResourceProviderGone {
  const m = {} as Call_MarkResourceProviderGone;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.resource_provider_id = ResourceProviderID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.resource_provider_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_MarkResourceProviderGone(m: Call_MarkResourceProviderGone): string {
  let t = '{';
  if (m.resource_provider_id != null) t += `"resource_provider_id":${ResourceProviderID.toJson(m.resource_provider_id)}`;
  return `${t}}`;
}
export const Call_MarkResourceProviderGone: MessageType<Call_MarkResourceProviderGone> = new MessageType<Call_MarkResourceProviderGone>({
  typeName: 'mesos.v1.agent.Call.MarkResourceProviderGone',
  fields: [
    { name: 'resource_provider_id', number: 1, label: 'required', type: () => ResourceProviderID },
  ],
  write: writeCall_MarkResourceProviderGone,
  read: readCall_MarkResourceProviderGone,
  json: jsonCall_MarkResourceProviderGone,
});

export interface Call_PruneImages {
  /** To be kept. */
  excluded_images?: Image[];
}
function writeCall_PruneImages(w: Writer, m: Call_PruneImages): void {
  if (m.excluded_images !== undefined) {
    for (let i = m.excluded_images.length - 1; i >= 0; i--) {
      const value = m.excluded_images[i]!;
      const size = w.size(); Image.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_PruneImages(r: Reader, end: number): Call_PruneImages {
  const m = {} as Call_PruneImages;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.excluded_images ??= []).push(Image.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_PruneImages(m: Call_PruneImages): string {
  let t = '{';
  if (m.excluded_images != null && m.excluded_images.length > 0) t += `"excluded_images":${listJson(m.excluded_images, (one) => Image.toJson(one))}`;
  return `${t}}`;
}
export const Call_PruneImages: MessageType<Call_PruneImages> = new MessageType<Call_PruneImages>({
  typeName: 'mesos.v1.agent.Call.PruneImages',
  fields: [
    { name: 'excluded_images', number: 1, label: 'repeated', type: () => Image },
  ],
  write: writeCall_PruneImages,
  read: readCall_PruneImages,
  json: jsonCall_PruneImages,
});

/** The answer to a call of the same type. */
export interface Response {
  type?: Response_Type;
  get_health?: Response_GetHealth;
  get_flags?: Response_GetFlags;
  get_version?: Response_GetVersion;
  get_metrics?: Response_GetMetrics;
  get_logging_level?: Response_GetLoggingLevel;
  list_files?: Response_ListFiles;
  read_file?: Response_ReadFile;
  get_state?: Response_GetState;
  get_containers?: Response_GetContainers;
  get_frameworks?: Response_GetFrameworks;
  get_executors?: Response_GetExecutors;
  get_tasks?: Response_GetTasks;
  wait_nested_container?: Response_WaitNestedContainer;
  get_agent?: Response_GetAgent;
  wait_container?: Response_WaitContainer;
  get_resource_providers?: Response_GetResourceProviders;
  get_operations?: Response_GetOperations;
}
function writeResponse(w: Writer, m: Response): void {
  if (m.get_operations !== undefined) { const size = w.size(); writeResponse_GetOperations(w, m.get_operations); w.varint32(w.size() - size); w.varint32(146); }
  if (m.get_resource_providers !== undefined) { const size = w.size(); writeResponse_GetResourceProviders(w, m.get_resource_providers); w.varint32(w.size() - size); w.varint32(138); }
  if (m.wait_container !== undefined) { const size = w.size(); writeResponse_WaitContainer(w, m.wait_container); w.varint32(w.size() - size); w.varint32(130); }
  if (m.get_agent !== undefined) { const size = w.size(); writeResponse_GetAgent(w, m.get_agent); w.varint32(w.size() - size); w.byte(122); }
  if (m.wait_nested_container !== undefined) { const size = w.size(); writeResponse_WaitNestedContainer(w, m.wait_nested_container); w.varint32(w.size() - size); w.byte(114); }
  if (m.get_tasks !== undefined) { const size = w.size(); writeResponse_GetTasks(w, m.get_tasks); w.varint32(w.size() - size); w.byte(106); }
  if (m.get_executors !== undefined) { const size = w.size(); writeResponse_GetExecutors(w, m.get_executors); w.varint32(w.size() - size); w.byte(98); }
  if (m.get_frameworks !== undefined) { const size = w.size(); writeResponse_GetFrameworks(w, m.get_frameworks); w.varint32(w.size() - size); w.byte(90); }
  if (m.get_containers !== undefined) { const size = w.size(); writeResponse_GetContainers(w, m.get_containers); w.varint32(w.size() - size); w.byte(82); }
  if (m.get_state !== undefined) { const size = w.size(); writeResponse_GetState(w, m.get_state); w.varint32(w.size() - size); w.byte(74); }
  if (m.read_file !== undefined) { const size = w.size(); writeResponse_ReadFile(w, m.read_file); w.varint32(w.size() - size); w.byte(66); }
  if (m.list_files !== undefined) { const size = w.size(); writeResponse_ListFiles(w, m.list_files); w.varint32(w.size() - size); w.byte(58); }
  if (m.get_logging_level !== undefined) { const size = w.size(); writeResponse_GetLoggingLevel(w, m.get_logging_level); w.varint32(w.size() - size); w.byte(50); }
  if (m.get_metrics !== undefined) { const size = w.size(); writeResponse_GetMetrics(w, m.get_metrics); w.varint32(w.size() - size); w.byte(42); }
  if (m.get_version !== undefined) { const size = w.size(); writeResponse_GetVersion(w, m.get_version); w.varint32(w.size() - size); w.byte(34); }
  if (m.get_flags !== undefined) { const size = w.size(); writeResponse_GetFlags(w, m.get_flags); w.varint32(w.size() - size); w.byte(26); }
  if (m.get_health !== undefined) { const size = w.size(); writeResponse_GetHealth(w, m.get_health); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Response_Type.numberOf(m.type)); w.byte(8); }
}
function readResponse(r: Reader, end: number): Response {
  const m = {} as Response;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Response_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.get_health = readResponse_GetHealth(r, r.span()); break;
      case 26: m.get_flags = readResponse_GetFlags(r, r.span()); break;
      case 34: m.get_version = readResponse_GetVersion(r, r.span()); break;
      case 42: m.get_metrics = readResponse_GetMetrics(r, r.span()); break;
      case 50: m.get_logging_level = readResponse_GetLoggingLevel(r, r.span()); break;
      case 58: m.list_files = readResponse_ListFiles(r, r.span()); break;
      case 66: m.read_file = readResponse_ReadFile(r, r.span()); break;
      case 74: m.get_state = readResponse_GetState(r, r.span()); break;
      case 82: m.get_containers = readResponse_GetContainers(r, r.span()); break;
      case 90: m.get_frameworks = readResponse_GetFrameworks(r, r.span()); break;
      case 98: m.get_executors = readResponse_GetExecutors(r, r.span()); break;
      case 106: m.get_tasks = readResponse_GetTasks(r, r.span()); break;
      case 114: m.wait_nested_container = readResponse_WaitNestedContainer(r, r.span()); break;
      case 122: m.get_agent = readResponse_GetAgent(r, r.span()); break;
      case 130: m.wait_container = readResponse_WaitContainer(r, r.span()); break;
      case 138: m.get_resource_providers = readResponse_GetResourceProviders(r, r.span()); break;
      case 146: m.get_operations = readResponse_GetOperations(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse(m: Response): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.get_health != null) t += `${t === '{' ? '' : ','}"get_health":${jsonResponse_GetHealth(m.get_health)}`;
  if (m.get_flags != null) t += `${t === '{' ? '' : ','}"get_flags":${jsonResponse_GetFlags(m.get_flags)}`;
  if (m.get_version != null) t += `${t === '{' ? '' : ','}"get_version":${jsonResponse_GetVersion(m.get_version)}`;
  if (m.get_metrics != null) t += `${t === '{' ? '' : ','}"get_metrics":${jsonResponse_GetMetrics(m.get_metrics)}`;
  if (m.get_logging_level != null) t += `${t === '{' ? '' : ','}"get_logging_level":${jsonResponse_GetLoggingLevel(m.get_logging_level)}`;
  if (m.list_files != null) t += `${t === '{' ? '' : ','}"list_files":${jsonResponse_ListFiles(m.list_files)}`;
  if (m.read_file != null) t += `${t === '{' ? '' : ','}"read_file":${jsonResponse_ReadFile(m.read_file)}`;
  if (m.get_state != null) t += `${t === '{' ? '' : ','}"get_state":${jsonResponse_GetState(m.get_state)}`;
  if (m.get_containers != null) t += `${t === '{' ? '' : ','}"get_containers":${jsonResponse_GetContainers(m.get_containers)}`;
  if (m.get_frameworks != null) t += `${t === '{' ? '' : ','}"get_frameworks":${jsonResponse_GetFrameworks(m.get_frameworks)}`;
  if (m.get_executors != null) t += `${t === '{' ? '' : ','}"get_executors":${jsonResponse_GetExecutors(m.get_executors)}`;
  if (m.get_tasks != null) t += `${t === '{' ? '' : ','}"get_tasks":${jsonResponse_GetTasks(m.get_tasks)}`;
  if (m.wait_nested_container != null) t += `${t === '{' ? '' : ','}"wait_nested_container":${jsonResponse_WaitNestedContainer(m.wait_nested_container)}`;
  if (m.get_agent != null) t += `${t === '{' ? '' : ','}"get_agent":${jsonResponse_GetAgent(m.get_agent)}`;
  if (m.wait_container != null) t += `${t === '{' ? '' : ','}"wait_container":${jsonResponse_WaitContainer(m.wait_container)}`;
  if (m.get_resource_providers != null) t += `${t === '{' ? '' : ','}"get_resource_providers":${jsonResponse_GetResourceProviders(m.get_resource_providers)}`;
  if (m.get_operations != null) t += `${t === '{' ? '' : ','}"get_operations":${jsonResponse_GetOperations(m.get_operations)}`;
  return `${t}}`;
}
export const Response: MessageType<Response> = new MessageType<Response>({
  typeName: 'mesos.v1.agent.Response',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Response_Type },
    { name: 'get_health', number: 2, label: 'optional', type: () => Response_GetHealth },
    { name: 'get_flags', number: 3, label: 'optional', type: () => Response_GetFlags },
    { name: 'get_version', number: 4, label: 'optional', type: () => Response_GetVersion },
    { name: 'get_metrics', number: 5, label: 'optional', type: () => Response_GetMetrics },
    { name: 'get_logging_level', number: 6, label: 'optional', type: () => Response_GetLoggingLevel },
    { name: 'list_files', number: 7, label: 'optional', type: () => Response_ListFiles },
    { name: 'read_file', number: 8, label: 'optional', type: () => Response_ReadFile },
    { name: 'get_state', number: 9, label: 'optional', type: () => Response_GetState },
    { name: 'get_containers', number: 10, label: 'optional', type: () => Response_GetContainers },
    { name: 'get_frameworks', number: 11, label: 'optional', type: () => Response_GetFrameworks },
    { name: 'get_executors', number: 12, label: 'optional', type: () => Response_GetExecutors },
    { name: 'get_tasks', number: 13, label: 'optional', type: () => Response_GetTasks },
    { name: 'wait_nested_container', number: 14, label: 'optional', type: () => Response_WaitNestedContainer },
    { name: 'get_agent', number: 15, label: 'optional', type: () => Response_GetAgent },
    { name: 'wait_container', number: 16, label: 'optional', type: () => Response_WaitContainer },
    { name: 'get_resource_providers', number: 17, label: 'optional', type: () => Response_GetResourceProviders },
    { name: 'get_operations', number: 18, label: 'optional', type: () => Response_GetOperations },
  ],
  write: writeResponse,
  read: readResponse,
  json: jsonResponse,
});

export interface Response_GetHealth {
  healthy: boolean;
}
function writeResponse_GetHealth(w: Writer, m: Response_GetHealth): void {
  if (m.healthy !== undefined) { w.bool(m.healthy); w.byte(8); }
  else w.incomplete = true;
}
function readResponse_GetHealth(r: Reader, end: number): Response_GetHealth {
  const m = {} as Response_GetHealth;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.healthy = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.healthy === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetHealth(m: Response_GetHealth): string {
  let t = '{';
  if (m.healthy != null) t += `"healthy":${String(m.healthy)}`;
  return `${t}}`;
}
export const Response_GetHealth: MessageType<Response_GetHealth> = new MessageType<Response_GetHealth>({
  typeName: 'mesos.v1.agent.Response.GetHealth',
  fields: [
    { name: 'healthy', number: 1, label: 'required', type: 'bool' },
  ],
  write: writeResponse_GetHealth,
  read: readResponse_GetHealth,
  json: jsonResponse_GetHealth,
});

export interface Response_GetFlags {
  flags?: Flag[];
}
function writeResponse_GetFlags(w: Writer, m: Response_GetFlags): void {
  if (m.flags !== undefined) {
    for (let i = m.flags.length - 1; i >= 0; i--) {
      const value = m.flags[i]!;
      const size = w.size(); Flag.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_GetFlags(r: Reader, end: number): Response_GetFlags {
  const m = {} as Response_GetFlags;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.flags ??= []).push(Flag.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetFlags(m: Response_GetFlags): string {
  let t = '{';
  if (m.flags != null && m.flags.length > 0) t += `"flags":${listJson(m.flags, (one) => Flag.toJson(one))}`;
  return `${t}}`;
}
export const Response_GetFlags: MessageType<Response_GetFlags> = new MessageType<Response_GetFlags>({
  typeName: 'mesos.v1.agent.Response.GetFlags',
  fields: [
    { name: 'flags', number: 1, label: 'repeated', type: () => Flag },
  ],
  write: writeResponse_GetFlags,
  read: readResponse_GetFlags,
  json: jsonResponse_GetFlags,
});

export interface Response_GetVersion {
  version_info: VersionInfo;
}
function writeResponse_GetVersion(w: Writer, m: Response_GetVersion): void {
  if (m.version_info !== undefined) { const size = w.size(); VersionInfo.write(w, m.version_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResponse_GetVersion(r: Reader, end: number): Response_GetVersion {
  const m = {} as Response_GetVersion;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.version_info = VersionInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.version_info === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetVersion(m: Response_GetVersion): string {
  let t = '{';
  if (m.version_info != null) t += `"version_info":${VersionInfo.toJson(m.version_info)}`;
  return `${t}}`;
}
export const Response_GetVersion: MessageType<Response_GetVersion> = new MessageType<Response_GetVersion>({
  typeName: 'mesos.v1.agent.Response.GetVersion',
  fields: [
    { name: 'version_info', number: 1, label: 'required', type: () => VersionInfo },
  ],
  write: writeResponse_GetVersion,
  read: readResponse_GetVersion,
  json: jsonResponse_GetVersion,
});

export interface Response_GetMetrics {
  metrics?: Metric[];
}
function writeResponse_GetMetrics(w: Writer, m: Response_GetMetrics): void {
  if (m.metrics !== undefined) {
    for (let i = m.metrics.length - 1; i >= 0; i--) {
      const value = m.metrics[i]!;
      const size = w.size(); Metric.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_GetMetrics(r: Reader, end: number): Response_GetMetrics {
  const m = {} as Response_GetMetrics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.metrics ??= []).push(Metric.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetMetrics(m: Response_GetMetrics): string {
  let t = '{';
  if (m.metrics != null && m.metrics.length > 0) t += `"metrics":${listJson(m.metrics, (one) => Metric.toJson(one))}`;
  return `${t}}`;
}
export const Response_GetMetrics: MessageType<Response_GetMetrics> = new MessageType<Response_GetMetrics>({
  typeName: 'mesos.v1.agent.Response.GetMetrics',
  fields: [
    { name: 'metrics', number: 1, label: 'repeated', type: () => Metric },
  ],
  write: writeResponse_GetMetrics,
  read: readResponse_GetMetrics,
  json: jsonResponse_GetMetrics,
});

export interface Response_GetLoggingLevel {
  level: number;
}
function writeResponse_GetLoggingLevel(w: Writer, m: Response_GetLoggingLevel): void {
  if (m.level !== undefined) { w.uint32(m.level); w.byte(8); }
  else w.incomplete = true;
}
function readResponse_GetLoggingLevel(r: Reader, end: number): Response_GetLoggingLevel {
  const m = {} as Response_GetLoggingLevel;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.level = r.uint32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.level === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetLoggingLevel(m: Response_GetLoggingLevel): string {
  let t = '{';
  if (m.level != null) t += `"level":${String(m.level)}`;
  return `${t}}`;
}
export const Response_GetLoggingLevel: MessageType<Response_GetLoggingLevel> = new MessageType<Response_GetLoggingLevel>({
  typeName: 'mesos.v1.agent.Response.GetLoggingLevel',
  fields: [
    { name: 'level', number: 1, label: 'required', type: 'uint32' },
  ],
  write: writeResponse_GetLoggingLevel,
  read: readResponse_GetLoggingLevel,
  json: jsonResponse_GetLoggingLevel,
});

export interface Response_ListFiles {
  file_infos?: FileInfo[];
}
function writeResponse_ListFiles(w: Writer, m: Response_ListFiles): void {
  if (m.file_infos !== undefined) {
    for (let i = m.file_infos.length - 1; i >= 0; i--) {
      const value = m.file_infos[i]!;
      const size = w.size(); FileInfo.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_ListFiles(r: Reader, end: number): Response_ListFiles {
  const m = {} as Response_ListFiles;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.file_infos ??= []).push(FileInfo.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_ListFiles(m: Response_ListFiles): string {
  let t = '{';
  if (m.file_infos != null && m.file_infos.length > 0) t += `"file_infos":${listJson(m.file_infos, (one) => FileInfo.toJson(one))}`;
  return `${t}}`;
}
export const Response_ListFiles: MessageType<Response_ListFiles> = new MessageType<Response_ListFiles>({
  typeName: 'mesos.v1.agent.Response.ListFiles',
  fields: [
    { name: 'file_infos', number: 1, label: 'repeated', type: () => FileInfo },
  ],
  write: writeResponse_ListFiles,
  read: readResponse_ListFiles,
  json: jsonResponse_ListFiles,
});

export interface Response_ReadFile {
  size: Long;
  data: Uint8Array;
}
function writeResponse_ReadFile(w: Writer, m: Response_ReadFile): void {
  if (m.data !== undefined) { w.bytes(m.data); w.byte(18); }
  else w.incomplete = true;
  if (m.size !== undefined) { w.uint64(m.size); w.byte(8); }
  else w.incomplete = true;
}
function readResponse_ReadFile(r: Reader, end: number): Response_ReadFile {
  const m = {} as Response_ReadFile;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.size = r.uint64(); break;
      case 18: m.data = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.size === undefined || m.data === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_ReadFile(m: Response_ReadFile): string {
  let t = '{';
  if (m.size != null) t += `"size":${String(m.size)}`;
  if (m.data != null) t += `${t === '{' ? '' : ','}"data":${base64Json(m.data)}`;
  return `${t}}`;
}
export const Response_ReadFile: MessageType<Response_ReadFile> = new MessageType<Response_ReadFile>({
  typeName: 'mesos.v1.agent.Response.ReadFile',
  fields: [
    { name: 'size', number: 1, label: 'required', type: 'uint64' },
    { name: 'data', number: 2, label: 'required', type: 'bytes' },
  ],
  write: writeResponse_ReadFile,
  read: readResponse_ReadFile,
  json: jsonResponse_ReadFile,
});

export interface Response_GetState {
  get_tasks?: Response_GetTasks;
  get_executors?: Response_GetExecutors;
  get_frameworks?: Response_GetFrameworks;
}
function writeResponse_GetState(w: Writer, m: Response_GetState): void {
  if (m.get_frameworks !== undefined) { const size = w.size(); writeResponse_GetFrameworks(w, m.get_frameworks); w.varint32(w.size() - size); w.byte(26); }
  if (m.get_executors !== undefined) { const size = w.size(); writeResponse_GetExecutors(w, m.get_executors); w.varint32(w.size() - size); w.byte(18); }
  if (m.get_tasks !== undefined) { const size = w.size(); writeResponse_GetTasks(w, m.get_tasks); w.varint32(w.size() - size); w.byte(10); }
}
function readResponse_GetState(r: Reader, end: number): Response_GetState {
  const m = {} as Response_GetState;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.get_tasks = readResponse_GetTasks(r, r.span()); break;
      case 18: m.get_executors = readResponse_GetExecutors(r, r.span()); break;
      case 26: m.get_frameworks = readResponse_GetFrameworks(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetState(m: Response_GetState): string {
  let t = '{';
  if (m.get_tasks != null) t += `"get_tasks":${jsonResponse_GetTasks(m.get_tasks)}`;
  if (m.get_executors != null) t += `${t === '{' ? '' : ','}"get_executors":${jsonResponse_GetExecutors(m.get_executors)}`;
  if (m.get_frameworks != null) t += `${t === '{' ? '' : ','}"get_frameworks":${jsonResponse_GetFrameworks(m.get_frameworks)}`;
  return `${t}}`;
}
export const Response_GetState: MessageType<Response_GetState> = new MessageType<Response_GetState>({
  typeName: 'mesos.v1.agent.Response.GetState',
  fields: [
    { name: 'get_tasks', number: 1, label: 'optional', type: () => Response_GetTasks },
    { name: 'get_executors', number: 2, label: 'optional', type: () => Response_GetExecutors },
    { name: 'get_frameworks', number: 3, label: 'optional', type: () => Response_GetFrameworks },
  ],
  write: writeResponse_GetState,
  read: readResponse_GetState,
  json: jsonResponse_GetState,
});

export interface Response_GetContainers {
  containers?: Response_GetContainers_Container[];
}
function writeResponse_GetContainers(w: Writer, m: Response_GetContainers): void {
  if (m.containers !== undefined) {
    for (let i = m.containers.length - 1; i >= 0; i--) {
      const value = m.containers[i]!;
      const size = w.size(); writeResponse_GetContainers_Container(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_GetContainers(r: Reader, end: number): Response_GetContainers {
  const m = {} as Response_GetContainers;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.containers ??= []).push(readResponse_GetContainers_Container(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetContainers(m: Response_GetContainers): string {
  let t = '{';
  if (m.containers != null && m.containers.length > 0) t += `"containers":${listJson(m.containers, jsonResponse_GetContainers_Container)}`;
  return `${t}}`;
}
export const Response_GetContainers: MessageType<Response_GetContainers> = new MessageType<Response_GetContainers>({
  typeName: 'mesos.v1.agent.Response.GetContainers',
  fields: [
    { name: 'containers', number: 1, label: 'repeated', type: () => Response_GetContainers_Container },
  ],
  write: writeResponse_GetContainers,
  read: readResponse_GetContainers,
  json: jsonResponse_GetContainers,
});

export interface Response_GetContainers_Container {
  framework_id?: FrameworkID;
  executor_id?: ExecutorID;
  executor_name?: string;
  container_id: ContainerID;
  container_status?: ContainerStatus;
  resource_statistics?: ResourceStatistics;
}
function writeResponse_GetContainers_Container(w: Writer, m: Response_GetContainers_Container): void {
  if (m.resource_statistics !== undefined) { const size = w.size(); ResourceStatistics.write(w, m.resource_statistics); w.varint32(w.size() - size); w.byte(50); }
  if (m.container_status !== undefined) { const size = w.size(); ContainerStatus.write(w, m.container_status); w.varint32(w.size() - size); w.byte(42); }
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(34); }
  else w.incomplete = true;
  if (m.executor_name !== undefined) { w.string(m.executor_name); w.byte(26); }
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
}
function readResponse_GetContainers_Container(r: Reader, end: number): Response_GetContainers_Container {
  const m = {} as Response_GetContainers_Container;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 26: m.executor_name = r.string(); break;
      case 34: m.container_id = ContainerID.read(r, r.span()); break;
      case 42: m.container_status = ContainerStatus.read(r, r.span()); break;
      case 50: m.resource_statistics = ResourceStatistics.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_id === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetContainers_Container(m: Response_GetContainers_Container): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.executor_id != null) t += `${t === '{' ? '' : ','}"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.executor_name != null) t += `${t === '{' ? '' : ','}"executor_name":${quoted(m.executor_name)}`;
  if (m.container_id != null) t += `${t === '{' ? '' : ','}"container_id":${ContainerID.toJson(m.container_id)}`;
  if (m.container_status != null) t += `${t === '{' ? '' : ','}"container_status":${ContainerStatus.toJson(m.container_status)}`;
  if (m.resource_statistics != null) t += `${t === '{' ? '' : ','}"resource_statistics":${ResourceStatistics.toJson(m.resource_statistics)}`;
  return `${t}}`;
}
export const Response_GetContainers_Container: MessageType<Response_GetContainers_Container> = new MessageType<Response_GetContainers_Container>({
  typeName: 'mesos.v1.agent.Response.GetContainers.Container',
  fields: [
    { name: 'framework_id', number: 1, label: 'optional', type: () => FrameworkID },
    { name: 'executor_id', number: 2, label: 'optional', type: () => ExecutorID },
    { name: 'executor_name', number: 3, label: 'optional', type: 'string' },
    { name: 'container_id', number: 4, label: 'required', type: () => ContainerID },
    { name: 'container_status', number: 5, label: 'optional', type: () => ContainerStatus },
    { name: 'resource_statistics', number: 6, label: 'optional', type: () => ResourceStatistics },
  ],
  write: writeResponse_GetContainers_Container,
  read: readResponse_GetContainers_Container,
  json: jsonResponse_GetContainers_Container,
});

export interface Response_GetFrameworks {
  frameworks?: Response_GetFrameworks_Framework[];
  completed_frameworks?: Response_GetFrameworks_Framework[];
}
function writeResponse_GetFrameworks(w: Writer, m: Response_GetFrameworks): void {
  if (m.completed_frameworks !== undefined) {
    for (let i = m.completed_frameworks.length - 1; i >= 0; i--) {
      const value = m.completed_frameworks[i]!;
      const size = w.size(); writeResponse_GetFrameworks_Framework(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.frameworks !== undefined) {
    for (let i = m.frameworks.length - 1; i >= 0; i--) {
      const value = m.frameworks[i]!;
      const size = w.size(); writeResponse_GetFrameworks_Framework(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_GetFrameworks(r: Reader, end: number): Response_GetFrameworks {
  const m = {} as Response_GetFrameworks;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.frameworks ??= []).push(readResponse_GetFrameworks_Framework(r, r.span())); break;
      case 18: (m.completed_frameworks ??= []).push(readResponse_GetFrameworks_Framework(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetFrameworks(m: Response_GetFrameworks): string {
  let t = '{';
  if (m.frameworks != null && m.frameworks.length > 0) t += `"frameworks":${listJson(m.frameworks, jsonResponse_GetFrameworks_Framework)}`;
  if (m.completed_frameworks != null && m.completed_frameworks.length > 0) t += `${t === '{' ? '' : ','}"completed_frameworks":${listJson(m.completed_frameworks, jsonResponse_GetFrameworks_Framework)}`;
  return `${t}}`;
}
export const Response_GetFrameworks: MessageType<Response_GetFrameworks> = new MessageType<Response_GetFrameworks>({
  typeName: 'mesos.v1.agent.Response.GetFrameworks',
  fields: [
    { name: 'frameworks', number: 1, label: 'repeated', type: () => Response_GetFrameworks_Framework },
    { name: 'completed_frameworks', number: 2, label: 'repeated', type: () => Response_GetFrameworks_Framework },
  ],
  write: writeResponse_GetFrameworks,
  read: readResponse_GetFrameworks,
  json: jsonResponse_GetFrameworks,
});

export interface Response_GetFrameworks_Framework {
  framework_info: FrameworkInfo;
}
function writeResponse_GetFrameworks_Framework(w: Writer, m: Response_GetFrameworks_Framework): void {
  if (m.framework_info !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResponse_GetFrameworks_Framework(r: Reader, end: number): Response_GetFrameworks_Framework {
  const m = {} as Response_GetFrameworks_Framework;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_info = FrameworkInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_info === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetFrameworks_Framework(m: Response_GetFrameworks_Framework): string {
  let t = '{';
  if (m.framework_info != null) t += `"framework_info":${FrameworkInfo.toJson(m.framework_info)}`;
  return `${t}}`;
}
export const Response_GetFrameworks_Framework: MessageType<Response_GetFrameworks_Framework> = new MessageType<Response_GetFrameworks_Framework>({
  typeName: 'mesos.v1.agent.Response.GetFrameworks.Framework',
  fields: [
    { name: 'framework_info', number: 1, label: 'required', type: () => FrameworkInfo },
  ],
  write: writeResponse_GetFrameworks_Framework,
  read: readResponse_GetFrameworks_Framework,
  json: jsonResponse_GetFrameworks_Framework,
});

export interface Response_GetExecutors {
  executors?: Response_GetExecutors_Executor[];
  completed_executors?: Response_GetExecutors_Executor[];
}
function writeResponse_GetExecutors(w: Writer, m: Response_GetExecutors): void {
  if (m.completed_executors !== undefined) {
    for (let i = m.completed_executors.length - 1; i >= 0; i--) {
      const value = m.completed_executors[i]!;
      const size = w.size(); writeResponse_GetExecutors_Executor(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.executors !== undefined) {
    for (let i = m.executors.length - 1; i >= 0; i--) {
      const value = m.executors[i]!;
      const size = w.size(); writeResponse_GetExecutors_Executor(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_GetExecutors(r: Reader, end: number): Response_GetExecutors {
  const m = {} as Response_GetExecutors;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.executors ??= []).push(readResponse_GetExecutors_Executor(r, r.span())); break;
      case 18: (m.completed_executors ??= []).push(readResponse_GetExecutors_Executor(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetExecutors(m: Response_GetExecutors): string {
  let t = '{';
  if (m.executors != null && m.executors.length > 0) t += `"executors":${listJson(m.executors, jsonResponse_GetExecutors_Executor)}`;
  if (m.completed_executors != null && m.completed_executors.length > 0) t += `${t === '{' ? '' : ','}"completed_executors":${listJson(m.completed_executors, jsonResponse_GetExecutors_Executor)}`;
  return `${t}}`;
}
export const Response_GetExecutors: MessageType<Response_GetExecutors> = new MessageType<Response_GetExecutors>({
  typeName: 'mesos.v1.agent.Response.GetExecutors',
  fields: [
    { name: 'executors', number: 1, label: 'repeated', type: () => Response_GetExecutors_Executor },
    { name: 'completed_executors', number: 2, label: 'repeated', type: () => Response_GetExecutors_Executor },
  ],
  write: writeResponse_GetExecutors,
  read: readResponse_GetExecutors,
  json: jsonResponse_GetExecutors,
});

export interface Response_GetExecutors_Executor {
  executor_info: ExecutorInfo;
}
function writeResponse_GetExecutors_Executor(w: Writer, m: Response_GetExecutors_Executor): void {
  if (m.executor_info !== undefined) { const size = w.size(); ExecutorInfo.write(w, m.executor_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResponse_GetExecutors_Executor(r: Reader, end: number): Response_GetExecutors_Executor {
  const m = {} as Response_GetExecutors_Executor;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.executor_info = ExecutorInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.executor_info === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetExecutors_Executor(m: Response_GetExecutors_Executor): string {
  let t = '{';
  if (m.executor_info != null) t += `"executor_info":${ExecutorInfo.toJson(m.executor_info)}`;
  return `${t}}`;
}
export const Response_GetExecutors_Executor: MessageType<Response_GetExecutors_Executor> = new MessageType<Response_GetExecutors_Executor>({
  typeName: 'mesos.v1.agent.Response.GetExecutors.Executor',
  fields: [
    { name: 'executor_info', number: 1, label: 'required', type: () => ExecutorInfo },
  ],
  write: writeResponse_GetExecutors_Executor,
  read: readResponse_GetExecutors_Executor,
  json: jsonResponse_GetExecutors_Executor,
});

export interface Response_GetOperations {
  operations?: Operation[];
}
function writeResponse_GetOperations(w: Writer, m: Response_GetOperations): void {
  if (m.operations !== undefined) {
    for (let i = m.operations.length - 1; i >= 0; i--) {
      const value = m.operations[i]!;
      const size = w.size(); Operation.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_GetOperations(r: Reader, end: number): Response_GetOperations {
  const m = {} as Response_GetOperations;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.operations ??= []).push(Operation.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetOperations(m: Response_GetOperations): string {
  let t = '{';
  if (m.operations != null && m.operations.length > 0) t += `"operations":${listJson(m.operations, (one) => Operation.toJson(one))}`;
  return `${t}}`;
}
export const Response_GetOperations: MessageType<Response_GetOperations> = new MessageType<Response_GetOperations>({
  typeName: 'mesos.v1.agent.Response.GetOperations',
  fields: [
    { name: 'operations', number: 1, label: 'repeated', type: () => Operation },
  ],
  write: writeResponse_GetOperations,
  read: readResponse_GetOperations,
  json: jsonResponse_GetOperations,
});

export interface Response_GetTasks {
  /** Waiting to be authorized. */
  pending_tasks?: Task[];
  /** Waiting for their executor. */
  queued_tasks?: Task[];
  /** Given to their executor, not ended. */
  launched_tasks?: Task[];
  /** Ended; the last update is not acknowledged. */
  terminated_tasks?: Task[];
  /** History. */
  completed_tasks?: Task[];
}
function writeResponse_GetTasks(w: Writer, m: Response_GetTasks): void {
  if (m.completed_tasks !== undefined) {
    for (let i = m.completed_tasks.length - 1; i >= 0; i--) {
      const value = m.completed_tasks[i]!;
      const size = w.size(); Task.write(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.terminated_tasks !== undefined) {
    for (let i = m.terminated_tasks.length - 1; i >= 0; i--) {
      const value = m.terminated_tasks[i]!;
      const size = w.size(); Task.write(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.launched_tasks !== undefined) {
    for (let i = m.launched_tasks.length - 1; i >= 0; i--) {
      const value = m.launched_tasks[i]!;
      const size = w.size(); Task.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.queued_tasks !== undefined) {
    for (let i = m.queued_tasks.length - 1; i >= 0; i--) {
      const value = m.queued_tasks[i]!;
      const size = w.size(); Task.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.pending_tasks !== undefined) {
    for (let i = m.pending_tasks.length - 1; i >= 0; i--) {
      const value = m.pending_tasks[i]!;
      const size = w.size(); Task.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_GetTasks(r: Reader, end: number): Response_GetTasks {
  const m = {} as Response_GetTasks;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.pending_tasks ??= []).push(Task.read(r, r.span())); break;
      case 18: (m.queued_tasks ??= []).push(Task.read(r, r.span())); break;
      case 26: (m.launched_tasks ??= []).push(Task.read(r, r.span())); break;
      case 34: (m.terminated_tasks ??= []).push(Task.read(r, r.span())); break;
      case 42: (m.completed_tasks ??= []).push(Task.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetTasks(m: Response_GetTasks): string {
  let t = '{';
  if (m.pending_tasks != null && m.pending_tasks.length > 0) t += `"pending_tasks":${listJson(m.pending_tasks, (one) => Task.toJson(one))}`;
  if (m.queued_tasks != null && m.queued_tasks.length > 0) t += `${t === '{' ? '' : ','}"queued_tasks":${listJson(m.queued_tasks, (one) => Task.toJson(one))}`;
  if (m.launched_tasks != null && m.launched_tasks.length > 0) t += `${t === '{' ? '' : ','}"launched_tasks":${listJson(m.launched_tasks, (one) => Task.toJson(one))}`;
  if (m.terminated_tasks != null && m.terminated_tasks.length > 0) t += `${t === '{' ? '' : ','}"terminated_tasks":${listJson(m.terminated_tasks, (one) => Task.toJson(one))}`;
  if (m.completed_tasks != null && m.completed_tasks.length > 0) t += `${t === '{' ? '' : ','}"completed_tasks":${listJson(m.completed_tasks, (one) => Task.toJson(one))}`;
  return `${t}}`;
}
export const Response_GetTasks: MessageType<Response_GetTasks> = new MessageType<Response_GetTasks>({
  typeName: 'mesos.v1.agent.Response.GetTasks',
  fields: [
    { name: 'pending_tasks', number: 1, label: 'repeated', type: () => Task },
    { name: 'queued_tasks', number: 2, label: 'repeated', type: () => Task },
    { name: 'launched_tasks', number: 3, label: 'repeated', type: () => Task },
    { name: 'terminated_tasks', number: 4, label: 'repeated', type: () => Task },
    { name: 'completed_tasks', number: 5, label: 'repeated', type: () => Task },
  ],
  write: writeResponse_GetTasks,
  read: readResponse_GetTasks,
  json: jsonResponse_GetTasks,
});

export interface Response_GetAgent {
  agent_info?: AgentInfo;
  drain_config?: DrainConfig;
  estimated_drain_start_time?: TimeInfo;
}
function writeResponse_GetAgent(w: Writer, m: Response_GetAgent): void {
  if (m.estimated_drain_start_time !== undefined) { const size = w.size(); TimeInfo.write(w, m.estimated_drain_start_time); w.varint32(w.size() - size); w.byte(26); }
  if (m.drain_config !== undefined) { const size = w.size(); DrainConfig.write(w, m.drain_config); w.varint32(w.size() - size); w.byte(18); }
  if (m.agent_info !== undefined) { const size = w.size(); AgentInfo.write(w, m.agent_info); w.varint32(w.size() - size); w.byte(10); }
}
function readResponse_GetAgent(r: Reader, end: number): Response_GetAgent {
  const m = {} as Response_GetAgent;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_info = AgentInfo.read(r, r.span()); break;
      case 18: m.drain_config = DrainConfig.read(r, r.span()); break;
      case 26: m.estimated_drain_start_time = TimeInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetAgent(m: Response_GetAgent): string {
  let t = '{';
  if (m.agent_info != null) t += `"agent_info":${AgentInfo.toJson(m.agent_info)}`;
  if (m.drain_config != null) t += `${t === '{' ? '' : ','}"drain_config":${DrainConfig.toJson(m.drain_config)}`;
  if (m.estimated_drain_start_time != null) t += `${t === '{' ? '' : ','}"estimated_drain_start_time":${TimeInfo.toJson(m.estimated_drain_start_time)}`;
  return `${t}}`;
}
export const Response_GetAgent: MessageType<Response_GetAgent> = new MessageType<Response_GetAgent>({
  typeName: 'mesos.v1.agent.Response.GetAgent',
  fields: [
    { name: 'agent_info', number: 1, label: 'optional', type: () => AgentInfo },
    { name: 'drain_config', number: 2, label: 'optional', type: () => DrainConfig },
    { name: 'estimated_drain_start_time', number: 3, label: 'optional', type: () => TimeInfo },
  ],
  write: writeResponse_GetAgent,
  read: readResponse_GetAgent,
  json: jsonResponse_GetAgent,
});

export interface Response_GetResourceProviders {
  resource_providers?: Response_GetResourceProviders_ResourceProvider[];
}
function writeResponse_GetResourceProviders(w: Writer, m: Response_GetResourceProviders): void {
  if (m.resource_providers !== undefined) {
    for (let i = m.resource_providers.length - 1; i >= 0; i--) {
      const value = m.resource_providers[i]!;
      const size = w.size(); writeResponse_GetResourceProviders_ResourceProvider(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_GetResourceProviders(r: Reader, end: number): Response_GetResourceProviders {
  const m = {} as Response_GetResourceProviders;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.resource_providers ??= []).push(readResponse_GetResourceProviders_ResourceProvider(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetResourceProviders(m: Response_GetResourceProviders): string {
  let t = '{';
  if (m.resource_providers != null && m.resource_providers.length > 0) t += `"resource_providers":${listJson(m.resource_providers, jsonResponse_GetResourceProviders_ResourceProvider)}`;
  return `${t}}`;
}
export const Response_GetResourceProviders: MessageType<Response_GetResourceProviders> = new MessageType<Response_GetResourceProviders>({
  typeName: 'mesos.v1.agent.Response.GetResourceProviders',
  fields: [
    { name: 'resource_providers', number: 1, label: 'repeated', type: () => Response_GetResourceProviders_ResourceProvider },
  ],
  write: writeResponse_GetResourceProviders,
  read: readResponse_GetResourceProviders,
  json: jsonResponse_GetResourceProviders,
});

export interface Response_GetResourceProviders_ResourceProvider {
  resource_provider_info: ResourceProviderInfo;
  total_resources?: Resource[];
}
function writeResponse_GetResourceProviders_ResourceProvider(w: Writer, m: Response_GetResourceProviders_ResourceProvider): void {
  if (m.total_resources !== undefined) {
    for (let i = m.total_resources.length - 1; i >= 0; i--) {
      const value = m.total_resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.resource_provider_info !== undefined) { const size = w.size(); ResourceProviderInfo.write(w, m.resource_provider_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResponse_GetResourceProviders_ResourceProvider(r: Reader, end: number): Response_GetResourceProviders_ResourceProvider {
  const m = {} as Response_GetResourceProviders_ResourceProvider;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.resource_provider_info = ResourceProviderInfo.read(r, r.span()); break;
      case 18: (m.total_resources ??= []).push(Resource.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.resource_provider_info === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetResourceProviders_ResourceProvider(m: Response_GetResourceProviders_ResourceProvider): string {
  let t = '{';
  if (m.resource_provider_info != null) t += `"resource_provider_info":${ResourceProviderInfo.toJson(m.resource_provider_info)}`;
  if (m.total_resources != null && m.total_resources.length > 0) t += `${t === '{' ? '' : ','}"total_resources":${listJson(m.total_resources, (one) => Resource.toJson(one))}`;
  return `${t}}`;
}
export const Response_GetResourceProviders_ResourceProvider: MessageType<Response_GetResourceProviders_ResourceProvider> = new MessageType<Response_GetResourceProviders_ResourceProvider>({
  typeName: 'mesos.v1.agent.Response.GetResourceProviders.ResourceProvider',
  fields: [
    { name: 'resource_provider_info', number: 1, label: 'required', type: () => ResourceProviderInfo },
    { name: 'total_resources', number: 2, label: 'repeated', type: () => Resource },
  ],
  write: writeResponse_GetResourceProviders_ResourceProvider,
  read: readResponse_GetResourceProviders_ResourceProvider,
  json: jsonResponse_GetResourceProviders_ResourceProvider,
});

export interface Response_WaitNestedContainer {
  /** As from wait(2); absent when nobody knows. */
  exit_status?: number;
  state?: TaskState;
  reason?: TaskStatus_Reason;
  limitation?: TaskResourceLimitation;
  message?: string;
}
function writeResponse_WaitNestedContainer(w: Writer, m: Response_WaitNestedContainer): void {
  if (m.message !== undefined) { w.string(m.message); w.byte(42); }
  if (m.limitation !== undefined) { const size = w.size(); TaskResourceLimitation.write(w, m.limitation); w.varint32(w.size() - size); w.byte(34); }
  if (m.reason !== undefined) { w.int32(TaskStatus_Reason.numberOf(m.reason)); w.byte(24); }
  if (m.state !== undefined) { w.int32(TaskState.numberOf(m.state)); w.byte(16); }
  if (m.exit_status !== undefined) { w.int32(m.exit_status); w.byte(8); }
}
function readResponse_WaitNestedContainer(r: Reader, end: number): Response_WaitNestedContainer {
  const m = {} as Response_WaitNestedContainer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.exit_status = r.int32(); break;
      case 16: { const value = TaskState.nameOf(r.uint32()); if (value !== undefined) m.state = value; break; }
      case 24: { const value = TaskStatus_Reason.nameOf(r.uint32()); if (value !== undefined) m.reason = value; break; }
      case 34: m.limitation = TaskResourceLimitation.read(r, r.span()); break;
      case 42: m.message = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_WaitNestedContainer(m: Response_WaitNestedContainer): string {
  let t = '{';
  if (m.exit_status != null) t += `"exit_status":${String(m.exit_status)}`;
  if (m.state != null) t += `${t === '{' ? '' : ','}"state":"${m.state}"`;
  if (m.reason != null) t += `${t === '{' ? '' : ','}"reason":"${m.reason}"`;
  if (m.limitation != null) t += `${t === '{' ? '' : ','}"limitation":${TaskResourceLimitation.toJson(m.limitation)}`;
  if (m.message != null) t += `${t === '{' ? '' : ','}"message":${quoted(m.message)}`;
  return `${t}}`;
}
export const Response_WaitNestedContainer: MessageType<Response_WaitNestedContainer> = new MessageType<Response_WaitNestedContainer>({
  typeName: 'mesos.v1.agent.Response.WaitNestedContainer',
  fields: [
    { name: 'exit_status', number: 1, label: 'optional', type: 'int32' },
    { name: 'state', number: 2, label: 'optional', type: TaskState },
    { name: 'reason', number: 3, label: 'optional', type: TaskStatus_Reason },
    { name: 'limitation', number: 4, label: 'optional', type: () => TaskResourceLimitation },
    { name: 'message', number: 5, label: 'optional', type: 'string' },
  ],
  write: writeResponse_WaitNestedContainer,
  read: readResponse_WaitNestedContainer,
  json: jsonResponse_WaitNestedContainer,
});

export interface Response_WaitContainer {
  /** As from wait(2); absent when nobody knows. */
  exit_status?: number;
  state?: TaskState;
  reason?: TaskStatus_Reason;
  limitation?: TaskResourceLimitation;
  message?: string;
}
function writeResponse_WaitContainer(w: Writer, m: Response_WaitContainer): void {
  if (m.message !== undefined) { w.string(m.message); w.byte(42); }
  if (m.limitation !== undefined) { const size = w.size(); TaskResourceLimitation.write(w, m.limitation); w.varint32(w.size() - size); w.byte(34); }
  if (m.reason !== undefined) { w.int32(TaskStatus_Reason.numberOf(m.reason)); w.byte(24); }
  if (m.state !== undefined) { w.int32(TaskState.numberOf(m.state)); w.byte(16); }
  if (m.exit_status !== undefined) { w.int32(m.exit_status); w.byte(8); }
}
function readResponse_WaitContainer(r: Reader, end: number): Response_WaitContainer {
  const m = {} as Response_WaitContainer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.exit_status = r.int32(); break;
      case 16: { const value = TaskState.nameOf(r.uint32()); if (value !== undefined) m.state = value; break; }
      case 24: { const value = TaskStatus_Reason.nameOf(r.uint32()); if (value !== undefined) m.reason = value; break; }
      case 34: m.limitation = TaskResourceLimitation.read(r, r.span()); break;
      case 42: m.message = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_WaitContainer(m: Response_WaitContainer): string {
  let t = '{';
  if (m.exit_status != null) t += `"exit_status":${String(m.exit_status)}`;
  if (m.state != null) t += `${t === '{' ? '' : ','}"state":"${m.state}"`;
  if (m.reason != null) t += `${t === '{' ? '' : ','}"reason":"${m.reason}"`;
  if (m.limitation != null) t += `${t === '{' ? '' : ','}"limitation":${TaskResourceLimitation.toJson(m.limitation)}`;
  if (m.message != null) t += `${t === '{' ? '' : ','}"message":${quoted(m.message)}`;
  return `${t}}`;
}
export const Response_WaitContainer: MessageType<Response_WaitContainer> = new MessageType<Response_WaitContainer>({
  typeName: 'mesos.v1.agent.Response.WaitContainer',
  fields: [
    { name: 'exit_status', number: 1, label: 'optional', type: 'int32' },
    { name: 'state', number: 2, label: 'optional', type: TaskState },
    { name: 'reason', number: 3, label: 'optional', type: TaskStatus_Reason },
    { name: 'limitation', number: 4, label: 'optional', type: () => TaskResourceLimitation },
    { name: 'message', number: 5, label: 'optional', type: 'string' },
  ],
  write: writeResponse_WaitContainer,
  read: readResponse_WaitContainer,
  json: jsonResponse_WaitContainer,
});

/** A piece of input or output of a container, or word about its terminal. */
export interface ProcessIO {
  type?: ProcessIO_Type;
  data?: ProcessIO_Data;
  control?: ProcessIO_Control;
}
function writeProcessIO(w: Writer, m: ProcessIO): void {
  if (m.control !== undefined) { const size = w.size(); writeProcessIO_Control(w, m.control); w.varint32(w.size() - size); w.byte(26); }
  if (m.data !== undefined) { const size = w.size(); writeProcessIO_Data(w, m.data); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(ProcessIO_Type.numberOf(m.type)); w.byte(8); }
}
function readProcessIO(r: Reader, end: number): ProcessIO {
  const m = {} as ProcessIO;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = ProcessIO_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.data = readProcessIO_Data(r, r.span()); break;
      case 26: m.control = readProcessIO_Control(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonProcessIO(m: ProcessIO): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.data != null) t += `${t === '{' ? '' : ','}"data":${jsonProcessIO_Data(m.data)}`;
  if (m.control != null) t += `${t === '{' ? '' : ','}"control":${jsonProcessIO_Control(m.control)}`;
  return `${t}}`;
}
export const ProcessIO: MessageType<ProcessIO> = new MessageType<ProcessIO>({
  typeName: 'mesos.v1.agent.ProcessIO',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: ProcessIO_Type },
    { name: 'data', number: 2, label: 'optional', type: () => ProcessIO_Data },
    { name: 'control', number: 3, label: 'optional', type: () => ProcessIO_Control },
  ],
  write: writeProcessIO,
  read: readProcessIO,
  json: jsonProcessIO,
});

export interface ProcessIO_Data {
  type?: ProcessIO_Data_Type;
  data?: Uint8Array;
}
function writeProcessIO_Data(w: Writer, m: ProcessIO_Data): void {
  if (m.data !== undefined) { w.bytes(m.data); w.byte(18); }
  if (m.type !== undefined) { w.int32(ProcessIO_Data_Type.numberOf(m.type)); w.byte(8); }
}
function readProcessIO_Data(r: Reader, end: number): ProcessIO_Data {
  const m = {} as ProcessIO_Data;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = ProcessIO_Data_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.data = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonProcessIO_Data(m: ProcessIO_Data): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.data != null) t += `${t === '{' ? '' : ','}"data":${base64Json(m.data)}`;
  return `${t}}`;
}
export const ProcessIO_Data: MessageType<ProcessIO_Data> = new MessageType<ProcessIO_Data>({
  typeName: 'mesos.v1.agent.ProcessIO.Data',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: ProcessIO_Data_Type },
    { name: 'data', number: 2, label: 'optional', type: 'bytes' },
  ],
  write: writeProcessIO_Data,
  read: readProcessIO_Data,
  json: jsonProcessIO_Data,
});

export interface ProcessIO_Control {
  type?: ProcessIO_Control_Type;
  tty_info?: TTYInfo;
  heartbeat?: ProcessIO_Control_Heartbeat;
}
function writeProcessIO_Control(w: Writer, m: ProcessIO_Control): void {
  if (m.heartbeat !== undefined) { const size = w.size(); writeProcessIO_Control_Heartbeat(w, m.heartbeat); w.varint32(w.size() - size); w.byte(26); }
  if (m.tty_info !== undefined) { const size = w.size(); TTYInfo.write(w, m.tty_info); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(ProcessIO_Control_Type.numberOf(m.type)); w.byte(8); }
}
function readProcessIO_Control(r: Reader, end: number): ProcessIO_Control {
  const m = {} as ProcessIO_Control;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = ProcessIO_Control_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.tty_info = TTYInfo.read(r, r.span()); break;
      case 26: m.heartbeat = readProcessIO_Control_Heartbeat(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonProcessIO_Control(m: ProcessIO_Control): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.tty_info != null) t += `${t === '{' ? '' : ','}"tty_info":${TTYInfo.toJson(m.tty_info)}`;
  if (m.heartbeat != null) t += `${t === '{' ? '' : ','}"heartbeat":${jsonProcessIO_Control_Heartbeat(m.heartbeat)}`;
  return `${t}}`;
}
export const ProcessIO_Control: MessageType<ProcessIO_Control> = new MessageType<ProcessIO_Control>({
  typeName: 'mesos.v1.agent.ProcessIO.Control',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: ProcessIO_Control_Type },
    { name: 'tty_info', number: 2, label: 'optional', type: () => TTYInfo },
    { name: 'heartbeat', number: 3, label: 'optional', type: () => ProcessIO_Control_Heartbeat },
  ],
  write: writeProcessIO_Control,
  read: readProcessIO_Control,
  json: jsonProcessIO_Control,
});

export interface ProcessIO_Control_Heartbeat {
  interval?: DurationInfo;
}
function writeProcessIO_Control_Heartbeat(w: Writer, m: ProcessIO_Control_Heartbeat): void {
  if (m.interval !== undefined) { const size = w.size(); DurationInfo.write(w, m.interval); w.varint32(w.size() - size); w.byte(10); }
}
function readProcessIO_Control_Heartbeat(r: Reader, end: number): ProcessIO_Control_Heartbeat {
  const m = {} as ProcessIO_Control_Heartbeat;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.interval = DurationInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonProcessIO_Control_Heartbeat(m: ProcessIO_Control_Heartbeat): string {
  let t = '{';
  if (m.interval != null) t += `"interval":${DurationInfo.toJson(m.interval)}`;
  return `${t}}`;
}
export const ProcessIO_Control_Heartbeat: MessageType<ProcessIO_Control_Heartbeat> = new MessageType<ProcessIO_Control_Heartbeat>({
  typeName: 'mesos.v1.agent.ProcessIO.Control.Heartbeat',
  fields: [
    { name: 'interval', number: 1, label: 'optional', type: () => DurationInfo },
  ],
  write: writeProcessIO_Control_Heartbeat,
  read: readProcessIO_Control_Heartbeat,
  json: jsonProcessIO_Control_Heartbeat,
});
