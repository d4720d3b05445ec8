/**
 * Messages of package altiplano.registry.
 * Generated from proto/altiplano/registry.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { doubleJson, quoted } from '../codec/json-write.ts';
import { AgentInfo, MasterInfo, WeightInfo } from './mesos.ts';

/** The master that wrote last. Written at each start: a disk that takes no writes is found then. */
export interface LeadingMaster {
  info: MasterInfo;
}
function writeLeadingMaster(w: Writer, m: LeadingMaster): void {
  if (m.info !== undefined) { const size = w.size(); MasterInfo.write(w, m.info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readLeadingMaster(r: Reader, end: number): LeadingMaster {
  const m = {} as LeadingMaster;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.info = MasterInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.info === undefined) r.incomplete = true;
  return m;
}
function jsonLeadingMaster(m: LeadingMaster): string {
  let t = '{';
  if (m.info != null) t += `"info":${MasterInfo.toJson(m.info)}`;
  return `${t}}`;
}
export const LeadingMaster: MessageType<LeadingMaster> = new MessageType<LeadingMaster>({
  typeName: 'altiplano.registry.LeadingMaster',
  fields: [
    { name: 'info', number: 1, label: 'required', type: () => MasterInfo },
  ],
  write: writeLeadingMaster,
  read: readLeadingMaster,
  json: jsonLeadingMaster,
});

/** An agent that belongs to the cluster. */
export interface AdmittedAgent {
  info: AgentInfo;
  /** Where it was last; a restarted master calls there for it. */
  pid?: string;
}
function writeAdmittedAgent(w: Writer, m: AdmittedAgent): void {
  if (m.pid !== undefined) { w.string(m.pid); w.byte(18); }
  if (m.info !== undefined) { const size = w.size(); AgentInfo.write(w, m.info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readAdmittedAgent(r: Reader, end: number): AdmittedAgent {
  const m = {} as AdmittedAgent;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.info = AgentInfo.read(r, r.span()); break;
      case 18: m.pid = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.info === undefined) r.incomplete = true;
  return m;
}
function jsonAdmittedAgent(m: AdmittedAgent): string {
  let t = '{';
  if (m.info != null) t += `"info":${AgentInfo.toJson(m.info)}`;
  if (m.pid != null) t += `${t === '{' ? '' : ','}"pid":${quoted(m.pid)}`;
  return `${t}}`;
}
export const AdmittedAgent: MessageType<AdmittedAgent> = new MessageType<AdmittedAgent>({
  typeName: 'altiplano.registry.AdmittedAgent',
  fields: [
    { name: 'info', number: 1, label: 'required', type: () => AgentInfo },
    { name: 'pid', number: 2, label: 'optional', type: 'string' },
  ],
  write: writeAdmittedAgent,
  read: readAdmittedAgent,
  json: jsonAdmittedAgent,
});

/** An agent that was given up; it may come back with its tasks. */
export interface UnreachableAgent {
  info: AgentInfo;
  /** Milliseconds since the Unix epoch. */
  since_ms: number;
}
function writeUnreachableAgent(w: Writer, m: UnreachableAgent): void {
  if (m.since_ms !== undefined) { w.double(m.since_ms); w.byte(17); }
  else w.incomplete = true;
  if (m.info !== undefined) { const size = w.size(); AgentInfo.write(w, m.info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readUnreachableAgent(r: Reader, end: number): UnreachableAgent {
  const m = {} as UnreachableAgent;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.info = AgentInfo.read(r, r.span()); break;
      case 17: m.since_ms = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.info === undefined || m.since_ms === undefined) r.incomplete = true;
  return m;
}
function jsonUnreachableAgent(m: UnreachableAgent): string {
  let t = '{';
  if (m.info != null) t += `"info":${AgentInfo.toJson(m.info)}`;
  if (m.since_ms != null) t += `${t === '{' ? '' : ','}"since_ms":${doubleJson(m.since_ms)}`;
  return `${t}}`;
}
export const UnreachableAgent: MessageType<UnreachableAgent> = new MessageType<UnreachableAgent>({
  typeName: 'altiplano.registry.UnreachableAgent',
  fields: [
    { name: 'info', number: 1, label: 'required', type: () => AgentInfo },
    { name: 'since_ms', number: 2, label: 'required', type: 'double' },
  ],
  write: writeUnreachableAgent,
  read: readUnreachableAgent,
  json: jsonUnreachableAgent,
});

/** What a role weighs against its siblings; one without a record weighs 1. */
export interface RoleWeight {
  info: WeightInfo;
}
function writeRoleWeight(w: Writer, m: RoleWeight): void {
  if (m.info !== undefined) { const size = w.size(); WeightInfo.write(w, m.info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readRoleWeight(r: Reader, end: number): RoleWeight {
  const m = {} as RoleWeight;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.info = WeightInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.info === undefined) r.incomplete = true;
  return m;
}
function jsonRoleWeight(m: RoleWeight): string {
  let t = '{';
  if (m.info != null) t += `"info":${WeightInfo.toJson(m.info)}`;
  return `${t}}`;
}
export const RoleWeight: MessageType<RoleWeight> = new MessageType<RoleWeight>({
  typeName: 'altiplano.registry.RoleWeight',
  fields: [
    { name: 'info', number: 1, label: 'required', type: () => WeightInfo },
  ],
  write: writeRoleWeight,
  read: readRoleWeight,
  json: jsonRoleWeight,
});
