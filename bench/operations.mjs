/**
 * How many rounds of RESERVE, CREATE, DESTROY and UNRESERVE operators get through the API a second,
 * once the master is warm: its first seconds go into compiling.
 */
import http from 'node:http';

import { cpuSeconds, figure, get, quantile, rssMb, withCluster } from './tools/processes.mjs';

const agents = 1_000;
const operators = 32;
const warmUpMs = 10_000;
const durationMs = 10_000;

const reservations = [{ type: 'DYNAMIC', role: 'eng' }];
const disk = { name: 'disk', type: 'SCALAR', scalar: { value: 16 }, reservations };
const volumeOf = (id) => ({
  ...disk,
  disk: { persistence: { id }, volume: { container_path: 'data', mode: 'RW' } },
});
const roundOf = (agent_id, id) => [
  { type: 'RESERVE_RESOURCES', reserve_resources: { agent_id, resources: [disk] } },
  { type: 'CREATE_VOLUMES', create_volumes: { agent_id, volumes: [volumeOf(id)] } },
  { type: 'DESTROY_VOLUMES', destroy_volumes: { agent_id, volumes: [volumeOf(id)] } },
  { type: 'UNRESERVE_RESOURCES', unreserve_resources: { agent_id, resources: [disk] } },
];

await withCluster(async (cluster) => {
  const master = await cluster.startMaster();
  const at = ['--master', master.address];
  await cluster.startTool('simagents', ...at, '--agents', agents).said('registered');
  const { text } = await get(master.address, '/slaves', { wantsText: true });
  const agentIds = JSON.parse(text).slaves.map(({ id }) => id);
  const operateAll = (forMs) =>
    Promise.all(
      Array.from({ length: operators }, (_, i) => operate(master.address, agentIds, i, forMs)),
    );
  await operateAll(warmUpMs);
  const cpuBefore = cpuSeconds(master.pid);
  const all = (await operateAll(durationMs)).flat();
  const rounds = all.length / (durationMs / 1000);
  figure('rounds of RESERVE, CREATE, DESTROY, UNRESERVE', rounds, 'per s', { bar: '≥ 1000' });
  figure('a round, p99', quantile(all, 0.99), 'ms');
  const cpu = cpuSeconds(master.pid) - cpuBefore;
  figure('CPU of the master for each round', (cpu * 1_000_000) / all.length, 'µs');
  figure('master RSS after them', rssMb(master.pid), 'MB');
});

/** Until the time is over; gives how long each round took. */
async function operate(address, agentIds, index, forMs) {
  const connection = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const endMs = performance.now() + forMs;
  const taken = [];
  for (let i = index; performance.now() < endMs; i += operators) {
    const startedMs = performance.now();
    const value = agentIds[i % agentIds.length];
    for (const call of roundOf({ value }, `v${index}`)) {
      const status = await post(connection, address, call);
      if (status !== 202) throw new Error(`${call.type} was answered ${status}`);
    }
    taken.push(performance.now() - startedMs);
  }
  connection.destroy();
  return taken;
}

function post(agent, address, call) {
  const [host, port] = address.split(':');
  const headers = { 'Content-Type': 'application/json' };
  return new Promise((resolve, reject) => {
    const options = { agent, host, port, path: '/api/v1', method: 'POST', headers };
    const request = http.request(options, (response) => {
      response.on('error', reject).on('end', () => resolve(response.statusCode));
      response.resume();
    });
    request.on('error', reject).end(JSON.stringify(call));
  });
}
