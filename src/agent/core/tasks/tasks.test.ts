/** Tasks from the master's request to the last acknowledgement. */
import { describe, expect, it } from 'vitest';
import * as internal from '../../../protocol/generated/internal.ts';
import type { Resource, TaskInfo } from '../../../protocol/generated/mesos.ts';
import type { Event } from '../../../protocol/generated/executor.ts';
import { aFramework, anExecutor, aTask, PaperCluster, someResources } from '../test-support.ts';

describe('a command task', () => {
  it('starts, runs and ends; every update names its container', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    cluster.machine.end('run t', { status: 0 });
    cluster.pass(100);
    expect(cluster.told).toEqual(['t: STARTING', 't: RUNNING', 't: FINISHED']);
    const last = cluster.updates.at(-1)!;
    expect(last.status.message).toBe('Command exited with status 0');
    expect(last.latest_state).toBe('TASK_FINISHED');
    expect(last.status.container_status).toMatchObject({
      executor_pid: 101,
      network_infos: [{ ip_addresses: [{ ip_address: '127.0.0.1' }] }],
    });
    expect(cluster.state.frameworks.size).toBe(0);
    expect(cluster.machine.containers.size).toBe(0);
    expect(cluster.messages(internal.ExitedExecutorMessage)).toEqual([]);
  });

  it('that hits a limit is told of by the agent', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    const reason = 'REASON_CONTAINER_LIMITATION_DISK';
    cluster.machine.end('run t', { status: 9, state: 'TASK_FAILED', reason, message: 'full' });
    cluster.pass(100);
    const told = { source: 'SOURCE_AGENT', reason, message: 'full' };
    expect(cluster.updates.at(-1)!.status).toMatchObject(told);
  });

  it('is not given the socket for executors, as a custom executor is, but knows of it', () => {
    const cluster = new PaperCluster();
    const places = { location: '/run/a.sock', inContainers: '/run/own/a.sock' };
    cluster.startRegistered({ executorSocket: places });
    cluster.run(aTask('t'));
    cluster.run(aTask('own', { executor: anExecutor('E') }));
    const [command, custom] = ['run t', 'executor E'].map(
      (one) => cluster.machine.find(one)!.config,
    );
    expect(command!.environment['MESOS_DOMAIN_SOCKET']).toBe('/run/a.sock');
    expect(command!.agentSocket).toBeUndefined();
    expect(custom!.environment['MESOS_DOMAIN_SOCKET']).toBe('/run/a.sock');
    expect(custom!.agentSocket).toBe('/run/own/a.sock');
  });

  it('has both addresses of the host, where that has one of version 6', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered({ ip6: 'fd00::1' });
    cluster.run(aTask('t'));
    expect(cluster.updates.at(-1)!.status.container_status?.network_infos).toEqual([
      {
        ip_addresses: [{ ip_address: '127.0.0.1' }, { ip_address: 'fd00::1', protocol: 'IPv6' }],
      },
    ]);
  });

  it.each([
    ['daemon', 'nobody', 'daemon'],
    ['', 'nobody', 'nobody'],
    ['', '', undefined],
  ])('of user %j of a framework of %j runs as %j', (own, ofFramework, user) => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const command = { value: 'true', user: own };
    cluster.run(aTask('t', { command }), aFramework({ user: ofFramework }));
    expect(cluster.machine.find('true')!.config.user).toBe(user);
  });

  it('gets an executor that Mesos would have made', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t', { command: { value: 'env | sort > out' } }));
    const executor = cluster.state.frameworks.get('F1')!.executors.get('t')!;
    expect(executor.info).toMatchObject({
      name: "Command Executor (Task: t) (Command: sh -c 'env | sort >...')",
      source: 't',
      resources: [
        { name: 'cpus', scalar: { value: 0.1 }, allocation_info: { role: 'web' } },
        { name: 'mem', scalar: { value: 32 }, allocation_info: { role: 'web' } },
      ],
      command: {
        value: '/usr/libexec/mesos/mesos-executor',
        shell: false,
        arguments: ['mesos-executor', '--launcher_dir=/usr/libexec/mesos'],
      },
    });
    const { environment } = cluster.machine.find('env | sort > out')!.config;
    expect(environment).toMatchObject({
      LIBPROCESS_PORT: '0',
      MESOS_AGENT_ENDPOINT: '127.0.0.1:5051',
      MESOS_CHECKPOINT: '1',
      MESOS_DIRECTORY: executor.directory,
      MESOS_EXECUTOR_ID: 't',
      MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD: '5secs',
      MESOS_FRAMEWORK_ID: 'F1',
      MESOS_RECOVERY_TIMEOUT: '15mins',
      MESOS_SLAVE_ID: 'S0',
      MESOS_SLAVE_PID: 'slave(1)@127.0.0.1:5051',
      MESOS_SUBSCRIPTION_BACKOFF_MAX: '2secs',
    });
  });

  it('is killed on demand', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    cluster.kill('t');
    cluster.pass(100);
    expect(cluster.told.at(-1)).toBe('t: KILLED');
  });
});

