/**
 * Marathon in large: many apps at once, one app with many instances, and what reading and changing
 * cost then. Pretend agents; Marathon, master and agents share the machine.
 *
 * `node bench/marathon.mjs thousand` (or `many`, `wide`, `whole`) measures only that.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure, pssMb, quantile, withCluster } from './tools/processes.mjs';
import { MarathonClient } from './tools/marathon-client.mjs';
import { hasZooKeeper, startEnsemble } from './tools/zookeeper.mjs';

const parallel = 100;
const agents = 200;
const changes = 30;
const reads = 300;

const appOf = (index) => ({
  id: `/load/group-${index % 100}/app-${index}`,
  cmd: 'sleep 1000000',
  cpus: 0.01,
  mem: 8,
  instances: 1,
});

const preload = fileURLToPath(new URL('tools/loop-delay.mjs', import.meta.url));

/** A cluster with Marathon in front. `flagsIn`: of Marathon, by the directory of all. */
function withMarathon(work, flagsIn = async () => []) {
  return withCluster(async (cluster) => {
    const master = await cluster.startMaster();
    const flags = ['--master', master.address, '--agents', agents, '--finish', 'never'];
    await cluster.startTool('simagents', ...flags).said('registered');
    const marathon = await cluster.startMarathon(master, await flagsIn(cluster.directory));
    const client = new MarathonClient(marathon.address, parallel);
    try {
      await work({ marathon, client });
    } finally {
      client.close();
    }
  });
}

/** Seconds until that many single-instance apps run. */
async function deploy(client, from, to) {
  const apps = Array.from({ length: to - from }, (_, index) => appOf(from + index));
  const startedMs = performance.now();
  await client.createAll(apps, parallel);
  await client.untilSettled();
  const seconds = (performance.now() - startedMs) / 1000;
  const running = await client.runningTasks();
  if (running < to) throw new Error(`Only ${running} of ${to} run`);
  return seconds;
}

/** The median of changes of one app, each to its end. */
async function changeMs(client) {
  const { id } = appOf(0);
  const times = [];
  for (let change = 0; change < changes; change++) {
    const answer = await client.change('PUT', `/v2/apps${id}`, { labels: { change: `${change}` } });
    times.push(answer.ms);
    await client.untilSettled();
  }
  return quantile(times, 0.5);
}

async function readMs(client, path, count) {
  const times = [];
  for (let read = 0; read < count; read++) {
    const { ms, status } = await client.ask('GET', path);
    if (status !== 200) throw new Error(`${path}: ${status}`);
    times.push(ms);
  }
  return times;
}

const pieces = {
  thousand: () =>
    withMarathon(async ({ client }) => {
      const seconds = await deploy(client, 0, 1_000);
      figure('1,000 apps by 100 requests at a time', seconds, 's', { bar: '≤ 15' });
    }),

  many: () =>
    withMarathon(async ({ marathon, client }) => {
      await deploy(client, 0, 10);
      const atTen = await changeMs(client);
      const seconds = await deploy(client, 10, 10_000);
      figure('10,000 apps by 100 requests at a time', seconds, 's', { bar: '≤ 180' });
      figure('10,000 apps: RSS of Marathon', pssMb(marathon.pid), 'MB', { bar: '≤ 250' });
      const atMany = await changeMs(client);
      figure('changing one of 10,000 apps', atMany, 'ms');
      figure('… as against one of 10', atMany / atTen, '×', { bar: '≤ 1.2' });
      const groups = await readMs(client, '/v2/groups', 20);
      figure('10,000 apps: GET /v2/groups, median', quantile(groups, 0.5), 'ms', { bar: '≤ 300' });
    }),

  wide: () =>
    withMarathon(async ({ client }) => {
      await deploy(client, 0, 1);
      const startedMs = performance.now();
      const path = `/v2/apps${appOf(0).id}`;
      await client.change('PUT', path, { instances: 1_000 });
      await client.untilSettled();
      const seconds = (performance.now() - startedMs) / 1000;
      const running = await client.runningTasks();
      if (running !== 1_000) throw new Error(`Only ${running} run`);
      figure('one app to 1,000 instances', seconds, 's', { bar: '≤ 8' });
      const times = await readMs(client, `${path}?embed=app.tasks`, reads);
      figure('1,000 tasks: GET with embed=app.tasks, p99', quantile(times, 0.99), 'ms', {
        bar: '≤ 20',
      });
    }),

  whole: () => measureWhole(),
};

/** 10,000 apps in one request, stored in ZooKeeper: how long Marathon does nothing else. */
async function measureWhole() {
  if (!hasZooKeeper()) return console.log('Left out: ZooKeeper is not installed');
  let ensemble;
  let delayFile;
  const flagsIn = async (directory) => {
    ensemble = await startEnsemble(directory, 1);
    delayFile = join(directory, 'delay');
    process.env.LOOP_DELAY_FILE = delayFile;
    process.env.LOOP_DELAY_PROGRAM = 'marathon';
    process.env.BENCH_NODE_OPTIONS ??= `bin/marathon --import=${preload}`;
    return [`--zk=zk://${ensemble.hosts}/marathon`];
  };
  const work = async ({ client }) => {
    const groups = Array.from({ length: 100 }, (_, group) => ({ id: `group-${group}`, apps: [] }));
    for (let index = 0; index < 10_000; index++) {
      groups[index % 100].apps.push({ ...appOf(index), id: `app-${index}` });
    }
    const measured = async (what, method, body) => {
      const startedMs = Date.now();
      const { ms } = await client.change(method, '/v2/groups/load?force=true', body);
      // Seldom: to show a deployment of ten thousand apps holds the loop, too.
      await client.untilSettled(2_000);
      figure(`10,000 apps in one request, ${what}: answer`, ms, 'ms');
      const longest = longestDelayMs(delayFile, startedMs);
      figure(`10,000 apps in one request, ${what}: longest turn`, longest, 'ms');
    };
    await measured('made', 'PUT', { groups });
    for (const { apps } of groups) for (const app of apps) app.labels = { changed: 'yes' };
    await measured('changed', 'PUT', { groups });
    await measured('removed', 'DELETE', undefined);
  };
  try {
    await withMarathon(work, flagsIn);
  } finally {
    ensemble?.stop();
  }
}

function longestDelayMs(file, sinceMs) {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const delays = lines.map((line) => line.split(' ').map(Number));
  return Math.max(0, ...delays.filter(([at]) => at >= sinceMs).map(([, ms]) => ms));
}

const wanted = process.argv.slice(2);
for (const [name, measure] of Object.entries(pieces)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure();
}
