/** Checks of health and of readiness, of apps and of the containers of pods. */
import { z } from 'zod';
import {
  anyPort,
  count,
  int32,
  name,
  oneOf,
  optional,
  optionalNonEmptySet,
  path,
  portName,
  someText,
  withDefault,
} from './common.ts';

const scheme = withDefault(oneOf(['HTTP', 'HTTPS']), 'HTTP');

/** Where both are given, the line for the shell counts. */
export const mesosCommand = z.union([
  z.object({ shell: someText }),
  z.object({ argv: z.array(z.string()).min(1) }),
]);

export const appHealthCheck = z
  .object({
    command: optional(z.object({ value: z.string() })),
    gracePeriodSeconds: withDefault(count, 300),
    ignoreHttp1xx: optional(z.boolean()),
    intervalSeconds: withDefault(count, 60),
    maxConsecutiveFailures: withDefault(count, 3),
    path: optional(z.string()),
    port: optional(anyPort),
    portIndex: optional(anyPort),
    protocol: withDefault(
      oneOf(['HTTP', 'HTTPS', 'TCP', 'COMMAND', 'MESOS_TCP', 'MESOS_HTTP', 'MESOS_HTTPS']),
      'HTTP',
    ),
    ipProtocol: withDefault(oneOf(['IPv4', 'IPv6']), 'IPv4'),
    timeoutSeconds: withDefault(int32, 20),
    delaySeconds: withDefault(count, 15),
  })
  .meta({ id: 'AppHealthCheck' });

const timesOfCheck = {
  intervalSeconds: withDefault(count, 60),
  timeoutSeconds: withDefault(count, 20),
  delaySeconds: withDefault(count, 15),
};

const port = { portIndex: optional(anyPort), port: optional(anyPort) };

export const appCheck = z
  .object({
    http: optional(z.object({ ...port, path: optional(path), scheme })),
    tcp: optional(z.object(port)),
    exec: optional(z.object({ command: mesosCommand })),
    ...timesOfCheck,
  })
  .meta({ id: 'AppCheck' });

const waysOfPodCheck = {
  http: optional(z.object({ endpoint: name, path: optional(path), scheme })),
  tcp: optional(z.object({ endpoint: name })),
  exec: optional(z.object({ command: mesosCommand })),
};

export const podCheck = z.object({ ...waysOfPodCheck, ...timesOfCheck }).meta({ id: 'PodCheck' });

export const podHealthCheck = z
  .object({
    ...waysOfPodCheck,
    ...timesOfCheck,
    gracePeriodSeconds: withDefault(count, 300),
    maxConsecutiveFailures: withDefault(count, 3),
  })
  .meta({ id: 'PodHealthCheck' });

export const readinessCheck = z
  .object({
    name: withDefault(someText, 'readinessCheck'),
    protocol: scheme,
    path: withDefault(path, '/'),
    portName: withDefault(portName, 'http-api'),
    intervalSeconds: withDefault(count, 30),
    timeoutSeconds: withDefault(int32.min(1), 10),
    httpStatusCodesForReady: optionalNonEmptySet(int32.min(100).max(999)),
    preserveLastResponse: withDefault(z.boolean(), false),
  })
  .meta({ id: 'ReadinessCheck' });

export type AppHealthCheckJson = z.output<typeof appHealthCheck>;
export type AppCheckJson = z.output<typeof appCheck>;
export type PodCheckJson = z.output<typeof podCheck>;
export type PodHealthCheckJson = z.output<typeof podHealthCheck>;
export type ReadinessCheckJson = z.output<typeof readinessCheck>;
