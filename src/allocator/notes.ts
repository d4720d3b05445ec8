/**
 * Why a framework, in one of its roles, gets nothing of an agent: what the code that decides it notes
 * when somebody asks. In a run nobody listens, and no note is made.
 */
import type { FrameworkId, RoleName } from '../protocol/ids.ts';
import type { Quantities, Resources } from '../resources/resources.ts';

/** Why an agent is not offered to anybody. */
export type InactiveReason = 'disconnected' | 'draining' | 'deactivated' | 'maintenance';

export type Note =
  /** After a failover: too few agents are back to know what quota still needs. */
  | { readonly reason: 'RECOVERING'; readonly agentCount: number; readonly neededCount: number }
  | { readonly reason: 'FRAMEWORK_INACTIVE' }
  | { readonly reason: 'NOT_SUBSCRIBED' }
  | { readonly reason: 'SUPPRESSED' }
  | { readonly reason: 'AGENT_INACTIVE'; readonly why: InactiveReason }
  | { readonly reason: 'NOT_WHITELISTED'; readonly hostname: string }
  /** Everything of the agent is offered or used: by whom, at most a few of them. */
  | { readonly reason: 'NOTHING_LEFT'; readonly holders: readonly Holder[] }
  /** What is left is reserved to roles that this one may not use. */
  | { readonly reason: 'RESERVED_FOR_OTHERS'; readonly left: Resources }
  | { readonly reason: 'OFFER_CONSTRAINTS' }
  | {
      readonly reason: 'MISSING_CAPABILITY';
      readonly capability: string;
      readonly of: 'agent' | 'framework';
    }
  | { readonly reason: 'OTHER_REGION'; readonly region: string; readonly masterRegion: string }
  | { readonly reason: 'QUOTA_LIMIT'; readonly left: Resources; readonly allowed: Resources }
  | { readonly reason: 'QUOTA_HEADROOM'; readonly left: Resources; readonly allowed: Resources }
  | {
      readonly reason: 'MIN_ALLOCATABLE';
      readonly left: Resources;
      readonly least: readonly Quantities[];
    }
  | { readonly reason: 'REFUSED'; readonly refused: Resources; readonly untilMs: number }
  /**
   * It would do, and the next run gives it to whoever comes first by share, or is owed it: `first`,
   * which may be the one that was asked about.
   */
  | { readonly reason: 'FAIR_SHARE'; readonly left: Resources; readonly first: Holder | undefined };

export type Reason = Note['reason'];
export type Recorder = (note: Note) => void;

export interface Holder {
  readonly frameworkId: FrameworkId;
  readonly role: RoleName;
  /** Of the framework within its role, and of the role among its siblings: smaller goes first. */
  readonly share: number;
  readonly roleShare: number;
}
