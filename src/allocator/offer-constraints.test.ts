import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  AttributeConstraint,
  AttributeConstraint_Predicate,
  AttributeConstraint_Selector,
  OfferConstraints,
} from '../protocol/generated/scheduler.ts';
import type { Attribute } from '../protocol/generated/mesos.ts';
import {
  type ConstrainedAgent,
  type OfferConstraintsFilter,
  attributeTexts,
  compileOfferConstraints,
  defaultPatternLimits,
} from './offer-constraints.ts';
import { TestCluster } from './test-support.ts';

/** For role `r`: alternatives of which all constraints must be met. */
function constraints(...groups: AttributeConstraint[][]): OfferConstraints {
  return {
    role_constraints: {
      r: { groups: groups.map((attribute_constraints) => ({ attribute_constraints })) },
    },
  };
}

function on(name: string, predicate: AttributeConstraint_Predicate): AttributeConstraint {
  return { selector: { attribute_name: name }, predicate };
}

function compile(message: OfferConstraints): OfferConstraintsFilter {
  const compiled = compileOfferConstraints(message, defaultPatternLimits);
  if (!compiled.ok) throw new Error(compiled.error);
  return compiled.value;
}

function errorOf(message: OfferConstraints): string | undefined {
  const compiled = compileOfferConstraints(message, defaultPatternLimits);
  return compiled.ok ? undefined : compiled.error;
}

function agentWith(...attributes: Attribute[]): ConstrainedAgent {
  return { hostname: 'h', attributes: attributeTexts(attributes) };
}

function text(name: string, value: string): Attribute {
  return { name, type: 'TEXT', text: { value } };
}

const noText: Attribute = { name: 'a', type: 'SCALAR', scalar: { value: 1 } };

describe('a constraint', () => {
  const missing = agentWith();
  const x = agentWith(text('a', 'x'));
  const y = agentWith(text('a', 'y'));
  const number = agentWith(noText);

  it.each<[AttributeConstraint_Predicate, boolean[]]>([
    [{ exists: {} }, [false, true, true, true]],
    [{ not_exists: {} }, [true, false, false, false]],
    [{ text_equals: { value: 'x' } }, [false, true, false, true]],
    [{ text_not_equals: { value: 'x' } }, [true, false, true, true]],
    [{ text_matches: { regex: '[x]' } }, [false, true, false, true]],
    [{ text_not_matches: { regex: '[x]' } }, [true, false, true, true]],
  ])('%j tells agents without, with the text, with another, with a number', (predicate, wanted) => {
    const filter = compile(constraints([on('a', predicate)]));
    expect([missing, x, y, number].map((agent) => !filter.isExcluded('r', agent))).toEqual(wanted);
    expect(filter.isExcluded('other role', missing)).toBe(false);
  });

  it('may be on host, region and zone', () => {
    const agent = { hostname: 'h1', region: 'east', zone: 'e-1' };
    const accepts = (type: string, value: string, of: ConstrainedAgent = agent): boolean => {
      const selector = { pseudoattribute_type: type } as AttributeConstraint_Selector;
      const filter = compile(constraints([{ selector, predicate: { text_equals: { value } } }]));
      return !filter.isExcluded('r', of);
    };
    expect(accepts('HOSTNAME', 'h1')).toBe(true);
    expect(accepts('REGION', 'east')).toBe(true);
    expect(accepts('ZONE', 'e-1')).toBe(true);
    expect(accepts('ZONE', 'east')).toBe(false);
    expect(accepts('REGION', 'east', { hostname: 'east' })).toBe(false);
  });

  it('looks at the first of several attributes with one name', () => {
    const filter = compile(constraints([on('a', { text_equals: { value: 'x' } })]));
    expect(filter.isExcluded('r', agentWith(text('a', 'x'), text('a', 'y')))).toBe(false);
    expect(filter.isExcluded('r', agentWith(text('a', 'y'), text('a', 'x')))).toBe(true);
  });
});

describe('what no framework may ask for', () => {
  const invalid = (error: string): string =>
    `A role r has an invalid 'AttributeConstraint': ${error}`;

  // Each as a real master answered it.
  it.each<[OfferConstraints, string]>([
    [
      constraints(),
      "'OfferConstraints::role_constraints' has an empty 'RoleConstraints::groups' for role r",
    ],
    [
      constraints([]),
      "'OfferConstraints::RoleConstraints::groups' for role rcontains an empty RoleConstraints::Group",
    ],
    [
      constraints([{ selector: {}, predicate: { exists: {} } }]),
      invalid(
        "Exactly one of 'AttributeConstraint::Selector::name' or 'AttributeConstraint::Selector::pseudoattribute_type' must be set",
      ),
    ],
    [
      constraints([{ selector: { pseudoattribute_type: 'UNKNOWN' }, predicate: { exists: {} } }]),
      invalid('Unknown pseudoattribute type'),
    ],
    [constraints([on('a', {})]), invalid('Unknown predicate type')],
    [
      constraints([on('a', { text_matches: { regex: '(' } })]),
      invalid("Failed to construct regex from pattern '(': missing ): ("),
    ],
    [
      constraints([on('a', { text_not_matches: { regex: 'a{200}' } })]),
      invalid(
        "Regex 'a{200}' is too complex: program size of 204 is larger than maximum of 100 allowed",
      ),
    ],
  ])('%j', (message, error) => {
    expect(errorOf(message)).toBe(error);
  });

  it('more than one can go through for each agent', () => {
    const named = (count: number): AttributeConstraint[] =>
      Array.from({ length: count }, (_, i) => on(`a${i}`, { exists: {} }));
    const matching = (count: number): AttributeConstraint[] =>
      Array.from({ length: count }, (_, i) => on('a', { text_matches: { regex: `x${i}` } }));
    expect(errorOf(constraints(named(10_000)))).toBeUndefined();
    expect(errorOf(constraints(named(10_000), named(1)))).toBe(
      'There are 10001 constraints; at most 10000 are allowed',
    );
    expect(errorOf(constraints(matching(500), matching(500)))).toBeUndefined();
    expect(errorOf(constraints(matching(501)))).toBe(
      invalid('There are more than 500 different regexes'),
    );
  });

  it('a pattern at the limits is allowed', () => {
    expect(errorOf(constraints([on('a', { text_matches: { regex: 'a{96}' } })]))).toBeUndefined();
    expect(errorOf(constraints([on('a', { text_matches: { regex: 'a{97}' } })]))).toBeDefined();
    expect(errorOf({})).toBeUndefined();
  });
});

