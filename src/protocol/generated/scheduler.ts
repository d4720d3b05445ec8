/**
 * Messages of package mesos.v1.scheduler.
 * Generated from proto/mesos/v1/scheduler/scheduler.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { EnumType } from '../codec/schema.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { base64Json, doubleJson, listJson, mapJson, quoted } from '../codec/json-write.ts';
import { AgentID, ExecutorID, Filters, FrameworkID, FrameworkInfo, InverseOffer, KillPolicy, MasterInfo, Offer, OfferID, Offer_Operation, OperationID, OperationStatus, Request, ResourceProviderID, TaskID, TaskStatus } from './mesos.ts';

export type Event_Type =
  | 'UNKNOWN'
  | 'SUBSCRIBED'
  | 'OFFERS'
  | 'INVERSE_OFFERS'
  | 'RESCIND'
  | 'RESCIND_INVERSE_OFFER'
  | 'UPDATE'
  | 'UPDATE_OPERATION_STATUS'
  | 'MESSAGE'
  | 'FAILURE'
  | 'ERROR'
  | 'HEARTBEAT';
export const Event_Type = new EnumType<Event_Type>('mesos.v1.scheduler.Event.Type', {
  UNKNOWN: 0,
  SUBSCRIBED: 1,
  OFFERS: 2,
  INVERSE_OFFERS: 9,
  RESCIND: 3,
  RESCIND_INVERSE_OFFER: 10,
  UPDATE: 4,
  UPDATE_OPERATION_STATUS: 11,
  MESSAGE: 5,
  FAILURE: 6,
  ERROR: 7,
  HEARTBEAT: 8,
});

export type Response_Type =
  | 'UNKNOWN'
  | 'RECONCILE_OPERATIONS';
export const Response_Type = new EnumType<Response_Type>('mesos.v1.scheduler.Response.Type', {
  UNKNOWN: 0,
  RECONCILE_OPERATIONS: 1,
});

export type AttributeConstraint_Selector_PseudoattributeType =
  | 'UNKNOWN'
  | 'HOSTNAME'
  | 'REGION'
  | 'ZONE';
export const AttributeConstraint_Selector_PseudoattributeType = new EnumType<AttributeConstraint_Selector_PseudoattributeType>('mesos.v1.scheduler.AttributeConstraint.Selector.PseudoattributeType', {
  UNKNOWN: 0,
  HOSTNAME: 1,
  REGION: 2,
  ZONE: 3,
});

export type Call_Type =
  | 'UNKNOWN'
  | 'SUBSCRIBE'
  | 'TEARDOWN'
  | 'ACCEPT'
  | 'DECLINE'
  | 'ACCEPT_INVERSE_OFFERS'
  | 'DECLINE_INVERSE_OFFERS'
  | 'REVIVE'
  | 'KILL'
  | 'SHUTDOWN'
  | 'ACKNOWLEDGE'
  | 'ACKNOWLEDGE_OPERATION_STATUS'
  | 'RECONCILE'
  | 'RECONCILE_OPERATIONS'
  | 'MESSAGE'
  | 'REQUEST'
  | 'SUPPRESS'
  | 'UPDATE_FRAMEWORK';
export const Call_Type = new EnumType<Call_Type>('mesos.v1.scheduler.Call.Type', {
  UNKNOWN: 0,
  SUBSCRIBE: 1,
  TEARDOWN: 2,
  ACCEPT: 3,
  DECLINE: 4,
  ACCEPT_INVERSE_OFFERS: 13,
  DECLINE_INVERSE_OFFERS: 14,
  REVIVE: 5,
  KILL: 6,
  SHUTDOWN: 7,
  ACKNOWLEDGE: 8,
  ACKNOWLEDGE_OPERATION_STATUS: 15,
  RECONCILE: 9,
  RECONCILE_OPERATIONS: 16,
  MESSAGE: 10,
  REQUEST: 11,
  SUPPRESS: 12,
  UPDATE_FRAMEWORK: 17,
});

/** What the master sends on the stream that SUBSCRIBE opened. */
export interface Event {
  type?: Event_Type;
  subscribed?: Event_Subscribed;
  offers?: Event_Offers;
  rescind?: Event_Rescind;
  update?: Event_Update;
  message?: Event_Message;
  failure?: Event_Failure;
  error?: Event_Error;
  inverse_offers?: Event_InverseOffers;
  rescind_inverse_offer?: Event_RescindInverseOffer;
  update_operation_status?: Event_UpdateOperationStatus;
}
function writeEvent(w: Writer, m: Event): void {
  if (m.update_operation_status !== undefined) { const size = w.size(); writeEvent_UpdateOperationStatus(w, m.update_operation_status); w.varint32(w.size() - size); w.byte(90); }
  if (m.rescind_inverse_offer !== undefined) { const size = w.size(); writeEvent_RescindInverseOffer(w, m.rescind_inverse_offer); w.varint32(w.size() - size); w.byte(82); }
  if (m.inverse_offers !== undefined) { const size = w.size(); writeEvent_InverseOffers(w, m.inverse_offers); w.varint32(w.size() - size); w.byte(74); }
  if (m.error !== undefined) { const size = w.size(); writeEvent_Error(w, m.error); w.varint32(w.size() - size); w.byte(66); }
  if (m.failure !== undefined) { const size = w.size(); writeEvent_Failure(w, m.failure); w.varint32(w.size() - size); w.byte(58); }
  if (m.message !== undefined) { const size = w.size(); writeEvent_Message(w, m.message); w.varint32(w.size() - size); w.byte(50); }
  if (m.update !== undefined) { const size = w.size(); writeEvent_Update(w, m.update); w.varint32(w.size() - size); w.byte(42); }
  if (m.rescind !== undefined) { const size = w.size(); writeEvent_Rescind(w, m.rescind); w.varint32(w.size() - size); w.byte(34); }
  if (m.offers !== undefined) { const size = w.size(); writeEvent_Offers(w, m.offers); w.varint32(w.size() - size); w.byte(26); }
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
      case 26: m.offers = readEvent_Offers(r, r.span()); break;
      case 34: m.rescind = readEvent_Rescind(r, r.span()); break;
      case 42: m.update = readEvent_Update(r, r.span()); break;
      case 50: m.message = readEvent_Message(r, r.span()); break;
      case 58: m.failure = readEvent_Failure(r, r.span()); break;
      case 66: m.error = readEvent_Error(r, r.span()); break;
      case 74: m.inverse_offers = readEvent_InverseOffers(r, r.span()); break;
      case 82: m.rescind_inverse_offer = readEvent_RescindInverseOffer(r, r.span()); break;
      case 90: m.update_operation_status = readEvent_UpdateOperationStatus(r, r.span()); break;
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
  if (m.offers != null) t += `${t === '{' ? '' : ','}"offers":${jsonEvent_Offers(m.offers)}`;
  if (m.rescind != null) t += `${t === '{' ? '' : ','}"rescind":${jsonEvent_Rescind(m.rescind)}`;
  if (m.update != null) t += `${t === '{' ? '' : ','}"update":${jsonEvent_Update(m.update)}`;
  if (m.message != null) t += `${t === '{' ? '' : ','}"message":${jsonEvent_Message(m.message)}`;
  if (m.failure != null) t += `${t === '{' ? '' : ','}"failure":${jsonEvent_Failure(m.failure)}`;
  if (m.error != null) t += `${t === '{' ? '' : ','}"error":${jsonEvent_Error(m.error)}`;
  if (m.inverse_offers != null) t += `${t === '{' ? '' : ','}"inverse_offers":${jsonEvent_InverseOffers(m.inverse_offers)}`;
  if (m.rescind_inverse_offer != null) t += `${t === '{' ? '' : ','}"rescind_inverse_offer":${jsonEvent_RescindInverseOffer(m.rescind_inverse_offer)}`;
  if (m.update_operation_status != null) t += `${t === '{' ? '' : ','}"update_operation_status":${jsonEvent_UpdateOperationStatus(m.update_operation_status)}`;
  return `${t}}`;
}
export const Event: MessageType<Event> = new MessageType<Event>({
  typeName: 'mesos.v1.scheduler.Event',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Event_Type },
    { name: 'subscribed', number: 2, label: 'optional', type: () => Event_Subscribed },
    { name: 'offers', number: 3, label: 'optional', type: () => Event_Offers },
    { name: 'rescind', number: 4, label: 'optional', type: () => Event_Rescind },
    { name: 'update', number: 5, label: 'optional', type: () => Event_Update },
    { name: 'message', number: 6, label: 'optional', type: () => Event_Message },
    { name: 'failure', number: 7, label: 'optional', type: () => Event_Failure },
    { name: 'error', number: 8, label: 'optional', type: () => Event_Error },
    { name: 'inverse_offers', number: 9, label: 'optional', type: () => Event_InverseOffers },
    { name: 'rescind_inverse_offer', number: 10, label: 'optional', type: () => Event_RescindInverseOffer },
    { name: 'update_operation_status', number: 11, label: 'optional', type: () => Event_UpdateOperationStatus },
  ],
  write: writeEvent,
  read: readEvent,
  json: jsonEvent,
});

/** The first event of every stream. */
export interface Event_Subscribed {
  framework_id: FrameworkID;
  /** Several of these without an event: the stream is dead, subscribe again. */
  heartbeat_interval_seconds?: number;
  master_info?: MasterInfo;
}
function writeEvent_Subscribed(w: Writer, m: Event_Subscribed): void {
  if (m.master_info !== undefined) { const size = w.size(); MasterInfo.write(w, m.master_info); w.varint32(w.size() - size); w.byte(26); }
  if (m.heartbeat_interval_seconds !== undefined) { w.double(m.heartbeat_interval_seconds); w.byte(17); }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_Subscribed(r: Reader, end: number): Event_Subscribed {
  const m = {} as Event_Subscribed;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 17: m.heartbeat_interval_seconds = r.double(); break;
      case 26: m.master_info = MasterInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_id === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_Subscribed(m: Event_Subscribed): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.heartbeat_interval_seconds != null) t += `${t === '{' ? '' : ','}"heartbeat_interval_seconds":${doubleJson(m.heartbeat_interval_seconds)}`;
  if (m.master_info != null) t += `${t === '{' ? '' : ','}"master_info":${MasterInfo.toJson(m.master_info)}`;
  return `${t}}`;
}
export const Event_Subscribed: MessageType<Event_Subscribed> = new MessageType<Event_Subscribed>({
  typeName: 'mesos.v1.scheduler.Event.Subscribed',
  fields: [
    { name: 'framework_id', number: 1, label: 'required', type: () => FrameworkID },
    { name: 'heartbeat_interval_seconds', number: 2, label: 'optional', type: 'double' },
    { name: 'master_info', number: 3, label: 'optional', type: () => MasterInfo },
  ],
  write: writeEvent_Subscribed,
  read: readEvent_Subscribed,
  json: jsonEvent_Subscribed,
});

