/**
 * The processes of containers as this machine has them. The engine is asked for everything; only when
 * it is dead, or does not notice an end, is a process looked at or killed directly, and only one that is
 * certainly of the container: in a cgroup that carries the container's id.
 */
import { readFileSync } from 'node:fs';
import { findProcess, isAlive, ProcessTable } from '../posix/process-table.ts';
import type { ContainerRoot } from '../posix/process-tree.ts';

const table = new ProcessTable();

/** Undefined: the engine's pids are not those of this machine, or it has ended. */
export function findContainerProcess(pid: number, dockerId: string): ContainerRoot | undefined {
  const info = pid > 0 ? findProcess(pid) : undefined;
  if (info === undefined || !isInContainer(pid, dockerId)) return undefined;
  return { pid, startTime: info.startTime };
}

function isInContainer(pid: number, dockerId: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(dockerId);
  } catch {
    return false;
  }
}

export function isRunning({ pid, startTime }: ContainerRoot): boolean {
  return isAlive(pid, startTime);
}

/** The process and all that descends from it. */
export async function killTree(root: ContainerRoot, signal: number): Promise<void> {
  if (!isRunning(root)) return;
  const tree = await new Promise<Parameters<Parameters<ProcessTable['snapshot']>[0]>[0]>(
    (resolve) => table.snapshot(resolve),
  );
  for (const { pid } of tree.membersOf(root)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}
