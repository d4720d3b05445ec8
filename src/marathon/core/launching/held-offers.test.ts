import { describe, expect, it } from 'vitest';
import type { AppDefinition } from '../../model/app.ts';
import { anApp, TestMarathon } from '../../test-support/test-marathon.ts';
import { anOffer } from '../offers/test-support.ts';
import { mostDeclinesAtOnce } from './held-offers.ts';
import { InTurns } from './in-turns.ts';
import { mostExplained } from './launches.ts';

const manyApps = 3_000;
const manyOffers = 40;

/** Of `count` apps that wait, all but the last want more than there is. */
function crowd(last: Partial<AppDefinition>): TestMarathon {
  const test = new TestMarathon({ agents: [] });
  test.mesos.send = (call) => void test.mesos.calls.push(call);
  const build = (draft: { putRunSpec(app: AppDefinition): void }): undefined => {
    for (let index = 1; index < manyApps; index++) {
      draft.putRunSpec(anApp({ id: `/crowd/app-${index}`, cpus: 1_000 }));
    }
    draft.putRunSpec(anApp({ id: '/zz-last', ...last }));
  };
  test.change({ groupId: '/', force: false, build });
  test.run(100);
  return test;
}

function offerMany(test: TestMarathon): void {
  const offers = Array.from({ length: manyOffers }, (_, index) => {
    return anOffer({ id: { value: `O${index}` }, agent_id: { value: `A${index}` } });
  });
  test.marathon.receiveOffers(offers);
}

describe('thousands of apps and many offers', () => {
  it('are tried with each other in turns, until the one that fits is found', () => {
    const test = crowd({ cpus: 1 });
    offerMany(test);
    test.run(100);
    const accepted = test.mesos.calls.flatMap(({ accept }) => accept?.operations ?? []);
    const names = accepted.flatMap(({ launch }) => launch?.task_infos?.map(({ name }) => name));
    expect(names).toEqual(['zz-last']);
  });

  it('have each offer declined once, some at a time', () => {
    const test = crowd({ cpus: 1_000 });
    offerMany(test);
    test.run(10_000);
    const declined = test.mesos.calls.flatMap(({ decline }) => decline?.offer_ids ?? []);
    expect(new Set(declined.map(({ value }) => value)).size).toBe(manyOffers);
    expect(declined).toHaveLength(manyOffers);
    const most = Math.max(
      ...test.mesos.calls.map(({ decline }) => decline?.offer_ids?.length ?? 0),
    );
    expect(most).toBe(mostDeclinesAtOnce);
  });

  it('are told in turn why an offer was of no use, so many for each', () => {
    const test = crowd({ cpus: 1_000 });
    offerMany(test);
    test.run(10_000);
    const told = [...test.core.queue.entries()].map(({ unusedOffers }) => unusedOffers);
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(manyOffers * mostExplained);
    expect(new Set(told)).toEqual(new Set([0, 1]));
  });
});

describe('some of many at a time', () => {
  it('go on where the last ones ended, whatever comes and goes', () => {
    const all = new Map([1, 2, 3, 4, 5].map((n) => [n, n]));
    const turns = new InTurns(all);
    expect([...turns.take(2)]).toEqual([1, 2]);
    all.delete(3);
    all.set(6, 6);
    expect([...turns.take(4)]).toEqual([4, 5, 6, 1]);
    expect([...turns.take(100)]).toEqual([2, 4, 5, 6, 1]);
    all.clear();
    expect([...turns.take(2)]).toEqual([]);
  });
});
