import { describe, expect, it } from 'vitest';
import { loadFlags } from '../foundation/flags/load.ts';
import { agentFlags, checkAgentFlags } from './flags.ts';

/** What a Mesos agent with the posix launcher shows at /flags. */
const shownByMesos: Record<string, string> = {
  appc_simple_discovery_uri_prefix: 'http://',
  appc_store_dir: '/tmp/mesos/store/appc',
  authenticate_http_readonly: 'false',
  authenticate_http_readwrite: 'false',
  authenticatee: 'crammd5',
  authentication_backoff_factor: '1secs',
  authentication_timeout_max: '1mins',
  authentication_timeout_min: '5secs',
  authorizer: 'local',
  cgroups_cpu_enable_pids_and_tids_count: 'false',
  cgroups_destroy_timeout: '1mins',
  cgroups_enable_cfs: 'false',
  cgroups_hierarchy: '/sys/fs/cgroup',
  cgroups_limit_swap: 'false',
  cgroups_root: 'mesos',
  container_disk_watch_interval: '15secs',
  containerizers: 'mesos',
  default_role: '*',
  disallow_sharing_agent_ipc_namespace: 'false',
  disallow_sharing_agent_pid_namespace: 'false',
  disk_watch_interval: '1mins',
  docker: 'docker',
  docker_ignore_runtime: 'false',
  docker_kill_orphans: 'true',
  docker_registry: 'https://registry-1.docker.io',
  docker_remove_delay: '6hrs',
  docker_socket: '/var/run/docker.sock',
  docker_stop_timeout: '0ns',
  docker_store_dir: '/tmp/mesos/store/docker',
  docker_volume_checkpoint_dir: '/var/run/mesos/isolators/docker/volume',
  docker_volume_chown: 'false',
  enforce_container_disk_quota: 'false',
  executor_registration_timeout: '1mins',
  executor_reregistration_timeout: '2secs',
  executor_shutdown_grace_period: '5secs',
  fetcher_cache_dir: '/tmp/mesos/fetch',
  fetcher_cache_size: '2GB',
  fetcher_stall_timeout: '1mins',
  frameworks_home: '',
  gc_delay: '1weeks',
  gc_disk_headroom: '0.1',
  gc_non_executor_container_sandboxes: 'false',
  help: 'false',
  hostname: 'localhost',
  hostname_lookup: 'true',
  http_command_executor: 'false',
  http_executor_domain_sockets: 'false',
  http_heartbeat_interval: '30secs',
  initialize_driver_logging: 'true',
  ip: '127.0.0.1',
  isolation: 'posix/cpu,posix/mem',
  launcher: 'posix',
  launcher_dir: '/usr/lib/mesos',
  log_dir: '/var/log/recordings/logs',
  logbufsecs: '0',
  logging_level: 'INFO',
  master: '127.0.0.1:5050',
  max_completed_executors_per_framework: '150',
  memory_profiling: 'false',
  network_cni_metrics: 'true',
  network_cni_root_dir_persist: 'false',
  oversubscribed_resources_interval: '15secs',
  perf_duration: '10secs',
  perf_interval: '1mins',
  port: '5051',
  qos_correction_interval_min: '0ns',
  quiet: 'false',
  reconfiguration_policy: 'equal',
  recover: 'reconnect',
  recovery_timeout: '15mins',
  registration_backoff_factor: '1secs',
  revocable_cpu_low_priority: 'true',
  runtime_dir: '/var/lib/run/art',
  sandbox_directory: '/mnt/mesos/sandbox',
  strict: 'true',
  switch_user: 'true',
  systemd_enable_support: 'false',
  systemd_runtime_directory: '/run/systemd/system',
  version: 'false',
  work_dir: '/var/lib/run/a',
  zk_session_timeout: '10secs',
};

function load(...args: string[]) {
  return loadFlags(agentFlags, { args });
}

