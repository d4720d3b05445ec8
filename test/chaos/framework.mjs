/**
 * A framework that is killed: keeps some long tasks running for ever and launches a short one every
 * now and then. All that it does and hears goes to a file, line by line, before it acts on it; after
 * a death it goes on from there, with the same framework id.
 *
 * usage: node framework.mjs '{"name":…,"master":…,"file":…,"directory":…,"longTasks":6,"contentType":…}'
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

import { Scheduler } from '../../dist/scheduler/index.js';

const config = JSON.parse(process.argv[2]);
const shortTaskEveryMs = 700;
const reconcileEveryMs = 3000;
const mostShortTasks = 4;
const terminal = new Set(
  'FINISHED FAILED KILLED LOST ERROR DROPPED GONE GONE_BY_OPERATOR'
    .split(' ')
    .map((state) => `TASK_${state}`),
);

/** Tasks that are not over: id to {kind, agent}. */
const alive = new Map();
let frameworkId;
let launched = 0;

function note(line) {
  appendFileSync(config.file, `${JSON.stringify(line)}\n`);
  remember(line);
}

function remember(line) {
  if (line.event === 'subscribed') frameworkId = line.frameworkId;
  if (line.event === 'launch') {
    launched++;
    alive.set(line.task, line);
  }
  if (line.event === 'update' && terminal.has(line.state)) alive.delete(line.task);
}

if (existsSync(config.file)) {
  const lines = readFileSync(config.file, 'utf8').split('\n').slice(0, -1);
  for (const line of lines) remember(JSON.parse(line));
}
note({ event: 'started', pid: process.pid });

let mayLaunchShort = true;
setInterval(() => (mayLaunchShort = true), shortTaskEveryMs);

const count = (kind) => [...alive.values()].filter((task) => task.kind === kind).length;

function nextTask(agent) {
  const longOnAgent = [...alive.values()].filter(
    (task) => task.kind === 'long' && task.agent === agent,
  ).length;
  const kind =
    count('long') < config.longTasks && longOnAgent <= config.longTasks / 3 ? 'long' : 'short';
  if (kind === 'short' && (!mayLaunchShort || count('short') >= mostShortTasks)) return undefined;
  if (kind === 'short') mayLaunchShort = false;
  return { task: `${config.name}-${kind}-${launched + 1}`, kind, agent };
}

const scalar = (name, value) => ({ name, type: 'SCALAR', scalar: { value } });

function infoOf({ task, kind }) {
  // The mark is made once for each time that the task runs.
  const mark = `echo ran >> "${config.directory}/ran-${task}"`;
  return {
    name: task,
    task_id: { value: task },
    resources: [scalar('cpus', 0.1), scalar('mem', 32)],
    command: {
      value: kind === 'long' ? `${mark}; exec sleep 1000000` : `${mark}; exec sleep 0.4`,
      environment: { variables: [{ name: 'CHAOS_TASK', value: task }] },
    },
  };
}

const scheduler = new Scheduler({
  master: config.master,
  contentType: config.contentType,
  framework: {
    user: userInfo().username,
    name: config.name,
    checkpoint: true,
    failover_timeout: 3600,
    capabilities: [{ type: 'PARTITION_AWARE' }],
    ...(frameworkId === undefined ? {} : { id: { value: frameworkId } }),
  },
  handlers: {
    subscribed({ frameworkId: id }) {
      note({ event: 'subscribed', frameworkId: id });
      reconcile();
    },
    offers(offers) {
      for (const offer of offers) {
        const task = nextTask(offer.agent_id.value);
        if (task === undefined) {
          scheduler.decline([offer], { refuse_seconds: 0.5 });
          continue;
        }
        note({ event: 'launch', ...task });
        scheduler.launch(offer, [infoOf(task)], { refuse_seconds: 0.5 });
      }
    },
    update(status) {
      const { task_id: id, state, source, reason, message } = status;
      const uuid = status.uuid === undefined ? undefined : Buffer.from(status.uuid).toString('hex');
      note({ event: 'update', task: id.value, state, source, reason, message, uuid });
    },
    ended(why) {
      note({ event: 'ended', why });
      process.exit(3);
    },
  },
});

function reconcile() {
  if (scheduler.state !== 'subscribed' || alive.size === 0) return;
  scheduler.reconcile(
    [...alive.values()].map(({ task, agent }) => ({
      taskId: task,
      agentId: agent,
    })),
  );
}

setInterval(reconcile, reconcileEveryMs);
scheduler.start();

process.once('SIGTERM', () => {
  void scheduler.stop({ mode: 'teardown' }).then(() => process.exit(0));
});
