/**
 * What plugins say of the network that they made: addresses and name servers. Results of versions before
 * 0.3.0 have `ip4` and `ip6`, later ones a list of `ips`.
 */
import { isIP } from 'node:net';
import type { NetworkInfo, NetworkInfo_IPAddress } from '../../../protocol/generated/mesos.ts';
import type { Json } from './networks.ts';

export interface Dns {
  readonly nameservers: readonly string[];
  readonly domain: string | undefined;
  readonly search: readonly string[];
  readonly options: readonly string[];
}

const noDns: Dns = { nameservers: [], domain: undefined, search: [], options: [] };

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** `dns` of a result, or of a flag. */
export function dnsOf(value: unknown): Dns {
  const { nameservers, domain, search, options } = (value ?? {}) as Json;
  return {
    nameservers: textsOf(nameservers),
    domain: typeof domain === 'string' && domain !== '' ? domain : undefined,
    search: textsOf(search),
    options: textsOf(options),
  };
}

/** Lists one after the other; of what there is one of, the last. */
export function mergeDns(all: readonly Dns[]): Dns {
  return all.reduce(
    (before, next) => ({
      nameservers: [...before.nameservers, ...next.nameservers],
      domain: next.domain ?? before.domain,
      search: [...before.search, ...next.search],
      options: [...before.options, ...next.options],
    }),
    noDns,
  );
}

/** Of /etc/resolv.conf. */
export function resolverText({ nameservers, domain, search, options }: Dns): string {
  const lines = [
    ...(domain === undefined ? [] : [`domain ${domain}`]),
    ...(search.length === 0 ? [] : [`search ${search.join(' ')}`]),
    ...(options.length === 0 ? [] : [`options ${options.join(' ')}`]),
    ...nameservers.map((server) => `nameserver ${server}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Without the length of the network. */
export function addressesOf(resultText: string): NetworkInfo_IPAddress[] {
  const { ip4, ip6, ips } = JSON.parse(resultText) as Json;
  const listed = Array.isArray(ips) ? ips.map((one) => (one as Json)['address']) : [];
  const all = [(ip4 as Json | undefined)?.['ip'], (ip6 as Json | undefined)?.['ip'], ...listed];
  return all.flatMap((address) => {
    const ip_address = typeof address === 'string' ? address.split('/')[0]! : '';
    const version = isIP(ip_address);
    if (version === 0) return [];
    return [{ protocol: version === 4 ? ('IPv4' as const) : ('IPv6' as const), ip_address }];
  });
}

export function dnsOfResult(resultText: string): Dns {
  return dnsOf((JSON.parse(resultText) as Json)['dns']);
}

/** @compat for a status: what the framework asked for, with the addresses that came of it. */
export function statusOf(info: NetworkInfo, resultText: string): NetworkInfo {
  const { ip_addresses: _asked, ...rest } = info;
  return { ...rest, ip_addresses: addressesOf(resultText) };
}
