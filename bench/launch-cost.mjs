/**
 * What a launch costs an agent that has hundreds of containers, against what it costs one that has none: 500
 * are launched, 50 at a time; the CPU that the agent takes for each and the time until they run are those of
 * the last 150 against those of the first 150, of which the middle 50 count: others on the machine can double
 * the time of any. Some that ended go before, so that all code has run once.
 */
import { userInfo } from 'node:os';

import { cpuSeconds, figure, quantile, untilQuiet, withCluster } from './tools/processes.mjs';

const batch = 50;
const batches = 10;
const compared = 3;
const bar = '≤ 1.2';

await withCluster(async (cluster) => {
  const master = await cluster.startMaster();
  const flags = ['--resources=cpus:1000;mem:655360;disk:100000', '--launcher=posix'];
  const agent = await cluster.startAgent(master, flags);

  /** Of one launch. */
  async function launch(...args) {
    const before = cpuSeconds(agent.pid);
    const common = ['--tasks', batch, '--per-offer', batch, '--user', userInfo().username];
    const tool = cluster.startTool('loadsched', '--master', master.address, ...common, ...args);
    const { tasksPerSecond } = await tool.said('done');
    await untilQuiet(agent);
    return { cpuMs: ((cpuSeconds(agent.pid) - before) / batch) * 1000, ms: 1000 / tasksPerSecond };
  }

  await launch('--command', 'true');
  const costs = [];
  for (let i = 0; i < batches; i++) {
    costs.push(
      await launch('--command', 'sleep 1000', '--wait', 'running', '--stay', '--checkpoint'),
    );
  }
  console.log(costs.map(({ cpuMs, ms }) => `${cpuMs.toFixed(1)}/${ms.toFixed(1)}`).join(' '));
  const middle = (some) => ({
    cpuMs: quantile(
      some.map(({ cpuMs }) => cpuMs),
      0.5,
    ),
    ms: quantile(
      some.map(({ ms }) => ms),
      0.5,
    ),
  });
  const [first, last] = [middle(costs.slice(0, compared)), middle(costs.slice(-compared))];
  figure('CPU of the agent for each of the first launches', first.cpuMs, 'ms');
  figure('the same of the last of 500, by the first', last.cpuMs / first.cpuMs, '', { bar });
  figure('time for each of the first launches', first.ms, 'ms');
  figure('the same of the last of 500, by the first', last.ms / first.ms, '', { bar });
});
