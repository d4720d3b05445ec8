/** Answers when the container has ended: how. Asked after the end, it answers at once. */
import type { ContainerTermination } from '../../containers/containerizer.ts';
import { reply, type CallAnswer } from '../../operator-api/index.ts';
import type { Response, Response_WaitContainer } from '../../protocol/generated/agent.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';
import type { AgentCall } from './agent-call.ts';
import { containerNotFound, findContainer, findIdFault, onContainer } from './containers.ts';

export const waitContainer: AgentCall = {
  name: 'WAIT_CONTAINER',
  authorize: onContainer('WAIT', (call) => call.wait_container!.container_id),
  needsBody: true,
  validate: (call) => findIdFault(call.wait_container?.container_id, 'wait_container', 'any'),
  apply: (api, call) =>
    wait(api, call.wait_container!.container_id, (end) => ({
      type: 'WAIT_CONTAINER',
      wait_container: end,
    })),
};

export const waitNestedContainer: AgentCall = {
  name: 'WAIT_NESTED_CONTAINER',
  authorize: onContainer('WAIT', (call) => call.wait_nested_container!.container_id),
  needsBody: true,
  validate: (call) =>
    findIdFault(call.wait_nested_container?.container_id, 'wait_nested_container', 'nested'),
  apply: (api, call) =>
    wait(api, call.wait_nested_container!.container_id, (end) => ({
      type: 'WAIT_NESTED_CONTAINER',
      wait_nested_container: end,
    })),
};

async function wait(
  api: AgentApi,
  id: ContainerID,
  answer: (end: Response_WaitContainer) => Response,
): Promise<CallAnswer<Response>> {
  if (findContainer(api, id) === undefined) return containerNotFound(id);
  const termination = await new Promise<ContainerTermination | undefined>((resolve) => {
    api.containerizer.wait(id, resolve);
  });
  return termination === undefined ? containerNotFound(id) : reply(answer(endOf(termination)));
}

function endOf(termination: ContainerTermination): Response_WaitContainer {
  const { status, state, reason, message, limitedResources } = termination;
  return {
    ...(status === undefined ? {} : { exit_status: status }),
    ...(state === undefined ? {} : { state }),
    ...(reason === undefined ? {} : { reason }),
    ...(limitedResources === undefined ? {} : { limitation: { resources: [...limitedResources] } }),
    ...(message === undefined ? {} : { message }),
  };
}
