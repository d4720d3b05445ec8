import { describe, expect, it } from 'vitest';
import { findContainerFlagsFault } from './container-flag-rules.ts';

const flags = {
  containerizers: ['mesos'],
  launcher: 'posix',
  isolation: ['posix/cpu', 'posix/mem'],
  cgroups_hierarchy: '/sys/fs/cgroup',
  agent_subsystems: undefined,
  allowed_devices: undefined,
  cgroups_cpu_enable_pids_and_tids_count: false,
  cgroups_enable_cfs: false,
  cgroups_net_cls_primary_handle: undefined,
  cgroups_net_cls_secondary_handles: undefined,
  enforce_container_disk_quota: false,
  cgroups_limit_swap: false,
  disallow_sharing_agent_pid_namespace: false,
  disallow_sharing_agent_ipc_namespace: false,
  default_container_shm_size: undefined,
  bounding_capabilities: undefined,
  effective_capabilities: undefined,
  work_dir: '/nonexistent',
  runtime_dir: '/nonexistent',
  network_cni_config_dir: undefined,
  network_cni_plugins_dir: undefined,
  network_cni_root_dir_persist: false,
  network_cni_metrics: true,
  default_container_dns: undefined,
  check_agent_port_range_only: false,
  container_ports_isolated_range: undefined,
  container_ports_watch_interval: undefined,
  enforce_container_ports: false,
  default_role: '*',
  resources: undefined,
  nvidia_gpu_devices: undefined,
  rocm_gpu_devices: undefined,
  perf_duration: 10_000,
  perf_events: undefined,
  perf_interval: 60_000,
  seccomp_config_dir: undefined,
  seccomp_profile_name: undefined,
  docker_config: undefined,
  docker_ignore_runtime: false,
  docker_volume_chown: false,
  host_path_volume_force_creation: undefined,
  image_gc_config: undefined,
  image_providers: undefined,
  image_provisioner_backend: undefined,
  docker_registry: 'https://registry-1.docker.io',
  docker_store_dir: '/tmp/mesos/store/docker',
  appc_simple_discovery_uri_prefix: 'http://',
  appc_store_dir: '/tmp/mesos/store/appc',
  sandbox_directory: '/mnt/mesos/sandbox',
};

