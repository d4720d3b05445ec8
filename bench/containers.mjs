/**
 * Command tasks on one real agent: how many start in a second, and what one costs in memory beyond
 * its own processes (supervisor, and what the agent itself grows by).
 */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

import { figure, processesOf, pssMb, rssMb, withCluster } from './tools/processes.mjs';

const tasks = 100;
const common = ['--tasks', tasks, '--per-offer', tasks, '--user', userInfo().username];

const isTask = (pid) =>
  /^((\/bin\/)?sh\0-c\0)?sleep[\0 ]1000/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));

function measuredMb(pids) {
  return pids.reduce((sum, pid) => sum + pssMb(pid), 0);
}

await withCluster(async (cluster) => {
  const master = await cluster.startMaster();
  const flags = ['--resources=cpus:64;mem:65536;disk:10000', '--launcher=posix'];
  const agent = await cluster.startAgent(master, flags);
  const run = (...args) =>
    cluster.startTool('loadsched', '--master', master.address, ...common, ...args);

  const short = await run('--command', 'true').said('done');
  const bar = '≥ 30';
  figure('100 × true to FINISHED', short.tasksPerSecond, 'tasks/s', { bar, mesos: '11–15' });

  const agentBefore = pssMb(agent.pid);
  const long = run('--command', 'sleep 1000', '--wait', 'running', '--stay');
  const { tasksPerSecond } = await long.said('done');
  figure('100 × sleep to RUNNING', tasksPerSecond, 'tasks/s', { bar, mesos: '18' });

  const others = processesOf(cluster.directory).filter(
    (pid) => pid !== agent.pid && pid !== master.pid && !isTask(pid),
  );
  const supervisors = measuredMb(others) / tasks;
  const growth = Math.max(0, pssMb(agent.pid) - agentBefore) / tasks;
  figure('memory per sleep task beyond the task, PSS', supervisors + growth, 'MB', {
    bar: '≤ 2',
    mesos: '4.2',
  });
  figure('of that in supervisors', supervisors, 'MB');
  figure('processes per task beyond the task', others.length / tasks, '', { mesos: '1' });
  figure('agent with 100 tasks, RSS', rssMb(agent.pid), 'MB', { mesos: '69' });
});
