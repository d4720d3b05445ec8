/**
 * `master/operations/…`: which operations are still open, how many ended in which way (counted where it
 * happens: `core.count('master/operations/<type>/<state>')`), and how many both are together.
 */
import type { Operation } from '../protocol/generated/mesos.ts';
import { endedOperationStates, openOperationStates, operationTypes } from './metric-names.ts';

type AddNumber = (name: string, value: number) => void;

export interface OperationFigures {
  /** All that are known, also those that have ended and are not acknowledged. */
  readonly operations: Iterable<Operation>;
  /** How many of a type ended in a state; those are counters of their own. */
  readonly endedCount: (type: string, state: string) => number;
}

export function addOperations({ operations, endedCount }: OperationFigures, add: AddNumber): void {
  const open = countOpen(operations);
  const sums = new Map<string, number>();
  const addTo = (name: string, value: number): void =>
    void sums.set(name, (sums.get(name) ?? 0) + value);
  for (const type of operationTypes) {
    // @compat Ends are counted for good, and so "total" never forgets an operation either.
    let total = 0;
    for (const state of endedOperationStates) {
      const value = endedCount(type, state);
      total += value;
      addTo(state, value);
    }
    for (const state of openOperationStates) {
      const value = open.get(`${type}/${state}`) ?? 0;
      total += value;
      addTo(state, value);
      add(`master/operations/${type}/${state}`, value);
    }
    addTo('total', total);
    add(`master/operations/${type}/total`, total);
  }
  for (const [state, value] of sums) add(`master/operations/${state}`, value);
}

/** By type and state; both as the names of metrics have them. */
function countOpen(operations: Iterable<Operation>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { info, latest_status: status } of operations) {
    const type = (info.type ?? 'unknown').toLowerCase();
    const state = status.state.slice('OPERATION_'.length).toLowerCase();
    const name = `${type}/${state}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
