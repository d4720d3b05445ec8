/** What an idle cluster weighs, and how soon after its start a program serves. */
import { setTimeout as sleep } from 'node:timers/promises';

import { figure, get, quantile, rssMb, withCluster } from './tools/processes.mjs';

const runs = 5;
const settlingMs = 10_000;

const startsMs = { master: [], agent: [] };
for (let i = 0; i < runs; i++) {
  await withCluster(async (cluster) => {
    const master = await cluster.startMaster();
    const agent = await cluster.startAgent(master);
    startsMs.master.push(master.startMs);
    startsMs.agent.push(agent.startMs);
    if (i < runs - 1) return;
    await sleep(settlingMs);
    const { text } = await get(master.address, '/metrics/snapshot', { wantsText: true });
    const active = JSON.parse(text)['master/slaves_active'];
    if (active !== 1) throw new Error(`The master has ${active} active agents, not 1`);
    figure('master idle with one agent, RSS', rssMb(master.pid), 'MB', {
      bar: '≤ 90',
      mesos: '35',
    });
    figure('agent idle, RSS', rssMb(agent.pid), 'MB', { bar: '≤ 80' });
  });
}
const bar = '≤ 500';
figure('master: start to serving, median of 5', quantile(startsMs.master, 0.5), 'ms', { bar });
figure('agent: start to serving, median of 5', quantile(startsMs.agent, 0.5), 'ms', { bar });
