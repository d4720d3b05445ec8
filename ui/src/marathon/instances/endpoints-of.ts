/**
 * Where an instance can be reached: its ports with the names that its definition gives them, at the
 * host where they are the host's, else at the instance's own addresses.
 */
import type { App, Instance } from '../model.ts';

export type PortsDefinition = Pick<App, 'portDefinitions' | 'container'>;

export interface Endpoint {
  /** "" where the definition has none. */
  readonly name: string;
  /** From 0, in the definition. */
  readonly index: number;
  readonly protocol: string;
  /** "host:port", with brackets round addresses of IPv6. */
  readonly address: string;
  /** Undefined: not for a browser. */
  readonly url: string | undefined;
}

interface Wanted {
  readonly name?: string | null;
  readonly protocol?: string;
  /** Undefined: a port of the host. */
  readonly ownPort?: number | undefined;
}

export function endpointsOf(
  { host, ports = [], ipAddresses = [] }: Instance,
  { portDefinitions = [], container }: PortsDefinition,
): readonly Endpoint[] {
  const mappings = container?.portMappings ?? [];
  const wanted: readonly Wanted[] =
    mappings.length === 0 ? portDefinitions : mappings.map((each) => asWanted(each));
  const isKnown = wanted.filter(({ ownPort }) => ownPort === undefined).length === ports.length;
  // Of another version than the one that is known: names would be of others.
  const named: readonly Wanted[] = isKnown ? wanted : ports.map(() => ({}));
  const free = [...ports];
  return named.flatMap(({ name, protocol = 'tcp', ownPort }, index) => {
    const places =
      ownPort === undefined
        ? [[host, free.shift()!] as const]
        : ipAddresses.map(({ ipAddress }) => [ipAddress, ownPort] as const);
    return places.map(([place, port]) => endpointAt(place, port, name ?? '', protocol, index));
  });
}

/** In a network of its own it has the container's port; with `hostPort` one of the host as well. */
function asWanted({
  name = null,
  protocol = 'tcp',
  hostPort,
  containerPort,
}: NonNullable<NonNullable<App['container']>['portMappings']>[number]): Wanted {
  const isOfHost = hostPort !== undefined && hostPort !== null;
  return { name, protocol, ...(isOfHost ? {} : { ownPort: containerPort ?? 0 }) };
}

function endpointAt(
  place: string,
  port: number,
  name: string,
  protocol: string,
  index: number,
): Endpoint {
  const address = `${place.includes(':') ? `[${place}]` : place}:${port}`;
  const isSafe = /^https|^ssl|^tls/i.test(name);
  const isTcp = protocol.split(',').some((each) => each.trim() === 'tcp');
  const url = isTcp ? `${isSafe ? 'https' : 'http'}://${address}` : undefined;
  return { name, index, protocol, address, url };
}
