import { describe, expect, it } from 'vitest';
import { anApp } from '../../test-support/test-marathon.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { GroupDefinition } from '../../model/group.ts';
import { CurrentTree } from '../groups/tree.ts';
import { buildPlan, type Difference } from './build-plan.ts';
import { Depths } from './dependencies.ts';

const old = { version: 1, versionInfo: { lastScalingAt: 1, lastConfigChangeAt: 1 } };
const scaled = { version: 2, versionInfo: { lastScalingAt: 2, lastConfigChangeAt: 1 } };
const changed = { version: 2, versionInfo: { lastScalingAt: 2, lastConfigChangeAt: 2 } };

interface Case {
  readonly before?: readonly AppDefinition[];
  readonly after?: readonly AppDefinition[];
  readonly groups?: readonly GroupDefinition[];
  readonly more?: Partial<Difference>;
}

/** "Stop /a | Start /b | Scale /b": steps, and in each its actions. */
function stepsOf({ before = [], after = [], groups = [], more = {} }: Case): string {
  const ids = new Set([...before, ...after].map(({ id }) => id));
  const find = (all: readonly AppDefinition[], id: string) => all.find((app) => app.id === id);
  const runSpecs = new Map(
    [...ids].map((id) => {
      const was = find(before, id);
      const is = find(after, id);
      return [id, { ...(was && { before: was }), ...(is && { after: is }) }] as const;
    }),
  );
  const plan = buildPlan('deployment', {
    target: new CurrentTree(groups, after),
    version: 2,
    runSpecs,
    groups: new Map(),
    toKill: new Map(),
    hasOlder: () => false,
    ...more,
  });
  return plan.steps
    .map(({ actions }) => actions.map(({ kind, runSpec }) => `${kind} ${runSpec.id}`).join(', '))
    .join(' | ');
}

describe('a plan', () => {
  it('stops what goes, announces what is new, then changes what stays', () => {
    const before = [anApp({ id: '/gone', ...old }), anApp({ id: '/stays', ...old })];
    const after = [anApp({ id: '/stays', ...changed }), anApp({ id: '/new', ...changed })];
    expect(stepsOf({ before, after })).toBe('Stop /gone | Start /new | Scale /new, Restart /stays');
  });

  it('has no steps for a change of nothing', () => {
    expect(stepsOf({})).toBe('');
  });

  it('restarts what changed in kind, and scales what changed in number', () => {
    const before = [anApp({ id: '/a', ...old }), anApp({ id: '/b', ...old })];
    const after = [anApp({ id: '/a', instances: 3, ...scaled }), anApp({ id: '/b', ...changed })];
    expect(stepsOf({ before, after })).toBe('Scale /a, Restart /b');
  });

  it('scales what is to have no instances, however it changed', () => {
    const before = [anApp({ ...old })];
    const after = [anApp({ instances: 0, ...changed })];
    expect(stepsOf({ before, after })).toBe('Scale /app');
  });

  it('restarts what is scaled while instances of an older version are left', () => {
    const before = [anApp({ ...old })];
    const after = [anApp({ instances: 3, ...scaled })];
    const hasOlder = (): boolean => true;
    expect(stepsOf({ before, after, more: { hasOlder } })).toBe('Restart /app');
  });

  it('changes first what others depend on, also through groups around them', () => {
    const group = { enforceRole: false, version: 1 };
    const after = [
      anApp({ id: '/db/main', ...changed }),
      anApp({ id: '/db/copy', dependencies: ['/db/main'], ...changed }),
      anApp({ id: '/shop/web', ...changed }),
      anApp({ id: '/alone', ...changed }),
    ];
    const groups = [{ id: '/shop', dependencies: ['/db'], ...group }];
    const before = after.map((app) => ({ ...app, ...old }));
    expect(stepsOf({ before, after, groups })).toBe(
      'Restart /alone, Restart /db/main | Restart /db/copy | Restart /shop/web',
    );
  });

  it('counts the way through apps that do not change', () => {
    const after = [
      anApp({ id: '/a', ...changed }),
      anApp({ id: '/c', dependencies: ['/b'], ...changed }),
    ];
    const between = anApp({ id: '/b', dependencies: ['/a'], ...old });
    const target = new CurrentTree([], [...after, between]);
    const before = after.map((app) => ({ ...app, ...old }));
    expect(stepsOf({ before, after, more: { target } })).toBe('Restart /a | Restart /c');
  });

  it('takes chains of ten thousand apps, and as many that need the same large group', () => {
    const chain = Array.from({ length: 10_000 }, (_, index) =>
      anApp({
        id: `/chain/app-${index}`,
        dependencies: index === 0 ? [] : [`/chain/app-${index - 1}`],
        ...changed,
      }),
    );
    const above = Array.from({ length: 10_000 }, (_, index) =>
      anApp({ id: `/above/app-${index}`, dependencies: ['/chain'], ...changed }),
    );
    const depths = new Depths(new CurrentTree([], [...chain, ...above]));
    expect(depths.of('/chain/app-9999')).toBe(9_999);
    expect(new Set(above.map(({ id }) => depths.of(id)))).toEqual(new Set([10_000]));
  });

  it('ends where apps depend on each other in a circle', () => {
    const after = [
      anApp({ id: '/a', dependencies: ['/b'], ...changed }),
      anApp({ id: '/b', dependencies: ['/a'], ...changed }),
    ];
    expect(stepsOf({ after })).toContain('Start /a, Start /b');
  });
});
