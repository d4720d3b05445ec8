/**
 * Containers of the launcher `linux` on one real agent, with cgroups, pid and mount namespaces: how many
 * start in a second, how many are gone in a second with all that was made for them, and what the
 * processes beside the task cost. Needs root, runc and conmon.
 */
import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { figure, processesOf, pssMb, withCluster } from './tools/processes.mjs';

const tasks = 100;
const mountPoint = '/sys/fs/cgroup';
const cgroupsRoot = `mesos-bench-${process.pid}`;
const flags = [
  '--resources=cpus:64;mem:65536;disk:10000',
  '--launcher=linux',
  '--isolation=cgroups/cpu,cgroups/mem,namespaces/pid',
  `--cgroups_root=${cgroupsRoot}`,
];

function roots() {
  const paths = readdirSync(mountPoint).map((name) => join(mountPoint, name, cgroupsRoot));
  return paths.filter((path) => existsSync(path));
}

const cgroupCount = () =>
  roots()
    .flatMap((path) => readdirSync(path, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory()).length;

const isTask = (pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').startsWith('sleep\x001000');

await withCluster(async (cluster) => {
  const master = await cluster.startMaster();
  const agent = await cluster.startAgent(master, flags);
  const run = (...args) =>
    cluster.startTool('loadsched', '--master', master.address, '--user', 'root', ...args);
  const all = ['--tasks', tasks, '--per-offer', tasks];
  const long = run(...all, '--command', 'exec sleep 1000', '--wait', 'running', '--stay');
  const { tasksPerSecond } = await long.said('done');
  const bar = '≥ 20';
  figure('100 × sleep to RUNNING, linux launcher', tasksPerSecond, 'launches/s', { bar });

  const own = new Set([agent.pid, master.pid]);
  const others = processesOf(cluster.directory).filter((pid) => !own.has(pid) && !isTask(pid));
  const memory = others.reduce((sum, pid) => sum + pssMb(pid), 0);
  figure('memory per task beyond the task, PSS', memory / tasks, 'MB');
  figure('processes per task beyond the task', others.length / tasks, '');

  // Its master ends all tasks of a framework that goes.
  const started = performance.now();
  long.end('SIGKILL');
  while (cgroupCount() > 0) await sleep(5);
  const seconds = (performance.now() - started) / 1000;
  figure('100 × destroyed and gone, linux launcher', tasks / seconds, 'destroys/s', {
    bar: '≥ 45',
  });
});
for (const path of roots()) rmdirSync(path);
