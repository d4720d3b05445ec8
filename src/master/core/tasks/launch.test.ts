import { describe, expect, it } from 'vitest';
import type { ExecutorInfo, TaskInfo } from '../../../protocol/generated/mesos.ts';
import { TestMaster, aFramework, aTask, launchOf, resources } from '../test-support.ts';

const pid = 'slave(1)@10.0.0.1:5051';

function offered(info = aFramework()) {
  const master = new TestMaster();
  const agentId = master.addAgent(pid, 'cpus:4;mem:4096;disk:1000;ports:[31000-32000]');
  const framework = master.subscribe(info);
  master.advance(0);
  return { master, framework, agentId, offer: framework.offers[0]! };
}

/** What a task with these fields is told; undefined when it was launched. */
function refusalOf(given: Partial<TaskInfo>): string | undefined {
  const { master, framework, offer } = offered();
  master.accept(framework, [offer], launchOf({ ...aTask('t', offer), ...given }));
  const status = framework.statuses.at(-1);
  if (status === undefined) return undefined;
  expect(status).toMatchObject({
    state: 'TASK_ERROR',
    source: 'SOURCE_MASTER',
    reason: 'REASON_TASK_INVALID',
  });
  expect(framework.record!.tasks.size).toBe(0);
  return status.message;
}

describe('a task that is launched', () => {
  it('takes its resources out of the offer, and goes to the agent as staging', () => {
    const { master, framework, agentId, offer } = offered();
    master.accept(framework, [offer], launchOf(aTask('t1', offer)));
    expect(framework.record!.tasks.get('t1')!.task.state).toBe('TASK_STAGING');
    const [run] = master.sentTo(pid, 'RunTaskMessage');
    expect(run).toMatchObject({
      from: 'master',
      message: {
        framework_id: { value: framework.id },
        task: { task_id: { value: 't1' } },
        launch_executor: true,
      },
    });
    expect(run!.message.task.resources[0].allocation_info).toEqual({ role: '*' });
    expect(master.state.agents.get(agentId)!.offered.isEmpty()).toBe(true);
    expect(master.core.allocator.findFree(agentId)!.cpus).toBe(3);
  });

  it('is shown to agents without RESERVATION_REFINEMENT in the old format', () => {
    const { master, framework, agentId, offer } = offered();
    master.state.agents.get(agentId)!.capabilities = new Set();
    master.accept(framework, [offer], launchOf(aTask('t1', offer)));
    const [run] = master.sentTo(pid, 'RunTaskMessage');
    expect(run!.message.task.resources[0].role).toBe('*');
  });
});

it('a task may have 104 days to end', () => {
  const days104 = 104n * 86_400n * 1_000_000_000n;
  const kill_policy = { grace_period: { nanoseconds: days104 } };
  expect(refusalOf({ kill_policy })).toBeUndefined();
});

