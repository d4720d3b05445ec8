import { describe, expect, it } from 'vitest';
import { TaskStatus_Reason } from '../../../src/protocol/generated/mesos.ts';
import { reasonWords } from './areas/reasons.ts';

const numbers = Array.from({ length: 100 }, (_, number) => number);
const reasons = numbers.flatMap((number) => {
  const name = TaskStatus_Reason.nameOf(number);
  return name === undefined ? [] : [name.replace('REASON_', '')];
});

describe('the catalogue of reasons', () => {
  it('has all of the protocol, and a next step for each', () => {
    expect(reasons.length).toBeGreaterThan(30);
    const wanted = reasons.flatMap((name) => [name, `${name}_next`]);
    expect(Object.keys(reasonWords.en).toSorted()).toEqual(wanted.toSorted());
  });
});
