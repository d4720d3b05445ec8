import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../foundation/random.ts';
import { anApp } from '../../test-support/test-marathon.ts';
import { aboutApp, aboutPorts, environmentOf, type PortOfTask } from './environment-variables.ts';

const about = (ports: readonly PortOfTask[], prefix = ''): Record<string, string> =>
  Object.fromEntries(aboutPorts('host1', ports, prefix, new SeededRandom(1)));

describe('what a task is told of its app', () => {
  it('is its id, version, amounts as doubles, and labels whose names are made usable', () => {
    const app = anApp({
      id: '/shop/db',
      cpus: 0.1,
      mem: 32,
      version: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
      labels: {
        'a-b.c': '1',
        Plain_2: 'two',
        long: 'v'.repeat(512),
        ['k'.repeat(493)]: 'x',
        almost: 'v'.repeat(511),
      },
    });
    expect(Object.fromEntries(aboutApp(app, false))).toEqual({
      MARATHON_APP_ID: '/shop/db',
      MARATHON_APP_VERSION: '2026-01-02T03:04:05.006Z',
      MARATHON_APP_ENFORCE_GROUP_ROLE: 'FALSE',
      MARATHON_APP_RESOURCE_CPUS: '0.1',
      MARATHON_APP_RESOURCE_MEM: '32.0',
      MARATHON_APP_RESOURCE_DISK: '0.0',
      MARATHON_APP_RESOURCE_GPUS: '0',
      MARATHON_APP_LABELS: 'A_B_C PLAIN_2 ALMOST',
      MARATHON_APP_LABEL_A_B_C: '1',
      MARATHON_APP_LABEL_PLAIN_2: 'two',
      MARATHON_APP_LABEL_ALMOST: 'v'.repeat(511),
    });
  });

  it('names the image where Docker runs it only', () => {
    const docker = { image: 'nginx', privileged: false, parameters: [], forcePullImage: false };
    const container = { docker, portMappings: [], volumes: [] };
    const imageOf = (type: 'DOCKER' | 'MESOS') =>
      aboutApp(anApp({ container: { ...container, type } }), true).get('MARATHON_APP_DOCKER_IMAGE');
    expect([imageOf('DOCKER'), imageOf('MESOS')]).toEqual(['nginx', undefined]);
  });
});

describe('what a task is told of its ports', () => {
  it('is nothing but the host where it has none', () => {
    expect(about([])).toEqual({ HOST: 'host1' });
  });

  it('is each by its place, its number and its name, which keeps its hyphens', () => {
    expect(
      about([
        { name: 'http-api', requested: 10_000, hostPort: 31_000 },
        { requested: 0, hostPort: 31_001 },
      ]),
    ).toEqual({
      HOST: 'host1',
      PORT: '31000',
      PORTS: '31000,31001',
      PORT0: '31000',
      PORT1: '31001',
      PORT_10000: '31000',
      PORT_31001: '31001',
      'PORT_HTTP-API': '31000',
    });
  });

  it('is the port inside of the container where the host has none, which PORTS does not list', () => {
    expect(about([{ name: 'web', requested: 80, hostPort: undefined }])).toEqual({
      HOST: 'host1',
      PORTS: '',
      PORT0: '80',
      PORT_80: '80',
      PORT_WEB: '80',
    });
  });

  it('is a number that nothing else has where nothing fixes it, after those of the host', () => {
    const variables = about([
      { name: 'own', requested: 0, hostPort: undefined },
      { requested: 80, hostPort: 31_000 },
    ]);
    const own = Number(variables.PORT0);
    expect(own).toBeGreaterThan(1024);
    expect(own).toBeLessThan(65_536);
    expect(variables).toEqual({
      HOST: 'host1',
      PORT: '31000',
      PORTS: `31000,${own}`,
      PORT0: String(own),
      [`PORT_${own}`]: String(own),
      PORT_OWN: String(own),
      PORT1: '31000',
      PORT_80: '31000',
    });
  });

  it('has the prefix in every name', () => {
    expect(about([{ name: 'web', requested: 80, hostPort: 31_000 }], 'MY_')).toEqual({
      MY_HOST: 'host1',
      MY_PORT: '31000',
      MY_PORTS: '31000',
      MY_PORT0: '31000',
      MY_PORT_80: '31000',
      MY_PORT_WEB: '31000',
    });
  });
});

describe('the environment', () => {
  it('has what users set over what comes before it, under what comes after, and secrets by reference', () => {
    const ofUser = { A: 'mine', B: 'mine', S: { secret: 'password' } };
    const secrets = { password: { source: '/db/password' } };
    const secret = { type: 'REFERENCE', reference: { name: '/db/password' } };
    const ours = new Map([['A', 'ours']]);
    expect(environmentOf(ofUser, secrets, { before: ours }).variables).toEqual([
      { name: 'A', value: 'mine' },
      { name: 'B', value: 'mine' },
      { name: 'S', type: 'SECRET', secret },
    ]);
    expect(environmentOf(ofUser, secrets, { after: ours }).variables).toEqual([
      { name: 'A', value: 'ours' },
      { name: 'B', value: 'mine' },
      { name: 'S', type: 'SECRET', secret },
    ]);
  });
});
