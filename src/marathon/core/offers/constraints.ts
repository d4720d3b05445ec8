/**
 * May an instance of this app be placed where the offer is from? Every constraint is compared with where
 * the other instances of its version are.
 */
import { assertNever } from '../../../foundation/result.ts';
import type { Attribute, Offer } from '../../../protocol/generated/mesos.ts';
import type { AgentOfInstance, Instance } from '../../model/instance.ts';
import type { Constraint } from '../../model/run-spec.ts';
import { isWholeMatch } from './patterns.ts';

/** Agents by what constraints can ask of them. */
type AgentOfOffer = Pick<Offer, 'agent_id' | 'hostname' | 'attributes' | 'domain' | 'url'>;

export function agentOf(offer: AgentOfOffer): AgentOfInstance {
  const { agent_id, hostname, attributes = [], domain } = offer;
  const region = domain?.fault_domain?.region.name;
  const zone = domain?.fault_domain?.zone.name;
  const address = addressOf(offer);
  return {
    agentId: agent_id.value,
    host: hostname,
    ...(address === undefined ? {} : { address }),
    ...(region === undefined ? {} : { region }),
    ...(zone === undefined ? {} : { zone }),
    attributes: Object.fromEntries(attributes.map((each) => [each.name, attributeText(each)])),
  };
}

/** Where its agent listens: no two agents do at the same. */
export function addressOf({ url }: Pick<Offer, 'url'>): string | undefined {
  const { ip, port } = url?.address ?? {};
  return ip === undefined ? undefined : `${ip}:${port}`;
}

const mostDecimals = 3;

/** @compat "[31000-32000]", "{a,b}", and numbers with up to three decimals. */
function attributeText({ text, scalar, ranges, set }: Attribute): string {
  if (scalar !== undefined) return String(Number(scalar.value.toFixed(mostDecimals)));
  if (ranges !== undefined) {
    const sorted = (ranges.range ?? []).toSorted((a, b) => Number(a.begin) - Number(b.begin));
    return `[${sorted.map(({ begin, end }) => `${begin}-${end}`).join(',')}]`;
  }
  if (set !== undefined) return `{${[...(set.item ?? [])].sort().join(',')}}`;
  return text?.value ?? '';
}

export function valueOf(agent: AgentOfInstance, field: string): string | undefined {
  switch (field) {
    case 'hostname':
    case '@hostname':
      return agent.host;
    case '@region':
      return agent.region;
    case '@zone':
      return agent.zone;
    default:
      return agent.attributes[field];
  }
}

/** None: it may. Else which constraints are in the way, each in a sentence. */
export function findObstacles(
  constraints: readonly Constraint[],
  agent: AgentOfInstance,
  placed: readonly Instance[],
  wanted: number,
): readonly string[] {
  return constraints
    .filter((constraint) => !isMet(constraint, agent, placed, wanted))
    .map((constraint) => describe(constraint, agent));
}

function isMet(
  constraint: Constraint,
  agent: AgentOfInstance,
  placed: readonly Instance[],
  wanted: number,
): boolean {
  const { field, operator, value } = constraint;
  const offered = valueOf(agent, field);
  if (offered === undefined) return operator === 'UNLIKE';
  const counts = countsOf(placed, field);
  const here = counts.get(offered) ?? 0;
  switch (operator) {
    case 'UNIQUE':
      return here === 0;
    case 'CLUSTER':
      // @compat With a value, where the others are does not matter.
      return value === undefined || value === ''
        ? keepsTo(placed, field, offered)
        : offered === value;
    case 'GROUP_BY':
      return spreads(counts, here, value, wanted);
    case 'MAX_PER':
      return here < Number(value);
    case 'LIKE':
      return hasText(value) && isWholeMatch(value, offered);
    case 'UNLIKE':
      return hasText(value) && !isWholeMatch(value, offered);
    case 'IS':
      return isSame(offered, value ?? '');
    default:
      return assertNever(operator);
  }
}

/** The first one fixes it. */
function keepsTo(placed: readonly Instance[], field: string, offered: string): boolean {
  const [first] = placed;
  return first === undefined || valueOf(first.agent, field) === offered;
}

/** @compat An empty pattern allows nothing, neither with LIKE nor with UNLIKE. */
function hasText(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

/**
 * With a number n: n groups get as equal a share as can be. Without: a new group, or the smallest of
 * those that are used.
 */
function spreads(
  counts: ReadonlyMap<string, number>,
  here: number,
  value: string | undefined,
  wanted: number,
): boolean {
  const groupCount = value === 'inf' ? Infinity : Number(value ?? 0);
  if (!(groupCount > 0)) {
    return here === 0 || here === Math.min(...counts.values());
  }
  if (here === 0) return counts.size < groupCount;
  const share = Math.floor(wanted / groupCount);
  const remainder = wanted % groupCount;
  if (here < share) return true;
  let used = 0;
  for (const count of counts.values()) used += Math.max(0, count - share);
  return here === share && used < remainder;
}

function countsOf(placed: readonly Instance[], field: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { agent } of placed) {
    const value = valueOf(agent, field);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Numbers are compared as numbers. */
function isSame(offered: string, value: string): boolean {
  if (offered === value) return true;
  return isNumber.test(offered) && isNumber.test(value) && Number(offered) === Number(value);
}

const isNumber = /^\d+(\.\d+)?$/;

function describe({ field, operator, value }: Constraint, agent: AgentOfInstance): string {
  const offered = valueOf(agent, field);
  const rule = [field, operator, ...(value === undefined ? [] : [value])].join(' ');
  return offered === undefined
    ? `constraint ${rule}: the agent ${agent.host} has no ${field}`
    : `constraint ${rule} does not allow ${field} ${offered}`;
}
