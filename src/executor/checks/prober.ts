/**
 * What checks need of the network, as something that is handed in: the machine's sockets
 * (machine-prober.ts), or pretend answers in tests and in the simulation.
 */
import type { Result } from '../../foundation/result.ts';

/** From where a target is reached. */
export interface ProbeOrigin {
  /** First process of the task's container: the check is made in its network. Absent: in the agent's. */
  readonly pid?: number;
}

export interface HttpTarget extends ProbeOrigin {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** With its leading "/". */
  readonly path: string;
}

export interface TcpTarget extends ProbeOrigin {
  readonly host: string;
  readonly port: number;
}

/** A check under way; after `cancel` its callback is not called any more. */
export interface Probe {
  cancel(): void;
}

export interface Prober {
  /**
   * The status that a GET ends in after redirects. `timeoutMs` 0: no limit. Never calls back
   * before it has returned.
   */
  http(target: HttpTarget, timeoutMs: number, done: (status: Result<number>) => void): Probe;
  /** Whether something listens. A failure means that nobody can tell (it took too long). */
  tcp(target: TcpTarget, timeoutMs: number, done: (accepts: Result<boolean>) => void): Probe;
}
