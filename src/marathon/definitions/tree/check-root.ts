/**
 * What has to hold of the tree as a whole. What did not change keeps the rules already, so that only
 * what changed is looked at, and what it leads to.
 */
import type { Draft, RootView } from '../../core/parts.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { DefinitionOptions } from '../context.ts';
import { groupsAround } from '../../model/paths.ts';
import { Problems } from '../problems.ts';
import { checkRole, roleSettingsOf, withRole } from '../roles.ts';
import { isSingleInstance } from '../rules/strategies.ts';
import { checkCycles } from './dependencies.ts';
import { checkExternalVolumes } from './external-volumes.ts';
import { checkResidentUpdate, isResident } from './resident.ts';
import { type ChangedRunSpecs, type PortRange, assignServicePorts } from './service-ports.ts';

export interface TreeOptions
  extends PortRange, Pick<DefinitionOptions, 'mesosRole' | 'newGroupEnforceRole'> {
  readonly maxApps: number | undefined;
}

/** Ports that clients left to Marathon, then the rules. */
export function settleTree(draft: Draft, options: TreeOptions, force = false): Refusal | undefined {
  const refusal = assignServicePorts(draft, draft.changedRunSpecs(), options);
  return refusal ?? checkRoot(draft, draft.changedRunSpecs(), options, force);
}

function checkRoot(
  root: RootView,
  changed: ChangedRunSpecs,
  options: TreeOptions,
  force = false,
): Refusal | undefined {
  const problems = new Problems();
  checkCount(root, changed, options.maxApps, problems);
  let index = 0;
  for (const [id, { before, after }] of changed) {
    if (after === undefined) continue;
    checkIdentity(root, after, before, problems);
    checkOne(root, after, before, options, force, problems);
    if (before !== undefined) {
      checkResidentUpdate(before, after, `/${after.kind}(${index})`, problems);
    }
    if (after.kind === 'app') checkExternalVolumes(root, after, `/apps/${id}`, problems);
    index += 1;
  }
  const present = [...changed].filter(([, { after }]) => after !== undefined).map(([id]) => id);
  checkCycles(root, present, problems);
  return problems.refusal;
}

function checkCount(
  root: RootView,
  changed: ChangedRunSpecs,
  maxApps: number | undefined,
  problems: Problems,
): void {
  const adds = [...changed.values()].some(({ before }) => before === undefined);
  problems.unless(
    maxApps === undefined || !adds || root.runSpecCount <= maxApps,
    '',
    `This Marathon instance may only handle up to ${maxApps} Apps! (Override with command line option --max_apps)`,
  );
}

function checkIdentity(
  root: RootView,
  after: RunSpec,
  before: RunSpec | undefined,
  problems: Problems,
): void {
  problems.unless(
    before === undefined || before.kind === after.kind,
    '',
    'Applications and Pods may not share the same id',
  );
  if (root.findGroup(after.id) !== undefined) problems.add('', sameAsGroup(after));
  for (const groupId of groupsAround(after.id)) {
    const around = root.findRunSpec(groupId);
    if (around !== undefined) problems.add('', sameAsGroup(around));
  }
}

function sameAsGroup({ kind }: RunSpec): string {
  const what = kind === 'app' ? 'Applications' : 'Pods';
  return `Groups and ${what} may not have the same identifier.`;
}

function checkOne(
  root: RootView,
  after: RunSpec,
  before: RunSpec | undefined,
  options: TreeOptions,
  force: boolean,
  problems: Problems,
): void {
  const path = `/${after.kind}s/${after.id}`;
  const settings = roleSettingsOf(
    after.id,
    { findGroup: (id) => root.findGroup(id), findRunSpec: () => before },
    options,
  );
  const { role, acceptedResourceRoles } = after;
  const holder = { role, acceptedResourceRoles, isResident: isResident(after) };
  const roles = { ...settings, validRoles: withRole(settings.validRoles, before?.role) };
  checkRole(`${after.kind}s`, holder, roles, force, path, problems);
  problems.unless(
    !isSingleInstance(after.labels) || after.instances <= 1,
    path,
    'Single instance app may only have one instance',
  );
}
