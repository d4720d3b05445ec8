/**
 * Messages of package mesos.v1.
 * Generated from proto/mesos/v1/mesos.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { EnumType } from '../codec/schema.ts';
import type { Long } from '../codec/long.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import type { AgentId, ContainerId, ExecutorId, FrameworkId, OfferId, OperationId, TaskId } from '../ids.ts';

export type MachineInfo_Mode =
  | 'UP'
  | 'DRAINING'
  | 'DOWN';
export const MachineInfo_Mode = new EnumType<MachineInfo_Mode>('mesos.v1.MachineInfo.Mode', {
  UP: 1,
  DRAINING: 2,
  DOWN: 3,
});

export type FrameworkInfo_Capability_Type =
  | 'UNKNOWN'
  | 'REVOCABLE_RESOURCES'
  | 'TASK_KILLING_STATE'
  | 'GPU_RESOURCES'
  | 'SHARED_RESOURCES'
  | 'PARTITION_AWARE'
  | 'MULTI_ROLE'
  | 'RESERVATION_REFINEMENT'
  | 'REGION_AWARE';
export const FrameworkInfo_Capability_Type = new EnumType<FrameworkInfo_Capability_Type>('mesos.v1.FrameworkInfo.Capability.Type', {
  UNKNOWN: 0,
  REVOCABLE_RESOURCES: 1,
  TASK_KILLING_STATE: 2,
  GPU_RESOURCES: 3,
  SHARED_RESOURCES: 4,
  PARTITION_AWARE: 5,
  MULTI_ROLE: 6,
  RESERVATION_REFINEMENT: 7,
  REGION_AWARE: 8,
});

export type CheckInfo_Type =
  | 'UNKNOWN'
  | 'COMMAND'
  | 'HTTP'
  | 'TCP';
export const CheckInfo_Type = new EnumType<CheckInfo_Type>('mesos.v1.CheckInfo.Type', {
  UNKNOWN: 0,
  COMMAND: 1,
  HTTP: 2,
  TCP: 3,
});

export type HealthCheck_Type =
  | 'UNKNOWN'
  | 'COMMAND'
  | 'HTTP'
  | 'TCP';
export const HealthCheck_Type = new EnumType<HealthCheck_Type>('mesos.v1.HealthCheck.Type', {
  UNKNOWN: 0,
  COMMAND: 1,
  HTTP: 2,
  TCP: 3,
});

export type ExecutorInfo_Type =
  | 'UNKNOWN'
  | 'DEFAULT'
  | 'CUSTOM';
export const ExecutorInfo_Type = new EnumType<ExecutorInfo_Type>('mesos.v1.ExecutorInfo.Type', {
  UNKNOWN: 0,
  DEFAULT: 1,
  CUSTOM: 2,
});

export type MasterInfo_Capability_Type =
  | 'UNKNOWN'
  | 'AGENT_UPDATE'
  | 'AGENT_DRAINING'
  | 'QUOTA_V2';
export const MasterInfo_Capability_Type = new EnumType<MasterInfo_Capability_Type>('mesos.v1.MasterInfo.Capability.Type', {
  UNKNOWN: 0,
  AGENT_UPDATE: 1,
  AGENT_DRAINING: 2,
  QUOTA_V2: 3,
});

export type AgentInfo_Capability_Type =
  | 'UNKNOWN'
  | 'MULTI_ROLE'
  | 'HIERARCHICAL_ROLE'
  | 'RESERVATION_REFINEMENT'
  | 'RESOURCE_PROVIDER'
  | 'RESIZE_VOLUME'
  | 'AGENT_OPERATION_FEEDBACK'
  | 'AGENT_DRAINING'
  | 'TASK_RESOURCE_LIMITS';
export const AgentInfo_Capability_Type = new EnumType<AgentInfo_Capability_Type>('mesos.v1.AgentInfo.Capability.Type', {
  UNKNOWN: 0,
  MULTI_ROLE: 1,
  HIERARCHICAL_ROLE: 2,
  RESERVATION_REFINEMENT: 3,
  RESOURCE_PROVIDER: 4,
  RESIZE_VOLUME: 5,
  AGENT_OPERATION_FEEDBACK: 6,
  AGENT_DRAINING: 7,
  TASK_RESOURCE_LIMITS: 8,
});

export type CSIPluginContainerInfo_Service =
  | 'UNKNOWN'
  | 'CONTROLLER_SERVICE'
  | 'NODE_SERVICE';
export const CSIPluginContainerInfo_Service = new EnumType<CSIPluginContainerInfo_Service>('mesos.v1.CSIPluginContainerInfo.Service', {
  UNKNOWN: 0,
  CONTROLLER_SERVICE: 1,
  NODE_SERVICE: 2,
});

export type Value_Type =
  | 'SCALAR'
  | 'RANGES'
  | 'SET'
  | 'TEXT';
export const Value_Type = new EnumType<Value_Type>('mesos.v1.Value.Type', {
  SCALAR: 0,
  RANGES: 1,
  SET: 2,
  TEXT: 3,
});

export type Resource_ReservationInfo_Type =
  | 'UNKNOWN'
  | 'STATIC'
  | 'DYNAMIC';
export const Resource_ReservationInfo_Type = new EnumType<Resource_ReservationInfo_Type>('mesos.v1.Resource.ReservationInfo.Type', {
  UNKNOWN: 0,
  STATIC: 1,
  DYNAMIC: 2,
});

export type Resource_DiskInfo_Source_Type =
  | 'UNKNOWN'
  | 'PATH'
  | 'MOUNT'
  | 'BLOCK'
  | 'RAW';
export const Resource_DiskInfo_Source_Type = new EnumType<Resource_DiskInfo_Source_Type>('mesos.v1.Resource.DiskInfo.Source.Type', {
  UNKNOWN: 0,
  PATH: 1,
  MOUNT: 2,
  BLOCK: 3,
  RAW: 4,
});

export type Offer_Operation_Type =
  | 'UNKNOWN'
  | 'LAUNCH'
  | 'LAUNCH_GROUP'
  | 'RESERVE'
  | 'UNRESERVE'
  | 'CREATE'
  | 'DESTROY'
  | 'GROW_VOLUME'
  | 'SHRINK_VOLUME'
  | 'CREATE_DISK'
  | 'DESTROY_DISK';
export const Offer_Operation_Type = new EnumType<Offer_Operation_Type>('mesos.v1.Offer.Operation.Type', {
  UNKNOWN: 0,
  LAUNCH: 1,
  LAUNCH_GROUP: 6,
  RESERVE: 2,
  UNRESERVE: 3,
  CREATE: 4,
  DESTROY: 5,
  GROW_VOLUME: 11,
  SHRINK_VOLUME: 12,
  CREATE_DISK: 13,
  DESTROY_DISK: 14,
});

export type TaskStatus_Source =
  | 'SOURCE_MASTER'
  | 'SOURCE_AGENT'
  | 'SOURCE_EXECUTOR';
export const TaskStatus_Source = new EnumType<TaskStatus_Source>('mesos.v1.TaskStatus.Source', {
  SOURCE_MASTER: 0,
  SOURCE_AGENT: 1,
  SOURCE_EXECUTOR: 2,
});

export type TaskStatus_Reason =
  | 'REASON_COMMAND_EXECUTOR_FAILED'
  | 'REASON_CONTAINER_LAUNCH_FAILED'
  | 'REASON_CONTAINER_LIMITATION'
  | 'REASON_CONTAINER_LIMITATION_DISK'
  | 'REASON_CONTAINER_LIMITATION_MEMORY'
  | 'REASON_CONTAINER_PREEMPTED'
  | 'REASON_CONTAINER_UPDATE_FAILED'
  | 'REASON_MAX_COMPLETION_TIME_REACHED'
  | 'REASON_EXECUTOR_REGISTRATION_TIMEOUT'
  | 'REASON_EXECUTOR_REREGISTRATION_TIMEOUT'
  | 'REASON_EXECUTOR_TERMINATED'
  | 'REASON_EXECUTOR_UNREGISTERED'
  | 'REASON_FRAMEWORK_REMOVED'
  | 'REASON_GC_ERROR'
  | 'REASON_INVALID_FRAMEWORKID'
  | 'REASON_INVALID_OFFERS'
  | 'REASON_IO_SWITCHBOARD_EXITED'
  | 'REASON_MASTER_DISCONNECTED'
  | 'REASON_RECONCILIATION'
  | 'REASON_RESOURCES_UNKNOWN'
  | 'REASON_AGENT_DISCONNECTED'
  | 'REASON_AGENT_DRAINING'
  | 'REASON_AGENT_REMOVED'
  | 'REASON_AGENT_REMOVED_BY_OPERATOR'
  | 'REASON_AGENT_REREGISTERED'
  | 'REASON_AGENT_RESTARTED'
  | 'REASON_AGENT_UNKNOWN'
  | 'REASON_TASK_KILLED_DURING_LAUNCH'
  | 'REASON_TASK_CHECK_STATUS_UPDATED'
  | 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED'
  | 'REASON_TASK_GROUP_INVALID'
  | 'REASON_TASK_GROUP_UNAUTHORIZED'
  | 'REASON_TASK_INVALID'
  | 'REASON_TASK_UNAUTHORIZED'
  | 'REASON_TASK_UNKNOWN';
export const TaskStatus_Reason = new EnumType<TaskStatus_Reason>('mesos.v1.TaskStatus.Reason', {
  REASON_COMMAND_EXECUTOR_FAILED: 0,
  REASON_CONTAINER_LAUNCH_FAILED: 21,
  REASON_CONTAINER_LIMITATION: 19,
  REASON_CONTAINER_LIMITATION_DISK: 20,
  REASON_CONTAINER_LIMITATION_MEMORY: 8,
  REASON_CONTAINER_PREEMPTED: 17,
  REASON_CONTAINER_UPDATE_FAILED: 22,
  REASON_MAX_COMPLETION_TIME_REACHED: 33,
  REASON_EXECUTOR_REGISTRATION_TIMEOUT: 23,
  REASON_EXECUTOR_REREGISTRATION_TIMEOUT: 24,
  REASON_EXECUTOR_TERMINATED: 1,
  REASON_EXECUTOR_UNREGISTERED: 2,
  REASON_FRAMEWORK_REMOVED: 3,
  REASON_GC_ERROR: 4,
  REASON_INVALID_FRAMEWORKID: 5,
  REASON_INVALID_OFFERS: 6,
  REASON_IO_SWITCHBOARD_EXITED: 27,
  REASON_MASTER_DISCONNECTED: 7,
  REASON_RECONCILIATION: 9,
  REASON_RESOURCES_UNKNOWN: 18,
  REASON_AGENT_DISCONNECTED: 10,
  REASON_AGENT_DRAINING: 34,
  REASON_AGENT_REMOVED: 11,
  REASON_AGENT_REMOVED_BY_OPERATOR: 31,
  REASON_AGENT_REREGISTERED: 32,
  REASON_AGENT_RESTARTED: 12,
  REASON_AGENT_UNKNOWN: 13,
  REASON_TASK_KILLED_DURING_LAUNCH: 30,
  REASON_TASK_CHECK_STATUS_UPDATED: 28,
  REASON_TASK_HEALTH_CHECK_STATUS_UPDATED: 29,
  REASON_TASK_GROUP_INVALID: 25,
  REASON_TASK_GROUP_UNAUTHORIZED: 26,
  REASON_TASK_INVALID: 14,
  REASON_TASK_UNAUTHORIZED: 15,
  REASON_TASK_UNKNOWN: 16,
});

export type Environment_Variable_Type =
  | 'UNKNOWN'
  | 'VALUE'
  | 'SECRET';
export const Environment_Variable_Type = new EnumType<Environment_Variable_Type>('mesos.v1.Environment.Variable.Type', {
  UNKNOWN: 0,
  VALUE: 1,
  SECRET: 2,
});

export type Secret_Type =
  | 'UNKNOWN'
  | 'REFERENCE'
  | 'VALUE';
export const Secret_Type = new EnumType<Secret_Type>('mesos.v1.Secret.Type', {
  UNKNOWN: 0,
  REFERENCE: 1,
  VALUE: 2,
});

export type Image_Type =
  | 'APPC'
  | 'DOCKER';
export const Image_Type = new EnumType<Image_Type>('mesos.v1.Image.Type', {
  APPC: 1,
  DOCKER: 2,
});

export type MountPropagation_Mode =
  | 'UNKNOWN'
  | 'HOST_TO_CONTAINER'
  | 'BIDIRECTIONAL';
export const MountPropagation_Mode = new EnumType<MountPropagation_Mode>('mesos.v1.MountPropagation.Mode', {
  UNKNOWN: 0,
  HOST_TO_CONTAINER: 1,
  BIDIRECTIONAL: 2,
});

export type Volume_Mode =
  | 'RW'
  | 'RO';
export const Volume_Mode = new EnumType<Volume_Mode>('mesos.v1.Volume.Mode', {
  RW: 1,
  RO: 2,
});

export type Volume_Source_Type =
  | 'UNKNOWN'
  | 'DOCKER_VOLUME'
  | 'HOST_PATH'
  | 'SANDBOX_PATH'
  | 'SECRET'
  | 'CSI_VOLUME';
export const Volume_Source_Type = new EnumType<Volume_Source_Type>('mesos.v1.Volume.Source.Type', {
  UNKNOWN: 0,
  DOCKER_VOLUME: 1,
  HOST_PATH: 4,
  SANDBOX_PATH: 2,
  SECRET: 3,
  CSI_VOLUME: 5,
});

export type Volume_Source_SandboxPath_Type =
  | 'UNKNOWN'
  | 'SELF'
  | 'PARENT';
export const Volume_Source_SandboxPath_Type = new EnumType<Volume_Source_SandboxPath_Type>('mesos.v1.Volume.Source.SandboxPath.Type', {
  UNKNOWN: 0,
  SELF: 1,
  PARENT: 2,
});

export type Volume_Source_CSIVolume_VolumeCapability_AccessMode_Mode =
  | 'UNKNOWN'
  | 'SINGLE_NODE_WRITER'
  | 'SINGLE_NODE_READER_ONLY'
  | 'MULTI_NODE_READER_ONLY'
  | 'MULTI_NODE_SINGLE_WRITER'
  | 'MULTI_NODE_MULTI_WRITER';
export const Volume_Source_CSIVolume_VolumeCapability_AccessMode_Mode = new EnumType<Volume_Source_CSIVolume_VolumeCapability_AccessMode_Mode>('mesos.v1.Volume.Source.CSIVolume.VolumeCapability.AccessMode.Mode', {
  UNKNOWN: 0,
  SINGLE_NODE_WRITER: 1,
  SINGLE_NODE_READER_ONLY: 2,
  MULTI_NODE_READER_ONLY: 3,
  MULTI_NODE_SINGLE_WRITER: 4,
  MULTI_NODE_MULTI_WRITER: 5,
});

export type NetworkInfo_Protocol =
  | 'IPv4'
  | 'IPv6';
export const NetworkInfo_Protocol = new EnumType<NetworkInfo_Protocol>('mesos.v1.NetworkInfo.Protocol', {
  IPv4: 1,
  IPv6: 2,
});

export type CapabilityInfo_Capability =
  | 'UNKNOWN'
  | 'CHOWN'
  | 'DAC_OVERRIDE'
  | 'DAC_READ_SEARCH'
  | 'FOWNER'
  | 'FSETID'
  | 'KILL'
  | 'SETGID'
  | 'SETUID'
  | 'SETPCAP'
  | 'LINUX_IMMUTABLE'
  | 'NET_BIND_SERVICE'
  | 'NET_BROADCAST'
  | 'NET_ADMIN'
  | 'NET_RAW'
  | 'IPC_LOCK'
  | 'IPC_OWNER'
  | 'SYS_MODULE'
  | 'SYS_RAWIO'
  | 'SYS_CHROOT'
  | 'SYS_PTRACE'
  | 'SYS_PACCT'
  | 'SYS_ADMIN'
  | 'SYS_BOOT'
  | 'SYS_NICE'
  | 'SYS_RESOURCE'
  | 'SYS_TIME'
  | 'SYS_TTY_CONFIG'
  | 'MKNOD'
  | 'LEASE'
  | 'AUDIT_WRITE'
  | 'AUDIT_CONTROL'
  | 'SETFCAP'
  | 'MAC_OVERRIDE'
  | 'MAC_ADMIN'
  | 'SYSLOG'
  | 'WAKE_ALARM'
  | 'BLOCK_SUSPEND'
  | 'AUDIT_READ'
  | 'PERFMON'
  | 'BPF'
  | 'CHECKPOINT_RESTORE';
export const CapabilityInfo_Capability = new EnumType<CapabilityInfo_Capability>('mesos.v1.CapabilityInfo.Capability', {
  UNKNOWN: 0,
  CHOWN: 1000,
  DAC_OVERRIDE: 1001,
  DAC_READ_SEARCH: 1002,
  FOWNER: 1003,
  FSETID: 1004,
  KILL: 1005,
  SETGID: 1006,
  SETUID: 1007,
  SETPCAP: 1008,
  LINUX_IMMUTABLE: 1009,
  NET_BIND_SERVICE: 1010,
  NET_BROADCAST: 1011,
  NET_ADMIN: 1012,
  NET_RAW: 1013,
  IPC_LOCK: 1014,
  IPC_OWNER: 1015,
  SYS_MODULE: 1016,
  SYS_RAWIO: 1017,
  SYS_CHROOT: 1018,
  SYS_PTRACE: 1019,
  SYS_PACCT: 1020,
  SYS_ADMIN: 1021,
  SYS_BOOT: 1022,
  SYS_NICE: 1023,
  SYS_RESOURCE: 1024,
  SYS_TIME: 1025,
  SYS_TTY_CONFIG: 1026,
  MKNOD: 1027,
  LEASE: 1028,
  AUDIT_WRITE: 1029,
  AUDIT_CONTROL: 1030,
  SETFCAP: 1031,
  MAC_OVERRIDE: 1032,
  MAC_ADMIN: 1033,
  SYSLOG: 1034,
  WAKE_ALARM: 1035,
  BLOCK_SUSPEND: 1036,
  AUDIT_READ: 1037,
  PERFMON: 1038,
  BPF: 1039,
  CHECKPOINT_RESTORE: 1040,
});

export type LinuxInfo_IpcMode =
  | 'UNKNOWN'
  | 'PRIVATE'
  | 'SHARE_PARENT';
export const LinuxInfo_IpcMode = new EnumType<LinuxInfo_IpcMode>('mesos.v1.LinuxInfo.IpcMode', {
  UNKNOWN: 0,
  PRIVATE: 1,
  SHARE_PARENT: 2,
});

export type RLimitInfo_RLimit_Type =
  | 'UNKNOWN'
  | 'RLMT_AS'
  | 'RLMT_CORE'
  | 'RLMT_CPU'
  | 'RLMT_DATA'
  | 'RLMT_FSIZE'
  | 'RLMT_LOCKS'
  | 'RLMT_MEMLOCK'
  | 'RLMT_MSGQUEUE'
  | 'RLMT_NICE'
  | 'RLMT_NOFILE'
  | 'RLMT_NPROC'
  | 'RLMT_RSS'
  | 'RLMT_RTPRIO'
  | 'RLMT_RTTIME'
  | 'RLMT_SIGPENDING'
  | 'RLMT_STACK';
export const RLimitInfo_RLimit_Type = new EnumType<RLimitInfo_RLimit_Type>('mesos.v1.RLimitInfo.RLimit.Type', {
  UNKNOWN: 0,
  RLMT_AS: 1,
  RLMT_CORE: 2,
  RLMT_CPU: 3,
  RLMT_DATA: 4,
  RLMT_FSIZE: 5,
  RLMT_LOCKS: 6,
  RLMT_MEMLOCK: 7,
  RLMT_MSGQUEUE: 8,
  RLMT_NICE: 9,
  RLMT_NOFILE: 10,
  RLMT_NPROC: 11,
  RLMT_RSS: 12,
  RLMT_RTPRIO: 13,
  RLMT_RTTIME: 14,
  RLMT_SIGPENDING: 15,
  RLMT_STACK: 16,
});

export type ContainerInfo_Type =
  | 'DOCKER'
  | 'MESOS';
export const ContainerInfo_Type = new EnumType<ContainerInfo_Type>('mesos.v1.ContainerInfo.Type', {
  DOCKER: 1,
  MESOS: 2,
});

export type ContainerInfo_DockerInfo_Network =
  | 'HOST'
  | 'BRIDGE'
  | 'NONE'
  | 'USER';
export const ContainerInfo_DockerInfo_Network = new EnumType<ContainerInfo_DockerInfo_Network>('mesos.v1.ContainerInfo.DockerInfo.Network', {
  HOST: 1,
  BRIDGE: 2,
  NONE: 3,
  USER: 4,
});

export type CgroupInfo_Blkio_Operation =
  | 'UNKNOWN'
  | 'TOTAL'
  | 'READ'
  | 'WRITE'
  | 'SYNC'
  | 'ASYNC'
  | 'DISCARD';
export const CgroupInfo_Blkio_Operation = new EnumType<CgroupInfo_Blkio_Operation>('mesos.v1.CgroupInfo.Blkio.Operation', {
  UNKNOWN: 0,
  TOTAL: 1,
  READ: 2,
  WRITE: 3,
  SYNC: 4,
  ASYNC: 5,
  DISCARD: 6,
});

export type DiscoveryInfo_Visibility =
  | 'FRAMEWORK'
  | 'CLUSTER'
  | 'EXTERNAL';
export const DiscoveryInfo_Visibility = new EnumType<DiscoveryInfo_Visibility>('mesos.v1.DiscoveryInfo.Visibility', {
  FRAMEWORK: 0,
  CLUSTER: 1,
  EXTERNAL: 2,
});

/** States of a driver of the older API. */
export type Status =
  | 'DRIVER_NOT_STARTED'
  | 'DRIVER_RUNNING'
  | 'DRIVER_ABORTED'
  | 'DRIVER_STOPPED';
export const Status = new EnumType<Status>('mesos.v1.Status', {
  DRIVER_NOT_STARTED: 1,
  DRIVER_RUNNING: 2,
  DRIVER_ABORTED: 3,
  DRIVER_STOPPED: 4,
});

/** A task is staged, starts, runs and ends; the rest say why it is not known to run. */
export type TaskState =
  | 'TASK_STAGING'
  | 'TASK_STARTING'
  | 'TASK_RUNNING'
  | 'TASK_KILLING'
  | 'TASK_FINISHED'
  | 'TASK_FAILED'
  | 'TASK_KILLED'
  | 'TASK_ERROR'
  | 'TASK_LOST'
  | 'TASK_DROPPED'
  | 'TASK_UNREACHABLE'
  | 'TASK_GONE'
  | 'TASK_GONE_BY_OPERATOR'
  | 'TASK_UNKNOWN';
export const TaskState = new EnumType<TaskState>('mesos.v1.TaskState', {
  TASK_STAGING: 6,
  TASK_STARTING: 0,
  TASK_RUNNING: 1,
  TASK_KILLING: 8,
  TASK_FINISHED: 2,
  TASK_FAILED: 3,
  TASK_KILLED: 4,
  TASK_ERROR: 7,
  TASK_LOST: 5,
  TASK_DROPPED: 9,
  TASK_UNREACHABLE: 10,
  TASK_GONE: 11,
  TASK_GONE_BY_OPERATOR: 12,
  TASK_UNKNOWN: 13,
});

/** How far an operation on resources is. */
export type OperationState =
  | 'OPERATION_UNSUPPORTED'
  | 'OPERATION_PENDING'
  | 'OPERATION_FINISHED'
  | 'OPERATION_FAILED'
  | 'OPERATION_ERROR'
  | 'OPERATION_DROPPED'
  | 'OPERATION_UNREACHABLE'
  | 'OPERATION_GONE_BY_OPERATOR'
  | 'OPERATION_RECOVERING'
  | 'OPERATION_UNKNOWN';
export const OperationState = new EnumType<OperationState>('mesos.v1.OperationState', {
  OPERATION_UNSUPPORTED: 0,
  OPERATION_PENDING: 1,
  OPERATION_FINISHED: 2,
  OPERATION_FAILED: 3,
  OPERATION_ERROR: 4,
  OPERATION_DROPPED: 5,
  OPERATION_UNREACHABLE: 6,
  OPERATION_GONE_BY_OPERATOR: 7,
  OPERATION_RECOVERING: 8,
  OPERATION_UNKNOWN: 9,
});

/** How far the emptying of an agent is. */
export type DrainState =
  | 'UNKNOWN'
  | 'DRAINING'
  | 'DRAINED';
export const DrainState = new EnumType<DrainState>('mesos.v1.DrainState', {
  UNKNOWN: 0,
  DRAINING: 1,
  DRAINED: 2,
});

/** Given by the master when a framework subscribes for the first time; kept by the framework. */
export interface FrameworkID {
  value: FrameworkId;
}
function writeFrameworkID(w: Writer, m: FrameworkID): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readFrameworkID(r: Reader, end: number): FrameworkID {
  const m = {} as FrameworkID;
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
export const FrameworkID: MessageType<FrameworkID> = new MessageType<FrameworkID>({
  typeName: 'mesos.v1.FrameworkID',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
  ],
  write: writeFrameworkID,
  read: readFrameworkID,
});

/** Given by the master; never used twice. */
export interface OfferID {
  value: OfferId;
}
function writeOfferID(w: Writer, m: OfferID): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readOfferID(r: Reader, end: number): OfferID {
  const m = {} as OfferID;
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
export const OfferID: MessageType<OfferID> = new MessageType<OfferID>({
  typeName: 'mesos.v1.OfferID',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
  ],
  write: writeOfferID,
  read: readOfferID,
});

/** Given by the master at the first registration, kept by the agent in its work directory. */
export interface AgentID {
  value: AgentId;
}
function writeAgentID(w: Writer, m: AgentID): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readAgentID(r: Reader, end: number): AgentID {
  const m = {} as AgentID;
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
export const AgentID: MessageType<AgentID> = new MessageType<AgentID>({
  typeName: 'mesos.v1.AgentID',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
  ],
  write: writeAgentID,
  read: readAgentID,
});

/** Chosen by the framework, unique among its tasks that have not ended. Becomes the name of a
 * directory. */
export interface TaskID {
  value: TaskId;
}
function writeTaskID(w: Writer, m: TaskID): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readTaskID(r: Reader, end: number): TaskID {
  const m = {} as TaskID;
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
export const TaskID: MessageType<TaskID> = new MessageType<TaskID>({
  typeName: 'mesos.v1.TaskID',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
  ],
  write: writeTaskID,
  read: readTaskID,
});

/** Chosen by the framework, unique on an agent. Becomes the name of a directory. */
export interface ExecutorID {
  value: ExecutorId;
}
function writeExecutorID(w: Writer, m: ExecutorID): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readExecutorID(r: Reader, end: number): ExecutorID {
  const m = {} as ExecutorID;
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
export const ExecutorID: MessageType<ExecutorID> = new MessageType<ExecutorID>({
  typeName: 'mesos.v1.ExecutorID',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
  ],
  write: writeExecutorID,
  read: readExecutorID,
});

/** A container; `parent` is set for one nested in another. */
export interface ContainerID {
  value: ContainerId;
  parent?: ContainerID;
}
function writeContainerID(w: Writer, m: ContainerID): void {
  if (m.parent !== undefined) { const size = w.size(); writeContainerID(w, m.parent); w.varint32(w.size() - size); w.byte(18); }
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readContainerID(r: Reader, end: number): ContainerID {
  const m = {} as ContainerID;
  r.enter();
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.value = r.string(); break;
      case 18: m.parent = readContainerID(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  r.leave();
  if (m.value === undefined) r.incomplete = true;
  return m;
}
export const ContainerID: MessageType<ContainerID> = new MessageType<ContainerID>({
  typeName: 'mesos.v1.ContainerID',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
    { name: 'parent', number: 2, label: 'optional', type: () => ContainerID },
  ],
  write: writeContainerID,
  read: readContainerID,
});

/** Given by the agent's resource provider manager. */
export interface ResourceProviderID {
  value: string;
}
function writeResourceProviderID(w: Writer, m: ResourceProviderID): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readResourceProviderID(r: Reader, end: number): ResourceProviderID {
  const m = {} as ResourceProviderID;
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
export const ResourceProviderID: MessageType<ResourceProviderID> = new MessageType<ResourceProviderID>({
  typeName: 'mesos.v1.ResourceProviderID',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
  ],
  write: writeResourceProviderID,
  read: readResourceProviderID,
});

/** Chosen by the framework that wants to hear how its operation ends. */
export interface OperationID {
  value: OperationId;
}
function writeOperationID(w: Writer, m: OperationID): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readOperationID(r: Reader, end: number): OperationID {
  const m = {} as OperationID;
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
export const OperationID: MessageType<OperationID> = new MessageType<OperationID>({
  typeName: 'mesos.v1.OperationID',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
  ],
  write: writeOperationID,
  read: readOperationID,
});

/** Nanoseconds since the Unix epoch. */
export interface TimeInfo {
  nanoseconds: Long;
}
function writeTimeInfo(w: Writer, m: TimeInfo): void {
  if (m.nanoseconds !== undefined) { w.int64(m.nanoseconds); w.byte(8); }
  else w.incomplete = true;
}
function readTimeInfo(r: Reader, end: number): TimeInfo {
  const m = {} as TimeInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.nanoseconds = r.int64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.nanoseconds === undefined) r.incomplete = true;
  return m;
}
export const TimeInfo: MessageType<TimeInfo> = new MessageType<TimeInfo>({
  typeName: 'mesos.v1.TimeInfo',
  fields: [
    { name: 'nanoseconds', number: 1, label: 'required', type: 'int64' },
  ],
  write: writeTimeInfo,
  read: readTimeInfo,
});

/** A span of nanoseconds. */
export interface DurationInfo {
  nanoseconds: Long;
}
function writeDurationInfo(w: Writer, m: DurationInfo): void {
  if (m.nanoseconds !== undefined) { w.int64(m.nanoseconds); w.byte(8); }
  else w.incomplete = true;
}
function readDurationInfo(r: Reader, end: number): DurationInfo {
  const m = {} as DurationInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.nanoseconds = r.int64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.nanoseconds === undefined) r.incomplete = true;
  return m;
}
export const DurationInfo: MessageType<DurationInfo> = new MessageType<DurationInfo>({
  typeName: 'mesos.v1.DurationInfo',
  fields: [
    { name: 'nanoseconds', number: 1, label: 'required', type: 'int64' },
  ],
  write: writeDurationInfo,
  read: readDurationInfo,
});

/** Where something listens; `ip` or `hostname` is given. */
export interface Address {
  hostname?: string;
  ip?: string;
  port: number;
}
function writeAddress(w: Writer, m: Address): void {
  if (m.port !== undefined) { w.int32(m.port); w.byte(24); }
  else w.incomplete = true;
  if (m.ip !== undefined) { w.string(m.ip); w.byte(18); }
  if (m.hostname !== undefined) { w.string(m.hostname); w.byte(10); }
}
function readAddress(r: Reader, end: number): Address {
  const m = {} as Address;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.hostname = r.string(); break;
      case 18: m.ip = r.string(); break;
      case 24: m.port = r.int32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.port === undefined) r.incomplete = true;
  return m;
}
export const Address: MessageType<Address> = new MessageType<Address>({
  typeName: 'mesos.v1.Address',
  fields: [
    { name: 'hostname', number: 1, label: 'optional', type: 'string' },
    { name: 'ip', number: 2, label: 'optional', type: 'string' },
    { name: 'port', number: 3, label: 'required', type: 'int32' },
  ],
  write: writeAddress,
  read: readAddress,
});

/** Where something answers over HTTP. */
export interface URL {
  scheme: string;
  address: Address;
  /** With its leading slash. */
  path?: string;
  query?: Parameter[];
  fragment?: string;
}
function writeURL(w: Writer, m: URL): void {
  if (m.fragment !== undefined) { w.string(m.fragment); w.byte(42); }
  if (m.query !== undefined) {
    for (let i = m.query.length - 1; i >= 0; i--) {
      const value = m.query[i]!;
      const size = w.size(); writeParameter(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.path !== undefined) { w.string(m.path); w.byte(26); }
  if (m.address !== undefined) { const size = w.size(); writeAddress(w, m.address); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.scheme !== undefined) { w.string(m.scheme); w.byte(10); }
  else w.incomplete = true;
}
function readURL(r: Reader, end: number): URL {
  const m = {} as URL;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.scheme = r.string(); break;
      case 18: m.address = readAddress(r, r.span()); break;
      case 26: m.path = r.string(); break;
      case 34: (m.query ??= []).push(readParameter(r, r.span())); break;
      case 42: m.fragment = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.scheme === undefined || m.address === undefined) r.incomplete = true;
  return m;
}
export const URL: MessageType<URL> = new MessageType<URL>({
  typeName: 'mesos.v1.URL',
  fields: [
    { name: 'scheme', number: 1, label: 'required', type: 'string' },
    { name: 'address', number: 2, label: 'required', type: () => Address },
    { name: 'path', number: 3, label: 'optional', type: 'string' },
    { name: 'query', number: 4, label: 'repeated', type: () => Parameter },
    { name: 'fragment', number: 5, label: 'optional', type: 'string' },
  ],
  write: writeURL,
  read: readURL,
});

/** When a machine will be away; without a duration, for good. */
export interface Unavailability {
  start: TimeInfo;
  duration?: DurationInfo;
}
function writeUnavailability(w: Writer, m: Unavailability): void {
  if (m.duration !== undefined) { const size = w.size(); writeDurationInfo(w, m.duration); w.varint32(w.size() - size); w.byte(18); }
  if (m.start !== undefined) { const size = w.size(); writeTimeInfo(w, m.start); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readUnavailability(r: Reader, end: number): Unavailability {
  const m = {} as Unavailability;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.start = readTimeInfo(r, r.span()); break;
      case 18: m.duration = readDurationInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.start === undefined) r.incomplete = true;
  return m;
}
export const Unavailability: MessageType<Unavailability> = new MessageType<Unavailability>({
  typeName: 'mesos.v1.Unavailability',
  fields: [
    { name: 'start', number: 1, label: 'required', type: () => TimeInfo },
    { name: 'duration', number: 2, label: 'optional', type: () => DurationInfo },
  ],
  write: writeUnavailability,
  read: readUnavailability,
});

/** A machine by name, by address or by both, in lower case. */
export interface MachineID {
  hostname?: string;
  ip?: string;
}
function writeMachineID(w: Writer, m: MachineID): void {
  if (m.ip !== undefined) { w.string(m.ip); w.byte(18); }
  if (m.hostname !== undefined) { w.string(m.hostname); w.byte(10); }
}
function readMachineID(r: Reader, end: number): MachineID {
  const m = {} as MachineID;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.hostname = r.string(); break;
      case 18: m.ip = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const MachineID: MessageType<MachineID> = new MessageType<MachineID>({
  typeName: 'mesos.v1.MachineID',
  fields: [
    { name: 'hostname', number: 1, label: 'optional', type: 'string' },
    { name: 'ip', number: 2, label: 'optional', type: 'string' },
  ],
  write: writeMachineID,
  read: readMachineID,
});

/** A machine and where it stands in its maintenance. */
export interface MachineInfo {
  id: MachineID;
  mode?: MachineInfo_Mode;
  /** Present while draining. */
  unavailability?: Unavailability;
}
function writeMachineInfo(w: Writer, m: MachineInfo): void {
  if (m.unavailability !== undefined) { const size = w.size(); writeUnavailability(w, m.unavailability); w.varint32(w.size() - size); w.byte(26); }
  if (m.mode !== undefined) { w.int32(MachineInfo_Mode.numberOf(m.mode)); w.byte(16); }
  if (m.id !== undefined) { const size = w.size(); writeMachineID(w, m.id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readMachineInfo(r: Reader, end: number): MachineInfo {
  const m = {} as MachineInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = readMachineID(r, r.span()); break;
      case 16: { const value = MachineInfo_Mode.nameOf(r.uint32()); if (value !== undefined) m.mode = value; break; }
      case 26: m.unavailability = readUnavailability(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined) r.incomplete = true;
  return m;
}
export const MachineInfo: MessageType<MachineInfo> = new MessageType<MachineInfo>({
  typeName: 'mesos.v1.MachineInfo',
  fields: [
    { name: 'id', number: 1, label: 'required', type: () => MachineID },
    { name: 'mode', number: 2, label: 'optional', type: MachineInfo_Mode },
    { name: 'unavailability', number: 3, label: 'optional', type: () => Unavailability },
  ],
  write: writeMachineInfo,
  read: readMachineInfo,
});

/** Who a framework is, on whose behalf it runs, and how long its tasks outlive its connection (failover_timeout, seconds). */
export interface FrameworkInfo {
  /** Whom its tasks run as, unless their command says otherwise; the agent has to be root for that. */
  user: string;
  /** For people; need not be unique. */
  name: string;
  /** Absent at the first subscription, then the one that the master gave. */
  id?: FrameworkID;
  /** Seconds that its tasks run on without it; then they are killed. Default: 0. */
  failover_timeout?: number;
  /** Whether its tasks outlive a restart of their agent. Default: false. */
  checkpoint?: boolean;
  /** Of frameworks without MULTI_ROLE; others have `roles`. Default: *. */
  role?: string;
  /** Where the scheduler runs, for people. */
  hostname?: string;
  /** Who it says it is; must be the one it authenticated as, when it did. */
  principal?: string;
  /** Its page, linked from the master's. */
  webui_url?: string;
  capabilities?: FrameworkInfo_Capability[];
  labels?: Labels;
  /** Of frameworks with MULTI_ROLE: it is offered resources for each of them. */
  roles?: string[];
  /** By role: what has to be in an offer at least. */
  offer_filters?: Record<string, OfferFilters>;
}
function writeFrameworkInfo(w: Writer, m: FrameworkInfo): void {
  if (m.offer_filters !== undefined) {
    for (const [key, value] of Object.entries(m.offer_filters).reverse()) {
      const entry = w.size();
      { const size = w.size(); writeOfferFilters(w, value); w.varint32(w.size() - size); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(106);
    }
  }
  if (m.roles !== undefined) {
    for (let i = m.roles.length - 1; i >= 0; i--) {
      const value = m.roles[i]!;
      w.string(value); w.byte(98);
    }
  }
  if (m.labels !== undefined) { const size = w.size(); writeLabels(w, m.labels); w.varint32(w.size() - size); w.byte(90); }
  if (m.capabilities !== undefined) {
    for (let i = m.capabilities.length - 1; i >= 0; i--) {
      const value = m.capabilities[i]!;
      const size = w.size(); writeFrameworkInfo_Capability(w, value); w.varint32(w.size() - size); w.byte(82);
    }
  }
  if (m.webui_url !== undefined) { w.string(m.webui_url); w.byte(74); }
  if (m.principal !== undefined) { w.string(m.principal); w.byte(66); }
  if (m.hostname !== undefined) { w.string(m.hostname); w.byte(58); }
  if (m.role !== undefined) { w.string(m.role); w.byte(50); }
  if (m.checkpoint !== undefined) { w.bool(m.checkpoint); w.byte(40); }
  if (m.failover_timeout !== undefined) { w.double(m.failover_timeout); w.byte(33); }
  if (m.id !== undefined) { const size = w.size(); writeFrameworkID(w, m.id); w.varint32(w.size() - size); w.byte(26); }
  if (m.name !== undefined) { w.string(m.name); w.byte(18); }
  else w.incomplete = true;
  if (m.user !== undefined) { w.string(m.user); w.byte(10); }
  else w.incomplete = true;
}
function readFrameworkInfo(r: Reader, end: number): FrameworkInfo {
  const m = {} as FrameworkInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.user = r.string(); break;
      case 18: m.name = r.string(); break;
      case 26: m.id = readFrameworkID(r, r.span()); break;
      case 33: m.failover_timeout = r.double(); break;
      case 40: m.checkpoint = r.bool(); break;
      case 50: m.role = r.string(); break;
      case 58: m.hostname = r.string(); break;
      case 66: m.principal = r.string(); break;
      case 74: m.webui_url = r.string(); break;
      case 82: (m.capabilities ??= []).push(readFrameworkInfo_Capability(r, r.span())); break;
      case 90: m.labels = readLabels(r, r.span()); break;
      case 98: (m.roles ??= []).push(r.string()); break;
      case 106: {
        const stop = r.span(); let key = ''; let value: OfferFilters | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = readOfferFilters(r, r.span()); else r.skip(inner); }
        r.close(stop); value ??= OfferFilters.read(r, r.pos);
        Object.defineProperty(m.offer_filters ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.user === undefined || m.name === undefined) r.incomplete = true;
  return m;
}
export const FrameworkInfo: MessageType<FrameworkInfo> = new MessageType<FrameworkInfo>({
  typeName: 'mesos.v1.FrameworkInfo',
  fields: [
    { name: 'user', number: 1, label: 'required', type: 'string' },
    { name: 'name', number: 2, label: 'required', type: 'string' },
    { name: 'id', number: 3, label: 'optional', type: () => FrameworkID },
    { name: 'failover_timeout', number: 4, label: 'optional', type: 'double', default: 0 },
    { name: 'checkpoint', number: 5, label: 'optional', type: 'bool', default: false },
    { name: 'role', number: 6, label: 'optional', type: 'string' },
    { name: 'hostname', number: 7, label: 'optional', type: 'string' },
    { name: 'principal', number: 8, label: 'optional', type: 'string' },
    { name: 'webui_url', number: 9, label: 'optional', type: 'string' },
    { name: 'capabilities', number: 10, label: 'repeated', type: () => FrameworkInfo_Capability },
    { name: 'labels', number: 11, label: 'optional', type: () => Labels },
    { name: 'roles', number: 12, label: 'repeated', type: 'string' },
    { name: 'offer_filters', number: 13, label: 'map', type: () => OfferFilters },
  ],
  write: writeFrameworkInfo,
  read: readFrameworkInfo,
});

/** What the scheduler understands; what it does not name it is spared. */
export interface FrameworkInfo_Capability {
  type?: FrameworkInfo_Capability_Type;
}
function writeFrameworkInfo_Capability(w: Writer, m: FrameworkInfo_Capability): void {
  if (m.type !== undefined) { w.int32(FrameworkInfo_Capability_Type.numberOf(m.type)); w.byte(8); }
}
function readFrameworkInfo_Capability(r: Reader, end: number): FrameworkInfo_Capability {
  const m = {} as FrameworkInfo_Capability;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = FrameworkInfo_Capability_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const FrameworkInfo_Capability: MessageType<FrameworkInfo_Capability> = new MessageType<FrameworkInfo_Capability>({
  typeName: 'mesos.v1.FrameworkInfo.Capability',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: FrameworkInfo_Capability_Type },
  ],
  write: writeFrameworkInfo_Capability,
  read: readFrameworkInfo_Capability,
});

/** Like a health check, but its result is only reported. Seconds throughout. */
export interface CheckInfo {
  type?: CheckInfo_Type;
  command?: CheckInfo_Command;
  http?: CheckInfo_Http;
  /** From the start of the task to the first check. Default: 15. */
  delay_seconds?: number;
  /** From the end of a check to the next. Default: 10. */
  interval_seconds?: number;
  /** A check that takes longer has no result; 0 means no bound. Default: 20. */
  timeout_seconds?: number;
  tcp?: CheckInfo_Tcp;
}
function writeCheckInfo(w: Writer, m: CheckInfo): void {
  if (m.tcp !== undefined) { const size = w.size(); writeCheckInfo_Tcp(w, m.tcp); w.varint32(w.size() - size); w.byte(58); }
  if (m.timeout_seconds !== undefined) { w.double(m.timeout_seconds); w.byte(49); }
  if (m.interval_seconds !== undefined) { w.double(m.interval_seconds); w.byte(41); }
  if (m.delay_seconds !== undefined) { w.double(m.delay_seconds); w.byte(33); }
  if (m.http !== undefined) { const size = w.size(); writeCheckInfo_Http(w, m.http); w.varint32(w.size() - size); w.byte(26); }
  if (m.command !== undefined) { const size = w.size(); writeCheckInfo_Command(w, m.command); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(CheckInfo_Type.numberOf(m.type)); w.byte(8); }
}
function readCheckInfo(r: Reader, end: number): CheckInfo {
  const m = {} as CheckInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = CheckInfo_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.command = readCheckInfo_Command(r, r.span()); break;
      case 26: m.http = readCheckInfo_Http(r, r.span()); break;
      case 33: m.delay_seconds = r.double(); break;
      case 41: m.interval_seconds = r.double(); break;
      case 49: m.timeout_seconds = r.double(); break;
      case 58: m.tcp = readCheckInfo_Tcp(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CheckInfo: MessageType<CheckInfo> = new MessageType<CheckInfo>({
  typeName: 'mesos.v1.CheckInfo',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: CheckInfo_Type },
    { name: 'command', number: 2, label: 'optional', type: () => CheckInfo_Command },
    { name: 'http', number: 3, label: 'optional', type: () => CheckInfo_Http },
    { name: 'delay_seconds', number: 4, label: 'optional', type: 'double', default: 15 },
    { name: 'interval_seconds', number: 5, label: 'optional', type: 'double', default: 10 },
    { name: 'timeout_seconds', number: 6, label: 'optional', type: 'double', default: 20 },
    { name: 'tcp', number: 7, label: 'optional', type: () => CheckInfo_Tcp },
  ],
  write: writeCheckInfo,
  read: readCheckInfo,
});

/** Runs in the task's container; its exit code is the result. */
export interface CheckInfo_Command {
  command: CommandInfo;
}
function writeCheckInfo_Command(w: Writer, m: CheckInfo_Command): void {
  if (m.command !== undefined) { const size = w.size(); writeCommandInfo(w, m.command); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCheckInfo_Command(r: Reader, end: number): CheckInfo_Command {
  const m = {} as CheckInfo_Command;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.command = readCommandInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.command === undefined) r.incomplete = true;
  return m;
}
export const CheckInfo_Command: MessageType<CheckInfo_Command> = new MessageType<CheckInfo_Command>({
  typeName: 'mesos.v1.CheckInfo.Command',
  fields: [
    { name: 'command', number: 1, label: 'required', type: () => CommandInfo },
  ],
  write: writeCheckInfo_Command,
  read: readCheckInfo_Command,
});

/** GET on 127.0.0.1; the status is the result. */
export interface CheckInfo_Http {
  port: number;
  /** With its leading slash. */
  path?: string;
}
function writeCheckInfo_Http(w: Writer, m: CheckInfo_Http): void {
  if (m.path !== undefined) { w.string(m.path); w.byte(18); }
  if (m.port !== undefined) { w.uint32(m.port); w.byte(8); }
  else w.incomplete = true;
}
function readCheckInfo_Http(r: Reader, end: number): CheckInfo_Http {
  const m = {} as CheckInfo_Http;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.port = r.uint32(); break;
      case 18: m.path = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.port === undefined) r.incomplete = true;
  return m;
}
export const CheckInfo_Http: MessageType<CheckInfo_Http> = new MessageType<CheckInfo_Http>({
  typeName: 'mesos.v1.CheckInfo.Http',
  fields: [
    { name: 'port', number: 1, label: 'required', type: 'uint32' },
    { name: 'path', number: 2, label: 'optional', type: 'string' },
  ],
  write: writeCheckInfo_Http,
  read: readCheckInfo_Http,
});

/** Whether a connection to 127.0.0.1 comes about. */
export interface CheckInfo_Tcp {
  port: number;
}
function writeCheckInfo_Tcp(w: Writer, m: CheckInfo_Tcp): void {
  if (m.port !== undefined) { w.uint32(m.port); w.byte(8); }
  else w.incomplete = true;
}
function readCheckInfo_Tcp(r: Reader, end: number): CheckInfo_Tcp {
  const m = {} as CheckInfo_Tcp;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.port = r.uint32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.port === undefined) r.incomplete = true;
  return m;
}
export const CheckInfo_Tcp: MessageType<CheckInfo_Tcp> = new MessageType<CheckInfo_Tcp>({
  typeName: 'mesos.v1.CheckInfo.Tcp',
  fields: [
    { name: 'port', number: 1, label: 'required', type: 'uint32' },
  ],
  write: writeCheckInfo_Tcp,
  read: readCheckInfo_Tcp,
});

/** How to find out whether a task is healthy; a task that fails too often in a row is killed. Seconds throughout. */
export interface HealthCheck {
  http?: HealthCheck_HTTPCheckInfo;
  /** From the start of the task to the first check. Default: 15. */
  delay_seconds?: number;
  /** Default: 10. */
  interval_seconds?: number;
  /** A check that takes longer has failed. Default: 20. */
  timeout_seconds?: number;
  /** So many in a row, after the grace period, end the task. Default: 3. */
  consecutive_failures?: number;
  /** After the start; failures before the first success do not count meanwhile. Default: 10. */
  grace_period_seconds?: number;
  command?: CommandInfo;
  /** Absent from old schedulers: the master sets it to what is given. */
  type?: HealthCheck_Type;
  tcp?: HealthCheck_TCPCheckInfo;
}
function writeHealthCheck(w: Writer, m: HealthCheck): void {
  if (m.tcp !== undefined) { const size = w.size(); writeHealthCheck_TCPCheckInfo(w, m.tcp); w.varint32(w.size() - size); w.byte(74); }
  if (m.type !== undefined) { w.int32(HealthCheck_Type.numberOf(m.type)); w.byte(64); }
  if (m.command !== undefined) { const size = w.size(); writeCommandInfo(w, m.command); w.varint32(w.size() - size); w.byte(58); }
  if (m.grace_period_seconds !== undefined) { w.double(m.grace_period_seconds); w.byte(49); }
  if (m.consecutive_failures !== undefined) { w.uint32(m.consecutive_failures); w.byte(40); }
  if (m.timeout_seconds !== undefined) { w.double(m.timeout_seconds); w.byte(33); }
  if (m.interval_seconds !== undefined) { w.double(m.interval_seconds); w.byte(25); }
  if (m.delay_seconds !== undefined) { w.double(m.delay_seconds); w.byte(17); }
  if (m.http !== undefined) { const size = w.size(); writeHealthCheck_HTTPCheckInfo(w, m.http); w.varint32(w.size() - size); w.byte(10); }
}
function readHealthCheck(r: Reader, end: number): HealthCheck {
  const m = {} as HealthCheck;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.http = readHealthCheck_HTTPCheckInfo(r, r.span()); break;
      case 17: m.delay_seconds = r.double(); break;
      case 25: m.interval_seconds = r.double(); break;
      case 33: m.timeout_seconds = r.double(); break;
      case 40: m.consecutive_failures = r.uint32(); break;
      case 49: m.grace_period_seconds = r.double(); break;
      case 58: m.command = readCommandInfo(r, r.span()); break;
      case 64: { const value = HealthCheck_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 74: m.tcp = readHealthCheck_TCPCheckInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const HealthCheck: MessageType<HealthCheck> = new MessageType<HealthCheck>({
  typeName: 'mesos.v1.HealthCheck',
  fields: [
    { name: 'http', number: 1, label: 'optional', type: () => HealthCheck_HTTPCheckInfo },
    { name: 'delay_seconds', number: 2, label: 'optional', type: 'double', default: 15 },
    { name: 'interval_seconds', number: 3, label: 'optional', type: 'double', default: 10 },
    { name: 'timeout_seconds', number: 4, label: 'optional', type: 'double', default: 20 },
    { name: 'consecutive_failures', number: 5, label: 'optional', type: 'uint32', default: 3 },
    { name: 'grace_period_seconds', number: 6, label: 'optional', type: 'double', default: 10 },
    { name: 'command', number: 7, label: 'optional', type: () => CommandInfo },
    { name: 'type', number: 8, label: 'optional', type: HealthCheck_Type },
    { name: 'tcp', number: 9, label: 'optional', type: () => HealthCheck_TCPCheckInfo },
  ],
  write: writeHealthCheck,
  read: readHealthCheck,
});

export interface HealthCheck_HTTPCheckInfo {
  port: number;
  path?: string;
  /** http or https; certificates are not checked. */
  scheme?: string;
  /** Taken and not used: 200 to 399 is healthy. */
  statuses?: number[];
  /** Default: IPv4. */
  protocol?: NetworkInfo_Protocol;
}
function writeHealthCheck_HTTPCheckInfo(w: Writer, m: HealthCheck_HTTPCheckInfo): void {
  if (m.protocol !== undefined) { w.int32(NetworkInfo_Protocol.numberOf(m.protocol)); w.byte(40); }
  if (m.statuses !== undefined) {
    for (let i = m.statuses.length - 1; i >= 0; i--) {
      const value = m.statuses[i]!;
      w.uint32(value); w.byte(32);
    }
  }
  if (m.scheme !== undefined) { w.string(m.scheme); w.byte(26); }
  if (m.path !== undefined) { w.string(m.path); w.byte(18); }
  if (m.port !== undefined) { w.uint32(m.port); w.byte(8); }
  else w.incomplete = true;
}
function readHealthCheck_HTTPCheckInfo(r: Reader, end: number): HealthCheck_HTTPCheckInfo {
  const m = {} as HealthCheck_HTTPCheckInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.port = r.uint32(); break;
      case 18: m.path = r.string(); break;
      case 26: m.scheme = r.string(); break;
      case 32: (m.statuses ??= []).push(r.uint32()); break;
      case 34: { const stop = r.span(); while (r.pos < stop) (m.statuses ??= []).push(r.uint32()); r.close(stop); break; }
      case 40: { const value = NetworkInfo_Protocol.nameOf(r.uint32()); if (value !== undefined) m.protocol = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.port === undefined) r.incomplete = true;
  return m;
}
export const HealthCheck_HTTPCheckInfo: MessageType<HealthCheck_HTTPCheckInfo> = new MessageType<HealthCheck_HTTPCheckInfo>({
  typeName: 'mesos.v1.HealthCheck.HTTPCheckInfo',
  fields: [
    { name: 'port', number: 1, label: 'required', type: 'uint32' },
    { name: 'path', number: 2, label: 'optional', type: 'string' },
    { name: 'scheme', number: 3, label: 'optional', type: 'string' },
    { name: 'statuses', number: 4, label: 'repeated', type: 'uint32' },
    { name: 'protocol', number: 5, label: 'optional', type: NetworkInfo_Protocol, default: "IPv4" },
  ],
  write: writeHealthCheck_HTTPCheckInfo,
  read: readHealthCheck_HTTPCheckInfo,
});

export interface HealthCheck_TCPCheckInfo {
  port: number;
  /** Default: IPv4. */
  protocol?: NetworkInfo_Protocol;
}
function writeHealthCheck_TCPCheckInfo(w: Writer, m: HealthCheck_TCPCheckInfo): void {
  if (m.protocol !== undefined) { w.int32(NetworkInfo_Protocol.numberOf(m.protocol)); w.byte(16); }
  if (m.port !== undefined) { w.uint32(m.port); w.byte(8); }
  else w.incomplete = true;
}
function readHealthCheck_TCPCheckInfo(r: Reader, end: number): HealthCheck_TCPCheckInfo {
  const m = {} as HealthCheck_TCPCheckInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.port = r.uint32(); break;
      case 16: { const value = NetworkInfo_Protocol.nameOf(r.uint32()); if (value !== undefined) m.protocol = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.port === undefined) r.incomplete = true;
  return m;
}
export const HealthCheck_TCPCheckInfo: MessageType<HealthCheck_TCPCheckInfo> = new MessageType<HealthCheck_TCPCheckInfo>({
  typeName: 'mesos.v1.HealthCheck.TCPCheckInfo',
  fields: [
    { name: 'port', number: 1, label: 'required', type: 'uint32' },
    { name: 'protocol', number: 2, label: 'optional', type: NetworkInfo_Protocol, default: "IPv4" },
  ],
  write: writeHealthCheck_TCPCheckInfo,
  read: readHealthCheck_TCPCheckInfo,
});

/** How a task is ended. */
export interface KillPolicy {
  /** From SIGTERM to SIGKILL; 3 seconds if not given. */
  grace_period?: DurationInfo;
}
function writeKillPolicy(w: Writer, m: KillPolicy): void {
  if (m.grace_period !== undefined) { const size = w.size(); writeDurationInfo(w, m.grace_period); w.varint32(w.size() - size); w.byte(10); }
}
function readKillPolicy(r: Reader, end: number): KillPolicy {
  const m = {} as KillPolicy;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.grace_period = readDurationInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const KillPolicy: MessageType<KillPolicy> = new MessageType<KillPolicy>({
  typeName: 'mesos.v1.KillPolicy',
  fields: [
    { name: 'grace_period', number: 1, label: 'optional', type: () => DurationInfo },
  ],
  write: writeKillPolicy,
  read: readKillPolicy,
});

/** What to run, with which files fetched first (uris) and which environment. */
export interface CommandInfo {
  uris?: CommandInfo_URI[];
  environment?: Environment;
  /** For a shell, or with `shell: false` the program to run. */
  value?: string;
  /** Whom it runs as. */
  user?: string;
  /** Whether `value` is for `/bin/sh -c`. Default: true. */
  shell?: boolean;
  /** With `shell: false`: all of argv, the program's own name first. */
  arguments?: string[];
}
function writeCommandInfo(w: Writer, m: CommandInfo): void {
  if (m.arguments !== undefined) {
    for (let i = m.arguments.length - 1; i >= 0; i--) {
      const value = m.arguments[i]!;
      w.string(value); w.byte(58);
    }
  }
  if (m.shell !== undefined) { w.bool(m.shell); w.byte(48); }
  if (m.user !== undefined) { w.string(m.user); w.byte(42); }
  if (m.value !== undefined) { w.string(m.value); w.byte(26); }
  if (m.environment !== undefined) { const size = w.size(); writeEnvironment(w, m.environment); w.varint32(w.size() - size); w.byte(18); }
  if (m.uris !== undefined) {
    for (let i = m.uris.length - 1; i >= 0; i--) {
      const value = m.uris[i]!;
      const size = w.size(); writeCommandInfo_URI(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCommandInfo(r: Reader, end: number): CommandInfo {
  const m = {} as CommandInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.uris ??= []).push(readCommandInfo_URI(r, r.span())); break;
      case 18: m.environment = readEnvironment(r, r.span()); break;
      case 26: m.value = r.string(); break;
      case 42: m.user = r.string(); break;
      case 48: m.shell = r.bool(); break;
      case 58: (m.arguments ??= []).push(r.string()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CommandInfo: MessageType<CommandInfo> = new MessageType<CommandInfo>({
  typeName: 'mesos.v1.CommandInfo',
  fields: [
    { name: 'uris', number: 1, label: 'repeated', type: () => CommandInfo_URI },
    { name: 'environment', number: 2, label: 'optional', type: () => Environment },
    { name: 'value', number: 3, label: 'optional', type: 'string' },
    { name: 'user', number: 5, label: 'optional', type: 'string' },
    { name: 'shell', number: 6, label: 'optional', type: 'bool', default: true },
    { name: 'arguments', number: 7, label: 'repeated', type: 'string' },
  ],
  write: writeCommandInfo,
  read: readCommandInfo,
});

/** A file to fetch into the sandbox before the command starts. */
export interface CommandInfo_URI {
  /** A path, file://, http:// or https://. */
  value: string;
  /** It is made executable and not unpacked. */
  executable?: boolean;
  /** Whether an archive (tar, gzip, bzip2, xz, zip, by its ending) is unpacked. Default: true. */
  extract?: boolean;
  /** May be taken from the agent's cache. */
  cache?: boolean;
  /** Its name in the sandbox, perhaps in a directory; otherwise the last part of the URI. */
  output_file?: string;
}
function writeCommandInfo_URI(w: Writer, m: CommandInfo_URI): void {
  if (m.output_file !== undefined) { w.string(m.output_file); w.byte(42); }
  if (m.cache !== undefined) { w.bool(m.cache); w.byte(32); }
  if (m.extract !== undefined) { w.bool(m.extract); w.byte(24); }
  if (m.executable !== undefined) { w.bool(m.executable); w.byte(16); }
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readCommandInfo_URI(r: Reader, end: number): CommandInfo_URI {
  const m = {} as CommandInfo_URI;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.value = r.string(); break;
      case 16: m.executable = r.bool(); break;
      case 24: m.extract = r.bool(); break;
      case 32: m.cache = r.bool(); break;
      case 42: m.output_file = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.value === undefined) r.incomplete = true;
  return m;
}
export const CommandInfo_URI: MessageType<CommandInfo_URI> = new MessageType<CommandInfo_URI>({
  typeName: 'mesos.v1.CommandInfo.URI',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
    { name: 'executable', number: 2, label: 'optional', type: 'bool' },
    { name: 'extract', number: 3, label: 'optional', type: 'bool', default: true },
    { name: 'cache', number: 4, label: 'optional', type: 'bool' },
    { name: 'output_file', number: 5, label: 'optional', type: 'string' },
  ],
  write: writeCommandInfo_URI,
  read: readCommandInfo_URI,
});

/** The program that runs tasks of a framework on an agent. */
export interface ExecutorInfo {
  executor_id: ExecutorID;
  /** For the executor alone. */
  data?: Uint8Array;
  /** What it needs for itself, besides what its tasks need. */
  resources?: Resource[];
  /** Of custom executors: what to start. */
  command?: CommandInfo;
  /** Set by the master when the framework leaves it out. */
  framework_id?: FrameworkID;
  name?: string;
  /** A label of earlier days, shown in statistics. */
  source?: string;
  container?: ContainerInfo;
  discovery?: DiscoveryInfo;
  /** From SHUTDOWN until its container is destroyed; --executor_shutdown_grace_period if absent. */
  shutdown_grace_period?: DurationInfo;
  labels?: Labels;
  /** DEFAULT: the one for pods, which comes with the agent. CUSTOM: the framework's own program. */
  type?: ExecutorInfo_Type;
}
function writeExecutorInfo(w: Writer, m: ExecutorInfo): void {
  if (m.type !== undefined) { w.int32(ExecutorInfo_Type.numberOf(m.type)); w.byte(120); }
  if (m.labels !== undefined) { const size = w.size(); writeLabels(w, m.labels); w.varint32(w.size() - size); w.byte(114); }
  if (m.shutdown_grace_period !== undefined) { const size = w.size(); writeDurationInfo(w, m.shutdown_grace_period); w.varint32(w.size() - size); w.byte(106); }
  if (m.discovery !== undefined) { const size = w.size(); writeDiscoveryInfo(w, m.discovery); w.varint32(w.size() - size); w.byte(98); }
  if (m.container !== undefined) { const size = w.size(); writeContainerInfo(w, m.container); w.varint32(w.size() - size); w.byte(90); }
  if (m.source !== undefined) { w.string(m.source); w.byte(82); }
  if (m.name !== undefined) { w.string(m.name); w.byte(74); }
  if (m.framework_id !== undefined) { const size = w.size(); writeFrameworkID(w, m.framework_id); w.varint32(w.size() - size); w.byte(66); }
  if (m.command !== undefined) { const size = w.size(); writeCommandInfo(w, m.command); w.varint32(w.size() - size); w.byte(58); }
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.data !== undefined) { w.bytes(m.data); w.byte(34); }
  if (m.executor_id !== undefined) { const size = w.size(); writeExecutorID(w, m.executor_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readExecutorInfo(r: Reader, end: number): ExecutorInfo {
  const m = {} as ExecutorInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.executor_id = readExecutorID(r, r.span()); break;
      case 34: m.data = r.bytes(); break;
      case 42: (m.resources ??= []).push(readResource(r, r.span())); break;
      case 58: m.command = readCommandInfo(r, r.span()); break;
      case 66: m.framework_id = readFrameworkID(r, r.span()); break;
      case 74: m.name = r.string(); break;
      case 82: m.source = r.string(); break;
      case 90: m.container = readContainerInfo(r, r.span()); break;
      case 98: m.discovery = readDiscoveryInfo(r, r.span()); break;
      case 106: m.shutdown_grace_period = readDurationInfo(r, r.span()); break;
      case 114: m.labels = readLabels(r, r.span()); break;
      case 120: { const value = ExecutorInfo_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.executor_id === undefined) r.incomplete = true;
  return m;
}
export const ExecutorInfo: MessageType<ExecutorInfo> = new MessageType<ExecutorInfo>({
  typeName: 'mesos.v1.ExecutorInfo',
  fields: [
    { name: 'executor_id', number: 1, label: 'required', type: () => ExecutorID },
    { name: 'data', number: 4, label: 'optional', type: 'bytes' },
    { name: 'resources', number: 5, label: 'repeated', type: () => Resource },
    { name: 'command', number: 7, label: 'optional', type: () => CommandInfo },
    { name: 'framework_id', number: 8, label: 'optional', type: () => FrameworkID },
    { name: 'name', number: 9, label: 'optional', type: 'string' },
    { name: 'source', number: 10, label: 'optional', type: 'string' },
    { name: 'container', number: 11, label: 'optional', type: () => ContainerInfo },
    { name: 'discovery', number: 12, label: 'optional', type: () => DiscoveryInfo },
    { name: 'shutdown_grace_period', number: 13, label: 'optional', type: () => DurationInfo },
    { name: 'labels', number: 14, label: 'optional', type: () => Labels },
    { name: 'type', number: 15, label: 'optional', type: ExecutorInfo_Type },
  ],
  write: writeExecutorInfo,
  read: readExecutorInfo,
});

/** Which region and zone a machine is in. */
export interface DomainInfo {
  fault_domain?: DomainInfo_FaultDomain;
}
function writeDomainInfo(w: Writer, m: DomainInfo): void {
  if (m.fault_domain !== undefined) { const size = w.size(); writeDomainInfo_FaultDomain(w, m.fault_domain); w.varint32(w.size() - size); w.byte(10); }
}
function readDomainInfo(r: Reader, end: number): DomainInfo {
  const m = {} as DomainInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.fault_domain = readDomainInfo_FaultDomain(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const DomainInfo: MessageType<DomainInfo> = new MessageType<DomainInfo>({
  typeName: 'mesos.v1.DomainInfo',
  fields: [
    { name: 'fault_domain', number: 1, label: 'optional', type: () => DomainInfo_FaultDomain },
  ],
  write: writeDomainInfo,
  read: readDomainInfo,
});

export interface DomainInfo_FaultDomain {
  region: DomainInfo_FaultDomain_RegionInfo;
  zone: DomainInfo_FaultDomain_ZoneInfo;
}
function writeDomainInfo_FaultDomain(w: Writer, m: DomainInfo_FaultDomain): void {
  if (m.zone !== undefined) { const size = w.size(); writeDomainInfo_FaultDomain_ZoneInfo(w, m.zone); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.region !== undefined) { const size = w.size(); writeDomainInfo_FaultDomain_RegionInfo(w, m.region); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readDomainInfo_FaultDomain(r: Reader, end: number): DomainInfo_FaultDomain {
  const m = {} as DomainInfo_FaultDomain;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.region = readDomainInfo_FaultDomain_RegionInfo(r, r.span()); break;
      case 18: m.zone = readDomainInfo_FaultDomain_ZoneInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.region === undefined || m.zone === undefined) r.incomplete = true;
  return m;
}
export const DomainInfo_FaultDomain: MessageType<DomainInfo_FaultDomain> = new MessageType<DomainInfo_FaultDomain>({
  typeName: 'mesos.v1.DomainInfo.FaultDomain',
  fields: [
    { name: 'region', number: 1, label: 'required', type: () => DomainInfo_FaultDomain_RegionInfo },
    { name: 'zone', number: 2, label: 'required', type: () => DomainInfo_FaultDomain_ZoneInfo },
  ],
  write: writeDomainInfo_FaultDomain,
  read: readDomainInfo_FaultDomain,
});

export interface DomainInfo_FaultDomain_RegionInfo {
  name: string;
}
function writeDomainInfo_FaultDomain_RegionInfo(w: Writer, m: DomainInfo_FaultDomain_RegionInfo): void {
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readDomainInfo_FaultDomain_RegionInfo(r: Reader, end: number): DomainInfo_FaultDomain_RegionInfo {
  const m = {} as DomainInfo_FaultDomain_RegionInfo;
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
export const DomainInfo_FaultDomain_RegionInfo: MessageType<DomainInfo_FaultDomain_RegionInfo> = new MessageType<DomainInfo_FaultDomain_RegionInfo>({
  typeName: 'mesos.v1.DomainInfo.FaultDomain.RegionInfo',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
  ],
  write: writeDomainInfo_FaultDomain_RegionInfo,
  read: readDomainInfo_FaultDomain_RegionInfo,
});

export interface DomainInfo_FaultDomain_ZoneInfo {
  name: string;
}
function writeDomainInfo_FaultDomain_ZoneInfo(w: Writer, m: DomainInfo_FaultDomain_ZoneInfo): void {
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readDomainInfo_FaultDomain_ZoneInfo(r: Reader, end: number): DomainInfo_FaultDomain_ZoneInfo {
  const m = {} as DomainInfo_FaultDomain_ZoneInfo;
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
export const DomainInfo_FaultDomain_ZoneInfo: MessageType<DomainInfo_FaultDomain_ZoneInfo> = new MessageType<DomainInfo_FaultDomain_ZoneInfo>({
  typeName: 'mesos.v1.DomainInfo.FaultDomain.ZoneInfo',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
  ],
  write: writeDomainInfo_FaultDomain_ZoneInfo,
  read: readDomainInfo_FaultDomain_ZoneInfo,
});

/** A master as agents and frameworks learn of it. */
export interface MasterInfo {
  /** New with every start of the process; ids that it gives begin with it. */
  id: string;
  /** IPv4 in network byte order, read as a little-endian number; `address` says it better. */
  ip: number;
  /** Default: 5050. */
  port: number;
  /** "master@10.0.0.1:5050": where libprocess messages go. */
  pid?: string;
  hostname?: string;
  version?: string;
  address?: Address;
  domain?: DomainInfo;
  capabilities?: MasterInfo_Capability[];
}
function writeMasterInfo(w: Writer, m: MasterInfo): void {
  if (m.capabilities !== undefined) {
    for (let i = m.capabilities.length - 1; i >= 0; i--) {
      const value = m.capabilities[i]!;
      const size = w.size(); writeMasterInfo_Capability(w, value); w.varint32(w.size() - size); w.byte(74);
    }
  }
  if (m.domain !== undefined) { const size = w.size(); writeDomainInfo(w, m.domain); w.varint32(w.size() - size); w.byte(66); }
  if (m.address !== undefined) { const size = w.size(); writeAddress(w, m.address); w.varint32(w.size() - size); w.byte(58); }
  if (m.version !== undefined) { w.string(m.version); w.byte(50); }
  if (m.hostname !== undefined) { w.string(m.hostname); w.byte(42); }
  if (m.pid !== undefined) { w.string(m.pid); w.byte(34); }
  if (m.port !== undefined) { w.uint32(m.port); w.byte(24); }
  else w.incomplete = true;
  if (m.ip !== undefined) { w.uint32(m.ip); w.byte(16); }
  else w.incomplete = true;
  if (m.id !== undefined) { w.string(m.id); w.byte(10); }
  else w.incomplete = true;
}
function readMasterInfo(r: Reader, end: number): MasterInfo {
  const m = {} as MasterInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = r.string(); break;
      case 16: m.ip = r.uint32(); break;
      case 24: m.port = r.uint32(); break;
      case 34: m.pid = r.string(); break;
      case 42: m.hostname = r.string(); break;
      case 50: m.version = r.string(); break;
      case 58: m.address = readAddress(r, r.span()); break;
      case 66: m.domain = readDomainInfo(r, r.span()); break;
      case 74: (m.capabilities ??= []).push(readMasterInfo_Capability(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined || m.ip === undefined || m.port === undefined) r.incomplete = true;
  return m;
}
export const MasterInfo: MessageType<MasterInfo> = new MessageType<MasterInfo>({
  typeName: 'mesos.v1.MasterInfo',
  fields: [
    { name: 'id', number: 1, label: 'required', type: 'string' },
    { name: 'ip', number: 2, label: 'required', type: 'uint32' },
    { name: 'port', number: 3, label: 'required', type: 'uint32', default: 5050 },
    { name: 'pid', number: 4, label: 'optional', type: 'string' },
    { name: 'hostname', number: 5, label: 'optional', type: 'string' },
    { name: 'version', number: 6, label: 'optional', type: 'string' },
    { name: 'address', number: 7, label: 'optional', type: () => Address },
    { name: 'domain', number: 8, label: 'optional', type: () => DomainInfo },
    { name: 'capabilities', number: 9, label: 'repeated', type: () => MasterInfo_Capability },
  ],
  write: writeMasterInfo,
  read: readMasterInfo,
});

export interface MasterInfo_Capability {
  type?: MasterInfo_Capability_Type;
}
function writeMasterInfo_Capability(w: Writer, m: MasterInfo_Capability): void {
  if (m.type !== undefined) { w.int32(MasterInfo_Capability_Type.numberOf(m.type)); w.byte(8); }
}
function readMasterInfo_Capability(r: Reader, end: number): MasterInfo_Capability {
  const m = {} as MasterInfo_Capability;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = MasterInfo_Capability_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const MasterInfo_Capability: MessageType<MasterInfo_Capability> = new MessageType<MasterInfo_Capability>({
  typeName: 'mesos.v1.MasterInfo.Capability',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: MasterInfo_Capability_Type },
  ],
  write: writeMasterInfo_Capability,
  read: readMasterInfo_Capability,
});

/** What an agent is and has, as it registered. */
export interface AgentInfo {
  /** What tasks on it are reached at. */
  hostname: string;
  /** All that it has to give, before reservations that were made at run time. */
  resources?: Resource[];
  /** For frameworks to choose by. */
  attributes?: Attribute[];
  /** Absent until the first registration. */
  id?: AgentID;
  /** Only the older form of this message has it. Masters of the 1.x line look for it before they give
   * checkpointing frameworks an agent, and show it in the JSON of their v1 answers too. */
  checkpoint?: boolean;
  /** Default: 5051. */
  port?: number;
  domain?: DomainInfo;
}
function writeAgentInfo(w: Writer, m: AgentInfo): void {
  if (m.domain !== undefined) { const size = w.size(); writeDomainInfo(w, m.domain); w.varint32(w.size() - size); w.byte(82); }
  if (m.port !== undefined) { w.int32(m.port); w.byte(64); }
  if (m.checkpoint !== undefined) { w.bool(m.checkpoint); w.byte(56); }
  if (m.id !== undefined) { const size = w.size(); writeAgentID(w, m.id); w.varint32(w.size() - size); w.byte(50); }
  if (m.attributes !== undefined) {
    for (let i = m.attributes.length - 1; i >= 0; i--) {
      const value = m.attributes[i]!;
      const size = w.size(); writeAttribute(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.hostname !== undefined) { w.string(m.hostname); w.byte(10); }
  else w.incomplete = true;
}
function readAgentInfo(r: Reader, end: number): AgentInfo {
  const m = {} as AgentInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.hostname = r.string(); break;
      case 26: (m.resources ??= []).push(readResource(r, r.span())); break;
      case 42: (m.attributes ??= []).push(readAttribute(r, r.span())); break;
      case 50: m.id = readAgentID(r, r.span()); break;
      case 56: m.checkpoint = r.bool(); break;
      case 64: m.port = r.int32(); break;
      case 82: m.domain = readDomainInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.hostname === undefined) r.incomplete = true;
  return m;
}
export const AgentInfo: MessageType<AgentInfo> = new MessageType<AgentInfo>({
  typeName: 'mesos.v1.AgentInfo',
  fields: [
    { name: 'hostname', number: 1, label: 'required', type: 'string' },
    { name: 'resources', number: 3, label: 'repeated', type: () => Resource },
    { name: 'attributes', number: 5, label: 'repeated', type: () => Attribute },
    { name: 'id', number: 6, label: 'optional', type: () => AgentID },
    { name: 'checkpoint', number: 7, label: 'optional', type: 'bool' },
    { name: 'port', number: 8, label: 'optional', type: 'int32', default: 5051 },
    { name: 'domain', number: 10, label: 'optional', type: () => DomainInfo },
  ],
  write: writeAgentInfo,
  read: readAgentInfo,
});

/** What the agent understands. */
export interface AgentInfo_Capability {
  type?: AgentInfo_Capability_Type;
}
function writeAgentInfo_Capability(w: Writer, m: AgentInfo_Capability): void {
  if (m.type !== undefined) { w.int32(AgentInfo_Capability_Type.numberOf(m.type)); w.byte(8); }
}
function readAgentInfo_Capability(r: Reader, end: number): AgentInfo_Capability {
  const m = {} as AgentInfo_Capability;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = AgentInfo_Capability_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const AgentInfo_Capability: MessageType<AgentInfo_Capability> = new MessageType<AgentInfo_Capability>({
  typeName: 'mesos.v1.AgentInfo.Capability',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: AgentInfo_Capability_Type },
  ],
  write: writeAgentInfo_Capability,
  read: readAgentInfo_Capability,
});

/** A container that runs a storage plugin. */
export interface CSIPluginContainerInfo {
  services?: CSIPluginContainerInfo_Service[];
  command?: CommandInfo;
  resources?: Resource[];
  container?: ContainerInfo;
}
function writeCSIPluginContainerInfo(w: Writer, m: CSIPluginContainerInfo): void {
  if (m.container !== undefined) { const size = w.size(); writeContainerInfo(w, m.container); w.varint32(w.size() - size); w.byte(34); }
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.command !== undefined) { const size = w.size(); writeCommandInfo(w, m.command); w.varint32(w.size() - size); w.byte(18); }
  if (m.services !== undefined) {
    for (let i = m.services.length - 1; i >= 0; i--) {
      const value = m.services[i]!;
      w.int32(CSIPluginContainerInfo_Service.numberOf(value)); w.byte(8);
    }
  }
}
function readCSIPluginContainerInfo(r: Reader, end: number): CSIPluginContainerInfo {
  const m = {} as CSIPluginContainerInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = CSIPluginContainerInfo_Service.nameOf(r.uint32()); if (value !== undefined) (m.services ??= []).push(value); break; }
      case 10: { const stop = r.span(); while (r.pos < stop) { const value = CSIPluginContainerInfo_Service.nameOf(r.uint32()); if (value !== undefined) (m.services ??= []).push(value); } r.close(stop); break; }
      case 18: m.command = readCommandInfo(r, r.span()); break;
      case 26: (m.resources ??= []).push(readResource(r, r.span())); break;
      case 34: m.container = readContainerInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CSIPluginContainerInfo: MessageType<CSIPluginContainerInfo> = new MessageType<CSIPluginContainerInfo>({
  typeName: 'mesos.v1.CSIPluginContainerInfo',
  fields: [
    { name: 'services', number: 1, label: 'repeated', type: CSIPluginContainerInfo_Service },
    { name: 'command', number: 2, label: 'optional', type: () => CommandInfo },
    { name: 'resources', number: 3, label: 'repeated', type: () => Resource },
    { name: 'container', number: 4, label: 'optional', type: () => ContainerInfo },
  ],
  write: writeCSIPluginContainerInfo,
  read: readCSIPluginContainerInfo,
});

/** Where a storage plugin that runs by itself listens. */
export interface CSIPluginEndpoint {
  csi_service: CSIPluginContainerInfo_Service;
  endpoint: string;
}
function writeCSIPluginEndpoint(w: Writer, m: CSIPluginEndpoint): void {
  if (m.endpoint !== undefined) { w.string(m.endpoint); w.byte(18); }
  else w.incomplete = true;
  if (m.csi_service !== undefined) { w.int32(CSIPluginContainerInfo_Service.numberOf(m.csi_service)); w.byte(8); }
  else w.incomplete = true;
}
function readCSIPluginEndpoint(r: Reader, end: number): CSIPluginEndpoint {
  const m = {} as CSIPluginEndpoint;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = CSIPluginContainerInfo_Service.nameOf(r.uint32()); if (value !== undefined) m.csi_service = value; break; }
      case 18: m.endpoint = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.csi_service === undefined || m.endpoint === undefined) r.incomplete = true;
  return m;
}
export const CSIPluginEndpoint: MessageType<CSIPluginEndpoint> = new MessageType<CSIPluginEndpoint>({
  typeName: 'mesos.v1.CSIPluginEndpoint',
  fields: [
    { name: 'csi_service', number: 1, label: 'required', type: CSIPluginContainerInfo_Service },
    { name: 'endpoint', number: 2, label: 'required', type: 'string' },
  ],
  write: writeCSIPluginEndpoint,
  read: readCSIPluginEndpoint,
});

/** A plugin of the container storage interface. */
export interface CSIPluginInfo {
  /** Reversed domain name of the plugin's kind, as in org.example.plugin. */
  type: string;
  /** Default: default. */
  name?: string;
  containers?: CSIPluginContainerInfo[];
  endpoints?: CSIPluginEndpoint[];
  target_path_root?: string;
  target_path_exists?: boolean;
}
function writeCSIPluginInfo(w: Writer, m: CSIPluginInfo): void {
  if (m.target_path_exists !== undefined) { w.bool(m.target_path_exists); w.byte(48); }
  if (m.target_path_root !== undefined) { w.string(m.target_path_root); w.byte(42); }
  if (m.endpoints !== undefined) {
    for (let i = m.endpoints.length - 1; i >= 0; i--) {
      const value = m.endpoints[i]!;
      const size = w.size(); writeCSIPluginEndpoint(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.containers !== undefined) {
    for (let i = m.containers.length - 1; i >= 0; i--) {
      const value = m.containers[i]!;
      const size = w.size(); writeCSIPluginContainerInfo(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.name !== undefined) { w.string(m.name); w.byte(18); }
  if (m.type !== undefined) { w.string(m.type); w.byte(10); }
  else w.incomplete = true;
}
function readCSIPluginInfo(r: Reader, end: number): CSIPluginInfo {
  const m = {} as CSIPluginInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.type = r.string(); break;
      case 18: m.name = r.string(); break;
      case 26: (m.containers ??= []).push(readCSIPluginContainerInfo(r, r.span())); break;
      case 34: (m.endpoints ??= []).push(readCSIPluginEndpoint(r, r.span())); break;
      case 42: m.target_path_root = r.string(); break;
      case 48: m.target_path_exists = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined) r.incomplete = true;
  return m;
}
export const CSIPluginInfo: MessageType<CSIPluginInfo> = new MessageType<CSIPluginInfo>({
  typeName: 'mesos.v1.CSIPluginInfo',
  fields: [
    { name: 'type', number: 1, label: 'required', type: 'string' },
    { name: 'name', number: 2, label: 'optional', type: 'string', default: "default" },
    { name: 'containers', number: 3, label: 'repeated', type: () => CSIPluginContainerInfo },
    { name: 'endpoints', number: 4, label: 'repeated', type: () => CSIPluginEndpoint },
    { name: 'target_path_root', number: 5, label: 'optional', type: 'string' },
    { name: 'target_path_exists', number: 6, label: 'optional', type: 'bool' },
  ],
  write: writeCSIPluginInfo,
  read: readCSIPluginInfo,
});

/** Something on an agent that offers resources of its own, storage above all. */
export interface ResourceProviderInfo {
  /** Absent until it registers. */
  id?: ResourceProviderID;
  attributes?: Attribute[];
  type: string;
  name: string;
  default_reservations?: Resource_ReservationInfo[];
  storage?: ResourceProviderInfo_Storage;
}
function writeResourceProviderInfo(w: Writer, m: ResourceProviderInfo): void {
  if (m.storage !== undefined) { const size = w.size(); writeResourceProviderInfo_Storage(w, m.storage); w.varint32(w.size() - size); w.byte(50); }
  if (m.default_reservations !== undefined) {
    for (let i = m.default_reservations.length - 1; i >= 0; i--) {
      const value = m.default_reservations[i]!;
      const size = w.size(); writeResource_ReservationInfo(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.name !== undefined) { w.string(m.name); w.byte(34); }
  else w.incomplete = true;
  if (m.type !== undefined) { w.string(m.type); w.byte(26); }
  else w.incomplete = true;
  if (m.attributes !== undefined) {
    for (let i = m.attributes.length - 1; i >= 0; i--) {
      const value = m.attributes[i]!;
      const size = w.size(); writeAttribute(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.id !== undefined) { const size = w.size(); writeResourceProviderID(w, m.id); w.varint32(w.size() - size); w.byte(10); }
}
function readResourceProviderInfo(r: Reader, end: number): ResourceProviderInfo {
  const m = {} as ResourceProviderInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = readResourceProviderID(r, r.span()); break;
      case 18: (m.attributes ??= []).push(readAttribute(r, r.span())); break;
      case 26: m.type = r.string(); break;
      case 34: m.name = r.string(); break;
      case 42: (m.default_reservations ??= []).push(readResource_ReservationInfo(r, r.span())); break;
      case 50: m.storage = readResourceProviderInfo_Storage(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined || m.name === undefined) r.incomplete = true;
  return m;
}
export const ResourceProviderInfo: MessageType<ResourceProviderInfo> = new MessageType<ResourceProviderInfo>({
  typeName: 'mesos.v1.ResourceProviderInfo',
  fields: [
    { name: 'id', number: 1, label: 'optional', type: () => ResourceProviderID },
    { name: 'attributes', number: 2, label: 'repeated', type: () => Attribute },
    { name: 'type', number: 3, label: 'required', type: 'string' },
    { name: 'name', number: 4, label: 'required', type: 'string' },
    { name: 'default_reservations', number: 5, label: 'repeated', type: () => Resource_ReservationInfo },
    { name: 'storage', number: 6, label: 'optional', type: () => ResourceProviderInfo_Storage },
  ],
  write: writeResourceProviderInfo,
  read: readResourceProviderInfo,
});

export interface ResourceProviderInfo_Storage {
  plugin: CSIPluginInfo;
  reconciliation_interval_seconds?: number;
}
function writeResourceProviderInfo_Storage(w: Writer, m: ResourceProviderInfo_Storage): void {
  if (m.reconciliation_interval_seconds !== undefined) { w.double(m.reconciliation_interval_seconds); w.byte(17); }
  if (m.plugin !== undefined) { const size = w.size(); writeCSIPluginInfo(w, m.plugin); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readResourceProviderInfo_Storage(r: Reader, end: number): ResourceProviderInfo_Storage {
  const m = {} as ResourceProviderInfo_Storage;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.plugin = readCSIPluginInfo(r, r.span()); break;
      case 17: m.reconciliation_interval_seconds = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.plugin === undefined) r.incomplete = true;
  return m;
}
export const ResourceProviderInfo_Storage: MessageType<ResourceProviderInfo_Storage> = new MessageType<ResourceProviderInfo_Storage>({
  typeName: 'mesos.v1.ResourceProviderInfo.Storage',
  fields: [
    { name: 'plugin', number: 1, label: 'required', type: () => CSIPluginInfo },
    { name: 'reconciliation_interval_seconds', number: 2, label: 'optional', type: 'double' },
  ],
  write: writeResourceProviderInfo_Storage,
  read: readResourceProviderInfo_Storage,
});

/** A scalar, a set of ranges, a set of words or a text. */
export interface Value {
  type: Value_Type;
  scalar?: Value_Scalar;
  ranges?: Value_Ranges;
  set?: Value_Set;
  text?: Value_Text;
}
function writeValue(w: Writer, m: Value): void {
  if (m.text !== undefined) { const size = w.size(); writeValue_Text(w, m.text); w.varint32(w.size() - size); w.byte(42); }
  if (m.set !== undefined) { const size = w.size(); writeValue_Set(w, m.set); w.varint32(w.size() - size); w.byte(34); }
  if (m.ranges !== undefined) { const size = w.size(); writeValue_Ranges(w, m.ranges); w.varint32(w.size() - size); w.byte(26); }
  if (m.scalar !== undefined) { const size = w.size(); writeValue_Scalar(w, m.scalar); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Value_Type.numberOf(m.type)); w.byte(8); }
  else w.incomplete = true;
}
function readValue(r: Reader, end: number): Value {
  const m = {} as Value;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Value_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.scalar = readValue_Scalar(r, r.span()); break;
      case 26: m.ranges = readValue_Ranges(r, r.span()); break;
      case 34: m.set = readValue_Set(r, r.span()); break;
      case 42: m.text = readValue_Text(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined) r.incomplete = true;
  return m;
}
export const Value: MessageType<Value> = new MessageType<Value>({
  typeName: 'mesos.v1.Value',
  fields: [
    { name: 'type', number: 1, label: 'required', type: Value_Type },
    { name: 'scalar', number: 2, label: 'optional', type: () => Value_Scalar },
    { name: 'ranges', number: 3, label: 'optional', type: () => Value_Ranges },
    { name: 'set', number: 4, label: 'optional', type: () => Value_Set },
    { name: 'text', number: 5, label: 'optional', type: () => Value_Text },
  ],
  write: writeValue,
  read: readValue,
});

/** A number of which three digits after the point count. */
export interface Value_Scalar {
  value: number;
}
function writeValue_Scalar(w: Writer, m: Value_Scalar): void {
  if (m.value !== undefined) { w.double(m.value); w.byte(9); }
  else w.incomplete = true;
}
function readValue_Scalar(r: Reader, end: number): Value_Scalar {
  const m = {} as Value_Scalar;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.value = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.value === undefined) r.incomplete = true;
  return m;
}
export const Value_Scalar: MessageType<Value_Scalar> = new MessageType<Value_Scalar>({
  typeName: 'mesos.v1.Value.Scalar',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'double' },
  ],
  write: writeValue_Scalar,
  read: readValue_Scalar,
});

/** Both ends belong to it. */
export interface Value_Range {
  begin: Long;
  end: Long;
}
function writeValue_Range(w: Writer, m: Value_Range): void {
  if (m.end !== undefined) { w.uint64(m.end); w.byte(16); }
  else w.incomplete = true;
  if (m.begin !== undefined) { w.uint64(m.begin); w.byte(8); }
  else w.incomplete = true;
}
function readValue_Range(r: Reader, end: number): Value_Range {
  const m = {} as Value_Range;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.begin = r.uint64(); break;
      case 16: m.end = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.begin === undefined || m.end === undefined) r.incomplete = true;
  return m;
}
export const Value_Range: MessageType<Value_Range> = new MessageType<Value_Range>({
  typeName: 'mesos.v1.Value.Range',
  fields: [
    { name: 'begin', number: 1, label: 'required', type: 'uint64' },
    { name: 'end', number: 2, label: 'required', type: 'uint64' },
  ],
  write: writeValue_Range,
  read: readValue_Range,
});

export interface Value_Ranges {
  range?: Value_Range[];
}
function writeValue_Ranges(w: Writer, m: Value_Ranges): void {
  if (m.range !== undefined) {
    for (let i = m.range.length - 1; i >= 0; i--) {
      const value = m.range[i]!;
      const size = w.size(); writeValue_Range(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readValue_Ranges(r: Reader, end: number): Value_Ranges {
  const m = {} as Value_Ranges;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.range ??= []).push(readValue_Range(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Value_Ranges: MessageType<Value_Ranges> = new MessageType<Value_Ranges>({
  typeName: 'mesos.v1.Value.Ranges',
  fields: [
    { name: 'range', number: 1, label: 'repeated', type: () => Value_Range },
  ],
  write: writeValue_Ranges,
  read: readValue_Ranges,
});

export interface Value_Set {
  item?: string[];
}
function writeValue_Set(w: Writer, m: Value_Set): void {
  if (m.item !== undefined) {
    for (let i = m.item.length - 1; i >= 0; i--) {
      const value = m.item[i]!;
      w.string(value); w.byte(10);
    }
  }
}
function readValue_Set(r: Reader, end: number): Value_Set {
  const m = {} as Value_Set;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.item ??= []).push(r.string()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Value_Set: MessageType<Value_Set> = new MessageType<Value_Set>({
  typeName: 'mesos.v1.Value.Set',
  fields: [
    { name: 'item', number: 1, label: 'repeated', type: 'string' },
  ],
  write: writeValue_Set,
  read: readValue_Set,
});

export interface Value_Text {
  value: string;
}
function writeValue_Text(w: Writer, m: Value_Text): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readValue_Text(r: Reader, end: number): Value_Text {
  const m = {} as Value_Text;
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
export const Value_Text: MessageType<Value_Text> = new MessageType<Value_Text>({
  typeName: 'mesos.v1.Value.Text',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'string' },
  ],
  write: writeValue_Text,
  read: readValue_Text,
});

/** A fact about an agent that nobody uses up. */
export interface Attribute {
  name: string;
  type: Value_Type;
  scalar?: Value_Scalar;
  ranges?: Value_Ranges;
  text?: Value_Text;
  set?: Value_Set;
}
function writeAttribute(w: Writer, m: Attribute): void {
  if (m.set !== undefined) { const size = w.size(); writeValue_Set(w, m.set); w.varint32(w.size() - size); w.byte(50); }
  if (m.text !== undefined) { const size = w.size(); writeValue_Text(w, m.text); w.varint32(w.size() - size); w.byte(42); }
  if (m.ranges !== undefined) { const size = w.size(); writeValue_Ranges(w, m.ranges); w.varint32(w.size() - size); w.byte(34); }
  if (m.scalar !== undefined) { const size = w.size(); writeValue_Scalar(w, m.scalar); w.varint32(w.size() - size); w.byte(26); }
  if (m.type !== undefined) { w.int32(Value_Type.numberOf(m.type)); w.byte(16); }
  else w.incomplete = true;
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readAttribute(r: Reader, end: number): Attribute {
  const m = {} as Attribute;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 16: { const value = Value_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 26: m.scalar = readValue_Scalar(r, r.span()); break;
      case 34: m.ranges = readValue_Ranges(r, r.span()); break;
      case 42: m.text = readValue_Text(r, r.span()); break;
      case 50: m.set = readValue_Set(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined || m.type === undefined) r.incomplete = true;
  return m;
}
export const Attribute: MessageType<Attribute> = new MessageType<Attribute>({
  typeName: 'mesos.v1.Attribute',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'type', number: 2, label: 'required', type: Value_Type },
    { name: 'scalar', number: 3, label: 'optional', type: () => Value_Scalar },
    { name: 'ranges', number: 4, label: 'optional', type: () => Value_Ranges },
    { name: 'text', number: 5, label: 'optional', type: () => Value_Text },
    { name: 'set', number: 6, label: 'optional', type: () => Value_Set },
  ],
  write: writeAttribute,
  read: readAttribute,
});

/** One named quantity of one kind. Scalars count in thousandths; two Resource values add up only if all but the amount is equal. */
export interface Resource {
  /** cpus, mem (MB), disk (MB), ports, gpus, or a name of the operator's own. */
  name: string;
  type: Value_Type;
  scalar?: Value_Scalar;
  ranges?: Value_Ranges;
  set?: Value_Set;
  /** The old format of a reservation: to this role, * for none. Default: *. */
  role?: string;
  disk?: Resource_DiskInfo;
  /** The old format of a dynamic reservation, with `role`. */
  reservation?: Resource_ReservationInfo;
  revocable?: Resource_RevocableInfo;
  shared?: Resource_SharedInfo;
  /** Set by the master in offers; frameworks without MULTI_ROLE do not see it. */
  allocation_info?: Resource_AllocationInfo;
  /** Set when it comes from a resource provider. */
  provider_id?: ResourceProviderID;
  /** The new format: a stack, the last one is who may use it now. */
  reservations?: Resource_ReservationInfo[];
}
function writeResource(w: Writer, m: Resource): void {
  if (m.reservations !== undefined) {
    for (let i = m.reservations.length - 1; i >= 0; i--) {
      const value = m.reservations[i]!;
      const size = w.size(); writeResource_ReservationInfo(w, value); w.varint32(w.size() - size); w.byte(106);
    }
  }
  if (m.provider_id !== undefined) { const size = w.size(); writeResourceProviderID(w, m.provider_id); w.varint32(w.size() - size); w.byte(98); }
  if (m.allocation_info !== undefined) { const size = w.size(); writeResource_AllocationInfo(w, m.allocation_info); w.varint32(w.size() - size); w.byte(90); }
  if (m.shared !== undefined) { const size = w.size(); writeResource_SharedInfo(w, m.shared); w.varint32(w.size() - size); w.byte(82); }
  if (m.revocable !== undefined) { const size = w.size(); writeResource_RevocableInfo(w, m.revocable); w.varint32(w.size() - size); w.byte(74); }
  if (m.reservation !== undefined) { const size = w.size(); writeResource_ReservationInfo(w, m.reservation); w.varint32(w.size() - size); w.byte(66); }
  if (m.disk !== undefined) { const size = w.size(); writeResource_DiskInfo(w, m.disk); w.varint32(w.size() - size); w.byte(58); }
  if (m.role !== undefined) { w.string(m.role); w.byte(50); }
  if (m.set !== undefined) { const size = w.size(); writeValue_Set(w, m.set); w.varint32(w.size() - size); w.byte(42); }
  if (m.ranges !== undefined) { const size = w.size(); writeValue_Ranges(w, m.ranges); w.varint32(w.size() - size); w.byte(34); }
  if (m.scalar !== undefined) { const size = w.size(); writeValue_Scalar(w, m.scalar); w.varint32(w.size() - size); w.byte(26); }
  if (m.type !== undefined) { w.int32(Value_Type.numberOf(m.type)); w.byte(16); }
  else w.incomplete = true;
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readResource(r: Reader, end: number): Resource {
  const m = {} as Resource;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 16: { const value = Value_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 26: m.scalar = readValue_Scalar(r, r.span()); break;
      case 34: m.ranges = readValue_Ranges(r, r.span()); break;
      case 42: m.set = readValue_Set(r, r.span()); break;
      case 50: m.role = r.string(); break;
      case 58: m.disk = readResource_DiskInfo(r, r.span()); break;
      case 66: m.reservation = readResource_ReservationInfo(r, r.span()); break;
      case 74: m.revocable = readResource_RevocableInfo(r, r.span()); break;
      case 82: m.shared = readResource_SharedInfo(r, r.span()); break;
      case 90: m.allocation_info = readResource_AllocationInfo(r, r.span()); break;
      case 98: m.provider_id = readResourceProviderID(r, r.span()); break;
      case 106: (m.reservations ??= []).push(readResource_ReservationInfo(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined || m.type === undefined) r.incomplete = true;
  return m;
}
export const Resource: MessageType<Resource> = new MessageType<Resource>({
  typeName: 'mesos.v1.Resource',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'type', number: 2, label: 'required', type: Value_Type },
    { name: 'scalar', number: 3, label: 'optional', type: () => Value_Scalar },
    { name: 'ranges', number: 4, label: 'optional', type: () => Value_Ranges },
    { name: 'set', number: 5, label: 'optional', type: () => Value_Set },
    { name: 'role', number: 6, label: 'optional', type: 'string' },
    { name: 'disk', number: 7, label: 'optional', type: () => Resource_DiskInfo },
    { name: 'reservation', number: 8, label: 'optional', type: () => Resource_ReservationInfo },
    { name: 'revocable', number: 9, label: 'optional', type: () => Resource_RevocableInfo },
    { name: 'shared', number: 10, label: 'optional', type: () => Resource_SharedInfo },
    { name: 'allocation_info', number: 11, label: 'optional', type: () => Resource_AllocationInfo },
    { name: 'provider_id', number: 12, label: 'optional', type: () => ResourceProviderID },
    { name: 'reservations', number: 13, label: 'repeated', type: () => Resource_ReservationInfo },
  ],
  write: writeResource,
  read: readResource,
});

/** For whom it is held. */
export interface Resource_AllocationInfo {
  /** One of the framework's roles. */
  role?: string;
}
function writeResource_AllocationInfo(w: Writer, m: Resource_AllocationInfo): void {
  if (m.role !== undefined) { w.string(m.role); w.byte(10); }
}
function readResource_AllocationInfo(r: Reader, end: number): Resource_AllocationInfo {
  const m = {} as Resource_AllocationInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.role = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Resource_AllocationInfo: MessageType<Resource_AllocationInfo> = new MessageType<Resource_AllocationInfo>({
  typeName: 'mesos.v1.Resource.AllocationInfo',
  fields: [
    { name: 'role', number: 1, label: 'optional', type: 'string' },
  ],
  write: writeResource_AllocationInfo,
  read: readResource_AllocationInfo,
});

/** One step of a reservation; each refines the one before. */
export interface Resource_ReservationInfo {
  /** Who made it; absent for static ones. */
  principal?: string;
  labels?: Labels;
  role?: string;
  /** STATIC: by the agent's flags. DYNAMIC: at run time. */
  type?: Resource_ReservationInfo_Type;
}
function writeResource_ReservationInfo(w: Writer, m: Resource_ReservationInfo): void {
  if (m.type !== undefined) { w.int32(Resource_ReservationInfo_Type.numberOf(m.type)); w.byte(32); }
  if (m.role !== undefined) { w.string(m.role); w.byte(26); }
  if (m.labels !== undefined) { const size = w.size(); writeLabels(w, m.labels); w.varint32(w.size() - size); w.byte(18); }
  if (m.principal !== undefined) { w.string(m.principal); w.byte(10); }
}
function readResource_ReservationInfo(r: Reader, end: number): Resource_ReservationInfo {
  const m = {} as Resource_ReservationInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.principal = r.string(); break;
      case 18: m.labels = readLabels(r, r.span()); break;
      case 26: m.role = r.string(); break;
      case 32: { const value = Resource_ReservationInfo_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Resource_ReservationInfo: MessageType<Resource_ReservationInfo> = new MessageType<Resource_ReservationInfo>({
  typeName: 'mesos.v1.Resource.ReservationInfo',
  fields: [
    { name: 'principal', number: 1, label: 'optional', type: 'string' },
    { name: 'labels', number: 2, label: 'optional', type: () => Labels },
    { name: 'role', number: 3, label: 'optional', type: 'string' },
    { name: 'type', number: 4, label: 'optional', type: Resource_ReservationInfo_Type },
  ],
  write: writeResource_ReservationInfo,
  read: readResource_ReservationInfo,
});

export interface Resource_DiskInfo {
  persistence?: Resource_DiskInfo_Persistence;
  /** Where the volume appears in the container. */
  volume?: Volume;
  source?: Resource_DiskInfo_Source;
}
function writeResource_DiskInfo(w: Writer, m: Resource_DiskInfo): void {
  if (m.source !== undefined) { const size = w.size(); writeResource_DiskInfo_Source(w, m.source); w.varint32(w.size() - size); w.byte(26); }
  if (m.volume !== undefined) { const size = w.size(); writeVolume(w, m.volume); w.varint32(w.size() - size); w.byte(18); }
  if (m.persistence !== undefined) { const size = w.size(); writeResource_DiskInfo_Persistence(w, m.persistence); w.varint32(w.size() - size); w.byte(10); }
}
function readResource_DiskInfo(r: Reader, end: number): Resource_DiskInfo {
  const m = {} as Resource_DiskInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.persistence = readResource_DiskInfo_Persistence(r, r.span()); break;
      case 18: m.volume = readVolume(r, r.span()); break;
      case 26: m.source = readResource_DiskInfo_Source(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Resource_DiskInfo: MessageType<Resource_DiskInfo> = new MessageType<Resource_DiskInfo>({
  typeName: 'mesos.v1.Resource.DiskInfo',
  fields: [
    { name: 'persistence', number: 1, label: 'optional', type: () => Resource_DiskInfo_Persistence },
    { name: 'volume', number: 2, label: 'optional', type: () => Volume },
    { name: 'source', number: 3, label: 'optional', type: () => Resource_DiskInfo_Source },
  ],
  write: writeResource_DiskInfo,
  read: readResource_DiskInfo,
});

/** Makes a volume of it, which outlives its tasks. */
export interface Resource_DiskInfo_Persistence {
  /** Unique for each role on an agent. */
  id: string;
  principal?: string;
}
function writeResource_DiskInfo_Persistence(w: Writer, m: Resource_DiskInfo_Persistence): void {
  if (m.principal !== undefined) { w.string(m.principal); w.byte(18); }
  if (m.id !== undefined) { w.string(m.id); w.byte(10); }
  else w.incomplete = true;
}
function readResource_DiskInfo_Persistence(r: Reader, end: number): Resource_DiskInfo_Persistence {
  const m = {} as Resource_DiskInfo_Persistence;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = r.string(); break;
      case 18: m.principal = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined) r.incomplete = true;
  return m;
}
export const Resource_DiskInfo_Persistence: MessageType<Resource_DiskInfo_Persistence> = new MessageType<Resource_DiskInfo_Persistence>({
  typeName: 'mesos.v1.Resource.DiskInfo.Persistence',
  fields: [
    { name: 'id', number: 1, label: 'required', type: 'string' },
    { name: 'principal', number: 2, label: 'optional', type: 'string' },
  ],
  write: writeResource_DiskInfo_Persistence,
  read: readResource_DiskInfo_Persistence,
});

/** A disk of its own instead of a part of the work directory's. */
export interface Resource_DiskInfo_Source {
  type: Resource_DiskInfo_Source_Type;
  path?: Resource_DiskInfo_Source_Path;
  mount?: Resource_DiskInfo_Source_Mount;
  /** Given by the plugin that provides it. */
  id?: string;
  metadata?: Labels;
  /** Storage class; only with a resource provider. */
  profile?: string;
  vendor?: string;
}
function writeResource_DiskInfo_Source(w: Writer, m: Resource_DiskInfo_Source): void {
  if (m.vendor !== undefined) { w.string(m.vendor); w.byte(58); }
  if (m.profile !== undefined) { w.string(m.profile); w.byte(50); }
  if (m.metadata !== undefined) { const size = w.size(); writeLabels(w, m.metadata); w.varint32(w.size() - size); w.byte(42); }
  if (m.id !== undefined) { w.string(m.id); w.byte(34); }
  if (m.mount !== undefined) { const size = w.size(); writeResource_DiskInfo_Source_Mount(w, m.mount); w.varint32(w.size() - size); w.byte(26); }
  if (m.path !== undefined) { const size = w.size(); writeResource_DiskInfo_Source_Path(w, m.path); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Resource_DiskInfo_Source_Type.numberOf(m.type)); w.byte(8); }
  else w.incomplete = true;
}
function readResource_DiskInfo_Source(r: Reader, end: number): Resource_DiskInfo_Source {
  const m = {} as Resource_DiskInfo_Source;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Resource_DiskInfo_Source_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.path = readResource_DiskInfo_Source_Path(r, r.span()); break;
      case 26: m.mount = readResource_DiskInfo_Source_Mount(r, r.span()); break;
      case 34: m.id = r.string(); break;
      case 42: m.metadata = readLabels(r, r.span()); break;
      case 50: m.profile = r.string(); break;
      case 58: m.vendor = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined) r.incomplete = true;
  return m;
}
export const Resource_DiskInfo_Source: MessageType<Resource_DiskInfo_Source> = new MessageType<Resource_DiskInfo_Source>({
  typeName: 'mesos.v1.Resource.DiskInfo.Source',
  fields: [
    { name: 'type', number: 1, label: 'required', type: Resource_DiskInfo_Source_Type },
    { name: 'path', number: 2, label: 'optional', type: () => Resource_DiskInfo_Source_Path },
    { name: 'mount', number: 3, label: 'optional', type: () => Resource_DiskInfo_Source_Mount },
    { name: 'id', number: 4, label: 'optional', type: 'string' },
    { name: 'metadata', number: 5, label: 'optional', type: () => Labels },
    { name: 'profile', number: 6, label: 'optional', type: 'string' },
    { name: 'vendor', number: 7, label: 'optional', type: 'string' },
  ],
  write: writeResource_DiskInfo_Source,
  read: readResource_DiskInfo_Source,
});

export interface Resource_DiskInfo_Source_Path {
  root?: string;
}
function writeResource_DiskInfo_Source_Path(w: Writer, m: Resource_DiskInfo_Source_Path): void {
  if (m.root !== undefined) { w.string(m.root); w.byte(10); }
}
function readResource_DiskInfo_Source_Path(r: Reader, end: number): Resource_DiskInfo_Source_Path {
  const m = {} as Resource_DiskInfo_Source_Path;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.root = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Resource_DiskInfo_Source_Path: MessageType<Resource_DiskInfo_Source_Path> = new MessageType<Resource_DiskInfo_Source_Path>({
  typeName: 'mesos.v1.Resource.DiskInfo.Source.Path',
  fields: [
    { name: 'root', number: 1, label: 'optional', type: 'string' },
  ],
  write: writeResource_DiskInfo_Source_Path,
  read: readResource_DiskInfo_Source_Path,
});

export interface Resource_DiskInfo_Source_Mount {
  root?: string;
}
function writeResource_DiskInfo_Source_Mount(w: Writer, m: Resource_DiskInfo_Source_Mount): void {
  if (m.root !== undefined) { w.string(m.root); w.byte(10); }
}
function readResource_DiskInfo_Source_Mount(r: Reader, end: number): Resource_DiskInfo_Source_Mount {
  const m = {} as Resource_DiskInfo_Source_Mount;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.root = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Resource_DiskInfo_Source_Mount: MessageType<Resource_DiskInfo_Source_Mount> = new MessageType<Resource_DiskInfo_Source_Mount>({
  typeName: 'mesos.v1.Resource.DiskInfo.Source.Mount',
  fields: [
    { name: 'root', number: 1, label: 'optional', type: 'string' },
  ],
  write: writeResource_DiskInfo_Source_Mount,
  read: readResource_DiskInfo_Source_Mount,
});

/** Present: it may be taken back while in use. */
export interface Resource_RevocableInfo {
}
function writeResource_RevocableInfo(w: Writer, m: Resource_RevocableInfo): void {
  void w;
  void m;
}
function readResource_RevocableInfo(r: Reader, end: number): Resource_RevocableInfo {
  const m = {} as Resource_RevocableInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    r.skip(tag);
  }
  r.close(end);
  return m;
}
export const Resource_RevocableInfo: MessageType<Resource_RevocableInfo> = new MessageType<Resource_RevocableInfo>({
  typeName: 'mesos.v1.Resource.RevocableInfo',
  fields: [
  ],
  write: writeResource_RevocableInfo,
  read: readResource_RevocableInfo,
});

/** Present: several tasks may use it at a time. */
export interface Resource_SharedInfo {
}
function writeResource_SharedInfo(w: Writer, m: Resource_SharedInfo): void {
  void w;
  void m;
}
function readResource_SharedInfo(r: Reader, end: number): Resource_SharedInfo {
  const m = {} as Resource_SharedInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    r.skip(tag);
  }
  r.close(end);
  return m;
}
export const Resource_SharedInfo: MessageType<Resource_SharedInfo> = new MessageType<Resource_SharedInfo>({
  typeName: 'mesos.v1.Resource.SharedInfo',
  fields: [
  ],
  write: writeResource_SharedInfo,
  read: readResource_SharedInfo,
});

/** Counters of a queue of the kernel's traffic control. */
export interface TrafficControlStatistics {
  id: string;
  backlog?: Long;
  bytes?: Long;
  drops?: Long;
  overlimits?: Long;
  packets?: Long;
  qlen?: Long;
  ratebps?: Long;
  ratepps?: Long;
  requeues?: Long;
}
function writeTrafficControlStatistics(w: Writer, m: TrafficControlStatistics): void {
  if (m.requeues !== undefined) { w.uint64(m.requeues); w.byte(80); }
  if (m.ratepps !== undefined) { w.uint64(m.ratepps); w.byte(72); }
  if (m.ratebps !== undefined) { w.uint64(m.ratebps); w.byte(64); }
  if (m.qlen !== undefined) { w.uint64(m.qlen); w.byte(56); }
  if (m.packets !== undefined) { w.uint64(m.packets); w.byte(48); }
  if (m.overlimits !== undefined) { w.uint64(m.overlimits); w.byte(40); }
  if (m.drops !== undefined) { w.uint64(m.drops); w.byte(32); }
  if (m.bytes !== undefined) { w.uint64(m.bytes); w.byte(24); }
  if (m.backlog !== undefined) { w.uint64(m.backlog); w.byte(16); }
  if (m.id !== undefined) { w.string(m.id); w.byte(10); }
  else w.incomplete = true;
}
function readTrafficControlStatistics(r: Reader, end: number): TrafficControlStatistics {
  const m = {} as TrafficControlStatistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = r.string(); break;
      case 16: m.backlog = r.uint64(); break;
      case 24: m.bytes = r.uint64(); break;
      case 32: m.drops = r.uint64(); break;
      case 40: m.overlimits = r.uint64(); break;
      case 48: m.packets = r.uint64(); break;
      case 56: m.qlen = r.uint64(); break;
      case 64: m.ratebps = r.uint64(); break;
      case 72: m.ratepps = r.uint64(); break;
      case 80: m.requeues = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined) r.incomplete = true;
  return m;
}
export const TrafficControlStatistics: MessageType<TrafficControlStatistics> = new MessageType<TrafficControlStatistics>({
  typeName: 'mesos.v1.TrafficControlStatistics',
  fields: [
    { name: 'id', number: 1, label: 'required', type: 'string' },
    { name: 'backlog', number: 2, label: 'optional', type: 'uint64' },
    { name: 'bytes', number: 3, label: 'optional', type: 'uint64' },
    { name: 'drops', number: 4, label: 'optional', type: 'uint64' },
    { name: 'overlimits', number: 5, label: 'optional', type: 'uint64' },
    { name: 'packets', number: 6, label: 'optional', type: 'uint64' },
    { name: 'qlen', number: 7, label: 'optional', type: 'uint64' },
    { name: 'ratebps', number: 8, label: 'optional', type: 'uint64' },
    { name: 'ratepps', number: 9, label: 'optional', type: 'uint64' },
    { name: 'requeues', number: 10, label: 'optional', type: 'uint64' },
  ],
  write: writeTrafficControlStatistics,
  read: readTrafficControlStatistics,
});

/** As in /proc/net/snmp. */
export interface IpStatistics {
  Forwarding?: Long;
  DefaultTTL?: Long;
  InReceives?: Long;
  InHdrErrors?: Long;
  InAddrErrors?: Long;
  ForwDatagrams?: Long;
  InUnknownProtos?: Long;
  InDiscards?: Long;
  InDelivers?: Long;
  OutRequests?: Long;
  OutDiscards?: Long;
  OutNoRoutes?: Long;
  ReasmTimeout?: Long;
  ReasmReqds?: Long;
  ReasmOKs?: Long;
  ReasmFails?: Long;
  FragOKs?: Long;
  FragFails?: Long;
  FragCreates?: Long;
}
function writeIpStatistics(w: Writer, m: IpStatistics): void {
  if (m.FragCreates !== undefined) { w.int64(m.FragCreates); w.varint32(152); }
  if (m.FragFails !== undefined) { w.int64(m.FragFails); w.varint32(144); }
  if (m.FragOKs !== undefined) { w.int64(m.FragOKs); w.varint32(136); }
  if (m.ReasmFails !== undefined) { w.int64(m.ReasmFails); w.varint32(128); }
  if (m.ReasmOKs !== undefined) { w.int64(m.ReasmOKs); w.byte(120); }
  if (m.ReasmReqds !== undefined) { w.int64(m.ReasmReqds); w.byte(112); }
  if (m.ReasmTimeout !== undefined) { w.int64(m.ReasmTimeout); w.byte(104); }
  if (m.OutNoRoutes !== undefined) { w.int64(m.OutNoRoutes); w.byte(96); }
  if (m.OutDiscards !== undefined) { w.int64(m.OutDiscards); w.byte(88); }
  if (m.OutRequests !== undefined) { w.int64(m.OutRequests); w.byte(80); }
  if (m.InDelivers !== undefined) { w.int64(m.InDelivers); w.byte(72); }
  if (m.InDiscards !== undefined) { w.int64(m.InDiscards); w.byte(64); }
  if (m.InUnknownProtos !== undefined) { w.int64(m.InUnknownProtos); w.byte(56); }
  if (m.ForwDatagrams !== undefined) { w.int64(m.ForwDatagrams); w.byte(48); }
  if (m.InAddrErrors !== undefined) { w.int64(m.InAddrErrors); w.byte(40); }
  if (m.InHdrErrors !== undefined) { w.int64(m.InHdrErrors); w.byte(32); }
  if (m.InReceives !== undefined) { w.int64(m.InReceives); w.byte(24); }
  if (m.DefaultTTL !== undefined) { w.int64(m.DefaultTTL); w.byte(16); }
  if (m.Forwarding !== undefined) { w.int64(m.Forwarding); w.byte(8); }
}
function readIpStatistics(r: Reader, end: number): IpStatistics {
  const m = {} as IpStatistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.Forwarding = r.int64(); break;
      case 16: m.DefaultTTL = r.int64(); break;
      case 24: m.InReceives = r.int64(); break;
      case 32: m.InHdrErrors = r.int64(); break;
      case 40: m.InAddrErrors = r.int64(); break;
      case 48: m.ForwDatagrams = r.int64(); break;
      case 56: m.InUnknownProtos = r.int64(); break;
      case 64: m.InDiscards = r.int64(); break;
      case 72: m.InDelivers = r.int64(); break;
      case 80: m.OutRequests = r.int64(); break;
      case 88: m.OutDiscards = r.int64(); break;
      case 96: m.OutNoRoutes = r.int64(); break;
      case 104: m.ReasmTimeout = r.int64(); break;
      case 112: m.ReasmReqds = r.int64(); break;
      case 120: m.ReasmOKs = r.int64(); break;
      case 128: m.ReasmFails = r.int64(); break;
      case 136: m.FragOKs = r.int64(); break;
      case 144: m.FragFails = r.int64(); break;
      case 152: m.FragCreates = r.int64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const IpStatistics: MessageType<IpStatistics> = new MessageType<IpStatistics>({
  typeName: 'mesos.v1.IpStatistics',
  fields: [
    { name: 'Forwarding', number: 1, label: 'optional', type: 'int64' },
    { name: 'DefaultTTL', number: 2, label: 'optional', type: 'int64' },
    { name: 'InReceives', number: 3, label: 'optional', type: 'int64' },
    { name: 'InHdrErrors', number: 4, label: 'optional', type: 'int64' },
    { name: 'InAddrErrors', number: 5, label: 'optional', type: 'int64' },
    { name: 'ForwDatagrams', number: 6, label: 'optional', type: 'int64' },
    { name: 'InUnknownProtos', number: 7, label: 'optional', type: 'int64' },
    { name: 'InDiscards', number: 8, label: 'optional', type: 'int64' },
    { name: 'InDelivers', number: 9, label: 'optional', type: 'int64' },
    { name: 'OutRequests', number: 10, label: 'optional', type: 'int64' },
    { name: 'OutDiscards', number: 11, label: 'optional', type: 'int64' },
    { name: 'OutNoRoutes', number: 12, label: 'optional', type: 'int64' },
    { name: 'ReasmTimeout', number: 13, label: 'optional', type: 'int64' },
    { name: 'ReasmReqds', number: 14, label: 'optional', type: 'int64' },
    { name: 'ReasmOKs', number: 15, label: 'optional', type: 'int64' },
    { name: 'ReasmFails', number: 16, label: 'optional', type: 'int64' },
    { name: 'FragOKs', number: 17, label: 'optional', type: 'int64' },
    { name: 'FragFails', number: 18, label: 'optional', type: 'int64' },
    { name: 'FragCreates', number: 19, label: 'optional', type: 'int64' },
  ],
  write: writeIpStatistics,
  read: readIpStatistics,
});

/** As in /proc/net/snmp. */
export interface IcmpStatistics {
  InMsgs?: Long;
  InErrors?: Long;
  InCsumErrors?: Long;
  InDestUnreachs?: Long;
  InTimeExcds?: Long;
  InParmProbs?: Long;
  InSrcQuenchs?: Long;
  InRedirects?: Long;
  InEchos?: Long;
  InEchoReps?: Long;
  InTimestamps?: Long;
  InTimestampReps?: Long;
  InAddrMasks?: Long;
  InAddrMaskReps?: Long;
  OutMsgs?: Long;
  OutErrors?: Long;
  OutDestUnreachs?: Long;
  OutTimeExcds?: Long;
  OutParmProbs?: Long;
  OutSrcQuenchs?: Long;
  OutRedirects?: Long;
  OutEchos?: Long;
  OutEchoReps?: Long;
  OutTimestamps?: Long;
  OutTimestampReps?: Long;
  OutAddrMasks?: Long;
  OutAddrMaskReps?: Long;
}
function writeIcmpStatistics(w: Writer, m: IcmpStatistics): void {
  if (m.OutAddrMaskReps !== undefined) { w.int64(m.OutAddrMaskReps); w.varint32(216); }
  if (m.OutAddrMasks !== undefined) { w.int64(m.OutAddrMasks); w.varint32(208); }
  if (m.OutTimestampReps !== undefined) { w.int64(m.OutTimestampReps); w.varint32(200); }
  if (m.OutTimestamps !== undefined) { w.int64(m.OutTimestamps); w.varint32(192); }
  if (m.OutEchoReps !== undefined) { w.int64(m.OutEchoReps); w.varint32(184); }
  if (m.OutEchos !== undefined) { w.int64(m.OutEchos); w.varint32(176); }
  if (m.OutRedirects !== undefined) { w.int64(m.OutRedirects); w.varint32(168); }
  if (m.OutSrcQuenchs !== undefined) { w.int64(m.OutSrcQuenchs); w.varint32(160); }
  if (m.OutParmProbs !== undefined) { w.int64(m.OutParmProbs); w.varint32(152); }
  if (m.OutTimeExcds !== undefined) { w.int64(m.OutTimeExcds); w.varint32(144); }
  if (m.OutDestUnreachs !== undefined) { w.int64(m.OutDestUnreachs); w.varint32(136); }
  if (m.OutErrors !== undefined) { w.int64(m.OutErrors); w.varint32(128); }
  if (m.OutMsgs !== undefined) { w.int64(m.OutMsgs); w.byte(120); }
  if (m.InAddrMaskReps !== undefined) { w.int64(m.InAddrMaskReps); w.byte(112); }
  if (m.InAddrMasks !== undefined) { w.int64(m.InAddrMasks); w.byte(104); }
  if (m.InTimestampReps !== undefined) { w.int64(m.InTimestampReps); w.byte(96); }
  if (m.InTimestamps !== undefined) { w.int64(m.InTimestamps); w.byte(88); }
  if (m.InEchoReps !== undefined) { w.int64(m.InEchoReps); w.byte(80); }
  if (m.InEchos !== undefined) { w.int64(m.InEchos); w.byte(72); }
  if (m.InRedirects !== undefined) { w.int64(m.InRedirects); w.byte(64); }
  if (m.InSrcQuenchs !== undefined) { w.int64(m.InSrcQuenchs); w.byte(56); }
  if (m.InParmProbs !== undefined) { w.int64(m.InParmProbs); w.byte(48); }
  if (m.InTimeExcds !== undefined) { w.int64(m.InTimeExcds); w.byte(40); }
  if (m.InDestUnreachs !== undefined) { w.int64(m.InDestUnreachs); w.byte(32); }
  if (m.InCsumErrors !== undefined) { w.int64(m.InCsumErrors); w.byte(24); }
  if (m.InErrors !== undefined) { w.int64(m.InErrors); w.byte(16); }
  if (m.InMsgs !== undefined) { w.int64(m.InMsgs); w.byte(8); }
}
function readIcmpStatistics(r: Reader, end: number): IcmpStatistics {
  const m = {} as IcmpStatistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.InMsgs = r.int64(); break;
      case 16: m.InErrors = r.int64(); break;
      case 24: m.InCsumErrors = r.int64(); break;
      case 32: m.InDestUnreachs = r.int64(); break;
      case 40: m.InTimeExcds = r.int64(); break;
      case 48: m.InParmProbs = r.int64(); break;
      case 56: m.InSrcQuenchs = r.int64(); break;
      case 64: m.InRedirects = r.int64(); break;
      case 72: m.InEchos = r.int64(); break;
      case 80: m.InEchoReps = r.int64(); break;
      case 88: m.InTimestamps = r.int64(); break;
      case 96: m.InTimestampReps = r.int64(); break;
      case 104: m.InAddrMasks = r.int64(); break;
      case 112: m.InAddrMaskReps = r.int64(); break;
      case 120: m.OutMsgs = r.int64(); break;
      case 128: m.OutErrors = r.int64(); break;
      case 136: m.OutDestUnreachs = r.int64(); break;
      case 144: m.OutTimeExcds = r.int64(); break;
      case 152: m.OutParmProbs = r.int64(); break;
      case 160: m.OutSrcQuenchs = r.int64(); break;
      case 168: m.OutRedirects = r.int64(); break;
      case 176: m.OutEchos = r.int64(); break;
      case 184: m.OutEchoReps = r.int64(); break;
      case 192: m.OutTimestamps = r.int64(); break;
      case 200: m.OutTimestampReps = r.int64(); break;
      case 208: m.OutAddrMasks = r.int64(); break;
      case 216: m.OutAddrMaskReps = r.int64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const IcmpStatistics: MessageType<IcmpStatistics> = new MessageType<IcmpStatistics>({
  typeName: 'mesos.v1.IcmpStatistics',
  fields: [
    { name: 'InMsgs', number: 1, label: 'optional', type: 'int64' },
    { name: 'InErrors', number: 2, label: 'optional', type: 'int64' },
    { name: 'InCsumErrors', number: 3, label: 'optional', type: 'int64' },
    { name: 'InDestUnreachs', number: 4, label: 'optional', type: 'int64' },
    { name: 'InTimeExcds', number: 5, label: 'optional', type: 'int64' },
    { name: 'InParmProbs', number: 6, label: 'optional', type: 'int64' },
    { name: 'InSrcQuenchs', number: 7, label: 'optional', type: 'int64' },
    { name: 'InRedirects', number: 8, label: 'optional', type: 'int64' },
    { name: 'InEchos', number: 9, label: 'optional', type: 'int64' },
    { name: 'InEchoReps', number: 10, label: 'optional', type: 'int64' },
    { name: 'InTimestamps', number: 11, label: 'optional', type: 'int64' },
    { name: 'InTimestampReps', number: 12, label: 'optional', type: 'int64' },
    { name: 'InAddrMasks', number: 13, label: 'optional', type: 'int64' },
    { name: 'InAddrMaskReps', number: 14, label: 'optional', type: 'int64' },
    { name: 'OutMsgs', number: 15, label: 'optional', type: 'int64' },
    { name: 'OutErrors', number: 16, label: 'optional', type: 'int64' },
    { name: 'OutDestUnreachs', number: 17, label: 'optional', type: 'int64' },
    { name: 'OutTimeExcds', number: 18, label: 'optional', type: 'int64' },
    { name: 'OutParmProbs', number: 19, label: 'optional', type: 'int64' },
    { name: 'OutSrcQuenchs', number: 20, label: 'optional', type: 'int64' },
    { name: 'OutRedirects', number: 21, label: 'optional', type: 'int64' },
    { name: 'OutEchos', number: 22, label: 'optional', type: 'int64' },
    { name: 'OutEchoReps', number: 23, label: 'optional', type: 'int64' },
    { name: 'OutTimestamps', number: 24, label: 'optional', type: 'int64' },
    { name: 'OutTimestampReps', number: 25, label: 'optional', type: 'int64' },
    { name: 'OutAddrMasks', number: 26, label: 'optional', type: 'int64' },
    { name: 'OutAddrMaskReps', number: 27, label: 'optional', type: 'int64' },
  ],
  write: writeIcmpStatistics,
  read: readIcmpStatistics,
});

/** As in /proc/net/snmp. */
export interface TcpStatistics {
  RtoAlgorithm?: Long;
  RtoMin?: Long;
  RtoMax?: Long;
  MaxConn?: Long;
  ActiveOpens?: Long;
  PassiveOpens?: Long;
  AttemptFails?: Long;
  EstabResets?: Long;
  CurrEstab?: Long;
  InSegs?: Long;
  OutSegs?: Long;
  RetransSegs?: Long;
  InErrs?: Long;
  OutRsts?: Long;
  InCsumErrors?: Long;
}
function writeTcpStatistics(w: Writer, m: TcpStatistics): void {
  if (m.InCsumErrors !== undefined) { w.int64(m.InCsumErrors); w.byte(120); }
  if (m.OutRsts !== undefined) { w.int64(m.OutRsts); w.byte(112); }
  if (m.InErrs !== undefined) { w.int64(m.InErrs); w.byte(104); }
  if (m.RetransSegs !== undefined) { w.int64(m.RetransSegs); w.byte(96); }
  if (m.OutSegs !== undefined) { w.int64(m.OutSegs); w.byte(88); }
  if (m.InSegs !== undefined) { w.int64(m.InSegs); w.byte(80); }
  if (m.CurrEstab !== undefined) { w.int64(m.CurrEstab); w.byte(72); }
  if (m.EstabResets !== undefined) { w.int64(m.EstabResets); w.byte(64); }
  if (m.AttemptFails !== undefined) { w.int64(m.AttemptFails); w.byte(56); }
  if (m.PassiveOpens !== undefined) { w.int64(m.PassiveOpens); w.byte(48); }
  if (m.ActiveOpens !== undefined) { w.int64(m.ActiveOpens); w.byte(40); }
  if (m.MaxConn !== undefined) { w.int64(m.MaxConn); w.byte(32); }
  if (m.RtoMax !== undefined) { w.int64(m.RtoMax); w.byte(24); }
  if (m.RtoMin !== undefined) { w.int64(m.RtoMin); w.byte(16); }
  if (m.RtoAlgorithm !== undefined) { w.int64(m.RtoAlgorithm); w.byte(8); }
}
function readTcpStatistics(r: Reader, end: number): TcpStatistics {
  const m = {} as TcpStatistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.RtoAlgorithm = r.int64(); break;
      case 16: m.RtoMin = r.int64(); break;
      case 24: m.RtoMax = r.int64(); break;
      case 32: m.MaxConn = r.int64(); break;
      case 40: m.ActiveOpens = r.int64(); break;
      case 48: m.PassiveOpens = r.int64(); break;
      case 56: m.AttemptFails = r.int64(); break;
      case 64: m.EstabResets = r.int64(); break;
      case 72: m.CurrEstab = r.int64(); break;
      case 80: m.InSegs = r.int64(); break;
      case 88: m.OutSegs = r.int64(); break;
      case 96: m.RetransSegs = r.int64(); break;
      case 104: m.InErrs = r.int64(); break;
      case 112: m.OutRsts = r.int64(); break;
      case 120: m.InCsumErrors = r.int64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const TcpStatistics: MessageType<TcpStatistics> = new MessageType<TcpStatistics>({
  typeName: 'mesos.v1.TcpStatistics',
  fields: [
    { name: 'RtoAlgorithm', number: 1, label: 'optional', type: 'int64' },
    { name: 'RtoMin', number: 2, label: 'optional', type: 'int64' },
    { name: 'RtoMax', number: 3, label: 'optional', type: 'int64' },
    { name: 'MaxConn', number: 4, label: 'optional', type: 'int64' },
    { name: 'ActiveOpens', number: 5, label: 'optional', type: 'int64' },
    { name: 'PassiveOpens', number: 6, label: 'optional', type: 'int64' },
    { name: 'AttemptFails', number: 7, label: 'optional', type: 'int64' },
    { name: 'EstabResets', number: 8, label: 'optional', type: 'int64' },
    { name: 'CurrEstab', number: 9, label: 'optional', type: 'int64' },
    { name: 'InSegs', number: 10, label: 'optional', type: 'int64' },
    { name: 'OutSegs', number: 11, label: 'optional', type: 'int64' },
    { name: 'RetransSegs', number: 12, label: 'optional', type: 'int64' },
    { name: 'InErrs', number: 13, label: 'optional', type: 'int64' },
    { name: 'OutRsts', number: 14, label: 'optional', type: 'int64' },
    { name: 'InCsumErrors', number: 15, label: 'optional', type: 'int64' },
  ],
  write: writeTcpStatistics,
  read: readTcpStatistics,
});

/** As in /proc/net/snmp. */
export interface UdpStatistics {
  InDatagrams?: Long;
  NoPorts?: Long;
  InErrors?: Long;
  OutDatagrams?: Long;
  RcvbufErrors?: Long;
  SndbufErrors?: Long;
  InCsumErrors?: Long;
  IgnoredMulti?: Long;
}
function writeUdpStatistics(w: Writer, m: UdpStatistics): void {
  if (m.IgnoredMulti !== undefined) { w.int64(m.IgnoredMulti); w.byte(64); }
  if (m.InCsumErrors !== undefined) { w.int64(m.InCsumErrors); w.byte(56); }
  if (m.SndbufErrors !== undefined) { w.int64(m.SndbufErrors); w.byte(48); }
  if (m.RcvbufErrors !== undefined) { w.int64(m.RcvbufErrors); w.byte(40); }
  if (m.OutDatagrams !== undefined) { w.int64(m.OutDatagrams); w.byte(32); }
  if (m.InErrors !== undefined) { w.int64(m.InErrors); w.byte(24); }
  if (m.NoPorts !== undefined) { w.int64(m.NoPorts); w.byte(16); }
  if (m.InDatagrams !== undefined) { w.int64(m.InDatagrams); w.byte(8); }
}
function readUdpStatistics(r: Reader, end: number): UdpStatistics {
  const m = {} as UdpStatistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.InDatagrams = r.int64(); break;
      case 16: m.NoPorts = r.int64(); break;
      case 24: m.InErrors = r.int64(); break;
      case 32: m.OutDatagrams = r.int64(); break;
      case 40: m.RcvbufErrors = r.int64(); break;
      case 48: m.SndbufErrors = r.int64(); break;
      case 56: m.InCsumErrors = r.int64(); break;
      case 64: m.IgnoredMulti = r.int64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const UdpStatistics: MessageType<UdpStatistics> = new MessageType<UdpStatistics>({
  typeName: 'mesos.v1.UdpStatistics',
  fields: [
    { name: 'InDatagrams', number: 1, label: 'optional', type: 'int64' },
    { name: 'NoPorts', number: 2, label: 'optional', type: 'int64' },
    { name: 'InErrors', number: 3, label: 'optional', type: 'int64' },
    { name: 'OutDatagrams', number: 4, label: 'optional', type: 'int64' },
    { name: 'RcvbufErrors', number: 5, label: 'optional', type: 'int64' },
    { name: 'SndbufErrors', number: 6, label: 'optional', type: 'int64' },
    { name: 'InCsumErrors', number: 7, label: 'optional', type: 'int64' },
    { name: 'IgnoredMulti', number: 8, label: 'optional', type: 'int64' },
  ],
  write: writeUdpStatistics,
  read: readUdpStatistics,
});

/** Network counters of a container with a network of its own. */
export interface SNMPStatistics {
  ip_stats?: IpStatistics;
  icmp_stats?: IcmpStatistics;
  tcp_stats?: TcpStatistics;
  udp_stats?: UdpStatistics;
}
function writeSNMPStatistics(w: Writer, m: SNMPStatistics): void {
  if (m.udp_stats !== undefined) { const size = w.size(); writeUdpStatistics(w, m.udp_stats); w.varint32(w.size() - size); w.byte(34); }
  if (m.tcp_stats !== undefined) { const size = w.size(); writeTcpStatistics(w, m.tcp_stats); w.varint32(w.size() - size); w.byte(26); }
  if (m.icmp_stats !== undefined) { const size = w.size(); writeIcmpStatistics(w, m.icmp_stats); w.varint32(w.size() - size); w.byte(18); }
  if (m.ip_stats !== undefined) { const size = w.size(); writeIpStatistics(w, m.ip_stats); w.varint32(w.size() - size); w.byte(10); }
}
function readSNMPStatistics(r: Reader, end: number): SNMPStatistics {
  const m = {} as SNMPStatistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.ip_stats = readIpStatistics(r, r.span()); break;
      case 18: m.icmp_stats = readIcmpStatistics(r, r.span()); break;
      case 26: m.tcp_stats = readTcpStatistics(r, r.span()); break;
      case 34: m.udp_stats = readUdpStatistics(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const SNMPStatistics: MessageType<SNMPStatistics> = new MessageType<SNMPStatistics>({
  typeName: 'mesos.v1.SNMPStatistics',
  fields: [
    { name: 'ip_stats', number: 1, label: 'optional', type: () => IpStatistics },
    { name: 'icmp_stats', number: 2, label: 'optional', type: () => IcmpStatistics },
    { name: 'tcp_stats', number: 3, label: 'optional', type: () => TcpStatistics },
    { name: 'udp_stats', number: 4, label: 'optional', type: () => UdpStatistics },
  ],
  write: writeSNMPStatistics,
  read: readSNMPStatistics,
});

/** Use of one disk or volume. */
export interface DiskStatistics {
  source?: Resource_DiskInfo_Source;
  persistence?: Resource_DiskInfo_Persistence;
  limit_bytes?: Long;
  used_bytes?: Long;
}
function writeDiskStatistics(w: Writer, m: DiskStatistics): void {
  if (m.used_bytes !== undefined) { w.uint64(m.used_bytes); w.byte(32); }
  if (m.limit_bytes !== undefined) { w.uint64(m.limit_bytes); w.byte(24); }
  if (m.persistence !== undefined) { const size = w.size(); writeResource_DiskInfo_Persistence(w, m.persistence); w.varint32(w.size() - size); w.byte(18); }
  if (m.source !== undefined) { const size = w.size(); writeResource_DiskInfo_Source(w, m.source); w.varint32(w.size() - size); w.byte(10); }
}
function readDiskStatistics(r: Reader, end: number): DiskStatistics {
  const m = {} as DiskStatistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.source = readResource_DiskInfo_Source(r, r.span()); break;
      case 18: m.persistence = readResource_DiskInfo_Persistence(r, r.span()); break;
      case 24: m.limit_bytes = r.uint64(); break;
      case 32: m.used_bytes = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const DiskStatistics: MessageType<DiskStatistics> = new MessageType<DiskStatistics>({
  typeName: 'mesos.v1.DiskStatistics',
  fields: [
    { name: 'source', number: 1, label: 'optional', type: () => Resource_DiskInfo_Source },
    { name: 'persistence', number: 2, label: 'optional', type: () => Resource_DiskInfo_Persistence },
    { name: 'limit_bytes', number: 3, label: 'optional', type: 'uint64' },
    { name: 'used_bytes', number: 4, label: 'optional', type: 'uint64' },
  ],
  write: writeDiskStatistics,
  read: readDiskStatistics,
});

/** What a container consumes; which fields are there depends on the isolators. */
export interface ResourceStatistics {
  /** Seconds since the Unix epoch. */
  timestamp: number;
  cpus_user_time_secs?: number;
  cpus_system_time_secs?: number;
  /** What it is granted, in processors. */
  cpus_limit?: number;
  /** Memory of its processes. */
  mem_rss_bytes?: Long;
  mem_limit_bytes?: Long;
  cpus_nr_periods?: number;
  cpus_nr_throttled?: number;
  /** Time that it was held back by its limit. */
  cpus_throttled_time_secs?: number;
  mem_file_bytes?: Long;
  mem_anon_bytes?: Long;
  mem_mapped_file_bytes?: Long;
  perf?: PerfStatistics;
  net_rx_packets?: Long;
  net_rx_bytes?: Long;
  net_rx_errors?: Long;
  net_rx_dropped?: Long;
  net_tx_packets?: Long;
  net_tx_bytes?: Long;
  net_tx_errors?: Long;
  net_tx_dropped?: Long;
  net_tcp_rtt_microsecs_p50?: number;
  net_tcp_rtt_microsecs_p90?: number;
  net_tcp_rtt_microsecs_p95?: number;
  net_tcp_rtt_microsecs_p99?: number;
  disk_limit_bytes?: Long;
  disk_used_bytes?: Long;
  net_tcp_active_connections?: number;
  net_tcp_time_wait_connections?: number;
  /** How many it has now. */
  processes?: number;
  threads?: number;
  mem_low_pressure_counter?: Long;
  mem_medium_pressure_counter?: Long;
  mem_critical_pressure_counter?: Long;
  net_traffic_control_statistics?: TrafficControlStatistics[];
  /** With page cache. */
  mem_total_bytes?: Long;
  mem_total_memsw_bytes?: Long;
  mem_soft_limit_bytes?: Long;
  mem_cache_bytes?: Long;
  mem_swap_bytes?: Long;
  mem_unevictable_bytes?: Long;
  net_snmp_statistics?: SNMPStatistics;
  disk_statistics?: DiskStatistics[];
  blkio_statistics?: CgroupInfo_Blkio_Statistics;
  cpus_soft_limit?: number;
  net_tx_rate_limit?: Long;
  net_tx_burst_rate_limit?: Long;
  net_tx_burst_size?: Long;
  net_rx_rate_limit?: Long;
  net_rx_burst_rate_limit?: Long;
  net_rx_burst_size?: Long;
  mem_kmem_usage_bytes?: Long;
  mem_kmem_tcp_usage_bytes?: Long;
  net_rate_statistics?: ResourceStatistics_RateStatistics;
  net_ephemeral_ports?: Value_Range;
}
function writeResourceStatistics(w: Writer, m: ResourceStatistics): void {
  if (m.net_ephemeral_ports !== undefined) { const size = w.size(); writeValue_Range(w, m.net_ephemeral_ports); w.varint32(w.size() - size); w.varint32(442); }
  if (m.net_rate_statistics !== undefined) { const size = w.size(); writeResourceStatistics_RateStatistics(w, m.net_rate_statistics); w.varint32(w.size() - size); w.varint32(434); }
  if (m.mem_kmem_tcp_usage_bytes !== undefined) { w.uint64(m.mem_kmem_tcp_usage_bytes); w.varint32(424); }
  if (m.mem_kmem_usage_bytes !== undefined) { w.uint64(m.mem_kmem_usage_bytes); w.varint32(416); }
  if (m.net_rx_burst_size !== undefined) { w.uint64(m.net_rx_burst_size); w.varint32(408); }
  if (m.net_rx_burst_rate_limit !== undefined) { w.uint64(m.net_rx_burst_rate_limit); w.varint32(400); }
  if (m.net_rx_rate_limit !== undefined) { w.uint64(m.net_rx_rate_limit); w.varint32(392); }
  if (m.net_tx_burst_size !== undefined) { w.uint64(m.net_tx_burst_size); w.varint32(384); }
  if (m.net_tx_burst_rate_limit !== undefined) { w.uint64(m.net_tx_burst_rate_limit); w.varint32(376); }
  if (m.net_tx_rate_limit !== undefined) { w.uint64(m.net_tx_rate_limit); w.varint32(368); }
  if (m.cpus_soft_limit !== undefined) { w.double(m.cpus_soft_limit); w.varint32(361); }
  if (m.blkio_statistics !== undefined) { const size = w.size(); writeCgroupInfo_Blkio_Statistics(w, m.blkio_statistics); w.varint32(w.size() - size); w.varint32(354); }
  if (m.disk_statistics !== undefined) {
    for (let i = m.disk_statistics.length - 1; i >= 0; i--) {
      const value = m.disk_statistics[i]!;
      const size = w.size(); writeDiskStatistics(w, value); w.varint32(w.size() - size); w.varint32(346);
    }
  }
  if (m.net_snmp_statistics !== undefined) { const size = w.size(); writeSNMPStatistics(w, m.net_snmp_statistics); w.varint32(w.size() - size); w.varint32(338); }
  if (m.mem_unevictable_bytes !== undefined) { w.uint64(m.mem_unevictable_bytes); w.varint32(328); }
  if (m.mem_swap_bytes !== undefined) { w.uint64(m.mem_swap_bytes); w.varint32(320); }
  if (m.mem_cache_bytes !== undefined) { w.uint64(m.mem_cache_bytes); w.varint32(312); }
  if (m.mem_soft_limit_bytes !== undefined) { w.uint64(m.mem_soft_limit_bytes); w.varint32(304); }
  if (m.mem_total_memsw_bytes !== undefined) { w.uint64(m.mem_total_memsw_bytes); w.varint32(296); }
  if (m.mem_total_bytes !== undefined) { w.uint64(m.mem_total_bytes); w.varint32(288); }
  if (m.net_traffic_control_statistics !== undefined) {
    for (let i = m.net_traffic_control_statistics.length - 1; i >= 0; i--) {
      const value = m.net_traffic_control_statistics[i]!;
      const size = w.size(); writeTrafficControlStatistics(w, value); w.varint32(w.size() - size); w.varint32(282);
    }
  }
  if (m.mem_critical_pressure_counter !== undefined) { w.uint64(m.mem_critical_pressure_counter); w.varint32(272); }
  if (m.mem_medium_pressure_counter !== undefined) { w.uint64(m.mem_medium_pressure_counter); w.varint32(264); }
  if (m.mem_low_pressure_counter !== undefined) { w.uint64(m.mem_low_pressure_counter); w.varint32(256); }
  if (m.threads !== undefined) { w.uint32(m.threads); w.varint32(248); }
  if (m.processes !== undefined) { w.uint32(m.processes); w.varint32(240); }
  if (m.net_tcp_time_wait_connections !== undefined) { w.double(m.net_tcp_time_wait_connections); w.varint32(233); }
  if (m.net_tcp_active_connections !== undefined) { w.double(m.net_tcp_active_connections); w.varint32(225); }
  if (m.disk_used_bytes !== undefined) { w.uint64(m.disk_used_bytes); w.varint32(216); }
  if (m.disk_limit_bytes !== undefined) { w.uint64(m.disk_limit_bytes); w.varint32(208); }
  if (m.net_tcp_rtt_microsecs_p99 !== undefined) { w.double(m.net_tcp_rtt_microsecs_p99); w.varint32(201); }
  if (m.net_tcp_rtt_microsecs_p95 !== undefined) { w.double(m.net_tcp_rtt_microsecs_p95); w.varint32(193); }
  if (m.net_tcp_rtt_microsecs_p90 !== undefined) { w.double(m.net_tcp_rtt_microsecs_p90); w.varint32(185); }
  if (m.net_tcp_rtt_microsecs_p50 !== undefined) { w.double(m.net_tcp_rtt_microsecs_p50); w.varint32(177); }
  if (m.net_tx_dropped !== undefined) { w.uint64(m.net_tx_dropped); w.varint32(168); }
  if (m.net_tx_errors !== undefined) { w.uint64(m.net_tx_errors); w.varint32(160); }
  if (m.net_tx_bytes !== undefined) { w.uint64(m.net_tx_bytes); w.varint32(152); }
  if (m.net_tx_packets !== undefined) { w.uint64(m.net_tx_packets); w.varint32(144); }
  if (m.net_rx_dropped !== undefined) { w.uint64(m.net_rx_dropped); w.varint32(136); }
  if (m.net_rx_errors !== undefined) { w.uint64(m.net_rx_errors); w.varint32(128); }
  if (m.net_rx_bytes !== undefined) { w.uint64(m.net_rx_bytes); w.byte(120); }
  if (m.net_rx_packets !== undefined) { w.uint64(m.net_rx_packets); w.byte(112); }
  if (m.perf !== undefined) { const size = w.size(); writePerfStatistics(w, m.perf); w.varint32(w.size() - size); w.byte(106); }
  if (m.mem_mapped_file_bytes !== undefined) { w.uint64(m.mem_mapped_file_bytes); w.byte(96); }
  if (m.mem_anon_bytes !== undefined) { w.uint64(m.mem_anon_bytes); w.byte(88); }
  if (m.mem_file_bytes !== undefined) { w.uint64(m.mem_file_bytes); w.byte(80); }
  if (m.cpus_throttled_time_secs !== undefined) { w.double(m.cpus_throttled_time_secs); w.byte(73); }
  if (m.cpus_nr_throttled !== undefined) { w.uint32(m.cpus_nr_throttled); w.byte(64); }
  if (m.cpus_nr_periods !== undefined) { w.uint32(m.cpus_nr_periods); w.byte(56); }
  if (m.mem_limit_bytes !== undefined) { w.uint64(m.mem_limit_bytes); w.byte(48); }
  if (m.mem_rss_bytes !== undefined) { w.uint64(m.mem_rss_bytes); w.byte(40); }
  if (m.cpus_limit !== undefined) { w.double(m.cpus_limit); w.byte(33); }
  if (m.cpus_system_time_secs !== undefined) { w.double(m.cpus_system_time_secs); w.byte(25); }
  if (m.cpus_user_time_secs !== undefined) { w.double(m.cpus_user_time_secs); w.byte(17); }
  if (m.timestamp !== undefined) { w.double(m.timestamp); w.byte(9); }
  else w.incomplete = true;
}
function readResourceStatistics(r: Reader, end: number): ResourceStatistics {
  const m = {} as ResourceStatistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.timestamp = r.double(); break;
      case 17: m.cpus_user_time_secs = r.double(); break;
      case 25: m.cpus_system_time_secs = r.double(); break;
      case 33: m.cpus_limit = r.double(); break;
      case 40: m.mem_rss_bytes = r.uint64(); break;
      case 48: m.mem_limit_bytes = r.uint64(); break;
      case 56: m.cpus_nr_periods = r.uint32(); break;
      case 64: m.cpus_nr_throttled = r.uint32(); break;
      case 73: m.cpus_throttled_time_secs = r.double(); break;
      case 80: m.mem_file_bytes = r.uint64(); break;
      case 88: m.mem_anon_bytes = r.uint64(); break;
      case 96: m.mem_mapped_file_bytes = r.uint64(); break;
      case 106: m.perf = readPerfStatistics(r, r.span()); break;
      case 112: m.net_rx_packets = r.uint64(); break;
      case 120: m.net_rx_bytes = r.uint64(); break;
      case 128: m.net_rx_errors = r.uint64(); break;
      case 136: m.net_rx_dropped = r.uint64(); break;
      case 144: m.net_tx_packets = r.uint64(); break;
      case 152: m.net_tx_bytes = r.uint64(); break;
      case 160: m.net_tx_errors = r.uint64(); break;
      case 168: m.net_tx_dropped = r.uint64(); break;
      case 177: m.net_tcp_rtt_microsecs_p50 = r.double(); break;
      case 185: m.net_tcp_rtt_microsecs_p90 = r.double(); break;
      case 193: m.net_tcp_rtt_microsecs_p95 = r.double(); break;
      case 201: m.net_tcp_rtt_microsecs_p99 = r.double(); break;
      case 208: m.disk_limit_bytes = r.uint64(); break;
      case 216: m.disk_used_bytes = r.uint64(); break;
      case 225: m.net_tcp_active_connections = r.double(); break;
      case 233: m.net_tcp_time_wait_connections = r.double(); break;
      case 240: m.processes = r.uint32(); break;
      case 248: m.threads = r.uint32(); break;
      case 256: m.mem_low_pressure_counter = r.uint64(); break;
      case 264: m.mem_medium_pressure_counter = r.uint64(); break;
      case 272: m.mem_critical_pressure_counter = r.uint64(); break;
      case 282: (m.net_traffic_control_statistics ??= []).push(readTrafficControlStatistics(r, r.span())); break;
      case 288: m.mem_total_bytes = r.uint64(); break;
      case 296: m.mem_total_memsw_bytes = r.uint64(); break;
      case 304: m.mem_soft_limit_bytes = r.uint64(); break;
      case 312: m.mem_cache_bytes = r.uint64(); break;
      case 320: m.mem_swap_bytes = r.uint64(); break;
      case 328: m.mem_unevictable_bytes = r.uint64(); break;
      case 338: m.net_snmp_statistics = readSNMPStatistics(r, r.span()); break;
      case 346: (m.disk_statistics ??= []).push(readDiskStatistics(r, r.span())); break;
      case 354: m.blkio_statistics = readCgroupInfo_Blkio_Statistics(r, r.span()); break;
      case 361: m.cpus_soft_limit = r.double(); break;
      case 368: m.net_tx_rate_limit = r.uint64(); break;
      case 376: m.net_tx_burst_rate_limit = r.uint64(); break;
      case 384: m.net_tx_burst_size = r.uint64(); break;
      case 392: m.net_rx_rate_limit = r.uint64(); break;
      case 400: m.net_rx_burst_rate_limit = r.uint64(); break;
      case 408: m.net_rx_burst_size = r.uint64(); break;
      case 416: m.mem_kmem_usage_bytes = r.uint64(); break;
      case 424: m.mem_kmem_tcp_usage_bytes = r.uint64(); break;
      case 434: m.net_rate_statistics = readResourceStatistics_RateStatistics(r, r.span()); break;
      case 442: m.net_ephemeral_ports = readValue_Range(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.timestamp === undefined) r.incomplete = true;
  return m;
}
export const ResourceStatistics: MessageType<ResourceStatistics> = new MessageType<ResourceStatistics>({
  typeName: 'mesos.v1.ResourceStatistics',
  fields: [
    { name: 'timestamp', number: 1, label: 'required', type: 'double' },
    { name: 'cpus_user_time_secs', number: 2, label: 'optional', type: 'double' },
    { name: 'cpus_system_time_secs', number: 3, label: 'optional', type: 'double' },
    { name: 'cpus_limit', number: 4, label: 'optional', type: 'double' },
    { name: 'mem_rss_bytes', number: 5, label: 'optional', type: 'uint64' },
    { name: 'mem_limit_bytes', number: 6, label: 'optional', type: 'uint64' },
    { name: 'cpus_nr_periods', number: 7, label: 'optional', type: 'uint32' },
    { name: 'cpus_nr_throttled', number: 8, label: 'optional', type: 'uint32' },
    { name: 'cpus_throttled_time_secs', number: 9, label: 'optional', type: 'double' },
    { name: 'mem_file_bytes', number: 10, label: 'optional', type: 'uint64' },
    { name: 'mem_anon_bytes', number: 11, label: 'optional', type: 'uint64' },
    { name: 'mem_mapped_file_bytes', number: 12, label: 'optional', type: 'uint64' },
    { name: 'perf', number: 13, label: 'optional', type: () => PerfStatistics },
    { name: 'net_rx_packets', number: 14, label: 'optional', type: 'uint64' },
    { name: 'net_rx_bytes', number: 15, label: 'optional', type: 'uint64' },
    { name: 'net_rx_errors', number: 16, label: 'optional', type: 'uint64' },
    { name: 'net_rx_dropped', number: 17, label: 'optional', type: 'uint64' },
    { name: 'net_tx_packets', number: 18, label: 'optional', type: 'uint64' },
    { name: 'net_tx_bytes', number: 19, label: 'optional', type: 'uint64' },
    { name: 'net_tx_errors', number: 20, label: 'optional', type: 'uint64' },
    { name: 'net_tx_dropped', number: 21, label: 'optional', type: 'uint64' },
    { name: 'net_tcp_rtt_microsecs_p50', number: 22, label: 'optional', type: 'double' },
    { name: 'net_tcp_rtt_microsecs_p90', number: 23, label: 'optional', type: 'double' },
    { name: 'net_tcp_rtt_microsecs_p95', number: 24, label: 'optional', type: 'double' },
    { name: 'net_tcp_rtt_microsecs_p99', number: 25, label: 'optional', type: 'double' },
    { name: 'disk_limit_bytes', number: 26, label: 'optional', type: 'uint64' },
    { name: 'disk_used_bytes', number: 27, label: 'optional', type: 'uint64' },
    { name: 'net_tcp_active_connections', number: 28, label: 'optional', type: 'double' },
    { name: 'net_tcp_time_wait_connections', number: 29, label: 'optional', type: 'double' },
    { name: 'processes', number: 30, label: 'optional', type: 'uint32' },
    { name: 'threads', number: 31, label: 'optional', type: 'uint32' },
    { name: 'mem_low_pressure_counter', number: 32, label: 'optional', type: 'uint64' },
    { name: 'mem_medium_pressure_counter', number: 33, label: 'optional', type: 'uint64' },
    { name: 'mem_critical_pressure_counter', number: 34, label: 'optional', type: 'uint64' },
    { name: 'net_traffic_control_statistics', number: 35, label: 'repeated', type: () => TrafficControlStatistics },
    { name: 'mem_total_bytes', number: 36, label: 'optional', type: 'uint64' },
    { name: 'mem_total_memsw_bytes', number: 37, label: 'optional', type: 'uint64' },
    { name: 'mem_soft_limit_bytes', number: 38, label: 'optional', type: 'uint64' },
    { name: 'mem_cache_bytes', number: 39, label: 'optional', type: 'uint64' },
    { name: 'mem_swap_bytes', number: 40, label: 'optional', type: 'uint64' },
    { name: 'mem_unevictable_bytes', number: 41, label: 'optional', type: 'uint64' },
    { name: 'net_snmp_statistics', number: 42, label: 'optional', type: () => SNMPStatistics },
    { name: 'disk_statistics', number: 43, label: 'repeated', type: () => DiskStatistics },
    { name: 'blkio_statistics', number: 44, label: 'optional', type: () => CgroupInfo_Blkio_Statistics },
    { name: 'cpus_soft_limit', number: 45, label: 'optional', type: 'double' },
    { name: 'net_tx_rate_limit', number: 46, label: 'optional', type: 'uint64' },
    { name: 'net_tx_burst_rate_limit', number: 47, label: 'optional', type: 'uint64' },
    { name: 'net_tx_burst_size', number: 48, label: 'optional', type: 'uint64' },
    { name: 'net_rx_rate_limit', number: 49, label: 'optional', type: 'uint64' },
    { name: 'net_rx_burst_rate_limit', number: 50, label: 'optional', type: 'uint64' },
    { name: 'net_rx_burst_size', number: 51, label: 'optional', type: 'uint64' },
    { name: 'mem_kmem_usage_bytes', number: 52, label: 'optional', type: 'uint64' },
    { name: 'mem_kmem_tcp_usage_bytes', number: 53, label: 'optional', type: 'uint64' },
    { name: 'net_rate_statistics', number: 54, label: 'optional', type: () => ResourceStatistics_RateStatistics },
    { name: 'net_ephemeral_ports', number: 55, label: 'optional', type: () => Value_Range },
  ],
  write: writeResourceStatistics,
  read: readResourceStatistics,
});

export interface ResourceStatistics_RatePercentiles {
  min?: Long;
  max?: Long;
  p50?: Long;
  p90?: Long;
  p95?: Long;
  p99?: Long;
  p999?: Long;
  p9999?: Long;
  samples?: Long;
}
function writeResourceStatistics_RatePercentiles(w: Writer, m: ResourceStatistics_RatePercentiles): void {
  if (m.samples !== undefined) { w.uint64(m.samples); w.byte(72); }
  if (m.p9999 !== undefined) { w.uint64(m.p9999); w.byte(64); }
  if (m.p999 !== undefined) { w.uint64(m.p999); w.byte(56); }
  if (m.p99 !== undefined) { w.uint64(m.p99); w.byte(48); }
  if (m.p95 !== undefined) { w.uint64(m.p95); w.byte(40); }
  if (m.p90 !== undefined) { w.uint64(m.p90); w.byte(32); }
  if (m.p50 !== undefined) { w.uint64(m.p50); w.byte(24); }
  if (m.max !== undefined) { w.uint64(m.max); w.byte(16); }
  if (m.min !== undefined) { w.uint64(m.min); w.byte(8); }
}
function readResourceStatistics_RatePercentiles(r: Reader, end: number): ResourceStatistics_RatePercentiles {
  const m = {} as ResourceStatistics_RatePercentiles;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.min = r.uint64(); break;
      case 16: m.max = r.uint64(); break;
      case 24: m.p50 = r.uint64(); break;
      case 32: m.p90 = r.uint64(); break;
      case 40: m.p95 = r.uint64(); break;
      case 48: m.p99 = r.uint64(); break;
      case 56: m.p999 = r.uint64(); break;
      case 64: m.p9999 = r.uint64(); break;
      case 72: m.samples = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const ResourceStatistics_RatePercentiles: MessageType<ResourceStatistics_RatePercentiles> = new MessageType<ResourceStatistics_RatePercentiles>({
  typeName: 'mesos.v1.ResourceStatistics.RatePercentiles',
  fields: [
    { name: 'min', number: 1, label: 'optional', type: 'uint64' },
    { name: 'max', number: 2, label: 'optional', type: 'uint64' },
    { name: 'p50', number: 3, label: 'optional', type: 'uint64' },
    { name: 'p90', number: 4, label: 'optional', type: 'uint64' },
    { name: 'p95', number: 5, label: 'optional', type: 'uint64' },
    { name: 'p99', number: 6, label: 'optional', type: 'uint64' },
    { name: 'p999', number: 7, label: 'optional', type: 'uint64' },
    { name: 'p9999', number: 8, label: 'optional', type: 'uint64' },
    { name: 'samples', number: 9, label: 'optional', type: 'uint64' },
  ],
  write: writeResourceStatistics_RatePercentiles,
  read: readResourceStatistics_RatePercentiles,
});

export interface ResourceStatistics_RateStatistics {
  rx_rate?: ResourceStatistics_RatePercentiles;
  rx_packet_rate?: ResourceStatistics_RatePercentiles;
  rx_drop_rate?: ResourceStatistics_RatePercentiles;
  rx_error_rate?: ResourceStatistics_RatePercentiles;
  tx_rate?: ResourceStatistics_RatePercentiles;
  tx_packet_rate?: ResourceStatistics_RatePercentiles;
  tx_drop_rate?: ResourceStatistics_RatePercentiles;
  tx_error_rate?: ResourceStatistics_RatePercentiles;
  sampling_window_secs?: number;
  sampling_interval_secs?: number;
}
function writeResourceStatistics_RateStatistics(w: Writer, m: ResourceStatistics_RateStatistics): void {
  if (m.sampling_interval_secs !== undefined) { w.double(m.sampling_interval_secs); w.byte(81); }
  if (m.sampling_window_secs !== undefined) { w.double(m.sampling_window_secs); w.byte(73); }
  if (m.tx_error_rate !== undefined) { const size = w.size(); writeResourceStatistics_RatePercentiles(w, m.tx_error_rate); w.varint32(w.size() - size); w.byte(66); }
  if (m.tx_drop_rate !== undefined) { const size = w.size(); writeResourceStatistics_RatePercentiles(w, m.tx_drop_rate); w.varint32(w.size() - size); w.byte(58); }
  if (m.tx_packet_rate !== undefined) { const size = w.size(); writeResourceStatistics_RatePercentiles(w, m.tx_packet_rate); w.varint32(w.size() - size); w.byte(50); }
  if (m.tx_rate !== undefined) { const size = w.size(); writeResourceStatistics_RatePercentiles(w, m.tx_rate); w.varint32(w.size() - size); w.byte(42); }
  if (m.rx_error_rate !== undefined) { const size = w.size(); writeResourceStatistics_RatePercentiles(w, m.rx_error_rate); w.varint32(w.size() - size); w.byte(34); }
  if (m.rx_drop_rate !== undefined) { const size = w.size(); writeResourceStatistics_RatePercentiles(w, m.rx_drop_rate); w.varint32(w.size() - size); w.byte(26); }
  if (m.rx_packet_rate !== undefined) { const size = w.size(); writeResourceStatistics_RatePercentiles(w, m.rx_packet_rate); w.varint32(w.size() - size); w.byte(18); }
  if (m.rx_rate !== undefined) { const size = w.size(); writeResourceStatistics_RatePercentiles(w, m.rx_rate); w.varint32(w.size() - size); w.byte(10); }
}
function readResourceStatistics_RateStatistics(r: Reader, end: number): ResourceStatistics_RateStatistics {
  const m = {} as ResourceStatistics_RateStatistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.rx_rate = readResourceStatistics_RatePercentiles(r, r.span()); break;
      case 18: m.rx_packet_rate = readResourceStatistics_RatePercentiles(r, r.span()); break;
      case 26: m.rx_drop_rate = readResourceStatistics_RatePercentiles(r, r.span()); break;
      case 34: m.rx_error_rate = readResourceStatistics_RatePercentiles(r, r.span()); break;
      case 42: m.tx_rate = readResourceStatistics_RatePercentiles(r, r.span()); break;
      case 50: m.tx_packet_rate = readResourceStatistics_RatePercentiles(r, r.span()); break;
      case 58: m.tx_drop_rate = readResourceStatistics_RatePercentiles(r, r.span()); break;
      case 66: m.tx_error_rate = readResourceStatistics_RatePercentiles(r, r.span()); break;
      case 73: m.sampling_window_secs = r.double(); break;
      case 81: m.sampling_interval_secs = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const ResourceStatistics_RateStatistics: MessageType<ResourceStatistics_RateStatistics> = new MessageType<ResourceStatistics_RateStatistics>({
  typeName: 'mesos.v1.ResourceStatistics.RateStatistics',
  fields: [
    { name: 'rx_rate', number: 1, label: 'optional', type: () => ResourceStatistics_RatePercentiles },
    { name: 'rx_packet_rate', number: 2, label: 'optional', type: () => ResourceStatistics_RatePercentiles },
    { name: 'rx_drop_rate', number: 3, label: 'optional', type: () => ResourceStatistics_RatePercentiles },
    { name: 'rx_error_rate', number: 4, label: 'optional', type: () => ResourceStatistics_RatePercentiles },
    { name: 'tx_rate', number: 5, label: 'optional', type: () => ResourceStatistics_RatePercentiles },
    { name: 'tx_packet_rate', number: 6, label: 'optional', type: () => ResourceStatistics_RatePercentiles },
    { name: 'tx_drop_rate', number: 7, label: 'optional', type: () => ResourceStatistics_RatePercentiles },
    { name: 'tx_error_rate', number: 8, label: 'optional', type: () => ResourceStatistics_RatePercentiles },
    { name: 'sampling_window_secs', number: 9, label: 'optional', type: 'double' },
    { name: 'sampling_interval_secs', number: 10, label: 'optional', type: 'double' },
  ],
  write: writeResourceStatistics_RateStatistics,
  read: readResourceStatistics_RateStatistics,
});

/** One sample of perf(1). */
export interface PerfStatistics {
  /** Seconds since the Unix epoch, begin of the sample. */
  timestamp: number;
  /** Seconds. */
  duration: number;
  cycles?: Long;
  stalled_cycles_frontend?: Long;
  stalled_cycles_backend?: Long;
  instructions?: Long;
  cache_references?: Long;
  cache_misses?: Long;
  branches?: Long;
  branch_misses?: Long;
  bus_cycles?: Long;
  ref_cycles?: Long;
  cpu_clock?: number;
  task_clock?: number;
  page_faults?: Long;
  minor_faults?: Long;
  major_faults?: Long;
  context_switches?: Long;
  cpu_migrations?: Long;
  alignment_faults?: Long;
  emulation_faults?: Long;
  l1_dcache_loads?: Long;
  l1_dcache_load_misses?: Long;
  l1_dcache_stores?: Long;
  l1_dcache_store_misses?: Long;
  l1_dcache_prefetches?: Long;
  l1_dcache_prefetch_misses?: Long;
  l1_icache_loads?: Long;
  l1_icache_load_misses?: Long;
  l1_icache_prefetches?: Long;
  l1_icache_prefetch_misses?: Long;
  llc_loads?: Long;
  llc_load_misses?: Long;
  llc_stores?: Long;
  llc_store_misses?: Long;
  llc_prefetches?: Long;
  llc_prefetch_misses?: Long;
  dtlb_loads?: Long;
  dtlb_load_misses?: Long;
  dtlb_stores?: Long;
  dtlb_store_misses?: Long;
  dtlb_prefetches?: Long;
  dtlb_prefetch_misses?: Long;
  itlb_loads?: Long;
  itlb_load_misses?: Long;
  branch_loads?: Long;
  branch_load_misses?: Long;
  node_loads?: Long;
  node_load_misses?: Long;
  node_stores?: Long;
  node_store_misses?: Long;
  node_prefetches?: Long;
  node_prefetch_misses?: Long;
}
function writePerfStatistics(w: Writer, m: PerfStatistics): void {
  if (m.node_prefetch_misses !== undefined) { w.uint64(m.node_prefetch_misses); w.varint32(424); }
  if (m.node_prefetches !== undefined) { w.uint64(m.node_prefetches); w.varint32(416); }
  if (m.node_store_misses !== undefined) { w.uint64(m.node_store_misses); w.varint32(408); }
  if (m.node_stores !== undefined) { w.uint64(m.node_stores); w.varint32(400); }
  if (m.node_load_misses !== undefined) { w.uint64(m.node_load_misses); w.varint32(392); }
  if (m.node_loads !== undefined) { w.uint64(m.node_loads); w.varint32(384); }
  if (m.branch_load_misses !== undefined) { w.uint64(m.branch_load_misses); w.varint32(376); }
  if (m.branch_loads !== undefined) { w.uint64(m.branch_loads); w.varint32(368); }
  if (m.itlb_load_misses !== undefined) { w.uint64(m.itlb_load_misses); w.varint32(360); }
  if (m.itlb_loads !== undefined) { w.uint64(m.itlb_loads); w.varint32(352); }
  if (m.dtlb_prefetch_misses !== undefined) { w.uint64(m.dtlb_prefetch_misses); w.varint32(344); }
  if (m.dtlb_prefetches !== undefined) { w.uint64(m.dtlb_prefetches); w.varint32(336); }
  if (m.dtlb_store_misses !== undefined) { w.uint64(m.dtlb_store_misses); w.varint32(328); }
  if (m.dtlb_stores !== undefined) { w.uint64(m.dtlb_stores); w.varint32(320); }
  if (m.dtlb_load_misses !== undefined) { w.uint64(m.dtlb_load_misses); w.varint32(312); }
  if (m.dtlb_loads !== undefined) { w.uint64(m.dtlb_loads); w.varint32(304); }
  if (m.llc_prefetch_misses !== undefined) { w.uint64(m.llc_prefetch_misses); w.varint32(296); }
  if (m.llc_prefetches !== undefined) { w.uint64(m.llc_prefetches); w.varint32(288); }
  if (m.llc_store_misses !== undefined) { w.uint64(m.llc_store_misses); w.varint32(280); }
  if (m.llc_stores !== undefined) { w.uint64(m.llc_stores); w.varint32(272); }
  if (m.llc_load_misses !== undefined) { w.uint64(m.llc_load_misses); w.varint32(264); }
  if (m.llc_loads !== undefined) { w.uint64(m.llc_loads); w.varint32(256); }
  if (m.l1_icache_prefetch_misses !== undefined) { w.uint64(m.l1_icache_prefetch_misses); w.varint32(248); }
  if (m.l1_icache_prefetches !== undefined) { w.uint64(m.l1_icache_prefetches); w.varint32(240); }
  if (m.l1_icache_load_misses !== undefined) { w.uint64(m.l1_icache_load_misses); w.varint32(232); }
  if (m.l1_icache_loads !== undefined) { w.uint64(m.l1_icache_loads); w.varint32(224); }
  if (m.l1_dcache_prefetch_misses !== undefined) { w.uint64(m.l1_dcache_prefetch_misses); w.varint32(216); }
  if (m.l1_dcache_prefetches !== undefined) { w.uint64(m.l1_dcache_prefetches); w.varint32(208); }
  if (m.l1_dcache_store_misses !== undefined) { w.uint64(m.l1_dcache_store_misses); w.varint32(200); }
  if (m.l1_dcache_stores !== undefined) { w.uint64(m.l1_dcache_stores); w.varint32(192); }
  if (m.l1_dcache_load_misses !== undefined) { w.uint64(m.l1_dcache_load_misses); w.varint32(184); }
  if (m.l1_dcache_loads !== undefined) { w.uint64(m.l1_dcache_loads); w.varint32(176); }
  if (m.emulation_faults !== undefined) { w.uint64(m.emulation_faults); w.varint32(168); }
  if (m.alignment_faults !== undefined) { w.uint64(m.alignment_faults); w.varint32(160); }
  if (m.cpu_migrations !== undefined) { w.uint64(m.cpu_migrations); w.varint32(152); }
  if (m.context_switches !== undefined) { w.uint64(m.context_switches); w.varint32(144); }
  if (m.major_faults !== undefined) { w.uint64(m.major_faults); w.varint32(136); }
  if (m.minor_faults !== undefined) { w.uint64(m.minor_faults); w.varint32(128); }
  if (m.page_faults !== undefined) { w.uint64(m.page_faults); w.byte(120); }
  if (m.task_clock !== undefined) { w.double(m.task_clock); w.byte(113); }
  if (m.cpu_clock !== undefined) { w.double(m.cpu_clock); w.byte(105); }
  if (m.ref_cycles !== undefined) { w.uint64(m.ref_cycles); w.byte(96); }
  if (m.bus_cycles !== undefined) { w.uint64(m.bus_cycles); w.byte(88); }
  if (m.branch_misses !== undefined) { w.uint64(m.branch_misses); w.byte(80); }
  if (m.branches !== undefined) { w.uint64(m.branches); w.byte(72); }
  if (m.cache_misses !== undefined) { w.uint64(m.cache_misses); w.byte(64); }
  if (m.cache_references !== undefined) { w.uint64(m.cache_references); w.byte(56); }
  if (m.instructions !== undefined) { w.uint64(m.instructions); w.byte(48); }
  if (m.stalled_cycles_backend !== undefined) { w.uint64(m.stalled_cycles_backend); w.byte(40); }
  if (m.stalled_cycles_frontend !== undefined) { w.uint64(m.stalled_cycles_frontend); w.byte(32); }
  if (m.cycles !== undefined) { w.uint64(m.cycles); w.byte(24); }
  if (m.duration !== undefined) { w.double(m.duration); w.byte(17); }
  else w.incomplete = true;
  if (m.timestamp !== undefined) { w.double(m.timestamp); w.byte(9); }
  else w.incomplete = true;
}
function readPerfStatistics(r: Reader, end: number): PerfStatistics {
  const m = {} as PerfStatistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.timestamp = r.double(); break;
      case 17: m.duration = r.double(); break;
      case 24: m.cycles = r.uint64(); break;
      case 32: m.stalled_cycles_frontend = r.uint64(); break;
      case 40: m.stalled_cycles_backend = r.uint64(); break;
      case 48: m.instructions = r.uint64(); break;
      case 56: m.cache_references = r.uint64(); break;
      case 64: m.cache_misses = r.uint64(); break;
      case 72: m.branches = r.uint64(); break;
      case 80: m.branch_misses = r.uint64(); break;
      case 88: m.bus_cycles = r.uint64(); break;
      case 96: m.ref_cycles = r.uint64(); break;
      case 105: m.cpu_clock = r.double(); break;
      case 113: m.task_clock = r.double(); break;
      case 120: m.page_faults = r.uint64(); break;
      case 128: m.minor_faults = r.uint64(); break;
      case 136: m.major_faults = r.uint64(); break;
      case 144: m.context_switches = r.uint64(); break;
      case 152: m.cpu_migrations = r.uint64(); break;
      case 160: m.alignment_faults = r.uint64(); break;
      case 168: m.emulation_faults = r.uint64(); break;
      case 176: m.l1_dcache_loads = r.uint64(); break;
      case 184: m.l1_dcache_load_misses = r.uint64(); break;
      case 192: m.l1_dcache_stores = r.uint64(); break;
      case 200: m.l1_dcache_store_misses = r.uint64(); break;
      case 208: m.l1_dcache_prefetches = r.uint64(); break;
      case 216: m.l1_dcache_prefetch_misses = r.uint64(); break;
      case 224: m.l1_icache_loads = r.uint64(); break;
      case 232: m.l1_icache_load_misses = r.uint64(); break;
      case 240: m.l1_icache_prefetches = r.uint64(); break;
      case 248: m.l1_icache_prefetch_misses = r.uint64(); break;
      case 256: m.llc_loads = r.uint64(); break;
      case 264: m.llc_load_misses = r.uint64(); break;
      case 272: m.llc_stores = r.uint64(); break;
      case 280: m.llc_store_misses = r.uint64(); break;
      case 288: m.llc_prefetches = r.uint64(); break;
      case 296: m.llc_prefetch_misses = r.uint64(); break;
      case 304: m.dtlb_loads = r.uint64(); break;
      case 312: m.dtlb_load_misses = r.uint64(); break;
      case 320: m.dtlb_stores = r.uint64(); break;
      case 328: m.dtlb_store_misses = r.uint64(); break;
      case 336: m.dtlb_prefetches = r.uint64(); break;
      case 344: m.dtlb_prefetch_misses = r.uint64(); break;
      case 352: m.itlb_loads = r.uint64(); break;
      case 360: m.itlb_load_misses = r.uint64(); break;
      case 368: m.branch_loads = r.uint64(); break;
      case 376: m.branch_load_misses = r.uint64(); break;
      case 384: m.node_loads = r.uint64(); break;
      case 392: m.node_load_misses = r.uint64(); break;
      case 400: m.node_stores = r.uint64(); break;
      case 408: m.node_store_misses = r.uint64(); break;
      case 416: m.node_prefetches = r.uint64(); break;
      case 424: m.node_prefetch_misses = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.timestamp === undefined || m.duration === undefined) r.incomplete = true;
  return m;
}
export const PerfStatistics: MessageType<PerfStatistics> = new MessageType<PerfStatistics>({
  typeName: 'mesos.v1.PerfStatistics',
  fields: [
    { name: 'timestamp', number: 1, label: 'required', type: 'double' },
    { name: 'duration', number: 2, label: 'required', type: 'double' },
    { name: 'cycles', number: 3, label: 'optional', type: 'uint64' },
    { name: 'stalled_cycles_frontend', number: 4, label: 'optional', type: 'uint64' },
    { name: 'stalled_cycles_backend', number: 5, label: 'optional', type: 'uint64' },
    { name: 'instructions', number: 6, label: 'optional', type: 'uint64' },
    { name: 'cache_references', number: 7, label: 'optional', type: 'uint64' },
    { name: 'cache_misses', number: 8, label: 'optional', type: 'uint64' },
    { name: 'branches', number: 9, label: 'optional', type: 'uint64' },
    { name: 'branch_misses', number: 10, label: 'optional', type: 'uint64' },
    { name: 'bus_cycles', number: 11, label: 'optional', type: 'uint64' },
    { name: 'ref_cycles', number: 12, label: 'optional', type: 'uint64' },
    { name: 'cpu_clock', number: 13, label: 'optional', type: 'double' },
    { name: 'task_clock', number: 14, label: 'optional', type: 'double' },
    { name: 'page_faults', number: 15, label: 'optional', type: 'uint64' },
    { name: 'minor_faults', number: 16, label: 'optional', type: 'uint64' },
    { name: 'major_faults', number: 17, label: 'optional', type: 'uint64' },
    { name: 'context_switches', number: 18, label: 'optional', type: 'uint64' },
    { name: 'cpu_migrations', number: 19, label: 'optional', type: 'uint64' },
    { name: 'alignment_faults', number: 20, label: 'optional', type: 'uint64' },
    { name: 'emulation_faults', number: 21, label: 'optional', type: 'uint64' },
    { name: 'l1_dcache_loads', number: 22, label: 'optional', type: 'uint64' },
    { name: 'l1_dcache_load_misses', number: 23, label: 'optional', type: 'uint64' },
    { name: 'l1_dcache_stores', number: 24, label: 'optional', type: 'uint64' },
    { name: 'l1_dcache_store_misses', number: 25, label: 'optional', type: 'uint64' },
    { name: 'l1_dcache_prefetches', number: 26, label: 'optional', type: 'uint64' },
    { name: 'l1_dcache_prefetch_misses', number: 27, label: 'optional', type: 'uint64' },
    { name: 'l1_icache_loads', number: 28, label: 'optional', type: 'uint64' },
    { name: 'l1_icache_load_misses', number: 29, label: 'optional', type: 'uint64' },
    { name: 'l1_icache_prefetches', number: 30, label: 'optional', type: 'uint64' },
    { name: 'l1_icache_prefetch_misses', number: 31, label: 'optional', type: 'uint64' },
    { name: 'llc_loads', number: 32, label: 'optional', type: 'uint64' },
    { name: 'llc_load_misses', number: 33, label: 'optional', type: 'uint64' },
    { name: 'llc_stores', number: 34, label: 'optional', type: 'uint64' },
    { name: 'llc_store_misses', number: 35, label: 'optional', type: 'uint64' },
    { name: 'llc_prefetches', number: 36, label: 'optional', type: 'uint64' },
    { name: 'llc_prefetch_misses', number: 37, label: 'optional', type: 'uint64' },
    { name: 'dtlb_loads', number: 38, label: 'optional', type: 'uint64' },
    { name: 'dtlb_load_misses', number: 39, label: 'optional', type: 'uint64' },
    { name: 'dtlb_stores', number: 40, label: 'optional', type: 'uint64' },
    { name: 'dtlb_store_misses', number: 41, label: 'optional', type: 'uint64' },
    { name: 'dtlb_prefetches', number: 42, label: 'optional', type: 'uint64' },
    { name: 'dtlb_prefetch_misses', number: 43, label: 'optional', type: 'uint64' },
    { name: 'itlb_loads', number: 44, label: 'optional', type: 'uint64' },
    { name: 'itlb_load_misses', number: 45, label: 'optional', type: 'uint64' },
    { name: 'branch_loads', number: 46, label: 'optional', type: 'uint64' },
    { name: 'branch_load_misses', number: 47, label: 'optional', type: 'uint64' },
    { name: 'node_loads', number: 48, label: 'optional', type: 'uint64' },
    { name: 'node_load_misses', number: 49, label: 'optional', type: 'uint64' },
    { name: 'node_stores', number: 50, label: 'optional', type: 'uint64' },
    { name: 'node_store_misses', number: 51, label: 'optional', type: 'uint64' },
    { name: 'node_prefetches', number: 52, label: 'optional', type: 'uint64' },
    { name: 'node_prefetch_misses', number: 53, label: 'optional', type: 'uint64' },
  ],
  write: writePerfStatistics,
  read: readPerfStatistics,
});

/** What has to be in an offer for the framework to want it. */
export interface OfferFilters {
  min_allocatable_resources?: OfferFilters_MinAllocatableResources;
}
function writeOfferFilters(w: Writer, m: OfferFilters): void {
  if (m.min_allocatable_resources !== undefined) { const size = w.size(); writeOfferFilters_MinAllocatableResources(w, m.min_allocatable_resources); w.varint32(w.size() - size); w.byte(10); }
}
function readOfferFilters(r: Reader, end: number): OfferFilters {
  const m = {} as OfferFilters;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.min_allocatable_resources = readOfferFilters_MinAllocatableResources(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const OfferFilters: MessageType<OfferFilters> = new MessageType<OfferFilters>({
  typeName: 'mesos.v1.OfferFilters',
  fields: [
    { name: 'min_allocatable_resources', number: 1, label: 'optional', type: () => OfferFilters_MinAllocatableResources },
  ],
  write: writeOfferFilters,
  read: readOfferFilters,
});

/** All of these. */
export interface OfferFilters_ResourceQuantities {
  quantities?: Record<string, Value_Scalar>;
}
function writeOfferFilters_ResourceQuantities(w: Writer, m: OfferFilters_ResourceQuantities): void {
  if (m.quantities !== undefined) {
    for (const [key, value] of Object.entries(m.quantities).reverse()) {
      const entry = w.size();
      { const size = w.size(); writeValue_Scalar(w, value); w.varint32(w.size() - size); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(10);
    }
  }
}
function readOfferFilters_ResourceQuantities(r: Reader, end: number): OfferFilters_ResourceQuantities {
  const m = {} as OfferFilters_ResourceQuantities;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: {
        const stop = r.span(); let key = ''; let value: Value_Scalar | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = readValue_Scalar(r, r.span()); else r.skip(inner); }
        r.close(stop); value ??= Value_Scalar.read(r, r.pos);
        Object.defineProperty(m.quantities ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const OfferFilters_ResourceQuantities: MessageType<OfferFilters_ResourceQuantities> = new MessageType<OfferFilters_ResourceQuantities>({
  typeName: 'mesos.v1.OfferFilters.ResourceQuantities',
  fields: [
    { name: 'quantities', number: 1, label: 'map', type: () => Value_Scalar },
  ],
  write: writeOfferFilters_ResourceQuantities,
  read: readOfferFilters_ResourceQuantities,
});

/** Any of these; none means that everything is welcome. */
export interface OfferFilters_MinAllocatableResources {
  quantities?: OfferFilters_ResourceQuantities[];
}
function writeOfferFilters_MinAllocatableResources(w: Writer, m: OfferFilters_MinAllocatableResources): void {
  if (m.quantities !== undefined) {
    for (let i = m.quantities.length - 1; i >= 0; i--) {
      const value = m.quantities[i]!;
      const size = w.size(); writeOfferFilters_ResourceQuantities(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readOfferFilters_MinAllocatableResources(r: Reader, end: number): OfferFilters_MinAllocatableResources {
  const m = {} as OfferFilters_MinAllocatableResources;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.quantities ??= []).push(readOfferFilters_ResourceQuantities(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const OfferFilters_MinAllocatableResources: MessageType<OfferFilters_MinAllocatableResources> = new MessageType<OfferFilters_MinAllocatableResources>({
  typeName: 'mesos.v1.OfferFilters.MinAllocatableResources',
  fields: [
    { name: 'quantities', number: 1, label: 'repeated', type: () => OfferFilters_ResourceQuantities },
  ],
  write: writeOfferFilters_MinAllocatableResources,
  read: readOfferFilters_MinAllocatableResources,
});

/** A wish for resources; the master notes it and follows fairness. */
export interface Request {
  agent_id?: AgentID;
  resources?: Resource[];
}
function writeRequest(w: Writer, m: Request): void {
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.agent_id !== undefined) { const size = w.size(); writeAgentID(w, m.agent_id); w.varint32(w.size() - size); w.byte(10); }
}
function readRequest(r: Reader, end: number): Request {
  const m = {} as Request;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agent_id = readAgentID(r, r.span()); break;
      case 18: (m.resources ??= []).push(readResource(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Request: MessageType<Request> = new MessageType<Request>({
  typeName: 'mesos.v1.Request',
  fields: [
    { name: 'agent_id', number: 1, label: 'optional', type: () => AgentID },
    { name: 'resources', number: 2, label: 'repeated', type: () => Resource },
  ],
  write: writeRequest,
  read: readRequest,
});

/** Resources of one agent, held for one framework in one role until it accepts or declines. */
export interface Offer {
  id: OfferID;
  framework_id: FrameworkID;
  agent_id: AgentID;
  hostname: string;
  resources?: Resource[];
  /** Executors of this framework that run there. */
  executor_ids?: ExecutorID[];
  attributes?: Attribute[];
  /** The agent's own endpoints. */
  url?: URL;
  /** Maintenance is planned for that machine. */
  unavailability?: Unavailability;
  /** The role that it is for; only with MULTI_ROLE. */
  allocation_info?: Resource_AllocationInfo;
  domain?: DomainInfo;
}
function writeOffer(w: Writer, m: Offer): void {
  if (m.domain !== undefined) { const size = w.size(); writeDomainInfo(w, m.domain); w.varint32(w.size() - size); w.byte(90); }
  if (m.allocation_info !== undefined) { const size = w.size(); writeResource_AllocationInfo(w, m.allocation_info); w.varint32(w.size() - size); w.byte(82); }
  if (m.unavailability !== undefined) { const size = w.size(); writeUnavailability(w, m.unavailability); w.varint32(w.size() - size); w.byte(74); }
  if (m.url !== undefined) { const size = w.size(); writeURL(w, m.url); w.varint32(w.size() - size); w.byte(66); }
  if (m.attributes !== undefined) {
    for (let i = m.attributes.length - 1; i >= 0; i--) {
      const value = m.attributes[i]!;
      const size = w.size(); writeAttribute(w, value); w.varint32(w.size() - size); w.byte(58);
    }
  }
  if (m.executor_ids !== undefined) {
    for (let i = m.executor_ids.length - 1; i >= 0; i--) {
      const value = m.executor_ids[i]!;
      const size = w.size(); writeExecutorID(w, value); w.varint32(w.size() - size); w.byte(50);
    }
  }
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.hostname !== undefined) { w.string(m.hostname); w.byte(34); }
  else w.incomplete = true;
  if (m.agent_id !== undefined) { const size = w.size(); writeAgentID(w, m.agent_id); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); writeFrameworkID(w, m.framework_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.id !== undefined) { const size = w.size(); writeOfferID(w, m.id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readOffer(r: Reader, end: number): Offer {
  const m = {} as Offer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = readOfferID(r, r.span()); break;
      case 18: m.framework_id = readFrameworkID(r, r.span()); break;
      case 26: m.agent_id = readAgentID(r, r.span()); break;
      case 34: m.hostname = r.string(); break;
      case 42: (m.resources ??= []).push(readResource(r, r.span())); break;
      case 50: (m.executor_ids ??= []).push(readExecutorID(r, r.span())); break;
      case 58: (m.attributes ??= []).push(readAttribute(r, r.span())); break;
      case 66: m.url = readURL(r, r.span()); break;
      case 74: m.unavailability = readUnavailability(r, r.span()); break;
      case 82: m.allocation_info = readResource_AllocationInfo(r, r.span()); break;
      case 90: m.domain = readDomainInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined || m.framework_id === undefined || m.agent_id === undefined || m.hostname === undefined) r.incomplete = true;
  return m;
}
export const Offer: MessageType<Offer> = new MessageType<Offer>({
  typeName: 'mesos.v1.Offer',
  fields: [
    { name: 'id', number: 1, label: 'required', type: () => OfferID },
    { name: 'framework_id', number: 2, label: 'required', type: () => FrameworkID },
    { name: 'agent_id', number: 3, label: 'required', type: () => AgentID },
    { name: 'hostname', number: 4, label: 'required', type: 'string' },
    { name: 'resources', number: 5, label: 'repeated', type: () => Resource },
    { name: 'executor_ids', number: 6, label: 'repeated', type: () => ExecutorID },
    { name: 'attributes', number: 7, label: 'repeated', type: () => Attribute },
    { name: 'url', number: 8, label: 'optional', type: () => URL },
    { name: 'unavailability', number: 9, label: 'optional', type: () => Unavailability },
    { name: 'allocation_info', number: 10, label: 'optional', type: () => Resource_AllocationInfo },
    { name: 'domain', number: 11, label: 'optional', type: () => DomainInfo },
  ],
  write: writeOffer,
  read: readOffer,
});

/** What to do with resources of accepted offers, in order. */
export interface Offer_Operation {
  type?: Offer_Operation_Type;
  launch?: Offer_Operation_Launch;
  reserve?: Offer_Operation_Reserve;
  unreserve?: Offer_Operation_Unreserve;
  create?: Offer_Operation_Create;
  destroy?: Offer_Operation_Destroy;
  launch_group?: Offer_Operation_LaunchGroup;
  /** Asks for UPDATE_OPERATION_STATUS; not allowed with launches. */
  id?: OperationID;
  grow_volume?: Offer_Operation_GrowVolume;
  shrink_volume?: Offer_Operation_ShrinkVolume;
  create_disk?: Offer_Operation_CreateDisk;
  destroy_disk?: Offer_Operation_DestroyDisk;
}
function writeOffer_Operation(w: Writer, m: Offer_Operation): void {
  if (m.destroy_disk !== undefined) { const size = w.size(); writeOffer_Operation_DestroyDisk(w, m.destroy_disk); w.varint32(w.size() - size); w.varint32(130); }
  if (m.create_disk !== undefined) { const size = w.size(); writeOffer_Operation_CreateDisk(w, m.create_disk); w.varint32(w.size() - size); w.byte(122); }
  if (m.shrink_volume !== undefined) { const size = w.size(); writeOffer_Operation_ShrinkVolume(w, m.shrink_volume); w.varint32(w.size() - size); w.byte(114); }
  if (m.grow_volume !== undefined) { const size = w.size(); writeOffer_Operation_GrowVolume(w, m.grow_volume); w.varint32(w.size() - size); w.byte(106); }
  if (m.id !== undefined) { const size = w.size(); writeOperationID(w, m.id); w.varint32(w.size() - size); w.byte(98); }
  if (m.launch_group !== undefined) { const size = w.size(); writeOffer_Operation_LaunchGroup(w, m.launch_group); w.varint32(w.size() - size); w.byte(58); }
  if (m.destroy !== undefined) { const size = w.size(); writeOffer_Operation_Destroy(w, m.destroy); w.varint32(w.size() - size); w.byte(50); }
  if (m.create !== undefined) { const size = w.size(); writeOffer_Operation_Create(w, m.create); w.varint32(w.size() - size); w.byte(42); }
  if (m.unreserve !== undefined) { const size = w.size(); writeOffer_Operation_Unreserve(w, m.unreserve); w.varint32(w.size() - size); w.byte(34); }
  if (m.reserve !== undefined) { const size = w.size(); writeOffer_Operation_Reserve(w, m.reserve); w.varint32(w.size() - size); w.byte(26); }
  if (m.launch !== undefined) { const size = w.size(); writeOffer_Operation_Launch(w, m.launch); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Offer_Operation_Type.numberOf(m.type)); w.byte(8); }
}
function readOffer_Operation(r: Reader, end: number): Offer_Operation {
  const m = {} as Offer_Operation;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Offer_Operation_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.launch = readOffer_Operation_Launch(r, r.span()); break;
      case 26: m.reserve = readOffer_Operation_Reserve(r, r.span()); break;
      case 34: m.unreserve = readOffer_Operation_Unreserve(r, r.span()); break;
      case 42: m.create = readOffer_Operation_Create(r, r.span()); break;
      case 50: m.destroy = readOffer_Operation_Destroy(r, r.span()); break;
      case 58: m.launch_group = readOffer_Operation_LaunchGroup(r, r.span()); break;
      case 98: m.id = readOperationID(r, r.span()); break;
      case 106: m.grow_volume = readOffer_Operation_GrowVolume(r, r.span()); break;
      case 114: m.shrink_volume = readOffer_Operation_ShrinkVolume(r, r.span()); break;
      case 122: m.create_disk = readOffer_Operation_CreateDisk(r, r.span()); break;
      case 130: m.destroy_disk = readOffer_Operation_DestroyDisk(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Offer_Operation: MessageType<Offer_Operation> = new MessageType<Offer_Operation>({
  typeName: 'mesos.v1.Offer.Operation',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Offer_Operation_Type },
    { name: 'launch', number: 2, label: 'optional', type: () => Offer_Operation_Launch },
    { name: 'reserve', number: 3, label: 'optional', type: () => Offer_Operation_Reserve },
    { name: 'unreserve', number: 4, label: 'optional', type: () => Offer_Operation_Unreserve },
    { name: 'create', number: 5, label: 'optional', type: () => Offer_Operation_Create },
    { name: 'destroy', number: 6, label: 'optional', type: () => Offer_Operation_Destroy },
    { name: 'launch_group', number: 7, label: 'optional', type: () => Offer_Operation_LaunchGroup },
    { name: 'id', number: 12, label: 'optional', type: () => OperationID },
    { name: 'grow_volume', number: 13, label: 'optional', type: () => Offer_Operation_GrowVolume },
    { name: 'shrink_volume', number: 14, label: 'optional', type: () => Offer_Operation_ShrinkVolume },
    { name: 'create_disk', number: 15, label: 'optional', type: () => Offer_Operation_CreateDisk },
    { name: 'destroy_disk', number: 16, label: 'optional', type: () => Offer_Operation_DestroyDisk },
  ],
  write: writeOffer_Operation,
  read: readOffer_Operation,
});

export interface Offer_Operation_Launch {
  task_infos?: TaskInfo[];
}
function writeOffer_Operation_Launch(w: Writer, m: Offer_Operation_Launch): void {
  if (m.task_infos !== undefined) {
    for (let i = m.task_infos.length - 1; i >= 0; i--) {
      const value = m.task_infos[i]!;
      const size = w.size(); writeTaskInfo(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readOffer_Operation_Launch(r: Reader, end: number): Offer_Operation_Launch {
  const m = {} as Offer_Operation_Launch;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.task_infos ??= []).push(readTaskInfo(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Offer_Operation_Launch: MessageType<Offer_Operation_Launch> = new MessageType<Offer_Operation_Launch>({
  typeName: 'mesos.v1.Offer.Operation.Launch',
  fields: [
    { name: 'task_infos', number: 1, label: 'repeated', type: () => TaskInfo },
  ],
  write: writeOffer_Operation_Launch,
  read: readOffer_Operation_Launch,
});

export interface Offer_Operation_LaunchGroup {
  /** Named by the group once; its tasks do not name it. */
  executor: ExecutorInfo;
  task_group: TaskGroupInfo;
}
function writeOffer_Operation_LaunchGroup(w: Writer, m: Offer_Operation_LaunchGroup): void {
  if (m.task_group !== undefined) { const size = w.size(); writeTaskGroupInfo(w, m.task_group); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.executor !== undefined) { const size = w.size(); writeExecutorInfo(w, m.executor); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readOffer_Operation_LaunchGroup(r: Reader, end: number): Offer_Operation_LaunchGroup {
  const m = {} as Offer_Operation_LaunchGroup;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.executor = readExecutorInfo(r, r.span()); break;
      case 18: m.task_group = readTaskGroupInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.executor === undefined || m.task_group === undefined) r.incomplete = true;
  return m;
}
export const Offer_Operation_LaunchGroup: MessageType<Offer_Operation_LaunchGroup> = new MessageType<Offer_Operation_LaunchGroup>({
  typeName: 'mesos.v1.Offer.Operation.LaunchGroup',
  fields: [
    { name: 'executor', number: 1, label: 'required', type: () => ExecutorInfo },
    { name: 'task_group', number: 2, label: 'required', type: () => TaskGroupInfo },
  ],
  write: writeOffer_Operation_LaunchGroup,
  read: readOffer_Operation_LaunchGroup,
});

export interface Offer_Operation_Reserve {
  resources?: Resource[];
  /** The resources as they are reserved now; absent: refine by one step. */
  source?: Resource[];
}
function writeOffer_Operation_Reserve(w: Writer, m: Offer_Operation_Reserve): void {
  if (m.source !== undefined) {
    for (let i = m.source.length - 1; i >= 0; i--) {
      const value = m.source[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readOffer_Operation_Reserve(r: Reader, end: number): Offer_Operation_Reserve {
  const m = {} as Offer_Operation_Reserve;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.resources ??= []).push(readResource(r, r.span())); break;
      case 18: (m.source ??= []).push(readResource(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Offer_Operation_Reserve: MessageType<Offer_Operation_Reserve> = new MessageType<Offer_Operation_Reserve>({
  typeName: 'mesos.v1.Offer.Operation.Reserve',
  fields: [
    { name: 'resources', number: 1, label: 'repeated', type: () => Resource },
    { name: 'source', number: 2, label: 'repeated', type: () => Resource },
  ],
  write: writeOffer_Operation_Reserve,
  read: readOffer_Operation_Reserve,
});

export interface Offer_Operation_Unreserve {
  resources?: Resource[];
}
function writeOffer_Operation_Unreserve(w: Writer, m: Offer_Operation_Unreserve): void {
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readOffer_Operation_Unreserve(r: Reader, end: number): Offer_Operation_Unreserve {
  const m = {} as Offer_Operation_Unreserve;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.resources ??= []).push(readResource(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Offer_Operation_Unreserve: MessageType<Offer_Operation_Unreserve> = new MessageType<Offer_Operation_Unreserve>({
  typeName: 'mesos.v1.Offer.Operation.Unreserve',
  fields: [
    { name: 'resources', number: 1, label: 'repeated', type: () => Resource },
  ],
  write: writeOffer_Operation_Unreserve,
  read: readOffer_Operation_Unreserve,
});

export interface Offer_Operation_Create {
  volumes?: Resource[];
}
function writeOffer_Operation_Create(w: Writer, m: Offer_Operation_Create): void {
  if (m.volumes !== undefined) {
    for (let i = m.volumes.length - 1; i >= 0; i--) {
      const value = m.volumes[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readOffer_Operation_Create(r: Reader, end: number): Offer_Operation_Create {
  const m = {} as Offer_Operation_Create;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.volumes ??= []).push(readResource(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Offer_Operation_Create: MessageType<Offer_Operation_Create> = new MessageType<Offer_Operation_Create>({
  typeName: 'mesos.v1.Offer.Operation.Create',
  fields: [
    { name: 'volumes', number: 1, label: 'repeated', type: () => Resource },
  ],
  write: writeOffer_Operation_Create,
  read: readOffer_Operation_Create,
});

export interface Offer_Operation_Destroy {
  volumes?: Resource[];
}
function writeOffer_Operation_Destroy(w: Writer, m: Offer_Operation_Destroy): void {
  if (m.volumes !== undefined) {
    for (let i = m.volumes.length - 1; i >= 0; i--) {
      const value = m.volumes[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readOffer_Operation_Destroy(r: Reader, end: number): Offer_Operation_Destroy {
  const m = {} as Offer_Operation_Destroy;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.volumes ??= []).push(readResource(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Offer_Operation_Destroy: MessageType<Offer_Operation_Destroy> = new MessageType<Offer_Operation_Destroy>({
  typeName: 'mesos.v1.Offer.Operation.Destroy',
  fields: [
    { name: 'volumes', number: 1, label: 'repeated', type: () => Resource },
  ],
  write: writeOffer_Operation_Destroy,
  read: readOffer_Operation_Destroy,
});

export interface Offer_Operation_GrowVolume {
  volume: Resource;
  addition: Resource;
}
function writeOffer_Operation_GrowVolume(w: Writer, m: Offer_Operation_GrowVolume): void {
  if (m.addition !== undefined) { const size = w.size(); writeResource(w, m.addition); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.volume !== undefined) { const size = w.size(); writeResource(w, m.volume); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readOffer_Operation_GrowVolume(r: Reader, end: number): Offer_Operation_GrowVolume {
  const m = {} as Offer_Operation_GrowVolume;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.volume = readResource(r, r.span()); break;
      case 18: m.addition = readResource(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.volume === undefined || m.addition === undefined) r.incomplete = true;
  return m;
}
export const Offer_Operation_GrowVolume: MessageType<Offer_Operation_GrowVolume> = new MessageType<Offer_Operation_GrowVolume>({
  typeName: 'mesos.v1.Offer.Operation.GrowVolume',
  fields: [
    { name: 'volume', number: 1, label: 'required', type: () => Resource },
    { name: 'addition', number: 2, label: 'required', type: () => Resource },
  ],
  write: writeOffer_Operation_GrowVolume,
  read: readOffer_Operation_GrowVolume,
});

export interface Offer_Operation_ShrinkVolume {
  volume: Resource;
  subtract: Value_Scalar;
}
function writeOffer_Operation_ShrinkVolume(w: Writer, m: Offer_Operation_ShrinkVolume): void {
  if (m.subtract !== undefined) { const size = w.size(); writeValue_Scalar(w, m.subtract); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.volume !== undefined) { const size = w.size(); writeResource(w, m.volume); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readOffer_Operation_ShrinkVolume(r: Reader, end: number): Offer_Operation_ShrinkVolume {
  const m = {} as Offer_Operation_ShrinkVolume;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.volume = readResource(r, r.span()); break;
      case 18: m.subtract = readValue_Scalar(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.volume === undefined || m.subtract === undefined) r.incomplete = true;
  return m;
}
export const Offer_Operation_ShrinkVolume: MessageType<Offer_Operation_ShrinkVolume> = new MessageType<Offer_Operation_ShrinkVolume>({
  typeName: 'mesos.v1.Offer.Operation.ShrinkVolume',
  fields: [
    { name: 'volume', number: 1, label: 'required', type: () => Resource },
    { name: 'subtract', number: 2, label: 'required', type: () => Value_Scalar },
  ],
  write: writeOffer_Operation_ShrinkVolume,
  read: readOffer_Operation_ShrinkVolume,
});

export interface Offer_Operation_CreateDisk {
  source: Resource;
  target_type: Resource_DiskInfo_Source_Type;
  target_profile?: string;
}
function writeOffer_Operation_CreateDisk(w: Writer, m: Offer_Operation_CreateDisk): void {
  if (m.target_profile !== undefined) { w.string(m.target_profile); w.byte(26); }
  if (m.target_type !== undefined) { w.int32(Resource_DiskInfo_Source_Type.numberOf(m.target_type)); w.byte(16); }
  else w.incomplete = true;
  if (m.source !== undefined) { const size = w.size(); writeResource(w, m.source); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readOffer_Operation_CreateDisk(r: Reader, end: number): Offer_Operation_CreateDisk {
  const m = {} as Offer_Operation_CreateDisk;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.source = readResource(r, r.span()); break;
      case 16: { const value = Resource_DiskInfo_Source_Type.nameOf(r.uint32()); if (value !== undefined) m.target_type = value; break; }
      case 26: m.target_profile = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.source === undefined || m.target_type === undefined) r.incomplete = true;
  return m;
}
export const Offer_Operation_CreateDisk: MessageType<Offer_Operation_CreateDisk> = new MessageType<Offer_Operation_CreateDisk>({
  typeName: 'mesos.v1.Offer.Operation.CreateDisk',
  fields: [
    { name: 'source', number: 1, label: 'required', type: () => Resource },
    { name: 'target_type', number: 2, label: 'required', type: Resource_DiskInfo_Source_Type },
    { name: 'target_profile', number: 3, label: 'optional', type: 'string' },
  ],
  write: writeOffer_Operation_CreateDisk,
  read: readOffer_Operation_CreateDisk,
});

export interface Offer_Operation_DestroyDisk {
  source: Resource;
}
function writeOffer_Operation_DestroyDisk(w: Writer, m: Offer_Operation_DestroyDisk): void {
  if (m.source !== undefined) { const size = w.size(); writeResource(w, m.source); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readOffer_Operation_DestroyDisk(r: Reader, end: number): Offer_Operation_DestroyDisk {
  const m = {} as Offer_Operation_DestroyDisk;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.source = readResource(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.source === undefined) r.incomplete = true;
  return m;
}
export const Offer_Operation_DestroyDisk: MessageType<Offer_Operation_DestroyDisk> = new MessageType<Offer_Operation_DestroyDisk>({
  typeName: 'mesos.v1.Offer.Operation.DestroyDisk',
  fields: [
    { name: 'source', number: 1, label: 'required', type: () => Resource },
  ],
  write: writeOffer_Operation_DestroyDisk,
  read: readOffer_Operation_DestroyDisk,
});

/** Asks a framework to leave a machine before its maintenance. */
export interface InverseOffer {
  id: OfferID;
  url?: URL;
  framework_id: FrameworkID;
  agent_id?: AgentID;
  unavailability: Unavailability;
  resources?: Resource[];
}
function writeInverseOffer(w: Writer, m: InverseOffer): void {
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(50);
    }
  }
  if (m.unavailability !== undefined) { const size = w.size(); writeUnavailability(w, m.unavailability); w.varint32(w.size() - size); w.byte(42); }
  else w.incomplete = true;
  if (m.agent_id !== undefined) { const size = w.size(); writeAgentID(w, m.agent_id); w.varint32(w.size() - size); w.byte(34); }
  if (m.framework_id !== undefined) { const size = w.size(); writeFrameworkID(w, m.framework_id); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.url !== undefined) { const size = w.size(); writeURL(w, m.url); w.varint32(w.size() - size); w.byte(18); }
  if (m.id !== undefined) { const size = w.size(); writeOfferID(w, m.id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readInverseOffer(r: Reader, end: number): InverseOffer {
  const m = {} as InverseOffer;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.id = readOfferID(r, r.span()); break;
      case 18: m.url = readURL(r, r.span()); break;
      case 26: m.framework_id = readFrameworkID(r, r.span()); break;
      case 34: m.agent_id = readAgentID(r, r.span()); break;
      case 42: m.unavailability = readUnavailability(r, r.span()); break;
      case 50: (m.resources ??= []).push(readResource(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.id === undefined || m.framework_id === undefined || m.unavailability === undefined) r.incomplete = true;
  return m;
}
export const InverseOffer: MessageType<InverseOffer> = new MessageType<InverseOffer>({
  typeName: 'mesos.v1.InverseOffer',
  fields: [
    { name: 'id', number: 1, label: 'required', type: () => OfferID },
    { name: 'url', number: 2, label: 'optional', type: () => URL },
    { name: 'framework_id', number: 3, label: 'required', type: () => FrameworkID },
    { name: 'agent_id', number: 4, label: 'optional', type: () => AgentID },
    { name: 'unavailability', number: 5, label: 'required', type: () => Unavailability },
    { name: 'resources', number: 6, label: 'repeated', type: () => Resource },
  ],
  write: writeInverseOffer,
  read: readInverseOffer,
});

/** A task as its framework describes it: exactly one of command and executor is set. */
export interface TaskInfo {
  name: string;
  task_id: TaskID;
  agent_id: AgentID;
  /** Taken out of the accepted offers. */
  resources?: Resource[];
  executor?: ExecutorInfo;
  /** For the executor alone. */
  data?: Uint8Array;
  command?: CommandInfo;
  health_check?: HealthCheck;
  container?: ContainerInfo;
  labels?: Labels;
  discovery?: DiscoveryInfo;
  kill_policy?: KillPolicy;
  check?: CheckInfo;
  /** Killed and failed when it runs for longer. */
  max_completion_time?: DurationInfo;
  /** Upper bounds by resource name, above `resources`; infinity is allowed. */
  limits?: Record<string, Value_Scalar>;
}
function writeTaskInfo(w: Writer, m: TaskInfo): void {
  if (m.limits !== undefined) {
    for (const [key, value] of Object.entries(m.limits).reverse()) {
      const entry = w.size();
      { const size = w.size(); writeValue_Scalar(w, value); w.varint32(w.size() - size); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(122);
    }
  }
  if (m.max_completion_time !== undefined) { const size = w.size(); writeDurationInfo(w, m.max_completion_time); w.varint32(w.size() - size); w.byte(114); }
  if (m.check !== undefined) { const size = w.size(); writeCheckInfo(w, m.check); w.varint32(w.size() - size); w.byte(106); }
  if (m.kill_policy !== undefined) { const size = w.size(); writeKillPolicy(w, m.kill_policy); w.varint32(w.size() - size); w.byte(98); }
  if (m.discovery !== undefined) { const size = w.size(); writeDiscoveryInfo(w, m.discovery); w.varint32(w.size() - size); w.byte(90); }
  if (m.labels !== undefined) { const size = w.size(); writeLabels(w, m.labels); w.varint32(w.size() - size); w.byte(82); }
  if (m.container !== undefined) { const size = w.size(); writeContainerInfo(w, m.container); w.varint32(w.size() - size); w.byte(74); }
  if (m.health_check !== undefined) { const size = w.size(); writeHealthCheck(w, m.health_check); w.varint32(w.size() - size); w.byte(66); }
  if (m.command !== undefined) { const size = w.size(); writeCommandInfo(w, m.command); w.varint32(w.size() - size); w.byte(58); }
  if (m.data !== undefined) { w.bytes(m.data); w.byte(50); }
  if (m.executor !== undefined) { const size = w.size(); writeExecutorInfo(w, m.executor); w.varint32(w.size() - size); w.byte(42); }
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.agent_id !== undefined) { const size = w.size(); writeAgentID(w, m.agent_id); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.task_id !== undefined) { const size = w.size(); writeTaskID(w, m.task_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readTaskInfo(r: Reader, end: number): TaskInfo {
  const m = {} as TaskInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 18: m.task_id = readTaskID(r, r.span()); break;
      case 26: m.agent_id = readAgentID(r, r.span()); break;
      case 34: (m.resources ??= []).push(readResource(r, r.span())); break;
      case 42: m.executor = readExecutorInfo(r, r.span()); break;
      case 50: m.data = r.bytes(); break;
      case 58: m.command = readCommandInfo(r, r.span()); break;
      case 66: m.health_check = readHealthCheck(r, r.span()); break;
      case 74: m.container = readContainerInfo(r, r.span()); break;
      case 82: m.labels = readLabels(r, r.span()); break;
      case 90: m.discovery = readDiscoveryInfo(r, r.span()); break;
      case 98: m.kill_policy = readKillPolicy(r, r.span()); break;
      case 106: m.check = readCheckInfo(r, r.span()); break;
      case 114: m.max_completion_time = readDurationInfo(r, r.span()); break;
      case 122: {
        const stop = r.span(); let key = ''; let value: Value_Scalar | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = readValue_Scalar(r, r.span()); else r.skip(inner); }
        r.close(stop); value ??= Value_Scalar.read(r, r.pos);
        Object.defineProperty(m.limits ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined || m.task_id === undefined || m.agent_id === undefined) r.incomplete = true;
  return m;
}
export const TaskInfo: MessageType<TaskInfo> = new MessageType<TaskInfo>({
  typeName: 'mesos.v1.TaskInfo',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'task_id', number: 2, label: 'required', type: () => TaskID },
    { name: 'agent_id', number: 3, label: 'required', type: () => AgentID },
    { name: 'resources', number: 4, label: 'repeated', type: () => Resource },
    { name: 'executor', number: 5, label: 'optional', type: () => ExecutorInfo },
    { name: 'data', number: 6, label: 'optional', type: 'bytes' },
    { name: 'command', number: 7, label: 'optional', type: () => CommandInfo },
    { name: 'health_check', number: 8, label: 'optional', type: () => HealthCheck },
    { name: 'container', number: 9, label: 'optional', type: () => ContainerInfo },
    { name: 'labels', number: 10, label: 'optional', type: () => Labels },
    { name: 'discovery', number: 11, label: 'optional', type: () => DiscoveryInfo },
    { name: 'kill_policy', number: 12, label: 'optional', type: () => KillPolicy },
    { name: 'check', number: 13, label: 'optional', type: () => CheckInfo },
    { name: 'max_completion_time', number: 14, label: 'optional', type: () => DurationInfo },
    { name: 'limits', number: 15, label: 'map', type: () => Value_Scalar },
  ],
  write: writeTaskInfo,
  read: readTaskInfo,
});

/** Tasks of a pod: launched together, and when one fails all end. */
export interface TaskGroupInfo {
  tasks?: TaskInfo[];
}
function writeTaskGroupInfo(w: Writer, m: TaskGroupInfo): void {
  if (m.tasks !== undefined) {
    for (let i = m.tasks.length - 1; i >= 0; i--) {
      const value = m.tasks[i]!;
      const size = w.size(); writeTaskInfo(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readTaskGroupInfo(r: Reader, end: number): TaskGroupInfo {
  const m = {} as TaskGroupInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.tasks ??= []).push(readTaskInfo(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const TaskGroupInfo: MessageType<TaskGroupInfo> = new MessageType<TaskGroupInfo>({
  typeName: 'mesos.v1.TaskGroupInfo',
  fields: [
    { name: 'tasks', number: 1, label: 'repeated', type: () => TaskInfo },
  ],
  write: writeTaskGroupInfo,
  read: readTaskGroupInfo,
});

/** A task as master and agent remember it. */
export interface Task {
  name: string;
  task_id: TaskID;
  framework_id: FrameworkID;
  /** Absent for command tasks: their executor is the agent's own affair. */
  executor_id?: ExecutorID;
  agent_id: AgentID;
  /** Where it is by now. */
  state: TaskState;
  resources?: Resource[];
  /** The latest status of each state that it was in. */
  statuses?: TaskStatus[];
  /** What the framework was told last. */
  status_update_state?: TaskState;
  /** Of that update; its acknowledgement names it. */
  status_update_uuid?: Uint8Array;
  labels?: Labels;
  discovery?: DiscoveryInfo;
  container?: ContainerInfo;
  user?: string;
  health_check?: HealthCheck;
  kill_policy?: KillPolicy;
  limits?: Record<string, Value_Scalar>;
}
function writeTask(w: Writer, m: Task): void {
  if (m.limits !== undefined) {
    for (const [key, value] of Object.entries(m.limits).reverse()) {
      const entry = w.size();
      { const size = w.size(); writeValue_Scalar(w, value); w.varint32(w.size() - size); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.varint32(138);
    }
  }
  if (m.kill_policy !== undefined) { const size = w.size(); writeKillPolicy(w, m.kill_policy); w.varint32(w.size() - size); w.varint32(130); }
  if (m.health_check !== undefined) { const size = w.size(); writeHealthCheck(w, m.health_check); w.varint32(w.size() - size); w.byte(122); }
  if (m.user !== undefined) { w.string(m.user); w.byte(114); }
  if (m.container !== undefined) { const size = w.size(); writeContainerInfo(w, m.container); w.varint32(w.size() - size); w.byte(106); }
  if (m.discovery !== undefined) { const size = w.size(); writeDiscoveryInfo(w, m.discovery); w.varint32(w.size() - size); w.byte(98); }
  if (m.labels !== undefined) { const size = w.size(); writeLabels(w, m.labels); w.varint32(w.size() - size); w.byte(90); }
  if (m.status_update_uuid !== undefined) { w.bytes(m.status_update_uuid); w.byte(82); }
  if (m.status_update_state !== undefined) { w.int32(TaskState.numberOf(m.status_update_state)); w.byte(72); }
  if (m.statuses !== undefined) {
    for (let i = m.statuses.length - 1; i >= 0; i--) {
      const value = m.statuses[i]!;
      const size = w.size(); writeTaskStatus(w, value); w.varint32(w.size() - size); w.byte(66);
    }
  }
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(58);
    }
  }
  if (m.state !== undefined) { w.int32(TaskState.numberOf(m.state)); w.byte(48); }
  else w.incomplete = true;
  if (m.agent_id !== undefined) { const size = w.size(); writeAgentID(w, m.agent_id); w.varint32(w.size() - size); w.byte(42); }
  else w.incomplete = true;
  if (m.executor_id !== undefined) { const size = w.size(); writeExecutorID(w, m.executor_id); w.varint32(w.size() - size); w.byte(34); }
  if (m.framework_id !== undefined) { const size = w.size(); writeFrameworkID(w, m.framework_id); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.task_id !== undefined) { const size = w.size(); writeTaskID(w, m.task_id); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readTask(r: Reader, end: number): Task {
  const m = {} as Task;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 18: m.task_id = readTaskID(r, r.span()); break;
      case 26: m.framework_id = readFrameworkID(r, r.span()); break;
      case 34: m.executor_id = readExecutorID(r, r.span()); break;
      case 42: m.agent_id = readAgentID(r, r.span()); break;
      case 48: { const value = TaskState.nameOf(r.uint32()); if (value !== undefined) m.state = value; break; }
      case 58: (m.resources ??= []).push(readResource(r, r.span())); break;
      case 66: (m.statuses ??= []).push(readTaskStatus(r, r.span())); break;
      case 72: { const value = TaskState.nameOf(r.uint32()); if (value !== undefined) m.status_update_state = value; break; }
      case 82: m.status_update_uuid = r.bytes(); break;
      case 90: m.labels = readLabels(r, r.span()); break;
      case 98: m.discovery = readDiscoveryInfo(r, r.span()); break;
      case 106: m.container = readContainerInfo(r, r.span()); break;
      case 114: m.user = r.string(); break;
      case 122: m.health_check = readHealthCheck(r, r.span()); break;
      case 130: m.kill_policy = readKillPolicy(r, r.span()); break;
      case 138: {
        const stop = r.span(); let key = ''; let value: Value_Scalar | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = readValue_Scalar(r, r.span()); else r.skip(inner); }
        r.close(stop); value ??= Value_Scalar.read(r, r.pos);
        Object.defineProperty(m.limits ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined || m.task_id === undefined || m.framework_id === undefined || m.agent_id === undefined || m.state === undefined) r.incomplete = true;
  return m;
}
export const Task: MessageType<Task> = new MessageType<Task>({
  typeName: 'mesos.v1.Task',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'task_id', number: 2, label: 'required', type: () => TaskID },
    { name: 'framework_id', number: 3, label: 'required', type: () => FrameworkID },
    { name: 'executor_id', number: 4, label: 'optional', type: () => ExecutorID },
    { name: 'agent_id', number: 5, label: 'required', type: () => AgentID },
    { name: 'state', number: 6, label: 'required', type: TaskState },
    { name: 'resources', number: 7, label: 'repeated', type: () => Resource },
    { name: 'statuses', number: 8, label: 'repeated', type: () => TaskStatus },
    { name: 'status_update_state', number: 9, label: 'optional', type: TaskState },
    { name: 'status_update_uuid', number: 10, label: 'optional', type: 'bytes' },
    { name: 'labels', number: 11, label: 'optional', type: () => Labels },
    { name: 'discovery', number: 12, label: 'optional', type: () => DiscoveryInfo },
    { name: 'container', number: 13, label: 'optional', type: () => ContainerInfo },
    { name: 'user', number: 14, label: 'optional', type: 'string' },
    { name: 'health_check', number: 15, label: 'optional', type: () => HealthCheck },
    { name: 'kill_policy', number: 16, label: 'optional', type: () => KillPolicy },
    { name: 'limits', number: 17, label: 'map', type: () => Value_Scalar },
  ],
  write: writeTask,
  read: readTask,
});

/** The resources whose limit ended the task. */
export interface TaskResourceLimitation {
  resources?: Resource[];
}
function writeTaskResourceLimitation(w: Writer, m: TaskResourceLimitation): void {
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readTaskResourceLimitation(r: Reader, end: number): TaskResourceLimitation {
  const m = {} as TaskResourceLimitation;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.resources ??= []).push(readResource(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const TaskResourceLimitation: MessageType<TaskResourceLimitation> = new MessageType<TaskResourceLimitation>({
  typeName: 'mesos.v1.TaskResourceLimitation',
  fields: [
    { name: 'resources', number: 1, label: 'repeated', type: () => Resource },
  ],
  write: writeTaskResourceLimitation,
  read: readTaskResourceLimitation,
});

/** 16 bytes. */
export interface UUID {
  value: Uint8Array;
}
function writeUUID(w: Writer, m: UUID): void {
  if (m.value !== undefined) { w.bytes(m.value); w.byte(10); }
  else w.incomplete = true;
}
function readUUID(r: Reader, end: number): UUID {
  const m = {} as UUID;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.value = r.bytes(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.value === undefined) r.incomplete = true;
  return m;
}
export const UUID: MessageType<UUID> = new MessageType<UUID>({
  typeName: 'mesos.v1.UUID',
  fields: [
    { name: 'value', number: 1, label: 'required', type: 'bytes' },
  ],
  write: writeUUID,
  read: readUUID,
});

/** An operation on resources, as master and agent remember it. */
export interface Operation {
  framework_id?: FrameworkID;
  agent_id?: AgentID;
  info: Offer_Operation;
  latest_status: OperationStatus;
  statuses?: OperationStatus[];
  uuid: UUID;
}
function writeOperation(w: Writer, m: Operation): void {
  if (m.uuid !== undefined) { const size = w.size(); writeUUID(w, m.uuid); w.varint32(w.size() - size); w.byte(50); }
  else w.incomplete = true;
  if (m.statuses !== undefined) {
    for (let i = m.statuses.length - 1; i >= 0; i--) {
      const value = m.statuses[i]!;
      const size = w.size(); writeOperationStatus(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.latest_status !== undefined) { const size = w.size(); writeOperationStatus(w, m.latest_status); w.varint32(w.size() - size); w.byte(34); }
  else w.incomplete = true;
  if (m.info !== undefined) { const size = w.size(); writeOffer_Operation(w, m.info); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.agent_id !== undefined) { const size = w.size(); writeAgentID(w, m.agent_id); w.varint32(w.size() - size); w.byte(18); }
  if (m.framework_id !== undefined) { const size = w.size(); writeFrameworkID(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
}
function readOperation(r: Reader, end: number): Operation {
  const m = {} as Operation;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = readFrameworkID(r, r.span()); break;
      case 18: m.agent_id = readAgentID(r, r.span()); break;
      case 26: m.info = readOffer_Operation(r, r.span()); break;
      case 34: m.latest_status = readOperationStatus(r, r.span()); break;
      case 42: (m.statuses ??= []).push(readOperationStatus(r, r.span())); break;
      case 50: m.uuid = readUUID(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.info === undefined || m.latest_status === undefined || m.uuid === undefined) r.incomplete = true;
  return m;
}
export const Operation: MessageType<Operation> = new MessageType<Operation>({
  typeName: 'mesos.v1.Operation',
  fields: [
    { name: 'framework_id', number: 1, label: 'optional', type: () => FrameworkID },
    { name: 'agent_id', number: 2, label: 'optional', type: () => AgentID },
    { name: 'info', number: 3, label: 'required', type: () => Offer_Operation },
    { name: 'latest_status', number: 4, label: 'required', type: () => OperationStatus },
    { name: 'statuses', number: 5, label: 'repeated', type: () => OperationStatus },
    { name: 'uuid', number: 6, label: 'required', type: () => UUID },
  ],
  write: writeOperation,
  read: readOperation,
});

/** What became of an operation. */
export interface OperationStatus {
  operation_id?: OperationID;
  state: OperationState;
  message?: string;
  /** What it made, once finished. */
  converted_resources?: Resource[];
  /** Present when it has to be acknowledged. */
  uuid?: UUID;
  agent_id?: AgentID;
  resource_provider_id?: ResourceProviderID;
}
function writeOperationStatus(w: Writer, m: OperationStatus): void {
  if (m.resource_provider_id !== undefined) { const size = w.size(); writeResourceProviderID(w, m.resource_provider_id); w.varint32(w.size() - size); w.byte(58); }
  if (m.agent_id !== undefined) { const size = w.size(); writeAgentID(w, m.agent_id); w.varint32(w.size() - size); w.byte(50); }
  if (m.uuid !== undefined) { const size = w.size(); writeUUID(w, m.uuid); w.varint32(w.size() - size); w.byte(42); }
  if (m.converted_resources !== undefined) {
    for (let i = m.converted_resources.length - 1; i >= 0; i--) {
      const value = m.converted_resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.message !== undefined) { w.string(m.message); w.byte(26); }
  if (m.state !== undefined) { w.int32(OperationState.numberOf(m.state)); w.byte(16); }
  else w.incomplete = true;
  if (m.operation_id !== undefined) { const size = w.size(); writeOperationID(w, m.operation_id); w.varint32(w.size() - size); w.byte(10); }
}
function readOperationStatus(r: Reader, end: number): OperationStatus {
  const m = {} as OperationStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.operation_id = readOperationID(r, r.span()); break;
      case 16: { const value = OperationState.nameOf(r.uint32()); if (value !== undefined) m.state = value; break; }
      case 26: m.message = r.string(); break;
      case 34: (m.converted_resources ??= []).push(readResource(r, r.span())); break;
      case 42: m.uuid = readUUID(r, r.span()); break;
      case 50: m.agent_id = readAgentID(r, r.span()); break;
      case 58: m.resource_provider_id = readResourceProviderID(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.state === undefined) r.incomplete = true;
  return m;
}
export const OperationStatus: MessageType<OperationStatus> = new MessageType<OperationStatus>({
  typeName: 'mesos.v1.OperationStatus',
  fields: [
    { name: 'operation_id', number: 1, label: 'optional', type: () => OperationID },
    { name: 'state', number: 2, label: 'required', type: OperationState },
    { name: 'message', number: 3, label: 'optional', type: 'string' },
    { name: 'converted_resources', number: 4, label: 'repeated', type: () => Resource },
    { name: 'uuid', number: 5, label: 'optional', type: () => UUID },
    { name: 'agent_id', number: 6, label: 'optional', type: () => AgentID },
    { name: 'resource_provider_id', number: 7, label: 'optional', type: () => ResourceProviderID },
  ],
  write: writeOperationStatus,
  read: readOperationStatus,
});

/** Result of a check; an empty part means that there is none yet. */
export interface CheckStatusInfo {
  type?: CheckInfo_Type;
  command?: CheckStatusInfo_Command;
  http?: CheckStatusInfo_Http;
  tcp?: CheckStatusInfo_Tcp;
}
function writeCheckStatusInfo(w: Writer, m: CheckStatusInfo): void {
  if (m.tcp !== undefined) { const size = w.size(); writeCheckStatusInfo_Tcp(w, m.tcp); w.varint32(w.size() - size); w.byte(34); }
  if (m.http !== undefined) { const size = w.size(); writeCheckStatusInfo_Http(w, m.http); w.varint32(w.size() - size); w.byte(26); }
  if (m.command !== undefined) { const size = w.size(); writeCheckStatusInfo_Command(w, m.command); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(CheckInfo_Type.numberOf(m.type)); w.byte(8); }
}
function readCheckStatusInfo(r: Reader, end: number): CheckStatusInfo {
  const m = {} as CheckStatusInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = CheckInfo_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.command = readCheckStatusInfo_Command(r, r.span()); break;
      case 26: m.http = readCheckStatusInfo_Http(r, r.span()); break;
      case 34: m.tcp = readCheckStatusInfo_Tcp(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CheckStatusInfo: MessageType<CheckStatusInfo> = new MessageType<CheckStatusInfo>({
  typeName: 'mesos.v1.CheckStatusInfo',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: CheckInfo_Type },
    { name: 'command', number: 2, label: 'optional', type: () => CheckStatusInfo_Command },
    { name: 'http', number: 3, label: 'optional', type: () => CheckStatusInfo_Http },
    { name: 'tcp', number: 4, label: 'optional', type: () => CheckStatusInfo_Tcp },
  ],
  write: writeCheckStatusInfo,
  read: readCheckStatusInfo,
});

export interface CheckStatusInfo_Command {
  exit_code?: number;
}
function writeCheckStatusInfo_Command(w: Writer, m: CheckStatusInfo_Command): void {
  if (m.exit_code !== undefined) { w.int32(m.exit_code); w.byte(8); }
}
function readCheckStatusInfo_Command(r: Reader, end: number): CheckStatusInfo_Command {
  const m = {} as CheckStatusInfo_Command;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.exit_code = r.int32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CheckStatusInfo_Command: MessageType<CheckStatusInfo_Command> = new MessageType<CheckStatusInfo_Command>({
  typeName: 'mesos.v1.CheckStatusInfo.Command',
  fields: [
    { name: 'exit_code', number: 1, label: 'optional', type: 'int32' },
  ],
  write: writeCheckStatusInfo_Command,
  read: readCheckStatusInfo_Command,
});

export interface CheckStatusInfo_Http {
  status_code?: number;
}
function writeCheckStatusInfo_Http(w: Writer, m: CheckStatusInfo_Http): void {
  if (m.status_code !== undefined) { w.uint32(m.status_code); w.byte(8); }
}
function readCheckStatusInfo_Http(r: Reader, end: number): CheckStatusInfo_Http {
  const m = {} as CheckStatusInfo_Http;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.status_code = r.uint32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CheckStatusInfo_Http: MessageType<CheckStatusInfo_Http> = new MessageType<CheckStatusInfo_Http>({
  typeName: 'mesos.v1.CheckStatusInfo.Http',
  fields: [
    { name: 'status_code', number: 1, label: 'optional', type: 'uint32' },
  ],
  write: writeCheckStatusInfo_Http,
  read: readCheckStatusInfo_Http,
});

export interface CheckStatusInfo_Tcp {
  succeeded?: boolean;
}
function writeCheckStatusInfo_Tcp(w: Writer, m: CheckStatusInfo_Tcp): void {
  if (m.succeeded !== undefined) { w.bool(m.succeeded); w.byte(8); }
}
function readCheckStatusInfo_Tcp(r: Reader, end: number): CheckStatusInfo_Tcp {
  const m = {} as CheckStatusInfo_Tcp;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.succeeded = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CheckStatusInfo_Tcp: MessageType<CheckStatusInfo_Tcp> = new MessageType<CheckStatusInfo_Tcp>({
  typeName: 'mesos.v1.CheckStatusInfo.Tcp',
  fields: [
    { name: 'succeeded', number: 1, label: 'optional', type: 'bool' },
  ],
  write: writeCheckStatusInfo_Tcp,
  read: readCheckStatusInfo_Tcp,
});

/** What became of a task; carries a uuid when it has to be acknowledged. */
export interface TaskStatus {
  task_id: TaskID;
  state: TaskState;
  /** From the executor for the scheduler; not kept. */
  data?: Uint8Array;
  /** For people. */
  message?: string;
  agent_id?: AgentID;
  /** Seconds since the Unix epoch, by the clock of who made it. */
  timestamp?: number;
  executor_id?: ExecutorID;
  /** Only for tasks with a health check. */
  healthy?: boolean;
  /** Who says so. */
  source?: TaskStatus_Source;
  reason?: TaskStatus_Reason;
  /** Present: to be acknowledged with it. Absent: what the master says by itself. */
  uuid?: Uint8Array;
  labels?: Labels;
  container_status?: ContainerStatus;
  /** Since when its agent has not been heard of. */
  unreachable_time?: TimeInfo;
  check_status?: CheckStatusInfo;
  /** With REASON_CONTAINER_LIMITATION and its kin. */
  limitation?: TaskResourceLimitation;
}
function writeTaskStatus(w: Writer, m: TaskStatus): void {
  if (m.limitation !== undefined) { const size = w.size(); writeTaskResourceLimitation(w, m.limitation); w.varint32(w.size() - size); w.varint32(130); }
  if (m.check_status !== undefined) { const size = w.size(); writeCheckStatusInfo(w, m.check_status); w.varint32(w.size() - size); w.byte(122); }
  if (m.unreachable_time !== undefined) { const size = w.size(); writeTimeInfo(w, m.unreachable_time); w.varint32(w.size() - size); w.byte(114); }
  if (m.container_status !== undefined) { const size = w.size(); writeContainerStatus(w, m.container_status); w.varint32(w.size() - size); w.byte(106); }
  if (m.labels !== undefined) { const size = w.size(); writeLabels(w, m.labels); w.varint32(w.size() - size); w.byte(98); }
  if (m.uuid !== undefined) { w.bytes(m.uuid); w.byte(90); }
  if (m.reason !== undefined) { w.int32(TaskStatus_Reason.numberOf(m.reason)); w.byte(80); }
  if (m.source !== undefined) { w.int32(TaskStatus_Source.numberOf(m.source)); w.byte(72); }
  if (m.healthy !== undefined) { w.bool(m.healthy); w.byte(64); }
  if (m.executor_id !== undefined) { const size = w.size(); writeExecutorID(w, m.executor_id); w.varint32(w.size() - size); w.byte(58); }
  if (m.timestamp !== undefined) { w.double(m.timestamp); w.byte(49); }
  if (m.agent_id !== undefined) { const size = w.size(); writeAgentID(w, m.agent_id); w.varint32(w.size() - size); w.byte(42); }
  if (m.message !== undefined) { w.string(m.message); w.byte(34); }
  if (m.data !== undefined) { w.bytes(m.data); w.byte(26); }
  if (m.state !== undefined) { w.int32(TaskState.numberOf(m.state)); w.byte(16); }
  else w.incomplete = true;
  if (m.task_id !== undefined) { const size = w.size(); writeTaskID(w, m.task_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readTaskStatus(r: Reader, end: number): TaskStatus {
  const m = {} as TaskStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.task_id = readTaskID(r, r.span()); break;
      case 16: { const value = TaskState.nameOf(r.uint32()); if (value !== undefined) m.state = value; break; }
      case 26: m.data = r.bytes(); break;
      case 34: m.message = r.string(); break;
      case 42: m.agent_id = readAgentID(r, r.span()); break;
      case 49: m.timestamp = r.double(); break;
      case 58: m.executor_id = readExecutorID(r, r.span()); break;
      case 64: m.healthy = r.bool(); break;
      case 72: { const value = TaskStatus_Source.nameOf(r.uint32()); if (value !== undefined) m.source = value; break; }
      case 80: { const value = TaskStatus_Reason.nameOf(r.uint32()); if (value !== undefined) m.reason = value; break; }
      case 90: m.uuid = r.bytes(); break;
      case 98: m.labels = readLabels(r, r.span()); break;
      case 106: m.container_status = readContainerStatus(r, r.span()); break;
      case 114: m.unreachable_time = readTimeInfo(r, r.span()); break;
      case 122: m.check_status = readCheckStatusInfo(r, r.span()); break;
      case 130: m.limitation = readTaskResourceLimitation(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.task_id === undefined || m.state === undefined) r.incomplete = true;
  return m;
}
export const TaskStatus: MessageType<TaskStatus> = new MessageType<TaskStatus>({
  typeName: 'mesos.v1.TaskStatus',
  fields: [
    { name: 'task_id', number: 1, label: 'required', type: () => TaskID },
    { name: 'state', number: 2, label: 'required', type: TaskState },
    { name: 'data', number: 3, label: 'optional', type: 'bytes' },
    { name: 'message', number: 4, label: 'optional', type: 'string' },
    { name: 'agent_id', number: 5, label: 'optional', type: () => AgentID },
    { name: 'timestamp', number: 6, label: 'optional', type: 'double' },
    { name: 'executor_id', number: 7, label: 'optional', type: () => ExecutorID },
    { name: 'healthy', number: 8, label: 'optional', type: 'bool' },
    { name: 'source', number: 9, label: 'optional', type: TaskStatus_Source },
    { name: 'reason', number: 10, label: 'optional', type: TaskStatus_Reason },
    { name: 'uuid', number: 11, label: 'optional', type: 'bytes' },
    { name: 'labels', number: 12, label: 'optional', type: () => Labels },
    { name: 'container_status', number: 13, label: 'optional', type: () => ContainerStatus },
    { name: 'unreachable_time', number: 14, label: 'optional', type: () => TimeInfo },
    { name: 'check_status', number: 15, label: 'optional', type: () => CheckStatusInfo },
    { name: 'limitation', number: 16, label: 'optional', type: () => TaskResourceLimitation },
  ],
  write: writeTaskStatus,
  read: readTaskStatus,
});

/** How long (seconds) the refused resources shall not be offered to this framework again. */
export interface Filters {
  /** Default: 5. */
  refuse_seconds?: number;
}
function writeFilters(w: Writer, m: Filters): void {
  if (m.refuse_seconds !== undefined) { w.double(m.refuse_seconds); w.byte(9); }
}
function readFilters(r: Reader, end: number): Filters {
  const m = {} as Filters;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.refuse_seconds = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Filters: MessageType<Filters> = new MessageType<Filters>({
  typeName: 'mesos.v1.Filters',
  fields: [
    { name: 'refuse_seconds', number: 1, label: 'optional', type: 'double', default: 5 },
  ],
  write: writeFilters,
  read: readFilters,
});

export interface Environment {
  variables?: Environment_Variable[];
}
function writeEnvironment(w: Writer, m: Environment): void {
  if (m.variables !== undefined) {
    for (let i = m.variables.length - 1; i >= 0; i--) {
      const value = m.variables[i]!;
      const size = w.size(); writeEnvironment_Variable(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readEnvironment(r: Reader, end: number): Environment {
  const m = {} as Environment;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.variables ??= []).push(readEnvironment_Variable(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Environment: MessageType<Environment> = new MessageType<Environment>({
  typeName: 'mesos.v1.Environment',
  fields: [
    { name: 'variables', number: 1, label: 'repeated', type: () => Environment_Variable },
  ],
  write: writeEnvironment,
  read: readEnvironment,
});

export interface Environment_Variable {
  name: string;
  /** Of variables of type VALUE. */
  value?: string;
  /** Default: VALUE. */
  type?: Environment_Variable_Type;
  /** Of variables of type SECRET. */
  secret?: Secret;
}
function writeEnvironment_Variable(w: Writer, m: Environment_Variable): void {
  if (m.secret !== undefined) { const size = w.size(); writeSecret(w, m.secret); w.varint32(w.size() - size); w.byte(34); }
  if (m.type !== undefined) { w.int32(Environment_Variable_Type.numberOf(m.type)); w.byte(24); }
  if (m.value !== undefined) { w.string(m.value); w.byte(18); }
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readEnvironment_Variable(r: Reader, end: number): Environment_Variable {
  const m = {} as Environment_Variable;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 18: m.value = r.string(); break;
      case 24: { const value = Environment_Variable_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 34: m.secret = readSecret(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined) r.incomplete = true;
  return m;
}
export const Environment_Variable: MessageType<Environment_Variable> = new MessageType<Environment_Variable>({
  typeName: 'mesos.v1.Environment.Variable',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'value', number: 2, label: 'optional', type: 'string' },
    { name: 'type', number: 3, label: 'optional', type: Environment_Variable_Type, default: "VALUE" },
    { name: 'secret', number: 4, label: 'optional', type: () => Secret },
  ],
  write: writeEnvironment_Variable,
  read: readEnvironment_Variable,
});

export interface Parameter {
  key: string;
  value: string;
}
function writeParameter(w: Writer, m: Parameter): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(18); }
  else w.incomplete = true;
  if (m.key !== undefined) { w.string(m.key); w.byte(10); }
  else w.incomplete = true;
}
function readParameter(r: Reader, end: number): Parameter {
  const m = {} as Parameter;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.key = r.string(); break;
      case 18: m.value = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.key === undefined || m.value === undefined) r.incomplete = true;
  return m;
}
export const Parameter: MessageType<Parameter> = new MessageType<Parameter>({
  typeName: 'mesos.v1.Parameter',
  fields: [
    { name: 'key', number: 1, label: 'required', type: 'string' },
    { name: 'value', number: 2, label: 'required', type: 'string' },
  ],
  write: writeParameter,
  read: readParameter,
});

export interface Parameters {
  parameter?: Parameter[];
}
function writeParameters(w: Writer, m: Parameters): void {
  if (m.parameter !== undefined) {
    for (let i = m.parameter.length - 1; i >= 0; i--) {
      const value = m.parameter[i]!;
      const size = w.size(); writeParameter(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readParameters(r: Reader, end: number): Parameters {
  const m = {} as Parameters;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.parameter ??= []).push(readParameter(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Parameters: MessageType<Parameters> = new MessageType<Parameters>({
  typeName: 'mesos.v1.Parameters',
  fields: [
    { name: 'parameter', number: 1, label: 'repeated', type: () => Parameter },
  ],
  write: writeParameters,
  read: readParameters,
});

/** A name and a password. */
export interface Credential {
  principal: string;
  secret?: string;
}
function writeCredential(w: Writer, m: Credential): void {
  if (m.secret !== undefined) { w.string(m.secret); w.byte(18); }
  if (m.principal !== undefined) { w.string(m.principal); w.byte(10); }
  else w.incomplete = true;
}
function readCredential(r: Reader, end: number): Credential {
  const m = {} as Credential;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.principal = r.string(); break;
      case 18: m.secret = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.principal === undefined) r.incomplete = true;
  return m;
}
export const Credential: MessageType<Credential> = new MessageType<Credential>({
  typeName: 'mesos.v1.Credential',
  fields: [
    { name: 'principal', number: 1, label: 'required', type: 'string' },
    { name: 'secret', number: 2, label: 'optional', type: 'string' },
  ],
  write: writeCredential,
  read: readCredential,
});

export interface Credentials {
  credentials?: Credential[];
}
function writeCredentials(w: Writer, m: Credentials): void {
  if (m.credentials !== undefined) {
    for (let i = m.credentials.length - 1; i >= 0; i--) {
      const value = m.credentials[i]!;
      const size = w.size(); writeCredential(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCredentials(r: Reader, end: number): Credentials {
  const m = {} as Credentials;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.credentials ??= []).push(readCredential(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Credentials: MessageType<Credentials> = new MessageType<Credentials>({
  typeName: 'mesos.v1.Credentials',
  fields: [
    { name: 'credentials', number: 1, label: 'repeated', type: () => Credential },
  ],
  write: writeCredentials,
  read: readCredentials,
});

/** A secret by name, or by value. */
export interface Secret {
  type?: Secret_Type;
  reference?: Secret_Reference;
  value?: Secret_Value;
}
function writeSecret(w: Writer, m: Secret): void {
  if (m.value !== undefined) { const size = w.size(); writeSecret_Value(w, m.value); w.varint32(w.size() - size); w.byte(26); }
  if (m.reference !== undefined) { const size = w.size(); writeSecret_Reference(w, m.reference); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Secret_Type.numberOf(m.type)); w.byte(8); }
}
function readSecret(r: Reader, end: number): Secret {
  const m = {} as Secret;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Secret_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.reference = readSecret_Reference(r, r.span()); break;
      case 26: m.value = readSecret_Value(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Secret: MessageType<Secret> = new MessageType<Secret>({
  typeName: 'mesos.v1.Secret',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Secret_Type },
    { name: 'reference', number: 2, label: 'optional', type: () => Secret_Reference },
    { name: 'value', number: 3, label: 'optional', type: () => Secret_Value },
  ],
  write: writeSecret,
  read: readSecret,
});

export interface Secret_Reference {
  name: string;
  key?: string;
}
function writeSecret_Reference(w: Writer, m: Secret_Reference): void {
  if (m.key !== undefined) { w.string(m.key); w.byte(18); }
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readSecret_Reference(r: Reader, end: number): Secret_Reference {
  const m = {} as Secret_Reference;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 18: m.key = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined) r.incomplete = true;
  return m;
}
export const Secret_Reference: MessageType<Secret_Reference> = new MessageType<Secret_Reference>({
  typeName: 'mesos.v1.Secret.Reference',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'key', number: 2, label: 'optional', type: 'string' },
  ],
  write: writeSecret_Reference,
  read: readSecret_Reference,
});

export interface Secret_Value {
  data: Uint8Array;
}
function writeSecret_Value(w: Writer, m: Secret_Value): void {
  if (m.data !== undefined) { w.bytes(m.data); w.byte(10); }
  else w.incomplete = true;
}
function readSecret_Value(r: Reader, end: number): Secret_Value {
  const m = {} as Secret_Value;
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
export const Secret_Value: MessageType<Secret_Value> = new MessageType<Secret_Value>({
  typeName: 'mesos.v1.Secret.Value',
  fields: [
    { name: 'data', number: 1, label: 'required', type: 'bytes' },
  ],
  write: writeSecret_Value,
  read: readSecret_Value,
});

/** How many messages a framework's principal may send. */
export interface RateLimit {
  /** Per second; absent means any number. */
  qps?: number;
  principal: string;
  /** Messages that may wait; one more ends the framework. */
  capacity?: Long;
}
function writeRateLimit(w: Writer, m: RateLimit): void {
  if (m.capacity !== undefined) { w.uint64(m.capacity); w.byte(24); }
  if (m.principal !== undefined) { w.string(m.principal); w.byte(18); }
  else w.incomplete = true;
  if (m.qps !== undefined) { w.double(m.qps); w.byte(9); }
}
function readRateLimit(r: Reader, end: number): RateLimit {
  const m = {} as RateLimit;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.qps = r.double(); break;
      case 18: m.principal = r.string(); break;
      case 24: m.capacity = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.principal === undefined) r.incomplete = true;
  return m;
}
export const RateLimit: MessageType<RateLimit> = new MessageType<RateLimit>({
  typeName: 'mesos.v1.RateLimit',
  fields: [
    { name: 'qps', number: 1, label: 'optional', type: 'double' },
    { name: 'principal', number: 2, label: 'required', type: 'string' },
    { name: 'capacity', number: 3, label: 'optional', type: 'uint64' },
  ],
  write: writeRateLimit,
  read: readRateLimit,
});

export interface RateLimits {
  limits?: RateLimit[];
  aggregate_default_qps?: number;
  aggregate_default_capacity?: Long;
}
function writeRateLimits(w: Writer, m: RateLimits): void {
  if (m.aggregate_default_capacity !== undefined) { w.uint64(m.aggregate_default_capacity); w.byte(24); }
  if (m.aggregate_default_qps !== undefined) { w.double(m.aggregate_default_qps); w.byte(17); }
  if (m.limits !== undefined) {
    for (let i = m.limits.length - 1; i >= 0; i--) {
      const value = m.limits[i]!;
      const size = w.size(); writeRateLimit(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readRateLimits(r: Reader, end: number): RateLimits {
  const m = {} as RateLimits;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.limits ??= []).push(readRateLimit(r, r.span())); break;
      case 17: m.aggregate_default_qps = r.double(); break;
      case 24: m.aggregate_default_capacity = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const RateLimits: MessageType<RateLimits> = new MessageType<RateLimits>({
  typeName: 'mesos.v1.RateLimits',
  fields: [
    { name: 'limits', number: 1, label: 'repeated', type: () => RateLimit },
    { name: 'aggregate_default_qps', number: 2, label: 'optional', type: 'double' },
    { name: 'aggregate_default_capacity', number: 3, label: 'optional', type: 'uint64' },
  ],
  write: writeRateLimits,
  read: readRateLimits,
});

/** The root file system of a container. */
export interface Image {
  type: Image_Type;
  appc?: Image_Appc;
  docker?: Image_Docker;
  /** Whether one that is there may be used without asking for a newer one. Default: true. */
  cached?: boolean;
}
function writeImage(w: Writer, m: Image): void {
  if (m.cached !== undefined) { w.bool(m.cached); w.byte(32); }
  if (m.docker !== undefined) { const size = w.size(); writeImage_Docker(w, m.docker); w.varint32(w.size() - size); w.byte(26); }
  if (m.appc !== undefined) { const size = w.size(); writeImage_Appc(w, m.appc); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Image_Type.numberOf(m.type)); w.byte(8); }
  else w.incomplete = true;
}
function readImage(r: Reader, end: number): Image {
  const m = {} as Image;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Image_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.appc = readImage_Appc(r, r.span()); break;
      case 26: m.docker = readImage_Docker(r, r.span()); break;
      case 32: m.cached = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined) r.incomplete = true;
  return m;
}
export const Image: MessageType<Image> = new MessageType<Image>({
  typeName: 'mesos.v1.Image',
  fields: [
    { name: 'type', number: 1, label: 'required', type: Image_Type },
    { name: 'appc', number: 2, label: 'optional', type: () => Image_Appc },
    { name: 'docker', number: 3, label: 'optional', type: () => Image_Docker },
    { name: 'cached', number: 4, label: 'optional', type: 'bool', default: true },
  ],
  write: writeImage,
  read: readImage,
});

export interface Image_Appc {
  name: string;
  id?: string;
  labels?: Labels;
}
function writeImage_Appc(w: Writer, m: Image_Appc): void {
  if (m.labels !== undefined) { const size = w.size(); writeLabels(w, m.labels); w.varint32(w.size() - size); w.byte(26); }
  if (m.id !== undefined) { w.string(m.id); w.byte(18); }
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readImage_Appc(r: Reader, end: number): Image_Appc {
  const m = {} as Image_Appc;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 18: m.id = r.string(); break;
      case 26: m.labels = readLabels(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined) r.incomplete = true;
  return m;
}
export const Image_Appc: MessageType<Image_Appc> = new MessageType<Image_Appc>({
  typeName: 'mesos.v1.Image.Appc',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'id', number: 2, label: 'optional', type: 'string' },
    { name: 'labels', number: 3, label: 'optional', type: () => Labels },
  ],
  write: writeImage_Appc,
  read: readImage_Appc,
});

export interface Image_Docker {
  name: string;
  credential?: Credential;
  config?: Secret;
}
function writeImage_Docker(w: Writer, m: Image_Docker): void {
  if (m.config !== undefined) { const size = w.size(); writeSecret(w, m.config); w.varint32(w.size() - size); w.byte(26); }
  if (m.credential !== undefined) { const size = w.size(); writeCredential(w, m.credential); w.varint32(w.size() - size); w.byte(18); }
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readImage_Docker(r: Reader, end: number): Image_Docker {
  const m = {} as Image_Docker;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 18: m.credential = readCredential(r, r.span()); break;
      case 26: m.config = readSecret(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined) r.incomplete = true;
  return m;
}
export const Image_Docker: MessageType<Image_Docker> = new MessageType<Image_Docker>({
  typeName: 'mesos.v1.Image.Docker',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'credential', number: 2, label: 'optional', type: () => Credential },
    { name: 'config', number: 3, label: 'optional', type: () => Secret },
  ],
  write: writeImage_Docker,
  read: readImage_Docker,
});

export interface MountPropagation {
  mode?: MountPropagation_Mode;
}
function writeMountPropagation(w: Writer, m: MountPropagation): void {
  if (m.mode !== undefined) { w.int32(MountPropagation_Mode.numberOf(m.mode)); w.byte(8); }
}
function readMountPropagation(r: Reader, end: number): MountPropagation {
  const m = {} as MountPropagation;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = MountPropagation_Mode.nameOf(r.uint32()); if (value !== undefined) m.mode = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const MountPropagation: MessageType<MountPropagation> = new MessageType<MountPropagation>({
  typeName: 'mesos.v1.MountPropagation',
  fields: [
    { name: 'mode', number: 1, label: 'optional', type: MountPropagation_Mode },
  ],
  write: writeMountPropagation,
  read: readMountPropagation,
});

/** A directory that appears in a container. */
export interface Volume {
  /** Absolute, or relative to the sandbox. */
  container_path: string;
  /** On the agent; relative means below the sandbox. */
  host_path?: string;
  mode: Volume_Mode;
  image?: Image;
  source?: Volume_Source;
}
function writeVolume(w: Writer, m: Volume): void {
  if (m.source !== undefined) { const size = w.size(); writeVolume_Source(w, m.source); w.varint32(w.size() - size); w.byte(42); }
  if (m.image !== undefined) { const size = w.size(); writeImage(w, m.image); w.varint32(w.size() - size); w.byte(34); }
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
      case 34: m.image = readImage(r, r.span()); break;
      case 42: m.source = readVolume_Source(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.container_path === undefined || m.mode === undefined) r.incomplete = true;
  return m;
}
export const Volume: MessageType<Volume> = new MessageType<Volume>({
  typeName: 'mesos.v1.Volume',
  fields: [
    { name: 'container_path', number: 1, label: 'required', type: 'string' },
    { name: 'host_path', number: 2, label: 'optional', type: 'string' },
    { name: 'mode', number: 3, label: 'required', type: Volume_Mode },
    { name: 'image', number: 4, label: 'optional', type: () => Image },
    { name: 'source', number: 5, label: 'optional', type: () => Volume_Source },
  ],
  write: writeVolume,
  read: readVolume,
});

export interface Volume_Source {
  type?: Volume_Source_Type;
  docker_volume?: Volume_Source_DockerVolume;
  sandbox_path?: Volume_Source_SandboxPath;
  secret?: Secret;
  host_path?: Volume_Source_HostPath;
  csi_volume?: Volume_Source_CSIVolume;
}
function writeVolume_Source(w: Writer, m: Volume_Source): void {
  if (m.csi_volume !== undefined) { const size = w.size(); writeVolume_Source_CSIVolume(w, m.csi_volume); w.varint32(w.size() - size); w.byte(50); }
  if (m.host_path !== undefined) { const size = w.size(); writeVolume_Source_HostPath(w, m.host_path); w.varint32(w.size() - size); w.byte(42); }
  if (m.secret !== undefined) { const size = w.size(); writeSecret(w, m.secret); w.varint32(w.size() - size); w.byte(34); }
  if (m.sandbox_path !== undefined) { const size = w.size(); writeVolume_Source_SandboxPath(w, m.sandbox_path); w.varint32(w.size() - size); w.byte(26); }
  if (m.docker_volume !== undefined) { const size = w.size(); writeVolume_Source_DockerVolume(w, m.docker_volume); w.varint32(w.size() - size); w.byte(18); }
  if (m.type !== undefined) { w.int32(Volume_Source_Type.numberOf(m.type)); w.byte(8); }
}
function readVolume_Source(r: Reader, end: number): Volume_Source {
  const m = {} as Volume_Source;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Volume_Source_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.docker_volume = readVolume_Source_DockerVolume(r, r.span()); break;
      case 26: m.sandbox_path = readVolume_Source_SandboxPath(r, r.span()); break;
      case 34: m.secret = readSecret(r, r.span()); break;
      case 42: m.host_path = readVolume_Source_HostPath(r, r.span()); break;
      case 50: m.csi_volume = readVolume_Source_CSIVolume(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Volume_Source: MessageType<Volume_Source> = new MessageType<Volume_Source>({
  typeName: 'mesos.v1.Volume.Source',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Volume_Source_Type },
    { name: 'docker_volume', number: 2, label: 'optional', type: () => Volume_Source_DockerVolume },
    { name: 'sandbox_path', number: 3, label: 'optional', type: () => Volume_Source_SandboxPath },
    { name: 'secret', number: 4, label: 'optional', type: () => Secret },
    { name: 'host_path', number: 5, label: 'optional', type: () => Volume_Source_HostPath },
    { name: 'csi_volume', number: 6, label: 'optional', type: () => Volume_Source_CSIVolume },
  ],
  write: writeVolume_Source,
  read: readVolume_Source,
});

export interface Volume_Source_DockerVolume {
  driver?: string;
  name: string;
  driver_options?: Parameters;
}
function writeVolume_Source_DockerVolume(w: Writer, m: Volume_Source_DockerVolume): void {
  if (m.driver_options !== undefined) { const size = w.size(); writeParameters(w, m.driver_options); w.varint32(w.size() - size); w.byte(26); }
  if (m.name !== undefined) { w.string(m.name); w.byte(18); }
  else w.incomplete = true;
  if (m.driver !== undefined) { w.string(m.driver); w.byte(10); }
}
function readVolume_Source_DockerVolume(r: Reader, end: number): Volume_Source_DockerVolume {
  const m = {} as Volume_Source_DockerVolume;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.driver = r.string(); break;
      case 18: m.name = r.string(); break;
      case 26: m.driver_options = readParameters(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined) r.incomplete = true;
  return m;
}
export const Volume_Source_DockerVolume: MessageType<Volume_Source_DockerVolume> = new MessageType<Volume_Source_DockerVolume>({
  typeName: 'mesos.v1.Volume.Source.DockerVolume',
  fields: [
    { name: 'driver', number: 1, label: 'optional', type: 'string' },
    { name: 'name', number: 2, label: 'required', type: 'string' },
    { name: 'driver_options', number: 3, label: 'optional', type: () => Parameters },
  ],
  write: writeVolume_Source_DockerVolume,
  read: readVolume_Source_DockerVolume,
});

export interface Volume_Source_HostPath {
  path: string;
  mount_propagation?: MountPropagation;
}
function writeVolume_Source_HostPath(w: Writer, m: Volume_Source_HostPath): void {
  if (m.mount_propagation !== undefined) { const size = w.size(); writeMountPropagation(w, m.mount_propagation); w.varint32(w.size() - size); w.byte(18); }
  if (m.path !== undefined) { w.string(m.path); w.byte(10); }
  else w.incomplete = true;
}
function readVolume_Source_HostPath(r: Reader, end: number): Volume_Source_HostPath {
  const m = {} as Volume_Source_HostPath;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.path = r.string(); break;
      case 18: m.mount_propagation = readMountPropagation(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.path === undefined) r.incomplete = true;
  return m;
}
export const Volume_Source_HostPath: MessageType<Volume_Source_HostPath> = new MessageType<Volume_Source_HostPath>({
  typeName: 'mesos.v1.Volume.Source.HostPath',
  fields: [
    { name: 'path', number: 1, label: 'required', type: 'string' },
    { name: 'mount_propagation', number: 2, label: 'optional', type: () => MountPropagation },
  ],
  write: writeVolume_Source_HostPath,
  read: readVolume_Source_HostPath,
});

export interface Volume_Source_SandboxPath {
  /** SELF: of this container. PARENT: of the one that it is nested in. */
  type?: Volume_Source_SandboxPath_Type;
  path: string;
}
function writeVolume_Source_SandboxPath(w: Writer, m: Volume_Source_SandboxPath): void {
  if (m.path !== undefined) { w.string(m.path); w.byte(18); }
  else w.incomplete = true;
  if (m.type !== undefined) { w.int32(Volume_Source_SandboxPath_Type.numberOf(m.type)); w.byte(8); }
}
function readVolume_Source_SandboxPath(r: Reader, end: number): Volume_Source_SandboxPath {
  const m = {} as Volume_Source_SandboxPath;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Volume_Source_SandboxPath_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: m.path = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.path === undefined) r.incomplete = true;
  return m;
}
export const Volume_Source_SandboxPath: MessageType<Volume_Source_SandboxPath> = new MessageType<Volume_Source_SandboxPath>({
  typeName: 'mesos.v1.Volume.Source.SandboxPath',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Volume_Source_SandboxPath_Type },
    { name: 'path', number: 2, label: 'required', type: 'string' },
  ],
  write: writeVolume_Source_SandboxPath,
  read: readVolume_Source_SandboxPath,
});

export interface Volume_Source_CSIVolume {
  plugin_name: string;
  static_provisioning?: Volume_Source_CSIVolume_StaticProvisioning;
}
function writeVolume_Source_CSIVolume(w: Writer, m: Volume_Source_CSIVolume): void {
  if (m.static_provisioning !== undefined) { const size = w.size(); writeVolume_Source_CSIVolume_StaticProvisioning(w, m.static_provisioning); w.varint32(w.size() - size); w.byte(18); }
  if (m.plugin_name !== undefined) { w.string(m.plugin_name); w.byte(10); }
  else w.incomplete = true;
}
function readVolume_Source_CSIVolume(r: Reader, end: number): Volume_Source_CSIVolume {
  const m = {} as Volume_Source_CSIVolume;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.plugin_name = r.string(); break;
      case 18: m.static_provisioning = readVolume_Source_CSIVolume_StaticProvisioning(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.plugin_name === undefined) r.incomplete = true;
  return m;
}
export const Volume_Source_CSIVolume: MessageType<Volume_Source_CSIVolume> = new MessageType<Volume_Source_CSIVolume>({
  typeName: 'mesos.v1.Volume.Source.CSIVolume',
  fields: [
    { name: 'plugin_name', number: 1, label: 'required', type: 'string' },
    { name: 'static_provisioning', number: 2, label: 'optional', type: () => Volume_Source_CSIVolume_StaticProvisioning },
  ],
  write: writeVolume_Source_CSIVolume,
  read: readVolume_Source_CSIVolume,
});

export interface Volume_Source_CSIVolume_VolumeCapability {
  block?: Volume_Source_CSIVolume_VolumeCapability_BlockVolume;
  mount?: Volume_Source_CSIVolume_VolumeCapability_MountVolume;
  access_mode: Volume_Source_CSIVolume_VolumeCapability_AccessMode;
}
function writeVolume_Source_CSIVolume_VolumeCapability(w: Writer, m: Volume_Source_CSIVolume_VolumeCapability): void {
  if (m.access_mode !== undefined) { const size = w.size(); writeVolume_Source_CSIVolume_VolumeCapability_AccessMode(w, m.access_mode); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.mount !== undefined) { const size = w.size(); writeVolume_Source_CSIVolume_VolumeCapability_MountVolume(w, m.mount); w.varint32(w.size() - size); w.byte(18); }
  if (m.block !== undefined) { const size = w.size(); writeVolume_Source_CSIVolume_VolumeCapability_BlockVolume(w, m.block); w.varint32(w.size() - size); w.byte(10); }
}
function readVolume_Source_CSIVolume_VolumeCapability(r: Reader, end: number): Volume_Source_CSIVolume_VolumeCapability {
  const m = {} as Volume_Source_CSIVolume_VolumeCapability;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: delete m.mount; m.block = readVolume_Source_CSIVolume_VolumeCapability_BlockVolume(r, r.span()); break;
      case 18: delete m.block; m.mount = readVolume_Source_CSIVolume_VolumeCapability_MountVolume(r, r.span()); break;
      case 26: m.access_mode = readVolume_Source_CSIVolume_VolumeCapability_AccessMode(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.access_mode === undefined) r.incomplete = true;
  return m;
}
export const Volume_Source_CSIVolume_VolumeCapability: MessageType<Volume_Source_CSIVolume_VolumeCapability> = new MessageType<Volume_Source_CSIVolume_VolumeCapability>({
  typeName: 'mesos.v1.Volume.Source.CSIVolume.VolumeCapability',
  fields: [
    { name: 'block', number: 1, label: 'optional', type: () => Volume_Source_CSIVolume_VolumeCapability_BlockVolume, oneof: 'access_type' },
    { name: 'mount', number: 2, label: 'optional', type: () => Volume_Source_CSIVolume_VolumeCapability_MountVolume, oneof: 'access_type' },
    { name: 'access_mode', number: 3, label: 'required', type: () => Volume_Source_CSIVolume_VolumeCapability_AccessMode },
  ],
  write: writeVolume_Source_CSIVolume_VolumeCapability,
  read: readVolume_Source_CSIVolume_VolumeCapability,
});

export interface Volume_Source_CSIVolume_VolumeCapability_BlockVolume {
}
function writeVolume_Source_CSIVolume_VolumeCapability_BlockVolume(w: Writer, m: Volume_Source_CSIVolume_VolumeCapability_BlockVolume): void {
  void w;
  void m;
}
function readVolume_Source_CSIVolume_VolumeCapability_BlockVolume(r: Reader, end: number): Volume_Source_CSIVolume_VolumeCapability_BlockVolume {
  const m = {} as Volume_Source_CSIVolume_VolumeCapability_BlockVolume;
  while (r.pos < end) {
    const tag = r.uint32();
    r.skip(tag);
  }
  r.close(end);
  return m;
}
export const Volume_Source_CSIVolume_VolumeCapability_BlockVolume: MessageType<Volume_Source_CSIVolume_VolumeCapability_BlockVolume> = new MessageType<Volume_Source_CSIVolume_VolumeCapability_BlockVolume>({
  typeName: 'mesos.v1.Volume.Source.CSIVolume.VolumeCapability.BlockVolume',
  fields: [
  ],
  write: writeVolume_Source_CSIVolume_VolumeCapability_BlockVolume,
  read: readVolume_Source_CSIVolume_VolumeCapability_BlockVolume,
});

export interface Volume_Source_CSIVolume_VolumeCapability_MountVolume {
  fs_type?: string;
  mount_flags?: string[];
}
function writeVolume_Source_CSIVolume_VolumeCapability_MountVolume(w: Writer, m: Volume_Source_CSIVolume_VolumeCapability_MountVolume): void {
  if (m.mount_flags !== undefined) {
    for (let i = m.mount_flags.length - 1; i >= 0; i--) {
      const value = m.mount_flags[i]!;
      w.string(value); w.byte(18);
    }
  }
  if (m.fs_type !== undefined) { w.string(m.fs_type); w.byte(10); }
}
function readVolume_Source_CSIVolume_VolumeCapability_MountVolume(r: Reader, end: number): Volume_Source_CSIVolume_VolumeCapability_MountVolume {
  const m = {} as Volume_Source_CSIVolume_VolumeCapability_MountVolume;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.fs_type = r.string(); break;
      case 18: (m.mount_flags ??= []).push(r.string()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Volume_Source_CSIVolume_VolumeCapability_MountVolume: MessageType<Volume_Source_CSIVolume_VolumeCapability_MountVolume> = new MessageType<Volume_Source_CSIVolume_VolumeCapability_MountVolume>({
  typeName: 'mesos.v1.Volume.Source.CSIVolume.VolumeCapability.MountVolume',
  fields: [
    { name: 'fs_type', number: 1, label: 'optional', type: 'string' },
    { name: 'mount_flags', number: 2, label: 'repeated', type: 'string' },
  ],
  write: writeVolume_Source_CSIVolume_VolumeCapability_MountVolume,
  read: readVolume_Source_CSIVolume_VolumeCapability_MountVolume,
});

export interface Volume_Source_CSIVolume_VolumeCapability_AccessMode {
  mode: Volume_Source_CSIVolume_VolumeCapability_AccessMode_Mode;
}
function writeVolume_Source_CSIVolume_VolumeCapability_AccessMode(w: Writer, m: Volume_Source_CSIVolume_VolumeCapability_AccessMode): void {
  if (m.mode !== undefined) { w.int32(Volume_Source_CSIVolume_VolumeCapability_AccessMode_Mode.numberOf(m.mode)); w.byte(8); }
  else w.incomplete = true;
}
function readVolume_Source_CSIVolume_VolumeCapability_AccessMode(r: Reader, end: number): Volume_Source_CSIVolume_VolumeCapability_AccessMode {
  const m = {} as Volume_Source_CSIVolume_VolumeCapability_AccessMode;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = Volume_Source_CSIVolume_VolumeCapability_AccessMode_Mode.nameOf(r.uint32()); if (value !== undefined) m.mode = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.mode === undefined) r.incomplete = true;
  return m;
}
export const Volume_Source_CSIVolume_VolumeCapability_AccessMode: MessageType<Volume_Source_CSIVolume_VolumeCapability_AccessMode> = new MessageType<Volume_Source_CSIVolume_VolumeCapability_AccessMode>({
  typeName: 'mesos.v1.Volume.Source.CSIVolume.VolumeCapability.AccessMode',
  fields: [
    { name: 'mode', number: 1, label: 'required', type: Volume_Source_CSIVolume_VolumeCapability_AccessMode_Mode },
  ],
  write: writeVolume_Source_CSIVolume_VolumeCapability_AccessMode,
  read: readVolume_Source_CSIVolume_VolumeCapability_AccessMode,
});

export interface Volume_Source_CSIVolume_StaticProvisioning {
  volume_id: string;
  volume_capability: Volume_Source_CSIVolume_VolumeCapability;
  node_stage_secrets?: Record<string, Secret>;
  node_publish_secrets?: Record<string, Secret>;
  volume_context?: Record<string, string>;
}
function writeVolume_Source_CSIVolume_StaticProvisioning(w: Writer, m: Volume_Source_CSIVolume_StaticProvisioning): void {
  if (m.volume_context !== undefined) {
    for (const [key, value] of Object.entries(m.volume_context).reverse()) {
      const entry = w.size();
      { w.string(value); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(42);
    }
  }
  if (m.node_publish_secrets !== undefined) {
    for (const [key, value] of Object.entries(m.node_publish_secrets).reverse()) {
      const entry = w.size();
      { const size = w.size(); writeSecret(w, value); w.varint32(w.size() - size); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(34);
    }
  }
  if (m.node_stage_secrets !== undefined) {
    for (const [key, value] of Object.entries(m.node_stage_secrets).reverse()) {
      const entry = w.size();
      { const size = w.size(); writeSecret(w, value); w.varint32(w.size() - size); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(26);
    }
  }
  if (m.volume_capability !== undefined) { const size = w.size(); writeVolume_Source_CSIVolume_VolumeCapability(w, m.volume_capability); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.volume_id !== undefined) { w.string(m.volume_id); w.byte(10); }
  else w.incomplete = true;
}
function readVolume_Source_CSIVolume_StaticProvisioning(r: Reader, end: number): Volume_Source_CSIVolume_StaticProvisioning {
  const m = {} as Volume_Source_CSIVolume_StaticProvisioning;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.volume_id = r.string(); break;
      case 18: m.volume_capability = readVolume_Source_CSIVolume_VolumeCapability(r, r.span()); break;
      case 26: {
        const stop = r.span(); let key = ''; let value: Secret | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = readSecret(r, r.span()); else r.skip(inner); }
        r.close(stop); value ??= Secret.read(r, r.pos);
        Object.defineProperty(m.node_stage_secrets ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      case 34: {
        const stop = r.span(); let key = ''; let value: Secret | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = readSecret(r, r.span()); else r.skip(inner); }
        r.close(stop); value ??= Secret.read(r, r.pos);
        Object.defineProperty(m.node_publish_secrets ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      case 42: {
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
  if (m.volume_id === undefined || m.volume_capability === undefined) r.incomplete = true;
  return m;
}
export const Volume_Source_CSIVolume_StaticProvisioning: MessageType<Volume_Source_CSIVolume_StaticProvisioning> = new MessageType<Volume_Source_CSIVolume_StaticProvisioning>({
  typeName: 'mesos.v1.Volume.Source.CSIVolume.StaticProvisioning',
  fields: [
    { name: 'volume_id', number: 1, label: 'required', type: 'string' },
    { name: 'volume_capability', number: 2, label: 'required', type: () => Volume_Source_CSIVolume_VolumeCapability },
    { name: 'node_stage_secrets', number: 3, label: 'map', type: () => Secret },
    { name: 'node_publish_secrets', number: 4, label: 'map', type: () => Secret },
    { name: 'volume_context', number: 5, label: 'map', type: 'string' },
  ],
  write: writeVolume_Source_CSIVolume_StaticProvisioning,
  read: readVolume_Source_CSIVolume_StaticProvisioning,
});

/** A network that a container joins; without any it is on the host's. */
export interface NetworkInfo {
  groups?: string[];
  labels?: Labels;
  ip_addresses?: NetworkInfo_IPAddress[];
  /** As in the agent's CNI configuration. */
  name?: string;
  port_mappings?: NetworkInfo_PortMapping[];
}
function writeNetworkInfo(w: Writer, m: NetworkInfo): void {
  if (m.port_mappings !== undefined) {
    for (let i = m.port_mappings.length - 1; i >= 0; i--) {
      const value = m.port_mappings[i]!;
      const size = w.size(); writeNetworkInfo_PortMapping(w, value); w.varint32(w.size() - size); w.byte(58);
    }
  }
  if (m.name !== undefined) { w.string(m.name); w.byte(50); }
  if (m.ip_addresses !== undefined) {
    for (let i = m.ip_addresses.length - 1; i >= 0; i--) {
      const value = m.ip_addresses[i]!;
      const size = w.size(); writeNetworkInfo_IPAddress(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.labels !== undefined) { const size = w.size(); writeLabels(w, m.labels); w.varint32(w.size() - size); w.byte(34); }
  if (m.groups !== undefined) {
    for (let i = m.groups.length - 1; i >= 0; i--) {
      const value = m.groups[i]!;
      w.string(value); w.byte(26);
    }
  }
}
function readNetworkInfo(r: Reader, end: number): NetworkInfo {
  const m = {} as NetworkInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 26: (m.groups ??= []).push(r.string()); break;
      case 34: m.labels = readLabels(r, r.span()); break;
      case 42: (m.ip_addresses ??= []).push(readNetworkInfo_IPAddress(r, r.span())); break;
      case 50: m.name = r.string(); break;
      case 58: (m.port_mappings ??= []).push(readNetworkInfo_PortMapping(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const NetworkInfo: MessageType<NetworkInfo> = new MessageType<NetworkInfo>({
  typeName: 'mesos.v1.NetworkInfo',
  fields: [
    { name: 'groups', number: 3, label: 'repeated', type: 'string' },
    { name: 'labels', number: 4, label: 'optional', type: () => Labels },
    { name: 'ip_addresses', number: 5, label: 'repeated', type: () => NetworkInfo_IPAddress },
    { name: 'name', number: 6, label: 'optional', type: 'string' },
    { name: 'port_mappings', number: 7, label: 'repeated', type: () => NetworkInfo_PortMapping },
  ],
  write: writeNetworkInfo,
  read: readNetworkInfo,
});

/** In a request empty: any address will do. In a status: the address. */
export interface NetworkInfo_IPAddress {
  /** Default: IPv4. */
  protocol?: NetworkInfo_Protocol;
  ip_address?: string;
}
function writeNetworkInfo_IPAddress(w: Writer, m: NetworkInfo_IPAddress): void {
  if (m.ip_address !== undefined) { w.string(m.ip_address); w.byte(18); }
  if (m.protocol !== undefined) { w.int32(NetworkInfo_Protocol.numberOf(m.protocol)); w.byte(8); }
}
function readNetworkInfo_IPAddress(r: Reader, end: number): NetworkInfo_IPAddress {
  const m = {} as NetworkInfo_IPAddress;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = NetworkInfo_Protocol.nameOf(r.uint32()); if (value !== undefined) m.protocol = value; break; }
      case 18: m.ip_address = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const NetworkInfo_IPAddress: MessageType<NetworkInfo_IPAddress> = new MessageType<NetworkInfo_IPAddress>({
  typeName: 'mesos.v1.NetworkInfo.IPAddress',
  fields: [
    { name: 'protocol', number: 1, label: 'optional', type: NetworkInfo_Protocol, default: "IPv4" },
    { name: 'ip_address', number: 2, label: 'optional', type: 'string' },
  ],
  write: writeNetworkInfo_IPAddress,
  read: readNetworkInfo_IPAddress,
});

export interface NetworkInfo_PortMapping {
  host_port: number;
  container_port: number;
  protocol?: string;
}
function writeNetworkInfo_PortMapping(w: Writer, m: NetworkInfo_PortMapping): void {
  if (m.protocol !== undefined) { w.string(m.protocol); w.byte(26); }
  if (m.container_port !== undefined) { w.uint32(m.container_port); w.byte(16); }
  else w.incomplete = true;
  if (m.host_port !== undefined) { w.uint32(m.host_port); w.byte(8); }
  else w.incomplete = true;
}
function readNetworkInfo_PortMapping(r: Reader, end: number): NetworkInfo_PortMapping {
  const m = {} as NetworkInfo_PortMapping;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.host_port = r.uint32(); break;
      case 16: m.container_port = r.uint32(); break;
      case 26: m.protocol = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.host_port === undefined || m.container_port === undefined) r.incomplete = true;
  return m;
}
export const NetworkInfo_PortMapping: MessageType<NetworkInfo_PortMapping> = new MessageType<NetworkInfo_PortMapping>({
  typeName: 'mesos.v1.NetworkInfo.PortMapping',
  fields: [
    { name: 'host_port', number: 1, label: 'required', type: 'uint32' },
    { name: 'container_port', number: 2, label: 'required', type: 'uint32' },
    { name: 'protocol', number: 3, label: 'optional', type: 'string' },
  ],
  write: writeNetworkInfo_PortMapping,
  read: readNetworkInfo_PortMapping,
});

/** Capabilities as in capabilities(7). */
export interface CapabilityInfo {
  capabilities?: CapabilityInfo_Capability[];
}
function writeCapabilityInfo(w: Writer, m: CapabilityInfo): void {
  if (m.capabilities !== undefined) {
    for (let i = m.capabilities.length - 1; i >= 0; i--) {
      const value = m.capabilities[i]!;
      w.int32(CapabilityInfo_Capability.numberOf(value)); w.byte(8);
    }
  }
}
function readCapabilityInfo(r: Reader, end: number): CapabilityInfo {
  const m = {} as CapabilityInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = CapabilityInfo_Capability.nameOf(r.uint32()); if (value !== undefined) (m.capabilities ??= []).push(value); break; }
      case 10: { const stop = r.span(); while (r.pos < stop) { const value = CapabilityInfo_Capability.nameOf(r.uint32()); if (value !== undefined) (m.capabilities ??= []).push(value); } r.close(stop); break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CapabilityInfo: MessageType<CapabilityInfo> = new MessageType<CapabilityInfo>({
  typeName: 'mesos.v1.CapabilityInfo',
  fields: [
    { name: 'capabilities', number: 1, label: 'repeated', type: CapabilityInfo_Capability },
  ],
  write: writeCapabilityInfo,
  read: readCapabilityInfo,
});

/** Which system calls a container may make. */
export interface SeccompInfo {
  profile_name?: string;
  unconfined?: boolean;
}
function writeSeccompInfo(w: Writer, m: SeccompInfo): void {
  if (m.unconfined !== undefined) { w.bool(m.unconfined); w.byte(16); }
  if (m.profile_name !== undefined) { w.string(m.profile_name); w.byte(10); }
}
function readSeccompInfo(r: Reader, end: number): SeccompInfo {
  const m = {} as SeccompInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.profile_name = r.string(); break;
      case 16: m.unconfined = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const SeccompInfo: MessageType<SeccompInfo> = new MessageType<SeccompInfo>({
  typeName: 'mesos.v1.SeccompInfo',
  fields: [
    { name: 'profile_name', number: 1, label: 'optional', type: 'string' },
    { name: 'unconfined', number: 2, label: 'optional', type: 'bool' },
  ],
  write: writeSeccompInfo,
  read: readSeccompInfo,
});

/** What only Linux knows of a container. */
export interface LinuxInfo {
  /** Replaced by effective_capabilities. */
  capability_info?: CapabilityInfo;
  bounding_capabilities?: CapabilityInfo;
  effective_capabilities?: CapabilityInfo;
  share_pid_namespace?: boolean;
  seccomp?: SeccompInfo;
  ipc_mode?: LinuxInfo_IpcMode;
  /** Of /dev/shm, in MB. */
  shm_size?: number;
  /** Whether a nested container lives in its parent's cgroups. Default: true. */
  share_cgroups?: boolean;
}
function writeLinuxInfo(w: Writer, m: LinuxInfo): void {
  if (m.share_cgroups !== undefined) { w.bool(m.share_cgroups); w.byte(64); }
  if (m.shm_size !== undefined) { w.uint32(m.shm_size); w.byte(56); }
  if (m.ipc_mode !== undefined) { w.int32(LinuxInfo_IpcMode.numberOf(m.ipc_mode)); w.byte(48); }
  if (m.seccomp !== undefined) { const size = w.size(); writeSeccompInfo(w, m.seccomp); w.varint32(w.size() - size); w.byte(42); }
  if (m.share_pid_namespace !== undefined) { w.bool(m.share_pid_namespace); w.byte(32); }
  if (m.effective_capabilities !== undefined) { const size = w.size(); writeCapabilityInfo(w, m.effective_capabilities); w.varint32(w.size() - size); w.byte(26); }
  if (m.bounding_capabilities !== undefined) { const size = w.size(); writeCapabilityInfo(w, m.bounding_capabilities); w.varint32(w.size() - size); w.byte(18); }
  if (m.capability_info !== undefined) { const size = w.size(); writeCapabilityInfo(w, m.capability_info); w.varint32(w.size() - size); w.byte(10); }
}
function readLinuxInfo(r: Reader, end: number): LinuxInfo {
  const m = {} as LinuxInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.capability_info = readCapabilityInfo(r, r.span()); break;
      case 18: m.bounding_capabilities = readCapabilityInfo(r, r.span()); break;
      case 26: m.effective_capabilities = readCapabilityInfo(r, r.span()); break;
      case 32: m.share_pid_namespace = r.bool(); break;
      case 42: m.seccomp = readSeccompInfo(r, r.span()); break;
      case 48: { const value = LinuxInfo_IpcMode.nameOf(r.uint32()); if (value !== undefined) m.ipc_mode = value; break; }
      case 56: m.shm_size = r.uint32(); break;
      case 64: m.share_cgroups = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const LinuxInfo: MessageType<LinuxInfo> = new MessageType<LinuxInfo>({
  typeName: 'mesos.v1.LinuxInfo',
  fields: [
    { name: 'capability_info', number: 1, label: 'optional', type: () => CapabilityInfo },
    { name: 'bounding_capabilities', number: 2, label: 'optional', type: () => CapabilityInfo },
    { name: 'effective_capabilities', number: 3, label: 'optional', type: () => CapabilityInfo },
    { name: 'share_pid_namespace', number: 4, label: 'optional', type: 'bool' },
    { name: 'seccomp', number: 5, label: 'optional', type: () => SeccompInfo },
    { name: 'ipc_mode', number: 6, label: 'optional', type: LinuxInfo_IpcMode },
    { name: 'shm_size', number: 7, label: 'optional', type: 'uint32' },
    { name: 'share_cgroups', number: 8, label: 'optional', type: 'bool', default: true },
  ],
  write: writeLinuxInfo,
  read: readLinuxInfo,
});

export interface RLimitInfo {
  rlimits?: RLimitInfo_RLimit[];
}
function writeRLimitInfo(w: Writer, m: RLimitInfo): void {
  if (m.rlimits !== undefined) {
    for (let i = m.rlimits.length - 1; i >= 0; i--) {
      const value = m.rlimits[i]!;
      const size = w.size(); writeRLimitInfo_RLimit(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readRLimitInfo(r: Reader, end: number): RLimitInfo {
  const m = {} as RLimitInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.rlimits ??= []).push(readRLimitInfo_RLimit(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const RLimitInfo: MessageType<RLimitInfo> = new MessageType<RLimitInfo>({
  typeName: 'mesos.v1.RLimitInfo',
  fields: [
    { name: 'rlimits', number: 1, label: 'repeated', type: () => RLimitInfo_RLimit },
  ],
  write: writeRLimitInfo,
  read: readRLimitInfo,
});

/** As in setrlimit(2); soft and hard both or neither, which means infinity. */
export interface RLimitInfo_RLimit {
  type?: RLimitInfo_RLimit_Type;
  hard?: Long;
  soft?: Long;
}
function writeRLimitInfo_RLimit(w: Writer, m: RLimitInfo_RLimit): void {
  if (m.soft !== undefined) { w.uint64(m.soft); w.byte(24); }
  if (m.hard !== undefined) { w.uint64(m.hard); w.byte(16); }
  if (m.type !== undefined) { w.int32(RLimitInfo_RLimit_Type.numberOf(m.type)); w.byte(8); }
}
function readRLimitInfo_RLimit(r: Reader, end: number): RLimitInfo_RLimit {
  const m = {} as RLimitInfo_RLimit;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = RLimitInfo_RLimit_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 16: m.hard = r.uint64(); break;
      case 24: m.soft = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const RLimitInfo_RLimit: MessageType<RLimitInfo_RLimit> = new MessageType<RLimitInfo_RLimit>({
  typeName: 'mesos.v1.RLimitInfo.RLimit',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: RLimitInfo_RLimit_Type },
    { name: 'hard', number: 2, label: 'optional', type: 'uint64' },
    { name: 'soft', number: 3, label: 'optional', type: 'uint64' },
  ],
  write: writeRLimitInfo_RLimit,
  read: readRLimitInfo_RLimit,
});

/** Present: the task gets a terminal. */
export interface TTYInfo {
  window_size?: TTYInfo_WindowSize;
}
function writeTTYInfo(w: Writer, m: TTYInfo): void {
  if (m.window_size !== undefined) { const size = w.size(); writeTTYInfo_WindowSize(w, m.window_size); w.varint32(w.size() - size); w.byte(10); }
}
function readTTYInfo(r: Reader, end: number): TTYInfo {
  const m = {} as TTYInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.window_size = readTTYInfo_WindowSize(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const TTYInfo: MessageType<TTYInfo> = new MessageType<TTYInfo>({
  typeName: 'mesos.v1.TTYInfo',
  fields: [
    { name: 'window_size', number: 1, label: 'optional', type: () => TTYInfo_WindowSize },
  ],
  write: writeTTYInfo,
  read: readTTYInfo,
});

export interface TTYInfo_WindowSize {
  rows: number;
  columns: number;
}
function writeTTYInfo_WindowSize(w: Writer, m: TTYInfo_WindowSize): void {
  if (m.columns !== undefined) { w.uint32(m.columns); w.byte(16); }
  else w.incomplete = true;
  if (m.rows !== undefined) { w.uint32(m.rows); w.byte(8); }
  else w.incomplete = true;
}
function readTTYInfo_WindowSize(r: Reader, end: number): TTYInfo_WindowSize {
  const m = {} as TTYInfo_WindowSize;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.rows = r.uint32(); break;
      case 16: m.columns = r.uint32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.rows === undefined || m.columns === undefined) r.incomplete = true;
  return m;
}
export const TTYInfo_WindowSize: MessageType<TTYInfo_WindowSize> = new MessageType<TTYInfo_WindowSize>({
  typeName: 'mesos.v1.TTYInfo.WindowSize',
  fields: [
    { name: 'rows', number: 1, label: 'required', type: 'uint32' },
    { name: 'columns', number: 2, label: 'required', type: 'uint32' },
  ],
  write: writeTTYInfo_WindowSize,
  read: readTTYInfo_WindowSize,
});

/** What a container needs besides a command. */
export interface ContainerInfo {
  type: ContainerInfo_Type;
  volumes?: Volume[];
  docker?: ContainerInfo_DockerInfo;
  /** Inside; needs a network of its own. */
  hostname?: string;
  mesos?: ContainerInfo_MesosInfo;
  network_infos?: NetworkInfo[];
  linux_info?: LinuxInfo;
  rlimit_info?: RLimitInfo;
  tty_info?: TTYInfo;
}
function writeContainerInfo(w: Writer, m: ContainerInfo): void {
  if (m.tty_info !== undefined) { const size = w.size(); writeTTYInfo(w, m.tty_info); w.varint32(w.size() - size); w.byte(82); }
  if (m.rlimit_info !== undefined) { const size = w.size(); writeRLimitInfo(w, m.rlimit_info); w.varint32(w.size() - size); w.byte(74); }
  if (m.linux_info !== undefined) { const size = w.size(); writeLinuxInfo(w, m.linux_info); w.varint32(w.size() - size); w.byte(66); }
  if (m.network_infos !== undefined) {
    for (let i = m.network_infos.length - 1; i >= 0; i--) {
      const value = m.network_infos[i]!;
      const size = w.size(); writeNetworkInfo(w, value); w.varint32(w.size() - size); w.byte(58);
    }
  }
  if (m.mesos !== undefined) { const size = w.size(); writeContainerInfo_MesosInfo(w, m.mesos); w.varint32(w.size() - size); w.byte(42); }
  if (m.hostname !== undefined) { w.string(m.hostname); w.byte(34); }
  if (m.docker !== undefined) { const size = w.size(); writeContainerInfo_DockerInfo(w, m.docker); w.varint32(w.size() - size); w.byte(26); }
  if (m.volumes !== undefined) {
    for (let i = m.volumes.length - 1; i >= 0; i--) {
      const value = m.volumes[i]!;
      const size = w.size(); writeVolume(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.type !== undefined) { w.int32(ContainerInfo_Type.numberOf(m.type)); w.byte(8); }
  else w.incomplete = true;
}
function readContainerInfo(r: Reader, end: number): ContainerInfo {
  const m = {} as ContainerInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = ContainerInfo_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 18: (m.volumes ??= []).push(readVolume(r, r.span())); break;
      case 26: m.docker = readContainerInfo_DockerInfo(r, r.span()); break;
      case 34: m.hostname = r.string(); break;
      case 42: m.mesos = readContainerInfo_MesosInfo(r, r.span()); break;
      case 58: (m.network_infos ??= []).push(readNetworkInfo(r, r.span())); break;
      case 66: m.linux_info = readLinuxInfo(r, r.span()); break;
      case 74: m.rlimit_info = readRLimitInfo(r, r.span()); break;
      case 82: m.tty_info = readTTYInfo(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.type === undefined) r.incomplete = true;
  return m;
}
export const ContainerInfo: MessageType<ContainerInfo> = new MessageType<ContainerInfo>({
  typeName: 'mesos.v1.ContainerInfo',
  fields: [
    { name: 'type', number: 1, label: 'required', type: ContainerInfo_Type },
    { name: 'volumes', number: 2, label: 'repeated', type: () => Volume },
    { name: 'docker', number: 3, label: 'optional', type: () => ContainerInfo_DockerInfo },
    { name: 'hostname', number: 4, label: 'optional', type: 'string' },
    { name: 'mesos', number: 5, label: 'optional', type: () => ContainerInfo_MesosInfo },
    { name: 'network_infos', number: 7, label: 'repeated', type: () => NetworkInfo },
    { name: 'linux_info', number: 8, label: 'optional', type: () => LinuxInfo },
    { name: 'rlimit_info', number: 9, label: 'optional', type: () => RLimitInfo },
    { name: 'tty_info', number: 10, label: 'optional', type: () => TTYInfo },
  ],
  write: writeContainerInfo,
  read: readContainerInfo,
});

export interface ContainerInfo_DockerInfo {
  image: string;
  /** Default: HOST. */
  network?: ContainerInfo_DockerInfo_Network;
  port_mappings?: ContainerInfo_DockerInfo_PortMapping[];
  /** Default: false. */
  privileged?: boolean;
  /** For `docker run`, passed on as they are. */
  parameters?: Parameter[];
  force_pull_image?: boolean;
  volume_driver?: string;
}
function writeContainerInfo_DockerInfo(w: Writer, m: ContainerInfo_DockerInfo): void {
  if (m.volume_driver !== undefined) { w.string(m.volume_driver); w.byte(58); }
  if (m.force_pull_image !== undefined) { w.bool(m.force_pull_image); w.byte(48); }
  if (m.parameters !== undefined) {
    for (let i = m.parameters.length - 1; i >= 0; i--) {
      const value = m.parameters[i]!;
      const size = w.size(); writeParameter(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.privileged !== undefined) { w.bool(m.privileged); w.byte(32); }
  if (m.port_mappings !== undefined) {
    for (let i = m.port_mappings.length - 1; i >= 0; i--) {
      const value = m.port_mappings[i]!;
      const size = w.size(); writeContainerInfo_DockerInfo_PortMapping(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.network !== undefined) { w.int32(ContainerInfo_DockerInfo_Network.numberOf(m.network)); w.byte(16); }
  if (m.image !== undefined) { w.string(m.image); w.byte(10); }
  else w.incomplete = true;
}
function readContainerInfo_DockerInfo(r: Reader, end: number): ContainerInfo_DockerInfo {
  const m = {} as ContainerInfo_DockerInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.image = r.string(); break;
      case 16: { const value = ContainerInfo_DockerInfo_Network.nameOf(r.uint32()); if (value !== undefined) m.network = value; break; }
      case 26: (m.port_mappings ??= []).push(readContainerInfo_DockerInfo_PortMapping(r, r.span())); break;
      case 32: m.privileged = r.bool(); break;
      case 42: (m.parameters ??= []).push(readParameter(r, r.span())); break;
      case 48: m.force_pull_image = r.bool(); break;
      case 58: m.volume_driver = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.image === undefined) r.incomplete = true;
  return m;
}
export const ContainerInfo_DockerInfo: MessageType<ContainerInfo_DockerInfo> = new MessageType<ContainerInfo_DockerInfo>({
  typeName: 'mesos.v1.ContainerInfo.DockerInfo',
  fields: [
    { name: 'image', number: 1, label: 'required', type: 'string' },
    { name: 'network', number: 2, label: 'optional', type: ContainerInfo_DockerInfo_Network, default: "HOST" },
    { name: 'port_mappings', number: 3, label: 'repeated', type: () => ContainerInfo_DockerInfo_PortMapping },
    { name: 'privileged', number: 4, label: 'optional', type: 'bool', default: false },
    { name: 'parameters', number: 5, label: 'repeated', type: () => Parameter },
    { name: 'force_pull_image', number: 6, label: 'optional', type: 'bool' },
    { name: 'volume_driver', number: 7, label: 'optional', type: 'string' },
  ],
  write: writeContainerInfo_DockerInfo,
  read: readContainerInfo_DockerInfo,
});

export interface ContainerInfo_DockerInfo_PortMapping {
  host_port: number;
  container_port: number;
  protocol?: string;
}
function writeContainerInfo_DockerInfo_PortMapping(w: Writer, m: ContainerInfo_DockerInfo_PortMapping): void {
  if (m.protocol !== undefined) { w.string(m.protocol); w.byte(26); }
  if (m.container_port !== undefined) { w.uint32(m.container_port); w.byte(16); }
  else w.incomplete = true;
  if (m.host_port !== undefined) { w.uint32(m.host_port); w.byte(8); }
  else w.incomplete = true;
}
function readContainerInfo_DockerInfo_PortMapping(r: Reader, end: number): ContainerInfo_DockerInfo_PortMapping {
  const m = {} as ContainerInfo_DockerInfo_PortMapping;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.host_port = r.uint32(); break;
      case 16: m.container_port = r.uint32(); break;
      case 26: m.protocol = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.host_port === undefined || m.container_port === undefined) r.incomplete = true;
  return m;
}
export const ContainerInfo_DockerInfo_PortMapping: MessageType<ContainerInfo_DockerInfo_PortMapping> = new MessageType<ContainerInfo_DockerInfo_PortMapping>({
  typeName: 'mesos.v1.ContainerInfo.DockerInfo.PortMapping',
  fields: [
    { name: 'host_port', number: 1, label: 'required', type: 'uint32' },
    { name: 'container_port', number: 2, label: 'required', type: 'uint32' },
    { name: 'protocol', number: 3, label: 'optional', type: 'string' },
  ],
  write: writeContainerInfo_DockerInfo_PortMapping,
  read: readContainerInfo_DockerInfo_PortMapping,
});

export interface ContainerInfo_MesosInfo {
  image?: Image;
}
function writeContainerInfo_MesosInfo(w: Writer, m: ContainerInfo_MesosInfo): void {
  if (m.image !== undefined) { const size = w.size(); writeImage(w, m.image); w.varint32(w.size() - size); w.byte(10); }
}
function readContainerInfo_MesosInfo(r: Reader, end: number): ContainerInfo_MesosInfo {
  const m = {} as ContainerInfo_MesosInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.image = readImage(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const ContainerInfo_MesosInfo: MessageType<ContainerInfo_MesosInfo> = new MessageType<ContainerInfo_MesosInfo>({
  typeName: 'mesos.v1.ContainerInfo.MesosInfo',
  fields: [
    { name: 'image', number: 1, label: 'optional', type: () => Image },
  ],
  write: writeContainerInfo_MesosInfo,
  read: readContainerInfo_MesosInfo,
});

/** What is known of a container while it runs. */
export interface ContainerStatus {
  network_infos?: NetworkInfo[];
  cgroup_info?: CgroupInfo;
  /** Its first process, as the agent's machine numbers it. */
  executor_pid?: number;
  container_id?: ContainerID;
}
function writeContainerStatus(w: Writer, m: ContainerStatus): void {
  if (m.container_id !== undefined) { const size = w.size(); writeContainerID(w, m.container_id); w.varint32(w.size() - size); w.byte(34); }
  if (m.executor_pid !== undefined) { w.uint32(m.executor_pid); w.byte(24); }
  if (m.cgroup_info !== undefined) { const size = w.size(); writeCgroupInfo(w, m.cgroup_info); w.varint32(w.size() - size); w.byte(18); }
  if (m.network_infos !== undefined) {
    for (let i = m.network_infos.length - 1; i >= 0; i--) {
      const value = m.network_infos[i]!;
      const size = w.size(); writeNetworkInfo(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readContainerStatus(r: Reader, end: number): ContainerStatus {
  const m = {} as ContainerStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.network_infos ??= []).push(readNetworkInfo(r, r.span())); break;
      case 18: m.cgroup_info = readCgroupInfo(r, r.span()); break;
      case 24: m.executor_pid = r.uint32(); break;
      case 34: m.container_id = readContainerID(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const ContainerStatus: MessageType<ContainerStatus> = new MessageType<ContainerStatus>({
  typeName: 'mesos.v1.ContainerStatus',
  fields: [
    { name: 'network_infos', number: 1, label: 'repeated', type: () => NetworkInfo },
    { name: 'cgroup_info', number: 2, label: 'optional', type: () => CgroupInfo },
    { name: 'executor_pid', number: 3, label: 'optional', type: 'uint32' },
    { name: 'container_id', number: 4, label: 'optional', type: () => ContainerID },
  ],
  write: writeContainerStatus,
  read: readContainerStatus,
});

/** Figures of the container's cgroups. */
export interface CgroupInfo {
  net_cls?: CgroupInfo_NetCls;
}
function writeCgroupInfo(w: Writer, m: CgroupInfo): void {
  if (m.net_cls !== undefined) { const size = w.size(); writeCgroupInfo_NetCls(w, m.net_cls); w.varint32(w.size() - size); w.byte(10); }
}
function readCgroupInfo(r: Reader, end: number): CgroupInfo {
  const m = {} as CgroupInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.net_cls = readCgroupInfo_NetCls(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CgroupInfo: MessageType<CgroupInfo> = new MessageType<CgroupInfo>({
  typeName: 'mesos.v1.CgroupInfo',
  fields: [
    { name: 'net_cls', number: 1, label: 'optional', type: () => CgroupInfo_NetCls },
  ],
  write: writeCgroupInfo,
  read: readCgroupInfo,
});

export interface CgroupInfo_Blkio {
}
function writeCgroupInfo_Blkio(w: Writer, m: CgroupInfo_Blkio): void {
  void w;
  void m;
}
function readCgroupInfo_Blkio(r: Reader, end: number): CgroupInfo_Blkio {
  const m = {} as CgroupInfo_Blkio;
  while (r.pos < end) {
    const tag = r.uint32();
    r.skip(tag);
  }
  r.close(end);
  return m;
}
export const CgroupInfo_Blkio: MessageType<CgroupInfo_Blkio> = new MessageType<CgroupInfo_Blkio>({
  typeName: 'mesos.v1.CgroupInfo.Blkio',
  fields: [
  ],
  write: writeCgroupInfo_Blkio,
  read: readCgroupInfo_Blkio,
});

export interface CgroupInfo_Blkio_Value {
  op?: CgroupInfo_Blkio_Operation;
  value?: Long;
}
function writeCgroupInfo_Blkio_Value(w: Writer, m: CgroupInfo_Blkio_Value): void {
  if (m.value !== undefined) { w.uint64(m.value); w.byte(16); }
  if (m.op !== undefined) { w.int32(CgroupInfo_Blkio_Operation.numberOf(m.op)); w.byte(8); }
}
function readCgroupInfo_Blkio_Value(r: Reader, end: number): CgroupInfo_Blkio_Value {
  const m = {} as CgroupInfo_Blkio_Value;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = CgroupInfo_Blkio_Operation.nameOf(r.uint32()); if (value !== undefined) m.op = value; break; }
      case 16: m.value = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CgroupInfo_Blkio_Value: MessageType<CgroupInfo_Blkio_Value> = new MessageType<CgroupInfo_Blkio_Value>({
  typeName: 'mesos.v1.CgroupInfo.Blkio.Value',
  fields: [
    { name: 'op', number: 1, label: 'optional', type: CgroupInfo_Blkio_Operation },
    { name: 'value', number: 2, label: 'optional', type: 'uint64' },
  ],
  write: writeCgroupInfo_Blkio_Value,
  read: readCgroupInfo_Blkio_Value,
});

export interface CgroupInfo_Blkio_CFQ {
}
function writeCgroupInfo_Blkio_CFQ(w: Writer, m: CgroupInfo_Blkio_CFQ): void {
  void w;
  void m;
}
function readCgroupInfo_Blkio_CFQ(r: Reader, end: number): CgroupInfo_Blkio_CFQ {
  const m = {} as CgroupInfo_Blkio_CFQ;
  while (r.pos < end) {
    const tag = r.uint32();
    r.skip(tag);
  }
  r.close(end);
  return m;
}
export const CgroupInfo_Blkio_CFQ: MessageType<CgroupInfo_Blkio_CFQ> = new MessageType<CgroupInfo_Blkio_CFQ>({
  typeName: 'mesos.v1.CgroupInfo.Blkio.CFQ',
  fields: [
  ],
  write: writeCgroupInfo_Blkio_CFQ,
  read: readCgroupInfo_Blkio_CFQ,
});

export interface CgroupInfo_Blkio_CFQ_Statistics {
  device?: Device_Number;
  sectors?: Long;
  time?: Long;
  io_serviced?: CgroupInfo_Blkio_Value[];
  io_service_bytes?: CgroupInfo_Blkio_Value[];
  io_service_time?: CgroupInfo_Blkio_Value[];
  io_wait_time?: CgroupInfo_Blkio_Value[];
  io_merged?: CgroupInfo_Blkio_Value[];
  io_queued?: CgroupInfo_Blkio_Value[];
}
function writeCgroupInfo_Blkio_CFQ_Statistics(w: Writer, m: CgroupInfo_Blkio_CFQ_Statistics): void {
  if (m.io_queued !== undefined) {
    for (let i = m.io_queued.length - 1; i >= 0; i--) {
      const value = m.io_queued[i]!;
      const size = w.size(); writeCgroupInfo_Blkio_Value(w, value); w.varint32(w.size() - size); w.byte(74);
    }
  }
  if (m.io_merged !== undefined) {
    for (let i = m.io_merged.length - 1; i >= 0; i--) {
      const value = m.io_merged[i]!;
      const size = w.size(); writeCgroupInfo_Blkio_Value(w, value); w.varint32(w.size() - size); w.byte(66);
    }
  }
  if (m.io_wait_time !== undefined) {
    for (let i = m.io_wait_time.length - 1; i >= 0; i--) {
      const value = m.io_wait_time[i]!;
      const size = w.size(); writeCgroupInfo_Blkio_Value(w, value); w.varint32(w.size() - size); w.byte(58);
    }
  }
  if (m.io_service_time !== undefined) {
    for (let i = m.io_service_time.length - 1; i >= 0; i--) {
      const value = m.io_service_time[i]!;
      const size = w.size(); writeCgroupInfo_Blkio_Value(w, value); w.varint32(w.size() - size); w.byte(50);
    }
  }
  if (m.io_service_bytes !== undefined) {
    for (let i = m.io_service_bytes.length - 1; i >= 0; i--) {
      const value = m.io_service_bytes[i]!;
      const size = w.size(); writeCgroupInfo_Blkio_Value(w, value); w.varint32(w.size() - size); w.byte(42);
    }
  }
  if (m.io_serviced !== undefined) {
    for (let i = m.io_serviced.length - 1; i >= 0; i--) {
      const value = m.io_serviced[i]!;
      const size = w.size(); writeCgroupInfo_Blkio_Value(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.time !== undefined) { w.uint64(m.time); w.byte(24); }
  if (m.sectors !== undefined) { w.uint64(m.sectors); w.byte(16); }
  if (m.device !== undefined) { const size = w.size(); writeDevice_Number(w, m.device); w.varint32(w.size() - size); w.byte(10); }
}
function readCgroupInfo_Blkio_CFQ_Statistics(r: Reader, end: number): CgroupInfo_Blkio_CFQ_Statistics {
  const m = {} as CgroupInfo_Blkio_CFQ_Statistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.device = readDevice_Number(r, r.span()); break;
      case 16: m.sectors = r.uint64(); break;
      case 24: m.time = r.uint64(); break;
      case 34: (m.io_serviced ??= []).push(readCgroupInfo_Blkio_Value(r, r.span())); break;
      case 42: (m.io_service_bytes ??= []).push(readCgroupInfo_Blkio_Value(r, r.span())); break;
      case 50: (m.io_service_time ??= []).push(readCgroupInfo_Blkio_Value(r, r.span())); break;
      case 58: (m.io_wait_time ??= []).push(readCgroupInfo_Blkio_Value(r, r.span())); break;
      case 66: (m.io_merged ??= []).push(readCgroupInfo_Blkio_Value(r, r.span())); break;
      case 74: (m.io_queued ??= []).push(readCgroupInfo_Blkio_Value(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CgroupInfo_Blkio_CFQ_Statistics: MessageType<CgroupInfo_Blkio_CFQ_Statistics> = new MessageType<CgroupInfo_Blkio_CFQ_Statistics>({
  typeName: 'mesos.v1.CgroupInfo.Blkio.CFQ.Statistics',
  fields: [
    { name: 'device', number: 1, label: 'optional', type: () => Device_Number },
    { name: 'sectors', number: 2, label: 'optional', type: 'uint64' },
    { name: 'time', number: 3, label: 'optional', type: 'uint64' },
    { name: 'io_serviced', number: 4, label: 'repeated', type: () => CgroupInfo_Blkio_Value },
    { name: 'io_service_bytes', number: 5, label: 'repeated', type: () => CgroupInfo_Blkio_Value },
    { name: 'io_service_time', number: 6, label: 'repeated', type: () => CgroupInfo_Blkio_Value },
    { name: 'io_wait_time', number: 7, label: 'repeated', type: () => CgroupInfo_Blkio_Value },
    { name: 'io_merged', number: 8, label: 'repeated', type: () => CgroupInfo_Blkio_Value },
    { name: 'io_queued', number: 9, label: 'repeated', type: () => CgroupInfo_Blkio_Value },
  ],
  write: writeCgroupInfo_Blkio_CFQ_Statistics,
  read: readCgroupInfo_Blkio_CFQ_Statistics,
});

export interface CgroupInfo_Blkio_Throttling {
}
function writeCgroupInfo_Blkio_Throttling(w: Writer, m: CgroupInfo_Blkio_Throttling): void {
  void w;
  void m;
}
function readCgroupInfo_Blkio_Throttling(r: Reader, end: number): CgroupInfo_Blkio_Throttling {
  const m = {} as CgroupInfo_Blkio_Throttling;
  while (r.pos < end) {
    const tag = r.uint32();
    r.skip(tag);
  }
  r.close(end);
  return m;
}
export const CgroupInfo_Blkio_Throttling: MessageType<CgroupInfo_Blkio_Throttling> = new MessageType<CgroupInfo_Blkio_Throttling>({
  typeName: 'mesos.v1.CgroupInfo.Blkio.Throttling',
  fields: [
  ],
  write: writeCgroupInfo_Blkio_Throttling,
  read: readCgroupInfo_Blkio_Throttling,
});

export interface CgroupInfo_Blkio_Throttling_Statistics {
  device?: Device_Number;
  io_serviced?: CgroupInfo_Blkio_Value[];
  io_service_bytes?: CgroupInfo_Blkio_Value[];
}
function writeCgroupInfo_Blkio_Throttling_Statistics(w: Writer, m: CgroupInfo_Blkio_Throttling_Statistics): void {
  if (m.io_service_bytes !== undefined) {
    for (let i = m.io_service_bytes.length - 1; i >= 0; i--) {
      const value = m.io_service_bytes[i]!;
      const size = w.size(); writeCgroupInfo_Blkio_Value(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.io_serviced !== undefined) {
    for (let i = m.io_serviced.length - 1; i >= 0; i--) {
      const value = m.io_serviced[i]!;
      const size = w.size(); writeCgroupInfo_Blkio_Value(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.device !== undefined) { const size = w.size(); writeDevice_Number(w, m.device); w.varint32(w.size() - size); w.byte(10); }
}
function readCgroupInfo_Blkio_Throttling_Statistics(r: Reader, end: number): CgroupInfo_Blkio_Throttling_Statistics {
  const m = {} as CgroupInfo_Blkio_Throttling_Statistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.device = readDevice_Number(r, r.span()); break;
      case 18: (m.io_serviced ??= []).push(readCgroupInfo_Blkio_Value(r, r.span())); break;
      case 26: (m.io_service_bytes ??= []).push(readCgroupInfo_Blkio_Value(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CgroupInfo_Blkio_Throttling_Statistics: MessageType<CgroupInfo_Blkio_Throttling_Statistics> = new MessageType<CgroupInfo_Blkio_Throttling_Statistics>({
  typeName: 'mesos.v1.CgroupInfo.Blkio.Throttling.Statistics',
  fields: [
    { name: 'device', number: 1, label: 'optional', type: () => Device_Number },
    { name: 'io_serviced', number: 2, label: 'repeated', type: () => CgroupInfo_Blkio_Value },
    { name: 'io_service_bytes', number: 3, label: 'repeated', type: () => CgroupInfo_Blkio_Value },
  ],
  write: writeCgroupInfo_Blkio_Throttling_Statistics,
  read: readCgroupInfo_Blkio_Throttling_Statistics,
});

export interface CgroupInfo_Blkio_Statistics {
  cfq?: CgroupInfo_Blkio_CFQ_Statistics[];
  cfq_recursive?: CgroupInfo_Blkio_CFQ_Statistics[];
  throttling?: CgroupInfo_Blkio_Throttling_Statistics[];
}
function writeCgroupInfo_Blkio_Statistics(w: Writer, m: CgroupInfo_Blkio_Statistics): void {
  if (m.throttling !== undefined) {
    for (let i = m.throttling.length - 1; i >= 0; i--) {
      const value = m.throttling[i]!;
      const size = w.size(); writeCgroupInfo_Blkio_Throttling_Statistics(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.cfq_recursive !== undefined) {
    for (let i = m.cfq_recursive.length - 1; i >= 0; i--) {
      const value = m.cfq_recursive[i]!;
      const size = w.size(); writeCgroupInfo_Blkio_CFQ_Statistics(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.cfq !== undefined) {
    for (let i = m.cfq.length - 1; i >= 0; i--) {
      const value = m.cfq[i]!;
      const size = w.size(); writeCgroupInfo_Blkio_CFQ_Statistics(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCgroupInfo_Blkio_Statistics(r: Reader, end: number): CgroupInfo_Blkio_Statistics {
  const m = {} as CgroupInfo_Blkio_Statistics;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.cfq ??= []).push(readCgroupInfo_Blkio_CFQ_Statistics(r, r.span())); break;
      case 18: (m.cfq_recursive ??= []).push(readCgroupInfo_Blkio_CFQ_Statistics(r, r.span())); break;
      case 26: (m.throttling ??= []).push(readCgroupInfo_Blkio_Throttling_Statistics(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CgroupInfo_Blkio_Statistics: MessageType<CgroupInfo_Blkio_Statistics> = new MessageType<CgroupInfo_Blkio_Statistics>({
  typeName: 'mesos.v1.CgroupInfo.Blkio.Statistics',
  fields: [
    { name: 'cfq', number: 1, label: 'repeated', type: () => CgroupInfo_Blkio_CFQ_Statistics },
    { name: 'cfq_recursive', number: 2, label: 'repeated', type: () => CgroupInfo_Blkio_CFQ_Statistics },
    { name: 'throttling', number: 3, label: 'repeated', type: () => CgroupInfo_Blkio_Throttling_Statistics },
  ],
  write: writeCgroupInfo_Blkio_Statistics,
  read: readCgroupInfo_Blkio_Statistics,
});

export interface CgroupInfo_NetCls {
  classid?: number;
}
function writeCgroupInfo_NetCls(w: Writer, m: CgroupInfo_NetCls): void {
  if (m.classid !== undefined) { w.uint32(m.classid); w.byte(8); }
}
function readCgroupInfo_NetCls(r: Reader, end: number): CgroupInfo_NetCls {
  const m = {} as CgroupInfo_NetCls;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.classid = r.uint32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const CgroupInfo_NetCls: MessageType<CgroupInfo_NetCls> = new MessageType<CgroupInfo_NetCls>({
  typeName: 'mesos.v1.CgroupInfo.NetCls',
  fields: [
    { name: 'classid', number: 1, label: 'optional', type: 'uint32' },
  ],
  write: writeCgroupInfo_NetCls,
  read: readCgroupInfo_NetCls,
});

export interface Labels {
  labels?: Label[];
}
function writeLabels(w: Writer, m: Labels): void {
  if (m.labels !== undefined) {
    for (let i = m.labels.length - 1; i >= 0; i--) {
      const value = m.labels[i]!;
      const size = w.size(); writeLabel(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readLabels(r: Reader, end: number): Labels {
  const m = {} as Labels;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.labels ??= []).push(readLabel(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Labels: MessageType<Labels> = new MessageType<Labels>({
  typeName: 'mesos.v1.Labels',
  fields: [
    { name: 'labels', number: 1, label: 'repeated', type: () => Label },
  ],
  write: writeLabels,
  read: readLabels,
});

/** For people and tools; means nothing to the cluster. */
export interface Label {
  key: string;
  value?: string;
}
function writeLabel(w: Writer, m: Label): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(18); }
  if (m.key !== undefined) { w.string(m.key); w.byte(10); }
  else w.incomplete = true;
}
function readLabel(r: Reader, end: number): Label {
  const m = {} as Label;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.key = r.string(); break;
      case 18: m.value = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.key === undefined) r.incomplete = true;
  return m;
}
export const Label: MessageType<Label> = new MessageType<Label>({
  typeName: 'mesos.v1.Label',
  fields: [
    { name: 'key', number: 1, label: 'required', type: 'string' },
    { name: 'value', number: 2, label: 'optional', type: 'string' },
  ],
  write: writeLabel,
  read: readLabel,
});

/** A port of a task, for those who look for it. */
export interface Port {
  number: number;
  name?: string;
  /** tcp, udp, or a word of the framework's own. */
  protocol?: string;
  visibility?: DiscoveryInfo_Visibility;
  labels?: Labels;
}
function writePort(w: Writer, m: Port): void {
  if (m.labels !== undefined) { const size = w.size(); writeLabels(w, m.labels); w.varint32(w.size() - size); w.byte(42); }
  if (m.visibility !== undefined) { w.int32(DiscoveryInfo_Visibility.numberOf(m.visibility)); w.byte(32); }
  if (m.protocol !== undefined) { w.string(m.protocol); w.byte(26); }
  if (m.name !== undefined) { w.string(m.name); w.byte(18); }
  if (m.number !== undefined) { w.uint32(m.number); w.byte(8); }
  else w.incomplete = true;
}
function readPort(r: Reader, end: number): Port {
  const m = {} as Port;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.number = r.uint32(); break;
      case 18: m.name = r.string(); break;
      case 26: m.protocol = r.string(); break;
      case 32: { const value = DiscoveryInfo_Visibility.nameOf(r.uint32()); if (value !== undefined) m.visibility = value; break; }
      case 42: m.labels = readLabels(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.number === undefined) r.incomplete = true;
  return m;
}
export const Port: MessageType<Port> = new MessageType<Port>({
  typeName: 'mesos.v1.Port',
  fields: [
    { name: 'number', number: 1, label: 'required', type: 'uint32' },
    { name: 'name', number: 2, label: 'optional', type: 'string' },
    { name: 'protocol', number: 3, label: 'optional', type: 'string' },
    { name: 'visibility', number: 4, label: 'optional', type: DiscoveryInfo_Visibility },
    { name: 'labels', number: 5, label: 'optional', type: () => Labels },
  ],
  write: writePort,
  read: readPort,
});

export interface Ports {
  ports?: Port[];
}
function writePorts(w: Writer, m: Ports): void {
  if (m.ports !== undefined) {
    for (let i = m.ports.length - 1; i >= 0; i--) {
      const value = m.ports[i]!;
      const size = w.size(); writePort(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readPorts(r: Reader, end: number): Ports {
  const m = {} as Ports;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.ports ??= []).push(readPort(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Ports: MessageType<Ports> = new MessageType<Ports>({
  typeName: 'mesos.v1.Ports',
  fields: [
    { name: 'ports', number: 1, label: 'repeated', type: () => Port },
  ],
  write: writePorts,
  read: readPorts,
});

/** How others find a task; DNS servers and load balancers read it. */
export interface DiscoveryInfo {
  visibility: DiscoveryInfo_Visibility;
  name?: string;
  environment?: string;
  location?: string;
  version?: string;
  ports?: Ports;
  labels?: Labels;
}
function writeDiscoveryInfo(w: Writer, m: DiscoveryInfo): void {
  if (m.labels !== undefined) { const size = w.size(); writeLabels(w, m.labels); w.varint32(w.size() - size); w.byte(58); }
  if (m.ports !== undefined) { const size = w.size(); writePorts(w, m.ports); w.varint32(w.size() - size); w.byte(50); }
  if (m.version !== undefined) { w.string(m.version); w.byte(42); }
  if (m.location !== undefined) { w.string(m.location); w.byte(34); }
  if (m.environment !== undefined) { w.string(m.environment); w.byte(26); }
  if (m.name !== undefined) { w.string(m.name); w.byte(18); }
  if (m.visibility !== undefined) { w.int32(DiscoveryInfo_Visibility.numberOf(m.visibility)); w.byte(8); }
  else w.incomplete = true;
}
function readDiscoveryInfo(r: Reader, end: number): DiscoveryInfo {
  const m = {} as DiscoveryInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = DiscoveryInfo_Visibility.nameOf(r.uint32()); if (value !== undefined) m.visibility = value; break; }
      case 18: m.name = r.string(); break;
      case 26: m.environment = r.string(); break;
      case 34: m.location = r.string(); break;
      case 42: m.version = r.string(); break;
      case 50: m.ports = readPorts(r, r.span()); break;
      case 58: m.labels = readLabels(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.visibility === undefined) r.incomplete = true;
  return m;
}
export const DiscoveryInfo: MessageType<DiscoveryInfo> = new MessageType<DiscoveryInfo>({
  typeName: 'mesos.v1.DiscoveryInfo',
  fields: [
    { name: 'visibility', number: 1, label: 'required', type: DiscoveryInfo_Visibility },
    { name: 'name', number: 2, label: 'optional', type: 'string' },
    { name: 'environment', number: 3, label: 'optional', type: 'string' },
    { name: 'location', number: 4, label: 'optional', type: 'string' },
    { name: 'version', number: 5, label: 'optional', type: 'string' },
    { name: 'ports', number: 6, label: 'optional', type: () => Ports },
    { name: 'labels', number: 7, label: 'optional', type: () => Labels },
  ],
  write: writeDiscoveryInfo,
  read: readDiscoveryInfo,
});

/** A role's share compared with others; 1 when nothing is said. */
export interface WeightInfo {
  weight: number;
  role?: string;
}
function writeWeightInfo(w: Writer, m: WeightInfo): void {
  if (m.role !== undefined) { w.string(m.role); w.byte(18); }
  if (m.weight !== undefined) { w.double(m.weight); w.byte(9); }
  else w.incomplete = true;
}
function readWeightInfo(r: Reader, end: number): WeightInfo {
  const m = {} as WeightInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.weight = r.double(); break;
      case 18: m.role = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.weight === undefined) r.incomplete = true;
  return m;
}
export const WeightInfo: MessageType<WeightInfo> = new MessageType<WeightInfo>({
  typeName: 'mesos.v1.WeightInfo',
  fields: [
    { name: 'weight', number: 1, label: 'required', type: 'double' },
    { name: 'role', number: 2, label: 'optional', type: 'string' },
  ],
  write: writeWeightInfo,
  read: readWeightInfo,
});

export interface VersionInfo {
  version: string;
  build_date?: string;
  /** Seconds since the Unix epoch. */
  build_time?: number;
  build_user?: string;
  git_sha?: string;
  git_branch?: string;
  git_tag?: string;
}
function writeVersionInfo(w: Writer, m: VersionInfo): void {
  if (m.git_tag !== undefined) { w.string(m.git_tag); w.byte(58); }
  if (m.git_branch !== undefined) { w.string(m.git_branch); w.byte(50); }
  if (m.git_sha !== undefined) { w.string(m.git_sha); w.byte(42); }
  if (m.build_user !== undefined) { w.string(m.build_user); w.byte(34); }
  if (m.build_time !== undefined) { w.double(m.build_time); w.byte(25); }
  if (m.build_date !== undefined) { w.string(m.build_date); w.byte(18); }
  if (m.version !== undefined) { w.string(m.version); w.byte(10); }
  else w.incomplete = true;
}
function readVersionInfo(r: Reader, end: number): VersionInfo {
  const m = {} as VersionInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.version = r.string(); break;
      case 18: m.build_date = r.string(); break;
      case 25: m.build_time = r.double(); break;
      case 34: m.build_user = r.string(); break;
      case 42: m.git_sha = r.string(); break;
      case 50: m.git_branch = r.string(); break;
      case 58: m.git_tag = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.version === undefined) r.incomplete = true;
  return m;
}
export const VersionInfo: MessageType<VersionInfo> = new MessageType<VersionInfo>({
  typeName: 'mesos.v1.VersionInfo',
  fields: [
    { name: 'version', number: 1, label: 'required', type: 'string' },
    { name: 'build_date', number: 2, label: 'optional', type: 'string' },
    { name: 'build_time', number: 3, label: 'optional', type: 'double' },
    { name: 'build_user', number: 4, label: 'optional', type: 'string' },
    { name: 'git_sha', number: 5, label: 'optional', type: 'string' },
    { name: 'git_branch', number: 6, label: 'optional', type: 'string' },
    { name: 'git_tag', number: 7, label: 'optional', type: 'string' },
  ],
  write: writeVersionInfo,
  read: readVersionInfo,
});

export interface Flag {
  name: string;
  value?: string;
}
function writeFlag(w: Writer, m: Flag): void {
  if (m.value !== undefined) { w.string(m.value); w.byte(18); }
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readFlag(r: Reader, end: number): Flag {
  const m = {} as Flag;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 18: m.value = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined) r.incomplete = true;
  return m;
}
export const Flag: MessageType<Flag> = new MessageType<Flag>({
  typeName: 'mesos.v1.Flag',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'value', number: 2, label: 'optional', type: 'string' },
  ],
  write: writeFlag,
  read: readFlag,
});

/** A role with what its frameworks hold. */
export interface Role {
  name: string;
  weight: number;
  frameworks?: FrameworkID[];
  resources?: Resource[];
}
function writeRole(w: Writer, m: Role): void {
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); writeResource(w, value); w.varint32(w.size() - size); w.byte(34);
    }
  }
  if (m.frameworks !== undefined) {
    for (let i = m.frameworks.length - 1; i >= 0; i--) {
      const value = m.frameworks[i]!;
      const size = w.size(); writeFrameworkID(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.weight !== undefined) { w.double(m.weight); w.byte(17); }
  else w.incomplete = true;
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readRole(r: Reader, end: number): Role {
  const m = {} as Role;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 17: m.weight = r.double(); break;
      case 26: (m.frameworks ??= []).push(readFrameworkID(r, r.span())); break;
      case 34: (m.resources ??= []).push(readResource(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined || m.weight === undefined) r.incomplete = true;
  return m;
}
export const Role: MessageType<Role> = new MessageType<Role>({
  typeName: 'mesos.v1.Role',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'weight', number: 2, label: 'required', type: 'double' },
    { name: 'frameworks', number: 3, label: 'repeated', type: () => FrameworkID },
    { name: 'resources', number: 4, label: 'repeated', type: () => Resource },
  ],
  write: writeRole,
  read: readRole,
});

export interface Metric {
  name: string;
  value?: number;
}
function writeMetric(w: Writer, m: Metric): void {
  if (m.value !== undefined) { w.double(m.value); w.byte(17); }
  if (m.name !== undefined) { w.string(m.name); w.byte(10); }
  else w.incomplete = true;
}
function readMetric(r: Reader, end: number): Metric {
  const m = {} as Metric;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.name = r.string(); break;
      case 17: m.value = r.double(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.name === undefined) r.incomplete = true;
  return m;
}
export const Metric: MessageType<Metric> = new MessageType<Metric>({
  typeName: 'mesos.v1.Metric',
  fields: [
    { name: 'name', number: 1, label: 'required', type: 'string' },
    { name: 'value', number: 2, label: 'optional', type: 'double' },
  ],
  write: writeMetric,
  read: readMetric,
});

/** A file as stat(2) describes it. */
export interface FileInfo {
  /** As it was asked for, not where it is on the machine. */
  path: string;
  nlink?: number;
  /** Bytes. */
  size?: Long;
  mtime?: TimeInfo;
  /** As in stat(2), with the bits of its kind. */
  mode?: number;
  uid?: string;
  gid?: string;
}
function writeFileInfo(w: Writer, m: FileInfo): void {
  if (m.gid !== undefined) { w.string(m.gid); w.byte(58); }
  if (m.uid !== undefined) { w.string(m.uid); w.byte(50); }
  if (m.mode !== undefined) { w.uint32(m.mode); w.byte(40); }
  if (m.mtime !== undefined) { const size = w.size(); writeTimeInfo(w, m.mtime); w.varint32(w.size() - size); w.byte(34); }
  if (m.size !== undefined) { w.uint64(m.size); w.byte(24); }
  if (m.nlink !== undefined) { w.int32(m.nlink); w.byte(16); }
  if (m.path !== undefined) { w.string(m.path); w.byte(10); }
  else w.incomplete = true;
}
function readFileInfo(r: Reader, end: number): FileInfo {
  const m = {} as FileInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.path = r.string(); break;
      case 16: m.nlink = r.int32(); break;
      case 24: m.size = r.uint64(); break;
      case 34: m.mtime = readTimeInfo(r, r.span()); break;
      case 40: m.mode = r.uint32(); break;
      case 50: m.uid = r.string(); break;
      case 58: m.gid = r.string(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.path === undefined) r.incomplete = true;
  return m;
}
export const FileInfo: MessageType<FileInfo> = new MessageType<FileInfo>({
  typeName: 'mesos.v1.FileInfo',
  fields: [
    { name: 'path', number: 1, label: 'required', type: 'string' },
    { name: 'nlink', number: 2, label: 'optional', type: 'int32' },
    { name: 'size', number: 3, label: 'optional', type: 'uint64' },
    { name: 'mtime', number: 4, label: 'optional', type: () => TimeInfo },
    { name: 'mode', number: 5, label: 'optional', type: 'uint32' },
    { name: 'uid', number: 6, label: 'optional', type: 'string' },
    { name: 'gid', number: 7, label: 'optional', type: 'string' },
  ],
  write: writeFileInfo,
  read: readFileInfo,
});

/** A device file. */
export interface Device {
  path?: string;
  number?: Device_Number;
}
function writeDevice(w: Writer, m: Device): void {
  if (m.number !== undefined) { const size = w.size(); writeDevice_Number(w, m.number); w.varint32(w.size() - size); w.byte(18); }
  if (m.path !== undefined) { w.string(m.path); w.byte(10); }
}
function readDevice(r: Reader, end: number): Device {
  const m = {} as Device;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.path = r.string(); break;
      case 18: m.number = readDevice_Number(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const Device: MessageType<Device> = new MessageType<Device>({
  typeName: 'mesos.v1.Device',
  fields: [
    { name: 'path', number: 1, label: 'optional', type: 'string' },
    { name: 'number', number: 2, label: 'optional', type: () => Device_Number },
  ],
  write: writeDevice,
  read: readDevice,
});

export interface Device_Number {
  major_number: Long;
  minor_number: Long;
}
function writeDevice_Number(w: Writer, m: Device_Number): void {
  if (m.minor_number !== undefined) { w.uint64(m.minor_number); w.byte(16); }
  else w.incomplete = true;
  if (m.major_number !== undefined) { w.uint64(m.major_number); w.byte(8); }
  else w.incomplete = true;
}
function readDevice_Number(r: Reader, end: number): Device_Number {
  const m = {} as Device_Number;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.major_number = r.uint64(); break;
      case 16: m.minor_number = r.uint64(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.major_number === undefined || m.minor_number === undefined) r.incomplete = true;
  return m;
}
export const Device_Number: MessageType<Device_Number> = new MessageType<Device_Number>({
  typeName: 'mesos.v1.Device.Number',
  fields: [
    { name: 'major_number', number: 1, label: 'required', type: 'uint64' },
    { name: 'minor_number', number: 2, label: 'required', type: 'uint64' },
  ],
  write: writeDevice_Number,
  read: readDevice_Number,
});

export interface DeviceAccess {
  device: Device;
  access: DeviceAccess_Access;
}
function writeDeviceAccess(w: Writer, m: DeviceAccess): void {
  if (m.access !== undefined) { const size = w.size(); writeDeviceAccess_Access(w, m.access); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.device !== undefined) { const size = w.size(); writeDevice(w, m.device); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readDeviceAccess(r: Reader, end: number): DeviceAccess {
  const m = {} as DeviceAccess;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.device = readDevice(r, r.span()); break;
      case 18: m.access = readDeviceAccess_Access(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.device === undefined || m.access === undefined) r.incomplete = true;
  return m;
}
export const DeviceAccess: MessageType<DeviceAccess> = new MessageType<DeviceAccess>({
  typeName: 'mesos.v1.DeviceAccess',
  fields: [
    { name: 'device', number: 1, label: 'required', type: () => Device },
    { name: 'access', number: 2, label: 'required', type: () => DeviceAccess_Access },
  ],
  write: writeDeviceAccess,
  read: readDeviceAccess,
});

export interface DeviceAccess_Access {
  read?: boolean;
  write?: boolean;
  mknod?: boolean;
}
function writeDeviceAccess_Access(w: Writer, m: DeviceAccess_Access): void {
  if (m.mknod !== undefined) { w.bool(m.mknod); w.byte(24); }
  if (m.write !== undefined) { w.bool(m.write); w.byte(16); }
  if (m.read !== undefined) { w.bool(m.read); w.byte(8); }
}
function readDeviceAccess_Access(r: Reader, end: number): DeviceAccess_Access {
  const m = {} as DeviceAccess_Access;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.read = r.bool(); break;
      case 16: m.write = r.bool(); break;
      case 24: m.mknod = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const DeviceAccess_Access: MessageType<DeviceAccess_Access> = new MessageType<DeviceAccess_Access>({
  typeName: 'mesos.v1.DeviceAccess.Access',
  fields: [
    { name: 'read', number: 1, label: 'optional', type: 'bool' },
    { name: 'write', number: 2, label: 'optional', type: 'bool' },
    { name: 'mknod', number: 3, label: 'optional', type: 'bool' },
  ],
  write: writeDeviceAccess_Access,
  read: readDeviceAccess_Access,
});

export interface DeviceWhitelist {
  allowed_devices?: DeviceAccess[];
}
function writeDeviceWhitelist(w: Writer, m: DeviceWhitelist): void {
  if (m.allowed_devices !== undefined) {
    for (let i = m.allowed_devices.length - 1; i >= 0; i--) {
      const value = m.allowed_devices[i]!;
      const size = w.size(); writeDeviceAccess(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readDeviceWhitelist(r: Reader, end: number): DeviceWhitelist {
  const m = {} as DeviceWhitelist;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.allowed_devices ??= []).push(readDeviceAccess(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const DeviceWhitelist: MessageType<DeviceWhitelist> = new MessageType<DeviceWhitelist>({
  typeName: 'mesos.v1.DeviceWhitelist',
  fields: [
    { name: 'allowed_devices', number: 1, label: 'repeated', type: () => DeviceAccess },
  ],
  write: writeDeviceWhitelist,
  read: readDeviceWhitelist,
});

/** How an agent is emptied. */
export interface DrainConfig {
  /** No task gets longer than this to end. */
  max_grace_period?: DurationInfo;
  /** Whether the agent is marked gone once it is empty. Default: false. */
  mark_gone?: boolean;
}
function writeDrainConfig(w: Writer, m: DrainConfig): void {
  if (m.mark_gone !== undefined) { w.bool(m.mark_gone); w.byte(16); }
  if (m.max_grace_period !== undefined) { const size = w.size(); writeDurationInfo(w, m.max_grace_period); w.varint32(w.size() - size); w.byte(10); }
}
function readDrainConfig(r: Reader, end: number): DrainConfig {
  const m = {} as DrainConfig;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.max_grace_period = readDurationInfo(r, r.span()); break;
      case 16: m.mark_gone = r.bool(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
export const DrainConfig: MessageType<DrainConfig> = new MessageType<DrainConfig>({
  typeName: 'mesos.v1.DrainConfig',
  fields: [
    { name: 'max_grace_period', number: 1, label: 'optional', type: () => DurationInfo },
    { name: 'mark_gone', number: 2, label: 'optional', type: 'bool', default: false },
  ],
  write: writeDrainConfig,
  read: readDrainConfig,
});

export interface DrainInfo {
  state: DrainState;
  config: DrainConfig;
}
function writeDrainInfo(w: Writer, m: DrainInfo): void {
  if (m.config !== undefined) { const size = w.size(); writeDrainConfig(w, m.config); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.state !== undefined) { w.int32(DrainState.numberOf(m.state)); w.byte(8); }
  else w.incomplete = true;
}
function readDrainInfo(r: Reader, end: number): DrainInfo {
  const m = {} as DrainInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: { const value = DrainState.nameOf(r.uint32()); if (value !== undefined) m.state = value; break; }
      case 18: m.config = readDrainConfig(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.state === undefined || m.config === undefined) r.incomplete = true;
  return m;
}
export const DrainInfo: MessageType<DrainInfo> = new MessageType<DrainInfo>({
  typeName: 'mesos.v1.DrainInfo',
  fields: [
    { name: 'state', number: 1, label: 'required', type: DrainState },
    { name: 'config', number: 2, label: 'required', type: () => DrainConfig },
  ],
  write: writeDrainInfo,
  read: readDrainInfo,
});
