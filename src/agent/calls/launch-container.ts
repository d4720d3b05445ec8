/**
 * Launches a container that no executor asked for: nested in a running one, or standing alone. The
 * agent does not account for it, the master does not know of it.
 */
import { containerKey } from '../../containers/container-id.ts';
import type { ContainerConfig } from '../../containers/containerizer.ts';
import { firstNamed } from '../../containers/user-name.ts';
import { accepted, badRequest, empty, type HttpResponse } from '../../foundation/http/index.ts';
import type { Result } from '../../foundation/result.ts';
import type { Call_LaunchContainer } from '../../protocol/generated/agent.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { Resources } from '../../resources/resources.ts';
import { validateResources } from '../../resources/validate.ts';
import { commandEnvironment } from '../../protocol/command-environment.ts';
import type { ExecutorRecord } from '../core/state.ts';
import { allExecutors } from '../core/executors/executors.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';
import type { AgentCall } from './agent-call.ts';
import { findContainer, findIdFault, onContainer } from './containers.ts';

/**
 * Kinds of resources that one container may be given; more are refused, because all of them are
 * judged and written down in the turn that the call comes in. Real ones have a handful.
 */
export const mostContainerResources = 1_000;

export const launchContainer: AgentCall = {
  name: 'LAUNCH_CONTAINER',
  authorize: onContainer('LAUNCH', (call) => call.launch_container!.container_id),
  needsBody: true,
  validate: (call) =>
    findIdFault(call.launch_container?.container_id, 'launch_container', 'any') ??
    (call.launch_container && findResourcesFault(call.launch_container)) ??
    findCgroupsFault('launch_container', call.launch_container),
  apply: (api, call) => launch(api, call.launch_container!),
};

export const launchNestedContainer: AgentCall = {
  name: 'LAUNCH_NESTED_CONTAINER',
  authorize: onContainer('LAUNCH', (call) => call.launch_nested_container!.container_id),
  needsBody: true,
  validate: (call) =>
    findIdFault(call.launch_nested_container?.container_id, 'launch_nested_container', 'nested') ??
    findCgroupsFault('launch_nested_container', call.launch_nested_container),
  apply: (api, call) => launch(api, call.launch_nested_container!),
};

/** @compat Only what is nested once has a choice. */
function findCgroupsFault(
  field: 'launch_container' | 'launch_nested_container',
  launch: Pick<Call_LaunchContainer, 'container_id' | 'container'> | undefined,
): string | undefined {
  const shares = launch?.container?.linux_info?.share_cgroups;
  const parent = launch?.container_id.parent;
  if (shares === false && parent?.parent !== undefined) {
    return `'${field}' is invalid: containers nested at the second level or greater cannot set 'share_cgroups' to 'false'`;
  }
  if (shares !== true || parent !== undefined) return undefined;
  return `'${field}' is invalid: containers without a parent cannot set 'share_cgroups' to 'true'`;
}

/** Standalone containers live outside of all accounts, so they may not take what is somebody's. */
function findResourcesFault(launch: Call_LaunchContainer): string | undefined {
  const { container_id: id, resources, limits } = launch;
  const count = Math.max(resources?.length ?? 0, Object.keys(limits ?? {}).length);
  if (count > mostContainerResources) {
    return `'launch_container' may have ${mostContainerResources} resources and as many limits, not ${count}`;
  }
  const valid = validateResources(resources ?? []);
  if (!valid.ok) return `'launch_container.resources' cannot be: ${valid.error}`;
  if (id.parent?.parent !== undefined) {
    if ((resources ?? []).length === 0 && limits === undefined) return undefined;
    return "'launch_container' of a container nested twice must not have resources or limits";
  }
  if (id.parent !== undefined) return undefined;
  const asked = Resources.fromMessages(resources);
  if (asked.hasReserved()) return "'launch_container.resources' must not be reserved";
  if (!asked.revocable().isEmpty()) return "'launch_container.resources' must not be revocable";
  if (asked.persistentVolumes().isEmpty()) return undefined;
  return "'launch_container.resources' must not have persistent volumes";
}

async function launch(api: AgentApi, call: Call_LaunchContainer): Promise<HttpResponse> {
  const { container_id: id } = call;
  if (findContainer(api, id) !== undefined) return accepted();
  if (id.parent !== undefined && !isRunning(api, id.parent)) {
    return badRequest(`Parent container ${containerKey(id.parent)} does not exist`);
  }
  const launched = await new Promise<Result<unknown>>((resolve) => {
    api.containerizer.launch(id, configOf(api, call), resolve);
  });
  return launched.ok ? empty() : badRequest(launched.error);
}

function isRunning(api: AgentApi, id: ContainerID): boolean {
  return findContainer(api, id)?.state === 'running';
}

function configOf(api: AgentApi, call: Call_LaunchContainer): ContainerConfig {
  const { container_id: id, command, container, limits, resources = [] } = call;
  const owner = findOwner(api, id);
  const own = api.switchesUser ? command?.user : undefined;
  const user = firstNamed(own, owner?.user);
  const isNested = id.parent !== undefined;
  return {
    environment: {
      ...(isNested ? { MESOS_CONTAINER_IP: api.agentIp } : {}),
      ...commandEnvironment(command),
    },
    directory: directoryOf(api, id, owner),
    resources,
    isStandalone: owner === undefined,
    ...(command === undefined ? {} : { command }),
    ...(container === undefined ? {} : { container }),
    ...(limits === undefined ? {} : { limits }),
    ...(user === undefined ? {} : { user }),
  };
}

/** The executor whose container this one is nested in, however deep. */
function findOwner(api: AgentApi, id: ContainerID): ExecutorRecord | undefined {
  if (id.parent !== undefined) return findOwner(api, id.parent);
  for (const [, executor] of allExecutors(api.agent.core.state)) {
    if (executor.containerId.value === id.value) return executor;
  }
  return undefined;
}

/** The sandbox of a container. */
export function directoryOf(
  api: AgentApi,
  id: ContainerID,
  owner: ExecutorRecord | undefined = findOwner(api, id),
): string {
  if (id.parent === undefined) return owner?.directory ?? `${api.workDir}/containers/${id.value}`;
  return `${directoryOf(api, id.parent, owner)}/containers/${id.value}`;
}
