import { describe, expect, it } from 'vitest';
import type { Offer } from '../../../protocol/generated/mesos.ts';
import type { Constraint, ConstraintOperator } from '../../model/run-spec.ts';
import { agentOf, findObstacles, valueOf } from './constraints.ts';
import { anInstance, anOffer, textAttributes } from './test-support.ts';

const onHost = (hostname: string): Offer => anOffer({ hostname });
const inRack = (rack: string): Offer => anOffer({ attributes: textAttributes({ rack }) });

function isAllowed(
  [field, operator, value]: readonly [string, ConstraintOperator, (string | undefined)?],
  offer: Offer,
  placed: readonly Offer[] = [],
  wanted = 1,
): boolean {
  const constraint: Constraint = { field, operator, ...(value === undefined ? {} : { value }) };
  const instances = placed.map((each) => anInstance(each));
  return findObstacles([constraint], agentOf(offer), instances, wanted).length === 0;
}

describe('a constraint', () => {
  it.each(['hostname', '@hostname'])('UNIQUE allows one instance for each %s', (field) => {
    expect(isAllowed([field, 'UNIQUE'], onHost('a'))).toBe(true);
    expect(isAllowed([field, 'UNIQUE'], onHost('a'), [onHost('b')])).toBe(true);
    expect(isAllowed([field, 'UNIQUE'], onHost('a'), [onHost('b'), onHost('a')])).toBe(false);
  });

  it('CLUSTER keeps to its value, or to that of the first instance', () => {
    expect(isAllowed(['rack', 'CLUSTER', 'r1'], inRack('r1'))).toBe(true);
    expect(isAllowed(['rack', 'CLUSTER', 'r1'], inRack('r2'))).toBe(false);
    expect(isAllowed(['rack', 'CLUSTER'], inRack('r2'))).toBe(true);
    expect(isAllowed(['rack', 'CLUSTER'], inRack('r2'), [inRack('r2')])).toBe(true);
    expect(isAllowed(['rack', 'CLUSTER'], inRack('r2'), [inRack('r1')])).toBe(false);
    // Its agent may have had another one then.
    expect(isAllowed(['rack', 'CLUSTER', 'r2'], inRack('r2'), [inRack('r1')])).toBe(true);
  });

  it('GROUP_BY with a number gives groups equal shares, and no more groups than that', () => {
    const rule = ['rack', 'GROUP_BY', '2'] as const;
    const [r1, r2, r3] = [inRack('r1'), inRack('r2'), inRack('r3')];
    expect(isAllowed(rule, r1, [], 5)).toBe(true);
    expect(isAllowed(rule, r1, [r1, r1], 5)).toBe(true);
    expect(isAllowed(rule, r1, [r1, r1, r1], 5)).toBe(false);
    expect(isAllowed(rule, r2, [r1, r1, r1, r2], 5)).toBe(true);
    expect(isAllowed(rule, r2, [r1, r1, r1, r2, r2], 5)).toBe(false);
    expect(isAllowed(rule, r3, [r1, r2], 5)).toBe(false);
  });

  it('GROUP_BY without a number takes new groups, or the smallest', () => {
    const rule = ['rack', 'GROUP_BY'] as const;
    const [r1, r2, r3] = [inRack('r1'), inRack('r2'), inRack('r3')];
    expect(isAllowed(rule, r1, [])).toBe(true);
    expect(isAllowed(rule, r1, [r1])).toBe(true);
    expect(isAllowed(rule, r1, [r1, r1, r2])).toBe(false);
    expect(isAllowed(rule, r2, [r1, r1, r2])).toBe(true);
    expect(isAllowed(rule, r3, [r1, r1, r2])).toBe(true);
  });

  it('MAX_PER allows so many for each value', () => {
    const rule = ['rack', 'MAX_PER', '2'] as const;
    expect(isAllowed(rule, inRack('r1'), [inRack('r1'), inRack('r2'), inRack('r2')])).toBe(true);
    expect(isAllowed(rule, inRack('r2'), [inRack('r1'), inRack('r2'), inRack('r2')])).toBe(false);
  });

  it('LIKE and UNLIKE match the whole value', () => {
    expect(isAllowed(['rack', 'LIKE', 'r[12]'], inRack('r1'))).toBe(true);
    expect(isAllowed(['rack', 'LIKE', 'r[12]'], inRack('r12'))).toBe(false);
    expect(isAllowed(['rack', 'UNLIKE', 'r[12]'], inRack('r1'))).toBe(false);
    expect(isAllowed(['rack', 'UNLIKE', 'r[12]'], inRack('r12'))).toBe(true);
    for (const operator of ['LIKE', 'UNLIKE'] as const) {
      expect(isAllowed(['rack', operator, ''], inRack('r1'))).toBe(false);
    }
  });

  it('IS compares numbers as numbers, and texts as texts', () => {
    expect(isAllowed(['rack', 'IS', 'r1'], inRack('r1'))).toBe(true);
    expect(isAllowed(['rack', 'IS', 'r1'], inRack('R1'))).toBe(false);
    expect(isAllowed(['rack', 'IS', '1.50'], inRack('1.5'))).toBe(true);
    expect(isAllowed(['rack', 'IS', '16'], inRack('0x10'))).toBe(false);
  });

  it.each([
    ['UNIQUE', undefined, false],
    ['CLUSTER', 'x', false],
    ['GROUP_BY', '2', false],
    ['MAX_PER', '2', false],
    ['LIKE', '.*', false],
    ['IS', 'x', false],
    ['UNLIKE', 'x', true],
  ] as const)('%s of an attribute that the agent has not: %s %s', (operator, value, allowed) => {
    const offer = inRack('r1');
    const isMet =
      value === undefined
        ? isAllowed(['zone', operator], offer)
        : isAllowed(['zone', operator, value], offer);
    expect(isMet).toBe(allowed);
  });

  it('holds together with others, and each that does not is named', () => {
    const constraints: Constraint[] = [
      { field: 'hostname', operator: 'UNIQUE' },
      { field: 'rack', operator: 'LIKE', value: 'r2' },
      { field: 'zone', operator: 'IS', value: 'z' },
    ];
    const agent = agentOf(anOffer({ attributes: textAttributes({ rack: 'r1' }) }));
    expect(findObstacles(constraints, agent, [], 1)).toEqual([
      'constraint rack LIKE r2 does not allow rack r1',
      'constraint zone IS z: the agent host1 has no zone',
    ]);
  });
});

describe('what constraints read of an agent', () => {
  it('is text for every kind of attribute, and where the agent is', () => {
    const agent = agentOf(
      anOffer({
        attributes: [
          { name: 'cost', type: 'SCALAR', scalar: { value: 1.23456 } },
          { name: 'slots', type: 'SCALAR', scalar: { value: 4 } },
          {
            name: 'span',
            type: 'RANGES',
            ranges: {
              range: [
                { begin: 20, end: 30 },
                { begin: 1, end: 2 },
              ],
            },
          },
          { name: 'kinds', type: 'SET', set: { item: ['b', 'a'] } },
        ],
        domain: { fault_domain: { region: { name: 'eu' }, zone: { name: 'eu-1' } } },
      }),
    );
    const fields = ['cost', 'slots', 'span', 'kinds', '@region', '@zone', '@hostname', 'none'];
    expect(fields.map((field) => valueOf(agent, field))).toEqual([
      '1.235',
      '4',
      '[1-2,20-30]',
      '{a,b}',
      'eu',
      'eu-1',
      'host1',
      undefined,
    ]);
  });
});
