/**
 * An operator's session: a command beside a running container, in its namespaces, its sandbox and its
 * environment. What it says is the answer, for as long as it runs; it ends with the connection.
 */
import type { ContainerConfig } from '../../containers/containerizer.ts';
import { onceOn } from '../../security/authorization.ts';
import type { Call_LaunchNestedContainerSession } from '../../protocol/generated/agent.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';
import { runSession } from '../endpoints/session.ts';
import { commandEnvironment } from '../../protocol/command-environment.ts';
import type { AgentCall } from './agent-call.ts';
import { findIdFault } from './containers.ts';
import { directoryOf } from './launch-container.ts';

const field = 'launch_nested_container_session';

export const launchNestedContainerSession: AgentCall = {
  name: 'LAUNCH_NESTED_CONTAINER_SESSION',
  authorize: onceOn('LAUNCH_NESTED_CONTAINER_SESSION', ({ call }) => [
    { containerId: call[field]!.container_id },
  ]),
  needsBody: true,
  validate: (call) =>
    findIdFault(call[field]?.container_id, field, 'nested') ??
    (call[field] && findContainerFault(call[field])),
  apply: (api, call, request) => {
    const session = call[field]!;
    return runSession(api, { id: session.container_id, config: configOf(api, session) }, request);
  },
};

function findContainerFault({ container }: Call_LaunchNestedContainerSession): string | undefined {
  if (container?.linux_info?.share_cgroups !== false) return undefined;
  // @compat Mesos' words.
  return `'${field}.container.linux_info' is invalid: 'share_cgroups' cannot be set to 'false' for nested container sessions`;
}

function configOf(api: AgentApi, call: Call_LaunchNestedContainerSession): ContainerConfig {
  const { container_id: id, command, container } = call;
  const user = api.switchesUser ? command?.user : undefined;
  return {
    environment: commandEnvironment(command),
    // What it makes is where whoever looks into the container would look for it.
    directory: directoryOf(api, id.parent ?? id),
    resources: [],
    containerClass: 'debug',
    isSession: true,
    ...(command === undefined ? {} : { command }),
    ...(container === undefined ? {} : { container }),
    ...(user === undefined ? {} : { user }),
  };
}
