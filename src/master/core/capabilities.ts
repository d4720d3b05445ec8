/**
 * What a master may announce to be capable of, and what has to be handled for it to be true. A test
 * holds the list of what is announced to the handlers that there are, both ways: whoever adds the
 * last handler announces.
 */
import type { MessageSchema } from '../../protocol/codec/schema.ts';
import { ReregisterSlaveMessage, UpdateSlaveMessage } from '../../protocol/generated/internal.ts';
import type { Call_Type } from '../../protocol/generated/master.ts';
import type { MasterInfo_Capability_Type } from '../../protocol/generated/mesos.ts';

export type MasterCapability = Exclude<MasterInfo_Capability_Type, 'UNKNOWN'>;

export interface CapabilityNeeds {
  readonly messages: readonly MessageSchema[];
  /** Of the operator API. */
  readonly calls: readonly Call_Type[];
}

export const needsOfCapability: Readonly<Record<MasterCapability, CapabilityNeeds>> = {
  // Agents may come back as more than they were.
  AGENT_UPDATE: { messages: [ReregisterSlaveMessage, UpdateSlaveMessage], calls: [] },
  AGENT_DRAINING: {
    messages: [],
    calls: ['DRAIN_AGENT', 'DEACTIVATE_AGENT', 'REACTIVATE_AGENT'],
  },
  QUOTA_V2: { messages: [], calls: ['GET_QUOTA', 'UPDATE_QUOTA'] },
};

export const announcedCapabilities: readonly MasterCapability[] = [
  'AGENT_UPDATE',
  'AGENT_DRAINING',
  'QUOTA_V2',
];
