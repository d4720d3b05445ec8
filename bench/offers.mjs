/**
 * How soon offers come, through a master and sockets: until each of 1,000 frameworks that subscribe one
 * after the other beside 10,000 agents has had one (all of them decline everything for 5 seconds), and
 * from the end of a task to the offer of what it freed.
 */
import { cpuSeconds, figure, withCluster } from './tools/processes.mjs';

const agents = Number(process.env.BENCH_AGENTS ?? 10_000);
const frameworks = Number(process.env.BENCH_FRAMEWORKS ?? 1_000);
const wanted = process.env.BENCH_ONLY;

for (const [roles, shape] of [
  ['one', 'in one role'],
  ['each', 'each in its own role'],
]) {
  if (wanted === 'ends') break;
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

/** Ends in a second: some 20, so that each comes after a quiet time, and some 1,000. */
for (const [count, finishMs, offers] of [
  [1, 50, 400],
  [50, 50, 5_000],
]) {
  await withCluster(async (cluster) => {
    const master = await cluster.startMaster();
    const at = ['--master', master.address];
    const agentFlags = ['--agents', count, '--finish', finishMs];
    await cluster.startTool('simagents', ...at, ...agentFlags).said('registered');
    const before = cpuSeconds(master.pid);
    const { p50, p99 } = await cluster
      .startTool('reoffers', ...at, '--offers', offers)
      .said('done');
    const shape = `end of a task to the next offer, tasks end on ${count} agents`;
    figure(`${shape}: p50`, p50, 'ms', { mesos: '≤ 1,000' });
    figure(`${shape}: p99`, p99, 'ms', { bar: '≤ 5', mesos: '≤ 1,000' });
    const cpuMicros = ((cpuSeconds(master.pid) - before) / offers) * 1e6;
    console.log(`the master took ${Math.round(cpuMicros)} µs CPU for each`);
  });
}
