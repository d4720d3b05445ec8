/**
 * What an agent may announce to be capable of, and what has to be handled for it to be true: a
 * master relies on it, and what is dropped then is lost. A test holds the list of what is announced
 * to the handlers that there are, both ways: whoever adds the last handler announces.
 */
import {
  AcknowledgeOperationStatusMessage,
  ApplyOperationMessage,
  CheckpointResourcesMessage,
  DrainSlaveMessage,
  ReconcileOperationsMessage,
  RunTaskGroupMessage,
  RunTaskMessage,
} from '../../protocol/generated/internal.ts';
import type { MessageSchema } from '../../protocol/codec/schema.ts';
import type { Call_Type } from '../../protocol/generated/agent.ts';
import type { AgentInfo_Capability_Type } from '../../protocol/generated/mesos.ts';

export type AgentCapability = Exclude<AgentInfo_Capability_Type, 'UNKNOWN'>;

export interface CapabilityNeeds {
  readonly messages: readonly MessageSchema[];
  /** Of the operator API. */
  readonly calls: readonly Call_Type[];
}

const launches = [RunTaskMessage, RunTaskGroupMessage];
const operations = [
  ApplyOperationMessage,
  AcknowledgeOperationStatusMessage,
  ReconcileOperationsMessage,
];

export const needsOfCapability: Readonly<Record<AgentCapability, CapabilityNeeds>> = {
  MULTI_ROLE: { messages: launches, calls: [] },
  HIERARCHICAL_ROLE: { messages: launches, calls: [] },
  // Masters tell agents that have no operations of reservations all the same.
  RESERVATION_REFINEMENT: { messages: [...launches, CheckpointResourcesMessage], calls: [] },
  // To a master it means: reservations and volumes are made by operations. Providers of resources are
  // another matter: nobody can add one here, so there is none to speak of.
  RESOURCE_PROVIDER: { messages: operations, calls: [] },
  RESIZE_VOLUME: { messages: operations, calls: [] },
  AGENT_OPERATION_FEEDBACK: { messages: operations, calls: [] },
  AGENT_DRAINING: { messages: [DrainSlaveMessage], calls: [] },
  // Kept, or refused as agents without cgroups refuse them.
  TASK_RESOURCE_LIMITS: { messages: launches, calls: [] },
};

export const announcedCapabilities: readonly AgentCapability[] = [
  'MULTI_ROLE',
  'HIERARCHICAL_ROLE',
  'RESERVATION_REFINEMENT',
  'RESOURCE_PROVIDER',
  'RESIZE_VOLUME',
  'AGENT_OPERATION_FEEDBACK',
  'AGENT_DRAINING',
  'TASK_RESOURCE_LIMITS',
];
