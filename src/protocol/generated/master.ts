/**
 * Messages of package mesos.v1.master.
 * Generated from proto/mesos/v1/master/master.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { EnumType } from '../codec/schema.ts';
import type { Long } from '../codec/long.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { base64Json, doubleJson, listJson, quoted } from '../codec/json-write.ts';
import { Duration } from './google.ts';
import { ClusterStatus, Schedule } from './maintenance.ts';
import { AgentID, AgentInfo, AgentInfo_Capability, DrainInfo, DurationInfo, ExecutorInfo, FileInfo, Flag, FrameworkID, FrameworkInfo, InverseOffer, MachineID, MasterInfo, Metric, Offer, Operation, Resource, ResourceProviderInfo, Role, Task, TaskState, TaskStatus, TimeInfo, Value_Scalar, VersionInfo, WeightInfo } from './mesos.ts';
import { QuotaConfig, QuotaRequest, QuotaStatus } from './quota.ts';
import { OfferConstraints } from './scheduler.ts';

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
  | 'GET_AGENTS'
  | 'GET_FRAMEWORKS'
  | 'GET_EXECUTORS'
  | 'GET_OPERATIONS'
  | 'GET_TASKS'
  | 'GET_ROLES'
  | 'GET_WEIGHTS'
  | 'UPDATE_WEIGHTS'
  | 'GET_MASTER'
  | 'SUBSCRIBE'
  | 'RESERVE_RESOURCES'
  | 'UNRESERVE_RESOURCES'
  | 'CREATE_VOLUMES'
  | 'DESTROY_VOLUMES'
  | 'GROW_VOLUME'
  | 'SHRINK_VOLUME'
  | 'GET_MAINTENANCE_STATUS'
  | 'GET_MAINTENANCE_SCHEDULE'
  | 'UPDATE_MAINTENANCE_SCHEDULE'
  | 'START_MAINTENANCE'
  | 'STOP_MAINTENANCE'
  | 'DRAIN_AGENT'
  | 'DEACTIVATE_AGENT'
  | 'REACTIVATE_AGENT'
  | 'GET_QUOTA'
  | 'UPDATE_QUOTA'
  | 'SET_QUOTA'
  | 'REMOVE_QUOTA'
  | 'TEARDOWN'
  | 'MARK_AGENT_GONE';
export const Call_Type = new EnumType<Call_Type>('mesos.v1.master.Call.Type', {
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
  GET_AGENTS: 10,
  GET_FRAMEWORKS: 11,
  GET_EXECUTORS: 12,
  GET_OPERATIONS: 33,
  GET_TASKS: 13,
  GET_ROLES: 14,
  GET_WEIGHTS: 15,
  UPDATE_WEIGHTS: 16,
  GET_MASTER: 17,
  SUBSCRIBE: 18,
  RESERVE_RESOURCES: 19,
  UNRESERVE_RESOURCES: 20,
  CREATE_VOLUMES: 21,
  DESTROY_VOLUMES: 22,
  GROW_VOLUME: 34,
  SHRINK_VOLUME: 35,
  GET_MAINTENANCE_STATUS: 23,
  GET_MAINTENANCE_SCHEDULE: 24,
  UPDATE_MAINTENANCE_SCHEDULE: 25,
  START_MAINTENANCE: 26,
  STOP_MAINTENANCE: 27,
  DRAIN_AGENT: 37,
  DEACTIVATE_AGENT: 38,
  REACTIVATE_AGENT: 39,
  GET_QUOTA: 28,
  UPDATE_QUOTA: 36,
  SET_QUOTA: 29,
  REMOVE_QUOTA: 30,
  TEARDOWN: 31,
  MARK_AGENT_GONE: 32,
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
  | 'GET_AGENTS'
  | 'GET_FRAMEWORKS'
  | 'GET_EXECUTORS'
  | 'GET_OPERATIONS'
  | 'GET_TASKS'
  | 'GET_ROLES'
  | 'GET_WEIGHTS'
  | 'GET_MASTER'
  | 'GET_MAINTENANCE_STATUS'
  | 'GET_MAINTENANCE_SCHEDULE'
  | 'GET_QUOTA';
export const Response_Type = new EnumType<Response_Type>('mesos.v1.master.Response.Type', {
  UNKNOWN: 0,
  GET_HEALTH: 1,
  GET_FLAGS: 2,
  GET_VERSION: 3,
  GET_METRICS: 4,
  GET_LOGGING_LEVEL: 5,
  LIST_FILES: 6,
  READ_FILE: 7,
  GET_STATE: 8,
  GET_AGENTS: 9,
  GET_FRAMEWORKS: 10,
  GET_EXECUTORS: 11,
  GET_OPERATIONS: 19,
  GET_TASKS: 12,
  GET_ROLES: 13,
  GET_WEIGHTS: 14,
  GET_MASTER: 15,
  GET_MAINTENANCE_STATUS: 16,
  GET_MAINTENANCE_SCHEDULE: 17,
  GET_QUOTA: 18,
});

export type Event_Type =
  | 'UNKNOWN'
  | 'SUBSCRIBED'
  | 'TASK_ADDED'
  | 'TASK_UPDATED'
  | 'AGENT_ADDED'
  | 'AGENT_REMOVED'
  | 'FRAMEWORK_ADDED'
  | 'FRAMEWORK_UPDATED'
  | 'FRAMEWORK_REMOVED'
  | 'HEARTBEAT';
export const Event_Type = new EnumType<Event_Type>('mesos.v1.master.Event.Type', {
  UNKNOWN: 0,
  SUBSCRIBED: 1,
  TASK_ADDED: 2,
  TASK_UPDATED: 3,
  AGENT_ADDED: 4,
  AGENT_REMOVED: 5,
  FRAMEWORK_ADDED: 6,
  FRAMEWORK_UPDATED: 7,
  FRAMEWORK_REMOVED: 8,
  HEARTBEAT: 9,
});

/** One question or wish of an operator. */
export interface Call {
  type?: Call_Type;
  get_metrics?: Call_GetMetrics;
  set_logging_level?: Call_SetLoggingLevel;
  list_files?: Call_ListFiles;
  read_file?: Call_ReadFile;
  update_weights?: Call_UpdateWeights;
  reserve_resources?: Call_ReserveResources;
  unreserve_resources?: Call_UnreserveResources;
  create_volumes?: Call_CreateVolumes;
  destroy_volumes?: Call_DestroyVolumes;
  update_maintenance_schedule?: Call_UpdateMaintenanceSchedule;
  start_maintenance?: Call_StartMaintenance;
  stop_maintenance?: Call_StopMaintenance;
  set_quota?: Call_SetQuota;
  remove_quota?: Call_RemoveQuota;
  teardown?: Call_Teardown;
  mark_agent_gone?: Call_MarkAgentGone;
  grow_volume?: Call_GrowVolume;
  shrink_volume?: Call_ShrinkVolume;
  update_quota?: Call_UpdateQuota;
  drain_agent?: Call_DrainAgent;
  deactivate_agent?: Call_DeactivateAgent;
  reactivate_agent?: Call_ReactivateAgent;
}
function writeCall(w: Writer, m: Call): void {
  if (m.reactivate_agent !== undefined) { const size = w.size(); writeCall_ReactivateAgent(w, m.reactivate_agent); w.varint32(w.size() - size); w.varint32(186); }
  if (m.deactivate_agent !== undefined) { const size = w.size(); writeCall_DeactivateAgent(w, m.deactivate_agent); w.varint32(w.size() - size); w.varint32(178); }
  if (m.drain_agent !== undefined) { const size = w.size(); writeCall_DrainAgent(w, m.drain_agent); w.varint32(w.size() - size); w.varint32(170); }
  if (m.update_quota !== undefined) { const size = w.size(); writeCall_UpdateQuota(w, m.update_quota); w.varint32(w.size() - size); w.varint32(162); }
  if (m.shrink_volume !== undefined) { const size = w.size(); writeCall_ShrinkVolume(w, m.shrink_volume); w.varint32(w.size() - size); w.varint32(154); }
  if (m.grow_volume !== undefined) { const size = w.size(); writeCall_GrowVolume(w, m.grow_volume); w.varint32(w.size() - size); w.varint32(146); }
  if (m.mark_agent_gone !== undefined) { const size = w.size(); writeCall_MarkAgentGone(w, m.mark_agent_gone); w.varint32(w.size() - size); w.varint32(138); }
  if (m.teardown !== undefined) { const size = w.size(); writeCall_Teardown(w, m.teardown); w.varint32(w.size() - size); w.varint32(130); }
  if (m.remove_quota !== undefined) { const size = w.size(); writeCall_RemoveQuota(w, m.remove_quota); w.varint32(w.size() - size); w.byte(122); }
  if (m.set_quota !== undefined) { const size = w.size(); writeCall_SetQuota(w, m.set_quota); w.varint32(w.size() - size); w.byte(114); }
  if (m.stop_maintenance !== undefined) { const size = w.size(); writeCall_StopMaintenance(w, m.stop_maintenance); w.varint32(w.size() - size); w.byte(106); }
  if (m.start_maintenance !== undefined) { const size = w.size(); writeCall_StartMaintenance(w, m.start_maintenance); w.varint32(w.size() - size); w.byte(98); }
  if (m.update_maintenance_schedule !== undefined) { const size = w.size(); writeCall_UpdateMaintenanceSchedule(w, m.update_maintenance_schedule); w.varint32(w.size() - size); w.byte(90); }
  if (m.destroy_volumes !== undefined) { const size = w.size(); writeCall_DestroyVolumes(w, m.destroy_volumes); w.varint32(w.size() - size); w.byte(82); }
  if (m.create_volumes !== undefined) { const size = w.size(); writeCall_CreateVolumes(w, m.create_volumes); w.varint32(w.size() - size); w.byte(74); }
  if (m.unreserve_resources !== undefined) { const size = w.size(); writeCall_UnreserveResources(w, m.unreserve_resources); w.varint32(w.size() - size); w.byte(66); }
  if (m.reserve_resources !== undefined) { const size = w.size(); writeCall_ReserveResources(w, m.reserve_resources); w.varint32(w.size() - size); w.byte(58); }
  if (m.update_weights !== undefined) { const size = w.size(); writeCall_UpdateWeights(w, m.update_weights); w.varint32(w.size() - size); w.byte(50); }
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
      case 50: m.update_weights = readCall_UpdateWeights(r, r.span()); break;
      case 58: m.reserve_resources = readCall_ReserveResources(r, r.span()); break;
      case 66: m.unreserve_resources = readCall_UnreserveResources(r, r.span()); break;
      case 74: m.create_volumes = readCall_CreateVolumes(r, r.span()); break;
      case 82: m.destroy_volumes = readCall_DestroyVolumes(r, r.span()); break;
      case 90: m.update_maintenance_schedule = readCall_UpdateMaintenanceSchedule(r, r.span()); break;
      case 98: m.start_maintenance = readCall_StartMaintenance(r, r.span()); break;
      case 106: m.stop_maintenance = readCall_StopMaintenance(r, r.span()); break;
      case 114: m.set_quota = readCall_SetQuota(r, r.span()); break;
      case 122: m.remove_quota = readCall_RemoveQuota(r, r.span()); break;
      case 130: m.teardown = readCall_Teardown(r, r.span()); break;
      case 138: m.mark_agent_gone = readCall_MarkAgentGone(r, r.span()); break;
      case 146: m.grow_volume = readCall_GrowVolume(r, r.span()); break;
      case 154: m.shrink_volume = readCall_ShrinkVolume(r, r.span()); break;
      case 162: m.update_quota = readCall_UpdateQuota(r, r.span()); break;
      case 170: m.drain_agent = readCall_DrainAgent(r, r.span()); break;
      case 178: m.deactivate_agent = readCall_DeactivateAgent(r, r.span()); break;
      case 186: m.reactivate_agent = readCall_ReactivateAgent(r, r.span()); break;
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
  if (m.update_weights != null) t += `${t === '{' ? '' : ','}"update_weights":${jsonCall_UpdateWeights(m.update_weights)}`;
  if (m.reserve_resources != null) t += `${t === '{' ? '' : ','}"reserve_resources":${jsonCall_ReserveResources(m.reserve_resources)}`;
  if (m.unreserve_resources != null) t += `${t === '{' ? '' : ','}"unreserve_resources":${jsonCall_UnreserveResources(m.unreserve_resources)}`;
  if (m.create_volumes != null) t += `${t === '{' ? '' : ','}"create_volumes":${jsonCall_CreateVolumes(m.create_volumes)}`;
  if (m.destroy_volumes != null) t += `${t === '{' ? '' : ','}"destroy_volumes":${jsonCall_DestroyVolumes(m.destroy_volumes)}`;
  if (m.update_maintenance_schedule != null) t += `${t === '{' ? '' : ','}"update_maintenance_schedule":${jsonCall_UpdateMaintenanceSchedule(m.update_maintenance_schedule)}`;
  if (m.start_maintenance != null) t += `${t === '{' ? '' : ','}"start_maintenance":${jsonCall_StartMaintenance(m.start_maintenance)}`;
  if (m.stop_maintenance != null) t += `${t === '{' ? '' : ','}"stop_maintenance":${jsonCall_StopMaintenance(m.stop_maintenance)}`;
  if (m.set_quota != null) t += `${t === '{' ? '' : ','}"set_quota":${jsonCall_SetQuota(m.set_quota)}`;
  if (m.remove_quota != null) t += `${t === '{' ? '' : ','}"remove_quota":${jsonCall_RemoveQuota(m.remove_quota)}`;
  if (m.teardown != null) t += `${t === '{' ? '' : ','}"teardown":${jsonCall_Teardown(m.teardown)}`;
  if (m.mark_agent_gone != null) t += `${t === '{' ? '' : ','}"mark_agent_gone":${jsonCall_MarkAgentGone(m.mark_agent_gone)}`;
  if (m.grow_volume != null) t += `${t === '{' ? '' : ','}"grow_volume":${jsonCall_GrowVolume(m.grow_volume)}`;
  if (m.shrink_volume != null) t += `${t === '{' ? '' : ','}"shrink_volume":${jsonCall_ShrinkVolume(m.shrink_volume)}`;
  if (m.update_quota != null) t += `${t === '{' ? '' : ','}"update_quota":${jsonCall_UpdateQuota(m.update_quota)}`;
  if (m.drain_agent != null) t += `${t === '{' ? '' : ','}"drain_agent":${jsonCall_DrainAgent(m.drain_agent)}`;
  if (m.deactivate_agent != null) t += `${t === '{' ? '' : ','}"deactivate_agent":${jsonCall_DeactivateAgent(m.deactivate_agent)}`;
  if (m.reactivate_agent != null) t += `${t === '{' ? '' : ','}"reactivate_agent":${jsonCall_ReactivateAgent(m.reactivate_agent)}`;
  return `${t}}`;
}
export const Call: MessageType<Call> = new MessageType<Call>({
  typeName: 'mesos.v1.master.Call',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Call_Type },
    { name: 'get_metrics', number: 2, label: 'optional', type: () => Call_GetMetrics },
    { name: 'set_logging_level', number: 3, label: 'optional', type: () => Call_SetLoggingLevel },
    { name: 'list_files', number: 4, label: 'optional', type: () => Call_ListFiles },
    { name: 'read_file', number: 5, label: 'optional', type: () => Call_ReadFile },
    { name: 'update_weights', number: 6, label: 'optional', type: () => Call_UpdateWeights },
    { name: 'reserve_resources', number: 7, label: 'optional', type: () => Call_ReserveResources },
    { name: 'unreserve_resources', number: 8, label: 'optional', type: () => Call_UnreserveResources },
    { name: 'create_volumes', number: 9, label: 'optional', type: () => Call_CreateVolumes },
    { name: 'destroy_volumes', number: 10, label: 'optional', type: () => Call_DestroyVolumes },
    { name: 'update_maintenance_schedule', number: 11, label: 'optional', type: () => Call_UpdateMaintenanceSchedule },
    { name: 'start_maintenance', number: 12, label: 'optional', type: () => Call_StartMaintenance },
    { name: 'stop_maintenance', number: 13, label: 'optional', type: () => Call_StopMaintenance },
    { name: 'set_quota', number: 14, label: 'optional', type: () => Call_SetQuota },
    { name: 'remove_quota', number: 15, label: 'optional', type: () => Call_RemoveQuota },
    { name: 'teardown', number: 16, label: 'optional', type: () => Call_Teardown },
    { name: 'mark_agent_gone', number: 17, label: 'optional', type: () => Call_MarkAgentGone },
    { name: 'grow_volume', number: 18, label: 'optional', type: () => Call_GrowVolume },
    { name: 'shrink_volume', number: 19, label: 'optional', type: () => Call_ShrinkVolume },
    { name: 'update_quota', number: 20, label: 'optional', type: () => Call_UpdateQuota },
    { name: 'drain_agent', number: 21, label: 'optional', type: () => Call_DrainAgent },
    { name: 'deactivate_agent', number: 22, label: 'optional', type: () => Call_DeactivateAgent },
    { name: 'reactivate_agent', number: 23, label: 'optional', type: () => Call_ReactivateAgent },
  ],
  write: writeCall,
  read: readCall,
  json: jsonCall,
});

