/**
 * Messages of package mesos.internal.log.
 * Generated from proto/mesos/internal/log.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { EnumType } from '../codec/schema.ts';
import type { Long } from '../codec/long.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { base64Json } from '../codec/json-write.ts';

export type Action_Type =
  | 'NOP'
  | 'APPEND'
  | 'TRUNCATE';
export const Action_Type = new EnumType<Action_Type>('mesos.internal.log.Action.Type', {
  NOP: 1,
  APPEND: 2,
  TRUNCATE: 3,
});

export type Metadata_Status =
  | 'VOTING'
  | 'RECOVERING'
  | 'STARTING'
  | 'EMPTY';
export const Metadata_Status = new EnumType<Metadata_Status>('mesos.internal.log.Metadata.Status', {
  VOTING: 1,
  RECOVERING: 2,
  STARTING: 3,
  EMPTY: 4,
});

export type Record_Type =
  | 'PROMISE'
  | 'ACTION'
  | 'METADATA';
export const Record_Type = new EnumType<Record_Type>('mesos.internal.log.Record.Type', {
  PROMISE: 1,
  ACTION: 2,
  METADATA: 3,
});

export type PromiseResponse_Type =
  | 'ACCEPT'
  | 'REJECT'
  | 'IGNORED';
export const PromiseResponse_Type = new EnumType<PromiseResponse_Type>('mesos.internal.log.PromiseResponse.Type', {
  ACCEPT: 1,
  REJECT: 2,
  IGNORED: 3,
});

export type WriteResponse_Type =
  | 'ACCEPT'
  | 'REJECT'
  | 'IGNORED';
export const WriteResponse_Type = new EnumType<WriteResponse_Type>('mesos.internal.log.WriteResponse.Type', {
  ACCEPT: 1,
  REJECT: 2,
  IGNORED: 3,
});

export interface Promise {
  proposal: Long;
}
function writePromise(w: Writer, m: Promise): void {
  if (m.proposal !== undefined) { w.uint64(m.proposal); w.byte(8); }
  else w.incomplete = true;
}
function readPromise(r: Reader, end: number): Promise {
  const m = {} as Promise;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.proposal = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.proposal === undefined) r.incomplete = true;
  return m;
}
function jsonPromise(m: Promise): string {
  let t = '{';
  if (m.proposal != null) t += `"proposal":${String(m.proposal)}`;
  return `${t}}`;
}
export const Promise: MessageType<Promise> = new MessageType<Promise>({
  typeName: 'mesos.internal.log.Promise',
  fields: [
    { name: 'proposal', number: 1, label: 'required', type: 'uint64' },
  ],
  write: writePromise,
  read: readPromise,
  json: jsonPromise,
});

export interface Action {
  position: Long;
  promised: Long;
  performed?: Long;
  learned?: boolean;
  type?: Action_Type;
  nop?: Action_Nop;
  append?: Action_Append;
  truncate?: Action_Truncate;
}
function writeAction(w: Writer, m: Action): void {
  if (m.truncate !== undefined) { const size = w.size(); writeAction_Truncate(w, m.truncate); w.varint32(w.size() - size); w.byte(66); }
  if (m.append !== undefined) { const size = w.size(); writeAction_Append(w, m.append); w.varint32(w.size() - size); w.byte(58); }
  if (m.nop !== undefined) { const size = w.size(); writeAction_Nop(w, m.nop); w.varint32(w.size() - size); w.byte(50); }
  if (m.type !== undefined) { w.int32(Action_Type.numberOf(m.type)); w.byte(40); }
  if (m.learned !== undefined) { w.bool(m.learned); w.byte(32); }
  if (m.performed !== undefined) { w.uint64(m.performed); w.byte(24); }
  if (m.promised !== undefined) { w.uint64(m.promised); w.byte(16); }
  else w.incomplete = true;
  if (m.position !== undefined) { w.uint64(m.position); w.byte(8); }
  else w.incomplete = true;
}
function readAction(r: Reader, end: number): Action {
  const m = {} as Action;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.position = r.uint64(); break;
      case 16: m.promised = r.uint64(); break;
      case 24: m.performed = r.uint64(); break;
      case 32: m.learned = r.bool(); break;
      case 40: { const value = Action_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 50: m.nop = readAction_Nop(r, r.span()); break;
      case 58: m.append = readAction_Append(r, r.span()); break;
      case 66: m.truncate = readAction_Truncate(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.position === undefined || m.promised === undefined) r.incomplete = true;
  return m;
}
function jsonAction(m: Action): string {
  let t = '{';
  if (m.position != null) t += `"position":${String(m.position)}`;
  if (m.promised != null) t += `${t === '{' ? '' : ','}"promised":${String(m.promised)}`;
  if (m.performed != null) t += `${t === '{' ? '' : ','}"performed":${String(m.performed)}`;
  if (m.learned != null) t += `${t === '{' ? '' : ','}"learned":${String(m.learned)}`;
  if (m.type != null) t += `${t === '{' ? '' : ','}"type":"${m.type}"`;
  if (m.nop != null) t += `${t === '{' ? '' : ','}"nop":${jsonAction_Nop(m.nop)}`;
  if (m.append != null) t += `${t === '{' ? '' : ','}"append":${jsonAction_Append(m.append)}`;
  if (m.truncate != null) t += `${t === '{' ? '' : ','}"truncate":${jsonAction_Truncate(m.truncate)}`;
  return `${t}}`;
}
export const Action: MessageType<Action> = new MessageType<Action>({
  typeName: 'mesos.internal.log.Action',
  fields: [
    { name: 'position', number: 1, label: 'required', type: 'uint64' },
    { name: 'promised', number: 2, label: 'required', type: 'uint64' },
    { name: 'performed', number: 3, label: 'optional', type: 'uint64' },
    { name: 'learned', number: 4, label: 'optional', type: 'bool' },
    { name: 'type', number: 5, label: 'optional', type: Action_Type },
    { name: 'nop', number: 6, label: 'optional', type: () => Action_Nop },
    { name: 'append', number: 7, label: 'optional', type: () => Action_Append },
    { name: 'truncate', number: 8, label: 'optional', type: () => Action_Truncate },
  ],
  write: writeAction,
  read: readAction,
  json: jsonAction,
});

export interface Action_Nop {
  tombstone?: boolean;
}
function writeAction_Nop(w: Writer, m: Action_Nop): void {
  if (m.tombstone !== undefined) { w.bool(m.tombstone); w.byte(8); }
}
function readAction_Nop(r: Reader, end: number): Action_Nop {
  const m = {} as Action_Nop;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.tombstone = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonAction_Nop(m: Action_Nop): string {
  let t = '{';
  if (m.tombstone != null) t += `"tombstone":${String(m.tombstone)}`;
  return `${t}}`;
}
export const Action_Nop: MessageType<Action_Nop> = new MessageType<Action_Nop>({
  typeName: 'mesos.internal.log.Action.Nop',
  fields: [
    { name: 'tombstone', number: 1, label: 'optional', type: 'bool' },
  ],
  write: writeAction_Nop,
  read: readAction_Nop,
  json: jsonAction_Nop,
});

export interface Action_Append {
  bytes: Uint8Array;
  cksum?: Uint8Array;
}
function writeAction_Append(w: Writer, m: Action_Append): void {
  if (m.cksum !== undefined) { w.bytes(m.cksum); w.byte(18); }
  if (m.bytes !== undefined) { w.bytes(m.bytes); w.byte(10); }
  else w.incomplete = true;
}
function readAction_Append(r: Reader, end: number): Action_Append {
  const m = {} as Action_Append;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.bytes = r.bytes(); break;
      case 18: m.cksum = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.bytes === undefined) r.incomplete = true;
  return m;
}
function jsonAction_Append(m: Action_Append): string {
  let t = '{';
  if (m.bytes != null) t += `"bytes":${base64Json(m.bytes)}`;
  if (m.cksum != null) t += `${t === '{' ? '' : ','}"cksum":${base64Json(m.cksum)}`;
  return `${t}}`;
}
export const Action_Append: MessageType<Action_Append> = new MessageType<Action_Append>({
  typeName: 'mesos.internal.log.Action.Append',
  fields: [
    { name: 'bytes', number: 1, label: 'required', type: 'bytes' },
    { name: 'cksum', number: 2, label: 'optional', type: 'bytes' },
  ],
  write: writeAction_Append,
  read: readAction_Append,
  json: jsonAction_Append,
});

export interface Action_Truncate {
  to: Long;
}
function writeAction_Truncate(w: Writer, m: Action_Truncate): void {
  if (m.to !== undefined) { w.uint64(m.to); w.byte(8); }
  else w.incomplete = true;
}
function readAction_Truncate(r: Reader, end: number): Action_Truncate {
  const m = {} as Action_Truncate;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.to = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.to === undefined) r.incomplete = true;
  return m;
}
function jsonAction_Truncate(m: Action_Truncate): string {
  let t = '{';
  if (m.to != null) t += `"to":${String(m.to)}`;
  return `${t}}`;
}
export const Action_Truncate: MessageType<Action_Truncate> = new MessageType<Action_Truncate>({
  typeName: 'mesos.internal.log.Action.Truncate',
  fields: [
    { name: 'to', number: 1, label: 'required', type: 'uint64' },
  ],
  write: writeAction_Truncate,
  read: readAction_Truncate,
  json: jsonAction_Truncate,
});

export interface Metadata {
  /** Default: EMPTY. */
  status: Metadata_Status;
  /** Default: 0. */
  promised: Long;
}
function writeMetadata(w: Writer, m: Metadata): void {
  if (m.promised !== undefined) { w.uint64(m.promised); w.byte(16); }
  else w.incomplete = true;
  if (m.status !== undefined) { w.int32(Metadata_Status.numberOf(m.status)); w.byte(8); }
  else w.incomplete = true;
}
function readMetadata(r: Reader, end: number): Metadata {
  const m = {} as Metadata;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Metadata_Status.nameOf(r.uint32()); if (value !== undefined) m.status = value; break; }
      case 16: m.promised = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status === undefined || m.promised === undefined) r.incomplete = true;
  return m;
}
function jsonMetadata(m: Metadata): string {
  let t = '{';
  t += `"status":"${(m.status ?? "EMPTY")}"`;
  t += `${t === '{' ? '' : ','}"promised":${String((m.promised ?? 0))}`;
  return `${t}}`;
}
export const Metadata: MessageType<Metadata> = new MessageType<Metadata>({
  typeName: 'mesos.internal.log.Metadata',
  fields: [
    { name: 'status', number: 1, label: 'required', type: Metadata_Status, default: "EMPTY" },
    { name: 'promised', number: 2, label: 'required', type: 'uint64', default: 0 },
  ],
  write: writeMetadata,
  read: readMetadata,
  json: jsonMetadata,
});

