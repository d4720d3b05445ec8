/**
 * Two masters and three ZooKeepers: how fast agents are admitted into the registry there, and what
 * happens when the leader of 10,000 agents with 100,000 tasks is killed; then what a change of leader
 * costs per agent in small and large clusters. What is measured begins when ZooKeeper has ended the
 * session of the old one.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { connectToZooKeeper } from '../dist/zookeeper/index.js';
import { cpuSeconds, figure, get, untilQuiet, withCluster } from './tools/processes.mjs';
import { hasZooKeeper, startEnsemble } from './tools/zookeeper.mjs';

const pollMs = 5;
const session = '--zk_session_timeout=10secs';
const count = (number) => number.toLocaleString('en-US');

/** Each stands for itself; BENCH_PIECE=admission,loaded runs some of them. */
const pieces = {
  async admission() {
    await withEnsemble(measureAdmission);
  },
  async loaded() {
    const shape = '10,000 agents with 100,000 tasks';
    const found = await failover({ agents: 10_000, tasks: 100_000 });
    figure(`${shape}: new leader serves after the session's end`, found.servingMs / 1000, 's', {
      bar: '≤ 1',
    });
    figure(`${shape}: 99 % are back after that`, found.mostBackMs / 1000, 's', { bar: '≤ 4' });
  },
  small: () => measureCost(5_000),
  large: () => measureCost(40_000),
};

const costs = [];

if (!hasZooKeeper()) {
  console.log('Left out: ZooKeeper is not installed (apt install zookeeper)');
} else {
  for (const name of chosenPieces()) await pieces[name]();
  if (costs.length === 2) {
    figure('the one divided by the other', costs[1] / costs[0], '', { bar: '≤ 1.2' });
  }
}

function chosenPieces() {
  const names = process.env.BENCH_PIECE?.split(',') ?? Object.keys(pieces);
  const unknown = names.find((name) => pieces[name] === undefined);
  if (unknown === undefined) return names;
  throw new Error(`BENCH_PIECE=${unknown}: there are ${Object.keys(pieces).join(', ')}`);
}

async function measureCost(agents) {
  const { cpuMsEach } = await failover({ agents, tasks: 0 });
  costs.push(cpuMsEach);
  figure(`CPU of the new leader for each of ${count(agents)} agents`, cpuMsEach, 'ms');
}

function failover(shape) {
  return withEnsemble((cluster, ensemble) => killLeader(cluster, ensemble, shape));
}

function withEnsemble(work) {
  return withCluster(async (cluster) => {
    const ensemble = await startEnsemble(cluster.directory);
    try {
      return await work(cluster, ensemble);
    } finally {
      ensemble.stop();
    }
  });
}

/** Twice: the second time ZooKeeper's servers have worked before, as those of a cluster have. */
async function measureAdmission(cluster, ensemble) {
  for (const when of ['servers just started', 'again']) {
    const agents = 10_000;
    const master = await startMaster(
      cluster,
      ensemble,
      `first, ${when}`,
      when.replaceAll(' ', '-'),
    );
    await untilLeading(master);
    const before = ensemble.pids.map(cpuSeconds);
    const simulated = startAgents(cluster, agents, master);
    const { ms } = await simulated.said('registered');
    const name = `${count(agents)} agents admitted into ZooKeeper, ${when}`;
    figure(name, agents / (ms / 1000), '/s', { bar: '≥ 5,000' });
    figure(`${name}: CPU of the master`, cpuSeconds(master.pid), 's');
    const servers = ensemble.pids.map((pid, i) => cpuSeconds(pid) - before[i]);
    figure(
      `${name}: CPU of the ZooKeepers`,
      servers.reduce((sum, one) => sum + one),
      's',
    );
    const { text } = await get(master.address, '/metrics/snapshot', { wantsText: true });
    figure(`${name}: a write, p50`, JSON.parse(text)['registrar/state_store_ms/p50'], 'ms');
    await simulated.end();
    await master.end();
  }
}

function startMaster(cluster, ensemble, name, group = 'mesos') {
  const flags = [`--zk=zk://${ensemble.hosts}/${group}`, '--quorum=1', session];
  return cluster.startMaster(flags, name);
}

function startAgents(cluster, agents, ...masters) {
  const addresses = masters.map(({ address }) => address);
  return cluster.startTool(
    'simagents',
    ...['--master', addresses[0], '--masters', addresses.join(','), '--agents', agents],
    ...['--finish', 'never', '--rate', 20_000],
  );
}

async function killLeader(cluster, ensemble, { agents, tasks }) {
  const first = await startMaster(cluster, ensemble, 'first');
  await untilLeading(first);
  const second = await startMaster(cluster, ensemble, 'second');
  const simulated = startAgents(cluster, agents, first, second);
  await simulated.said('registered');
  if (tasks > 0) await launch(cluster, first, tasks, agents);
  await untilQuiet(first);
  const gone = sessionEnd(ensemble);
  await gone.ready;
  const cpuBefore = cpuSeconds(second.pid);
  await first.end('SIGKILL');
  const endedMs = await gone.ended;
  await untilLeading(second);
  const servingMs = Date.now();
  const most = await simulated.said('99 % reregistered');
  await simulated.said('reregistered');
  await untilQuiet(second);
  await checkTasks(second, tasks);
  const cpuMsEach = ((cpuSeconds(second.pid) - cpuBefore) * 1000) / agents;
  return { servingMs: servingMs - endedMs, mostBackMs: most.atMs - servingMs, cpuMsEach };
}

async function launch(cluster, master, tasks, agents) {
  const scheduler = cluster.startTool(
    'loadsched',
    ...['--master', master.address, '--tasks', tasks, '--per-offer', Math.ceil(tasks / agents)],
    ...['--wait', 'running', '--failover-timeout', 3600, '--stay'],
  );
  await scheduler.said('done');
  await scheduler.end();
}

async function untilLeading(master) {
  for (;;) {
    const answer = await get(master.address, '/weights').catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(pollMs);
  }
}

/** When the node of the leader goes, which is when its session has ended. */
function sessionEnd({ addresses }) {
  const client = connectToZooKeeper({ servers: addresses });
  let isReady;
  const ready = new Promise((resolve) => (isReady = resolve));
  const ended = new Promise((resolve) => {
    client.getChildren('/mesos', undefined, (listed) => {
      const nodes = listed.value.children.filter((name) => name.startsWith('json.info_'));
      const watcher = () => {
        resolve(Date.now());
        client.close(() => undefined);
      };
      client.exists(`/mesos/${nodes.toSorted()[0]}`, watcher, isReady);
    });
  });
  return { ready, ended };
}

async function checkTasks({ address }, tasks) {
  const { text } = await get(address, '/metrics/snapshot', { wantsText: true });
  const running = JSON.parse(text)['master/tasks_running'];
  if (running !== tasks) throw new Error(`Of ${tasks} tasks ${running} are back`);
}
