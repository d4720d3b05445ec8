import { describe, expect, it } from 'vitest';
import { loadFlags } from '../../foundation/flags/load.ts';
import { agentFlagsOf, localFlags, masterFlagsOf } from './flags.ts';
import type { Invocation } from './flags.ts';
import { summaryText } from './summary.ts';

function invoke(args: string[], environment: Record<string, string> = {}): Invocation {
  const outcome = loadFlags(localFlags, { args, environment, environmentPrefix: 'MESOS_' });
  if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
  return { args, environment, values: outcome.flags.values };
}

const agentAt = (index: number) => ({ index, master: '127.0.0.1:7000' });

describe('the flags of mesos-local', () => {
  it('keep nothing where others can make directories first, when root starts it', () => {
    const { work_dir, runtime_dir } = localFlags;
    const ofRoot = ['/var/lib/mesos/local', '/var/run/mesos'];
    const ofOthers = ['/tmp/mesos/work', '/tmp/mesos/runtime'];
    const expected = process.getuid!() === 0 ? ofRoot : ofOthers;
    expect([work_dir.default, runtime_dir.default]).toEqual(expected);
  });

  it('give each part its own address and directories', () => {
    const invocation = invoke(['--work_dir=/w', '--port=7000', '--num_slaves=2']);
    const master = masterFlagsOf(invocation);
    const agent = agentFlagsOf(invocation, agentAt(1));
    expect(master).toMatchObject({
      value: { values: { ip: '127.0.0.1', port: 7000, work_dir: '/w/master' } },
    });
    expect(agent).toMatchObject({
      value: {
        values: {
          ip: '127.0.0.1',
          port: 7002,
          master: '127.0.0.1:7000',
          work_dir: '/w/agents/1/work',
          runtime_dir: '/w/agents/1/run',
          fetcher_cache_dir: '/w/agents/1/fetch',
        },
      },
    });
  });

  it('pass on what each part knows, by any of its names', () => {
    const invocation = invoke(
      ['--resources=cpus:4', '--slave_ping_timeout=3secs', '--no-hostname_lookup'],
      {
        MESOS_ATTRIBUTES: 'rack:a',
        MESOS_PORT: '6000',
        MESOS_MASTER: 'zk://x',
        MESOS_cluster: 'c',
      },
    );
    const master = masterFlagsOf(invocation);
    const agent = agentFlagsOf(invocation, agentAt(0));
    expect(master).toMatchObject({
      value: {
        values: { agent_ping_timeout: 3000, port: 6000, cluster: 'c', hostname_lookup: false },
      },
    });
    expect(agent).toMatchObject({
      value: {
        values: {
          resources: 'cpus:4',
          attributes: 'rack:a',
          port: 6001,
          master: '127.0.0.1:7000',
          hostname_lookup: false,
        },
      },
    });
  });

  it('let the system choose every port when asked to', () => {
    const invocation = invoke(['--port=0']);
    expect(agentFlagsOf(invocation, agentAt(3))).toMatchObject({ value: { values: { port: 0 } } });
  });

  it('are held to the rules of master and agent', () => {
    const late = masterFlagsOf(invoke(['--agent_reregister_timeout=1mins']));
    expect(late.ok ? '' : late.error).toContain('--agent_reregister_timeout: Must be at least');
    const slow = agentFlagsOf(invoke(['--registration_backoff_factor=2mins']), agentAt(0));
    expect(slow.ok ? '' : slow.error).toContain('registration_backoff_factor');
  });

  it.each([
    ['--num_slaves=101', 'it must be at most 100'],
    ['--master=a:1', "unknown flag 'master'"],
    ['--port=x', "Failed to load flag 'port'"],
  ])('refuse %s', (argument, why) => {
    const outcome = loadFlags(localFlags, { args: [argument] });
    expect(outcome.kind === 'refused' && outcome.error).toContain(why);
  });
});

describe('the summary', () => {
  it('says where everything is and what to try', () => {
    const text = summaryText({
      masterUrl: 'http://127.0.0.1:5050',
      agentUrls: ['http://127.0.0.1:5051', 'http://127.0.0.1:5052'],
      isComplete: true,
      workDir: '/w',
      logFile: undefined,
      execute: 'bin/mesos-execute',
      marathonUrl: 'http://127.0.0.1:8080',
      balancer: 'not started',
      exampleUrl: undefined,
    });
    expect(text).toContain('a master and 2 agents.');
    expect(text).toMatch(/marathon +http:\/\/127.0.0.1:8080/);
    expect(text).toMatch(/balancer +not started/);
    expect(text).not.toContain('example');
    expect(text).toMatch(/agent 2 +http:\/\/127.0.0.1:5052/);
    expect(text).toContain('bin/mesos-execute --master=127.0.0.1:5050 --name=hello');
    expect(text).toContain('curl http://127.0.0.1:5050/state-summary');
    expect(text).not.toContain('log ');
  });
});
