/** Checks have to ask at ports that exist, in ways that exist. */
import type { AppJson } from '../schema/app.ts';
import type { AppCheckJson, AppHealthCheckJson, ReadinessCheckJson } from '../schema/checks.ts';
import type { Problems } from '../problems.ts';

/** How many ports checks can name by index. */
function portCountOf({ container, portDefinitions }: AppJson): number {
  return (container?.portMappings ?? portDefinitions ?? []).length;
}

export function checkHealthChecks(app: AppJson, problems: Problems): void {
  const checks = app.healthChecks ?? [];
  const isDocker = app.container?.type === 'DOCKER';
  const ports = portCountOf(app);
  for (const [index, check] of checks.entries()) {
    checkHealthCheck(check, ports, isDocker, `/healthChecks(${index})`, problems);
  }
  const runByMesos = checks.filter(
    ({ protocol, command }) => command === undefined && protocol.startsWith('MESOS_'),
  );
  problems.unless(
    runByMesos.length <= 1,
    '',
    'AppDefinition can contain at most one Mesos health check',
  );
}

function checkHealthCheck(
  check: AppHealthCheckJson,
  ports: number,
  isDocker: boolean,
  path: string,
  problems: Problems,
): void {
  const { protocol, command } = check;
  if (protocol === 'COMMAND') {
    if (command === undefined) problems.add(`${path}/command`, 'not defined');
    problems.unless(
      check.path === undefined && check.port === undefined,
      path,
      'a command has neither a path nor a port',
    );
  } else {
    const error = `illegal protocol ${protocol} specified with command`;
    problems.unless(command === undefined, path, error);
    problems.unless(
      namesPort(check, ports),
      path,
      'Health check port indices must address an element of the ports array or container port mappings.',
    );
  }
  problems.unless(
    check.ipProtocol === 'IPv4' || (isDocker && protocol.startsWith('MESOS_')),
    path,
    'IPv6 can only be used for container type DOCKER and Mesos http/https/tcp health checks',
  );
}

function namesPort(
  { port, portIndex }: { port: number | undefined; portIndex: number | undefined },
  ports: number,
): boolean {
  if (portIndex !== undefined) return portIndex < ports;
  return port !== undefined || ports === 1;
}

export function checkMesosCheck(app: AppJson, check: AppCheckJson, problems: Problems): void {
  const { http, tcp, exec } = check;
  const ways = [http, tcp, exec].filter((way) => way !== undefined);
  problems.unless(
    ways.length === 1,
    '/check',
    'Only one of http, tcp, or command may be specified',
  );
  problems.unless(http?.scheme !== 'HTTPS', '/check/http/scheme', 'checks of Mesos know HTTP only');
  const way = http ?? tcp;
  problems.unless(
    way === undefined || namesPort(way, portCountOf(app)),
    '/check',
    'check port index must address an element of the ports array or container port mappings.',
  );
  problems.unless(
    app.container?.type !== 'DOCKER',
    '',
    "AppDefinition must not use 'checks' if using docker",
  );
}

export function checkReadinessChecks(app: AppJson, problems: Problems): void {
  const checks = app.readinessChecks ?? [];
  problems.unless(
    checks.length <= 1,
    '/readinessChecks/size',
    `got ${checks.length}, expected 1 or less`,
  );
  const ports = app.container?.portMappings ?? app.portDefinitions ?? [];
  const names = ports.flatMap(({ name }) => name ?? []);
  for (const [index, check] of checks.entries()) {
    checkReadinessCheck(check, names, `/readinessChecks(${index})`, problems);
  }
}

function checkReadinessCheck(
  { portName, timeoutSeconds, intervalSeconds }: ReadinessCheckJson,
  names: readonly string[],
  path: string,
  problems: Problems,
): void {
  problems.unless(
    names.includes(portName),
    `${path}/portName`,
    `No port definition reference for portName ${portName}`,
  );
  problems.unless(
    timeoutSeconds < intervalSeconds,
    `${path}/timeoutSeconds`,
    `got ${timeoutSeconds}, expected less than ${intervalSeconds}`,
  );
}
