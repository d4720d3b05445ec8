/**
 * Tasks per second from end to end: offered, launched, RUNNING, acknowledged, FINISHED,
 * acknowledged. Pretend agents and the scheduler share the machine with the master.
 */
import { cpuSeconds, figure, withCluster } from './tools/processes.mjs';

const tasks = 20_000;
const shapes = [
  { agents: 100, form: 'protobuf', mesos: '1,179–1,956' },
  { agents: 1_000, form: 'protobuf', mesos: '1,080–1,642' },
  { agents: 100, form: 'JSON', mesos: '1,342' },
  { agents: 1_000, form: 'JSON', mesos: '1,305' },
  { agents: 100, form: 'protobuf, calls pipelined', flags: ['--pipelined'] },
  { agents: 1_000, form: 'protobuf, calls pipelined', flags: ['--pipelined'] },
];
const bars = { 100: 1_960, 1_000: 1_640 };

for (const { agents, form, mesos, flags } of shapes) {
  await withCluster(async (cluster) => {
    const master = await cluster.startMaster();
    const at = ['--master', master.address];
    await cluster.startTool('simagents', ...at, '--agents', agents).said('registered');
    const options = flags ?? (form === 'JSON' ? ['--json'] : []);
    const before = cpuSeconds(master.pid);
    const load = cluster.startTool('loadsched', ...at, '--tasks', tasks, ...options);
    const { tasksPerSecond, toRunningMs } = await load.said('done');
    const shape = `${tasks.toLocaleString('en-US')} tasks, ${agents} agents, ${form}`;
    const bar = form === 'protobuf' ? `≥ ${bars[agents]}` : undefined;
    figure(shape, tasksPerSecond, 'tasks/s', { bar, mesos });
    const cpuMicros = ((cpuSeconds(master.pid) - before) / tasks) * 1e6;
    figure(`${shape}: CPU of the master`, cpuMicros, 'µs/task');
    figure(`${shape}: launch to RUNNING, p99`, toRunningMs.p99, 'ms');
  });
}
