import { describe, expect, it } from 'vitest';
import { asLog, silentLog } from '../../../foundation/log.ts';
import { SeededRandom } from '../../../foundation/random.ts';
import { unwrap, type Result } from '../../../foundation/result.ts';
import { MemoryStore } from '../../../storage/memory-store.ts';
import type { Done, KeyValueStore, WriteOperation } from '../../../storage/key-value-store.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import { anApp } from '../../test-support/test-marathon.ts';
import type { Action, Change, DeploymentPlan } from '../deployments/plan.ts';
import { keys } from './keys.ts';
import { findTooLarge, mostRecordBytes } from './record-limit.ts';
import { recover, type Recovered } from './recover.ts';
import { StoredRecords } from './stored-records.ts';

type Contents = ReadonlyMap<string, Uint8Array>;

/** What was there after each write, so that a test can begin anew at every one of them. */
class WatchedStore implements KeyValueStore {
  readonly #store: MemoryStore;
  readonly moments: Contents[] = [];
  largest = 0;

  constructor(contents: Contents = new Map()) {
    this.#store = new MemoryStore(new Map(contents), (action) => queueMicrotask(action));
  }

  write(batch: readonly WriteOperation[], done: Done): void {
    this.#store.write(batch, (written) => {
      this.moments.push(new Map(this.#store.contents));
      for (const one of batch) {
        if (one.kind === 'put') this.largest = Math.max(this.largest, one.value.length);
      }
      done(written);
    });
  }

  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void {
    this.#store.readAll(prefix, visit, done);
  }

  close(done: Done): void {
    this.#store.close(done);
  }

  get contents(): Contents {
    return this.#store.contents;
  }
}

interface Opened {
  readonly store: WatchedStore;
  readonly records: StoredRecords;
  readonly found: Result<Recovered>;
}

async function open(contents: Contents = new Map(), maxVersions = 50): Promise<Opened> {
  const store = new WatchedStore(contents);
  const failed = (why: string): void => expect.fail(why);
  const records = new StoredRecords({ store, log: asLog(silentLog), maxVersions, failed });
  const found = await new Promise<Result<Recovered>>((resolve) => recover(store, records, resolve));
  return { store, records, found };
}

const recovered = async (contents: Contents): Promise<Recovered> =>
  unwrap((await open(contents)).found);

const app = (id: string, version: number, env: Record<string, string> = {}): RunSpec =>
  anApp({ id, version, env });

function planOf(
  id: string,
  version: number,
  changes: readonly Change<RunSpec>[],
  steps: readonly (readonly Action[])[],
): DeploymentPlan {
  const runSpecs = new Map(changes.map((each) => [(each.after ?? each.before!).id, each]));
  const root = { id: '/', dependencies: [], enforceRole: false, version };
  return {
    id,
    version,
    steps: steps.map((actions) => ({ actions })),
    runSpecs,
    groups: new Map([['/', { after: root }]]),
  };
}

const removal = (id: string, before: RunSpec, version: number): DeploymentPlan =>
  planOf(id, version, [{ before }], [[{ kind: 'Stop', runSpec: before }]]);

const plansOf = (plans: readonly DeploymentPlan[]): readonly unknown[] =>
  plans.map(({ id, steps }) => [id, steps] as const).sort(([a], [b]) => (a < b ? -1 : 1));

const stored = (records: StoredRecords, plan: DeploymentPlan, cancelled: string[] = []) =>
  new Promise<Result<void>>((resolve) => records.storePlan(plan, cancelled, resolve));

const ended = (records: StoredRecords, ...ids: string[]) =>
  new Promise<Result<void>>((resolve) => records.removeDeployments(ids, resolve));

const first = app('/shop/db', 100);
const second = app('/shop/web', 100, { A: '1' });
const twoSteps = planOf(
  'plan-1',
  100,
  [{ after: first }, { after: second }],
  [
    [
      { kind: 'Start', runSpec: first },
      { kind: 'Start', runSpec: second },
    ],
    [{ kind: 'Scale', runSpec: first, toKill: ['shop_db.instance-1'] }],
    [{ kind: 'Scale', runSpec: second }],
  ],
);