/** One offer for each agent and role. */
export interface Event_Offers {
  offers?: Offer[];
}
function writeEvent_Offers(w: Writer, m: Event_Offers): void {
  if (m.offers !== undefined) {
    for (let i = m.offers.length - 1; i >= 0; i--) {
      const value = m.offers[i]!;
      const size = w.size(); Offer.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readEvent_Offers(r: Reader, end: number): Event_Offers {
  const m = {} as Event_Offers;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.offers ??= []).push(Offer.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonEvent_Offers(m: Event_Offers): string {
  let t = '{';
  if (m.offers != null && m.offers.length > 0) t += `"offers":${listJson(m.offers, (one) => Offer.toJson(one))}`;
  return `${t}}`;
}
export const Event_Offers: MessageType<Event_Offers> = new MessageType<Event_Offers>({
  typeName: 'mesos.v1.scheduler.Event.Offers',
  fields: [
    { name: 'offers', number: 1, label: 'repeated', type: () => Offer },
  ],
  write: writeEvent_Offers,
  read: readEvent_Offers,
  json: jsonEvent_Offers,
});

export interface Event_InverseOffers {
  inverse_offers?: InverseOffer[];
}
function writeEvent_InverseOffers(w: Writer, m: Event_InverseOffers): void {
  if (m.inverse_offers !== undefined) {
    for (let i = m.inverse_offers.length - 1; i >= 0; i--) {
      const value = m.inverse_offers[i]!;
      const size = w.size(); InverseOffer.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readEvent_InverseOffers(r: Reader, end: number): Event_InverseOffers {
  const m = {} as Event_InverseOffers;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.inverse_offers ??= []).push(InverseOffer.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonEvent_InverseOffers(m: Event_InverseOffers): string {
  let t = '{';
  if (m.inverse_offers != null && m.inverse_offers.length > 0) t += `"inverse_offers":${listJson(m.inverse_offers, (one) => InverseOffer.toJson(one))}`;
  return `${t}}`;
}
export const Event_InverseOffers: MessageType<Event_InverseOffers> = new MessageType<Event_InverseOffers>({
  typeName: 'mesos.v1.scheduler.Event.InverseOffers',
  fields: [
    { name: 'inverse_offers', number: 1, label: 'repeated', type: () => InverseOffer },
  ],
  write: writeEvent_InverseOffers,
  read: readEvent_InverseOffers,
  json: jsonEvent_InverseOffers,
});

/** The offer is void; tasks launched on it are answered with TASK_LOST or TASK_DROPPED. */
export interface Event_Rescind {
  offer_id: OfferID;
}
function writeEvent_Rescind(w: Writer, m: Event_Rescind): void {
  if (m.offer_id !== undefined) { const size = w.size(); OfferID.write(w, m.offer_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_Rescind(r: Reader, end: number): Event_Rescind {
  const m = {} as Event_Rescind;
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
function jsonEvent_Rescind(m: Event_Rescind): string {
  let t = '{';
  if (m.offer_id != null) t += `"offer_id":${OfferID.toJson(m.offer_id)}`;
  return `${t}}`;
}
export const Event_Rescind: MessageType<Event_Rescind> = new MessageType<Event_Rescind>({
  typeName: 'mesos.v1.scheduler.Event.Rescind',
  fields: [
    { name: 'offer_id', number: 1, label: 'required', type: () => OfferID },
  ],
  write: writeEvent_Rescind,
  read: readEvent_Rescind,
  json: jsonEvent_Rescind,
});

export interface Event_RescindInverseOffer {
  inverse_offer_id: OfferID;
}
function writeEvent_RescindInverseOffer(w: Writer, m: Event_RescindInverseOffer): void {
  if (m.inverse_offer_id !== undefined) { const size = w.size(); OfferID.write(w, m.inverse_offer_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_RescindInverseOffer(r: Reader, end: number): Event_RescindInverseOffer {
  const m = {} as Event_RescindInverseOffer;
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
function jsonEvent_RescindInverseOffer(m: Event_RescindInverseOffer): string {
  let t = '{';
  if (m.inverse_offer_id != null) t += `"inverse_offer_id":${OfferID.toJson(m.inverse_offer_id)}`;
  return `${t}}`;
}
export const Event_RescindInverseOffer: MessageType<Event_RescindInverseOffer> = new MessageType<Event_RescindInverseOffer>({
  typeName: 'mesos.v1.scheduler.Event.RescindInverseOffer',
  fields: [
    { name: 'inverse_offer_id', number: 1, label: 'required', type: () => OfferID },
  ],
  write: writeEvent_RescindInverseOffer,
  read: readEvent_RescindInverseOffer,
  json: jsonEvent_RescindInverseOffer,
});

/** To be acknowledged when its status has a uuid. */
export interface Event_Update {
  status: TaskStatus;
}
function writeEvent_Update(w: Writer, m: Event_Update): void {
  if (m.status !== undefined) { const size = w.size(); TaskStatus.write(w, m.status); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_Update(r: Reader, end: number): Event_Update {
  const m = {} as Event_Update;
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
function jsonEvent_Update(m: Event_Update): string {
  let t = '{';
  if (m.status != null) t += `"status":${TaskStatus.toJson(m.status)}`;
  return `${t}}`;
}
export const Event_Update: MessageType<Event_Update> = new MessageType<Event_Update>({
  typeName: 'mesos.v1.scheduler.Event.Update',
  fields: [
    { name: 'status', number: 1, label: 'required', type: () => TaskStatus },
  ],
  write: writeEvent_Update,
  read: readEvent_Update,
  json: jsonEvent_Update,
});

/** To be acknowledged when its status has a uuid. */
export interface Event_UpdateOperationStatus {
  status: OperationStatus;
}
function writeEvent_UpdateOperationStatus(w: Writer, m: Event_UpdateOperationStatus): void {
  if (m.status !== undefined) { const size = w.size(); OperationStatus.write(w, m.status); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_UpdateOperationStatus(r: Reader, end: number): Event_UpdateOperationStatus {
  const m = {} as Event_UpdateOperationStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.status = OperationStatus.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_UpdateOperationStatus(m: Event_UpdateOperationStatus): string {
  let t = '{';
  if (m.status != null) t += `"status":${OperationStatus.toJson(m.status)}`;
  return `${t}}`;
}
export const Event_UpdateOperationStatus: MessageType<Event_UpdateOperationStatus> = new MessageType<Event_UpdateOperationStatus>({
  typeName: 'mesos.v1.scheduler.Event.UpdateOperationStatus',
  fields: [
    { name: 'status', number: 1, label: 'required', type: () => OperationStatus },
  ],
  write: writeEvent_UpdateOperationStatus,
  read: readEvent_UpdateOperationStatus,
  json: jsonEvent_UpdateOperationStatus,
});

/** From an executor, at most once. */
export interface Event_Message {
  agent_id: AgentID;
  executor_id: ExecutorID;
  data: Uint8Array;
}
function writeEvent_Message(w: Writer, m: Event_Message): void {
  if (m.data !== undefined) { w.bytes(m.data); w.byte(26); }
  else w.incomplete = true;
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_Message(r: Reader, end: number): Event_Message {
  const m = {} as Event_Message;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 26: m.data = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined || m.executor_id === undefined || m.data === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_Message(m: Event_Message): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.executor_id != null) t += `${t === '{' ? '' : ','}"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.data != null) t += `${t === '{' ? '' : ','}"data":${base64Json(m.data)}`;
  return `${t}}`;
}
export const Event_Message: MessageType<Event_Message> = new MessageType<Event_Message>({
  typeName: 'mesos.v1.scheduler.Event.Message',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'executor_id', number: 2, label: 'required', type: () => ExecutorID },
    { name: 'data', number: 3, label: 'required', type: 'bytes' },
  ],
  write: writeEvent_Message,
  read: readEvent_Message,
  json: jsonEvent_Message,
});

/** An agent is gone (no executor), or an executor has ended. */
export interface Event_Failure {
  agent_id?: AgentID;
  executor_id?: ExecutorID;
  /** How the executor ended, as from wait(2). */
  status?: number;
}
function writeEvent_Failure(w: Writer, m: Event_Failure): void {
  if (m.status !== undefined) { w.int32(m.status); w.byte(24); }
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
}
function readEvent_Failure(r: Reader, end: number): Event_Failure {
  const m = {} as Event_Failure;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 24: m.status = r.int32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonEvent_Failure(m: Event_Failure): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.executor_id != null) t += `${t === '{' ? '' : ','}"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.status != null) t += `${t === '{' ? '' : ','}"status":${String(m.status)}`;
  return `${t}}`;
}
export const Event_Failure: MessageType<Event_Failure> = new MessageType<Event_Failure>({
  typeName: 'mesos.v1.scheduler.Event.Failure',
  fields: [
    { name: 'agent_id', number: 1, label: 'optional', type: () => AgentID },
    { name: 'executor_id', number: 2, label: 'optional', type: () => ExecutorID },
    { name: 'status', number: 3, label: 'optional', type: 'int32' },
  ],
  write: writeEvent_Failure,
  read: readEvent_Failure,
  json: jsonEvent_Failure,
});

/** The stream ends after it; subscribing again in the same way will not help. */
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
  typeName: 'mesos.v1.scheduler.Event.Error',
  fields: [
    { name: 'message', number: 1, label: 'required', type: 'string' },
  ],
  write: writeEvent_Error,
  read: readEvent_Error,
  json: jsonEvent_Error,
});

/** Answer to calls that have one. */
export interface Response {
  type?: Response_Type;
  reconcile_operations?: Response_ReconcileOperations;
}
function writeResponse(w: Writer, m: Response): void {
  if (m.reconcile_operations !== undefined) { const size = w.size(); writeResponse_ReconcileOperations(w, m.reconcile_operations); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Response_Type.numberOf(m.type)); w.byte(8); }
}
function readResponse(r: Reader, end: number): Response {
  const m = {} as Response;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Response_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.reconcile_operations = readResponse_ReconcileOperations(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse(m: Response): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.reconcile_operations != null) t += `${t === '{' ? '' : ','}"reconcile_operations":${jsonResponse_ReconcileOperations(m.reconcile_operations)}`;
  return `${t}}`;
}
export const Response: MessageType<Response> = new MessageType<Response>({
  typeName: 'mesos.v1.scheduler.Response',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Response_Type },
    { name: 'reconcile_operations', number: 2, label: 'optional', type: () => Response_ReconcileOperations },
  ],
  write: writeResponse,
  read: readResponse,
  json: jsonResponse,
});

export interface Response_ReconcileOperations {
  operation_statuses?: OperationStatus[];
}
function writeResponse_ReconcileOperations(w: Writer, m: Response_ReconcileOperations): void {
  if (m.operation_statuses !== undefined) {
    for (let i = m.operation_statuses.length - 1; i >= 0; i--) {
      const value = m.operation_statuses[i]!;
      const size = w.size(); OperationStatus.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readResponse_ReconcileOperations(r: Reader, end: number): Response_ReconcileOperations {
  const m = {} as Response_ReconcileOperations;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.operation_statuses ??= []).push(OperationStatus.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResponse_ReconcileOperations(m: Response_ReconcileOperations): string {
  let t = '{';
  if (m.operation_statuses != null && m.operation_statuses.length > 0) t += `"operation_statuses":${listJson(m.operation_statuses, (one) => OperationStatus.toJson(one))}`;
  return `${t}}`;
}
export const Response_ReconcileOperations: MessageType<Response_ReconcileOperations> = new MessageType<Response_ReconcileOperations>({
  typeName: 'mesos.v1.scheduler.Response.ReconcileOperations',
  fields: [
    { name: 'operation_statuses', number: 1, label: 'repeated', type: () => OperationStatus },
  ],
  write: writeResponse_ReconcileOperations,
  read: readResponse_ReconcileOperations,
  json: jsonResponse_ReconcileOperations,
});

/** What an agent must be like to be offered. */
export interface AttributeConstraint {
  selector: AttributeConstraint_Selector;
  predicate: AttributeConstraint_Predicate;
}
function writeAttributeConstraint(w: Writer, m: AttributeConstraint): void {
  if (m.predicate !== undefined) { const size = w.size(); writeAttributeConstraint_Predicate(w, m.predicate); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.selector !== undefined) { const size = w.size(); writeAttributeConstraint_Selector(w, m.selector); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readAttributeConstraint(r: Reader, end: number): AttributeConstraint {
  const m = {} as AttributeConstraint;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.selector = readAttributeConstraint_Selector(r, r.span()); break;
      case 18: m.predicate = readAttributeConstraint_Predicate(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.selector === undefined || m.predicate === undefined) r.incomplete = true;
  return m;
}
function jsonAttributeConstraint(m: AttributeConstraint): string {
  let t = '{';
  if (m.selector != null) t += `"selector":${jsonAttributeConstraint_Selector(m.selector)}`;
  if (m.predicate != null) t += `${t === '{' ? '' : ','}"predicate":${jsonAttributeConstraint_Predicate(m.predicate)}`;
  return `${t}}`;
}
export const AttributeConstraint: MessageType<AttributeConstraint> = new MessageType<AttributeConstraint>({
  typeName: 'mesos.v1.scheduler.AttributeConstraint',
  fields: [
    { name: 'selector', number: 1, label: 'required', type: () => AttributeConstraint_Selector },
    { name: 'predicate', number: 2, label: 'required', type: () => AttributeConstraint_Predicate },
  ],
  write: writeAttributeConstraint,
  read: readAttributeConstraint,
  json: jsonAttributeConstraint,
});

/** Which attribute, or which fact about the agent. */
export interface AttributeConstraint_Selector {
  pseudoattribute_type?: AttributeConstraint_Selector_PseudoattributeType;
  attribute_name?: string;
}
function writeAttributeConstraint_Selector(w: Writer, m: AttributeConstraint_Selector): void {
  if (m.attribute_name !== undefined) { w.string(m.attribute_name); w.byte(18); }
  if (m.pseudoattribute_type !== undefined) { w.int32(AttributeConstraint_Selector_PseudoattributeType.numberOf(m.pseudoattribute_type)); w.byte(8); }
}
function readAttributeConstraint_Selector(r: Reader, end: number): AttributeConstraint_Selector {
  const m = {} as AttributeConstraint_Selector;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: delete m.attribute_name; { const value = AttributeConstraint_Selector_PseudoattributeType.nameOf(r.uint32()); if (value !== undefined) m.pseudoattribute_type = value; break; }
      case 18: delete m.pseudoattribute_type; m.attribute_name = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonAttributeConstraint_Selector(m: AttributeConstraint_Selector): string {
  let t = '{';
  if (m.pseudoattribute_type != null) t += `"pseudoattribute_type":"${m.pseudoattribute_type}"`;
  if (m.attribute_name != null) t += `${t === '{' ? '' : ','}"attribute_name":${quoted(m.attribute_name)}`;
  return `${t}}`;
}
export const AttributeConstraint_Selector: MessageType<AttributeConstraint_Selector> = new MessageType<AttributeConstraint_Selector>({
  typeName: 'mesos.v1.scheduler.AttributeConstraint.Selector',
  fields: [
    { name: 'pseudoattribute_type', number: 1, label: 'optional', type: AttributeConstraint_Selector_PseudoattributeType, oneof: 'selector' },
    { name: 'attribute_name', number: 2, label: 'optional', type: 'string', oneof: 'selector' },
  ],
  write: writeAttributeConstraint_Selector,
  read: readAttributeConstraint_Selector,
  json: jsonAttributeConstraint_Selector,
});

/** Texts only; an attribute of another type passes each test but the first two. */
export interface AttributeConstraint_Predicate {
  exists?: AttributeConstraint_Predicate_Exists;
  not_exists?: AttributeConstraint_Predicate_NotExists;
  text_equals?: AttributeConstraint_Predicate_TextEquals;
  text_not_equals?: AttributeConstraint_Predicate_TextNotEquals;
  text_matches?: AttributeConstraint_Predicate_TextMatches;
  text_not_matches?: AttributeConstraint_Predicate_TextNotMatches;
}
function writeAttributeConstraint_Predicate(w: Writer, m: AttributeConstraint_Predicate): void {
  if (m.text_not_matches !== undefined) { const size = w.size(); writeAttributeConstraint_Predicate_TextNotMatches(w, m.text_not_matches); w.varint32(w.size() - size); w.byte(50); }
  if (m.text_matches !== undefined) { const size = w.size(); writeAttributeConstraint_Predicate_TextMatches(w, m.text_matches); w.varint32(w.size() - size); w.byte(42); }
  if (m.text_not_equals !== undefined) { const size = w.size(); writeAttributeConstraint_Predicate_TextNotEquals(w, m.text_not_equals); w.varint32(w.size() - size); w.byte(34); }
  if (m.text_equals !== undefined) { const size = w.size(); writeAttributeConstraint_Predicate_TextEquals(w, m.text_equals); w.varint32(w.size() - size); w.byte(26); }
  if (m.not_exists !== undefined) { const size = w.size(); writeAttributeConstraint_Predicate_NotExists(w, m.not_exists); w.varint32(w.size() - size); w.byte(18); }
  if (m.exists !== undefined) { const size = w.size(); writeAttributeConstraint_Predicate_Exists(w, m.exists); w.varint32(w.size() - size); w.byte(10); }
}
function readAttributeConstraint_Predicate(r: Reader, end: number): AttributeConstraint_Predicate {
  const m = {} as AttributeConstraint_Predicate;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: delete m.not_exists; delete m.text_equals; delete m.text_not_equals; delete m.text_matches; delete m.text_not_matches; m.exists = readAttributeConstraint_Predicate_Exists(r, r.span()); break;
      case 18: delete m.exists; delete m.text_equals; delete m.text_not_equals; delete m.text_matches; delete m.text_not_matches; m.not_exists = readAttributeConstraint_Predicate_NotExists(r, r.span()); break;
      case 26: delete m.exists; delete m.not_exists; delete m.text_not_equals; delete m.text_matches; delete m.text_not_matches; m.text_equals = readAttributeConstraint_Predicate_TextEquals(r, r.span()); break;
      case 34: delete m.exists; delete m.not_exists; delete m.text_equals; delete m.text_matches; delete m.text_not_matches; m.text_not_equals = readAttributeConstraint_Predicate_TextNotEquals(r, r.span()); break;
      case 42: delete m.exists; delete m.not_exists; delete m.text_equals; delete m.text_not_equals; delete m.text_not_matches; m.text_matches = readAttributeConstraint_Predicate_TextMatches(r, r.span()); break;
      case 50: delete m.exists; delete m.not_exists; delete m.text_equals; delete m.text_not_equals; delete m.text_matches; m.text_not_matches = readAttributeConstraint_Predicate_TextNotMatches(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonAttributeConstraint_Predicate(m: AttributeConstraint_Predicate): string {
  let t = '{';
  if (m.exists != null) t += `"exists":${jsonAttributeConstraint_Predicate_Exists(m.exists)}`;
  if (m.not_exists != null) t += `${t === '{' ? '' : ','}"not_exists":${jsonAttributeConstraint_Predicate_NotExists(m.not_exists)}`;
  if (m.text_equals != null) t += `${t === '{' ? '' : ','}"text_equals":${jsonAttributeConstraint_Predicate_TextEquals(m.text_equals)}`;
  if (m.text_not_equals != null) t += `${t === '{' ? '' : ','}"text_not_equals":${jsonAttributeConstraint_Predicate_TextNotEquals(m.text_not_equals)}`;
  if (m.text_matches != null) t += `${t === '{' ? '' : ','}"text_matches":${jsonAttributeConstraint_Predicate_TextMatches(m.text_matches)}`;
  if (m.text_not_matches != null) t += `${t === '{' ? '' : ','}"text_not_matches":${jsonAttributeConstraint_Predicate_TextNotMatches(m.text_not_matches)}`;
  return `${t}}`;
}
export const AttributeConstraint_Predicate: MessageType<AttributeConstraint_Predicate> = new MessageType<AttributeConstraint_Predicate>({
  typeName: 'mesos.v1.scheduler.AttributeConstraint.Predicate',
  fields: [
    { name: 'exists', number: 1, label: 'optional', type: () => AttributeConstraint_Predicate_Exists, oneof: 'predicate' },
    { name: 'not_exists', number: 2, label: 'optional', type: () => AttributeConstraint_Predicate_NotExists, oneof: 'predicate' },
    { name: 'text_equals', number: 3, label: 'optional', type: () => AttributeConstraint_Predicate_TextEquals, oneof: 'predicate' },
    { name: 'text_not_equals', number: 4, label: 'optional', type: () => AttributeConstraint_Predicate_TextNotEquals, oneof: 'predicate' },
    { name: 'text_matches', number: 5, label: 'optional', type: () => AttributeConstraint_Predicate_TextMatches, oneof: 'predicate' },
    { name: 'text_not_matches', number: 6, label: 'optional', type: () => AttributeConstraint_Predicate_TextNotMatches, oneof: 'predicate' },
  ],
  write: writeAttributeConstraint_Predicate,
  read: readAttributeConstraint_Predicate,
  json: jsonAttributeConstraint_Predicate,
});

export interface AttributeConstraint_Predicate_Exists {
}
function writeAttributeConstraint_Predicate_Exists(w: Writer, m: AttributeConstraint_Predicate_Exists): void {
  void w;
  void m;
}
function readAttributeConstraint_Predicate_Exists(r: Reader, end: number): AttributeConstraint_Predicate_Exists {
  const m = {} as AttributeConstraint_Predicate_Exists;
  while (r.pos < end) {
    const tag = r.uint32();
    r.skip(tag);
  }
  r.close(end);
  return m;
}
function jsonAttributeConstraint_Predicate_Exists(m: AttributeConstraint_Predicate_Exists): string {
  void m;
  return '{}';
}
export const AttributeConstraint_Predicate_Exists: MessageType<AttributeConstraint_Predicate_Exists> = new MessageType<AttributeConstraint_Predicate_Exists>({
  typeName: 'mesos.v1.scheduler.AttributeConstraint.Predicate.Exists',
  fields: [
  ],
  write: writeAttributeConstraint_Predicate_Exists,
  read: readAttributeConstraint_Predicate_Exists,
  json: jsonAttributeConstraint_Predicate_Exists,
});

export interface AttributeConstraint_Predicate_NotExists {
}
function writeAttributeConstraint_Predicate_NotExists(w: Writer, m: AttributeConstraint_Predicate_NotExists): void {
  void w;
  void m;
}
function readAttributeConstraint_Predicate_NotExists(r: Reader, end: number): AttributeConstraint_Predicate_NotExists {
  const m = {} as AttributeConstraint_Predicate_NotExists;
  while (r.pos < end) {
    const tag = r.uint32();
    r.skip(tag);
  }
  r.close(end);
  return m;
}
function jsonAttributeConstraint_Predicate_NotExists(m: AttributeConstraint_Predicate_NotExists): string {
  void m;
  return '{}';
}
export const AttributeConstraint_Predicate_NotExists: MessageType<AttributeConstraint_Predicate_NotExists> = new MessageType<AttributeConstraint_Predicate_NotExists>({
  typeName: 'mesos.v1.scheduler.AttributeConstraint.Predicate.NotExists',
  fields: [
  ],
  write: writeAttributeConstraint_Predicate_NotExists,
  read: readAttributeConstraint_Predicate_NotExists,
  json: jsonAttributeConstraint_Predicate_NotExists,
});

export interface AttributeConstraint_Predicate_TextEquals {
  value: string;
}
function writeAttributeConstraint_Predicate_TextEquals(w: Writer, m: AttributeConstraint_Predicate_TextEquals): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readAttributeConstraint_Predicate_TextEquals(r: Reader, end: number): AttributeConstraint_Predicate_TextEquals {
  const m = {} as AttributeConstraint_Predicate_TextEquals;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.value = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.value === undefined) r.incomplete = true;
  return m;
}
function jsonAttributeConstraint_Predicate_TextEquals(m: AttributeConstraint_Predicate_TextEquals): string {
  let t = '{';
  if (m.value != null) t += `"value":${quoted(m.value)}`;
  return `${t}}`;
}
export const AttributeConstraint_Predicate_TextEquals: MessageType<AttributeConstraint_Predicate_TextEquals> = new MessageType<AttributeConstraint_Predicate_TextEquals>({
  typeName: 'mesos.v1.scheduler.AttributeConstraint.Predicate.TextEquals',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
  ],
  write: writeAttributeConstraint_Predicate_TextEquals,
  read: readAttributeConstraint_Predicate_TextEquals,
  json: jsonAttributeConstraint_Predicate_TextEquals,
});

export interface AttributeConstraint_Predicate_TextNotEquals {
  value: string;
}
function writeAttributeConstraint_Predicate_TextNotEquals(w: Writer, m: AttributeConstraint_Predicate_TextNotEquals): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readAttributeConstraint_Predicate_TextNotEquals(r: Reader, end: number): AttributeConstraint_Predicate_TextNotEquals {
  const m = {} as AttributeConstraint_Predicate_TextNotEquals;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.value = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.value === undefined) r.incomplete = true;
  return m;
}
function jsonAttributeConstraint_Predicate_TextNotEquals(m: AttributeConstraint_Predicate_TextNotEquals): string {
  let t = '{';
  if (m.value != null) t += `"value":${quoted(m.value)}`;
  return `${t}}`;
}
export const AttributeConstraint_Predicate_TextNotEquals: MessageType<AttributeConstraint_Predicate_TextNotEquals> = new MessageType<AttributeConstraint_Predicate_TextNotEquals>({
  typeName: 'mesos.v1.scheduler.AttributeConstraint.Predicate.TextNotEquals',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
  ],
  write: writeAttributeConstraint_Predicate_TextNotEquals,
  read: readAttributeConstraint_Predicate_TextNotEquals,
  json: jsonAttributeConstraint_Predicate_TextNotEquals,
});

export interface AttributeConstraint_Predicate_TextMatches {
  /** RE2 syntax; the whole text must match. */
  regex: string;
}
function writeAttributeConstraint_Predicate_TextMatches(w: Writer, m: AttributeConstraint_Predicate_TextMatches): void {
  if (m.regex !== undefined) { w.string(m.regex); w.byte(10); }
  else w.incomplete = true;
}
function readAttributeConstraint_Predicate_TextMatches(r: Reader, end: number): AttributeConstraint_Predicate_TextMatches {
  const m = {} as AttributeConstraint_Predicate_TextMatches;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.regex = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.regex === undefined) r.incomplete = true;
  return m;
}
function jsonAttributeConstraint_Predicate_TextMatches(m: AttributeConstraint_Predicate_TextMatches): string {
  let t = '{';
  if (m.regex != null) t += `"regex":${quoted(m.regex)}`;
  return `${t}}`;
}
export const AttributeConstraint_Predicate_TextMatches: MessageType<AttributeConstraint_Predicate_TextMatches> = new MessageType<AttributeConstraint_Predicate_TextMatches>({
  typeName: 'mesos.v1.scheduler.AttributeConstraint.Predicate.TextMatches',
  fields: [
    { name: 'regex', number: 1, label: 'required', type: 'string' },
  ],
  write: writeAttributeConstraint_Predicate_TextMatches,
  read: readAttributeConstraint_Predicate_TextMatches,
  json: jsonAttributeConstraint_Predicate_TextMatches,
});

export interface AttributeConstraint_Predicate_TextNotMatches {
  regex: string;
}
function writeAttributeConstraint_Predicate_TextNotMatches(w: Writer, m: AttributeConstraint_Predicate_TextNotMatches): void {
  if (m.regex !== undefined) { w.string(m.regex); w.byte(10); }
  else w.incomplete = true;
}
function readAttributeConstraint_Predicate_TextNotMatches(r: Reader, end: number): AttributeConstraint_Predicate_TextNotMatches {
  const m = {} as AttributeConstraint_Predicate_TextNotMatches;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.regex = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.regex === undefined) r.incomplete = true;
  return m;
}
function jsonAttributeConstraint_Predicate_TextNotMatches(m: AttributeConstraint_Predicate_TextNotMatches): string {
  let t = '{';
  if (m.regex != null) t += `"regex":${quoted(m.regex)}`;
  return `${t}}`;
}
export const AttributeConstraint_Predicate_TextNotMatches: MessageType<AttributeConstraint_Predicate_TextNotMatches> = new MessageType<AttributeConstraint_Predicate_TextNotMatches>({
  typeName: 'mesos.v1.scheduler.AttributeConstraint.Predicate.TextNotMatches',
  fields: [
    { name: 'regex', number: 1, label: 'required', type: 'string' },
  ],
  write: writeAttributeConstraint_Predicate_TextNotMatches,
  read: readAttributeConstraint_Predicate_TextNotMatches,
  json: jsonAttributeConstraint_Predicate_TextNotMatches,
});

/** By role; an agent is offered when it meets all constraints of any group. */
export interface OfferConstraints {
  role_constraints?: Record<string, OfferConstraints_RoleConstraints>;
}
function writeOfferConstraints(w: Writer, m: OfferConstraints): void {
  if (m.role_constraints !== undefined) {
    for (const [key, value] of Object.entries(m.role_constraints).reverse()) {
      const entry = w.size();
      { const size = w.size(); writeOfferConstraints_RoleConstraints(w, value); w.varint32(w.size() - size); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(10);
    }
  }
}
function readOfferConstraints(r: Reader, end: number): OfferConstraints {
  const m = {} as OfferConstraints;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: {
        const stop = r.span(); let key = ''; let value: OfferConstraints_RoleConstraints | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = readOfferConstraints_RoleConstraints(r, r.span()); else r.skip(inner); }
        r.close(stop); value ??= OfferConstraints_RoleConstraints.read(r, r.pos);
        Object.defineProperty(m.role_constraints ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonOfferConstraints(m: OfferConstraints): string {
  let t = '{';
  if (m.role_constraints != null && Object.keys(m.role_constraints).length > 0) t += `"role_constraints":${mapJson(m.role_constraints, jsonOfferConstraints_RoleConstraints)}`;
  return `${t}}`;
}
export const OfferConstraints: MessageType<OfferConstraints> = new MessageType<OfferConstraints>({
  typeName: 'mesos.v1.scheduler.OfferConstraints',
  fields: [
    { name: 'role_constraints', number: 1, label: 'map', type: () => OfferConstraints_RoleConstraints },
  ],
  write: writeOfferConstraints,
  read: readOfferConstraints,
  json: jsonOfferConstraints,
});

export interface OfferConstraints_RoleConstraints {
  groups?: OfferConstraints_RoleConstraints_Group[];
}
function writeOfferConstraints_RoleConstraints(w: Writer, m: OfferConstraints_RoleConstraints): void {
  if (m.groups !== undefined) {
    for (let i = m.groups.length - 1; i >= 0; i--) {
      const value = m.groups[i]!;
      const size = w.size(); writeOfferConstraints_RoleConstraints_Group(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readOfferConstraints_RoleConstraints(r: Reader, end: number): OfferConstraints_RoleConstraints {
  const m = {} as OfferConstraints_RoleConstraints;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.groups ??= []).push(readOfferConstraints_RoleConstraints_Group(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonOfferConstraints_RoleConstraints(m: OfferConstraints_RoleConstraints): string {
  let t = '{';
  if (m.groups != null && m.groups.length > 0) t += `"groups":${listJson(m.groups, jsonOfferConstraints_RoleConstraints_Group)}`;
  return `${t}}`;
}
export const OfferConstraints_RoleConstraints: MessageType<OfferConstraints_RoleConstraints> = new MessageType<OfferConstraints_RoleConstraints>({
  typeName: 'mesos.v1.scheduler.OfferConstraints.RoleConstraints',
  fields: [
    { name: 'groups', number: 1, label: 'repeated', type: () => OfferConstraints_RoleConstraints_Group },
  ],
  write: writeOfferConstraints_RoleConstraints,
  read: readOfferConstraints_RoleConstraints,
  json: jsonOfferConstraints_RoleConstraints,
});

export interface OfferConstraints_RoleConstraints_Group {
  attribute_constraints?: AttributeConstraint[];
}
function writeOfferConstraints_RoleConstraints_Group(w: Writer, m: OfferConstraints_RoleConstraints_Group): void {
  if (m.attribute_constraints !== undefined) {
    for (let i = m.attribute_constraints.length - 1; i >= 0; i--) {
      const value = m.attribute_constraints[i]!;
      const size = w.size(); writeAttributeConstraint(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readOfferConstraints_RoleConstraints_Group(r: Reader, end: number): OfferConstraints_RoleConstraints_Group {
  const m = {} as OfferConstraints_RoleConstraints_Group;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.attribute_constraints ??= []).push(readAttributeConstraint(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonOfferConstraints_RoleConstraints_Group(m: OfferConstraints_RoleConstraints_Group): string {
  let t = '{';
  if (m.attribute_constraints != null && m.attribute_constraints.length > 0) t += `"attribute_constraints":${listJson(m.attribute_constraints, jsonAttributeConstraint)}`;
  return `${t}}`;
}
export const OfferConstraints_RoleConstraints_Group: MessageType<OfferConstraints_RoleConstraints_Group> = new MessageType<OfferConstraints_RoleConstraints_Group>({
  typeName: 'mesos.v1.scheduler.OfferConstraints.RoleConstraints.Group',
  fields: [
    { name: 'attribute_constraints', number: 1, label: 'repeated', type: () => AttributeConstraint },
  ],
  write: writeOfferConstraints_RoleConstraints_Group,
  read: readOfferConstraints_RoleConstraints_Group,
  json: jsonOfferConstraints_RoleConstraints_Group,
});

/** What a framework says. Everything but SUBSCRIBE carries the header Mesos-Stream-Id. */
export interface Call {
  /** Absent only in the first SUBSCRIBE. */
  framework_id?: FrameworkID;
  type?: Call_Type;
  subscribe?: Call_Subscribe;
  accept?: Call_Accept;
  decline?: Call_Decline;
  kill?: Call_Kill;
  shutdown?: Call_Shutdown;
  acknowledge?: Call_Acknowledge;
  reconcile?: Call_Reconcile;
  message?: Call_Message;
  request?: Call_Request;
  accept_inverse_offers?: Call_AcceptInverseOffers;
  decline_inverse_offers?: Call_DeclineInverseOffers;
  revive?: Call_Revive;
  suppress?: Call_Suppress;
  acknowledge_operation_status?: Call_AcknowledgeOperationStatus;
  reconcile_operations?: Call_ReconcileOperations;
  update_framework?: Call_UpdateFramework;
}
function writeCall(w: Writer, m: Call): void {
  if (m.update_framework !== undefined) { const size = w.size(); writeCall_UpdateFramework(w, m.update_framework); w.varint32(w.size() - size); w.varint32(154); }
  if (m.reconcile_operations !== undefined) { const size = w.size(); writeCall_ReconcileOperations(w, m.reconcile_operations); w.varint32(w.size() - size); w.varint32(146); }
  if (m.acknowledge_operation_status !== undefined) { const size = w.size(); writeCall_AcknowledgeOperationStatus(w, m.acknowledge_operation_status); w.varint32(w.size() - size); w.varint32(138); }
  if (m.suppress !== undefined) { const size = w.size(); writeCall_Suppress(w, m.suppress); w.varint32(w.size() - size); w.varint32(130); }
  if (m.revive !== undefined) { const size = w.size(); writeCall_Revive(w, m.revive); w.varint32(w.size() - size); w.byte(122); }
  if (m.decline_inverse_offers !== undefined) { const size = w.size(); writeCall_DeclineInverseOffers(w, m.decline_inverse_offers); w.varint32(w.size() - size); w.byte(114); }
  if (m.accept_inverse_offers !== undefined) { const size = w.size(); writeCall_AcceptInverseOffers(w, m.accept_inverse_offers); w.varint32(w.size() - size); w.byte(106); }
  if (m.request !== undefined) { const size = w.size(); writeCall_Request(w, m.request); w.varint32(w.size() - size); w.byte(90); }
  if (m.message !== undefined) { const size = w.size(); writeCall_Message(w, m.message); w.varint32(w.size() - size); w.byte(82); }
  if (m.reconcile !== undefined) { const size = w.size(); writeCall_Reconcile(w, m.reconcile); w.varint32(w.size() - size); w.byte(74); }
  if (m.acknowledge !== undefined) { const size = w.size(); writeCall_Acknowledge(w, m.acknowledge); w.varint32(w.size() - size); w.byte(66); }
  if (m.shutdown !== undefined) { const size = w.size(); writeCall_Shutdown(w, m.shutdown); w.varint32(w.size() - size); w.byte(58); }
  if (m.kill !== undefined) { const size = w.size(); writeCall_Kill(w, m.kill); w.varint32(w.size() - size); w.byte(50); }
  if (m.decline !== undefined) { const size = w.size(); writeCall_Decline(w, m.decline); w.varint32(w.size() - size); w.byte(42); }
  if (m.accept !== undefined) { const size = w.size(); writeCall_Accept(w, m.accept); w.varint32(w.size() - size); w.byte(34); }
  if (m.subscribe !== undefined) { const size = w.size(); writeCall_Subscribe(w, m.subscribe); w.varint32(w.size() - size); w.byte(26); }
  if (m.type !== undefined) { w.int32(Call_Type.numberOf(m.type)); w.byte(16); }
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
}
function readCall(r: Reader, end: number): Call {
  const m = {} as Call;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 16: { const value = Call_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 26: m.subscribe = readCall_Subscribe(r, r.span()); break;
      case 34: m.accept = readCall_Accept(r, r.span()); break;
      case 42: m.decline = readCall_Decline(r, r.span()); break;
      case 50: m.kill = readCall_Kill(r, r.span()); break;
      case 58: m.shutdown = readCall_Shutdown(r, r.span()); break;
      case 66: m.acknowledge = readCall_Acknowledge(r, r.span()); break;
      case 74: m.reconcile = readCall_Reconcile(r, r.span()); break;
      case 82: m.message = readCall_Message(r, r.span()); break;
      case 90: m.request = readCall_Request(r, r.span()); break;
      case 106: m.accept_inverse_offers = readCall_AcceptInverseOffers(r, r.span()); break;
      case 114: m.decline_inverse_offers = readCall_DeclineInverseOffers(r, r.span()); break;
      case 122: m.revive = readCall_Revive(r, r.span()); break;
      case 130: m.suppress = readCall_Suppress(r, r.span()); break;
      case 138: m.acknowledge_operation_status = readCall_AcknowledgeOperationStatus(r, r.span()); break;
      case 146: m.reconcile_operations = readCall_ReconcileOperations(r, r.span()); break;
      case 154: m.update_framework = readCall_UpdateFramework(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall(m: Call): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.type != null) t += `${t === '{' ? '' : ','}"type":"${m.type}"`;
  if (m.subscribe != null) t += `${t === '{' ? '' : ','}"subscribe":${jsonCall_Subscribe(m.subscribe)}`;
  if (m.accept != null) t += `${t === '{' ? '' : ','}"accept":${jsonCall_Accept(m.accept)}`;
  if (m.decline != null) t += `${t === '{' ? '' : ','}"decline":${jsonCall_Decline(m.decline)}`;
  if (m.kill != null) t += `${t === '{' ? '' : ','}"kill":${jsonCall_Kill(m.kill)}`;
  if (m.shutdown != null) t += `${t === '{' ? '' : ','}"shutdown":${jsonCall_Shutdown(m.shutdown)}`;
  if (m.acknowledge != null) t += `${t === '{' ? '' : ','}"acknowledge":${jsonCall_Acknowledge(m.acknowledge)}`;
  if (m.reconcile != null) t += `${t === '{' ? '' : ','}"reconcile":${jsonCall_Reconcile(m.reconcile)}`;
  if (m.message != null) t += `${t === '{' ? '' : ','}"message":${jsonCall_Message(m.message)}`;
  if (m.request != null) t += `${t === '{' ? '' : ','}"request":${jsonCall_Request(m.request)}`;
  if (m.accept_inverse_offers != null) t += `${t === '{' ? '' : ','}"accept_inverse_offers":${jsonCall_AcceptInverseOffers(m.accept_inverse_offers)}`;
  if (m.decline_inverse_offers != null) t += `${t === '{' ? '' : ','}"decline_inverse_offers":${jsonCall_DeclineInverseOffers(m.decline_inverse_offers)}`;
  if (m.revive != null) t += `${t === '{' ? '' : ','}"revive":${jsonCall_Revive(m.revive)}`;
  if (m.suppress != null) t += `${t === '{' ? '' : ','}"suppress":${jsonCall_Suppress(m.suppress)}`;
  if (m.acknowledge_operation_status != null) t += `${t === '{' ? '' : ','}"acknowledge_operation_status":${jsonCall_AcknowledgeOperationStatus(m.acknowledge_operation_status)}`;
  if (m.reconcile_operations != null) t += `${t === '{' ? '' : ','}"reconcile_operations":${jsonCall_ReconcileOperations(m.reconcile_operations)}`;
  if (m.update_framework != null) t += `${t === '{' ? '' : ','}"update_framework":${jsonCall_UpdateFramework(m.update_framework)}`;
  return `${t}}`;
}
export const Call: MessageType<Call> = new MessageType<Call>({
  typeName: 'mesos.v1.scheduler.Call',
  fields: [
    { name: 'framework_id', number: 1, label: 'optional', type: () => FrameworkID },
    { name: 'type', number: 2, label: 'optional', type: Call_Type },
    { name: 'subscribe', number: 3, label: 'optional', type: () => Call_Subscribe },
    { name: 'accept', number: 4, label: 'optional', type: () => Call_Accept },
    { name: 'decline', number: 5, label: 'optional', type: () => Call_Decline },
    { name: 'kill', number: 6, label: 'optional', type: () => Call_Kill },
    { name: 'shutdown', number: 7, label: 'optional', type: () => Call_Shutdown },
    { name: 'acknowledge', number: 8, label: 'optional', type: () => Call_Acknowledge },
    { name: 'reconcile', number: 9, label: 'optional', type: () => Call_Reconcile },
    { name: 'message', number: 10, label: 'optional', type: () => Call_Message },
    { name: 'request', number: 11, label: 'optional', type: () => Call_Request },
    { name: 'accept_inverse_offers', number: 13, label: 'optional', type: () => Call_AcceptInverseOffers },
    { name: 'decline_inverse_offers', number: 14, label: 'optional', type: () => Call_DeclineInverseOffers },
    { name: 'revive', number: 15, label: 'optional', type: () => Call_Revive },
    { name: 'suppress', number: 16, label: 'optional', type: () => Call_Suppress },
    { name: 'acknowledge_operation_status', number: 17, label: 'optional', type: () => Call_AcknowledgeOperationStatus },
    { name: 'reconcile_operations', number: 18, label: 'optional', type: () => Call_ReconcileOperations },
    { name: 'update_framework', number: 19, label: 'optional', type: () => Call_UpdateFramework },
  ],
  write: writeCall,
  read: readCall,
  json: jsonCall,
});

export interface Call_Subscribe {
  framework_info: FrameworkInfo;
  /** Roles that are not to be offered for until REVIVE. */
  suppressed_roles?: string[];
  offer_constraints?: OfferConstraints;
}
function writeCall_Subscribe(w: Writer, m: Call_Subscribe): void {
  if (m.offer_constraints !== undefined) { const size = w.size(); writeOfferConstraints(w, m.offer_constraints); w.varint32(w.size() - size); w.byte(26); }
  if (m.suppressed_roles !== undefined) {
    for (let i = m.suppressed_roles.length - 1; i >= 0; i--) {
      const value = m.suppressed_roles[i]!;
      w.string(value); w.byte(18);
    }
  }
  if (m.framework_info !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_Subscribe(r: Reader, end: number): Call_Subscribe {
  const m = {} as Call_Subscribe;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_info = FrameworkInfo.read(r, r.span()); break;
      case 18: (m.suppressed_roles ??= []).push(r.string()); break;
      case 26: m.offer_constraints = readOfferConstraints(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_info === undefined) r.incomplete = true;
  return m;
}
function jsonCall_Subscribe(m: Call_Subscribe): string {
  let t = '{';
  if (m.framework_info != null) t += `"framework_info":${FrameworkInfo.toJson(m.framework_info)}`;
  if (m.suppressed_roles != null && m.suppressed_roles.length > 0) t += `${t === '{' ? '' : ','}"suppressed_roles":${listJson(m.suppressed_roles, quoted)}`;
  if (m.offer_constraints != null) t += `${t === '{' ? '' : ','}"offer_constraints":${jsonOfferConstraints(m.offer_constraints)}`;
  return `${t}}`;
}
export const Call_Subscribe: MessageType<Call_Subscribe> = new MessageType<Call_Subscribe>({
  typeName: 'mesos.v1.scheduler.Call.Subscribe',
  fields: [
    { name: 'framework_info', number: 1, label: 'required', type: () => FrameworkInfo },
    { name: 'suppressed_roles', number: 2, label: 'repeated', type: 'string' },
    { name: 'offer_constraints', number: 3, label: 'optional', type: () => OfferConstraints },
  ],
  write: writeCall_Subscribe,
  read: readCall_Subscribe,
  json: jsonCall_Subscribe,
});

/** All offers are of one agent and one role. Operations in order; what is left goes back. */
export interface Call_Accept {
  offer_ids?: OfferID[];
  operations?: Offer_Operation[];
  /** For what is left. */
  filters?: Filters;
}
function writeCall_Accept(w: Writer, m: Call_Accept): void {
  if (m.filters !== undefined) { const size = w.size(); Filters.write(w, m.filters); w.varint32(w.size() - size); w.byte(26); }
  if (m.operations !== undefined) {
    for (let i = m.operations.length - 1; i >= 0; i--) {
      const value = m.operations[i]!;
      const size = w.size(); Offer_Operation.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.offer_ids !== undefined) {
    for (let i = m.offer_ids.length - 1; i >= 0; i--) {
      const value = m.offer_ids[i]!;
      const size = w.size(); OfferID.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_Accept(r: Reader, end: number): Call_Accept {
  const m = {} as Call_Accept;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.offer_ids ??= []).push(OfferID.read(r, r.span())); break;
      case 18: (m.operations ??= []).push(Offer_Operation.read(r, r.span())); break;
      case 26: m.filters = Filters.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_Accept(m: Call_Accept): string {
  let t = '{';
  if (m.offer_ids != null && m.offer_ids.length > 0) t += `"offer_ids":${listJson(m.offer_ids, (one) => OfferID.toJson(one))}`;
  if (m.operations != null && m.operations.length > 0) t += `${t === '{' ? '' : ','}"operations":${listJson(m.operations, (one) => Offer_Operation.toJson(one))}`;
  if (m.filters != null) t += `${t === '{' ? '' : ','}"filters":${Filters.toJson(m.filters)}`;
  return `${t}}`;
}
export const Call_Accept: MessageType<Call_Accept> = new MessageType<Call_Accept>({
  typeName: 'mesos.v1.scheduler.Call.Accept',
  fields: [
    { name: 'offer_ids', number: 1, label: 'repeated', type: () => OfferID },
    { name: 'operations', number: 2, label: 'repeated', type: () => Offer_Operation },
    { name: 'filters', number: 3, label: 'optional', type: () => Filters },
  ],
  write: writeCall_Accept,
  read: readCall_Accept,
  json: jsonCall_Accept,
});

export interface Call_Decline {
  offer_ids?: OfferID[];
  /** How long not to offer the same again; 5 seconds if absent. */
  filters?: Filters;
}
function writeCall_Decline(w: Writer, m: Call_Decline): void {
  if (m.filters !== undefined) { const size = w.size(); Filters.write(w, m.filters); w.varint32(w.size() - size); w.byte(18); }
  if (m.offer_ids !== undefined) {
    for (let i = m.offer_ids.length - 1; i >= 0; i--) {
      const value = m.offer_ids[i]!;
      const size = w.size(); OfferID.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_Decline(r: Reader, end: number): Call_Decline {
  const m = {} as Call_Decline;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.offer_ids ??= []).push(OfferID.read(r, r.span())); break;
      case 18: m.filters = Filters.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_Decline(m: Call_Decline): string {
  let t = '{';
  if (m.offer_ids != null && m.offer_ids.length > 0) t += `"offer_ids":${listJson(m.offer_ids, (one) => OfferID.toJson(one))}`;
  if (m.filters != null) t += `${t === '{' ? '' : ','}"filters":${Filters.toJson(m.filters)}`;
  return `${t}}`;
}
export const Call_Decline: MessageType<Call_Decline> = new MessageType<Call_Decline>({
  typeName: 'mesos.v1.scheduler.Call.Decline',
  fields: [
    { name: 'offer_ids', number: 1, label: 'repeated', type: () => OfferID },
    { name: 'filters', number: 2, label: 'optional', type: () => Filters },
  ],
  write: writeCall_Decline,
  read: readCall_Decline,
  json: jsonCall_Decline,
});

export interface Call_AcceptInverseOffers {
  inverse_offer_ids?: OfferID[];
  filters?: Filters;
}
function writeCall_AcceptInverseOffers(w: Writer, m: Call_AcceptInverseOffers): void {
  if (m.filters !== undefined) { const size = w.size(); Filters.write(w, m.filters); w.varint32(w.size() - size); w.byte(18); }
  if (m.inverse_offer_ids !== undefined) {
    for (let i = m.inverse_offer_ids.length - 1; i >= 0; i--) {
      const value = m.inverse_offer_ids[i]!;
      const size = w.size(); OfferID.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_AcceptInverseOffers(r: Reader, end: number): Call_AcceptInverseOffers {
  const m = {} as Call_AcceptInverseOffers;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.inverse_offer_ids ??= []).push(OfferID.read(r, r.span())); break;
      case 18: m.filters = Filters.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_AcceptInverseOffers(m: Call_AcceptInverseOffers): string {
  let t = '{';
  if (m.inverse_offer_ids != null && m.inverse_offer_ids.length > 0) t += `"inverse_offer_ids":${listJson(m.inverse_offer_ids, (one) => OfferID.toJson(one))}`;
  if (m.filters != null) t += `${t === '{' ? '' : ','}"filters":${Filters.toJson(m.filters)}`;
  return `${t}}`;
}
export const Call_AcceptInverseOffers: MessageType<Call_AcceptInverseOffers> = new MessageType<Call_AcceptInverseOffers>({
  typeName: 'mesos.v1.scheduler.Call.AcceptInverseOffers',
  fields: [
    { name: 'inverse_offer_ids', number: 1, label: 'repeated', type: () => OfferID },
    { name: 'filters', number: 2, label: 'optional', type: () => Filters },
  ],
  write: writeCall_AcceptInverseOffers,
  read: readCall_AcceptInverseOffers,
  json: jsonCall_AcceptInverseOffers,
});

export interface Call_DeclineInverseOffers {
  inverse_offer_ids?: OfferID[];
  filters?: Filters;
}
function writeCall_DeclineInverseOffers(w: Writer, m: Call_DeclineInverseOffers): void {
  if (m.filters !== undefined) { const size = w.size(); Filters.write(w, m.filters); w.varint32(w.size() - size); w.byte(18); }
  if (m.inverse_offer_ids !== undefined) {
    for (let i = m.inverse_offer_ids.length - 1; i >= 0; i--) {
      const value = m.inverse_offer_ids[i]!;
      const size = w.size(); OfferID.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_DeclineInverseOffers(r: Reader, end: number): Call_DeclineInverseOffers {
  const m = {} as Call_DeclineInverseOffers;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.inverse_offer_ids ??= []).push(OfferID.read(r, r.span())); break;
      case 18: m.filters = Filters.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_DeclineInverseOffers(m: Call_DeclineInverseOffers): string {
  let t = '{';
  if (m.inverse_offer_ids != null && m.inverse_offer_ids.length > 0) t += `"inverse_offer_ids":${listJson(m.inverse_offer_ids, (one) => OfferID.toJson(one))}`;
  if (m.filters != null) t += `${t === '{' ? '' : ','}"filters":${Filters.toJson(m.filters)}`;
  return `${t}}`;
}
export const Call_DeclineInverseOffers: MessageType<Call_DeclineInverseOffers> = new MessageType<Call_DeclineInverseOffers>({
  typeName: 'mesos.v1.scheduler.Call.DeclineInverseOffers',
  fields: [
    { name: 'inverse_offer_ids', number: 1, label: 'repeated', type: () => OfferID },
    { name: 'filters', number: 2, label: 'optional', type: () => Filters },
  ],
  write: writeCall_DeclineInverseOffers,
  read: readCall_DeclineInverseOffers,
  json: jsonCall_DeclineInverseOffers,
});

/** Forget refusals and suppression. No roles: all of them. */
export interface Call_Revive {
  roles?: string[];
}
function writeCall_Revive(w: Writer, m: Call_Revive): void {
  if (m.roles !== undefined) {
    for (let i = m.roles.length - 1; i >= 0; i--) {
      const value = m.roles[i]!;
      w.string(value); w.byte(10);
    }
  }
}
function readCall_Revive(r: Reader, end: number): Call_Revive {
  const m = {} as Call_Revive;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.roles ??= []).push(r.string()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_Revive(m: Call_Revive): string {
  let t = '{';
  if (m.roles != null && m.roles.length > 0) t += `"roles":${listJson(m.roles, quoted)}`;
  return `${t}}`;
}
export const Call_Revive: MessageType<Call_Revive> = new MessageType<Call_Revive>({
  typeName: 'mesos.v1.scheduler.Call.Revive',
  fields: [
    { name: 'roles', number: 1, label: 'repeated', type: 'string' },
  ],
  write: writeCall_Revive,
  read: readCall_Revive,
  json: jsonCall_Revive,
});

export interface Call_Kill {
  task_id: TaskID;
  /** Helps when the master does not know the task. */
  agent_id?: AgentID;
  kill_policy?: KillPolicy;
}
function writeCall_Kill(w: Writer, m: Call_Kill): void {
  if (m.kill_policy !== undefined) { const size = w.size(); KillPolicy.write(w, m.kill_policy); w.varint32(w.size() - size); w.byte(26); }
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.task_id !== undefined) { const size = w.size(); TaskID.write(w, m.task_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_Kill(r: Reader, end: number): Call_Kill {
  const m = {} as Call_Kill;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.task_id = TaskID.read(r, r.span()); break;
      case 18: m.agent_id = AgentID.read(r, r.span()); break;
      case 26: m.kill_policy = KillPolicy.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.task_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_Kill(m: Call_Kill): string {
  let t = '{';
  if (m.task_id != null) t += `"task_id":${TaskID.toJson(m.task_id)}`;
  if (m.agent_id != null) t += `${t === '{' ? '' : ','}"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.kill_policy != null) t += `${t === '{' ? '' : ','}"kill_policy":${KillPolicy.toJson(m.kill_policy)}`;
  return `${t}}`;
}
export const Call_Kill: MessageType<Call_Kill> = new MessageType<Call_Kill>({
  typeName: 'mesos.v1.scheduler.Call.Kill',
  fields: [
    { name: 'task_id', number: 1, label: 'required', type: () => TaskID },
    { name: 'agent_id', number: 2, label: 'optional', type: () => AgentID },
    { name: 'kill_policy', number: 3, label: 'optional', type: () => KillPolicy },
  ],
  write: writeCall_Kill,
  read: readCall_Kill,
  json: jsonCall_Kill,
});

/** Ends a custom executor with all of its tasks. */
export interface Call_Shutdown {
  executor_id: ExecutorID;
  agent_id: AgentID;
}
function writeCall_Shutdown(w: Writer, m: Call_Shutdown): void {
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_Shutdown(r: Reader, end: number): Call_Shutdown {
  const m = {} as Call_Shutdown;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 18: m.agent_id = AgentID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.executor_id === undefined || m.agent_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_Shutdown(m: Call_Shutdown): string {
  let t = '{';
  if (m.executor_id != null) t += `"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.agent_id != null) t += `${t === '{' ? '' : ','}"agent_id":${AgentID.toJson(m.agent_id)}`;
  return `${t}}`;
}
export const Call_Shutdown: MessageType<Call_Shutdown> = new MessageType<Call_Shutdown>({
  typeName: 'mesos.v1.scheduler.Call.Shutdown',
  fields: [
    { name: 'executor_id', number: 1, label: 'required', type: () => ExecutorID },
    { name: 'agent_id', number: 2, label: 'required', type: () => AgentID },
  ],
  write: writeCall_Shutdown,
  read: readCall_Shutdown,
  json: jsonCall_Shutdown,
});

/** The update was taken in: the agent may send the next one. */
export interface Call_Acknowledge {
  agent_id: AgentID;
  task_id: TaskID;
  /** Of the update. */
  uuid: Uint8Array;
}
function writeCall_Acknowledge(w: Writer, m: Call_Acknowledge): void {
  if (m.uuid !== undefined) { w.bytes(m.uuid); w.byte(26); }
  else w.incomplete = true;
  if (m.task_id !== undefined) { const size = w.size(); TaskID.write(w, m.task_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_Acknowledge(r: Reader, end: number): Call_Acknowledge {
  const m = {} as Call_Acknowledge;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: m.task_id = TaskID.read(r, r.span()); break;
      case 26: m.uuid = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined || m.task_id === undefined || m.uuid === undefined) r.incomplete = true;
  return m;
}
function jsonCall_Acknowledge(m: Call_Acknowledge): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.task_id != null) t += `${t === '{' ? '' : ','}"task_id":${TaskID.toJson(m.task_id)}`;
  if (m.uuid != null) t += `${t === '{' ? '' : ','}"uuid":${base64Json(m.uuid)}`;
  return `${t}}`;
}
export const Call_Acknowledge: MessageType<Call_Acknowledge> = new MessageType<Call_Acknowledge>({
  typeName: 'mesos.v1.scheduler.Call.Acknowledge',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'task_id', number: 2, label: 'required', type: () => TaskID },
    { name: 'uuid', number: 3, label: 'required', type: 'bytes' },
  ],
  write: writeCall_Acknowledge,
  read: readCall_Acknowledge,
  json: jsonCall_Acknowledge,
});

export interface Call_AcknowledgeOperationStatus {
  agent_id?: AgentID;
  resource_provider_id?: ResourceProviderID;
  uuid: Uint8Array;
  operation_id: OperationID;
}
function writeCall_AcknowledgeOperationStatus(w: Writer, m: Call_AcknowledgeOperationStatus): void {
  if (m.operation_id !== undefined) { const size = w.size(); OperationID.write(w, m.operation_id); w.varint32(w.size() - size); w.byte(34); }
  else w.incomplete = true;
  if (m.uuid !== undefined) { w.bytes(m.uuid); w.byte(26); }
  else w.incomplete = true;
  if (m.resource_provider_id !== undefined) { const size = w.size(); ResourceProviderID.write(w, m.resource_provider_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
}
function readCall_AcknowledgeOperationStatus(r: Reader, end: number): Call_AcknowledgeOperationStatus {
  const m = {} as Call_AcknowledgeOperationStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: m.resource_provider_id = ResourceProviderID.read(r, r.span()); break;
      case 26: m.uuid = r.bytes(); break;
      case 34: m.operation_id = OperationID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.uuid === undefined || m.operation_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_AcknowledgeOperationStatus(m: Call_AcknowledgeOperationStatus): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.resource_provider_id != null) t += `${t === '{' ? '' : ','}"resource_provider_id":${ResourceProviderID.toJson(m.resource_provider_id)}`;
  if (m.uuid != null) t += `${t === '{' ? '' : ','}"uuid":${base64Json(m.uuid)}`;
  if (m.operation_id != null) t += `${t === '{' ? '' : ','}"operation_id":${OperationID.toJson(m.operation_id)}`;
  return `${t}}`;
}
export const Call_AcknowledgeOperationStatus: MessageType<Call_AcknowledgeOperationStatus> = new MessageType<Call_AcknowledgeOperationStatus>({
  typeName: 'mesos.v1.scheduler.Call.AcknowledgeOperationStatus',
  fields: [
    { name: 'agent_id', number: 1, label: 'optional', type: () => AgentID },
    { name: 'resource_provider_id', number: 2, label: 'optional', type: () => ResourceProviderID },
    { name: 'uuid', number: 3, label: 'required', type: 'bytes' },
    { name: 'operation_id', number: 4, label: 'required', type: () => OperationID },
  ],
  write: writeCall_AcknowledgeOperationStatus,
  read: readCall_AcknowledgeOperationStatus,
  json: jsonCall_AcknowledgeOperationStatus,
});

/** What became of these tasks? None: of all. */
export interface Call_Reconcile {
  tasks?: Call_Reconcile_Task[];
}
function writeCall_Reconcile(w: Writer, m: Call_Reconcile): void {
  if (m.tasks !== undefined) {
    for (let i = m.tasks.length - 1; i >= 0; i--) {
      const value = m.tasks[i]!;
      const size = w.size(); writeCall_Reconcile_Task(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_Reconcile(r: Reader, end: number): Call_Reconcile {
  const m = {} as Call_Reconcile;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.tasks ??= []).push(readCall_Reconcile_Task(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_Reconcile(m: Call_Reconcile): string {
  let t = '{';
  if (m.tasks != null && m.tasks.length > 0) t += `"tasks":${listJson(m.tasks, jsonCall_Reconcile_Task)}`;
  return `${t}}`;
}
export const Call_Reconcile: MessageType<Call_Reconcile> = new MessageType<Call_Reconcile>({
  typeName: 'mesos.v1.scheduler.Call.Reconcile',
  fields: [
    { name: 'tasks', number: 1, label: 'repeated', type: () => Call_Reconcile_Task },
  ],
  write: writeCall_Reconcile,
  read: readCall_Reconcile,
  json: jsonCall_Reconcile,
});

export interface Call_Reconcile_Task {
  task_id: TaskID;
  /** Lets the master answer for tasks that it has forgotten. */
  agent_id?: AgentID;
}
function writeCall_Reconcile_Task(w: Writer, m: Call_Reconcile_Task): void {
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.task_id !== undefined) { const size = w.size(); TaskID.write(w, m.task_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_Reconcile_Task(r: Reader, end: number): Call_Reconcile_Task {
  const m = {} as Call_Reconcile_Task;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.task_id = TaskID.read(r, r.span()); break;
      case 18: m.agent_id = AgentID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.task_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_Reconcile_Task(m: Call_Reconcile_Task): string {
  let t = '{';
  if (m.task_id != null) t += `"task_id":${TaskID.toJson(m.task_id)}`;
  if (m.agent_id != null) t += `${t === '{' ? '' : ','}"agent_id":${AgentID.toJson(m.agent_id)}`;
  return `${t}}`;
}
export const Call_Reconcile_Task: MessageType<Call_Reconcile_Task> = new MessageType<Call_Reconcile_Task>({
  typeName: 'mesos.v1.scheduler.Call.Reconcile.Task',
  fields: [
    { name: 'task_id', number: 1, label: 'required', type: () => TaskID },
    { name: 'agent_id', number: 2, label: 'optional', type: () => AgentID },
  ],
  write: writeCall_Reconcile_Task,
  read: readCall_Reconcile_Task,
  json: jsonCall_Reconcile_Task,
});

export interface Call_ReconcileOperations {
  operations?: Call_ReconcileOperations_Operation[];
}
function writeCall_ReconcileOperations(w: Writer, m: Call_ReconcileOperations): void {
  if (m.operations !== undefined) {
    for (let i = m.operations.length - 1; i >= 0; i--) {
      const value = m.operations[i]!;
      const size = w.size(); writeCall_ReconcileOperations_Operation(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_ReconcileOperations(r: Reader, end: number): Call_ReconcileOperations {
  const m = {} as Call_ReconcileOperations;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.operations ??= []).push(readCall_ReconcileOperations_Operation(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_ReconcileOperations(m: Call_ReconcileOperations): string {
  let t = '{';
  if (m.operations != null && m.operations.length > 0) t += `"operations":${listJson(m.operations, jsonCall_ReconcileOperations_Operation)}`;
  return `${t}}`;
}
export const Call_ReconcileOperations: MessageType<Call_ReconcileOperations> = new MessageType<Call_ReconcileOperations>({
  typeName: 'mesos.v1.scheduler.Call.ReconcileOperations',
  fields: [
    { name: 'operations', number: 1, label: 'repeated', type: () => Call_ReconcileOperations_Operation },
  ],
  write: writeCall_ReconcileOperations,
  read: readCall_ReconcileOperations,
  json: jsonCall_ReconcileOperations,
});

export interface Call_ReconcileOperations_Operation {
  operation_id: OperationID;
  agent_id?: AgentID;
  resource_provider_id?: ResourceProviderID;
}
function writeCall_ReconcileOperations_Operation(w: Writer, m: Call_ReconcileOperations_Operation): void {
  if (m.resource_provider_id !== undefined) { const size = w.size(); ResourceProviderID.write(w, m.resource_provider_id); w.varint32(w.size() - size); w.byte(26); }
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.operation_id !== undefined) { const size = w.size(); OperationID.write(w, m.operation_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_ReconcileOperations_Operation(r: Reader, end: number): Call_ReconcileOperations_Operation {
  const m = {} as Call_ReconcileOperations_Operation;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.operation_id = OperationID.read(r, r.span()); break;
      case 18: m.agent_id = AgentID.read(r, r.span()); break;
      case 26: m.resource_provider_id = ResourceProviderID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.operation_id === undefined) r.incomplete = true;
  return m;
}
function jsonCall_ReconcileOperations_Operation(m: Call_ReconcileOperations_Operation): string {
  let t = '{';
  if (m.operation_id != null) t += `"operation_id":${OperationID.toJson(m.operation_id)}`;
  if (m.agent_id != null) t += `${t === '{' ? '' : ','}"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.resource_provider_id != null) t += `${t === '{' ? '' : ','}"resource_provider_id":${ResourceProviderID.toJson(m.resource_provider_id)}`;
  return `${t}}`;
}
export const Call_ReconcileOperations_Operation: MessageType<Call_ReconcileOperations_Operation> = new MessageType<Call_ReconcileOperations_Operation>({
  typeName: 'mesos.v1.scheduler.Call.ReconcileOperations.Operation',
  fields: [
    { name: 'operation_id', number: 1, label: 'required', type: () => OperationID },
    { name: 'agent_id', number: 2, label: 'optional', type: () => AgentID },
    { name: 'resource_provider_id', number: 3, label: 'optional', type: () => ResourceProviderID },
  ],
  write: writeCall_ReconcileOperations_Operation,
  read: readCall_ReconcileOperations_Operation,
  json: jsonCall_ReconcileOperations_Operation,
});

/** To an executor, at most once. */
export interface Call_Message {
  agent_id: AgentID;
  executor_id: ExecutorID;
  data: Uint8Array;
}
function writeCall_Message(w: Writer, m: Call_Message): void {
  if (m.data !== undefined) { w.bytes(m.data); w.byte(26); }
  else w.incomplete = true;
  if (m.executor_id !== undefined) { const size = w.size(); ExecutorID.write(w, m.executor_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.agent_id !== undefined) { const size = w.size(); AgentID.write(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_Message(r: Reader, end: number): Call_Message {
  const m = {} as Call_Message;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = AgentID.read(r, r.span()); break;
      case 18: m.executor_id = ExecutorID.read(r, r.span()); break;
      case 26: m.data = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.agent_id === undefined || m.executor_id === undefined || m.data === undefined) r.incomplete = true;
  return m;
}
function jsonCall_Message(m: Call_Message): string {
  let t = '{';
  if (m.agent_id != null) t += `"agent_id":${AgentID.toJson(m.agent_id)}`;
  if (m.executor_id != null) t += `${t === '{' ? '' : ','}"executor_id":${ExecutorID.toJson(m.executor_id)}`;
  if (m.data != null) t += `${t === '{' ? '' : ','}"data":${base64Json(m.data)}`;
  return `${t}}`;
}
export const Call_Message: MessageType<Call_Message> = new MessageType<Call_Message>({
  typeName: 'mesos.v1.scheduler.Call.Message',
  fields: [
    { name: 'agent_id', number: 1, label: 'required', type: () => AgentID },
    { name: 'executor_id', number: 2, label: 'required', type: () => ExecutorID },
    { name: 'data', number: 3, label: 'required', type: 'bytes' },
  ],
  write: writeCall_Message,
  read: readCall_Message,
  json: jsonCall_Message,
});

export interface Call_Request {
  requests?: Request[];
}
function writeCall_Request(w: Writer, m: Call_Request): void {
  if (m.requests !== undefined) {
    for (let i = m.requests.length - 1; i >= 0; i--) {
      const value = m.requests[i]!;
      const size = w.size(); Request.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_Request(r: Reader, end: number): Call_Request {
  const m = {} as Call_Request;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.requests ??= []).push(Request.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_Request(m: Call_Request): string {
  let t = '{';
  if (m.requests != null && m.requests.length > 0) t += `"requests":${listJson(m.requests, (one) => Request.toJson(one))}`;
  return `${t}}`;
}
export const Call_Request: MessageType<Call_Request> = new MessageType<Call_Request>({
  typeName: 'mesos.v1.scheduler.Call.Request',
  fields: [
    { name: 'requests', number: 1, label: 'repeated', type: () => Request },
  ],
  write: writeCall_Request,
  read: readCall_Request,
  json: jsonCall_Request,
});

/** No more offers until REVIVE. No roles: all of them. */
export interface Call_Suppress {
  roles?: string[];
}
function writeCall_Suppress(w: Writer, m: Call_Suppress): void {
  if (m.roles !== undefined) {
    for (let i = m.roles.length - 1; i >= 0; i--) {
      const value = m.roles[i]!;
      w.string(value); w.byte(10);
    }
  }
}
function readCall_Suppress(r: Reader, end: number): Call_Suppress {
  const m = {} as Call_Suppress;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.roles ??= []).push(r.string()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall_Suppress(m: Call_Suppress): string {
  let t = '{';
  if (m.roles != null && m.roles.length > 0) t += `"roles":${listJson(m.roles, quoted)}`;
  return `${t}}`;
}
export const Call_Suppress: MessageType<Call_Suppress> = new MessageType<Call_Suppress>({
  typeName: 'mesos.v1.scheduler.Call.Suppress',
  fields: [
    { name: 'roles', number: 1, label: 'repeated', type: 'string' },
  ],
  write: writeCall_Suppress,
  read: readCall_Suppress,
  json: jsonCall_Suppress,
});

/** A changed FrameworkInfo; answered 200 or 400, unlike others. */
export interface Call_UpdateFramework {
  framework_info: FrameworkInfo;
  suppressed_roles?: string[];
  offer_constraints?: OfferConstraints;
}
function writeCall_UpdateFramework(w: Writer, m: Call_UpdateFramework): void {
  if (m.offer_constraints !== undefined) { const size = w.size(); writeOfferConstraints(w, m.offer_constraints); w.varint32(w.size() - size); w.byte(26); }
  if (m.suppressed_roles !== undefined) {
    for (let i = m.suppressed_roles.length - 1; i >= 0; i--) {
      const value = m.suppressed_roles[i]!;
      w.string(value); w.byte(18);
    }
  }
  if (m.framework_info !== undefined) { const size = w.size(); FrameworkInfo.write(w, m.framework_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_UpdateFramework(r: Reader, end: number): Call_UpdateFramework {
  const m = {} as Call_UpdateFramework;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_info = FrameworkInfo.read(r, r.span()); break;
      case 18: (m.suppressed_roles ??= []).push(r.string()); break;
      case 26: m.offer_constraints = readOfferConstraints(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.framework_info === undefined) r.incomplete = true;
  return m;
}
function jsonCall_UpdateFramework(m: Call_UpdateFramework): string {
  let t = '{';
  if (m.framework_info != null) t += `"framework_info":${FrameworkInfo.toJson(m.framework_info)}`;
  if (m.suppressed_roles != null && m.suppressed_roles.length > 0) t += `${t === '{' ? '' : ','}"suppressed_roles":${listJson(m.suppressed_roles, quoted)}`;
  if (m.offer_constraints != null) t += `${t === '{' ? '' : ','}"offer_constraints":${jsonOfferConstraints(m.offer_constraints)}`;
  return `${t}}`;
}
export const Call_UpdateFramework: MessageType<Call_UpdateFramework> = new MessageType<Call_UpdateFramework>({
  typeName: 'mesos.v1.scheduler.Call.UpdateFramework',
  fields: [
    { name: 'framework_info', number: 1, label: 'required', type: () => FrameworkInfo },
    { name: 'suppressed_roles', number: 2, label: 'repeated', type: 'string' },
    { name: 'offer_constraints', number: 3, label: 'optional', type: () => OfferConstraints },
  ],
  write: writeCall_UpdateFramework,
  read: readCall_UpdateFramework,
  json: jsonCall_UpdateFramework,
});

/** How the older libraries wrap answers. */
export interface APIResult {
  status_code: number;
  response?: Response;
  error?: string;
}
function writeAPIResult(w: Writer, m: APIResult): void {
  if (m.error !== undefined) { w.string(m.error); w.byte(26); }
  if (m.response !== undefined) { const size = w.size(); writeResponse(w, m.response); w.varint32(w.size() - size); w.byte(18); }
  if (m.status_code !== undefined) { w.uint32(m.status_code); w.byte(8); }
  else w.incomplete = true;
}
function readAPIResult(r: Reader, end: number): APIResult {
  const m = {} as APIResult;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.status_code = r.uint32(); break;
      case 18: m.response = readResponse(r, r.span()); break;
      case 26: m.error = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status_code === undefined) r.incomplete = true;
  return m;
}
function jsonAPIResult(m: APIResult): string {
  let t = '{';
  if (m.status_code != null) t += `"status_code":${String(m.status_code)}`;
  if (m.response != null) t += `${t === '{' ? '' : ','}"response":${jsonResponse(m.response)}`;
  if (m.error != null) t += `${t === '{' ? '' : ','}"error":${quoted(m.error)}`;
  return `${t}}`;
}
export const APIResult: MessageType<APIResult> = new MessageType<APIResult>({
  typeName: 'mesos.v1.scheduler.APIResult',
  fields: [
    { name: 'status_code', number: 1, label: 'required', type: 'uint32' },
    { name: 'response', number: 2, label: 'optional', type: () => Response },
    { name: 'error', number: 3, label: 'optional', type: 'string' },
  ],
  write: writeAPIResult,
  read: readAPIResult,
  json: jsonAPIResult,
});
