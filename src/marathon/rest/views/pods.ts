/** The status of pods: `GET /v2/pods/<id>::status`. */
import type { Core } from '../../core/environment.ts';
import type { TaskFailure } from '../../core/parts.ts';
import { renderPod } from '../../definitions/render/pod.ts';
import { renderUnreachableStrategy } from '../../definitions/render/shared.ts';
import type { Condition, Instance, InstanceTask } from '../../model/instance.ts';
import { isTerminal } from '../../model/instance.ts';
import type { PodContainer, PodDefinition } from '../../model/pod.ts';
import { renderTimestamp } from '../../model/timestamps.ts';
import { stateText } from './tasks.ts';

export function renderPodStatus(core: Core, pod: PodDefinition): unknown {
  const now = core.clock.timestamp();
  const instances = [...core.instances.of(pod.id)].filter((each) => !isTerminal(each.condition));
  const rendered = instances.map((instance) => renderInstance(pod, instance));
  const stable = rendered.filter(({ status }) => status === 'STABLE').length;
  const lastChange = instances.reduce((latest, { since }) => Math.max(latest, since), 0);
  const changed = renderTimestamp(instances.length === 0 ? now : lastChange);
  return {
    id: pod.id,
    spec: renderPod(pod),
    status: stable >= pod.instances ? 'STABLE' : 'DEGRADED',
    statusSince: changed,
    instances: rendered,
    terminationHistory: renderHistory(core.instances.lastFailureOf(pod.id)),
    lastUpdated: renderTimestamp(now),
    lastChanged: changed,
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

interface RenderedInstance {
  readonly status: string;
}

/** In what an instance is, and why, where that needs a word. */
function stateOf(
  { condition }: Instance,
  isUnhealthy: boolean,
): { readonly status: string; readonly message?: string } {
  switch (condition) {
    case 'Running':
      return isUnhealthy
        ? { status: 'DEGRADED', message: 'at least one container is not healthy' }
        : { status: 'STABLE' };
    case 'Provisioned':
    case 'Reserved':
      return { status: 'PENDING' };
    case 'Staging':
    case 'Starting':
      return { status: 'STAGING' };
    case 'Unreachable':
    case 'UnreachableInactive':
      return { status: 'DEGRADED', message: 'pod instance has become unreachable' };
    case 'Killing':
    case 'Killed':
    case 'Finished':
    case 'Failed':
    case 'Error':
    case 'Dropped':
    case 'Gone':
    case 'Unknown':
      return { status: 'TERMINAL' };
  }
}

function renderInstance(pod: PodDefinition, instance: Instance): RenderedInstance {
  const { id, agent, since, runSpecId, runSpecVersion, tasks, volumes, role } = instance;
  const containers = tasks.map((task) => renderContainer(pod, task));
  const isUnhealthy = containers.some(({ conditions }) => conditions.some(isFalse));
  return {
    ...{ id, ...stateOf(instance, isUnhealthy) },
    statusSince: renderTimestamp(since),
    conditions: [],
    agentHostname: agent.host,
    agentId: agent.agentId,
    ...(agent.region === undefined ? {} : { agentRegion: agent.region }),
    ...(agent.zone === undefined ? {} : { agentZone: agent.zone }),
    resources: sumOf(pod, containers),
    networks: renderNetworks(tasks),
    containers,
    specReference: `/v2/pods${runSpecId}::versions/${renderTimestamp(runSpecVersion)}`,
    localVolumes: volumes.map(({ containerPath, persistenceId, uuid }) => ({
      runSpecId,
      containerPath,
      uuid,
      persistenceId,
    })),
    lastUpdated: renderTimestamp(since),
    lastChanged: renderTimestamp(since),
    role,
  } as RenderedInstance;
}

function sumOf({ executorResources }: PodDefinition, containers: readonly RenderedContainer[]) {
  const sum = { ...executorResources, gpus: 0 };
  for (const { resources } of containers) {
    if (resources === undefined) continue;
    for (const name of ['cpus', 'mem', 'disk', 'gpus'] as const) sum[name] += resources[name];
  }
  return sum;
}

/** All addresses of a network together. */
function renderNetworks(tasks: readonly InstanceTask[]): readonly unknown[] {
  const addresses = new Map<string | undefined, Set<string>>();
  for (const { name, addresses: more } of tasks.flatMap(({ networks = [] }) => networks)) {
    addresses.set(name, new Set([...(addresses.get(name) ?? []), ...more]));
  }
  return [...addresses].map(([name, all]) => ({
    ...(name === undefined ? {} : { name }),
    addresses: [...all],
  }));
}

interface HealthCondition {
  readonly name: 'healthy';
  readonly value: string;
  readonly reason: string;
  readonly lastUpdated: string;
  readonly lastChanged: string;
}

const isFalse = ({ value }: HealthCondition): boolean => value === 'false';

interface RenderedContainer {
  readonly conditions: readonly HealthCondition[];
  readonly endpoints: readonly unknown[];
  readonly resources?: PodContainer['resources'];
}

const using: ReadonlySet<Condition> = new Set([
  'Staging',
  'Starting',
  'Running',
  'Unreachable',
  'Killing',
]);

/** @compat Of a container that the pod has no more there is little to tell. */
function renderContainer({ containers }: PodDefinition, task: InstanceTask): RenderedContainer {
  const spec = containers.find(({ name }) => name === task.container);
  const since = renderTimestamp(task.startedAt ?? task.stagedAt);
  return {
    ...{ name: task.container, status: stateText(task.condition), statusSince: since },
    conditions: healthOf(spec, task, since),
    ...(task.condition === 'Provisioned' ? {} : { containerId: task.taskId }),
    endpoints: spec === undefined ? [] : renderEndpoints(spec, task),
    ...(spec !== undefined && using.has(task.condition) ? { resources: spec.resources } : {}),
    ...{ lastUpdated: since, lastChanged: since },
  };
}

const beforeRunning: ReadonlySet<Condition> = new Set(['Provisioned', 'Staging', 'Starting']);

/** With a check it is known to be well, or it is not well. */
function healthOf(
  spec: PodContainer | undefined,
  { condition, status }: InstanceTask,
  since: string,
): readonly HealthCondition[] {
  if (spec?.healthCheck === undefined || beforeRunning.has(condition)) return [];
  const isReported = status?.healthy !== undefined;
  return [
    {
      name: 'healthy',
      value: String(status?.healthy ?? false),
      reason: isReported ? 'health-reported-by-mesos' : 'health-unreported-by-mesos',
      lastUpdated: since,
      lastChanged: since,
    },
  ];
}

/** Those with a port of the host first, and last the one that is asked for health. */
function renderEndpoints(
  { endpoints, healthCheck }: PodContainer,
  { hostPorts, status, condition }: InstanceTask,
): readonly unknown[] {
  if (isTerminal(condition)) return [];
  const checked = (healthCheck?.http ?? healthCheck?.tcp)?.endpoint;
  const rank = (index: number): number => {
    if (endpoints[index]!.name === checked) return 2;
    return hostPorts[index] === undefined ? 1 : 0;
  };
  const order = endpoints.map((_, index) => index).sort((a, b) => rank(a) - rank(b));
  return order.map((index) => {
    const { name } = endpoints[index]!;
    const port = hostPorts[index];
    const healthy = name === checked ? status?.healthy : undefined;
    return {
      name,
      ...(port === undefined ? {} : { allocatedHostPort: port }),
      ...(healthy === undefined ? {} : { healthy }),
    };
  });
}

/** As those that were killed on demand are answered. */
export function renderKilled(core: Core, pod: PodDefinition, instance: Instance): unknown {
  const { id, condition, since, activeSince, goal, agent, runSpecVersion } = instance;
  const isChecked = pod.containers.some(({ healthCheck }) => healthCheck !== undefined);
  const healthy = isChecked ? core.health.isHealthy(instance) : undefined;
  return {
    instanceId: id,
    state: {
      condition: condition === 'Reserved' || condition === 'Provisioned' ? 'Staging' : condition,
      since: renderTimestamp(since),
      ...(activeSince === undefined ? {} : { activeSince: renderTimestamp(activeSince) }),
      ...(healthy === undefined ? {} : { healthy }),
      goal,
    },
    agentInfo: {
      host: agent.host,
      agentId: agent.agentId,
      ...(agent.region === undefined ? {} : { region: agent.region }),
      ...(agent.zone === undefined ? {} : { zone: agent.zone }),
      attributes: [],
    },
    runSpecVersion: renderTimestamp(runSpecVersion),
    unreachableStrategy: renderUnreachableStrategy(pod),
  };
}