describe('what is stored', () => {
  it('gives the plan back as it was, at its step', async () => {
    const { store, records } = await open();
    await stored(records, twoSteps);
    records.storeStep('plan-1', 2);
    await new Promise<void>((resolve) => records.storeInstances([], [], () => resolve()));
    const { deployments, runSpecs } = await recovered(store.contents);
    expect(deployments).toEqual([{ plan: twoSteps, stepIndex: 2 }]);
    expect(runSpecs).toEqual([first, second]);
  });

  it('keeps so many versions of an app, and those that a running deployment needs', async () => {
    const { store, records } = await open(new Map(), 1);
    const versions = [100, 200, 300, 400].map((version) => app('/app', version));
    const scale = (index: number): DeploymentPlan => {
      const [before, after] = [versions[index - 1], versions[index]!];
      const change = before === undefined ? { after } : { before, after };
      return planOf(
        `plan-${index}`,
        after.version,
        [change],
        [[{ kind: 'Scale', runSpec: after }]],
      );
    };
    await stored(records, scale(0));
    await stored(records, scale(1), ['plan-0']);
    await stored(records, scale(2), ['plan-1']);
    const kept = (): number[] =>
      [...store.contents.keys()]
        .filter((key) => key.startsWith('run-spec-version:/app:'))
        .map((key) => Number(key.slice(-16)));
    expect(kept()).toEqual([200, 300]);
    const { deployments } = await recovered(store.contents);
    expect(deployments).toEqual([{ plan: scale(2), stepIndex: 0 }]);

    // Also by whoever comes after a crash.
    const next = await open(store.contents, 1);
    await stored(next.records, scale(3), []);
    expect((await recovered(next.store.contents)).deployments.map(({ plan }) => plan)).toEqual([
      scale(2),
      scale(3),
    ]);
    await ended(next.records, 'plan-2', 'plan-3');
    const left = [...next.store.contents.keys()].filter((key) => key.includes('version:/app'));
    expect(left).toEqual([keys.runSpecVersion('/app', 400)]);
  });

  it('forgets what was removed with the last root that had it, but not under a running Stop', async () => {
    const { store, records } = await open(new Map(), 2);
    const gone = app('/gone', 100);
    await stored(records, planOf('make', 100, [{ after: gone }], []));
    await ended(records, 'make');
    const stop = removal('stop', gone, 200);
    await stored(records, stop);
    for (const version of [300, 400, 500]) {
      await stored(
        records,
        planOf(`other-${version}`, version, [{ after: app('/b', version) }], []),
      );
      await ended(records, `other-${version}`);
    }
    const { deployments } = await recovered(store.contents);
    expect(deployments).toEqual([{ plan: stop, stepIndex: 0 }]);
    await ended(records, 'stop');
    expect([...store.contents.keys()].filter((key) => key.includes('/gone'))).toEqual([]);
    expect([...store.contents.keys()].filter((key) => key.startsWith('root-version:'))).toEqual(
      [400, 500].map((version) => keys.rootVersion(version)),
    );
  });

  it('has no record that grows with the number of apps', async () => {
    const sizes: number[] = [];
    for (const count of [500, 2_000]) {
      const { store, records } = await open();
      const apps = Array.from({ length: count }, (_, index) => app(`/group/app-${index}`, 100));
      const changes = apps.map((after) => ({ after }));
      const actions = apps.map((runSpec): Action => ({ kind: 'Start', runSpec }));
      await stored(records, planOf('large', 100, changes, [actions]));
      const { deployments } = await recovered(store.contents);
      expect(deployments[0]?.plan.steps).toEqual([{ actions }]);
      sizes.push(store.largest);
    }
    expect(sizes[1]! - sizes[0]!).toBeLessThan(1_000);
  });

  it('is whole at every write: what a leader finds is what was, or what was to be', async () => {
    const random = new SeededRandom(7);
    const { store, records } = await open(new Map(), 2);
    const apps = new Map<string, RunSpec>();
    const running = new Map<string, DeploymentPlan>();
    const expected = new Set<string>();
    const note = (): void => {
      expected.add(
        JSON.stringify([
          [...apps.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
          plansOf([...running.values()]),
        ]),
      );
    };
    note();
    for (let version = 1; version < 120; version++) {
      const id = `/app-${Math.floor(random.next() * 5)}`;
      const before = apps.get(id);
      const isRemoval = before !== undefined && random.next() < 0.3;
      const after = isRemoval ? undefined : app(id, version);
      const action: Action = isRemoval
        ? { kind: 'Stop', runSpec: before }
        : { kind: 'Scale', runSpec: after! };
      const change = {
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      };
      const plan = planOf(`plan-${version}`, version, [change], [[action]]);
      const cancelled = [...running.values()].filter(({ runSpecs }) => runSpecs.has(id));
      for (const each of cancelled) running.delete(each.id);
      running.set(plan.id, plan);
      if (after === undefined) apps.delete(id);
      else apps.set(id, after);
      note();
      await stored(
        records,
        plan,
        cancelled.map((each) => each.id),
      );
      if (random.next() < 0.4) {
        const [oldest] = running.keys();
        running.delete(oldest!);
        note();
        await ended(records, oldest!);
      }
    }
    expect(store.moments.length).toBeGreaterThan(150);
    for (const moment of store.moments) {
      const { runSpecs, deployments } = await recovered(moment);
      const plans = plansOf(deployments.map(({ plan }) => plan));
      expect(expected).toContain(JSON.stringify([runSpecs, plans]));
    }
  });
});

describe('a state that cannot be read', () => {
  const damaged = async (key: string, value: string | undefined): Promise<string> => {
    const { store, records } = await open();
    await stored(records, twoSteps);
    const contents = new Map(store.contents);
    if (value === undefined) contents.delete(key);
    else contents.set(key, Buffer.from(value));
    const next = await open(contents);
    expect(next.store.moments).toEqual([]);
    return next.found.ok ? 'taken' : next.found.error;
  };

  it('is refused by its format', async () => {
    expect(await damaged('format', '2')).toBe(
      'The state was written in format 2; this program reads format 1.',
    );
  });

  it.each([
    keys.runSpec('/shop/db'),
    keys.group('/'),
    keys.instance('shop_db.instance-1'),
    keys.failure('/shop/db'),
    keys.deployment('plan-1'),
    keys.deploymentPage('plan-1', 0),
    keys.runSpecVersion('/shop/db', 100),
  ])('is refused with the name of the record: %s', async (key) => {
    for (const value of ['{"id":', '7', '']) {
      expect(await damaged(key, value)).toContain(`The record '${key}' of the state is damaged`);
    }
  });

  it('is refused where a deployment is not all there', async () => {
    expect(await damaged(keys.deploymentPage('plan-1', 0), undefined)).toBe(
      "The deployment plan-1 has 0 of 1 pages: 'deployment-page:plan-1:000000' is missing in the state",
    );
    const version = keys.runSpecVersion('/shop/web', 100);
    expect(await damaged(version, undefined)).toBe(
      `'${version}', which a deployment speaks of, is missing in the state`,
    );
  });
});

describe('a record that is too large', () => {
  it('is found before it is stored', () => {
    const large = app('/large', 1, { A: 'x'.repeat(mostRecordBytes) });
    expect(findTooLarge(planOf('p', 1, [{ after: large }], []))?.path).toBe('/large');
    expect(findTooLarge(planOf('p', 1, [{ before: large, after: app('/large', 2) }], []))).toBe(
      undefined,
    );
    const toKill = Array.from(
      { length: 20_000 },
      (_, index) => `app.instance-${'x'.repeat(20)}${index}`,
    );
    const kills = planOf('p', 1, [{ after: first }], [[{ kind: 'Scale', runSpec: first, toKill }]]);
    expect(findTooLarge(kills)?.errors[0]).toContain('20000 instances');
  });
});
