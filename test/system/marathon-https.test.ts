/** Two Marathons that speak HTTPS only, with a certificate signed by itself: the standby forwards. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ClientRequest, IncomingMessage } from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster, eventually, type Program } from '../support/cluster.ts';
import { Ensemble, whyNoZooKeeper } from '../support/zookeeper.ts';

const missing = whyNoZooKeeper();

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

describe.skipIf(missing !== undefined)(`Marathons with HTTPS ${missing ?? ''}`, () => {
  let ensemble: Ensemble;
  let cluster: Cluster;
  let master: Program;
  let marathons: Program[];
  let ca: Buffer;

  beforeEach(async () => {
    ensemble = await Ensemble.start();
    cluster = new Cluster();
    master = await cluster.startMaster({ flags: ['--allocation_interval=100ms'] });
    await cluster.startAgent(master);
    const keystore = join(cluster.directory, 'marathon.p12');
    const certificate = join(cluster.directory, 'marathon.pem');
    const keytool = (...args: readonly string[]): unknown =>
      execFileSync('keytool', [...args, '-keystore', keystore, '-storepass', 'secret'], {
        stdio: 'ignore',
      });
    keytool(
      ...['-genkeypair', '-alias', 'marathon', '-keyalg', 'EC', '-dname', 'CN=marathon'],
      ...['-ext', 'san=ip:127.0.0.1', '-storetype', 'PKCS12'],
    );
    keytool('-exportcert', '-rfc', '-alias', 'marathon', '-file', certificate);
    ca = readFileSync(certificate);
    const flags = [
      ...[`--master=${master.address}`, `--zk=zk://${ensemble.hosts}/marathon`],
      ...['--zk_session_timeout=2000', '--disable_http', '--http_credentials=me:word'],
      ...[`--ssl_keystore_path=${keystore}`, '--ssl_keystore_password=secret'],
      '--min_revive_offers_interval=100',
    ];
    const isReady = async (port: number): Promise<boolean> =>
      (await ask(port, '/ping').catch(() => undefined))?.status === 200;
    marathons = await Promise.all(
      ['one', 'two'].map((name) => cluster.startMarathon(name, flags, isReady)),
    );
  });

  afterEach(async () => {
    await cluster.stop();
    await ensemble.stop();
  });

  function open(
    port: number,
    path: string,
    method: string,
    taken: (response: IncomingMessage) => void,
  ): ClientRequest {
    const headers = {
      authorization: `Basic ${btoa('me:word')}`,
      'content-type': 'application/json',
      accept: path === '/v2/events' ? 'text/event-stream' : 'application/json',
    };
    return https.request(
      { host: '127.0.0.1', port, path, method, headers, ca, agent: false },
      taken,
    );
  }

  function ask(port: number, path: string, method = 'GET', body?: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = open(port, path, method, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  async function leader(): Promise<Program> {
    return eventually('a Marathon leads', async () => {
      for (const marathon of marathons.filter(({ isRunning }) => isRunning)) {
        const asked = await ask(marathon.port, '/v2/leader').catch(() => undefined);
        if (asked?.status !== 200) return undefined;
        const { leader: place } = JSON.parse(asked.text) as { leader: string };
        const found = marathons.find(({ address }) => address === place);
        if (found?.isRunning === true) return found;
      }
      return undefined;
    });
  }

  it('forward what they are asked, streams of events too, and take over', async () => {
    const first = await leader();
    const standby = marathons.find((each) => each !== first)!;
    let told = '';
    const stream = open(standby.port, '/v2/events', 'GET', (response) => {
      response.on('data', (chunk: Buffer) => (told += chunk.toString()));
      response.on('error', () => undefined);
    });
    stream.on('error', () => undefined).end();
    await eventually(
      'the stream begins',
      () => told.includes('event_stream_attached') || undefined,
    );
    const app = { id: '/app', cmd: 'sleep 1000', cpus: 0.1, mem: 32 };
    const made = await ask(standby.port, '/v2/apps', 'POST', app);
    expect(made.status, made.text).toBe(201);
    expect(made.headers['x-marathon-via']).toBe(`1.1 ${standby.address}`);
    expect(made.headers['x-marathon-leader']).toBe(`https://${first.address}`);
    expect(made.headers['location']).toMatch(/^https:/u);
    await eventually('its start is told', () => told.includes('deployment_success') || undefined);
    stream.destroy();

    await first.end('SIGKILL');
    const second = await eventually('the other one leads', async () => {
      const asked = await ask(standby.port, '/v2/apps/app').catch(() => undefined);
      return asked?.status === 200 ? asked : undefined;
    });
    expect(second.headers['x-marathon-via']).toBeUndefined();
    expect(await leader()).toBe(standby);
    expect(JSON.parse(second.text)).toMatchObject({ app: { tasksRunning: 1 } });
  });
});
