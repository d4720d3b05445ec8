import { describe, expect, it } from 'vitest';
import { type Goal, mostRecent, offered, readRecent, type Recent, withUsed } from './goals.ts';

const jump = (label: string): Goal => ({ key: label, label, what: '', act: `#/${label}` });
const labels = (goals: readonly Goal[]): string[] => goals.map(({ label }) => label);

describe('what the palette offers', () => {
  const goals = [jump('tasks'), jump('agents'), jump('settings')];

  it('has what was used last in front', () => {
    const recent = withUsed(withUsed([], jump('settings')), jump('agents'));
    expect(labels(offered(goals, '', recent))).toEqual(['agents', 'settings', 'tasks']);
    expect(
      labels(offered([jump('web-1'), jump('web-2')], 'web', withUsed([], jump('web-2')))),
    ).toEqual(['web-2', 'web-1']);
  });

  it('finds again what it led to, and offers no deed that is not there', () => {
    const deed: Goal = { key: 'drain', label: 'Drain', what: '', act: () => undefined };
    const recent = withUsed(withUsed([], jump('web.1')), deed);
    expect(labels(offered(goals, 'web', recent))).toEqual(['web.1']);
    expect(labels(offered(goals, 'drain', recent))).toEqual([]);
    expect(labels(offered([...goals, deed], '', recent))[0]).toBe('Drain');
  });

  it('finds by what else a thing is called', () => {
    expect(labels(offered([{ ...jump('web'), also: '4f0c-S7' }], 's7', []))).toEqual(['web']);
  });

  it('keeps few, each once, and reads back nothing else', () => {
    let recent: Recent = [];
    for (let i = 0; i < 3 * mostRecent; i++) recent = withUsed(recent, jump(`at ${i % 20}`));
    expect(recent).toHaveLength(mostRecent);
    expect(new Set(recent.map(({ key }) => key)).size).toBe(mostRecent);
    expect(readRecent(JSON.parse(JSON.stringify(recent)))).toEqual(recent);
    expect(readRecent('x')).toBeUndefined();
    expect(readRecent([{ ...recent[0], address: 'javascript:alert(1)' }, 7])).toEqual([]);
  });
});
