/**
 * Messages of package mesosphere.marathon.
 * Generated from proto/mesosphere/marathon/state.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { EnumType } from '../codec/schema.ts';
import type { Long } from '../codec/long.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { base64Json, doubleJson, listJson, mapJson, quoted } from '../codec/json-write.ts';
import { AgentID, CommandInfo, ContainerInfo_Type, Credential, Label, Parameter, Port, Resource, Resource_DiskInfo_Source_Type, Secret, TTYInfo, TaskID, TaskState, Volume_Mode, Volume_Source_CSIVolume_VolumeCapability } from './mesos.ts';

export type Constraint_Operator =
  | 'UNIQUE'
  | 'LIKE'
  | 'CLUSTER'
  | 'GROUP_BY'
  | 'UNLIKE'
  | 'MAX_PER'
  | 'IS';
export const Constraint_Operator = new EnumType<Constraint_Operator>('mesosphere.marathon.Constraint.Operator', {
  UNIQUE: 0,
  LIKE: 1,
  CLUSTER: 2,
  GROUP_BY: 3,
  UNLIKE: 4,
  MAX_PER: 5,
  IS: 6,
});

export type HealthCheckDefinition_Protocol =
  | 'HTTP'
  | 'TCP'
  | 'COMMAND'
  | 'HTTPS'
  | 'MESOS_HTTP'
  | 'MESOS_HTTPS'
  | 'MESOS_TCP';
export const HealthCheckDefinition_Protocol = new EnumType<HealthCheckDefinition_Protocol>('mesosphere.marathon.HealthCheckDefinition.Protocol', {
  HTTP: 0,
  TCP: 1,
  COMMAND: 2,
  HTTPS: 3,
  MESOS_HTTP: 4,
  MESOS_HTTPS: 5,
  MESOS_TCP: 6,
});

export type HealthCheckDefinition_IpProtocol =
  | 'IPv4'
  | 'IPv6';
export const HealthCheckDefinition_IpProtocol = new EnumType<HealthCheckDefinition_IpProtocol>('mesosphere.marathon.HealthCheckDefinition.IpProtocol', {
  IPv4: 1,
  IPv6: 2,
});

export type CheckDefinition_Protocol =
  | 'HTTP'
  | 'TCP'
  | 'COMMAND';
export const CheckDefinition_Protocol = new EnumType<CheckDefinition_Protocol>('mesosphere.marathon.CheckDefinition.Protocol', {
  HTTP: 0,
  TCP: 1,
  COMMAND: 2,
});

export type ReadinessCheckDefinition_Protocol =
  | 'HTTP'
  | 'HTTPS';
export const ReadinessCheckDefinition_Protocol = new EnumType<ReadinessCheckDefinition_Protocol>('mesosphere.marathon.ReadinessCheckDefinition.Protocol', {
  HTTP: 0,
  HTTPS: 1,
});

export type NetworkDefinition_Mode =
  | 'UNKNOWN'
  | 'HOST'
  | 'CONTAINER'
  | 'BRIDGE';
export const NetworkDefinition_Mode = new EnumType<NetworkDefinition_Mode>('mesosphere.marathon.NetworkDefinition.Mode', {
  UNKNOWN: 0,
  HOST: 1,
  CONTAINER: 2,
  BRIDGE: 3,
});

export type KillSelection =
  | 'YoungestFirst'
  | 'OldestFirst';
export const KillSelection = new EnumType<KillSelection>('mesosphere.marathon.KillSelection', {
  YoungestFirst: 1,
  OldestFirst: 2,
});

export type ExtendedContainerInfo_LinuxInfo_IpcInfo_IpcMode =
  | 'PRIVATE'
  | 'SHARE_PARENT';
export const ExtendedContainerInfo_LinuxInfo_IpcInfo_IpcMode = new EnumType<ExtendedContainerInfo_LinuxInfo_IpcInfo_IpcMode>('mesosphere.marathon.ExtendedContainerInfo.LinuxInfo.IpcInfo.IpcMode', {
  PRIVATE: 1,
  SHARE_PARENT: 2,
});

export type StorageVersion_StorageFormat =
  | 'LEGACY'
  | 'PERSISTENCE_STORE';
export const StorageVersion_StorageFormat = new EnumType<StorageVersion_StorageFormat>('mesosphere.marathon.StorageVersion.StorageFormat', {
  LEGACY: 0,
  PERSISTENCE_STORE: 1,
});

export type ResidencyDefinition_TaskLostBehavior =
  | 'RELAUNCH_AFTER_TIMEOUT'
  | 'WAIT_FOREVER';
export const ResidencyDefinition_TaskLostBehavior = new EnumType<ResidencyDefinition_TaskLostBehavior>('mesosphere.marathon.ResidencyDefinition.TaskLostBehavior', {
  RELAUNCH_AFTER_TIMEOUT: 0,
  WAIT_FOREVER: 1,
});

export type EnvVarReference_Type =
  | 'UNKNOWN'
  | 'SECRET';
export const EnvVarReference_Type = new EnumType<EnvVarReference_Type>('mesosphere.marathon.EnvVarReference.Type', {
  UNKNOWN: 0,
  SECRET: 1,
});

export interface Constraint {
  field: string;
  operator: Constraint_Operator;
  value?: string;
}
function writeConstraint(w: Writer, m: Constraint): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(26); }
  if (m.operator !== undefined) { w.int32(Constraint_Operator.numberOf(m.operator)); w.byte(16); }
  else w.incomplete = true;
  if (m.field !== undefined) { w.string(m.field); w.byte(10); }
  else w.incomplete = true;
}
function readConstraint(r: Reader, end: number): Constraint {
  const m = {} as Constraint;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.field = r.string(); break;
      case 16: { const value = Constraint_Operator.nameOf(r.uint32()); if (value !== undefined) m.operator = value; break; }
      case 26: m.value = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.field === undefined || m.operator === undefined) r.incomplete = true;
  return m;
}
function jsonConstraint(m: Constraint): string {
  let t = '{';
  if (m.field != null) t += `"field":${quoted(m.field)}`;
  if (m.operator != null) t += `${t === '{' ? '' : ','}"operator":"${m.operator}"`;
  if (m.value != null) t += `${t === '{' ? '' : ','}"value":${quoted(m.value)}`;
  return `${t}}`;
}
export const Constraint: MessageType<Constraint> = new MessageType<Constraint>({
  typeName: 'mesosphere.marathon.Constraint',
  fields: [
    { name: 'field', number: 1, label: 'required', type: 'string' },
    { name: 'operator', number: 2, label: 'required', type: Constraint_Operator },
    { name: 'value', number: 3, label: 'optional', type: 'string' },
  ],
  write: writeConstraint,
  read: readConstraint,
  json: jsonConstraint,
});

export interface HealthCheckDefinition {
  protocol: HealthCheckDefinition_Protocol;
  portIndex?: number;
  /** Default: 15. */
  gracePeriodSeconds?: number;
  /** Default: 10. */
  intervalSeconds?: number;
  /** Default: 20. */
  timeoutSeconds?: number;
  path?: string;
  /** Default: 3. */
  maxConsecutiveFailures?: number;
  command?: CommandInfo;
  ignoreHttp1xx?: boolean;
  port?: number;
  /** Default: 15. */
  delaySeconds?: number;
  portName?: string;
  ipProtocol?: HealthCheckDefinition_IpProtocol;
}
function writeHealthCheckDefinition(w: Writer, m: HealthCheckDefinition): void {
  if (m.ipProtocol !== undefined) { w.int32(HealthCheckDefinition_IpProtocol.numberOf(m.ipProtocol)); w.byte(104); }
  if (m.portName !== undefined) { w.string(m.portName); w.byte(98); }
  if (m.delaySeconds !== undefined) { w.uint32(m.delaySeconds); w.byte(88); }
  if (m.port !== undefined) { w.uint32(m.port); w.byte(80); }
  if (m.ignoreHttp1xx !== undefined) { w.bool(m.ignoreHttp1xx); w.byte(72); }
  if (m.command !== undefined) { const size = w.size(); CommandInfo.write(w, m.command); w.varint32(w.size() - size); w.byte(66); }
  if (m.maxConsecutiveFailures !== undefined) { w.uint32(m.maxConsecutiveFailures); w.byte(56); }
  if (m.path !== undefined) { w.string(m.path); w.byte(50); }
  if (m.timeoutSeconds !== undefined) { w.uint32(m.timeoutSeconds); w.byte(40); }
  if (m.intervalSeconds !== undefined) { w.uint32(m.intervalSeconds); w.byte(32); }
  if (m.gracePeriodSeconds !== undefined) { w.uint32(m.gracePeriodSeconds); w.byte(24); }
  if (m.portIndex !== undefined) { w.uint32(m.portIndex); w.byte(16); }
  if (m.protocol !== undefined) { w.int32(HealthCheckDefinition_Protocol.numberOf(m.protocol)); w.byte(8); }
  else w.incomplete = true;
}
function readHealthCheckDefinition(r: Reader, end: number): HealthCheckDefinition {
  const m = {} as HealthCheckDefinition;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = HealthCheckDefinition_Protocol.nameOf(r.uint32()); if (value !== undefined) m.protocol = value; break; }
      case 16: m.portIndex = r.uint32(); break;
      case 24: m.gracePeriodSeconds = r.uint32(); break;
      case 32: m.intervalSeconds = r.uint32(); break;
      case 40: m.timeoutSeconds = r.uint32(); break;
      case 50: m.path = r.string(); break;
      case 56: m.maxConsecutiveFailures = r.uint32(); break;
      case 66: m.command = CommandInfo.read(r, r.span()); break;
      case 72: m.ignoreHttp1xx = r.bool(); break;
      case 80: m.port = r.uint32(); break;
      case 88: m.delaySeconds = r.uint32(); break;
      case 98: m.portName = r.string(); break;
      case 104: { const value = HealthCheckDefinition_IpProtocol.nameOf(r.uint32()); if (value !== undefined) m.ipProtocol = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.protocol === undefined) r.incomplete = true;
  return m;
}
function jsonHealthCheckDefinition(m: HealthCheckDefinition): string {
  let t = '{';
  if (m.protocol != null) t += `"protocol":"${m.protocol}"`;
  if (m.portIndex != null) t += `${t === '{' ? '' : ','}"portIndex":${String(m.portIndex)}`;
  t += `${t === '{' ? '' : ','}"gracePeriodSeconds":${String((m.gracePeriodSeconds ?? 15))}`;
  t += `${t === '{' ? '' : ','}"intervalSeconds":${String((m.intervalSeconds ?? 10))}`;
  t += `${t === '{' ? '' : ','}"timeoutSeconds":${String((m.timeoutSeconds ?? 20))}`;
  if (m.path != null) t += `${t === '{' ? '' : ','}"path":${quoted(m.path)}`;
  t += `${t === '{' ? '' : ','}"maxConsecutiveFailures":${String((m.maxConsecutiveFailures ?? 3))}`;
  if (m.command != null) t += `${t === '{' ? '' : ','}"command":${CommandInfo.toJson(m.command)}`;
  if (m.ignoreHttp1xx != null) t += `${t === '{' ? '' : ','}"ignoreHttp1xx":${String(m.ignoreHttp1xx)}`;
  if (m.port != null) t += `${t === '{' ? '' : ','}"port":${String(m.port)}`;
  t += `${t === '{' ? '' : ','}"delaySeconds":${String((m.delaySeconds ?? 15))}`;
  if (m.portName != null) t += `${t === '{' ? '' : ','}"portName":${quoted(m.portName)}`;
  if (m.ipProtocol != null) t += `${t === '{' ? '' : ','}"ipProtocol":"${m.ipProtocol}"`;
  return `${t}}`;
}
export const HealthCheckDefinition: MessageType<HealthCheckDefinition> = new MessageType<HealthCheckDefinition>({
  typeName: 'mesosphere.marathon.HealthCheckDefinition',
  fields: [
    { name: 'protocol', number: 1, label: 'required', type: HealthCheckDefinition_Protocol },
    { name: 'portIndex', number: 2, label: 'optional', type: 'uint32' },
    { name: 'gracePeriodSeconds', number: 3, label: 'optional', type: 'uint32', default: 15 },
    { name: 'intervalSeconds', number: 4, label: 'optional', type: 'uint32', default: 10 },
    { name: 'timeoutSeconds', number: 5, label: 'optional', type: 'uint32', default: 20 },
    { name: 'path', number: 6, label: 'optional', type: 'string' },
    { name: 'maxConsecutiveFailures', number: 7, label: 'optional', type: 'uint32', default: 3 },
    { name: 'command', number: 8, label: 'optional', type: () => CommandInfo },
    { name: 'ignoreHttp1xx', number: 9, label: 'optional', type: 'bool' },
    { name: 'port', number: 10, label: 'optional', type: 'uint32' },
    { name: 'delaySeconds', number: 11, label: 'optional', type: 'uint32', default: 15 },
    { name: 'portName', number: 12, label: 'optional', type: 'string' },
    { name: 'ipProtocol', number: 13, label: 'optional', type: HealthCheckDefinition_IpProtocol },
  ],
  write: writeHealthCheckDefinition,
  read: readHealthCheckDefinition,
  json: jsonHealthCheckDefinition,
});

