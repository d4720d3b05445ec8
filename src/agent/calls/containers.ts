/**
 * What the container calls have in common: finding a container by its id, and refusing ids that
 * cannot be one.
 */
import { containerKey, findContainerIdFault } from '../../containers/container-id.ts';
import type { ContainerSummary } from '../../containers/containerizer.ts';
import { refusal, type HttpResponse } from '../../foundation/http/index.ts';
import type { Call } from '../../protocol/generated/agent.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { allExecutors } from '../core/executors/executors.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';
import type { AgentCall } from './agent-call.ts';

export function findContainer(api: AgentApi, id: ContainerID): ContainerSummary | undefined {
  return api.containerizer.find(id);
}

/** The container of an executor: it begins and ends with the executor only. */
export function isExecutorContainer(api: AgentApi, id: ContainerID): boolean {
  if (id.parent !== undefined) return false;
  return [...allExecutors(api.agent.core.state)].some(
    ([, executor]) => executor.containerId.value === id.value,
  );
}

/** For `validate`; the *_NESTED_* calls are older names that speak of nested containers only. */
export function findIdFault(
  id: ContainerID | undefined,
  field: string,
  kind: 'any' | 'nested',
): string | undefined {
  if (id === undefined) return undefined;
  if (kind === 'nested' && id.parent === undefined) {
    return `Expecting '${field}.container_id.parent' to be present`;
  }
  const fault = findContainerIdFault(id);
  return fault === undefined ? undefined : `'${field}.container_id' is invalid: ${fault}`;
}

export function containerNotFound(id: ContainerID): HttpResponse {
  return refusal(404, `Container ${containerKey(id)} cannot be found`);
}

/** Mesos has two actions of each kind: below an executor, and on one's own. */
export function onContainer(
  kind: 'LAUNCH' | 'KILL' | 'WAIT' | 'REMOVE',
  idOf: (call: Call) => ContainerID,
): AgentCall['authorize'] {
  const nested = `${kind}_NESTED_CONTAINER` as const;
  const standalone = `${kind}_STANDALONE_CONTAINER` as const;
  return {
    asked: 'once',
    actions: [nested, standalone],
    demandsOf: ({ call }) => {
      const containerId = idOf(call);
      const action = containerId.parent === undefined ? standalone : nested;
      return [{ action, object: { containerId } }];
    },
  };
}