describe('a task is refused, in the words of real masters,', () => {
  it.each<[string, Partial<TaskInfo>, string]>([
    [
      'when it wants more than there is',
      { resources: resources('cpus:1000;mem:32') },
      'Total resources cpus(allocated: *):1000; mem(allocated: *):32 required by task and its executor is more than available cpus(allocated: *):4; mem(allocated: *):4096; disk(allocated: *):1000; ports(allocated: *):[31000-32000]',
    ],
    [
      'when its id cannot be a file name',
      { task_id: { value: 'a/b' } },
      "'a/b' contains invalid characters",
    ],
    ['when its id is a folder', { task_id: { value: '..' } }, "'..' is disallowed"],
    ['when its id is empty', { task_id: { value: '' } }, 'ID must not be empty'],
    ['when it uses nothing', { resources: [] }, 'Task uses no resources'],
    [
      'when it is for another agent',
      { agent_id: { value: 'nope' } },
      'Task uses invalid agent nope while agent M1-S0 is expected',
    ],
    [
      'when nobody knows how to run it twice over',
      { executor: { executor_id: { value: 'e' }, command: { value: 'x' } } },
      'Task should have at least one (but not both) of CommandInfo or ExecutorInfo present',
    ],
    [
      'when it uses a negative amount',
      { resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: -1 } }] },
      "Resource 'cpus(allocated: *):-1' is invalid: Invalid scalar resource: value <= 0",
    ],
    [
      'when it wants half a gpu',
      { resources: [{ name: 'gpus', type: 'SCALAR', scalar: { value: 0.5 } }] },
      'Task uses invalid resources: The gpus resource must be an unsigned integer',
    ],
    [
      'when a variable has no value',
      { command: { value: 'x', environment: { variables: [{ name: 'A' }] } } },
      "Task's `CommandInfo` is invalid: Environment variable 'A' of type 'VALUE' must have a value set",
    ],
    [
      'when a volume comes from nowhere',
      { container: { type: 'MESOS', volumes: [{ container_path: 'x', mode: 'RW' }] } },
      "Task's `ContainerInfo` is invalid: Invalid volume: Only one of them should be set: 'host_path', 'image' and 'source'",
    ],
    [
      'when it is no pod and wants a cgroup of its own',
      { container: { type: 'MESOS', linux_info: { share_cgroups: false } } },
      "Only tasks in a task group may have 'share_cgroups' set to 'false'",
    ],
    [
      'when it is to be killed before it is asked',
      { kill_policy: { grace_period: { nanoseconds: -1 } } },
      "Task's 'kill_policy.grace_period' must be non-negative",
    ],
    [
      'when its grace is longer than can be worked with',
      { kill_policy: { grace_period: { nanoseconds: 2n ** 63n - 1n } } },
      "Task's 'kill_policy.grace_period' must be at most 4611686018 seconds",
    ],
    [
      'when it may run for less than no time',
      { max_completion_time: { nanoseconds: -1 } },
      "Task's `max_completion_time` must be non-negative",
    ],
    [
      'when its health is asked in a way that it does not say',
      { health_check: {} },
      "Task uses invalid health check: HealthCheck must specify 'type'",
    ],
    [
      'when the path of its health check leads nowhere',
      { health_check: { type: 'HTTP', http: { port: 80, path: 'x' } } },
      "Task uses invalid health check: The path 'x' of HTTP health check must start with '/'",
    ],
    [
      'when its health is asked over a protocol of its own',
      { health_check: { type: 'HTTP', http: { port: 80, scheme: 'gopher' } } },
      "Task uses invalid health check: Unsupported HTTP health check scheme: 'gopher'",
    ],
    [
      'when the path of its check leads nowhere',
      { check: { type: 'HTTP', http: { port: 80, path: 'x' } } },
      "Task uses invalid check: The path 'x' of HTTP check must start with '/'",
    ],
    [
      'when its health is asked every NaN seconds',
      { health_check: { type: 'TCP', tcp: { port: 1 }, interval_seconds: NaN } },
      "Task uses invalid health check: Expecting 'interval_seconds' to be at most 4611686018 seconds, not NaN",
    ],
  ])('%s', (_when, given, message) => {
    expect(refusalOf(given)).toBe(message);
  });

  it('when a task with its id is there already', () => {
    const { master, framework, offer } = offered();
    master.accept(framework, [offer], launchOf(aTask('t', offer), aTask('t', offer)));
    expect(framework.statuses.map(({ message }) => message)).toEqual(['Task has duplicate ID: t']);
    expect(framework.record!.tasks.size).toBe(1);
  });

  it('while its neighbours in the same call are launched', () => {
    const { master, framework, offer } = offered();
    const tasks = [aTask('a', offer), aTask('b', offer, 'cpus:1000'), aTask('c', offer)];
    master.accept(framework, [offer], launchOf(...tasks));
    expect([...framework.record!.tasks.keys()]).toEqual(['a', 'c']);
    expect(framework.statuses.map(({ task_id }) => task_id.value)).toEqual(['b']);
  });

  it('when the operation asks for feedback that launches do not give', () => {
    const { master, framework, offer } = offered();
    master.accept(framework, [offer], { ...launchOf(aTask('t', offer)), id: { value: 'o' } });
    expect(framework.statuses[0]!.message).toBe(
      'The `id` field cannot be set on LAUNCH operations',
    );
  });
});

