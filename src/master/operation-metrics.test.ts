import { expect, it } from 'vitest';
import type {
  Offer_Operation_Type,
  Operation,
  OperationState,
} from '../protocol/generated/mesos.ts';
import { addKnownOperations } from './operation-metrics.ts';

function anOperation(type: Offer_Operation_Type, state: OperationState): Operation {
  return { info: { type }, latest_status: { state }, uuid: { value: new Uint8Array(16) } };
}

it('operations are known, pending or unreachable, by type and together', () => {
  const numbers = new Map<string, number>();
  const operations = [
    anOperation('RESERVE', 'OPERATION_PENDING'),
    anOperation('RESERVE', 'OPERATION_FINISHED'),
    anOperation('CREATE', 'OPERATION_PENDING'),
  ];
  addKnownOperations(operations, (name, value) => void numbers.set(name, value));
  const read = (name: string): number | undefined => numbers.get(`master/operations/${name}`);
  expect(['total', 'pending', 'unreachable'].map(read)).toEqual([3, 2, 0]);
  expect(['reserve/total', 'reserve/pending', 'create/pending'].map(read)).toEqual([2, 1, 1]);
  expect(read('destroy/recovering')).toBe(0);
  // Ends are counters, which others add.
  expect(read('reserve/finished')).toBeUndefined();
});
