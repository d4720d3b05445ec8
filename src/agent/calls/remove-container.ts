/**
 * Forgets a container that has ended (its sandbox stays). The containers of executors are not for
 * operators to remove: the agent does it when the last update of their tasks is acknowledged.
 */
import { containerKey } from '../../containers/container-id.ts';
import { badRequest, empty, refusal, type HttpResponse } from '../../foundation/http/index.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';
import type { AgentCall } from './agent-call.ts';
import {
  containerNotFound,
  findContainer,
  findIdFault,
  isExecutorContainer,
  onContainer,
} from './containers.ts';

export const removeContainer: AgentCall = {
  name: 'REMOVE_CONTAINER',
  authorize: onContainer('REMOVE', (call) => call.remove_container!.container_id),
  needsBody: true,
  validate: (call) => findIdFault(call.remove_container?.container_id, 'remove_container', 'any'),
  apply: (api, call) => remove(api, call.remove_container!.container_id),
};

export const removeNestedContainer: AgentCall = {
  name: 'REMOVE_NESTED_CONTAINER',
  authorize: onContainer('REMOVE', (call) => call.remove_nested_container!.container_id),
  needsBody: true,
  validate: (call) =>
    findIdFault(call.remove_nested_container?.container_id, 'remove_nested_container', 'nested'),
  apply: (api, call) => remove(api, call.remove_nested_container!.container_id),
};

function remove(api: AgentApi, id: ContainerID): HttpResponse {
  if (isExecutorContainer(api, id)) {
    const why = 'belongs to an executor, which the agent removes by itself';
    return badRequest(`Container ${containerKey(id)} ${why}`);
  }
  const found = findContainer(api, id);
  // Removing a nested container twice is fine; its parent may have taken it along.
  if (found === undefined) return id.parent === undefined ? containerNotFound(id) : empty();
  if (api.containerizer.remove(id)) return empty();
  return refusal(500, `Container ${containerKey(id)} is ${found.state}; kill it and wait first`);
}
