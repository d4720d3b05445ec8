/**
 * Messages of package mesos.v1.maintenance.
 * Generated from proto/mesos/v1/maintenance/maintenance.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { listJson } from '../codec/json-write.ts';
import { InverseOfferStatus } from './allocator.ts';
import { MachineID, Unavailability } from './mesos.ts';

/** Machines that will be away at the same time. */
export interface Window {
  machine_ids?: MachineID[];
  unavailability: Unavailability;
}
function writeWindow(w: Writer, m: Window): void {
  if (m.unavailability !== undefined) { const size = w.size(); Unavailability.write(w, m.unavailability); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.machine_ids !== undefined) {
    for (let i = m.machine_ids.length - 1; i >= 0; i--) {
      const value = m.machine_ids[i]!;
      const size = w.size(); MachineID.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readWindow(r: Reader, end: number): Window {
  const m = {} as Window;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.machine_ids ??= []).push(MachineID.read(r, r.span())); break;
      case 18: m.unavailability = Unavailability.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.unavailability === undefined) r.incomplete = true;
  return m;
}
function jsonWindow(m: Window): string {
  let t = '{';
  if (m.machine_ids != null && m.machine_ids.length > 0) t += `"machine_ids":${listJson(m.machine_ids, (one) => MachineID.toJson(one))}`;
  if (m.unavailability != null) t += `${t === '{' ? '' : ','}"unavailability":${Unavailability.toJson(m.unavailability)}`;
  return `${t}}`;
}
export const Window: MessageType<Window> = new MessageType<Window>({
  typeName: 'mesos.v1.maintenance.Window',
  fields: [
    { name: 'machine_ids', number: 1, label: 'repeated', type: () => MachineID },
    { name: 'unavailability', number: 2, label: 'required', type: () => Unavailability },
  ],
  write: writeWindow,
  read: readWindow,
  json: jsonWindow,
});

/** All windows that are planned; a new schedule replaces the old one. */
export interface Schedule {
  windows?: Window[];
}
function writeSchedule(w: Writer, m: Schedule): void {
  if (m.windows !== undefined) {
    for (let i = m.windows.length - 1; i >= 0; i--) {
      const value = m.windows[i]!;
      const size = w.size(); writeWindow(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readSchedule(r: Reader, end: number): Schedule {
  const m = {} as Schedule;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.windows ??= []).push(readWindow(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonSchedule(m: Schedule): string {
  let t = '{';
  if (m.windows != null && m.windows.length > 0) t += `"windows":${listJson(m.windows, jsonWindow)}`;
  return `${t}}`;
}
export const Schedule: MessageType<Schedule> = new MessageType<Schedule>({
  typeName: 'mesos.v1.maintenance.Schedule',
  fields: [
    { name: 'windows', number: 1, label: 'repeated', type: () => Window },
  ],
  write: writeSchedule,
  read: readSchedule,
  json: jsonSchedule,
});

/** Machines that are being emptied, with what frameworks say to it, and those that are down. */
export interface ClusterStatus {
  draining_machines?: ClusterStatus_DrainingMachine[];
  down_machines?: MachineID[];
}
function writeClusterStatus(w: Writer, m: ClusterStatus): void {
  if (m.down_machines !== undefined) {
    for (let i = m.down_machines.length - 1; i >= 0; i--) {
      const value = m.down_machines[i]!;
      const size = w.size(); MachineID.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.draining_machines !== undefined) {
    for (let i = m.draining_machines.length - 1; i >= 0; i--) {
      const value = m.draining_machines[i]!;
      const size = w.size(); writeClusterStatus_DrainingMachine(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readClusterStatus(r: Reader, end: number): ClusterStatus {
  const m = {} as ClusterStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.draining_machines ??= []).push(readClusterStatus_DrainingMachine(r, r.span())); break;
      case 18: (m.down_machines ??= []).push(MachineID.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonClusterStatus(m: ClusterStatus): string {
  let t = '{';
  if (m.draining_machines != null && m.draining_machines.length > 0) t += `"draining_machines":${listJson(m.draining_machines, jsonClusterStatus_DrainingMachine)}`;
  if (m.down_machines != null && m.down_machines.length > 0) t += `${t === '{' ? '' : ','}"down_machines":${listJson(m.down_machines, (one) => MachineID.toJson(one))}`;
  return `${t}}`;
}
export const ClusterStatus: MessageType<ClusterStatus> = new MessageType<ClusterStatus>({
  typeName: 'mesos.v1.maintenance.ClusterStatus',
  fields: [
    { name: 'draining_machines', number: 1, label: 'repeated', type: () => ClusterStatus_DrainingMachine },
    { name: 'down_machines', number: 2, label: 'repeated', type: () => MachineID },
  ],
  write: writeClusterStatus,
  read: readClusterStatus,
  json: jsonClusterStatus,
});

export interface ClusterStatus_DrainingMachine {
  id: MachineID;
  statuses?: InverseOfferStatus[];
}
function writeClusterStatus_DrainingMachine(w: Writer, m: ClusterStatus_DrainingMachine): void {
  if (m.statuses !== undefined) {
    for (let i = m.statuses.length - 1; i >= 0; i--) {
      const value = m.statuses[i]!;
      const size = w.size(); InverseOfferStatus.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.id !== undefined) { const size = w.size(); MachineID.write(w, m.id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readClusterStatus_DrainingMachine(r: Reader, end: number): ClusterStatus_DrainingMachine {
  const m = {} as ClusterStatus_DrainingMachine;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = MachineID.read(r, r.span()); break;
      case 18: (m.statuses ??= []).push(InverseOfferStatus.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined) r.incomplete = true;
  return m;
}
function jsonClusterStatus_DrainingMachine(m: ClusterStatus_DrainingMachine): string {
  let t = '{';
  if (m.id != null) t += `"id":${MachineID.toJson(m.id)}`;
  if (m.statuses != null && m.statuses.length > 0) t += `${t === '{' ? '' : ','}"statuses":${listJson(m.statuses, (one) => InverseOfferStatus.toJson(one))}`;
  return `${t}}`;
}
export const ClusterStatus_DrainingMachine: MessageType<ClusterStatus_DrainingMachine> = new MessageType<ClusterStatus_DrainingMachine>({
  typeName: 'mesos.v1.maintenance.ClusterStatus.DrainingMachine',
  fields: [
    { name: 'id', number: 1, label: 'required', type: () => MachineID },
    { name: 'statuses', number: 2, label: 'repeated', type: () => InverseOfferStatus },
  ],
  write: writeClusterStatus_DrainingMachine,
  read: readClusterStatus_DrainingMachine,
  json: jsonClusterStatus_DrainingMachine,
});