export interface CheckDefinition {
  protocol: CheckDefinition_Protocol;
  /** Default: 60. */
  intervalSeconds?: number;
  /** Default: 20. */
  timeoutSeconds?: number;
  /** Default: 15. */
  delaySeconds?: number;
  portIndex?: number;
  port?: number;
  path?: string;
  command?: CommandInfo;
}
function writeCheckDefinition(w: Writer, m: CheckDefinition): void {
  if (m.command !== undefined) { const size = w.size(); CommandInfo.write(w, m.command); w.varint32(w.size() - size); w.byte(66); }
  if (m.path !== undefined) { w.string(m.path); w.byte(58); }
  if (m.port !== undefined) { w.uint32(m.port); w.byte(48); }
  if (m.portIndex !== undefined) { w.uint32(m.portIndex); w.byte(40); }
  if (m.delaySeconds !== undefined) { w.uint32(m.delaySeconds); w.byte(32); }
  if (m.timeoutSeconds !== undefined) { w.uint32(m.timeoutSeconds); w.byte(24); }
  if (m.intervalSeconds !== undefined) { w.uint32(m.intervalSeconds); w.byte(16); }
  if (m.protocol !== undefined) { w.int32(CheckDefinition_Protocol.numberOf(m.protocol)); w.byte(8); }
  else w.incomplete = true;
}
function readCheckDefinition(r: Reader, end: number): CheckDefinition {
  const m = {} as CheckDefinition;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = CheckDefinition_Protocol.nameOf(r.uint32()); if (value !== undefined) m.protocol = value; break; }
      case 16: m.intervalSeconds = r.uint32(); break;
      case 24: m.timeoutSeconds = r.uint32(); break;
      case 32: m.delaySeconds = r.uint32(); break;
      case 40: m.portIndex = r.uint32(); break;
      case 48: m.port = r.uint32(); break;
      case 58: m.path = r.string(); break;
      case 66: m.command = CommandInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.protocol === undefined) r.incomplete = true;
  return m;
}
function jsonCheckDefinition(m: CheckDefinition): string {
  let t = '{';
  if (m.protocol != null) t += `"protocol":"${m.protocol}"`;
  t += `${t === '{' ? '' : ','}"intervalSeconds":${String((m.intervalSeconds ?? 60))}`;
  t += `${t === '{' ? '' : ','}"timeoutSeconds":${String((m.timeoutSeconds ?? 20))}`;
  t += `${t === '{' ? '' : ','}"delaySeconds":${String((m.delaySeconds ?? 15))}`;
  if (m.portIndex != null) t += `${t === '{' ? '' : ','}"portIndex":${String(m.portIndex)}`;
  if (m.port != null) t += `${t === '{' ? '' : ','}"port":${String(m.port)}`;
  if (m.path != null) t += `${t === '{' ? '' : ','}"path":${quoted(m.path)}`;
  if (m.command != null) t += `${t === '{' ? '' : ','}"command":${CommandInfo.toJson(m.command)}`;
  return `${t}}`;
}
export const CheckDefinition: MessageType<CheckDefinition> = new MessageType<CheckDefinition>({
  typeName: 'mesosphere.marathon.CheckDefinition',
  fields: [
    { name: 'protocol', number: 1, label: 'required', type: CheckDefinition_Protocol },
    { name: 'intervalSeconds', number: 2, label: 'optional', type: 'uint32', default: 60 },
    { name: 'timeoutSeconds', number: 3, label: 'optional', type: 'uint32', default: 20 },
    { name: 'delaySeconds', number: 4, label: 'optional', type: 'uint32', default: 15 },
    { name: 'portIndex', number: 5, label: 'optional', type: 'uint32' },
    { name: 'port', number: 6, label: 'optional', type: 'uint32' },
    { name: 'path', number: 7, label: 'optional', type: 'string' },
    { name: 'command', number: 8, label: 'optional', type: () => CommandInfo },
  ],
  write: writeCheckDefinition,
  read: readCheckDefinition,
  json: jsonCheckDefinition,
});

