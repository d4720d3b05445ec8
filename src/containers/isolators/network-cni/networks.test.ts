/** Configurations of networks, what plugins are told, and what they answer. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unwrap } from '../../../foundation/result.ts';
import { readCniDns } from './default-dns.ts';
import { readNetwork } from './networks.ts';
import type { CniNetwork } from './networks.ts';
import { withWishes } from './plugins.ts';
import { addressesOf, mergeDns, resolverText } from './results.ts';
import { networkStatistics } from './statistics.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cni-'));
  mkdirSync(join(home, 'plugins'));
  for (const name of ['bridge', 'portmap', 'host-local']) plugin(name);
});
afterEach(() => rmSync(home, { recursive: true }));

function plugin(name: string): void {
  writeFileSync(join(home, 'plugins', name), '');
  chmodSync(join(home, 'plugins', name), 0o755);
}

function read(config: unknown): ReturnType<typeof readNetwork> {
  const path = join(home, 'network');
  writeFileSync(path, typeof config === 'string' ? config : JSON.stringify(config));
  return readNetwork(path, [join(home, 'plugins')]);
}

const bridge = { type: 'bridge', ipam: { type: 'host-local' } };

it('a network is one plugin, or a chain', () => {
  expect(unwrap(read({ name: 'n', ...bridge }))).toEqual({
    ...{ name: 'n', cniVersion: '0.1.0' },
    plugins: [{ name: 'n', ...bridge }],
  });
  const plugins = [bridge, { type: 'portmap' }];
  expect(unwrap(read({ name: 'n', cniVersion: '1.0.0', plugins }))).toEqual({
    ...{ name: 'n', cniVersion: '1.0.0' },
    plugins,
  });
});

it.each<[unknown, string]>([
  ['{', 'JSON'],
  [{ ...bridge }, "'name' must be"],
  [{ name: 'a/b', ...bridge }, "'name' must be"],
  [{ name: 'n' }, "has no 'type'"],
  [{ name: 'n', type: 'ptp' }, "there is no plugin 'ptp'"],
  [{ name: 'n', type: '../plugins/bridge' }, 'there is no plugin'],
  [{ name: 'n', type: 'bridge', ipam: { type: 'dhcp' } }, "there is no plugin 'dhcp'"],
  [{ name: 'n', plugins: [] }, "'plugins' must be a list"],
  [{ name: 'n', ...bridge, args: { 'org.apache.mesos': {} } }, 'reserved by Mesos'],
])('%j is none', (config, why) => {
  const network = read(config);
  expect(!network.ok && network.error).toContain(why);
});

it("Mesos' own plugin for ports is stood in for by portmap", () => {
  const mapper = {
    ...{ name: 'n', type: 'mesos-cni-port-mapper', excludeDevices: ['mesos0'] },
    ...{ chain: 'MESOS', delegate: bridge },
  };
  expect(unwrap(read(mapper))).toEqual({
    ...{ name: 'n', cniVersion: '0.3.1' },
    plugins: [
      bridge,
      {
        type: 'portmap',
        capabilities: { portMappings: true },
        conditionsV4: ['!', '-i', 'mesos0'],
      },
    ],
  });
  expect(read({ ...mapper, excludeDevices: ['a', 'b'] }).ok).toBe(false);
  plugin('mesos-cni-port-mapper');
  expect(unwrap(read(mapper)).plugins).toEqual([mapper]);
});

it('plugins are told what the framework asked for', () => {
  const capabilities = { portMappings: true, ips: true };
  const network: CniNetwork = {
    ...{ name: 'n', cniVersion: '1.0.0' },
    plugins: [
      { type: 'own', args: { own: 1 } },
      { type: 'portmap', capabilities },
    ],
  };
  const info = {
    name: 'n',
    ip_addresses: [{ ip_address: '10.0.0.7' }],
    port_mappings: [{ host_port: 8080, container_port: 80, protocol: 'UDP' }],
  };
  const args = { 'org.apache.mesos': { network_info: info } };
  expect(unwrap(withWishes(network, info)).plugins).toEqual([
    { type: 'own', args: { own: 1, ...args } },
    {
      ...{ type: 'portmap', capabilities, args },
      runtimeConfig: {
        portMappings: [{ hostPort: 8080, containerPort: 80, protocol: 'udp' }],
        ips: ['10.0.0.7'],
      },
    },
  ]);
  expect(withWishes({ ...network, plugins: [bridge] }, info).ok).toBe(false);
});

it('results of old and new plugins have addresses', () => {
  const both = [
    { protocol: 'IPv4', ip_address: '10.1.2.3' },
    { protocol: 'IPv6', ip_address: 'fd00::1' },
  ];
  expect(addressesOf('{"ip4":{"ip":"10.1.2.3/16"},"ip6":{"ip":"fd00::1/64"}}')).toEqual(both);
  expect(addressesOf('{"ips":[{"address":"10.1.2.3/16"},{"address":"fd00::1/64"}]}')).toEqual(both);
  expect(addressesOf('{"ips":[{"address":"x"},{}]}')).toEqual([]);
});

it('name servers come from a flag where no plugin names some', () => {
  const dns = { nameservers: ['10.1.1.1'], options: ['ndots:2'], search: ['a', 'b'] };
  const flag = {
    mesos: [
      { network_mode: 'CNI', network_name: 'n', dns },
      { network_mode: 'CNI', dns: {} },
    ],
  };
  const { byNetwork, others } = unwrap(readCniDns(flag));
  expect(resolverText(mergeDns([byNetwork.get('n')!, others!]))).toBe(
    'search a b\noptions ndots:2\nnameserver 10.1.1.1\n',
  );
  for (const odd of [
    [],
    { mesos: {} },
    { mesos: [{}] },
    { mesos: [{ network_mode: 'HOST', dns }] },
  ])
    expect(readCniDns(odd).ok).toBe(false);
});

it('what goes over interfaces is added up', () => {
  const text = `Inter-|   Receive  |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes
    lo: 1 1 1 1 0 0 0 0 1 1 1 1 0 0 0 0
  eth0: 10 2 3 4 0 0 0 0 50 6 7 8 0 0 0 0
  eth1: 10 0 0 0 0 0 0 0 50 0 0 0 0 0 0 0
`;
  expect(networkStatistics(text, ['eth0', 'eth1'])).toEqual({
    ...{ net_rx_bytes: 20, net_rx_packets: 2, net_rx_errors: 3, net_rx_dropped: 4 },
    ...{ net_tx_bytes: 100, net_tx_packets: 6, net_tx_errors: 7, net_tx_dropped: 8 },
  });
});
