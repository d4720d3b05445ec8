/** Instances in the forms that 1.5, 1.7 and 1.8 gave them. */
import { describe, expect, it } from 'vitest';
import { Attribute, TaskStatus } from '../../protocol/generated/mesos.ts';
import { anApp } from '../definitions/test-support.ts';
import { instanceOf } from './instance.ts';

const uuid = '2f9f1d0c-3f2e-11e9-b210-d663bd873d93';
const at = '2019-03-01T10:00:00.000Z';
const atMs = Date.parse(at);
const app = { ...anApp({ id: '/shop/web' }), role: 'own' };
const surroundings = {
  findRunSpec: (id: string) => (id === app.id ? app : undefined),
  mesosRole: 'flag',
};

const agentInfo = {
  host: 'h',
  agentId: 'a1',
  region: 'eu',
  attributes: [
    Attribute.encode({ name: 'rack', type: 'TEXT', text: { value: 'r1' } }).toString('base64'),
  ],
};

function task(taskId: string, members: object = {}, status: object = {}) {
  const networkInfo = { hostName: 'h', hostPorts: [31_000], ipAddresses: [] };
  return {
    [taskId]: {
      taskId,
      runSpecVersion: at,
      status: { stagedAt: at, startedAt: at, condition: 'Running', networkInfo, ...status },
      ...members,
    },
  };
}

function read(members: object) {
  const json = {
    instanceId: { idString: `shop_web.marathon-${uuid}` },
    agentInfo,
    tasksMap: {},
    runSpecVersion: at,
    state: { condition: 'Running', since: at, activeSince: at, goal: 'Running' },
    ...members,
  };
  const result = instanceOf(JSON.parse(JSON.stringify(json)), surroundings);
  return result.ok ? result.value : result.error;
}

const volumeIds = [{ runSpecId: '/shop/web', containerPath: 'data', uuid: 'v1' }];
const persistenceId = 'shop_web#data#v1';

describe('instances of the original', () => {
  it('reads one of 1.5: a condition in an object, and no goal', () => {
    const taskId = `shop_web.${uuid}`;
    const mesosStatus = TaskStatus.encode({
      task_id: { value: taskId },
      state: 'TASK_RUNNING',
      healthy: true,
      data: new Uint8Array([1]),
    }).toString('base64');
    const found = read({
      tasksMap: task(taskId, {}, { mesosStatus, condition: { str: 'Running' } }),
      state: { condition: { str: 'Running' }, since: at, activeSince: at },
    });
    expect(found).toEqual({
      id: `shop_web.marathon-${uuid}`,
      runSpecId: '/shop/web',
      runSpecVersion: atMs,
      role: 'own',
      goal: 'Running',
      condition: 'Running',
      since: atMs,
      activeSince: atMs,
      agent: { agentId: 'a1', host: 'h', region: 'eu', attributes: { rack: 'r1' } },
      tasks: [
        {
          taskId,
          condition: 'Running',
          stagedAt: atMs,
          startedAt: atMs,
          hostPorts: [31_000],
          ipAddresses: [],
          status: { healthy: true },
        },
      ],
      volumes: [],
      incarnation: 1,
    });
  });

  it('reads one of 1.8 and later, with its incarnation and its role', () => {
    const id = `shop_web.instance-${uuid}`;
    const found = read({
      instanceId: { idString: id },
      tasksMap: task(`${id}._app.3`),
      role: 'dev',
    });
    expect(found).toMatchObject({ id, role: 'dev', incarnation: 3 });
  });

  it('calls what is reserved as its label in Mesos does', () => {
    const taskId = `shop_web.${uuid}`;
    const reservation = { volumeIds, state: { name: 'launched' } };
    const ofTask = read({ tasksMap: task(`${taskId}.2`, { reservation }) });
    expect(ofTask).toMatchObject({ id: taskId, incarnation: 2, volumes: [{ persistenceId }] });
    const id = `shop_web.instance-${uuid}`;
    const named = read({ tasksMap: task(`${id}._app.1`), reservation: { ...reservation, id } });
    expect(named).toMatchObject({ id, incarnation: 1 });
    const inferred = read({ tasksMap: task(taskId), reservation });
    expect(inferred).toMatchObject({ id: taskId });
  });

  it('keeps the place of what ended, and gives it the goal that it had', () => {
    const reservation = { volumeIds, state: { name: 'suspended' } };
    const tasksMap = task(`shop_web.${uuid}.1`, {}, { condition: 'Finished' });
    const members = { reservation, tasksMap };
    const state = (condition: string, goal?: string) => ({ condition, since: at, goal });
    expect(read({ ...members, state: state('Finished') })).toMatchObject({
      condition: 'Reserved',
      goal: 'Stopped',
      tasks: [],
      incarnation: 1,
    });
    expect(read({ ...members, state: state('Scheduled', 'Running') })).toMatchObject({
      condition: 'Reserved',
      goal: 'Running',
    });
  });

  it('leaves out what only waited for a launch, and what ended', () => {
    const waits = { condition: 'Scheduled', since: at, goal: 'Running' };
    expect(read({ agentInfo: null, state: waits })).toBeUndefined();
    expect(read({ state: { ...waits, condition: 'Failed' } })).toBeUndefined();
  });

  it('gives up what no app wants any more', () => {
    const idString = `gone.instance-${uuid}`;
    const found = read({ instanceId: { idString }, tasksMap: task(`${idString}._app.1`) });
    expect(found).toMatchObject({ runSpecId: '/gone', goal: 'Decommissioned', role: 'flag' });
  });

  it('says what it cannot read', () => {
    expect(read({ instanceId: { idString: 'x' } })).toBe('x is no id of an instance');
    expect(read({ state: { condition: 'Dancing', since: at } })).toBe(
      'its condition is Dancing, which is none',
    );
    expect(read({ agentInfo: null })).toBe(`shop_web.marathon-${uuid} says not where it is`);
    expect(read({ runSpecVersion: 'then' })).toBe('/runSpecVersion: then is no time');
  });
});
