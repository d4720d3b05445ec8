import { describe, expect, it } from 'vitest';
import { compileOfferConstraints, defaultPatternLimits } from './offer-constraints.ts';
import type { Note } from './notes.ts';
import { TestCluster, allAgentCapabilities } from './test-support.ts';

const only = (role: string): { roles: Set<string> } => ({ roles: new Set([role]) });

/** The reasons of the first framework that is told of, with their counts. */
function reasonsOf(cluster: TestCluster, frameworkId = 'f'): Record<string, number> {
  const [client] = cluster.allocator.explain({ frameworkId }).clients;
  return Object.fromEntries(client!.reasons.map(({ reason, count }) => [reason, count]));
}

function noteOf(cluster: TestCluster, frameworkId = 'f'): Note {
  return cluster.allocator.explain({ frameworkId }).clients[0]!.reasons[0]!.examples[0]!.note;
}

describe('a framework hears why it is offered nothing:', () => {
  it('it refused, what and until when', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f');
    cluster.addAgent('a1');
    const [offer] = cluster.pass();
    cluster.decline(offer!, 60);
    cluster.pass(2_000);
    const note = noteOf(cluster);
    expect(note).toMatchObject({ reason: 'REFUSED', refused: offer!.resources.unallocate() });
    const { nowMs } = cluster.allocator.explain({});
    expect(note.reason === 'REFUSED' && note.untilMs - nowMs).toBe(58_000);
  });

  it('it suppressed the role, is not connected, or is no longer in it', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f');
    cluster.addAgent('a1');
    cluster.allocator.suppressOffers('f');
    expect(reasonsOf(cluster)).toEqual({ SUPPRESSED: 1 });
    cluster.allocator.deactivateFramework('f');
    expect(reasonsOf(cluster)).toEqual({ FRAMEWORK_INACTIVE: 1 });
  });

  it('agents are away, drained, not on the whitelist', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f');
    for (const id of ['a1', 'a2', 'a3', 'a4']) cluster.addAgent(id);
    cluster.allocator.deactivateAgent('a1');
    cluster.allocator.deactivateAgent('a2', 'draining');
    cluster.allocator.updateWhitelist(new Set(['a4']));
    expect(reasonsOf(cluster)).toEqual({ AGENT_INACTIVE: 2, NOT_WHITELISTED: 1, FAIR_SHARE: 1 });
    const [client] = cluster.allocator.explain({ frameworkId: 'f' }).clients;
    expect(client!.reasons[0]!.examples.map(({ agentId, note }) => [agentId, note])).toEqual([
      ['a1', { reason: 'AGENT_INACTIVE', why: 'disconnected' }],
      ['a2', { reason: 'AGENT_INACTIVE', why: 'draining' }],
    ]);
  });

  it('others have everything, and who', () => {
    const cluster = new TestCluster();
    cluster.addFramework('greedy', only('r'));
    cluster.addAgent('a1');
    cluster.pass();
    cluster.addFramework('f');
    cluster.pass(5_000);
    expect(noteOf(cluster)).toMatchObject({
      reason: 'NOTHING_LEFT',
      holders: [{ frameworkId: 'greedy', role: 'r', roleShare: 1 }],
    });
  });

  it('somebody with a smaller share goes first', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f', only('x'));
    cluster.addAgent('a1');
    cluster.pass();
    cluster.addFramework('other', only('y'));
    cluster.pass();
    cluster.addAgent('a2');
    expect(reasonsOf(cluster)).toEqual({ NOTHING_LEFT: 1, FAIR_SHARE: 1 });
    const { clients, roles } = cluster.allocator.explain({ frameworkId: 'f', agentId: 'a2' });
    const { note } = clients[0]!.reasons[0]!.examples[0]!;
    expect(note).toMatchObject({ reason: 'FAIR_SHARE', first: { frameworkId: 'other' } });
    expect(roles[0]).toMatchObject({ role: 'x', share: 0.5, place: 2, placeOf: 2 });
    // And so it comes.
    expect(cluster.passText()).toEqual([expect.stringContaining('other a2')]);
  });

  it('what is left is reserved to others, or cannot be seen by it', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f', only('x'));
    cluster.addAgent('a1', 'cpus(y):1;mem(y):1000');
    cluster.addAgent('a2', 'cpus:1;mem:1000;gpus:1');
    cluster.addAgent('a3', 'cpus:1;mem:1000', { capabilities: new Set() });
    cluster.addAgent('a4', 'cpus:0.001;mem:1');
    cluster.addAgent('a5', 'cpus:1;mem:1000', { region: 'moon' });
    cluster.pass();
    expect(reasonsOf(cluster)).toMatchObject({
      RESERVED_FOR_OTHERS: 1,
      MISSING_CAPABILITY: 2,
      MIN_ALLOCATABLE: 1,
    });
  });

  it('an agent is elsewhere', () => {
    const cluster = new TestCluster({ masterRegion: 'earth' });
    cluster.addFramework('f');
    cluster.addAgent('a5', 'cpus:1;mem:1000', { region: 'moon' });
    cluster.pass();
    expect(noteOf(cluster)).toEqual({
      reason: 'OTHER_REGION',
      region: 'moon',
      masterRegion: 'earth',
    });
  });

  it('its own constraints exclude an agent', () => {
    const compiled = compileOfferConstraints(
      {
        role_constraints: {
          x: {
            groups: [
              {
                attribute_constraints: [
                  { selector: { attribute_name: 'rack' }, predicate: { exists: {} } },
                ],
              },
            ],
          },
        },
      },
      defaultPatternLimits,
    );
    const cluster = new TestCluster();
    const offerConstraints = compiled.ok ? compiled.value : undefined;
    cluster.addFramework('f', { ...only('x'), offerConstraints });
    cluster.addAgent('a1');
    expect(reasonsOf(cluster)).toEqual({ OFFER_CONSTRAINTS: 1 });
  });

  it('its role is at its limit, or others are owed what is left', () => {
    const cluster = new TestCluster();
    cluster.setQuota('x', { limits: 'cpus:1;mem:100' });
    cluster.addFramework('f', only('x'));
    cluster.addAgent('a1', 'cpus:1;mem:100');
    cluster.pass();
    cluster.addAgent('a2', 'cpus:1;mem:100');
    cluster.pass();
    expect(reasonsOf(cluster)).toEqual({ NOTHING_LEFT: 1, QUOTA_LIMIT: 1 });
    cluster.setQuota('owed', { guarantees: 'cpus:1;mem:100' });
    cluster.addFramework('other', only('y'));
    cluster.pass(1_000);
    expect(reasonsOf(cluster, 'other')).toEqual({ NOTHING_LEFT: 1, QUOTA_HEADROOM: 1 });
    const [role] = cluster.allocator.explain({ role: 'x' }).roles;
    expect(role!.quota).toEqual({
      guarantees: new Map(),
      limits: new Map([
        ['cpus', 1_000],
        ['mem', 100_000],
      ]),
      consumed: new Map([
        ['cpus', 1_000],
        ['mem', 100_000],
      ]),
    });
  });

  it('too few agents are back after a failover', () => {
    const cluster = new TestCluster();
    cluster.allocator.recover(10, new Map([['x', { guarantees: new Map(), limits: new Map() }]]));
    cluster.addFramework('f');
    cluster.addAgent('a1');
    expect(noteOf(cluster)).toEqual({ reason: 'RECOVERING', agentCount: 1, neededCount: 8 });
  });
});

