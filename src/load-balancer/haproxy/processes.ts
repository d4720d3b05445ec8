/**
 * Processes that we may not have started: a number alone does not tell them apart, because numbers
 * are used again; with the time of its start it does.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ProcessMark {
  readonly pid: number;
  /** In ticks since the boot, as the kernel has it. */
  readonly startTicks: string;
}

/** Undefined: there is no such process (any more). */
export function findProcess(pid: number): ProcessMark | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name may have spaces and brackets; the third field follows it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    return { pid, startTicks: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

export function isAlive(mark: ProcessMark): boolean {
  return findProcess(mark.pid)?.startTicks === mark.startTicks;
}

export function signal(mark: ProcessMark, name: NodeJS.Signals): void {
  if (!isAlive(mark)) return;
  try {
    process.kill(mark.pid, name);
  } catch {
    // It has ended just now.
  }
}

const lookMs = 50;

/** False: it lives on after this time. */
export async function hasEnded(mark: ProcessMark, withinMs: number): Promise<boolean> {
  const untilMs = performance.now() + withinMs;
  while (isAlive(mark)) {
    if (performance.now() >= untilMs) return false;
    await sleep(lookMs);
  }
  return true;
}
