/** /state: everything that the agent knows, for people and for tools that were there before v1. */
import {
  json,
  serviceUnavailable,
  type HttpRequest,
  type HttpResponse,
} from '../../foundation/http/index.ts';
import {
  allocationRole,
  arrayJson,
  attributesJson,
  fullResourcesJson,
  labelsJson,
  objectJson,
  queuedTaskJson,
  reservationsJson,
  resourcesJson,
  stringJson,
  taskJson,
  taskPartsOf,
  type JsonField,
} from '../../operator-api/index.ts';
import { doubleJson } from '../../protocol/codec/json-write.ts';
import { DomainInfo, DrainConfig, type Task } from '../../protocol/generated/mesos.ts';
import { Resources } from '../../resources/resources.ts';
import { resourcesOfExecutor } from '../core/executors/executors.ts';
import type { ExecutorRecord, FrameworkRecord } from '../core/state.ts';
import { hasCapability } from '../core/tasks/task-state.ts';
import { allExecutors } from '../core/executors/executors.ts';
import type { View } from '../../security/view.ts';
import type { AgentApi } from './agent-api.ts';
import { seenBy } from './viewed.ts';

export const notRecovered = 'Agent has not finished recovery';

export function stateEndpoint(api: AgentApi, { principal }: HttpRequest): HttpResponse {
  const { state, view } = seenBy(api, principal);
  if (state.phase === 'recovering') return serviceUnavailable(notRecovered);
  const { flags } = api;
  return json(
    objectJson([
      ...versionFields(api),
      ['start_time', doubleJson(state.startedAtMs / 1000)],
      ['id', JSON.stringify(state.info.id?.value ?? '')],
      ['pid', JSON.stringify(state.pid)],
      ['hostname', JSON.stringify(state.info.hostname)],
      ['capabilities', arrayJson(api.capabilities, ({ type }) => JSON.stringify(type))],
      ['domain', state.info.domain && DomainInfo.toJson(state.info.domain)],
      ['drain_config', state.drain && DrainConfig.toJson(state.drain.config)],
      [
        'estimated_drain_start_time_seconds',
        state.drain && String(Math.floor(state.drain.startedAtMs / 1000)),
      ],
      ...resourceFields(api, view),
      ['resource_providers', '[]'],
      ['attributes', attributesJson(state.info.attributes)],
      ['master_hostname', stringJson(state.masterHostname)],
      ...(view.showsFlags ? flagFields(flags) : []),
      ['frameworks', arrayJson(state.frameworks.values(), frameworkJson)],
      ['completed_frameworks', arrayJson(state.completedFrameworks, frameworkJson)],
    ]),
  );
}

function flagFields(flags: AgentApi['flags']): JsonField[] {
  return [
    ['log_dir', stringJson(flags['log_dir'])],
    ['external_log_file', stringJson(flags['external_log_file'])],
    ['flags', JSON.stringify(flags)],
  ];
}

function versionFields({ version }: AgentApi): JsonField[] {
  const { build_time: buildTime } = version;
  return [
    ['version', JSON.stringify(version.version)],
    ['git_sha', stringJson(version.git_sha)],
    ['git_branch', stringJson(version.git_branch)],
    ['git_tag', stringJson(version.git_tag)],
    ['build_date', stringJson(version.build_date)],
    ['build_time', buildTime === undefined ? undefined : doubleJson(buildTime)],
    ['build_user', stringJson(version.build_user)],
  ];
}

function resourceFields(api: AgentApi, view: View): JsonField[] {
  const full = (one: Resources): string => fullResourcesJson(one, view);
  const total = api.agent.core.state.totalResources;
  const used = [...allExecutors(api.agent.core.state)].map(([, executor]) =>
    resourcesOfExecutor(executor),
  );
  const allocated = Resources.sum(used).unallocate();
  return [
    ['resources', resourcesJson(total)],
    ['reserved_resources', reservationsJson(total, resourcesJson, view)],
    ['unreserved_resources', resourcesJson(total.unreserved())],
    ['reserved_resources_full', reservationsJson(total, full, view)],
    ['unreserved_resources_full', full(total.unreserved())],
    ['reserved_resources_allocated', reservationsJson(allocated, resourcesJson, view)],
    ['unreserved_resources_allocated', resourcesJson(allocated.unreserved())],
  ];
}

function frameworkJson(framework: FrameworkRecord): string {
  const { info } = framework;
  const hasRoles = hasCapability(info, 'MULTI_ROLE');
  return objectJson([
    ['id', JSON.stringify(framework.id)],
    ['name', JSON.stringify(info.name)],
    ['user', JSON.stringify(info.user)],
    ['failover_timeout', doubleJson(info.failover_timeout ?? 0)],
    ['checkpoint', String(info.checkpoint ?? false)],
    ['hostname', JSON.stringify(info.hostname ?? '')],
    ['principal', stringJson(info.principal)],
    ['roles', hasRoles ? JSON.stringify(info.roles ?? []) : undefined],
    ['role', hasRoles ? undefined : JSON.stringify(info.role ?? '*')],
    ['executors', arrayJson(framework.executors.values(), executorJson)],
    ['completed_executors', arrayJson(framework.completedExecutors, executorJson)],
  ]);
}

function executorJson(executor: ExecutorRecord): string {
  const { info } = executor;
  const owner = {
    frameworkId: executor.frameworkId,
    executorId: executor.isGeneratedForCommandTask ? '' : executor.id,
  };
  return objectJson([
    ['id', JSON.stringify(executor.id)],
    ['name', JSON.stringify(info.name ?? '')],
    ['source', JSON.stringify(info.source ?? '')],
    ['container', JSON.stringify(executor.containerId.value)],
    ['directory', JSON.stringify(executor.directory)],
    ['resources', resourcesJson(resourcesOfExecutor(executor))],
    ['role', stringJson(roleOf(executor))],
    ['labels', info.labels && labelsJson(info.labels)],
    ['type', stringJson(info.type)],
    ['tasks', arrayJson(executor.launched.values(), shownTask)],
    ['queued_tasks', arrayJson(executor.queued.values(), (task) => queuedTaskJson(task, owner))],
    // @compat Those whose last update is not acknowledged yet, or never will be, count as completed.
    [
      'completed_tasks',
      arrayJson([...executor.completed, ...executor.terminated.values()], shownTask),
    ],
  ]);
}

function shownTask(task: Task): string {
  return taskJson(taskPartsOf(task));
}

function roleOf(executor: ExecutorRecord): string | undefined {
  const [task] = [...executor.launched.values(), ...executor.terminated.values()];
  return (
    allocationRole(executor.info.resources) ??
    allocationRole(task?.resources) ??
    allocationRole(executor.completed[0]?.resources)
  );
}
