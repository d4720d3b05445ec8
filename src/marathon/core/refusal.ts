/** Why something that a user asked for is not done. Nothing was changed. */
import type { DeploymentId, PathId } from '../model/ids.ts';

/** `path` is that of the offending value in the body: "/portDefinitions(0)/port"; "/" for all of it. */
export interface Violation {
  readonly path: string;
  readonly errors: readonly string[];
}

export type Refusal =
  | { readonly kind: 'not-found'; readonly message: string }
  | { readonly kind: 'bad-request'; readonly message: string }
  | { readonly kind: 'conflict'; readonly message: string }
  /** Another deployment changes the same. */
  | {
      readonly kind: 'locked';
      readonly runSpecIds: readonly PathId[];
      readonly deployments: readonly DeploymentId[];
    }
  | {
      readonly kind: 'invalid';
      readonly violations: readonly Violation[];
      /** "Invalid JSON": values are of wrong types. Else a rule is broken: "Object is not valid". */
      readonly wrongTypes?: true;
    }
  /** 422 with a message alone. */
  | { readonly kind: 'unprocessable'; readonly message: string }
  /** More deployments at the same time than --max_running_deployments. */
  | { readonly kind: 'too-many'; readonly message: string }
  /** Too much waits already, storage does not answer, or this one does not lead (any more). */
  | { readonly kind: 'unavailable'; readonly message: string };
