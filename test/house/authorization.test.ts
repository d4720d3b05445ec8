/** Every call says which of Mesos' actions it is: what may be done is decided at the doors. */
import { expect, it } from 'vitest';

import { agentCalls, agentJsonCalls } from '../../src/agent/calls/index.ts';
import { jsonCalls, operatorCalls } from '../../src/master/calls/operator/index.ts';
import { schedulerCalls } from '../../src/master/core/calls/index.ts';
import type { Authorization } from '../../src/security/authorization.ts';

interface Listed {
  readonly name: string;
  readonly authorize: Authorization<never>;
}

const operators: readonly Listed[] = [
  ...operatorCalls,
  ...jsonCalls,
  ...agentCalls,
  ...agentJsonCalls,
];
const schedulers: readonly Listed[] = [...schedulerCalls.values()].map(({ type, authorize }) => ({
  name: type,
  authorize,
}));

/** Which calls Mesos lets anybody make who may speak at all. */
const open = ['GET_HEALTH', 'GET_LOGGING_LEVEL', 'GET_MASTER', 'GET_METRICS', 'GET_VERSION'];

it('of calls of operators only those are open that say nothing of what runs', () => {
  const names = operators.filter(({ authorize }) => authorize.asked === 'nobody');
  expect([...new Set(names.map(({ name }) => name))].toSorted()).toEqual(open);
});

it('what changes something is refused as a whole, what only shows leaves things out', () => {
  const reads = /^(GET|LIST|READ)_|^SUBSCRIBE$/;
  const wrong = operators.filter(({ name, authorize }) => {
    if (authorize.asked === 'nobody') return false;
    const shows = reads.test(name) && name !== 'GET_FLAGS';
    return authorize.asked !== (shows ? 'for each' : 'once');
  });
  expect(wrong).toEqual([]);
});

it('of calls of frameworks those ask that register it or run something', () => {
  const asking = schedulers.filter(({ authorize }) => authorize.asked !== 'nobody');
  expect(asking.map(({ name }) => name)).toEqual(['ACCEPT', 'UPDATE_FRAMEWORK']);
  expect(schedulers.filter(({ authorize }) => authorize === undefined)).toEqual([]);
});
