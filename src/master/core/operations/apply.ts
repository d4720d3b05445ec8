/**
 * An operation is applied: the books of the master and of the allocator have changed, or do so here,
 * and the agent is told. Agents that know operations are told of the operation and say what became
 * of it; others are told all that was made on them so far, and keep it.
 */
import { assert } from '../../../foundation/result.ts';
import {
  ApplyOperationMessage,
  CheckpointResourcesMessage,
} from '../../../protocol/generated/internal.ts';
import type { Offer_Operation, Operation } from '../../../protocol/generated/mesos.ts';
import { needsCheckpoint } from '../../../resources/checkpointed.ts';
import { type Conversion, convert } from '../../../resources/operations.ts';
import { convertToOldestFormat } from '../../../resources/refinement.ts';
import type { Resources } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import { type AgentRecord, type FrameworkRecord, touch } from '../state.ts';
import { addOperation, makeOperationRecord } from './operations.ts';

export interface Application {
  readonly operation: Offer_Operation;
  /** Undefined: an operator asks. */
  readonly framework: FrameworkRecord | undefined;
  /** What it makes of resources, found to be there. */
  readonly conversions: readonly Conversion[];
}

export function applyOnAgent(core: Core, agent: AgentRecord, application: Application): void {
  const total = totalAfter(agent.total, application.conversions);
  assert(total.ok, 'what an operation takes was found on its agent before');
  agent.total = total.value;
  touch(agent);
  if (takesOperations(agent)) tellOperation(core, agent, application);
  else sendCheckpointed(core, agent);
}

/** @compat Such an agent also says which version of its resources it has. */
export function takesOperations({ capabilities, resourceVersion }: AgentRecord): boolean {
  return capabilities.has('RESOURCE_PROVIDER') && resourceVersion !== undefined;
}

export function totalAfter(
  total: Resources,
  conversions: readonly Conversion[],
): ReturnType<typeof convert> {
  let result: ReturnType<typeof convert> = { ok: true, value: total };
  for (const conversion of conversions) {
    if (!result.ok) return result;
    result = convert(result.value, unallocated(conversion));
  }
  return result;
}

/** As it is to be said of what nobody has been given. */
export function unallocated({ consumed, converted, findError }: Conversion): Conversion {
  const plain = { consumed: consumed.unallocate(), converted: converted.unallocate() };
  return findError === undefined ? plain : { ...plain, findError };
}

function tellOperation(
  core: Core,
  agent: AgentRecord,
  { operation: info, framework }: Application,
): void {
  const agent_id = { value: agent.id };
  const named = info.id === undefined ? {} : { operation_id: info.id };
  const operation: Operation = {
    ...(framework === undefined ? {} : { framework_id: { value: framework.id } }),
    agent_id,
    info,
    latest_status: { ...named, state: 'OPERATION_PENDING', agent_id },
    uuid: { value: core.random.uuidBytes() },
  };
  addOperation(core, agent, makeOperationRecord(agent, operation));
  send(core, agent.pid, ApplyOperationMessage, {
    ...(framework === undefined ? {} : { framework_id: { value: framework.id } }),
    operation_info: info,
    operation_uuid: operation.uuid,
    resource_version_uuid: { uuid: { value: agent.resourceVersion! } },
  });
}

/** All that was made on it. What it could not be told was never made: validation/reserve.ts. */
export function sendCheckpointed(core: Core, agent: AgentRecord): void {
  const made = agent.total.toMessages().filter(needsCheckpoint);
  const resources = agent.capabilities.has('RESERVATION_REFINEMENT')
    ? made
    : convertToOldestFormat(made);
  send(core, agent.pid, CheckpointResourcesMessage, { resources });
}
