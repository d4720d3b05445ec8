/**
 * What a check asks, whether it came as CheckInfo or as HealthCheck: both know commands, HTTP and
 * TCP, with fields of different shapes. Tasks are reached on the loopback address.
 */
import type { Result } from '../../foundation/result.ts';
import type {
  CheckInfo,
  CommandInfo,
  HealthCheck,
  NetworkInfo_Protocol,
} from '../../protocol/generated/mesos.ts';
import type { HttpTarget, Probe, ProbeOrigin, Prober, TcpTarget } from './prober.ts';

export type CheckTarget =
  | { readonly kind: 'command'; readonly command: CommandInfo }
  | { readonly kind: 'http'; readonly target: HttpTarget }
  | { readonly kind: 'tcp'; readonly target: TcpTarget };

/** A number is an exit code or an HTTP status; true and false are the answer of TCP. */
export type CheckOutcome = number | boolean;

export interface CheckProbes {
  readonly prober: Prober;
  /** Where the task is. */
  readonly origin: ProbeOrigin;
  readonly command: (
    command: CommandInfo,
    timeoutMs: number,
    done: (exitCode: Result<number>) => void,
  ) => Probe;
}

export function startProbe(
  probes: CheckProbes,
  target: CheckTarget,
  timeoutMs: number,
  done: (outcome: Result<CheckOutcome>) => void,
): Probe {
  switch (target.kind) {
    case 'command':
      return probes.command(target.command, timeoutMs, done);
    case 'http':
      return probes.prober.http({ ...target.target, ...probes.origin }, timeoutMs, done);
    case 'tcp':
      return probes.prober.tcp({ ...target.target, ...probes.origin }, timeoutMs, done);
  }
}

/** Undefined: a type without its fields, which the master refuses before it comes here. */
export function findTargetOfCheck(check: CheckInfo): CheckTarget | undefined {
  const { command, http, tcp } = check;
  switch (check.type) {
    case 'COMMAND':
      return command && { kind: 'command', command: command.command };
    case 'HTTP':
      return http && httpTarget({ port: http.port, path: http.path });
    case 'TCP':
      return tcp && { kind: 'tcp', target: { host: loopbackOf('IPv4'), port: tcp.port } };
    case 'UNKNOWN':
    case undefined:
      return undefined;
  }
}

export function findTargetOfHealthCheck(check: HealthCheck): CheckTarget | undefined {
  const { command, http, tcp } = check;
  switch (check.type) {
    case 'COMMAND':
      return command && { kind: 'command', command };
    case 'HTTP':
      return http && httpTarget(http);
    case 'TCP':
      return tcp && { kind: 'tcp', target: { host: loopbackOf(tcp.protocol), port: tcp.port } };
    case 'UNKNOWN':
    case undefined:
      return undefined;
  }
}

function httpTarget(http: {
  readonly port: number;
  readonly path?: string | undefined;
  readonly scheme?: string;
  readonly protocol?: NetworkInfo_Protocol;
}): CheckTarget {
  const path = http.path ?? '/';
  return {
    kind: 'http',
    target: {
      scheme: http.scheme === 'https' ? 'https' : 'http',
      host: loopbackOf(http.protocol),
      port: http.port,
      path: path.startsWith('/') ? path : `/${path}`,
    },
  };
}

function loopbackOf(protocol: NetworkInfo_Protocol | undefined): string {
  return protocol === 'IPv6' ? '::1' : '127.0.0.1';
}
