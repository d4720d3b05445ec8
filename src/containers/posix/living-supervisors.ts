/**
 * Supervisors that run on this machine, whatever the disk says. Each shows in its arguments that it
 * is one and whose container it keeps; its environment holds its runtime directory and a copy of
 * the container's record. So a container whose files were lost is found, and is known for what it
 * is: the id is a UUID that no stranger has, and only processes of the agent's own user count.
 */
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ContainerRecord } from '../life/record.ts';
import { findProcess, hasProc, Slice } from './process-table.ts';
import type { ContainerRoot, ProcessTree } from './process-tree.ts';
import { parseRecord } from './runtime-directory.ts';

export interface LivingSupervisor extends ContainerRoot {
  /** Of its container: `root.child`. */
  readonly key: string;
  /** As it was when the container was launched; undefined for one of an older version. */
  readonly record: ContainerRecord | undefined;
  /** The --runtime_dir of the agent that launched it. */
  readonly runtimeDirectory: string;
  /** Where it is at work, when that directory still exists. */
  readonly home: string | undefined;
}

/** By key of the container. Empty where the system has no /proc: there only the disk knows. */
export async function findLivingSupervisors(
  isOurs: (supervisor: LivingSupervisor) => boolean,
): Promise<ReadonlyMap<string, LivingSupervisor>> {
  const found = new Map<string, LivingSupervisor>();
  if (!hasProc) return found;
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  let slice = new Slice();
  for (const pid of pids) {
    const supervisor = readSupervisor(pid);
    // Of two, one was given up at the gate and is on its way out: the younger one counts.
    if (supervisor !== undefined && isOurs(supervisor)) {
      if (isYounger(supervisor, found.get(supervisor.key))) found.set(supervisor.key, supervisor);
    }
    if (!slice.isOver) continue;
    await nextTurn();
    slice = new Slice();
  }
  return found;
}

function isYounger(one: LivingSupervisor, other: LivingSupervisor | undefined): boolean {
  return other === undefined || Number(one.startTime) >= Number(other.startTime);
}

function readSupervisor(pid: number): LivingSupervisor | undefined {
  try {
    const [, script = '', role, key] = readWords(pid);
    if (!isScript(script) || role !== 'supervise' || key === undefined) return undefined;
    if (statSync(`/proc/${pid}`).uid !== process.geteuid?.()) return undefined;
    const info = findProcess(pid);
    if (info === undefined || info.isZombie) return undefined;
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const valueOf = (name: string): string | undefined =>
      environment.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
    return {
      pid,
      startTime: info.startTime,
      key,
      record: parseRecord(valueOf('AP_RECORD')),
      runtimeDirectory: script.slice(0, -basename(script).length - 1),
      home: readHome(pid),
    };
  } catch {
    return undefined; // it ended meanwhile, or is none of ours
  }
}

function readWords(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
}

function isScript(word: string): boolean {
  return /^supervisor-[0-9a-f]+\.sh$/u.test(basename(word));
}

/** Does the process wait for its agent, or has it begun just now, and is not yet what it is to be? */
export function isAtGate(pid: number): boolean {
  try {
    return readWords(pid).some(isScript);
  } catch {
    return false;
  }
}

function readHome(pid: number): string | undefined {
  const path = readlinkSync(`/proc/${pid}/cwd`);
  return path.endsWith(' (deleted)') ? undefined : path;
}

/**
 * The first process of the container that `supervisor` waits for: the leader of the session that was
 * made for it, or, where none is made, the supervisor's child.
 */
export function findTaskOf(
  supervisor: LivingSupervisor,
  tree: ProcessTree,
): ContainerRoot | undefined {
  const children = tree.childrenOf(supervisor.pid);
  const descendants = [...children, ...children.flatMap(({ pid }) => tree.childrenOf(pid))];
  return descendants.find(({ pid, sessionId }) => sessionId === pid) ?? children[0];
}
