/** /containers and /monitor/statistics: what runs, as what, and what it uses. */
import {
  badRequest,
  json,
  type HttpRequest,
  type HttpResponse,
} from '../../foundation/http/index.ts';
import { arrayJson, objectJson, type JsonField } from '../../operator-api/index.ts';
import type { Containerizer, ContainerSummary } from '../../containers/containerizer.ts';
import { containerKey } from '../../containers/container-id.ts';
import { ContainerStatus, ResourceStatistics } from '../../protocol/generated/mesos.ts';
import type { ExecutorRecord, FrameworkRecord } from '../core/state.ts';
import { allExecutors } from '../core/executors/executors.ts';
import type { AgentApi } from './agent-api.ts';
import { View } from '../../security/view.ts';
import { inspect, type Inspection } from './inspection.ts';

export async function containersEndpoint(
  api: AgentApi,
  request: HttpRequest,
): Promise<HttpResponse> {
  const matches = selectionOf(request.query);
  if (typeof matches === 'string') return badRequest(matches);
  const view = new View(api.agent.core.authorizer, request.principal);
  const inspected = await inspectExecutors(
    api,
    (executor, framework) =>
      matches(executor) && view.showsContainer(executor.info, framework.info),
  );
  return json(
    arrayJson(inspected, ([executor, { status, statistics }]) =>
      objectJson([
        ['container_id', JSON.stringify(executor.containerId.value)],
        ...executorFields(executor),
        ['statistics', statistics && ResourceStatistics.toJson(statistics)],
        ['status', status && ContainerStatus.toJson(status)],
      ]),
    ),
  );
}

export async function statisticsEndpoint(api: AgentApi): Promise<HttpResponse> {
  const inspected = await inspectExecutors(api, () => true);
  return json(
    arrayJson(inspected, ([executor, { statistics }]) =>
      objectJson([
        ...executorFields(executor),
        ['statistics', statistics && ResourceStatistics.toJson(statistics)],
      ]),
    ),
  );
}

interface Waiting {
  readonly containerizer: Pick<Containerizer, 'list'>;
}

/** Containers on their way, in the form of the pending operations that Mesos shows. */
export function pendingJson({ containerizer }: Waiting): string {
  const pending = containerizer.list().flatMap(({ id, state }) => {
    const operation = pendingOperations[state];
    return operation === undefined ? [] : [{ operation, args: { containerId: containerKey(id) } }];
  });
  return JSON.stringify({ pending });
}

const pendingOperations: Partial<Record<ContainerSummary['state'], string>> = {
  launching: 'containerizer::launch',
  destroying: 'containerizer::destroy',
};

/** @compat "" for what an executor does not have. */
function executorFields({ id, info, frameworkId }: ExecutorRecord): JsonField[] {
  return [
    ['executor_id', JSON.stringify(id)],
    ['executor_name', JSON.stringify(info.name ?? '')],
    ['framework_id', JSON.stringify(frameworkId)],
    ['source', JSON.stringify(info.source ?? '')],
  ];
}

/** A text says why the query makes no sense. */
function selectionOf(
  query: ReadonlyMap<string, string>,
): ((executor: ExecutorRecord) => boolean) | string {
  const containerId = query.get('container_id');
  const frameworkId = query.get('framework_id');
  const executorId = query.get('executor_id');
  if (containerId !== undefined && (frameworkId ?? executorId) !== undefined) {
    return "Expecting either 'container_id' or 'framework_id' (with 'executor_id' or alone).\n";
  }
  if (executorId !== undefined && frameworkId === undefined) {
    return "Expecting 'framework_id=value' in query beside 'executor_id'.\n";
  }
  return (executor) =>
    (containerId === undefined || executor.containerId.value === containerId) &&
    (frameworkId === undefined || executor.frameworkId === frameworkId) &&
    (executorId === undefined || executor.id === executorId);
}

function inspectExecutors(
  api: AgentApi,
  matches: (executor: ExecutorRecord, framework: FrameworkRecord) => boolean,
): Promise<[ExecutorRecord, Inspection][]> {
  const chosen = [...allExecutors(api.agent.core.state)]
    .filter(([framework, executor]) => matches(executor, framework))
    .map(([, executor]) => executor);
  const alive = chosen.filter(({ state }) => state !== 'terminated');
  return Promise.all(
    alive.map(async (executor) => [
      executor,
      await inspect(api.containerizer, executor.containerId),
    ]),
  );
}
