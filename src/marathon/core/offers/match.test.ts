import { describe, expect, it } from 'vitest';
import type { Offer, Resource } from '../../../protocol/generated/mesos.ts';
import { anApp } from '../../test-support/test-marathon.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { MarathonOptions } from '../environment.ts';
import type { Match } from './match.ts';
import { anOffer, aContainer, aPod, matchOf, ports, scalar } from './test-support.ts';

const summary = (resources: readonly Resource[]): readonly string[] =>
  resources.map(({ name, role, scalar: amount, ranges }) => {
    const value = ranges?.range?.map(({ begin }) => begin).join(',') ?? amount?.value;
    return `${name}(${role}):${value}`;
  });

function matched(...args: Parameters<typeof matchOf>): Match {
  const match = matchOf(...args);
  if (match.kind === 'no-match') throw new Error(`${match.reasons.join()}: ${match.detail}`);
  return match;
}

describe('the reasons for a refusal', () => {
  const soon = { start: { nanoseconds: 0 }, duration: { nanoseconds: 60_000_000_000 } };
  const gpus = scalar('gpus', 1);

  it('are all that hold; ports are looked for only where nothing else is in the way', () => {
    const needy = anApp({
      constraints: [{ field: 'rack', operator: 'LIKE', value: 'r1' }],
      cpus: 8,
      mem: 8192,
      disk: 2000,
      requirePorts: true,
      portDefinitions: [{ port: 80, protocol: 'tcp', labels: {} }],
    });
    const offer = anOffer({ unavailability: soon, resources: [...anOffer().resources!, gpus] });
    expect(matchOf(needy, offer, { now: 1000 })).toEqual({
      kind: 'no-match',
      reasons: [
        'InsufficientCpus',
        'InsufficientMemory',
        'InsufficientDisk',
        'UnfulfilledConstraint',
        'AgentMaintenance',
        'DeclinedScarceResources',
      ],
      detail: [
        'needs 8 cpus, 4 are offered',
        'needs 8192 mem, 4096 are offered',
        'needs 2000 disk, 1000 are offered',
        'constraint rack LIKE r1: the agent host1 has no rack',
        'maintenance of host1 is planned or under way',
        'needs no gpus, and the agent has some',
      ].join('; '),
    });
    const modest = { ...needy, constraints: [], cpus: 1, mem: 128, disk: 0 };
    expect(matchOf(modest, anOffer())).toMatchObject({
      reasons: ['InsufficientPorts'],
      detail: 'needs the ports [80], which are not all offered',
    });
    expect(matchOf({ ...modest, requirePorts: false }).kind).toBe('match');
  });

  it('are just the role where the offer is for another one', () => {
    expect(matchOf(anApp({ role: 'web', cpus: 9 }))).toMatchObject({
      reasons: ['UnfulfilledRole'],
    });
  });

  it('have the role where none of the resources is of an accepted one', () => {
    const app = anApp({ acceptedResourceRoles: ['web'], mem: 0, cpus: 1 });
    expect(matchOf(app)).toMatchObject({ reasons: ['InsufficientCpus', 'UnfulfilledRole'] });
  });

  it('say how much is missing', () => {
    expect(matchOf(anApp({ cpus: 4.5 }))).toMatchObject({
      reasons: ['InsufficientCpus'],
      detail: 'needs 4.5 cpus, 4 are offered',
    });
  });

  it('are maintenance from the draining time before it until its end', () => {
    const start = { nanoseconds: 100_000_000_000 };
    const offer = anOffer({ unavailability: { start, duration: { nanoseconds: 10_000_000_000 } } });
    const options = { drainingSeconds: 20 };
    const kindAt = (now: number, more: Partial<MarathonOptions> = {}): string =>
      matchOf(anApp(), offer, { now, options: { ...options, ...more } }).kind;
    expect([79_000, 81_000, 105_000, 111_000].map((now) => kindAt(now))).toEqual([
      'match',
      'no-match',
      'no-match',
      'match',
    ]);
    expect(kindAt(105_000, { maintenanceMode: false })).toBe('match');
  });
});

