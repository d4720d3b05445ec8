import { expect, it } from 'vitest';
import type {
  Offer_Operation_Type,
  Operation,
  OperationState,
} from '../protocol/generated/mesos.ts';
import { addOperations } from './operation-metrics.ts';

function anOperation(type: Offer_Operation_Type, state: OperationState): Operation {
  return { info: { type }, latest_status: { state }, uuid: { value: new Uint8Array(16) } };
}

it('operations are open, or were counted as they ended, and both are the total', () => {
  const numbers = new Map<string, number>();
  const operations = [
    anOperation('RESERVE', 'OPERATION_PENDING'),
    // Not acknowledged yet: it is among the seven.
    anOperation('RESERVE', 'OPERATION_FINISHED'),
    anOperation('CREATE', 'OPERATION_PENDING'),
    anOperation('CREATE', 'OPERATION_UNREACHABLE'),
  ];
  const ended = new Map([
    ['reserve/finished', 7],
    ['destroy/failed', 2],
  ]);
  const endedCount = (type: string, state: string): number => ended.get(`${type}/${state}`) ?? 0;
  addOperations({ operations, endedCount }, (name, value) => void numbers.set(name, value));
  const read = (name: string): number | undefined => numbers.get(`master/operations/${name}`);
  expect(['total', 'pending', 'unreachable', 'finished', 'failed'].map(read)).toEqual([
    12, 2, 1, 7, 2,
  ]);
  expect(['reserve/total', 'create/total', 'destroy/total'].map(read)).toEqual([8, 2, 2]);
  expect(['reserve/pending', 'create/pending', 'destroy/recovering'].map(read)).toEqual([1, 1, 0]);
  // These are counters, which others add.
  expect(read('reserve/finished')).toBeUndefined();
});
