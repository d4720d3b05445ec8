/**
 * Which instances go when there are too many: those that were asked for by name, then those whose
 * going spreads the rest more evenly (GROUP_BY), then those that are least alive, then by age.
 */
import type { InstanceId } from '../../../model/ids.ts';
import type { Condition, Instance } from '../../../model/instance.ts';
import type { Constraint, RunSpec } from '../../../model/run-spec.ts';

/** From those that are least use. */
const conditionsInOrder: readonly Condition[] = [
  'Unreachable',
  'Reserved',
  'Provisioned',
  'Staging',
  'Starting',
  'Running',
];

export function selectKills(
  runSpec: RunSpec,
  instances: readonly Instance[],
  count: number,
  named: ReadonlySet<InstanceId> = new Set(),
): readonly Instance[] {
  const victims = instances.filter(({ id }) => named.has(id)).slice(0, count);
  const rest = instances
    .filter(({ id }) => !named.has(id))
    .sort((a, b) => (isBetterVictim(runSpec, a, b) ? -1 : 1));
  const spreads = runSpec.constraints.filter(({ operator }) => operator === 'GROUP_BY');
  while (victims.length < count && rest.length > 0) {
    const index = Math.max(0, indexOfCrowded(rest, spreads));
    victims.push(...rest.splice(index, 1));
  }
  return victims;
}

export function isBetterVictim({ killSelection }: RunSpec, a: Instance, b: Instance): boolean {
  const rank = (instance: Instance) => conditionsInOrder.indexOf(instance.condition);
  if (rank(a) !== rank(b)) return rank(a) < rank(b);
  const startOf = (instance: Instance) => instance.activeSince ?? instance.since;
  const isYounger = startOf(a) > startOf(b);
  if (startOf(a) === startOf(b)) return a.id < b.id;
  return killSelection === 'YOUNGEST_FIRST' ? isYounger : !isYounger;
}

/** The first whose group is the largest in one constraint and not the smallest in any; -1: all are even. */
function indexOfCrowded(instances: readonly Instance[], spreads: readonly Constraint[]): number {
  if (spreads.length === 0) return -1;
  const counts = spreads.map((constraint) => countsOf(instances, constraint));
  return instances.findIndex((instance) => {
    const sizes = spreads.map((constraint, i) => ({
      size: counts[i]!.get(placeOf(instance, constraint)) ?? 0,
      smallest: Math.min(...counts[i]!.values()),
    }));
    return (
      sizes.every(({ size, smallest }) => size > smallest || counts.length === 1) &&
      sizes.some(({ size, smallest }) => size > smallest)
    );
  });
}

function countsOf(
  instances: readonly Instance[],
  constraint: Constraint,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const instance of instances) {
    const place = placeOf(instance, constraint);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

function placeOf({ agent }: Instance, { field }: Constraint): string {
  switch (field) {
    case 'hostname':
    case '@hostname':
      return agent.host;
    case '@region':
      return agent.region ?? '';
    case '@zone':
      return agent.zone ?? '';
    default:
      return agent.attributes[field] ?? '';
  }
}
