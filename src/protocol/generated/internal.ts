/**
 * Messages of package mesos.internal.
 * Generated from proto/mesos/internal/messages.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { EnumType } from '../codec/schema.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { base64Json, doubleJson, listJson, quoted } from '../codec/json-write.ts';
import { AgentID, AgentInfo, AgentInfo_Capability, DrainConfig, ExecutorID, ExecutorInfo, Filters, FrameworkID, FrameworkInfo, InverseOffer, KillPolicy, MasterInfo, Offer, OfferID, Offer_Operation, Operation, OperationID, OperationStatus, Request, Resource, ResourceProviderID, ResourceProviderInfo, Task, TaskGroupInfo, TaskID, TaskInfo, TaskState, TaskStatus, UUID } from './mesos.ts';

export type StatusUpdateRecord_Type =
  | 'UPDATE'
  | 'ACK';
export const StatusUpdateRecord_Type = new EnumType<StatusUpdateRecord_Type>('mesos.internal.StatusUpdateRecord.Type', {
  UPDATE: 0,
  ACK: 1,
});

export type UpdateOperationStatusRecord_Type =
  | 'UPDATE'
  | 'ACK';
export const UpdateOperationStatusRecord_Type = new EnumType<UpdateOperationStatusRecord_Type>('mesos.internal.UpdateOperationStatusRecord.Type', {
  UPDATE: 0,
  ACK: 1,
});

export type VolumeGidInfo_Type =
  | 'UNKNOWN'
  | 'PERSISTENT'
  | 'SANDBOX_PATH';
export const VolumeGidInfo_Type = new EnumType<VolumeGidInfo_Type>('mesos.internal.VolumeGidInfo.Type', {
  UNKNOWN: 0,
  PERSISTENT: 1,
  SANDBOX_PATH: 2,
});

/** A task status on its way from executor to framework; `latest_state` is where the task is by now. */
export interface StatusUpdate {
  framework_id: FrameworkID;
  executor_id?: ExecutorID;
  slave_id?: AgentID;
  status: TaskStatus;
  /** Seconds since the Unix epoch. */
  timestamp: number;
  /** 16 bytes; absent when no acknowledgement is wanted. Real agents drop what is no RFC 4122 UUID. */
  uuid?: Uint8Array;
  latest_state?: TaskState;
}
function writeStatusUpdate(w: Writer, m: StatusUpdate): void {
  if (m.latest_state !== undefined) { w.int32(TaskState.numberOf(m.latest_state)); w.byte(56); }
  if (m.uuid !== undefined) { w.bytes(m.uuid); w.byte(50); }
  if (m.timestamp !== undefined) { w.double(m.timestamp); w.byte(41); }
  else w.incomplete = true;
  if (m.status !== undefined) { const size = w.size(); TaskStatus.write(w, m.status); w.varint32(w.size() - size); w.byte(34); }
  else w.incomplete = true;
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(26); }
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readStatusUpdate(r: Reader, end: number): StatusUpdate {
  const m = {} as StatusUpdate;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 26: m.slave_id = AgentID.read(r, r.span()); break;
      case 34: m.status = TaskStatus.read(r, r.span()); break;
      case 41: m.timestamp = r.double(); break;
      case 50: m.uuid = r.bytes(); break;
      case 56: { const value = TaskState.nameOf(r.uint32()); if (value !== undefined) m.latest_state = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined || m.status === undefined || m.timestamp === undefined) r.incomplete = true;
  return m;
}
function jsonStatusUpdate(m: StatusUpdate): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.executor_id != null) t += `${t === '{' ? '' : ','}"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.slave_id != null) t += `${t === '{' ? '' : ','}"slave_id":${AgentID.toJson(m.slave_id)}`;
  if (m.status != null) t += `${t === '{' ? '' : ','}"status":${TaskStatus.toJson(m.status)}`;
  if (m.timestamp != null) t += `${t === '{' ? '' : ','}"timestamp":${doubleJson(m.timestamp)}`;
  if (m.uuid != null) t += `${t === '{' ? '' : ','}"uuid":${base64Json(m.uuid)}`;
  if (m.latest_state != null) t += `${t === '{' ? '' : ','}"latest_state":"${m.latest_state}"`;
  return `${t}}`;
}
export const StatusUpdate: MessageType<StatusUpdate> = new MessageType<StatusUpdate>({
  typeName: 'mesos.internal.StatusUpdate',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'executor_id', number: 2, label: 'optional', type: () => ExecutorID },
    { name: 'slave_id', number: 3, label: 'optional', type: () => AgentID },
    { name: 'status', number: 4, label: 'required', type: () => TaskStatus },
    { name: 'timestamp', number: 5, label: 'required', type: 'double' },
    { name: 'uuid', number: 6, label: 'optional', type: 'bytes' },
    { name: 'latest_state', number: 7, label: 'optional', type: TaskState },
  ],
  write: writeStatusUpdate,
  read: readStatusUpdate,
  json: jsonStatusUpdate,
});

/** What an agent appends to task.updates: an update, or the acknowledgement of one. */
export interface StatusUpdateRecord {
  type: StatusUpdateRecord_Type;
  update?: StatusUpdate;
  /** Of the update that was acknowledged. */
  uuid?: Uint8Array;
}
function writeStatusUpdateRecord(w: Writer, m: StatusUpdateRecord): void {
  if (m.uuid !== undefined) { w.bytes(m.uuid); w.byte(26); }
  if (m.update !== undefined) { const size = w.size(); writeStatusUpdate(w, m.update); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(StatusUpdateRecord_Type.numberOf(m.type)); w.byte(8); }
  else w.incomplete = true;
}
function readStatusUpdateRecord(r: Reader, end: number): StatusUpdateRecord {
  const m = {} as StatusUpdateRecord;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = StatusUpdateRecord_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.update = readStatusUpdate(r, r.span()); break;
      case 26: m.uuid = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined) r.incomplete = true;
  return m;
}
function jsonStatusUpdateRecord(m: StatusUpdateRecord): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.update != null) t += `${t === '{' ? '' : ','}"update":${jsonStatusUpdate(m.update)}`;
  if (m.uuid != null) t += `${t === '{' ? '' : ','}"uuid":${base64Json(m.uuid)}`;
  return `${t}}`;
}
export const StatusUpdateRecord: MessageType<StatusUpdateRecord> = new MessageType<StatusUpdateRecord>({
  typeName: 'mesos.internal.StatusUpdateRecord',
  fields: [
    { name: 'type', number: 1, label: 'required', type: StatusUpdateRecord_Type },
    { name: 'update', number: 2, label: 'optional', type: () => StatusUpdate },
    { name: 'uuid', number: 3, label: 'optional', type: 'bytes' },
  ],
  write: writeStatusUpdateRecord,
  read: readStatusUpdateRecord,
  json: jsonStatusUpdateRecord,
});

export interface SubmitSchedulerRequest {
  name: string;
}
function writeSubmitSchedulerRequest(w: Writer, m: SubmitSchedulerRequest): void {
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readSubmitSchedulerRequest(r: Reader, end: number): SubmitSchedulerRequest {
  const m = {} as SubmitSchedulerRequest;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined) r.incomplete = true;
  return m;
}
function jsonSubmitSchedulerRequest(m: SubmitSchedulerRequest): string {
  let t = '{';
  if (m.name != null) t += `"name":${quoted(m.name)}`;
  return `${t}}`;
}
export const SubmitSchedulerRequest: MessageType<SubmitSchedulerRequest> = new MessageType<SubmitSchedulerRequest>({
  typeName: 'mesos.internal.SubmitSchedulerRequest',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
  ],
  write: writeSubmitSchedulerRequest,
  read: readSubmitSchedulerRequest,
  json: jsonSubmitSchedulerRequest,
});

export interface SubmitSchedulerResponse {
  okay: boolean;
}
function writeSubmitSchedulerResponse(w: Writer, m: SubmitSchedulerResponse): void {
  if (m.okay !== undefined) { w.bool(m.okay); w.byte(8); }
  else w.incomplete = true;
}
function readSubmitSchedulerResponse(r: Reader, end: number): SubmitSchedulerResponse {
  const m = {} as SubmitSchedulerResponse;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.okay = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.okay === undefined) r.incomplete = true;
  return m;
}
function jsonSubmitSchedulerResponse(m: SubmitSchedulerResponse): string {
  let t = '{';
  if (m.okay != null) t += `"okay":${String(m.okay)}`;
  return `${t}}`;
}
export const SubmitSchedulerResponse: MessageType<SubmitSchedulerResponse> = new MessageType<SubmitSchedulerResponse>({
  typeName: 'mesos.internal.SubmitSchedulerResponse',
  fields: [
    { name: 'okay', number: 1, label: 'required', type: 'bool' },
  ],
  write: writeSubmitSchedulerResponse,
  read: readSubmitSchedulerResponse,
  json: jsonSubmitSchedulerResponse,
});

/** Executor to framework by way of agent and master; at most once. */
export interface ExecutorToFrameworkMessage {
  slave_id: AgentID;
  framework_id: FrameworkID;
  executor_id: ExecutorID;
  data: Uint8Array;
}
function writeExecutorToFrameworkMessage(w: Writer, m: ExecutorToFrameworkMessage): void {
  if (m.data !== undefined) { w.bytes(m.data); w.byte(34); }
  else w.incomplete = true;
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readExecutorToFrameworkMessage(r: Reader, end: number): ExecutorToFrameworkMessage {
  const m = {} as ExecutorToFrameworkMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave_id = AgentID.read(r, r.span()); break;
      case 18: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 26: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 34: m.data = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave_id === undefined || m.framework_id === undefined || m.executor_id === undefined || m.data === undefined) r.incomplete = true;
  return m;
}
function jsonExecutorToFrameworkMessage(m: ExecutorToFrameworkMessage): string {
  let t = '{';
  if (m.slave_id != null) t += `"slave_id":${AgentID.toJson(m.slave_id)}`;
  if (m.framework_id != null) t += `${t === '{' ? '' : ','}"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.executor_id != null) t += `${t === '{' ? '' : ','}"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.data != null) t += `${t === '{' ? '' : ','}"data":${base64Json(m.data)}`;
  return `${t}}`;
}
export const ExecutorToFrameworkMessage: MessageType<ExecutorToFrameworkMessage> = new MessageType<ExecutorToFrameworkMessage>({
  typeName: 'mesos.internal.ExecutorToFrameworkMessage',
  fields: [
    { name: 'slave_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'framework_id', number: 2, label: 'required', type: () => FrameworkID },
    { name: 'executor_id', number: 3, label: 'required', type: () => ExecutorID },
    { name: 'data', number: 4, label: 'required', type: 'bytes' },
  ],
  write: writeExecutorToFrameworkMessage,
  read: readExecutorToFrameworkMessage,
  json: jsonExecutorToFrameworkMessage,
});

/** Framework to executor by way of the master; at most once. */
export interface FrameworkToExecutorMessage {
  slave_id: AgentID;
  framework_id: FrameworkID;
  executor_id: ExecutorID;
  data: Uint8Array;
}
function writeFrameworkToExecutorMessage(w: Writer, m: FrameworkToExecutorMessage): void {
  if (m.data !== undefined) { w.bytes(m.data); w.byte(34); }
  else w.incomplete = true;
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readFrameworkToExecutorMessage(r: Reader, end: number): FrameworkToExecutorMessage {
  const m = {} as FrameworkToExecutorMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave_id = AgentID.read(r, r.span()); break;
      case 18: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 26: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 34: m.data = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave_id === undefined || m.framework_id === undefined || m.executor_id === undefined || m.data === undefined) r.incomplete = true;
  return m;
}
function jsonFrameworkToExecutorMessage(m: FrameworkToExecutorMessage): string {
  let t = '{';
  if (m.slave_id != null) t += `"slave_id":${AgentID.toJson(m.slave_id)}`;
  if (m.framework_id != null) t += `${t === '{' ? '' : ','}"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.executor_id != null) t += `${t === '{' ? '' : ','}"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.data != null) t += `${t === '{' ? '' : ','}"data":${base64Json(m.data)}`;
  return `${t}}`;
}
export const FrameworkToExecutorMessage: MessageType<FrameworkToExecutorMessage> = new MessageType<FrameworkToExecutorMessage>({
  typeName: 'mesos.internal.FrameworkToExecutorMessage',
  fields: [
    { name: 'slave_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'framework_id', number: 2, label: 'required', type: () => FrameworkID },
    { name: 'executor_id', number: 3, label: 'required', type: () => ExecutorID },
    { name: 'data', number: 4, label: 'required', type: 'bytes' },
  ],
  write: writeFrameworkToExecutorMessage,
  read: readFrameworkToExecutorMessage,
  json: jsonFrameworkToExecutorMessage,
});

/** A driver of the older API registers; none of these is spoken yet. */
export interface RegisterFrameworkMessage {
  framework: FrameworkInfo;
}
function writeRegisterFrameworkMessage(w: Writer, m: RegisterFrameworkMessage): void {
  if (m.framework !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readRegisterFrameworkMessage(r: Reader, end: number): RegisterFrameworkMessage {
  const m = {} as RegisterFrameworkMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework = FrameworkInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework === undefined) r.incomplete = true;
  return m;
}
function jsonRegisterFrameworkMessage(m: RegisterFrameworkMessage): string {
  let t = '{';
  if (m.framework != null) t += `"framework":${FrameworkInfo.toJson(m.framework)}`;
  return `${t}}`;
}
export const RegisterFrameworkMessage: MessageType<RegisterFrameworkMessage> = new MessageType<RegisterFrameworkMessage>({
  typeName: 'mesos.internal.RegisterFrameworkMessage',
  fields: [
    { name: 'framework', number: 1, label: 'required', type: () => FrameworkInfo },
  ],
  write: writeRegisterFrameworkMessage,
  read: readRegisterFrameworkMessage,
  json: jsonRegisterFrameworkMessage,
});

export interface ReregisterFrameworkMessage {
  framework: FrameworkInfo;
  failover: boolean;
}
function writeReregisterFrameworkMessage(w: Writer, m: ReregisterFrameworkMessage): void {
  if (m.failover !== undefined) { w.bool(m.failover); w.byte(24); }
  else w.incomplete = true;
  if (m.framework !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
}
function readReregisterFrameworkMessage(r: Reader, end: number): ReregisterFrameworkMessage {
  const m = {} as ReregisterFrameworkMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 18: m.framework = FrameworkInfo.read(r, r.span()); break;
      case 24: m.failover = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework === undefined || m.failover === undefined) r.incomplete = true;
  return m;
}
function jsonReregisterFrameworkMessage(m: ReregisterFrameworkMessage): string {
  let t = '{';
  if (m.framework != null) t += `"framework":${FrameworkInfo.toJson(m.framework)}`;
  if (m.failover != null) t += `${t === '{' ? '' : ','}"failover":${String(m.failover)}`;
  return `${t}}`;
}
export const ReregisterFrameworkMessage: MessageType<ReregisterFrameworkMessage> = new MessageType<ReregisterFrameworkMessage>({
  typeName: 'mesos.internal.ReregisterFrameworkMessage',
  fields: [
    { name: 'framework', number: 2, label: 'required', type: () => FrameworkInfo },
    { name: 'failover', number: 3, label: 'required', type: 'bool' },
  ],
  write: writeReregisterFrameworkMessage,
  read: readReregisterFrameworkMessage,
  json: jsonReregisterFrameworkMessage,
});

export interface FrameworkRegisteredMessage {
  framework_id: FrameworkID;
  master_info: MasterInfo;
}
function writeFrameworkRegisteredMessage(w: Writer, m: FrameworkRegisteredMessage): void {
  if (m.master_info !== undefined) { const size = w.size(); MasterInfo.write(w, m.master_info); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readFrameworkRegisteredMessage(r: Reader, end: number): FrameworkRegisteredMessage {
  const m = {} as FrameworkRegisteredMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.master_info = MasterInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined || m.master_info === undefined) r.incomplete = true;
  return m;
}
function jsonFrameworkRegisteredMessage(m: FrameworkRegisteredMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.master_info != null) t += `${t === '{' ? '' : ','}"master_info":${MasterInfo.toJson(m.master_info)}`;
  return `${t}}`;
}
export const FrameworkRegisteredMessage: MessageType<FrameworkRegisteredMessage> = new MessageType<FrameworkRegisteredMessage>({
  typeName: 'mesos.internal.FrameworkRegisteredMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'master_info', number: 2, label: 'required', type: () => MasterInfo },
  ],
  write: writeFrameworkRegisteredMessage,
  read: readFrameworkRegisteredMessage,
  json: jsonFrameworkRegisteredMessage,
});

export interface FrameworkReregisteredMessage {
  framework_id: FrameworkID;
  master_info: MasterInfo;
}
function writeFrameworkReregisteredMessage(w: Writer, m: FrameworkReregisteredMessage): void {
  if (m.master_info !== undefined) { const size = w.size(); MasterInfo.write(w, m.master_info); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readFrameworkReregisteredMessage(r: Reader, end: number): FrameworkReregisteredMessage {
  const m = {} as FrameworkReregisteredMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.master_info = MasterInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined || m.master_info === undefined) r.incomplete = true;
  return m;
}
function jsonFrameworkReregisteredMessage(m: FrameworkReregisteredMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.master_info != null) t += `${t === '{' ? '' : ','}"master_info":${MasterInfo.toJson(m.master_info)}`;
  return `${t}}`;
}
export const FrameworkReregisteredMessage: MessageType<FrameworkReregisteredMessage> = new MessageType<FrameworkReregisteredMessage>({
  typeName: 'mesos.internal.FrameworkReregisteredMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'master_info', number: 2, label: 'required', type: () => MasterInfo },
  ],
  write: writeFrameworkReregisteredMessage,
  read: readFrameworkReregisteredMessage,
  json: jsonFrameworkReregisteredMessage,
});

export interface UnregisterFrameworkMessage {
  framework_id: FrameworkID;
}
function writeUnregisterFrameworkMessage(w: Writer, m: UnregisterFrameworkMessage): void {
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readUnregisterFrameworkMessage(r: Reader, end: number): UnregisterFrameworkMessage {
  const m = {} as UnregisterFrameworkMessage;
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
function jsonUnregisterFrameworkMessage(m: UnregisterFrameworkMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  return `${t}}`;
}
export const UnregisterFrameworkMessage: MessageType<UnregisterFrameworkMessage> = new MessageType<UnregisterFrameworkMessage>({
  typeName: 'mesos.internal.UnregisterFrameworkMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
  ],
  write: writeUnregisterFrameworkMessage,
  read: readUnregisterFrameworkMessage,
  json: jsonUnregisterFrameworkMessage,
});

export interface DeactivateFrameworkMessage {
  framework_id: FrameworkID;
}
function writeDeactivateFrameworkMessage(w: Writer, m: DeactivateFrameworkMessage): void {
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readDeactivateFrameworkMessage(r: Reader, end: number): DeactivateFrameworkMessage {
  const m = {} as DeactivateFrameworkMessage;
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
function jsonDeactivateFrameworkMessage(m: DeactivateFrameworkMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  return `${t}}`;
}
export const DeactivateFrameworkMessage: MessageType<DeactivateFrameworkMessage> = new MessageType<DeactivateFrameworkMessage>({
  typeName: 'mesos.internal.DeactivateFrameworkMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
  ],
  write: writeDeactivateFrameworkMessage,
  read: readDeactivateFrameworkMessage,
  json: jsonDeactivateFrameworkMessage,
});

export interface ResourceRequestMessage {
  framework_id: FrameworkID;
  requests?: Request[];
}
function writeResourceRequestMessage(w: Writer, m: ResourceRequestMessage): void {
  if (m.requests !== undefined) {
    for (let i = m.requests.length - 1; i >= 0; i--) {
      const value = m.requests[i]!;
      const size = w.size(); Request.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResourceRequestMessage(r: Reader, end: number): ResourceRequestMessage {
  const m = {} as ResourceRequestMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: (m.requests ??= []).push(Request.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined) r.incomplete = true;
  return m;
}
function jsonResourceRequestMessage(m: ResourceRequestMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.requests != null && m.requests.length > 0) t += `${t === '{' ? '' : ','}"requests":${listJson(m.requests, (one) => Request.toJson(one))}`;
  return `${t}}`;
}
export const ResourceRequestMessage: MessageType<ResourceRequestMessage> = new MessageType<ResourceRequestMessage>({
  typeName: 'mesos.internal.ResourceRequestMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'requests', number: 2, label: 'repeated', type: () => Request },
  ],
  write: writeResourceRequestMessage,
  read: readResourceRequestMessage,
  json: jsonResourceRequestMessage,
});

export interface ResourceOffersMessage {
  offers?: Offer[];
  pids?: string[];
}
function writeResourceOffersMessage(w: Writer, m: ResourceOffersMessage): void {
  if (m.pids !== undefined) {
    for (let i = m.pids.length - 1; i >= 0; i--) {
      const value = m.pids[i]!;
      w.string(value); w.byte(18);
    }
  }
  if (m.offers !== undefined) {
    for (let i = m.offers.length - 1; i >= 0; i--) {
      const value = m.offers[i]!;
      const size = w.size(); Offer.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResourceOffersMessage(r: Reader, end: number): ResourceOffersMessage {
  const m = {} as ResourceOffersMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.offers ??= []).push(Offer.read(r, r.span())); break;
      case 18: (m.pids ??= []).push(r.string()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResourceOffersMessage(m: ResourceOffersMessage): string {
  let t = '{';
  if (m.offers != null && m.offers.length > 0) t += `"offers":${listJson(m.offers, (one) => Offer.toJson(one))}`;
  if (m.pids != null && m.pids.length > 0) t += `${t === '{' ? '' : ','}"pids":${listJson(m.pids, quoted)}`;
  return `${t}}`;
}
export const ResourceOffersMessage: MessageType<ResourceOffersMessage> = new MessageType<ResourceOffersMessage>({
  typeName: 'mesos.internal.ResourceOffersMessage',
  fields: [
    { name: 'offers', number: 1, label: 'repeated', type: () => Offer },
    { name: 'pids', number: 2, label: 'repeated', type: 'string' },
  ],
  write: writeResourceOffersMessage,
  read: readResourceOffersMessage,
  json: jsonResourceOffersMessage,
});

export interface InverseOffersMessage {
  inverse_offers?: InverseOffer[];
  pids?: string[];
}
function writeInverseOffersMessage(w: Writer, m: InverseOffersMessage): void {
  if (m.pids !== undefined) {
    for (let i = m.pids.length - 1; i >= 0; i--) {
      const value = m.pids[i]!;
      w.string(value); w.byte(18);
    }
  }
  if (m.inverse_offers !== undefined) {
    for (let i = m.inverse_offers.length - 1; i >= 0; i--) {
      const value = m.inverse_offers[i]!;
      const size = w.size(); InverseOffer.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readInverseOffersMessage(r: Reader, end: number): InverseOffersMessage {
  const m = {} as InverseOffersMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.inverse_offers ??= []).push(InverseOffer.read(r, r.span())); break;
      case 18: (m.pids ??= []).push(r.string()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonInverseOffersMessage(m: InverseOffersMessage): string {
  let t = '{';
  if (m.inverse_offers != null && m.inverse_offers.length > 0) t += `"inverse_offers":${listJson(m.inverse_offers, (one) => InverseOffer.toJson(one))}`;
  if (m.pids != null && m.pids.length > 0) t += `${t === '{' ? '' : ','}"pids":${listJson(m.pids, quoted)}`;
  return `${t}}`;
}
export const InverseOffersMessage: MessageType<InverseOffersMessage> = new MessageType<InverseOffersMessage>({
  typeName: 'mesos.internal.InverseOffersMessage',
  fields: [
    { name: 'inverse_offers', number: 1, label: 'repeated', type: () => InverseOffer },
    { name: 'pids', number: 2, label: 'repeated', type: 'string' },
  ],
  write: writeInverseOffersMessage,
  read: readInverseOffersMessage,
  json: jsonInverseOffersMessage,
});

export interface LaunchTasksMessage {
  framework_id: FrameworkID;
  tasks?: TaskInfo[];
  filters: Filters;
  offer_ids?: OfferID[];
}
function writeLaunchTasksMessage(w: Writer, m: LaunchTasksMessage): void {
  if (m.offer_ids !== undefined) {
    for (let i = m.offer_ids.length - 1; i >= 0; i--) {
      const value = m.offer_ids[i]!;
      const size = w.size(); OfferID.write(w, value); w.varint32(w.size() - size); w.byte(50);
    }
  }
  if (m.filters !== undefined) { const size = w.size(); Filters.write(w, m.filters); w.varint32(w.size() - size); w.byte(42); }
  else w.incomplete = true;
  if (m.tasks !== undefined) {
    for (let i = m.tasks.length - 1; i >= 0; i--) {
      const value = m.tasks[i]!;
      const size = w.size(); TaskInfo.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readLaunchTasksMessage(r: Reader, end: number): LaunchTasksMessage {
  const m = {} as LaunchTasksMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 26: (m.tasks ??= []).push(TaskInfo.read(r, r.span())); break;
      case 42: m.filters = Filters.read(r, r.span()); break;
      case 50: (m.offer_ids ??= []).push(OfferID.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined || m.filters === undefined) r.incomplete = true;
  return m;
}
function jsonLaunchTasksMessage(m: LaunchTasksMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.tasks != null && m.tasks.length > 0) t += `${t === '{' ? '' : ','}"tasks":${listJson(m.tasks, (one) => TaskInfo.toJson(one))}`;
  if (m.filters != null) t += `${t === '{' ? '' : ','}"filters":${Filters.toJson(m.filters)}`;
  if (m.offer_ids != null && m.offer_ids.length > 0) t += `${t === '{' ? '' : ','}"offer_ids":${listJson(m.offer_ids, (one) => OfferID.toJson(one))}`;
  return `${t}}`;
}
export const LaunchTasksMessage: MessageType<LaunchTasksMessage> = new MessageType<LaunchTasksMessage>({
  typeName: 'mesos.internal.LaunchTasksMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'tasks', number: 3, label: 'repeated', type: () => TaskInfo },
    { name: 'filters', number: 5, label: 'required', type: () => Filters },
    { name: 'offer_ids', number: 6, label: 'repeated', type: () => OfferID },
  ],
  write: writeLaunchTasksMessage,
  read: readLaunchTasksMessage,
  json: jsonLaunchTasksMessage,
});

export interface RescindResourceOfferMessage {
  offer_id: OfferID;
}
function writeRescindResourceOfferMessage(w: Writer, m: RescindResourceOfferMessage): void {
  if (m.offer_id !== undefined) { const size = w.size(); OfferID.write(w, m.offer_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readRescindResourceOfferMessage(r: Reader, end: number): RescindResourceOfferMessage {
  const m = {} as RescindResourceOfferMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.offer_id = OfferID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.offer_id === undefined) r.incomplete = true;
  return m;
}
function jsonRescindResourceOfferMessage(m: RescindResourceOfferMessage): string {
  let t = '{';
  if (m.offer_id != null) t += `"offer_id":${OfferID.toJson(m.offer_id)}`;
  return `${t}}`;
}
export const RescindResourceOfferMessage: MessageType<RescindResourceOfferMessage> = new MessageType<RescindResourceOfferMessage>({
  typeName: 'mesos.internal.RescindResourceOfferMessage',
  fields: [
    { name: 'offer_id', number: 1, label: 'required', type: () => OfferID },
  ],
  write: writeRescindResourceOfferMessage,
  read: readRescindResourceOfferMessage,
  json: jsonRescindResourceOfferMessage,
});

export interface RescindInverseOfferMessage {
  inverse_offer_id: OfferID;
}
function writeRescindInverseOfferMessage(w: Writer, m: RescindInverseOfferMessage): void {
  if (m.inverse_offer_id !== undefined) { const size = w.size(); OfferID.write(w, m.inverse_offer_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readRescindInverseOfferMessage(r: Reader, end: number): RescindInverseOfferMessage {
  const m = {} as RescindInverseOfferMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.inverse_offer_id = OfferID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.inverse_offer_id === undefined) r.incomplete = true;
  return m;
}
function jsonRescindInverseOfferMessage(m: RescindInverseOfferMessage): string {
  let t = '{';
  if (m.inverse_offer_id != null) t += `"inverse_offer_id":${OfferID.toJson(m.inverse_offer_id)}`;
  return `${t}}`;
}
export const RescindInverseOfferMessage: MessageType<RescindInverseOfferMessage> = new MessageType<RescindInverseOfferMessage>({
  typeName: 'mesos.internal.RescindInverseOfferMessage',
  fields: [
    { name: 'inverse_offer_id', number: 1, label: 'required', type: () => OfferID },
  ],
  write: writeRescindInverseOfferMessage,
  read: readRescindInverseOfferMessage,
  json: jsonRescindInverseOfferMessage,
});

export interface ReviveOffersMessage {
  framework_id: FrameworkID;
  roles?: string[];
}
function writeReviveOffersMessage(w: Writer, m: ReviveOffersMessage): void {
  if (m.roles !== undefined) {
    for (let i = m.roles.length - 1; i >= 0; i--) {
      const value = m.roles[i]!;
      w.string(value); w.byte(18);
    }
  }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readReviveOffersMessage(r: Reader, end: number): ReviveOffersMessage {
  const m = {} as ReviveOffersMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: (m.roles ??= []).push(r.string()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined) r.incomplete = true;
  return m;
}
function jsonReviveOffersMessage(m: ReviveOffersMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.roles != null && m.roles.length > 0) t += `${t === '{' ? '' : ','}"roles":${listJson(m.roles, quoted)}`;
  return `${t}}`;
}
export const ReviveOffersMessage: MessageType<ReviveOffersMessage> = new MessageType<ReviveOffersMessage>({
  typeName: 'mesos.internal.ReviveOffersMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'roles', number: 2, label: 'repeated', type: 'string' },
  ],
  write: writeReviveOffersMessage,
  read: readReviveOffersMessage,
  json: jsonReviveOffersMessage,
});

/** The master hands a task to an agent. */
export interface RunTaskMessage {
  framework_id?: FrameworkID;
  framework: FrameworkInfo;
  /** Of a framework on the older API; "" for one on HTTP. */
  pid?: string;
  task: TaskInfo;
  /** Proves that the master launches on resources as they are now. */
  resource_version_uuids?: ResourceVersionUUID[];
  /** Whether the master thinks that the executor is not there yet. */
  launch_executor?: boolean;
}
function writeRunTaskMessage(w: Writer, m: RunTaskMessage): void {
  if (m.launch_executor !== undefined) { w.bool(m.launch_executor); w.byte(48); }
  if (m.resource_version_uuids !== undefined) {
    for (let i = m.resource_version_uuids.length - 1; i >= 0; i--) {
      const value = m.resource_version_uuids[i]!;
      const size = w.size(); writeResourceVersionUUID(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.task !== undefined) { const size = w.size(); TaskInfo.write(w, m.task); w.varint32(w.size() - size); w.byte(34); }
  else w.incomplete = true;
  if (m.pid !== undefined) { w.string(m.pid); w.byte(26); }
  if (m.framework !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
}
function readRunTaskMessage(r: Reader, end: number): RunTaskMessage {
  const m = {} as RunTaskMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.framework = FrameworkInfo.read(r, r.span()); break;
      case 26: m.pid = r.string(); break;
      case 34: m.task = TaskInfo.read(r, r.span()); break;
      case 42: (m.resource_version_uuids ??= []).push(readResourceVersionUUID(r, r.span())); break;
      case 48: m.launch_executor = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework === undefined || m.task === undefined) r.incomplete = true;
  return m;
}
function jsonRunTaskMessage(m: RunTaskMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.framework != null) t += `${t === '{' ? '' : ','}"framework":${FrameworkInfo.toJson(m.framework)}`;
  if (m.pid != null) t += `${t === '{' ? '' : ','}"pid":${quoted(m.pid)}`;
  if (m.task != null) t += `${t === '{' ? '' : ','}"task":${TaskInfo.toJson(m.task)}`;
  if (m.resource_version_uuids != null && m.resource_version_uuids.length > 0) t += `${t === '{' ? '' : ','}"resource_version_uuids":${listJson(m.resource_version_uuids, jsonResourceVersionUUID)}`;
  if (m.launch_executor != null) t += `${t === '{' ? '' : ','}"launch_executor":${String(m.launch_executor)}`;
  return `${t}}`;
}
export const RunTaskMessage: MessageType<RunTaskMessage> = new MessageType<RunTaskMessage>({
  typeName: 'mesos.internal.RunTaskMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'optional', type: () => FrameworkID },
    { name: 'framework', number: 2, label: 'required', type: () => FrameworkInfo },
    { name: 'pid', number: 3, label: 'optional', type: 'string' },
    { name: 'task', number: 4, label: 'required', type: () => TaskInfo },
    { name: 'resource_version_uuids', number: 5, label: 'repeated', type: () => ResourceVersionUUID },
    { name: 'launch_executor', number: 6, label: 'optional', type: 'bool' },
  ],
  write: writeRunTaskMessage,
  read: readRunTaskMessage,
  json: jsonRunTaskMessage,
});

/** The master hands a pod's tasks to an agent. Each task names the executor. */
export interface RunTaskGroupMessage {
  framework: FrameworkInfo;
  executor: ExecutorInfo;
  task_group: TaskGroupInfo;
  resource_version_uuids?: ResourceVersionUUID[];
  launch_executor?: boolean;
}
function writeRunTaskGroupMessage(w: Writer, m: RunTaskGroupMessage): void {
  if (m.launch_executor !== undefined) { w.bool(m.launch_executor); w.byte(40); }
  if (m.resource_version_uuids !== undefined) {
    for (let i = m.resource_version_uuids.length - 1; i >= 0; i--) {
      const value = m.resource_version_uuids[i]!;
      const size = w.size(); writeResourceVersionUUID(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.task_group !== undefined) { const size = w.size(); TaskGroupInfo.write(w, m.task_group); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.executor !== undefined) { const size = w.size(); ExecutorInfo.write(w, m.executor); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.framework !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readRunTaskGroupMessage(r: Reader, end: number): RunTaskGroupMessage {
  const m = {} as RunTaskGroupMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework = FrameworkInfo.read(r, r.span()); break;
      case 18: m.executor = ExecutorInfo.read(r, r.span()); break;
      case 26: m.task_group = TaskGroupInfo.read(r, r.span()); break;
      case 34: (m.resource_version_uuids ??= []).push(readResourceVersionUUID(r, r.span())); break;
      case 40: m.launch_executor = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework === undefined || m.executor === undefined || m.task_group === undefined) r.incomplete = true;
  return m;
}
function jsonRunTaskGroupMessage(m: RunTaskGroupMessage): string {
  let t = '{';
  if (m.framework != null) t += `"framework":${FrameworkInfo.toJson(m.framework)}`;
  if (m.executor != null) t += `${t === '{' ? '' : ','}"executor":${ExecutorInfo.toJson(m.executor)}`;
  if (m.task_group != null) t += `${t === '{' ? '' : ','}"task_group":${TaskGroupInfo.toJson(m.task_group)}`;
  if (m.resource_version_uuids != null && m.resource_version_uuids.length > 0) t += `${t === '{' ? '' : ','}"resource_version_uuids":${listJson(m.resource_version_uuids, jsonResourceVersionUUID)}`;
  if (m.launch_executor != null) t += `${t === '{' ? '' : ','}"launch_executor":${String(m.launch_executor)}`;
  return `${t}}`;
}
export const RunTaskGroupMessage: MessageType<RunTaskGroupMessage> = new MessageType<RunTaskGroupMessage>({
  typeName: 'mesos.internal.RunTaskGroupMessage',
  fields: [
    { name: 'framework', number: 1, label: 'required', type: () => FrameworkInfo },
    { name: 'executor', number: 2, label: 'required', type: () => ExecutorInfo },
    { name: 'task_group', number: 3, label: 'required', type: () => TaskGroupInfo },
    { name: 'resource_version_uuids', number: 4, label: 'repeated', type: () => ResourceVersionUUID },
    { name: 'launch_executor', number: 5, label: 'optional', type: 'bool' },
  ],
  write: writeRunTaskGroupMessage,
  read: readRunTaskGroupMessage,
  json: jsonRunTaskGroupMessage,
});

/** Master to agent. */
export interface KillTaskMessage {
  framework_id: FrameworkID;
  task_id: TaskID;
  kill_policy?: KillPolicy;
}
function writeKillTaskMessage(w: Writer, m: KillTaskMessage): void {
  if (m.kill_policy !== undefined) { const size = w.size(); KillPolicy.write(w, m.kill_policy); w.varint32(w.size() - size); w.byte(26); }
  if (m.task_id !== undefined) { const size = w.size(); TaskID.write(w, m.task_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readKillTaskMessage(r: Reader, end: number): KillTaskMessage {
  const m = {} as KillTaskMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.task_id = TaskID.read(r, r.span()); break;
      case 26: m.kill_policy = KillPolicy.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined || m.task_id === undefined) r.incomplete = true;
  return m;
}
function jsonKillTaskMessage(m: KillTaskMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.task_id != null) t += `${t === '{' ? '' : ','}"task_id":${TaskID.toJson(m.task_id)}`;
  if (m.kill_policy != null) t += `${t === '{' ? '' : ','}"kill_policy":${KillPolicy.toJson(m.kill_policy)}`;
  return `${t}}`;
}
export const KillTaskMessage: MessageType<KillTaskMessage> = new MessageType<KillTaskMessage>({
  typeName: 'mesos.internal.KillTaskMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'task_id', number: 2, label: 'required', type: () => TaskID },
    { name: 'kill_policy', number: 3, label: 'optional', type: () => KillPolicy },
  ],
  write: writeKillTaskMessage,
  read: readKillTaskMessage,
  json: jsonKillTaskMessage,
});

/** Agent to master; repeated until it is acknowledged. */
export interface StatusUpdateMessage {
  update: StatusUpdate;
  /** Who wants the acknowledgement. */
  pid?: string;
}
function writeStatusUpdateMessage(w: Writer, m: StatusUpdateMessage): void {
  if (m.pid !== undefined) { w.string(m.pid); w.byte(18); }
  if (m.update !== undefined) { const size = w.size(); writeStatusUpdate(w, m.update); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readStatusUpdateMessage(r: Reader, end: number): StatusUpdateMessage {
  const m = {} as StatusUpdateMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.update = readStatusUpdate(r, r.span()); break;
      case 18: m.pid = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.update === undefined) r.incomplete = true;
  return m;
}
function jsonStatusUpdateMessage(m: StatusUpdateMessage): string {
  let t = '{';
  if (m.update != null) t += `"update":${jsonStatusUpdate(m.update)}`;
  if (m.pid != null) t += `${t === '{' ? '' : ','}"pid":${quoted(m.pid)}`;
  return `${t}}`;
}
export const StatusUpdateMessage: MessageType<StatusUpdateMessage> = new MessageType<StatusUpdateMessage>({
  typeName: 'mesos.internal.StatusUpdateMessage',
  fields: [
    { name: 'update', number: 1, label: 'required', type: () => StatusUpdate },
    { name: 'pid', number: 2, label: 'optional', type: 'string' },
  ],
  write: writeStatusUpdateMessage,
  read: readStatusUpdateMessage,
  json: jsonStatusUpdateMessage,
});

/** Master to agent, when the framework has acknowledged. */
export interface StatusUpdateAcknowledgementMessage {
  slave_id: AgentID;
  framework_id: FrameworkID;
  task_id: TaskID;
  uuid: Uint8Array;
}
function writeStatusUpdateAcknowledgementMessage(w: Writer, m: StatusUpdateAcknowledgementMessage): void {
  if (m.uuid !== undefined) { w.bytes(m.uuid); w.byte(34); }
  else w.incomplete = true;
  if (m.task_id !== undefined) { const size = w.size(); TaskID.write(w, m.task_id); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readStatusUpdateAcknowledgementMessage(r: Reader, end: number): StatusUpdateAcknowledgementMessage {
  const m = {} as StatusUpdateAcknowledgementMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave_id = AgentID.read(r, r.span()); break;
      case 18: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 26: m.task_id = TaskID.read(r, r.span()); break;
      case 34: m.uuid = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave_id === undefined || m.framework_id === undefined || m.task_id === undefined || m.uuid === undefined) r.incomplete = true;
  return m;
}
function jsonStatusUpdateAcknowledgementMessage(m: StatusUpdateAcknowledgementMessage): string {
  let t = '{';
  if (m.slave_id != null) t += `"slave_id":${AgentID.toJson(m.slave_id)}`;
  if (m.framework_id != null) t += `${t === '{' ? '' : ','}"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.task_id != null) t += `${t === '{' ? '' : ','}"task_id":${TaskID.toJson(m.task_id)}`;
  if (m.uuid != null) t += `${t === '{' ? '' : ','}"uuid":${base64Json(m.uuid)}`;
  return `${t}}`;
}
export const StatusUpdateAcknowledgementMessage: MessageType<StatusUpdateAcknowledgementMessage> = new MessageType<StatusUpdateAcknowledgementMessage>({
  typeName: 'mesos.internal.StatusUpdateAcknowledgementMessage',
  fields: [
    { name: 'slave_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'framework_id', number: 2, label: 'required', type: () => FrameworkID },
    { name: 'task_id', number: 3, label: 'required', type: () => TaskID },
    { name: 'uuid', number: 4, label: 'required', type: 'bytes' },
  ],
  write: writeStatusUpdateAcknowledgementMessage,
  read: readStatusUpdateAcknowledgementMessage,
  json: jsonStatusUpdateAcknowledgementMessage,
});

export interface AcknowledgeOperationStatusMessage {
  status_uuid: UUID;
  operation_uuid: UUID;
  resource_provider_id?: ResourceProviderID;
}
function writeAcknowledgeOperationStatusMessage(w: Writer, m: AcknowledgeOperationStatusMessage): void {
  if (m.resource_provider_id !== undefined) { const size = w.size(); ResourceProviderID.write(w, m.resource_provider_id); w.varint32(w.size() - size); w.byte(26); }
  if (m.operation_uuid !== undefined) { const size = w.size(); UUID.write(w, m.operation_uuid); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.status_uuid !== undefined) { const size = w.size(); UUID.write(w, m.status_uuid); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readAcknowledgeOperationStatusMessage(r: Reader, end: number): AcknowledgeOperationStatusMessage {
  const m = {} as AcknowledgeOperationStatusMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.status_uuid = UUID.read(r, r.span()); break;
      case 18: m.operation_uuid = UUID.read(r, r.span()); break;
      case 26: m.resource_provider_id = ResourceProviderID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status_uuid === undefined || m.operation_uuid === undefined) r.incomplete = true;
  return m;
}
function jsonAcknowledgeOperationStatusMessage(m: AcknowledgeOperationStatusMessage): string {
  let t = '{';
  if (m.status_uuid != null) t += `"status_uuid":${UUID.toJson(m.status_uuid)}`;
  if (m.operation_uuid != null) t += `${t === '{' ? '' : ','}"operation_uuid":${UUID.toJson(m.operation_uuid)}`;
  if (m.resource_provider_id != null) t += `${t === '{' ? '' : ','}"resource_provider_id":${ResourceProviderID.toJson(m.resource_provider_id)}`;
  return `${t}}`;
}
export const AcknowledgeOperationStatusMessage: MessageType<AcknowledgeOperationStatusMessage> = new MessageType<AcknowledgeOperationStatusMessage>({
  typeName: 'mesos.internal.AcknowledgeOperationStatusMessage',
  fields: [
    { name: 'status_uuid', number: 1, label: 'required', type: () => UUID },
    { name: 'operation_uuid', number: 2, label: 'required', type: () => UUID },
    { name: 'resource_provider_id', number: 3, label: 'optional', type: () => ResourceProviderID },
  ],
  write: writeAcknowledgeOperationStatusMessage,
  read: readAcknowledgeOperationStatusMessage,
  json: jsonAcknowledgeOperationStatusMessage,
});

export interface LostSlaveMessage {
  slave_id: AgentID;
}
function writeLostSlaveMessage(w: Writer, m: LostSlaveMessage): void {
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readLostSlaveMessage(r: Reader, end: number): LostSlaveMessage {
  const m = {} as LostSlaveMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave_id = AgentID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave_id === undefined) r.incomplete = true;
  return m;
}
function jsonLostSlaveMessage(m: LostSlaveMessage): string {
  let t = '{';
  if (m.slave_id != null) t += `"slave_id":${AgentID.toJson(m.slave_id)}`;
  return `${t}}`;
}
export const LostSlaveMessage: MessageType<LostSlaveMessage> = new MessageType<LostSlaveMessage>({
  typeName: 'mesos.internal.LostSlaveMessage',
  fields: [
    { name: 'slave_id', number: 1, label: 'required', type: () => AgentID },
  ],
  write: writeLostSlaveMessage,
  read: readLostSlaveMessage,
  json: jsonLostSlaveMessage,
});

/** Tasks that the master believes to be on an agent that did not name them. */
export interface ReconcileTasksMessage {
  framework_id: FrameworkID;
  statuses?: TaskStatus[];
  framework?: FrameworkInfo;
}
function writeReconcileTasksMessage(w: Writer, m: ReconcileTasksMessage): void {
  if (m.framework !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework); w.varint32(w.size() - size); w.byte(26); }
  if (m.statuses !== undefined) {
    for (let i = m.statuses.length - 1; i >= 0; i--) {
      const value = m.statuses[i]!;
      const size = w.size(); TaskStatus.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readReconcileTasksMessage(r: Reader, end: number): ReconcileTasksMessage {
  const m = {} as ReconcileTasksMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: (m.statuses ??= []).push(TaskStatus.read(r, r.span())); break;
      case 26: m.framework = FrameworkInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined) r.incomplete = true;
  return m;
}
function jsonReconcileTasksMessage(m: ReconcileTasksMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.statuses != null && m.statuses.length > 0) t += `${t === '{' ? '' : ','}"statuses":${listJson(m.statuses, (one) => TaskStatus.toJson(one))}`;
  if (m.framework != null) t += `${t === '{' ? '' : ','}"framework":${FrameworkInfo.toJson(m.framework)}`;
  return `${t}}`;
}
export const ReconcileTasksMessage: MessageType<ReconcileTasksMessage> = new MessageType<ReconcileTasksMessage>({
  typeName: 'mesos.internal.ReconcileTasksMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'statuses', number: 2, label: 'repeated', type: () => TaskStatus },
    { name: 'framework', number: 3, label: 'optional', type: () => FrameworkInfo },
  ],
  write: writeReconcileTasksMessage,
  read: readReconcileTasksMessage,
  json: jsonReconcileTasksMessage,
});

export interface ReconcileOperationsMessage {
  operations?: ReconcileOperationsMessage_Operation[];
  framework_id?: FrameworkID;
}
function writeReconcileOperationsMessage(w: Writer, m: ReconcileOperationsMessage): void {
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.operations !== undefined) {
    for (let i = m.operations.length - 1; i >= 0; i--) {
      const value = m.operations[i]!;
      const size = w.size(); writeReconcileOperationsMessage_Operation(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readReconcileOperationsMessage(r: Reader, end: number): ReconcileOperationsMessage {
  const m = {} as ReconcileOperationsMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.operations ??= []).push(readReconcileOperationsMessage_Operation(r, r.span())); break;
      case 18: m.framework_id = FrameworkID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonReconcileOperationsMessage(m: ReconcileOperationsMessage): string {
  let t = '{';
  if (m.operations != null && m.operations.length > 0) t += `"operations":${listJson(m.operations, jsonReconcileOperationsMessage_Operation)}`;
  if (m.framework_id != null) t += `${t === '{' ? '' : ','}"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  return `${t}}`;
}
export const ReconcileOperationsMessage: MessageType<ReconcileOperationsMessage> = new MessageType<ReconcileOperationsMessage>({
  typeName: 'mesos.internal.ReconcileOperationsMessage',
  fields: [
    { name: 'operations', number: 1, label: 'repeated', type: () => ReconcileOperationsMessage_Operation },
    { name: 'framework_id', number: 2, label: 'optional', type: () => FrameworkID },
  ],
  write: writeReconcileOperationsMessage,
  read: readReconcileOperationsMessage,
  json: jsonReconcileOperationsMessage,
});

export interface ReconcileOperationsMessage_Operation {
  operation_uuid?: UUID;
  resource_provider_id?: ResourceProviderID;
  operation_id?: OperationID;
}
function writeReconcileOperationsMessage_Operation(w: Writer, m: ReconcileOperationsMessage_Operation): void {
  if (m.operation_id !== undefined) { const size = w.size(); OperationID.write(w, m.operation_id); w.varint32(w.size() - size); w.byte(26); }
  if (m.resource_provider_id !== undefined) { const size = w.size(); ResourceProviderID.write(w, m.resource_provider_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.operation_uuid !== undefined) { const size = w.size(); UUID.write(w, m.operation_uuid); w.varint32(w.size() - size); w.byte(10); }
}
function readReconcileOperationsMessage_Operation(r: Reader, end: number): ReconcileOperationsMessage_Operation {
  const m = {} as ReconcileOperationsMessage_Operation;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.operation_uuid = UUID.read(r, r.span()); break;
      case 18: m.resource_provider_id = ResourceProviderID.read(r, r.span()); break;
      case 26: m.operation_id = OperationID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonReconcileOperationsMessage_Operation(m: ReconcileOperationsMessage_Operation): string {
  let t = '{';
  if (m.operation_uuid != null) t += `"operation_uuid":${UUID.toJson(m.operation_uuid)}`;
  if (m.resource_provider_id != null) t += `${t === '{' ? '' : ','}"resource_provider_id":${ResourceProviderID.toJson(m.resource_provider_id)}`;
  if (m.operation_id != null) t += `${t === '{' ? '' : ','}"operation_id":${OperationID.toJson(m.operation_id)}`;
  return `${t}}`;
}
export const ReconcileOperationsMessage_Operation: MessageType<ReconcileOperationsMessage_Operation> = new MessageType<ReconcileOperationsMessage_Operation>({
  typeName: 'mesos.internal.ReconcileOperationsMessage.Operation',
  fields: [
    { name: 'operation_uuid', number: 1, label: 'optional', type: () => UUID },
    { name: 'resource_provider_id', number: 2, label: 'optional', type: () => ResourceProviderID },
    { name: 'operation_id', number: 3, label: 'optional', type: () => OperationID },
  ],
  write: writeReconcileOperationsMessage_Operation,
  read: readReconcileOperationsMessage_Operation,
  json: jsonReconcileOperationsMessage_Operation,
});

export interface FrameworkErrorMessage {
  message: string;
}
function writeFrameworkErrorMessage(w: Writer, m: FrameworkErrorMessage): void {
  if (m.message !== undefined) { w.string(m.message); w.byte(18); }
  else w.incomplete = true;
}
function readFrameworkErrorMessage(r: Reader, end: number): FrameworkErrorMessage {
  const m = {} as FrameworkErrorMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 18: m.message = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.message === undefined) r.incomplete = true;
  return m;
}
function jsonFrameworkErrorMessage(m: FrameworkErrorMessage): string {
  let t = '{';
  if (m.message != null) t += `"message":${quoted(m.message)}`;
  return `${t}}`;
}
export const FrameworkErrorMessage: MessageType<FrameworkErrorMessage> = new MessageType<FrameworkErrorMessage>({
  typeName: 'mesos.internal.FrameworkErrorMessage',
  fields: [
    { name: 'message', number: 2, label: 'required', type: 'string' },
  ],
  write: writeFrameworkErrorMessage,
  read: readFrameworkErrorMessage,
  json: jsonFrameworkErrorMessage,
});

/** The master cannot authenticate whoever asked for it. */
export interface AuthenticationErrorMessage {
  error?: string;
}
function writeAuthenticationErrorMessage(w: Writer, m: AuthenticationErrorMessage): void {
  if (m.error !== undefined) { w.string(m.error); w.byte(10); }
}
function readAuthenticationErrorMessage(r: Reader, end: number): AuthenticationErrorMessage {
  const m = {} as AuthenticationErrorMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.error = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonAuthenticationErrorMessage(m: AuthenticationErrorMessage): string {
  let t = '{';
  if (m.error != null) t += `"error":${quoted(m.error)}`;
  return `${t}}`;
}
export const AuthenticationErrorMessage: MessageType<AuthenticationErrorMessage> = new MessageType<AuthenticationErrorMessage>({
  typeName: 'mesos.internal.AuthenticationErrorMessage',
  fields: [
    { name: 'error', number: 1, label: 'optional', type: 'string' },
  ],
  write: writeAuthenticationErrorMessage,
  read: readAuthenticationErrorMessage,
  json: jsonAuthenticationErrorMessage,
});

/** An agent without an id asks to be admitted. */
export interface RegisterSlaveMessage {
  slave: AgentInfo;
  version?: string;
  checkpointed_resources?: Resource[];
  agent_capabilities?: AgentInfo_Capability[];
  /** New with every start of the agent. */
  resource_version_uuid?: UUID;
}
function writeRegisterSlaveMessage(w: Writer, m: RegisterSlaveMessage): void {
  if (m.resource_version_uuid !== undefined) { const size = w.size(); UUID.write(w, m.resource_version_uuid); w.varint32(w.size() - size); w.byte(42); }
  if (m.agent_capabilities !== undefined) {
    for (let i = m.agent_capabilities.length - 1; i >= 0; i--) {
      const value = m.agent_capabilities[i]!;
      const size = w.size(); AgentInfo_Capability.write(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.checkpointed_resources !== undefined) {
    for (let i = m.checkpointed_resources.length - 1; i >= 0; i--) {
      const value = m.checkpointed_resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.version !== undefined) { w.string(m.version); w.byte(18); }
  if (m.slave !== undefined) { const size = w.size(); AgentInfo.write(w, m.slave); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readRegisterSlaveMessage(r: Reader, end: number): RegisterSlaveMessage {
  const m = {} as RegisterSlaveMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave = AgentInfo.read(r, r.span()); break;
      case 18: m.version = r.string(); break;
      case 26: (m.checkpointed_resources ??= []).push(Resource.read(r, r.span())); break;
      case 34: (m.agent_capabilities ??= []).push(AgentInfo_Capability.read(r, r.span())); break;
      case 42: m.resource_version_uuid = UUID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave === undefined) r.incomplete = true;
  return m;
}
function jsonRegisterSlaveMessage(m: RegisterSlaveMessage): string {
  let t = '{';
  if (m.slave != null) t += `"slave":${AgentInfo.toJson(m.slave)}`;
  if (m.version != null) t += `${t === '{' ? '' : ','}"version":${quoted(m.version)}`;
  if (m.checkpointed_resources != null && m.checkpointed_resources.length > 0) t += `${t === '{' ? '' : ','}"checkpointed_resources":${listJson(m.checkpointed_resources, (one) => Resource.toJson(one))}`;
  if (m.agent_capabilities != null && m.agent_capabilities.length > 0) t += `${t === '{' ? '' : ','}"agent_capabilities":${listJson(m.agent_capabilities, (one) => AgentInfo_Capability.toJson(one))}`;
  if (m.resource_version_uuid != null) t += `${t === '{' ? '' : ','}"resource_version_uuid":${UUID.toJson(m.resource_version_uuid)}`;
  return `${t}}`;
}
export const RegisterSlaveMessage: MessageType<RegisterSlaveMessage> = new MessageType<RegisterSlaveMessage>({
  typeName: 'mesos.internal.RegisterSlaveMessage',
  fields: [
    { name: 'slave', number: 1, label: 'required', type: () => AgentInfo },
    { name: 'version', number: 2, label: 'optional', type: 'string' },
    { name: 'checkpointed_resources', number: 3, label: 'repeated', type: () => Resource },
    { name: 'agent_capabilities', number: 4, label: 'repeated', type: () => AgentInfo_Capability },
    { name: 'resource_version_uuid', number: 5, label: 'optional', type: () => UUID },
  ],
  write: writeRegisterSlaveMessage,
  read: readRegisterSlaveMessage,
  json: jsonRegisterSlaveMessage,
});

/** An agent that was admitted before comes back with all that it runs. */
export interface ReregisterSlaveMessage {
  slave: AgentInfo;
  /** All that have not been acknowledged to their end, ended ones included. */
  tasks?: Task[];
  /** Custom and pod executors; those of command tasks are not named. */
  executor_infos?: ExecutorInfo[];
  /** History, so that a new master can show it. */
  completed_frameworks?: Archive_Framework[];
  version?: string;
  checkpointed_resources?: Resource[];
  frameworks?: FrameworkInfo[];
  agent_capabilities?: AgentInfo_Capability[];
  resource_version_uuid?: UUID;
}
function writeReregisterSlaveMessage(w: Writer, m: ReregisterSlaveMessage): void {
  if (m.resource_version_uuid !== undefined) { const size = w.size(); UUID.write(w, m.resource_version_uuid); w.varint32(w.size() - size); w.byte(82); }
  if (m.agent_capabilities !== undefined) {
    for (let i = m.agent_capabilities.length - 1; i >= 0; i--) {
      const value = m.agent_capabilities[i]!;
      const size = w.size(); AgentInfo_Capability.write(w, value); w.varint32(w.size() - size); w.byte(74);
    }
  }
  if (m.frameworks !== undefined) {
    for (let i = m.frameworks.length - 1; i >= 0; i--) {
      const value = m.frameworks[i]!;
      const size = w.size(); FrameworkInfo.write(w, value); w.varint32(w.size() - size); w.byte(66);
    }
  }
  if (m.checkpointed_resources !== undefined) {
    for (let i = m.checkpointed_resources.length - 1; i >= 0; i--) {
      const value = m.checkpointed_resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(58);
    }
  }
  if (m.version !== undefined) { w.string(m.version); w.byte(50); }
  if (m.completed_frameworks !== undefined) {
    for (let i = m.completed_frameworks.length - 1; i >= 0; i--) {
      const value = m.completed_frameworks[i]!;
      const size = w.size(); writeArchive_Framework(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.executor_infos !== undefined) {
    for (let i = m.executor_infos.length - 1; i >= 0; i--) {
      const value = m.executor_infos[i]!;
      const size = w.size(); ExecutorInfo.write(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.tasks !== undefined) {
    for (let i = m.tasks.length - 1; i >= 0; i--) {
      const value = m.tasks[i]!;
      const size = w.size(); Task.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.slave !== undefined) { const size = w.size(); AgentInfo.write(w, m.slave); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
}
function readReregisterSlaveMessage(r: Reader, end: number): ReregisterSlaveMessage {
  const m = {} as ReregisterSlaveMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 18: m.slave = AgentInfo.read(r, r.span()); break;
      case 26: (m.tasks ??= []).push(Task.read(r, r.span())); break;
      case 34: (m.executor_infos ??= []).push(ExecutorInfo.read(r, r.span())); break;
      case 42: (m.completed_frameworks ??= []).push(readArchive_Framework(r, r.span())); break;
      case 50: m.version = r.string(); break;
      case 58: (m.checkpointed_resources ??= []).push(Resource.read(r, r.span())); break;
      case 66: (m.frameworks ??= []).push(FrameworkInfo.read(r, r.span())); break;
      case 74: (m.agent_capabilities ??= []).push(AgentInfo_Capability.read(r, r.span())); break;
      case 82: m.resource_version_uuid = UUID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave === undefined) r.incomplete = true;
  return m;
}
function jsonReregisterSlaveMessage(m: ReregisterSlaveMessage): string {
  let t = '{';
  if (m.slave != null) t += `"slave":${AgentInfo.toJson(m.slave)}`;
  if (m.tasks != null && m.tasks.length > 0) t += `${t === '{' ? '' : ','}"tasks":${listJson(m.tasks, (one) => Task.toJson(one))}`;
  if (m.executor_infos != null && m.executor_infos.length > 0) t += `${t === '{' ? '' : ','}"executor_infos":${listJson(m.executor_infos, (one) => ExecutorInfo.toJson(one))}`;
  if (m.completed_frameworks != null && m.completed_frameworks.length > 0) t += `${t === '{' ? '' : ','}"completed_frameworks":${listJson(m.completed_frameworks, jsonArchive_Framework)}`;
  if (m.version != null) t += `${t === '{' ? '' : ','}"version":${quoted(m.version)}`;
  if (m.checkpointed_resources != null && m.checkpointed_resources.length > 0) t += `${t === '{' ? '' : ','}"checkpointed_resources":${listJson(m.checkpointed_resources, (one) => Resource.toJson(one))}`;
  if (m.frameworks != null && m.frameworks.length > 0) t += `${t === '{' ? '' : ','}"frameworks":${listJson(m.frameworks, (one) => FrameworkInfo.toJson(one))}`;
  if (m.agent_capabilities != null && m.agent_capabilities.length > 0) t += `${t === '{' ? '' : ','}"agent_capabilities":${listJson(m.agent_capabilities, (one) => AgentInfo_Capability.toJson(one))}`;
  if (m.resource_version_uuid != null) t += `${t === '{' ? '' : ','}"resource_version_uuid":${UUID.toJson(m.resource_version_uuid)}`;
  return `${t}}`;
}
export const ReregisterSlaveMessage: MessageType<ReregisterSlaveMessage> = new MessageType<ReregisterSlaveMessage>({
  typeName: 'mesos.internal.ReregisterSlaveMessage',
  fields: [
    { name: 'slave', number: 2, label: 'required', type: () => AgentInfo },
    { name: 'tasks', number: 3, label: 'repeated', type: () => Task },
    { name: 'executor_infos', number: 4, label: 'repeated', type: () => ExecutorInfo },
    { name: 'completed_frameworks', number: 5, label: 'repeated', type: () => Archive_Framework },
    { name: 'version', number: 6, label: 'optional', type: 'string' },
    { name: 'checkpointed_resources', number: 7, label: 'repeated', type: () => Resource },
    { name: 'frameworks', number: 8, label: 'repeated', type: () => FrameworkInfo },
    { name: 'agent_capabilities', number: 9, label: 'repeated', type: () => AgentInfo_Capability },
    { name: 'resource_version_uuid', number: 10, label: 'optional', type: () => UUID },
  ],
  write: writeReregisterSlaveMessage,
  read: readReregisterSlaveMessage,
  json: jsonReregisterSlaveMessage,
});

/** Master to agent: you are admitted, durably. */
export interface SlaveRegisteredMessage {
  slave_id: AgentID;
  connection?: MasterSlaveConnection;
}
function writeSlaveRegisteredMessage(w: Writer, m: SlaveRegisteredMessage): void {
  if (m.connection !== undefined) { const size = w.size(); writeMasterSlaveConnection(w, m.connection); w.varint32(w.size() - size); w.byte(18); }
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readSlaveRegisteredMessage(r: Reader, end: number): SlaveRegisteredMessage {
  const m = {} as SlaveRegisteredMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave_id = AgentID.read(r, r.span()); break;
      case 18: m.connection = readMasterSlaveConnection(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave_id === undefined) r.incomplete = true;
  return m;
}
function jsonSlaveRegisteredMessage(m: SlaveRegisteredMessage): string {
  let t = '{';
  if (m.slave_id != null) t += `"slave_id":${AgentID.toJson(m.slave_id)}`;
  if (m.connection != null) t += `${t === '{' ? '' : ','}"connection":${jsonMasterSlaveConnection(m.connection)}`;
  return `${t}}`;
}
export const SlaveRegisteredMessage: MessageType<SlaveRegisteredMessage> = new MessageType<SlaveRegisteredMessage>({
  typeName: 'mesos.internal.SlaveRegisteredMessage',
  fields: [
    { name: 'slave_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'connection', number: 2, label: 'optional', type: () => MasterSlaveConnection },
  ],
  write: writeSlaveRegisteredMessage,
  read: readSlaveRegisteredMessage,
  json: jsonSlaveRegisteredMessage,
});

/** Master to agent: you are back. */
export interface SlaveReregisteredMessage {
  slave_id: AgentID;
  reconciliations?: ReconcileTasksMessage[];
  connection?: MasterSlaveConnection;
}
function writeSlaveReregisteredMessage(w: Writer, m: SlaveReregisteredMessage): void {
  if (m.connection !== undefined) { const size = w.size(); writeMasterSlaveConnection(w, m.connection); w.varint32(w.size() - size); w.byte(26); }
  if (m.reconciliations !== undefined) {
    for (let i = m.reconciliations.length - 1; i >= 0; i--) {
      const value = m.reconciliations[i]!;
      const size = w.size(); writeReconcileTasksMessage(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readSlaveReregisteredMessage(r: Reader, end: number): SlaveReregisteredMessage {
  const m = {} as SlaveReregisteredMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave_id = AgentID.read(r, r.span()); break;
      case 18: (m.reconciliations ??= []).push(readReconcileTasksMessage(r, r.span())); break;
      case 26: m.connection = readMasterSlaveConnection(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave_id === undefined) r.incomplete = true;
  return m;
}
function jsonSlaveReregisteredMessage(m: SlaveReregisteredMessage): string {
  let t = '{';
  if (m.slave_id != null) t += `"slave_id":${AgentID.toJson(m.slave_id)}`;
  if (m.reconciliations != null && m.reconciliations.length > 0) t += `${t === '{' ? '' : ','}"reconciliations":${listJson(m.reconciliations, jsonReconcileTasksMessage)}`;
  if (m.connection != null) t += `${t === '{' ? '' : ','}"connection":${jsonMasterSlaveConnection(m.connection)}`;
  return `${t}}`;
}
export const SlaveReregisteredMessage: MessageType<SlaveReregisteredMessage> = new MessageType<SlaveReregisteredMessage>({
  typeName: 'mesos.internal.SlaveReregisteredMessage',
  fields: [
    { name: 'slave_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'reconciliations', number: 2, label: 'repeated', type: () => ReconcileTasksMessage },
    { name: 'connection', number: 3, label: 'optional', type: () => MasterSlaveConnection },
  ],
  write: writeSlaveReregisteredMessage,
  read: readSlaveReregisteredMessage,
  json: jsonSlaveReregisteredMessage,
});

/** Agent to master: I leave for good. */
export interface UnregisterSlaveMessage {
  slave_id: AgentID;
}
function writeUnregisterSlaveMessage(w: Writer, m: UnregisterSlaveMessage): void {
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readUnregisterSlaveMessage(r: Reader, end: number): UnregisterSlaveMessage {
  const m = {} as UnregisterSlaveMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave_id = AgentID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave_id === undefined) r.incomplete = true;
  return m;
}
function jsonUnregisterSlaveMessage(m: UnregisterSlaveMessage): string {
  let t = '{';
  if (m.slave_id != null) t += `"slave_id":${AgentID.toJson(m.slave_id)}`;
  return `${t}}`;
}
export const UnregisterSlaveMessage: MessageType<UnregisterSlaveMessage> = new MessageType<UnregisterSlaveMessage>({
  typeName: 'mesos.internal.UnregisterSlaveMessage',
  fields: [
    { name: 'slave_id', number: 1, label: 'required', type: () => AgentID },
  ],
  write: writeUnregisterSlaveMessage,
  read: readUnregisterSlaveMessage,
  json: jsonUnregisterSlaveMessage,
});

/** What both ends agree on. */
export interface MasterSlaveConnection {
  /** Silence for this long means that the master has lost the agent. */
  total_ping_timeout_seconds?: number;
}
function writeMasterSlaveConnection(w: Writer, m: MasterSlaveConnection): void {
  if (m.total_ping_timeout_seconds !== undefined) { w.double(m.total_ping_timeout_seconds); w.byte(9); }
}
function readMasterSlaveConnection(r: Reader, end: number): MasterSlaveConnection {
  const m = {} as MasterSlaveConnection;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.total_ping_timeout_seconds = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonMasterSlaveConnection(m: MasterSlaveConnection): string {
  let t = '{';
  if (m.total_ping_timeout_seconds != null) t += `"total_ping_timeout_seconds":${doubleJson(m.total_ping_timeout_seconds)}`;
  return `${t}}`;
}
export const MasterSlaveConnection: MessageType<MasterSlaveConnection> = new MessageType<MasterSlaveConnection>({
  typeName: 'mesos.internal.MasterSlaveConnection',
  fields: [
    { name: 'total_ping_timeout_seconds', number: 1, label: 'optional', type: 'double' },
  ],
  write: writeMasterSlaveConnection,
  read: readMasterSlaveConnection,
  json: jsonMasterSlaveConnection,
});

/** Are you there? `connected` says whether the master holds the agent for connected. */
export interface PingSlaveMessage {
  connected: boolean;
}
function writePingSlaveMessage(w: Writer, m: PingSlaveMessage): void {
  if (m.connected !== undefined) { w.bool(m.connected); w.byte(8); }
  else w.incomplete = true;
}
function readPingSlaveMessage(r: Reader, end: number): PingSlaveMessage {
  const m = {} as PingSlaveMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.connected = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.connected === undefined) r.incomplete = true;
  return m;
}
function jsonPingSlaveMessage(m: PingSlaveMessage): string {
  let t = '{';
  if (m.connected != null) t += `"connected":${String(m.connected)}`;
  return `${t}}`;
}
export const PingSlaveMessage: MessageType<PingSlaveMessage> = new MessageType<PingSlaveMessage>({
  typeName: 'mesos.internal.PingSlaveMessage',
  fields: [
    { name: 'connected', number: 1, label: 'required', type: 'bool' },
  ],
  write: writePingSlaveMessage,
  read: readPingSlaveMessage,
  json: jsonPingSlaveMessage,
});

/** Agent to master, at once. */
export interface PongSlaveMessage {
}
function writePongSlaveMessage(w: Writer, m: PongSlaveMessage): void {
  void w;
  void m;
}
function readPongSlaveMessage(r: Reader, end: number): PongSlaveMessage {
  const m = {} as PongSlaveMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    r.skip(tag);
  }
  r.close(end);
  return m;
}
function jsonPongSlaveMessage(m: PongSlaveMessage): string {
  void m;
  return '{}';
}
export const PongSlaveMessage: MessageType<PongSlaveMessage> = new MessageType<PongSlaveMessage>({
  typeName: 'mesos.internal.PongSlaveMessage',
  fields: [
  ],
  write: writePongSlaveMessage,
  read: readPongSlaveMessage,
  json: jsonPongSlaveMessage,
});

/** Master to agent: end everything of this framework. */
export interface ShutdownFrameworkMessage {
  framework_id: FrameworkID;
}
function writeShutdownFrameworkMessage(w: Writer, m: ShutdownFrameworkMessage): void {
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readShutdownFrameworkMessage(r: Reader, end: number): ShutdownFrameworkMessage {
  const m = {} as ShutdownFrameworkMessage;
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
function jsonShutdownFrameworkMessage(m: ShutdownFrameworkMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  return `${t}}`;
}
export const ShutdownFrameworkMessage: MessageType<ShutdownFrameworkMessage> = new MessageType<ShutdownFrameworkMessage>({
  typeName: 'mesos.internal.ShutdownFrameworkMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
  ],
  write: writeShutdownFrameworkMessage,
  read: readShutdownFrameworkMessage,
  json: jsonShutdownFrameworkMessage,
});

/** Master to agent: end this executor. */
export interface ShutdownExecutorMessage {
  executor_id?: ExecutorID;
  framework_id?: FrameworkID;
}
function writeShutdownExecutorMessage(w: Writer, m: ShutdownExecutorMessage): void {
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(10); }
}
function readShutdownExecutorMessage(r: Reader, end: number): ShutdownExecutorMessage {
  const m = {} as ShutdownExecutorMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 18: m.framework_id = FrameworkID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonShutdownExecutorMessage(m: ShutdownExecutorMessage): string {
  let t = '{';
  if (m.executor_id != null) t += `"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.framework_id != null) t += `${t === '{' ? '' : ','}"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  return `${t}}`;
}
export const ShutdownExecutorMessage: MessageType<ShutdownExecutorMessage> = new MessageType<ShutdownExecutorMessage>({
  typeName: 'mesos.internal.ShutdownExecutorMessage',
  fields: [
    { name: 'executor_id', number: 1, label: 'optional', type: () => ExecutorID },
    { name: 'framework_id', number: 2, label: 'optional', type: () => FrameworkID },
  ],
  write: writeShutdownExecutorMessage,
  read: readShutdownExecutorMessage,
  json: jsonShutdownExecutorMessage,
});

/** Master to agents: the framework has changed, or is back. */
export interface UpdateFrameworkMessage {
  framework_id: FrameworkID;
  /** "" for frameworks on HTTP. */
  pid?: string;
  framework_info?: FrameworkInfo;
}
function writeUpdateFrameworkMessage(w: Writer, m: UpdateFrameworkMessage): void {
  if (m.framework_info !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework_info); w.varint32(w.size() - size); w.byte(26); }
  if (m.pid !== undefined) { w.string(m.pid); w.byte(18); }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readUpdateFrameworkMessage(r: Reader, end: number): UpdateFrameworkMessage {
  const m = {} as UpdateFrameworkMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.pid = r.string(); break;
      case 26: m.framework_info = FrameworkInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined) r.incomplete = true;
  return m;
}
function jsonUpdateFrameworkMessage(m: UpdateFrameworkMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.pid != null) t += `${t === '{' ? '' : ','}"pid":${quoted(m.pid)}`;
  if (m.framework_info != null) t += `${t === '{' ? '' : ','}"framework_info":${FrameworkInfo.toJson(m.framework_info)}`;
  return `${t}}`;
}
export const UpdateFrameworkMessage: MessageType<UpdateFrameworkMessage> = new MessageType<UpdateFrameworkMessage>({
  typeName: 'mesos.internal.UpdateFrameworkMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'pid', number: 2, label: 'optional', type: 'string' },
    { name: 'framework_info', number: 3, label: 'optional', type: () => FrameworkInfo },
  ],
  write: writeUpdateFrameworkMessage,
  read: readUpdateFrameworkMessage,
  json: jsonUpdateFrameworkMessage,
});

export interface CheckpointResourcesMessage {
  resources?: Resource[];
}
function writeCheckpointResourcesMessage(w: Writer, m: CheckpointResourcesMessage): void {
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCheckpointResourcesMessage(r: Reader, end: number): CheckpointResourcesMessage {
  const m = {} as CheckpointResourcesMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.resources ??= []).push(Resource.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCheckpointResourcesMessage(m: CheckpointResourcesMessage): string {
  let t = '{';
  if (m.resources != null && m.resources.length > 0) t += `"resources":${listJson(m.resources, (one) => Resource.toJson(one))}`;
  return `${t}}`;
}
export const CheckpointResourcesMessage: MessageType<CheckpointResourcesMessage> = new MessageType<CheckpointResourcesMessage>({
  typeName: 'mesos.internal.CheckpointResourcesMessage',
  fields: [
    { name: 'resources', number: 1, label: 'repeated', type: () => Resource },
  ],
  write: writeCheckpointResourcesMessage,
  read: readCheckpointResourcesMessage,
  json: jsonCheckpointResourcesMessage,
});

/** Which state of an agent's resources somebody has in mind. */
export interface ResourceVersionUUID {
  resource_provider_id?: ResourceProviderID;
  uuid: UUID;
}
function writeResourceVersionUUID(w: Writer, m: ResourceVersionUUID): void {
  if (m.uuid !== undefined) { const size = w.size(); UUID.write(w, m.uuid); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.resource_provider_id !== undefined) { const size = w.size(); ResourceProviderID.write(w, m.resource_provider_id); w.varint32(w.size() - size); w.byte(10); }
}
function readResourceVersionUUID(r: Reader, end: number): ResourceVersionUUID {
  const m = {} as ResourceVersionUUID;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.resource_provider_id = ResourceProviderID.read(r, r.span()); break;
      case 18: m.uuid = UUID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.uuid === undefined) r.incomplete = true;
  return m;
}
function jsonResourceVersionUUID(m: ResourceVersionUUID): string {
  let t = '{';
  if (m.resource_provider_id != null) t += `"resource_provider_id":${ResourceProviderID.toJson(m.resource_provider_id)}`;
  if (m.uuid != null) t += `${t === '{' ? '' : ','}"uuid":${UUID.toJson(m.uuid)}`;
  return `${t}}`;
}
export const ResourceVersionUUID: MessageType<ResourceVersionUUID> = new MessageType<ResourceVersionUUID>({
  typeName: 'mesos.internal.ResourceVersionUUID',
  fields: [
    { name: 'resource_provider_id', number: 1, label: 'optional', type: () => ResourceProviderID },
    { name: 'uuid', number: 2, label: 'required', type: () => UUID },
  ],
  write: writeResourceVersionUUID,
  read: readResourceVersionUUID,
  json: jsonResourceVersionUUID,
});

/** What an agent has changed about its resources, operations and resource providers. */
export interface UpdateSlaveMessage {
  slave_id: AgentID;
  oversubscribed_resources?: Resource[];
  /** Whether `oversubscribed_resources` is meant; older agents leave it out. */
  update_oversubscribed_resources?: boolean;
  operations?: UpdateSlaveMessage_Operations;
  resource_version_uuid?: UUID;
  resource_providers?: UpdateSlaveMessage_ResourceProviders;
}
function writeUpdateSlaveMessage(w: Writer, m: UpdateSlaveMessage): void {
  if (m.resource_providers !== undefined) { const size = w.size(); writeUpdateSlaveMessage_ResourceProviders(w, m.resource_providers); w.varint32(w.size() - size); w.byte(66); }
  if (m.resource_version_uuid !== undefined) { const size = w.size(); UUID.write(w, m.resource_version_uuid); w.varint32(w.size() - size); w.byte(58); }
  if (m.operations !== undefined) { const size = w.size(); writeUpdateSlaveMessage_Operations(w, m.operations); w.varint32(w.size() - size); w.byte(50); }
  if (m.update_oversubscribed_resources !== undefined) { w.bool(m.update_oversubscribed_resources); w.byte(40); }
  if (m.oversubscribed_resources !== undefined) {
    for (let i = m.oversubscribed_resources.length - 1; i >= 0; i--) {
      const value = m.oversubscribed_resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readUpdateSlaveMessage(r: Reader, end: number): UpdateSlaveMessage {
  const m = {} as UpdateSlaveMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave_id = AgentID.read(r, r.span()); break;
      case 18: (m.oversubscribed_resources ??= []).push(Resource.read(r, r.span())); break;
      case 40: m.update_oversubscribed_resources = r.bool(); break;
      case 50: m.operations = readUpdateSlaveMessage_Operations(r, r.span()); break;
      case 58: m.resource_version_uuid = UUID.read(r, r.span()); break;
      case 66: m.resource_providers = readUpdateSlaveMessage_ResourceProviders(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave_id === undefined) r.incomplete = true;
  return m;
}
function jsonUpdateSlaveMessage(m: UpdateSlaveMessage): string {
  let t = '{';
  if (m.slave_id != null) t += `"slave_id":${AgentID.toJson(m.slave_id)}`;
  if (m.oversubscribed_resources != null && m.oversubscribed_resources.length > 0) t += `${t === '{' ? '' : ','}"oversubscribed_resources":${listJson(m.oversubscribed_resources, (one) => Resource.toJson(one))}`;
  if (m.update_oversubscribed_resources != null) t += `${t === '{' ? '' : ','}"update_oversubscribed_resources":${String(m.update_oversubscribed_resources)}`;
  if (m.operations != null) t += `${t === '{' ? '' : ','}"operations":${jsonUpdateSlaveMessage_Operations(m.operations)}`;
  if (m.resource_version_uuid != null) t += `${t === '{' ? '' : ','}"resource_version_uuid":${UUID.toJson(m.resource_version_uuid)}`;
  if (m.resource_providers != null) t += `${t === '{' ? '' : ','}"resource_providers":${jsonUpdateSlaveMessage_ResourceProviders(m.resource_providers)}`;
  return `${t}}`;
}
export const UpdateSlaveMessage: MessageType<UpdateSlaveMessage> = new MessageType<UpdateSlaveMessage>({
  typeName: 'mesos.internal.UpdateSlaveMessage',
  fields: [
    { name: 'slave_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'oversubscribed_resources', number: 2, label: 'repeated', type: () => Resource },
    { name: 'update_oversubscribed_resources', number: 5, label: 'optional', type: 'bool' },
    { name: 'operations', number: 6, label: 'optional', type: () => UpdateSlaveMessage_Operations },
    { name: 'resource_version_uuid', number: 7, label: 'optional', type: () => UUID },
    { name: 'resource_providers', number: 8, label: 'optional', type: () => UpdateSlaveMessage_ResourceProviders },
  ],
  write: writeUpdateSlaveMessage,
  read: readUpdateSlaveMessage,
  json: jsonUpdateSlaveMessage,
});

export interface UpdateSlaveMessage_Operations {
  operations?: Operation[];
}
function writeUpdateSlaveMessage_Operations(w: Writer, m: UpdateSlaveMessage_Operations): void {
  if (m.operations !== undefined) {
    for (let i = m.operations.length - 1; i >= 0; i--) {
      const value = m.operations[i]!;
      const size = w.size(); Operation.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readUpdateSlaveMessage_Operations(r: Reader, end: number): UpdateSlaveMessage_Operations {
  const m = {} as UpdateSlaveMessage_Operations;
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
function jsonUpdateSlaveMessage_Operations(m: UpdateSlaveMessage_Operations): string {
  let t = '{';
  if (m.operations != null && m.operations.length > 0) t += `"operations":${listJson(m.operations, (one) => Operation.toJson(one))}`;
  return `${t}}`;
}
export const UpdateSlaveMessage_Operations: MessageType<UpdateSlaveMessage_Operations> = new MessageType<UpdateSlaveMessage_Operations>({
  typeName: 'mesos.internal.UpdateSlaveMessage.Operations',
  fields: [
    { name: 'operations', number: 1, label: 'repeated', type: () => Operation },
  ],
  write: writeUpdateSlaveMessage_Operations,
  read: readUpdateSlaveMessage_Operations,
  json: jsonUpdateSlaveMessage_Operations,
});

export interface UpdateSlaveMessage_ResourceProvider {
  info?: ResourceProviderInfo;
  total_resources?: Resource[];
  operations: UpdateSlaveMessage_Operations;
  resource_version_uuid: UUID;
}
function writeUpdateSlaveMessage_ResourceProvider(w: Writer, m: UpdateSlaveMessage_ResourceProvider): void {
  if (m.resource_version_uuid !== undefined) { const size = w.size(); UUID.write(w, m.resource_version_uuid); w.varint32(w.size() - size); w.byte(34); }
  else w.incomplete = true;
  if (m.operations !== undefined) { const size = w.size(); writeUpdateSlaveMessage_Operations(w, m.operations); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.total_resources !== undefined) {
    for (let i = m.total_resources.length - 1; i >= 0; i--) {
      const value = m.total_resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.info !== undefined) { const size = w.size(); ResourceProviderInfo.write(w, m.info); w.varint32(w.size() - size); w.byte(10); }
}
function readUpdateSlaveMessage_ResourceProvider(r: Reader, end: number): UpdateSlaveMessage_ResourceProvider {
  const m = {} as UpdateSlaveMessage_ResourceProvider;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.info = ResourceProviderInfo.read(r, r.span()); break;
      case 18: (m.total_resources ??= []).push(Resource.read(r, r.span())); break;
      case 26: m.operations = readUpdateSlaveMessage_Operations(r, r.span()); break;
      case 34: m.resource_version_uuid = UUID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.operations === undefined || m.resource_version_uuid === undefined) r.incomplete = true;
  return m;
}
function jsonUpdateSlaveMessage_ResourceProvider(m: UpdateSlaveMessage_ResourceProvider): string {
  let t = '{';
  if (m.info != null) t += `"info":${ResourceProviderInfo.toJson(m.info)}`;
  if (m.total_resources != null && m.total_resources.length > 0) t += `${t === '{' ? '' : ','}"total_resources":${listJson(m.total_resources, (one) => Resource.toJson(one))}`;
  if (m.operations != null) t += `${t === '{' ? '' : ','}"operations":${jsonUpdateSlaveMessage_Operations(m.operations)}`;
  if (m.resource_version_uuid != null) t += `${t === '{' ? '' : ','}"resource_version_uuid":${UUID.toJson(m.resource_version_uuid)}`;
  return `${t}}`;
}
export const UpdateSlaveMessage_ResourceProvider: MessageType<UpdateSlaveMessage_ResourceProvider> = new MessageType<UpdateSlaveMessage_ResourceProvider>({
  typeName: 'mesos.internal.UpdateSlaveMessage.ResourceProvider',
  fields: [
    { name: 'info', number: 1, label: 'optional', type: () => ResourceProviderInfo },
    { name: 'total_resources', number: 2, label: 'repeated', type: () => Resource },
    { name: 'operations', number: 3, label: 'required', type: () => UpdateSlaveMessage_Operations },
    { name: 'resource_version_uuid', number: 4, label: 'required', type: () => UUID },
  ],
  write: writeUpdateSlaveMessage_ResourceProvider,
  read: readUpdateSlaveMessage_ResourceProvider,
  json: jsonUpdateSlaveMessage_ResourceProvider,
});

export interface UpdateSlaveMessage_ResourceProviders {
  providers?: UpdateSlaveMessage_ResourceProvider[];
}
function writeUpdateSlaveMessage_ResourceProviders(w: Writer, m: UpdateSlaveMessage_ResourceProviders): void {
  if (m.providers !== undefined) {
    for (let i = m.providers.length - 1; i >= 0; i--) {
      const value = m.providers[i]!;
      const size = w.size(); writeUpdateSlaveMessage_ResourceProvider(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readUpdateSlaveMessage_ResourceProviders(r: Reader, end: number): UpdateSlaveMessage_ResourceProviders {
  const m = {} as UpdateSlaveMessage_ResourceProviders;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.providers ??= []).push(readUpdateSlaveMessage_ResourceProvider(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonUpdateSlaveMessage_ResourceProviders(m: UpdateSlaveMessage_ResourceProviders): string {
  let t = '{';
  if (m.providers != null && m.providers.length > 0) t += `"providers":${listJson(m.providers, jsonUpdateSlaveMessage_ResourceProvider)}`;
  return `${t}}`;
}
export const UpdateSlaveMessage_ResourceProviders: MessageType<UpdateSlaveMessage_ResourceProviders> = new MessageType<UpdateSlaveMessage_ResourceProviders>({
  typeName: 'mesos.internal.UpdateSlaveMessage.ResourceProviders',
  fields: [
    { name: 'providers', number: 1, label: 'repeated', type: () => UpdateSlaveMessage_ResourceProvider },
  ],
  write: writeUpdateSlaveMessage_ResourceProviders,
  read: readUpdateSlaveMessage_ResourceProviders,
  json: jsonUpdateSlaveMessage_ResourceProviders,
});

export interface UpdateOperationStatusMessage {
  framework_id?: FrameworkID;
  slave_id?: AgentID;
  status: OperationStatus;
  latest_status?: OperationStatus;
  operation_uuid?: UUID;
}
function writeUpdateOperationStatusMessage(w: Writer, m: UpdateOperationStatusMessage): void {
  if (m.operation_uuid !== undefined) { const size = w.size(); UUID.write(w, m.operation_uuid); w.varint32(w.size() - size); w.byte(42); }
  if (m.latest_status !== undefined) { const size = w.size(); OperationStatus.write(w, m.latest_status); w.varint32(w.size() - size); w.byte(34); }
  if (m.status !== undefined) { const size = w.size(); OperationStatus.write(w, m.status); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
}
function readUpdateOperationStatusMessage(r: Reader, end: number): UpdateOperationStatusMessage {
  const m = {} as UpdateOperationStatusMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.slave_id = AgentID.read(r, r.span()); break;
      case 26: m.status = OperationStatus.read(r, r.span()); break;
      case 34: m.latest_status = OperationStatus.read(r, r.span()); break;
      case 42: m.operation_uuid = UUID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status === undefined) r.incomplete = true;
  return m;
}
function jsonUpdateOperationStatusMessage(m: UpdateOperationStatusMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.slave_id != null) t += `${t === '{' ? '' : ','}"slave_id":${AgentID.toJson(m.slave_id)}`;
  if (m.status != null) t += `${t === '{' ? '' : ','}"status":${OperationStatus.toJson(m.status)}`;
  if (m.latest_status != null) t += `${t === '{' ? '' : ','}"latest_status":${OperationStatus.toJson(m.latest_status)}`;
  if (m.operation_uuid != null) t += `${t === '{' ? '' : ','}"operation_uuid":${UUID.toJson(m.operation_uuid)}`;
  return `${t}}`;
}
export const UpdateOperationStatusMessage: MessageType<UpdateOperationStatusMessage> = new MessageType<UpdateOperationStatusMessage>({
  typeName: 'mesos.internal.UpdateOperationStatusMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'optional', type: () => FrameworkID },
    { name: 'slave_id', number: 2, label: 'optional', type: () => AgentID },
    { name: 'status', number: 3, label: 'required', type: () => OperationStatus },
    { name: 'latest_status', number: 4, label: 'optional', type: () => OperationStatus },
    { name: 'operation_uuid', number: 5, label: 'optional', type: () => UUID },
  ],
  write: writeUpdateOperationStatusMessage,
  read: readUpdateOperationStatusMessage,
  json: jsonUpdateOperationStatusMessage,
});

export interface UpdateOperationStatusRecord {
  type: UpdateOperationStatusRecord_Type;
  update?: UpdateOperationStatusMessage;
  uuid?: UUID;
}
function writeUpdateOperationStatusRecord(w: Writer, m: UpdateOperationStatusRecord): void {
  if (m.uuid !== undefined) { const size = w.size(); UUID.write(w, m.uuid); w.varint32(w.size() - size); w.byte(26); }
  if (m.update !== undefined) { const size = w.size(); writeUpdateOperationStatusMessage(w, m.update); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(UpdateOperationStatusRecord_Type.numberOf(m.type)); w.byte(8); }
  else w.incomplete = true;
}
function readUpdateOperationStatusRecord(r: Reader, end: number): UpdateOperationStatusRecord {
  const m = {} as UpdateOperationStatusRecord;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = UpdateOperationStatusRecord_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.update = readUpdateOperationStatusMessage(r, r.span()); break;
      case 26: m.uuid = UUID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined) r.incomplete = true;
  return m;
}
function jsonUpdateOperationStatusRecord(m: UpdateOperationStatusRecord): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.update != null) t += `${t === '{' ? '' : ','}"update":${jsonUpdateOperationStatusMessage(m.update)}`;
  if (m.uuid != null) t += `${t === '{' ? '' : ','}"uuid":${UUID.toJson(m.uuid)}`;
  return `${t}}`;
}
export const UpdateOperationStatusRecord: MessageType<UpdateOperationStatusRecord> = new MessageType<UpdateOperationStatusRecord>({
  typeName: 'mesos.internal.UpdateOperationStatusRecord',
  fields: [
    { name: 'type', number: 1, label: 'required', type: UpdateOperationStatusRecord_Type },
    { name: 'update', number: 2, label: 'optional', type: () => UpdateOperationStatusMessage },
    { name: 'uuid', number: 3, label: 'optional', type: () => UUID },
  ],
  write: writeUpdateOperationStatusRecord,
  read: readUpdateOperationStatusRecord,
  json: jsonUpdateOperationStatusRecord,
});

export interface ApplyOperationMessage {
  framework_id?: FrameworkID;
  operation_info: Offer_Operation;
  operation_uuid: UUID;
  resource_version_uuid: ResourceVersionUUID;
}
function writeApplyOperationMessage(w: Writer, m: ApplyOperationMessage): void {
  if (m.resource_version_uuid !== undefined) { const size = w.size(); writeResourceVersionUUID(w, m.resource_version_uuid); w.varint32(w.size() - size); w.byte(34); }
  else w.incomplete = true;
  if (m.operation_uuid !== undefined) { const size = w.size(); UUID.write(w, m.operation_uuid); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.operation_info !== undefined) { const size = w.size(); Offer_Operation.write(w, m.operation_info); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
}
function readApplyOperationMessage(r: Reader, end: number): ApplyOperationMessage {
  const m = {} as ApplyOperationMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.operation_info = Offer_Operation.read(r, r.span()); break;
      case 26: m.operation_uuid = UUID.read(r, r.span()); break;
      case 34: m.resource_version_uuid = readResourceVersionUUID(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.operation_info === undefined || m.operation_uuid === undefined || m.resource_version_uuid === undefined) r.incomplete = true;
  return m;
}
function jsonApplyOperationMessage(m: ApplyOperationMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.operation_info != null) t += `${t === '{' ? '' : ','}"operation_info":${Offer_Operation.toJson(m.operation_info)}`;
  if (m.operation_uuid != null) t += `${t === '{' ? '' : ','}"operation_uuid":${UUID.toJson(m.operation_uuid)}`;
  if (m.resource_version_uuid != null) t += `${t === '{' ? '' : ','}"resource_version_uuid":${jsonResourceVersionUUID(m.resource_version_uuid)}`;
  return `${t}}`;
}
export const ApplyOperationMessage: MessageType<ApplyOperationMessage> = new MessageType<ApplyOperationMessage>({
  typeName: 'mesos.internal.ApplyOperationMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'optional', type: () => FrameworkID },
    { name: 'operation_info', number: 2, label: 'required', type: () => Offer_Operation },
    { name: 'operation_uuid', number: 3, label: 'required', type: () => UUID },
    { name: 'resource_version_uuid', number: 4, label: 'required', type: () => ResourceVersionUUID },
  ],
  write: writeApplyOperationMessage,
  read: readApplyOperationMessage,
  json: jsonApplyOperationMessage,
});

export interface RegisterExecutorMessage {
  framework_id: FrameworkID;
  executor_id: ExecutorID;
}
function writeRegisterExecutorMessage(w: Writer, m: RegisterExecutorMessage): void {
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readRegisterExecutorMessage(r: Reader, end: number): RegisterExecutorMessage {
  const m = {} as RegisterExecutorMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.executor_id = ExecutorID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined || m.executor_id === undefined) r.incomplete = true;
  return m;
}
function jsonRegisterExecutorMessage(m: RegisterExecutorMessage): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.executor_id != null) t += `${t === '{' ? '' : ','}"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  return `${t}}`;
}
export const RegisterExecutorMessage: MessageType<RegisterExecutorMessage> = new MessageType<RegisterExecutorMessage>({
  typeName: 'mesos.internal.RegisterExecutorMessage',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'executor_id', number: 2, label: 'required', type: () => ExecutorID },
  ],
  write: writeRegisterExecutorMessage,
  read: readRegisterExecutorMessage,
  json: jsonRegisterExecutorMessage,
});

export interface ExecutorRegisteredMessage {
  executor_info: ExecutorInfo;
  framework_id: FrameworkID;
  framework_info: FrameworkInfo;
  slave_id: AgentID;
  slave_info: AgentInfo;
}
function writeExecutorRegisteredMessage(w: Writer, m: ExecutorRegisteredMessage): void {
  if (m.slave_info !== undefined) { const size = w.size(); AgentInfo.write(w, m.slave_info); w.varint32(w.size() - size); w.byte(50); }
  else w.incomplete = true;
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(42); }
  else w.incomplete = true;
  if (m.framework_info !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework_info); w.varint32(w.size() - size); w.byte(34); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.executor_info !== undefined) { const size = w.size(); ExecutorInfo.write(w, m.executor_info); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
}
function readExecutorRegisteredMessage(r: Reader, end: number): ExecutorRegisteredMessage {
  const m = {} as ExecutorRegisteredMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 18: m.executor_info = ExecutorInfo.read(r, r.span()); break;
      case 26: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 34: m.framework_info = FrameworkInfo.read(r, r.span()); break;
      case 42: m.slave_id = AgentID.read(r, r.span()); break;
      case 50: m.slave_info = AgentInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.executor_info === undefined || m.framework_id === undefined || m.framework_info === undefined || m.slave_id === undefined || m.slave_info === undefined) r.incomplete = true;
  return m;
}
function jsonExecutorRegisteredMessage(m: ExecutorRegisteredMessage): string {
  let t = '{';
  if (m.executor_info != null) t += `"executor_info":${ExecutorInfo.toJson(m.executor_info)}`;
  if (m.framework_id != null) t += `${t === '{' ? '' : ','}"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.framework_info != null) t += `${t === '{' ? '' : ','}"framework_info":${FrameworkInfo.toJson(m.framework_info)}`;
  if (m.slave_id != null) t += `${t === '{' ? '' : ','}"slave_id":${AgentID.toJson(m.slave_id)}`;
  if (m.slave_info != null) t += `${t === '{' ? '' : ','}"slave_info":${AgentInfo.toJson(m.slave_info)}`;
  return `${t}}`;
}
export const ExecutorRegisteredMessage: MessageType<ExecutorRegisteredMessage> = new MessageType<ExecutorRegisteredMessage>({
  typeName: 'mesos.internal.ExecutorRegisteredMessage',
  fields: [
    { name: 'executor_info', number: 2, label: 'required', type: () => ExecutorInfo },
    { name: 'framework_id', number: 3, label: 'required', type: () => FrameworkID },
    { name: 'framework_info', number: 4, label: 'required', type: () => FrameworkInfo },
    { name: 'slave_id', number: 5, label: 'required', type: () => AgentID },
    { name: 'slave_info', number: 6, label: 'required', type: () => AgentInfo },
  ],
  write: writeExecutorRegisteredMessage,
  read: readExecutorRegisteredMessage,
  json: jsonExecutorRegisteredMessage,
});

export interface ExecutorReregisteredMessage {
  slave_id: AgentID;
  slave_info: AgentInfo;
}
function writeExecutorReregisteredMessage(w: Writer, m: ExecutorReregisteredMessage): void {
  if (m.slave_info !== undefined) { const size = w.size(); AgentInfo.write(w, m.slave_info); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readExecutorReregisteredMessage(r: Reader, end: number): ExecutorReregisteredMessage {
  const m = {} as ExecutorReregisteredMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave_id = AgentID.read(r, r.span()); break;
      case 18: m.slave_info = AgentInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave_id === undefined || m.slave_info === undefined) r.incomplete = true;
  return m;
}
function jsonExecutorReregisteredMessage(m: ExecutorReregisteredMessage): string {
  let t = '{';
  if (m.slave_id != null) t += `"slave_id":${AgentID.toJson(m.slave_id)}`;
  if (m.slave_info != null) t += `${t === '{' ? '' : ','}"slave_info":${AgentInfo.toJson(m.slave_info)}`;
  return `${t}}`;
}
export const ExecutorReregisteredMessage: MessageType<ExecutorReregisteredMessage> = new MessageType<ExecutorReregisteredMessage>({
  typeName: 'mesos.internal.ExecutorReregisteredMessage',
  fields: [
    { name: 'slave_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'slave_info', number: 2, label: 'required', type: () => AgentInfo },
  ],
  write: writeExecutorReregisteredMessage,
  read: readExecutorReregisteredMessage,
  json: jsonExecutorReregisteredMessage,
});

/** Agent to master: an executor has ended. Not sent for command tasks. */
export interface ExitedExecutorMessage {
  slave_id: AgentID;
  framework_id: FrameworkID;
  executor_id: ExecutorID;
  /** As from wait(2); -1 when nobody knows. */
  status: number;
}
function writeExitedExecutorMessage(w: Writer, m: ExitedExecutorMessage): void {
  if (m.status !== undefined) { w.int32(m.status); w.byte(32); }
  else w.incomplete = true;
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readExitedExecutorMessage(r: Reader, end: number): ExitedExecutorMessage {
  const m = {} as ExitedExecutorMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave_id = AgentID.read(r, r.span()); break;
      case 18: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 26: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 32: m.status = r.int32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave_id === undefined || m.framework_id === undefined || m.executor_id === undefined || m.status === undefined) r.incomplete = true;
  return m;
}
function jsonExitedExecutorMessage(m: ExitedExecutorMessage): string {
  let t = '{';
  if (m.slave_id != null) t += `"slave_id":${AgentID.toJson(m.slave_id)}`;
  if (m.framework_id != null) t += `${t === '{' ? '' : ','}"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.executor_id != null) t += `${t === '{' ? '' : ','}"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.status != null) t += `${t === '{' ? '' : ','}"status":${String(m.status)}`;
  return `${t}}`;
}
export const ExitedExecutorMessage: MessageType<ExitedExecutorMessage> = new MessageType<ExitedExecutorMessage>({
  typeName: 'mesos.internal.ExitedExecutorMessage',
  fields: [
    { name: 'slave_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'framework_id', number: 2, label: 'required', type: () => FrameworkID },
    { name: 'executor_id', number: 3, label: 'required', type: () => ExecutorID },
    { name: 'status', number: 4, label: 'required', type: 'int32' },
  ],
  write: writeExitedExecutorMessage,
  read: readExitedExecutorMessage,
  json: jsonExitedExecutorMessage,
});

export interface ReconnectExecutorMessage {
  slave_id: AgentID;
}
function writeReconnectExecutorMessage(w: Writer, m: ReconnectExecutorMessage): void {
  if (m.slave_id !== undefined) { const size = w.size(); AgentID.write(w, m.slave_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readReconnectExecutorMessage(r: Reader, end: number): ReconnectExecutorMessage {
  const m = {} as ReconnectExecutorMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.slave_id = AgentID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.slave_id === undefined) r.incomplete = true;
  return m;
}
function jsonReconnectExecutorMessage(m: ReconnectExecutorMessage): string {
  let t = '{';
  if (m.slave_id != null) t += `"slave_id":${AgentID.toJson(m.slave_id)}`;
  return `${t}}`;
}
export const ReconnectExecutorMessage: MessageType<ReconnectExecutorMessage> = new MessageType<ReconnectExecutorMessage>({
  typeName: 'mesos.internal.ReconnectExecutorMessage',
  fields: [
    { name: 'slave_id', number: 1, label: 'required', type: () => AgentID },
  ],
  write: writeReconnectExecutorMessage,
  read: readReconnectExecutorMessage,
  json: jsonReconnectExecutorMessage,
});

export interface ReregisterExecutorMessage {
  executor_id: ExecutorID;
  framework_id: FrameworkID;
  tasks?: TaskInfo[];
  updates?: StatusUpdate[];
}
function writeReregisterExecutorMessage(w: Writer, m: ReregisterExecutorMessage): void {
  if (m.updates !== undefined) {
    for (let i = m.updates.length - 1; i >= 0; i--) {
      const value = m.updates[i]!;
      const size = w.size(); writeStatusUpdate(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.tasks !== undefined) {
    for (let i = m.tasks.length - 1; i >= 0; i--) {
      const value = m.tasks[i]!;
      const size = w.size(); TaskInfo.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readReregisterExecutorMessage(r: Reader, end: number): ReregisterExecutorMessage {
  const m = {} as ReregisterExecutorMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 18: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 26: (m.tasks ??= []).push(TaskInfo.read(r, r.span())); break;
      case 34: (m.updates ??= []).push(readStatusUpdate(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.executor_id === undefined || m.framework_id === undefined) r.incomplete = true;
  return m;
}
function jsonReregisterExecutorMessage(m: ReregisterExecutorMessage): string {
  let t = '{';
  if (m.executor_id != null) t += `"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.framework_id != null) t += `${t === '{' ? '' : ','}"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.tasks != null && m.tasks.length > 0) t += `${t === '{' ? '' : ','}"tasks":${listJson(m.tasks, (one) => TaskInfo.toJson(one))}`;
  if (m.updates != null && m.updates.length > 0) t += `${t === '{' ? '' : ','}"updates":${listJson(m.updates, jsonStatusUpdate)}`;
  return `${t}}`;
}
export const ReregisterExecutorMessage: MessageType<ReregisterExecutorMessage> = new MessageType<ReregisterExecutorMessage>({
  typeName: 'mesos.internal.ReregisterExecutorMessage',
  fields: [
    { name: 'executor_id', number: 1, label: 'required', type: () => ExecutorID },
    { name: 'framework_id', number: 2, label: 'required', type: () => FrameworkID },
    { name: 'tasks', number: 3, label: 'repeated', type: () => TaskInfo },
    { name: 'updates', number: 4, label: 'repeated', type: () => StatusUpdate },
  ],
  write: writeReregisterExecutorMessage,
  read: readReregisterExecutorMessage,
  json: jsonReregisterExecutorMessage,
});

/** Master to agent: end everything, in this time. */
export interface DrainSlaveMessage {
  config: DrainConfig;
}
function writeDrainSlaveMessage(w: Writer, m: DrainSlaveMessage): void {
  if (m.config !== undefined) { const size = w.size(); DrainConfig.write(w, m.config); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readDrainSlaveMessage(r: Reader, end: number): DrainSlaveMessage {
  const m = {} as DrainSlaveMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.config = DrainConfig.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.config === undefined) r.incomplete = true;
  return m;
}
function jsonDrainSlaveMessage(m: DrainSlaveMessage): string {
  let t = '{';
  if (m.config != null) t += `"config":${DrainConfig.toJson(m.config)}`;
  return `${t}}`;
}
export const DrainSlaveMessage: MessageType<DrainSlaveMessage> = new MessageType<DrainSlaveMessage>({
  typeName: 'mesos.internal.DrainSlaveMessage',
  fields: [
    { name: 'config', number: 1, label: 'required', type: () => DrainConfig },
  ],
  write: writeDrainSlaveMessage,
  read: readDrainSlaveMessage,
  json: jsonDrainSlaveMessage,
});

/** On an agent's disk: what masters made of its resources, and operations of which nobody is sure yet
 * that they are known to have ended. */
export interface ResourceState {
  operations?: Operation[];
  resources?: Resource[];
}
function writeResourceState(w: Writer, m: ResourceState): void {
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.operations !== undefined) {
    for (let i = m.operations.length - 1; i >= 0; i--) {
      const value = m.operations[i]!;
      const size = w.size(); Operation.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResourceState(r: Reader, end: number): ResourceState {
  const m = {} as ResourceState;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.operations ??= []).push(Operation.read(r, r.span())); break;
      case 18: (m.resources ??= []).push(Resource.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResourceState(m: ResourceState): string {
  let t = '{';
  if (m.operations != null && m.operations.length > 0) t += `"operations":${listJson(m.operations, (one) => Operation.toJson(one))}`;
  if (m.resources != null && m.resources.length > 0) t += `${t === '{' ? '' : ','}"resources":${listJson(m.resources, (one) => Resource.toJson(one))}`;
  return `${t}}`;
}
export const ResourceState: MessageType<ResourceState> = new MessageType<ResourceState>({
  typeName: 'mesos.internal.ResourceState',
  fields: [
    { name: 'operations', number: 1, label: 'repeated', type: () => Operation },
    { name: 'resources', number: 2, label: 'repeated', type: () => Resource },
  ],
  write: writeResourceState,
  read: readResourceState,
  json: jsonResourceState,
});

/** Master to agent: go. It ends everything and exits. */
export interface ShutdownMessage {
  message?: string;
}
function writeShutdownMessage(w: Writer, m: ShutdownMessage): void {
  if (m.message !== undefined) { w.string(m.message); w.byte(10); }
}
function readShutdownMessage(r: Reader, end: number): ShutdownMessage {
  const m = {} as ShutdownMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.message = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonShutdownMessage(m: ShutdownMessage): string {
  let t = '{';
  if (m.message != null) t += `"message":${quoted(m.message)}`;
  return `${t}}`;
}
export const ShutdownMessage: MessageType<ShutdownMessage> = new MessageType<ShutdownMessage>({
  typeName: 'mesos.internal.ShutdownMessage',
  fields: [
    { name: 'message', number: 1, label: 'optional', type: 'string' },
  ],
  write: writeShutdownMessage,
  read: readShutdownMessage,
  json: jsonShutdownMessage,
});

/** Frameworks that are over, with their tasks. */
export interface Archive {
  frameworks?: Archive_Framework[];
}
function writeArchive(w: Writer, m: Archive): void {
  if (m.frameworks !== undefined) {
    for (let i = m.frameworks.length - 1; i >= 0; i--) {
      const value = m.frameworks[i]!;
      const size = w.size(); writeArchive_Framework(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readArchive(r: Reader, end: number): Archive {
  const m = {} as Archive;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.frameworks ??= []).push(readArchive_Framework(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonArchive(m: Archive): string {
  let t = '{';
  if (m.frameworks != null && m.frameworks.length > 0) t += `"frameworks":${listJson(m.frameworks, jsonArchive_Framework)}`;
  return `${t}}`;
}
export const Archive: MessageType<Archive> = new MessageType<Archive>({
  typeName: 'mesos.internal.Archive',
  fields: [
    { name: 'frameworks', number: 1, label: 'repeated', type: () => Archive_Framework },
  ],
  write: writeArchive,
  read: readArchive,
  json: jsonArchive,
});

export interface Archive_Framework {
  framework_info: FrameworkInfo;
  pid?: string;
  tasks?: Task[];
}
function writeArchive_Framework(w: Writer, m: Archive_Framework): void {
  if (m.tasks !== undefined) {
    for (let i = m.tasks.length - 1; i >= 0; i--) {
      const value = m.tasks[i]!;
      const size = w.size(); Task.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.pid !== undefined) { w.string(m.pid); w.byte(18); }
  if (m.framework_info !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readArchive_Framework(r: Reader, end: number): Archive_Framework {
  const m = {} as Archive_Framework;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_info = FrameworkInfo.read(r, r.span()); break;
      case 18: m.pid = r.string(); break;
      case 26: (m.tasks ??= []).push(Task.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_info === undefined) r.incomplete = true;
  return m;
}
function jsonArchive_Framework(m: Archive_Framework): string {
  let t = '{';
  if (m.framework_info != null) t += `"framework_info":${FrameworkInfo.toJson(m.framework_info)}`;
  if (m.pid != null) t += `${t === '{' ? '' : ','}"pid":${quoted(m.pid)}`;
  if (m.tasks != null && m.tasks.length > 0) t += `${t === '{' ? '' : ','}"tasks":${listJson(m.tasks, (one) => Task.toJson(one))}`;
  return `${t}}`;
}
export const Archive_Framework: MessageType<Archive_Framework> = new MessageType<Archive_Framework>({
  typeName: 'mesos.internal.Archive.Framework',
  fields: [
    { name: 'framework_info', number: 1, label: 'required', type: () => FrameworkInfo },
    { name: 'pid', number: 2, label: 'optional', type: 'string' },
    { name: 'tasks', number: 3, label: 'repeated', type: () => Task },
  ],
  write: writeArchive_Framework,
  read: readArchive_Framework,
  json: jsonArchive_Framework,
});

/** A volume whose group is a gid of the agent's range. */
export interface VolumeGidInfo {
  type?: VolumeGidInfo_Type;
  path: string;
  gid: number;
}
function writeVolumeGidInfo(w: Writer, m: VolumeGidInfo): void {
  if (m.gid !== undefined) { w.uint32(m.gid); w.byte(24); }
  else w.incomplete = true;
  if (m.path !== undefined) { w.string(m.path); w.byte(18); }
  else w.incomplete = true;
  if (m.type !== undefined) { w.int32(VolumeGidInfo_Type.numberOf(m.type)); w.byte(8); }
}
function readVolumeGidInfo(r: Reader, end: number): VolumeGidInfo {
  const m = {} as VolumeGidInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = VolumeGidInfo_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.path = r.string(); break;
      case 24: m.gid = r.uint32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.path === undefined || m.gid === undefined) r.incomplete = true;
  return m;
}
function jsonVolumeGidInfo(m: VolumeGidInfo): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.path != null) t += `${t === '{' ? '' : ','}"path":${quoted(m.path)}`;
  if (m.gid != null) t += `${t === '{' ? '' : ','}"gid":${String(m.gid)}`;
  return `${t}}`;
}
export const VolumeGidInfo: MessageType<VolumeGidInfo> = new MessageType<VolumeGidInfo>({
  typeName: 'mesos.internal.VolumeGidInfo',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: VolumeGidInfo_Type },
    { name: 'path', number: 2, label: 'required', type: 'string' },
    { name: 'gid', number: 3, label: 'required', type: 'uint32' },
  ],
  write: writeVolumeGidInfo,
  read: readVolumeGidInfo,
  json: jsonVolumeGidInfo,
});

/** What an agent keeps in meta/volume_gid_manager/volume_gids. */
export interface VolumeGidInfos {
  infos?: VolumeGidInfo[];
}
function writeVolumeGidInfos(w: Writer, m: VolumeGidInfos): void {
  if (m.infos !== undefined) {
    for (let i = m.infos.length - 1; i >= 0; i--) {
      const value = m.infos[i]!;
      const size = w.size(); writeVolumeGidInfo(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readVolumeGidInfos(r: Reader, end: number): VolumeGidInfos {
  const m = {} as VolumeGidInfos;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.infos ??= []).push(readVolumeGidInfo(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonVolumeGidInfos(m: VolumeGidInfos): string {
  let t = '{';
  if (m.infos != null && m.infos.length > 0) t += `"infos":${listJson(m.infos, jsonVolumeGidInfo)}`;
  return `${t}}`;
}
export const VolumeGidInfos: MessageType<VolumeGidInfos> = new MessageType<VolumeGidInfos>({
  typeName: 'mesos.internal.VolumeGidInfos',
  fields: [
    { name: 'infos', number: 1, label: 'repeated', type: () => VolumeGidInfo },
  ],
  write: writeVolumeGidInfos,
  read: readVolumeGidInfos,
  json: jsonVolumeGidInfos,
});
