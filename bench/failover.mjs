/**
 * The master is killed with signal 9 and started again: how long until all agents are back with all
 * their tasks. The agents look for it every 20 ms, so what is measured is the master.
 */
import { loadedShape, startLoaded } from './tools/loaded-cluster.mjs';
import { cpuSeconds, figure, get, untilQuiet, withCluster } from './tools/processes.mjs';

const shapes = [
  { agents: 1_000, tasks: 10_000, mesos: '0.3–1.05' },
  { ...loadedShape, bar: '≤ 9', mesos: '7.9, 9.0, 9.1, 20.2' },
];

for (const { agents, tasks, bar, mesos } of shapes) {
  await withCluster(async (cluster) => {
    const { master, simulated, scheduler } = await startLoaded(cluster, { agents, tasks });
    await untilQuiet(master);
    await scheduler.end();
    await master.end('SIGKILL');
    await master.start();
    const back = await simulated.said('reregistered');
    const shape = `${agents.toLocaleString('en-US')} agents with ${tasks.toLocaleString('en-US')} tasks`;
    figure(`${shape} back after kill -9`, back.ms / 1000, 's', { bar, mesos });
    figure(`${shape} back: CPU of the master`, cpuSeconds(master.pid), 's');
    const { text } = await get(master.address, '/metrics/snapshot', { wantsText: true });
    const running = JSON.parse(text)['master/tasks_running'];
    if (running !== tasks) throw new Error(`Of ${tasks} tasks ${running} are back`);
  });
}
