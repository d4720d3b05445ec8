/**
 * Drivers of the older API against a real master and a real agent: they hear over libprocess, at
 * the address that they speak from, that they are not served.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HttpServer, Router } from '../../src/foundation/http/index.ts';
import { silentLog } from '../../src/foundation/log.ts';
import { LibprocessServer, LibprocessTransport, makeUpid } from '../../src/libprocess/index.ts';
import { FrameworkErrorMessage } from '../../src/protocol/generated/internal.ts';
import { Cluster, eventually, type Program } from '../support/cluster.ts';

const cluster = new Cluster();
const heard = new Map<string, { readonly name: string; readonly body: Uint8Array }>();
const transport = new LibprocessTransport({ log: silentLog });
const server = new LibprocessServer({
  http: new HttpServer({ router: new Router(), log: silentLog }),
  onMessage: (_from, toId, name, body) => {
    heard.set(toId, { name, body });
    return true;
  },
});
let port = 0;
let master: Program;
let agent: Program;

beforeAll(async () => {
  ({ port } = await server.listen(0, '127.0.0.1'));
  master = await cluster.startMaster();
  agent = await cluster.startAgent(master);
}, 60_000);

afterAll(async () => {
  transport.close();
  await server.close();
  await cluster.stop();
});

function say(driver: string, to: { id: string; port: number }, name: string): void {
  const peer = makeUpid(to.id, '127.0.0.1', to.port);
  transport.send(makeUpid(driver, '127.0.0.1', port), peer, name, new Uint8Array());
}

it('a scheduler driver gets an error, an executor driver is asked to end', async () => {
  const theMaster = { id: 'master', port: master.port };
  say('scheduler-1', theMaster, 'mesos.internal.RegisterFrameworkMessage');
  say('scheduler-2', theMaster, 'mesos.scheduler.Call');
  say(
    'executor(1)',
    { id: 'slave(1)', port: agent.port },
    'mesos.internal.RegisterExecutorMessage',
  );
  await eventually('all three are answered', () => (heard.size === 3 ? true : undefined));
  for (const driver of ['scheduler-1', 'scheduler-2']) {
    const { name, body } = heard.get(driver)!;
    expect(name).toBe('mesos.internal.FrameworkErrorMessage');
    expect(FrameworkErrorMessage.decode(body).message).toContain('/api/v1/scheduler');
  }
  expect(heard.get('executor(1)')?.name).toBe('mesos.internal.ShutdownExecutorMessage');
}, 60_000);
