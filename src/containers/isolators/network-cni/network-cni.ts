/**
 * network/cni: a container that names networks (NetworkInfo.name) has a network namespace of its own, with an
 * interface in each of them, made by CNI plugins; its addresses are told in its status. It has a host name, and
 * /etc/hosts, /etc/hostname and /etc/resolv.conf that go with it. What is nested in it has the same, unless it names
 * networks of its own. Without a name a container is in the machine's network.
 *
 * The namespace is made before the container and bound to a file (state.ts), so that a pod, which has no
 * process, can have one, and that plugins can take away what they made after the last process has gone. When
 * anything fails, `cleanup` undoes as far as was got; what a dead agent left, `recover`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../../foundation/log.ts';
import { failure, ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type {
  ContainerID,
  ContainerStatus,
  NetworkInfo,
} from '../../../protocol/generated/mesos.ts';
import { containerKey } from '../../container-id.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { Slots } from '../../slots.ts';
import { bindNamespace, isMounted } from '../bound-mounts.ts';
import { insist } from '../insistence.ts';
import { awaitOldCalls } from '../old-calls.ts';
import type {
  Consumption,
  IsolatedContainer,
  Isolator,
  IsolatorOptions,
  IsolatorParts,
  OciMount,
  PartialStatistics,
  Preparation,
} from '../isolator.ts';
import { readCniDns } from './default-dns.ts';
import type { DefaultDns } from './default-dns.ts';
import { removeEmptyLeases } from './leases.ts';
import { findNetwork, findPlugin } from './networks.ts';
import type { CniDirectories, CniNetwork } from './networks.ts';
import { attach, callPlugin, detach, pluginTimeoutMs, withWishes } from './plugins.ts';
import type { Attachment } from './plugins.ts';
import { addressesOf, dnsOfResult, mergeDns, resolverText, statusOf } from './results.ts';
import { CniState, infoOf } from './state.ts';
import type { JoinedNetwork } from './state.ts';
import { networkStatistics, readInterfaces } from './statistics.ts';

export type CniOptions = Pick<
  IsolatorOptions,
  | 'work_dir'
  | 'runtime_dir'
  | 'network_cni_config_dir'
  | 'network_cni_plugins_dir'
  | 'network_cni_root_dir_persist'
  | 'network_cni_metrics'
  | 'default_container_dns'
>;

function directoriesOf(options: CniOptions): CniDirectories {
  const configs = options.network_cni_config_dir ?? '';
  return {
    configs,
    plugins: (options.network_cni_plugins_dir ?? '').split(':').filter((path) => path !== ''),
  };
}

/** Why an agent cannot have the isolator with these flags. */
export function findCniFault(options: CniOptions): string | undefined {
  const { configs, plugins } = directoriesOf(options);
  const sentence = (flag: string): string =>
    `networks of CNI ('network/cni') need --${flag}; add that, or leave them out`;
  if (configs === '') return sentence('network_cni_config_dir');
  if (plugins.length === 0) return sentence('network_cni_plugins_dir');
  if (!existsSync(configs))
    return `the directory '${configs}' of --network_cni_config_dir is not there`;
  if (findPlugin('loopback', plugins) !== undefined) return undefined;
  return `there is no plugin 'loopback' in '${plugins.join(':')}' of --network_cni_plugins_dir; install the standard CNI plugins there`;
}

/** Whose networks they are. */
export interface ContainerKind {
  readonly type: 'MESOS' | 'DOCKER';
  /** Makes `path` a name of the container's network namespace. */
  readonly bindNamespace: (containerKey: string, path: string) => Promise<void>;
}

const ownKind: ContainerKind = {
  type: 'MESOS',
  bindNamespace: (_key, path) => bindNamespace('net', path),
};

/** Plugins wait for each other's locks (addresses, iptables): more at a time would not be sooner. */
const concurrentCalls = 4;
const etcFiles = ['hosts', 'hostname', 'resolv.conf'];

