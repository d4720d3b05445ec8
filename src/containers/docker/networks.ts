/**
 * The addresses of a container, in the words of Mesos. @compat one NetworkInfo, which is the first that
 * the framework gave, with the addresses that the engine gave; none for containers on the host's network.
 */
import type {
  ContainerInfo,
  NetworkInfo,
  NetworkInfo_IPAddress,
} from '../../protocol/generated/mesos.ts';
import type { Inspection } from './engine/engine.ts';

export function networksOf(
  { HostConfig, NetworkSettings }: Inspection,
  container: ContainerInfo | undefined,
): readonly NetworkInfo[] {
  const all = NetworkSettings.Networks ?? {};
  // A mode such as "default" is not the name of the network that it leads to.
  const endpoint = all[HostConfig.NetworkMode] ?? Object.values(all)[0];
  const v4 = endpoint?.IPAddress ?? NetworkSettings.IPAddress ?? '';
  const v6 = endpoint?.GlobalIPv6Address ?? '';
  const addresses: NetworkInfo_IPAddress[] = [
    ...(v4 === '' ? [] : [{ ip_address: v4 }]),
    ...(v6 === '' ? [] : [{ ip_address: v6, protocol: 'IPv6' as const }]),
  ];
  if (addresses.length === 0) return [];
  return [{ ...container?.network_infos?.[0], ip_addresses: addresses }];
}
