/** The status of pods: `GET /v2/pods/<id>::status`. */
import type { Core } from '../../core/environment.ts';
import type { TaskFailure } from '../../core/parts.ts';
import { renderPod } from '../../definitions/render/pod.ts';
import type { Instance, InstanceTask } from '../../model/instance.ts';
import { isTerminal } from '../../model/instance.ts';
import type { PodContainer, PodDefinition } from '../../model/pod.ts';
import { renderTimestamp } from '../../model/timestamps.ts';

export function renderPodStatus(core: Core, pod: PodDefinition): unknown {
  const instances = [...core.instances.of(pod.id)].filter((each) => !isTerminal(each.condition));
  const isStable =
    instances.filter((instance) => instance.condition === 'Running').length === pod.instances &&
    instances.every((instance) => core.health.isHealthy(instance) !== false) &&
    core.deployments.of(pod.id) === undefined;
  const isTerminating = core.groups.root.findRunSpec(pod.id) === undefined;
  const since = Math.max(pod.version, ...instances.map((instance) => instance.since));
  const now = core.clock.timestamp();
  return {
    id: pod.id,
    spec: renderPod(pod),
    status: isTerminating ? 'TERMINAL' : isStable ? 'STABLE' : 'DEGRADED',
    statusSince: renderTimestamp(since),
    instances: instances.map((instance) => renderInstance(core, pod, instance)),
    terminationHistory: renderHistory(core.instances.lastFailureOf(pod.id)),
    lastUpdated: renderTimestamp(now),
    lastChanged: renderTimestamp(since),
  };
}

/** The last one that failed. */
function renderHistory(failure: TaskFailure | undefined): readonly unknown[] {
  if (failure === undefined) return [];
  const { instanceId, startedAt, timestamp, message, taskId, state } = failure;
  if (instanceId === undefined || startedAt === undefined) return [];
  return [
    {
      instanceID: instanceId,
      startedAt: renderTimestamp(startedAt),
      terminatedAt: renderTimestamp(timestamp),
      message,
      containers: [{ containerId: taskId, lastKnownState: state }],
    },
  ];
}

function instanceStatus({ condition }: Instance, healthy: boolean | undefined): string {
  switch (condition) {
    case 'Running':
      return healthy === false ? 'DEGRADED' : 'STABLE';
    case 'Provisioned':
      return 'PENDING';
    case 'Staging':
    case 'Starting':
      return 'STAGING';
    case 'Reserved':
      return 'PENDING';
    case 'Unreachable':
    case 'UnreachableInactive':
      return 'DEGRADED';
    case 'Killing':
    case 'Killed':
    case 'Finished':
    case 'Failed':
    case 'Error':
    case 'Dropped':
    case 'Gone':
    case 'Unknown':
      return 'TERMINAL';
  }
}

export function renderInstance(core: Core, pod: PodDefinition, instance: Instance): unknown {
  const { id, agent, since, runSpecId, runSpecVersion, tasks, volumes } = instance;
  const { executorResources, containers } = pod;
  const sum = { ...executorResources, gpus: 0 };
  for (const { resources } of containers) {
    for (const name of ['cpus', 'mem', 'disk', 'gpus'] as const) sum[name] += resources[name];
  }
  const addresses = tasks[0]?.ipAddresses.map(({ ipAddress }) => ipAddress) ?? [];
  return {
    id,
    status: instanceStatus(instance, core.health.isHealthy(instance)),
    statusSince: renderTimestamp(since),
    conditions: [],
    agentHostname: agent.host,
    agentId: agent.agentId,
    ...(agent.region === undefined ? {} : { agentRegion: agent.region }),
    ...(agent.zone === undefined ? {} : { agentZone: agent.zone }),
    resources: sum,
    networks: pod.networks.flatMap(({ mode, name }) =>
      mode === 'host' ? [] : [{ ...(name === undefined ? {} : { name }), addresses }],
    ),
    containers: containers.map((container) =>
      renderContainer(
        container,
        tasks.find((task) => task.container === container.name),
      ),
    ),
    specReference: `/v2/pods${runSpecId}::versions/${renderTimestamp(runSpecVersion)}`,
    localVolumes: volumes.map(({ containerPath, persistenceId, uuid }) => ({
      runSpecId,
      containerPath,
      uuid,
      persistenceId,
    })),
    lastUpdated: renderTimestamp(since),
    lastChanged: renderTimestamp(since),
  };
}

function renderContainer(
  { name, endpoints, resources, healthCheck }: PodContainer,
  task: InstanceTask | undefined,
): unknown {
  const healthy = task?.status?.healthy;
  const since = renderTimestamp(task?.startedAt ?? task?.stagedAt ?? 0);
  return {
    name,
    status: task === undefined ? 'TASK_STAGING' : `TASK_${task.condition.toUpperCase()}`,
    statusSince: since,
    conditions:
      healthCheck === undefined || healthy === undefined
        ? []
        : [
            {
              name: 'healthy',
              value: String(healthy),
              reason: 'health-reported-by-mesos',
              lastUpdated: since,
              lastChanged: since,
            },
          ],
    ...(task === undefined ? {} : { containerId: task.taskId }),
    endpoints: endpoints.map((endpoint, index) => ({
      name: endpoint.name,
      ...(task?.hostPorts[index] === undefined ? {} : { allocatedHostPort: task.hostPorts[index] }),
      ...(healthCheck !== undefined && healthy !== undefined ? { healthy } : {}),
    })),
    resources,
    lastUpdated: since,
    lastChanged: since,
  };
}
