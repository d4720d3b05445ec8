/**
 * Forgets a container that has ended; one that is nested loses its sandbox, too, as in Mesos. The
 * containers of executors are not for operators to remove: the agent does it when the last update of
 * their tasks is acknowledged.
 */
import { containerKey } from '../../containers/container-id.ts';
import { badRequest, empty, refusal, type HttpResponse } from '../../foundation/http/index.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';
import type { AgentCall } from './agent-call.ts';
import { directoryOf } from './launch-container.ts';
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

async function remove(api: AgentApi, id: ContainerID): Promise<HttpResponse> {
  if (isExecutorContainer(api, id)) {
    const why = 'belongs to an executor, which the agent removes by itself';
    return badRequest(`Container ${containerKey(id)} ${why}`);
  }
  const found = findContainer(api, id);
  // Removing a nested container twice is fine; its parent may have taken it along.
  if (found === undefined && id.parent === undefined) return containerNotFound(id);
  if (found !== undefined && !api.containerizer.remove(id)) {
    return refusal(500, `Container ${containerKey(id)} is ${found.state}; kill it and wait first`);
  }
  if (id.parent === undefined) return empty();
  const removed = await removeSandbox(api, id);
  if (removed.ok) return empty();
  return refusal(500, `Failed to remove the sandbox of ${containerKey(id)}: ${removed.error}`);
}

/** Where one of that id has its own; a debug container may have been in another's, which stays. */
function removeSandbox(api: AgentApi, id: ContainerID): Promise<Result<void>> {
  const { garbage } = api.agent.core;
  return new Promise((resolve) => garbage.removeNow(directoryOf(api, id), resolve));
}