export interface Record {
  type: Record_Type;
  promise?: Promise;
  action?: Action;
  metadata?: Metadata;
}
function writeRecord(w: Writer, m: Record): void {
  if (m.metadata !== undefined) { const size = w.size(); writeMetadata(w, m.metadata); w.varint32(w.size() - size); w.byte(34); }
  if (m.action !== undefined) { const size = w.size(); writeAction(w, m.action); w.varint32(w.size() - size); w.byte(26); }
  if (m.promise !== undefined) { const size = w.size(); writePromise(w, m.promise); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Record_Type.numberOf(m.type)); w.byte(8); }
  else w.incomplete = true;
}
function readRecord(r: Reader, end: number): Record {
  const m = {} as Record;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Record_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.promise = readPromise(r, r.span()); break;
      case 26: m.action = readAction(r, r.span()); break;
      case 34: m.metadata = readMetadata(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined) r.incomplete = true;
  return m;
}
function jsonRecord(m: Record): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.promise != null) t += `${t === '{' ? '' : ','}"promise":${jsonPromise(m.promise)}`;
  if (m.action != null) t += `${t === '{' ? '' : ','}"action":${jsonAction(m.action)}`;
  if (m.metadata != null) t += `${t === '{' ? '' : ','}"metadata":${jsonMetadata(m.metadata)}`;
  return `${t}}`;
}
export const Record: MessageType<Record> = new MessageType<Record>({
  typeName: 'mesos.internal.log.Record',
  fields: [
    { name: 'type', number: 1, label: 'required', type: Record_Type },
    { name: 'promise', number: 2, label: 'optional', type: () => Promise },
    { name: 'action', number: 3, label: 'optional', type: () => Action },
    { name: 'metadata', number: 4, label: 'optional', type: () => Metadata },
  ],
  write: writeRecord,
  read: readRecord,
  json: jsonRecord,
});