describe('gpus', () => {
  const offer = anOffer({ resources: [...anOffer().resources!, scalar('gpus', 1)] });
  const label = (value: string) => ({ labels: { GPU_SCHEDULING_BEHAVIOR: value } });
  const unrestricted = { gpuSchedulingBehavior: 'unrestricted' as const };

  it('are kept for those who need them, unless the flag or a label says otherwise', () => {
    const declined = { reasons: ['DeclinedScarceResources'] };
    expect(matchOf(anApp(), offer)).toMatchObject(declined);
    expect(matchOf(anApp(label('unrestricted')), offer).kind).toBe('match');
    expect(matchOf(anApp(), offer, { options: unrestricted }).kind).toBe('match');
    const restricted = matchOf(anApp(label('restricted')), offer, { options: unrestricted });
    expect(restricted).toMatchObject(declined);
    expect(summary(matched(anApp({ gpus: 1 }), offer).parts[0]!)).toContain('gpus(*):1');
    expect(matchOf(anApp(), offer, { isPlaced: true }).kind).toBe('match');
  });
});

describe('regions', () => {
  const inRegion = (region: string, zone = 'z1'): Offer =>
    anOffer({ domain: { fault_domain: { region: { name: region }, zone: { name: zone } } } });
  const home = { localRegion: 'home' };

  it('other than the one of the master are for those only who speak of them', () => {
    expect(matchOf(anApp(), inRegion('home'), home).kind).toBe('match');
    expect(matchOf(anApp(), anOffer(), home).kind).toBe('match');
    expect(matchOf(anApp(), inRegion('away'), home)).toEqual({
      kind: 'no-match',
      reasons: [],
      detail:
        'has no constraint on @region or @zone, the agent is in region away and the master in home',
    });
    expect(matchOf(anApp(), inRegion('away'))).toMatchObject({ kind: 'no-match', reasons: [] });
    const other = anApp({ constraints: [{ field: 'hostname', operator: 'UNIQUE' }] });
    expect(matchOf(other, inRegion('away'), home).kind).toBe('no-match');
  });

  it.each([
    ['@region', 'IS', 'away', 'match'],
    ['@region', 'UNLIKE', 'h.*', 'match'],
    ['@zone', 'UNIQUE', undefined, 'match'],
    ['@zone', 'IS', 'z1', 'match'],
    ['@region', 'IS', 'home', 'no-match'],
    ['@zone', 'IS', 'z2', 'no-match'],
  ] as const)('are chosen by constraints: %s %s %s', (field, operator, value, kind) => {
    const constraint = { field, operator, ...(value === undefined ? {} : { value }) };
    expect(matchOf(anApp({ constraints: [constraint] }), inRegion('away'), home).kind).toBe(kind);
  });
});

describe('resources', () => {
  const mixed = anOffer({
    allocation_info: { role: 'web' },
    resources: [
      scalar('cpus', 4),
      scalar('mem', 512),
      scalar('cpus', 1, 'web'),
      ports(31_000, 31_001),
    ],
  });

  it('of the own role are used before those of everybody', () => {
    const app = anApp({ role: 'web', cpus: 1.5 });
    expect(summary(matched(app, mixed).parts[0]!)).toEqual([
      'cpus(web):1',
      'cpus(*):0.5',
      'mem(*):128',
    ]);
  });

  it('are those of the accepted roles only', () => {
    const app = anApp({ role: 'web', cpus: 1.5, acceptedResourceRoles: ['*'] });
    expect(summary(matched(app, mixed).parts[0]!)).toEqual(['cpus(*):1.5', 'mem(*):128']);
    const reserved = { ...app, acceptedResourceRoles: ['web'] };
    expect(matchOf(reserved, mixed)).toMatchObject({
      reasons: ['InsufficientCpus', 'InsufficientMemory'],
      detail: 'needs 1.5 cpus, 1 are offered; needs 128 mem, 0 are offered',
    });
    const { acceptedResourceRoles: _roles, ...byDefault } = app;
    const options = { acceptedResourceRolesDefaultBehavior: 'reserved' as const };
    expect(matchOf(byDefault, mixed, { options })).toMatchObject({
      reasons: ['InsufficientCpus', 'InsufficientMemory'],
    });
  });

  it('that may be taken away, are shared or kept for an instance are not used', () => {
    const labels = { labels: [{ key: 'marathon_task_id', value: 'other' }] };
    const reservation = { principal: 'marathon', labels };
    for (const special of [{ revocable: {} }, { shared: {} }, { reservation, role: 'web' }]) {
      const cpus = { ...scalar('cpus', 4), ...special };
      const offer = anOffer({ ...mixed, resources: [cpus, scalar('mem', 512)] });
      expect(matchOf(anApp({ role: 'web' }), offer)).toMatchObject({
        reasons: ['InsufficientCpus'],
      });
    }
  });

  it('of an executor of its own are in the offer, too', () => {
    const app = anApp({
      executor: '/opt/run',
      cpus: 3.9,
      executorResources: { cpus: 0.1, mem: 32, disk: 10 },
    });
    const { parts, executor } = matched(app);
    expect(summary(parts[0]!)).toEqual(['cpus(*):3.9', 'mem(*):128']);
    expect(summary(executor)).toEqual(['cpus(*):0.1', 'mem(*):32', 'disk(*):10']);
    expect(matchOf({ ...app, cpus: 4 })).toMatchObject({ reasons: ['InsufficientCpus'] });
    expect(matched({ ...app, cpus: 4, executor: '//cmd' }).executor).toEqual([]);
  });

  it('of a pod are those of its containers and of its executor, which has the ports', () => {
    const endpoint = { name: 'http', hostPort: 0, protocol: ['tcp'], labels: {}, networkNames: [] };
    const pod = aPod({
      containers: [aContainer({ endpoints: [endpoint] }), aContainer({ name: 'side' })],
    });
    const match = matched(pod);
    expect(match.parts.map(summary)).toEqual([
      ['cpus(*):0.5', 'mem(*):64'],
      ['cpus(*):0.5', 'mem(*):64'],
    ]);
    expect(summary(match.executor)).toEqual([
      'cpus(*):0.1',
      'mem(*):32',
      'disk(*):10',
      `ports(*):${match.hostPorts[0]}`,
    ]);
  });
});