describe('a request that does not fit', () => {
  it('of an older resource version is answered by dropping the task', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.say(internal.RunTaskMessage, {
      framework: aFramework(),
      task: aTask('t'),
      resource_version_uuids: [{ uuid: { value: new Uint8Array(16) } }],
    });
    cluster.pass(10);
    expect(cluster.updates.at(-1)!.status).toMatchObject({
      state: 'TASK_DROPPED',
      source: 'SOURCE_AGENT',
      reason: 'REASON_INVALID_OFFERS',
    });
    expect(cluster.machine.launches).toEqual([]);
  });

  it('with an id that leads out of the work directory is refused', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('../../etc'));
    expect(cluster.updates.at(-1)!.status.state).toBe('TASK_ERROR');
    expect([...cluster.disk.keys()].filter((path) => path.includes('etc'))).toEqual([]);
  });

  it('that came twice starts one task', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    cluster.run(aTask('t'));
    expect(cluster.machine.launches).toEqual(['run t']);
    expect(cluster.told).toEqual(['t: STARTING', 't: RUNNING']);
  });

  it('from somebody who is not the master is ignored', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const message = { framework: aFramework(), task: aTask('t') };
    cluster.say(internal.RunTaskMessage, message, 'master@127.0.0.1:6060');
    cluster.pass(100);
    expect(cluster.machine.launches).toEqual([]);
  });
});

describe('killing', () => {
  it('a task that nobody has reports that it was dropped', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('other'));
    cluster.kill('t');
    cluster.pass(10);
    expect(cluster.updates.at(-1)!.status).toMatchObject({
      state: 'TASK_DROPPED',
      reason: 'REASON_EXECUTOR_TERMINATED',
      message: 'Cannot find executor',
    });
  });

  it('a task whose executor has not come yet never starts it', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t', { executor: anExecutor('e'), command: undefined } as never));
    cluster.kill('t');
    cluster.pass(10);
    expect(cluster.updates.at(-1)!.status).toMatchObject({
      state: 'TASK_KILLED',
      reason: 'REASON_TASK_KILLED_DURING_LAUNCH',
    });
    cluster.pass(5100);
    expect(cluster.machine.containers.size).toBe(0);
    expect(cluster.state.frameworks.size).toBe(0);
  });
});

describe('a pod', () => {
  it('runs its tasks in nested containers and exits with the last one', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const pod = { executor_id: { value: 'pod' }, type: 'DEFAULT' as const };
    cluster.runGroup({ ...pod, resources: someResources() }, [aTask('a'), aTask('b')]);
    expect(cluster.machine.launches).toEqual(['(none)', 'run a', 'run b']);
    cluster.machine.end('run a', { status: 0 });
    cluster.machine.end('run b', { status: 0 });
    cluster.pass(100);
    expect(cluster.told.slice(-2)).toEqual(['a: FINISHED', 'b: FINISHED']);
    expect(cluster.messages(internal.ExitedExecutorMessage)).toMatchObject([
      { executor_id: { value: 'pod' }, status: 0 },
    ]);
    expect(cluster.state.frameworks.size).toBe(0);
    expect(cluster.machine.containers.size).toBe(0);
  });
});

