import { describe, expect, it } from 'vitest';
import type { Resource } from '../protocol/generated/mesos.ts';
import { Resources } from './resources.ts';
import { shareResources } from './shared.ts';

function scalar(name: string, value: number, role = 'r'): Resource {
  return { name, type: 'SCALAR', scalar: { value }, allocation_info: { role } } as Resource;
}

describe('resources of many tasks', () => {
  it('are one when the lists say the same', () => {
    const first = shareResources([scalar('cpus', 1), scalar('mem', 32)]);
    const second = shareResources([scalar('cpus', 1), scalar('mem', 32)]);
    expect(second.messages).toBe(first.messages);
    expect(second.resources).toBe(first.resources);
    expect(first.resources.equals(Resources.fromMessages(first.messages))).toBe(true);
  });

  it.each<[string, Resource[], Resource[]]>([
    ['amounts', [scalar('cpus', 1)], [scalar('cpus', 1.0001)]],
    ['roles', [scalar('cpus', 1, 'a')], [scalar('cpus', 1, 'b')]],
    ['order', [scalar('a', 1), scalar('b', 1)], [scalar('b', 1), scalar('a', 1)]],
    ['names that hold digits', [scalar('a1', 1)], [scalar('a', 11)]],
    ['something beside', [scalar('cpus', 1)], [{ ...scalar('cpus', 1), revocable: {} }]],
    ['an old role', [scalar('cpus', 1)], [{ ...scalar('cpus', 1), role: 'web' as never }]],
  ])('are different when they differ in %s', (_what, left, right) => {
    const known = shareResources(left);
    expect(known.messages).toEqual(left);
    const other = shareResources(right);
    expect(other.messages).toEqual(right);
    expect(other.messages).not.toBe(known.messages);
    expect(other.resources.equals(Resources.fromMessages(right))).toBe(true);
  });

  it('may be none', () => {
    expect(shareResources(undefined).resources.isEmpty()).toBe(true);
  });
});
