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

if (!hasZooKeeper()) {
  console.log('Left out: ZooKeeper is not installed (apt install zookeeper)');
} else {
  const loaded = await failover({ agents: 10_000, tasks: 100_000, admission: true });
  const shape = '10,000 agents with 100,000 tasks';
  figure(`${shape}: new leader serves after the session's end`, loaded.servingMs / 1000, 's', {
    bar: '≤ 1',
  });
  figure(`${shape}: 99 % are back after that`, loaded.mostBackMs / 1000, 's', { bar: '≤ 4' });
  const small = await failover({ agents: 5_000, tasks: 0 });
  const large = await failover({ agents: 40_000, tasks: 0 });
  figure('CPU of the new leader for each of 5,000 agents', small.cpuMsEach, 'ms');
  figure('CPU of the new leader for each of 40,000 agents', large.cpuMsEach, 'ms');
  figure('the one divided by the other', large.cpuMsEach / small.cpuMsEach, '', { bar: '≤ 1.2' });
}

function failover({ agents, tasks, admission = false }) {
  return withCluster(async (cluster) => {
    const ensemble = await startEnsemble(cluster.directory);
    try {
      return await killLeader(cluster, ensemble, { agents, tasks, admission });
    } finally {
      ensemble.stop();
    }
  });
}

async function killLeader(cluster, ensemble, { agents, tasks, admission }) {
  const flags = [`--zk=zk://${ensemble.hosts}/mesos`, '--quorum=1', session];
  const first = await cluster.startMaster(flags, 'first');
  await untilLeading(first);
  const second = await cluster.startMaster(flags, 'second');
  const masters = `${first.address},${second.address}`;
  const simulated = cluster.startTool(
    'simagents',
    ...['--master', first.address, '--masters', masters, '--agents', agents],
    ...['--finish', 'never', '--rate', 20_000],
  );
  const { ms } = await simulated.said('registered');
  if (admission) {
    const name = `${count(agents)} agents admitted into ZooKeeper`;
    figure(name, agents / (ms / 1000), '/s', { bar: '≥ 5,000' });
  }
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
