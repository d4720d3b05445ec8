/**
 * Which agents the apps that wait can use at all, in the words of Mesos, which then offers no others
 * (--mesos_offer_constraints). Always weaker than the constraints themselves (constraints.ts): what they
 * would allow is never kept away.
 */
import { assertNever } from '../../../foundation/result.ts';
import { compileRe2 } from '../../../foundation/re2/re2.ts';
import type {
  AttributeConstraint,
  AttributeConstraint_Predicate as Predicate,
  AttributeConstraint_Selector as Selector,
  OfferConstraints,
  OfferConstraints_RoleConstraints_Group as Group,
} from '../../../protocol/generated/scheduler.ts';
import type { Instance } from '../../model/instance.ts';
import type { Constraint, RunSpec } from '../../model/run-spec.ts';
import { valueOf } from './constraints.ts';

export interface Wanting {
  readonly runSpec: RunSpec;
  /** As constraints compare with; those that only hold a place do not count. */
  readonly placed: readonly Instance[];
}

/** A role with more of them is not constrained: Mesos looks at all of them for each agent. */
export const mostConstraintsOfRole = 10_000;

/** What masters allow by default; a pattern beyond it would have the whole call refused. */
const mostPatternBytes = 4096;
const mostPatternSize = 100;

/** Roles of which anything is of use are left out, and so are those of `unconstrained`. */
export function offerConstraintsOf(
  wanting: Iterable<Wanting>,
  unconstrained: ReadonlySet<string>,
): OfferConstraints {
  const roles = new Map<string, Map<string, Group>>();
  const open = new Set(unconstrained);
  for (const each of wanting) {
    const { role } = each.runSpec;
    if (open.has(role)) continue;
    const group = groupOf(each);
    const groups = roles.get(role) ?? new Map<string, Group>();
    if (group.attribute_constraints!.length === 0) open.add(role);
    roles.set(role, groups.set(JSON.stringify(group), group));
  }
  const constrained = [...roles].filter(
    ([role, groups]) => !open.has(role) && sizeOf(groups) <= mostConstraintsOfRole,
  );
  const entries = constrained.map(([role, groups]) => [role, { groups: [...groups.values()] }]);
  return {
    role_constraints: Object.fromEntries(entries) as OfferConstraints['role_constraints'] & {},
  };
}

function sizeOf(groups: ReadonlyMap<string, Group>): number {
  let size = 0;
  for (const { attribute_constraints = [] } of groups.values())
    size += attribute_constraints.length;
  return size;
}

function groupOf({ runSpec, placed }: Wanting): Group {
  const running = placed.filter(({ condition }) => condition !== 'Reserved');
  const found = new Map<string, AttributeConstraint>();
  for (const constraint of runSpec.constraints) {
    const selector = selectorOf(constraint.field);
    for (const predicate of predicatesOf(constraint, running)) {
      found.set(JSON.stringify([selector, predicate]), { selector, predicate });
    }
  }
  return { attribute_constraints: [...found.values()] };
}

function selectorOf(field: string): Selector {
  switch (field) {
    case 'hostname':
    case '@hostname':
      return { pseudoattribute_type: 'HOSTNAME' };
    case '@region':
      return { pseudoattribute_type: 'REGION' };
    case '@zone':
      return { pseudoattribute_type: 'ZONE' };
    default:
      return { attribute_name: field };
  }
}

function predicatesOf(
  { field, operator, value = '' }: Constraint,
  running: readonly Instance[],
): readonly Predicate[] {
  switch (operator) {
    case 'LIKE':
      return [isTaken(value) ? { text_matches: { regex: value } } : { exists: {} }];
    case 'UNLIKE':
      return isTaken(value) ? [{ text_not_matches: { regex: value } }] : [];
    case 'IS':
      return [{ text_equals: { value } }];
    case 'CLUSTER':
      return clustered(value === '' ? valuesOf(running.slice(0, 1), field).keys() : [value]);
    case 'UNIQUE':
      return [{ exists: {} }, ...without(valuesOf(running, field), 1)];
    case 'MAX_PER':
      return [{ exists: {} }, ...without(valuesOf(running, field), Number(value))];
    case 'GROUP_BY':
      return [{ exists: {} }];
    default:
      return assertNever(operator);
  }
}

function clustered(values: Iterable<string>): readonly Predicate[] {
  const [value] = values;
  return [value === undefined ? { exists: {} } : { text_equals: { value } }];
}

/** Those that have enough already. */
function without(counts: ReadonlyMap<string, number>, most: number): readonly Predicate[] {
  return [...counts].flatMap(([value, count]) =>
    count >= most ? [{ text_not_equals: { value } }] : [],
  );
}

function valuesOf(instances: readonly Instance[], field: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { agent } of instances) {
    const value = valueOf(agent, field);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function isTaken(pattern: string): boolean {
  const compiled = compileRe2(pattern, mostPatternBytes);
  return compiled.ok && compiled.value.programSize <= mostPatternSize && !pattern.includes('\\C');
}
