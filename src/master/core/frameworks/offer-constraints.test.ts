import { describe, expect, it } from 'vitest';
import type {
  AttributeConstraint_Predicate,
  OfferConstraints,
} from '../../../protocol/generated/scheduler.ts';
import { TestMaster, aFramework, anAgent } from '../test-support.ts';
import type { TestFramework } from '../test-support.ts';

const pid = 'slave(1)@10.0.0.1:5051';
const domain = { fault_domain: { region: { name: 'east' }, zone: { name: 'east-1' } } };
const info = aFramework({ roles: ['r'] });

function onRack(predicate: AttributeConstraint_Predicate, role = 'r'): OfferConstraints {
  const constraint = { selector: { attribute_name: 'rack' }, predicate };
  return { role_constraints: { [role]: { groups: [{ attribute_constraints: [constraint] }] } } };
}

function withRack(rack: string): TestMaster {
  const master = new TestMaster();
  // Only a master with a domain takes agents that have one.
  master.core.masterInfo.domain = domain;
  master.register(pid, {
    ...anAgent(),
    attributes: [{ name: 'rack', type: 'TEXT', text: { value: rack } }],
    domain,
  });
  master.advance(100);
  return master;
}

function update(master: TestMaster, framework: TestFramework, given: object) {
  return master.call(framework, {
    type: 'UPDATE_FRAMEWORK',
    update_framework: { framework_info: framework.record!.info, ...given },
  });
}

describe('offer constraints', () => {
  it('of SUBSCRIBE keep agents from a framework until UPDATE_FRAMEWORK lets them through', () => {
    const master = withRack('1');
    const given = onRack({ text_equals: { value: '2' } });
    const framework = master.subscribe(info, [], given);
    master.advance(10_000);
    expect(framework.offers).toEqual([]);
    expect(framework.record!.offerConstraints.message).toEqual(given);
    const wanted = onRack({ text_matches: { regex: '[01]' } });
    expect(update(master, framework, { offer_constraints: wanted }).ok).toBe(true);
    master.advance(0);
    expect(framework.offers).toHaveLength(1);
    expect(framework.record!.offerConstraints.message).toEqual(wanted);
  });

  it('end when an update or a new subscription leaves them out', () => {
    for (const clear of [
      (master: TestMaster, old: TestFramework) => {
        update(master, old, {});
        return old;
      },
      (master: TestMaster, old: TestFramework) => master.subscribe(old.record!.info),
    ]) {
      const master = withRack('1');
      const framework = clear(master, master.subscribe(info, [], onRack({ not_exists: {} })));
      master.advance(0);
      expect(framework.offers).toHaveLength(1);
      expect(framework.record!.offerConstraints.message).toEqual({});
    }
  });

  it('see region and zone of an agent', () => {
    for (const [type, value, count] of [
      ['ZONE', 'east-1', 1],
      ['REGION', 'east', 1],
      ['ZONE', 'west-1', 0],
    ] as const) {
      const master = withRack('1');
      const constraint = {
        selector: { pseudoattribute_type: type },
        predicate: { text_equals: { value } },
      };
      const framework = master.subscribe(info, [], {
        role_constraints: { r: { groups: [{ attribute_constraints: [constraint] }] } },
      });
      master.advance(0);
      expect(framework.offers).toHaveLength(count);
    }
  });

  // Each as a real master answered it.
  const wrong: [OfferConstraints, string][] = [
    [
      { role_constraints: { r: {} } },
      "Offer constraints are not valid: 'OfferConstraints::role_constraints' has an empty 'RoleConstraints::groups' for role r",
    ],
    [
      onRack({ exists: {} }, 'q'),
      "Offer constraints specify `role_constraints` for a role 'q'not contained in the set of roles",
    ],
    [
      onRack({ text_matches: { regex: '(' } }),
      "Offer constraints are not valid: A role r has an invalid 'AttributeConstraint': Failed to construct regex from pattern '(': missing ): (",
    ],
  ];

  it.each(wrong)('%j are refused', (constraints, message) => {
    const master = new TestMaster();
    const refused = master.subscribe(info, [], constraints);
    expect(refused.events).toEqual([{ type: 'ERROR', error: { message } }]);
    expect(refused.isClosed).toBe(true);
    const given = onRack({ exists: {} });
    const framework = master.subscribe(info, [], given);
    expect(update(master, framework, { offer_constraints: constraints })).toEqual({
      ok: false,
      error: `'UpdateFramework' call is not valid: ${message}`,
    });
    expect(framework.record!.offerConstraints.message).toEqual(given);
  });

  it('obey the limits of the flags', () => {
    const limits = { maxMemBytes: 4096, maxProgramSize: 10 };
    const master = new TestMaster({ offerConstraintPatternLimits: limits });
    const refused = master.subscribe(info, [], onRack({ text_matches: { regex: 'a{7}' } }));
    expect(refused.events[0]!.error!.message).toMatch(/program size of 11 is larger than .* of 10/);
    const taken = master.subscribe(info, [], onRack({ text_matches: { regex: 'a{6}' } }));
    expect(taken.types[0]).toBe('SUBSCRIBED');
  });
});

describe('suppressed roles', () => {
  it('must be roles of the framework', () => {
    const master = new TestMaster();
    const message = 'Suppressed roles { p, q } are not contained in the set of roles';
    expect(master.subscribe(info, ['q', 'r', 'p']).events[0]!.error!.message).toBe(message);
    expect(update(master, master.subscribe(info), { suppressed_roles: ['q', 'p'] })).toEqual({
      ok: false,
      error: `'UpdateFramework' call is not valid: ${message}`,
    });
  });
});
