/**
 * May this agent go on under the id of the last run? Only if it still is what the master and the
 * frameworks think it is: the same (policy `equal`), or more of it (policy `additive`).
 */
import type { AgentInfo, Attribute } from '../../../protocol/generated/mesos.ts';
import { AgentInfo as agentInfoType } from '../../../protocol/generated/mesos.ts';
import { Resources } from '../../../resources/resources.ts';

export type ReconfigurationPolicy = 'equal' | 'additive';

/** The part that changed although it must not; undefined when the two are compatible. */
export function findIncompatibility(
  previous: AgentInfo,
  current: AgentInfo,
  policy: ReconfigurationPolicy,
): string | undefined {
  if (previous.hostname !== current.hostname) return 'hostname';
  if ((previous.port ?? 5051) !== (current.port ?? 5051)) return 'port';
  const before = Resources.fromMessages(previous.resources);
  const now = Resources.fromMessages(current.resources);
  const keepsResources = policy === 'equal' ? now.equals(before) : now.contains(before);
  if (!keepsResources) return 'resources';
  if (!keepsDomain(previous, current, policy)) return 'domain';
  return keepsAttributes(previous, current, policy) ? undefined : 'attributes';
}

/** Whether `current` is more than `previous`, of which it is known that it is not less. */
export function hasChanged(previous: AgentInfo, current: AgentInfo): boolean {
  return findIncompatibility(previous, current, 'equal') !== undefined;
}

function keepsDomain(
  { domain: before }: AgentInfo,
  { domain: now }: AgentInfo,
  policy: ReconfigurationPolicy,
): boolean {
  if (before === undefined && policy === 'additive') return true;
  return textOf(before) === textOf(now);
}

function textOf(domain: AgentInfo['domain']): string {
  const { region, zone } = domain?.fault_domain ?? {};
  return JSON.stringify([region?.name, zone?.name]);
}

function keepsAttributes(
  previous: AgentInfo,
  current: AgentInfo,
  policy: ReconfigurationPolicy,
): boolean {
  const before = textsOf(previous.attributes);
  const now = textsOf(current.attributes);
  if (policy === 'equal' && before.length !== now.length) return false;
  return before.every((text) => now.includes(text));
}

function textsOf(attributes: readonly Attribute[] | undefined): string[] {
  return (attributes ?? []).map((attribute) => JSON.stringify(attribute));
}

/** What the operator reads before the agent exits. */
export function incompatibleText(parts: {
  readonly previous: AgentInfo;
  readonly current: AgentInfo;
  readonly what: string;
  readonly latestLink: string;
}): string {
  const rule = '-'.repeat(60);
  return [
    'Failed to perform recovery: Incompatible agent info detected.',
    rule,
    `The ${parts.what} changed since the last run.`,
    `Old agent info:\n${agentInfoType.toJson(parts.previous)}`,
    `New agent info:\n${agentInfoType.toJson(parts.current)}`,
    rule,
    'Start with the old settings, or give up what ran here and start as a new agent:',
    `Step 1: rm -f ${parts.latestLink}`,
    'Step 2: Restart the agent.',
  ].join('\n');
}