describe('a task group', () => {
  const executor: ExecutorInfo = {
    type: 'DEFAULT',
    executor_id: { value: 'e' },
    resources: resources('cpus:0.1;mem:32;disk:32'),
  };

  function launchGroup(tasks: string[], executorGiven = executor, more: Partial<TaskInfo> = {}) {
    const given = offered();
    const { master, framework, offer } = given;
    master.accept(framework, [offer], {
      type: 'LAUNCH_GROUP',
      launch_group: {
        executor: executorGiven,
        task_group: {
          tasks: tasks.map((text, i) => ({ ...aTask(`g${i}`, offer, text), ...more })),
        },
      },
    });
    return given;
  }

  it('runs as a whole, and its executor uses resources of its own', () => {
    const { master, framework, agentId } = launchGroup(['cpus:1;mem:32', 'cpus:1;mem:32']);
    expect([...framework.record!.tasks.keys()]).toEqual(['g0', 'g1']);
    expect(master.sentTo(pid, 'RunTaskGroupMessage')).toHaveLength(1);
    const used = master.state.agents.get(agentId)!.used.get(framework.id)!;
    expect([used.cpus, used.mem, used.disk]).toEqual([2.1, 96, 32]);
  });

  it('does not run at all when one of its tasks cannot', () => {
    const { master, framework, agentId } = launchGroup(['cpus:1;mem:32', 'cpus:4;mem:32']);
    expect(framework.record!.tasks.size).toBe(0);
    expect(master.sentTo(pid, 'RunTaskGroupMessage')).toEqual([]);
    expect(framework.statuses.map(({ state, reason }) => [state, reason])).toEqual([
      ['TASK_ERROR', 'REASON_TASK_GROUP_INVALID'],
      ['TASK_ERROR', 'REASON_TASK_GROUP_INVALID'],
    ]);
    expect(master.state.agents.get(agentId)!.used.size).toBe(0);
  });

  it.each<[string, Partial<TaskInfo>, string]>([
    [
      'limits in the cgroup of its executor',
      { limits: { mem: { value: 64 } } },
      "Resource limits may only be set for tasks within a task group when the 'share_cgroups' field is set to 'false'.",
    ],
    [
      'a network of its own and a check that cannot reach it',
      {
        container: { type: 'MESOS', network_infos: [{ name: 'n' }] },
        health_check: { type: 'TCP', tcp: { port: 1 } },
      },
      "HTTP and TCP health checks are not supported for nested containers not joining parent's network",
    ],
  ])('is refused with a task that wants %s', (_what, more, message) => {
    const { framework } = launchGroup(['cpus:1;mem:32'], executor, more);
    expect(framework.statuses[0]!.message).toBe(`Task 'g0' is invalid: ${message}`);
  });

  it.each<[string, Partial<ExecutorInfo>, string]>([
    ['without a type', { type: 'UNKNOWN' }, "'ExecutorInfo.type' must be set"],
    [
      'with a command, though it is the default one',
      { command: { value: 'x' } },
      "'ExecutorInfo.command' must not be set for 'DEFAULT' executor",
    ],
    ['without disk', { resources: resources('cpus:1;mem:32') }, "Executor 'e' uses no disk"],
    [
      'that shares cgroups with nobody',
      { container: { type: 'MESOS', linux_info: { share_cgroups: true } } },
      "The 'share_cgroups' field cannot be set to 'true' on executor containers",
    ],
  ])('is refused with an executor %s', (_what, given, message) => {
    const { framework } = launchGroup(['cpus:1;mem:32'], { ...executor, ...given });
    expect(framework.statuses[0]!.message).toBe(message);
  });
});

