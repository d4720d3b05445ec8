import { describe, expect, it } from 'vitest';
import type { ExecutorInfo, Offer_Operation, TaskInfo } from '../../../protocol/generated/mesos.ts';
import { aFramework, aTask, launchOf, resources, TestMaster } from '../test-support.ts';

const pid = 'slave(1)@10.0.0.1:5051';
const without = { rootSubmissions: false, isRootAlias: (user: string) => user === 'toor' };
const namesOfRoot = ['root', 'toor', '0', '00', '+0', '-0', ' 0 ', 'root ', '', ' '];

describe('with --no-root_submissions', () => {
  it.each(namesOfRoot)('a framework of user %j is refused', (user) => {
    const refused = new TestMaster(without).subscribe(aFramework({ user }));
    expect(refused.types).toEqual(['ERROR']);
    expect(refused.events[0]!.error!.message).toContain(
      `User '${user}' is not allowed to run frameworks without --root_submissions set`,
    );
    expect(new TestMaster().subscribe(aFramework({ user })).types).toContain('SUBSCRIBED');
  });

  it('root is refused in the words of real masters, and others may come', () => {
    const master = new TestMaster(without);
    const message = "User 'root' is not allowed to run frameworks without --root_submissions set";
    const refused = master.subscribe(aFramework({ user: 'root' }));
    expect(refused.events).toEqual([{ type: 'ERROR', error: { message } }]);
    for (const user of ['nobody', 'rooty', '10', 'r00t', '0x']) {
      expect(master.subscribe(aFramework({ user })).types).toContain('SUBSCRIBED');
    }
  });

  const executor: ExecutorInfo = {
    executor_id: { value: 'e' },
    resources: resources('cpus:0.1;mem:32;disk:1'),
  };

  function outcome(make: (task: TaskInfo) => Offer_Operation, user = 'nobody') {
    const master = new TestMaster(without);
    master.addAgent(pid, 'cpus:4;mem:4096;disk:1000');
    // As if it had been admitted before the flag was set.
    const framework = master.subscribe(aFramework({ user: 'nobody' }));
    framework.record!.info = { ...framework.record!.info, user };
    master.advance(0);
    const offer = framework.offers[0]!;
    master.accept(framework, [offer], make(aTask('t', offer)));
    const status = framework.statuses.at(-1);
    return [status?.state, status?.reason, status?.message, framework.record!.tasks.size];
  }

  const fields: readonly [what: string, more: (user: string) => Partial<TaskInfo>][] = [
    ['its command', (user) => ({ command: { value: 'true', user } })],
    [
      'its check',
      (user) => ({ check: { type: 'COMMAND', command: { command: { value: 'true', user } } } }),
    ],
    [
      'its health check',
      (user) => ({ health_check: { type: 'COMMAND', command: { value: 'true', user } } }),
    ],
  ];
  const ofExecutor = (user: string): Partial<TaskInfo> => ({
    command: undefined as never,
    executor: { ...executor, type: 'CUSTOM', command: { value: 'x', user } },
  });
  // An empty name is none: then it is the framework's.
  const named = namesOfRoot.filter((name) => name !== '');

  it.each([...fields, ['its executor', ofExecutor] as const])(
    'a task whose user is root by %s is refused',
    (_what, more) => {
      for (const user of named) {
        const said = `User '${user}' is not allowed to run tasks without --root_submissions set`;
        expect(outcome((task) => launchOf({ ...task, ...more(user) }))).toEqual([
          'TASK_ERROR',
          'REASON_TASK_UNAUTHORIZED',
          expect.stringContaining(said),
          0,
        ]);
      }
      for (const user of ['', 'daemon']) {
        expect(outcome((task) => launchOf({ ...task, ...more(user) })).at(-1)).toBe(1);
      }
    },
  );

  it('so is one that names nobody, of a framework that is root already', () => {
    for (const user of namesOfRoot) {
      const [state, reason] = outcome((task) => launchOf(task), user);
      expect([state, reason]).toEqual(['TASK_ERROR', 'REASON_TASK_UNAUTHORIZED']);
    }
    expect(
      outcome((task) => launchOf({ ...task, command: { value: 'x', user: 'daemon' } }), 'root')[3],
    ).toBe(1);
  });

  it.each(fields)('a pod is refused for %s, as a whole', (_what, more) => {
    const group =
      (user: string) =>
      (task: TaskInfo): Offer_Operation => ({
        type: 'LAUNCH_GROUP',
        launch_group: {
          executor: { ...executor, type: 'DEFAULT' },
          task_group: {
            tasks: [
              { ...task, task_id: { value: 'u' } },
              { ...task, ...more(user) },
            ],
          },
        },
      });
    for (const user of named) {
      const [state, reason, , count] = outcome(group(user));
      expect([state, reason, count]).toEqual(['TASK_ERROR', 'REASON_TASK_GROUP_UNAUTHORIZED', 0]);
    }
    expect(outcome(group('daemon')).at(-1)).toBe(2);
    expect(outcome(group('daemon'), 'root')[1]).toBe('REASON_TASK_GROUP_UNAUTHORIZED');
  });

  it('a pod whose executor would be root is refused, whoever its tasks name', () => {
    const pod = (task: TaskInfo): Offer_Operation => ({
      type: 'LAUNCH_GROUP',
      launch_group: {
        executor: { ...executor, type: 'DEFAULT' },
        task_group: { tasks: [{ ...task, command: { value: 'true', user: 'daemon' } }] },
      },
    });
    expect(outcome(pod).at(-1)).toBe(1);
    expect(outcome(pod, 'root')[1]).toBe('REASON_TASK_GROUP_UNAUTHORIZED');
  });
});
