/** What a page knows of the cluster: rows of the master's stream as objects, and what was counted. */

export interface Amounts {
  readonly cpus: number;
  readonly gpus: number;
  readonly mem: number;
  readonly disk: number;
}

export interface Framework extends Amounts {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly roles: readonly string[];
  readonly principal: string;
  readonly hostname: string;
  readonly webuiUrl: string;
  readonly state: 'active' | 'disconnected' | 'recovered' | 'completed';
  readonly registeredMs: number;
  readonly reregisteredMs: number;
  readonly unregisteredMs: number;
  readonly suppressedRoles: readonly string[];
  /** Counted here. */
  activeTasks: number;
  /** Of the whole cluster, of what it has most of: 0 to 1. Reckoned for whoever shows it. */
  maxShare?: number;
}

export type AgentState =
  | 'active'
  | 'disconnected'
  | 'deactivated'
  | 'draining'
  | 'drained'
  | 'recovering'
  | 'unreachable'
  | 'gone';

export interface Agent extends Amounts {
  readonly id: string;
  readonly hostname: string;
  readonly pid: string;
  readonly state: AgentState;
  readonly usedCpus: number;
  readonly usedGpus: number;
  readonly usedMem: number;
  readonly usedDisk: number;
  readonly registeredMs: number;
  readonly reregisteredMs: number;
  readonly version: string;
  /** JSON of name to value. */
  readonly attributes: string;
  readonly region: string;
  readonly zone: string;
  readonly drainStartMs: number;
  readonly drainGraceMs: number;
  /** What it lends beyond its amounts, "cpus:2", and what of that is used; empty: nothing, or an older master. */
  readonly lent: string;
  readonly usedLent: string;
  /** Counted here. */
  activeTasks: number;
}

export interface Task extends Amounts {
  readonly framework: string;
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly agent: string;
  /** Without "TASK_". */
  readonly state: string;
  /** 1 healthy, -1 not, 0 nobody looks. */
  readonly health: number;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly changedMs: number;
  readonly executor: string;
  readonly reason: string;
  readonly message: string;
  /** Looked up for whoever shows it. */
  readonly host?: string;
  readonly frameworkName?: string;
  /** In small letters: what words are looked for in. Made when somebody searches. */
  readonly searchText?: string;
}

export interface Hello {
  readonly masterId: string;
  /** Whom the master takes the reader for; "" when nobody has to say who they are. */
  readonly reader: string;
  readonly hostname: string;
  readonly pid: string;
  readonly version: {
    readonly version: string;
    readonly build_date?: string;
    readonly build_user?: string;
    readonly git_sha?: string;
  };
  readonly cluster: string;
  readonly startedMs: number;
  readonly electedMs: number;
  readonly hasLog: boolean;
  readonly mostCompletedFrameworks: number;
  readonly mostCompletedTasks: number;
  readonly mostUnreachableTasks: number;
  readonly columns: Readonly<Record<'agents' | 'frameworks' | 'tasks', readonly string[]>>;
}

export interface Beat {
  readonly nowMs: number;
  readonly offers: number;
  readonly offered: Amounts;
  readonly counters: Readonly<Record<string, number>>;
}

export type Line =
  | ['hello', Hello]
  | ['beat', Beat]
  | ['frameworks' | 'agents', (readonly unknown[])[]]
  | ['tasks', string, (readonly unknown[])[]]
  | ['gone', 'framework' | 'agent', string]
  | ['whole'];

const endStates: ReadonlySet<string> = new Set([
  'FINISHED',
  'FAILED',
  'KILLED',
  'ERROR',
  'LOST',
  'DROPPED',
  'GONE',
  'GONE_BY_OPERATOR',
]);

export type TaskList = 'active' | 'unreachable' | 'completed';

export function listOf(state: string): TaskList {
  if (endStates.has(state)) return 'completed';
  return state === 'UNREACHABLE' || state === 'UNKNOWN' ? 'unreachable' : 'active';
}

/** It failed, or its health check does. */
export function isIll({ state, health }: Task): boolean {
  if (state === 'RUNNING') return health === -1;
  return state === 'FAILED' || state === 'ERROR' || state === 'LOST';
}

/** How long it ran, until it ended; 0: it did not. */
export function lifeMs({ startedMs, endedMs }: Pick<Task, 'startedMs' | 'endedMs'>): number {
  return startedMs === 0 || endedMs === 0 ? 0 : Math.max(0, endedMs - startedMs);
}
