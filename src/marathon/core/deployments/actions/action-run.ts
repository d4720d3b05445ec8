/** One action of a step that is under way. */
import type { Action } from '../plan.ts';

export interface ActionRun {
  readonly action: Action;
  /** Looks at what is, does what is missing; true: it is done. May be asked at any time. */
  look(): boolean;
  /** Why it is not done, in a sentence. */
  blocker(): string;
}
