/**
 * Containers in networks of their own, made by the standard CNI plugins on a bridge of this machine, which
 * is taken away again.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { unwrap, type Result } from '../../foundation/result.ts';
import type {
  ContainerID,
  ContainerInfo,
  ContainerStatus,
  NetworkInfo,
  ResourceStatistics,
} from '../../protocol/generated/mesos.ts';
import type { ContainerConfig, Containerizer } from '../containerizer.ts';
import type { IsolatorOptions } from '../isolators/isolator.ts';
import { aConfig, anId, ended, home, launch, sandboxOf } from '../posix/test-support.ts';
import {
  aLinuxContainerizer,
  obstacle as launcherObstacle,
  remains,
  useHome,
} from './test-support.ts';

const plugins = ['/usr/lib/cni', '/opt/cni/bin'].find((path) => existsSync(join(path, 'bridge')));
const obstacle =
  launcherObstacle ?? (plugins === undefined ? 'it needs the standard CNI plugins' : undefined);
const bridge = 'apcnitest0';

describe.skipIf(obstacle !== undefined)(`networks of containers (${obstacle ?? ''})`, () => {
  let configs = '';
  let leases = '';
  let options: Partial<IsolatorOptions> = {};
  let hadChains = true;

  // After a "restart" the containerizer before it sees the end as well, and cleans up, too.
  useHome(() => vi.waitFor(expectNothingLeft, { timeout: 10_000 }));
  beforeAll(() => {
    hadChains = natRules().includes('CNI-HOSTPORT');
    configs = join(home, 'networks');
    leases = join(home, 'leases');
    mkdirSync(configs);
    const ipam = (subnet: string): object => ({ type: 'host-local', subnet, dataDir: leases });
    const bridged = { type: 'bridge', bridge, ipam: ipam('10.211.77.0/24') };
    write('blue', { cniVersion: '0.3.1', name: 'blue', ...bridged });
    const dns = { nameservers: ['10.9.9.9'], search: ['red.example'], domain: 'example' };
    const red = { ...bridged, ipam: ipam('10.211.78.0/24'), dns };
    write('red', { cniVersion: '0.2.0', name: 'red', ...red });
    const ports = { type: 'portmap', capabilities: { portMappings: true } };
    const gate = { ...bridged, ipam: ipam('10.211.79.0/24') };
    write('ports', { cniVersion: '1.0.0', name: 'ports', plugins: [gate, ports] });
    const broken = join(home, 'plugins');
    mkdirSync(broken);
    writeFileSync(join(broken, 'breaks'), '#!/bin/sh\necho no such luck >&2; exit 3\n');
    chmodSync(join(broken, 'breaks'), 0o755);
    const chain = [bridged, { type: 'breaks' }];
    write('broken', { cniVersion: '0.4.0', name: 'broken', plugins: chain });
    write('missing', { name: 'missing', type: 'nowhere' });
    writeFileSync(join(configs, 'nonsense'), '{');
    options = {
      network_cni_config_dir: configs,
      network_cni_plugins_dir: `${broken}:${plugins!}`,
      default_container_dns: {
        mesos: [{ network_mode: 'CNI', network_name: 'blue', dns: { nameservers: ['10.8.8.8'] } }],
      },
    };
  });
  afterAll(() => {
    execFileSync('ip', ['link', 'delete', bridge]);
    if (!hadChains) removeChains();
  });

  function expectNothingLeft(): void {
    expect(remains()).toEqual([]);
    expect(leased()).toEqual([]);
    expect(execFileSync('ip', ['link', 'show', 'type', 'veth']).toString()).not.toContain(bridge);
    expect(natRules()).not.toContain('10.211.7');
    expect(readdirSync(join(home, 'run/isolators/network/cni'))).toEqual([]);
  }

  /** The plugin for ports keeps chains for all that come after; those of others are left alone. */
  function removeChains(): void {
    const lines = natRules().split('\n');
    const rules = lines.filter((line) => /^-A .*(CNI-HOSTPORT|CNI portfwd)/u.test(line));
    const chains = lines.flatMap((line) => /^:(CNI-HOSTPORT\S+)/u.exec(line)?.[1] ?? []);
    const undo = [
      ...rules.map((rule) => rule.replace('-A', '-D')),
      ...chains.map((chain) => `-X ${chain}`),
    ];
    const input = ['*nat', ...undo, 'COMMIT', ''].join('\n');
    execFileSync('iptables-restore', ['--noflush'], { input, stdio: ['pipe', 'ignore', 'ignore'] });
  }

  function write(file: string, config: object): void {
    writeFileSync(join(configs, file), JSON.stringify(config));
  }

  function natRules(): string {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    return execFileSync('iptables-save', ['-t', 'nat'], { stdio: [...stdio] }).toString();
  }

  /** Addresses that are given to somebody. */
  function leased(): readonly string[] {
    const networks = existsSync(leases) ? readdirSync(leases) : [];
    const all = networks.flatMap((name) => readdirSync(join(leases, name)));
    return all.filter((name) => /^\d+\./u.test(name));
  }

  const inNetworks = (...network_infos: NetworkInfo[]): Partial<ContainerConfig> => ({
    container: { type: 'MESOS', network_infos },
  });

  const aContainerizer = (): ReturnType<typeof aLinuxContainerizer> =>
    aLinuxContainerizer(['network/cni'], { options });

  function statusOf(containerizer: Containerizer, id: ContainerID): Promise<ContainerStatus> {
    return new Promise((resolve) => containerizer.status(id, (result) => resolve(unwrap(result))));
  }

  function outputOf(id: ContainerID): string {
    return readFileSync(join(sandboxOf(id), 'stdout'), 'utf8');
  }

  async function run(
    containerizer: Containerizer,
    value: string,
    more: Partial<ContainerConfig>,
    id: ContainerID = anId(),
  ): Promise<string> {
    const launched = await launch(containerizer, id, aConfig(id, { value }, more));
    if (!launched.ok) return launched.error;
    await ended(containerizer, id);
    containerizer.remove(id);
    return outputOf(id);
  }

  async function end(containerizer: Containerizer, id: ContainerID): Promise<void> {
    containerizer.destroy(id);
    await ended(containerizer, id);
    containerizer.remove(id);
  }

  const addresses = "ip -4 -o addr show | awk '{ print $2, $4 }'";

  it('have an interface in each network, a name, and files that go with them', async () => {
    const container: ContainerInfo = {
      ...{ type: 'MESOS', hostname: 'painter' },
      network_infos: [{ name: 'blue' }, { name: 'red' }],
    };
    const value = `${addresses}; hostname; cat /etc/hosts /etc/resolv.conf`;
    const lines = (await run(aContainerizer(), value, { container })).split('\n');
    expect(lines).toEqual([
      'lo 127.0.0.1/8',
      expect.stringMatching(/^eth0 10\.211\.77\.\d+\/24$/u),
      expect.stringMatching(/^eth1 10\.211\.78\.\d+\/24$/u),
      'painter',
      '127.0.0.1 localhost',
      expect.stringMatching(/^10\.211\.77\.\d+ painter$/u),
      ...['domain example', 'search red.example', 'nameserver 10.8.8.8', 'nameserver 10.9.9.9', ''],
    ]);
  });

  it('tell their addresses, and what goes over them, also after a restart of the agent', async () => {
    const first = aContainerizer();
    const id = anId();
    const labels = { labels: [{ key: 'colour', value: 'blue' }] };
    const config = aConfig(id, { value: 'sleep 300' }, inNetworks({ name: 'blue', labels }));
    unwrap(await launch(first, id, config));
    const status = await statusOf(first, id);
    expect(status.network_infos).toEqual([
      {
        ...{ name: 'blue', labels },
        ip_addresses: [{ protocol: 'IPv4', ip_address: leased()[0] }],
      },
    ]);
    const second = aContainerizer();
    const known = { id, directory: config.directory, resources: [], hasProcess: true };
    await new Promise((resolve) => second.recover([known], resolve));
    expect((await statusOf(second, id)).network_infos).toEqual(status.network_infos);
    const usage = await new Promise<Result<ResourceStatistics>>((resolve) =>
      second.usage(id, resolve),
    );
    expect(unwrap(usage).net_tx_bytes).toBeGreaterThanOrEqual(0);
    await end(second, id);
  });

  it('share them with what is nested in them, unless that names others', async () => {
    const containerizer = aContainerizer();
    const pod = anId();
    const { command: _none, ...config } = aConfig(pod, {}, inNetworks({ name: 'blue' }));
    unwrap(await launch(containerizer, pod, config));
    const [address] = leased();
    const nested = { ...anId(), parent: pod };
    const told = await run(containerizer, `${addresses}; hostname`, {}, nested);
    expect(told).toContain(`eth0 ${address}/24\n`);
    expect(told).toContain(`${pod.value}\n`);
    const sleeper = { ...anId(), parent: pod };
    unwrap(await launch(containerizer, sleeper, aConfig(sleeper, { value: 'sleep 300' })));
    expect((await statusOf(containerizer, sleeper)).network_infos).toEqual(
      (await statusOf(containerizer, pod)).network_infos,
    );
    const session = { ...anId(), parent: sleeper };
    const debug = { containerClass: 'debug' as const };
    expect(await run(containerizer, addresses, debug, session)).toContain(`eth0 ${address}/24\n`);
    const other = { ...anId(), parent: pod };
    expect(await run(containerizer, addresses, inNetworks({ name: 'red' }), other)).toContain(
      'eth0 10.211.78.',
    );
    await end(containerizer, pod);
  });

  it('map ports of the machine where the network has a plugin for that', async () => {
    const port_mappings = [{ host_port: 25_099, container_port: 80, protocol: 'TCP' }];
    const refused = await run(
      aContainerizer(),
      'true',
      inNetworks({ name: 'blue', port_mappings }),
    );
    expect(refused).toBe(
      "'port_mappings' are refused: CNI network 'blue' has no plugin that maps ports, such as portmap",
    );
    const containerizer = aContainerizer();
    const id = anId();
    const network = inNetworks({ name: 'ports', port_mappings });
    unwrap(await launch(containerizer, id, aConfig(id, { value: 'sleep 300' }, network)));
    expect(natRules()).toContain(`--dport 25099 -j DNAT --to-destination ${leased()[0]}:80`);
    await end(containerizer, id);
  });

  it('of unknown name, without a plugin or named twice fail the launch', async () => {
    const containerizer = aContainerizer();
    for (const name of ['green', 'missing'])
      expect(await run(containerizer, 'true', inNetworks({ name }))).toBe(
        `Unknown CNI network '${name}'`,
      );
    expect(await run(containerizer, 'true', inNetworks({ name: 'red' }, { name: 'red' }))).toBe(
      "Attempted to join CNI network 'red' multiple times",
    );
  });

  it('that break half-way fail the launch, and all addresses are given back', async () => {
    const networks = inNetworks({ name: 'blue' }, { name: 'broken' });
    const id = anId();
    writeFileSync(
      join(home, 'plugins/breaks'),
      '#!/bin/sh\n[ $CNI_COMMAND = DEL ] && exit 0\necho no such luck >&2; exit 3\n',
    );
    const why = await run(aContainerizer(), 'true', networks, id);
    expect(why).toBe(
      `The CNI plugin 'breaks' failed to attach container ${id.value} to CNI network 'broken': stdout='', stderr='no such luck\n'`,
    );
  });

  it('are given back, too, when what was kept of them is damaged', async () => {
    const first = aContainerizer();
    const id = anId();
    const config = aConfig(id, { value: 'sleep 300' }, inNetworks({ name: 'ports' }));
    unwrap(await launch(first, id, config));
    const kept = join(home, 'run/isolators/network/cni', id.value, 'ports/eth0/network.info');
    writeFileSync(kept, '{');
    const second = aContainerizer();
    const known = { id, directory: config.directory, resources: [], hasProcess: true };
    await new Promise((resolve) => second.recover([known], resolve));
    expect((await statusOf(second, id)).network_infos).toBeUndefined();
    await end(second, id);
  });

  it('of an agent that was killed are given back by the next', async () => {
    const pod = anId();
    const { command: _none, ...config } = aConfig(pod, {}, inNetworks({ name: 'blue' }));
    unwrap(await launch(aContainerizer(), pod, config));
    expect(leased()).toHaveLength(1);
    await new Promise((resolve) => aContainerizer().recover([], resolve));
  });

  /** A plugin in front of the one for bridges that does `first` when it is to attach. */
  function slowBridge(first: string): void {
    const file = join(home, 'plugins/slow-bridge');
    const call = `exec ${plugins!}/bridge`;
    writeFileSync(file, `#!/bin/sh\n[ $CNI_COMMAND = ADD ] && { ${first}; }\n${call}\n`);
    chmodSync(file, 0o755);
    const ipam = { type: 'host-local', subnet: '10.211.77.0/24', dataDir: leases };
    write('slow', { cniVersion: '1.0.0', name: 'slow', type: 'slow-bridge', bridge, ipam });
  }

  it('that a plugin of a killed agent still makes are waited for, and given back', async () => {
    const [called, gate] = ['called', 'gate'].map((name) => join(home, name));
    slowBridge(`: >${called}; while ! [ -e ${gate} ]; do sleep 0.01; done`);
    const first = aContainerizer();
    const id = anId();
    const config = aConfig(id, { value: 'sleep 300' }, inNetworks({ name: 'slow' }));
    // As if the first agent were dead: nobody hears how its plugin ends.
    void launch(first, id, config).then(() => undefined);
    await vi.waitFor(() => expect(existsSync(called!)).toBe(true), { timeout: 10_000 });
    let isRecovered = false;
    const recovered = new Promise((resolve) => aContainerizer().recover([], resolve)).then(() => {
      isRecovered = true;
    });
    first.destroy(id);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isRecovered).toBe(false);
    writeFileSync(gate!, '');
    await recovered;
    expect(leased()).toEqual([]);
  });

  it('that are made by what a killed plugin had called are waited for, too', async () => {
    const late = join(home, 'late');
    slowBridge(`(sleep 0.3; : >${late}) >/dev/null 2>&1 & kill -9 $$`);
    const why = await run(aContainerizer(), 'true', inNetworks({ name: 'slow' }));
    expect(why).toContain("The CNI plugin 'slow-bridge' failed to attach");
    expect(existsSync(late)).toBe(true);
  });

  it('that a plugin was killed over are given back, also addresses that are nobody’s', async () => {
    const empty = join(leases, 'slow/10.211.77.99');
    const lock = join(leases, 'slow/lock');
    slowBridge(`mkdir -p ${leases}/slow; : >${lock}; : >${empty}; kill -9 $$`);
    const why = await run(aContainerizer(), 'true', inNetworks({ name: 'slow' }));
    expect(why).toContain("The CNI plugin 'slow-bridge' failed to attach");
    expect(leased()).toEqual([]);
  });

  it('are the machine’s without a name; a host name is their own', async () => {
    const container: ContainerInfo = { type: 'MESOS', hostname: 'guest', network_infos: [{}] };
    const said = await run(aContainerizer(), 'hostname; stat -Lc %i /proc/self/ns/net', {
      container,
    });
    const machines = execFileSync('stat', ['-Lc', '%i', '/proc/self/ns/net']).toString();
    expect(said).toBe(`guest\n${machines}`);
  });
});
