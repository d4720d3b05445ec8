/** What the launcher `linux` needs of a machine, looked for once, with a sentence for what is missing. */
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { findHierarchy } from '../cgroups/hierarchy.ts';
import type { Tools } from '../posix/launch-plan.ts';
import { probeTools } from '../posix/tools.ts';
import { capabilitiesOf } from './bundle.ts';
import { findProgram } from '../programs.ts';

export interface LinuxTools extends Tools {
  /** Paths of programs. */
  readonly runtime: string;
  readonly conmon: string;
  readonly unshare: string;
  readonly nsenter: string;
  /** What the agent has, and containers without a rule of their own. */
  readonly capabilities: readonly string[];
}

/** Why this machine, or this agent's user, cannot have the launcher; undefined: it can. */
export function findObstacle(cgroupsHierarchy: string): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux; use posix';
  if (process.getuid?.() !== 0)
    return 'it needs an agent that runs as root; start it as root or use posix';
  const missing = ['runc', 'conmon', 'unshare', 'nsenter', 'setsid'].filter(
    (name) => findProgram(name) === undefined,
  );
  if (missing.length > 0) {
    return `it needs ${missing.join(', ')} on the agent's machine; install ${missing.length > 1 ? 'them' : 'it'} or use posix`;
  }
  const hierarchy = findHierarchy(cgroupsHierarchy);
  if (!hierarchy.ok) return hierarchy.error;
  if (hierarchy.value.version === 1 || isSame(cgroupsHierarchy, runtimeMountPoint))
    return undefined;
  return `cgroups of version 2 are at '${cgroupsHierarchy}', but the OCI runtime looks for them at ${runtimeMountPoint} only; mount them there, or give --cgroups_hierarchy=${runtimeMountPoint}`;
}

/** Of version 2; those of version 1 it finds wherever they are mounted. */
const runtimeMountPoint = '/sys/fs/cgroup';

function isSame(left: string, right: string): boolean {
  const [one, other] = [left, right].map((path) => statSync(path, { throwIfNoEntry: false }));
  return one !== undefined && one.dev === other?.dev && one.ino === other.ino;
}

/** A failure names what has gone since the agent was started. */
export async function probeLinuxTools(): Promise<Result<LinuxTools>> {
  const [tools, status] = await Promise.all([
    probeTools(),
    readFile('/proc/self/status', 'latin1'),
  ]);
  if (tools.session !== 'wait')
    return failure('setsid of util-linux (with --wait) is not installed');
  const found = ['runc', 'conmon', 'unshare', 'nsenter'].map(findProgram);
  const [runtime, conmon, unshare, nsenter] = found;
  if (runtime === undefined || conmon === undefined)
    return failure('runc or conmon is not installed');
  if (unshare === undefined || nsenter === undefined) {
    return failure('unshare or nsenter of util-linux is not installed');
  }
  return ok({ ...tools, runtime, conmon, unshare, nsenter, capabilities: capabilitiesOf(status) });
}
