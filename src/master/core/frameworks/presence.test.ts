/** Which agents hear of the end of a framework, and of changes of it. */
import { describe, expect, it } from 'vitest';
import type { AgentId } from '../../../protocol/ids.ts';
import { type TestFramework, TestMaster, aFramework, aTask, launchOf } from '../test-support.ts';

const running = 'slave(1)@10.0.0.1:5051';
const ended = 'slave(1)@10.0.0.2:5051';
const strange = 'slave(1)@10.0.0.3:5051';

function runOn(master: TestMaster, framework: TestFramework, agentId: AgentId, id: string): void {
  const offer = framework.offers.findLast(({ agent_id }) => agent_id.value === agentId)!;
  master.accept(framework, [offer], launchOf(aTask(id, offer)));
}

/** On one agent it runs a task, on another a task of it has ended, a third never had any. */
function cluster() {
  const master = new TestMaster();
  const ids = [running, ended, strange].map((pid) => master.addAgent(pid));
  const framework = master.subscribe(aFramework({ failover_timeout: 60 }));
  master.advance(0);
  runOn(master, framework, ids[0]!, 'lives');
  runOn(master, framework, ids[1]!, 'ends');
  const uuid = master.update(framework, ids[1]!, 'ends', 'TASK_FINISHED');
  master.acknowledge(framework, ids[1]!, 'ends', uuid);
  return { master, framework, strangeId: ids[2]! };
}

const told = (master: TestMaster, name: string): string[] =>
  master.sent.filter((sent) => sent.name === name).map(({ to }) => to);

describe('what becomes of a framework', () => {
  it('is told to the agents that have, or lately had, something of it', () => {
    const { master, framework } = cluster();
    expect([...framework.record!.tasks.keys()]).toEqual(['lives']);
    master.call(framework, { type: 'TEARDOWN' });
    expect(told(master, 'ShutdownFrameworkMessage')).toEqual([running, ended]);
  });

  it('is told to an agent before it can have got the launch', () => {
    const master = new TestMaster();
    const agentId = master.addAgent(strange);
    const framework = master.subscribe();
    master.advance(0);
    runOn(master, framework, agentId, 't');
    master.call(framework, { type: 'TEARDOWN' });
    const names = master.sentTo(strange).map(({ name }) => name);
    expect(names.slice(-2)).toEqual(['RunTaskMessage', 'ShutdownFrameworkMessage']);
  });

  it('is told to the same when it changes its info', () => {
    const { master, framework } = cluster();
    const framework_info = { ...framework.record!.info, name: 'new' };
    master.call(framework, { type: 'UPDATE_FRAMEWORK', update_framework: { framework_info } });
    expect(told(master, 'UpdateFrameworkMessage')).toEqual([running, ended]);
  });

  it('is told to the same when it comes back with another info', () => {
    const { master, framework } = cluster();
    master.subscribe(
      aFramework({ failover_timeout: 60, id: { value: framework.id }, name: 'new' }),
    );
    expect(told(master, 'UpdateFrameworkMessage')).toEqual([running, ended]);
  });

  it('is told to an agent that still speaks of one that is over', () => {
    const { master, framework, strangeId } = cluster();
    master.call(framework, { type: 'TEARDOWN' });
    const before = told(master, 'ShutdownFrameworkMessage').length;
    master.update(framework, strangeId, 'never heard of', 'TASK_DROPPED');
    expect(told(master, 'ShutdownFrameworkMessage').slice(before)).toEqual([strange]);
    expect(master.counts.get('master/invalid_status_updates')).toBe(1);
  });
});
