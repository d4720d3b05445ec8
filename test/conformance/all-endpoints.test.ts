/** Every endpoint of the real product is either served and in /help, or says that it is to come. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOf, unknownHelp } from '../../src/operator-api/prometheus/families.ts';
import { readExposition } from '../../src/operator-api/prometheus/test-support.ts';
import { exchange } from './exchange.ts';
import { RecordedCluster } from './recorded-cluster.ts';

const recordedCluster = new RecordedCluster();
beforeAll(() => recordedCluster.start());
afterAll(() => recordedCluster.stop());

/** Of ours alone. */
const ours = ['/metrics'];

const ofEveryProcess = [
  ...ours,
  '/metrics/snapshot',
  '/logging/toggle',
  '/system/stats.json',
  '/version',
  '/files/browse',
  '/files/read',
  '/files/download',
  '/files/debug',
  '/profiler/start',
  '/profiler/stop',
  '/__processes__',
];

const endpoints = {
  master: [
    ...ofEveryProcess,
    '/master/api/v1',
    '/master/api/v1/scheduler',
    '/master/create-volumes',
    '/master/destroy-volumes',
    // Ours alone: explanations, offers taken back, and what the web pages need.
    '/master/explain',
    '/master/agent',
    '/master/live',
    '/master/terminal',
    '/master/rescind-offers',
    '/master/flags',
    '/master/frameworks',
    '/master/health',
    '/master/machine/down',
    '/master/machine/up',
    '/master/maintenance/schedule',
    '/master/maintenance/status',
    '/master/quota',
    '/master/redirect',
    '/master/reserve',
    '/master/roles',
    '/master/slaves',
    '/master/state',
    '/master/state-summary',
    '/master/tasks',
    '/master/teardown',
    '/master/unreserve',
    '/master/weights',
    '/registrar(1)/registry',
    '/allocator/offer_constraints_debug',
    '/master',
  ],
  agent: [
    ...ofEveryProcess,
    '/slave(1)/api/v1',
    '/slave(1)/api/v1/executor',
    '/slave(1)/api/v1/resource_provider',
    '/slave(1)/containerizer/debug',
    '/slave(1)/containers',
    '/slave(1)/flags',
    '/slave(1)/health',
    '/slave(1)/monitor/statistics',
    '/slave(1)/state',
  ],
} as const;

interface Help {
  readonly processes: readonly {
    readonly id: string;
    readonly endpoints: readonly { readonly name: string }[];
  }[];
}

describe.each(['master', 'agent'] as const)('the %s', (program) => {
  const get = async (path: string): Promise<{ status: number; text: string }> => {
    const request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    const answer = await exchange(recordedCluster[program].port, request);
    return { status: answer?.status ?? 0, text: String(answer?.body) };
  };

  const listed = async (): Promise<string[]> => {
    const { processes } = JSON.parse((await get('/help?format=json')).text) as Help;
    return processes.flatMap(({ id, endpoints: ofProcess }) =>
      ofProcess.map(({ name }) => (name === '/' ? `/${id}` : `/${id}${name}`)),
    );
  };

  it('knows every endpoint of the real one', async () => {
    const inHelp = new Set(await listed());
    for (const path of endpoints[program]) {
      // What never ends is begun only below: offers are one moment of it.
      const { status, text } = await get(path === '/master/live' ? `${path}/offers` : path);
      const sentence = `${path} is not supported by this version`;
      if (inHelp.has(path)) expect([404, 501], path).not.toContain(status);
      else expect({ status, text }).toEqual({ status: 501, text: sentence });
    }
  });

  it('has no memory profiler, as the real one without its flag', async () => {
    for (const name of ['start', 'stop', 'statistics', 'state', 'download/raw']) {
      expect((await get(`/memory-profiler/${name}`)).status, name).toBe(404);
    }
  });

  it('tells Prometheus all that /metrics/snapshot says, in the form that it reads', async () => {
    const families = readExposition((await get('/metrics')).text);
    const samples = [...families.values()].flatMap(({ samples: ofFamily }) => [...ofFamily.keys()]);
    const numbers = JSON.parse((await get('/metrics/snapshot')).text) as Record<string, number>;
    // Times are said in seconds, and are not compared here.
    const told = Object.keys(numbers).filter(
      (name) => !/_(ms|secs)(\/|$)/.test(name) && placeOf(name) !== undefined,
    );
    expect(told.length).toBeGreaterThan(50);
    expect(samples.filter((sample) => !/_seconds(_|\{|$)/.test(sample))).toHaveLength(told.length);
    for (const { help, type } of families.values()) {
      expect(help).not.toContain(unknownHelp);
      expect(['counter', 'gauge', 'summary']).toContain(type);
    }
  });

  it('lists in /help what it serves and nothing else', async () => {
    const inHelp = await listed();
    expect(inHelp.length).toBeGreaterThan(10);
    const known: readonly string[] = endpoints[program];
    expect(inHelp.filter((path) => !known.includes(path))).toEqual([]);
    for (const path of inHelp) {
      const page = await get(`/help${path}`);
      expect(page.status, path).toBe(200);
      expect(page.text, path).toContain(path.split('/').at(-1));
    }
  });
});