export class NetworkCniIsolator implements Isolator {
  readonly name = 'network/cni';
  readonly #directories: CniDirectories;
  readonly #state: CniState;
  readonly #dns: DefaultDns;
  readonly #isMeasured: boolean;
  readonly #root: string;
  readonly #log: Log;
  readonly #kind: ContainerKind;
  readonly #slots = new Slots(concurrentCalls);
  /** Of containers with networks of their own. */
  readonly #joined = new Map<string, readonly JoinedNetwork[]>();

  constructor(
    { options, root, log }: Pick<IsolatorParts, 'root' | 'log'> & { readonly options: CniOptions },
    kind: ContainerKind = ownKind,
  ) {
    this.#kind = kind;
    this.#directories = directoriesOf(options);
    const home = options.network_cni_root_dir_persist ? options.work_dir : options.runtime_dir;
    this.#state = new CniState(join(home, 'isolators/network/cni'));
    this.#dns = unwrap(readCniDns(options.default_container_dns));
    this.#isMeasured = options.network_cni_metrics;
    this.#root = root;
    this.#log = log;
  }

  /** Undefined: there is such a network. */
  findFault(network: string): string | undefined {
    const found = findNetwork(this.#directories, network, this.#log);
    return found.ok ? undefined : found.error;
  }

  prepare(
    { id, abandoned }: Pick<IsolatedContainer, 'id' | 'abandoned'>,
    config: Pick<ContainerConfig, 'container' | 'containerClass'>,
    done: (result: Result<Preparation>) => void,
  ): void {
    const { container, containerClass } = config;
    const isJoining = containerClass === 'debug' || (container?.network_infos ?? []).length === 0;
    if (id.parent !== undefined && isJoining) {
      const owner = this.#findOwner(id.parent);
      return done(ok(owner === undefined ? {} : this.#preparation(owner, config)));
    }
    this.#prepare({ id, abandoned }, config).then(done, (error: Error) =>
      done(failure(`Cannot make the network of the container: ${error.message}`)),
    );
  }

  /** The container itself, or the nearest around it, that has networks of its own. */
  #findOwner(id: ContainerID): string | undefined {
    const key = containerKey(id);
    if (this.#joined.has(key)) return key;
    return id.parent === undefined ? undefined : this.#findOwner(id.parent);
  }

  async #prepare(
    { id, abandoned }: Pick<IsolatedContainer, 'id'> & Pick<Attachment, 'abandoned'>,
    config: Pick<ContainerConfig, 'container'>,
  ): Promise<Result<Preparation>> {
    const { container } = config;
    const infos = (container?.network_infos ?? []).filter(({ name }) => name !== undefined);
    if (infos.length === 0) return ok(this.#inMachinesNetwork(config));
    if (container?.type !== this.#kind.type) {
      return failure(`Can only prepare CNI networks for a ${this.#kind.type} container`);
    }
    const networks = this.#networksOf(infos);
    if (!networks.ok) return networks;
    const key = containerKey(id);
    const joined = await this.#slots.run(() => this.#join({ key, abandoned }, networks.value));
    if (!joined.ok) return joined;
    this.#joined.set(key, joined.value);
    await this.#writeFiles(key, container.hostname ?? id.value, joined.value);
    return ok(this.#preparation(key, config));
  }

  /** @compat files of an image would name another machine. */
  #inMachinesNetwork({ container }: Pick<ContainerConfig, 'container'>): Preparation {
    const hostname = container?.hostname;
    const files = container?.mesos?.image === undefined ? [] : etcFiles;
    const mounts = files
      .map((name) => `/etc/${name}`)
      .filter((path) => existsSync(join(this.#root, path)))
      .map((path) => fileMount(path, path, 'ro'));
    return { mounts, ...(hostname !== undefined && { hostname }) };
  }

  #networksOf(infos: readonly NetworkInfo[]): Result<readonly CniNetwork[]> {
    const networks: CniNetwork[] = [];
    for (const info of infos) {
      const found = findNetwork(this.#directories, info.name!, this.#log);
      const network = found.ok ? withWishes(found.value, info) : found;
      if (!network.ok) return network;
      if (networks.some(({ name }) => name === info.name)) {
        return failure(`Attempted to join CNI network '${info.name}' multiple times`);
      }
      networks.push(network.value);
    }
    return ok(networks);
  }

  async #join(
    { key, abandoned }: Pick<Attachment, 'abandoned'> & { readonly key: string },
    networks: readonly CniNetwork[],
  ): Promise<Result<readonly JoinedNetwork[]>> {
    await this.#kind.bindNamespace(key, this.#state.namespacePath(key));
    const loopback = { type: 'loopback', name: 'lo', cniVersion: '0.3.1' };
    const up = await callPlugin('ADD', loopback, await this.#attachment(key, 'lo'));
    if (!up.ok) return failure(`The CNI plugin 'loopback' failed: ${up.error}`);
    const joined: JoinedNetwork[] = [];
    for (const [i, network] of networks.entries()) {
      const one = { network, interfaceName: `eth${i}`, resultText: '' };
      await this.#state.writeNetwork(key, one);
      const to = await this.#attachment(key, one.interfaceName);
      const result = await attach(network, { ...to, abandoned });
      if (!result.ok) return result;
      joined.push({ ...one, resultText: result.value });
      await this.#state.writeResult(key, joined[i]!);
    }
    return ok(joined);
  }

  async #attachment(containerKey: string, interfaceName: string): Promise<Attachment> {
    const path = this.#state.namespacePath(containerKey);
    // After a boot the file is only a file.
    const namespacePath = (await isMounted(path)) ? path : undefined;
    return { containerKey, interfaceName, namespacePath, directories: this.#directories.plugins };
  }

  async #writeFiles(
    key: string,
    hostname: string,
    joined: readonly JoinedNetwork[],
  ): Promise<void> {
    const addresses = joined.flatMap(({ resultText }) => addressesOf(resultText));
    const own = addresses.find(({ protocol }) => protocol === 'IPv4');
    const line = own === undefined ? '' : `${own.ip_address} ${hostname}\n`;
    await this.#state.write(key, 'hosts', `127.0.0.1 localhost\n${line}`);
    await this.#state.write(key, 'hostname', hostname);
    const dns = mergeDns(joined.map((one) => this.#dnsOf(one)));
    if (dns.nameservers.length > 0) await this.#state.write(key, 'resolv.conf', resolverText(dns));
  }

  #dnsOf({ network, resultText }: JoinedNetwork): ReturnType<typeof dnsOfResult> {
    const told = dnsOfResult(resultText);
    if (told.nameservers.length > 0) return told;
    return this.#dns.byNetwork.get(network.name) ?? this.#dns.others ?? told;
  }

  /** For the owner and for what shares its networks. */
  #preparation(key: string, { container }: Pick<ContainerConfig, 'container'>): Preparation {
    const isImage = container?.mesos?.image !== undefined || container?.docker !== undefined;
    const mounts = etcFiles.flatMap((name) => {
      const [destination, own] = [`/etc/${name}`, this.#state.filePath(key, name)];
      const isMachines = existsSync(join(this.#root, destination));
      // A file that the machine does not have would be made there.
      if (!isImage && !isMachines) return [];
      if (existsSync(own)) return [fileMount(destination, own, 'rw')];
      return isImage && isMachines ? [fileMount(destination, destination, 'ro')] : [];
    });
    return {
      // @compat else it would bind to an address of the machine.
      environment: { LIBPROCESS_IP: '0.0.0.0' },
      namespaces: { network: { path: this.#state.namespacePath(key) } },
      hostname: this.#state.hostname(key),
      mounts,
    };
  }

  status({ id }: IsolatedContainer, done: (result: Result<ContainerStatus>) => void): void {
    const owner = this.#findOwner(id);
    const joined = owner === undefined ? undefined : this.#joined.get(owner);
    if (joined === undefined) return done(ok({}));
    const network_infos = joined.map(({ network, resultText }) =>
      statusOf(infoOf(network), resultText),
    );
    done(ok({ network_infos }));
  }

  usage(
    { id }: IsolatedContainer,
    _consumption: Consumption,
    done: (result: Result<PartialStatistics>) => void,
  ): void {
    const key = containerKey(id);
    const joined = this.#joined.get(key);
    if (joined === undefined || !this.#isMeasured) return done(ok({}));
    const interfaces = joined.map(({ interfaceName }) => interfaceName);
    void readInterfaces(this.#state.namespacePath(key)).then((text) =>
      done(ok(networkStatistics(text, interfaces))),
    );
  }

  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    const running = new Set(containers.map(({ id }) => containerKey(id)));
    const lost = this.#state.keys().filter((key) => !running.has(key));
    for (const key of running) this.#recover(key);
    void this.#clearAll(lost).then(() => done(ok(undefined)));
  }

  /** A container whose files were lost or damaged goes on; its addresses are not known any more. */
  #recover(key: string): void {
    if (!this.#state.has(key)) return;
    try {
      const joined = this.#state.networks(key).filter(({ resultText }) => resultText !== '');
      for (const { resultText } of joined) addressesOf(resultText);
      this.#joined.set(key, joined);
    } catch (error) {
      const why = (error as Error).message;
      this.#log.warning(`What is kept of the networks of container ${key} is damaged: ${why}`);
    }
  }

  /** What cannot be given back now is tried again by the next agent. */
  async #clearAll(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#awaitOldCalls(keys);
    for (const key of keys) {
      const cleared = await insist(() => this.#clear(key));
      if (!cleared.ok) this.#log.warning(cleared.error);
    }
  }

  async #awaitOldCalls(keys: readonly string[]): Promise<void> {
    const killed = await awaitOldCalls(
      ({ variables }) => isCallFor(keys, variables),
      pluginTimeoutMs,
    );
    if (killed.length === 0) return;
    this.#log.warning(
      `Killed CNI plugins of the last agent that did not end: ${killed.join(', ')}`,
    );
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    const key = containerKey(id);
    this.#joined.delete(key);
    if (!this.#state.has(key)) return done(ok(undefined));
    void this.#slots.run(() => this.#clear(key)).then(done);
  }

  /** What was attached, or not, by a plugin that nobody heard the end of. */
  async #removeEmptyLeases(network: CniNetwork): Promise<void> {
    await removeEmptyLeases(network).catch((error: Error) => {
      this.#log.warning(`CNI network '${network.name}': ${error.message}`);
    });
  }

  async #clear(key: string): Promise<Result<void>> {
    try {
      const joined = this.#state.networks(key);
      // Of a plugin that was killed what it had called itself may be at work.
      if (joined.some(({ resultText }) => resultText === '')) await this.#awaitOldCalls([key]);
      for (const { network, interfaceName, resultText } of joined.toReversed()) {
        const detached = await detach(
          network,
          await this.#attachment(key, interfaceName),
          resultText,
        );
        if (!detached.ok) return detached;
        if (resultText === '') await this.#removeEmptyLeases(network);
      }
      await this.#state.remove(key);
      return ok(undefined);
    } catch (error) {
      return failure(`Cannot remove the network of container ${key}: ${(error as Error).message}`);
    }
  }
}

function fileMount(destination: string, source: string, mode: 'ro' | 'rw'): OciMount {
  return { destination, source, type: 'bind', options: ['bind', mode] };
}

/** Plugins know by their environment whom they are called for. */
function isCallFor(keys: readonly string[], variables: readonly string[]): boolean {
  if (!variables.some((text) => text.startsWith('CNI_COMMAND='))) return false;
  const id = variables.find((text) => text.startsWith('CNI_CONTAINERID='))?.slice(16);
  return id !== undefined && keys.includes(id);
}
