import { describe, expect, it } from 'vitest';
import type { Condition } from '../../model/instance.ts';
import { conditionOfAll } from './conditions.ts';

describe('a pod', () => {
  it.each<readonly [readonly Condition[], Condition]>([
    [['Running', 'Running'], 'Running'],
    // Not before all do.
    [['Running', 'Staging'], 'Staging'],
    [['Starting', 'Running'], 'Starting'],
    [['Provisioned', 'Starting'], 'Provisioned'],
    [['Running', 'Killing'], 'Killing'],
    [['Running', 'Unreachable'], 'Unreachable'],
    // One container that ended does not end it.
    [['Running', 'Finished'], 'Running'],
    [['Running', 'Failed'], 'Running'],
    [['Killing', 'Failed'], 'Killing'],
    [['Finished', 'Finished'], 'Finished'],
    [['Finished', 'Killed'], 'Killed'],
    [['Killed', 'Failed', 'Finished'], 'Failed'],
  ])('whose containers are %j is %s', (conditions, whole) => {
    expect(conditionOfAll(conditions)).toBe(whole);
    expect(conditionOfAll(conditions.toReversed())).toBe(whole);
  });
});
