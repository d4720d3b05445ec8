/** Tasks as the API shows them. */
import type { Core } from '../../core/environment.ts';
import type { HealthResult } from '../../core/parts.ts';
import { servicePortsOf } from '../../core/groups/service-ports.ts';
import type { Instance, InstanceTask } from '../../model/instance.ts';
import { isTerminal } from '../../model/instance.ts';
import { renderTimestamp } from '../../model/timestamps.ts';

/** @compat Conditions that are not Mesos' own are shown as the nearest state of its. */
export function stateText(condition: Instance['condition']): string {
  if (condition === 'Reserved' || condition === 'Provisioned') return 'TASK_STAGING';
  if (condition === 'UnreachableInactive') return 'TASK_UNREACHABLE';
  return `TASK_${condition.toUpperCase()}`;
}

/** Of an app: those that were launched. */
export function tasksOf(core: Core, runSpecId: string): readonly unknown[] {
  return [...core.instances.of(runSpecId)].flatMap((instance) => renderTasks(core, instance));
}

export function renderTasks(core: Core, instance: Instance): readonly unknown[] {
  if (isTerminal(instance.condition)) return [];
  return instance.tasks.map((task) => renderTask(core, instance, task));
}

function renderTask(core: Core, instance: Instance, task: InstanceTask): unknown {
  const { runSpecId, runSpecVersion, agent, volumes, role } = instance;
  const results = core.health.resultsOf(instance.id);
  const runSpec = core.groups.root.findRunSpec(runSpecId);
  const known = results.flatMap((result) =>
    result === undefined ? [] : [renderHealthResult(instance, result)],
  );
  const check = task.status?.check_status;
  // One literal, with members that are left out as undefined: quicker than one put together.
  return {
    ipAddresses: task.ipAddresses,
    stagedAt: renderTimestamp(task.stagedAt),
    state: stateText(task.condition),
    ports: task.hostPorts.filter((port) => port !== undefined),
    startedAt: task.startedAt === undefined ? undefined : renderTimestamp(task.startedAt),
    version: renderTimestamp(runSpecVersion),
    id: task.taskId,
    appId: runSpecId,
    slaveId: agent.agentId,
    host: agent.host,
    region: agent.region,
    zone: agent.zone,
    role,
    servicePorts: runSpec === undefined ? [] : servicePortsOf(runSpec),
    healthCheckResults: known.length === 0 ? undefined : known,
    checkResult: check === undefined ? undefined : renderCheck(check),
    localVolumes: volumes.length === 0 ? undefined : renderVolumes(instance),
  };
}

function renderVolumes({ runSpecId, volumes }: Instance): readonly unknown[] {
  return volumes.map(({ containerPath, uuid, persistenceId }) => ({
    runSpecId,
    containerPath,
    uuid,
    persistenceId,
  }));
}

function renderHealthResult({ id }: Instance, result: HealthResult): unknown {
  const at = (time: number | undefined): string | null =>
    time === undefined ? null : renderTimestamp(time);
  return {
    alive: result.alive,
    consecutiveFailures: result.consecutiveFailures,
    firstSuccess: at(result.firstSuccess),
    lastFailure: at(result.lastFailure),
    lastSuccess: at(result.lastSuccess),
    lastFailureCause: result.lastFailureCause ?? null,
    instanceId: id,
  };
}

function renderCheck({
  http,
  tcp,
  command,
}: NonNullable<NonNullable<InstanceTask['status']>['check_status']>): unknown {
  if (http !== undefined) return { http: { statusCode: http.status_code } };
  if (tcp !== undefined) return { tcp: { succeeded: tcp.succeeded } };
  return { command: { exitCode: command?.exit_code } };
}
