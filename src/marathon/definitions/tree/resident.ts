/** Apps and pods with data: what their reservations were made for cannot change. */
import { isDeepStrictEqual } from 'node:util';
import type { AppDefinition } from '../../model/app.ts';
import type { PodDefinition } from '../../model/pod.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import { type Problems, asDouble } from '../problems.ts';

export function isResident(runSpec: RunSpec): boolean {
  const volumes: readonly { readonly kind: string }[] =
    runSpec.kind === 'app' ? (runSpec.container?.volumes ?? []) : runSpec.volumes;
  return volumes.some(({ kind }) => kind === 'persistent');
}

export function checkResidentUpdate(
  before: RunSpec,
  after: RunSpec,
  path: string,
  problems: Problems,
): void {
  if (!isResident(before) && !isResident(after)) return;
  if (before.kind === 'app' && after.kind === 'app') checkApp(before, after, path, problems);
  else if (before.kind === 'pod' && after.kind === 'pod') checkPod(before, after, path, problems);
  const over = after.upgradeStrategy.maximumOverCapacity;
  problems.unless(
    over === 0,
    `${path}/upgradeStrategy/maximumOverCapacity`,
    `got ${asDouble(over)}, expected 0.0`,
  );
}

const resourcesChanged =
  'Services with persistent volumes configured may not change resource requirements. If you need to make this change, please create a new service.';
const hostPortsChanged =
  'Services with persistent volumes configured may not change host ports. If you need to make this change, please create a new service.';

function checkApp(
  before: AppDefinition,
  after: AppDefinition,
  path: string,
  problems: Problems,
): void {
  problems.unless(
    isSameSet(volumesOfApp(before), volumesOfApp(after)),
    path,
    'Persistent volumes can not be changed!',
  );
  for (const member of ['cpus', 'mem', 'disk', 'gpus', 'requirePorts'] as const) {
    problems.unless(before[member] === after[member], `${path}/${member}`, resourcesChanged);
  }
  problems.unless(isSameSet(hostPortsOf(before), hostPortsOf(after)), path, hostPortsChanged);
}

function volumesOfApp({ container }: AppDefinition): readonly unknown[] {
  return (container?.volumes ?? []).filter(({ kind }) => kind === 'persistent');
}

function hostPortsOf({ container, portDefinitions }: AppDefinition): readonly number[] {
  const mappings = container?.portMappings ?? [];
  return mappings.length > 0
    ? mappings.flatMap(({ hostPort }) => hostPort ?? [])
    : portDefinitions.map(({ port }) => port);
}

function isSameSet(before: readonly unknown[], after: readonly unknown[]): boolean {
  return isDeepStrictEqual(new Set(before), new Set(after));
}

function checkPod(
  before: PodDefinition,
  after: PodDefinition,
  path: string,
  problems: Problems,
): void {
  const volumes = (pod: PodDefinition) => pod.volumes.filter(({ kind }) => kind === 'persistent');
  problems.unless(
    isSameSet(volumes(before), volumes(after)),
    path,
    'persistent volumes cannot be updated',
  );
  for (const resource of ['cpus', 'mem', 'disk', 'gpus'] as const) {
    problems.unless(
      totalOf(before, resource) === totalOf(after, resource),
      path,
      `${resource} cannot be updated if a pod has persistent volumes`,
    );
  }
  const hostPorts = ({ containers }: PodDefinition) =>
    containers.flatMap(({ endpoints }) => endpoints.flatMap(({ hostPort }) => hostPort ?? []));
  problems.unless(
    isSameSet(hostPorts(before), hostPorts(after)),
    path,
    'host ports cannot be updated if a pod has persistent volumes',
  );
}

function totalOf(
  { containers, executorResources }: PodDefinition,
  resource: 'cpus' | 'mem' | 'disk' | 'gpus',
): number {
  const ofExecutor = resource === 'gpus' ? 0 : executorResources[resource];
  return containers.reduce((sum, { resources }) => sum + resources[resource], ofExecutor);
}
