/**
 * Messages of package mesos.v1.allocator.
 * Generated from proto/mesos/v1/allocator/allocator.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { EnumType } from '../codec/schema.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { FrameworkID, TimeInfo } from './mesos.ts';

export type InverseOfferStatus_Status =
  | 'UNKNOWN'
  | 'ACCEPT'
  | 'DECLINE';
export const InverseOfferStatus_Status = new EnumType<InverseOfferStatus_Status>('mesos.v1.allocator.InverseOfferStatus.Status', {
  UNKNOWN: 1,
  ACCEPT: 2,
  DECLINE: 3,
});

/** The last answer of a framework. */
export interface InverseOfferStatus {
  status: InverseOfferStatus_Status;
  framework_id: FrameworkID;
  timestamp: TimeInfo;
}
function writeInverseOfferStatus(w: Writer, m: InverseOfferStatus): void {
  if (m.timestamp !== undefined) { const size = w.size(); TimeInfo.write(w, m.timestamp); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.status !== undefined) { w.int32(InverseOfferStatus_Status.numberOf(m.status)); w.byte(8); }
  else w.incomplete = true;
}
function readInverseOfferStatus(r: Reader, end: number): InverseOfferStatus {
  const m = {} as InverseOfferStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = InverseOfferStatus_Status.nameOf(r.uint32()); if (value !== undefined) m.status = value; break; }
      case 18: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 26: m.timestamp = TimeInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status === undefined || m.framework_id === undefined || m.timestamp === undefined) r.incomplete = true;
  return m;
}
function jsonInverseOfferStatus(m: InverseOfferStatus): string {
  let t = '{';
  if (m.status != null) t += `"status":"${m.status}"`;
  if (m.framework_id != null) t += `${t === '{' ? '' : ','}"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.timestamp != null) t += `${t === '{' ? '' : ','}"timestamp":${TimeInfo.toJson(m.timestamp)}`;
  return `${t}}`;
}
export const InverseOfferStatus: MessageType<InverseOfferStatus> = new MessageType<InverseOfferStatus>({
  typeName: 'mesos.v1.allocator.InverseOfferStatus',
  fields: [
    { name: 'status', number: 1, label: 'required', type: InverseOfferStatus_Status },
    { name: 'framework_id', number: 2, label: 'required', type: () => FrameworkID },
    { name: 'timestamp', number: 3, label: 'required', type: () => TimeInfo },
  ],
  write: writeInverseOfferStatus,
  read: readInverseOfferStatus,
  json: jsonInverseOfferStatus,
});
