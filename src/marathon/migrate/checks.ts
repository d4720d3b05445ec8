/** Checks of apps in stored form, as the JSON that they stand for. */
import { longToNumber } from '../../protocol/codec/long.ts';
import type {
  CheckDefinition,
  HealthCheckDefinition,
  ReadinessCheckDefinition,
} from '../../protocol/generated/marathon.ts';
import type { CommandInfo } from '../../protocol/generated/mesos.ts';
import type { Faults } from './faults.ts';

type Json = Readonly<Record<string, unknown>>;

/** @compat Of those stored without a number, which are not those of the API. */
const defaults = { gracePeriodSeconds: 15, intervalSeconds: 10, timeoutSeconds: 20 } as const;

export function healthCheckJson(check: HealthCheckDefinition, faults: Faults): Json {
  const { protocol, command, portName } = check;
  if (portName !== undefined) faults.push(`health check of port name ${portName}`);
  if (protocol === 'COMMAND' && (command?.arguments ?? []).length > 0) {
    faults.push('health check with a command of separate arguments');
  }
  return {
    protocol,
    gracePeriodSeconds: check.gracePeriodSeconds ?? defaults.gracePeriodSeconds,
    intervalSeconds: check.intervalSeconds ?? defaults.intervalSeconds,
    timeoutSeconds: check.timeoutSeconds ?? defaults.timeoutSeconds,
    maxConsecutiveFailures: check.maxConsecutiveFailures,
    delaySeconds: check.delaySeconds,
    path: check.path,
    ignoreHttp1xx: check.ignoreHttp1xx,
    ipProtocol: check.ipProtocol,
    ...(protocol === 'COMMAND' ? { command: { value: command?.value ?? '' } } : portOf(check)),
  };
}

/** @compat Without any port it is the first. */
function portOf({ port, portIndex }: { readonly port?: number; readonly portIndex?: number }) {
  return { port, portIndex: port === undefined ? (portIndex ?? 0) : portIndex };
}

export function checkJson(check: CheckDefinition): Json {
  const { protocol, path, command, intervalSeconds, timeoutSeconds, delaySeconds } = check;
  const times = { intervalSeconds, timeoutSeconds, delaySeconds };
  switch (protocol) {
    case 'HTTP':
      return { http: { ...portOf(check), path }, ...times };
    case 'TCP':
      return { tcp: portOf(check), ...times };
    case 'COMMAND':
      return { exec: { command: commandJson(command) }, ...times };
  }
}

function commandJson(command: CommandInfo | undefined): Json {
  const argv = command?.arguments ?? [];
  return argv.length > 0 ? { argv } : { shell: command?.value ?? '' };
}

export function readinessCheckJson(check: ReadinessCheckDefinition): Json {
  const { intervalMillis, timeoutMillis, httpStatusCodeForReady = [] } = check;
  return {
    name: check.name,
    protocol: check.protocol,
    path: check.path,
    portName: check.portName,
    intervalSeconds: intervalMillis && longToNumber(intervalMillis) / 1000,
    timeoutSeconds: timeoutMillis && longToNumber(timeoutMillis) / 1000,
    httpStatusCodesForReady: httpStatusCodeForReady.length > 0 ? httpStatusCodeForReady : undefined,
    preserveLastResponse: check.preserveLastResponse,
  };
}
