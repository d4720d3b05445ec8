/** What the reading of definitions depends on, besides what a client sent. */
import type { RootView } from '../core/parts.ts';
import type { PathId } from '../model/ids.ts';

/** From the flags of the same names. */
export interface DefinitionOptions {
  readonly features: ReadonlySet<string>;
  readonly defaultNetworkName: string | undefined;
  readonly mesosBridgeName: string;
  readonly mesosRole: string;
  readonly newGroupEnforceRole: 'off' | 'top';
}

export interface DefinitionContext {
  /** Relative ids are relative to this group. */
  readonly base: PathId;
  /** From the URL; counts instead of that in the body. */
  readonly id?: PathId;
  readonly options: DefinitionOptions;
  /** Which groups enforce roles, and which roles run specs have already; without it: an empty tree. */
  readonly root?: Pick<RootView, 'findGroup' | 'findRunSpec'>;
  /** With force, the role of what has reservations may change. */
  readonly force?: boolean;
}
