import { describe, expect, it } from 'vitest';
import { SystemClock } from '../../foundation/clock.ts';
import { readConfig } from '../config/read.ts';
import { Cluster } from '../model/cluster.ts';
import { HostAddresses } from '../model/host-addresses.ts';
import { hostLabel } from '../model/labels.ts';
import { Serial } from '../model/serial.ts';
import { makeApi } from './api.ts';

const clock = new SystemClock();

function serve(config: object = {}, tasks = 0) {
  const text = JSON.stringify({ masters: ['10.0.0.1:5050'], externalon: false, ...config });
  const read = readConfig(text, () => []);
  if (!read.ok) throw new Error(read.error);
  const addresses = new HostAddresses({ clock, refreshMs: 60_000, lookUp: () => undefined });
  const naming = { domain: 'mesos', label: hostLabel, ipSources: ['host'] as const };
  const cluster = new Cluster({ clock, naming, addresses });
  if (tasks > 0) {
    cluster.replace({
      agents: [{ id: 'S1', host: '10.0.0.1', port: '5051' }],
      recoveredAgents: [],
      frameworks: [{ id: 'F', name: 'fw "1"', hostname: '' }],
      tasks: Array.from({ length: tasks }, (_, n) => ({
        id: `T${n}`,
        frameworkId: 'F',
        agentId: 'S1',
        name: `app-${n % 3000}`,
        isRunning: n !== 1,
        discovery: undefined,
        ports: [],
        running: undefined,
      })),
    });
  }
  const metrics = () => Promise.resolve({ type: 'text/plain', text: 'numbers' });
  const serial = new Serial(clock, cluster.book.zone);
  return makeApi({ config: read.value.config, path: '/etc/dns.json', cluster, serial, metrics });
}

describe('the HTTP API', () => {
  it.each([
    ['GET', '/v1/nothing', 404, '404: Page Not Found'],
    ['GET', '/', 404, '404: Page Not Found'],
    ['POST', '/v1/version', 405, '405: Method Not Allowed'],
    ['HEAD', '/v1/version', 405, ''],
    ['GET', '/v1/hosts/x/ports', 501, 'To be implemented...'],
    ['GET', '/v1/hosts/x', 503, '503: No master has been heard of yet'],
    ['GET', '/v1/axfr', 503, '503: No master has been heard of yet'],
    ['GET', '/metrics', 200, 'numbers'],
  ] as const)('%s %s is answered %i', async (method, url, status, text) => {
    const answer = await serve().inject({ method, url });
    expect(answer.statusCode).toBe(status);
    if (method !== 'HEAD') expect(answer.body).toBe(text);
  });

  it('has no listings without EnumerationOn', async () => {
    const server = serve({ enumerationOn: false }, 1);
    expect((await server.inject('/v1/enumerate')).statusCode).toBe(404);
    expect((await server.inject('/v1/axfr')).statusCode).toBe(404);
  });

  it('gives JSON only to those who take it', async () => {
    const ask = async (accept: string): Promise<number> =>
      (await serve().inject({ url: '/v1/version', headers: { accept } })).statusCode;
    expect(await ask('text/html')).toBe(406);
    expect(await ask('text/html, */*;q=0.8')).toBe(200);
    expect(await ask('application/json')).toBe(200);
  });

  it('does not tell the secret', async () => {
    const mesosCredentials = { principal: 'p', secret: 'S3cret' };
    const server = serve({ mesosCredentials, mesosAuthentication: 'basic' });
    const { body } = await server.inject('/v1/config');
    expect(JSON.parse(body)).toMatchObject({
      MesosCredentials: { Principal: 'p', Secret: '******' },
      File: '/etc/dns.json',
    });
    expect(body).not.toContain('S3cret');
  });

  it('answers odd names, and no more than that', async () => {
    const server = serve({}, 2);
    expect((await server.inject('/v1/hosts/%')).statusCode).toBe(400);
    expect((await server.inject('/v1/hosts/%21')).json()).toEqual([{ host: '', ip: '' }]);
    expect((await server.inject('/v1/hosts/APP-0.*.fw1.mesos')).json()).toEqual([
      { host: 'app-0.fw1.mesos.', ip: '10.0.0.1' },
    ]);
  });

  it('lists whatever is there as JSON, in pieces', async () => {
    const server = serve({}, 20_000);
    const { frameworks } = (await server.inject('/v1/enumerate')).json<{
      frameworks: { name: string; tasks: { records: unknown[] | null }[] }[];
    }>();
    expect(frameworks[0]!.name).toBe('fw "1"');
    expect(frameworks[0]!.tasks.length).toBe(19_999);
    const { Records } = (await server.inject('/v1/axfr')).json<{
      Records: Record<string, Record<string, string[]>>;
    }>();
    expect(Object.keys(Records)).toEqual(['As', 'AAAAs', 'SRVs']);
    expect(Object.keys(Records['As']!).length).toBeGreaterThan(20_000);
  });
});
