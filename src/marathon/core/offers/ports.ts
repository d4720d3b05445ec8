/**
 * The ports of the host that an instance gets: those that its definition fixes, and any of those
 * offered where it leaves them open.
 */
import { randomInteger, type Random } from '../../../foundation/random.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { PodDefinition } from '../../model/pod.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { Accepts, OfferLedger } from './ledger.ts';

/** Of one port of a definition: a number, any ("any"), or none of the host at all. */
export type WantedPort = number | 'any' | undefined;

export interface TakenPorts {
  /** In the order of what was wanted; undefined where none was. */
  readonly hostPorts: readonly (number | undefined)[];
  readonly resources: readonly Resource[];
}

export function wantedPorts(runSpec: RunSpec): readonly WantedPort[] {
  return runSpec.kind === 'app' ? portsOfApp(runSpec) : portsOfPod(runSpec);
}

function portsOfApp({ container, portDefinitions, requirePorts }: AppDefinition): WantedPort[] {
  const mappings = container?.portMappings ?? [];
  if (mappings.length > 0) return mappings.map(({ hostPort }) => wanted(hostPort));
  return portDefinitions.map(({ port }) => (requirePorts ? port : 'any'));
}

function portsOfPod({ containers }: PodDefinition): WantedPort[] {
  return containers.flatMap(({ endpoints }) => endpoints.map(({ hostPort }) => wanted(hostPort)));
}

function wanted(hostPort: number | undefined): WantedPort {
  return hostPort === 0 ? 'any' : hostPort;
}

/** Undefined: not all of them are offered. */
export function takePorts(
  ledger: OfferLedger,
  wantedOnes: readonly WantedPort[],
  accepts: Accepts,
  random: Random,
): TakenPorts | undefined {
  const hostPorts: (number | undefined)[] = Array.from({ length: wantedOnes.length });
  const resources: Resource[] = [];
  const take = (index: number, port: number): boolean => {
    const resource = ledger.takePort(port, accepts);
    if (resource === undefined) return false;
    hostPorts[index] = port;
    resources.push(resource);
    return true;
  };
  // Fixed ones first, lest one of them be given away.
  for (const [index, port] of wantedOnes.entries()) {
    if (typeof port === 'number' && !take(index, port)) return undefined;
  }
  for (const [index, port] of wantedOnes.entries()) {
    if (port !== 'any') continue;
    const count = ledger.portCount(accepts);
    if (count === 0) return undefined;
    take(index, ledger.portAt(randomInteger(random, count), accepts));
  }
  return { hostPorts, resources: joinPorts(resources) };
}

/** One resource for all ports of the same reservation. */
function joinPorts(resources: readonly Resource[]): readonly Resource[] {
  const joined: Resource[] = [];
  for (const resource of resources) {
    const same = joined.find((each) => isSameKind(each, resource));
    if (same === undefined)
      joined.push({ ...resource, ranges: { range: [...(resource.ranges?.range ?? [])] } });
    else same.ranges!.range!.push(...(resource.ranges?.range ?? []));
  }
  return joined;
}

function isSameKind(a: Resource, b: Resource): boolean {
  const kindOf = ({ ranges: _ranges, ...kind }: Resource): string => JSON.stringify(kind);
  return kindOf(a) === kindOf(b);
}
