/**
 * A scheduler that launches --tasks tasks as fast as offers allow and acknowledges every update.
 * Prints one line of JSON when all of them are done (or, with --wait running, running).
 *
 * usage: node bench/tools/loadsched.mjs --master 127.0.0.1:5050 --tasks 20000 [--per-offer 50]
 *        [--json] [--wait finished|running] [--cpus 0.1] [--mem 32] [--command true] [--hold SECONDS]
 *        [--failover-timeout SECONDS] [--stay] [--checkpoint]
 */
import { parseArgs } from 'node:util';

import { SchedulerClient } from './scheduler-client.mjs';

const { values: flag } = parseArgs({
  options: {
    master: { type: 'string', default: '127.0.0.1:5050' },
    tasks: { type: 'string', default: '1000' },
    'per-offer': { type: 'string', default: '50' },
    json: { type: 'boolean', default: false },
    pipelined: { type: 'boolean', default: false },
    wait: { type: 'string', default: 'finished' },
    cpus: { type: 'string', default: '0.1' },
    mem: { type: 'string', default: '32' },
    role: { type: 'string', default: '*' },
    name: { type: 'string', default: 'load' },
    user: { type: 'string', default: 'root' },
    timeout: { type: 'string', default: '300' },
    hold: { type: 'string', default: '0' },
    command: { type: 'string', default: 'true' },
    'failover-timeout': { type: 'string', default: '0' },
    stay: { type: 'boolean', default: false },
    checkpoint: { type: 'boolean', default: false },
  },
});

const total = Number(flag.tasks);
const perOffer = Number(flag['per-offer']);
const cpus = Number(flag.cpus);
const mem = Number(flag.mem);
const shownErrors = 5;
const idleFilterS = 3600;

const count = { launched: 0, running: 0, finished: 0, offers: 0, errors: 0 };
const launchedAtMs = new Map();
const latenciesMs = [];
let firstLaunchMs = 0;
let isDone = false;

const scalar = (name, value) => ({
  name,
  type: 'SCALAR',
  scalar: { value },
  allocation_info: { role: flag.role },
});
const resources = [scalar('cpus', cpus), scalar('mem', mem)];
const sum = (offer, name) =>
  (offer.resources ?? []).reduce((all, one) => all + (one.name === name ? one.scalar.value : 0), 0);

function complain(text) {
  if (++count.errors <= shownErrors) console.error(text);
}

const client = new SchedulerClient({
  address: flag.master,
  isJson: flag.json,
  isPipelined: flag.pipelined,
  handlers: {
    OFFERS: ({ offers }) => offers.offers.forEach(onOffer),
    UPDATE: ({ update }) => onUpdate(update.status),
    ERROR: ({ error }) => complain(`ERROR ${error.message}`),
    refused: (status, text) => complain(`${status} ${text}`),
    ended(why) {
      if (isDone) return;
      console.error(why);
      process.exit(1);
    },
  },
});

function onOffer(offer) {
  count.offers++;
  const fitting = Math.min(
    Math.floor(sum(offer, 'cpus') / cpus + 1e-9),
    Math.floor(sum(offer, 'mem') / mem),
  );
  const n = Math.min(perOffer, total - count.launched, fitting);
  if (n <= 0) {
    const filters = { refuse_seconds: count.launched >= total ? idleFilterS : 0.1 };
    client.call({ type: 'DECLINE', decline: { offer_ids: [offer.id], filters } });
    return;
  }
  const taskInfos = Array.from({ length: n }, () => nextTask(offer.agent_id));
  client.call({
    type: 'ACCEPT',
    accept: {
      offer_ids: [offer.id],
      operations: [{ type: 'LAUNCH', launch: { task_infos: taskInfos } }],
      filters: { refuse_seconds: 0 },
    },
  });
}

function nextTask(agentId) {
  const id = `t${count.launched++}`;
  const nowMs = performance.now();
  if (firstLaunchMs === 0) firstLaunchMs = nowMs;
  launchedAtMs.set(id, nowMs);
  const command = { value: flag.command, shell: true };
  return { name: id, task_id: { value: id }, agent_id: agentId, command, resources };
}

function onUpdate(status) {
  if (status.uuid !== undefined) {
    const { agent_id, task_id, uuid } = status;
    client.call({ type: 'ACKNOWLEDGE', acknowledge: { agent_id, task_id, uuid } });
  }
  if (status.state === 'TASK_STARTING') return;
  if (status.state === 'TASK_RUNNING') {
    count.running++;
    latenciesMs.push(performance.now() - launchedAtMs.get(status.task_id.value));
  } else {
    count.finished++;
    if (status.state !== 'TASK_FINISHED')
      complain(`${status.state} ${status.reason} ${status.message}`);
  }
  const reached = flag.wait === 'running' ? count.running : count.finished;
  if (reached === total && !isDone) finish();
}

function finish() {
  isDone = true;
  const ms = performance.now() - firstLaunchMs;
  latenciesMs.sort((a, b) => a - b);
  const quantile = (q) => Math.round(latenciesMs[Math.floor((latenciesMs.length - 1) * q)] ?? 0);
  console.log(
    JSON.stringify({
      event: 'done',
      tasks: total,
      ms: Math.round(ms),
      tasksPerSecond: Math.round((total / ms) * 1000),
      offers: count.offers,
      errors: count.errors,
      toRunningMs: { p50: quantile(0.5), p99: quantile(0.99) },
      cpuS: process.cpuUsage().user / 1e6,
    }),
  );
  if (flag.stay) return;
  setTimeout(
    () => {
      client.call({ type: 'TEARDOWN' });
      setTimeout(() => process.exit(0), 300);
    },
    Number(flag.hold) * 1000,
  );
}

client.subscribe({
  user: flag.user,
  name: flag.name,
  roles: [flag.role],
  capabilities: [{ type: 'MULTI_ROLE' }],
  failover_timeout: Number(flag['failover-timeout']),
  checkpoint: flag.checkpoint,
});
setTimeout(
  () => {
    if (isDone) return;
    console.log(JSON.stringify({ event: 'timeout', ...count }));
    process.exit(2);
  },
  Number(flag.timeout) * 1000,
).unref();
process.once('SIGTERM', () => process.exit(0));
