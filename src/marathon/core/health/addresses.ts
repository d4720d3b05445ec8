/** Where a check finds its instance. */
import type { AppDefinition } from '../../model/app.ts';
import type { AppHealthCheck, ReadinessCheck } from '../../model/checks.ts';
import type { Instance } from '../../model/instance.ts';

export interface Place {
  readonly host: string;
  readonly port: number;
}

/** Undefined: not known (yet), or the app has no such port. */
export function placeOfCheck(
  app: AppDefinition,
  instance: Instance,
  { port, portIndex }: AppHealthCheck,
): Place | undefined {
  if (port !== undefined) {
    const host = isOnOwnNetwork(app) ? addressOf(instance) : instance.agent.host;
    return host === undefined ? undefined : { host, port };
  }
  return placeOfPort(app, instance, portIndex ?? 0);
}

export function placeOfReadiness(
  app: AppDefinition,
  instance: Instance,
  { portName }: ReadinessCheck,
): Place | undefined {
  const named = app.container?.portMappings.length
    ? app.container.portMappings
    : app.portDefinitions;
  const index = named.findIndex(({ name }) => name === portName);
  return index < 0 ? undefined : placeOfPort(app, instance, index);
}

function placeOfPort(app: AppDefinition, instance: Instance, index: number): Place | undefined {
  const hostPort = instance.tasks[0]?.hostPorts[index];
  const mapping = app.container?.portMappings[index];
  if (isOnOwnNetwork(app) && mapping !== undefined && hostPort === undefined) {
    const host = addressOf(instance);
    return host === undefined ? undefined : { host, port: mapping.containerPort };
  }
  return hostPort === undefined ? undefined : { host: instance.agent.host, port: hostPort };
}

function isOnOwnNetwork({ networks }: AppDefinition): boolean {
  return networks.some(({ mode }) => mode === 'container');
}

function addressOf({ tasks }: Instance): string | undefined {
  return tasks[0]?.ipAddresses[0]?.ipAddress;
}
