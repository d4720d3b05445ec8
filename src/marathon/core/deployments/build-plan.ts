/**
 * From what differs between two trees to steps: first everything goes that is not wanted any more,
 * then what is new is announced, then apps change in the order in which they need each other.
 */
import type { DeploymentId, InstanceId, PathId, Timestamp } from '../../model/ids.ts';
import { comparePaths } from '../../model/paths.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { GroupDefinition } from '../../model/group.ts';
import type { RootView } from '../parts.ts';
import { Depths } from './dependencies.ts';
import type { Action, Change, DeploymentPlan, Step } from './plan.ts';

export interface Difference {
  /** As it will be. */
  readonly target: RootView;
  readonly version: Timestamp;
  readonly runSpecs: ReadonlyMap<PathId, Change<RunSpec>>;
  readonly groups: ReadonlyMap<PathId, Change<GroupDefinition>>;
  readonly toKill: ReadonlyMap<PathId, readonly InstanceId[]>;
  /** Are there instances of it from before that version, left from an upgrade that was stopped? */
  readonly hasOlder: (id: PathId, version: Timestamp) => boolean;
}

export function buildPlan(id: DeploymentId, difference: Difference): DeploymentPlan {
  const { version, runSpecs, groups } = difference;
  const changes = [...runSpecs].sort(([a], [b]) => comparePaths(a, b)).map(([, change]) => change);
  const stops = changes.flatMap(({ before, after }) =>
    before !== undefined && after === undefined ? [actionOf('Stop', before)] : [],
  );
  const starts = changes.flatMap(({ before, after }) =>
    before === undefined && after !== undefined ? [actionOf('Start', after)] : [],
  );
  const steps = [stops, starts, ...changesByDepth(difference, changes)]
    .filter((actions) => actions.length > 0)
    .map((actions): Step => ({ actions }));
  return { id, version, steps, runSpecs, groups };
}

function changesByDepth(
  difference: Difference,
  changes: readonly Change<RunSpec>[],
): readonly (readonly Action[])[] {
  const depths = new Depths(difference.target);
  const byDepth = new Map<number, Action[]>();
  for (const { before, after } of changes) {
    if (after === undefined) continue;
    const depth = depths.of(after.id);
    const action = changeAction(before, after, difference);
    const known = byDepth.get(depth);
    if (known === undefined) byDepth.set(depth, [action]);
    else known.push(action);
  }
  return [...byDepth].sort(([a], [b]) => a - b).map(([, actions]) => actions);
}

function changeAction(
  before: RunSpec | undefined,
  after: RunSpec,
  { toKill: named, hasOlder }: Difference,
): Action {
  const { lastConfigChangeAt } = after.versionInfo;
  const isReplaced =
    before !== undefined &&
    (before.versionInfo.lastConfigChangeAt !== lastConfigChangeAt ||
      hasOlder(after.id, lastConfigChangeAt));
  if (isReplaced && after.instances > 0) return actionOf('Restart', after);
  const toKill = named.get(after.id);
  return { ...actionOf('Scale', after), ...(toKill === undefined ? {} : { toKill }) };
}

function actionOf(kind: Action['kind'], runSpec: RunSpec): Action {
  return { kind, runSpec };
}
