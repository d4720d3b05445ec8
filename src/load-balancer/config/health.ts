/**
 * Health checks that HAProxy makes itself, from those of Marathon: what templates may say of them,
 * and which templates these are.
 */
import type { HealthCheck } from '../model/app.ts';
import type { Values } from '../templates/compile.ts';
import type { TemplateName } from '../templates/table.ts';
import type { Endpoint } from './endpoints.ts';
import type { Service } from './services.ts';

export interface HealthTemplates {
  readonly check: HealthCheck;
  readonly ofBackend: TemplateName;
  readonly ofServer: TemplateName;
}

/** What HAProxy takes: not 0, and milliseconds of 31 bits. */
const longestSeconds = 86_400;
const mostFalls = 10_000;

const usablePath = /^\/[^\s"'#\\\p{Cc}]*$/u;

/** `undefined` when HAProxy makes no checks for the service. */
export function findHealthTemplates(service: Service): HealthTemplates | undefined {
  const check = service.healthCheck;
  if (check === undefined) return undefined;
  const isTcp =
    service.mode === 'tcp' || check.protocol === 'TCP' || check.protocol === 'MESOS_TCP';
  if (isTcp) {
    return {
      check,
      ofBackend: 'BACKEND_TCP_HEALTHCHECK_OPTIONS',
      ofServer: 'BACKEND_SERVER_TCP_HEALTHCHECK_OPTIONS',
    };
  }
  if (!usablePath.test(check.path)) {
    service.log.add({
      label: 'healthChecks',
      rule: 'must have a path that begins with /, without blanks, quotes, # or backslashes',
      value: check.path,
      effect: 'HAProxy does not check the servers',
    });
    return undefined;
  }
  return {
    check,
    ofBackend: 'BACKEND_HTTP_HEALTHCHECK_OPTIONS',
    ofServer: 'BACKEND_SERVER_HTTP_HEALTHCHECK_OPTIONS',
  };
}

/** The port for checks of this server, when a label names one of the app's. */
export function findLabelledPort(service: Service, endpoint: Endpoint): number | undefined {
  const index = service.settings.healthCheckPortIndex;
  return index === undefined ? undefined : (endpoint.ports[index] ?? endpoint.ports[service.index]);
}

export function healthValues(check: HealthCheck, port: number | undefined): Values {
  const failures = check.maxConsecutiveFailures;
  return {
    healthCheckPortIndex: check.portIndex ?? '',
    healthCheckPort: port ?? '',
    healthCheckProtocol: check.protocol,
    healthCheckPath: check.path,
    healthCheckTimeoutSeconds: between(1, check.timeoutSeconds, longestSeconds),
    healthCheckIntervalSeconds: between(1, check.intervalSeconds, longestSeconds),
    healthCheckGracePeriodSeconds: between(0, check.gracePeriodSeconds, longestSeconds),
    healthCheckMaxConsecutiveFailures: between(0, failures, mostFalls - 1),
    healthCheckFalls: between(1, failures + 1, mostFalls),
    healthCheckPortOptions: port === undefined ? '' : ` port ${port}`,
  };
}

function between(min: number, value: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
