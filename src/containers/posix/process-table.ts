/**
 * What runs on this machine: one look at all processes, shared by everybody who asks within the same
 * turn of the event loop. On Linux it is read from /proc in slices, so that a machine with thousands
 * of processes does not stop the agent; elsewhere ps(1) is asked.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { ProcessTree, sameStart } from './process-tree.ts';
import type { ProcessInfo } from './process-tree.ts';

/** So long /proc is read; then other work gets its turn. An entry takes 20 us, on a busy machine many more. */
const sliceMs = 4;
const retryMs = 100;
/** Elsewhere processes have no start times and nobody sees their environment. */
export const hasProc = existsSync('/proc/self/stat');

interface AuxiliaryValues {
  readonly pageBytes: number;
  readonly ticksPerSecond: number;
}

/** Page size and clock ticks as the kernel told this process at its start (getauxval(3)). */
export function readAuxiliaryValues(bytes: Uint8Array): AuxiliaryValues {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let pageBytes = 4096;
  let ticksPerSecond = 100;
  for (let at = 0; at + 16 <= bytes.byteLength; at += 16) {
    const key = Number(view.getBigUint64(at, true));
    if (key === 6) pageBytes = Number(view.getBigUint64(at + 8, true));
    if (key === 17) ticksPerSecond = Number(view.getBigUint64(at + 8, true));
  }
  return { pageBytes, ticksPerSecond };
}

const auxiliary = readAuxiliaryValues(
  existsSync('/proc/self/auxv') ? readFileSync('/proc/self/auxv') : new Uint8Array(),
);

/** One line of /proc/<pid>/stat; undefined when it is not one. See proc(5). */
export function parseProcStat(text: string): ProcessInfo | undefined {
  const nameEnd = text.lastIndexOf(')'); // the name may itself contain spaces and parentheses
  if (nameEnd < 0) return undefined;
  const fields = text.slice(nameEnd + 2).split(' '); // fields[0] is field 3, the state
  if (fields.length < 22) return undefined;
  const ticks = (index: number): number => Number(fields[index]) / auxiliary.ticksPerSecond;
  return {
    pid: Number.parseInt(text, 10),
    parentPid: Number(fields[1]),
    groupId: Number(fields[2]),
    sessionId: Number(fields[3]),
    startTime: fields[19]!,
    isZombie: fields[0] === 'Z' || fields[0] === 'X',
    userTimeSecs: ticks(11) + ticks(13),
    systemTimeSecs: ticks(12) + ticks(14),
    rssBytes: Number(fields[21]) * auxiliary.pageBytes,
  };
}

/** `pid` as it is now; undefined when it does not exist (or the system has no /proc). */
export function findProcess(pid: number): ProcessInfo | undefined {
  try {
    return parseProcStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return undefined;
  }
}

/** Whether the process that had `startTime` is still there; without a start time, any will do. */
export function isAlive(pid: number, startTime: string): boolean {
  if (hasProc) {
    const found = findProcess(pid);
    return found !== undefined && !found.isZombie && sameStart(found.startTime, startTime);
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A line of `ps -A -o pid=,ppid=,pgid=,sess=,stat=,time=,rss=`; BSDs print sess as an address. */
export function parsePsLine(line: string): ProcessInfo | undefined {
  const [pid, parentPid, groupId, session, state, time, rss] = line.trim().split(/\s+/u);
  if (rss === undefined) return undefined;
  const [clock, days] = time!.split('-').toReversed();
  const timeSecs = clock!.split(':').reduce((sum, part) => sum * 60 + Number.parseFloat(part), 0);
  return {
    pid: Number(pid),
    parentPid: Number(parentPid),
    groupId: Number(groupId),
    sessionId: /^\d+$/u.test(session!) ? Number(session) : 0,
    startTime: '',
    isZombie: state!.startsWith('Z'),
    userTimeSecs: timeSecs + Number(days ?? 0) * 86_400,
    systemTimeSecs: 0,
    rssBytes: Number(rss) * 1024,
  };
}

function snapshotByPs(done: (processes: readonly ProcessInfo[]) => void): void {
  const columns = 'pid=,ppid=,pgid=,sess=,stat=,time=,rss=';
  execFile('ps', ['-A', '-o', columns], { maxBuffer: 2 ** 26 }, (_error, stdout) => {
    const found = stdout.split('\n').map(parsePsLine);
    done(found.filter((info) => info !== undefined));
  });
}

function snapshotByProc(done: (processes: readonly ProcessInfo[]) => void): void {
  let pids: readonly number[];
  try {
    pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    // No file descriptor is free. An empty list would be a lie that ends the killing too early.
    setTimeout(snapshotByProc, retryMs, done);
    return;
  }
  const snapshot: ProcessInfo[] = [];
  const readSlice = (start: number): void => {
    const slice = new Slice();
    let next = start;
    while (next < pids.length && !slice.isOver) {
      const info = findProcess(pids[next++]!);
      if (info !== undefined) snapshot.push(info);
    }
    if (next < pids.length) setImmediate(readSlice, next);
    else done(snapshot);
  };
  readSlice(0);
}

/** A turn of reading /proc, from now on. */
export class Slice {
  readonly #endMs = performance.now() + sliceMs;

  get isOver(): boolean {
    return performance.now() >= this.#endMs;
  }
}

export class ProcessTable {
  #asking: ((tree: ProcessTree) => void)[] = [];
  #isReading = false;

  /**
   * What runs, looked at after this call. One look at a time: who asks during a look is served by
   * the next one, so a hundred containers that end together cost two looks, not a hundred.
   */
  snapshot(done: (tree: ProcessTree) => void): void {
    this.#asking.push(done);
    if (this.#isReading) return;
    this.#isReading = true;
    setImmediate(() => this.#read());
  }

  #read(): void {
    const asking = this.#asking;
    this.#asking = [];
    const read = hasProc ? snapshotByProc : snapshotByPs;
    read((processes) => {
      const tree = new ProcessTree(processes);
      for (const done of asking) done(tree);
      this.#isReading = this.#asking.length > 0;
      if (this.#isReading) setImmediate(() => this.#read());
    });
  }
}