describe('groups of constraints', () => {
  const names = fc.constantFrom('a', 'b');
  const texts = fc.constantFrom('x', 'y', '');
  const attribute: fc.Arbitrary<Attribute> = fc.oneof(
    fc.record({ name: names, value: texts }).map(({ name, value }) => text(name, value)),
    names.map((name): Attribute => ({ ...noText, name })),
  );
  const predicate: fc.Arbitrary<AttributeConstraint_Predicate> = fc.oneof(
    fc.constant({ exists: {} }),
    fc.constant({ not_exists: {} }),
    texts.map((value) => ({ text_equals: { value } })),
    texts.map((value) => ({ text_not_equals: { value } })),
    fc.constantFrom('x|y', '', '[^x]*').map((regex) => ({ text_matches: { regex } })),
    fc.constantFrom('x|y', '', '[^x]*').map((regex) => ({ text_not_matches: { regex } })),
  );
  const constraint = fc.record({ name: names, predicate });
  const groups = fc.array(fc.array(constraint, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  });

  /** The rules as the documentation tells them. */
  function meets(found: Attribute | undefined, asked: AttributeConstraint_Predicate): boolean {
    if (asked.exists) return found !== undefined;
    if (asked.not_exists) return found === undefined;
    const isNegative = Boolean(asked.text_not_equals ?? asked.text_not_matches);
    if (found === undefined) return isNegative;
    if (found.type !== 'TEXT') return true;
    const { value } = found.text!;
    const { regex } = asked.text_matches ?? asked.text_not_matches ?? {};
    const equal = asked.text_equals ?? asked.text_not_equals;
    const isMet =
      regex === undefined ? value === equal?.value : new RegExp(`^(?:${regex})$`).test(value);
    return isMet !== isNegative;
  }

  it('exclude what a naive reading of the rules excludes', () => {
    fc.assert(
      fc.property(fc.array(attribute, { maxLength: 3 }), groups, (attributes, given) => {
        const filter = compile(
          constraints(...given.map((group) => group.map((one) => on(one.name, one.predicate)))),
        );
        const isWanted = given.some((group) =>
          group.every((one) =>
            meets(
              attributes.find(({ name }) => name === one.name),
              one.predicate,
            ),
          ),
        );
        expect(filter.isExcluded('r', agentWith(...attributes))).toBe(!isWanted);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a framework with constraints', () => {
  const roles = new Set(['r']);
  const inRack = (rack: string): OfferConstraintsFilter =>
    compile(constraints([on('rack', { text_equals: { value: rack } })]));

  it('is offered the agents that meet them, and others go to others', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f', { roles, offerConstraints: inRack('1') });
    for (const rack of ['1', '2']) {
      cluster.addAgent(`a${rack}`, 'cpus:1', { attributes: new Map([['rack', rack]]) });
    }
    expect(cluster.passText()).toEqual(['f a1 cpus(allocated: r):1']);
    expect(cluster.allocator.exclusionsNow()('f', 'r')).toEqual(['a2']);
    cluster.addFramework('g');
    expect(cluster.passText()).toEqual(['g a2 cpus(allocated: *):1']);
  });

  it('is offered more at once when it asks for less, or the agent changes', () => {
    const cluster = new TestCluster();
    const info = { hostname: 'h', capabilities: new Set(['MULTI_ROLE']) };
    cluster.addAgent('a', 'cpus:1', { ...info, attributes: new Map([['rack', '1']]) });
    cluster.addFramework('f', { roles, offerConstraints: inRack('2') });
    expect(cluster.pass(10_000)).toEqual([]);
    const framework = {
      roles,
      suppressedRoles: new Set<string>(),
      capabilities: new Set<string>(),
      minAllocatable: new Map(),
    };
    cluster.allocator.updateFramework('f', framework);
    const [offer] = cluster.pass();
    expect(offer?.agentId).toBe('a');
    cluster.allocator.updateFramework('f', { ...framework, offerConstraints: inRack('2') });
    cluster.decline(offer!, 0);
    expect(cluster.pass(10_000)).toEqual([]);
    cluster.allocator.updateAgentInfo('a', { ...info, attributes: new Map([['rack', '2']]) });
    expect(cluster.pass()).toHaveLength(1);
  });
});
