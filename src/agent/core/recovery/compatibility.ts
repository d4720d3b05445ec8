/**
 * May this agent go on under the id of the last run? Only if it still is what the master and the
 * frameworks think it is: the same (policy `equal`), or more of it (policy `additive`). More are
 * resources beside and above those of before, attributes beside them, wider ranges of an attribute,
 * and a fault domain where there was none.
 */
import type { AgentInfo, Attribute, Value_Ranges } from '../../../protocol/generated/mesos.ts';
import { AgentInfo as agentInfoType } from '../../../protocol/generated/mesos.ts';
import { longToNumber } from '../../../protocol/codec/long.ts';
import { containsRanges, normalizeRanges } from '../../../resources/ranges.ts';
import { Resources } from '../../../resources/resources.ts';

export type ReconfigurationPolicy = 'equal' | 'additive';

/** A sentence on what changed although it must not; undefined when the two are compatible. */
export function findIncompatibility(
  previous: AgentInfo,
  current: AgentInfo,
  policy: ReconfigurationPolicy,
): string | undefined {
  const isAdditive = policy === 'additive';
  return (
    findChange('hostname', previous.hostname, current.hostname) ??
    findChange('port', String(previous.port ?? 5051), String(current.port ?? 5051)) ??
    findResourceChange(previous, current, isAdditive) ??
    findDomainChange(previous, current, isAdditive) ??
    findAttributeChange(previous.attributes ?? [], current.attributes ?? [], isAdditive)
  );
}

/** Whether `current` is more than `previous`, of which it is known that it is not less. */
export function hasChanged(previous: AgentInfo, current: AgentInfo): boolean {
  return findIncompatibility(previous, current, 'equal') !== undefined;
}

function findChange(what: string, before: string, now: string): string | undefined {
  return before === now ? undefined : `The ${what} changed from '${before}' to '${now}'`;
}

function findResourceChange(
  previous: AgentInfo,
  current: AgentInfo,
  isAdditive: boolean,
): string | undefined {
  const before = Resources.fromMessages(previous.resources);
  const now = Resources.fromMessages(current.resources);
  if (isAdditive ? now.contains(before) : now.equals(before)) return undefined;
  const lost = before.subtractWhatIsThere(now);
  const gained = now.subtractWhatIsThere(before);
  const parts = [
    ...(lost.isEmpty() ? [] : [`${lost} is missing`]),
    ...(gained.isEmpty() || isAdditive ? [] : [`${gained} is new`]),
  ];
  return `The resources changed from '${before}' to '${now}': ${parts.join(', ')}`;
}

function findDomainChange(
  { domain: before }: AgentInfo,
  { domain: now }: AgentInfo,
  isAdditive: boolean,
): string | undefined {
  if (before === undefined && isAdditive) return undefined;
  return findChange('domain', domainText(before), domainText(now));
}

function domainText(domain: AgentInfo['domain']): string {
  const { region, zone } = domain?.fault_domain ?? {};
  return domain === undefined ? 'none' : `${region?.name}/${zone?.name}`;
}

function findAttributeChange(
  before: readonly Attribute[],
  now: readonly Attribute[],
  isAdditive: boolean,
): string | undefined {
  for (const attribute of before) {
    const same = now.filter(({ name }) => name === attribute.name);
    if (same.some((one) => keeps(attribute, one, isAdditive))) continue;
    const text = `attribute '${attribute.name}' was ${JSON.stringify(attribute)}`;
    if (same.length === 0) return `The attributes changed: ${text} and is missing`;
    return `The attributes changed: ${text} and is ${JSON.stringify(same[0])}`;
  }
  if (isAdditive || before.length === now.length) return undefined;
  const added = now.find(({ name }) => before.every((one) => one.name !== name)) ?? now.at(-1)!;
  return `The attributes changed: attribute '${added.name}' is new`;
}

function keeps(before: Attribute, now: Attribute, isAdditive: boolean): boolean {
  if (JSON.stringify(before) === JSON.stringify(now)) return true;
  if (!isAdditive || before.ranges === undefined || now.ranges === undefined) return false;
  return containsRanges(rangesOf(now.ranges), rangesOf(before.ranges));
}

function rangesOf({ range }: Value_Ranges): ReturnType<typeof normalizeRanges> {
  return normalizeRanges(
    (range ?? []).flatMap(({ begin, end }) => [longToNumber(begin), longToNumber(end)]),
  );
}

/** What the operator reads before the agent exits. */
export function incompatibleText(parts: {
  readonly previous: AgentInfo;
  readonly current: AgentInfo;
  readonly what: string;
  readonly policy: ReconfigurationPolicy;
  readonly latestLink: string;
}): string {
  const { previous, current, what, policy } = parts;
  const rule = '-'.repeat(60);
  const isAdditive = findIncompatibility(previous, current, 'additive') === undefined;
  return [
    'Failed to perform recovery: Incompatible agent info detected.',
    rule,
    `${what}; --reconfiguration_policy=${policy} does not allow that.`,
    `Old agent info:\n${agentInfoType.toJson(previous)}`,
    `New agent info:\n${agentInfoType.toJson(current)}`,
    rule,
    ...(isAdditive
      ? ['To keep what runs here, allow the agent to grow: --reconfiguration_policy=additive.']
      : []),
    'Start with the old settings, or give up what ran here and start as a new agent:',
    `Step 1: rm -f ${parts.latestLink}`,
    'Step 2: Restart the agent.',
  ].join('\n');
}
