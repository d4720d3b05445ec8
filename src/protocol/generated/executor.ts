/**
 * Messages of package mesos.v1.executor.
 * Generated from proto/mesos/v1/executor/executor.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { EnumType } from '../codec/schema.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { base64Json, listJson, quoted } from '../codec/json-write.ts';
import { AgentInfo, ContainerID, ExecutorID, ExecutorInfo, FrameworkID, FrameworkInfo, KillPolicy, TaskGroupInfo, TaskID, TaskInfo, TaskStatus } from './mesos.ts';

export type Event_Type =
  | 'UNKNOWN'
  | 'SUBSCRIBED'
  | 'LAUNCH'
  | 'LAUNCH_GROUP'
  | 'KILL'
  | 'ACKNOWLEDGED'
  | 'MESSAGE'
  | 'ERROR'
  | 'SHUTDOWN'
  | 'HEARTBEAT';
export const Event_Type = new EnumType<Event_Type>('mesos.v1.executor.Event.Type', {
  UNKNOWN: 0,
  SUBSCRIBED: 1,
  LAUNCH: 2,
  LAUNCH_GROUP: 8,
  KILL: 3,
  ACKNOWLEDGED: 4,
  MESSAGE: 5,
  ERROR: 6,
  SHUTDOWN: 7,
  HEARTBEAT: 9,
});

export type Call_Type =
  | 'UNKNOWN'
  | 'SUBSCRIBE'
  | 'UPDATE'
  | 'MESSAGE'
  | 'HEARTBEAT';
export const Call_Type = new EnumType<Call_Type>('mesos.v1.executor.Call.Type', {
  UNKNOWN: 0,
  SUBSCRIBE: 1,
  UPDATE: 2,
  MESSAGE: 3,
  HEARTBEAT: 4,
});

/** What the agent sends on the stream that SUBSCRIBE opened. */
export interface Event {
  type?: Event_Type;
  subscribed?: Event_Subscribed;
  acknowledged?: Event_Acknowledged;
  launch?: Event_Launch;
  kill?: Event_Kill;
  message?: Event_Message;
  error?: Event_Error;
  launch_group?: Event_LaunchGroup;
}
function writeEvent(w: Writer, m: Event): void {
  if (m.launch_group !== undefined) { const size = w.size(); writeEvent_LaunchGroup(w, m.launch_group); w.varint32(w.size() - size); w.byte(66); }
  if (m.error !== undefined) { const size = w.size(); writeEvent_Error(w, m.error); w.varint32(w.size() - size); w.byte(58); }
  if (m.message !== undefined) { const size = w.size(); writeEvent_Message(w, m.message); w.varint32(w.size() - size); w.byte(50); }
  if (m.kill !== undefined) { const size = w.size(); writeEvent_Kill(w, m.kill); w.varint32(w.size() - size); w.byte(42); }
  if (m.launch !== undefined) { const size = w.size(); writeEvent_Launch(w, m.launch); w.varint32(w.size() - size); w.byte(34); }
  if (m.acknowledged !== undefined) { const size = w.size(); writeEvent_Acknowledged(w, m.acknowledged); w.varint32(w.size() - size); w.byte(26); }
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
      case 26: m.acknowledged = readEvent_Acknowledged(r, r.span()); break;
      case 34: m.launch = readEvent_Launch(r, r.span()); break;
      case 42: m.kill = readEvent_Kill(r, r.span()); break;
      case 50: m.message = readEvent_Message(r, r.span()); break;
      case 58: m.error = readEvent_Error(r, r.span()); break;
      case 66: m.launch_group = readEvent_LaunchGroup(r, r.span()); break;
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
  if (m.acknowledged != null) t += `${t === '{' ? '' : ','}"acknowledged":${jsonEvent_Acknowledged(m.acknowledged)}`;
  if (m.launch != null) t += `${t === '{' ? '' : ','}"launch":${jsonEvent_Launch(m.launch)}`;
  if (m.kill != null) t += `${t === '{' ? '' : ','}"kill":${jsonEvent_Kill(m.kill)}`;
  if (m.message != null) t += `${t === '{' ? '' : ','}"message":${jsonEvent_Message(m.message)}`;
  if (m.error != null) t += `${t === '{' ? '' : ','}"error":${jsonEvent_Error(m.error)}`;
  if (m.launch_group != null) t += `${t === '{' ? '' : ','}"launch_group":${jsonEvent_LaunchGroup(m.launch_group)}`;
  return `${t}}`;
}
export const Event: MessageType<Event> = new MessageType<Event>({
  typeName: 'mesos.v1.executor.Event',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Event_Type },
    { name: 'subscribed', number: 2, label: 'optional', type: () => Event_Subscribed },
    { name: 'acknowledged', number: 3, label: 'optional', type: () => Event_Acknowledged },
    { name: 'launch', number: 4, label: 'optional', type: () => Event_Launch },
    { name: 'kill', number: 5, label: 'optional', type: () => Event_Kill },
    { name: 'message', number: 6, label: 'optional', type: () => Event_Message },
    { name: 'error', number: 7, label: 'optional', type: () => Event_Error },
    { name: 'launch_group', number: 8, label: 'optional', type: () => Event_LaunchGroup },
  ],
  write: writeEvent,
  read: readEvent,
  json: jsonEvent,
});