export interface PromiseRequest {
  proposal: Long;
  position?: Long;
}
function writePromiseRequest(w: Writer, m: PromiseRequest): void {
  if (m.position !== undefined) { w.uint64(m.position); w.byte(16); }
  if (m.proposal !== undefined) { w.uint64(m.proposal); w.byte(8); }
  else w.incomplete = true;
}
function readPromiseRequest(r: Reader, end: number): PromiseRequest {
  const m = {} as PromiseRequest;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.proposal = r.uint64(); break;
      case 16: m.position = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.proposal === undefined) r.incomplete = true;
  return m;
}
function jsonPromiseRequest(m: PromiseRequest): string {
  let t = '{';
  if (m.proposal != null) t += `"proposal":${String(m.proposal)}`;
  if (m.position != null) t += `${t === '{' ? '' : ','}"position":${String(m.position)}`;
  return `${t}}`;
}
export const PromiseRequest: MessageType<PromiseRequest> = new MessageType<PromiseRequest>({
  typeName: 'mesos.internal.log.PromiseRequest',
  fields: [
    { name: 'proposal', number: 1, label: 'required', type: 'uint64' },
    { name: 'position', number: 2, label: 'optional', type: 'uint64' },
  ],
  write: writePromiseRequest,
  read: readPromiseRequest,
  json: jsonPromiseRequest,
});

