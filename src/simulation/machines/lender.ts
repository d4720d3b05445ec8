/**
 * What a simulated agent lends beside what it has: now more, now less, and sometimes the machine is so busy
 * that all of it is called back. Chance of its own: who lends changes nothing else.
 */
import type { ExecutorUsage, ResourceEstimator } from '../../agent/core/oversubscription/ports.ts';
import { LoadQosController } from '../../agent/core/oversubscription/load-qos-controller.ts';
import type { Log } from '../../foundation/log.ts';
import { type Random, randomInteger } from '../../foundation/random.ts';
import { Resources } from '../../resources/resources.ts';

/** In cpus, the first when it rests. */
const amounts = [2.4, 0, 0.6, 1.2] as const;
/** At each estimate. */
const changeChance = 0.3;
/** At each look at the load, once a second. */
const overloadChance = 0.03;

export class Lender implements ResourceEstimator {
  readonly #random: Random;
  #cpus: number = amounts[0];
  /** It lends the same all the time, for offers of it would be taken back under strict eyes. */
  isResting = false;

  constructor(random: Random) {
    this.#random = random;
  }

  oversubscribable(usage: readonly ExecutorUsage[]): Resources {
    if (this.isResting) this.#cpus = amounts[0];
    else if (this.#random.next() < changeChance) {
      this.#cpus = amounts[randomInteger(this.#random, amounts.length)]!;
    }
    const cpus = { name: 'cpus', type: 'SCALAR', scalar: { value: this.#cpus } } as const;
    const lent = Resources.sum(usage.map(({ revocable }) => revocable));
    return Resources.fromMessages([{ ...cpus, revocable: {} }]).subtractWhatIsThere(lent);
  }

  controller(log: Log): LoadQosController {
    const readLoad = () => {
      const isBusy = this.#random.next() < overloadChance;
      return { fiveMinutes: isBusy ? 9 : 1, fifteenMinutes: 1 };
    };
    return new LoadQosController({ thresholds: { fiveMinutes: 8 }, readLoad, log });
  }
}
