import { expect, it } from 'vitest';
import type { Call } from '../../../protocol/generated/executor.ts';
import { aTask, anExecutor, PaperCluster } from '../test-support.ts';

const message = { data: new Uint8Array(1) };
const ids = { framework_id: { value: 'F1' }, executor_id: { value: 'e' } };
const deaf = { send: () => undefined, close: () => undefined };

function running(): PaperCluster {
  const cluster = new PaperCluster();
  cluster.startRegistered();
  const { command: _command, ...task } = aTask('t');
  cluster.run({ ...task, executor: anExecutor('e') });
  return cluster;
}

function refused(cluster: PaperCluster, call: Call): unknown {
  const fault = cluster.speak(call, deaf);
  return fault && [fault.status, fault.message];
}

it('refusals come in the order of real agents', () => {
  const cluster = running();
  const shape = 'Failed to validate Executor::Call: ';
  expect(refused(cluster, ids)).toEqual([400, `${shape}Expecting 'type' to be present`]);
  const nobody = { framework_id: { value: 'F2' }, executor_id: { value: 'x' } };
  expect(refused(cluster, { ...nobody, type: 'UPDATE' })).toEqual([
    400,
    `${shape}Expecting 'update' to be present`,
  ]);
  expect(refused(cluster, { ...nobody, type: 'MESSAGE', message })).toEqual([
    400,
    'Framework cannot be found',
  ]);
  expect(refused(cluster, { ...nobody, type: 'HEARTBEAT' })).toBeUndefined();
  expect(refused(cluster, { ...ids, type: 'MESSAGE', message })).toEqual([
    403,
    'Executor is not subscribed',
  ]);
  expect(refused(cluster, { ...ids, type: 'SUBSCRIBE', subscribe: {} })).toBeUndefined();
  expect(refused(cluster, { ...ids, type: 'MESSAGE', message })).toBeUndefined();
  expect(refused(cluster, { ...ids, type: 'UNKNOWN' })).toEqual([501, undefined]);
});

it('who cannot read events has no stream; before the checkpoints are read nobody has', () => {
  const cluster = running();
  const call: Call = { ...ids, type: 'SUBSCRIBE', subscribe: {} };
  const unread = cluster.agent.call({ call, canReadEvents: () => false });
  expect(unread).toEqual({ ok: false, error: { status: 406 } });
  const fresh = new PaperCluster();
  fresh.start();
  fresh.state.phase = 'recovering';
  expect(refused(fresh, ids)).toEqual([503, 'Agent has not finished recovery']);
});

it('an executor that went before its stream was open hears nothing', () => {
  const cluster = running();
  const taken = cluster.agent.call({ call: { ...ids, type: 'SUBSCRIBE', subscribe: {} } });
  const [key] = cluster.machine.containers.keys();
  cluster.machine.endKey(key!, { status: 0 });
  cluster.pass(20);
  const heard: string[] = [];
  const link = { send: () => void heard.push('event'), close: () => void heard.push('close') };
  const fault = taken.ok && taken.value.kind === 'stream' && taken.value.open(link);
  expect(fault).toMatchObject({ status: 400 });
  expect(heard).toEqual([]);
});

it('a token speaks for the executor that it was made for, and for no other', () => {
  const cluster = running();
  const executor = cluster.state.frameworks.get('F1')!.executors.get('e')!;
  const call: Call = { ...ids, type: 'SUBSCRIBE', subscribe: {} };
  const claims = (cid: string): ReadonlyMap<string, string> =>
    new Map([
      ['fid', 'F1'],
      ['eid', 'e'],
      ['cid', cid],
    ]);
  const foreign = cluster.agent.call({ call, principal: { claims: claims('other') } });
  expect(foreign).toMatchObject({ ok: false, error: { status: 403 } });
  const own = { claims: claims(executor.containerId.value) };
  expect(cluster.agent.call({ call, principal: own })).toMatchObject({ ok: true });
});
