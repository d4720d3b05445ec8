/**
 * Rules for what a task and an executor alike bring to run: their command and their container. The
 * texts are those of real masters. Whether an agent can give all that, the agent decides.
 */
import type {
  CommandInfo,
  ContainerInfo,
  Environment_Variable,
  Secret,
  Volume,
  Volume_Source,
} from '../../../protocol/generated/mesos.ts';

interface Runnable {
  readonly command?: CommandInfo;
  readonly container?: ContainerInfo;
}

export function findRunnableError(
  owner: 'Task' | 'Executor',
  { command, container }: Runnable,
): string | undefined {
  const commandError = findCommandError(command);
  if (commandError !== undefined) return `${owner}'s \`CommandInfo\` is invalid: ${commandError}`;
  const containerError = findContainerError(container);
  if (containerError === undefined) return undefined;
  return `${owner}'s \`ContainerInfo\` is invalid: ${containerError}`;
}

function findCommandError(command: CommandInfo | undefined): string | undefined {
  for (const variable of command?.environment?.variables ?? []) {
    const error = findVariableError(variable);
    if (error !== undefined) return error;
  }
  return undefined;
}

function findVariableError({
  name,
  type,
  value,
  secret,
}: Environment_Variable): string | undefined {
  if (type === 'UNKNOWN') return "Environment variable of type 'UNKNOWN' is not allowed";
  const kind = type ?? 'VALUE';
  const subject = `Environment variable '${name}' of type '${kind}' must`;
  if (kind === 'VALUE') {
    if (value === undefined) return `${subject} have a value set`;
    return secret === undefined ? undefined : `${subject} not have a secret set`;
  }
  if (secret === undefined) return `${subject} have a secret set`;
  if (value !== undefined) return `${subject} not have a value set`;
  const error = findSecretError(secret);
  if (error !== undefined) {
    return `Environment variable '${name}' specifies an invalid secret: ${error}`;
  }
  if (!(secret.value?.data.includes(0) ?? false)) return undefined;
  return `Environment variable '${name}' specifies a secret containing null bytes, which is not allowed in the environment`;
}

function findSecretError({ type, reference, value }: Secret): string | undefined {
  if (type === 'REFERENCE') {
    if (reference === undefined) {
      return "Secret of type REFERENCE must have the 'reference' field set";
    }
    if (value === undefined) return undefined;
    return `Secret '${reference.name}' of type REFERENCE must not have the 'value' field set`;
  }
  if (type !== 'VALUE') return undefined;
  if (value === undefined) return "Secret of type VALUE must have the 'value' field set";
  if (reference === undefined) return undefined;
  return "Secret of type VALUE must not have the 'reference' field set";
}

function findContainerError(container: ContainerInfo | undefined): string | undefined {
  for (const volume of container?.volumes ?? []) {
    const error = findVolumeError(volume);
    if (error !== undefined) return `Invalid volume: ${error}`;
  }
  if (container?.type !== 'DOCKER') return undefined;
  const { docker } = container;
  if (docker === undefined) {
    return "DockerInfo 'docker' is not set for DOCKER typed ContainerInfo";
  }
  const isNamed = (docker.parameters ?? []).some(({ key }) => key === 'name');
  return isNamed ? "Parameter in DockerInfo must not be 'name'" : undefined;
}

function findVolumeError({ host_path, image, source }: Volume): string | undefined {
  const count = [host_path, image, source].filter((origin) => origin !== undefined).length;
  if (count !== 1) return "Only one of them should be set: 'host_path', 'image' and 'source'";
  return source === undefined ? undefined : findSourceError(source);
}

/** Which field each type of source needs, and how its volumes are called. */
const fieldOfSource = {
  DOCKER_VOLUME: ['docker_volume', 'DOCKER_VOLUME'],
  HOST_PATH: ['host_path', 'HOST_PATH'],
  SANDBOX_PATH: ['sandbox_path', 'SANDBOX_PATH'],
  SECRET: ['secret', 'SECRET'],
  CSI_VOLUME: ['csi_volume', 'CSI'],
} as const;

function findSourceError(source: Volume_Source): string | undefined {
  const { type } = source;
  if (type === undefined || type === 'UNKNOWN') return "'source.type' is unknown";
  const [field, name] = fieldOfSource[type];
  if (source[field] === undefined) return `'source.${field}' is not set for ${name} volume`;
  if (type !== 'CSI_VOLUME' || source.csi_volume?.static_provisioning !== undefined) {
    return undefined;
  }
  return "'source.csi_volume.static_provisioning' is not set for CSI volume";
}
