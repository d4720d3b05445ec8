/** What Marathon answers, as far as the pages read it. Definitions are shown whole, whatever is in them. */
export interface App {
  readonly id: string;
  readonly instances: number;
  readonly cpus: number;
  readonly mem: number;
  readonly gpus?: number;
  readonly disk?: number;
  readonly cmd?: string | null;
  readonly labels?: Readonly<Record<string, string>>;
  readonly container?: {
    readonly type?: string;
    readonly volumes?: readonly {
      readonly persistent?: {
        readonly size?: number;
        readonly type?: string;
        readonly profileName?: string;
      };
      readonly external?: { readonly name?: string; readonly provider?: string };
      readonly secret?: string;
      readonly hostPath?: string;
      readonly mode?: string;
      readonly containerPath?: string;
    }[];
    readonly portMappings?: readonly {
      readonly containerPort?: number;
      readonly hostPort?: number | null;
      readonly name?: string | null;
      readonly protocol?: string;
    }[];
  };
  readonly portDefinitions?: readonly {
    readonly name?: string | null;
    readonly protocol?: string;
  }[];
  readonly version: string;
  readonly versionInfo?: { readonly lastScalingAt?: string; readonly lastConfigChangeAt?: string };
  readonly tasksStaged: number;
  readonly tasksRunning: number;
  readonly tasksHealthy: number;
  readonly tasksUnhealthy: number;
  readonly deployments: readonly { readonly id: string }[];
  readonly tasks?: readonly Instance[];
  readonly lastTaskFailure?: Failure;
  readonly taskStats?: Readonly<Record<string, { readonly stats: Stats }>>;
  readonly healthChecks?: readonly object[];
  /** Ours: what is kept for each instance with volumes. */
  readonly reservations?: readonly Reservation[];
}

export interface Reservation {
  readonly instanceId: string;
  readonly taskId: string | null;
  readonly slaveId: string;
  readonly host: string;
  readonly condition: string;
  readonly since: string;
  readonly volumes: readonly { readonly containerPath: string; readonly persistenceId: string }[];
}

export interface Instance {
  readonly id: string;
  readonly host: string;
  readonly ports?: readonly number[];
  readonly state: string;
  readonly slaveId: string;
  readonly stagedAt?: string;
  readonly startedAt?: string;
  readonly version: string;
  readonly ipAddresses?: readonly { readonly ipAddress: string }[];
  readonly healthCheckResults?: readonly HealthResult[];
  readonly localVolumes?: readonly {
    readonly containerPath: string;
    readonly persistenceId: string;
  }[];
  readonly role?: string;
}

export interface HealthResult {
  readonly alive: boolean;
  readonly consecutiveFailures: number;
  readonly firstSuccess?: string | null;
  readonly lastSuccess?: string | null;
  readonly lastFailure?: string | null;
  readonly lastFailureCause?: string | null;
}

export interface Failure {
  readonly taskId: string;
  readonly state: string;
  readonly message: string;
  /** Ours: "REASON_…". */
  readonly reason?: string;
  readonly host: string;
  readonly timestamp: string;
  readonly version: string;
  readonly slaveId?: string;
}

export interface Stats {
  readonly counts: Readonly<Record<'staged' | 'running' | 'healthy' | 'unhealthy', number>>;
  readonly lifeTime?: { readonly medianSeconds: number; readonly averageSeconds: number };
}

export interface Deployment {
  readonly id: string;
  readonly version: string;
  readonly affectedApps?: readonly string[];
  readonly affectedPods?: readonly string[];
  readonly currentStep: number;
  readonly totalSteps: number;
  readonly currentActions: readonly {
    readonly action: string;
    readonly app?: string;
    readonly pod?: string;
    /** Ours: why it is not done; "" for what is going on. */
    readonly blocker?: string;
  }[];
  readonly steps: readonly {
    readonly actions: readonly {
      readonly action: string;
      readonly app?: string;
      readonly pod?: string;
    }[];
  }[];
}

export interface Queued {
  readonly count: number;
  readonly since: string;
  readonly delay: { readonly timeLeftSeconds: number; readonly overdue: boolean };
  readonly app?: { readonly id: string };
  readonly pod?: { readonly id: string };
  readonly processedOffersSummary?: OffersSummary;
}

