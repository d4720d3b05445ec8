/**
 * A scheduler that fills each agent that it is offered with one task, and measures from the moment
 * at which the agent says that the task has ended to the offer of what it had. Agents and scheduler
 * are on one machine, so that one clock tells both times. Prints one line of JSON.
 *
 * usage: node bench/tools/reoffers.mjs --master 127.0.0.1:5050 --offers 5000
 */
import { parseArgs } from 'node:util';

import { SchedulerClient } from './scheduler-client.mjs';

const { values: flag } = parseArgs({
  options: {
    master: { type: 'string', default: '127.0.0.1:5050' },
    offers: { type: 'string', default: '5000' },
  },
});

const wanted = Number(flag.offers);
/** The first tasks run while the master's code is not compiled yet, and its heap still grows. */
const warmUp = Math.min(2_000, wanted);
const endedAtMs = new Map();
const latenciesMs = [];
let seen = 0;
let launched = 0;

const nowMs = () => performance.timeOrigin + performance.now();

const client = new SchedulerClient({
  address: flag.master,
  handlers: {
    OFFERS: ({ offers }) => offers.offers.forEach(onOffer),
    UPDATE: ({ update }) => onUpdate(update.status),
    ERROR: ({ error }) => console.error(error.message),
    refused: (status, text) => console.error(status, text),
    ended(why) {
      console.error(why);
      process.exit(1);
    },
  },
});

function onOffer({ id, agent_id: agentId, resources }) {
  const endedMs = endedAtMs.get(agentId.value);
  if (endedMs !== undefined && ++seen > warmUp) latenciesMs.push(nowMs() - endedMs);
  endedAtMs.delete(agentId.value);
  if (latenciesMs.length === wanted) finish();
  const task = {
    name: 'fill',
    task_id: { value: `t${launched++}` },
    agent_id: agentId,
    command: { value: 'true' },
    resources: resources.filter(({ name }) => name === 'cpus' || name === 'mem'),
  };
  const operations = [{ type: 'LAUNCH', launch: { task_infos: [task] } }];
  const filters = { refuse_seconds: 0 };
  client.call({ type: 'ACCEPT', accept: { offer_ids: [id], operations, filters } });
}

function onUpdate({ agent_id, task_id, uuid, state, timestamp, message }) {
  if (state === 'TASK_FINISHED') endedAtMs.set(agent_id.value, timestamp * 1000);
  else if (state !== 'TASK_RUNNING') console.error(state, message);
  if (uuid !== undefined)
    client.call({ type: 'ACKNOWLEDGE', acknowledge: { agent_id, task_id, uuid } });
}

function finish() {
  latenciesMs.sort((a, b) => a - b);
  const quantile = (q) => latenciesMs[Math.floor((wanted - 1) * q)];
  const figures = { p50: quantile(0.5), p99: quantile(0.99), max: latenciesMs.at(-1) };
  console.log(JSON.stringify({ event: 'done', offers: wanted, ...figures }));
  process.exit(0);
}

const capabilities = [{ type: 'MULTI_ROLE' }];
client.subscribe({ user: 'root', name: 'reoffers', roles: ['*'], capabilities });
