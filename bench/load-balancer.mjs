/**
 * marathon-lb with a real HAProxy: how soon a task that became healthy is reached, what one changed
 * server costs among ten thousand, and whether a request is lost while deployments roll.
 *
 * `node bench/load-balancer.mjs latency` (or `change`, `rolling [deployments] [requests]`) measures only that.
 */
import { existsSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MarathonClient } from './tools/marathon-client.mjs';
import { PretendMarathon } from './tools/pretend-marathon.mjs';
import { figure, freePort, get, quantile, withCluster } from './tools/processes.mjs';

const manyApps = 1_000;
const serversEach = 10;
const trials = 100;
const longestMs = 60_000;

const labels = { HAPROXY_GROUP: 'bench', HAPROXY_0_BIND_ADDR: '127.0.0.1' };

const taskOf = (id, host, port, alive) => ({
  ...{ id, host, ports: [port], state: 'TASK_RUNNING' },
  ...(alive === undefined ? {} : { healthCheckResults: [{ alive }] }),
});

function appOf(id, servicePort, tasks, healthChecks = []) {
  const portDefinitions = [{ port: servicePort, protocol: 'tcp' }];
  return { id, labels, instances: tasks.length, portDefinitions, healthChecks, tasks };
}

async function withPretendMarathon(apps, flags, work) {
  const marathon = await new PretendMarathon().listen();
  for (const app of apps) marathon.put(app);
  try {
    await withCluster(async (cluster) => {
      process.env.HAPROXY_HTTP_FRONTEND_APPID_HEAD = `\\nfrontend by_id\\n  bind 127.0.0.1:${await freePort()}\\n  mode http\\n`;
      const balancer = await cluster.startBalancer(marathon.address, flags);
      await until('all is loaded', async () => (await metricOf(balancer, 'reloads_total')) >= 1);
      await work({ marathon, balancer, directory: join(cluster.directory, 'lb') });
    });
  } finally {
    marathon.close();
  }
}

async function until(what, probe, pauseMs = 20) {
  const deadlineMs = performance.now() + longestMs;
  while (!(await probe())) {
    if (performance.now() > deadlineMs) throw new Error(`It did not happen: ${what}`);
    if (pauseMs > 0) await sleep(pauseMs);
  }
}

async function metricOf(balancer, name) {
  try {
    const { text } = await get(balancer.address, '/_mlb/metrics', { wantsText: true });
    const line = text.split('\n').find((each) => each.startsWith(`marathon_lb_${name} `));
    return Number(line?.split(' ')[1] ?? Number.NaN);
  } catch {
    return Number.NaN;
  }
}

/** Connections to servers are fresh; whoever is asked says who it is. */
function statusAt(port) {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    request.on('error', () => resolve(0));
  });
}

async function measureLatency() {
  const server = http.createServer((_, response) => response.end('here'));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const servicePort = await freePort();
  const check = {
    protocol: 'HTTP',
    path: '/',
    portIndex: 0,
    intervalSeconds: 60,
    timeoutSeconds: 5,
  };
  const app = (alive) =>
    appOf('/latency', servicePort, [taskOf('t', '127.0.0.1', port, alive)], [check]);
  await withPretendMarathon([app(true)], ['--health-check'], async ({ marathon, balancer }) => {
    const times = [];
    for (let trial = 0; trial < trials; trial++) {
      marathon.put(app(false));
      marathon.tell('/latency');
      await until('it is not served', async () => (await statusAt(servicePort)) === 503, 5);
      marathon.put(app(true));
      const startedMs = performance.now();
      marathon.tell('/latency');
      await until('it is served', async () => (await statusAt(servicePort)) === 200, 0);
      times.push(performance.now() - startedMs);
    }
    figure('task healthy to reachable, median', quantile(times, 0.5), 'ms');
    figure('task healthy to reachable, p99', quantile(times, 0.99), 'ms', { bar: '≤ 150' });
    figure('reloads for that', (await metricOf(balancer, 'reloads_total')) - 1, '', { bar: '0' });
  });
  server.close();
}

/** What the runtime API says to one line. */
function runtime(socketPath, line) {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = net.connect(socketPath);
    socket.on('data', (chunk) => (text += chunk)).on('error', reject);
    socket.on('end', () => resolve(text));
    socket.end(`${line}\n`);
  });
}

