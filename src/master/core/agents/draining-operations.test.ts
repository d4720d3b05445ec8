/** What becomes of operations on agents that are drained or declared gone. */
import { describe, expect, it } from 'vitest';
import {
  type Scene,
  OperatingAgent,
  allCapabilities,
  engDisk,
  named,
  reserve,
  scene,
  statusesOf,
} from '../test-support/operating-agent.ts';
import { TestMaster, storeDelayMs } from '../test-support.ts';
import { drainAgent } from './draining.ts';
import { markAgentGone } from './gone.ts';

function reserving(): Scene {
  const one = scene([...allCapabilities, 'AGENT_DRAINING']);
  one.master.accept(one.framework, [one.offer], named('op', reserve(engDisk(10))));
  return one;
}

function drain({ master, agent }: Scene): void {
  const request = { agentId: agent.id, maxGracePeriod: undefined, isMarkedGone: false };
  drainAgent(master.core, request, ({ ok }) => expect(ok).toBe(true));
  master.advance(3 * storeDelayMs);
}

const stateOf = ({ state }: TestMaster, { id }: OperatingAgent): string | undefined =>
  state.deactivations.get(id)?.drainInfo?.state;

describe('an agent with an operation', () => {
  it('is drained once its end is acknowledged', () => {
    const one = reserving();
    const { master, agent, framework } = one;
    drain(one);
    const uuid = agent.answer(agent.told[0]!);
    master.advance(3 * storeDelayMs);
    expect(stateOf(master, agent)).toBe('DRAINING');
    master.call(framework, {
      type: 'ACKNOWLEDGE_OPERATION_STATUS',
      acknowledge_operation_status: {
        agent_id: { value: agent.id },
        uuid,
        operation_id: { value: 'op' },
      },
    });
    master.advance(3 * storeDelayMs);
    expect(stateOf(master, agent)).toBe('DRAINED');
  });

  it('that comes back is looked at when it has told of its operations', () => {
    const one = reserving();
    const { master: first, agent } = one;
    drain(one);
    const operations = [...agent.record.operations.values()].map(({ operation }) => operation);
    first.master.stop();
    const master = new TestMaster({}, first);
    const back = Object.assign(Object.create(OperatingAgent.prototype) as OperatingAgent, agent, {
      master,
    });
    back.reregister();
    master.advance(3 * storeDelayMs);
    expect(stateOf(master, agent)).toBe('DRAINING');
    back.update(operations);
    master.advance(3 * storeDelayMs);
    expect(stateOf(master, agent)).toBe('DRAINING');
  });

  it('that comes back without any is drained with its first update', () => {
    const one = reserving();
    const { master: first, agent } = one;
    drain(one);
    first.master.stop();
    const master = new TestMaster({}, first);
    const back = Object.assign(Object.create(OperatingAgent.prototype) as OperatingAgent, agent, {
      master,
    });
    back.reregister();
    back.update([]);
    master.advance(3 * storeDelayMs);
    expect(stateOf(master, agent)).toBe('DRAINED');
  });

  it('that is gone takes it along, and says so when asked', () => {
    const { master, agent, framework } = reserving();
    markAgentGone(master.core, agent.id, ({ ok }) => expect(ok).toBe(true));
    master.advance(storeDelayMs);
    expect(statusesOf(framework)).toEqual([
      {
        operation_id: { value: 'op' },
        state: 'OPERATION_GONE_BY_OPERATOR',
        message: 'Agent has been marked gone',
        agent_id: { value: agent.id },
      },
    ]);
    framework.forget();
    master.call(framework, {
      type: 'RECONCILE_OPERATIONS',
      reconcile_operations: {
        operations: [{ operation_id: { value: 'op' }, agent_id: { value: agent.id } }],
      },
    });
    expect(statusesOf(framework)).toMatchObject([
      {
        state: 'OPERATION_GONE_BY_OPERATOR',
        message: 'Reconciliation: Agent marked gone by operator',
      },
    ]);
  });
});