it.each([
  [undefined, '127.0.0.1'],
  ['10.1.0.2', '10.1.0.2'],
])('the tasks of a pod at the address %s are told of %s', (ip, told) => {
  const cluster = new PaperCluster();
  cluster.machine.ip = ip;
  cluster.startRegistered();
  const pod = { executor_id: { value: 'pod' }, type: 'DEFAULT' as const };
  cluster.runGroup({ ...pod, resources: someResources() }, [aTask('a')]);
  const { environment } = cluster.machine.find('run a')!.config;
  expect(environment['MESOS_CONTAINER_IP']).toBe(told);
});

describe('the container around the tasks of a pod', () => {
  const pod = { executor_id: { value: 'pod' }, type: 'DEFAULT' as const };
  const amounts = (cpus: number, mem: number): Resource[] => [
    { name: 'cpus', type: 'SCALAR', scalar: { value: cpus }, allocation_info: { role: 'web' } },
    { name: 'mem', type: 'SCALAR', scalar: { value: mem }, allocation_info: { role: 'web' } },
  ];
  const limitsWith = (
    options: { isCpuRequestTheLimit: boolean },
    ...tasks: readonly (readonly [string, TaskInfo['limits']])[]
  ) => {
    const cluster = new PaperCluster();
    cluster.machine.abilities = ['filesystem/posix', 'cgroups/cpu', 'cgroups/mem'];
    cluster.startRegistered(options);
    const infos = tasks.map(([id, limits]) =>
      aTask(id, { resources: amounts(0.5, 64), ...(limits === undefined ? {} : { limits }) }),
    );
    cluster.runGroup({ ...pod, resources: amounts(0.1, 32) }, infos);
    const root = [...cluster.machine.containers.values()].find(
      ({ id }) => id.parent === undefined,
    )!;
    return { cluster, limits: () => root.config.limits };
  };

  it('has no limits where they have none', () => {
    expect(limitsWith({ isCpuRequestTheLimit: true }, ['a', undefined]).limits()).toBeUndefined();
  });

  it('may use as much as all of them, and less once one has ended', () => {
    const { cluster, limits } = limitsWith(
      { isCpuRequestTheLimit: true },
      ['a', { cpus: { value: 2 }, mem: { value: Infinity } }],
      ['b', undefined],
    );
    expect(limits()).toEqual({ cpus: { value: 2.6 }, mem: { value: Infinity } });
    cluster.machine.end('run b', { status: 0 });
    cluster.pass(100);
    expect(limits()).toEqual({ cpus: { value: 2.1 }, mem: { value: Infinity } });
  });

  it('has no limit of processors where one of them has none', () => {
    const limited = { cpus: { value: 2 }, mem: { value: 100 } };
    const options = { isCpuRequestTheLimit: false };
    const { limits } = limitsWith(options, ['a', limited], ['b', undefined]);
    expect(limits()).toEqual({ mem: { value: 196 } });
    expect(limitsWith(options, ['a', limited]).limits()).toEqual({
      cpus: { value: 2.1 },
      mem: { value: 132 },
    });
  });
});

