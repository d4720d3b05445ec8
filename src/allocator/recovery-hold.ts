/**
 * After a failover of a master whose roles have quota nothing is offered until most agents are back:
 * with few of them in sight, guarantees would be met once more out of what is there, and roles
 * without quota would get nothing. Whoever stays away does not stop the cluster: after a time
 * offers are made all the same. Agents are only counted, so that new ones count as well.
 */
import type { Clock, Timer } from '../foundation/clock.ts';

/** --allocator_agent_recovery_factor, --allocator_recovery_timeout */
export interface RecoveryOptions {
  /** Which part of the agents of before has to be back. */
  readonly agentFactor: number;
  readonly timeoutMs: number;
}

export const defaultRecoveryOptions: RecoveryOptions = { agentFactor: 0.8, timeoutMs: 600_000 };

export class RecoveryHold {
  readonly #clock: Clock;
  readonly #options: RecoveryOptions;
  readonly #onOver: () => void;
  #neededCount: number | undefined;
  #timer: Timer | undefined;

  constructor(clock: Clock, options: RecoveryOptions, onOver: () => void) {
    this.#clock = clock;
    this.#options = options;
    this.#onOver = onOver;
  }

  /** How many agents are waited for; undefined when nobody is. */
  get neededCount(): number | undefined {
    return this.#neededCount;
  }

  begin(expectedAgentCount: number): void {
    const neededCount = Math.floor(expectedAgentCount * this.#options.agentFactor);
    if (neededCount === 0) return;
    this.#neededCount = neededCount;
    this.#timer = this.#clock.after(this.#options.timeoutMs, () => this.#end());
  }

  noteAgents(agentCount: number): void {
    if (this.#neededCount !== undefined && agentCount >= this.#neededCount) this.#end();
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #end(): void {
    this.#timer?.cancel();
    this.#neededCount = undefined;
    this.#onOver();
  }
}
