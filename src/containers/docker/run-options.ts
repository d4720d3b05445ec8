/**
 * From what a framework asks for to what the engine is told, without touching anything. What does not
 * go together is refused in Mesos' words, before there is a container.
 */
import { assert, failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type {
  CommandInfo,
  ContainerInfo,
  ContainerInfo_DockerInfo,
  Resource,
} from '../../protocol/generated/mesos.ts';
import type { ResourceLimits } from '../containerizer.ts';
import { sizeOf } from '../io/switchboards.ts';
import { findDns } from './dns.ts';
import type { DnsEntry } from './dns.ts';
import type { ContainerSpec, DeviceSpec, MountSpec } from './engine/spec.ts';
import { findScalar } from '../isolators/scalars.ts';
import type { OciMount } from '../isolators/isolator.ts';
import { limitsOf } from './limits.ts';
import { applyParameters, setsDns } from './parameters.ts';
import { bindPort } from './parameters/networks.ts';
import { addVolumes } from './volumes.ts';

/** What the flags of the agent say of all containers. */
export interface DockerOptions {
  /** --work_dir, absolute. */
  readonly workDirectory: string;
  /** --sandbox_directory: where the sandbox is in containers. */
  readonly sandboxDirectory: string;
  /** --cgroups_enable_cfs */
  readonly isRequestTheLimit: boolean;
  /** --default_container_dns */
  readonly dns: readonly DnsEntry[];
}

export interface RunRequest {
  readonly name: string;
  readonly container: ContainerInfo;
  readonly command: CommandInfo;
  readonly environment: Readonly<Record<string, string>>;
  /** The sandbox on the machine. */
  readonly directory: string;
  readonly resources: readonly Resource[];
  readonly limits?: ResourceLimits | undefined;
  /** Those of its GPUs. */
  readonly devices?: readonly DeviceSpec[];
  /** What isolators want to be seen in it. */
  readonly mounts?: readonly OciMount[];
  /** Set when its networks are not those of Docker. */
  readonly joined?: JoinedNetworks | undefined;
}

/** Networks that were made for a container before it. */
export interface JoinedNetworks {
  /** "container:<id>" */
  readonly networkMode: string;
  /** Files that go with them. */
  readonly mounts: readonly MountSpec[];
  readonly environment: Readonly<Record<string, string>>;
}

export function makeSpec(request: RunRequest, options: DockerOptions): Result<ContainerSpec> {
  const { container, command, resources } = request;
  const { docker } = container;
  if (docker === undefined) return failure('No docker info found in container info');
  const spec = beginSpec(request, docker, options);
  const { joined } = request;
  const network = joined === undefined ? networkOf(container, docker) : joinedOf(joined);
  if (!network.ok) return network;
  spec.HostConfig.NetworkMode = network.value.name;
  const sandbox = {
    ...{ sandbox: request.directory, mappedSandbox: options.sandboxDirectory },
    workDirectory: options.workDirectory,
  };
  const steps = [
    () => applyCommand(spec, command),
    () => applyTerminal(spec, container),
    () => applyLimits(spec, request, options),
    () => addVolumes(spec.HostConfig, { container, resources }, sandbox),
    () => applyMounts(spec, request),
    () => applyNetwork(spec, request, network.value),
    () => applyNetworkParameter(spec, docker, network.value),
    () => applyJoined(spec, joined),
    () => applyDns(spec, docker, network.value, options.dns),
    () => applyParameters(spec, otherParameters(docker)),
  ];
  for (const step of steps) {
    const done = step();
    if (!done.ok) return done;
  }
  return ok(spec);
}

function beginSpec(
  { name, environment, resources, devices = [] }: RunRequest,
  { image, privileged }: ContainerInfo_DockerInfo,
  { sandboxDirectory }: DockerOptions,
): ContainerSpec {
  const role = resources[0]?.allocation_info?.role;
  const all = {
    ...environment,
    MESOS_SANDBOX: sandboxDirectory,
    MESOS_CONTAINER_NAME: name,
    ...(role !== undefined && { MESOS_ALLOCATION_ROLE: role }),
  };
  return {
    Image: image,
    Env: Object.entries(all).map(([key, value]) => `${key}=${value}`),
    Cmd: [],
    Labels: {},
    HostConfig: {
      Privileged: privileged ?? false,
      ...(devices.length > 0 && { Devices: [...devices] }),
    },
  };
}

/** A shell takes the place of the image's entry point; a plain command is given to that. */
function applyCommand(spec: ContainerSpec, command: CommandInfo): Result<void> {
  const { value, arguments: words = [] } = command;
  if (command.shell ?? true) {
    if (value === undefined) return failure('Shell specified but no command value provided');
    spec.Entrypoint = ['/bin/sh'];
    spec.Cmd = ['-c', value];
  } else {
    spec.Cmd = [...(value === undefined ? [] : [value]), ...words];
  }
  return ok(undefined);
}

/** Its input stays open while nobody is attached to it. */
function applyTerminal(spec: ContainerSpec, { tty_info: terminal }: ContainerInfo): Result<void> {
  if (terminal === undefined) return ok(undefined);
  const size = sizeOf(terminal);
  if (!size.ok) return size;
  const { rows, columns } = size.value;
  spec.Tty = true;
  spec.OpenStdin = true;
  if (rows > 0 && columns > 0) spec.HostConfig.ConsoleSize = [rows, columns];
  return ok(undefined);
}

function applyLimits(
  spec: ContainerSpec,
  wanted: RunRequest,
  { isRequestTheLimit }: DockerOptions,
): Result<void> {
  if ((findScalar(wanted.resources, 'gpus') ?? 0) > 0 && spec.HostConfig.Devices === undefined) {
    return failure(
      "'gpus' cannot be given to Docker containers by this agent: it does not know its GPUs; leave 'gpus' out of the task's resources",
    );
  }
  Object.assign(spec.HostConfig, limitsOf(wanted, isRequestTheLimit));
  return ok(undefined);
}

function applyMounts({ HostConfig }: ContainerSpec, { mounts = [] }: RunRequest): Result<void> {
  for (const { type, source, destination, options } of mounts) {
    assert(type === 'bind', 'the engine makes all other mounts itself');
    const ReadOnly = options.includes('ro');
    (HostConfig.Mounts ??= []).push({
      Type: 'bind',
      Source: source,
      Target: destination,
      ReadOnly,
    });
  }
  return ok(undefined);
}

interface Network {
  readonly mode: 'HOST' | 'BRIDGE' | 'NONE' | 'USER' | 'CNI';
  /** As the engine knows it. */
  readonly name: string;
}

function joinedOf({ networkMode }: JoinedNetworks): Result<Network> {
  return ok({ mode: 'CNI', name: networkMode });
}

function applyJoined(spec: ContainerSpec, joined: JoinedNetworks | undefined): Result<void> {
  if (joined === undefined) return ok(undefined);
  const own = Object.entries(joined.environment).map(([name, value]) => `${name}=${value}`);
  spec.Env = [...own, ...spec.Env];
  if (joined.mounts.length > 0) (spec.HostConfig.Mounts ??= []).push(...joined.mounts);
  return ok(undefined);
}

function networkOf(
  { network_infos = [] }: ContainerInfo,
  { network: mode = 'HOST' }: ContainerInfo_DockerInfo,
): Result<Network> {
  switch (mode) {
    case 'HOST':
    case 'BRIDGE':
    case 'NONE':
      return ok({ mode, name: mode.toLowerCase() });
    case 'USER': {
      if (network_infos.length === 0) return failure('No network info found in container info');
      if (network_infos.length > 1) {
        return failure('Only a single network can be defined in Docker run');
      }
      const name = network_infos[0]?.name;
      return name === undefined
        ? failure('No network name found in network info')
        : ok({ mode, name });
    }
  }
}

function applyNetwork(
  spec: ContainerSpec,
  { container, resources }: RunRequest,
  { mode }: Network,
): Result<void> {
  const { hostname, docker } = container;
  if (hostname !== undefined) {
    if (mode === 'HOST') return failure('Unable to set hostname with host network mode');
    // Whoever shares a network has the name that belongs to it.
    if (mode !== 'CNI') spec.Hostname = hostname;
  }
  const mappings = docker?.port_mappings ?? [];
  if (mappings.length === 0) return ok(undefined);
  if (mode === 'HOST' || mode === 'NONE' || mode === 'CNI') {
    return failure('Port mappings are only supported for bridge and user-defined networks');
  }
  const ranges = resources.filter(({ name }) => name === 'ports').flatMap(rangesOf);
  if (ranges.length === 0) return failure('Port mappings require port resources');
  for (const { host_port: host, container_port: container, protocol = 'tcp' } of mappings) {
    const isMine = ranges.some(({ begin, end }) => host >= begin && host <= end);
    if (!isMine) return failure(`Port [${host}] not included in resources`);
    bindPort(spec, { container, host, protocol: protocol.toLowerCase() });
  }
  return ok(undefined);
}

function rangesOf({ ranges }: Resource): { readonly begin: number; readonly end: number }[] {
  return (ranges?.range ?? []).map(({ begin, end }) => ({
    begin: Number(begin),
    end: Number(end),
  }));
}

function isNetwork({ key }: { readonly key: string }): boolean {
  return key === 'net' || key === 'network';
}

/** The first names the network instead of what `network` says. */
function applyNetworkParameter(
  spec: ContainerSpec,
  { parameters = [] }: ContainerInfo_DockerInfo,
  { mode }: Network,
): Result<void> {
  const first = parameters.find(isNetwork);
  if (first !== undefined && mode === 'CNI') {
    return failure(`Parameter '${first.key}' cannot be combined with CNI networks`);
  }
  return first === undefined ? ok(undefined) : applyParameters(spec, [first]);
}

function otherParameters({ parameters = [] }: ContainerInfo_DockerInfo): typeof parameters {
  const first = parameters.find(isNetwork);
  return parameters.filter((parameter) => parameter !== first);
}

function applyDns(
  { HostConfig }: ContainerSpec,
  { parameters = [] }: ContainerInfo_DockerInfo,
  { mode }: Network,
  defaults: readonly DnsEntry[],
): Result<void> {
  if (setsDns(parameters) || (mode !== 'BRIDGE' && mode !== 'USER')) return ok(undefined);
  const found = findDns(defaults, mode, HostConfig.NetworkMode ?? '');
  if (found === undefined) return ok(undefined);
  HostConfig.Dns = [...found.nameservers];
  HostConfig.DnsSearch = [...found.search];
  HostConfig.DnsOptions = [...found.options];
  return ok(undefined);
}
