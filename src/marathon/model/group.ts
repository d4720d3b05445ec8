/** A group as it is kept: its children are found by their paths. */
import type { PathId, Timestamp } from './ids.ts';

export interface GroupDefinition {
  readonly id: PathId;
  /** Absolute: every app of this group depends on every app there. */
  readonly dependencies: readonly PathId[];
  readonly enforceRole: boolean;
  readonly version: Timestamp;
}
