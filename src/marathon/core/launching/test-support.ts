/** For tests: the launch queue, and offers that come from the test only. */
import type { Offer, Offer_Operation } from '../../../protocol/generated/mesos.ts';
import type { Call } from '../../../protocol/generated/scheduler.ts';
import type { AppDefinition } from '../../model/app.ts';
import { anApp, TestMarathon, type TestMarathonOptions } from '../../test-support/test-marathon.ts';
import { anOffer } from '../offers/test-support.ts';

export class Queue extends TestMarathon {
  #offers = 0;

  constructor(options: TestMarathonOptions = {}) {
    super({ ...options, agents: [] });
    // What is launched only comes to life by what the test says.
    this.mesos.send = (call) => void this.mesos.calls.push(call);
  }

  wish(members: Partial<AppDefinition>): void {
    const app = anApp(members);
    const build = (draft: { putRunSpec(app: AppDefinition): void }): undefined => {
      draft.putRunSpec(app);
    };
    this.core.groups.change({ groupId: app.id, force: true, build }, () => undefined);
    this.run(50);
  }

  /** What is said to them at once. */
  offer(...members: readonly Partial<Offer>[]): readonly Call[] {
    const known = this.mesos.calls.length;
    const offers = members.map((each) => {
      const number = this.#offers++;
      return anOffer({ id: { value: `O${number}` }, ...each });
    });
    this.marathon.receiveOffers(offers);
    this.run(50);
    return this.mesos.calls.slice(known);
  }

  during(ms: number): readonly Call[] {
    const known = this.mesos.calls.length;
    this.run(ms);
    return this.mesos.calls.slice(known);
  }
}

export const operationsOf = (calls: readonly Call[]): readonly Offer_Operation[] =>
  calls.flatMap(({ accept }) => accept?.operations ?? []);
