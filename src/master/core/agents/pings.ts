/** The end of pinging: called by whoever starts it anew, and by every way in which an agent goes. */
import type { AgentRecord } from '../state.ts';

export function stopPinging({ liveness }: AgentRecord): void {
  liveness.timer?.cancel();
  liveness.timer = undefined;
}