/** The first event of every stream. */
export interface Event_Subscribed {
  executor_info: ExecutorInfo;
  framework_info: FrameworkInfo;
  agent_info: AgentInfo;
  /** Of the executor; its tasks' containers can be nested in it. */
  container_id?: ContainerID;
}
function writeEvent_Subscribed(w: Writer, m: Event_Subscribed): void {
  if (m.container_id !== undefined) { const size = w.size(); ContainerID.write(w, m.container_id); w.varint32(w.size() - size); w.byte(34); }
  if (m.agent_info !== undefined) { const size = w.size(); AgentInfo.write(w, m.agent_info); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.framework_info !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework_info); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.executor_info !== undefined) { const size = w.size(); ExecutorInfo.write(w, m.executor_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_Subscribed(r: Reader, end: number): Event_Subscribed {
  const m = {} as Event_Subscribed;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.executor_info = ExecutorInfo.read(r, r.span()); break;
      case 18: m.framework_info = FrameworkInfo.read(r, r.span()); break;
      case 26: m.agent_info = AgentInfo.read(r, r.span()); break;
      case 34: m.container_id = ContainerID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.executor_info === undefined || m.framework_info === undefined || m.agent_info === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_Subscribed(m: Event_Subscribed): string {
  let t = '{';
  if (m.executor_info != null) t += `"executor_info":${ExecutorInfo.toJson(m.executor_info)}`;
  if (m.framework_info != null) t += `${t === '{' ? '' : ','}"framework_info":${FrameworkInfo.toJson(m.framework_info)}`;
  if (m.agent_info != null) t += `${t === '{' ? '' : ','}"agent_info":${AgentInfo.toJson(m.agent_info)}`;
  if (m.container_id != null) t += `${t === '{' ? '' : ','}"container_id":${ContainerID.toJson(m.container_id)}`;
  return `${t}}`;
}
export const Event_Subscribed: MessageType<Event_Subscribed> = new MessageType<Event_Subscribed>({
  typeName: 'mesos.v1.executor.Event.Subscribed',
  fields: [
    { name: 'executor_info', number: 1, label: 'required', type: () => ExecutorInfo },
    { name: 'framework_info', number: 2, label: 'required', type: () => FrameworkInfo },
    { name: 'agent_info', number: 3, label: 'required', type: () => AgentInfo },
    { name: 'container_id', number: 4, label: 'optional', type: () => ContainerID },
  ],
  write: writeEvent_Subscribed,
  read: readEvent_Subscribed,
  json: jsonEvent_Subscribed,
});

export interface Event_Launch {
  task: TaskInfo;
}
function writeEvent_Launch(w: Writer, m: Event_Launch): void {
  if (m.task !== undefined) { const size = w.size(); TaskInfo.write(w, m.task); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_Launch(r: Reader, end: number): Event_Launch {
  const m = {} as Event_Launch;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.task = TaskInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.task === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_Launch(m: Event_Launch): string {
  let t = '{';
  if (m.task != null) t += `"task":${TaskInfo.toJson(m.task)}`;
  return `${t}}`;
}
export const Event_Launch: MessageType<Event_Launch> = new MessageType<Event_Launch>({
  typeName: 'mesos.v1.executor.Event.Launch',
  fields: [
    { name: 'task', number: 1, label: 'required', type: () => TaskInfo },
  ],
  write: writeEvent_Launch,
  read: readEvent_Launch,
  json: jsonEvent_Launch,
});

export interface Event_LaunchGroup {
  task_group: TaskGroupInfo;
}
function writeEvent_LaunchGroup(w: Writer, m: Event_LaunchGroup): void {
  if (m.task_group !== undefined) { const size = w.size(); TaskGroupInfo.write(w, m.task_group); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_LaunchGroup(r: Reader, end: number): Event_LaunchGroup {
  const m = {} as Event_LaunchGroup;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.task_group = TaskGroupInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.task_group === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_LaunchGroup(m: Event_LaunchGroup): string {
  let t = '{';
  if (m.task_group != null) t += `"task_group":${TaskGroupInfo.toJson(m.task_group)}`;
  return `${t}}`;
}
export const Event_LaunchGroup: MessageType<Event_LaunchGroup> = new MessageType<Event_LaunchGroup>({
  typeName: 'mesos.v1.executor.Event.LaunchGroup',
  fields: [
    { name: 'task_group', number: 1, label: 'required', type: () => TaskGroupInfo },
  ],
  write: writeEvent_LaunchGroup,
  read: readEvent_LaunchGroup,
  json: jsonEvent_LaunchGroup,
});

export interface Event_Kill {
  task_id: TaskID;
  kill_policy?: KillPolicy;
}
function writeEvent_Kill(w: Writer, m: Event_Kill): void {
  if (m.kill_policy !== undefined) { const size = w.size(); KillPolicy.write(w, m.kill_policy); w.varint32(w.size() - size); w.byte(18); }
  if (m.task_id !== undefined) { const size = w.size(); TaskID.write(w, m.task_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_Kill(r: Reader, end: number): Event_Kill {
  const m = {} as Event_Kill;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.task_id = TaskID.read(r, r.span()); break;
      case 18: m.kill_policy = KillPolicy.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.task_id === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_Kill(m: Event_Kill): string {
  let t = '{';
  if (m.task_id != null) t += `"task_id":${TaskID.toJson(m.task_id)}`;
  if (m.kill_policy != null) t += `${t === '{' ? '' : ','}"kill_policy":${KillPolicy.toJson(m.kill_policy)}`;
  return `${t}}`;
}
export const Event_Kill: MessageType<Event_Kill> = new MessageType<Event_Kill>({
  typeName: 'mesos.v1.executor.Event.Kill',
  fields: [
    { name: 'task_id', number: 1, label: 'required', type: () => TaskID },
    { name: 'kill_policy', number: 2, label: 'optional', type: () => KillPolicy },
  ],
  write: writeEvent_Kill,
  read: readEvent_Kill,
  json: jsonEvent_Kill,
});

/** The update with this uuid is durable: it may be forgotten. */
export interface Event_Acknowledged {
  task_id: TaskID;
  uuid: Uint8Array;
}
function writeEvent_Acknowledged(w: Writer, m: Event_Acknowledged): void {
  if (m.uuid !== undefined) { w.bytes(m.uuid); w.byte(18); }
  else w.incomplete = true;
  if (m.task_id !== undefined) { const size = w.size(); TaskID.write(w, m.task_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_Acknowledged(r: Reader, end: number): Event_Acknowledged {
  const m = {} as Event_Acknowledged;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.task_id = TaskID.read(r, r.span()); break;
      case 18: m.uuid = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.task_id === undefined || m.uuid === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_Acknowledged(m: Event_Acknowledged): string {
  let t = '{';
  if (m.task_id != null) t += `"task_id":${TaskID.toJson(m.task_id)}`;
  if (m.uuid != null) t += `${t === '{' ? '' : ','}"uuid":${base64Json(m.uuid)}`;
  return `${t}}`;
}
export const Event_Acknowledged: MessageType<Event_Acknowledged> = new MessageType<Event_Acknowledged>({
  typeName: 'mesos.v1.executor.Event.Acknowledged',
  fields: [
    { name: 'task_id', number: 1, label: 'required', type: () => TaskID },
    { name: 'uuid', number: 2, label: 'required', type: 'bytes' },
  ],
  write: writeEvent_Acknowledged,
  read: readEvent_Acknowledged,
  json: jsonEvent_Acknowledged,
});

/** From the scheduler, at most once. */
export interface Event_Message {
  data: Uint8Array;
}
function writeEvent_Message(w: Writer, m: Event_Message): void {
  if (m.data !== undefined) { w.bytes(m.data); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_Message(r: Reader, end: number): Event_Message {
  const m = {} as Event_Message;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.data = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.data === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_Message(m: Event_Message): string {
  let t = '{';
  if (m.data != null) t += `"data":${base64Json(m.data)}`;
  return `${t}}`;
}
export const Event_Message: MessageType<Event_Message> = new MessageType<Event_Message>({
  typeName: 'mesos.v1.executor.Event.Message',
  fields: [
    { name: 'data', number: 1, label: 'required', type: 'bytes' },
  ],
  write: writeEvent_Message,
  read: readEvent_Message,
  json: jsonEvent_Message,
});

export interface Event_Error {
  message: string;
}
function writeEvent_Error(w: Writer, m: Event_Error): void {
  if (m.message !== undefined) { w.string(m.message); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_Error(r: Reader, end: number): Event_Error {
  const m = {} as Event_Error;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.message = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.message === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_Error(m: Event_Error): string {
  let t = '{';
  if (m.message != null) t += `"message":${quoted(m.message)}`;
  return `${t}}`;
}
export const Event_Error: MessageType<Event_Error> = new MessageType<Event_Error>({
  typeName: 'mesos.v1.executor.Event.Error',
  fields: [
    { name: 'message', number: 1, label: 'required', type: 'string' },
  ],
  write: writeEvent_Error,
  read: readEvent_Error,
  json: jsonEvent_Error,
});

/** What an executor says to its agent. */
export interface Call {
  executor_id: ExecutorID;
  framework_id: FrameworkID;
  type?: Call_Type;
  subscribe?: Call_Subscribe;
  update?: Call_Update;
  message?: Call_Message;
}
function writeCall(w: Writer, m: Call): void {
  if (m.message !== undefined) { const size = w.size(); writeCall_Message(w, m.message); w.varint32(w.size() - size); w.byte(50); }
  if (m.update !== undefined) { const size = w.size(); writeCall_Update(w, m.update); w.varint32(w.size() - size); w.byte(42); }
  if (m.subscribe !== undefined) { const size = w.size(); writeCall_Subscribe(w, m.subscribe); w.varint32(w.size() - size); w.byte(34); }
  if (m.type !== undefined) { w.int32(Call_Type.numberOf(m.type)); w.byte(24); }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall(r: Reader, end: number): Call {
  const m = {} as Call;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 18: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 24: { const value = Call_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 34: m.subscribe = readCall_Subscribe(r, r.span()); break;
      case 42: m.update = readCall_Update(r, r.span()); break;
      case 50: m.message = readCall_Message(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.executor_id === undefined || m.framework_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall(m: Call): string {
  let t = '{';
  if (m.executor_id != null) t += `"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.framework_id != null) t += `${t === '{' ? '' : ','}"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.type != null) t += `${t === '{' ? '' : ','}"type":"${m.type}"`;
  if (m.subscribe != null) t += `${t === '{' ? '' : ','}"subscribe":${jsonCall_Subscribe(m.subscribe)}`;
  if (m.update != null) t += `${t === '{' ? '' : ','}"update":${jsonCall_Update(m.update)}`;
  if (m.message != null) t += `${t === '{' ? '' : ','}"message":${jsonCall_Message(m.message)}`;
  return `${t}}`;
}
export const Call: MessageType<Call> = new MessageType<Call>({
  typeName: 'mesos.v1.executor.Call',
  fields: [
    { name: 'executor_id', number: 1, label: 'required', type: () => ExecutorID },
    { name: 'framework_id', number: 2, label: 'required', type: () => FrameworkID },
    { name: 'type', number: 3, label: 'optional', type: Call_Type },
    { name: 'subscribe', number: 4, label: 'optional', type: () => Call_Subscribe },
    { name: 'update', number: 5, label: 'optional', type: () => Call_Update },
    { name: 'message', number: 6, label: 'optional', type: () => Call_Message },
  ],
  write: writeCall,
  read: readCall,
  json: jsonCall,
});

/** After a restart of the agent it tells what the agent may have missed. */
export interface Call_Subscribe {
  /** Of which no update was acknowledged yet. */
  unacknowledged_tasks?: TaskInfo[];
  /** In the order in which they were sent. */
  unacknowledged_updates?: Call_Update[];
}
function writeCall_Subscribe(w: Writer, m: Call_Subscribe): void {
  if (m.unacknowledged_updates !== undefined) {
    for (let i = m.unacknowledged_updates.length - 1; i >= 0; i--) {
      const value = m.unacknowledged_updates[i]!;
      const size = w.size(); writeCall_Update(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.unacknowledged_tasks !== undefined) {
    for (let i = m.unacknowledged_tasks.length - 1; i >= 0; i--) {
      const value = m.unacknowledged_tasks[i]!;
      const size = w.size(); TaskInfo.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_Subscribe(r: Reader, end: number): Call_Subscribe {
  const m = {} as Call_Subscribe;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.unacknowledged_tasks ??= []).push(TaskInfo.read(r, r.span())); break;
      case 18: (m.unacknowledged_updates ??= []).push(readCall_Update(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_Subscribe(m: Call_Subscribe): string {
  let t = '{';
  if (m.unacknowledged_tasks != null && m.unacknowledged_tasks.length > 0) t += `"unacknowledged_tasks":${listJson(m.unacknowledged_tasks, (one) => TaskInfo.toJson(one))}`;
  if (m.unacknowledged_updates != null && m.unacknowledged_updates.length > 0) t += `${t === '{' ? '' : ','}"unacknowledged_updates":${listJson(m.unacknowledged_updates, jsonCall_Update)}`;
  return `${t}}`;
}
export const Call_Subscribe: MessageType<Call_Subscribe> = new MessageType<Call_Subscribe>({
  typeName: 'mesos.v1.executor.Call.Subscribe',
  fields: [
    { name: 'unacknowledged_tasks', number: 1, label: 'repeated', type: () => TaskInfo },
    { name: 'unacknowledged_updates', number: 2, label: 'repeated', type: () => Call_Update },
  ],
  write: writeCall_Subscribe,
  read: readCall_Subscribe,
  json: jsonCall_Subscribe,
});

/** `status` has a uuid, and SOURCE_EXECUTOR as its source. */
export interface Call_Update {
  status: TaskStatus;
}
function writeCall_Update(w: Writer, m: Call_Update): void {
  if (m.status !== undefined) { const size = w.size(); TaskStatus.write(w, m.status); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_Update(r: Reader, end: number): Call_Update {
  const m = {} as Call_Update;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.status = TaskStatus.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status === undefined) r.incomplete = true;
  return m;
}
function jsonCall_Update(m: Call_Update): string {
  let t = '{';
  if (m.status != null) t += `"status":${TaskStatus.toJson(m.status)}`;
  return `${t}}`;
}
export const Call_Update: MessageType<Call_Update> = new MessageType<Call_Update>({
  typeName: 'mesos.v1.executor.Call.Update',
  fields: [
    { name: 'status', number: 1, label: 'required', type: () => TaskStatus },
  ],
  write: writeCall_Update,
  read: readCall_Update,
  json: jsonCall_Update,
});

/** To the scheduler, at most once. */
export interface Call_Message {
  data: Uint8Array;
}
function writeCall_Message(w: Writer, m: Call_Message): void {
  if (m.data !== undefined) { w.bytes(m.data); w.byte(18); }
  else w.incomplete = true;
}
function readCall_Message(r: Reader, end: number): Call_Message {
  const m = {} as Call_Message;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 18: m.data = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.data === undefined) r.incomplete = true;
  return m;
}
function jsonCall_Message(m: Call_Message): string {
  let t = '{';
  if (m.data != null) t += `"data":${base64Json(m.data)}`;
  return `${t}}`;
}
export const Call_Message: MessageType<Call_Message> = new MessageType<Call_Message>({
  typeName: 'mesos.v1.executor.Call.Message',
  fields: [
    { name: 'data', number: 2, label: 'required', type: 'bytes' },
  ],
  write: writeCall_Message,
  read: readCall_Message,
  json: jsonCall_Message,
});
