import { describe, expect, it } from 'vitest';
import type { WeightInfo } from '../../protocol/generated/mesos.ts';
import { TestMaster, aFramework, storeDelayMs } from './test-support.ts';
import { mostWeights, mostWeightsAtOnce, updateWeights } from './weights.ts';

/** Undefined while it is not yet durable. */
function update(master: TestMaster, ...infos: WeightInfo[]): () => string | undefined {
  let outcome: string | undefined;
  updateWeights(master.core, infos, (done) => (outcome = done.ok ? 'done' : done.error.message));
  return () => outcome;
}

const weightsOf = (master: TestMaster): [string, number][] => [...master.state.weights];

describe('weights', () => {
  it('are answered, and in force, only when they are durable', () => {
    const master = new TestMaster();
    const outcome = update(master, { role: 'a', weight: 2 }, { role: ' b/c\n', weight: 0.5 });
    expect(outcome()).toBeUndefined();
    expect(weightsOf(master)).toEqual([]);
    master.advance(storeDelayMs);
    expect(outcome()).toBe('done');
    expect(weightsOf(master)).toEqual([
      ['a', 2],
      ['b/c', 0.5],
    ]);
  });

  it('outlive the master, the last word for each role', () => {
    const first = new TestMaster();
    update(
      first,
      { role: 'a', weight: 2 },
      { role: 'a/b', weight: 3 },
      { role: 'a%2Fb', weight: 4 },
    );
    update(first, { role: 'a', weight: 5 });
    first.advance(2 * storeDelayMs);
    first.master.stop();
    const second = new TestMaster({}, first);
    expect(new Map(weightsOf(second))).toEqual(
      new Map([
        ['a', 5],
        ['a/b', 3],
        ['a%2Fb', 4],
      ]),
    );
  });

  it('of --weights are the first ones, and no more than that', () => {
    const first = new TestMaster({ initialWeights: new Map([['a', 2]]) });
    expect(weightsOf(first)).toEqual([['a', 2]]);
    first.master.stop();
    const second = new TestMaster({}, first);
    expect(weightsOf(second)).toEqual([['a', 2]]);
    update(second, { role: 'a', weight: 7 });
    second.advance(storeDelayMs);
    second.master.stop();
    const third = new TestMaster({ initialWeights: new Map([['z', 9]]) }, second);
    expect(weightsOf(third)).toEqual([['a', 7]]);
  });

  it.each<[WeightInfo, string]>([
    [{ role: 'x', weight: 0 }, " for role 'x': Invalid weight '0': Weights must be positive"],
    [{ role: 'x', weight: -1 }, " for role 'x': Invalid weight '-1': Weights must be positive"],
    [{ role: 'x', weight: NaN }, " for role 'x': Invalid weight 'NaN': Weights must be finite"],
    [
      { role: 'x', weight: Infinity },
      " for role 'x': Invalid weight 'Infinity': Weights must be finite",
    ],
    [{ weight: 1 }, ": Invalid role '': Role names cannot be the empty string"],
    [{ role: '/x', weight: 1 }, ": Invalid role '/x': Role '/x' cannot start with a slash"],
    [{ role: 'y', weight: 1 }, ": Unknown role 'y'"],
  ])('refuse %j and change nothing', (info, why) => {
    const master = new TestMaster({ rolesWhitelist: new Set(['x', '*']) });
    const outcome = update(master, { role: 'x', weight: 2 }, info);
    expect(outcome()).toContain(`Failed to validate update weights request JSON${why}`);
    master.advance(storeDelayMs);
    expect(weightsOf(master)).toEqual([]);
  });

  it('cannot fill the registry with made-up roles', () => {
    const master = new TestMaster();
    for (let first = 0; first < mostWeights; first += mostWeightsAtOnce) {
      const named = (_: unknown, i: number): WeightInfo => ({ role: `r${first + i}`, weight: 1 });
      update(master, ...Array.from({ length: mostWeightsAtOnce }, named));
      master.advance(storeDelayMs);
    }
    expect(master.state.weights.size).toBe(mostWeights);
    expect(update(master, { role: 'one-more', weight: 1 })()).toContain(
      `at most ${mostWeights} may`,
    );
    const known = update(master, { role: 'r0', weight: 2 });
    master.advance(storeDelayMs);
    expect(known()).toBe('done');
  });

  it('that are asked for at the same time do not pass the bound together', () => {
    const master = new TestMaster();
    for (let i = 0; i < mostWeights - 1; i++) master.state.weights.set(`r${i}`, 1);
    const first = update(master, { role: 'first', weight: 1 });
    const second = update(master, { role: 'second', weight: 1 });
    master.advance(2 * storeDelayMs);
    expect(first()).toBe('done');
    expect(second()).toContain(`at most ${mostWeights} may`);
    expect(master.state.weights.size).toBe(mostWeights);
  });

  it('come in bounded numbers', () => {
    const master = new TestMaster();
    const many = Array.from({ length: mostWeightsAtOnce + 1 }, () => ({ role: 'r', weight: 1 }));
    expect(update(master, ...many)()).toContain('1001 weights are more than 1000 at once');
  });

  it('of a role in use take all offers back, so that the new shares come about', () => {
    const master = new TestMaster();
    master.addAgent();
    const framework = master.subscribe(aFramework({ roles: ['busy'] }));
    master.advance(2_000);
    expect(framework.offers).toHaveLength(1);
    update(master, { role: 'idle', weight: 2 });
    master.advance(storeDelayMs);
    expect(framework.offers).toHaveLength(1);
    update(master, { role: 'busy', weight: 2 });
    master.advance(storeDelayMs);
    expect(framework.offers).toHaveLength(0);
    master.advance(2_000);
    expect(framework.offers).toHaveLength(1);
  });

  it('of a role in which something runs yet take all offers back, too', () => {
    const master = new TestMaster();
    master.addAgent();
    const framework = master.subscribe(aFramework({ roles: ['left'] }));
    master.advance(2_000);
    master.runTask(framework, 't');
    const framework_info = { ...framework.record!.info, roles: ['new'] };
    master.call(framework, { type: 'UPDATE_FRAMEWORK', update_framework: { framework_info } });
    master.advance(2_000);
    const before = framework.offers.at(-1);
    expect(before).toMatchObject({ allocation_info: { role: 'new' } });
    update(master, { role: 'left', weight: 2 });
    master.advance(storeDelayMs);
    const rescinded = framework.events.flatMap(({ rescind }) => rescind?.offer_id.value ?? []);
    expect(rescinded).toContain(before!.id.value);
  });

  it('that change at run time change who is offered how much', () => {
    const master = new TestMaster();
    const heavy = master.subscribe(aFramework({ roles: ['heavy'] }));
    const light = master.subscribe(aFramework({ roles: ['light'] }));
    for (let i = 1; i <= 8; i++) master.addAgent(`slave(1)@10.0.0.${i}:5051`);
    expect([heavy.offers.length, light.offers.length]).toEqual([4, 4]);
    update(master, { role: 'heavy', weight: 3 });
    master.advance(2_000);
    expect([heavy.offers.length, light.offers.length]).toEqual([6, 2]);
  });

  it('decide who is offered more, at once and after a restart', () => {
    const first = new TestMaster();
    update(first, { role: 'heavy', weight: 6 }, { role: 'light', weight: 2 });
    first.advance(storeDelayMs);
    for (const master of [first, new TestMaster({}, first)]) {
      const heavy = master.subscribe(aFramework({ roles: ['heavy'] }));
      const light = master.subscribe(aFramework({ roles: ['light'] }));
      for (let i = 1; i <= 8; i++) master.addAgent(`slave(1)@10.0.${master.number}.${i}:5051`);
      expect([heavy.offers.length, light.offers.length]).toEqual([6, 2]);
      master.master.stop();
    }
  });
});
