/**
 * CREATE_DISK and DESTROY_DISK: what a resource provider makes of its disks. No agent has told this
 * master of a resource provider, so the end of it is always that an offer does not hold such a disk;
 * what is wrong with the operation itself is said first, as real masters do.
 */
import type {
  Offer_Operation_CreateDisk,
  Offer_Operation_DestroyDisk,
} from '../../../protocol/generated/mesos.ts';
import { agentText } from '../agents/agent-text.ts';
import type { AgentRecord } from '../state.ts';
import { findEachError, textOf } from './resources.ts';

export function findCreateDiskError(
  agent: AgentRecord,
  { source, target_type, target_profile }: Offer_Operation_CreateDisk,
): string | undefined {
  const error = findProviderError(agent, source);
  if (error !== undefined) return error;
  if (source.disk?.source?.type !== 'RAW') return "'source' is not a RAW disk resource";
  if (target_type !== 'MOUNT' && target_type !== 'BLOCK') {
    return "'target_type' is neither MOUNT or BLOCK";
  }
  const isProfiled = source.disk.source.profile !== undefined;
  if (isProfiled !== (target_profile !== undefined)) return undefined;
  return isProfiled
    ? "'target_profile' must not be set when 'source' has a profile"
    : "'target_profile' must be set when 'source' has no profile";
}

const wholeDisks = new Set(['MOUNT', 'BLOCK', 'RAW']);

export function findDestroyDiskError(
  agent: AgentRecord,
  { source }: Offer_Operation_DestroyDisk,
): string | undefined {
  const error = findProviderError(agent, source);
  if (error !== undefined) return error;
  if (!wholeDisks.has(source.disk?.source?.type ?? '')) {
    return "'source' is neither a MOUNT, BLOCK or RAW disk resource";
  }
  if (source.disk?.source?.id === undefined) return "'source' is not backed by a CSI volume";
  if (source.disk.persistence === undefined) return undefined;
  return `A disk resource containing a persistent volume ${textOf(source)} cannot be destroyed directly. Please destroy the persistent volume first then destroy the disk resource`;
}

function findProviderError(
  agent: AgentRecord,
  source: Offer_Operation_CreateDisk['source'],
): string | undefined {
  if (!agent.capabilities.has('RESOURCE_PROVIDER')) {
    return `Not supported on agent ${agentText(agent)} because it does not have RESOURCE_PROVIDER capability`;
  }
  const error = findEachError([source]);
  if (error !== undefined) return `Invalid resource: ${error}`;
  return source.provider_id === undefined
    ? "'source' is not managed by a resource provider"
    : undefined;
}
