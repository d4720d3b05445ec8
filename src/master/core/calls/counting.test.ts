import { describe, expect, it } from 'vitest';
import type { Call } from '../../../protocol/generated/scheduler.ts';
import { TestMaster, aTask, launchOf } from '../test-support.ts';

describe('the counts of calls are those of real masters', () => {
  it('a subscription is a registration or another one', () => {
    const master = new TestMaster();
    const { id } = master.subscribe();
    expect(master.counts.get('master/messages_register_framework')).toBe(1);
    expect(master.counts.get('master/messages_reregister_framework')).toBeUndefined();
    master.subscribe({ user: 'root', name: 'test', id: { value: id } });
    expect(master.counts.get('master/messages_register_framework')).toBe(1);
    expect(master.counts.get('master/messages_reregister_framework')).toBe(1);
  });

  it('of ACCEPT each LAUNCH counts, as a decline if it has no tasks', () => {
    const master = new TestMaster();
    master.addAgent();
    const framework = master.subscribe();
    master.advance(2_000);
    const offer = framework.offers[0]!;
    master.call(framework, {
      type: 'ACCEPT',
      accept: {
        offer_ids: [offer.id],
        operations: [launchOf(aTask('a', offer)), launchOf(aTask('b', offer)), launchOf()],
      },
    });
    expect(master.counts.get('master/messages_launch_tasks')).toBe(2);
    expect(master.counts.get('master/messages_decline_offers')).toBe(1);
  });

  it('TEARDOWN unregisters a framework', () => {
    const master = new TestMaster();
    master.call(master.subscribe(), { type: 'TEARDOWN' });
    expect(master.counts.get('master/messages_unregister_framework')).toBe(1);
  });

  it.each<[Call['type'], string]>([
    ['ACKNOWLEDGE', 'master/invalid_status_update_acknowledgements'],
    ['ACKNOWLEDGE_OPERATION_STATUS', 'master/invalid_operation_status_update_acknowledgements'],
    ['MESSAGE', 'master/invalid_framework_to_executor_messages'],
  ])('%s without its message is invalid', (type, counter) => {
    const master = new TestMaster();
    const { id, streamId } = master.subscribe();
    const taken = master.master.call({
      call: { type: type!, framework_id: { value: id } },
      streamId,
    });
    expect(taken.ok).toBe(false);
    expect(master.counts.get(counter)).toBe(1);
  });
});
