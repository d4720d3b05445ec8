/**
 * Service ports that clients leave to Marathon: the first numbers of the range that no app has, before
 * the change or after it. An app that changes keeps those that it has.
 */
import type { Change } from '../../core/deployments/plan.ts';
import type { Draft } from '../../core/parts.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { PathId } from '../../model/ids.ts';
import type { RunSpec } from '../../model/run-spec.ts';

export interface PortRange {
  readonly localPortMin: number;
  readonly localPortMax: number;
}

export type ChangedRunSpecs = ReadonlyMap<PathId, Change<RunSpec>>;

export function assignServicePorts(
  draft: Pick<Draft, 'putRunSpec' | 'nextServicePort'>,
  changed: ChangedRunSpecs,
  range: PortRange,
): Refusal | undefined {
  const unused = unusedPorts(draft, range);
  for (const { before, after } of [...changed.values()]) {
    if (after?.kind !== 'app' || !servicePortsOf(after).includes(0)) continue;
    const free = [...keptPorts(after, before, range)];
    const ports: number[] = [];
    for (const port of servicePortsOf(after)) {
      const assigned = port === 0 ? (free.shift() ?? unused.next().value) : port;
      if (assigned === undefined) return exhausted(range);
      ports.push(assigned);
    }
    draft.putRunSpec(withServicePorts(after, ports));
  }
  return undefined;
}

function exhausted({ localPortMin, localPortMax }: PortRange): Refusal {
  const message = `All ports in the range [${localPortMin}-${localPortMax}) are already in use`;
  return { kind: 'unprocessable', message };
}

function* unusedPorts(
  draft: Pick<Draft, 'nextServicePort'>,
  { localPortMin, localPortMax }: PortRange,
): Generator<number, undefined> {
  let port = draft.nextServicePort(localPortMin);
  while (port <= localPortMax) {
    yield port;
    port = draft.nextServicePort(port + 1);
  }
  return undefined;
}

function keptPorts(
  app: AppDefinition,
  before: RunSpec | undefined,
  { localPortMin, localPortMax }: PortRange,
): readonly number[] {
  if (before?.kind !== 'app') return [];
  const wished = servicePortsOf(app);
  return servicePortsOf(before).filter(
    (port) => port >= localPortMin && port <= localPortMax && !wished.includes(port),
  );
}

/** In the order of port mappings or port definitions. */
export function servicePortsOf({ container, portDefinitions }: AppDefinition): readonly number[] {
  const mappings = container?.portMappings ?? [];
  return mappings.length > 0
    ? mappings.map(({ servicePort }) => servicePort)
    : portDefinitions.map(({ port }) => port);
}

function withServicePorts(app: AppDefinition, ports: readonly number[]): AppDefinition {
  const { container, portDefinitions } = app;
  if (container !== undefined && container.portMappings.length > 0) {
    const portMappings = container.portMappings.map((mapping, index) => ({
      ...mapping,
      servicePort: ports[index] ?? 0,
    }));
    return { ...app, container: { ...container, portMappings } };
  }
  const definitions = portDefinitions.map((each, index) => ({ ...each, port: ports[index] ?? 0 }));
  return { ...app, portDefinitions: definitions };
}
