/**
 * In which cgroups the agent is, and where what outlives it begins: --agent_subsystems and systemd, before anything
 * is started.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enterAgentCgroups } from '../containers/cgroups/agent-cgroups.ts';
import { findHierarchy } from '../containers/cgroups/hierarchy.ts';
import { setOutlivingPlaces, takesProcesses } from '../containers/cgroups/outliving.ts';
import type { Log } from '../foundation/log.ts';
import { unwrap } from '../foundation/result.ts';
import { agentFlags } from './flags.ts';
import type { AgentFlags } from './flags.ts';
import { findExecutorsSlice, systemctl } from './systemd.ts';

/** Enough to find out whose they are. */
const mostNamedProcesses = 20;

/** @throws Error with a sentence for the operator when it cannot start */
export async function placeAgent(values: AgentFlags, log: Log): Promise<void> {
  const slice = await findSlice(values, log);
  const origins = await enterOwn(values, log);
  // Of version 2 a process is in one cgroup.
  const isOne = existsSync(join(values.cgroups_hierarchy, 'cgroup.controllers'));
  const wanted = slice === undefined ? origins : isOne ? [slice] : [slice, ...origins];
  const places = wanted.filter((file) => {
    const canGo = takesProcesses(file);
    if (!canGo)
      log.warning(`What outlives the agent stays in its cgroup: '${file}' takes no process`);
    return canGo;
  });
  setOutlivingPlaces(places);
}

async function findSlice(values: AgentFlags, log: Log): Promise<string | undefined> {
  const directory = values.systemd_runtime_directory;
  if (!values.systemd_enable_support || process.platform !== 'linux') return undefined;
  const isUsualDirectory = directory === agentFlags.systemd_runtime_directory.default;
  if (process.getuid?.() !== 0) {
    // Only root may do it; whoever only tries things out on his machine shall not be refused.
    if (!isUsualDirectory)
      throw new Error(
        '--systemd_runtime_directory needs an agent that runs as root; start it as root, or leave it out',
      );
    return undefined;
  }
  const mountPoint = values.cgroups_hierarchy;
  const isVersion2 = existsSync(join(mountPoint, 'cgroup.controllers'));
  const found = await findExecutorsSlice({
    ...{ runtimeDirectory: directory, isUsualDirectory, systemctl },
    hierarchy: isVersion2 ? mountPoint : join(mountPoint, 'systemd'),
  });
  const slice = unwrap(found);
  if (slice !== undefined)
    log.info(`systemd is there: what outlives the agent begins in '${slice}'`);
  return slice;
}

async function enterOwn(values: AgentFlags, log: Log): Promise<readonly string[]> {
  const subsystems = values.agent_subsystems ?? [];
  if (subsystems.length === 0) return [];
  const memberships = readFileSync('/proc/self/cgroup', 'latin1');
  const hierarchy = unwrap(findHierarchy(values.cgroups_hierarchy));
  const wanted = { subsystems, root: values.cgroups_root.replace(/^\/+|\/+$/gu, '') };
  const entered = unwrap(
    await enterAgentCgroups(wanted, hierarchy, { pid: process.pid, memberships }),
  );
  log.info(`The agent is in cgroups of its own for ${subsystems.join(', ')}`);
  if (entered.others.length > 0) {
    const shown = entered.others.slice(0, mostNamedProcesses).map(textOf);
    log.warning(
      `An agent, or what it started, is still running: ${shown.join('; ')} in the cgroup of the agent; look whether that should be`,
    );
  }
  return entered.origins;
}

function textOf(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return `${pid} '${words.slice(0, 200)}'`;
  } catch {
    return String(pid);
  }
}
