import { expect, it } from 'vitest';
import type { Core } from '../../core/environment.ts';
import type { Instance } from '../../model/instance.ts';
import { reservationsOf } from './reservations.ts';

const volume = { containerPath: 'data', uuid: 'u', persistenceId: 'a#data#u' };
const waiting = {
  ...{ id: 'a.instance-1', runSpecId: '/a', role: 'r', condition: 'Reserved', since: 0 },
  ...{ agent: { agentId: 'S1', host: 'one', attributes: {} }, tasks: [], volumes: [volume] },
} as unknown as Instance;

it('what is kept for an instance is told also while it has no task', () => {
  const instances: readonly Instance[] = [
    waiting,
    { ...waiting, id: 'a.instance-2', condition: 'Failed' },
    { ...waiting, id: 'a.instance-3', volumes: [] },
  ];
  const core = { instances: { of: () => instances } } as unknown as Core;
  expect(reservationsOf(core, '/a')).toEqual([
    {
      ...{ instanceId: 'a.instance-1', taskId: null, slaveId: 'S1', host: 'one', role: 'r' },
      ...{ condition: 'Reserved', since: '1970-01-01T00:00:00.000Z' },
      volumes: [{ containerPath: 'data', persistenceId: 'a#data#u' }],
    },
  ]);
});
