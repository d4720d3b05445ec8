/**
 * An agent with 500 live containers is killed (SIGKILL) and started again: how soon it has all of
 * them and its master again, and how long a turn of its event loop lasts meanwhile, and while the
 * containers are launched.
 */
import { rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { figure, get, withCluster } from './tools/processes.mjs';
import { longestTurn } from './tools/turns.mjs';

const tasks = Number(process.env.BENCH_TASKS ?? 500);
const pollMs = 20;
const settlingMs = 2000;
const longestMs = 60_000;
const preload = fileURLToPath(new URL('tools/loop-delay.mjs', import.meta.url));

async function metricsOf({ address }) {
  const { text } = await get(address, '/metrics/snapshot', { wantsText: true });
  return JSON.parse(text);
}

/** What the agent does itself has the bar; others on the machine make it wait for a processor, too. */
function figureTurns(what, file, sinceMs) {
  const { ownMs, wholeMs } = longestTurn(file, sinceMs);
  figure(`longest turn while ${what}`, ownMs, 'ms', { bar: '≤ 20' });
  figure('the same with waiting for a processor', wholeMs, 'ms');
}

await withCluster(async (cluster) => {
  const delays = join(cluster.directory, 'delays');
  const master = await cluster.startMaster();
  process.env.NODE_OPTIONS = `--import=${preload}`;
  process.env.LOOP_DELAY_PROGRAM = 'mesos-agent';
  process.env.LOOP_DELAY_FILE = delays;
  const flags = ['--resources=cpus:1000;mem:655360;disk:100000', '--launcher=posix'];
  const agent = await cluster.startAgent(master, flags);
  delete process.env.NODE_OPTIONS;
  const launchedAtMs = Date.now();
  const common = ['--tasks', tasks, '--per-offer', tasks, '--user', userInfo().username];
  const wait = ['--command', 'sleep 1000', '--wait', 'running', '--stay', '--checkpoint'];
  await cluster.startTool('loadsched', '--master', master.address, ...common, ...wait).said('done');
  await sleep(settlingMs);
  figureTurns('launching', delays, launchedAtMs);

  await agent.end('SIGKILL');
  rmSync(delays, { force: true });
  process.env.NODE_OPTIONS = `--import=${preload}`;
  const startedMs = performance.now();
  await agent.start();
  delete process.env.NODE_OPTIONS;
  const servingAtMs = Date.now();
  for (;;) {
    const metrics = await metricsOf(agent);
    if (metrics['slave/registered'] === 1) break;
    if (performance.now() - startedMs > longestMs) throw new Error('The agent does not register');
    await sleep(pollMs);
  }
  const totalMs = performance.now() - startedMs;
  const metrics = await metricsOf(agent);
  const running = metrics['slave/tasks_running'];
  if (running !== tasks) throw new Error(`${running} tasks run after the restart, not ${tasks}`);
  await sleep(settlingMs);
  const recoveryBar = { bar: '≤ 2' };
  figure(`recovery of ${tasks} containers`, metrics['slave/recovery_time_secs'], 's', recoveryBar);
  figure('from start to registered', totalMs / 1000, 's');
  figureTurns('recovering', delays, servingAtMs);
});
