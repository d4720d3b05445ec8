/**
 * Somebody looks in on a container that has a switchboard (a session, or a task with a terminal): its
 * output is the answer; input comes as a stream of records, of which the first says whose it is.
 */
import { onceOn } from '../../security/authorization.ts';
import { attachInput } from '../endpoints/attach-input.ts';
import { attachOutput } from '../endpoints/attach-output.ts';
import type { Call } from '../../protocol/generated/agent.ts';
import type { AgentCall } from './agent-call.ts';
import { findIdFault } from './containers.ts';

export const attachContainerOutput: AgentCall = {
  name: 'ATTACH_CONTAINER_OUTPUT',
  authorize: onceOn('ATTACH_CONTAINER_OUTPUT', ({ call }) => [
    { containerId: call.attach_container_output!.container_id },
  ]),
  needsBody: true,
  validate: ({ attach_container_output: attach }) =>
    findIdFault(attach?.container_id, 'attach_container_output', 'any'),
  apply: (api, call, request) =>
    attachOutput(api, call.attach_container_output!.container_id, request),
};

export const attachContainerInput: AgentCall = {
  name: 'ATTACH_CONTAINER_INPUT',
  authorize: onceOn('ATTACH_CONTAINER_INPUT', ({ call }) => {
    const containerId = call.attach_container_input!.container_id;
    return containerId === undefined ? [] : [{ containerId }];
  }),
  needsBody: true,
  validate: findFirstRecordFault,
  apply: (api, call, request) =>
    attachInput(api, call.attach_container_input!.container_id!, request),
};

/** @compat Mesos' words. */
function findFirstRecordFault({ attach_container_input: attach }: Call): string | undefined {
  if (attach === undefined) return undefined;
  if (attach.type === undefined) return "Expecting 'attach_container_input.type' to be present";
  if (attach.type !== 'CONTAINER_ID') {
    return "Expecting 'attach_container_input.type' to be CONTAINER_ID";
  }
  if (attach.container_id === undefined) {
    return "Expecting 'attach_container_input.container_id' to be present";
  }
  return findIdFault(attach.container_id, 'attach_container_input', 'any');
}