describe('ACCEPT', () => {
  it('takes several offers of one agent together', () => {
    const { master, framework, agentId } = offered();
    // A part comes back as an offer of its own.
    master.accept(framework, framework.offers, launchOf(aTask('t1', framework.offers[0]!)));
    framework.forget();
    master.advance(1_000);
    master.update(framework, agentId, 't1', 'TASK_FINISHED');
    master.advance(1_000);
    expect(framework.offers).toHaveLength(2);
    const [first] = framework.offers;
    master.accept(framework, framework.offers, launchOf(aTask('big', first!, 'cpus:4;mem:4096')));
    expect([...framework.record!.tasks.keys()]).toContain('big');
  });

  it('of an offer that is gone drops the tasks and gives the good offers back', () => {
    const { master, framework, offer } = offered();
    const bogus = { ...offer, id: { value: 'bogus-O1' } };
    master.accept(framework, [offer, bogus], launchOf(aTask('t', offer)));
    expect(framework.statuses).toEqual([
      {
        task_id: { value: 't' },
        state: 'TASK_DROPPED',
        message: 'Task launched with invalid offers: Offer bogus-O1 is no longer valid',
        source: 'SOURCE_MASTER',
        reason: 'REASON_INVALID_OFFERS',
        agent_id: { value: 'M1-S0' },
        timestamp: expect.any(Number) as number,
      },
    ]);
    expect(master.state.offers.size).toBe(0);
    master.advance(1_000);
    expect(master.state.offers.size).toBe(1);
  });

  it.each([
    ['of the same offer twice', (id: string) => [id, id], 'Duplicate offer M1-O0 in offer list'],
    ['of no offer', () => [], 'No offers specified'],
  ])('%s is refused', (_what, idsOf, why) => {
    const { master, framework, offer } = offered(aFramework({ capabilities: [], roles: [] }));
    const offers = idsOf(offer.id.value).map((value) => ({ ...offer, id: { value } }));
    master.accept(framework, offers, launchOf(aTask('t', offer)));
    expect(framework.statuses[0]).toMatchObject({
      state: 'TASK_LOST',
      message: `Task launched with invalid offers: ${why}`,
    });
  });

  it('of offers of two agents is refused', () => {
    const { master, framework } = offered();
    master.addAgent('slave(1)@10.0.0.2:5051');
    master.advance(0);
    const { offers } = framework;
    master.accept(framework, offers, launchOf(aTask('t', offers[0]!)));
    expect(framework.statuses[0]!.message).toBe(
      'Task launched with invalid offers: Aggregated offers must belong to one single agent. Offer M1-O1 uses agent M1-S1 and agent M1-S0',
    );
  });

  it("of another framework's offer is refused", () => {
    const { master, offer } = offered();
    const thief = master.subscribe();
    master.accept(thief, [offer], launchOf(aTask('t', offer)));
    expect(thief.statuses[0]!.message).toContain('has invalid framework M1-0000 while');
    expect(master.state.offers.has(offer.id.value)).toBe(true);
  });

  it('without operations is a refusal with the filters of the call', () => {
    const { master, framework, offer } = offered();
    master.call(framework, { type: 'ACCEPT', accept: { offer_ids: [offer.id] } });
    framework.forget();
    master.advance(4_000);
    expect(framework.offers).toEqual([]);
    master.advance(2_000);
    expect(framework.offers).toHaveLength(1);
  });
});

describe('offers', () => {
  it('are taken back after --offer_timeout', () => {
    const master = new TestMaster({ offerTimeoutMs: 30_000 });
    const framework = master.subscribe();
    master.addAgent(pid);
    master.advance(0);
    const [offer] = framework.offers;
    master.advance(30_000);
    expect(framework.events).toContainEqual({
      type: 'RESCIND',
      rescind: { offer_id: offer!.id },
    });
    expect(master.state.offers.has(offer!.id.value)).toBe(false);
  });

  it('stop with SUPPRESS and come back with REVIVE', () => {
    const { master, framework, offer } = offered();
    master.call(framework, { type: 'SUPPRESS' });
    master.call(framework, { type: 'DECLINE', decline: { offer_ids: [offer.id] } });
    framework.forget();
    master.advance(60_000);
    expect(framework.offers).toEqual([]);
    master.call(framework, { type: 'REVIVE' });
    master.advance(0);
    expect(framework.offers).toHaveLength(1);
  });

  it('are not changed by SUPPRESS or REVIVE for roles that are not one’s own', () => {
    const { master, framework } = offered();
    master.call(framework, { type: 'SUPPRESS', suppress: { roles: ['other'] } });
    expect(framework.record!.suppressedRoles.size).toBe(0);
  });

  it('name the executors that the framework has on the agent', () => {
    const { master, framework, offer } = offered();
    const { command: _none, ...task } = aTask('t', offer);
    const executor = { executor_id: { value: 'mine' }, command: { value: 'x' } };
    master.accept(framework, [offer], launchOf({ ...task, executor }));
    framework.forget();
    master.advance(1_000);
    expect(framework.offers[0]!.executor_ids).toEqual([{ value: 'mine' }]);
  });
});