export interface ReadinessCheckDefinition {
  name?: string;
  protocol?: ReadinessCheckDefinition_Protocol;
  path?: string;
  portName?: string;
  intervalMillis?: Long;
  timeoutMillis?: Long;
  httpStatusCodeForReady?: number[];
  preserveLastResponse?: boolean;
}
function writeReadinessCheckDefinition(w: Writer, m: ReadinessCheckDefinition): void {
  if (m.preserveLastResponse !== undefined) { w.bool(m.preserveLastResponse); w.byte(64); }
  if (m.httpStatusCodeForReady !== undefined) {
    for (let i = m.httpStatusCodeForReady.length - 1; i >= 0; i--) {
      const value = m.httpStatusCodeForReady[i]!;
      w.uint32(value); w.byte(56);
    }
  }
  if (m.timeoutMillis !== undefined) { w.uint64(m.timeoutMillis); w.byte(48); }
  if (m.intervalMillis !== undefined) { w.uint64(m.intervalMillis); w.byte(40); }
  if (m.portName !== undefined) { w.string(m.portName); w.byte(34); }
  if (m.path !== undefined) { w.string(m.path); w.byte(26); }
  if (m.protocol !== undefined) { w.int32(ReadinessCheckDefinition_Protocol.numberOf(m.protocol)); w.byte(16); }
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
}
function readReadinessCheckDefinition(r: Reader, end: number): ReadinessCheckDefinition {
  const m = {} as ReadinessCheckDefinition;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 16: { const value = ReadinessCheckDefinition_Protocol.nameOf(r.uint32()); if (value !== undefined) m.protocol = value; break; }
      case 26: m.path = r.string(); break;
      case 34: m.portName = r.string(); break;
      case 40: m.intervalMillis = r.uint64(); break;
      case 48: m.timeoutMillis = r.uint64(); break;
      case 56: (m.httpStatusCodeForReady ??= []).push(r.uint32()); break;
      case 58: { const stop = r.span(); while (r.pos < stop) (m.httpStatusCodeForReady ??= []).push(r.uint32()); r.close(stop); break; }
      case 64: m.preserveLastResponse = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonReadinessCheckDefinition(m: ReadinessCheckDefinition): string {
  let t = '{';
  if (m.name != null) t += `"name":${quoted(m.name)}`;
  if (m.protocol != null) t += `${t === '{' ? '' : ','}"protocol":"${m.protocol}"`;
  if (m.path != null) t += `${t === '{' ? '' : ','}"path":${quoted(m.path)}`;
  if (m.portName != null) t += `${t === '{' ? '' : ','}"portName":${quoted(m.portName)}`;
  if (m.intervalMillis != null) t += `${t === '{' ? '' : ','}"intervalMillis":${String(m.intervalMillis)}`;
  if (m.timeoutMillis != null) t += `${t === '{' ? '' : ','}"timeoutMillis":${String(m.timeoutMillis)}`;
  if (m.httpStatusCodeForReady != null && m.httpStatusCodeForReady.length > 0) t += `${t === '{' ? '' : ','}"httpStatusCodeForReady":${listJson(m.httpStatusCodeForReady, (one) => String(one))}`;
  if (m.preserveLastResponse != null) t += `${t === '{' ? '' : ','}"preserveLastResponse":${String(m.preserveLastResponse)}`;
  return `${t}}`;
}
export const ReadinessCheckDefinition: MessageType<ReadinessCheckDefinition> = new MessageType<ReadinessCheckDefinition>({
  typeName: 'mesosphere.marathon.ReadinessCheckDefinition',
  fields: [
    { name: 'name', number: 1, label: 'optional', type: 'string' },
    { name: 'protocol', number: 2, label: 'optional', type: ReadinessCheckDefinition_Protocol },
    { name: 'path', number: 3, label: 'optional', type: 'string' },
    { name: 'portName', number: 4, label: 'optional', type: 'string' },
    { name: 'intervalMillis', number: 5, label: 'optional', type: 'uint64' },
    { name: 'timeoutMillis', number: 6, label: 'optional', type: 'uint64' },
    { name: 'httpStatusCodeForReady', number: 7, label: 'repeated', type: 'uint32' },
    { name: 'preserveLastResponse', number: 8, label: 'optional', type: 'bool' },
  ],
  write: writeReadinessCheckDefinition,
  read: readReadinessCheckDefinition,
  json: jsonReadinessCheckDefinition,
});

export interface NetworkDefinition {
  mode?: NetworkDefinition_Mode;
  name?: string;
  labels?: Label[];
}
function writeNetworkDefinition(w: Writer, m: NetworkDefinition): void {
  if (m.labels !== undefined) {
    for (let i = m.labels.length - 1; i >= 0; i--) {
      const value = m.labels[i]!;
      const size = w.size(); Label.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.name !== undefined) { w.string(m.name); w.byte(18); }
  if (m.mode !== undefined) { w.int32(NetworkDefinition_Mode.numberOf(m.mode)); w.byte(8); }
}
function readNetworkDefinition(r: Reader, end: number): NetworkDefinition {
  const m = {} as NetworkDefinition;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = NetworkDefinition_Mode.nameOf(r.uint32()); if (value !== undefined) m.mode = value; break; }
      case 18: m.name = r.string(); break;
      case 26: (m.labels ??= []).push(Label.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonNetworkDefinition(m: NetworkDefinition): string {
  let t = '{';
  if (m.mode != null) t += `"mode":"${m.mode}"`;
  if (m.name != null) t += `${t === '{' ? '' : ','}"name":${quoted(m.name)}`;
  if (m.labels != null && m.labels.length > 0) t += `${t === '{' ? '' : ','}"labels":${listJson(m.labels, (one) => Label.toJson(one))}`;
  return `${t}}`;
}
export const NetworkDefinition: MessageType<NetworkDefinition> = new MessageType<NetworkDefinition>({
  typeName: 'mesosphere.marathon.NetworkDefinition',
  fields: [
    { name: 'mode', number: 1, label: 'optional', type: NetworkDefinition_Mode },
    { name: 'name', number: 2, label: 'optional', type: 'string' },
    { name: 'labels', number: 3, label: 'repeated', type: () => Label },
  ],
  write: writeNetworkDefinition,
  read: readNetworkDefinition,
  json: jsonNetworkDefinition,
});

export interface ServiceDefinition {
  id: string;
  cmd: CommandInfo;
  instances: number;
  resources?: Resource[];
  ports?: number[];
  constraints?: Constraint[];
  executor: string;
  OBSOLETE_container?: Uint8Array;
  version?: string;
  healthChecks?: HealthCheckDefinition[];
  backoff?: Long;
  backoffFactor?: number;
  upgradeStrategy?: UpgradeStrategyDefinition;
  dependencies?: string[];
  require_ports?: boolean;
  container?: ExtendedContainerInfo;
  labels?: Parameter[];
  maxLaunchDelay?: Long;
  acceptedResourceRoles?: ResourceRoles;
  last_scaling_at?: Long;
  last_config_change_at?: Long;
  OBSOLETE_ipAddress?: Uint8Array;
  residency?: ResidencyDefinition;
  portDefinitions?: Port[];
  readinessCheckDefinition?: ReadinessCheckDefinition[];
  secrets?: AppSecret[];
  envVarReferences?: EnvVarReference[];
  taskKillGracePeriod?: Long;
  unreachableStrategy?: UnreachableStrategy;
  killSelection?: KillSelection;
  networks?: NetworkDefinition[];
  tty?: TTYInfo;
  executorResources?: Resource[];
  check?: CheckDefinition;
  role?: string;
  resourceLimits?: ResourceLimits;
}
function writeServiceDefinition(w: Writer, m: ServiceDefinition): void {
  if (m.resourceLimits !== undefined) { const size = w.size(); writeResourceLimits(w, m.resourceLimits); w.varint32(w.size() - size); w.varint32(314); }
  if (m.role !== undefined) { w.string(m.role); w.varint32(306); }
  if (m.check !== undefined) { const size = w.size(); writeCheckDefinition(w, m.check); w.varint32(w.size() - size); w.varint32(298); }
  if (m.executorResources !== undefined) {
    for (let i = m.executorResources.length - 1; i >= 0; i--) {
      const value = m.executorResources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.varint32(290);
    }
  }
  if (m.tty !== undefined) { const size = w.size(); TTYInfo.write(w, m.tty); w.varint32(w.size() - size); w.varint32(282); }
  if (m.networks !== undefined) {
    for (let i = m.networks.length - 1; i >= 0; i--) {
      const value = m.networks[i]!;
      const size = w.size(); writeNetworkDefinition(w, value); w.varint32(w.size() - size); w.varint32(274);
    }
  }
  if (m.killSelection !== undefined) { w.int32(KillSelection.numberOf(m.killSelection)); w.varint32(264); }
  if (m.unreachableStrategy !== undefined) { const size = w.size(); writeUnreachableStrategy(w, m.unreachableStrategy); w.varint32(w.size() - size); w.varint32(258); }
  if (m.taskKillGracePeriod !== undefined) { w.int64(m.taskKillGracePeriod); w.varint32(248); }
  if (m.envVarReferences !== undefined) {
    for (let i = m.envVarReferences.length - 1; i >= 0; i--) {
      const value = m.envVarReferences[i]!;
      const size = w.size(); writeEnvVarReference(w, value); w.varint32(w.size() - size); w.varint32(242);
    }
  }
  if (m.secrets !== undefined) {
    for (let i = m.secrets.length - 1; i >= 0; i--) {
      const value = m.secrets[i]!;
      const size = w.size(); writeAppSecret(w, value); w.varint32(w.size() - size); w.varint32(234);
    }
  }
  if (m.readinessCheckDefinition !== undefined) {
    for (let i = m.readinessCheckDefinition.length - 1; i >= 0; i--) {
      const value = m.readinessCheckDefinition[i]!;
      const size = w.size(); writeReadinessCheckDefinition(w, value); w.varint32(w.size() - size); w.varint32(226);
    }
  }
  if (m.portDefinitions !== undefined) {
    for (let i = m.portDefinitions.length - 1; i >= 0; i--) {
      const value = m.portDefinitions[i]!;
      const size = w.size(); Port.write(w, value); w.varint32(w.size() - size); w.varint32(218);
    }
  }
  if (m.residency !== undefined) { const size = w.size(); writeResidencyDefinition(w, m.residency); w.varint32(w.size() - size); w.varint32(210); }
  if (m.OBSOLETE_ipAddress !== undefined) { w.bytes(m.OBSOLETE_ipAddress); w.varint32(202); }
  if (m.last_config_change_at !== undefined) { w.int64(m.last_config_change_at); w.varint32(192); }
  if (m.last_scaling_at !== undefined) { w.int64(m.last_scaling_at); w.varint32(184); }
  if (m.acceptedResourceRoles !== undefined) { const size = w.size(); writeResourceRoles(w, m.acceptedResourceRoles); w.varint32(w.size() - size); w.varint32(178); }
  if (m.maxLaunchDelay !== undefined) { w.int64(m.maxLaunchDelay); w.varint32(168); }
  if (m.labels !== undefined) {
    for (let i = m.labels.length - 1; i >= 0; i--) {
      const value = m.labels[i]!;
      const size = w.size(); Parameter.write(w, value); w.varint32(w.size() - size); w.varint32(162);
    }
  }
  if (m.container !== undefined) { const size = w.size(); writeExtendedContainerInfo(w, m.container); w.varint32(w.size() - size); w.varint32(154); }
  if (m.require_ports !== undefined) { w.bool(m.require_ports); w.varint32(144); }
  if (m.dependencies !== undefined) {
    for (let i = m.dependencies.length - 1; i >= 0; i--) {
      const value = m.dependencies[i]!;
      w.string(value); w.varint32(130);
    }
  }
  if (m.upgradeStrategy !== undefined) { const size = w.size(); writeUpgradeStrategyDefinition(w, m.upgradeStrategy); w.varint32(w.size() - size); w.byte(122); }
  if (m.backoffFactor !== undefined) { w.double(m.backoffFactor); w.byte(113); }
  if (m.backoff !== undefined) { w.int64(m.backoff); w.byte(104); }
  if (m.healthChecks !== undefined) {
    for (let i = m.healthChecks.length - 1; i >= 0; i--) {
      const value = m.healthChecks[i]!;
      const size = w.size(); writeHealthCheckDefinition(w, value); w.varint32(w.size() - size); w.byte(98);
    }
  }
  if (m.version !== undefined) { w.string(m.version); w.byte(90); }
  if (m.OBSOLETE_container !== undefined) { w.bytes(m.OBSOLETE_container); w.byte(82); }
  if (m.executor !== undefined) { w.string(m.executor); w.byte(66); }
  else w.incomplete = true;
  if (m.constraints !== undefined) {
    for (let i = m.constraints.length - 1; i >= 0; i--) {
      const value = m.constraints[i]!;
      const size = w.size(); writeConstraint(w, value); w.varint32(w.size() - size); w.byte(58);
    }
  }
  if (m.ports !== undefined) {
    for (let i = m.ports.length - 1; i >= 0; i--) {
      const value = m.ports[i]!;
      w.uint32(value); w.byte(48);
    }
  }
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.instances !== undefined) { w.uint32(m.instances); w.byte(24); }
  else w.incomplete = true;
  if (m.cmd !== undefined) { const size = w.size(); CommandInfo.write(w, m.cmd); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.id !== undefined) { w.string(m.id); w.byte(10); }
  else w.incomplete = true;
}
function readServiceDefinition(r: Reader, end: number): ServiceDefinition {
  const m = {} as ServiceDefinition;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = r.string(); break;
      case 18: m.cmd = CommandInfo.read(r, r.span()); break;
      case 24: m.instances = r.uint32(); break;
      case 34: (m.resources ??= []).push(Resource.read(r, r.span())); break;
      case 48: (m.ports ??= []).push(r.uint32()); break;
      case 50: { const stop = r.span(); while (r.pos < stop) (m.ports ??= []).push(r.uint32()); r.close(stop); break; }
      case 58: (m.constraints ??= []).push(readConstraint(r, r.span())); break;
      case 66: m.executor = r.string(); break;
      case 82: m.OBSOLETE_container = r.bytes(); break;
      case 90: m.version = r.string(); break;
      case 98: (m.healthChecks ??= []).push(readHealthCheckDefinition(r, r.span())); break;
      case 104: m.backoff = r.int64(); break;
      case 113: m.backoffFactor = r.double(); break;
      case 122: m.upgradeStrategy = readUpgradeStrategyDefinition(r, r.span()); break;
      case 130: (m.dependencies ??= []).push(r.string()); break;
      case 144: m.require_ports = r.bool(); break;
      case 154: m.container = readExtendedContainerInfo(r, r.span()); break;
      case 162: (m.labels ??= []).push(Parameter.read(r, r.span())); break;
      case 168: m.maxLaunchDelay = r.int64(); break;
      case 178: m.acceptedResourceRoles = readResourceRoles(r, r.span()); break;
      case 184: m.last_scaling_at = r.int64(); break;
      case 192: m.last_config_change_at = r.int64(); break;
      case 202: m.OBSOLETE_ipAddress = r.bytes(); break;
      case 210: m.residency = readResidencyDefinition(r, r.span()); break;
      case 218: (m.portDefinitions ??= []).push(Port.read(r, r.span())); break;
      case 226: (m.readinessCheckDefinition ??= []).push(readReadinessCheckDefinition(r, r.span())); break;
      case 234: (m.secrets ??= []).push(readAppSecret(r, r.span())); break;
      case 242: (m.envVarReferences ??= []).push(readEnvVarReference(r, r.span())); break;
      case 248: m.taskKillGracePeriod = r.int64(); break;
      case 258: m.unreachableStrategy = readUnreachableStrategy(r, r.span()); break;
      case 264: { const value = KillSelection.nameOf(r.uint32()); if (value !== undefined) m.killSelection = value; break; }
      case 274: (m.networks ??= []).push(readNetworkDefinition(r, r.span())); break;
      case 282: m.tty = TTYInfo.read(r, r.span()); break;
      case 290: (m.executorResources ??= []).push(Resource.read(r, r.span())); break;
      case 298: m.check = readCheckDefinition(r, r.span()); break;
      case 306: m.role = r.string(); break;
      case 314: m.resourceLimits = readResourceLimits(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined || m.cmd === undefined || m.instances === undefined || m.executor === undefined) r.incomplete = true;
  return m;
}
function jsonServiceDefinition(m: ServiceDefinition): string {
  let t = '{';
  if (m.id != null) t += `"id":${quoted(m.id)}`;
  if (m.cmd != null) t += `${t === '{' ? '' : ','}"cmd":${CommandInfo.toJson(m.cmd)}`;
  if (m.instances != null) t += `${t === '{' ? '' : ','}"instances":${String(m.instances)}`;
  if (m.resources != null && m.resources.length > 0) t += `${t === '{' ? '' : ','}"resources":${listJson(m.resources, (one) => Resource.toJson(one))}`;
  if (m.ports != null && m.ports.length > 0) t += `${t === '{' ? '' : ','}"ports":${listJson(m.ports, (one) => String(one))}`;
  if (m.constraints != null && m.constraints.length > 0) t += `${t === '{' ? '' : ','}"constraints":${listJson(m.constraints, jsonConstraint)}`;
  if (m.executor != null) t += `${t === '{' ? '' : ','}"executor":${quoted(m.executor)}`;
  if (m.OBSOLETE_container != null) t += `${t === '{' ? '' : ','}"OBSOLETE_container":${base64Json(m.OBSOLETE_container)}`;
  if (m.version != null) t += `${t === '{' ? '' : ','}"version":${quoted(m.version)}`;
  if (m.healthChecks != null && m.healthChecks.length > 0) t += `${t === '{' ? '' : ','}"healthChecks":${listJson(m.healthChecks, jsonHealthCheckDefinition)}`;
  if (m.backoff != null) t += `${t === '{' ? '' : ','}"backoff":${String(m.backoff)}`;
  if (m.backoffFactor != null) t += `${t === '{' ? '' : ','}"backoffFactor":${doubleJson(m.backoffFactor)}`;
  if (m.upgradeStrategy != null) t += `${t === '{' ? '' : ','}"upgradeStrategy":${jsonUpgradeStrategyDefinition(m.upgradeStrategy)}`;
  if (m.dependencies != null && m.dependencies.length > 0) t += `${t === '{' ? '' : ','}"dependencies":${listJson(m.dependencies, quoted)}`;
  if (m.require_ports != null) t += `${t === '{' ? '' : ','}"require_ports":${String(m.require_ports)}`;
  if (m.container != null) t += `${t === '{' ? '' : ','}"container":${jsonExtendedContainerInfo(m.container)}`;
  if (m.labels != null && m.labels.length > 0) t += `${t === '{' ? '' : ','}"labels":${listJson(m.labels, (one) => Parameter.toJson(one))}`;
  if (m.maxLaunchDelay != null) t += `${t === '{' ? '' : ','}"maxLaunchDelay":${String(m.maxLaunchDelay)}`;
  if (m.acceptedResourceRoles != null) t += `${t === '{' ? '' : ','}"acceptedResourceRoles":${jsonResourceRoles(m.acceptedResourceRoles)}`;
  if (m.last_scaling_at != null) t += `${t === '{' ? '' : ','}"last_scaling_at":${String(m.last_scaling_at)}`;
  if (m.last_config_change_at != null) t += `${t === '{' ? '' : ','}"last_config_change_at":${String(m.last_config_change_at)}`;
  if (m.OBSOLETE_ipAddress != null) t += `${t === '{' ? '' : ','}"OBSOLETE_ipAddress":${base64Json(m.OBSOLETE_ipAddress)}`;
  if (m.residency != null) t += `${t === '{' ? '' : ','}"residency":${jsonResidencyDefinition(m.residency)}`;
  if (m.portDefinitions != null && m.portDefinitions.length > 0) t += `${t === '{' ? '' : ','}"portDefinitions":${listJson(m.portDefinitions, (one) => Port.toJson(one))}`;
  if (m.readinessCheckDefinition != null && m.readinessCheckDefinition.length > 0) t += `${t === '{' ? '' : ','}"readinessCheckDefinition":${listJson(m.readinessCheckDefinition, jsonReadinessCheckDefinition)}`;
  if (m.secrets != null && m.secrets.length > 0) t += `${t === '{' ? '' : ','}"secrets":${listJson(m.secrets, jsonAppSecret)}`;
  if (m.envVarReferences != null && m.envVarReferences.length > 0) t += `${t === '{' ? '' : ','}"envVarReferences":${listJson(m.envVarReferences, jsonEnvVarReference)}`;
  if (m.taskKillGracePeriod != null) t += `${t === '{' ? '' : ','}"taskKillGracePeriod":${String(m.taskKillGracePeriod)}`;
  if (m.unreachableStrategy != null) t += `${t === '{' ? '' : ','}"unreachableStrategy":${jsonUnreachableStrategy(m.unreachableStrategy)}`;
  if (m.killSelection != null) t += `${t === '{' ? '' : ','}"killSelection":"${m.killSelection}"`;
  if (m.networks != null && m.networks.length > 0) t += `${t === '{' ? '' : ','}"networks":${listJson(m.networks, jsonNetworkDefinition)}`;
  if (m.tty != null) t += `${t === '{' ? '' : ','}"tty":${TTYInfo.toJson(m.tty)}`;
  if (m.executorResources != null && m.executorResources.length > 0) t += `${t === '{' ? '' : ','}"executorResources":${listJson(m.executorResources, (one) => Resource.toJson(one))}`;
  if (m.check != null) t += `${t === '{' ? '' : ','}"check":${jsonCheckDefinition(m.check)}`;
  if (m.role != null) t += `${t === '{' ? '' : ','}"role":${quoted(m.role)}`;
  if (m.resourceLimits != null) t += `${t === '{' ? '' : ','}"resourceLimits":${jsonResourceLimits(m.resourceLimits)}`;
  return `${t}}`;
}
export const ServiceDefinition: MessageType<ServiceDefinition> = new MessageType<ServiceDefinition>({
  typeName: 'mesosphere.marathon.ServiceDefinition',
  fields: [
    { name: 'id', number: 1, label: 'required', type: 'string' },
    { name: 'cmd', number: 2, label: 'required', type: () => CommandInfo },
    { name: 'instances', number: 3, label: 'required', type: 'uint32' },
    { name: 'resources', number: 4, label: 'repeated', type: () => Resource },
    { name: 'ports', number: 6, label: 'repeated', type: 'uint32' },
    { name: 'constraints', number: 7, label: 'repeated', type: () => Constraint },
    { name: 'executor', number: 8, label: 'required', type: 'string' },
    { name: 'OBSOLETE_container', number: 10, label: 'optional', type: 'bytes' },
    { name: 'version', number: 11, label: 'optional', type: 'string' },
    { name: 'healthChecks', number: 12, label: 'repeated', type: () => HealthCheckDefinition },
    { name: 'backoff', number: 13, label: 'optional', type: 'int64' },
    { name: 'backoffFactor', number: 14, label: 'optional', type: 'double' },
    { name: 'upgradeStrategy', number: 15, label: 'optional', type: () => UpgradeStrategyDefinition },
    { name: 'dependencies', number: 16, label: 'repeated', type: 'string' },
    { name: 'require_ports', number: 18, label: 'optional', type: 'bool' },
    { name: 'container', number: 19, label: 'optional', type: () => ExtendedContainerInfo },
    { name: 'labels', number: 20, label: 'repeated', type: () => Parameter },
    { name: 'maxLaunchDelay', number: 21, label: 'optional', type: 'int64' },
    { name: 'acceptedResourceRoles', number: 22, label: 'optional', type: () => ResourceRoles },
    { name: 'last_scaling_at', number: 23, label: 'optional', type: 'int64' },
    { name: 'last_config_change_at', number: 24, label: 'optional', type: 'int64' },
    { name: 'OBSOLETE_ipAddress', number: 25, label: 'optional', type: 'bytes' },
    { name: 'residency', number: 26, label: 'optional', type: () => ResidencyDefinition },
    { name: 'portDefinitions', number: 27, label: 'repeated', type: () => Port },
    { name: 'readinessCheckDefinition', number: 28, label: 'repeated', type: () => ReadinessCheckDefinition },
    { name: 'secrets', number: 29, label: 'repeated', type: () => AppSecret },
    { name: 'envVarReferences', number: 30, label: 'repeated', type: () => EnvVarReference },
    { name: 'taskKillGracePeriod', number: 31, label: 'optional', type: 'int64' },
    { name: 'unreachableStrategy', number: 32, label: 'optional', type: () => UnreachableStrategy },
    { name: 'killSelection', number: 33, label: 'optional', type: KillSelection },
    { name: 'networks', number: 34, label: 'repeated', type: () => NetworkDefinition },
    { name: 'tty', number: 35, label: 'optional', type: () => TTYInfo },
    { name: 'executorResources', number: 36, label: 'repeated', type: () => Resource },
    { name: 'check', number: 37, label: 'optional', type: () => CheckDefinition },
    { name: 'role', number: 38, label: 'optional', type: 'string' },
    { name: 'resourceLimits', number: 39, label: 'optional', type: () => ResourceLimits },
  ],
  write: writeServiceDefinition,
  read: readServiceDefinition,
  json: jsonServiceDefinition,
});

export interface UnreachableStrategy {
  inactiveAfterSeconds?: Long;
  expungeAfterSeconds?: Long;
}
function writeUnreachableStrategy(w: Writer, m: UnreachableStrategy): void {
  if (m.expungeAfterSeconds !== undefined) { w.uint64(m.expungeAfterSeconds); w.byte(16); }
  if (m.inactiveAfterSeconds !== undefined) { w.uint64(m.inactiveAfterSeconds); w.byte(8); }
}
function readUnreachableStrategy(r: Reader, end: number): UnreachableStrategy {
  const m = {} as UnreachableStrategy;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.inactiveAfterSeconds = r.uint64(); break;
      case 16: m.expungeAfterSeconds = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonUnreachableStrategy(m: UnreachableStrategy): string {
  let t = '{';
  if (m.inactiveAfterSeconds != null) t += `"inactiveAfterSeconds":${String(m.inactiveAfterSeconds)}`;
  if (m.expungeAfterSeconds != null) t += `${t === '{' ? '' : ','}"expungeAfterSeconds":${String(m.expungeAfterSeconds)}`;
  return `${t}}`;
}
export const UnreachableStrategy: MessageType<UnreachableStrategy> = new MessageType<UnreachableStrategy>({
  typeName: 'mesosphere.marathon.UnreachableStrategy',
  fields: [
    { name: 'inactiveAfterSeconds', number: 1, label: 'optional', type: 'uint64' },
    { name: 'expungeAfterSeconds', number: 2, label: 'optional', type: 'uint64' },
  ],
  write: writeUnreachableStrategy,
  read: readUnreachableStrategy,
  json: jsonUnreachableStrategy,
});

export interface ResourceLimits {
  cpus?: number;
  mem?: number;
}
function writeResourceLimits(w: Writer, m: ResourceLimits): void {
  if (m.mem !== undefined) { w.double(m.mem); w.byte(17); }
  if (m.cpus !== undefined) { w.double(m.cpus); w.byte(9); }
}
function readResourceLimits(r: Reader, end: number): ResourceLimits {
  const m = {} as ResourceLimits;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.cpus = r.double(); break;
      case 17: m.mem = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResourceLimits(m: ResourceLimits): string {
  let t = '{';
  if (m.cpus != null) t += `"cpus":${doubleJson(m.cpus)}`;
  if (m.mem != null) t += `${t === '{' ? '' : ','}"mem":${doubleJson(m.mem)}`;
  return `${t}}`;
}
export const ResourceLimits: MessageType<ResourceLimits> = new MessageType<ResourceLimits>({
  typeName: 'mesosphere.marathon.ResourceLimits',
  fields: [
    { name: 'cpus', number: 1, label: 'optional', type: 'double' },
    { name: 'mem', number: 2, label: 'optional', type: 'double' },
  ],
  write: writeResourceLimits,
  read: readResourceLimits,
  json: jsonResourceLimits,
});

export interface ResourceRoles {
  role?: string[];
}
function writeResourceRoles(w: Writer, m: ResourceRoles): void {
  if (m.role !== undefined) {
    for (let i = m.role.length - 1; i >= 0; i--) {
      const value = m.role[i]!;
      w.string(value); w.byte(10);
    }
  }
}
function readResourceRoles(r: Reader, end: number): ResourceRoles {
  const m = {} as ResourceRoles;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.role ??= []).push(r.string()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResourceRoles(m: ResourceRoles): string {
  let t = '{';
  if (m.role != null && m.role.length > 0) t += `"role":${listJson(m.role, quoted)}`;
  return `${t}}`;
}
export const ResourceRoles: MessageType<ResourceRoles> = new MessageType<ResourceRoles>({
  typeName: 'mesosphere.marathon.ResourceRoles',
  fields: [
    { name: 'role', number: 1, label: 'repeated', type: 'string' },
  ],
  write: writeResourceRoles,
  read: readResourceRoles,
  json: jsonResourceRoles,
});

export interface ImagePullConfig {
  type: number;
  secret?: Secret;
}
function writeImagePullConfig(w: Writer, m: ImagePullConfig): void {
  if (m.secret !== undefined) { const size = w.size(); Secret.write(w, m.secret); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.uint32(m.type); w.byte(8); }
  else w.incomplete = true;
}
function readImagePullConfig(r: Reader, end: number): ImagePullConfig {
  const m = {} as ImagePullConfig;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.type = r.uint32(); break;
      case 18: m.secret = Secret.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined) r.incomplete = true;
  return m;
}
function jsonImagePullConfig(m: ImagePullConfig): string {
  let t = '{';
  if (m.type != null) t += `"type":${String(m.type)}`;
  if (m.secret != null) t += `${t === '{' ? '' : ','}"secret":${Secret.toJson(m.secret)}`;
  return `${t}}`;
}
export const ImagePullConfig: MessageType<ImagePullConfig> = new MessageType<ImagePullConfig>({
  typeName: 'mesosphere.marathon.ImagePullConfig',
  fields: [
    { name: 'type', number: 1, label: 'required', type: 'uint32' },
    { name: 'secret', number: 2, label: 'optional', type: () => Secret },
  ],
  write: writeImagePullConfig,
  read: readImagePullConfig,
  json: jsonImagePullConfig,
});

export interface ExtendedContainerInfo {
  type: ContainerInfo_Type;
  volumes?: Volume[];
  docker?: ExtendedContainerInfo_DockerInfo;
  mesosDocker?: ExtendedContainerInfo_MesosDockerInfo;
  port_mappings?: ExtendedContainerInfo_PortMapping[];
  linuxInfo?: ExtendedContainerInfo_LinuxInfo;
}
function writeExtendedContainerInfo(w: Writer, m: ExtendedContainerInfo): void {
  if (m.linuxInfo !== undefined) { const size = w.size(); writeExtendedContainerInfo_LinuxInfo(w, m.linuxInfo); w.varint32(w.size() - size); w.byte(58); }
  if (m.port_mappings !== undefined) {
    for (let i = m.port_mappings.length - 1; i >= 0; i--) {
      const value = m.port_mappings[i]!;
      const size = w.size(); writeExtendedContainerInfo_PortMapping(w, value); w.varint32(w.size() - size); w.byte(50);
    }
  }
  if (m.mesosDocker !== undefined) { const size = w.size(); writeExtendedContainerInfo_MesosDockerInfo(w, m.mesosDocker); w.varint32(w.size() - size); w.byte(34); }
  if (m.docker !== undefined) { const size = w.size(); writeExtendedContainerInfo_DockerInfo(w, m.docker); w.varint32(w.size() - size); w.byte(26); }
  if (m.volumes !== undefined) {
    for (let i = m.volumes.length - 1; i >= 0; i--) {
      const value = m.volumes[i]!;
      const size = w.size(); writeVolume(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.type !== undefined) { w.int32(ContainerInfo_Type.numberOf(m.type)); w.byte(8); }
  else w.incomplete = true;
}
function readExtendedContainerInfo(r: Reader, end: number): ExtendedContainerInfo {
  const m = {} as ExtendedContainerInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = ContainerInfo_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: (m.volumes ??= []).push(readVolume(r, r.span())); break;
      case 26: m.docker = readExtendedContainerInfo_DockerInfo(r, r.span()); break;
      case 34: m.mesosDocker = readExtendedContainerInfo_MesosDockerInfo(r, r.span()); break;
      case 50: (m.port_mappings ??= []).push(readExtendedContainerInfo_PortMapping(r, r.span())); break;
      case 58: m.linuxInfo = readExtendedContainerInfo_LinuxInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined) r.incomplete = true;
  return m;
}
function jsonExtendedContainerInfo(m: ExtendedContainerInfo): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.volumes != null && m.volumes.length > 0) t += `${t === '{' ? '' : ','}"volumes":${listJson(m.volumes, jsonVolume)}`;
  if (m.docker != null) t += `${t === '{' ? '' : ','}"docker":${jsonExtendedContainerInfo_DockerInfo(m.docker)}`;
  if (m.mesosDocker != null) t += `${t === '{' ? '' : ','}"mesosDocker":${jsonExtendedContainerInfo_MesosDockerInfo(m.mesosDocker)}`;
  if (m.port_mappings != null && m.port_mappings.length > 0) t += `${t === '{' ? '' : ','}"port_mappings":${listJson(m.port_mappings, jsonExtendedContainerInfo_PortMapping)}`;
  if (m.linuxInfo != null) t += `${t === '{' ? '' : ','}"linuxInfo":${jsonExtendedContainerInfo_LinuxInfo(m.linuxInfo)}`;
  return `${t}}`;
}
export const ExtendedContainerInfo: MessageType<ExtendedContainerInfo> = new MessageType<ExtendedContainerInfo>({
  typeName: 'mesosphere.marathon.ExtendedContainerInfo',
  fields: [
    { name: 'type', number: 1, label: 'required', type: ContainerInfo_Type },
    { name: 'volumes', number: 2, label: 'repeated', type: () => Volume },
    { name: 'docker', number: 3, label: 'optional', type: () => ExtendedContainerInfo_DockerInfo },
    { name: 'mesosDocker', number: 4, label: 'optional', type: () => ExtendedContainerInfo_MesosDockerInfo },
    { name: 'port_mappings', number: 6, label: 'repeated', type: () => ExtendedContainerInfo_PortMapping },
    { name: 'linuxInfo', number: 7, label: 'optional', type: () => ExtendedContainerInfo_LinuxInfo },
  ],
  write: writeExtendedContainerInfo,
  read: readExtendedContainerInfo,
  json: jsonExtendedContainerInfo,
});

export interface ExtendedContainerInfo_DockerInfo {
  image: string;
  OBSOLETE_network?: number;
  OBSOLETE_port_mappings?: Uint8Array[];
  privileged?: boolean;
  parameters?: Parameter[];
  force_pull_image?: boolean;
}
function writeExtendedContainerInfo_DockerInfo(w: Writer, m: ExtendedContainerInfo_DockerInfo): void {
  if (m.force_pull_image !== undefined) { w.bool(m.force_pull_image); w.byte(48); }
  if (m.parameters !== undefined) {
    for (let i = m.parameters.length - 1; i >= 0; i--) {
      const value = m.parameters[i]!;
      const size = w.size(); Parameter.write(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.privileged !== undefined) { w.bool(m.privileged); w.byte(32); }
  if (m.OBSOLETE_port_mappings !== undefined) {
    for (let i = m.OBSOLETE_port_mappings.length - 1; i >= 0; i--) {
      const value = m.OBSOLETE_port_mappings[i]!;
      w.bytes(value); w.byte(26);
    }
  }
  if (m.OBSOLETE_network !== undefined) { w.uint32(m.OBSOLETE_network); w.byte(16); }
  if (m.image !== undefined) { w.string(m.image); w.byte(10); }
  else w.incomplete = true;
}
function readExtendedContainerInfo_DockerInfo(r: Reader, end: number): ExtendedContainerInfo_DockerInfo {
  const m = {} as ExtendedContainerInfo_DockerInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.image = r.string(); break;
      case 16: m.OBSOLETE_network = r.uint32(); break;
      case 26: (m.OBSOLETE_port_mappings ??= []).push(r.bytes()); break;
      case 32: m.privileged = r.bool(); break;
      case 42: (m.parameters ??= []).push(Parameter.read(r, r.span())); break;
      case 48: m.force_pull_image = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.image === undefined) r.incomplete = true;
  return m;
}
function jsonExtendedContainerInfo_DockerInfo(m: ExtendedContainerInfo_DockerInfo): string {
  let t = '{';
  if (m.image != null) t += `"image":${quoted(m.image)}`;
  if (m.OBSOLETE_network != null) t += `${t === '{' ? '' : ','}"OBSOLETE_network":${String(m.OBSOLETE_network)}`;
  if (m.OBSOLETE_port_mappings != null && m.OBSOLETE_port_mappings.length > 0) t += `${t === '{' ? '' : ','}"OBSOLETE_port_mappings":${listJson(m.OBSOLETE_port_mappings, base64Json)}`;
  if (m.privileged != null) t += `${t === '{' ? '' : ','}"privileged":${String(m.privileged)}`;
  if (m.parameters != null && m.parameters.length > 0) t += `${t === '{' ? '' : ','}"parameters":${listJson(m.parameters, (one) => Parameter.toJson(one))}`;
  if (m.force_pull_image != null) t += `${t === '{' ? '' : ','}"force_pull_image":${String(m.force_pull_image)}`;
  return `${t}}`;
}
export const ExtendedContainerInfo_DockerInfo: MessageType<ExtendedContainerInfo_DockerInfo> = new MessageType<ExtendedContainerInfo_DockerInfo>({
  typeName: 'mesosphere.marathon.ExtendedContainerInfo.DockerInfo',
  fields: [
    { name: 'image', number: 1, label: 'required', type: 'string' },
    { name: 'OBSOLETE_network', number: 2, label: 'optional', type: 'uint32' },
    { name: 'OBSOLETE_port_mappings', number: 3, label: 'repeated', type: 'bytes' },
    { name: 'privileged', number: 4, label: 'optional', type: 'bool' },
    { name: 'parameters', number: 5, label: 'repeated', type: () => Parameter },
    { name: 'force_pull_image', number: 6, label: 'optional', type: 'bool' },
  ],
  write: writeExtendedContainerInfo_DockerInfo,
  read: readExtendedContainerInfo_DockerInfo,
  json: jsonExtendedContainerInfo_DockerInfo,
});

export interface ExtendedContainerInfo_MesosDockerInfo {
  image: string;
  deprecated_credential?: Credential;
  force_pull_image?: boolean;
  pull_config?: ImagePullConfig;
}
function writeExtendedContainerInfo_MesosDockerInfo(w: Writer, m: ExtendedContainerInfo_MesosDockerInfo): void {
  if (m.pull_config !== undefined) { const size = w.size(); writeImagePullConfig(w, m.pull_config); w.varint32(w.size() - size); w.byte(34); }
  if (m.force_pull_image !== undefined) { w.bool(m.force_pull_image); w.byte(24); }
  if (m.deprecated_credential !== undefined) { const size = w.size(); Credential.write(w, m.deprecated_credential); w.varint32(w.size() - size); w.byte(18); }
  if (m.image !== undefined) { w.string(m.image); w.byte(10); }
  else w.incomplete = true;
}
function readExtendedContainerInfo_MesosDockerInfo(r: Reader, end: number): ExtendedContainerInfo_MesosDockerInfo {
  const m = {} as ExtendedContainerInfo_MesosDockerInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.image = r.string(); break;
      case 18: m.deprecated_credential = Credential.read(r, r.span()); break;
      case 24: m.force_pull_image = r.bool(); break;
      case 34: m.pull_config = readImagePullConfig(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.image === undefined) r.incomplete = true;
  return m;
}
function jsonExtendedContainerInfo_MesosDockerInfo(m: ExtendedContainerInfo_MesosDockerInfo): string {
  let t = '{';
  if (m.image != null) t += `"image":${quoted(m.image)}`;
  if (m.deprecated_credential != null) t += `${t === '{' ? '' : ','}"deprecated_credential":${Credential.toJson(m.deprecated_credential)}`;
  if (m.force_pull_image != null) t += `${t === '{' ? '' : ','}"force_pull_image":${String(m.force_pull_image)}`;
  if (m.pull_config != null) t += `${t === '{' ? '' : ','}"pull_config":${jsonImagePullConfig(m.pull_config)}`;
  return `${t}}`;
}
export const ExtendedContainerInfo_MesosDockerInfo: MessageType<ExtendedContainerInfo_MesosDockerInfo> = new MessageType<ExtendedContainerInfo_MesosDockerInfo>({
  typeName: 'mesosphere.marathon.ExtendedContainerInfo.MesosDockerInfo',
  fields: [
    { name: 'image', number: 1, label: 'required', type: 'string' },
    { name: 'deprecated_credential', number: 2, label: 'optional', type: () => Credential },
    { name: 'force_pull_image', number: 3, label: 'optional', type: 'bool' },
    { name: 'pull_config', number: 4, label: 'optional', type: () => ImagePullConfig },
  ],
  write: writeExtendedContainerInfo_MesosDockerInfo,
  read: readExtendedContainerInfo_MesosDockerInfo,
  json: jsonExtendedContainerInfo_MesosDockerInfo,
});

export interface ExtendedContainerInfo_LinuxInfo {
  seccomp?: ExtendedContainerInfo_LinuxInfo_Seccomp;
  ipcInfo?: ExtendedContainerInfo_LinuxInfo_IpcInfo;
}
function writeExtendedContainerInfo_LinuxInfo(w: Writer, m: ExtendedContainerInfo_LinuxInfo): void {
  if (m.ipcInfo !== undefined) { const size = w.size(); writeExtendedContainerInfo_LinuxInfo_IpcInfo(w, m.ipcInfo); w.varint32(w.size() - size); w.byte(18); }
  if (m.seccomp !== undefined) { const size = w.size(); writeExtendedContainerInfo_LinuxInfo_Seccomp(w, m.seccomp); w.varint32(w.size() - size); w.byte(10); }
}
function readExtendedContainerInfo_LinuxInfo(r: Reader, end: number): ExtendedContainerInfo_LinuxInfo {
  const m = {} as ExtendedContainerInfo_LinuxInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.seccomp = readExtendedContainerInfo_LinuxInfo_Seccomp(r, r.span()); break;
      case 18: m.ipcInfo = readExtendedContainerInfo_LinuxInfo_IpcInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonExtendedContainerInfo_LinuxInfo(m: ExtendedContainerInfo_LinuxInfo): string {
  let t = '{';
  if (m.seccomp != null) t += `"seccomp":${jsonExtendedContainerInfo_LinuxInfo_Seccomp(m.seccomp)}`;
  if (m.ipcInfo != null) t += `${t === '{' ? '' : ','}"ipcInfo":${jsonExtendedContainerInfo_LinuxInfo_IpcInfo(m.ipcInfo)}`;
  return `${t}}`;
}
export const ExtendedContainerInfo_LinuxInfo: MessageType<ExtendedContainerInfo_LinuxInfo> = new MessageType<ExtendedContainerInfo_LinuxInfo>({
  typeName: 'mesosphere.marathon.ExtendedContainerInfo.LinuxInfo',
  fields: [
    { name: 'seccomp', number: 1, label: 'optional', type: () => ExtendedContainerInfo_LinuxInfo_Seccomp },
    { name: 'ipcInfo', number: 2, label: 'optional', type: () => ExtendedContainerInfo_LinuxInfo_IpcInfo },
  ],
  write: writeExtendedContainerInfo_LinuxInfo,
  read: readExtendedContainerInfo_LinuxInfo,
  json: jsonExtendedContainerInfo_LinuxInfo,
});

export interface ExtendedContainerInfo_LinuxInfo_Seccomp {
  profileName?: string;
  unconfined: boolean;
}
function writeExtendedContainerInfo_LinuxInfo_Seccomp(w: Writer, m: ExtendedContainerInfo_LinuxInfo_Seccomp): void {
  if (m.unconfined !== undefined) { w.bool(m.unconfined); w.byte(16); }
  else w.incomplete = true;
  if (m.profileName !== undefined) { w.string(m.profileName); w.byte(10); }
}
function readExtendedContainerInfo_LinuxInfo_Seccomp(r: Reader, end: number): ExtendedContainerInfo_LinuxInfo_Seccomp {
  const m = {} as ExtendedContainerInfo_LinuxInfo_Seccomp;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.profileName = r.string(); break;
      case 16: m.unconfined = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.unconfined === undefined) r.incomplete = true;
  return m;
}
function jsonExtendedContainerInfo_LinuxInfo_Seccomp(m: ExtendedContainerInfo_LinuxInfo_Seccomp): string {
  let t = '{';
  if (m.profileName != null) t += `"profileName":${quoted(m.profileName)}`;
  if (m.unconfined != null) t += `${t === '{' ? '' : ','}"unconfined":${String(m.unconfined)}`;
  return `${t}}`;
}
export const ExtendedContainerInfo_LinuxInfo_Seccomp: MessageType<ExtendedContainerInfo_LinuxInfo_Seccomp> = new MessageType<ExtendedContainerInfo_LinuxInfo_Seccomp>({
  typeName: 'mesosphere.marathon.ExtendedContainerInfo.LinuxInfo.Seccomp',
  fields: [
    { name: 'profileName', number: 1, label: 'optional', type: 'string' },
    { name: 'unconfined', number: 2, label: 'required', type: 'bool' },
  ],
  write: writeExtendedContainerInfo_LinuxInfo_Seccomp,
  read: readExtendedContainerInfo_LinuxInfo_Seccomp,
  json: jsonExtendedContainerInfo_LinuxInfo_Seccomp,
});

export interface ExtendedContainerInfo_LinuxInfo_IpcInfo {
  ipcMode: ExtendedContainerInfo_LinuxInfo_IpcInfo_IpcMode;
  shmSize?: number;
}
function writeExtendedContainerInfo_LinuxInfo_IpcInfo(w: Writer, m: ExtendedContainerInfo_LinuxInfo_IpcInfo): void {
  if (m.shmSize !== undefined) { w.uint32(m.shmSize); w.byte(16); }
  if (m.ipcMode !== undefined) { w.int32(ExtendedContainerInfo_LinuxInfo_IpcInfo_IpcMode.numberOf(m.ipcMode)); w.byte(8); }
  else w.incomplete = true;
}
function readExtendedContainerInfo_LinuxInfo_IpcInfo(r: Reader, end: number): ExtendedContainerInfo_LinuxInfo_IpcInfo {
  const m = {} as ExtendedContainerInfo_LinuxInfo_IpcInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = ExtendedContainerInfo_LinuxInfo_IpcInfo_IpcMode.nameOf(r.uint32()); if (value !== undefined) m.ipcMode = value; break; }
      case 16: m.shmSize = r.uint32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.ipcMode === undefined) r.incomplete = true;
  return m;
}
function jsonExtendedContainerInfo_LinuxInfo_IpcInfo(m: ExtendedContainerInfo_LinuxInfo_IpcInfo): string {
  let t = '{';
  if (m.ipcMode != null) t += `"ipcMode":"${m.ipcMode}"`;
  if (m.shmSize != null) t += `${t === '{' ? '' : ','}"shmSize":${String(m.shmSize)}`;
  return `${t}}`;
}
export const ExtendedContainerInfo_LinuxInfo_IpcInfo: MessageType<ExtendedContainerInfo_LinuxInfo_IpcInfo> = new MessageType<ExtendedContainerInfo_LinuxInfo_IpcInfo>({
  typeName: 'mesosphere.marathon.ExtendedContainerInfo.LinuxInfo.IpcInfo',
  fields: [
    { name: 'ipcMode', number: 1, label: 'required', type: ExtendedContainerInfo_LinuxInfo_IpcInfo_IpcMode },
    { name: 'shmSize', number: 2, label: 'optional', type: 'uint32' },
  ],
  write: writeExtendedContainerInfo_LinuxInfo_IpcInfo,
  read: readExtendedContainerInfo_LinuxInfo_IpcInfo,
  json: jsonExtendedContainerInfo_LinuxInfo_IpcInfo,
});

export interface ExtendedContainerInfo_PortMapping {
  host_port?: number;
  container_port: number;
  protocol?: string;
  name?: string;
  labels?: Label[];
  service_port?: number;
  network_names?: string[];
}
function writeExtendedContainerInfo_PortMapping(w: Writer, m: ExtendedContainerInfo_PortMapping): void {
  if (m.network_names !== undefined) {
    for (let i = m.network_names.length - 1; i >= 0; i--) {
      const value = m.network_names[i]!;
      w.string(value); w.byte(58);
    }
  }
  if (m.service_port !== undefined) { w.uint32(m.service_port); w.byte(48); }
  if (m.labels !== undefined) {
    for (let i = m.labels.length - 1; i >= 0; i--) {
      const value = m.labels[i]!;
      const size = w.size(); Label.write(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.name !== undefined) { w.string(m.name); w.byte(34); }
  if (m.protocol !== undefined) { w.string(m.protocol); w.byte(26); }
  if (m.container_port !== undefined) { w.uint32(m.container_port); w.byte(16); }
  else w.incomplete = true;
  if (m.host_port !== undefined) { w.uint32(m.host_port); w.byte(8); }
}
function readExtendedContainerInfo_PortMapping(r: Reader, end: number): ExtendedContainerInfo_PortMapping {
  const m = {} as ExtendedContainerInfo_PortMapping;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.host_port = r.uint32(); break;
      case 16: m.container_port = r.uint32(); break;
      case 26: m.protocol = r.string(); break;
      case 34: m.name = r.string(); break;
      case 42: (m.labels ??= []).push(Label.read(r, r.span())); break;
      case 48: m.service_port = r.uint32(); break;
      case 58: (m.network_names ??= []).push(r.string()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_port === undefined) r.incomplete = true;
  return m;
}
function jsonExtendedContainerInfo_PortMapping(m: ExtendedContainerInfo_PortMapping): string {
  let t = '{';
  if (m.host_port != null) t += `"host_port":${String(m.host_port)}`;
  if (m.container_port != null) t += `${t === '{' ? '' : ','}"container_port":${String(m.container_port)}`;
  if (m.protocol != null) t += `${t === '{' ? '' : ','}"protocol":${quoted(m.protocol)}`;
  if (m.name != null) t += `${t === '{' ? '' : ','}"name":${quoted(m.name)}`;
  if (m.labels != null && m.labels.length > 0) t += `${t === '{' ? '' : ','}"labels":${listJson(m.labels, (one) => Label.toJson(one))}`;
  if (m.service_port != null) t += `${t === '{' ? '' : ','}"service_port":${String(m.service_port)}`;
  if (m.network_names != null && m.network_names.length > 0) t += `${t === '{' ? '' : ','}"network_names":${listJson(m.network_names, quoted)}`;
  return `${t}}`;
}
export const ExtendedContainerInfo_PortMapping: MessageType<ExtendedContainerInfo_PortMapping> = new MessageType<ExtendedContainerInfo_PortMapping>({
  typeName: 'mesosphere.marathon.ExtendedContainerInfo.PortMapping',
  fields: [
    { name: 'host_port', number: 1, label: 'optional', type: 'uint32' },
    { name: 'container_port', number: 2, label: 'required', type: 'uint32' },
    { name: 'protocol', number: 3, label: 'optional', type: 'string' },
    { name: 'name', number: 4, label: 'optional', type: 'string' },
    { name: 'labels', number: 5, label: 'repeated', type: () => Label },
    { name: 'service_port', number: 6, label: 'optional', type: 'uint32' },
    { name: 'network_names', number: 7, label: 'repeated', type: 'string' },
  ],
  write: writeExtendedContainerInfo_PortMapping,
  read: readExtendedContainerInfo_PortMapping,
  json: jsonExtendedContainerInfo_PortMapping,
});

export interface Volume {
  container_path: string;
  host_path?: string;
  mode: Volume_Mode;
  image?: Uint8Array;
  persistent?: Volume_PersistentVolumeInfo;
  external?: Volume_ExternalVolumeInfo;
  secret?: Volume_SecretVolumeInfo;
  csiExternal?: Volume_CSIVolumeInfo;
}
function writeVolume(w: Writer, m: Volume): void {
  if (m.csiExternal !== undefined) { const size = w.size(); writeVolume_CSIVolumeInfo(w, m.csiExternal); w.varint32(w.size() - size); w.byte(66); }
  if (m.secret !== undefined) { const size = w.size(); writeVolume_SecretVolumeInfo(w, m.secret); w.varint32(w.size() - size); w.byte(58); }
  if (m.external !== undefined) { const size = w.size(); writeVolume_ExternalVolumeInfo(w, m.external); w.varint32(w.size() - size); w.byte(50); }
  if (m.persistent !== undefined) { const size = w.size(); writeVolume_PersistentVolumeInfo(w, m.persistent); w.varint32(w.size() - size); w.byte(42); }
  if (m.image !== undefined) { w.bytes(m.image); w.byte(34); }
  if (m.mode !== undefined) { w.int32(Volume_Mode.numberOf(m.mode)); w.byte(24); }
  else w.incomplete = true;
  if (m.host_path !== undefined) { w.string(m.host_path); w.byte(18); }
  if (m.container_path !== undefined) { w.string(m.container_path); w.byte(10); }
  else w.incomplete = true;
}
function readVolume(r: Reader, end: number): Volume {
  const m = {} as Volume;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.container_path = r.string(); break;
      case 18: m.host_path = r.string(); break;
      case 24: { const value = Volume_Mode.nameOf(r.uint32()); if (value !== undefined) m.mode = value; break; }
      case 34: m.image = r.bytes(); break;
      case 42: m.persistent = readVolume_PersistentVolumeInfo(r, r.span()); break;
      case 50: m.external = readVolume_ExternalVolumeInfo(r, r.span()); break;
      case 58: m.secret = readVolume_SecretVolumeInfo(r, r.span()); break;
      case 66: m.csiExternal = readVolume_CSIVolumeInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_path === undefined || m.mode === undefined) r.incomplete = true;
  return m;
}
function jsonVolume(m: Volume): string {
  let t = '{';
  if (m.container_path != null) t += `"container_path":${quoted(m.container_path)}`;
  if (m.host_path != null) t += `${t === '{' ? '' : ','}"host_path":${quoted(m.host_path)}`;
  if (m.mode != null) t += `${t === '{' ? '' : ','}"mode":"${m.mode}"`;
  if (m.image != null) t += `${t === '{' ? '' : ','}"image":${base64Json(m.image)}`;
  if (m.persistent != null) t += `${t === '{' ? '' : ','}"persistent":${jsonVolume_PersistentVolumeInfo(m.persistent)}`;
  if (m.external != null) t += `${t === '{' ? '' : ','}"external":${jsonVolume_ExternalVolumeInfo(m.external)}`;
  if (m.secret != null) t += `${t === '{' ? '' : ','}"secret":${jsonVolume_SecretVolumeInfo(m.secret)}`;
  if (m.csiExternal != null) t += `${t === '{' ? '' : ','}"csiExternal":${jsonVolume_CSIVolumeInfo(m.csiExternal)}`;
  return `${t}}`;
}
export const Volume: MessageType<Volume> = new MessageType<Volume>({
  typeName: 'mesosphere.marathon.Volume',
  fields: [
    { name: 'container_path', number: 1, label: 'required', type: 'string' },
    { name: 'host_path', number: 2, label: 'optional', type: 'string' },
    { name: 'mode', number: 3, label: 'required', type: Volume_Mode },
    { name: 'image', number: 4, label: 'optional', type: 'bytes' },
    { name: 'persistent', number: 5, label: 'optional', type: () => Volume_PersistentVolumeInfo },
    { name: 'external', number: 6, label: 'optional', type: () => Volume_ExternalVolumeInfo },
    { name: 'secret', number: 7, label: 'optional', type: () => Volume_SecretVolumeInfo },
    { name: 'csiExternal', number: 8, label: 'optional', type: () => Volume_CSIVolumeInfo },
  ],
  write: writeVolume,
  read: readVolume,
  json: jsonVolume,
});

export interface Volume_PersistentVolumeInfo {
  size: Long;
  type?: Resource_DiskInfo_Source_Type;
  constraints?: Constraint[];
  maxSize?: Long;
  profileName?: string;
}
function writeVolume_PersistentVolumeInfo(w: Writer, m: Volume_PersistentVolumeInfo): void {
  if (m.profileName !== undefined) { w.string(m.profileName); w.byte(42); }
  if (m.maxSize !== undefined) { w.uint64(m.maxSize); w.byte(32); }
  if (m.constraints !== undefined) {
    for (let i = m.constraints.length - 1; i >= 0; i--) {
      const value = m.constraints[i]!;
      const size = w.size(); writeConstraint(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.type !== undefined) { w.int32(Resource_DiskInfo_Source_Type.numberOf(m.type)); w.byte(16); }
  if (m.size !== undefined) { w.uint64(m.size); w.byte(8); }
  else w.incomplete = true;
}
function readVolume_PersistentVolumeInfo(r: Reader, end: number): Volume_PersistentVolumeInfo {
  const m = {} as Volume_PersistentVolumeInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.size = r.uint64(); break;
      case 16: { const value = Resource_DiskInfo_Source_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 26: (m.constraints ??= []).push(readConstraint(r, r.span())); break;
      case 32: m.maxSize = r.uint64(); break;
      case 42: m.profileName = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.size === undefined) r.incomplete = true;
  return m;
}
function jsonVolume_PersistentVolumeInfo(m: Volume_PersistentVolumeInfo): string {
  let t = '{';
  if (m.size != null) t += `"size":${String(m.size)}`;
  if (m.type != null) t += `${t === '{' ? '' : ','}"type":"${m.type}"`;
  if (m.constraints != null && m.constraints.length > 0) t += `${t === '{' ? '' : ','}"constraints":${listJson(m.constraints, jsonConstraint)}`;
  if (m.maxSize != null) t += `${t === '{' ? '' : ','}"maxSize":${String(m.maxSize)}`;
  if (m.profileName != null) t += `${t === '{' ? '' : ','}"profileName":${quoted(m.profileName)}`;
  return `${t}}`;
}
export const Volume_PersistentVolumeInfo: MessageType<Volume_PersistentVolumeInfo> = new MessageType<Volume_PersistentVolumeInfo>({
  typeName: 'mesosphere.marathon.Volume.PersistentVolumeInfo',
  fields: [
    { name: 'size', number: 1, label: 'required', type: 'uint64' },
    { name: 'type', number: 2, label: 'optional', type: Resource_DiskInfo_Source_Type },
    { name: 'constraints', number: 3, label: 'repeated', type: () => Constraint },
    { name: 'maxSize', number: 4, label: 'optional', type: 'uint64' },
    { name: 'profileName', number: 5, label: 'optional', type: 'string' },
  ],
  write: writeVolume_PersistentVolumeInfo,
  read: readVolume_PersistentVolumeInfo,
  json: jsonVolume_PersistentVolumeInfo,
});

export interface Volume_ExternalVolumeInfo {
  size?: Long;
  name: string;
  provider: string;
  options?: Label[];
  shared?: boolean;
}
function writeVolume_ExternalVolumeInfo(w: Writer, m: Volume_ExternalVolumeInfo): void {
  if (m.shared !== undefined) { w.bool(m.shared); w.byte(40); }
  if (m.options !== undefined) {
    for (let i = m.options.length - 1; i >= 0; i--) {
      const value = m.options[i]!;
      const size = w.size(); Label.write(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.provider !== undefined) { w.string(m.provider); w.byte(26); }
  else w.incomplete = true;
  if (m.name !== undefined) { w.string(m.name); w.byte(18); }
  else w.incomplete = true;
  if (m.size !== undefined) { w.uint64(m.size); w.byte(8); }
}
function readVolume_ExternalVolumeInfo(r: Reader, end: number): Volume_ExternalVolumeInfo {
  const m = {} as Volume_ExternalVolumeInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.size = r.uint64(); break;
      case 18: m.name = r.string(); break;
      case 26: m.provider = r.string(); break;
      case 34: (m.options ??= []).push(Label.read(r, r.span())); break;
      case 40: m.shared = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined || m.provider === undefined) r.incomplete = true;
  return m;
}
function jsonVolume_ExternalVolumeInfo(m: Volume_ExternalVolumeInfo): string {
  let t = '{';
  if (m.size != null) t += `"size":${String(m.size)}`;
  if (m.name != null) t += `${t === '{' ? '' : ','}"name":${quoted(m.name)}`;
  if (m.provider != null) t += `${t === '{' ? '' : ','}"provider":${quoted(m.provider)}`;
  if (m.options != null && m.options.length > 0) t += `${t === '{' ? '' : ','}"options":${listJson(m.options, (one) => Label.toJson(one))}`;
  if (m.shared != null) t += `${t === '{' ? '' : ','}"shared":${String(m.shared)}`;
  return `${t}}`;
}
export const Volume_ExternalVolumeInfo: MessageType<Volume_ExternalVolumeInfo> = new MessageType<Volume_ExternalVolumeInfo>({
  typeName: 'mesosphere.marathon.Volume.ExternalVolumeInfo',
  fields: [
    { name: 'size', number: 1, label: 'optional', type: 'uint64' },
    { name: 'name', number: 2, label: 'required', type: 'string' },
    { name: 'provider', number: 3, label: 'required', type: 'string' },
    { name: 'options', number: 4, label: 'repeated', type: () => Label },
    { name: 'shared', number: 5, label: 'optional', type: 'bool' },
  ],
  write: writeVolume_ExternalVolumeInfo,
  read: readVolume_ExternalVolumeInfo,
  json: jsonVolume_ExternalVolumeInfo,
});

export interface Volume_CSIVolumeInfo {
  name: string;
  plugin_name: string;
  volume_capability: Volume_Source_CSIVolume_VolumeCapability;
  node_stage_secrets?: Record<string, string>;
  node_publish_secrets?: Record<string, string>;
  volume_context?: Record<string, string>;
}
function writeVolume_CSIVolumeInfo(w: Writer, m: Volume_CSIVolumeInfo): void {
  if (m.volume_context !== undefined) {
    for (const [key, value] of Object.entries(m.volume_context).reverse()) {
      const entry = w.size();
      { w.string(value); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(50);
    }
  }
  if (m.node_publish_secrets !== undefined) {
    for (const [key, value] of Object.entries(m.node_publish_secrets).reverse()) {
      const entry = w.size();
      { w.string(value); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(42);
    }
  }
  if (m.node_stage_secrets !== undefined) {
    for (const [key, value] of Object.entries(m.node_stage_secrets).reverse()) {
      const entry = w.size();
      { w.string(value); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(34);
    }
  }
  if (m.volume_capability !== undefined) { const size = w.size(); Volume_Source_CSIVolume_VolumeCapability.write(w, m.volume_capability); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.plugin_name !== undefined) { w.string(m.plugin_name); w.byte(18); }
  else w.incomplete = true;
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readVolume_CSIVolumeInfo(r: Reader, end: number): Volume_CSIVolumeInfo {
  const m = {} as Volume_CSIVolumeInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 18: m.plugin_name = r.string(); break;
      case 26: m.volume_capability = Volume_Source_CSIVolume_VolumeCapability.read(r, r.span()); break;
      case 34: {
        const stop = r.span(); let key = ''; let value: string | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = r.string(); else r.skip(inner); }
        r.close(stop); value ??= '';
        Object.defineProperty(m.node_stage_secrets ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      case 42: {
        const stop = r.span(); let key = ''; let value: string | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = r.string(); else r.skip(inner); }
        r.close(stop); value ??= '';
        Object.defineProperty(m.node_publish_secrets ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      case 50: {
        const stop = r.span(); let key = ''; let value: string | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = r.string(); else r.skip(inner); }
        r.close(stop); value ??= '';
        Object.defineProperty(m.volume_context ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined || m.plugin_name === undefined || m.volume_capability === undefined) r.incomplete = true;
  return m;
}
function jsonVolume_CSIVolumeInfo(m: Volume_CSIVolumeInfo): string {
  let t = '{';
  if (m.name != null) t += `"name":${quoted(m.name)}`;
  if (m.plugin_name != null) t += `${t === '{' ? '' : ','}"plugin_name":${quoted(m.plugin_name)}`;
  if (m.volume_capability != null) t += `${t === '{' ? '' : ','}"volume_capability":${Volume_Source_CSIVolume_VolumeCapability.toJson(m.volume_capability)}`;
  if (m.node_stage_secrets != null && Object.keys(m.node_stage_secrets).length > 0) t += `${t === '{' ? '' : ','}"node_stage_secrets":${mapJson(m.node_stage_secrets, quoted)}`;
  if (m.node_publish_secrets != null && Object.keys(m.node_publish_secrets).length > 0) t += `${t === '{' ? '' : ','}"node_publish_secrets":${mapJson(m.node_publish_secrets, quoted)}`;
  if (m.volume_context != null && Object.keys(m.volume_context).length > 0) t += `${t === '{' ? '' : ','}"volume_context":${mapJson(m.volume_context, quoted)}`;
  return `${t}}`;
}
export const Volume_CSIVolumeInfo: MessageType<Volume_CSIVolumeInfo> = new MessageType<Volume_CSIVolumeInfo>({
  typeName: 'mesosphere.marathon.Volume.CSIVolumeInfo',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'plugin_name', number: 2, label: 'required', type: 'string' },
    { name: 'volume_capability', number: 3, label: 'required', type: () => Volume_Source_CSIVolume_VolumeCapability },
    { name: 'node_stage_secrets', number: 4, label: 'map', type: 'string' },
    { name: 'node_publish_secrets', number: 5, label: 'map', type: 'string' },
    { name: 'volume_context', number: 6, label: 'map', type: 'string' },
  ],
  write: writeVolume_CSIVolumeInfo,
  read: readVolume_CSIVolumeInfo,
  json: jsonVolume_CSIVolumeInfo,
});

export interface Volume_SecretVolumeInfo {
  secret: string;
}
function writeVolume_SecretVolumeInfo(w: Writer, m: Volume_SecretVolumeInfo): void {
  if (m.secret !== undefined) { w.string(m.secret); w.byte(10); }
  else w.incomplete = true;
}
function readVolume_SecretVolumeInfo(r: Reader, end: number): Volume_SecretVolumeInfo {
  const m = {} as Volume_SecretVolumeInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.secret = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.secret === undefined) r.incomplete = true;
  return m;
}
function jsonVolume_SecretVolumeInfo(m: Volume_SecretVolumeInfo): string {
  let t = '{';
  if (m.secret != null) t += `"secret":${quoted(m.secret)}`;
  return `${t}}`;
}
export const Volume_SecretVolumeInfo: MessageType<Volume_SecretVolumeInfo> = new MessageType<Volume_SecretVolumeInfo>({
  typeName: 'mesosphere.marathon.Volume.SecretVolumeInfo',
  fields: [
    { name: 'secret', number: 1, label: 'required', type: 'string' },
  ],
  write: writeVolume_SecretVolumeInfo,
  read: readVolume_SecretVolumeInfo,
  json: jsonVolume_SecretVolumeInfo,
});

export interface StorageVersion {
  major: number;
  minor: number;
  patch: number;
  format?: StorageVersion_StorageFormat;
}
function writeStorageVersion(w: Writer, m: StorageVersion): void {
  if (m.format !== undefined) { w.int32(StorageVersion_StorageFormat.numberOf(m.format)); w.byte(32); }
  if (m.patch !== undefined) { w.uint32(m.patch); w.byte(24); }
  else w.incomplete = true;
  if (m.minor !== undefined) { w.uint32(m.minor); w.byte(16); }
  else w.incomplete = true;
  if (m.major !== undefined) { w.uint32(m.major); w.byte(8); }
  else w.incomplete = true;
}
function readStorageVersion(r: Reader, end: number): StorageVersion {
  const m = {} as StorageVersion;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.major = r.uint32(); break;
      case 16: m.minor = r.uint32(); break;
      case 24: m.patch = r.uint32(); break;
      case 32: { const value = StorageVersion_StorageFormat.nameOf(r.uint32()); if (value !== undefined) m.format = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.major === undefined || m.minor === undefined || m.patch === undefined) r.incomplete = true;
  return m;
}
function jsonStorageVersion(m: StorageVersion): string {
  let t = '{';
  if (m.major != null) t += `"major":${String(m.major)}`;
  if (m.minor != null) t += `${t === '{' ? '' : ','}"minor":${String(m.minor)}`;
  if (m.patch != null) t += `${t === '{' ? '' : ','}"patch":${String(m.patch)}`;
  if (m.format != null) t += `${t === '{' ? '' : ','}"format":"${m.format}"`;
  return `${t}}`;
}
export const StorageVersion: MessageType<StorageVersion> = new MessageType<StorageVersion>({
  typeName: 'mesosphere.marathon.StorageVersion',
  fields: [
    { name: 'major', number: 1, label: 'required', type: 'uint32' },
    { name: 'minor', number: 2, label: 'required', type: 'uint32' },
    { name: 'patch', number: 3, label: 'required', type: 'uint32' },
    { name: 'format', number: 4, label: 'optional', type: StorageVersion_StorageFormat },
  ],
  write: writeStorageVersion,
  read: readStorageVersion,
  json: jsonStorageVersion,
});

export interface UpgradeStrategyDefinition {
  minimumHealthCapacity: number;
  maximumOverCapacity?: number;
}
function writeUpgradeStrategyDefinition(w: Writer, m: UpgradeStrategyDefinition): void {
  if (m.maximumOverCapacity !== undefined) { w.double(m.maximumOverCapacity); w.byte(17); }
  if (m.minimumHealthCapacity !== undefined) { w.double(m.minimumHealthCapacity); w.byte(9); }
  else w.incomplete = true;
}
function readUpgradeStrategyDefinition(r: Reader, end: number): UpgradeStrategyDefinition {
  const m = {} as UpgradeStrategyDefinition;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.minimumHealthCapacity = r.double(); break;
      case 17: m.maximumOverCapacity = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.minimumHealthCapacity === undefined) r.incomplete = true;
  return m;
}
function jsonUpgradeStrategyDefinition(m: UpgradeStrategyDefinition): string {
  let t = '{';
  if (m.minimumHealthCapacity != null) t += `"minimumHealthCapacity":${doubleJson(m.minimumHealthCapacity)}`;
  if (m.maximumOverCapacity != null) t += `${t === '{' ? '' : ','}"maximumOverCapacity":${doubleJson(m.maximumOverCapacity)}`;
  return `${t}}`;
}
export const UpgradeStrategyDefinition: MessageType<UpgradeStrategyDefinition> = new MessageType<UpgradeStrategyDefinition>({
  typeName: 'mesosphere.marathon.UpgradeStrategyDefinition',
  fields: [
    { name: 'minimumHealthCapacity', number: 1, label: 'required', type: 'double' },
    { name: 'maximumOverCapacity', number: 2, label: 'optional', type: 'double' },
  ],
  write: writeUpgradeStrategyDefinition,
  read: readUpgradeStrategyDefinition,
  json: jsonUpgradeStrategyDefinition,
});

export interface GroupDefinition {
  id: string;
  version: string;
  groups?: GroupDefinition[];
  dependencies?: string[];
  apps?: GroupDefinition_AppReference[];
  pods?: GroupDefinition_AppReference[];
  enforceRole?: boolean;
}
function writeGroupDefinition(w: Writer, m: GroupDefinition): void {
  if (m.enforceRole !== undefined) { w.bool(m.enforceRole); w.byte(72); }
  if (m.pods !== undefined) {
    for (let i = m.pods.length - 1; i >= 0; i--) {
      const value = m.pods[i]!;
      const size = w.size(); writeGroupDefinition_AppReference(w, value); w.varint32(w.size() - size); w.byte(58);
    }
  }
  if (m.apps !== undefined) {
    for (let i = m.apps.length - 1; i >= 0; i--) {
      const value = m.apps[i]!;
      const size = w.size(); writeGroupDefinition_AppReference(w, value); w.varint32(w.size() - size); w.byte(50);
    }
  }
  if (m.dependencies !== undefined) {
    for (let i = m.dependencies.length - 1; i >= 0; i--) {
      const value = m.dependencies[i]!;
      w.string(value); w.byte(42);
    }
  }
  if (m.groups !== undefined) {
    for (let i = m.groups.length - 1; i >= 0; i--) {
      const value = m.groups[i]!;
      const size = w.size(); writeGroupDefinition(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.version !== undefined) { w.string(m.version); w.byte(18); }
  else w.incomplete = true;
  if (m.id !== undefined) { w.string(m.id); w.byte(10); }
  else w.incomplete = true;
}
function readGroupDefinition(r: Reader, end: number): GroupDefinition {
  const m = {} as GroupDefinition;
  r.enter();
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = r.string(); break;
      case 18: m.version = r.string(); break;
      case 34: (m.groups ??= []).push(readGroupDefinition(r, r.span())); break;
      case 42: (m.dependencies ??= []).push(r.string()); break;
      case 50: (m.apps ??= []).push(readGroupDefinition_AppReference(r, r.span())); break;
      case 58: (m.pods ??= []).push(readGroupDefinition_AppReference(r, r.span())); break;
      case 72: m.enforceRole = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  r.leave();
  if (m.id === undefined || m.version === undefined) r.incomplete = true;
  return m;
}
function jsonGroupDefinition(m: GroupDefinition): string {
  let t = '{';
  if (m.id != null) t += `"id":${quoted(m.id)}`;
  if (m.version != null) t += `${t === '{' ? '' : ','}"version":${quoted(m.version)}`;
  if (m.groups != null && m.groups.length > 0) t += `${t === '{' ? '' : ','}"groups":${listJson(m.groups, jsonGroupDefinition)}`;
  if (m.dependencies != null && m.dependencies.length > 0) t += `${t === '{' ? '' : ','}"dependencies":${listJson(m.dependencies, quoted)}`;
  if (m.apps != null && m.apps.length > 0) t += `${t === '{' ? '' : ','}"apps":${listJson(m.apps, jsonGroupDefinition_AppReference)}`;
  if (m.pods != null && m.pods.length > 0) t += `${t === '{' ? '' : ','}"pods":${listJson(m.pods, jsonGroupDefinition_AppReference)}`;
  if (m.enforceRole != null) t += `${t === '{' ? '' : ','}"enforceRole":${String(m.enforceRole)}`;
  return `${t}}`;
}
export const GroupDefinition: MessageType<GroupDefinition> = new MessageType<GroupDefinition>({
  typeName: 'mesosphere.marathon.GroupDefinition',
  fields: [
    { name: 'id', number: 1, label: 'required', type: 'string' },
    { name: 'version', number: 2, label: 'required', type: 'string' },
    { name: 'groups', number: 4, label: 'repeated', type: () => GroupDefinition },
    { name: 'dependencies', number: 5, label: 'repeated', type: 'string' },
    { name: 'apps', number: 6, label: 'repeated', type: () => GroupDefinition_AppReference },
    { name: 'pods', number: 7, label: 'repeated', type: () => GroupDefinition_AppReference },
    { name: 'enforceRole', number: 9, label: 'optional', type: 'bool' },
  ],
  write: writeGroupDefinition,
  read: readGroupDefinition,
  json: jsonGroupDefinition,
});

export interface GroupDefinition_AppReference {
  id: string;
  version: string;
}
function writeGroupDefinition_AppReference(w: Writer, m: GroupDefinition_AppReference): void {
  if (m.version !== undefined) { w.string(m.version); w.byte(18); }
  else w.incomplete = true;
  if (m.id !== undefined) { w.string(m.id); w.byte(10); }
  else w.incomplete = true;
}
function readGroupDefinition_AppReference(r: Reader, end: number): GroupDefinition_AppReference {
  const m = {} as GroupDefinition_AppReference;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = r.string(); break;
      case 18: m.version = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined || m.version === undefined) r.incomplete = true;
  return m;
}
function jsonGroupDefinition_AppReference(m: GroupDefinition_AppReference): string {
  let t = '{';
  if (m.id != null) t += `"id":${quoted(m.id)}`;
  if (m.version != null) t += `${t === '{' ? '' : ','}"version":${quoted(m.version)}`;
  return `${t}}`;
}
export const GroupDefinition_AppReference: MessageType<GroupDefinition_AppReference> = new MessageType<GroupDefinition_AppReference>({
  typeName: 'mesosphere.marathon.GroupDefinition.AppReference',
  fields: [
    { name: 'id', number: 1, label: 'required', type: 'string' },
    { name: 'version', number: 2, label: 'required', type: 'string' },
  ],
  write: writeGroupDefinition_AppReference,
  read: readGroupDefinition_AppReference,
  json: jsonGroupDefinition_AppReference,
});

export interface TaskFailure {
  app_id: string;
  task_id: TaskID;
  state: TaskState;
  message?: string;
  host?: string;
  version: string;
  timestamp: string;
  slaveId?: AgentID;
}
function writeTaskFailure(w: Writer, m: TaskFailure): void {
  if (m.slaveId !== undefined) { const size = w.size(); AgentID.write(w, m.slaveId); w.varint32(w.size() - size); w.byte(66); }
  if (m.timestamp !== undefined) { w.string(m.timestamp); w.byte(58); }
  else w.incomplete = true;
  if (m.version !== undefined) { w.string(m.version); w.byte(50); }
  else w.incomplete = true;
  if (m.host !== undefined) { w.string(m.host); w.byte(42); }
  if (m.message !== undefined) { w.string(m.message); w.byte(34); }
  if (m.state !== undefined) { w.int32(TaskState.numberOf(m.state)); w.byte(24); }
  else w.incomplete = true;
  if (m.task_id !== undefined) { const size = w.size(); TaskID.write(w, m.task_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.app_id !== undefined) { w.string(m.app_id); w.byte(10); }
  else w.incomplete = true;
}
function readTaskFailure(r: Reader, end: number): TaskFailure {
  const m = {} as TaskFailure;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.app_id = r.string(); break;
      case 18: m.task_id = TaskID.read(r, r.span()); break;
      case 24: { const value = TaskState.nameOf(r.uint32()); if (value !== undefined) m.state = value; break; }
      case 34: m.message = r.string(); break;
      case 42: m.host = r.string(); break;
      case 50: m.version = r.string(); break;
      case 58: m.timestamp = r.string(); break;
      case 66: m.slaveId = AgentID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.app_id === undefined || m.task_id === undefined || m.state === undefined || m.version === undefined || m.timestamp === undefined) r.incomplete = true;
  return m;
}
function jsonTaskFailure(m: TaskFailure): string {
  let t = '{';
  if (m.app_id != null) t += `"app_id":${quoted(m.app_id)}`;
  if (m.task_id != null) t += `${t === '{' ? '' : ','}"task_id":${TaskID.toJson(m.task_id)}`;
  if (m.state != null) t += `${t === '{' ? '' : ','}"state":"${m.state}"`;
  if (m.message != null) t += `${t === '{' ? '' : ','}"message":${quoted(m.message)}`;
  if (m.host != null) t += `${t === '{' ? '' : ','}"host":${quoted(m.host)}`;
  if (m.version != null) t += `${t === '{' ? '' : ','}"version":${quoted(m.version)}`;
  if (m.timestamp != null) t += `${t === '{' ? '' : ','}"timestamp":${quoted(m.timestamp)}`;
  if (m.slaveId != null) t += `${t === '{' ? '' : ','}"slaveId":${AgentID.toJson(m.slaveId)}`;
  return `${t}}`;
}
export const TaskFailure: MessageType<TaskFailure> = new MessageType<TaskFailure>({
  typeName: 'mesosphere.marathon.TaskFailure',
  fields: [
    { name: 'app_id', number: 1, label: 'required', type: 'string' },
    { name: 'task_id', number: 2, label: 'required', type: () => TaskID },
    { name: 'state', number: 3, label: 'required', type: TaskState },
    { name: 'message', number: 4, label: 'optional', type: 'string' },
    { name: 'host', number: 5, label: 'optional', type: 'string' },
    { name: 'version', number: 6, label: 'required', type: 'string' },
    { name: 'timestamp', number: 7, label: 'required', type: 'string' },
    { name: 'slaveId', number: 8, label: 'optional', type: () => AgentID },
  ],
  write: writeTaskFailure,
  read: readTaskFailure,
  json: jsonTaskFailure,
});

export interface ZKStoreEntry {
  name: string;
  uuid: Uint8Array;
  value: Uint8Array;
  compressed?: boolean;
}
function writeZKStoreEntry(w: Writer, m: ZKStoreEntry): void {
  if (m.compressed !== undefined) { w.bool(m.compressed); w.byte(32); }
  if (m.value !== undefined) { w.bytes(m.value); w.byte(26); }
  else w.incomplete = true;
  if (m.uuid !== undefined) { w.bytes(m.uuid); w.byte(18); }
  else w.incomplete = true;
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readZKStoreEntry(r: Reader, end: number): ZKStoreEntry {
  const m = {} as ZKStoreEntry;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 18: m.uuid = r.bytes(); break;
      case 26: m.value = r.bytes(); break;
      case 32: m.compressed = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined || m.uuid === undefined || m.value === undefined) r.incomplete = true;
  return m;
}
function jsonZKStoreEntry(m: ZKStoreEntry): string {
  let t = '{';
  if (m.name != null) t += `"name":${quoted(m.name)}`;
  if (m.uuid != null) t += `${t === '{' ? '' : ','}"uuid":${base64Json(m.uuid)}`;
  if (m.value != null) t += `${t === '{' ? '' : ','}"value":${base64Json(m.value)}`;
  if (m.compressed != null) t += `${t === '{' ? '' : ','}"compressed":${String(m.compressed)}`;
  return `${t}}`;
}
export const ZKStoreEntry: MessageType<ZKStoreEntry> = new MessageType<ZKStoreEntry>({
  typeName: 'mesosphere.marathon.ZKStoreEntry',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'uuid', number: 2, label: 'required', type: 'bytes' },
    { name: 'value', number: 3, label: 'required', type: 'bytes' },
    { name: 'compressed', number: 4, label: 'optional', type: 'bool' },
  ],
  write: writeZKStoreEntry,
  read: readZKStoreEntry,
  json: jsonZKStoreEntry,
});

export interface ResidencyDefinition {
  relaunchEscalationTimeoutSeconds?: Long;
  taskLostBehavior?: ResidencyDefinition_TaskLostBehavior;
}
function writeResidencyDefinition(w: Writer, m: ResidencyDefinition): void {
  if (m.taskLostBehavior !== undefined) { w.int32(ResidencyDefinition_TaskLostBehavior.numberOf(m.taskLostBehavior)); w.byte(16); }
  if (m.relaunchEscalationTimeoutSeconds !== undefined) { w.int64(m.relaunchEscalationTimeoutSeconds); w.byte(8); }
}
function readResidencyDefinition(r: Reader, end: number): ResidencyDefinition {
  const m = {} as ResidencyDefinition;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.relaunchEscalationTimeoutSeconds = r.int64(); break;
      case 16: { const value = ResidencyDefinition_TaskLostBehavior.nameOf(r.uint32()); if (value !== undefined) m.taskLostBehavior = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonResidencyDefinition(m: ResidencyDefinition): string {
  let t = '{';
  if (m.relaunchEscalationTimeoutSeconds != null) t += `"relaunchEscalationTimeoutSeconds":${String(m.relaunchEscalationTimeoutSeconds)}`;
  if (m.taskLostBehavior != null) t += `${t === '{' ? '' : ','}"taskLostBehavior":"${m.taskLostBehavior}"`;
  return `${t}}`;
}
export const ResidencyDefinition: MessageType<ResidencyDefinition> = new MessageType<ResidencyDefinition>({
  typeName: 'mesosphere.marathon.ResidencyDefinition',
  fields: [
    { name: 'relaunchEscalationTimeoutSeconds', number: 1, label: 'optional', type: 'int64' },
    { name: 'taskLostBehavior', number: 2, label: 'optional', type: ResidencyDefinition_TaskLostBehavior },
  ],
  write: writeResidencyDefinition,
  read: readResidencyDefinition,
  json: jsonResidencyDefinition,
});

export interface AppSecret {
  id: string;
  source: string;
}
function writeAppSecret(w: Writer, m: AppSecret): void {
  if (m.source !== undefined) { w.string(m.source); w.byte(18); }
  else w.incomplete = true;
  if (m.id !== undefined) { w.string(m.id); w.byte(10); }
  else w.incomplete = true;
}
function readAppSecret(r: Reader, end: number): AppSecret {
  const m = {} as AppSecret;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = r.string(); break;
      case 18: m.source = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined || m.source === undefined) r.incomplete = true;
  return m;
}
function jsonAppSecret(m: AppSecret): string {
  let t = '{';
  if (m.id != null) t += `"id":${quoted(m.id)}`;
  if (m.source != null) t += `${t === '{' ? '' : ','}"source":${quoted(m.source)}`;
  return `${t}}`;
}
export const AppSecret: MessageType<AppSecret> = new MessageType<AppSecret>({
  typeName: 'mesosphere.marathon.AppSecret',
  fields: [
    { name: 'id', number: 1, label: 'required', type: 'string' },
    { name: 'source', number: 2, label: 'required', type: 'string' },
  ],
  write: writeAppSecret,
  read: readAppSecret,
  json: jsonAppSecret,
});

export interface EnvVarReference {
  type: EnvVarReference_Type;
  name: string;
  secretRef?: EnvVarSecretRef;
}
function writeEnvVarReference(w: Writer, m: EnvVarReference): void {
  if (m.secretRef !== undefined) { const size = w.size(); writeEnvVarSecretRef(w, m.secretRef); w.varint32(w.size() - size); w.byte(26); }
  if (m.name !== undefined) { w.string(m.name); w.byte(18); }
  else w.incomplete = true;
  if (m.type !== undefined) { w.int32(EnvVarReference_Type.numberOf(m.type)); w.byte(8); }
  else w.incomplete = true;
}
function readEnvVarReference(r: Reader, end: number): EnvVarReference {
  const m = {} as EnvVarReference;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = EnvVarReference_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.name = r.string(); break;
      case 26: m.secretRef = readEnvVarSecretRef(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined || m.name === undefined) r.incomplete = true;
  return m;
}
function jsonEnvVarReference(m: EnvVarReference): string {
  let t = '{';
  if (m.type != null) t += `"type":"${m.type}"`;
  if (m.name != null) t += `${t === '{' ? '' : ','}"name":${quoted(m.name)}`;
  if (m.secretRef != null) t += `${t === '{' ? '' : ','}"secretRef":${jsonEnvVarSecretRef(m.secretRef)}`;
  return `${t}}`;
}
export const EnvVarReference: MessageType<EnvVarReference> = new MessageType<EnvVarReference>({
  typeName: 'mesosphere.marathon.EnvVarReference',
  fields: [
    { name: 'type', number: 1, label: 'required', type: EnvVarReference_Type },
    { name: 'name', number: 2, label: 'required', type: 'string' },
    { name: 'secretRef', number: 3, label: 'optional', type: () => EnvVarSecretRef },
  ],
  write: writeEnvVarReference,
  read: readEnvVarReference,
  json: jsonEnvVarReference,
});

export interface EnvVarSecretRef {
  secretId: string;
}
function writeEnvVarSecretRef(w: Writer, m: EnvVarSecretRef): void {
  if (m.secretId !== undefined) { w.string(m.secretId); w.byte(10); }
  else w.incomplete = true;
}
function readEnvVarSecretRef(r: Reader, end: number): EnvVarSecretRef {
  const m = {} as EnvVarSecretRef;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.secretId = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.secretId === undefined) r.incomplete = true;
  return m;
}
function jsonEnvVarSecretRef(m: EnvVarSecretRef): string {
  let t = '{';
  if (m.secretId != null) t += `"secretId":${quoted(m.secretId)}`;
  return `${t}}`;
}
export const EnvVarSecretRef: MessageType<EnvVarSecretRef> = new MessageType<EnvVarSecretRef>({
  typeName: 'mesosphere.marathon.EnvVarSecretRef',
  fields: [
    { name: 'secretId', number: 1, label: 'required', type: 'string' },
  ],
  write: writeEnvVarSecretRef,
  read: readEnvVarSecretRef,
  json: jsonEnvVarSecretRef,
});
