import { describe, expect, it } from 'vitest';
import { failure, ok } from '../../foundation/result.ts';
import type { AgentReader } from './reader.ts';
import { AgentsUse } from './use.ts';

function told(timestamp: number, cpuSeconds: number, more: object = {}): object {
  return {
    ...{ framework_id: 'f', executor_id: 'task' },
    statistics: {
      ...{ timestamp, cpus_user_time_secs: cpuSeconds, cpus_system_time_secs: 1 },
      ...{ cpus_limit: 2, mem_rss_bytes: 100, mem_limit_bytes: 200, ...more },
    },
  };
}

function start(answers: readonly object[][]) {
  const asked: string[] = [];
  let nowMs = 0;
  const reader: AgentReader = {
    read: (agentId, endpoint) => {
      asked.push(`${agentId} ${endpoint}`);
      const answer = answers[asked.length - 1];
      return Promise.resolve(
        answer === undefined ? failure({ kind: 'away', why: 'none' } as const) : ok(answer),
      );
    },
  };
  const use = new AgentsUse({ reader, frameworkId: () => 'f', nowMs: () => nowMs });
  const of = async (agentId: string) => {
    const answer = await use.of(agentId);
    return answer.ok ? answer.value.get('task') : answer.error.why;
  };
  return { asked, of, pass: (ms: number) => (nowMs += ms) };
}

describe('the use of agents', () => {
  it('is a rate between two answers, over the time that the agent says', async () => {
    const { of, pass } = start([[told(100, 10)], [told(110, 25)], [told(200, 99)], [told(201, 1)]]);
    const rest = { cpusLimit: 2, memBytes: 100, memLimitBytes: 200 };
    expect(await of('a')).toEqual({ cpus: undefined, ...rest });
    pass(5_000);
    expect(await of('a')).toEqual({ cpus: 1.5, ...rest });
    pass(5_000);
    // Of so long ago that it would say nothing of now.
    expect(await of('a')).toEqual({ cpus: undefined, ...rest });
    pass(5_000);
    // Another one of that name.
    expect(await of('a')).toEqual({ cpus: 0, ...rest });
  });

  it('is asked once for all who look within a few seconds, also where nobody answers', async () => {
    const { asked, of, pass } = start([[told(1, 1)]]);
    expect(await Promise.all([of('a'), of('a')])).toHaveLength(2);
    expect(asked).toEqual(['a monitor/statistics']);
    expect(await of('b')).toBe('none');
    pass(1_000);
    expect(await of('b')).toBe('none');
    expect(asked).toHaveLength(2);
    pass(4_000);
    await of('b');
    expect(asked).toHaveLength(3);
  });

  it('of others is nobody’s to see, and what is not told is not made up', async () => {
    const { of, pass } = start([
      [{ framework_id: 'other', executor_id: 'task', statistics: {} }],
      [{ framework_id: 'f', executor_id: 'task', statistics: { timestamp: 3 } }],
    ]);
    expect(await of('a')).toBeUndefined();
    pass(5_000);
    const nothing = { cpus: undefined, cpusLimit: undefined, memBytes: undefined };
    expect(await of('a')).toEqual({ ...nothing, memLimitBytes: undefined });
  });
});