it('asking changes nothing: the same offers come with and without', () => {
  const run = (isAsked: boolean): string[] => {
    const cluster = new TestCluster({ roleSorter: 'random' }, 5);
    cluster.setQuota('r1', { guarantees: 'cpus:7;mem:500', limits: 'cpus:20' });
    for (let i = 0; i < 4; i++) cluster.addFramework(`f${i}`, only(`r${i}`));
    for (let i = 0; i < 20; i++) cluster.addAgent(`a${i}`);
    if (isAsked) cluster.allocator.explain({});
    const offers = cluster.pass();
    if (isAsked) cluster.allocator.explain({});
    for (const offer of offers.slice(0, 10)) cluster.decline(offer, 0);
    if (isAsked) cluster.allocator.explain({});
    return [...offers.map(({ agentId, role }) => `${role} ${agentId}`), ...cluster.passText(1_000)];
  };
  expect(run(true)).toEqual(run(false));
});

it('an answer tells of some frameworks, each with all agents, and of how many it does not', () => {
  const cluster = new TestCluster();
  for (let i = 0; i < 30; i++) cluster.addFramework(`f${i}`);
  for (let i = 0; i < 2_500; i++) {
    cluster.addAgent(`a${i}`, 'cpus:1;mem:100', { capabilities: allAgentCapabilities });
  }
  const { clients, clientsLeftOut } = cluster.allocator.explain({});
  expect(clients.length).toBe(20);
  expect(clientsLeftOut).toBe(10);
  expect(clients[0]!.reasons).toMatchObject([{ reason: 'FAIR_SHARE', count: 2_500 }]);
  expect(clients[0]!.reasons[0]!.examples).toHaveLength(3);
});
