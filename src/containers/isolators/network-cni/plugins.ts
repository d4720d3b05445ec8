/**
 * Calling the plugins of a network for a container, as the CNI specification says: what to do in CNI_…
 * variables, the configuration on standard input, the outcome on standard output. What a plugin made
 * is handed to the next; they are undone in reverse order.
 */
import { spawn } from 'node:child_process';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { NetworkInfo } from '../../../protocol/generated/mesos.ts';
import { findPlugin } from './networks.ts';
import type { CniNetwork, Json, PluginConfig } from './networks.ts';

/** A plugin that asks a server for an address may take a while; one that hangs must not hold the launch for ever. */
export const pluginTimeoutMs = 60_000;
/** Nor the end of a container that is not wanted any more. Plugins that work are done sooner. */
const abandonedTimeoutMs = 2_000;
/** A result is a few lines. */
const mostOutputCharacters = 1024 * 1024;
const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Of the standard plugins those that map no ports, whatever they are told. */
const portless: readonly string[] = [
  ...['bridge', 'ptp', 'ipvlan', 'macvlan', 'vlan', 'host-device', 'loopback', 'dummy'],
  ...['bandwidth', 'firewall', 'sbr', 'tuning', 'vrf'],
];

export interface Attachment {
  readonly containerKey: string;
  readonly interfaceName: string;
  /** Undefined: the namespace is gone. */
  readonly namespacePath: string | undefined;
  /** --network_cni_plugins_dir */
  readonly directories: readonly string[];
  /** Aborted when the container is not wanted any more. */
  readonly abandoned?: AbortSignal | undefined;
}

/** What each plugin is told beside its own configuration: it is kept, to be told again in the end. */
export function withWishes(network: CniNetwork, info: NetworkInfo): Result<CniNetwork> {
  const wishes = { portMappings: portsOf(info), ips: addressesOf(info) };
  const { plugins } = network;
  if (wishes.portMappings.length > 0 && plugins.every(({ type }) => portless.includes(type))) {
    return failure(
      `'port_mappings' are refused: CNI network '${network.name}' has no plugin that maps ports, such as portmap`,
    );
  }
  return ok({ ...network, plugins: plugins.map((plugin) => told(plugin, wishes, info)) });
}

function told(plugin: PluginConfig, wishes: Json, info: NetworkInfo): PluginConfig {
  const capabilities = (plugin['capabilities'] ?? {}) as Json;
  const granted = Object.entries(wishes).filter(
    ([name, wish]) => capabilities[name] === true && (wish as readonly unknown[]).length > 0,
  );
  const runtimeConfig = Object.fromEntries(granted);
  // @compat where plugins written for Mesos look for what the framework asked for.
  const args = { ...(plugin['args'] as Json), 'org.apache.mesos': { network_info: info } };
  return { ...plugin, args, ...(granted.length > 0 && { runtimeConfig }) };
}

function portsOf({ port_mappings = [] }: NetworkInfo): readonly object[] {
  return port_mappings.map(({ host_port, container_port, protocol = 'tcp' }) => ({
    hostPort: host_port,
    containerPort: container_port,
    protocol: protocol.toLowerCase(),
  }));
}

function addressesOf({ ip_addresses = [] }: NetworkInfo): readonly string[] {
  return ip_addresses.flatMap(({ ip_address }) => ip_address ?? []);
}

/** The result of the last plugin, as text. */
export async function attach(network: CniNetwork, to: Attachment): Promise<Result<string>> {
  let text = '';
  for (const plugin of network.plugins) {
    const config = configOf(network, plugin, text);
    const called = await callPlugin('ADD', config, to);
    if (!called.ok) {
      return failure(
        `The CNI plugin '${plugin.type}' failed to attach container ${to.containerKey} to CNI network '${network.name}': ${called.error}`,
      );
    }
    text = called.value;
  }
  return ok(text);
}

