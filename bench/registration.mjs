/** How long until 10,000 agents are admitted durably and know it; what the master weighs then. */
import { cpuSeconds, figure, rssMb, withCluster } from './tools/processes.mjs';

const agents = 10_000;

await withCluster(async (cluster) => {
  const master = await cluster.startMaster();
  const at = ['--master', master.address];
  // Faster than the bar, so that the master is what is measured.
  const simulated = cluster.startTool('simagents', ...at, '--agents', agents, '--rate', 20_000);
  const { ms } = await simulated.said('registered');
  figure('register 10,000 agents', ms / 1000, 's', { bar: '≤ 5', mesos: '4.8–5.1 (at 5,000/s)' });
  figure('register 10,000 agents: CPU of the master', cpuSeconds(master.pid), 's');
  figure('master with 10,000 agents, RSS', rssMb(master.pid), 'MB', { mesos: '328' });
});
