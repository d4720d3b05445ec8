import { describe, expect, it } from 'vitest';
import type { Condition, Instance } from '../../../model/instance.ts';
import type { AppDefinition } from '../../../model/app.ts';
import { anApp } from '../../../test-support/test-marathon.ts';
import { selectKills } from './kill-selection.ts';

function anInstance(
  id: string,
  more: Partial<Instance> & { readonly rack?: string } = {},
): Instance {
  const { rack = '1', ...members } = more;
  return {
    id,
    runSpecId: '/app',
    runSpecVersion: 1,
    role: '*',
    goal: 'Running',
    condition: 'Running',
    since: 0,
    agent: { agentId: `agent-${id}`, host: `host-${id}`, attributes: { rack } },
    tasks: [],
    volumes: [],
    incarnation: 1,
    ...members,
  };
}

function kills(
  instances: readonly Instance[],
  count: number,
  more: Partial<AppDefinition> = {},
  named: readonly string[] = [],
): readonly string[] {
  return selectKills(anApp(more), instances, count, new Set(named)).map(({ id }) => id);
}

describe('which instances go', () => {
  const ages = ['a', 'b', 'c'].map((id, at) => anInstance(id, { activeSince: at }));

  it('the youngest, or the oldest, as the app says', () => {
    expect(kills(ages, 2)).toEqual(['c', 'b']);
    expect(kills(ages, 2, { killSelection: 'OLDEST_FIRST' })).toEqual(['a', 'b']);
  });

  it('those that are least alive before others', () => {
    const order: Condition[] = ['Running', 'Starting', 'Staging', 'Provisioned', 'Unreachable'];
    const instances = order.map((condition) => anInstance(condition, { condition }));
    expect(kills(instances, 5)).toEqual(order.toReversed());
  });

  it('those that were named before all others, and no more than asked for', () => {
    expect(kills(ages, 1, {}, ['a'])).toEqual(['a']);
    expect(kills(ages, 1, {}, ['a', 'b'])).toEqual(['a']);
    expect(kills(ages, 2, {}, ['a'])).toEqual(['a', 'c']);
  });

  it('those of a crowded place when they are to be spread', () => {
    const spread = { constraints: [{ field: 'rack', operator: 'GROUP_BY' as const }] };
    const instances = [
      anInstance('a', { activeSince: 1, rack: '1' }),
      anInstance('b', { activeSince: 2, rack: '1' }),
      anInstance('c', { activeSince: 3, rack: '2' }),
    ];
    expect(kills(instances, 1, spread)).toEqual(['b']);
    expect(kills(instances, 1)).toEqual(['c']);
  });

  it('no more than there are, and none twice', () => {
    expect(kills(ages, 9).toSorted()).toEqual(['a', 'b', 'c']);
    expect(kills(ages, 0)).toEqual([]);
  });
});
