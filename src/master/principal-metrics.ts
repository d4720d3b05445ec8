/**
 * `frameworks/<principal>/messages_received` and `messages_processed`: what frameworks of a principal
 * asked, and what was taken up. The difference waits its turn: --rate_limits. A principal is counted as
 * long as a framework has it.
 */
import type { FrameworkRecord, State } from './core/state.ts';

interface Counts {
  received: number;
  processed: number;
}

/** Principals without frameworks are forgotten when so many have piled up. */
const mostGone = 1_000;

export class PrincipalMetrics {
  readonly #byPrincipal = new Map<string, Counts>();

  /** From here on its principal has numbers. */
  noteSubscribed({ info: { principal } }: FrameworkRecord, state: State): void {
    if (principal !== undefined) this.#countsOf(principal, state);
  }

  noteReceived({ info: { principal } }: FrameworkRecord, state: State): void {
    if (principal !== undefined) this.#countsOf(principal, state).received++;
  }

  noteProcessed({ info: { principal } }: FrameworkRecord): void {
    const counts = principal === undefined ? undefined : this.#byPrincipal.get(principal);
    if (counts !== undefined) counts.processed++;
  }

  collect(state: State, add: (name: string, value: number) => void): void {
    this.#forgetGone(state);
    for (const [principal, { received, processed }] of this.#byPrincipal) {
      add(`frameworks/${principal}/messages_received`, received);
      add(`frameworks/${principal}/messages_processed`, processed);
    }
  }

  #countsOf(principal: string, state: State): Counts {
    let counts = this.#byPrincipal.get(principal);
    if (counts === undefined) {
      // Perhaps nobody ever asks for a snapshot.
      if (this.#byPrincipal.size > state.frameworks.size + mostGone) this.#forgetGone(state);
      this.#byPrincipal.set(principal, (counts = { received: 0, processed: 0 }));
    }
    return counts;
  }

  #forgetGone({ frameworks }: State): void {
    const present = new Set([...frameworks.values()].map(({ info }) => info.principal));
    for (const principal of this.#byPrincipal.keys()) {
      if (!present.has(principal)) this.#byPrincipal.delete(principal);
    }
  }
}
