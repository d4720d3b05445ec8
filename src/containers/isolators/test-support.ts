import { join } from 'node:path';
import { SystemClock } from '../../foundation/clock.ts';
import { silentLog } from '../../foundation/log.ts';
import type { IsolatorParts } from './isolator.ts';

/** What isolators of a test are made of, with the directories of an agent below `home`. */
export function isolatorParts(home: string): IsolatorParts {
  const options = {
    work_dir: home,
    runtime_dir: join(home, 'run'),
    container_disk_watch_interval: 15_000,
    enforce_container_disk_quota: false,
    cgroups_hierarchy: '/sys/fs/cgroup',
    cgroups_root: 'mesos',
    cgroups_enable_cfs: false,
    cgroups_limit_swap: false,
    cgroups_cpu_enable_pids_and_tids_count: false,
    revocable_cpu_low_priority: true,
    network_cni_root_dir_persist: false,
    network_cni_metrics: true,
    perf_duration: 10_000,
    perf_interval: 60_000,
    default_role: '*',
    disallow_sharing_agent_ipc_namespace: false,
    disallow_sharing_agent_pid_namespace: false,
    sandbox_directory: '/mnt/mesos/sandbox',
    docker_ignore_runtime: false,
    docker_volume_checkpoint_dir: join(home, 'docker-volumes'),
    docker_volume_chown: false,
  };
  return { options, root: home, clock: new SystemClock(), log: silentLog };
}
