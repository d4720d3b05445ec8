/** Which containerizer an agent has by its flags, and what of the flags does not go together. */
import { Cgroups } from '../containers/cgroups/cgroups.ts';
import { findHierarchy } from '../containers/cgroups/hierarchy.ts';
import type { Fetcher } from '../containers/fetcher/fetcher.ts';
import { readLoggerFlags } from '../containers/io/logrotate/settings.ts';
import {
  findLauncherFault,
  makeIsolators,
  readIsolation,
} from '../containers/isolators/registry.ts';
import type { MesosContainerizer } from '../containers/life/mesos-containerizer.ts';
import { LinuxContainerizer } from '../containers/linux/linux-containerizer.ts';
import { findObstacle } from '../containers/linux/requirements.ts';
import { findOtherLauncher } from '../containers/other-launcher.ts';
import { PosixContainerizer } from '../containers/posix/posix-containerizer.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';
import { unwrap } from '../foundation/result.ts';
import type { AgentFlags } from './flags.ts';

/** Flags that say how an isolator works, which somebody who gives them expects to be there. */
const needsIsolator = {
  allowed_devices: 'cgroups/devices',
  cgroups_enable_cfs: 'cgroups/cpu',
  enforce_container_disk_quota: 'disk/du',
  cgroups_limit_swap: 'cgroups/mem',
  disallow_sharing_agent_pid_namespace: 'namespaces/pid',
} as const;

type ContainerFlags = Pick<
  AgentFlags,
  'launcher' | 'isolation' | 'cgroups_hierarchy' | keyof typeof needsIsolator
> &
  Partial<Pick<AgentFlags, 'container_logger' | 'modules'>>;

/** For "EXIT with status 1: ...". */
export function findContainerFlagsFault(values: ContainerFlags): string | undefined {
  const { launcher, isolation } = values;
  const obstacle = launcher === 'linux' ? findObstacle(values.cgroups_hierarchy) : undefined;
  if (obstacle !== undefined) return `Invalid value 'linux' for --launcher: ${obstacle}`;
  const { names } = unwrap(readIsolation(isolation));
  const fault = findLauncherFault(names, launcher);
  if (fault !== undefined) return `Invalid value '${isolation.join()}' for --isolation: ${fault}`;
  const logger = readLoggerFlags(values.container_logger, values.modules);
  if (!logger.ok) return logger.error;
  return findIdleFlag(values, names) ?? findSwapFault(values);
}

function findIdleFlag(values: ContainerFlags, names: readonly string[]): string | undefined {
  for (const flag of Object.keys(needsIsolator) as (keyof typeof needsIsolator)[]) {
    const isolator = needsIsolator[flag];
    if (!values[flag] || names.includes(isolator)) continue;
    return `--${flag} is for agents with '${isolator}' in --isolation; add that, or leave it out`;
  }
  return undefined;
}

function findSwapFault(values: ContainerFlags): string | undefined {
  if (!values.cgroups_limit_swap) return undefined;
  const hierarchy = unwrap(findHierarchy(values.cgroups_hierarchy));
  if (hierarchy.version === 1) return undefined;
  return '--cgroups_limit_swap is for cgroups of version 1, this machine has version 2; leave it out';
}

export interface ContainerizerParts {
  /** Absolute. */
  readonly workDirectory: string;
  /** Absolute. */
  readonly runtimeDirectory: string;
  readonly fetcher: Fetcher;
  readonly clock: Clock;
  readonly log: Log;
}

/** @throws Error with a sentence for the operator */
export function makeContainerizer(
  values: AgentFlags,
  parts: ContainerizerParts,
): MesosContainerizer {
  const { workDirectory, runtimeDirectory, fetcher, clock, log } = parts;
  const other = findOtherLauncher(runtimeDirectory, values.launcher);
  if (other !== undefined) throw new Error(other);
  const isolation = unwrap(readIsolation(values.isolation));
  for (const warning of isolation.warnings) log.warning(warning);
  const options = { ...values, work_dir: workDirectory, runtime_dir: runtimeDirectory };
  const isolators = makeIsolators(isolation, { options, root: '/', clock, log });
  const allowsRoot = values.root_submissions ?? true;
  const logger = unwrap(readLoggerFlags(values.container_logger, values.modules));
  const common = { workDirectory, allowsRoot, runtimeDirectory, isolators, fetcher, log, logger };
  if (values.launcher !== 'linux') return new PosixContainerizer(common);
  const hierarchy = unwrap(findHierarchy(values.cgroups_hierarchy));
  return new LinuxContainerizer({
    ...common,
    cgroups: new Cgroups(hierarchy, values.cgroups_root),
  });
}
