/** Which states of an offer operation are its last: nothing follows but the acknowledgement. */
import type { OperationState } from './generated/mesos.ts';

const terminalStates: ReadonlySet<OperationState> = new Set<OperationState>([
  'OPERATION_FINISHED',
  'OPERATION_FAILED',
  'OPERATION_ERROR',
  'OPERATION_DROPPED',
  'OPERATION_GONE_BY_OPERATOR',
]);

export function isTerminalOperationState(state: OperationState): boolean {
  return terminalStates.has(state);
}
