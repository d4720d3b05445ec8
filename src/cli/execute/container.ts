/**
 * The container of the task, when the flags ask for more than a plain process: an image, volumes,
 * networks, limits, capabilities, a terminal. Whether an agent can give all that, the agent decides.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { Json } from '../../foundation/flags/flag-types.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import type { MessageType } from '../../protocol/codec/message.ts';
import { CapabilityInfo, RLimitInfo, Volume } from '../../protocol/generated/mesos.ts';
import type { ContainerInfo, Image, LinuxInfo } from '../../protocol/generated/mesos.ts';
import type { ExecuteFlags } from './flags.ts';

/** Undefined when a plain process is all that is wanted. */
export function makeContainer(flags: ExecuteFlags): Result<ContainerInfo | undefined> {
  if (flags.docker_image !== undefined && flags.appc_image !== undefined) {
    return failure("Only one of '--docker_image' and '--appc_image' can be given");
  }
  const isDocker = flags.containerizer === 'docker';
  if (isDocker && flags.docker_image === undefined) {
    return failure("'--containerizer=docker' needs '--docker_image'");
  }
  try {
    const parts = { ...volumesOf(flags), ...limitsOf(flags), ...linuxOf(flags) };
    return isDocker ? dockerContainer(flags, parts) : ok(mesosContainer(flags, parts));
  } catch (error) {
    if (error instanceof DecodeError) return failure(error.message);
    throw error;
  }
}

type Parts = Partial<Omit<ContainerInfo, 'type'>>;

function mesosContainer(flags: ExecuteFlags, common: Parts): ContainerInfo | undefined {
  const image = imageOf(flags);
  const parts: Parts = {
    ...common,
    ...(image === undefined ? {} : { mesos: { image } }),
    ...(flags.networks === undefined
      ? {}
      : { network_infos: flags.networks.map((name) => ({ name })) }),
    ...(flags.tty ? { tty_info: {} } : {}),
  };
  return Object.keys(parts).length === 0 ? undefined : { type: 'MESOS', ...parts };
}

function dockerContainer(flags: ExecuteFlags, common: Parts): Result<ContainerInfo> {
  const networks = flags.networks ?? [];
  if (networks.length > 1) {
    return failure(
      `Docker containers join one network, not ${networks.length}: ${networks.join()}`,
    );
  }
  const docker = { image: flags.docker_image! };
  const parts = { ...common, ...(flags.tty ? { tty_info: {} } : {}) };
  if (networks.length === 0) return ok({ type: 'DOCKER', ...parts, docker });
  return ok({
    type: 'DOCKER',
    ...parts,
    docker: { ...docker, network: 'USER' },
    network_infos: networks.map((name) => ({ name })),
  });
}

function imageOf(flags: ExecuteFlags): Image | undefined {
  if (flags.docker_image !== undefined) {
    return { type: 'DOCKER', docker: { name: flags.docker_image } };
  }
  if (flags.appc_image === undefined) return undefined;
  return { type: 'APPC', appc: { name: flags.appc_image } };
}

function volumesOf({ volumes }: ExecuteFlags): Parts {
  if (volumes === undefined) return {};
  if (!Array.isArray(volumes)) throw new DecodeError("'--volumes' must be a JSON array of Volume");
  return { volumes: volumes.map((volume) => read('volumes', Volume, volume)) };
}

function limitsOf({ rlimits }: ExecuteFlags): Parts {
  return rlimits === undefined ? {} : { rlimit_info: read('rlimits', RLimitInfo, rlimits) };
}

function linuxOf(flags: ExecuteFlags): Parts {
  const info: LinuxInfo = {};
  for (const name of ['effective_capabilities', 'bounding_capabilities'] as const) {
    const value = flags[name];
    if (value !== undefined) info[name] = read(name, CapabilityInfo, value);
  }
  return Object.keys(info).length === 0 ? {} : { linux_info: info };
}

/** @throws DecodeError that names the flag */
function read<T extends object>(flag: string, type: MessageType<T>, value: Json): T {
  try {
    return type.fromJson(value);
  } catch (error) {
    if (error instanceof DecodeError) {
      throw new DecodeError(`Failed to use '--${flag}': ${error.message}`);
    }
    throw error;
  }
}
