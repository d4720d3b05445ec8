/** What an agent says of itself, as flat rows of tables. */
import {
  type AgentExecutor,
  type AgentFramework,
  type AgentResource,
  type AgentSelf,
  executorsOf,
} from '../../live/agent-state.ts';
import type { ExecutorsUse } from '../../live/executors-use.ts';

export const resourceKeys = ['cpus', 'gpus', 'mem', 'disk'] as const;
export type ResourceKey = (typeof resourceKeys)[number];

type Amounts = Readonly<Record<ResourceKey, number>>;
type Amount = Readonly<Record<string, number | string>> | undefined;

/** Undefined: not known. */
export interface UsedAmounts {
  readonly usedCpus: number | undefined;
  readonly usedMem: number | undefined;
  readonly usedDisk: number | undefined;
}

export function amountsOf(resources: Amount): Amounts {
  const of = (key: ResourceKey): number => Number(resources?.[key] ?? 0);
  return { cpus: of('cpus'), gpus: of('gpus'), mem: of('mem'), disk: of('disk') };
}

function sumOf(all: readonly Amounts[]): Amounts {
  const of = (key: ResourceKey): number => all.reduce((sum, one) => sum + one[key], 0);
  return { cpus: of('cpus'), gpus: of('gpus'), mem: of('mem'), disk: of('disk') };
}

export interface ExecutorRow extends Amounts, UsedAmounts {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly role: string;
  readonly framework: string;
  readonly frameworkName: string;
  readonly state: 'active' | 'completed';
  readonly tasks: number;
  readonly queued: number;
  readonly directory: string;
  readonly container: string;
}

/** Of one framework, when it is named. */
export function executorRows(
  self: AgentSelf,
  use: ExecutorsUse,
  framework?: string,
): readonly ExecutorRow[] {
  const found = [...executorsOf(self)].filter(
    (one) => framework === undefined || one.framework.id === framework,
  );
  return found.map(({ framework: of, executor, isCompleted }) => {
    const used = isCompleted ? undefined : use.of(of.id, executor.id);
    return {
      ...amountsOf(executor.resources),
      ...{ id: executor.id, name: executor.name, source: executor.source },
      ...{ role: executor.role ?? '', framework: of.id, frameworkName: of.name },
      state: isCompleted ? 'completed' : 'active',
      ...{ tasks: executor.tasks.length, queued: executor.queued_tasks.length },
      ...{ directory: executor.directory, container: executor.container },
      ...{ usedCpus: used?.cpus, usedMem: used?.mem, usedDisk: used?.disk },
    };
  });
}

export interface FrameworkRow extends Amounts, UsedAmounts {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly roles: string;
  readonly tasks: number;
}

export function frameworkRows(
  frameworks: readonly AgentFramework[],
  use: ExecutorsUse,
): readonly FrameworkRow[] {
  return frameworks.map(({ id, name, user, roles, role, executors }) => {
    const used = executors.map((executor) => use.of(id, executor.id));
    const sum = (key: 'cpus' | 'mem' | 'disk'): number | undefined =>
      used.length === 0 || used.some((one) => one?.[key] === undefined)
        ? undefined
        : used.reduce((total, one) => total + (one?.[key] ?? 0), 0);
    return {
      ...sumOf(executors.map(({ resources }) => amountsOf(resources))),
      ...{ id, name, user, roles: (roles ?? [role ?? '*']).join(', ') },
      tasks: tasksOf(executors),
      ...{ usedCpus: sum('cpus'), usedMem: sum('mem'), usedDisk: sum('disk') },
    };
  });
}

const tasksOf = (executors: readonly AgentExecutor[]): number =>
  executors.reduce((sum, { tasks }) => sum + tasks.length, 0);

export interface ReservationRow extends Amounts {
  readonly role: string;
  readonly principals: string;
  readonly allocatedCpus: number;
  readonly allocatedGpus: number;
  readonly allocatedMem: number;
  readonly allocatedDisk: number;
}

export function reservationRows(self: AgentSelf): readonly ReservationRow[] {
  const { reserved_resources: reserved = {}, reserved_resources_full: whole = {} } = self;
  const { reserved_resources_allocated: allocated = {} } = self;
  return Object.entries(reserved).map(([role, all]) => {
    const used = amountsOf(allocated[role]);
    const principals = (whole[role] ?? []).map((one) => one.reservations?.at(-1)?.principal ?? '');
    return {
      ...{ ...amountsOf(all), role },
      principals: [...new Set(principals.filter(Boolean))].join(', '),
      ...{ allocatedCpus: used.cpus, allocatedGpus: used.gpus },
      ...{ allocatedMem: used.mem, allocatedDisk: used.disk },
    };
  });
}

export interface VolumeRow {
  readonly id: string;
  readonly role: string;
  readonly path: string;
  readonly megabytes: number;
  readonly principal: string;
  /** "PATH", "MOUNT", ...; "" on the disk of the agent's own. */
  readonly source: string;
  readonly isShared: boolean;
}

/** Persistent ones; they are always reserved. */
export function volumeRows({
  reserved_resources_full: reserved = {},
}: AgentSelf): readonly VolumeRow[] {
  return Object.entries(reserved).flatMap(([role, resources]) =>
    resources.flatMap((resource) => volumeRow(role, resource)),
  );
}

function volumeRow(role: string, { disk, scalar, shared }: AgentResource): readonly VolumeRow[] {
  const persistence = disk?.persistence;
  if (persistence === undefined) return [];
  return [
    {
      ...{ id: persistence.id, role, principal: persistence.principal ?? '' },
      path: disk?.volume?.container_path ?? '',
      megabytes: scalar?.value ?? 0,
      source: disk?.source?.type ?? '',
      isShared: shared !== undefined,
    },
  ];
}

export interface ProviderRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly disk: number;
}

export function providerRows({ resource_providers: all = [] }: AgentSelf): readonly ProviderRow[] {
  return all.map(({ resource_provider_info: { id, name, type }, total_resources: total = [] }) => ({
    ...{ id: id?.value ?? '', name, type },
    disk: total
      .filter((resource) => resource.name === 'disk')
      .reduce((sum, { scalar }) => sum + (scalar?.value ?? 0), 0),
  }));
}

/** Very long ones are cut by the master, and are no JSON any more. */
export function attributePairs(json: string): readonly (readonly [string, string])[] {
  try {
    const attributes = JSON.parse(json) as Readonly<Record<string, unknown>>;
    return Object.entries(attributes).map(([name, value]) => [name, String(value)] as const);
  } catch {
    return json === '' ? [] : [[json, '']];
  }
}