describe('ports', () => {
  const definitions = (...numbers: number[]): AppDefinition['portDefinitions'] =>
    numbers.map((port) => ({ port, protocol: 'tcp', labels: {} }));
  const mapping = (containerPort: number, hostPort?: number) => ({
    containerPort,
    ...(hostPort === undefined ? {} : { hostPort }),
    servicePort: 10_000,
    protocol: 'tcp',
    labels: {},
    networkNames: [],
  });

  it('of definitions are any of those offered, each only once', () => {
    const offer = anOffer({
      resources: [...anOffer().resources!.slice(0, 3), ports(31_000, 31_002)],
    });
    for (let seed = 0; seed < 10; seed++) {
      const app = anApp({ portDefinitions: definitions(10_001, 10_002, 10_003) });
      const { hostPorts } = matched(app, offer, { seed });
      expect([...hostPorts].toSorted((a, b) => a! - b!)).toEqual([31_000, 31_001, 31_002]);
    }
    const four = anApp({ portDefinitions: definitions(1, 2, 3, 4) });
    expect(matchOf(four, offer)).toMatchObject({ reasons: ['InsufficientPorts'] });
  });

  it('are those of the definitions if it requires them', () => {
    const app = anApp({ portDefinitions: definitions(31_005, 31_007), requirePorts: true });
    const { hostPorts, parts } = matched(app);
    expect(hostPorts).toEqual([31_005, 31_007]);
    expect(summary(parts[0]!)).toContain('ports(*):31005,31007');
  });

  it('of mappings are fixed, any, or none', () => {
    const container = {
      type: 'DOCKER' as const,
      docker: { image: 'nginx', privileged: false, parameters: [], forcePullImage: false },
      portMappings: [mapping(80, 0), mapping(443, 31_050), mapping(8080)],
      volumes: [],
    };
    for (let seed = 0; seed < 50; seed++) {
      const offer = anOffer({
        resources: [...anOffer().resources!.slice(0, 3), ports(31_050, 31_051)],
      });
      const { hostPorts } = matched(anApp({ container }), offer, { seed });
      expect(hostPorts).toEqual([31_051, 31_050, undefined]);
    }
  });

  it('come from the own role first, and none are asked for where none are wanted', () => {
    const offer = anOffer({
      allocation_info: { role: 'web' },
      resources: [scalar('cpus', 4), scalar('mem', 512), ports(1, 9), ports(31_000, 31_000, 'web')],
    });
    const app = anApp({ role: 'web', requirePorts: true, portDefinitions: definitions(31_000, 5) });
    expect(summary(matched(app, offer).parts[0]!).slice(2)).toEqual([
      'ports(web):31000',
      'ports(*):5',
    ]);
    expect(matched(anApp({ role: 'web' }), offer).hostPorts).toEqual([]);
  });
});
