import { describe, expect, it } from 'vitest';

import type { AttributeConstraint } from '../../../protocol/generated/scheduler.ts';
import type { Constraint } from '../../model/run-spec.ts';
import { anApp } from '../../test-support/test-marathon.ts';
import { mostConstraintsOfRole, offerConstraintsOf, type Wanting } from './offer-constraints.ts';
import { anInstance, anOffer, textAttributes } from './test-support.ts';

const inRack = (rack: string) =>
  anInstance(anOffer({ hostname: `host-${rack}`, attributes: textAttributes({ rack }) }));

function wanting(constraints: readonly Constraint[], more: Partial<Wanting> = {}): Wanting {
  return { runSpec: anApp({ role: 'web', constraints }), placed: [], ...more };
}

function groupsOf(...all: readonly Wanting[]): readonly (readonly AttributeConstraint[])[] {
  const { role_constraints = {} } = offerConstraintsOf(all, new Set());
  return (role_constraints['web']?.groups ?? []).map((each) => each.attribute_constraints ?? []);
}

const rack = { attribute_name: 'rack' };
const exists = { selector: rack, predicate: { exists: {} } };
const not = (value: string) => ({ selector: rack, predicate: { text_not_equals: { value } } });

describe('offer constraints', () => {
  const placed = [inRack('a'), inRack('a'), inRack('b')];

  it.each([
    [['IS', 'a'], [{ selector: rack, predicate: { text_equals: { value: 'a' } } }]],
    [['LIKE', 'a.*'], [{ selector: rack, predicate: { text_matches: { regex: 'a.*' } } }]],
    [['UNLIKE', 'a.*'], [{ selector: rack, predicate: { text_not_matches: { regex: 'a.*' } } }]],
    [['GROUP_BY', '2'], [exists]],
    [['UNIQUE'], [exists, not('a'), not('b')]],
    [
      ['MAX_PER', '2'],
      [exists, not('a')],
    ],
    [['CLUSTER', 'c'], [{ selector: rack, predicate: { text_equals: { value: 'c' } } }]],
    [['CLUSTER'], [{ selector: rack, predicate: { text_equals: { value: 'a' } } }]],
  ] as const)('of %j say which agents may be of use', ([operator, value], expected) => {
    const constraint = { field: 'rack', operator, ...(value === undefined ? {} : { value }) };
    expect(groupsOf(wanting([constraint], { placed }))).toEqual([expected]);
  });

  it('of CLUSTER without a value need just any before the first instance', () => {
    expect(groupsOf(wanting([{ field: 'rack', operator: 'CLUSTER' }]))).toEqual([[exists]]);
  });

  it('do not keep an instance from what is reserved for it', () => {
    const reserved = { ...inRack('a'), condition: 'Reserved' as const };
    const unique = wanting([{ field: 'rack', operator: 'UNIQUE' }], { placed: [reserved] });
    expect(groupsOf(unique)).toEqual([[exists]]);
  });

  it('know where agents are', () => {
    const is = (field: string): Constraint => ({ field, operator: 'IS', value: 'x' });
    const fields = ['hostname', '@hostname', '@region', '@zone'].map(is);
    const [group] = groupsOf(wanting(fields));
    expect(group!.map(({ selector }) => selector.pseudoattribute_type)).toEqual([
      'HOSTNAME',
      'REGION',
      'ZONE',
    ]);
  });

  it('leave out patterns that masters would refuse, and then everything with them', () => {
    const long = 'a{90}b{90}';
    expect(groupsOf(wanting([{ field: 'rack', operator: 'LIKE', value: long }]))).toEqual([
      [exists],
    ]);
    expect(groupsOf(wanting([{ field: 'rack', operator: 'UNLIKE', value: long }]))).toEqual([]);
  });

  it('are of all that wait in a role, each once, and of none where any agent is of use', () => {
    const a = wanting([{ field: 'rack', operator: 'IS', value: 'a' }]);
    const b = wanting([{ field: 'rack', operator: 'IS', value: 'b' }]);
    expect(groupsOf(a, b, a)).toHaveLength(2);
    expect(groupsOf(a, wanting([]), b)).toEqual([]);
    const other = { ...a, runSpec: { ...a.runSpec, role: 'other' } };
    const { role_constraints } = offerConstraintsOf([a, other], new Set(['web']));
    expect(Object.keys(role_constraints!)).toEqual(['other']);
  });

  it('are none where there are too many', () => {
    const many = Array.from({ length: mostConstraintsOfRole }, (_, index) =>
      wanting([{ field: 'rack', operator: 'IS', value: String(index) }]),
    );
    expect(groupsOf(...many)).toHaveLength(mostConstraintsOfRole);
    const one = wanting([{ field: 'rack', operator: 'IS', value: 'one more' }]);
    expect(groupsOf(...many, one)).toEqual([]);
  });
});
