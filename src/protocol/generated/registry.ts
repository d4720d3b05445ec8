/**
 * Messages of package altiplano.registry.
 * Generated from proto/altiplano/registry.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { doubleJson, listJson, quoted } from '../codec/json-write.ts';
import { Schedule } from './maintenance.ts';
import { AgentID, AgentInfo, DrainInfo, MachineID, MasterInfo, WeightInfo } from './mesos.ts';
import { QuotaConfig } from './quota.ts';

/** The master that wrote last. Written at each start: a disk that takes no writes is found then. */
export interface LeadingMaster {
  info: MasterInfo;
  /** What a master must be capable of to lead with this registry: names of MasterInfo.Capability.Type. */
  minimum_capabilities?: string[];
}
function writeLeadingMaster(w: Writer, m: LeadingMaster): void {
  if (m.minimum_capabilities !== undefined) {
    for (let i = m.minimum_capabilities.length - 1; i >= 0; i--) {
      const value = m.minimum_capabilities[i]!;
      w.string(value); w.byte(18);
    }
  }
  if (m.info !== undefined) { const size = w.size(); MasterInfo.write(w, m.info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readLeadingMaster(r: Reader, end: number): LeadingMaster {
  const m = {} as LeadingMaster;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.info = MasterInfo.read(r, r.span()); break;
      case 18: (m.minimum_capabilities ??= []).push(r.string()); break;
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
  if (m.minimum_capabilities != null && m.minimum_capabilities.length > 0) t += `${t === '{' ? '' : ','}"minimum_capabilities":${listJson(m.minimum_capabilities, quoted)}`;
  return `${t}}`;
}
export const LeadingMaster: MessageType<LeadingMaster> = new MessageType<LeadingMaster>({
  typeName: 'altiplano.registry.LeadingMaster',
  fields: [
    { name: 'info', number: 1, label: 'required', type: () => MasterInfo },
    { name: 'minimum_capabilities', number: 2, label: 'repeated', type: 'string' },
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

/** An agent of which an operator wants no more offers, whether it is admitted or unreachable. */
export interface DeactivatedAgent {
  id: AgentID;
  /** When what runs there is to end, too. */
  drain_info?: DrainInfo;
  /** Milliseconds since the Unix epoch. */
  drain_start_ms?: number;
}
function writeDeactivatedAgent(w: Writer, m: DeactivatedAgent): void {
  if (m.drain_start_ms !== undefined) { w.double(m.drain_start_ms); w.byte(25); }
  if (m.drain_info !== undefined) { const size = w.size(); DrainInfo.write(w, m.drain_info); w.varint32(w.size() - size); w.byte(18); }
  if (m.id !== undefined) { const size = w.size(); AgentID.write(w, m.id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readDeactivatedAgent(r: Reader, end: number): DeactivatedAgent {
  const m = {} as DeactivatedAgent;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = AgentID.read(r, r.span()); break;
      case 18: m.drain_info = DrainInfo.read(r, r.span()); break;
      case 25: m.drain_start_ms = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined) r.incomplete = true;
  return m;
}
function jsonDeactivatedAgent(m: DeactivatedAgent): string {
  let t = '{';
  if (m.id != null) t += `"id":${AgentID.toJson(m.id)}`;
  if (m.drain_info != null) t += `${t === '{' ? '' : ','}"drain_info":${DrainInfo.toJson(m.drain_info)}`;
  if (m.drain_start_ms != null) t += `${t === '{' ? '' : ','}"drain_start_ms":${doubleJson(m.drain_start_ms)}`;
  return `${t}}`;
}
export const DeactivatedAgent: MessageType<DeactivatedAgent> = new MessageType<DeactivatedAgent>({
  typeName: 'altiplano.registry.DeactivatedAgent',
  fields: [
    { name: 'id', number: 1, label: 'required', type: () => AgentID },
    { name: 'drain_info', number: 2, label: 'optional', type: () => DrainInfo },
    { name: 'drain_start_ms', number: 3, label: 'optional', type: 'double' },
  ],
  write: writeDeactivatedAgent,
  read: readDeactivatedAgent,
  json: jsonDeactivatedAgent,
});

/** An agent that an operator declared lost for ever; it may not come back. */
export interface GoneAgent {
  id: AgentID;
  /** Milliseconds since the Unix epoch. */
  since_ms: number;
}
function writeGoneAgent(w: Writer, m: GoneAgent): void {
  if (m.since_ms !== undefined) { w.double(m.since_ms); w.byte(17); }
  else w.incomplete = true;
  if (m.id !== undefined) { const size = w.size(); AgentID.write(w, m.id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readGoneAgent(r: Reader, end: number): GoneAgent {
  const m = {} as GoneAgent;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = AgentID.read(r, r.span()); break;
      case 17: m.since_ms = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined || m.since_ms === undefined) r.incomplete = true;
  return m;
}
function jsonGoneAgent(m: GoneAgent): string {
  let t = '{';
  if (m.id != null) t += `"id":${AgentID.toJson(m.id)}`;
  if (m.since_ms != null) t += `${t === '{' ? '' : ','}"since_ms":${doubleJson(m.since_ms)}`;
  return `${t}}`;
}
export const GoneAgent: MessageType<GoneAgent> = new MessageType<GoneAgent>({
  typeName: 'altiplano.registry.GoneAgent',
  fields: [
    { name: 'id', number: 1, label: 'required', type: () => AgentID },
    { name: 'since_ms', number: 2, label: 'required', type: 'double' },
  ],
  write: writeGoneAgent,
  read: readGoneAgent,
  json: jsonGoneAgent,
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

/** What a role is guaranteed and limited to; one without a record is neither. */
export interface RoleQuota {
  config: QuotaConfig;
}
function writeRoleQuota(w: Writer, m: RoleQuota): void {
  if (m.config !== undefined) { const size = w.size(); QuotaConfig.write(w, m.config); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readRoleQuota(r: Reader, end: number): RoleQuota {
  const m = {} as RoleQuota;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.config = QuotaConfig.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.config === undefined) r.incomplete = true;
  return m;
}
function jsonRoleQuota(m: RoleQuota): string {
  let t = '{';
  if (m.config != null) t += `"config":${QuotaConfig.toJson(m.config)}`;
  return `${t}}`;
}
export const RoleQuota: MessageType<RoleQuota> = new MessageType<RoleQuota>({
  typeName: 'altiplano.registry.RoleQuota',
  fields: [
    { name: 'config', number: 1, label: 'required', type: () => QuotaConfig },
  ],
  write: writeRoleQuota,
  read: readRoleQuota,
  json: jsonRoleQuota,
});

/** When which machines are taken away. There is one; none when nothing is planned. */
export interface MaintenanceSchedule {
  schedule: Schedule;
}
function writeMaintenanceSchedule(w: Writer, m: MaintenanceSchedule): void {
  if (m.schedule !== undefined) { const size = w.size(); Schedule.write(w, m.schedule); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readMaintenanceSchedule(r: Reader, end: number): MaintenanceSchedule {
  const m = {} as MaintenanceSchedule;
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
function jsonMaintenanceSchedule(m: MaintenanceSchedule): string {
  let t = '{';
  if (m.schedule != null) t += `"schedule":${Schedule.toJson(m.schedule)}`;
  return `${t}}`;
}
export const MaintenanceSchedule: MessageType<MaintenanceSchedule> = new MessageType<MaintenanceSchedule>({
  typeName: 'altiplano.registry.MaintenanceSchedule',
  fields: [
    { name: 'schedule', number: 1, label: 'required', type: () => Schedule },
  ],
  write: writeMaintenanceSchedule,
  read: readMaintenanceSchedule,
  json: jsonMaintenanceSchedule,
});

/** A machine of the schedule that is down by now; those without a record are only planned to be. */
export interface DownMachine {
  id: MachineID;
}
function writeDownMachine(w: Writer, m: DownMachine): void {
  if (m.id !== undefined) { const size = w.size(); MachineID.write(w, m.id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readDownMachine(r: Reader, end: number): DownMachine {
  const m = {} as DownMachine;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = MachineID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined) r.incomplete = true;
  return m;
}
function jsonDownMachine(m: DownMachine): string {
  let t = '{';
  if (m.id != null) t += `"id":${MachineID.toJson(m.id)}`;
  return `${t}}`;
}
export const DownMachine: MessageType<DownMachine> = new MessageType<DownMachine>({
  typeName: 'altiplano.registry.DownMachine',
  fields: [
    { name: 'id', number: 1, label: 'required', type: () => MachineID },
  ],
  write: writeDownMachine,
  read: readDownMachine,
  json: jsonDownMachine,
});
