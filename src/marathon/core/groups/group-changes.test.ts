import { describe, expect, it, vi } from 'vitest';
import type { AppDefinition } from '../../model/app.ts';
import { anApp, TestMarathon } from '../../test-support/test-marathon.ts';
import type { DeploymentPlan } from '../deployments/plan.ts';
import { failure, type Result } from '../../../foundation/result.ts';
import type { ChangeRequest, RootView } from '../parts.ts';
import type { Refusal } from '../refusal.ts';

/** An app that cannot be there: no agent is large enough. */
const stuck = (more: Partial<AppDefinition> = {}): AppDefinition => anApp({ cpus: 1000, ...more });

const deploymentsOf = (test: TestMarathon): string[] =>
  [...test.core.deployments.running()].map(({ plan }) => plan.id);
const appOf = (test: TestMarathon, id = '/app') =>
  test.core.groups.root.findRunSpec(id) as AppDefinition | undefined;

function changeOf(app: AppDefinition, more: Partial<ChangeRequest> = {}): ChangeRequest {
  const build: ChangeRequest['build'] = (draft) => {
    draft.putRunSpec(app);
    return undefined;
  };
  return { groupId: app.id, force: false, build, ...more };
}

function planOf(result: Result<DeploymentPlan, Refusal>): DeploymentPlan {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const many = 300;

function changeOfMany(members: Partial<AppDefinition> = {}): ChangeRequest {
  const build: ChangeRequest['build'] = (draft) => {
    for (let index = 0; index < many; index++) {
      draft.putRunSpec(anApp({ id: `/many/app-${index}`, cpus: 0.1, mem: 1, ...members }));
    }
    return undefined;
  };
  return { groupId: '/many', force: true, build };
}

describe('a change of many apps', () => {
  it('is whole or not there, whenever this process dies, and there once it was said', () => {
    const seen = new Set<string>();
    for (let ms = 0; ms < 12; ms++) {
      const test = new TestMarathon();
      let isSaid = false;
      test.core.groups.change(changeOfMany(), ({ ok }) => (isSaid = ok));
      test.run(ms);
      test.restart();
      const { runSpecCount } = test.core.groups.root;
      expect([0, many]).toContain(runSpecCount);
      if (isSaid) expect(runSpecCount).toBe(many);
      expect(deploymentsOf(test)).toHaveLength(runSpecCount === 0 ? 0 : 1);
      seen.add(`${isSaid} ${runSpecCount}`);
    }
    expect([...seen].sort()).toEqual(['false 0', `true ${many}`]);
  });

  it('comes before those that were asked for after it, and after those before', () => {
    const test = new TestMarathon();
    const versions: number[] = [];
    const done = (result: Result<DeploymentPlan, Refusal>): void =>
      void versions.push(planOf(result).version);
    test.core.groups.change(changeOf(anApp({ id: '/many/app-0' })), done);
    test.core.groups.change(changeOfMany(), done);
    test.core.groups.change(
      changeOf(anApp({ id: '/many/app-0', instances: 2 }), { force: true }),
      done,
    );
    expect(test.until(() => versions.length === 3)).toBe(true);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(appOf(test, '/many/app-0')!.instances).toBe(2);
    expect(test.settle()).toBe(true);
  });

  it('is refused as one of few is', () => {
    const test = new TestMarathon();
    const errors: unknown[] = [];
    const labels = { large: 'x'.repeat(600 * 1024) };
    test.core.groups.change(changeOfMany({ labels }), (result) => {
      errors.push(result.ok ? undefined : result.error.kind);
    });
    test.core.groups.change(changeOf(anApp()), ({ ok }) => errors.push(ok));
    test.run(100);
    expect(errors).toEqual(['invalid', true]);
    expect(test.core.groups.root.runSpecCount).toBe(1);
  });

  it('brings all of them about, and takes all of them away again', () => {
    const test = new TestMarathon();
    test.change(changeOfMany());
    expect(test.settle()).toBe(true);
    expect(test.mesos.living).toHaveLength(many);
    test.change(changeOfMany({ env: { A: '1' } }));
    test.run(20);
    test.restart();
    expect(test.settle()).toBe(true);
    const versions = new Set([...test.core.instances.all()].map((each) => each.runSpecVersion));
    expect([test.mesos.living.length, versions.size]).toEqual([many, 1]);
    const build: ChangeRequest['build'] = (draft) => {
      draft.removeGroup('/many');
      return undefined;
    };
    test.change({ groupId: '/many', force: false, build });
    expect(test.settle()).toBe(true);
    expect(test.mesos.living).toEqual([]);
  });
});

describe('a change', () => {
  it('is refused while another deployment changes the same, and told which', () => {
    const test = new TestMarathon();
    test.put(stuck());
    const [running] = deploymentsOf(test);
    const before = test.core.groups.root.version;
    expect(test.put(stuck({ instances: 2 }))).toEqual({
      ok: false,
      error: { kind: 'locked', runSpecIds: ['/app'], deployments: [running] },
    });
    expect(test.core.groups.root.version).toBe(before);
    expect(test.events.at(-1)).toMatchObject({ type: 'group_change_failed', groupId: '/app' });
    expect(test.put(stuck({ id: '/other' })).ok).toBe(true);
  });

  it('takes the place of the other one with force', () => {
    const test = new TestMarathon();
    test.put(stuck());
    const [running] = deploymentsOf(test);
    expect(test.put(anApp(), true).ok).toBe(true);
    expect(deploymentsOf(test)).not.toContain(running);
    expect(test.events).toContainEqual(
      expect.objectContaining({ type: 'deployment_failed', id: running }),
    );
    expect(test.settle()).toBe(true);
    expect(test.mesos.living).toHaveLength(1);
  });

  it('is refused when too many deployments run, but may replace one of them', () => {
    const test = new TestMarathon({ options: { maxRunningDeployments: 2 } });
    test.put(stuck({ id: '/a' }));
    test.put(stuck({ id: '/b' }));
    expect(test.put(anApp({ id: '/c' }))).toMatchObject({ ok: false, error: { kind: 'too-many' } });
    expect(test.put(stuck({ id: '/b', instances: 2 }), true).ok).toBe(true);
  });

  it('is refused because of too many deployments before anything is made of it', () => {
    const test = new TestMarathon({ options: { maxRunningDeployments: 1 } });
    test.put(stuck({ id: '/a' }));
    const build = vi.fn(() => undefined);
    const done = vi.fn();
    test.core.groups.change({ groupId: '/b', force: false, build }, done);
    expect(done).toHaveBeenCalledWith(failure(expect.objectContaining({ kind: 'too-many' })));
    expect(build).not.toHaveBeenCalled();
  });

  it('is refused when too many wait, or when it waited for too long', () => {
    const test = new TestMarathon({
      options: { maxQueuedRootGroupUpdates: 2, groupManagerRequestTimeoutMs: 3 },
    });
    const results: Result<DeploymentPlan, Refusal>[] = [];
    for (const id of ['/a', '/b', '/c', '/d']) {
      test.core.groups.change(changeOf(anApp({ id })), (result) => results.push(result));
    }
    test.run(100);
    const kinds = results.map((result) => (result.ok ? 'ok' : result.error.kind));
    expect(kinds.toSorted()).toEqual(['ok', 'unavailable', 'unavailable', 'unavailable']);
  });

  it('of nothing has a deployment that ends at once, and a version', () => {
    const test = new TestMarathon();
    test.put(anApp());
    test.settle();
    const { version } = appOf(test)!;
    const plan = planOf(test.put(anApp()));
    expect(plan.steps).toEqual([]);
    expect(test.settle()).toBe(true);
    expect(appOf(test)!.version).toBe(version);
    expect(test.core.groups.root.version).toBe(plan.version);
    expect(test.mesos.tasks.size).toBe(1);
  });

  it('that is refused by its own build changes nothing', () => {
    const test = new TestMarathon();
    const build: ChangeRequest['build'] = (draft) => {
      draft.putRunSpec(anApp());
      return { kind: 'not-found', message: 'no' };
    };
    expect(test.change({ groupId: '/', force: false, build }).ok).toBe(false);
    expect(appOf(test)).toBeUndefined();
  });

  it('is made on the tree of its turn', () => {
    const test = new TestMarathon();
    const groups = test.core.groups;
    groups.change(changeOf(anApp({ instances: 2 })), () => undefined);
    let seen: number | undefined;
    const build: ChangeRequest['build'] = (draft) => {
      seen = draft.findRunSpec('/app')?.instances;
      return undefined;
    };
    groups.change({ groupId: '/', force: false, build }, () => undefined);
    test.run(100);
    expect(seen).toBe(2);
  });
});

describe('versions', () => {
  it('say when an app was scaled and when it was changed otherwise', () => {
    const test = new TestMarathon();
    const first = planOf(test.put(anApp())).version;
    const info = () => appOf(test)!.versionInfo;
    expect(info()).toEqual({ lastScalingAt: first, lastConfigChangeAt: first });
    test.settle();
    const second = planOf(test.put(anApp({ instances: 2 }))).version;
    expect(info()).toEqual({ lastScalingAt: second, lastConfigChangeAt: first });
    test.settle();
    const third = planOf(test.put(anApp({ instances: 2, cpus: 2 }))).version;
    expect(info()).toEqual({ lastScalingAt: third, lastConfigChangeAt: third });
    expect(first < second && second < third).toBe(true);
    for (const id of ['/']) expect(test.core.groups.root.findGroup(id)!.version).toBe(third);
  });

  it('are new for all groups around what changed, and for no others', () => {
    const test = new TestMarathon();
    const first = planOf(test.put(anApp({ id: '/a/b/app' }))).version;
    const second = planOf(test.put(anApp({ id: '/c/app' }))).version;
    const versionOf = (id: string) => test.core.groups.root.findGroup(id)?.version;
    expect(['/', '/a', '/a/b', '/c'].map(versionOf)).toEqual([second, first, first, second]);
  });

  it('of a restart are new though nothing else is', () => {
    const test = new TestMarathon();
    test.put(anApp());
    test.settle();
    const restarts = new Set(['/app']);
    const plan = planOf(test.change(changeOf(anApp(), { restarts })));
    expect(plan.steps.map(({ actions }) => actions[0]!.kind)).toEqual(['Restart']);
    expect(appOf(test)!.versionInfo.lastConfigChangeAt).toBe(plan.version);
    expect(test.settle()).toBe(true);
    expect(test.mesos.tasks.size).toBe(2);
  });
});

describe('the past', () => {
  function lookBack(test: TestMarathon, version: number): RootView | undefined {
    let found: RootView | undefined;
    test.core.groups.findRoot(version, (root) => (found = root));
    test.run(50);
    return found;
  }

  it('is the tree as it was at each version, with the versions of then', () => {
    const test = new TestMarathon();
    const first = planOf(test.put(anApp({ id: '/a/one' }))).version;
    test.settle();
    const second = planOf(test.put(anApp({ id: '/b/two' }))).version;
    test.settle();
    const third = planOf(test.remove('/a/one')).version;
    test.settle();
    const idsAt = (version: number): string[] =>
      [...lookBack(test, version)!.runSpecsBelow('/')].map(({ id }) => id);
    expect(idsAt(first)).toEqual(['/a/one']);
    expect(idsAt(second)).toEqual(['/a/one', '/b/two']);
    expect(idsAt(third)).toEqual(['/b/two']);
    expect(lookBack(test, second)!.version).toBe(second);
    expect(lookBack(test, second)!.findGroup('/a')!.version).toBe(first);
    expect(lookBack(test, first - 1)).toBeUndefined();
  });

  it('of an app is found by its version, also by the next process', () => {
    const test = new TestMarathon();
    const first = planOf(test.put(anApp({ cpus: 1 }))).version;
    test.settle();
    test.put(anApp({ cpus: 2 }));
    test.settle();
    test.restart();
    let cpus: number | undefined;
    let versions: readonly number[] = [];
    test.core.groups.findVersion('/app', first, (found) => (cpus = (found as AppDefinition).cpus));
    test.core.groups.versionsOf('/app', (found) => (versions = found));
    test.run(50);
    expect(cpus).toBe(1);
    expect(versions).toHaveLength(2);
    expect(versions[1]).toBe(first);
  });

  it('has no failure of another app of the same name', () => {
    const test = new TestMarathon();
    test.put(anApp());
    test.settle();
    test.mesos.report(test.mesos.living[0]!.info.task_id.value, 'TASK_FAILED');
    expect(test.core.instances.lastFailureOf('/app')).toBeDefined();
    test.remove('/app');
    test.settle();
    test.put(anApp());
    expect(test.core.instances.lastFailureOf('/app')).toBeUndefined();
  });
});
