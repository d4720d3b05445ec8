/**
 * Which agents the next run looks at. An agent that is not due has nothing that any framework would be
 * offered now; so whoever changes that makes it due here, and an idle cluster has nobody due.
 *
 *   soon    with the next run of any kind
 *   batch   with the next batch
 *   held    something of it was kept back for the sake of quota: it is due again, with a batch, when
 *           quota is consumed otherwise than it was then
 */
import type { AgentState } from './state.ts';

export class DueAgents {
  /** Those no longer due are skipped when their turn comes. */
  #soon: AgentState[] = [];
  #batch: AgentState[] = [];
  #areAllDue: 'no' | 'soon' | 'batch' = 'no';
  readonly #held = new Set<AgentState>();
  #areHeldDue = false;

  add(agent: AgentState, when: 'soon' | 'batch'): void {
    if (agent.due === when || agent.due === 'soon') return;
    agent.due = when;
    (when === 'soon' ? this.#soon : this.#batch).push(agent);
  }

  /** A mark, so that a thousand who ask for it cost nothing however many agents there are. */
  addAll(when: 'soon' | 'batch'): void {
    if (this.#areAllDue !== 'soon') this.#areAllDue = when;
  }

  hold(agent: AgentState): void {
    this.#held.add(agent);
  }

  /** Quota may leave room for what was held back; false when nothing is. */
  releaseHeld(): boolean {
    this.#areHeldDue ||= this.#held.size > 0;
    return this.#areHeldDue;
  }

  forget(agent: AgentState): void {
    this.#held.delete(agent);
  }

  /** Those that may be offered; nobody is due any longer. `all` are those that have something free. */
  take(
    kind: 'prompt' | 'batch',
    all: readonly AgentState[],
    isOfferable: (agent: AgentState) => boolean,
  ): AgentState[] {
    if (kind === 'batch' && this.#areHeldDue) this.#takeHeld();
    const taken: AgentState[] = [];
    const areAllDue =
      this.#areAllDue === 'soon' || (kind === 'batch' && this.#areAllDue === 'batch');
    if (areAllDue) {
      for (const agent of all) agent.due = 'soon';
      this.#held.clear();
      this.#areHeldDue = false;
      this.#areAllDue = 'no';
    }
    const take = (agents: readonly AgentState[]): void => {
      for (const agent of agents) {
        if (agent.due === 'no') continue;
        agent.due = 'no';
        if (isOfferable(agent)) taken.push(agent);
      }
    };
    if (areAllDue) take(all);
    take(this.#soon);
    this.#soon = [];
    if (kind === 'batch') {
      take(this.#batch);
      this.#batch = [];
    }
    return taken;
  }

  #takeHeld(): void {
    for (const agent of this.#held) this.add(agent, 'batch');
    this.#held.clear();
    this.#areHeldDue = false;
  }
}
