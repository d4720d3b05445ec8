import { describe, expect, it } from 'vitest';
import { Changes, mostAppsAtOnce, withGroupsOf } from './changes.ts';

const known = { apps: new Map([['/a', 1]]), pods: new Map([['/p', 1]]) };
const nothing = { apps: [], groups: false, deployments: false, pods: false, all: false };

describe('what is asked for after events', () => {
  it('is what they name, once', () => {
    const changes = new Changes();
    changes.take({ eventType: 'status_update_event', appId: '/a' }, known);
    changes.take({ eventType: 'instance_changed_event', runSpecId: '/a' }, known);
    changes.take({ eventType: 'status_update_event', appId: '/p' }, known);
    expect(changes.next(known)).toEqual({ ...nothing, apps: ['/a'], pods: true });
    expect(changes.isEmpty).toBe(true);
    expect(changes.next(known)).toEqual(nothing);
  });

  it('is of a deployment the apps of its steps, and groups only when it is none of those', () => {
    const changes = new Changes();
    const plan = { steps: [{ actions: [{ app: '/new/b' }] }, { actions: [{ app: '/a' }] }] };
    changes.take({ eventType: 'group_change_success', groupId: '/new/b' }, known);
    changes.take({ eventType: 'deployment_info', plan }, known);
    expect(changes.next(known)).toEqual({ ...nothing, apps: ['/new/b', '/a'], deployments: true });
    changes.take({ eventType: 'group_change_success', groupId: '/empty' }, known);
    expect(changes.next(known)).toEqual({ ...nothing, groups: true });
  });

  it('comes in parts, and is everything only when that is cheaper', () => {
    const changes = new Changes();
    for (let i = 0; i < 300; i++) changes.expect(`/b${i}`, known.pods);
    expect(changes.next(known).apps).toHaveLength(mostAppsAtOnce);
    expect(changes.isEmpty).toBe(false);
    expect(changes.next(known).apps).toHaveLength(100);
    for (let i = 0; i < 3_000; i++) changes.expect(`/b${i}`, known.pods);
    expect(changes.next(known)).toEqual({ ...nothing, all: true });
    expect(changes.isEmpty).toBe(true);
  });
});

describe('groups', () => {
  it('are there when something in them is', () => {
    const groups = new Set(['/a']);
    expect(withGroupsOf(groups, ['/a/x'])).toBe(groups);
    expect([...withGroupsOf(groups, ['/b/c/x', '/y'])]).toEqual(['/a', '/b/c', '/b']);
  });
});
