/** What the endpoints and the operator calls of a master read from. */
import type { LeadershipFacts } from '../../leadership/core/leadership.ts';
import type { CommonContext } from '../../operator-api/index.ts';
import type { View } from '../../security/view.ts';
import type { Core } from '../core/environment.ts';
import type { OperatorEvents } from './event-stream.ts';
import type { Renderer } from './renderer.ts';

export interface MasterContext extends CommonContext {
  readonly core: Core;
  /** Whose eyes it is read with; viewed.ts. */
  readonly view: View;
  /** Who leads, and since when. */
  readonly leadership: LeadershipFacts;
  readonly renderer: Renderer;
  readonly events: OperatorEvents;
  readonly startedMs: number;
  /** --cluster */
  readonly clusterName: string | undefined;
  /** --log_dir */
  readonly logDir: string | undefined;
  readonly externalLogFile: string | undefined;
}
