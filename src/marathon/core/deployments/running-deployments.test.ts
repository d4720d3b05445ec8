import { describe, expect, it } from 'vitest';
import type { Result } from '../../../foundation/result.ts';
import type { AppDefinition } from '../../model/app.ts';
import { anApp, TestMarathon } from '../../test-support/test-marathon.ts';
import type { ChangeRequest } from '../parts.ts';
import type { Refusal } from '../refusal.ts';
import type { DeploymentPlan } from './plan.ts';

const appOf = (test: TestMarathon, id = '/app') =>
  test.core.groups.root.findRunSpec(id) as AppDefinition | undefined;
const onlyDeployment = (test: TestMarathon) => [...test.core.deployments.running()][0]!;

function revert(test: TestMarathon, id: string): Result<DeploymentPlan, Refusal> {
  let result: Result<DeploymentPlan, Refusal> | undefined;
  test.core.deployments.revert(id, (reverted) => (result = reverted));
  test.until(() => result !== undefined);
  return result!;
}

function putAll(test: TestMarathon, apps: readonly AppDefinition[]): void {
  const build: ChangeRequest['build'] = (draft) => {
    for (const app of apps) draft.putRunSpec(app);
    return undefined;
  };
  test.change({ groupId: '/', force: false, build });
}

describe('a deployment', () => {
  it('says why it does not get on', () => {
    const test = new TestMarathon();
    test.put(anApp({ instances: 2, cpus: 1000 }));
    test.run(10_000);
    expect([...onlyDeployment(test).blockers()]).toEqual([
      ['/app', '0 of 2 instances are up; 2 to be launched'],
    ]);
  });

  it('goes step by step, in the order of needs', () => {
    const test = new TestMarathon();
    putAll(test, [anApp({ id: '/web', dependencies: ['/db'] }), anApp({ id: '/db' })]);
    expect(test.settle()).toBe(true);
    const launched = [...test.mesos.tasks.values()].map(({ info }) => info.name);
    expect(launched).toEqual(['db', 'web']);
    const steps = test.events.filter(({ type }) => type === 'deployment_step_success');
    expect(steps).toHaveLength(3);
  });

  it('keeps what it is through with while it goes on with others', () => {
    const test = new TestMarathon();
    putAll(test, [anApp({ id: '/web', cpus: 1000, dependencies: ['/db'] }), anApp({ id: '/db' })]);
    test.until(() => test.mesos.living.some(({ state }) => state === 'TASK_RUNNING'));
    test.run(1000);
    test.mesos.report(test.mesos.living[0]!.info.task_id.value, 'TASK_FAILED');
    test.run(20_000);
    expect(test.mesos.living).toHaveLength(1);
  });

  it('keeps what it has not come to, as it was and with the delays of failures', () => {
    const test = new TestMarathon();
    test.put(anApp({ id: '/web' }));
    test.settle();
    const before = appOf(test, '/web')!;
    putAll(test, [
      anApp({ id: '/web', env: { A: '1' }, dependencies: ['/db'] }),
      anApp({ id: '/db', cpus: 1000 }),
    ]);
    test.mesos.report(test.mesos.living[0]!.info.task_id.value, 'TASK_FAILED');
    test.run(500);
    expect(test.core.queue.find('/web')!.delayedUntil).toBeDefined();
    test.run(20_000);
    const kept = [...test.core.instances.of('/web')];
    expect(kept.map(({ runSpecVersion }) => runSpecVersion)).toEqual([before.version]);
    test.put(anApp({ id: '/db' }), true);
    test.put(anApp({ id: '/web', env: { A: '1' } }), true);
    expect(test.settle()).toBe(true);
    expect(test.mesos.living).toHaveLength(2);
  });

  it('leaves nothing undone that happens as it ends', () => {
    const test = new TestMarathon();
    test.put(anApp());
    test.until(() => test.mesos.living.length === 1);
    // All is done, and the end is being stored.
    test.until(() => [...test.core.deployments.running()][0]?.openActions.length === 0);
    test.mesos.report(test.mesos.living[0]!.info.task_id.value, 'TASK_FAILED');
    expect([...test.core.deployments.running()]).toHaveLength(1);
    // Before all apps are looked at anyway.
    test.run(8000);
    expect(test.mesos.living).toHaveLength(1);
  });

  it('that is cancelled stops where it is', () => {
    const test = new TestMarathon();
    test.put(anApp({ instances: 2, cpus: 60 }));
    test.put(anApp({ id: '/big', instances: 2, cpus: 60 }));
    test.run(20_000);
    const { id } = onlyDeployment(test).plan;
    let isDone = false;
    test.core.deployments.cancel(id, ({ ok }) => (isDone = ok));
    test.run(50);
    expect(isDone).toBe(true);
    expect(test.core.queue.wantedOf('/big')).toBe(0);
    expect(test.core.deployments.find(id)).toBeUndefined();
    expect(test.mesos.living).toHaveLength(3);
    test.restart();
    expect(test.core.deployments.find(id)).toBeUndefined();
  });

  it.each(['cancel', 'revert'] as const)('that is not there cannot be %sed', (act) => {
    const test = new TestMarathon();
    let refusal: unknown;
    test.core.deployments[act]('nobody', (result: Result<unknown, Refusal>) => {
      refusal = result.ok ? undefined : result.error.kind;
    });
    expect(refusal).toBe('not-found');
  });
});

