/**
 * The networks that an operator describes in --network_cni_config_dir: a file for each, with one plugin (.conf) or a
 * chain of them (.conflist), read anew whenever a container asks for one. A file that cannot be used is told
 * in the log, and its network is unknown.
 *
 * @compat Mesos' own plugin for ports, `mesos-cni-port-mapper`, wraps another one; where it is not
 * installed, the standard `portmap` behind that other one does the same.
 */
import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../../foundation/log.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';

export type Json = Readonly<Record<string, unknown>>;

/** As the specification has it: a plugin and what it is told. */
export interface PluginConfig extends Json {
  readonly type: string;
}

export interface CniNetwork {
  readonly name: string;
  readonly cniVersion: string;
  /** In the order in which they are called. */
  readonly plugins: readonly PluginConfig[];
}

export interface CniDirectories {
  readonly configs: string;
  readonly plugins: readonly string[];
}

/** Where plugins without a version are: the first that had one. */
const oldestVersion = '0.1.0';
/** The first in which plugins are chained. */
const chainVersion = '0.3.1';
const portMapper = 'mesos-cni-port-mapper';

/** @compat the words of real agents. */
export function findNetwork(
  { configs, plugins }: CniDirectories,
  name: string,
  log: Log,
): Result<CniNetwork> {
  for (const file of filesIn(configs)) {
    const path = join(configs, file);
    const network = readNetwork(path, plugins);
    if (!network.ok)
      log.error(`Skipping CNI network configuration file '${path}': ${network.error}`);
    else if (network.value.name === name) return network;
  }
  return failure(`Unknown CNI network '${name}'`);
}

function filesIn(directory: string): readonly string[] {
  const isDirectory = (name: string): boolean =>
    statSync(join(directory, name), { throwIfNoEntry: false })?.isDirectory() === true;
  return readdirSync(directory)
    .toSorted()
    .filter((name) => !isDirectory(name));
}

/** A failure is a sentence for the log. */
export function readNetwork(path: string, plugins: readonly string[]): Result<CniNetwork> {
  try {
    return ok(networkOf(JSON.parse(readFileSync(path, 'utf8')), plugins));
  } catch (error) {
    return failure((error as Error).message);
  }
}

/** @throws Error with a sentence */
function networkOf(value: unknown, directories: readonly string[]): CniNetwork {
  const json = objectOf(value, 'it');
  const { name, cniVersion = oldestVersion, plugins } = json;
  if (typeof name !== 'string' || !/^[^/\0]+$/u.test(name) || /^\.+$/u.test(name)) {
    throw new Error("'name' must be the name of a network, without '/'");
  }
  if (typeof cniVersion !== 'string') throw new Error("'cniVersion' must be a string");
  const list = plugins === undefined ? [json] : (plugins as readonly unknown[]);
  if (!Array.isArray(list) || list.length === 0) throw new Error("'plugins' must be a list");
  const chain = list.map((one, i) => pluginOf(one, `plugins[${i}]`));
  const isMapped = chain[0]!.type === portMapper && !isThere(portMapper, directories);
  const network = isMapped
    ? chained(name, cniVersion, chain[0]!)
    : { name, cniVersion, plugins: chain };
  for (const { type, ipam } of network.plugins) {
    checkPlugin(type, directories);
    const { type: ipamType } = ipam === undefined ? {} : objectOf(ipam, "'ipam'");
    if (typeof ipamType === 'string') checkPlugin(ipamType, directories);
  }
  return network;
}

function pluginOf(value: unknown, where: string): PluginConfig {
  const json = objectOf(value, `'${where}'`);
  const { type, args } = json;
  if (typeof type !== 'string' || type === '') throw new Error(`'${where}' has no 'type'`);
  if (args !== undefined && 'org.apache.mesos' in objectOf(args, "'args'")) {
    throw new Error("'org.apache.mesos' in 'args' is reserved by Mesos");
  }
  return { ...json, type };
}

function objectOf(value: unknown, what: string): Json {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Json;
  throw new Error(`${what} must be an object`);
}

function checkPlugin(type: string, directories: readonly string[]): void {
  if (!isThere(type, directories)) {
    throw new Error(`there is no plugin '${type}' in ${directories.join(':')}`);
  }
}

function isThere(type: string, directories: readonly string[]): boolean {
  return findPlugin(type, directories) !== undefined;
}

/** Path of the program. */
export function findPlugin(type: string, directories: readonly string[]): string | undefined {
  if (type.includes('/')) return undefined;
  return directories
    .map((directory) => join(directory, type))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** What stands for Mesos' plugin for ports. */
function chained(name: string, cniVersion: string, config: PluginConfig): CniNetwork {
  const delegate = pluginOf(config['delegate'], 'delegate');
  const devices = (config['excludeDevices'] ?? []) as readonly unknown[];
  if (!Array.isArray(devices) || devices.length > 1) {
    throw new Error("'excludeDevices' must be a list of one device at most");
  }
  const conditions = devices.length === 0 ? {} : { conditionsV4: ['!', '-i', String(devices[0])] };
  const ports = { type: 'portmap', capabilities: { portMappings: true }, ...conditions };
  const isOld = /^0\.[12]\./u.test(cniVersion);
  return { name, cniVersion: isOld ? chainVersion : cniVersion, plugins: [delegate, ports] };
}
