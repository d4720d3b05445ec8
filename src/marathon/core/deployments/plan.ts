/**
 * What a change of the root group means for what runs, step by step. A plan knows only the apps and
 * pods that it touches, so that it costs as much among ten thousand apps as among ten.
 */
import type { DeploymentId, InstanceId, PathId, Timestamp } from '../../model/ids.ts';
import type { GroupDefinition } from '../../model/group.ts';
import type { RunSpec } from '../../model/run-spec.ts';

export type ActionKind = 'Start' | 'Scale' | 'Restart' | 'Stop';

export interface Action {
  readonly kind: ActionKind;
  /** As it shall be; of Stop: as it was. */
  readonly runSpec: RunSpec;
  /** Of Scale: rather these than others, when there are too many. */
  readonly toKill?: readonly InstanceId[];
}

/** Its actions run at the same time; the next step begins when all of them are done. */
export interface Step {
  readonly actions: readonly Action[];
}

/** Of one app, pod or group: undefined where it was not there before or is not there afterwards. */
export interface Change<T> {
  readonly before?: T;
  readonly after?: T;
}

export interface DeploymentPlan {
  readonly id: DeploymentId;
  readonly version: Timestamp;
  readonly steps: readonly Step[];
  readonly runSpecs: ReadonlyMap<PathId, Change<RunSpec>>;
  readonly groups: ReadonlyMap<PathId, Change<GroupDefinition>>;
}
