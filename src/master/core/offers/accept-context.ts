/** What the operations of one ACCEPT are judged by and take from: the accepted offers of one agent and role. */
import type { RoleName } from '../../../protocol/ids.ts';
import type { Resources } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import type { AgentRecord, FrameworkRecord } from '../state.ts';
import type { Usage } from '../tasks/usage.ts';

export interface AcceptContext {
  readonly core: Core;
  readonly framework: FrameworkRecord;
  readonly agent: AgentRecord;
  readonly role: RoleName;
  /** What was launched; the call books it when it is done. */
  readonly usage: Usage;
  /** What of the accepted offers is left. */
  remaining: Resources;
}
