/**
 * Containers with what they use: those of executors, and on request those nested in others and
 * those that belong to no executor.
 */
import { forEach } from '../../security/authorization.ts';
import { containerKey } from '../../containers/container-id.ts';
import type { ContainerSummary } from '../../containers/containerizer.ts';
import { View } from '../../security/view.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { reply } from '../../operator-api/index.ts';
import type { Response_GetContainers_Container } from '../../protocol/generated/agent.ts';
import type { ExecutorRecord } from '../core/state.ts';
import { allExecutors } from '../core/executors/executors.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';
import { inspect } from '../endpoints/inspection.ts';
import type { AgentCall } from './agent-call.ts';

export const getContainers: AgentCall = {
  name: 'GET_CONTAINERS',
  authorize: forEach('VIEW_CONTAINER', 'VIEW_STANDALONE_CONTAINER'),
  apply: async (api, call, { http }) => {
    const { show_nested: nested = false, show_standalone: standalone = false } =
      call.get_containers ?? {};
    const { core } = api.agent;
    const view = new View(core.authorizer, http.principal);
    const executors = new Map<string, ExecutorRecord>();
    const hidden = new Set<string>();
    for (const [framework, executor] of allExecutors(core.state)) {
      const key = containerKey(executor.containerId);
      if (view.showsContainer(executor.info, framework.info)) executors.set(key, executor);
      else hidden.add(key);
    }
    const showsStandalone = view.showsStandaloneContainers;
    const chosen = api.containerizer.list().filter(({ id, state, isStandalone }) => {
      const root = rootOf(id);
      if (state === 'terminated' || hidden.has(root)) return false;
      if (!executors.has(root) && !showsStandalone) return false;
      if (id.parent !== undefined) return nested;
      return executors.has(root) || (standalone && isStandalone);
    });
    const containers = await Promise.all(
      chosen.map((container) =>
        describe(api, container, executors.get(containerKey(container.id))),
      ),
    );
    return reply({ type: 'GET_CONTAINERS', get_containers: { containers } });
  },
};

/** Whose a nested container is. */
function rootOf(id: ContainerID): string {
  return id.parent === undefined ? id.value : rootOf(id.parent);
}

async function describe(
  { containerizer }: AgentApi,
  { id }: ContainerSummary,
  executor: ExecutorRecord | undefined,
): Promise<Response_GetContainers_Container> {
  const { status, statistics } = await inspect(containerizer, id);
  return {
    ...(executor === undefined ? {} : executorFields(executor)),
    // @compat the parent of a nested container is told by its status alone.
    container_id: { value: id.value },
    ...(status === undefined ? {} : { container_status: status }),
    ...(statistics === undefined ? {} : { resource_statistics: statistics }),
  };
}

function executorFields(executor: ExecutorRecord): Partial<Response_GetContainers_Container> {
  return {
    framework_id: { value: executor.frameworkId },
    executor_id: { value: executor.id },
    executor_name: executor.info.name ?? '',
  };
}
