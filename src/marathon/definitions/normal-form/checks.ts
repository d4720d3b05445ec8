/** Of each kind of check, the members that this kind has. */
import type { AppHealthCheck, MesosCheck, ReadinessCheck } from '../../model/checks.ts';
import { present } from '../present.ts';
import type { AppCheckJson, AppHealthCheckJson, ReadinessCheckJson } from '../schema/checks.ts';

/** Of checks that Marathon runs, which do not wait. */
const noDelay = { delaySeconds: 15, ipProtocol: 'IPv4' } as const;

export function healthCheckOf(check: AppHealthCheckJson): AppHealthCheck {
  const times = {
    gracePeriodSeconds: check.gracePeriodSeconds,
    intervalSeconds: check.intervalSeconds,
    timeoutSeconds: check.timeoutSeconds,
    maxConsecutiveFailures: check.maxConsecutiveFailures,
  };
  const { protocol, ipProtocol, delaySeconds } = check;
  const port = present({ port: check.port, portIndex: check.portIndex });
  const path = present({ path: check.path });
  switch (protocol) {
    case 'HTTP':
    case 'HTTPS':
      return {
        protocol,
        ...times,
        ...port,
        ...path,
        ...noDelay,
        ignoreHttp1xx: check.ignoreHttp1xx ?? false,
      };
    case 'TCP':
      return { protocol, ...times, ...port, ...noDelay };
    case 'COMMAND':
      return {
        protocol,
        ...times,
        ...noDelay,
        delaySeconds,
        ...present({ command: check.command }),
      };
    case 'MESOS_HTTP':
    case 'MESOS_HTTPS':
      return { protocol, ...times, ...port, ...path, delaySeconds, ipProtocol };
    case 'MESOS_TCP':
      return { protocol, ...times, ...port, delaySeconds, ipProtocol };
  }
}

export function mesosCheckOf(check: AppCheckJson): MesosCheck {
  const { http, tcp, exec, intervalSeconds, timeoutSeconds, delaySeconds } = check;
  return present({
    http: http && present({ path: http.path, portIndex: http.portIndex, port: http.port }),
    tcp: tcp && present(tcp),
    exec,
    intervalSeconds,
    timeoutSeconds,
    delaySeconds,
  });
}

export function readinessCheckOf(check: ReadinessCheckJson): ReadinessCheck {
  return { ...check, httpStatusCodesForReady: check.httpStatusCodesForReady ?? [200] };
}
