/**
 * A deployment as it is kept: what it changes by name and version (the definitions are kept once, with
 * their apps), in pages, so that a deployment of ten thousand apps is many records and no large one.
 */
import type { WriteOperation } from '../../../storage/key-value-store.ts';
import type { GroupDefinition } from '../../model/group.ts';
import type { DeploymentId, InstanceId, PathId, Timestamp } from '../../model/ids.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { Action, ActionKind, Change, DeploymentPlan, Step } from '../deployments/plan.ts';
import { keys } from './keys.ts';
import { encode } from './values.ts';
import type { VersionOf } from './version-index.ts';

const mostEntriesPerPage = 200;

export interface PlanHead {
  readonly version: Timestamp;
  readonly stepIndex: number;
  readonly pageCount: number;
}

interface ActionEntry {
  readonly step: number;
  readonly kind: ActionKind;
  readonly toKill?: readonly InstanceId[];
}

interface RunSpecEntry {
  readonly runSpecId: PathId;
  readonly before?: Timestamp;
  readonly after?: Timestamp;
  readonly actions: readonly ActionEntry[];
}

interface GroupEntry {
  readonly groupId: PathId;
  readonly change: Change<GroupDefinition>;
}

export type PlanEntry = RunSpecEntry | GroupEntry;

export function planOperations(plan: DeploymentPlan): {
  readonly head: PlanHead;
  readonly operations: readonly WriteOperation[];
  readonly versions: readonly VersionOf[];
} {
  const entries = entriesOf(plan);
  const pageCount = Math.ceil(entries.length / mostEntriesPerPage);
  const head: PlanHead = { version: plan.version, stepIndex: 0, pageCount };
  const pages = Array.from({ length: pageCount }, (_, page) => ({
    kind: 'put' as const,
    key: keys.deploymentPage(plan.id, page),
    value: encode(entries.slice(page * mostEntriesPerPage, (page + 1) * mostEntriesPerPage)),
  }));
  return {
    head,
    operations: [headOperation(plan.id, head), ...pages],
    versions: versionsIn(entries),
  };
}

/** The definitions that it is made of again. */
export function versionsIn(entries: readonly PlanEntry[]): readonly VersionOf[] {
  return entries.flatMap((entry) => {
    if ('groupId' in entry) return [];
    const versions = [entry.before, entry.after].filter((version) => version !== undefined);
    return versions.map((version): VersionOf => [entry.runSpecId, version]);
  });
}

export function headOperation(id: DeploymentId, head: PlanHead): WriteOperation {
  return { kind: 'put', key: keys.deployment(id), value: encode(head) };
}

export function planFrom(
  id: DeploymentId,
  { version }: PlanHead,
  entries: readonly PlanEntry[],
  findVersion: (id: PathId, version: Timestamp) => RunSpec | undefined,
): DeploymentPlan {
  const runSpecs = new Map<PathId, Change<RunSpec>>();
  const groups = new Map<PathId, Change<GroupDefinition>>();
  const steps: Action[][] = [];
  for (const entry of entries) {
    if ('groupId' in entry) {
      groups.set(entry.groupId, entry.change);
      continue;
    }
    const at = (when: Timestamp | undefined): RunSpec | undefined =>
      when === undefined ? undefined : findVersion(entry.runSpecId, when);
    const before = at(entry.before);
    const after = at(entry.after);
    runSpecs.set(entry.runSpecId, {
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
    for (const { step, kind, toKill } of entry.actions) {
      const runSpec = kind === 'Stop' ? before : after;
      if (runSpec === undefined) continue;
      steps[step] ??= [];
      steps[step].push({ kind, runSpec, ...(toKill === undefined ? {} : { toKill }) });
    }
  }
  const whole = Array.from(steps, (actions): Step => ({ actions: actions ?? [] }));
  return { id, version, steps: whole, runSpecs, groups };
}

function entriesOf({ runSpecs, groups, steps }: DeploymentPlan): readonly PlanEntry[] {
  const actions = new Map<PathId, ActionEntry[]>();
  for (const [step, { actions: all }] of steps.entries()) {
    for (const { kind, runSpec, toKill } of all) {
      const entry = { step, kind, ...(toKill === undefined ? {} : { toKill }) };
      actions.set(runSpec.id, [...(actions.get(runSpec.id) ?? []), entry]);
    }
  }
  return [
    ...[...groups].map(([groupId, change]): PlanEntry => ({ groupId, change })),
    ...[...runSpecs].map(([runSpecId, { before, after }]): PlanEntry => ({
      runSpecId,
      ...(before === undefined ? {} : { before: before.version }),
      ...(after === undefined ? {} : { after: after.version }),
      actions: actions.get(runSpecId) ?? [],
    })),
  ];
}