function startupError(...args: string[]): string | undefined {
  const outcome = load('--work_dir=/w', ...args);
  if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
  return checkAgentFlags(outcome.flags.values);
}

describe('flags of the agent', () => {
  it('are those of Mesos, with the same defaults', () => {
    const given = [
      'ip',
      'hostname',
      'work_dir',
      'log_dir',
      'master',
      'runtime_dir',
      'launcher_dir',
    ];
    const outcome = load(
      ...given.map((name) => `--${name}=${shownByMesos[name]}`),
      '--no-systemd_enable_support',
    );
    expect(outcome.kind === 'loaded' && outcome.flags.toStrings()).toEqual(shownByMesos);
  });

  it('must have a work_dir', () => {
    expect(load('--master=h:5050')).toEqual({
      kind: 'refused',
      error: "Flag 'work_dir' is required, but it was not provided",
    });
  });

  it('must say where the master is', () => {
    expect(startupError()).toBe('Missing required option `--master` or `--master_detector`');
    expect(startupError('--master=localhost:5050')).toBeUndefined();
  });

  it.each([
    ['--registration_backoff_factor=2mins', 'no greater than 1mins'],
    ['--executor_reregistration_timeout=16secs', 'no greater than 15secs'],
  ])('%s refuses the start', (text, why) =>
    expect(startupError('--master=h:5050', text)).toContain(why),
  );

  it('finds the IPv6 address of the host in one way only', () => {
    const both = ['--ip6=::1', '--ip6_discovery_command=echo ::1'];
    expect(startupError('--master=h:5050', ...both)).toContain('Only one of `--ip6`');
  });

  it.each(['posix/rlimits', 'process', 'posix/cpu,posix/mem,posix/rlimits'])(
    '--isolation=%s can be switched on',
    (isolation) => {
      const outcome = load('--work_dir=/w', '--master=h:5050', `--isolation=${isolation}`);
      expect(outcome.kind === 'loaded' && outcome.flags.values.isolation.join(',')).toBe(isolation);
    },
  );

  it.each([
    '--isolation=cgroups/misc',
    '--isolation=network/port_mapping',
    '--isolation=posix/cpu,posix/cpu',
    '--containerizers=docker,docker',
    '--launcher=windows',
    '--gc_disk_headroom=1.5',
    '--recover=maybe',
    '--master=zk://h:2181',
    '--master=nowhere',
    '--executor_environment_variables={"A":1}',
    '--executor_environment_variables=[]',
    '--cgroups_root=../other',
    '--cgroups_root=',
    '--cgroups_destroy_timeout=0secs',
    '--perf_events=cpu-cycles',
    '--perf_interval=0secs',
    '--docker_mesos_image=a',
    '--volume_gid_range=7',
    '--volume_gid_range=[]',
    '--volume_gid_range=[0-9]',
    '--volume_gid_range=[5-4294967295]',
    '--csi_plugin_config_dir=/x',
    '--resource_provider_config_dir=/x',
    '--docker_config={"credsStore":"pass"}',
    '--ip6=10.0.0.1',
    '--ip6=fe80::1%eth0',
    '--agent_features={"capabilities":[{"type":"MULTI_ROLE"}]}',
    '--sandbox_directory=x',
    '--sandbox_directory=/x/../y',
    '--image_providers=APPC,APPC',
    '--image_providers=appc,APPC',
    '--image_providers=DOCKER,RKT',
    '--appc_simple_discovery_uri_prefix=images/',
    '--image_provisioner_backend=aufs',
    '--image_gc_config={"image_disk_headroom":2}',
    '--docker_registry=hdfs://h/x',
  ])('%s breaks a rule', (text) => {
    const outcome = load('--work_dir=/w', text);
    const name = text.slice(2, text.indexOf('='));
    expect(outcome.kind === 'refused' && outcome.error).toContain(`Flag '${name}' cannot be`);
  });
});
