/**
 * Where an app says its ports, which is another place for each kind of network and each generation
 * of Marathon: `container.docker.network` and `ipAddress` until 1.4, `networks` since 1.5.
 */
import type { NetworkingMode } from './app.ts';
import { asObject, countIn, listIn, objectIn, objectsIn, textIn } from './fields.ts';
import type { JsonObject } from './fields.ts';

export interface Ports {
  readonly mode: NetworkingMode;
  readonly servicePorts: readonly number[];
  readonly containerPorts: readonly number[];
  readonly definedPorts: readonly number[];
}

export function portsOf(app: JsonObject): Ports {
  const mode = networkingModeOf(app);
  const mappings = portMappingsOf(app);
  const definedPorts = portsIn(objectsIn(app, 'portDefinitions'), 'port');
  const mappedPorts = portsIn(mappings, 'containerPort');
  const discovered = portsIn(
    objectsIn(objectIn(objectIn(app, 'ipAddress'), 'discovery'), 'ports'),
    'number',
  );
  return {
    mode,
    servicePorts: servicePortsOf(app, mode, portsIn(mappings, 'servicePort'), definedPorts),
    containerPorts: mode === 'container' && discovered.length > 0 ? discovered : mappedPorts,
    definedPorts,
  };
}

function networkingModeOf(app: JsonObject): NetworkingMode {
  const networks = listIn(app, 'networks');
  // Modes are not mixed in one app.
  const last = asObject(networks.at(-1));
  if (last !== undefined) {
    const mode = textIn(last, 'mode');
    return mode === 'host' || mode === 'container/bridge' ? mode : 'container';
  }
  const network = textIn(objectIn(objectIn(app, 'container'), 'docker'), 'network');
  if (network === 'USER') return 'container';
  if (network === 'BRIDGE') return 'container/bridge';
  const ownAddress = objectIn(app, 'ipAddress');
  return ownAddress !== undefined && Object.keys(ownAddress).length > 0 ? 'container' : 'host';
}

function portMappingsOf(app: JsonObject): readonly JsonObject[] {
  const container = objectIn(app, 'container');
  const ofDocker = objectsIn(objectIn(container, 'docker'), 'portMappings');
  return ofDocker.length > 0 ? ofDocker : objectsIn(container, 'portMappings');
}

function servicePortsOf(
  app: JsonObject,
  mode: NetworkingMode,
  mapped: readonly number[],
  defined: readonly number[],
): readonly number[] {
  if (mode !== 'host' && mapped.length > 0) return mapped;
  if (Array.isArray(app['portDefinitions'])) return defined;
  return listIn(app, 'ports').filter((port): port is number => typeof port === 'number');
}

function portsIn(objects: readonly JsonObject[], key: string): readonly number[] {
  return objects.flatMap((entry) => countIn(entry, key) ?? numberInText(textIn(entry, key)) ?? []);
}

/** Old clients wrote ports as text. */
function numberInText(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}
