import { describe, expect, it } from 'vitest';
import type { ReregisterSlaveMessage } from '../../../protocol/generated/internal.ts';
import { ReregisterSlaveMessage as Reregistration } from '../../../protocol/generated/internal.ts';
import type { Call } from '../../../protocol/generated/scheduler.ts';
import { findCallError } from '../calls/index.ts';
import { readMessage } from '../messages.ts';
import { TestMaster, aFramework, aRunningTask, aTask, anAgent, launchOf } from '../test-support.ts';
import { longestHistoryBytes, mostMessageParts } from './list-bounds.ts';

const offer = { id: { value: 'O' }, agent_id: { value: 'S' } } as never;
const ids = (count: number) => Array.from({ length: count }, (_, i) => ({ value: `x${i}` }));
const roles = (count: number) => Array.from({ length: count }, (_, i) => `r${i}`);
const tasks = (count: number) => Array.from({ length: count }, (_, i) => aTask(`t${i}`, offer));
const executor = { executor_id: { value: 'e' } };

const lists: [string, number, (count: number) => Call][] = [
  ["'accept.offer_ids'", 1_000, (n) => ({ accept: { offer_ids: ids(n) } })],
  ["'accept.operations'", 1_000, (n) => ({ accept: { operations: Array(n).fill(launchOf()) } })],
  [
    "Tasks in 'accept.operations'",
    1_000,
    (n) => ({ accept: { operations: [launchOf(...tasks(n))] } }),
  ],
  [
    "Tasks in 'launch_group.task_group'",
    500,
    (n) => ({
      accept: { operations: [{ launch_group: { executor, task_group: { tasks: tasks(n) } } }] },
    }),
  ],
  [
    "Resources in 'accept.operations'",
    4_000,
    (n) => {
      const task = aTask('t', offer);
      const resources = Array.from({ length: n }, () => task.resources![0]!);
      return { accept: { operations: [launchOf({ ...task, resources })] } };
    },
  ],
  ["'decline.offer_ids'", 10_000, (n) => ({ decline: { offer_ids: ids(n) } })],
  [
    "'reconcile.tasks'",
    10_000,
    (n) => ({ reconcile: { tasks: ids(n).map((task_id) => ({ task_id })) } }),
  ],
  [
    "'reconcile_operations.operations'",
    10_000,
    (n) => ({
      reconcile_operations: { operations: ids(n).map((operation_id) => ({ operation_id })) },
    }),
  ],
  [
    "Levels of 'framework_info.roles'",
    5_000,
    (n) => ({ subscribe: { framework_info: aFramework({ roles: roles(n) }) } }),
  ],
  [
    "Levels of 'framework_info.roles'",
    5_000,
    (n) => ({
      update_framework: { framework_info: aFramework({ roles: [Array(n).fill('d').join('/')] }) },
    }),
  ],
  [
    "Levels of 'suppressed_roles'",
    5_000,
    (n) => ({ subscribe: { framework_info: aFramework(), suppressed_roles: roles(n) } }),
  ],
  ["Levels of 'roles'", 5_000, (n) => ({ revive: { roles: roles(n) } })],
  ["Levels of 'roles'", 5_000, (n) => ({ suppress: { roles: roles(n) } })],
];

describe.each(lists)('%s of a call', (what, most, make) => {
  const excessOf = (count: number): string | undefined =>
    findCallError({ type: 'ACCEPT', ...make(count) });

  it(`are ${most} at most, and the refusal says so`, () => {
    expect(excessOf(most + 1)).toBe(
      `${what}: there are ${most + 1}, at most ${most} are taken at a time`,
    );
    expect(excessOf(most) ?? '').not.toContain('at most');
  });
});

describe('an agent', () => {
  const pid = 'slave(1)@10.0.0.1:5051';
  const text = 'cpus:100000;mem:100000';

  it.each<[string, Partial<ReregisterSlaveMessage>]>([
    [
      'tasks',
      { tasks: Array.from({ length: 3_001 }, (_, i) => aRunningTask(`t${i}`, 'F', 'cpus:1')) },
    ],
    [
      'frameworks',
      {
        frameworks: Array.from({ length: 3_001 }, (_, i) => aFramework({ id: { value: `F${i}` } })),
      },
    ],
    [
      'resources',
      {
        tasks: [
          {
            ...aRunningTask('t', 'F'),
            resources: Array.from({ length: 9_001 }, () => anAgent('cpus:1').resources![0]!),
          },
        ],
      },
    ],
  ])('with more %s than are taken is refused', (_what, message) => {
    const master = new TestMaster();
    master.reregister(pid, anAgent(text, 'S'), message);
    master.advance(100);
    expect(master.state.agents.size).toBe(0);
  });

  it('is given no more than it may report', () => {
    const master = new TestMaster();
    const framework = master.subscribe();
    const agentId = master.addAgent(pid, text);
    master.advance(0);
    for (let i = 0; i < 4; i++) {
      const from = framework.offers.at(-1)!;
      const more = Array.from({ length: 800 }, (_, j) => aTask(`t${i}-${j}`, from, 'cpus:1'));
      master.accept(framework, [from], launchOf(...more));
      master.advance(2_000);
    }
    const running = [...framework.record!.tasks.values()].map(({ task }) => task);
    expect(running.length).toBeGreaterThan(2_900);
    expect(framework.statuses.at(-1)!.message).toContain('is full');
    master.breakConnection(pid);
    master.reregister(pid, anAgent(text, agentId), {
      tasks: running,
      frameworks: [framework.record!.info],
    });
    expect(master.state.agents.get(agentId)!.isConnected).toBe(true);
  });

  it('may have a long history; then it is left out, and the rest is read', () => {
    const done = { ...aRunningTask('t', 'F'), state: 'TASK_FINISHED' as const };
    const message: ReregisterSlaveMessage = {
      slave: anAgent(text, 'S'),
      tasks: [aRunningTask('t', 'F')],
      completed_frameworks: [
        { framework_info: aFramework(), tasks: Array.from({ length: 50 }, () => done) },
      ],
    };
    const name = Reregistration.typeName;
    expect(readMessage(name, Reregistration.encode(message))).toEqual({ ok: true, value: message });
    const long = {
      ...message,
      completed_frameworks: Array(200).fill(message.completed_frameworks![0]),
    };
    const bytes = Reregistration.encode(long);
    expect(bytes.length).toBeGreaterThan(longestHistoryBytes);
    const { completed_frameworks: _history, ...rest } = message;
    expect(readMessage(name, bytes)).toEqual({ ok: true, value: rest });
  });

  it('may not send a message of more parts than are taken', () => {
    const bytes = Reregistration.encode({ slave: { hostname: 'h' } });
    const tag = (Reregistration.fieldsByName.get('tasks')!.number << 3) | 2;
    const many = Buffer.concat([
      bytes,
      Buffer.alloc(2 * mostMessageParts).fill(Buffer.from([tag, 0])),
    ]);
    expect(readMessage(Reregistration.typeName, bytes).ok).toBe(true);
    expect(readMessage(Reregistration.typeName, many)).toMatchObject({
      ok: false,
      error: expect.stringContaining('more parts than are taken') as string,
    });
  });
});