export interface PromiseResponse {
  okay: boolean;
  proposal: Long;
  action?: Action;
  position?: Long;
  type?: PromiseResponse_Type;
}
function writePromiseResponse(w: Writer, m: PromiseResponse): void {
  if (m.type !== undefined) { w.int32(PromiseResponse_Type.numberOf(m.type)); w.byte(40); }
  if (m.position !== undefined) { w.uint64(m.position); w.byte(32); }
  if (m.action !== undefined) { const size = w.size(); writeAction(w, m.action); w.varint32(w.size() - size); w.byte(26); }
  if (m.proposal !== undefined) { w.uint64(m.proposal); w.byte(16); }
  else w.incomplete = true;
  if (m.okay !== undefined) { w.bool(m.okay); w.byte(8); }
  else w.incomplete = true;
}
function readPromiseResponse(r: Reader, end: number): PromiseResponse {
  const m = {} as PromiseResponse;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.okay = r.bool(); break;
      case 16: m.proposal = r.uint64(); break;
      case 26: m.action = readAction(r, r.span()); break;
      case 32: m.position = r.uint64(); break;
      case 40: { const value = PromiseResponse_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.okay === undefined || m.proposal === undefined) r.incomplete = true;
  return m;
}
function jsonPromiseResponse(m: PromiseResponse): string {
  let t = '{';
  if (m.okay != null) t += `"okay":${String(m.okay)}`;
  if (m.proposal != null) t += `${t === '{' ? '' : ','}"proposal":${String(m.proposal)}`;
  if (m.action != null) t += `${t === '{' ? '' : ','}"action":${jsonAction(m.action)}`;
  if (m.position != null) t += `${t === '{' ? '' : ','}"position":${String(m.position)}`;
  if (m.type != null) t += `${t === '{' ? '' : ','}"type":"${m.type}"`;
  return `${t}}`;
}
export const PromiseResponse: MessageType<PromiseResponse> = new MessageType<PromiseResponse>({
  typeName: 'mesos.internal.log.PromiseResponse',
  fields: [
    { name: 'okay', number: 1, label: 'required', type: 'bool' },
    { name: 'proposal', number: 2, label: 'required', type: 'uint64' },
    { name: 'action', number: 3, label: 'optional', type: () => Action },
    { name: 'position', number: 4, label: 'optional', type: 'uint64' },
    { name: 'type', number: 5, label: 'optional', type: PromiseResponse_Type },
  ],
  write: writePromiseResponse,
  read: readPromiseResponse,
  json: jsonPromiseResponse,
});

