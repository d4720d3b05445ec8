/**
 * Many pretend agents in one process, speaking the libprocess protocol to any master, ours or not.
 * When the master is lost they look for it, or for the new leader among --masters, and register
 * again with their live tasks. Prints a line of JSON for each thing worth knowing.
 *
 * usage: node bench/tools/simagents.mjs --master 127.0.0.1:5050 --agents 1000 [--port 0] [--cpus 8]
 *        [--mem 8192] [--finish MS|never] [--spread 0.5] [--rate AGENTS_PER_SECOND] [--masters a:1,b:2]
 *        [--changes PER_SECOND] (of the health of 200 tasks: from SIGUSR2 to the next)
 */
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { MessageSender, listenForMessages } from './libprocess.mjs';
import { SimulatedAgent } from './simulated-agent.mjs';

const { values: flag } = parseArgs({
  options: {
    master: { type: 'string', default: '127.0.0.1:5050' },
    masters: { type: 'string' },
    agents: { type: 'string', default: '10' },
    port: { type: 'string', default: '0' },
    cpus: { type: 'string', default: '8' },
    mem: { type: 'string', default: '8192' },
    finish: { type: 'string', default: '0' },
    spread: { type: 'string', default: '0' },
    rate: { type: 'string', default: '5000' },
    changes: { type: 'string', default: '200' },
  },
});

const tickMs = 10;
/** Agents back off; a master that is slow gets little more to do. */
const retryMs = 3000;
const changingTasks = 200;
const perTick = Math.max(1, Math.round((Number(flag.rate) * tickMs) / 1000));
const counts = {};
const print = (line) => console.log(JSON.stringify(line));

let masterAddress = flag.master;
let isSearching = false;
const sender = new MessageSender((address) => {
  if (address === masterAddress) void findMaster();
});
const send = (from, name, body) => sender.send(from, `master@${masterAddress}`, name, body);

const port = await listenForMessages(Number(flag.port), (toId, name, body) => {
  const agent = agents[Number(/^slave\((\d+)\)$/.exec(toId)?.[1]) - 1];
  const event = agent?.receive(name.slice(name.lastIndexOf('.') + 1), body) ?? 'lost';
  counts[event] = (counts[event] ?? 0) + 1;
});

const agents = Array.from({ length: Number(flag.agents) }, (_, i) => {
  const finishMs = flag.finish === 'never' ? undefined : Number(flag.finish);
  const spread = Number(flag.spread);
  const options = { port, cpus: Number(flag.cpus), mem: Number(flag.mem), finishMs, spread };
  return new SimulatedAgent({ ...options, index: i + 1 }, send);
});

/** Introduces all agents that the master does not know, again and again, until it knows all. */
async function introduceAll(event) {
  const startedMs = performance.now();
  let isMost = false;
  const lookForMost = () => {
    if (isMost || !areMostKnown()) return;
    isMost = true;
    print({ event: `99 % ${event}`, atMs: Date.now() });
  };
  while (agents.some((agent) => !agent.isKnown)) {
    const roundMs = performance.now();
    await introduceUnknown(lookForMost);
    while (performance.now() - roundMs < retryMs && agents.some((agent) => !agent.isKnown)) {
      await sleep(tickMs);
      lookForMost();
    }
  }
  lookForMost();
  const tasks = agents.reduce((sum, agent) => sum + agent.tasks.size, 0);
  print({ event, agents: agents.length, tasks, ms: Math.round(performance.now() - startedMs) });
}

function areMostKnown() {
  const known = agents.reduce((sum, agent) => sum + (agent.isKnown ? 1 : 0), 0);
  return known >= agents.length * 0.99;
}

async function introduceUnknown(onTick) {
  let sent = 0;
  for (const agent of agents) {
    if (agent.isKnown) continue;
    if (agent.id === undefined) agent.register();
    else agent.reregister();
    if (++sent % perTick !== 0) continue;
    await sleep(tickMs);
    onTick();
  }
}

const answers = (address) =>
  new Promise((resolve) => {
    http
      .get(`http://${address}/state-summary`, { timeout: 1000 }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      })
      .on('error', () => resolve(false));
  });

async function findMaster() {
  if (isSearching || agents.every((agent) => !agent.isKnown)) return;
  isSearching = true;
  const lostMs = performance.now();
  for (const agent of agents) agent.isKnown = false;
  print({ event: 'master lost' });
  for (let found = false; !found;) {
    for (const address of (flag.masters ?? flag.master).split(',')) {
      if (found || !(await answers(address))) continue;
      masterAddress = address;
      found = true;
    }
    if (!found) await sleep(20);
  }
  const ms = Math.round(performance.now() - lostMs);
  print({ event: 'master found', address: masterAddress, ms });
  isSearching = false;
  await introduceAll('reregistered');
}

let changing;
process.on('SIGUSR2', () => {
  if (changing !== undefined) {
    changing = clearInterval(changing);
    return;
  }
  const all = agents.flatMap((agent) => [...agent.tasks.values()].map((task) => ({ agent, task })));
  const some = all.slice(0, changingTasks);
  const beganMs = performance.now();
  let done = 0;
  changing = setInterval(() => {
    const due = ((performance.now() - beganMs) / 1000) * Number(flag.changes);
    for (; done < due; done++) {
      const { agent, task } = some[done % some.length];
      agent.change(task);
    }
  }, tickMs);
  print({ event: 'changing', task: some[0].task.id, framework: some[0].task.framework.id.value });
});

process.once('SIGTERM', () => {
  print({ event: 'stopped', ...counts, cpuS: process.cpuUsage().user / 1e6 });
  process.exit(0);
});
await introduceAll('registered');
