/**
 * How soon offers come, through a master and sockets: until each of 1,000 frameworks that subscribe one
 * after the other beside 10,000 agents has had one (all of them decline everything for 5 seconds), and
 * from the end of a task to the offer of what it freed.
 */
import { cpuSeconds, figure, withCluster } from './tools/processes.mjs';

const agents = Number(process.env.BENCH_AGENTS ?? 10_000);
const frameworks = Number(process.env.BENCH_FRAMEWORKS ?? 1_000);

for (const [roles, shape] of [
  ['one', 'in one role'],
  ['each', 'each in its own role'],
]) {
  await withCluster(async (cluster) => {
    const master = await cluster.startMaster();
    const simulated = cluster.startTool(
      'simagents',
      ...['--master', master.address, '--agents', agents],
    );
    await simulated.said('registered');
    const before = cpuSeconds(master.pid);
    const many = cluster.startTool(
      'manyframeworks',
      ...['--master', master.address, '--frameworks', frameworks],
      ...['--roles', roles, '--seconds', 12],
    );
    const { everyFrameworkServedMs, allSubscribedMs } = await many.said('done');
    figure(
      `every framework has had an offer, ${agents}x${frameworks} ${shape}`,
      everyFrameworkServedMs / 1000,
      's',
      { bar: '≤ 2.5' },
    );
    const cpu = cpuSeconds(master.pid) - before;
    console.log(
      `all subscribed after ${allSubscribedMs} ms; the master took ${cpu.toFixed(1)} s CPU`,
    );
  });
}