describe('flags of containers', () => {
  it('that go together are no fault', () => {
    expect(findContainerFlagsFault(flags)).toBeUndefined();
  });

  it('name the launcher that an isolator needs', () => {
    const fault = findContainerFlagsFault({ ...flags, isolation: ['cgroups/cpu', 'posix/mem'] });
    expect(fault).toBe(
      "Invalid value 'cgroups/cpu,posix/mem' for --isolation: isolator 'cgroups/cpu' needs --launcher=linux, this agent has posix",
    );
  });

  it('are refused when the isolator is not there that would obey them', () => {
    expect(findContainerFlagsFault({ ...flags, cgroups_enable_cfs: true })).toBe(
      "--cgroups_enable_cfs is for agents with 'cgroups/cpu' in --isolation; add that, or leave it out",
    );
    expect(findContainerFlagsFault({ ...flags, docker_volume_chown: true })).toBe(
      "--docker_volume_chown is for agents with 'docker/volume' in --isolation; add that, or leave it out",
    );
    expect(findContainerFlagsFault({ ...flags, allowed_devices: {} })).toBe(
      "--allowed_devices is for agents with 'cgroups/devices' or 'linux/devices' in --isolation; add that, or leave it out",
    );
  });

  it('that the machine, or this user, cannot follow are refused', () => {
    expect(findContainerFlagsFault({ ...flags, agent_subsystems: ['no_such'] })).toMatch(
      /^Invalid value 'no_such' for --agent_subsystems: .*(leave it out)/u,
    );
    expect(findContainerFlagsFault({ ...flags, perf_interval: 70_000 })).toBe(
      '--perf_interval is for agents with --perf_events; add that, or leave it out',
    );
    expect(findContainerFlagsFault({ ...flags, perf_events: ['cycles'] })).toContain(
      "--perf_events is for agents with 'cgroups/perf_event' in --isolation",
    );
  });

  it('that exclude each other are named', () => {
    const handles = { ...flags, launcher: 'linux', isolation: ['network/ports'] };
    const both = { check_agent_port_range_only: true, container_ports_isolated_range: '[1-2]' };
    const fault = findContainerFlagsFault({ ...handles, ...both });
    // Where there is no linux launcher that is said first.
    expect(fault).toMatch(/only one of --check_agent_port_range_only and|for --launcher/u);
  });

  it('of images are for agents that take images, which need a file system for them', () => {
    expect(findContainerFlagsFault({ ...flags, image_providers: ['DOCKER'] })).toBe(
      "--image_providers is for agents with 'filesystem/linux' in --isolation; add that, or leave it out",
    );
    expect(findContainerFlagsFault({ ...flags, image_gc_config: {} })).toBe(
      '--image_gc_config is for agents with --image_providers; add that, or leave it out',
    );
    expect(findContainerFlagsFault({ ...flags, docker_registry: '/images' })).toBe(
      '--docker_registry is for agents with --image_providers; add that, or leave it out',
    );
  });

  it('of one kind of images are for agents that take that kind, and each has its store', () => {
    const images = { ...flags, isolation: ['filesystem/linux'], launcher: 'linux' };
    const faultOf = (values: object): string => findContainerFlagsFault({ ...images, ...values })!;
    const docker = { image_providers: ['DOCKER'] };
    const appc = { image_providers: ['APPC'] };
    // Where there is no linux launcher that is said first.
    const elsewhere = /for --launcher/u;
    const expected = [
      [faultOf({ ...docker, appc_store_dir: '/x' }), '--appc_store_dir is for agents with APPC in'],
      [
        faultOf({ ...appc, docker_registry: '/x' }),
        '--docker_registry is for agents with DOCKER in',
      ],
      [
        faultOf({
          image_providers: ['DOCKER', 'APPC'],
          docker_store_dir: '/tmp/mesos/store/appc/',
        }),
        'cannot be the same directory',
      ],
    ] as const;
    for (const [fault, part] of expected) {
      if (!elsewhere.test(fault)) expect(fault).toContain(part);
    }
    expect(findContainerFlagsFault({ ...flags, appc_store_dir: '/x' })).toBe(
      '--appc_store_dir is for agents with --image_providers; add that, or leave it out',
    );
  });

  it('say which handle is missing, on any machine', () => {
    const secondary = { cgroups_net_cls_secondary_handles: '0x0001,0x00ff' };
    const sentence =
      '--cgroups_net_cls_secondary_handles needs --cgroups_net_cls_primary_handle; add that, or leave it out';
    const asked = { ...flags, launcher: 'linux', isolation: ['cgroups/net_cls'], ...secondary };
    expect(findContainerFlagsFault(asked)).toBe(sentence);
    expect(findContainerFlagsFault({ ...flags, ...secondary })).toBe(sentence);
    const both = { ...asked, cgroups_net_cls_primary_handle: '0x0012' };
    expect(findContainerFlagsFault(both)).not.toBe(sentence);
  });

  it('of networks are for the isolator, or for Docker, and go together', () => {
    const networks = { ...flags, network_cni_config_dir: '/nowhere' };
    expect(findContainerFlagsFault(networks)).toContain("is for agents with 'network/cni'");
    const docker = { ...networks, containerizers: ['docker'] };
    expect(findContainerFlagsFault(docker)).toContain('need --network_cni_plugins_dir');
    const both = { ...docker, network_cni_plugins_dir: '/nowhere' };
    expect(findContainerFlagsFault(both)).toContain("the directory '/nowhere'");
  });

  it('say what the linux launcher misses', () => {
    const fault = findContainerFlagsFault({
      ...flags,
      launcher: 'linux',
      cgroups_hierarchy: '/nonexistent',
    });
    expect(fault).toContain("Invalid value 'linux' for --launcher: ");
  });
});
