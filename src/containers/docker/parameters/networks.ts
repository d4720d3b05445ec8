/** Options about the network of the container. `net` and `network` are looked at before all others. */
import type { ContainerSpec, EndpointSpec } from '../engine/spec.ts';
import { hostFlag, hostList, hostText } from './option.ts';
import type { Option } from './option.ts';

const protocols = ['tcp', 'udp', 'sctp'];

/** Of the network that the container joins; the engine refuses it for those that have none. */
function endpointOf(spec: ContainerSpec): EndpointSpec {
  const network = spec.HostConfig.NetworkMode ?? 'default';
  spec.NetworkingConfig ??= { EndpointsConfig: {} };
  return (spec.NetworkingConfig.EndpointsConfig[network] ??= {});
}

function address(key: 'IPv4Address' | 'IPv6Address'): Option {
  return (spec, value) => {
    if (value === '') return 'it is empty';
    const endpoint = endpointOf(spec);
    endpoint.IPAMConfig = { ...endpoint.IPAMConfig, [key]: value };
    return undefined;
  };
}

const linkLocalAddress: Option = (spec, value) => {
  if (value === '') return 'it is empty';
  const endpoint = endpointOf(spec);
  const before = endpoint.IPAMConfig?.LinkLocalIPs ?? [];
  endpoint.IPAMConfig = { ...endpoint.IPAMConfig, LinkLocalIPs: [...before, value] };
  return undefined;
};

const alias: Option = (spec, value) => {
  if (value === '') return 'it is empty';
  const endpoint = endpointOf(spec);
  endpoint.Aliases = [...(endpoint.Aliases ?? []), value];
  return undefined;
};

/** Also for `port_mappings`. */
export function bindPort(
  spec: ContainerSpec,
  port: {
    readonly container: number;
    readonly host: number | undefined;
    readonly protocol: string;
    readonly address?: string;
  },
): void {
  const { HostConfig } = spec;
  const key = `${port.container}/${port.protocol}`;
  const HostPort = port.host === undefined ? '' : String(port.host);
  const binding = { ...(port.address !== undefined && { HostIp: port.address }), HostPort };
  spec.ExposedPorts = { ...spec.ExposedPorts, [key]: {} };
  HostConfig.PortBindings = {
    ...HostConfig.PortBindings,
    [key]: [...(HostConfig.PortBindings?.[key] ?? []), binding],
  };
}

/** [[address:]host port:]container port[/protocol], of one port. */
const publish: Option = (spec, value) => {
  const match = /^(?:(?:(\[[^\]]+\]|[^:]*):)?(\d*):)?(\d+)(?:\/(\w+))?$/u.exec(value);
  if (match === null) {
    return 'it must be [[address:]host port:]container port[/protocol]; ranges are several parameters';
  }
  const [, bracketed, host, container, protocol = 'tcp'] = match;
  if (!protocols.includes(protocol)) return `the protocol must be one of ${protocols.join(', ')}`;
  const address = bracketed?.replace(/^\[(.*)\]$/u, '$1');
  bindPort(spec, {
    ...{ container: Number(container), protocol },
    host: host === undefined || host === '' ? undefined : Number(host),
    ...(address !== undefined && address !== '' && { address }),
  });
  return undefined;
};

const expose: Option = (spec, value) => {
  const [port = '', protocol = 'tcp'] = value.split('/');
  if (!/^\d+$/u.test(port) || !protocols.includes(protocol)) return 'it must be port[/protocol]';
  spec.ExposedPorts = { ...spec.ExposedPorts, [`${port}/${protocol}`]: {} };
  return undefined;
};

const hostname: Option = (spec, value) => {
  if (value === '') return 'it is empty';
  spec.Hostname = value;
  return undefined;
};

const hardwareAddress: Option = (spec, value) => {
  if (value === '') return 'it is empty';
  spec.MacAddress = value;
  return undefined;
};

export const networkOptions: Readonly<Record<string, Option>> = {
  'add-host': hostList('ExtraHosts'),
  dns: hostList('Dns'),
  'dns-opt': hostList('DnsOptions'),
  'dns-search': hostList('DnsSearch'),
  expose,
  hostname,
  ip: address('IPv4Address'),
  ip6: address('IPv6Address'),
  link: hostList('Links'),
  'link-local-ip': linkLocalAddress,
  'mac-address': hardwareAddress,
  // What comes after the first; the engine joins a container to one network when it is made.
  net: hostText('NetworkMode'),
  network: hostText('NetworkMode'),
  'network-alias': alias,
  publish,
  'publish-all': hostFlag('PublishAllPorts'),
};
