import { describe, expect, it } from 'vitest';
import { loadFlags } from '../foundation/flags/load.ts';
import { checkMasterFlags, masterFlags, parseWeights } from './flags.ts';
import type { MasterFlags } from './flags.ts';

/** What a Mesos master started with --ip, --hostname, --work_dir, --log_dir and --quorum shows. */
const shownByMesos: Record<string, string> = {
  agent_ping_timeout: '15secs',
  agent_reregister_timeout: '10mins',
  allocation_interval: '1secs',
  allocator: 'hierarchical',
  allocator_agent_recovery_factor: '0.8',
  allocator_recovery_timeout: '10mins',
  authenticate_agents: 'false',
  authenticate_frameworks: 'false',
  authenticate_http_frameworks: 'false',
  authenticate_http_readonly: 'false',
  authenticate_http_readwrite: 'false',
  authentication_v0_timeout: '15secs',
  authenticators: 'crammd5',
  authorizers: 'local',
  filter_gpu_resources: 'true',
  framework_sorter: 'drf',
  help: 'false',
  hostname: 'localhost',
  hostname_lookup: 'true',
  http_authenticators: 'basic',
  initialize_driver_logging: 'true',
  ip: '127.0.0.1',
  log_auto_initialize: 'true',
  log_dir: '/var/log/recordings/logs',
  logbufsecs: '0',
  logging_level: 'INFO',
  max_agent_ping_timeouts: '5',
  max_completed_frameworks: '50',
  max_completed_tasks_per_framework: '1000',
  max_operator_event_stream_subscribers: '1000',
  max_unreachable_tasks_per_framework: '1000',
  memory_profiling: 'false',
  min_allocatable_resources: 'cpus:0.01|mem:32',
  offer_constraints_re2_max_mem: '4KB',
  offer_constraints_re2_max_program_size: '100',
  port: '5050',
  publish_per_framework_metrics: 'true',
  quiet: 'false',
  quorum: '1',
  recovery_agent_removal_limit: '100%',
  registry: 'replicated_log',
  registry_fetch_timeout: '1mins',
  registry_gc_interval: '15mins',
  registry_max_agent_age: '2weeks',
  registry_max_agent_count: '102400',
  registry_store_timeout: '20secs',
  registry_strict: 'false',
  require_agent_domain: 'false',
  role_sorter: 'drf',
  root_submissions: 'true',
  version: 'false',
  webui_dir: '/usr/share/mesos/webui',
  work_dir: '/var/lib/run/m',
  zk_session_timeout: '10secs',
};

function load(...args: string[]) {
  return loadFlags(masterFlags, { args });
}

function valuesOf(...args: string[]): MasterFlags {
  const outcome = load(...args);
  if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
  return outcome.flags.values;
}

describe('flags of the master', () => {
  it('are those of Mesos, with the same defaults', () => {
    const given = ['ip', 'hostname', 'work_dir', 'log_dir', 'quorum'];
    const outcome = load(...given.map((name) => `--${name}=${shownByMesos[name]}`));
    expect(outcome.kind === 'loaded' && outcome.flags.toStrings()).toEqual(shownByMesos);
  });

  it('refuse a lock that is not there yet', () => {
    const outcome = load('--authenticate_agents', '--work_dir=/w');
    expect(outcome.kind === 'refused' && outcome.error).toContain("'authenticate_agents'");
  });

  it.each(['--authorizers=x', '--no-log_auto_initialize'])(
    '%s, which nobody would obey, is refused',
    (text) => {
      const outcome = load('--work_dir=/w', text);
      expect(outcome.kind === 'refused' && outcome.error).toMatch(
        /cannot be '.*': this version has no .* yet; leave it out or at '.+'/,
      );
    },
  );

  it.each([
    [['--registry=in_memory'], undefined],
    [['--work_dir=/w'], undefined],
    [[], '--work_dir needed'],
    [['--work_dir=/w', '--agent_reregister_timeout=9mins'], 'Must be at least 10mins'],
    [['--work_dir=/w', '--recovery_agent_removal_limit=101%'], 'percentage'],
    [['--work_dir=/w', '--recovery_agent_removal_limit=50'], 'percentage'],
    [['--work_dir=/w', '--weights=a=0'], "'a=0'"],
    [['--work_dir=/w', '--roles=a,b c'], "Role component 'b c' is invalid"],
    [['--work_dir=/w', '--roles=a,,b'], undefined],
    [['--work_dir=/w', '--weights=a=1.5,b=2'], undefined],
    [['--work_dir=/w', '--ip=1.2.3.4', '--ip_discovery_command=x'], '--ip'],
    [['--work_dir=/w', '--firewall_rules={"disabled_endpoints":{"paths":["x"]}}'], 'no path'],
    [['--work_dir=/w', '--rate_limits={"aggregate_default_qps":5}'], undefined],
    [
      ['--work_dir=/w', '--rate_limits={"aggregate_default_qps":0}'],
      'Invalid aggregate_default_qps: 0. It must be a positive number',
    ],
  ])('%j together: %s', (args, why) => {
    const error = checkMasterFlags(valuesOf(...args));
    if (why === undefined) expect(error).toBeUndefined();
    else expect(error).toContain(why);
  });

  it.each(['--offer_timeout=0secs', '--agent_ping_timeout=16mins', '--registry=x'])(
    '%s breaks a rule',
    (text) => expect(load(text).kind).toBe('refused'),
  );
});

it('weights are numbers by role', () => {
  const weights = parseWeights('a=1.5,b/c=2');
  expect(weights.ok && [...weights.value]).toEqual([
    ['a', 1.5],
    ['b/c', 2],
  ]);
});
