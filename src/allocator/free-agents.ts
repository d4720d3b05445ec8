/**
 * The agents of which something is free: all that a run may have to look at. In a busy cluster these are
 * few, and a framework that comes does not cost a look at every agent.
 */
import type { AgentState } from './state.ts';

export class FreeAgents {
  readonly #agents: AgentState[] = [];

  all(): readonly AgentState[] {
    return this.#agents;
  }

  /** After a change of what is free on it. */
  note(agent: AgentState): void {
    const isFree = !agent.free.isEmpty() && !agent.isRemoved;
    if (isFree === agent.freePlace >= 0) return;
    if (isFree) {
      agent.freePlace = this.#agents.length;
      this.#agents.push(agent);
      return;
    }
    const last = this.#agents.pop()!;
    if (last !== agent) {
      this.#agents[agent.freePlace] = last;
      last.freePlace = agent.freePlace;
    }
    agent.freePlace = -1;
  }
}
