/**
 * One running copy of an app or a pod, from the moment an offer was found for it. It is stored before
 * its task is launched, so that no task ever runs that nobody knows.
 */
import type { AgentId, TaskId } from '../../protocol/ids.ts';
import type { TaskStatus } from '../../protocol/generated/mesos.ts';
import type { InstanceId, PathId, Timestamp } from './ids.ts';

/** In the words of Marathon's API (`condition` of events, `state` of tasks). */
export type Condition =
  | 'Reserved'
  | 'Provisioned'
  | 'Staging'
  | 'Starting'
  | 'Running'
  | 'Unreachable'
  | 'UnreachableInactive'
  | 'Killing'
  | 'Killed'
  | 'Finished'
  | 'Failed'
  | 'Error'
  | 'Dropped'
  | 'Gone'
  | 'Unknown';

/** What is to become of it. Stopped: its volumes stay; Decommissioned: nothing stays. */
export type Goal = 'Running' | 'Stopped' | 'Decommissioned';

export interface AgentOfInstance {
  readonly agentId: AgentId;
  readonly host: string;
  /** "10.0.0.1:5051"; unknown of what was taken over from elsewhere, until it is launched again. */
  readonly address?: string;
  readonly region?: string;
  readonly zone?: string;
  /** As texts, the way constraints compare them. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface InstanceTask {
  readonly taskId: TaskId;
  /** Of a pod: the container's name. */
  readonly container?: string;
  readonly condition: Condition;
  readonly stagedAt: Timestamp;
  readonly startedAt?: Timestamp;
  /** In the order of port definitions, port mappings or endpoints; undefined: has none. */
  readonly hostPorts: readonly (number | undefined)[];
  readonly ipAddresses: readonly {
    readonly ipAddress: string;
    readonly protocol: 'IPv4' | 'IPv6';
  }[];
  /** Of a container of a pod: its addresses by network; that of the host has no name. */
  readonly networks?: readonly { readonly name?: string; readonly addresses: readonly string[] }[];
  /** It ended because its agent is being emptied. */
  readonly isDrained?: true;
  /** Of the last one that changed anything, where Mesos checks it. */
  readonly status?: StatusOfTask;
}

/** What checks by Mesos found. */
export type StatusOfTask = Pick<TaskStatus, 'healthy' | 'check_status' | 'message'>;

export interface LocalVolume {
  readonly containerPath: string;
  readonly uuid: string;
  /** "<app with _>#<containerPath>#<uuid>" */
  readonly persistenceId: string;
}

export interface Instance {
  readonly id: InstanceId;
  readonly runSpecId: PathId;
  /** `versionInfo.lastConfigChangeAt` of what it was launched with. */
  readonly runSpecVersion: Timestamp;
  readonly role: string;
  readonly goal: Goal;
  readonly condition: Condition;
  /** When it came into this condition. */
  readonly since: Timestamp;
  /** When it began to run. */
  readonly activeSince?: Timestamp;
  readonly agent: AgentOfInstance;
  /** One for an app, one for each container of a pod. */
  readonly tasks: readonly InstanceTask[];
  /** Of resident apps: what is reserved for it wherever it is. */
  readonly volumes: readonly LocalVolume[];
  /** How many times it was launched; part of the task id from the second on. */
  readonly incarnation: number;
}

/** Conditions in which nothing runs any more and nothing will. */
export function isTerminal(condition: Condition): boolean {
  switch (condition) {
    case 'Killed':
    case 'Finished':
    case 'Failed':
    case 'Error':
    case 'Dropped':
    case 'Gone':
    case 'Unknown':
      return true;
    case 'Reserved':
    case 'Provisioned':
    case 'Staging':
    case 'Starting':
    case 'Running':
    case 'Unreachable':
    case 'UnreachableInactive':
    case 'Killing':
      return false;
  }
}

/** Nothing runs, and what is reserved for it is given back as soon as it is offered. */
export function isGivingBack({ goal, condition }: Instance): boolean {
  return condition === 'Reserved' && goal === 'Decommissioned';
}

/** Does it count as one of the wanted instances? One that was given up for lost does not. */
export function countsAsExisting({ goal, condition }: Instance): boolean {
  return goal === 'Running' && !isTerminal(condition) && condition !== 'UnreachableInactive';
}