async function measureChange() {
  const apps = Array.from({ length: manyApps }, (_, at) => {
    const tasks = Array.from({ length: serversEach }, (_each, index) =>
      taskOf(`a${at}.${index}`, `10.${at >> 8}.${at & 255}.${index + 1}`, 31_000),
    );
    return appOf(`/group/app-${at}`, 20_000 + at, tasks);
  });
  await withPretendMarathon(apps, [], async ({ marathon, balancer, directory }) => {
    const stats = join(directory, 'run', 'stats.sock');
    const times = [];
    for (let trial = 0; trial < trials; trial++) {
      const app = apps[(trial * 37) % manyApps];
      const port = 32_000 + trial;
      const [first, ...rest] = app.tasks;
      app.tasks = [...rest, taskOf(`new.${trial}`, first.host, port)];
      marathon.put(app);
      const backend = `group_app-${app.portDefinitions[0].port - 20_000}_${app.portDefinitions[0].port}`;
      const name = `${first.host.replaceAll('.', '_')}_${port}`;
      await sleep(20);
      const startedMs = performance.now();
      marathon.tell(app.id, 'status_update_event');
      await until(
        'the server is there',
        async () => (await runtime(stats, `show servers state ${backend}`)).includes(` ${name} `),
        0,
      );
      times.push(performance.now() - startedMs);
    }
    figure('one server of 10,000 changed, median', quantile(times, 0.5), 'ms', { bar: '≤ 20' });
    figure('the same, p99', quantile(times, 0.99), 'ms');
    figure('reloads for that', (await metricOf(balancer, 'reloads_total')) - 1, '', { bar: '0' });
  });
}

const serviceOf = (version) =>
  `exec ${process.execPath} -e 'require("http").createServer((q, s) => s.end("${version}")).listen(+process.env.PORT0, "127.0.0.1")'`;

async function measureRolling(deployments, requests) {
  await withCluster(async (cluster) => {
    const master = await cluster.startMaster();
    await cluster.startAgent(master, [
      '--launcher=posix',
      '--resources=cpus:16;mem:8000;ports:[31400-31499]',
    ]);
    const marathon = await cluster.startMarathon(master, [
      ...['--min_revive_offers_interval=100', '--decline_offer_duration=500'],
    ]);
    process.env.HAPROXY_HTTP_FRONTEND_APPID_HEAD = `\\nfrontend by_id\\n  bind 127.0.0.1:${await freePort()}\\n  mode http\\n`;
    const balancer = await cluster.startBalancer(marathon.address, ['--health-check']);
    const servicePort = await freePort();
    const client = new MarathonClient(marathon.address);
    const check = { protocol: 'HTTP', path: '/', portIndex: 0, gracePeriodSeconds: 20 };
    const deploy = async (version) => {
      await client.change('PUT', '/v2/apps/rolling', {
        ...{ id: '/rolling', cmd: serviceOf(version), cpus: 0.1, mem: 32, instances: 3, labels },
        portDefinitions: [{ port: servicePort }],
        healthChecks: [{ ...check, intervalSeconds: 1, timeoutSeconds: 10 }],
        upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
      });
      await client.untilSettled();
    };
    await deploy('first');
    await until('it is served', async () => (await statusAt(servicePort)) === 200);
    // Without the app, and with it: the new worker serves a moment before its reload is counted.
    await until('it is counted', async () => (await metricOf(balancer, 'reloads_total')) >= 2);
    const reloads = await metricOf(balancer, 'reloads_total');
    const load = startLoad(servicePort);
    let done = 0;
    for (; done < deployments; done++) await deploy(`v${done}`);
    while (load.answered < requests) await sleep(100);
    await load.stop();
    for (const why of load.failures.slice(0, 10)) console.log(why);
    figure(`failed of ${load.answered} requests in ${done} deployments`, load.failures.length, '', {
      bar: '0',
    });
    figure('reloads for that', (await metricOf(balancer, 'reloads_total')) - reloads, '', {
      bar: '0',
    });
    client.close?.();
  });
}

/** Half of the clients keep their connections. */
function startLoad(port) {
  const load = { answered: 0, failures: [], isOver: false };
  const client = async (isKept) => {
    let agent = new http.Agent({ keepAlive: isKept, maxSockets: 1 });
    let lastMs = performance.now();
    while (!load.isOver) {
      // HAProxy ends what is idle for a second; nobody should ask at that very moment.
      if (isKept && performance.now() - lastMs > 500) {
        agent.destroy();
        agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      }
      try {
        const { status } = await get(`127.0.0.1:${port}`, '/', { agent });
        if (status === 200) load.answered++;
        else load.failures.push(`status ${status}`);
      } catch (error) {
        load.failures.push(`${isKept ? 'kept' : 'fresh'}: ${error.message}`);
      }
      lastMs = performance.now();
    }
    agent.destroy();
  };
  const clients = [true, true, true, false, false, false].map(client);
  load.stop = async () => {
    load.isOver = true;
    await Promise.all(clients);
  };
  return load;
}

const [only, ...numbers] = process.argv.slice(2);
const isThere = ['/usr/sbin/haproxy', '/usr/bin/haproxy', '/usr/local/sbin/haproxy'].some(
  existsSync,
);
if (!isThere) {
  console.log('HAProxy is not installed (apt-get install haproxy): nothing is measured');
} else {
  const [deployments = 50, requests = 200_000] = numbers.map(Number);
  if (only === undefined || only === 'latency') await measureLatency();
  if (only === undefined || only === 'change') await measureChange();
  if (only === undefined || only === 'rolling') await measureRolling(deployments, requests);
}
