/**
 * What reading costs with 10,000 agents and 100,000 live tasks: /state for the first time, again,
 * and how long others wait (/health) while four clients poll it.
 */
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { startLoaded } from './tools/loaded-cluster.mjs';
import { figure, get, quantile, rssMb, untilQuiet, withCluster } from './tools/processes.mjs';

const pollers = 4;
const pollingMs = 10_000;
const healthEveryMs = 20;

await withCluster(async (cluster) => {
  const { master, launched } = await startLoaded(cluster);
  const { address } = master;
  await untilQuiet(master);
  figure('100,000 tasks to RUNNING, 10,000 agents', launched.tasksPerSecond, 'tasks/s', {
    mesos: '2,392–3,874',
  });
  figure('master RSS with them', rssMb(master.pid), 'MB', { mesos: '688' });

  const first = await get(address, '/state');
  figure('/state, first time', first.ms / 1000, 's', { bar: '≤ 1.35', mesos: '1.34–1.51' });
  figure('/state, size', first.bytes / 1e6, 'MB', { mesos: '42.5' });
  figure('/state, again', (await get(address, '/state')).ms / 1000, 's', { mesos: '1.34–1.51' });
  const summary = await get(address, '/state-summary');
  figure('/state-summary', summary.ms / 1000, 's', { mesos: '0.52' });
  figure('/slaves', (await get(address, '/slaves')).ms / 1000, 's', { mesos: '0.33' });

  const { health, polls } = await pollAndWatch(address);
  figure('/health p50 under four pollers', quantile(health, 0.5), 'ms', { mesos: '2,400' });
  const p99 = { bar: '≤ 50', mesos: '2,600–2,900' };
  figure('/health p99 under four pollers', quantile(health, 0.99), 'ms', p99);
  figure('/state served meanwhile', polls / (pollingMs / 1000), 'per s');
  figure('master RSS after state reads', rssMb(master.pid), 'MB', { mesos: '1,088' });
});

/** Four clients read /state all the time; meanwhile, how long does each /health take? */
async function pollAndWatch(address) {
  const agent = new http.Agent({ keepAlive: true });
  const health = [];
  let polls = 0;
  let isOver = false;
  const polling = Array.from({ length: pollers }, async () => {
    while (!isOver) {
      await get(address, '/state');
      polls++;
    }
  });
  const endMs = performance.now() + pollingMs;
  while (performance.now() < endMs) {
    health.push((await get(address, '/health', { agent })).ms);
    await sleep(healthEveryMs);
  }
  isOver = true;
  await Promise.all(polling);
  agent.destroy();
  return { health, polls };
}
