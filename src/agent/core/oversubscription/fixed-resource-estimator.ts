/**
 * Lends a fixed amount, however busy the machine is: what of it is not lent already can be had. Where
 * more is lent (the amount was smaller when the agent started anew), nothing can be had until it is back.
 */
import { Resources } from '../../../resources/resources.ts';
import type { ExecutorUsage, ResourceEstimator } from './ports.ts';

export class FixedResourceEstimator implements ResourceEstimator {
  readonly #total: Resources;

  /** `total` need not be marked as revocable yet. */
  constructor(total: Resources) {
    const messages = total.toMessages().map((message) => ({ ...message, revocable: {} }));
    this.#total = Resources.fromMessages(messages);
  }

  oversubscribable(usage: readonly ExecutorUsage[]): Resources {
    const lent = Resources.sum(usage.map(({ revocable }) => revocable));
    return this.#total.subtractWhatIsThere(lent);
  }
}
