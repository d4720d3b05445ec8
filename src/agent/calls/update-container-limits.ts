/**
 * UPDATE_CONTAINER_LIMITS: how much memory and processor time a running container may have, changed
 * without a restart. Ours alone, in JSON alone. The task's own share of the cluster stays what it was:
 * master and framework know of requests, not of this.
 */
import { containerKey, findContainerIdFault } from '../../containers/container-id.ts';
import type { ResourceLimits } from '../../containers/containerizer.ts';
import { badRequest, refusal } from '../../foundation/http/index.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { JsonCall, JsonMessage } from '../../operator-api/index.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';
import { containerNotFound, findContainer } from './containers.ts';

/** The resource, the isolator that bounds it, and the least that makes sense. */
const bounds: Readonly<Record<string, { readonly isolator: string; readonly least: number }>> = {
  cpus: { isolator: 'cgroups/cpu', least: 0.01 },
  mem: { isolator: 'cgroups/mem', least: 32 },
};

export const updateContainerLimits: JsonCall<AgentApi> = {
  name: 'UPDATE_CONTAINER_LIMITS',
  // Who may end containers may bound them: Mesos has no action of its own for it.
  authorize: {
    asked: 'once',
    actions: ['KILL_NESTED_CONTAINER', 'KILL_STANDALONE_CONTAINER'],
    demandsOf: ({ message }) => {
      const containerId = findId(message);
      if (containerId === undefined) return [];
      return (['KILL_NESTED_CONTAINER', 'KILL_STANDALONE_CONTAINER'] as const).map((action) => ({
        action,
        object: { containerId },
      }));
    },
  },
  apply: async (api, message) => {
    const id = findId(message);
    if (id === undefined) return failure("Expecting 'container_id' to have a 'value'");
    if (isNested(message)) return failure('a nested container is within the limits of its root');
    const fault = findContainerIdFault(id);
    if (fault !== undefined) return failure(`'container_id' is invalid: ${fault}`);
    const limits = readLimits(message['limits']);
    if (!limits.ok) return limits;
    if (findContainer(api, id) === undefined) return failure(containerNotFound(id));
    const unmet = findUnmet(api, limits.value);
    if (unmet !== undefined) return failure(badRequest(unmet));
    const imposed = await api.limits.impose(id, limits.value);
    if (!imposed.ok) return failure(refusal(409, `${imposed.error}; nothing has changed`));
    api.log.info(`Limits of container ${containerKey(id)} are now ${textOf(imposed.value)}`);
    return ok({ container_id: id, limits: imposed.value });
  },
};

function isNested({ container_id: id }: JsonMessage): boolean {
  return typeof id === 'object' && id !== null && 'parent' in id;
}

function findId({ container_id: id }: JsonMessage): ContainerID | undefined {
  if (typeof id !== 'object' || id === null || !('value' in id)) return undefined;
  return typeof id.value === 'string' ? { value: id.value } : undefined;
}

function readLimits(value: unknown): Result<ResourceLimits, string> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const given: readonly (readonly [string, unknown])[] = isObject ? Object.entries(value) : [];
  if (given.length === 0) return failure(`Expecting 'limits' with 'cpus' or 'mem' (in MB)`);
  const limits: Record<string, { value: number }> = {};
  for (const [name, limit] of given) {
    const bound = Object.hasOwn(bounds, name) ? bounds[name] : undefined;
    if (bound === undefined)
      return failure(`'limits.${name}' cannot be set, only 'cpus' and 'mem'`);
    const amount: unknown =
      typeof limit === 'object' && limit !== null && 'value' in limit ? limit.value : limit;
    if (typeof amount !== 'number' || !(amount >= bound.least)) {
      return failure(`'limits.${name}' must be a number of at least ${bound.least}`);
    }
    limits[name] = { value: amount };
  }
  return ok(limits);
}

function findUnmet(api: AgentApi, limits: ResourceLimits): string | undefined {
  for (const name of Object.keys(limits)) {
    const { isolator } = bounds[name]!;
    if (api.containerizer.abilities.has(isolator)) continue;
    return `This agent bounds no '${name}': start it with ${isolator} in --isolation`;
  }
  return undefined;
}

function textOf(limits: ResourceLimits): string {
  return Object.entries(limits)
    .map(([name, { value }]) => `${name}:${value}`)
    .join(';');
}
