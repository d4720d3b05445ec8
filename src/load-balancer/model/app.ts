/**
 * Apps as the balancer sees them: what `GET /v2/apps?embed=apps.tasks` says, in one form for all
 * versions of Marathon. Definitions that an app does not have are empty lists; what the balancer
 * has no use for is left behind.
 */

export type NetworkingMode = 'host' | 'container/bridge' | 'container';

export interface HealthCheck {
  readonly protocol: string;
  readonly path: string;
  /** Of the app's ports; without it the check has a port of its own or none. */
  readonly portIndex?: number;
  readonly port?: number;
  readonly timeoutSeconds: number;
  readonly intervalSeconds: number;
  readonly gracePeriodSeconds: number;
  readonly maxConsecutiveFailures: number;
}

export interface Task {
  readonly id: string;
  /** The agent's name or address. */
  readonly host: string;
  /** Ports of the host that the task was given. */
  readonly ports: readonly number[];
  /** Addresses of its own; empty where it shares the host's. */
  readonly ipAddresses: readonly string[];
  /** Not said by old versions. */
  readonly state?: string;
  /** `undefined`: nothing is known yet. */
  readonly isAlive?: boolean;
  /** Makes room for a task of a newer app of its deployment group. */
  readonly isDraining: boolean;
}

export interface App {
  readonly id: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly instances: number;
  readonly mode: NetworkingMode;
  /** Ports that clients of the balancer use, in the order of the app's ports. */
  readonly servicePorts: readonly number[];
  /** Ports inside of containers; what servers have where tasks have addresses of their own. */
  readonly containerPorts: readonly number[];
  /** Ports of the definition; for tasks that do not tell theirs. */
  readonly definedPorts: readonly number[];
  readonly healthChecks: readonly HealthCheck[];
  readonly tasks: readonly Task[];
  /** ISO 8601. */
  readonly lastScalingAt?: string;
}
