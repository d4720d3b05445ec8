/**
 * What reading costs with 10,000 agents and 100,000 live tasks: each large answer for the first time
 * and again, how long others wait (/health) meanwhile, and while four clients poll /state. On a busy
 * machine the master's own time on the CPU, which is printed beside, says more than the time taken.
 * At the end nobody reads for two minutes: what does the master keep then?
 */
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { startLoaded } from './tools/loaded-cluster.mjs';
import {
  cpuSeconds,
  figure,
  get,
  quantile,
  rssMb,
  untilQuiet,
  withCluster,
} from './tools/processes.mjs';

const pollers = 4;
const pollingMs = 10_000;
const healthEveryMs = 20;
/** While one large answer is made: answering more often would cost more than the answer. */
const healthOftenMs = 10;
/** Texts that nobody reads are looked for once a minute; then garbage is collected. */
const untilTextsAreGoneMs = 130_000;

const getState = { path: '/api/v1', body: '{"type":"GET_STATE"}' };
const readings = [
  { name: '/slaves', path: '/slaves', bar: '≤ 0.23', mesos: '0.33' },
  { name: '/state', path: '/state', bar: '≤ 0.67', mesos: '1.34–1.51' },
  { name: '/state-summary', path: '/state-summary', mesos: '0.52' },
  { ...getState, name: 'GET_STATE, JSON', accept: 'application/json', bar: '≤ 1.8', mesos: '2.6' },
  {
    ...getState,
    name: 'GET_STATE, protobuf',
    accept: 'application/x-protobuf',
    bar: '≤ 0.66',
    mesos: '0.95',
  },
];

await withCluster(async (cluster) => {
  const { master, launched } = await startLoaded(cluster);
  const { address } = master;
  await untilQuiet(master);
  figure('100,000 tasks to RUNNING, 10,000 agents', launched.tasksPerSecond, 'tasks/s', {
    mesos: '2,392–3,874',
  });
  figure('master RSS with them', rssMb(master.pid), 'MB', { mesos: '688' });

  // The first reading of all compiles, too; /slaves comes first, because /state makes part of its texts.
  for (const reading of readings) {
    const first = await read(master, reading);
    const { bar, mesos, name } = reading;
    figure(`${name}, first time`, first.ms / 1000, 's', { bar, mesos });
    figure(`${name}, size`, first.bytes / 1e6, 'MB');
    figure(`${name}, longest /health meanwhile`, first.longestHealthMs, 'ms', { bar: '≤ 50' });
    figure(`${name}, again`, (await read(master, reading)).ms / 1000, 's', { mesos });
  }
  figure('master RSS after one reading of each', rssMb(master.pid), 'MB', {
    bar: '≤ 650',
    mesos: '1,088',
  });

  const { health, polls } = await pollAndWatch(address);
  figure('/health p50 under four pollers', quantile(health, 0.5), 'ms', { mesos: '2,400' });
  const p99 = { bar: '≤ 50', mesos: '2,600–2,900' };
  figure('/health p99 under four pollers', quantile(health, 0.99), 'ms', p99);
  figure('/state served meanwhile', polls / (pollingMs / 1000), 'per s');
  figure('master RSS after state reads', rssMb(master.pid), 'MB', { mesos: '1,088' });
  await sleep(untilTextsAreGoneMs);
  figure('master RSS once nobody has read for two minutes', rssMb(master.pid), 'MB');
});

/** One large answer, while /health is asked all the time. */
async function read({ address, pid }, { name, path, body, accept }) {
  const agent = new http.Agent({ keepAlive: true });
  const health = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      health.push((await get(address, '/health', { agent })).ms);
      await sleep(healthOftenMs);
    }
  })();
  const cpuBefore = cpuSeconds(pid);
  const answer = await get(address, path, { body, accept });
  const cpuMs = Math.round((cpuSeconds(pid) - cpuBefore) * 1000);
  isOver = true;
  await watching;
  agent.destroy();
  console.log(`${name}: ${Math.round(answer.ms)} ms, ${cpuMs} ms of the CPU`);
  return { ...answer, longestHealthMs: Math.max(...health) };
}

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
