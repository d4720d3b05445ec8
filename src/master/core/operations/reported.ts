/**
 * What an agent says it has of operations, against what the master knows: after each registration,
 * and whenever else it updates itself. Operations that the master does not know of (it was restarted)
 * are taken in; after those that only the master knows the agent is asked, and says that it dropped
 * what it never got.
 */
import {
  ReconcileOperationsMessage,
  type UpdateSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import { uuidText } from '../../../foundation/random.ts';
import { isTerminalOperationState } from '../../../protocol/operation-states.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import type { AgentRecord } from '../state.ts';
import { acknowledgeAgain } from './status-updates.ts';
import {
  addOperation,
  findOperation,
  makeOperationRecord,
  noteOperationStatus,
} from './operations.ts';
import { isConverting, withNewFormat } from './operation-resources.ts';

export function takeReportedOperations(
  core: Core,
  agent: AgentRecord,
  { operations }: UpdateSlaveMessage,
): void {
  // Of a change of what it lends alone: it says nothing of operations.
  if (operations === undefined) return;
  const missing = new Set(agent.operations.values());
  const told = new Set((operations.operations ?? []).map(({ uuid }) => uuidText(uuid.value)));
  for (const key of agent.acknowledgedOperations.keys()) {
    if (!told.has(key)) agent.acknowledgedOperations.delete(key);
  }
  for (const operation of operations.operations ?? []) {
    const known = findOperation(agent, operation.uuid.value);
    const { latest_status: latest, info } = operation;
    if (known === undefined) {
      // It crossed the acknowledgement: a record of it here would never go.
      if (acknowledgeAgain(core, agent, operation.uuid.value, latest)) continue;
      const { type } = info;
      const own = isConverting(type) ? withNewFormat(info, type) : info;
      addOperation(core, agent, makeOperationRecord(agent, { ...operation, info: own }));
    } else {
      missing.delete(known);
      // Of one that has ended the status is repeated, and told then, until it is acknowledged.
      if (isTerminalOperationState(latest.state)) noteOperationStatus(core, known, latest);
    }
  }
  if (missing.size === 0) return;
  core.log.info(`Asking agent ${agent.id} for ${missing.size} operations that it does not tell of`);
  send(core, agent.pid, ReconcileOperationsMessage, {
    operations: [...missing].map(({ operation }) => ({ operation_uuid: operation.uuid })),
  });
}
