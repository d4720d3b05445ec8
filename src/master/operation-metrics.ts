/**
 * `master/operations/…`: how many operations are known, and which of them are still open. How they end
 * is counted where it happens: `core.count('master/operations/<type>/<state>')`.
 */
import type { Operation } from '../protocol/generated/mesos.ts';
import { openOperationStates, operationTypes } from './metric-names.ts';

/** Of all types together, and of each; what is not there is 0. */
export function addKnownOperations(
  operations: Iterable<Operation>,
  add: (name: string, value: number) => void,
): void {
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { info, latest_status: status } of operations) {
    const type = (info.type ?? 'unknown').toLowerCase();
    const state = status.state.slice('OPERATION_'.length).toLowerCase();
    for (const what of ['total', state]) {
      count(what);
      count(`${type}/${what}`);
    }
  }
  for (const state of openOperationStates) {
    add(`master/operations/${state}`, counts.get(state) ?? 0);
    for (const type of operationTypes) {
      add(`master/operations/${type}/${state}`, counts.get(`${type}/${state}`) ?? 0);
    }
  }
}