export interface Call_GetMetrics {
  /** How long slow metrics may take; what is late is left out. */
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
  typeName: 'mesos.v1.master.Call.GetMetrics',
  fields: [
    { name: 'timeout', number: 1, label: 'optional', type: () => DurationInfo },
  ],
  write: writeCall_GetMetrics,
  read: readCall_GetMetrics,
  json: jsonCall_GetMetrics,
});

/** Verbose lines up to this level, for this long. */
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
  typeName: 'mesos.v1.master.Call.SetLoggingLevel',
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
  typeName: 'mesos.v1.master.Call.ListFiles',
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
  /** Bytes; absent: as many as are given at a time. */
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
  typeName: 'mesos.v1.master.Call.ReadFile',
  fields: [
    { name: 'path', number: 1, label: 'required', type: 'string' },
    { name: 'offset', number: 2, label: 'required', type: 'uint64' },
    { name: 'length', number: 3, label: 'optional', type: 'uint64' },
  ],
  write: writeCall_ReadFile,
  read: readCall_ReadFile,
  json: jsonCall_ReadFile,
});

export interface Call_UpdateWeights {
  weight_infos?: WeightInfo[];
}
function writeCall_UpdateWeights(w: Writer, m: Call_UpdateWeights): void {
  if (m.weight_infos !== undefined) {
    for (let i = m.weight_infos.length - 1; i >= 0; i--) {
      const value = m.weight_infos[i]!;
      const size = w.size(); WeightInfo.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_UpdateWeights(r: Reader, end: number): Call_UpdateWeights {
  const m = {} as Call_UpdateWeights;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.weight_infos ??= []).push(WeightInfo.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_UpdateWeights(m: Call_UpdateWeights): string {
  let t = '{';
  if (m.weight_infos != null && m.weight_infos.length > 0) t += `"weight_infos":${listJson(m.weight_infos, (one) => WeightInfo.toJson(one))}`;
  return `${t}}`;
}
export const Call_UpdateWeights: MessageType<Call_UpdateWeights> = new MessageType<Call_UpdateWeights>({
  typeName: 'mesos.v1.master.Call.UpdateWeights',
  fields: [
    { name: 'weight_infos', number: 1, label: 'repeated', type: () => WeightInfo },
  ],
  write: writeCall_UpdateWeights,
  read: readCall_UpdateWeights,
  json: jsonCall_UpdateWeights,
});

export interface Call_ReserveResources {
  agent_id: AgentID;
  resources?: Resource[];
  /** The resources as they are reserved now. */
  source?: Resource[];
}
function writeCall_ReserveResources(w: Writer, m: Call_ReserveResources): void {
  if (m.source !== undefined) {
    for (let i = m.source.length - 1; i >= 0; i--) {
      const value = m.source[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_ReserveResources(r: Reader, end: number): Call_ReserveResources {
  const m = {} as Call_ReserveResources;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: (m.resources ??= []).push(Resource.read(r, r.span())); break;
      case 26: (m.source ??= []).push(Resource.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_ReserveResources(m: Call_ReserveResources): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.resources != null && m.resources.length > 0) t += `${t === '{' ? '' : ','}"resources":${listJson(m.resources, (one) => Resource.toJson(one))}`;
  if (m.source != null && m.source.length > 0) t += `${t === '{' ? '' : ','}"source":${listJson(m.source, (one) => Resource.toJson(one))}`;
  return `${t}}`;
}
export const Call_ReserveResources: MessageType<Call_ReserveResources> = new MessageType<Call_ReserveResources>({
  typeName: 'mesos.v1.master.Call.ReserveResources',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'resources', number: 2, label: 'repeated', type: () => Resource },
    { name: 'source', number: 3, label: 'repeated', type: () => Resource },
  ],
  write: writeCall_ReserveResources,
  read: readCall_ReserveResources,
  json: jsonCall_ReserveResources,
});

export interface Call_UnreserveResources {
  agent_id: AgentID;
  resources?: Resource[];
}
function writeCall_UnreserveResources(w: Writer, m: Call_UnreserveResources): void {
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_UnreserveResources(r: Reader, end: number): Call_UnreserveResources {
  const m = {} as Call_UnreserveResources;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: (m.resources ??= []).push(Resource.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_UnreserveResources(m: Call_UnreserveResources): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.resources != null && m.resources.length > 0) t += `${t === '{' ? '' : ','}"resources":${listJson(m.resources, (one) => Resource.toJson(one))}`;
  return `${t}}`;
}
export const Call_UnreserveResources: MessageType<Call_UnreserveResources> = new MessageType<Call_UnreserveResources>({
  typeName: 'mesos.v1.master.Call.UnreserveResources',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'resources', number: 2, label: 'repeated', type: () => Resource },
  ],
  write: writeCall_UnreserveResources,
  read: readCall_UnreserveResources,
  json: jsonCall_UnreserveResources,
});

export interface Call_CreateVolumes {
  agent_id: AgentID;
  volumes?: Resource[];
}
function writeCall_CreateVolumes(w: Writer, m: Call_CreateVolumes): void {
  if (m.volumes !== undefined) {
    for (let i = m.volumes.length - 1; i >= 0; i--) {
      const value = m.volumes[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_CreateVolumes(r: Reader, end: number): Call_CreateVolumes {
  const m = {} as Call_CreateVolumes;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: (m.volumes ??= []).push(Resource.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_CreateVolumes(m: Call_CreateVolumes): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.volumes != null && m.volumes.length > 0) t += `${t === '{' ? '' : ','}"volumes":${listJson(m.volumes, (one) => Resource.toJson(one))}`;
  return `${t}}`;
}
export const Call_CreateVolumes: MessageType<Call_CreateVolumes> = new MessageType<Call_CreateVolumes>({
  typeName: 'mesos.v1.master.Call.CreateVolumes',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'volumes', number: 2, label: 'repeated', type: () => Resource },
  ],
  write: writeCall_CreateVolumes,
  read: readCall_CreateVolumes,
  json: jsonCall_CreateVolumes,
});

export interface Call_DestroyVolumes {
  agent_id: AgentID;
  volumes?: Resource[];
}
function writeCall_DestroyVolumes(w: Writer, m: Call_DestroyVolumes): void {
  if (m.volumes !== undefined) {
    for (let i = m.volumes.length - 1; i >= 0; i--) {
      const value = m.volumes[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_DestroyVolumes(r: Reader, end: number): Call_DestroyVolumes {
  const m = {} as Call_DestroyVolumes;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: (m.volumes ??= []).push(Resource.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_DestroyVolumes(m: Call_DestroyVolumes): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.volumes != null && m.volumes.length > 0) t += `${t === '{' ? '' : ','}"volumes":${listJson(m.volumes, (one) => Resource.toJson(one))}`;
  return `${t}}`;
}
export const Call_DestroyVolumes: MessageType<Call_DestroyVolumes> = new MessageType<Call_DestroyVolumes>({
  typeName: 'mesos.v1.master.Call.DestroyVolumes',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'volumes', number: 2, label: 'repeated', type: () => Resource },
  ],
  write: writeCall_DestroyVolumes,
  read: readCall_DestroyVolumes,
  json: jsonCall_DestroyVolumes,
});

export interface Call_GrowVolume {
  agent_id?: AgentID;
  volume: Resource;
  addition: Resource;
}
function writeCall_GrowVolume(w: Writer, m: Call_GrowVolume): void {
  if (m.addition !== undefined) { const size = w.size(); Resource.write(w, m.addition); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.volume !== undefined) { const size = w.size(); Resource.write(w, m.volume); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
}
function readCall_GrowVolume(r: Reader, end: number): Call_GrowVolume {
  const m = {} as Call_GrowVolume;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: m.volume = Resource.read(r, r.span()); break;
      case 26: m.addition = Resource.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.volume === undefined || m.addition === undefined) r.incomplete = true;
  return m;
}
function jsonCall_GrowVolume(m: Call_GrowVolume): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.volume != null) t += `${t === '{' ? '' : ','}"volume":${Resource.toJson(m.volume)}`;
  if (m.addition != null) t += `${t === '{' ? '' : ','}"addition":${Resource.toJson(m.addition)}`;
  return `${t}}`;
}
export const Call_GrowVolume: MessageType<Call_GrowVolume> = new MessageType<Call_GrowVolume>({
  typeName: 'mesos.v1.master.Call.GrowVolume',
  fields: [
    { name: 'agent_id', number: 1, label: 'optional', type: () => AgentID },
    { name: 'volume', number: 2, label: 'required', type: () => Resource },
    { name: 'addition', number: 3, label: 'required', type: () => Resource },
  ],
  write: writeCall_GrowVolume,
  read: readCall_GrowVolume,
  json: jsonCall_GrowVolume,
});

export interface Call_ShrinkVolume {
  agent_id?: AgentID;
  volume: Resource;
  subtract: Value_Scalar;
}
function writeCall_ShrinkVolume(w: Writer, m: Call_ShrinkVolume): void {
  if (m.subtract !== undefined) { const size = w.size(); Value_Scalar.write(w, m.subtract); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.volume !== undefined) { const size = w.size(); Resource.write(w, m.volume); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
}
function readCall_ShrinkVolume(r: Reader, end: number): Call_ShrinkVolume {
  const m = {} as Call_ShrinkVolume;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: m.volume = Resource.read(r, r.span()); break;
      case 26: m.subtract = Value_Scalar.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.volume === undefined || m.subtract === undefined) r.incomplete = true;
  return m;
}
function jsonCall_ShrinkVolume(m: Call_ShrinkVolume): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.volume != null) t += `${t === '{' ? '' : ','}"volume":${Resource.toJson(m.volume)}`;
  if (m.subtract != null) t += `${t === '{' ? '' : ','}"subtract":${Value_Scalar.toJson(m.subtract)}`;
  return `${t}}`;
}
export const Call_ShrinkVolume: MessageType<Call_ShrinkVolume> = new MessageType<Call_ShrinkVolume>({
  typeName: 'mesos.v1.master.Call.ShrinkVolume',
  fields: [
    { name: 'agent_id', number: 1, label: 'optional', type: () => AgentID },
    { name: 'volume', number: 2, label: 'required', type: () => Resource },
    { name: 'subtract', number: 3, label: 'required', type: () => Value_Scalar },
  ],
  write: writeCall_ShrinkVolume,
  read: readCall_ShrinkVolume,
  json: jsonCall_ShrinkVolume,
});

export interface Call_UpdateMaintenanceSchedule {
  schedule: Schedule;
}
function writeCall_UpdateMaintenanceSchedule(w: Writer, m: Call_UpdateMaintenanceSchedule): void {
  if (m.schedule !== undefined) { const size = w.size(); Schedule.write(w, m.schedule); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_UpdateMaintenanceSchedule(r: Reader, end: number): Call_UpdateMaintenanceSchedule {
  const m = {} as Call_UpdateMaintenanceSchedule;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.schedule = Schedule.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.schedule === undefined) r.incomplete = true;
  return m;
}
function jsonCall_UpdateMaintenanceSchedule(m: Call_UpdateMaintenanceSchedule): string {
  let t = '{';
  if (m.schedule != null) t += `"schedule":${Schedule.toJson(m.schedule)}`;
  return `${t}}`;
}
export const Call_UpdateMaintenanceSchedule: MessageType<Call_UpdateMaintenanceSchedule> = new MessageType<Call_UpdateMaintenanceSchedule>({
  typeName: 'mesos.v1.master.Call.UpdateMaintenanceSchedule',
  fields: [
    { name: 'schedule', number: 1, label: 'required', type: () => Schedule },
  ],
  write: writeCall_UpdateMaintenanceSchedule,
  read: readCall_UpdateMaintenanceSchedule,
  json: jsonCall_UpdateMaintenanceSchedule,
});

export interface Call_StartMaintenance {
  machines?: MachineID[];
}
function writeCall_StartMaintenance(w: Writer, m: Call_StartMaintenance): void {
  if (m.machines !== undefined) {
    for (let i = m.machines.length - 1; i >= 0; i--) {
      const value = m.machines[i]!;
      const size = w.size(); MachineID.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_StartMaintenance(r: Reader, end: number): Call_StartMaintenance {
  const m = {} as Call_StartMaintenance;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.machines ??= []).push(MachineID.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_StartMaintenance(m: Call_StartMaintenance): string {
  let t = '{';
  if (m.machines != null && m.machines.length > 0) t += `"machines":${listJson(m.machines, (one) => MachineID.toJson(one))}`;
  return `${t}}`;
}
export const Call_StartMaintenance: MessageType<Call_StartMaintenance> = new MessageType<Call_StartMaintenance>({
  typeName: 'mesos.v1.master.Call.StartMaintenance',
  fields: [
    { name: 'machines', number: 1, label: 'repeated', type: () => MachineID },
  ],
  write: writeCall_StartMaintenance,
  read: readCall_StartMaintenance,
  json: jsonCall_StartMaintenance,
});

export interface Call_StopMaintenance {
  machines?: MachineID[];
}
function writeCall_StopMaintenance(w: Writer, m: Call_StopMaintenance): void {
  if (m.machines !== undefined) {
    for (let i = m.machines.length - 1; i >= 0; i--) {
      const value = m.machines[i]!;
      const size = w.size(); MachineID.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_StopMaintenance(r: Reader, end: number): Call_StopMaintenance {
  const m = {} as Call_StopMaintenance;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.machines ??= []).push(MachineID.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_StopMaintenance(m: Call_StopMaintenance): string {
  let t = '{';
  if (m.machines != null && m.machines.length > 0) t += `"machines":${listJson(m.machines, (one) => MachineID.toJson(one))}`;
  return `${t}}`;
}
export const Call_StopMaintenance: MessageType<Call_StopMaintenance> = new MessageType<Call_StopMaintenance>({
  typeName: 'mesos.v1.master.Call.StopMaintenance',
  fields: [
    { name: 'machines', number: 1, label: 'repeated', type: () => MachineID },
  ],
  write: writeCall_StopMaintenance,
  read: readCall_StopMaintenance,
  json: jsonCall_StopMaintenance,
});

/** Ends all tasks of an agent and keeps it from getting new ones. */
export interface Call_DrainAgent {
  agent_id: AgentID;
  max_grace_period?: Duration;
  /** Default: false. */
  mark_gone?: boolean;
}
function writeCall_DrainAgent(w: Writer, m: Call_DrainAgent): void {
  if (m.mark_gone !== undefined) { w.bool(m.mark_gone); w.byte(24); }
  if (m.max_grace_period !== undefined) { const size = w.size(); Duration.write(w, m.max_grace_period); w.varint32(w.size() - size); w.byte(18); }
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_DrainAgent(r: Reader, end: number): Call_DrainAgent {
  const m = {} as Call_DrainAgent;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: m.max_grace_period = Duration.read(r, r.span()); break;
      case 24: m.mark_gone = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_DrainAgent(m: Call_DrainAgent): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.max_grace_period != null) t += `${t === '{' ? '' : ','}"max_grace_period":${Duration.toJson(m.max_grace_period)}`;
  t += `${t === '{' ? '' : ','}"mark_gone":${String((m.mark_gone ?? false))}`;
  return `${t}}`;
}
export const Call_DrainAgent: MessageType<Call_DrainAgent> = new MessageType<Call_DrainAgent>({
  typeName: 'mesos.v1.master.Call.DrainAgent',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'max_grace_period', number: 2, label: 'optional', type: () => Duration },
    { name: 'mark_gone', number: 3, label: 'optional', type: 'bool', default: false },
  ],
  write: writeCall_DrainAgent,
  read: readCall_DrainAgent,
  json: jsonCall_DrainAgent,
});

/** No more offers of it; its tasks run on. */
export interface Call_DeactivateAgent {
  agent_id: AgentID;
}
function writeCall_DeactivateAgent(w: Writer, m: Call_DeactivateAgent): void {
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_DeactivateAgent(r: Reader, end: number): Call_DeactivateAgent {
  const m = {} as Call_DeactivateAgent;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_DeactivateAgent(m: Call_DeactivateAgent): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  return `${t}}`;
}
export const Call_DeactivateAgent: MessageType<Call_DeactivateAgent> = new MessageType<Call_DeactivateAgent>({
  typeName: 'mesos.v1.master.Call.DeactivateAgent',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
  ],
  write: writeCall_DeactivateAgent,
  read: readCall_DeactivateAgent,
  json: jsonCall_DeactivateAgent,
});

export interface Call_ReactivateAgent {
  agent_id: AgentID;
}
function writeCall_ReactivateAgent(w: Writer, m: Call_ReactivateAgent): void {
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_ReactivateAgent(r: Reader, end: number): Call_ReactivateAgent {
  const m = {} as Call_ReactivateAgent;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_ReactivateAgent(m: Call_ReactivateAgent): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  return `${t}}`;
}
export const Call_ReactivateAgent: MessageType<Call_ReactivateAgent> = new MessageType<Call_ReactivateAgent>({
  typeName: 'mesos.v1.master.Call.ReactivateAgent',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
  ],
  write: writeCall_ReactivateAgent,
  read: readCall_ReactivateAgent,
  json: jsonCall_ReactivateAgent,
});

export interface Call_UpdateQuota {
  /** Even if the cluster has less than is guaranteed. */
  force?: boolean;
  quota_configs?: QuotaConfig[];
}
function writeCall_UpdateQuota(w: Writer, m: Call_UpdateQuota): void {
  if (m.quota_configs !== undefined) {
    for (let i = m.quota_configs.length - 1; i >= 0; i--) {
      const value = m.quota_configs[i]!;
      const size = w.size(); QuotaConfig.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.force !== undefined) { w.bool(m.force); w.byte(8); }
}
function readCall_UpdateQuota(r: Reader, end: number): Call_UpdateQuota {
  const m = {} as Call_UpdateQuota;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.force = r.bool(); break;
      case 18: (m.quota_configs ??= []).push(QuotaConfig.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_UpdateQuota(m: Call_UpdateQuota): string {
  let t = '{';
  if (m.force != null) t += `"force":${String(m.force)}`;
  if (m.quota_configs != null && m.quota_configs.length > 0) t += `${t === '{' ? '' : ','}"quota_configs":${listJson(m.quota_configs, (one) => QuotaConfig.toJson(one))}`;
  return `${t}}`;
}
export const Call_UpdateQuota: MessageType<Call_UpdateQuota> = new MessageType<Call_UpdateQuota>({
  typeName: 'mesos.v1.master.Call.UpdateQuota',
  fields: [
    { name: 'force', number: 1, label: 'optional', type: 'bool' },
    { name: 'quota_configs', number: 2, label: 'repeated', type: () => QuotaConfig },
  ],
  write: writeCall_UpdateQuota,
  read: readCall_UpdateQuota,
  json: jsonCall_UpdateQuota,
});

export interface Call_SetQuota {
  quota_request: QuotaRequest;
}
function writeCall_SetQuota(w: Writer, m: Call_SetQuota): void {
  if (m.quota_request !== undefined) { const size = w.size(); QuotaRequest.write(w, m.quota_request); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_SetQuota(r: Reader, end: number): Call_SetQuota {
  const m = {} as Call_SetQuota;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.quota_request = QuotaRequest.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.quota_request === undefined) r.incomplete = true;
  return m;
}
function jsonCall_SetQuota(m: Call_SetQuota): string {
  let t = '{';
  if (m.quota_request != null) t += `"quota_request":${QuotaRequest.toJson(m.quota_request)}`;
  return `${t}}`;
}
export const Call_SetQuota: MessageType<Call_SetQuota> = new MessageType<Call_SetQuota>({
  typeName: 'mesos.v1.master.Call.SetQuota',
  fields: [
    { name: 'quota_request', number: 1, label: 'required', type: () => QuotaRequest },
  ],
  write: writeCall_SetQuota,
  read: readCall_SetQuota,
  json: jsonCall_SetQuota,
});

export interface Call_RemoveQuota {
  role: string;
}
function writeCall_RemoveQuota(w: Writer, m: Call_RemoveQuota): void {
  if (m.role !== undefined) { w.string(m.role); w.byte(10); }
  else w.incomplete = true;
}
function readCall_RemoveQuota(r: Reader, end: number): Call_RemoveQuota {
  const m = {} as Call_RemoveQuota;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.role = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.role === undefined) r.incomplete = true;
  return m;
}
function jsonCall_RemoveQuota(m: Call_RemoveQuota): string {
  let t = '{';
  if (m.role != null) t += `"role":${quoted(m.role)}`;
  return `${t}}`;
}
export const Call_RemoveQuota: MessageType<Call_RemoveQuota> = new MessageType<Call_RemoveQuota>({
  typeName: 'mesos.v1.master.Call.RemoveQuota',
  fields: [
    { name: 'role', number: 1, label: 'required', type: 'string' },
  ],
  write: writeCall_RemoveQuota,
  read: readCall_RemoveQuota,
  json: jsonCall_RemoveQuota,
});

export interface Call_Teardown {
  framework_id: FrameworkID;
}
function writeCall_Teardown(w: Writer, m: Call_Teardown): void {
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_Teardown(r: Reader, end: number): Call_Teardown {
  const m = {} as Call_Teardown;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_Teardown(m: Call_Teardown): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  return `${t}}`;
}
export const Call_Teardown: MessageType<Call_Teardown> = new MessageType<Call_Teardown>({
  typeName: 'mesos.v1.master.Call.Teardown',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
  ],
  write: writeCall_Teardown,
  read: readCall_Teardown,
  json: jsonCall_Teardown,
});

/** For good: its tasks are reported as gone, and it may never come back. */
export interface Call_MarkAgentGone {
  agent_id: AgentID;
}
function writeCall_MarkAgentGone(w: Writer, m: Call_MarkAgentGone): void {
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_MarkAgentGone(r: Reader, end: number): Call_MarkAgentGone {
  const m = {} as Call_MarkAgentGone;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_MarkAgentGone(m: Call_MarkAgentGone): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  return `${t}}`;
}
export const Call_MarkAgentGone: MessageType<Call_MarkAgentGone> = new MessageType<Call_MarkAgentGone>({
  typeName: 'mesos.v1.master.Call.MarkAgentGone',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
  ],
  write: writeCall_MarkAgentGone,
  read: readCall_MarkAgentGone,
  json: jsonCall_MarkAgentGone,
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
  get_agents?: Response_GetAgents;
  get_frameworks?: Response_GetFrameworks;
  get_executors?: Response_GetExecutors;
  get_tasks?: Response_GetTasks;
  get_roles?: Response_GetRoles;
  get_weights?: Response_GetWeights;
  get_master?: Response_GetMaster;
  get_maintenance_status?: Response_GetMaintenanceStatus;
  get_maintenance_schedule?: Response_GetMaintenanceSchedule;
  get_quota?: Response_GetQuota;
  get_operations?: Response_GetOperations;
}
function writeResponse(w: Writer, m: Response): void {
  if (m.get_operations !== undefined) { const size = w.size(); writeResponse_GetOperations(w, m.get_operations); w.varint32(w.size() - size); w.varint32(162); }
  if (m.get_quota !== undefined) { const size = w.size(); writeResponse_GetQuota(w, m.get_quota); w.varint32(w.size() - size); w.varint32(154); }
  if (m.get_maintenance_schedule !== undefined) { const size = w.size(); writeResponse_GetMaintenanceSchedule(w, m.get_maintenance_schedule); w.varint32(w.size() - size); w.varint32(146); }
  if (m.get_maintenance_status !== undefined) { const size = w.size(); writeResponse_GetMaintenanceStatus(w, m.get_maintenance_status); w.varint32(w.size() - size); w.varint32(138); }
  if (m.get_master !== undefined) { const size = w.size(); writeResponse_GetMaster(w, m.get_master); w.varint32(w.size() - size); w.varint32(130); }
  if (m.get_weights !== undefined) { const size = w.size(); writeResponse_GetWeights(w, m.get_weights); w.varint32(w.size() - size); w.byte(122); }
  if (m.get_roles !== undefined) { const size = w.size(); writeResponse_GetRoles(w, m.get_roles); w.varint32(w.size() - size); w.byte(114); }
  if (m.get_tasks !== undefined) { const size = w.size(); writeResponse_GetTasks(w, m.get_tasks); w.varint32(w.size() - size); w.byte(106); }
  if (m.get_executors !== undefined) { const size = w.size(); writeResponse_GetExecutors(w, m.get_executors); w.varint32(w.size() - size); w.byte(98); }
  if (m.get_frameworks !== undefined) { const size = w.size(); writeResponse_GetFrameworks(w, m.get_frameworks); w.varint32(w.size() - size); w.byte(90); }
  if (m.get_agents !== undefined) { const size = w.size(); writeResponse_GetAgents(w, m.get_agents); w.varint32(w.size() - size); w.byte(82); }
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
      case 82: m.get_agents = readResponse_GetAgents(r, r.span()); break;
      case 90: m.get_frameworks = readResponse_GetFrameworks(r, r.span()); break;
      case 98: m.get_executors = readResponse_GetExecutors(r, r.span()); break;
      case 106: m.get_tasks = readResponse_GetTasks(r, r.span()); break;
      case 114: m.get_roles = readResponse_GetRoles(r, r.span()); break;
      case 122: m.get_weights = readResponse_GetWeights(r, r.span()); break;
      case 130: m.get_master = readResponse_GetMaster(r, r.span()); break;
      case 138: m.get_maintenance_status = readResponse_GetMaintenanceStatus(r, r.span()); break;
      case 146: m.get_maintenance_schedule = readResponse_GetMaintenanceSchedule(r, r.span()); break;
      case 154: m.get_quota = readResponse_GetQuota(r, r.span()); break;
      case 162: m.get_operations = readResponse_GetOperations(r, r.span()); break;
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
  if (m.get_agents != null) t += `${t === '{' ? '' : ','}"get_agents":${jsonResponse_GetAgents(m.get_agents)}`;
  if (m.get_frameworks != null) t += `${t === '{' ? '' : ','}"get_frameworks":${jsonResponse_GetFrameworks(m.get_frameworks)}`;
  if (m.get_executors != null) t += `${t === '{' ? '' : ','}"get_executors":${jsonResponse_GetExecutors(m.get_executors)}`;
  if (m.get_tasks != null) t += `${t === '{' ? '' : ','}"get_tasks":${jsonResponse_GetTasks(m.get_tasks)}`;
  if (m.get_roles != null) t += `${t === '{' ? '' : ','}"get_roles":${jsonResponse_GetRoles(m.get_roles)}`;
  if (m.get_weights != null) t += `${t === '{' ? '' : ','}"get_weights":${jsonResponse_GetWeights(m.get_weights)}`;
  if (m.get_master != null) t += `${t === '{' ? '' : ','}"get_master":${jsonResponse_GetMaster(m.get_master)}`;
  if (m.get_maintenance_status != null) t += `${t === '{' ? '' : ','}"get_maintenance_status":${jsonResponse_GetMaintenanceStatus(m.get_maintenance_status)}`;
  if (m.get_maintenance_schedule != null) t += `${t === '{' ? '' : ','}"get_maintenance_schedule":${jsonResponse_GetMaintenanceSchedule(m.get_maintenance_schedule)}`;
  if (m.get_quota != null) t += `${t === '{' ? '' : ','}"get_quota":${jsonResponse_GetQuota(m.get_quota)}`;
  if (m.get_operations != null) t += `${t === '{' ? '' : ','}"get_operations":${jsonResponse_GetOperations(m.get_operations)}`;
  return `${t}}`;
}
export const Response: MessageType<Response> = new MessageType<Response>({
  typeName: 'mesos.v1.master.Response',
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
    { name: 'get_agents', number: 10, label: 'optional', type: () => Response_GetAgents },
    { name: 'get_frameworks', number: 11, label: 'optional', type: () => Response_GetFrameworks },
    { name: 'get_executors', number: 12, label: 'optional', type: () => Response_GetExecutors },
    { name: 'get_tasks', number: 13, label: 'optional', type: () => Response_GetTasks },
    { name: 'get_roles', number: 14, label: 'optional', type: () => Response_GetRoles },
    { name: 'get_weights', number: 15, label: 'optional', type: () => Response_GetWeights },
    { name: 'get_master', number: 16, label: 'optional', type: () => Response_GetMaster },
    { name: 'get_maintenance_status', number: 17, label: 'optional', type: () => Response_GetMaintenanceStatus },
    { name: 'get_maintenance_schedule', number: 18, label: 'optional', type: () => Response_GetMaintenanceSchedule },
    { name: 'get_quota', number: 19, label: 'optional', type: () => Response_GetQuota },
    { name: 'get_operations', number: 20, label: 'optional', type: () => Response_GetOperations },
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
  typeName: 'mesos.v1.master.Response.GetHealth',
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
  typeName: 'mesos.v1.master.Response.GetFlags',
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
  typeName: 'mesos.v1.master.Response.GetVersion',
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
  typeName: 'mesos.v1.master.Response.GetMetrics',
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
  typeName: 'mesos.v1.master.Response.GetLoggingLevel',
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
  typeName: 'mesos.v1.master.Response.ListFiles',
  fields: [
    { name: 'file_infos', number: 1, label: 'repeated', type: () => FileInfo },
  ],
  write: writeResponse_ListFiles,
  read: readResponse_ListFiles,
  json: jsonResponse_ListFiles,
});

export interface Response_ReadFile {
  /** Of the whole file, in bytes. */
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
  typeName: 'mesos.v1.master.Response.ReadFile',
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
  get_agents?: Response_GetAgents;
}
function writeResponse_GetState(w: Writer, m: Response_GetState): void {
  if (m.get_agents !== undefined) { const size = w.size(); writeResponse_GetAgents(w, m.get_agents); w.varint32(w.size() - size); w.byte(34); }
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
      case 34: m.get_agents = readResponse_GetAgents(r, r.span()); break;
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
  if (m.get_agents != null) t += `${t === '{' ? '' : ','}"get_agents":${jsonResponse_GetAgents(m.get_agents)}`;
  return `${t}}`;
}
export const Response_GetState: MessageType<Response_GetState> = new MessageType<Response_GetState>({
  typeName: 'mesos.v1.master.Response.GetState',
  fields: [
    { name: 'get_tasks', number: 1, label: 'optional', type: () => Response_GetTasks },
    { name: 'get_executors', number: 2, label: 'optional', type: () => Response_GetExecutors },
    { name: 'get_frameworks', number: 3, label: 'optional', type: () => Response_GetFrameworks },
    { name: 'get_agents', number: 4, label: 'optional', type: () => Response_GetAgents },
  ],
  write: writeResponse_GetState,
  read: readResponse_GetState,
  json: jsonResponse_GetState,
});

export interface Response_GetAgents {
  agents?: Response_GetAgents_Agent[];
  /** In the registry, not yet back since this master started. */
  recovered_agents?: AgentInfo[];
}
function writeResponse_GetAgents(w: Writer, m: Response_GetAgents): void {
  if (m.recovered_agents !== undefined) {
    for (let i = m.recovered_agents.length - 1; i >= 0; i--) {
      const value = m.recovered_agents[i]!;
      const size = w.size(); AgentInfo.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.agents !== undefined) {
    for (let i = m.agents.length - 1; i >= 0; i--) {
      const value = m.agents[i]!;
      const size = w.size(); writeResponse_GetAgents_Agent(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_GetAgents(r: Reader, end: number): Response_GetAgents {
  const m = {} as Response_GetAgents;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.agents ??= []).push(readResponse_GetAgents_Agent(r, r.span())); break;
      case 18: (m.recovered_agents ??= []).push(AgentInfo.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetAgents(m: Response_GetAgents): string {
  let t = '{';
  if (m.agents != null && m.agents.length > 0) t += `"agents":${listJson(m.agents, jsonResponse_GetAgents_Agent)}`;
  if (m.recovered_agents != null && m.recovered_agents.length > 0) t += `${t === '{' ? '' : ','}"recovered_agents":${listJson(m.recovered_agents, (one) => AgentInfo.toJson(one))}`;
  return `${t}}`;
}
export const Response_GetAgents: MessageType<Response_GetAgents> = new MessageType<Response_GetAgents>({
  typeName: 'mesos.v1.master.Response.GetAgents',
  fields: [
    { name: 'agents', number: 1, label: 'repeated', type: () => Response_GetAgents_Agent },
    { name: 'recovered_agents', number: 2, label: 'repeated', type: () => AgentInfo },
  ],
  write: writeResponse_GetAgents,
  read: readResponse_GetAgents,
  json: jsonResponse_GetAgents,
});

export interface Response_GetAgents_Agent {
  agent_info: AgentInfo;
  /** Whether it is offered; false while disconnected. */
  active: boolean;
  version: string;
  /** "slave(1)@10.0.0.7:5051": where libprocess messages go. */
  pid?: string;
  registered_time?: TimeInfo;
  reregistered_time?: TimeInfo;
  total_resources?: Resource[];
  /** In use by tasks and executors. */
  allocated_resources?: Resource[];
  offered_resources?: Resource[];
  capabilities?: AgentInfo_Capability[];
  resource_providers?: Response_GetAgents_Agent_ResourceProvider[];
  deactivated?: boolean;
  drain_info?: DrainInfo;
  estimated_drain_start_time?: TimeInfo;
}
function writeResponse_GetAgents_Agent(w: Writer, m: Response_GetAgents_Agent): void {
  if (m.estimated_drain_start_time !== undefined) { const size = w.size(); TimeInfo.write(w, m.estimated_drain_start_time); w.varint32(w.size() - size); w.byte(114); }
  if (m.drain_info !== undefined) { const size = w.size(); DrainInfo.write(w, m.drain_info); w.varint32(w.size() - size); w.byte(106); }
  if (m.deactivated !== undefined) { w.bool(m.deactivated); w.byte(96); }
  if (m.resource_providers !== undefined) {
    for (let i = m.resource_providers.length - 1; i >= 0; i--) {
      const value = m.resource_providers[i]!;
      const size = w.size(); writeResponse_GetAgents_Agent_ResourceProvider(w, value); w.varint32(w.size() - size); w.byte(90);
    }
  }
  if (m.capabilities !== undefined) {
    for (let i = m.capabilities.length - 1; i >= 0; i--) {
      const value = m.capabilities[i]!;
      const size = w.size(); AgentInfo_Capability.write(w, value); w.varint32(w.size() - size); w.byte(82);
    }
  }
  if (m.offered_resources !== undefined) {
    for (let i = m.offered_resources.length - 1; i >= 0; i--) {
      const value = m.offered_resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(74);
    }
  }
  if (m.allocated_resources !== undefined) {
    for (let i = m.allocated_resources.length - 1; i >= 0; i--) {
      const value = m.allocated_resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(66);
    }
  }
  if (m.total_resources !== undefined) {
    for (let i = m.total_resources.length - 1; i >= 0; i--) {
      const value = m.total_resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(58);
    }
  }
  if (m.reregistered_time !== undefined) { const size = w.size(); TimeInfo.write(w, m.reregistered_time); w.varint32(w.size() - size); w.byte(50); }
  if (m.registered_time !== undefined) { const size = w.size(); TimeInfo.write(w, m.registered_time); w.varint32(w.size() - size); w.byte(42); }
  if (m.pid !== undefined) { w.string(m.pid); w.byte(34); }
  if (m.version !== undefined) { w.string(m.version); w.byte(26); }
  else w.incomplete = true;
  if (m.active !== undefined) { w.bool(m.active); w.byte(16); }
  else w.incomplete = true;
  if (m.agent_info !== undefined) { const size = w.size(); AgentInfo.write(w, m.agent_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResponse_GetAgents_Agent(r: Reader, end: number): Response_GetAgents_Agent {
  const m = {} as Response_GetAgents_Agent;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_info = AgentInfo.read(r, r.span()); break;
      case 16: m.active = r.bool(); break;
      case 26: m.version = r.string(); break;
      case 34: m.pid = r.string(); break;
      case 42: m.registered_time = TimeInfo.read(r, r.span()); break;
      case 50: m.reregistered_time = TimeInfo.read(r, r.span()); break;
      case 58: (m.total_resources ??= []).push(Resource.read(r, r.span())); break;
      case 66: (m.allocated_resources ??= []).push(Resource.read(r, r.span())); break;
      case 74: (m.offered_resources ??= []).push(Resource.read(r, r.span())); break;
      case 82: (m.capabilities ??= []).push(AgentInfo_Capability.read(r, r.span())); break;
      case 90: (m.resource_providers ??= []).push(readResponse_GetAgents_Agent_ResourceProvider(r, r.span())); break;
      case 96: m.deactivated = r.bool(); break;
      case 106: m.drain_info = DrainInfo.read(r, r.span()); break;
      case 114: m.estimated_drain_start_time = TimeInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_info === undefined || m.active === undefined || m.version === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetAgents_Agent(m: Response_GetAgents_Agent): string {
  let t = '{';
  if (m.agent_info != null) t += `"agent_info":${AgentInfo.toJson(m.agent_info)}`;
  if (m.active != null) t += `${t === '{' ? '' : ','}"active":${String(m.active)}`;
  if (m.version != null) t += `${t === '{' ? '' : ','}"version":${quoted(m.version)}`;
  if (m.pid != null) t += `${t === '{' ? '' : ','}"pid":${quoted(m.pid)}`;
  if (m.registered_time != null) t += `${t === '{' ? '' : ','}"registered_time":${TimeInfo.toJson(m.registered_time)}`;
  if (m.reregistered_time != null) t += `${t === '{' ? '' : ','}"reregistered_time":${TimeInfo.toJson(m.reregistered_time)}`;
  if (m.total_resources != null && m.total_resources.length > 0) t += `${t === '{' ? '' : ','}"total_resources":${listJson(m.total_resources, (one) => Resource.toJson(one))}`;
  if (m.allocated_resources != null && m.allocated_resources.length > 0) t += `${t === '{' ? '' : ','}"allocated_resources":${listJson(m.allocated_resources, (one) => Resource.toJson(one))}`;
  if (m.offered_resources != null && m.offered_resources.length > 0) t += `${t === '{' ? '' : ','}"offered_resources":${listJson(m.offered_resources, (one) => Resource.toJson(one))}`;
  if (m.capabilities != null && m.capabilities.length > 0) t += `${t === '{' ? '' : ','}"capabilities":${listJson(m.capabilities, (one) => AgentInfo_Capability.toJson(one))}`;
  if (m.resource_providers != null && m.resource_providers.length > 0) t += `${t === '{' ? '' : ','}"resource_providers":${listJson(m.resource_providers, jsonResponse_GetAgents_Agent_ResourceProvider)}`;
  if (m.deactivated != null) t += `${t === '{' ? '' : ','}"deactivated":${String(m.deactivated)}`;
  if (m.drain_info != null) t += `${t === '{' ? '' : ','}"drain_info":${DrainInfo.toJson(m.drain_info)}`;
  if (m.estimated_drain_start_time != null) t += `${t === '{' ? '' : ','}"estimated_drain_start_time":${TimeInfo.toJson(m.estimated_drain_start_time)}`;
  return `${t}}`;
}
export const Response_GetAgents_Agent: MessageType<Response_GetAgents_Agent> = new MessageType<Response_GetAgents_Agent>({
  typeName: 'mesos.v1.master.Response.GetAgents.Agent',
  fields: [
    { name: 'agent_info', number: 1, label: 'required', type: () => AgentInfo },
    { name: 'active', number: 2, label: 'required', type: 'bool' },
    { name: 'version', number: 3, label: 'required', type: 'string' },
    { name: 'pid', number: 4, label: 'optional', type: 'string' },
    { name: 'registered_time', number: 5, label: 'optional', type: () => TimeInfo },
    { name: 'reregistered_time', number: 6, label: 'optional', type: () => TimeInfo },
    { name: 'total_resources', number: 7, label: 'repeated', type: () => Resource },
    { name: 'allocated_resources', number: 8, label: 'repeated', type: () => Resource },
    { name: 'offered_resources', number: 9, label: 'repeated', type: () => Resource },
    { name: 'capabilities', number: 10, label: 'repeated', type: () => AgentInfo_Capability },
    { name: 'resource_providers', number: 11, label: 'repeated', type: () => Response_GetAgents_Agent_ResourceProvider },
    { name: 'deactivated', number: 12, label: 'optional', type: 'bool' },
    { name: 'drain_info', number: 13, label: 'optional', type: () => DrainInfo },
    { name: 'estimated_drain_start_time', number: 14, label: 'optional', type: () => TimeInfo },
  ],
  write: writeResponse_GetAgents_Agent,
  read: readResponse_GetAgents_Agent,
  json: jsonResponse_GetAgents_Agent,
});

export interface Response_GetAgents_Agent_ResourceProvider {
  resource_provider_info: ResourceProviderInfo;
  total_resources?: Resource[];
}
function writeResponse_GetAgents_Agent_ResourceProvider(w: Writer, m: Response_GetAgents_Agent_ResourceProvider): void {
  if (m.total_resources !== undefined) {
    for (let i = m.total_resources.length - 1; i >= 0; i--) {
      const value = m.total_resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.resource_provider_info !== undefined) { const size = w.size(); ResourceProviderInfo.write(w, m.resource_provider_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResponse_GetAgents_Agent_ResourceProvider(r: Reader, end: number): Response_GetAgents_Agent_ResourceProvider {
  const m = {} as Response_GetAgents_Agent_ResourceProvider;
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
function jsonResponse_GetAgents_Agent_ResourceProvider(m: Response_GetAgents_Agent_ResourceProvider): string {
  let t = '{';
  if (m.resource_provider_info != null) t += `"resource_provider_info":${ResourceProviderInfo.toJson(m.resource_provider_info)}`;
  if (m.total_resources != null && m.total_resources.length > 0) t += `${t === '{' ? '' : ','}"total_resources":${listJson(m.total_resources, (one) => Resource.toJson(one))}`;
  return `${t}}`;
}
export const Response_GetAgents_Agent_ResourceProvider: MessageType<Response_GetAgents_Agent_ResourceProvider> = new MessageType<Response_GetAgents_Agent_ResourceProvider>({
  typeName: 'mesos.v1.master.Response.GetAgents.Agent.ResourceProvider',
  fields: [
    { name: 'resource_provider_info', number: 1, label: 'required', type: () => ResourceProviderInfo },
    { name: 'total_resources', number: 2, label: 'repeated', type: () => Resource },
  ],
  write: writeResponse_GetAgents_Agent_ResourceProvider,
  read: readResponse_GetAgents_Agent_ResourceProvider,
  json: jsonResponse_GetAgents_Agent_ResourceProvider,
});

export interface Response_GetFrameworks {
  frameworks?: Response_GetFrameworks_Framework[];
  completed_frameworks?: Response_GetFrameworks_Framework[];
  /** Empty since frameworks are recovered with their info. */
  recovered_frameworks?: FrameworkInfo[];
}
function writeResponse_GetFrameworks(w: Writer, m: Response_GetFrameworks): void {
  if (m.recovered_frameworks !== undefined) {
    for (let i = m.recovered_frameworks.length - 1; i >= 0; i--) {
      const value = m.recovered_frameworks[i]!;
      const size = w.size(); FrameworkInfo.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
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
      case 26: (m.recovered_frameworks ??= []).push(FrameworkInfo.read(r, r.span())); break;
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
  if (m.recovered_frameworks != null && m.recovered_frameworks.length > 0) t += `${t === '{' ? '' : ','}"recovered_frameworks":${listJson(m.recovered_frameworks, (one) => FrameworkInfo.toJson(one))}`;
  return `${t}}`;
}
export const Response_GetFrameworks: MessageType<Response_GetFrameworks> = new MessageType<Response_GetFrameworks>({
  typeName: 'mesos.v1.master.Response.GetFrameworks',
  fields: [
    { name: 'frameworks', number: 1, label: 'repeated', type: () => Response_GetFrameworks_Framework },
    { name: 'completed_frameworks', number: 2, label: 'repeated', type: () => Response_GetFrameworks_Framework },
    { name: 'recovered_frameworks', number: 3, label: 'repeated', type: () => FrameworkInfo },
  ],
  write: writeResponse_GetFrameworks,
  read: readResponse_GetFrameworks,
  json: jsonResponse_GetFrameworks,
});

export interface Response_GetFrameworks_Framework {
  framework_info: FrameworkInfo;
  active: boolean;
  connected: boolean;
  registered_time?: TimeInfo;
  reregistered_time?: TimeInfo;
  unregistered_time?: TimeInfo;
  offers?: Offer[];
  inverse_offers?: InverseOffer[];
  allocated_resources?: Resource[];
  offered_resources?: Resource[];
  /** Known from its agents alone: it has not subscribed since this master started. */
  recovered: boolean;
  offer_constraints?: OfferConstraints;
}
function writeResponse_GetFrameworks_Framework(w: Writer, m: Response_GetFrameworks_Framework): void {
  if (m.offer_constraints !== undefined) { const size = w.size(); OfferConstraints.write(w, m.offer_constraints); w.varint32(w.size() - size); w.byte(98); }
  if (m.recovered !== undefined) { w.bool(m.recovered); w.byte(88); }
  else w.incomplete = true;
  if (m.offered_resources !== undefined) {
    for (let i = m.offered_resources.length - 1; i >= 0; i--) {
      const value = m.offered_resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(82);
    }
  }
  if (m.allocated_resources !== undefined) {
    for (let i = m.allocated_resources.length - 1; i >= 0; i--) {
      const value = m.allocated_resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(74);
    }
  }
  if (m.inverse_offers !== undefined) {
    for (let i = m.inverse_offers.length - 1; i >= 0; i--) {
      const value = m.inverse_offers[i]!;
      const size = w.size(); InverseOffer.write(w, value); w.varint32(w.size() - size); w.byte(66);
    }
  }
  if (m.offers !== undefined) {
    for (let i = m.offers.length - 1; i >= 0; i--) {
      const value = m.offers[i]!;
      const size = w.size(); Offer.write(w, value); w.varint32(w.size() - size); w.byte(58);
    }
  }
  if (m.unregistered_time !== undefined) { const size = w.size(); TimeInfo.write(w, m.unregistered_time); w.varint32(w.size() - size); w.byte(50); }
  if (m.reregistered_time !== undefined) { const size = w.size(); TimeInfo.write(w, m.reregistered_time); w.varint32(w.size() - size); w.byte(42); }
  if (m.registered_time !== undefined) { const size = w.size(); TimeInfo.write(w, m.registered_time); w.varint32(w.size() - size); w.byte(34); }
  if (m.connected !== undefined) { w.bool(m.connected); w.byte(24); }
  else w.incomplete = true;
  if (m.active !== undefined) { w.bool(m.active); w.byte(16); }
  else w.incomplete = true;
  if (m.framework_info !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResponse_GetFrameworks_Framework(r: Reader, end: number): Response_GetFrameworks_Framework {
  const m = {} as Response_GetFrameworks_Framework;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_info = FrameworkInfo.read(r, r.span()); break;
      case 16: m.active = r.bool(); break;
      case 24: m.connected = r.bool(); break;
      case 34: m.registered_time = TimeInfo.read(r, r.span()); break;
      case 42: m.reregistered_time = TimeInfo.read(r, r.span()); break;
      case 50: m.unregistered_time = TimeInfo.read(r, r.span()); break;
      case 58: (m.offers ??= []).push(Offer.read(r, r.span())); break;
      case 66: (m.inverse_offers ??= []).push(InverseOffer.read(r, r.span())); break;
      case 74: (m.allocated_resources ??= []).push(Resource.read(r, r.span())); break;
      case 82: (m.offered_resources ??= []).push(Resource.read(r, r.span())); break;
      case 88: m.recovered = r.bool(); break;
      case 98: m.offer_constraints = OfferConstraints.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_info === undefined || m.active === undefined || m.connected === undefined || m.recovered === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetFrameworks_Framework(m: Response_GetFrameworks_Framework): string {
  let t = '{';
  if (m.framework_info != null) t += `"framework_info":${FrameworkInfo.toJson(m.framework_info)}`;
  if (m.active != null) t += `${t === '{' ? '' : ','}"active":${String(m.active)}`;
  if (m.connected != null) t += `${t === '{' ? '' : ','}"connected":${String(m.connected)}`;
  if (m.registered_time != null) t += `${t === '{' ? '' : ','}"registered_time":${TimeInfo.toJson(m.registered_time)}`;
  if (m.reregistered_time != null) t += `${t === '{' ? '' : ','}"reregistered_time":${TimeInfo.toJson(m.reregistered_time)}`;
  if (m.unregistered_time != null) t += `${t === '{' ? '' : ','}"unregistered_time":${TimeInfo.toJson(m.unregistered_time)}`;
  if (m.offers != null && m.offers.length > 0) t += `${t === '{' ? '' : ','}"offers":${listJson(m.offers, (one) => Offer.toJson(one))}`;
  if (m.inverse_offers != null && m.inverse_offers.length > 0) t += `${t === '{' ? '' : ','}"inverse_offers":${listJson(m.inverse_offers, (one) => InverseOffer.toJson(one))}`;
  if (m.allocated_resources != null && m.allocated_resources.length > 0) t += `${t === '{' ? '' : ','}"allocated_resources":${listJson(m.allocated_resources, (one) => Resource.toJson(one))}`;
  if (m.offered_resources != null && m.offered_resources.length > 0) t += `${t === '{' ? '' : ','}"offered_resources":${listJson(m.offered_resources, (one) => Resource.toJson(one))}`;
  if (m.recovered != null) t += `${t === '{' ? '' : ','}"recovered":${String(m.recovered)}`;
  if (m.offer_constraints != null) t += `${t === '{' ? '' : ','}"offer_constraints":${OfferConstraints.toJson(m.offer_constraints)}`;
  return `${t}}`;
}
export const Response_GetFrameworks_Framework: MessageType<Response_GetFrameworks_Framework> = new MessageType<Response_GetFrameworks_Framework>({
  typeName: 'mesos.v1.master.Response.GetFrameworks.Framework',
  fields: [
    { name: 'framework_info', number: 1, label: 'required', type: () => FrameworkInfo },
    { name: 'active', number: 2, label: 'required', type: 'bool' },
    { name: 'connected', number: 3, label: 'required', type: 'bool' },
    { name: 'registered_time', number: 4, label: 'optional', type: () => TimeInfo },
    { name: 'reregistered_time', number: 5, label: 'optional', type: () => TimeInfo },
    { name: 'unregistered_time', number: 6, label: 'optional', type: () => TimeInfo },
    { name: 'offers', number: 7, label: 'repeated', type: () => Offer },
    { name: 'inverse_offers', number: 8, label: 'repeated', type: () => InverseOffer },
    { name: 'allocated_resources', number: 9, label: 'repeated', type: () => Resource },
    { name: 'offered_resources', number: 10, label: 'repeated', type: () => Resource },
    { name: 'recovered', number: 11, label: 'required', type: 'bool' },
    { name: 'offer_constraints', number: 12, label: 'optional', type: () => OfferConstraints },
  ],
  write: writeResponse_GetFrameworks_Framework,
  read: readResponse_GetFrameworks_Framework,
  json: jsonResponse_GetFrameworks_Framework,
});

export interface Response_GetExecutors {
  executors?: Response_GetExecutors_Executor[];
  /** Of frameworks that nobody knows; empty by now. */
  orphan_executors?: Response_GetExecutors_Executor[];
}
function writeResponse_GetExecutors(w: Writer, m: Response_GetExecutors): void {
  if (m.orphan_executors !== undefined) {
    for (let i = m.orphan_executors.length - 1; i >= 0; i--) {
      const value = m.orphan_executors[i]!;
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
      case 18: (m.orphan_executors ??= []).push(readResponse_GetExecutors_Executor(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetExecutors(m: Response_GetExecutors): string {
  let t = '{';
  if (m.executors != null && m.executors.length > 0) t += `"executors":${listJson(m.executors, jsonResponse_GetExecutors_Executor)}`;
  if (m.orphan_executors != null && m.orphan_executors.length > 0) t += `${t === '{' ? '' : ','}"orphan_executors":${listJson(m.orphan_executors, jsonResponse_GetExecutors_Executor)}`;
  return `${t}}`;
}
export const Response_GetExecutors: MessageType<Response_GetExecutors> = new MessageType<Response_GetExecutors>({
  typeName: 'mesos.v1.master.Response.GetExecutors',
  fields: [
    { name: 'executors', number: 1, label: 'repeated', type: () => Response_GetExecutors_Executor },
    { name: 'orphan_executors', number: 2, label: 'repeated', type: () => Response_GetExecutors_Executor },
  ],
  write: writeResponse_GetExecutors,
  read: readResponse_GetExecutors,
  json: jsonResponse_GetExecutors,
});

export interface Response_GetExecutors_Executor {
  executor_info: ExecutorInfo;
  agent_id: AgentID;
}
function writeResponse_GetExecutors_Executor(w: Writer, m: Response_GetExecutors_Executor): void {
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.executor_info !== undefined) { const size = w.size(); ExecutorInfo.write(w, m.executor_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResponse_GetExecutors_Executor(r: Reader, end: number): Response_GetExecutors_Executor {
  const m = {} as Response_GetExecutors_Executor;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.executor_info = ExecutorInfo.read(r, r.span()); break;
      case 18: m.agent_id = AgentID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.executor_info === undefined || m.agent_id === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetExecutors_Executor(m: Response_GetExecutors_Executor): string {
  let t = '{';
  if (m.executor_info != null) t += `"executor_info":${ExecutorInfo.toJson(m.executor_info)}`;
  if (m.agent_id != null) t += `${t === '{' ? '' : ','}"agent_id":${AgentID.toJson(m.agent_id)}`;
  return `${t}}`;
}
export const Response_GetExecutors_Executor: MessageType<Response_GetExecutors_Executor> = new MessageType<Response_GetExecutors_Executor>({
  typeName: 'mesos.v1.master.Response.GetExecutors.Executor',
  fields: [
    { name: 'executor_info', number: 1, label: 'required', type: () => ExecutorInfo },
    { name: 'agent_id', number: 2, label: 'required', type: () => AgentID },
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
  typeName: 'mesos.v1.master.Response.GetOperations',
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
  tasks?: Task[];
  completed_tasks?: Task[];
  /** Of frameworks that nobody knows; empty by now. */
  orphan_tasks?: Task[];
  /** On agents that are not heard of. */
  unreachable_tasks?: Task[];
}
function writeResponse_GetTasks(w: Writer, m: Response_GetTasks): void {
  if (m.unreachable_tasks !== undefined) {
    for (let i = m.unreachable_tasks.length - 1; i >= 0; i--) {
      const value = m.unreachable_tasks[i]!;
      const size = w.size(); Task.write(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.orphan_tasks !== undefined) {
    for (let i = m.orphan_tasks.length - 1; i >= 0; i--) {
      const value = m.orphan_tasks[i]!;
      const size = w.size(); Task.write(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.completed_tasks !== undefined) {
    for (let i = m.completed_tasks.length - 1; i >= 0; i--) {
      const value = m.completed_tasks[i]!;
      const size = w.size(); Task.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.tasks !== undefined) {
    for (let i = m.tasks.length - 1; i >= 0; i--) {
      const value = m.tasks[i]!;
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
      case 18: (m.tasks ??= []).push(Task.read(r, r.span())); break;
      case 26: (m.completed_tasks ??= []).push(Task.read(r, r.span())); break;
      case 34: (m.orphan_tasks ??= []).push(Task.read(r, r.span())); break;
      case 42: (m.unreachable_tasks ??= []).push(Task.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetTasks(m: Response_GetTasks): string {
  let t = '{';
  if (m.pending_tasks != null && m.pending_tasks.length > 0) t += `"pending_tasks":${listJson(m.pending_tasks, (one) => Task.toJson(one))}`;
  if (m.tasks != null && m.tasks.length > 0) t += `${t === '{' ? '' : ','}"tasks":${listJson(m.tasks, (one) => Task.toJson(one))}`;
  if (m.completed_tasks != null && m.completed_tasks.length > 0) t += `${t === '{' ? '' : ','}"completed_tasks":${listJson(m.completed_tasks, (one) => Task.toJson(one))}`;
  if (m.orphan_tasks != null && m.orphan_tasks.length > 0) t += `${t === '{' ? '' : ','}"orphan_tasks":${listJson(m.orphan_tasks, (one) => Task.toJson(one))}`;
  if (m.unreachable_tasks != null && m.unreachable_tasks.length > 0) t += `${t === '{' ? '' : ','}"unreachable_tasks":${listJson(m.unreachable_tasks, (one) => Task.toJson(one))}`;
  return `${t}}`;
}
export const Response_GetTasks: MessageType<Response_GetTasks> = new MessageType<Response_GetTasks>({
  typeName: 'mesos.v1.master.Response.GetTasks',
  fields: [
    { name: 'pending_tasks', number: 1, label: 'repeated', type: () => Task },
    { name: 'tasks', number: 2, label: 'repeated', type: () => Task },
    { name: 'completed_tasks', number: 3, label: 'repeated', type: () => Task },
    { name: 'orphan_tasks', number: 4, label: 'repeated', type: () => Task },
    { name: 'unreachable_tasks', number: 5, label: 'repeated', type: () => Task },
  ],
  write: writeResponse_GetTasks,
  read: readResponse_GetTasks,
  json: jsonResponse_GetTasks,
});

export interface Response_GetRoles {
  roles?: Role[];
}
function writeResponse_GetRoles(w: Writer, m: Response_GetRoles): void {
  if (m.roles !== undefined) {
    for (let i = m.roles.length - 1; i >= 0; i--) {
      const value = m.roles[i]!;
      const size = w.size(); Role.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_GetRoles(r: Reader, end: number): Response_GetRoles {
  const m = {} as Response_GetRoles;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.roles ??= []).push(Role.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetRoles(m: Response_GetRoles): string {
  let t = '{';
  if (m.roles != null && m.roles.length > 0) t += `"roles":${listJson(m.roles, (one) => Role.toJson(one))}`;
  return `${t}}`;
}
export const Response_GetRoles: MessageType<Response_GetRoles> = new MessageType<Response_GetRoles>({
  typeName: 'mesos.v1.master.Response.GetRoles',
  fields: [
    { name: 'roles', number: 1, label: 'repeated', type: () => Role },
  ],
  write: writeResponse_GetRoles,
  read: readResponse_GetRoles,
  json: jsonResponse_GetRoles,
});

export interface Response_GetWeights {
  weight_infos?: WeightInfo[];
}
function writeResponse_GetWeights(w: Writer, m: Response_GetWeights): void {
  if (m.weight_infos !== undefined) {
    for (let i = m.weight_infos.length - 1; i >= 0; i--) {
      const value = m.weight_infos[i]!;
      const size = w.size(); WeightInfo.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_GetWeights(r: Reader, end: number): Response_GetWeights {
  const m = {} as Response_GetWeights;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.weight_infos ??= []).push(WeightInfo.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetWeights(m: Response_GetWeights): string {
  let t = '{';
  if (m.weight_infos != null && m.weight_infos.length > 0) t += `"weight_infos":${listJson(m.weight_infos, (one) => WeightInfo.toJson(one))}`;
  return `${t}}`;
}
export const Response_GetWeights: MessageType<Response_GetWeights> = new MessageType<Response_GetWeights>({
  typeName: 'mesos.v1.master.Response.GetWeights',
  fields: [
    { name: 'weight_infos', number: 1, label: 'repeated', type: () => WeightInfo },
  ],
  write: writeResponse_GetWeights,
  read: readResponse_GetWeights,
  json: jsonResponse_GetWeights,
});

export interface Response_GetMaster {
  master_info?: MasterInfo;
  /** Seconds since the Unix epoch. */
  start_time?: number;
  /** Seconds since the Unix epoch. */
  elected_time?: number;
}
function writeResponse_GetMaster(w: Writer, m: Response_GetMaster): void {
  if (m.elected_time !== undefined) { w.double(m.elected_time); w.byte(25); }
  if (m.start_time !== undefined) { w.double(m.start_time); w.byte(17); }
  if (m.master_info !== undefined) { const size = w.size(); MasterInfo.write(w, m.master_info); w.varint32(w.size() - size); w.byte(10); }
}
function readResponse_GetMaster(r: Reader, end: number): Response_GetMaster {
  const m = {} as Response_GetMaster;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.master_info = MasterInfo.read(r, r.span()); break;
      case 17: m.start_time = r.double(); break;
      case 25: m.elected_time = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_GetMaster(m: Response_GetMaster): string {
  let t = '{';
  if (m.master_info != null) t += `"master_info":${MasterInfo.toJson(m.master_info)}`;
  if (m.start_time != null) t += `${t === '{' ? '' : ','}"start_time":${doubleJson(m.start_time)}`;
  if (m.elected_time != null) t += `${t === '{' ? '' : ','}"elected_time":${doubleJson(m.elected_time)}`;
  return `${t}}`;
}
export const Response_GetMaster: MessageType<Response_GetMaster> = new MessageType<Response_GetMaster>({
  typeName: 'mesos.v1.master.Response.GetMaster',
  fields: [
    { name: 'master_info', number: 1, label: 'optional', type: () => MasterInfo },
    { name: 'start_time', number: 2, label: 'optional', type: 'double' },
    { name: 'elected_time', number: 3, label: 'optional', type: 'double' },
  ],
  write: writeResponse_GetMaster,
  read: readResponse_GetMaster,
  json: jsonResponse_GetMaster,
});

export interface Response_GetMaintenanceStatus {
  status: ClusterStatus;
}
function writeResponse_GetMaintenanceStatus(w: Writer, m: Response_GetMaintenanceStatus): void {
  if (m.status !== undefined) { const size = w.size(); ClusterStatus.write(w, m.status); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResponse_GetMaintenanceStatus(r: Reader, end: number): Response_GetMaintenanceStatus {
  const m = {} as Response_GetMaintenanceStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.status = ClusterStatus.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetMaintenanceStatus(m: Response_GetMaintenanceStatus): string {
  let t = '{';
  if (m.status != null) t += `"status":${ClusterStatus.toJson(m.status)}`;
  return `${t}}`;
}
export const Response_GetMaintenanceStatus: MessageType<Response_GetMaintenanceStatus> = new MessageType<Response_GetMaintenanceStatus>({
  typeName: 'mesos.v1.master.Response.GetMaintenanceStatus',
  fields: [
    { name: 'status', number: 1, label: 'required', type: () => ClusterStatus },
  ],
  write: writeResponse_GetMaintenanceStatus,
  read: readResponse_GetMaintenanceStatus,
  json: jsonResponse_GetMaintenanceStatus,
});

export interface Response_GetMaintenanceSchedule {
  schedule: Schedule;
}
function writeResponse_GetMaintenanceSchedule(w: Writer, m: Response_GetMaintenanceSchedule): void {
  if (m.schedule !== undefined) { const size = w.size(); Schedule.write(w, m.schedule); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResponse_GetMaintenanceSchedule(r: Reader, end: number): Response_GetMaintenanceSchedule {
  const m = {} as Response_GetMaintenanceSchedule;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.schedule = Schedule.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.schedule === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetMaintenanceSchedule(m: Response_GetMaintenanceSchedule): string {
  let t = '{';
  if (m.schedule != null) t += `"schedule":${Schedule.toJson(m.schedule)}`;
  return `${t}}`;
}
export const Response_GetMaintenanceSchedule: MessageType<Response_GetMaintenanceSchedule> = new MessageType<Response_GetMaintenanceSchedule>({
  typeName: 'mesos.v1.master.Response.GetMaintenanceSchedule',
  fields: [
    { name: 'schedule', number: 1, label: 'required', type: () => Schedule },
  ],
  write: writeResponse_GetMaintenanceSchedule,
  read: readResponse_GetMaintenanceSchedule,
  json: jsonResponse_GetMaintenanceSchedule,
});

export interface Response_GetQuota {
  status: QuotaStatus;
}
function writeResponse_GetQuota(w: Writer, m: Response_GetQuota): void {
  if (m.status !== undefined) { const size = w.size(); QuotaStatus.write(w, m.status); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResponse_GetQuota(r: Reader, end: number): Response_GetQuota {
  const m = {} as Response_GetQuota;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.status = QuotaStatus.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status === undefined) r.incomplete = true;
  return m;
}
function jsonResponse_GetQuota(m: Response_GetQuota): string {
  let t = '{';
  if (m.status != null) t += `"status":${QuotaStatus.toJson(m.status)}`;
  return `${t}}`;
}
export const Response_GetQuota: MessageType<Response_GetQuota> = new MessageType<Response_GetQuota>({
  typeName: 'mesos.v1.master.Response.GetQuota',
  fields: [
    { name: 'status', number: 1, label: 'required', type: () => QuotaStatus },
  ],
  write: writeResponse_GetQuota,
  read: readResponse_GetQuota,
  json: jsonResponse_GetQuota,
});

/** What SUBSCRIBE of the operator API sends: the state, then every change. */
export interface Event {
  type?: Event_Type;
  subscribed?: Event_Subscribed;
  task_added?: Event_TaskAdded;
  task_updated?: Event_TaskUpdated;
  agent_added?: Event_AgentAdded;
  agent_removed?: Event_AgentRemoved;
  framework_added?: Event_FrameworkAdded;
  framework_updated?: Event_FrameworkUpdated;
  framework_removed?: Event_FrameworkRemoved;
}
function writeEvent(w: Writer, m: Event): void {
  if (m.framework_removed !== undefined) { const size = w.size(); writeEvent_FrameworkRemoved(w, m.framework_removed); w.varint32(w.size() - size); w.byte(74); }
  if (m.framework_updated !== undefined) { const size = w.size(); writeEvent_FrameworkUpdated(w, m.framework_updated); w.varint32(w.size() - size); w.byte(66); }
  if (m.framework_added !== undefined) { const size = w.size(); writeEvent_FrameworkAdded(w, m.framework_added); w.varint32(w.size() - size); w.byte(58); }
  if (m.agent_removed !== undefined) { const size = w.size(); writeEvent_AgentRemoved(w, m.agent_removed); w.varint32(w.size() - size); w.byte(50); }
  if (m.agent_added !== undefined) { const size = w.size(); writeEvent_AgentAdded(w, m.agent_added); w.varint32(w.size() - size); w.byte(42); }
  if (m.task_updated !== undefined) { const size = w.size(); writeEvent_TaskUpdated(w, m.task_updated); w.varint32(w.size() - size); w.byte(34); }
  if (m.task_added !== undefined) { const size = w.size(); writeEvent_TaskAdded(w, m.task_added); w.varint32(w.size() - size); w.byte(26); }
  if (m.subscribed !== undefined) { const size = w.size(); writeEvent_Subscribed(w, m.subscribed); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Event_Type.numberOf(m.type)); w.byte(8); }
}
function readEvent(r: Reader, end: number): Event {
  const m = {} as Event;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Event_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.subscribed = readEvent_Subscribed(r, r.span()); break;
      case 26: m.task_added = readEvent_TaskAdded(r, r.span()); break;
      case 34: m.task_updated = readEvent_TaskUpdated(r, r.span()); break;
      case 42: m.agent_added = readEvent_AgentAdded(r, r.span()); break;
      case 50: m.agent_removed = readEvent_AgentRemoved(r, r.span()); break;
      case 58: m.framework_added = readEvent_FrameworkAdded(r, r.span()); break;
      case 66: m.framework_updated = readEvent_FrameworkUpdated(r, r.span()); break;
      case 74: m.framework_removed = readEvent_FrameworkRemoved(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonEvent(m: Event): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.subscribed != null) t += `${t === '{' ? '' : ','}"subscribed":${jsonEvent_Subscribed(m.subscribed)}`;
  if (m.task_added != null) t += `${t === '{' ? '' : ','}"task_added":${jsonEvent_TaskAdded(m.task_added)}`;
  if (m.task_updated != null) t += `${t === '{' ? '' : ','}"task_updated":${jsonEvent_TaskUpdated(m.task_updated)}`;
  if (m.agent_added != null) t += `${t === '{' ? '' : ','}"agent_added":${jsonEvent_AgentAdded(m.agent_added)}`;
  if (m.agent_removed != null) t += `${t === '{' ? '' : ','}"agent_removed":${jsonEvent_AgentRemoved(m.agent_removed)}`;
  if (m.framework_added != null) t += `${t === '{' ? '' : ','}"framework_added":${jsonEvent_FrameworkAdded(m.framework_added)}`;
  if (m.framework_updated != null) t += `${t === '{' ? '' : ','}"framework_updated":${jsonEvent_FrameworkUpdated(m.framework_updated)}`;
  if (m.framework_removed != null) t += `${t === '{' ? '' : ','}"framework_removed":${jsonEvent_FrameworkRemoved(m.framework_removed)}`;
  return `${t}}`;
}
export const Event: MessageType<Event> = new MessageType<Event>({
  typeName: 'mesos.v1.master.Event',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Event_Type },
    { name: 'subscribed', number: 2, label: 'optional', type: () => Event_Subscribed },
    { name: 'task_added', number: 3, label: 'optional', type: () => Event_TaskAdded },
    { name: 'task_updated', number: 4, label: 'optional', type: () => Event_TaskUpdated },
    { name: 'agent_added', number: 5, label: 'optional', type: () => Event_AgentAdded },
    { name: 'agent_removed', number: 6, label: 'optional', type: () => Event_AgentRemoved },
    { name: 'framework_added', number: 7, label: 'optional', type: () => Event_FrameworkAdded },
    { name: 'framework_updated', number: 8, label: 'optional', type: () => Event_FrameworkUpdated },
    { name: 'framework_removed', number: 9, label: 'optional', type: () => Event_FrameworkRemoved },
  ],
  write: writeEvent,
  read: readEvent,
  json: jsonEvent,
});

export interface Event_Subscribed {
  /** Everything, as of the moment at which the changes begin. */
  get_state?: Response_GetState;
  heartbeat_interval_seconds?: number;
}
function writeEvent_Subscribed(w: Writer, m: Event_Subscribed): void {
  if (m.heartbeat_interval_seconds !== undefined) { w.double(m.heartbeat_interval_seconds); w.byte(17); }
  if (m.get_state !== undefined) { const size = w.size(); writeResponse_GetState(w, m.get_state); w.varint32(w.size() - size); w.byte(10); }
}
function readEvent_Subscribed(r: Reader, end: number): Event_Subscribed {
  const m = {} as Event_Subscribed;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.get_state = readResponse_GetState(r, r.span()); break;
      case 17: m.heartbeat_interval_seconds = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonEvent_Subscribed(m: Event_Subscribed): string {
  let t = '{';
  if (m.get_state != null) t += `"get_state":${jsonResponse_GetState(m.get_state)}`;
  if (m.heartbeat_interval_seconds != null) t += `${t === '{' ? '' : ','}"heartbeat_interval_seconds":${doubleJson(m.heartbeat_interval_seconds)}`;
  return `${t}}`;
}
export const Event_Subscribed: MessageType<Event_Subscribed> = new MessageType<Event_Subscribed>({
  typeName: 'mesos.v1.master.Event.Subscribed',
  fields: [
    { name: 'get_state', number: 1, label: 'optional', type: () => Response_GetState },
    { name: 'heartbeat_interval_seconds', number: 2, label: 'optional', type: 'double' },
  ],
  write: writeEvent_Subscribed,
  read: readEvent_Subscribed,
  json: jsonEvent_Subscribed,
});

export interface Event_TaskAdded {
  task: Task;
}
function writeEvent_TaskAdded(w: Writer, m: Event_TaskAdded): void {
  if (m.task !== undefined) { const size = w.size(); Task.write(w, m.task); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_TaskAdded(r: Reader, end: number): Event_TaskAdded {
  const m = {} as Event_TaskAdded;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.task = Task.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.task === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_TaskAdded(m: Event_TaskAdded): string {
  let t = '{';
  if (m.task != null) t += `"task":${Task.toJson(m.task)}`;
  return `${t}}`;
}
export const Event_TaskAdded: MessageType<Event_TaskAdded> = new MessageType<Event_TaskAdded>({
  typeName: 'mesos.v1.master.Event.TaskAdded',
  fields: [
    { name: 'task', number: 1, label: 'required', type: () => Task },
  ],
  write: writeEvent_TaskAdded,
  read: readEvent_TaskAdded,
  json: jsonEvent_TaskAdded,
});

export interface Event_TaskUpdated {
  framework_id: FrameworkID;
  status: TaskStatus;
  /** Where the task is by now; `status` may be older. */
  state: TaskState;
}
function writeEvent_TaskUpdated(w: Writer, m: Event_TaskUpdated): void {
  if (m.state !== undefined) { w.int32(TaskState.numberOf(m.state)); w.byte(24); }
  else w.incomplete = true;
  if (m.status !== undefined) { const size = w.size(); TaskStatus.write(w, m.status); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_TaskUpdated(r: Reader, end: number): Event_TaskUpdated {
  const m = {} as Event_TaskUpdated;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.status = TaskStatus.read(r, r.span()); break;
      case 24: { const value = TaskState.nameOf(r.uint32()); if (value !== undefined) m.state = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined || m.status === undefined || m.state === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_TaskUpdated(m: Event_TaskUpdated): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.status != null) t += `${t === '{' ? '' : ','}"status":${TaskStatus.toJson(m.status)}`;
  if (m.state != null) t += `${t === '{' ? '' : ','}"state":"${m.state}"`;
  return `${t}}`;
}
export const Event_TaskUpdated: MessageType<Event_TaskUpdated> = new MessageType<Event_TaskUpdated>({
  typeName: 'mesos.v1.master.Event.TaskUpdated',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'status', number: 2, label: 'required', type: () => TaskStatus },
    { name: 'state', number: 3, label: 'required', type: TaskState },
  ],
  write: writeEvent_TaskUpdated,
  read: readEvent_TaskUpdated,
  json: jsonEvent_TaskUpdated,
});

export interface Event_FrameworkAdded {
  framework: Response_GetFrameworks_Framework;
}
function writeEvent_FrameworkAdded(w: Writer, m: Event_FrameworkAdded): void {
  if (m.framework !== undefined) { const size = w.size(); writeResponse_GetFrameworks_Framework(w, m.framework); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_FrameworkAdded(r: Reader, end: number): Event_FrameworkAdded {
  const m = {} as Event_FrameworkAdded;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework = readResponse_GetFrameworks_Framework(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_FrameworkAdded(m: Event_FrameworkAdded): string {
  let t = '{';
  if (m.framework != null) t += `"framework":${jsonResponse_GetFrameworks_Framework(m.framework)}`;
  return `${t}}`;
}
export const Event_FrameworkAdded: MessageType<Event_FrameworkAdded> = new MessageType<Event_FrameworkAdded>({
  typeName: 'mesos.v1.master.Event.FrameworkAdded',
  fields: [
    { name: 'framework', number: 1, label: 'required', type: () => Response_GetFrameworks_Framework },
  ],
  write: writeEvent_FrameworkAdded,
  read: readEvent_FrameworkAdded,
  json: jsonEvent_FrameworkAdded,
});

export interface Event_FrameworkUpdated {
  framework: Response_GetFrameworks_Framework;
}
function writeEvent_FrameworkUpdated(w: Writer, m: Event_FrameworkUpdated): void {
  if (m.framework !== undefined) { const size = w.size(); writeResponse_GetFrameworks_Framework(w, m.framework); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_FrameworkUpdated(r: Reader, end: number): Event_FrameworkUpdated {
  const m = {} as Event_FrameworkUpdated;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework = readResponse_GetFrameworks_Framework(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_FrameworkUpdated(m: Event_FrameworkUpdated): string {
  let t = '{';
  if (m.framework != null) t += `"framework":${jsonResponse_GetFrameworks_Framework(m.framework)}`;
  return `${t}}`;
}
export const Event_FrameworkUpdated: MessageType<Event_FrameworkUpdated> = new MessageType<Event_FrameworkUpdated>({
  typeName: 'mesos.v1.master.Event.FrameworkUpdated',
  fields: [
    { name: 'framework', number: 1, label: 'required', type: () => Response_GetFrameworks_Framework },
  ],
  write: writeEvent_FrameworkUpdated,
  read: readEvent_FrameworkUpdated,
  json: jsonEvent_FrameworkUpdated,
});

export interface Event_FrameworkRemoved {
  framework_info: FrameworkInfo;
}
function writeEvent_FrameworkRemoved(w: Writer, m: Event_FrameworkRemoved): void {
  if (m.framework_info !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_FrameworkRemoved(r: Reader, end: number): Event_FrameworkRemoved {
  const m = {} as Event_FrameworkRemoved;
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
function jsonEvent_FrameworkRemoved(m: Event_FrameworkRemoved): string {
  let t = '{';
  if (m.framework_info != null) t += `"framework_info":${FrameworkInfo.toJson(m.framework_info)}`;
  return `${t}}`;
}
export const Event_FrameworkRemoved: MessageType<Event_FrameworkRemoved> = new MessageType<Event_FrameworkRemoved>({
  typeName: 'mesos.v1.master.Event.FrameworkRemoved',
  fields: [
    { name: 'framework_info', number: 1, label: 'required', type: () => FrameworkInfo },
  ],
  write: writeEvent_FrameworkRemoved,
  read: readEvent_FrameworkRemoved,
  json: jsonEvent_FrameworkRemoved,
});

export interface Event_AgentAdded {
  agent: Response_GetAgents_Agent;
}
function writeEvent_AgentAdded(w: Writer, m: Event_AgentAdded): void {
  if (m.agent !== undefined) { const size = w.size(); writeResponse_GetAgents_Agent(w, m.agent); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_AgentAdded(r: Reader, end: number): Event_AgentAdded {
  const m = {} as Event_AgentAdded;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent = readResponse_GetAgents_Agent(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_AgentAdded(m: Event_AgentAdded): string {
  let t = '{';
  if (m.agent != null) t += `"agent":${jsonResponse_GetAgents_Agent(m.agent)}`;
  return `${t}}`;
}
export const Event_AgentAdded: MessageType<Event_AgentAdded> = new MessageType<Event_AgentAdded>({
  typeName: 'mesos.v1.master.Event.AgentAdded',
  fields: [
    { name: 'agent', number: 1, label: 'required', type: () => Response_GetAgents_Agent },
  ],
  write: writeEvent_AgentAdded,
  read: readEvent_AgentAdded,
  json: jsonEvent_AgentAdded,
});

export interface Event_AgentRemoved {
  agent_id: AgentID;
}
function writeEvent_AgentRemoved(w: Writer, m: Event_AgentRemoved): void {
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_AgentRemoved(r: Reader, end: number): Event_AgentRemoved {
  const m = {} as Event_AgentRemoved;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_AgentRemoved(m: Event_AgentRemoved): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  return `${t}}`;
}
export const Event_AgentRemoved: MessageType<Event_AgentRemoved> = new MessageType<Event_AgentRemoved>({
  typeName: 'mesos.v1.master.Event.AgentRemoved',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
  ],
  write: writeEvent_AgentRemoved,
  read: readEvent_AgentRemoved,
  json: jsonEvent_AgentRemoved,
});
