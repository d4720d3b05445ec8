/**
 * Operations in the state: coming in when an agent is told to apply one, or tells of one itself;
 * leaving when the end of it is known and acknowledged. What they make of resources is not decided
 * here: books are changed when the agent is told (apply.ts), because nothing but the agent's failure
 * can keep it from doing so, and then it says what it has when it comes back.
 */
import { assert } from '../../../foundation/result.ts';
import { uuidText } from '../../../foundation/random.ts';
import type {
  Operation,
  OperationState,
  OperationStatus,
} from '../../../protocol/generated/mesos.ts';
import type { FrameworkId, OperationId } from '../../../protocol/ids.ts';
import { isTerminalOperationState } from '../../../protocol/operation-states.ts';
import { noteEnded } from '../agents/draining.ts';
import type { Core } from '../environment.ts';
import { type AgentRecord, type OperationRecord, type State, touch } from '../state.ts';

import { type ConvertingType, isConverting } from './operation-resources.ts';

/** Of one operation; agents send a few. */
const mostStatuses = 20;

export function makeOperationRecord(agent: AgentRecord, operation: Operation): OperationRecord {
  return {
    operation: { ...operation, agent_id: { value: agent.id } },
    key: uuidText(operation.uuid.value),
    id: operation.info.id?.value,
    frameworkId: operation.framework_id?.value,
    agentId: agent.id,
    fragments: undefined,
  };
}

export function addOperation({ state }: Core, agent: AgentRecord, record: OperationRecord): void {
  assert(!agent.operations.has(record.key), `operation ${record.key} is added once`);
  agent.operations.set(record.key, record);
  const { frameworkId, id } = record;
  if (frameworkId === undefined || id === undefined) return;
  let byId = state.operations.get(frameworkId);
  if (byId === undefined) state.operations.set(frameworkId, (byId = new Map()));
  byId.set(id, [...(byId.get(id) ?? []), record]);
}

export function removeOperation(core: Core, agent: AgentRecord, record: OperationRecord): void {
  const { state } = core;
  agent.operations.delete(record.key);
  noteEnded(core, agent);
  const { frameworkId, id } = record;
  if (frameworkId === undefined || id === undefined) return;
  const byId = state.operations.get(frameworkId);
  const left = byId?.get(id)?.filter((one) => one !== record) ?? [];
  if (left.length > 0) byId?.set(id, left);
  else byId?.delete(id);
  if (byId?.size === 0) state.operations.delete(frameworkId);
}

export function findOperation(agent: AgentRecord, uuid: Uint8Array): OperationRecord | undefined {
  return agent.operations.get(uuidText(uuid));
}

/** @compat a framework may give one name to several; the last is meant where one is asked for. */
export function findOperations(
  { operations }: State,
  frameworkId: FrameworkId,
  id: OperationId,
): readonly OperationRecord[] {
  return operations.get(frameworkId)?.get(id) ?? [];
}

/** What the agent told, and where the operation is by now. Agents repeat themselves. */
export function noteOperationStatus(
  core: Core,
  record: OperationRecord,
  told: OperationStatus,
  latest: OperationStatus = told,
): void {
  const { operation } = record;
  touch(record);
  const statuses = (operation.statuses ??= []);
  if (!statuses.some((one) => isSame(one, told))) statuses.push(told);
  if (statuses.length > mostStatuses) statuses.shift();
  if (isTerminalOperationState(operation.latest_status.state)) return;
  operation.latest_status = latest;
  const { type } = operation.info;
  if (isTerminalOperationState(latest.state) && isConverting(type)) {
    countOperationEnd(core, type, latest.state);
  }
}

function isSame(a: OperationStatus, b: OperationStatus): boolean {
  return a.state === b.state && sameUuid(a.uuid?.value, b.uuid?.value);
}

export function sameUuid(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export function countOperationEnd(core: Core, type: ConvertingType, state: OperationState): void {
  const end = state.slice('OPERATION_'.length).toLowerCase();
  core.count(`master/operations/${type.toLowerCase()}/${end}`);
}