describe('a deployment that is taken back', () => {
  it('brings back what was before it', () => {
    const test = new TestMarathon();
    test.put(anApp({ instances: 2 }));
    test.settle();
    test.put(anApp({ instances: 3, cpus: 1000 }));
    test.run(5000);
    expect(revert(test, onlyDeployment(test).plan.id).ok).toBe(true);
    expect(test.settle()).toBe(true);
    expect(appOf(test)).toMatchObject({ instances: 2, cpus: 1 });
    expect(test.mesos.living).toHaveLength(2);
  });

  it('removes what it made, with the groups that are empty then', () => {
    const test = new TestMarathon();
    test.put(anApp({ id: '/a/b/app', cpus: 1000 }));
    revert(test, onlyDeployment(test).plan.id);
    expect(test.settle()).toBe(true);
    expect(appOf(test, '/a/b/app')).toBeUndefined();
    expect(test.core.groups.root.findGroup('/a')).toBeUndefined();
  });

  it('leaves alone what others changed since', () => {
    const test = new TestMarathon();
    test.put(anApp({ id: '/a/one', cpus: 1000 }));
    const { id } = onlyDeployment(test).plan;
    test.put(anApp({ id: '/a/two' }));
    revert(test, id);
    expect(test.settle()).toBe(true);
    expect(appOf(test, '/a/two')).toBeDefined();
    expect(appOf(test, '/a/one')).toBeUndefined();
  });

  it('is refused where its own app was changed since', () => {
    const test = new TestMarathon();
    test.put(anApp({ cpus: 1000 }));
    const { plan } = onlyDeployment(test);
    const [change] = plan.runSpecs.values();
    expect(change!.before).toBeUndefined();
    let result: Result<DeploymentPlan, Refusal> | undefined;
    test.core.groups.change(
      {
        groupId: '/',
        force: true,
        build: (draft) => {
          draft.putRunSpec(anApp({ cpus: 2000 }));
          return undefined;
        },
      },
      () => undefined,
    );
    test.core.deployments.revert(plan.id, (reverted) => (result = reverted));
    test.run(100);
    expect(result).toMatchObject({ ok: false, error: { kind: 'conflict' } });
    expect(appOf(test)!.cpus).toBe(2000);
  });

  it('ends a restart, which changed nothing that could be brought back', () => {
    const test = new TestMarathon({ agents: [{ host: 'a', cpus: 1, mem: 1000 }] });
    test.put(anApp());
    test.settle();
    const restarts = new Set(['/app']);
    const build: ChangeRequest['build'] = (draft) => {
      draft.putRunSpec(anApp());
      return undefined;
    };
    test.change({ groupId: '/app', force: false, restarts, build });
    test.run(5000);
    const { id } = onlyDeployment(test).plan;
    expect(revert(test, id).ok).toBe(true);
    test.run(100);
    expect(test.core.deployments.find(id)).toBeUndefined();
    expect(test.mesos.tasks.size).toBe(1);
  });
});

describe('an app that is scaled', () => {
  it('down loses those that were named', () => {
    const test = new TestMarathon();
    test.put(anApp({ instances: 3 }));
    test.settle();
    const [first] = [...test.core.instances.of('/app')];
    const build: ChangeRequest['build'] = (draft) => {
      draft.putRunSpec(anApp({ instances: 2 }));
      return undefined;
    };
    test.change({ groupId: '/app', force: false, toKill: [first!.id], build });
    expect(test.settle()).toBe(true);
    expect(test.core.instances.find(first!.id)).toBeUndefined();
    expect(test.mesos.living).toHaveLength(2);
  });

  it('after an upgrade was stopped half-way is brought to the new version', () => {
    const test = new TestMarathon();
    test.put(anApp({ instances: 2 }));
    test.settle();
    test.mesos.behaviour = () => 'TASK_STAGING';
    test.put(anApp({ instances: 2, env: { A: '1' } }));
    test.run(5000);
    const { plan } = onlyDeployment(test);
    test.core.deployments.cancel(plan.id, () => undefined);
    test.run(100);
    test.mesos.behaviour = () => 'TASK_RUNNING';
    for (const { info } of test.mesos.living) test.mesos.report(info.task_id.value, 'TASK_RUNNING');
    test.put(anApp({ instances: 3, env: { A: '1' } }));
    expect(test.settle()).toBe(true);
    const versions = [...test.core.instances.of('/app')].map((each) => each.runSpecVersion);
    expect(versions).toEqual([plan.version, plan.version, plan.version]);
  });
});