export interface WriteRequest {
  proposal: Long;
  position: Long;
  learned?: boolean;
  type: Action_Type;
  nop?: Action_Nop;
  append?: Action_Append;
  truncate?: Action_Truncate;
}
function writeWriteRequest(w: Writer, m: WriteRequest): void {
  if (m.truncate !== undefined) { const size = w.size(); writeAction_Truncate(w, m.truncate); w.varint32(w.size() - size); w.byte(58); }
  if (m.append !== undefined) { const size = w.size(); writeAction_Append(w, m.append); w.varint32(w.size() - size); w.byte(50); }
  if (m.nop !== undefined) { const size = w.size(); writeAction_Nop(w, m.nop); w.varint32(w.size() - size); w.byte(42); }
  if (m.type !== undefined) { w.int32(Action_Type.numberOf(m.type)); w.byte(32); }
  else w.incomplete = true;
  if (m.learned !== undefined) { w.bool(m.learned); w.byte(24); }
  if (m.position !== undefined) { w.uint64(m.position); w.byte(16); }
  else w.incomplete = true;
  if (m.proposal !== undefined) { w.uint64(m.proposal); w.byte(8); }
  else w.incomplete = true;
}
function readWriteRequest(r: Reader, end: number): WriteRequest {
  const m = {} as WriteRequest;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.proposal = r.uint64(); break;
      case 16: m.position = r.uint64(); break;
      case 24: m.learned = r.bool(); break;
      case 32: { const value = Action_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 42: m.nop = readAction_Nop(r, r.span()); break;
      case 50: m.append = readAction_Append(r, r.span()); break;
      case 58: m.truncate = readAction_Truncate(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.proposal === undefined || m.position === undefined || m.type === undefined) r.incomplete = true;
  return m;
}
function jsonWriteRequest(m: WriteRequest): string {
  let t = '{';
  if (m.proposal != null) t += `"proposal":${String(m.proposal)}`;
  if (m.position != null) t += `${t === '{' ? '' : ','}"position":${String(m.position)}`;
  if (m.learned != null) t += `${t === '{' ? '' : ','}"learned":${String(m.learned)}`;
  if (m.type != null) t += `${t === '{' ? '' : ','}"type":"${m.type}"`;
  if (m.nop != null) t += `${t === '{' ? '' : ','}"nop":${jsonAction_Nop(m.nop)}`;
  if (m.append != null) t += `${t === '{' ? '' : ','}"append":${jsonAction_Append(m.append)}`;
  if (m.truncate != null) t += `${t === '{' ? '' : ','}"truncate":${jsonAction_Truncate(m.truncate)}`;
  return `${t}}`;
}
export const WriteRequest: MessageType<WriteRequest> = new MessageType<WriteRequest>({
  typeName: 'mesos.internal.log.WriteRequest',
  fields: [
    { name: 'proposal', number: 1, label: 'required', type: 'uint64' },
    { name: 'position', number: 2, label: 'required', type: 'uint64' },
    { name: 'learned', number: 3, label: 'optional', type: 'bool' },
    { name: 'type', number: 4, label: 'required', type: Action_Type },
    { name: 'nop', number: 5, label: 'optional', type: () => Action_Nop },
    { name: 'append', number: 6, label: 'optional', type: () => Action_Append },
    { name: 'truncate', number: 7, label: 'optional', type: () => Action_Truncate },
  ],
  write: writeWriteRequest,
  read: readWriteRequest,
  json: jsonWriteRequest,
});

export interface WriteResponse {
  okay: boolean;
  proposal: Long;
  position: Long;
  type?: WriteResponse_Type;
}
function writeWriteResponse(w: Writer, m: WriteResponse): void {
  if (m.type !== undefined) { w.int32(WriteResponse_Type.numberOf(m.type)); w.byte(32); }
  if (m.position !== undefined) { w.uint64(m.position); w.byte(24); }
  else w.incomplete = true;
  if (m.proposal !== undefined) { w.uint64(m.proposal); w.byte(16); }
  else w.incomplete = true;
  if (m.okay !== undefined) { w.bool(m.okay); w.byte(8); }
  else w.incomplete = true;
}
function readWriteResponse(r: Reader, end: number): WriteResponse {
  const m = {} as WriteResponse;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.okay = r.bool(); break;
      case 16: m.proposal = r.uint64(); break;
      case 24: m.position = r.uint64(); break;
      case 32: { const value = WriteResponse_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.okay === undefined || m.proposal === undefined || m.position === undefined) r.incomplete = true;
  return m;
}
function jsonWriteResponse(m: WriteResponse): string {
  let t = '{';
  if (m.okay != null) t += `"okay":${String(m.okay)}`;
  if (m.proposal != null) t += `${t === '{' ? '' : ','}"proposal":${String(m.proposal)}`;
  if (m.position != null) t += `${t === '{' ? '' : ','}"position":${String(m.position)}`;
  if (m.type != null) t += `${t === '{' ? '' : ','}"type":"${m.type}"`;
  return `${t}}`;
}
export const WriteResponse: MessageType<WriteResponse> = new MessageType<WriteResponse>({
  typeName: 'mesos.internal.log.WriteResponse',
  fields: [
    { name: 'okay', number: 1, label: 'required', type: 'bool' },
    { name: 'proposal', number: 2, label: 'required', type: 'uint64' },
    { name: 'position', number: 3, label: 'required', type: 'uint64' },
    { name: 'type', number: 4, label: 'optional', type: WriteResponse_Type },
  ],
  write: writeWriteResponse,
  read: readWriteResponse,
  json: jsonWriteResponse,
});

export interface LearnedMessage {
  action: Action;
}
function writeLearnedMessage(w: Writer, m: LearnedMessage): void {
  if (m.action !== undefined) { const size = w.size(); writeAction(w, m.action); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readLearnedMessage(r: Reader, end: number): LearnedMessage {
  const m = {} as LearnedMessage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.action = readAction(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.action === undefined) r.incomplete = true;
  return m;
}
function jsonLearnedMessage(m: LearnedMessage): string {
  let t = '{';
  if (m.action != null) t += `"action":${jsonAction(m.action)}`;
  return `${t}}`;
}
export const LearnedMessage: MessageType<LearnedMessage> = new MessageType<LearnedMessage>({
  typeName: 'mesos.internal.log.LearnedMessage',
  fields: [
    { name: 'action', number: 1, label: 'required', type: () => Action },
  ],
  write: writeLearnedMessage,
  read: readLearnedMessage,
  json: jsonLearnedMessage,
});

export interface RecoverRequest {
}
function writeRecoverRequest(w: Writer, m: RecoverRequest): void {
  void w;
  void m;
}
function readRecoverRequest(r: Reader, end: number): RecoverRequest {
  const m = {} as RecoverRequest;
  while (r.pos < end) {
    const tag = r.uint32();
    r.skip(tag);
  }
  r.close(end);
  return m;
}
function jsonRecoverRequest(m: RecoverRequest): string {
  void m;
  return '{}';
}
export const RecoverRequest: MessageType<RecoverRequest> = new MessageType<RecoverRequest>({
  typeName: 'mesos.internal.log.RecoverRequest',
  fields: [
  ],
  write: writeRecoverRequest,
  read: readRecoverRequest,
  json: jsonRecoverRequest,
});

export interface RecoverResponse {
  status: Metadata_Status;
  begin?: Long;
  end?: Long;
}
function writeRecoverResponse(w: Writer, m: RecoverResponse): void {
  if (m.end !== undefined) { w.uint64(m.end); w.byte(24); }
  if (m.begin !== undefined) { w.uint64(m.begin); w.byte(16); }
  if (m.status !== undefined) { w.int32(Metadata_Status.numberOf(m.status)); w.byte(8); }
  else w.incomplete = true;
}
function readRecoverResponse(r: Reader, end: number): RecoverResponse {
  const m = {} as RecoverResponse;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Metadata_Status.nameOf(r.uint32()); if (value !== undefined) m.status = value; break; }
      case 16: m.begin = r.uint64(); break;
      case 24: m.end = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status === undefined) r.incomplete = true;
  return m;
}
function jsonRecoverResponse(m: RecoverResponse): string {
  let t = '{';
  if (m.status != null) t += `"status":"${m.status}"`;
  if (m.begin != null) t += `${t === '{' ? '' : ','}"begin":${String(m.begin)}`;
  if (m.end != null) t += `${t === '{' ? '' : ','}"end":${String(m.end)}`;
  return `${t}}`;
}
export const RecoverResponse: MessageType<RecoverResponse> = new MessageType<RecoverResponse>({
  typeName: 'mesos.internal.log.RecoverResponse',
  fields: [
    { name: 'status', number: 1, label: 'required', type: Metadata_Status },
    { name: 'begin', number: 2, label: 'optional', type: 'uint64' },
    { name: 'end', number: 3, label: 'optional', type: 'uint64' },
  ],
  write: writeRecoverResponse,
  read: readRecoverResponse,
  json: jsonRecoverResponse,
});
