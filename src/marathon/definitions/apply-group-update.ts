/**
 * What an update makes of the tree. A list that is given replaces the one that is there; pods are
 * not part of updates of groups and stay.
 */
import type { Draft, RootView } from '../core/parts.ts';
import type { Refusal } from '../core/refusal.ts';
import { type PathId, rootId } from '../model/ids.ts';
import type { GroupDefinition } from '../model/group.ts';
import { renderTimestamp } from '../model/timestamps.ts';
import { isTopLevel } from './path-ids.ts';
import { Problems } from './problems.ts';
import type { GroupUpdate } from './read-group.ts';
import { checkCycles } from './tree/dependencies.ts';

/**
 * `version` is not applied here: see restoreGroup.
 * @compat A group that is not there is made also by who would scale it.
 */
export function applyGroupUpdate(
  draft: Draft,
  update: GroupUpdate,
  newGroupEnforceRole: 'off' | 'top',
): Refusal | undefined {
  const { id, scaleBy } = update;
  if (scaleBy !== undefined && draft.findGroup(id) !== undefined) {
    scaleGroup(draft, id, scaleBy);
    return undefined;
  }
  const changed: PathId[] = [];
  const problems = new Problems();
  putUpdate(draft, update, newGroupEnforceRole, changed, problems);
  if (problems.refusal === undefined) checkCycles(draft, changed, problems);
  return problems.refusal;
}

function putUpdate(
  draft: Draft,
  { id, apps, groups, dependencies, enforceRole }: GroupUpdate,
  newGroupEnforceRole: 'off' | 'top',
  changed: PathId[],
  problems: Problems,
): void {
  const existing = draft.findGroup(id);
  if (existing === undefined && draft.findRunSpec(id) !== undefined) {
    problems.add('', 'Groups and Applications may not have the same identifier.');
    return;
  }
  const group: GroupDefinition = {
    id,
    dependencies: dependencies ?? existing?.dependencies ?? [],
    enforceRole:
      enforceRole ?? existing?.enforceRole ?? (isTopLevel(id) && newGroupEnforceRole === 'top'),
    version: existing?.version ?? draft.version,
  };
  draft.putGroup(group);
  if (dependencies !== undefined) changed.push(id);
  if (groups !== undefined) {
    const kept = new Set(groups.map((child) => child.id));
    for (const child of [...draft.groupsIn(id)])
      if (!kept.has(child.id)) draft.removeGroup(child.id);
  }
  if (apps !== undefined) {
    const kept = new Set(apps.map((app) => app.id));
    for (const app of [...draft.appsIn(id)]) if (!kept.has(app.id)) draft.removeRunSpec(app.id);
    for (const app of apps) draft.putRunSpec(app);
  }
  for (const child of groups ?? []) {
    putUpdate(draft, child, newGroupEnforceRole, changed, problems);
  }
}

function scaleGroup(draft: Draft, id: PathId, scaleBy: number): void {
  for (const runSpec of [...draft.runSpecsBelow(id)]) {
    if (runSpec.kind !== 'app') continue;
    draft.putRunSpec({ ...runSpec, instances: Math.ceil(runSpec.instances * scaleBy) });
  }
}

/** Back to what the group was in a tree of the past. */
export function restoreGroup(draft: Draft, past: RootView, id: PathId): Refusal | undefined {
  if (past.findGroup(id) === undefined) {
    const message = `Group ${id} not available in version ${renderTimestamp(past.version)}`;
    return { kind: 'unprocessable', message };
  }
  draft.removeGroup(id);
  putPastGroup(draft, past, id);
  return undefined;
}

function putPastGroup(draft: Draft, past: RootView, id: PathId): void {
  const group = past.findGroup(id);
  if (group !== undefined && (id !== rootId || group.dependencies.length > 0))
    draft.putGroup(group);
  for (const runSpec of [...past.appsIn(id), ...past.podsIn(id)]) draft.putRunSpec(runSpec);
  for (const child of past.groupsIn(id)) putPastGroup(draft, past, child.id);
}
