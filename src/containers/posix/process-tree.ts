/**
 * Which processes belong to a container. A task may start children, groups and sessions; children
 * whose parent died are handed to init, so parenthood alone would lose them. A process belongs when
 * it is the first process, a child of a member, or in a session or process group that a member
 * leads. The supervisor is the first process's ancestor and has a session of its own: it never
 * belongs. What escapes by both a new session and a dead parent is found by the sandbox that its
 * environment names (see sweeper.ts): a good guess, not a wall; walls need the linux launcher.
 */

export interface ProcessInfo {
  readonly pid: number;
  readonly parentPid: number;
  readonly groupId: number;
  readonly sessionId: number;
  /** Tells a process from a later one with the same pid; "" where the system does not say. */
  readonly startTime: string;
  readonly isZombie: boolean;
  /** Children that were waited for are included, so the sum over a tree does not fall. */
  readonly userTimeSecs: number;
  readonly systemTimeSecs: number;
  readonly rssBytes: number;
}

/** A container's first process. */
export interface ContainerRoot {
  readonly pid: number;
  readonly startTime: string;
}

/** Whether two start times may be of one process; "" is not known. */
export function sameStart(left: string, right: string): boolean {
  return left === right || left === '' || right === '';
}

type Index = ReadonlyMap<number, readonly ProcessInfo[]>;

function indexBy(processes: readonly ProcessInfo[], keyOf: (info: ProcessInfo) => number): Index {
  const index = new Map<number, ProcessInfo[]>();
  for (const info of processes) {
    const key = keyOf(info);
    const list = index.get(key);
    if (list === undefined) index.set(key, [info]);
    else list.push(info);
  }
  return index;
}

/** All processes of a machine at one moment, indexed once for all containers that ask. */
export class ProcessTree {
  readonly processes: readonly ProcessInfo[];
  readonly #byPid: ReadonlyMap<number, ProcessInfo>;
  readonly #followers: readonly Index[];

  constructor(processes: readonly ProcessInfo[]) {
    this.processes = processes;
    this.#byPid = new Map(processes.map((info) => [info.pid, info]));
    this.#followers = [
      indexBy(processes, (info) => info.parentPid),
      indexBy(processes, (info) => info.sessionId),
      indexBy(processes, (info) => info.groupId),
    ];
  }

  childrenOf(pid: number): readonly ProcessInfo[] {
    return this.#followers[0]!.get(pid) ?? [];
  }

  /** Processes of the container that are alive (zombies only wait to be collected). */
  membersOf(root: ContainerRoot): readonly ProcessInfo[] {
    const first = this.#byPid.get(root.pid);
    // The number of a session or group is not given to a new process while it has members: when it
    // was given away, nothing of the container's session is left.
    if (first !== undefined && !sameStart(first.startTime, root.startTime)) return [];
    const seen = new Set([root.pid]);
    const members = first === undefined ? [] : [first];
    for (const pid of seen) {
      for (const index of this.#followers) {
        for (const info of index.get(pid) ?? []) {
          if (seen.has(info.pid)) continue;
          seen.add(info.pid); // a Set also iterates over what is added meanwhile
          members.push(info);
        }
      }
    }
    return members.filter((info) => !info.isZombie);
  }
}
