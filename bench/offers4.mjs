/**
 * How soon offers come, through a master and sockets: until each of 1,000 frameworks that subscribe one
 * after the other beside 10,000 agents has had one (all of them decline everything for 5 seconds), and
 * from the end of a task to the offer of what it freed. Then those frameworks, which have no failover
 * timeout and hold an offer of each agent, all leave at once: how long nobody else has a turn.
 *
 * BENCH_ONLY=served or ends measures a part, BENCH_ROLES=one or each of the first one shape.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { cpuSeconds, figure, rssMb, untilQuiet, withCluster } from './tools/processes.mjs';
import { longestTurn } from './tools/turns.mjs';

const agents = Number(process.env.BENCH_AGENTS ?? 10_000);
const frameworks = Number(process.env.BENCH_FRAMEWORKS ?? 1_000);
const wanted = process.env.BENCH_ONLY;
const wantedRoles = process.env.BENCH_ROLES;
const preload = fileURLToPath(new URL('tools/loop-delay.mjs', import.meta.url));
/** Longer than the last window in which delays are noted. */
const settlingMs = 500;

async function startWatched(cluster) {
  const delays = join(cluster.directory, 'delays');
  Object.assign(process.env, {
    NODE_OPTIONS: `--import=${preload}`,
    LOOP_DELAY_PROGRAM: 'mesos-master',
    LOOP_DELAY_FILE: delays,
  });
  const master = await cluster.startMaster();
  delete process.env.NODE_OPTIONS;
  return { master, delays };
}

for (const [roles, shape] of [
  ['one', 'in one role'],
  ['each', 'each in its own role'],
]) {
  if (wanted === 'ends') break;
  if (roles !== (wantedRoles ?? roles)) continue;
  await withCluster(async (cluster) => {
    const { master, delays } = await startWatched(cluster);
    const simulated = cluster.startTool(
      'simagents',
      ...['--master', master.address, '--agents', agents],
    );
    await simulated.said('registered');
    const before = cpuSeconds(master.pid);
    const many = cluster.startTool(
      'manyframeworks',
      ...['--master', master.address, '--frameworks', frameworks],
      ...['--roles', roles, '--seconds', 4],
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
      `all subscribed after ${allSubscribedMs} ms; the master took ${cpu.toFixed(1)} s CPU and has ${Math.round(rssMb(master.pid))} MB RSS`,
    );
    await many.said('leaving');
    const leftAtMs = Date.now();
    const cpuBefore = cpuSeconds(master.pid);
    await untilQuiet(master);
    await sleep(settlingMs);
    figure(
      `they leave at once, ${shape}: longest turn`,
      longestTurn(delays, leftAtMs).wholeMs,
      'ms',
      {
        bar: '≤ 50',
      },
    );
    figure('the same: CPU of the master', cpuSeconds(master.pid) - cpuBefore, 's');
  });
}

/**
 * Ends in a second: some 20, so that each comes after a quiet time, and some 800. Those of tasks that take
 * all the same time soon come in step, all agents at once; of tasks as they are they do not.
 */
for (const [count, spread, offers] of [
  [1, 0, 400],
  [50, 0, 5_000],
  [50, 0.9, 5_000],
]) {
  if (wanted === 'served') break;
  await withCluster(async (cluster) => {
    const master = await cluster.startMaster();
    const at = ['--master', master.address];
    const agentFlags = ['--agents', count, '--finish', 50, '--spread', spread];
    await cluster.startTool('simagents', ...at, ...agentFlags).said('registered');
    const before = cpuSeconds(master.pid);
    const { p50, p99 } = await cluster
      .startTool('reoffers', ...at, '--offers', offers)
      .said('done');
    const step = count === 1 ? '' : spread === 0 ? ' in step' : ' each for itself';
    const shape = `end of a task to the next offer, tasks end on ${count} agents${step}`;
    figure(`${shape}: p50`, p50, 'ms', { mesos: '≤ 1,000' });
    figure(`${shape}: p99`, p99, 'ms', { bar: '≤ 5', mesos: '≤ 1,000' });
    const cpuMicros = ((cpuSeconds(master.pid) - before) / offers) * 1e6;
    console.log(`the master took ${Math.round(cpuMicros)} µs CPU for each`);
  });
}
