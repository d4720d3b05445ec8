/** Of what masters tell, that which names and addresses are made of. */
import type { Response_GetAgents_Agent as Agent } from '../../protocol/generated/master.ts';
import type { FrameworkInfo, Task, TaskStatus } from '../../protocol/generated/mesos.ts';
import type { AgentId, FrameworkId, TaskId } from '../../protocol/ids.ts';

export interface AgentFacts {
  readonly id: AgentId;
  /** Of its pid. */
  readonly host: string;
  readonly port: string;
}

export interface FrameworkFacts {
  readonly id: FrameworkId;
  readonly name: string;
  readonly hostname: string;
}

export interface DiscoveredPort {
  readonly number: number;
  readonly protocol: string;
  readonly name: string;
}

export interface Discovery {
  readonly name: string;
  readonly ports: readonly DiscoveredPort[];
}

export type IpSource = 'netinfo' | 'mesos' | 'docker' | 'host';

/** Addresses that the latest TASK_RUNNING brought, by where they come from. */
export interface RunningFacts {
  readonly timestamp: number;
  readonly netinfo: readonly string[];
  readonly mesos: readonly string[];
  readonly docker: readonly string[];
}

export interface TaskFacts {
  readonly id: TaskId;
  readonly frameworkId: FrameworkId;
  readonly agentId: AgentId;
  readonly name: string;
  readonly isRunning: boolean;
  readonly discovery: Discovery | undefined;
  /** First and last of each range, in order. */
  readonly ports: readonly (readonly [number, number])[];
  readonly running: RunningFacts | undefined;
}

export function agentFacts({ agent_info, pid }: Agent): AgentFacts {
  const place = pid?.split('@').at(-1) ?? '';
  const colon = place.lastIndexOf(':');
  return {
    id: agent_info.id?.value ?? '',
    host: place.slice(0, Math.max(colon, 0)).replace(/^\[|\]$/g, ''),
    port: place.slice(colon + 1),
  };
}

export function frameworkFacts(info: FrameworkInfo): FrameworkFacts {
  return { id: info.id?.value ?? '', name: info.name, hostname: info.hostname ?? '' };
}

export function taskFacts(task: Task): TaskFacts {
  const { discovery } = task;
  return {
    id: task.task_id.value,
    frameworkId: task.framework_id.value,
    agentId: task.agent_id.value,
    name: task.name,
    isRunning: task.state === 'TASK_RUNNING',
    discovery:
      discovery?.name === undefined || discovery.name === ''
        ? undefined
        : {
            name: discovery.name,
            ports: (discovery.ports?.ports ?? []).map(({ number, protocol, name }) => ({
              number,
              protocol: protocol ?? '',
              name: name ?? '',
            })),
          },
    ports: portsOf(task),
    running: (task.statuses ?? []).reduce(latestRunning, undefined),
  };
}

/** @compat of two with one timestamp, the first. */
export function latestRunning(
  known: RunningFacts | undefined,
  status: TaskStatus,
): RunningFacts | undefined {
  const timestamp = status.timestamp ?? 0;
  if (status.state !== 'TASK_RUNNING' || (known !== undefined && known.timestamp >= timestamp)) {
    return known;
  }
  const labels = status.labels?.labels ?? [];
  const valuesOf = (key: string): string[] =>
    labels.filter((label) => label.key === key).map(({ value }) => value ?? '');
  return {
    timestamp,
    netinfo: (status.container_status?.network_infos ?? []).flatMap(({ ip_addresses }) =>
      (ip_addresses ?? []).map(({ ip_address }) => ip_address ?? ''),
    ),
    mesos: valuesOf('MesosContainerizer.NetworkSettings.IPAddress'),
    docker: valuesOf('Docker.NetworkSettings.IPAddress'),
  };
}

/** Revocable ones have a name of their own in Mesos' state. */
function portsOf({ resources }: Task): (readonly [number, number])[] {
  const ranges = (resources ?? [])
    .filter(({ name, type, revocable }) => name === 'ports' && type === 'RANGES' && !revocable)
    .flatMap(({ ranges: value }) => value?.range ?? [])
    .map(({ begin, end }): [number, number] => [Number(begin), Number(end)])
    .sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [begin, end] of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && begin <= last[1] + 1) last[1] = Math.max(last[1], end);
    else merged.push([begin, end]);
  }
  return merged;
}
