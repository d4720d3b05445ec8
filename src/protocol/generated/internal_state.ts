/**
 * Messages of package mesos.internal.state.
 * Generated from proto/mesos/internal/state.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { EnumType } from '../codec/schema.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { base64Json, quoted } from '../codec/json-write.ts';

export type Operation_Type =
  | 'SNAPSHOT'
  | 'DIFF'
  | 'EXPUNGE';
export const Operation_Type = new EnumType<Operation_Type>('mesos.internal.state.Operation.Type', {
  SNAPSHOT: 1,
  DIFF: 3,
  EXPUNGE: 2,
});

export interface Operation {
  type: Operation_Type;
  snapshot?: Operation_Snapshot;
  expunge?: Operation_Expunge;
  diff?: Operation_Diff;
}
function writeOperation(w: Writer, m: Operation): void {
  if (m.diff !== undefined) { const size = w.size(); writeOperation_Diff(w, m.diff); w.varint32(w.size() - size); w.byte(34); }
  if (m.expunge !== undefined) { const size = w.size(); writeOperation_Expunge(w, m.expunge); w.varint32(w.size() - size); w.byte(26); }
  if (m.snapshot !== undefined) { const size = w.size(); writeOperation_Snapshot(w, m.snapshot); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Operation_Type.numberOf(m.type)); w.byte(8); }
  else w.incomplete = true;
}
function readOperation(r: Reader, end: number): Operation {
  const m = {} as Operation;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Operation_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.snapshot = readOperation_Snapshot(r, r.span()); break;
      case 26: m.expunge = readOperation_Expunge(r, r.span()); break;
      case 34: m.diff = readOperation_Diff(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined) r.incomplete = true;
  return m;
}
function jsonOperation(m: Operation): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.snapshot != null) t += `${t === '{' ? '' : ','}"snapshot":${jsonOperation_Snapshot(m.snapshot)}`;
  if (m.expunge != null) t += `${t === '{' ? '' : ','}"expunge":${jsonOperation_Expunge(m.expunge)}`;
  if (m.diff != null) t += `${t === '{' ? '' : ','}"diff":${jsonOperation_Diff(m.diff)}`;
  return `${t}}`;
}
export const Operation: MessageType<Operation> = new MessageType<Operation>({
  typeName: 'mesos.internal.state.Operation',
  fields: [
    { name: 'type', number: 1, label: 'required', type: Operation_Type },
    { name: 'snapshot', number: 2, label: 'optional', type: () => Operation_Snapshot },
    { name: 'expunge', number: 3, label: 'optional', type: () => Operation_Expunge },
    { name: 'diff', number: 4, label: 'optional', type: () => Operation_Diff },
  ],
  write: writeOperation,
  read: readOperation,
  json: jsonOperation,
});

export interface Operation_Snapshot {
  entry: Entry;
}
function writeOperation_Snapshot(w: Writer, m: Operation_Snapshot): void {
  if (m.entry !== undefined) { const size = w.size(); writeEntry(w, m.entry); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readOperation_Snapshot(r: Reader, end: number): Operation_Snapshot {
  const m = {} as Operation_Snapshot;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.entry = readEntry(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.entry === undefined) r.incomplete = true;
  return m;
}
function jsonOperation_Snapshot(m: Operation_Snapshot): string {
  let t = '{';
  if (m.entry != null) t += `"entry":${jsonEntry(m.entry)}`;
  return `${t}}`;
}
export const Operation_Snapshot: MessageType<Operation_Snapshot> = new MessageType<Operation_Snapshot>({
  typeName: 'mesos.internal.state.Operation.Snapshot',
  fields: [
    { name: 'entry', number: 1, label: 'required', type: () => Entry },
  ],
  write: writeOperation_Snapshot,
  read: readOperation_Snapshot,
  json: jsonOperation_Snapshot,
});

export interface Operation_Diff {
  entry: Entry;
}
function writeOperation_Diff(w: Writer, m: Operation_Diff): void {
  if (m.entry !== undefined) { const size = w.size(); writeEntry(w, m.entry); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readOperation_Diff(r: Reader, end: number): Operation_Diff {
  const m = {} as Operation_Diff;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.entry = readEntry(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.entry === undefined) r.incomplete = true;
  return m;
}
function jsonOperation_Diff(m: Operation_Diff): string {
  let t = '{';
  if (m.entry != null) t += `"entry":${jsonEntry(m.entry)}`;
  return `${t}}`;
}
export const Operation_Diff: MessageType<Operation_Diff> = new MessageType<Operation_Diff>({
  typeName: 'mesos.internal.state.Operation.Diff',
  fields: [
    { name: 'entry', number: 1, label: 'required', type: () => Entry },
  ],
  write: writeOperation_Diff,
  read: readOperation_Diff,
  json: jsonOperation_Diff,
});

export interface Operation_Expunge {
  name: string;
}
function writeOperation_Expunge(w: Writer, m: Operation_Expunge): void {
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readOperation_Expunge(r: Reader, end: number): Operation_Expunge {
  const m = {} as Operation_Expunge;
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
function jsonOperation_Expunge(m: Operation_Expunge): string {
  let t = '{';
  if (m.name != null) t += `"name":${quoted(m.name)}`;
  return `${t}}`;
}
export const Operation_Expunge: MessageType<Operation_Expunge> = new MessageType<Operation_Expunge>({
  typeName: 'mesos.internal.state.Operation.Expunge',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
  ],
  write: writeOperation_Expunge,
  read: readOperation_Expunge,
  json: jsonOperation_Expunge,
});

export interface Entry {
  name: string;
  uuid: Uint8Array;
  value: Uint8Array;
}
function writeEntry(w: Writer, m: Entry): void {
  if (m.value !== undefined) { w.bytes(m.value); w.byte(26); }
  else w.incomplete = true;
  if (m.uuid !== undefined) { w.bytes(m.uuid); w.byte(18); }
  else w.incomplete = true;
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readEntry(r: Reader, end: number): Entry {
  const m = {} as Entry;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 18: m.uuid = r.bytes(); break;
      case 26: m.value = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined || m.uuid === undefined || m.value === undefined) r.incomplete = true;
  return m;
}
function jsonEntry(m: Entry): string {
  let t = '{';
  if (m.name != null) t += `"name":${quoted(m.name)}`;
  if (m.uuid != null) t += `${t === '{' ? '' : ','}"uuid":${base64Json(m.uuid)}`;
  if (m.value != null) t += `${t === '{' ? '' : ','}"value":${base64Json(m.value)}`;
  return `${t}}`;
}
export const Entry: MessageType<Entry> = new MessageType<Entry>({
  typeName: 'mesos.internal.state.Entry',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'uuid', number: 2, label: 'required', type: 'bytes' },
    { name: 'value', number: 3, label: 'required', type: 'bytes' },
  ],
  write: writeEntry,
  read: readEntry,
  json: jsonEntry,
});
