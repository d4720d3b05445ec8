/** What is run, and how Mesos' own checks of it are told. */
import type {
  CheckInfo,
  CommandInfo,
  CommandInfo_URI,
  Environment,
  HealthCheck,
} from '../../../protocol/generated/mesos.ts';
import type { AppDefinition } from '../../model/app.ts';
import { isRunByMesos, type AppHealthCheck } from '../../model/checks.ts';
import type { Fetch } from '../../model/run-spec.ts';

/** A command as users give it: a line for the shell, or words. */
export type Command = { readonly shell: string } | { readonly argv: readonly string[] };

export function commandOf(command: Command): CommandInfo {
  if ('shell' in command) return { shell: true, value: command.shell };
  const [value = '', ...rest] = command.argv;
  return { shell: false, value, arguments: [value, ...rest] };
}

export function commandOfApp(app: AppDefinition, environment: Environment): CommandInfo {
  const { cmd, args, container, user, fetch } = app;
  const hasImage = container?.docker !== undefined || container?.appc !== undefined;
  return {
    ...programOf(cmd, args, hasImage),
    environment,
    ...(fetch.length === 0 ? {} : { uris: urisOf(fetch) }),
    ...(user === undefined ? {} : { user }),
  };
}

/** With an image, args are what its entrypoint is given; without, the first is the program. */
function programOf(
  cmd: string | undefined,
  args: readonly string[],
  hasImage: boolean,
): CommandInfo {
  if (cmd !== undefined) return { shell: true, value: cmd };
  if (hasImage) return { shell: false, ...(args.length === 0 ? {} : { arguments: [...args] }) };
  return { shell: false, value: args[0] ?? '', arguments: [...args] };
}

export function urisOf(fetch: readonly Fetch[]): CommandInfo_URI[] {
  return fetch.map(({ uri, extract, executable, cache, destPath }) => ({
    value: uri,
    extract,
    executable,
    cache,
    ...(destPath === undefined ? {} : { output_file: destPath }),
  }));
}

/** Of the checks of an app, the one that Mesos runs; there is at most one. */
export function mesosHealthCheckOf(
  { healthChecks }: AppDefinition,
  portOf: (index: number) => number | undefined,
): HealthCheck | undefined {
  const check = healthChecks.find(isRunByMesos);
  return check === undefined ? undefined : healthCheckOf(check, portOf);
}

function healthCheckOf(
  check: AppHealthCheck,
  portOf: (index: number) => number | undefined,
): HealthCheck | undefined {
  const times: HealthCheck = healthCheckTimes(check);
  if (check.protocol === 'COMMAND') {
    const command = { shell: true, value: check.command?.value ?? '' };
    return { ...times, type: 'COMMAND', command };
  }
  const port = check.port ?? portOf(check.portIndex ?? 0);
  if (port === undefined) return undefined;
  const where = {
    port,
    protocol: check.ipProtocol === 'IPv6' ? ('IPv6' as const) : ('IPv4' as const),
  };
  if (check.protocol === 'MESOS_TCP') return { ...times, type: 'TCP', tcp: where };
  const scheme = check.protocol === 'MESOS_HTTPS' ? 'https' : 'http';
  return { ...times, type: 'HTTP', http: { ...where, scheme, path: check.path ?? '/' } };
}

export function checkOfApp(
  { check }: AppDefinition,
  portOf: (index: number) => number | undefined,
): CheckInfo | undefined {
  if (check === undefined) return undefined;
  const times: CheckInfo = checkTimes(check);
  if (check.exec !== undefined) {
    const { shell, argv = [] } = check.exec.command;
    const command = commandOf(shell === undefined ? { argv } : { shell });
    return { ...times, type: 'COMMAND', command: { command } };
  }
  const way = check.http ?? check.tcp;
  const port = way?.port ?? portOf(way?.portIndex ?? 0);
  if (port === undefined) return undefined;
  if (check.http === undefined) return { ...times, type: 'TCP', tcp: { port } };
  const { path = '/' } = check.http;
  return { ...times, type: 'HTTP', http: { port, path } };
}

/** As apps and pods have them alike. */
export function checkTimes(
  check: Pick<AppHealthCheck, 'intervalSeconds' | 'timeoutSeconds' | 'delaySeconds'>,
): Pick<CheckInfo, 'interval_seconds' | 'timeout_seconds' | 'delay_seconds'> {
  return {
    interval_seconds: check.intervalSeconds,
    timeout_seconds: check.timeoutSeconds,
    delay_seconds: check.delaySeconds,
  };
}

export function healthCheckTimes(
  check: Parameters<typeof checkTimes>[0] &
    Pick<AppHealthCheck, 'gracePeriodSeconds' | 'maxConsecutiveFailures'>,
): HealthCheck {
  return {
    ...checkTimes(check),
    grace_period_seconds: check.gracePeriodSeconds,
    consecutive_failures: check.maxConsecutiveFailures,
  };
}
