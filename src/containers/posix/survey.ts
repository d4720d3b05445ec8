/**
 * Looks for containers at the start of an agent: in the runtime directory and among the processes.
 * It also settles what was being launched when the last agent process died: a task that has not
 * begun by now never will, and is as if it had never been.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { containerIdOf, containerKey, rootContainerId } from '../container-id.ts';
import type { KnownContainer } from '../containerizer.ts';
import { findLivingSupervisors, findTaskOf, isAtGate } from './living-supervisors.ts';
import type { LivingSupervisor } from './living-supervisors.ts';
import { isWithin } from './process-marks.ts';
import { hasProc, isAlive } from './process-table.ts';
import type { ProcessTable } from './process-table.ts';
import type { ProcessTree } from './process-tree.ts';
import type { Survey } from './candidates.ts';
import { abandon } from './runtime-directory.ts';
import type { FoundContainer, RuntimeDirectory } from './runtime-directory.ts';

/** A task that lost its agent at the gate is gone within moments. */
const gatePollMs = 10;

export interface SurveyParts {
  readonly runtime: RuntimeDirectory;
  /** --runtime_dir, absolute. */
  readonly runtimeDirectory: string;
  readonly processes: ProcessTable;
  readonly bootId: string;
}

export async function surveyContainers(
  { runtime, runtimeDirectory, processes, bootId }: SurveyParts,
  known: readonly KnownContainer[],
): Promise<Survey> {
  const knownByKey = new Map(known.map((one) => [containerKey(one.id), one]));
  // A known one is ours under another --runtime_dir, too.
  const isOurs = ({ key, record, runtimeDirectory: place }: LivingSupervisor): boolean => {
    const root = knownByKey.get(containerKey(rootContainerId(containerIdOf(key))));
    const isKnown = root !== undefined && isWithin(record?.directory, new Set([root.directory]));
    return isKnown || place === runtimeDirectory;
  };
  const supervisors = new Map<string, LivingSupervisor>();
  const living = [...(await findLivingSupervisors(isOurs))];
  const begun = await Promise.all(living.map(([, supervisor]) => hasBegun(supervisor, processes)));
  for (const [i, [key, supervisor]] of living.entries()) {
    if (begun[i] === true) supervisors.set(key, supervisor);
  }
  const found: FoundContainer[] = [];
  for (const one of await runtime.list()) {
    const key = containerKey(one.id);
    const isPod = one.record === undefined && knownByKey.get(key)?.hasProcess === false;
    const counts = isPod || supervisors.has(key) || (await hasLeftSomething(runtime, one));
    if (counts) found.push(one);
    else await runtime.remove(one.id);
  }
  const tree = await snapshot(processes);
  return {
    found,
    supervisors,
    // Where processes can be looked at, those that are there have been found.
    isAlive: ({ pid, startTime }) => !hasProc && isAlive(pid, startTime),
    findTask: (supervisor) => findTaskOf(supervisor, tree),
    bootId,
  };
}

function snapshot(processes: ProcessTable): Promise<ProcessTree> {
  return new Promise((resolve) => processes.snapshot(resolve));
}

/** What the supervisor's own directory says, or, when that is deleted, the task's process. */
async function hasBegun(supervisor: LivingSupervisor, processes: ProcessTable): Promise<boolean> {
  if (supervisor.home !== undefined) return !(await abandon(supervisor.home));
  while (isAlive(supervisor.pid, supervisor.startTime)) {
    const task = findTaskOf(supervisor, await snapshot(processes));
    if (task !== undefined && !isAtGate(task.pid)) return true;
    await pause(gatePollMs);
  }
  return false;
}

/** Of a container whose supervisor is gone, unless it never had one. */
async function hasLeftSomething(runtime: RuntimeDirectory, one: FoundContainer): Promise<boolean> {
  if (one.hasRun) return true;
  return !(await abandon(runtime.pathOf(one.id)));
}
