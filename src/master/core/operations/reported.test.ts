import { expect, it } from 'vitest';
import {
  UpdateOperationStatusMessage,
  UpdateSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import { expectSound } from '../test-support/accounting.ts';
import { engDisk, named, reserve, scene, statusesOf } from '../test-support/operating-agent.ts';

it('an operation is over for good though its agent, which has not heard that, tells of it again', () => {
  const { master, agent, framework, offer } = scene();
  master.accept(framework, [offer], named('op', reserve(engDisk(10))));
  const [record] = agent.record.operations.values();
  const uuid = agent.answer(agent.told[0]!);
  const slave_id = { value: agent.id };
  master.call(framework, {
    type: 'ACKNOWLEDGE_OPERATION_STATUS',
    acknowledge_operation_status: { agent_id: slave_id, uuid, operation_id: { value: 'op' } },
  });
  framework.forget();
  const known = { ...record!.operation };
  master.receive(agent.pid, UpdateSlaveMessage, { slave_id, operations: { operations: [known] } });
  expect(agent.record.operations.size).toBe(0);
  master.receive(agent.pid, UpdateOperationStatusMessage, {
    slave_id,
    framework_id: { value: framework.id },
    status: known.latest_status,
    operation_uuid: known.uuid,
  });
  expect(statusesOf(framework)).toEqual([]);
  const answers = master.sentTo(agent.pid, 'AcknowledgeOperationStatusMessage');
  expect(answers).toHaveLength(3);
  expect(answers[2]).toEqual(answers[0]);
  expectSound(master.core);
});

it('a status without a name, of an operation that the agent has not told of yet, is passed on as it is', () => {
  const { master, agent, framework } = scene();
  framework.forget();
  const uuid = { value: new Uint8Array(16).fill(1) };
  const message = {
    slave_id: { value: agent.id },
    status: { state: 'OPERATION_FINISHED', uuid },
    operation_uuid: { value: new Uint8Array(16).fill(2) },
  } as const;
  const count = (): number => master.counts.get('master/invalid_operation_status_updates') ?? 0;
  // Of an operator: nobody waits for it.
  master.receive(agent.pid, UpdateOperationStatusMessage, message);
  expect(statusesOf(framework)).toEqual([]);
  expect(count()).toBe(0);
  const framework_id = { value: framework.id };
  master.receive(agent.pid, UpdateOperationStatusMessage, { ...message, framework_id });
  expect(statusesOf(framework)).toEqual([
    { state: 'OPERATION_FINISHED', uuid, agent_id: { value: agent.id } },
  ]);
  expect(count()).toBe(1);
});