/** How many of the offers that were looked at each reason ruled out, in the order of looking. */
export interface OffersSummary {
  readonly processedOffersCount: number;
  readonly unusedOffersCount: number;
  readonly lastUnusedOfferAt?: string;
  readonly lastUsedOfferAt?: string;
  readonly rejectSummaryLastOffers: readonly FunnelRow[];
  readonly rejectSummaryLaunchAttempt: readonly FunnelRow[];
}

export interface FunnelRow {
  readonly reason: string;
  readonly declined: number;
  readonly processed: number;
}

export interface PodStatus {
  readonly id: string;
  readonly spec: PodSpec;
  readonly status: string;
  readonly instances: readonly { readonly status: string }[];
}

export interface PodSpec {
  readonly version?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly scaling?: { readonly instances?: number };
  readonly containers: readonly {
    readonly resources: { readonly cpus: number; readonly mem: number };
    readonly healthCheck?: object;
  }[];
}

/** A pod among apps: what both have. */
export function podAsApp({ id, spec, instances }: PodStatus): App {
  const sum = (name: 'cpus' | 'mem'): number =>
    spec.containers.reduce((total, { resources }) => total + resources[name], 0);
  const count = (...wanted: string[]): number =>
    instances.filter(({ status }) => wanted.includes(status)).length;
  const isChecked = spec.containers.some(({ healthCheck }) => healthCheck !== undefined);
  return {
    id,
    instances: spec.scaling?.instances ?? 1,
    cpus: sum('cpus'),
    mem: sum('mem'),
    version: spec.version ?? '',
    labels: spec.labels ?? {},
    tasksStaged: count('PENDING', 'STAGING'),
    tasksRunning: count('STABLE', 'DEGRADED'),
    tasksHealthy: isChecked ? count('STABLE') : 0,
    tasksUnhealthy: isChecked ? count('DEGRADED') : 0,
    deployments: [],
  };
}

export interface Info {
  readonly version: string;
  readonly frameworkId?: string;
  readonly leader?: string;
  readonly marathon_config: Readonly<Record<string, unknown>>;
  readonly zookeeper_config: Readonly<Record<string, unknown>>;
}

export type Status = 'running' | 'deploying' | 'suspended' | 'delayed' | 'waiting';

/** As the original's page has it: a queue entry says more than a deployment. */
export function statusOf(app: App, queued: Queued | undefined): Status {
  if (queued !== undefined && (app.instances > app.tasksRunning || app.deployments.length > 0)) {
    return queued.delay.overdue || queued.delay.timeLeftSeconds === 0 ? 'waiting' : 'delayed';
  }
  if (app.deployments.length > 0) return 'deploying';
  if (app.instances === 0 && app.tasksRunning === 0) return 'suspended';
  return 'running';
}

export type HealthPart = 'healthy' | 'unhealthy' | 'unknown' | 'staged' | 'over' | 'unscheduled';

/** How many instances are how, in the order of the bar. */
export function healthOf(app: App): Record<HealthPart, number> {
  const { tasksHealthy, tasksUnhealthy, tasksRunning, tasksStaged, instances } = app;
  const all = tasksRunning + tasksStaged;
  return {
    healthy: tasksHealthy,
    unhealthy: tasksUnhealthy,
    unknown: Math.max(0, tasksRunning - tasksHealthy - tasksUnhealthy),
    staged: tasksStaged,
    over: Math.max(0, all - instances),
    unscheduled: Math.max(0, instances - all),
  };
}

/** As its checks found it: 1 healthy, -1 not, 0 nobody looks or it does not run. */
export function healthOfInstance({ healthCheckResults = [], state }: Instance): number {
  if (state !== 'TASK_RUNNING' || healthCheckResults.length === 0) return 0;
  return healthCheckResults.every(({ alive }) => alive) ? 1 : -1;
}

/** 0 for none. */
export const timeOf = (text: string | null | undefined): number =>
  text === undefined || text === null ? 0 : Date.parse(text);
