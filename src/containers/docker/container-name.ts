/**
 * Names and labels of Docker containers. The name is Mesos': "mesos-<container id>", which tools look
 * for. A label says whose container it is: several agents of a machine may share one engine, and
 * after a restart each takes away only what it knows to be its own.
 */

/** @compat */
export const namePrefix = 'mesos-';

/** Of what holds the network of a container; no agent takes it for one of Mesos'. */
export const holderPrefix = 'altiplano-net-';

export function holderName(containerId: string): string {
  return `${holderPrefix}${containerId}`;
}

/** The --work_dir of the agent whose container it is. */
export const ownerLabel = 'altiplano.work_dir';

export function containerName(containerId: string): string {
  return `${namePrefix}${containerId}`;
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

/**
 * The container id in a name; undefined: not one of Mesos'. @compat some versions of Mesos put the
 * agent's id, or the word "executor", around it, with dots in between.
 */
export function findContainerId(name: string): string | undefined {
  if (!name.startsWith(namePrefix)) return undefined;
  const parts = name.slice(namePrefix.length).split('.');
  if (parts.length > 3) return undefined;
  const id = parts.length === 1 ? parts[0] : parts[1];
  return id !== undefined && uuid.test(id) ? id : undefined;
}
