/**
 * How many rounds of RESERVE, CREATE, DESTROY and UNRESERVE operators get through the API a second,
 * once the master is warm: its first seconds go into compiling. The operators write what they send
 * onto sockets as it is, because they share the processors with the master.
 */
import { Connection } from './tools/connection.mjs';
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
  const simulated = cluster.startTool('simagents', ...at, '--agents', agents);
  await simulated.said('registered');
  const { text } = await get(master.address, '/slaves', { wantsText: true });
  const agentIds = JSON.parse(text).slaves.map(({ id }) => id);
  const operateAll = (forMs) =>
    Promise.all(
      Array.from({ length: operators }, (_, i) => operate(master.address, agentIds, i, forMs)),
    );
  await operateAll(warmUpMs);
  const pids = { master: master.pid, agents: simulated.child.pid, operators: process.pid };
  const cpuOf = () => Object.entries(pids).map(([who, pid]) => [who, cpuSeconds(pid)]);
  const before = new Map(cpuOf());
  const all = (await operateAll(durationMs)).flat();
  const rounds = all.length / (durationMs / 1000);
  figure('rounds of RESERVE, CREATE, DESTROY, UNRESERVE', rounds, 'per s', { bar: '≥ 1000' });
  figure('a round, p99', quantile(all, 0.99), 'ms');
  for (const [who, seconds] of cpuOf()) {
    const cpu = seconds - before.get(who);
    figure(`CPU of the ${who} for each round`, (cpu * 1_000_000) / all.length, 'µs');
  }
  figure('master RSS after them', rssMb(master.pid), 'MB');
});

/** Until the time is over; gives how long each round took. */
async function operate(address, agentIds, index, forMs) {
  const connection = new Connection(address);
  const endMs = performance.now() + forMs;
  const taken = [];
  for (let i = index; performance.now() < endMs; i += operators) {
    const startedMs = performance.now();
    const value = agentIds[i % agentIds.length];
    for (const call of roundOf({ value }, `v${index}`)) {
      const answer = await connection.post(call);
      if (!answer.startsWith('HTTP/1.1 202 ')) throw new Error(`${call.type}: ${answer}`);
    }
    taken.push(performance.now() - startedMs);
  }
  connection.close();
  return taken;
}
