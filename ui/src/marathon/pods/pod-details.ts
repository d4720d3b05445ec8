/** What Marathon tells of a pod and its instances (`::status`), and what follows from it. */
import type { PodSpec, PodStatus } from '../model.ts';

export interface PodDetails extends PodStatus {
  readonly statusSince: string;
  readonly instances: readonly PodInstance[];
  readonly terminationHistory?: readonly Termination[];
}

export interface PodInstance {
  readonly id: string;
  readonly status: string;
  readonly message?: string;
  readonly statusSince: string;
  readonly agentHostname: string;
  readonly agentId: string;
  readonly resources?: { readonly cpus: number; readonly mem: number };
  readonly networks?: readonly { readonly addresses: readonly string[] }[];
  readonly containers: readonly PodContainer[];
  /** "/v2/pods/web::versions/2026-01-01T00:00:00.000Z" */
  readonly specReference?: string;
  readonly localVolumes?: readonly object[];
}

export interface PodContainer {
  readonly name: string;
  /** "TASK_RUNNING" */
  readonly status: string;
  readonly statusSince: string;
  /** Of its task; absent before it is launched. */
  readonly containerId?: string;
  readonly conditions?: readonly { readonly name: string; readonly value: string }[];
  readonly endpoints?: readonly {
    readonly name: string;
    readonly allocatedHostPort?: number;
    readonly healthy?: boolean;
  }[];
}

export interface Termination {
  readonly instanceID: string;
  readonly startedAt: string;
  readonly terminatedAt: string;
  readonly message?: string;
  readonly containers?: readonly {
    readonly containerId?: string;
    readonly lastKnownState?: string;
  }[];
}

/** How many are wanted and how many are stable. */
export function upOf({
  spec,
  instances,
}: Pick<PodDetails, 'instances'> & { readonly spec: PodSpec }): {
  readonly up: number;
  readonly wanted: number;
} {
  return {
    up: instances.filter(({ status }) => status === 'STABLE').length,
    wanted: spec.scaling?.instances ?? 1,
  };
}

/** As the pages show states: STABLE runs and is well, DEGRADED does not do what it should. */
export function lookOf(status: string): { readonly state: string; readonly health: number } {
  switch (status) {
    case 'STABLE':
      return { state: 'RUNNING', health: 1 };
    case 'DEGRADED':
      return { state: 'UNREACHABLE', health: 0 };
    case 'TERMINAL':
      return { state: 'KILLING', health: 0 };
    default:
      return { state: 'STAGING', health: 0 };
  }
}

/** 1 healthy, -1 not, 0 nobody looks. */
export function healthOfContainer({ conditions = [] }: PodContainer): number {
  const told = conditions.find(({ name }) => name === 'healthy');
  if (told === undefined) return 0;
  return told.value === 'true' ? 1 : -1;
}

export function versionOf({ specReference = '' }: PodInstance): string {
  return specReference.split('::versions/')[1] ?? '';
}

/** All words must be in its id, its host or the name of a container. */
export function matches({ id, agentHostname, containers }: PodInstance, text: string): boolean {
  const searched = [id, agentHostname, ...containers.map(({ name }) => name)]
    .join('\n')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
