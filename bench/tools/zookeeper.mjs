/** A ZooKeeper ensemble of three servers, each a process of the Debian package, for a measurement. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { connectToZooKeeper } from '../../dist/zookeeper/index.js';
import { freePort } from './processes.mjs';

const jars = '/usr/share/java';
const longestStartMs = 60_000;

export const hasZooKeeper = () => existsSync(join(jars, 'zookeeper.jar'));

/** Writes are fsynced, as ZooKeeper does it by itself. */
export async function startEnsemble(directory, size = 3) {
  const servers = [];
  for (let id = 1; id <= size; id++) {
    const [peer, election, client] = [await freePort(), await freePort(), await freePort()];
    servers.push({ id, peer, election, client, directory: join(directory, `zk-${id}`) });
  }
  const peers = servers.map(
    ({ id, peer, election }) => `server.${id}=127.0.0.1:${peer}:${election}`,
  );
  const children = servers.map(({ id, client, directory: own }) => {
    mkdirSync(own);
    writeFileSync(join(own, 'myid'), String(id));
    const lines = ['tickTime=500', 'initLimit=20', 'syncLimit=10', 'maxClientCnxns=0'];
    lines.push(`dataDir=${own}`, 'clientPortAddress=127.0.0.1', `clientPort=${client}`);
    writeFileSync(join(own, 'zoo.cfg'), [...lines, ...(size > 1 ? peers : []), ''].join('\n'));
    const options = ['-Xmx512m', '-Dzookeeper.admin.enableServer=false', '-cp', `${jars}/*`];
    const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
    return spawn('java', [...options, main, join(own, 'zoo.cfg')], { stdio: 'ignore', cwd: own });
  });
  const addresses = servers.map(({ client }) => ({ host: '127.0.0.1', port: client }));
  const ensemble = {
    addresses,
    pids: children.map(({ pid }) => pid),
    hosts: addresses.map(({ host, port }) => `${host}:${port}`).join(','),
    stop: () => children.forEach((child) => child.kill('SIGKILL')),
  };
  try {
    await untilServing(addresses);
  } catch (error) {
    ensemble.stop();
    throw error;
  }
  return ensemble;
}

async function untilServing(servers) {
  const client = connectToZooKeeper({ servers, sessionTimeoutMs: 5000 });
  const late = sleep(longestStartMs, 'late', { ref: false });
  const served = new Promise((resolve) => client.exists('/', undefined, ({ ok }) => resolve(ok)));
  const outcome = await Promise.race([served, late]);
  client.close(() => undefined);
  if (outcome !== true) throw new Error('ZooKeeper does not serve');
}