/** As far as it was attached; plugins put up with being asked more than once. */
export async function detach(
  network: CniNetwork,
  from: Attachment,
  resultText: string,
): Promise<Result<void>> {
  for (const plugin of network.plugins.toReversed()) {
    const isTold = isResultWanted(network) && isJsonObject(resultText);
    const config = configOf(network, plugin, isTold ? resultText : '');
    const called = await callPlugin('DEL', config, from);
    if (called.ok) continue;
    return failure(
      `The CNI plugin '${plugin.type}' failed to detach container ${from.containerKey} from CNI network '${network.name}': ${called.error}`,
    );
  }
  return ok(undefined);
}

/** From 0.4.0 on plugins may want to know at the end what there was. */
function isResultWanted({ cniVersion }: CniNetwork): boolean {
  return !/^0\.[123]\./u.test(cniVersion);
}

function configOf(
  { name, cniVersion }: CniNetwork,
  plugin: PluginConfig,
  previousText: string,
): PluginConfig {
  const previous = previousText === '' ? {} : { prevResult: JSON.parse(previousText) as unknown };
  return { ...plugin, name, cniVersion, ...previous };
}

/** A failure has what the plugin said. */
export async function callPlugin(
  command: 'ADD' | 'DEL',
  config: PluginConfig,
  attachment: Attachment,
): Promise<Result<string>> {
  const { containerKey, interfaceName, namespacePath, directories } = attachment;
  const program = findPlugin(config.type, directories);
  if (program === undefined) return failure(`there is no such plugin in ${directories.join(':')}`);
  const environment = {
    CNI_COMMAND: command,
    CNI_CONTAINERID: containerKey,
    CNI_PATH: directories.join(':'),
    CNI_IFNAME: interfaceName,
    ...(namespacePath !== undefined && { CNI_NETNS: namespacePath }),
    // Some call iptables(8).
    PATH: process.env['PATH'] ?? usualPath,
  };
  const call = { program, environment, input: JSON.stringify(config) };
  const { end, stdout, stderr } = await execute(call, attachment.abandoned);
  if (end !== undefined) return failure(`${end}stdout='${stdout}', stderr='${stderr}'`);
  const isObject = command === 'DEL' || isJsonObject(stdout);
  return isObject ? ok(stdout) : failure(`its result is no JSON object: '${stdout}'`);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}

interface PluginCall {
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly input: string;
}

interface Outcome {
  /** Undefined: as it should. "": with a status, of which what it said tells more, as in Mesos. */
  readonly end: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

function execute(
  { program, environment, input }: PluginCall,
  abandoned: AbortSignal | undefined,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const said = { stdout: '', stderr: '' };
    const child = spawn(program, [], {
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      // Not for the terminal of the agent to end, and in one group with what it calls itself.
      detached: true,
    });
    const patience = boundCall(child.pid, abandoned);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] = (said[name] + text).slice(0, mostOutputCharacters);
      });
    }
    const settle = (end: string | undefined): void => {
      patience.cancel();
      const why = patience.why() ?? end;
      resolve({ ...said, end: why && `${why}, ` });
    };
    child.once('error', (error) => settle(`it cannot be executed: ${error.message}`));
    child.once('close', (code, signal) => {
      if (signal !== null) return settle(`it was ended by ${signal}`);
      settle(code === 0 ? undefined : '');
    });
    // It may end without reading what it is told.
    child.stdin.on('error', () => undefined).end(input);
  });
}

interface Patience {
  cancel(): void;
  /** Why it was killed; undefined: it was not. */
  why(): string | undefined;
}

function boundCall(pid: number | undefined, abandoned: AbortSignal | undefined): Patience {
  let why: string | undefined;
  const killAfter = (timeoutMs: number, reason: string): NodeJS.Timeout =>
    setTimeout(() => {
      why = reason;
      killGroup(pid);
    }, timeoutMs);
  let timer = killAfter(pluginTimeoutMs, `it did not end within ${pluginTimeoutMs / 1000} s`);
  const hasten = (): void => {
    clearTimeout(timer);
    timer = killAfter(abandonedTimeoutMs, 'the container is not wanted any more');
  };
  abandoned?.addEventListener('abort', hasten, { once: true });
  if (abandoned?.aborted === true) hasten();
  return {
    cancel: () => {
      clearTimeout(timer);
      abandoned?.removeEventListener('abort', hasten);
    },
    why: () => why,
  };
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // They have ended meanwhile.
  }
}
