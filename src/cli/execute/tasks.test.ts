import { describe, expect, it } from 'vitest';
import { loadFlags } from '../../foundation/flags/load.ts';
import type { Result } from '../../foundation/result.ts';
import { executeFlags } from './flags.ts';
import type { ExecuteFlags } from './flags.ts';
import { makeFramework, makeWork } from './tasks.ts';
import type { Work } from './tasks.ts';

function flagsOf(...args: string[]): ExecuteFlags {
  const outcome = loadFlags(executeFlags, { args: ['--master=a:1', ...args] });
  if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
  return outcome.flags.values;
}

function work(...args: string[]): Work {
  const made = makeWork(flagsOf(...args));
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

const errorOf = (result: Result<unknown>): string | undefined =>
  result.ok ? undefined : result.error;

describe('what mesos-execute runs', () => {
  it('is a command task of the size that Mesos gives it', () => {
    expect(work('--name=t', '--command=echo')).toEqual({
      kind: 'task',
      task: {
        name: 't',
        task_id: { value: 't' },
        agent_id: { value: '' },
        resources: [
          { name: 'cpus', type: 'SCALAR', scalar: { value: 1 } },
          { name: 'mem', type: 'SCALAR', scalar: { value: 128 } },
        ],
        command: { shell: true, value: 'echo' },
      },
    });
  });

  it('has the environment, image, volumes and terminal that were asked for', () => {
    const made = work(
      '--name=t',
      '--command=/bin/sh',
      '--no-shell',
      '--env={"A":"1","B":""}',
      '--docker_image=alpine:3',
      '--networks=a,b',
      '--tty',
      '--volumes=[{"container_path":"c","host_path":"/h","mode":"RO"}]',
      '--rlimits={"rlimits":[{"type":"RLMT_NOFILE","soft":10,"hard":20}]}',
      '--effective_capabilities={"capabilities":["NET_RAW"]}',
    );
    expect(made.kind === 'task' && made.task.command).toEqual({
      shell: false,
      value: '/bin/sh',
      environment: {
        variables: [
          { name: 'A', value: '1' },
          { name: 'B', value: '' },
        ],
      },
    });
    expect(made.kind === 'task' && made.task.container).toEqual({
      type: 'MESOS',
      mesos: { image: { type: 'DOCKER', docker: { name: 'alpine:3' } } },
      network_infos: [{ name: 'a' }, { name: 'b' }],
      tty_info: {},
      volumes: [{ container_path: 'c', host_path: '/h', mode: 'RO' }],
      rlimit_info: { rlimits: [{ type: 'RLMT_NOFILE', soft: 10, hard: 20 }] },
      linux_info: { effective_capabilities: { capabilities: ['NET_RAW'] } },
    });
  });

  it('may be a container of Docker', () => {
    const args = ['--name=t', '--command=x', '--containerizer=docker', '--docker_image=a'];
    const made = work(...args, '--networks=n');
    expect(made.kind === 'task' && made.task.container).toEqual({
      type: 'DOCKER',
      docker: { image: 'a', network: 'USER' },
      network_infos: [{ name: 'n' }],
    });
  });

  it('may be a whole task in JSON, without an agent', () => {
    const task = { name: 'n', task_id: { value: 'i' }, command: { value: 'true' } };
    expect(work(`--task=${JSON.stringify(task)}`)).toEqual({
      kind: 'task',
      task: { ...task, agent_id: { value: '' } },
    });
  });

  it('may be a pod, for which there is an executor', () => {
    const tasks = ['a', 'b'].map((name) => ({ name, task_id: { value: name } }));
    const made = work(`--task_group=${JSON.stringify({ tasks })}`);
    expect(made.kind === 'group' && made.tasks.map((task) => task.name)).toEqual(['a', 'b']);
    expect(made.kind === 'group' && made.executor.type).toBe('DEFAULT');
  });

  it('is a pod in the networks of its executor', () => {
    const tasks = [{ name: 'a', task_id: { value: 'a' } }];
    const work = makeWork(
      flagsOf('--networks=blue,red', `--task_group=${JSON.stringify({ tasks })}`),
    );
    expect(work.ok && work.value.kind === 'group' && work.value.executor.container).toEqual({
      type: 'MESOS',
      network_infos: [{ name: 'blue' }, { name: 'red' }],
    });
  });

  it.each([
    [[], 'Missing required option --name'],
    [['--name=t'], 'Missing required option --command'],
    [['--task={}', '--task_group={}'], "Only one of '--task' and '--task_group' can be given"],
    [['--task={}', '--name=t'], "'--name' cannot be given with '--task'"],
    [['--task={}'], "Failed to use '--task': Missing required fields: name, task_id"],
    [['--task_group={}'], "'--task_group' has no tasks"],
    [['--task_group=[]'], "Failed to use '--task_group'"],
    [['--name=t', '--command=x', '--env=[]'], 'it must be a JSON object of strings'],
    [['--name=t', '--command=x', '--env={"A":1}'], "the value of 'A' must be a string"],
    [['--name=t', '--command=x', '--resources=cpus'], 'Failed to parse resources'],
    [['--name=t', '--command=x', '--volumes={}'], "'--volumes' must be a JSON array"],
    [['--name=t', '--command=x', '--rlimits=[]'], "Failed to use '--rlimits'"],
    [['--name=t', '--command=x', '--containerizer=docker'], "needs '--docker_image'"],
    [['--name=t', '--command=x', '--docker_image=a', '--appc_image=b'], 'Only one of'],
  ])('is refused for %j', (args, why) => {
    expect(errorOf(makeWork(flagsOf(...args)))).toContain(why);
  });
});

describe('the framework of mesos-execute', () => {
  it('is what a plain run of Mesos subscribes with', () => {
    expect(makeFramework(flagsOf(), 'root')).toEqual({
      ok: true,
      value: {
        user: 'root',
        name: 'mesos-execute instance',
        failover_timeout: 0,
        checkpoint: false,
        role: '*',
        capabilities: [
          { type: 'RESERVATION_REFINEMENT' },
          { type: 'TASK_KILLING_STATE' },
          { type: 'REVOCABLE_RESOURCES' },
          { type: 'PARTITION_AWARE' },
        ],
      },
    });
  });

  it('has the capabilities that were asked for, and no unknown ones', () => {
    const flags = flagsOf(
      '--no-partition_aware',
      '--framework_capabilities=MULTI_ROLE',
      '--role=r',
      '--principal=p',
      '--checkpoint',
    );
    expect(makeFramework(flags, 'u')).toMatchObject({
      value: {
        roles: ['r'],
        principal: 'p',
        checkpoint: true,
        capabilities: [{}, {}, {}, { type: 'MULTI_ROLE' }],
      },
    });
    const wrong = makeFramework(flagsOf('--framework_capabilities=NOPE'), 'u');
    expect(errorOf(wrong)).toContain("cannot have 'NOPE': it must be one of");
  });
});
