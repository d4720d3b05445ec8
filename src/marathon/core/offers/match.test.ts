import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../protocol/generated/mesos.ts';
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
  if (match.kind === 'no-match') throw new Error(`${match.reason}: ${match.detail}`);
  return match;
}

describe('the reason for a refusal', () => {
  const needy = anApp({
    role: 'web',
    constraints: [{ field: 'rack', operator: 'LIKE', value: 'r1' }],
    cpus: 8,
    mem: 8192,
    disk: 2000,
    gpus: 1,
    requirePorts: true,
    portDefinitions: [{ port: 80, protocol: 'tcp', labels: {} }],
  });
  const soon = { start: { nanoseconds: 0 }, duration: { nanoseconds: 60_000_000_000 } };
  // What is in the way is taken out of the way, one after the other.
  const mended: readonly [string, Partial<AppDefinition>][] = [
    ['UnfulfilledRole', {}],
    ['UnfulfilledConstraint', { role: '*' }],
    ['AgentMaintenance', { constraints: [] }],
    ['InsufficientCpus', {}],
    ['InsufficientMemory', { cpus: 1 }],
    ['InsufficientDisk', { mem: 128 }],
    ['InsufficientGpus', { disk: 0 }],
    ['InsufficientPorts', { gpus: 0 }],
  ];

  it('is the first in the order of the funnel', () => {
    let app = needy;
    for (const [reason, mend] of mended) {
      app = { ...app, ...mend };
      const isPlanned = mended.findIndex(([each]) => each === reason) <= 2;
      const offer = anOffer(isPlanned ? { unavailability: soon } : {});
      expect(matchOf(app, offer, { now: 1000 })).toMatchObject({ kind: 'no-match', reason });
    }
    expect(matchOf({ ...app, requirePorts: false }).kind).toBe('match');
  });

  it('says how much is missing', () => {
    expect(matchOf(anApp({ cpus: 4.5 }))).toMatchObject({
      reason: 'InsufficientCpus',
      detail: 'needs 4.5 cpus, 4 are offered',
    });
  });

  it('is maintenance from the draining time before it until its end', () => {
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
    const declined = { reason: 'DeclinedScarceResources' };
    expect(matchOf(anApp(), offer)).toMatchObject(declined);
    expect(matchOf(anApp(label('unrestricted')), offer).kind).toBe('match');
    expect(matchOf(anApp(), offer, { options: unrestricted }).kind).toBe('match');
    const restricted = matchOf(anApp(label('restricted')), offer, { options: unrestricted });
    expect(restricted).toMatchObject(declined);
    expect(summary(matched(anApp({ gpus: 1 }), offer).parts[0]!)).toContain('gpus(*):1');
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
      reason: 'InsufficientCpus',
      detail: 'needs 1.5 cpus, 1 are offered',
    });
    const { acceptedResourceRoles: _roles, ...byDefault } = app;
    const options = { acceptedResourceRolesDefaultBehavior: 'reserved' as const };
    expect(matchOf(byDefault, mixed, { options })).toMatchObject({ reason: 'InsufficientCpus' });
  });

  it('that may be taken away, are shared or kept for an instance are not used', () => {
    const labels = { labels: [{ key: 'marathon_task_id', value: 'other' }] };
    const reservation = { principal: 'marathon', labels };
    for (const special of [{ revocable: {} }, { shared: {} }, { reservation, role: 'web' }]) {
      const cpus = { ...scalar('cpus', 4), ...special };
      const offer = anOffer({ ...mixed, resources: [cpus, scalar('mem', 512)] });
      expect(matchOf(anApp({ role: 'web' }), offer)).toMatchObject({ reason: 'InsufficientCpus' });
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
    expect(matchOf({ ...app, cpus: 4 })).toMatchObject({ reason: 'InsufficientCpus' });
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
    expect(matchOf(four, offer)).toMatchObject({ reason: 'InsufficientPorts' });
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
