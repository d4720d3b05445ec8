/** What is kept of the past of apps, pods and groups. */
import type { GroupDefinition } from '../../model/group.ts';
import type { PathId, Timestamp } from '../../model/ids.ts';
import type { RunSpec } from '../../model/run-spec.ts';

/** `runSpec`, `group` undefined: it was removed then. */
export interface RunSpecVersion {
  readonly id: PathId;
  readonly version: Timestamp;
  readonly runSpec: RunSpec | undefined;
}

export interface GroupVersion {
  readonly id: PathId;
  readonly version: Timestamp;
  readonly group: GroupDefinition | undefined;
}
