/** Sends a signal (SIGKILL unless another is named) to the processes of a container. */
import { containerKey } from '../../containers/container-id.ts';
import { empty, refusal, type HttpResponse } from '../../foundation/http/index.ts';
import type { Call_KillContainer } from '../../protocol/generated/agent.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';
import type { AgentCall } from './agent-call.ts';
import { findIdFault, onContainer } from './containers.ts';

const sigkill = 9;
const highestSignal = 64;

export const killContainer: AgentCall = {
  name: 'KILL_CONTAINER',
  authorize: onContainer('KILL', (call) => call.kill_container!.container_id),
  needsBody: true,
  validate: (call) => findFault(call.kill_container, 'kill_container', 'any'),
  apply: (api, call) => kill(api, call.kill_container!),
};

export const killNestedContainer: AgentCall = {
  name: 'KILL_NESTED_CONTAINER',
  authorize: onContainer('KILL', (call) => call.kill_nested_container!.container_id),
  needsBody: true,
  validate: (call) => findFault(call.kill_nested_container, 'kill_nested_container', 'nested'),
  apply: (api, call) => kill(api, call.kill_nested_container!),
};

function findFault(
  kill: Call_KillContainer | undefined,
  field: string,
  kind: 'any' | 'nested',
): string | undefined {
  const signal = kill?.signal ?? sigkill;
  if (signal < 1 || signal > highestSignal) {
    return `'${field}.signal' is ${signal}, expecting 1 to ${highestSignal}`;
  }
  return findIdFault(kill?.container_id, field, kind);
}

function kill({ containerizer }: AgentApi, call: Call_KillContainer): HttpResponse {
  const { container_id: id, signal = sigkill } = call;
  if (containerizer.kill(id, signal)) return empty();
  const key = containerKey(id);
  return refusal(404, `Container '${key}' cannot be found (or is already killed)`);
}