describe('a custom executor', () => {
  function custom(): { cluster: PaperCluster; events: Event[]; isClosed: () => boolean } {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const { command: _command, ...task } = aTask('t');
    cluster.run({ ...task, executor: anExecutor('e') });
    const events: Event[] = [];
    let closed = false;
    cluster.speak(
      {
        type: 'SUBSCRIBE',
        framework_id: { value: 'F1' },
        executor_id: { value: 'e' },
        subscribe: {},
      },
      { send: (event) => events.push(event), close: () => (closed = true) },
    );
    cluster.pass(10);
    return { cluster, events, isClosed: () => closed };
  }

  it('is told who it is, gets its task, and its updates are acknowledged', () => {
    const { cluster, events } = custom();
    expect(events.map((event) => event.type)).toEqual(['SUBSCRIBED', 'LAUNCH']);
    const uuid = cluster.random.uuidBytes();
    const fault = cluster.speak({
      framework_id: { value: 'F1' },
      executor_id: { value: 'e' },
      type: 'UPDATE',
      update: {
        status: {
          task_id: { value: 't' },
          state: 'TASK_RUNNING',
          uuid,
          source: 'SOURCE_EXECUTOR',
        },
      },
    });
    expect(fault).toBeUndefined();
    cluster.pass(10);
    expect(events.at(-1)).toEqual({
      type: 'ACKNOWLEDGED',
      acknowledged: { task_id: { value: 't' }, uuid },
    });
    expect(cluster.updates.at(-1)!.status).toMatchObject({
      state: 'TASK_RUNNING',
      source: 'SOURCE_EXECUTOR',
      agent_id: { value: 'S0' },
      executor_id: { value: 'e' },
    });
  });

  it('hears of a kill when it is connected again', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const { command: _command, ...task } = aTask('t');
    cluster.run({ ...task, executor: anExecutor('e') });
    const call = { framework_id: { value: 'F1' }, executor_id: { value: 'e' } };
    const events: Event[] = [];
    const link = { send: (event: Event) => events.push(event), close: () => undefined };
    cluster.speak({ ...call, type: 'SUBSCRIBE', subscribe: {} }, link);
    cluster.pass(10);
    cluster.agent.executorDisconnected(call, link);
    cluster.kill('t');
    const subscribe = { unacknowledged_tasks: [task] };
    cluster.speak({ ...call, type: 'SUBSCRIBE', subscribe }, link);
    expect(events.at(-1)).toEqual({ type: 'KILL', kill: { task_id: { value: 't' } } });
  });

  it('that dies takes its task along', () => {
    const { cluster, isClosed } = custom();
    cluster.machine.end('executor e', { status: 3 << 8 });
    cluster.pass(100);
    expect(cluster.updates.at(-1)!.status).toMatchObject({
      state: 'TASK_FAILED',
      source: 'SOURCE_AGENT',
      reason: 'REASON_EXECUTOR_TERMINATED',
      message: 'Executor terminated',
    });
    expect(isClosed()).toBe(true);
    expect(cluster.messages(internal.ExitedExecutorMessage)).toMatchObject([{ status: 768 }]);
  });

  it('that does not come in time is killed', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const { command: _command, ...task } = aTask('t');
    cluster.run({ ...task, executor: anExecutor('e') });
    cluster.pass(60_100);
    expect(cluster.updates.at(-1)!.status).toMatchObject({
      state: 'TASK_FAILED',
      reason: 'REASON_EXECUTOR_REGISTRATION_TIMEOUT',
      message: 'Executor did not register within 1mins',
    });
    expect(cluster.machine.containers.size).toBe(0);
  });

  it('is asked to shut down with its framework, and killed after the grace period', () => {
    const { cluster, events } = custom();
    cluster.say(internal.ShutdownFrameworkMessage, { framework_id: { value: 'F1' } });
    expect(events.at(-1)).toEqual({ type: 'SHUTDOWN' });
    cluster.pass(4900);
    expect(cluster.machine.containers.size).toBe(1);
    cluster.pass(200);
    expect(cluster.machine.containers.size).toBe(0);
    expect(cluster.state.frameworks.size).toBe(0);
  });

  it('that nobody knows is refused', () => {
    const { cluster } = custom();
    const message = { data: new Uint8Array() };
    const call = { type: 'MESSAGE' as const, executor_id: { value: 'x' }, message };
    expect(cluster.speak({ ...call, framework_id: { value: 'nope' } })).toEqual({
      status: 400,
      message: 'Framework cannot be found',
    });
    expect(cluster.speak({ ...call, framework_id: { value: 'F1' } })).toEqual({
      status: 400,
      message: 'Executor cannot be found',
    });
  });
});
