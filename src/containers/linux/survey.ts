/**
 * Looks for containers at the start of an agent: in the runtime directory and among the cgroups. It
 * settles what was being launched when the last agent process died: a command that has not begun by
 * now never will, and all that was made for it is taken away.
 *
 * A process in a container's cgroup is believed more than files: when these are lost, the first process
 * still has the record in its environment.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { Cgroups } from '../cgroups/cgroups.ts';
import { containerKey } from '../container-id.ts';
import type { KnownContainer } from '../containerizer.ts';
import type { Survivor } from '../life/launcher.ts';
import type { ContainerRecord } from '../life/record.ts';
import { findProcess } from '../posix/process-table.ts';
import type { ContainerRoot } from '../posix/process-tree.ts';
import { abandon, parseRecord } from '../posix/runtime-directory.ts';
import type { FoundContainer, RuntimeDirectory } from '../posix/runtime-directory.ts';

export interface FoundLinuxContainer extends Survivor {
  readonly root: ContainerRoot | undefined;
  /** Its directory says less than is known of it. */
  readonly isDamaged: boolean;
}

export interface LinuxSurveyParts {
  readonly runtime: RuntimeDirectory;
  readonly cgroups: Cgroups;
  readonly bootId: string;
  /** The exit status as far as files tell it. */
  readonly readStatus: (id: ContainerID) => Promise<number | undefined>;
  /** Takes away all that was made for a container that never ran. */
  readonly clear: (id: ContainerID) => Promise<void>;
}

/** Outer containers before inner ones. */
export async function surveyLinux(
  parts: LinuxSurveyParts,
  known: readonly KnownContainer[],
): Promise<readonly FoundLinuxContainer[]> {
  const onDisk = new Map(
    (await parts.runtime.list()).map((one) => [containerKey(one.id), one] as const),
  );
  const ids = new Map([...onDisk].map(([key, { id }]) => [key, id] as const));
  for (const id of await parts.cgroups.list()) ids.set(containerKey(id), id);
  const knownByKey = new Map(known.map((one) => [containerKey(one.id), one]));
  const depth = (key: string): number => key.split('.').length;
  const survivors: FoundLinuxContainer[] = [];
  for (const key of [...ids.keys()].toSorted((left, right) => depth(left) - depth(right))) {
    const witnesses = { onDisk: onDisk.get(key), known: knownByKey.get(key) };
    const survivor = await judge(parts, ids.get(key)!, witnesses);
    if (survivor !== undefined) survivors.push(survivor);
  }
  return survivors;
}

interface Witnesses {
  readonly onDisk: FoundContainer | undefined;
  readonly known: KnownContainer | undefined;
}

async function judge(
  parts: LinuxSurveyParts,
  id: ContainerID,
  { onDisk, known }: Witnesses,
): Promise<FoundLinuxContainer | undefined> {
  const root = await findRoot(parts, id);
  const record = recordOf(root, onDisk, known);
  if (record?.hasProcess === false) return podOf(id, record, parts.bootId);
  if (record === undefined || !(await hasBegun(parts, id, onDisk, root))) {
    await parts.clear(id);
    return undefined;
  }
  const status = onDisk === undefined ? undefined : await parts.readStatus(id);
  const hasEnded = status !== undefined || record.termination !== undefined;
  return {
    ...{ id, root, pid: root?.pid },
    record: root === undefined ? record : { ...record, bootId: parts.bootId },
    isSupervised: root !== undefined,
    isRunning: root !== undefined && !hasEnded,
    isDamaged: onDisk?.record === undefined,
  };
}

function podOf(id: ContainerID, record: ContainerRecord, bootId: string): FoundLinuxContainer {
  const isRunning = record.bootId === bootId && record.termination === undefined;
  const none = { root: undefined, pid: undefined, isSupervised: false, isDamaged: false };
  return { id, record, isRunning, ...none };
}

/** The first process: it leads the session that conmon's child was given, and is the oldest. */
async function findRoot(
  { cgroups }: LinuxSurveyParts,
  id: ContainerID,
): Promise<ContainerRoot | undefined> {
  const members = (await cgroups.members(id)).flatMap((pid) => findProcess(pid) ?? []);
  const byAge = members.toSorted(
    (a, b) => Number(a.startTime) - Number(b.startTime) || a.pid - b.pid,
  );
  const first = byAge.find((one) => !one.isZombie && one.sessionId === one.pid);
  return first && { pid: first.pid, startTime: first.startTime };
}

function recordOf(
  root: ContainerRoot | undefined,
  onDisk: FoundContainer | undefined,
  known: KnownContainer | undefined,
): ContainerRecord | undefined {
  const lost = { bootId: '', isDebug: false, isStandalone: false };
  const { directory, resources, hasProcess } = known ?? {};
  const isTold = directory !== undefined && resources !== undefined && hasProcess !== undefined;
  const own = root && parseRecord(variableOf(root.pid, 'AP_RECORD'));
  return (
    onDisk?.record ?? own ?? (isTold ? { ...lost, directory, resources, hasProcess } : undefined)
  );
}

function variableOf(pid: number, name: string): string | undefined {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return environment.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
  } catch {
    return undefined;
  }
}

/** What the directory says, or, when that is lost, whether the process is still the runtime's own. */
async function hasBegun(
  { runtime }: LinuxSurveyParts,
  id: ContainerID,
  onDisk: FoundContainer | undefined,
  root: ContainerRoot | undefined,
): Promise<boolean> {
  if (onDisk !== undefined && existsSync(runtime.pathOf(id))) {
    return onDisk.hasRun || !(await abandon(runtime.pathOf(id)));
  }
  return root !== undefined && variableOf(root.pid, 'AP_RUNTIME') !== undefined;
}
