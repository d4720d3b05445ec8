/** Places on an agent that registers anew: lost with what it knew, kept where it still offers them. */
import { describe, expect, it } from 'vitest';
import type { Offer, Resource, TaskState } from '../../../protocol/generated/mesos.ts';
import type { AppDefinition } from '../../model/app.ts';
import { anOffer } from '../offers/test-support.ts';
import { operationsOf, Queue } from './test-support.ts';

const resident: Partial<AppDefinition> = {
  id: '/keep/db',
  role: 'keep',
  portDefinitions: [],
  unreachableStrategy: 'disabled',
  upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
  container: {
    type: 'MESOS',
    portMappings: [],
    volumes: [
      {
        kind: 'persistent',
        containerPath: 'data',
        mode: 'RW',
        persistent: { type: 'root', size: 100, constraints: [] },
      },
    ],
  },
};

const at = (ip: string): Partial<Offer> => ({
  url: { scheme: 'http', address: { hostname: 'host1', ip, port: 5051 } },
});
const fresh = anOffer().resources!;

class Keeper extends Queue {
  /** What an agent offers of itself to the role; what was done with it. */
  readonly show = (agent: string, resources: readonly Resource[], more: Partial<Offer> = {}) =>
    operationsOf(
      this.offer({
        ...at('10.0.0.1'),
        allocation_info: { role: 'keep' },
        agent_id: { value: agent },
        resources: [...resources],
        ...more,
      }),
    );

  get instance() {
    return [...this.core.instances.of('/keep/db')].at(0);
  }

  hear(state: TaskState): void {
    const task_id = { value: this.instance!.tasks[0]!.taskId };
    this.marathon.receiveStatus({ task_id, state }, () => undefined);
    this.run(2_000);
  }
}

/** Its task on A1 has ended; it waits for what is reserved there. */
function waiting(): { readonly test: Keeper; readonly reserved: readonly Resource[] } {
  const test = new Keeper();
  test.wish(resident);
  const [reserve, create] = test.show('A1', fresh);
  const others = reserve!.reserve!.resources!.filter(({ name }) => name !== 'disk');
  const reserved = [...others, ...create!.create!.volumes!];
  test.show('A1', reserved);
  test.hear('TASK_RUNNING');
  test.hear('TASK_UNKNOWN');
  expect(test.instance).toMatchObject({ condition: 'Reserved', agent: { agentId: 'A1' } });
  return { test, reserved };
}

const typesOf = (operations: readonly { readonly type?: string }[]) =>
  operations.map(({ type }) => type);

describe('an agent that registered anew', () => {
  it('has lost the places of the one before: new ones are reserved', () => {
    const { test } = waiting();
    const lost = test.instance!.id;
    expect(typesOf(test.show('A2', fresh))).toEqual(['RESERVE', 'CREATE']);
    expect(test.core.instances.find(lost)).toBeUndefined();
    expect(test.instance).toMatchObject({ condition: 'Reserved', agent: { agentId: 'A2' } });
  });

  it('that still offers them has kept them: the task is launched there', () => {
    const { test, reserved } = waiting();
    const kept = test.instance!.id;
    expect(typesOf(test.show('A2', reserved))).toEqual(['LAUNCH']);
    expect(test.instance).toMatchObject({ id: kept, agent: { agentId: 'A2' }, incarnation: 2 });
  });

  it.each([
    ['at another address', at('10.0.0.2')],
    ['of another name', { hostname: 'host2' }],
    ['that does not say where it is', { url: undefined }],
    ['that offers to another role', { allocation_info: { role: '*' } }],
  ])('is not one %s', (_, more) => {
    const { test } = waiting();
    const kept = test.instance!.id;
    expect(test.show('A2', fresh, more as Partial<Offer>)).toEqual([]);
    expect(test.instance!.id).toBe(kept);
  });

  it('has nothing to give back of what was there before', () => {
    const { test } = waiting();
    const lost = test.instance!.id;
    test.core.killer.kill([lost], 'Decommissioned', 'a test asks for it');
    test.run(50);
    expect(test.core.instances.find(lost)).toMatchObject({ goal: 'Decommissioned' });
    test.show('A2', fresh);
    expect(test.core.instances.find(lost)).toBeUndefined();
  });
});

it('an agent has nothing to give back of what was never reserved there', () => {
  const test = new Keeper();
  test.wish(resident);
  test.show('A1', fresh);
  const { id } = test.instance!;
  test.core.killer.kill([id], 'Decommissioned', 'a test asks for it');
  test.run(50);
  test.show('A1', fresh);
  expect(test.core.instances.find(id)).toBeDefined();
  test.run(60_000);
  test.show('A1', fresh);
  expect(test.core.instances.find(id)).toBeUndefined();
});
