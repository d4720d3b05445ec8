/** An agent in sentences for people: "7197…-S0 at slave(1)@10.0.0.7:5051 (host)". */
import type { AgentRecord } from '../state.ts';

export function agentText({ id, pid, info }: AgentRecord): string {
  return `${id} at ${pid} (${info.hostname})`;
}
