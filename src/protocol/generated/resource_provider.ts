/**
 * Messages of package mesos.v1.resource_provider.
 * Generated from proto/mesos/v1/resource_provider/resource_provider.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { EnumType } from '../codec/schema.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { listJson } from '../codec/json-write.ts';
import { FrameworkID, Offer_Operation, Operation, OperationStatus, Resource, ResourceProviderID, ResourceProviderInfo, UUID } from './mesos.ts';

export type Event_Type =
  | 'UNKNOWN'
  | 'SUBSCRIBED'
  | 'APPLY_OPERATION'
  | 'PUBLISH_RESOURCES'
  | 'ACKNOWLEDGE_OPERATION_STATUS'
  | 'RECONCILE_OPERATIONS'
  | 'TEARDOWN';
export const Event_Type = new EnumType<Event_Type>('mesos.v1.resource_provider.Event.Type', {
  UNKNOWN: 0,
  SUBSCRIBED: 1,
  APPLY_OPERATION: 2,
  PUBLISH_RESOURCES: 3,
  ACKNOWLEDGE_OPERATION_STATUS: 4,
  RECONCILE_OPERATIONS: 5,
  TEARDOWN: 6,
});

export type Call_Type =
  | 'UNKNOWN'
  | 'SUBSCRIBE'
  | 'UPDATE_OPERATION_STATUS'
  | 'UPDATE_STATE'
  | 'UPDATE_PUBLISH_RESOURCES_STATUS';
export const Call_Type = new EnumType<Call_Type>('mesos.v1.resource_provider.Call.Type', {
  UNKNOWN: 0,
  SUBSCRIBE: 1,
  UPDATE_OPERATION_STATUS: 2,
  UPDATE_STATE: 3,
  UPDATE_PUBLISH_RESOURCES_STATUS: 4,
});

export type Call_UpdatePublishResourcesStatus_Status =
  | 'UNKNOWN'
  | 'OK'
  | 'FAILED';
export const Call_UpdatePublishResourcesStatus_Status = new EnumType<Call_UpdatePublishResourcesStatus_Status>('mesos.v1.resource_provider.Call.UpdatePublishResourcesStatus.Status', {
  UNKNOWN: 0,
  OK: 1,
  FAILED: 2,
});

export interface Event {
  type?: Event_Type;
  subscribed?: Event_Subscribed;
  apply_operation?: Event_ApplyOperation;
  publish_resources?: Event_PublishResources;
  acknowledge_operation_status?: Event_AcknowledgeOperationStatus;
  reconcile_operations?: Event_ReconcileOperations;
}
function writeEvent(w: Writer, m: Event): void {
  if (m.reconcile_operations !== undefined) { const size = w.size(); writeEvent_ReconcileOperations(w, m.reconcile_operations); w.varint32(w.size() - size); w.byte(50); }
  if (m.acknowledge_operation_status !== undefined) { const size = w.size(); writeEvent_AcknowledgeOperationStatus(w, m.acknowledge_operation_status); w.varint32(w.size() - size); w.byte(42); }
  if (m.publish_resources !== undefined) { const size = w.size(); writeEvent_PublishResources(w, m.publish_resources); w.varint32(w.size() - size); w.byte(34); }
  if (m.apply_operation !== undefined) { const size = w.size(); writeEvent_ApplyOperation(w, m.apply_operation); w.varint32(w.size() - size); w.byte(26); }
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
      case 26: m.apply_operation = readEvent_ApplyOperation(r, r.span()); break;
      case 34: m.publish_resources = readEvent_PublishResources(r, r.span()); break;
      case 42: m.acknowledge_operation_status = readEvent_AcknowledgeOperationStatus(r, r.span()); break;
      case 50: m.reconcile_operations = readEvent_ReconcileOperations(r, r.span()); break;
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
  if (m.apply_operation != null) t += `${t === '{' ? '' : ','}"apply_operation":${jsonEvent_ApplyOperation(m.apply_operation)}`;
  if (m.publish_resources != null) t += `${t === '{' ? '' : ','}"publish_resources":${jsonEvent_PublishResources(m.publish_resources)}`;
  if (m.acknowledge_operation_status != null) t += `${t === '{' ? '' : ','}"acknowledge_operation_status":${jsonEvent_AcknowledgeOperationStatus(m.acknowledge_operation_status)}`;
  if (m.reconcile_operations != null) t += `${t === '{' ? '' : ','}"reconcile_operations":${jsonEvent_ReconcileOperations(m.reconcile_operations)}`;
  return `${t}}`;
}
export const Event: MessageType<Event> = new MessageType<Event>({
  typeName: 'mesos.v1.resource_provider.Event',
  fields: [
    { name: 'type', number: 1, label: 'optional', type: Event_Type },
    { name: 'subscribed', number: 2, label: 'optional', type: () => Event_Subscribed },
    { name: 'apply_operation', number: 3, label: 'optional', type: () => Event_ApplyOperation },
    { name: 'publish_resources', number: 4, label: 'optional', type: () => Event_PublishResources },
    { name: 'acknowledge_operation_status', number: 5, label: 'optional', type: () => Event_AcknowledgeOperationStatus },
    { name: 'reconcile_operations', number: 6, label: 'optional', type: () => Event_ReconcileOperations },
  ],
  write: writeEvent,
  read: readEvent,
  json: jsonEvent,
});

export interface Event_Subscribed {
  provider_id: ResourceProviderID;
}
function writeEvent_Subscribed(w: Writer, m: Event_Subscribed): void {
  if (m.provider_id !== undefined) { const size = w.size(); ResourceProviderID.write(w, m.provider_id); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_Subscribed(r: Reader, end: number): Event_Subscribed {
  const m = {} as Event_Subscribed;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.provider_id = ResourceProviderID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.provider_id === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_Subscribed(m: Event_Subscribed): string {
  let t = '{';
  if (m.provider_id != null) t += `"provider_id":${ResourceProviderID.toJson(m.provider_id)}`;
  return `${t}}`;
}
export const Event_Subscribed: MessageType<Event_Subscribed> = new MessageType<Event_Subscribed>({
  typeName: 'mesos.v1.resource_provider.Event.Subscribed',
  fields: [
    { name: 'provider_id', number: 1, label: 'required', type: () => ResourceProviderID },
  ],
  write: writeEvent_Subscribed,
  read: readEvent_Subscribed,
  json: jsonEvent_Subscribed,
});

export interface Event_ApplyOperation {
  framework_id?: FrameworkID;
  info: Offer_Operation;
  operation_uuid: UUID;
  resource_version_uuid: UUID;
}
function writeEvent_ApplyOperation(w: Writer, m: Event_ApplyOperation): void {
  if (m.resource_version_uuid !== undefined) { const size = w.size(); UUID.write(w, m.resource_version_uuid); w.varint32(w.size() - size); w.byte(34); }
  else w.incomplete = true;
  if (m.operation_uuid !== undefined) { const size = w.size(); UUID.write(w, m.operation_uuid); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.info !== undefined) { const size = w.size(); Offer_Operation.write(w, m.info); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
}
function readEvent_ApplyOperation(r: Reader, end: number): Event_ApplyOperation {
  const m = {} as Event_ApplyOperation;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.info = Offer_Operation.read(r, r.span()); break;
      case 26: m.operation_uuid = UUID.read(r, r.span()); break;
      case 34: m.resource_version_uuid = UUID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.info === undefined || m.operation_uuid === undefined || m.resource_version_uuid === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_ApplyOperation(m: Event_ApplyOperation): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.info != null) t += `${t === '{' ? '' : ','}"info":${Offer_Operation.toJson(m.info)}`;
  if (m.operation_uuid != null) t += `${t === '{' ? '' : ','}"operation_uuid":${UUID.toJson(m.operation_uuid)}`;
  if (m.resource_version_uuid != null) t += `${t === '{' ? '' : ','}"resource_version_uuid":${UUID.toJson(m.resource_version_uuid)}`;
  return `${t}}`;
}
export const Event_ApplyOperation: MessageType<Event_ApplyOperation> = new MessageType<Event_ApplyOperation>({
  typeName: 'mesos.v1.resource_provider.Event.ApplyOperation',
  fields: [
    { name: 'framework_id', number: 1, label: 'optional', type: () => FrameworkID },
    { name: 'info', number: 2, label: 'required', type: () => Offer_Operation },
    { name: 'operation_uuid', number: 3, label: 'required', type: () => UUID },
    { name: 'resource_version_uuid', number: 4, label: 'required', type: () => UUID },
  ],
  write: writeEvent_ApplyOperation,
  read: readEvent_ApplyOperation,
  json: jsonEvent_ApplyOperation,
});

export interface Event_PublishResources {
  uuid: UUID;
  resources?: Resource[];
}
function writeEvent_PublishResources(w: Writer, m: Event_PublishResources): void {
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.uuid !== undefined) { const size = w.size(); UUID.write(w, m.uuid); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_PublishResources(r: Reader, end: number): Event_PublishResources {
  const m = {} as Event_PublishResources;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.uuid = UUID.read(r, r.span()); break;
      case 18: (m.resources ??= []).push(Resource.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.uuid === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_PublishResources(m: Event_PublishResources): string {
  let t = '{';
  if (m.uuid != null) t += `"uuid":${UUID.toJson(m.uuid)}`;
  if (m.resources != null && m.resources.length > 0) t += `${t === '{' ? '' : ','}"resources":${listJson(m.resources, (one) => Resource.toJson(one))}`;
  return `${t}}`;
}
export const Event_PublishResources: MessageType<Event_PublishResources> = new MessageType<Event_PublishResources>({
  typeName: 'mesos.v1.resource_provider.Event.PublishResources',
  fields: [
    { name: 'uuid', number: 1, label: 'required', type: () => UUID },
    { name: 'resources', number: 2, label: 'repeated', type: () => Resource },
  ],
  write: writeEvent_PublishResources,
  read: readEvent_PublishResources,
  json: jsonEvent_PublishResources,
});

export interface Event_AcknowledgeOperationStatus {
  status_uuid: UUID;
  operation_uuid: UUID;
}
function writeEvent_AcknowledgeOperationStatus(w: Writer, m: Event_AcknowledgeOperationStatus): void {
  if (m.operation_uuid !== undefined) { const size = w.size(); UUID.write(w, m.operation_uuid); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.status_uuid !== undefined) { const size = w.size(); UUID.write(w, m.status_uuid); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readEvent_AcknowledgeOperationStatus(r: Reader, end: number): Event_AcknowledgeOperationStatus {
  const m = {} as Event_AcknowledgeOperationStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.status_uuid = UUID.read(r, r.span()); break;
      case 18: m.operation_uuid = UUID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status_uuid === undefined || m.operation_uuid === undefined) r.incomplete = true;
  return m;
}
function jsonEvent_AcknowledgeOperationStatus(m: Event_AcknowledgeOperationStatus): string {
  let t = '{';
  if (m.status_uuid != null) t += `"status_uuid":${UUID.toJson(m.status_uuid)}`;
  if (m.operation_uuid != null) t += `${t === '{' ? '' : ','}"operation_uuid":${UUID.toJson(m.operation_uuid)}`;
  return `${t}}`;
}
export const Event_AcknowledgeOperationStatus: MessageType<Event_AcknowledgeOperationStatus> = new MessageType<Event_AcknowledgeOperationStatus>({
  typeName: 'mesos.v1.resource_provider.Event.AcknowledgeOperationStatus',
  fields: [
    { name: 'status_uuid', number: 1, label: 'required', type: () => UUID },
    { name: 'operation_uuid', number: 2, label: 'required', type: () => UUID },
  ],
  write: writeEvent_AcknowledgeOperationStatus,
  read: readEvent_AcknowledgeOperationStatus,
  json: jsonEvent_AcknowledgeOperationStatus,
});

export interface Event_ReconcileOperations {
  operation_uuids?: UUID[];
}
function writeEvent_ReconcileOperations(w: Writer, m: Event_ReconcileOperations): void {
  if (m.operation_uuids !== undefined) {
    for (let i = m.operation_uuids.length - 1; i >= 0; i--) {
      const value = m.operation_uuids[i]!;
      const size = w.size(); UUID.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readEvent_ReconcileOperations(r: Reader, end: number): Event_ReconcileOperations {
  const m = {} as Event_ReconcileOperations;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.operation_uuids ??= []).push(UUID.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonEvent_ReconcileOperations(m: Event_ReconcileOperations): string {
  let t = '{';
  if (m.operation_uuids != null && m.operation_uuids.length > 0) t += `"operation_uuids":${listJson(m.operation_uuids, (one) => UUID.toJson(one))}`;
  return `${t}}`;
}
export const Event_ReconcileOperations: MessageType<Event_ReconcileOperations> = new MessageType<Event_ReconcileOperations>({
  typeName: 'mesos.v1.resource_provider.Event.ReconcileOperations',
  fields: [
    { name: 'operation_uuids', number: 1, label: 'repeated', type: () => UUID },
  ],
  write: writeEvent_ReconcileOperations,
  read: readEvent_ReconcileOperations,
  json: jsonEvent_ReconcileOperations,
});

export interface Call {
  resource_provider_id?: ResourceProviderID;
  type?: Call_Type;
  subscribe?: Call_Subscribe;
  update_operation_status?: Call_UpdateOperationStatus;
  update_state?: Call_UpdateState;
  update_publish_resources_status?: Call_UpdatePublishResourcesStatus;
}
function writeCall(w: Writer, m: Call): void {
  if (m.update_publish_resources_status !== undefined) { const size = w.size(); writeCall_UpdatePublishResourcesStatus(w, m.update_publish_resources_status); w.varint32(w.size() - size); w.byte(50); }
  if (m.update_state !== undefined) { const size = w.size(); writeCall_UpdateState(w, m.update_state); w.varint32(w.size() - size); w.byte(42); }
  if (m.update_operation_status !== undefined) { const size = w.size(); writeCall_UpdateOperationStatus(w, m.update_operation_status); w.varint32(w.size() - size); w.byte(34); }
  if (m.subscribe !== undefined) { const size = w.size(); writeCall_Subscribe(w, m.subscribe); w.varint32(w.size() - size); w.byte(26); }
  if (m.type !== undefined) { w.int32(Call_Type.numberOf(m.type)); w.byte(16); }
  if (m.resource_provider_id !== undefined) { const size = w.size(); ResourceProviderID.write(w, m.resource_provider_id); w.varint32(w.size() - size); w.byte(10); }
}
function readCall(r: Reader, end: number): Call {
  const m = {} as Call;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.resource_provider_id = ResourceProviderID.read(r, r.span()); break;
      case 16: { const value = Call_Type.nameOf(r.uint32()); if (value !== undefined) m.type = value; break; }
      case 26: m.subscribe = readCall_Subscribe(r, r.span()); break;
      case 34: m.update_operation_status = readCall_UpdateOperationStatus(r, r.span()); break;
      case 42: m.update_state = readCall_UpdateState(r, r.span()); break;
      case 50: m.update_publish_resources_status = readCall_UpdatePublishResourcesStatus(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonCall(m: Call): string {
  let t = '{';
  if (m.resource_provider_id != null) t += `"resource_provider_id":${ResourceProviderID.toJson(m.resource_provider_id)}`;
  if (m.type != null) t += `${t === '{' ? '' : ','}"type":"${m.type}"`;
  if (m.subscribe != null) t += `${t === '{' ? '' : ','}"subscribe":${jsonCall_Subscribe(m.subscribe)}`;
  if (m.update_operation_status != null) t += `${t === '{' ? '' : ','}"update_operation_status":${jsonCall_UpdateOperationStatus(m.update_operation_status)}`;
  if (m.update_state != null) t += `${t === '{' ? '' : ','}"update_state":${jsonCall_UpdateState(m.update_state)}`;
  if (m.update_publish_resources_status != null) t += `${t === '{' ? '' : ','}"update_publish_resources_status":${jsonCall_UpdatePublishResourcesStatus(m.update_publish_resources_status)}`;
  return `${t}}`;
}
export const Call: MessageType<Call> = new MessageType<Call>({
  typeName: 'mesos.v1.resource_provider.Call',
  fields: [
    { name: 'resource_provider_id', number: 1, label: 'optional', type: () => ResourceProviderID },
    { name: 'type', number: 2, label: 'optional', type: Call_Type },
    { name: 'subscribe', number: 3, label: 'optional', type: () => Call_Subscribe },
    { name: 'update_operation_status', number: 4, label: 'optional', type: () => Call_UpdateOperationStatus },
    { name: 'update_state', number: 5, label: 'optional', type: () => Call_UpdateState },
    { name: 'update_publish_resources_status', number: 6, label: 'optional', type: () => Call_UpdatePublishResourcesStatus },
  ],
  write: writeCall,
  read: readCall,
  json: jsonCall,
});

export interface Call_Subscribe {
  resource_provider_info: ResourceProviderInfo;
}
function writeCall_Subscribe(w: Writer, m: Call_Subscribe): void {
  if (m.resource_provider_info !== undefined) { const size = w.size(); ResourceProviderInfo.write(w, m.resource_provider_info); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_Subscribe(r: Reader, end: number): Call_Subscribe {
  const m = {} as Call_Subscribe;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.resource_provider_info = ResourceProviderInfo.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.resource_provider_info === undefined) r.incomplete = true;
  return m;
}
function jsonCall_Subscribe(m: Call_Subscribe): string {
  let t = '{';
  if (m.resource_provider_info != null) t += `"resource_provider_info":${ResourceProviderInfo.toJson(m.resource_provider_info)}`;
  return `${t}}`;
}
export const Call_Subscribe: MessageType<Call_Subscribe> = new MessageType<Call_Subscribe>({
  typeName: 'mesos.v1.resource_provider.Call.Subscribe',
  fields: [
    { name: 'resource_provider_info', number: 1, label: 'required', type: () => ResourceProviderInfo },
  ],
  write: writeCall_Subscribe,
  read: readCall_Subscribe,
  json: jsonCall_Subscribe,
});

export interface Call_UpdateOperationStatus {
  framework_id?: FrameworkID;
  status: OperationStatus;
  latest_status?: OperationStatus;
  operation_uuid: UUID;
}
function writeCall_UpdateOperationStatus(w: Writer, m: Call_UpdateOperationStatus): void {
  if (m.operation_uuid !== undefined) { const size = w.size(); UUID.write(w, m.operation_uuid); w.varint32(w.size() - size); w.byte(34); }
  else w.incomplete = true;
  if (m.latest_status !== undefined) { const size = w.size(); OperationStatus.write(w, m.latest_status); w.varint32(w.size() - size); w.byte(26); }
  if (m.status !== undefined) { const size = w.size(); OperationStatus.write(w, m.status); w.varint32(w.size() - size); w.byte(18); }
  else w.incomplete = true;
  if (m.framework_id !== undefined) { const size = w.size(); FrameworkID.write(w, m.framework_id); w.varint32(w.size() - size); w.byte(10); }
}
function readCall_UpdateOperationStatus(r: Reader, end: number): Call_UpdateOperationStatus {
  const m = {} as Call_UpdateOperationStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.framework_id = FrameworkID.read(r, r.span()); break;
      case 18: m.status = OperationStatus.read(r, r.span()); break;
      case 26: m.latest_status = OperationStatus.read(r, r.span()); break;
      case 34: m.operation_uuid = UUID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.status === undefined || m.operation_uuid === undefined) r.incomplete = true;
  return m;
}
function jsonCall_UpdateOperationStatus(m: Call_UpdateOperationStatus): string {
  let t = '{';
  if (m.framework_id != null) t += `"framework_id":${FrameworkID.toJson(m.framework_id)}`;
  if (m.status != null) t += `${t === '{' ? '' : ','}"status":${OperationStatus.toJson(m.status)}`;
  if (m.latest_status != null) t += `${t === '{' ? '' : ','}"latest_status":${OperationStatus.toJson(m.latest_status)}`;
  if (m.operation_uuid != null) t += `${t === '{' ? '' : ','}"operation_uuid":${UUID.toJson(m.operation_uuid)}`;
  return `${t}}`;
}
export const Call_UpdateOperationStatus: MessageType<Call_UpdateOperationStatus> = new MessageType<Call_UpdateOperationStatus>({
  typeName: 'mesos.v1.resource_provider.Call.UpdateOperationStatus',
  fields: [
    { name: 'framework_id', number: 1, label: 'optional', type: () => FrameworkID },
    { name: 'status', number: 2, label: 'required', type: () => OperationStatus },
    { name: 'latest_status', number: 3, label: 'optional', type: () => OperationStatus },
    { name: 'operation_uuid', number: 4, label: 'required', type: () => UUID },
  ],
  write: writeCall_UpdateOperationStatus,
  read: readCall_UpdateOperationStatus,
  json: jsonCall_UpdateOperationStatus,
});

export interface Call_UpdateState {
  operations?: Operation[];
  resources?: Resource[];
  resource_version_uuid: UUID;
}
function writeCall_UpdateState(w: Writer, m: Call_UpdateState): void {
  if (m.resource_version_uuid !== undefined) { const size = w.size(); UUID.write(w, m.resource_version_uuid); w.varint32(w.size() - size); w.byte(26); }
  else w.incomplete = true;
  if (m.resources !== undefined) {
    for (let i = m.resources.length - 1; i >= 0; i--) {
      const value = m.resources[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.operations !== undefined) {
    for (let i = m.operations.length - 1; i >= 0; i--) {
      const value = m.operations[i]!;
      const size = w.size(); Operation.write(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readCall_UpdateState(r: Reader, end: number): Call_UpdateState {
  const m = {} as Call_UpdateState;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.operations ??= []).push(Operation.read(r, r.span())); break;
      case 18: (m.resources ??= []).push(Resource.read(r, r.span())); break;
      case 26: m.resource_version_uuid = UUID.read(r, r.span()); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.resource_version_uuid === undefined) r.incomplete = true;
  return m;
}
function jsonCall_UpdateState(m: Call_UpdateState): string {
  let t = '{';
  if (m.operations != null && m.operations.length > 0) t += `"operations":${listJson(m.operations, (one) => Operation.toJson(one))}`;
  if (m.resources != null && m.resources.length > 0) t += `${t === '{' ? '' : ','}"resources":${listJson(m.resources, (one) => Resource.toJson(one))}`;
  if (m.resource_version_uuid != null) t += `${t === '{' ? '' : ','}"resource_version_uuid":${UUID.toJson(m.resource_version_uuid)}`;
  return `${t}}`;
}
export const Call_UpdateState: MessageType<Call_UpdateState> = new MessageType<Call_UpdateState>({
  typeName: 'mesos.v1.resource_provider.Call.UpdateState',
  fields: [
    { name: 'operations', number: 1, label: 'repeated', type: () => Operation },
    { name: 'resources', number: 2, label: 'repeated', type: () => Resource },
    { name: 'resource_version_uuid', number: 3, label: 'required', type: () => UUID },
  ],
  write: writeCall_UpdateState,
  read: readCall_UpdateState,
  json: jsonCall_UpdateState,
});

export interface Call_UpdatePublishResourcesStatus {
  uuid: UUID;
  status: Call_UpdatePublishResourcesStatus_Status;
}
function writeCall_UpdatePublishResourcesStatus(w: Writer, m: Call_UpdatePublishResourcesStatus): void {
  if (m.status !== undefined) { w.int32(Call_UpdatePublishResourcesStatus_Status.numberOf(m.status)); w.byte(16); }
  else w.incomplete = true;
  if (m.uuid !== undefined) { const size = w.size(); UUID.write(w, m.uuid); w.varint32(w.size() - size); w.byte(10); }
  else w.incomplete = true;
}
function readCall_UpdatePublishResourcesStatus(r: Reader, end: number): Call_UpdatePublishResourcesStatus {
  const m = {} as Call_UpdatePublishResourcesStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.uuid = UUID.read(r, r.span()); break;
      case 16: { const value = Call_UpdatePublishResourcesStatus_Status.nameOf(r.uint32()); if (value !== undefined) m.status = value; break; }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.uuid === undefined || m.status === undefined) r.incomplete = true;
  return m;
}
function jsonCall_UpdatePublishResourcesStatus(m: Call_UpdatePublishResourcesStatus): string {
  let t = '{';
  if (m.uuid != null) t += `"uuid":${UUID.toJson(m.uuid)}`;
  if (m.status != null) t += `${t === '{' ? '' : ','}"status":"${m.status}"`;
  return `${t}}`;
}
export const Call_UpdatePublishResourcesStatus: MessageType<Call_UpdatePublishResourcesStatus> = new MessageType<Call_UpdatePublishResourcesStatus>({
  typeName: 'mesos.v1.resource_provider.Call.UpdatePublishResourcesStatus',
  fields: [
    { name: 'uuid', number: 1, label: 'required', type: () => UUID },
    { name: 'status', number: 2, label: 'required', type: Call_UpdatePublishResourcesStatus_Status },
  ],
  write: writeCall_UpdatePublishResourcesStatus,
  read: readCall_UpdatePublishResourcesStatus,
  json: jsonCall_UpdatePublishResourcesStatus,
});
