/**
 * `npm run pictures [-- --all DIR]`: pictures of the web pages of a real cluster (master, agents,
 * Marathon), first empty, then busy, then broken. Without a directory the ones of docs/pictures are
 * made anew; with one, every page is shown in each state, light and dark, wide and narrow, or only as
 * `--like dark-narrow` says.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { withCluster } from '../bench/tools/processes.mjs';
import { ensureBuilt, ensureInstalled, main } from './lib/prepare.mjs';
import { inRoot, say } from './lib/shell.mjs';

const longestWaitMs = 60_000;
const settleMs = 1_500;
const sizes = { wide: { width: 1280, height: 720 }, narrow: { width: 400, height: 800 } };
const schemes = ['light', 'dark'];

const valueOf = (flag) => {
  const at = process.argv.indexOf(flag);
  return at === -1 ? undefined : process.argv[at + 1];
};
const like = valueOf('--like');

const stopFirst = { minimumHealthCapacity: 0, maximumOverCapacity: 0 };
const apps = [
  {
    id: '/shop/web',
    cmd: 'while :; do date; sleep 1; done',
    instances: 4,
    labels: { team: 'shop' },
  },
  { id: '/shop/cart', cmd: 'sleep 100000', instances: 2, labels: { team: 'shop' } },
  { id: '/search', cmd: 'sleep 100000', instances: 3 },
  {
    id: '/database',
    cmd: 'python3 -m http.server $PORT0 || sleep 100000',
    portDefinitions: [{ port: 0, name: 'http' }],
    healthChecks: [{ protocol: 'MESOS_TCP', portIndex: 0, intervalSeconds: 2 }],
  },
  {
    ...{
      id: '/shop/orders',
      role: 'shop',
      cmd: 'sleep 100000',
      residency: {},
      upgradeStrategy: stopFirst,
    },
    container: {
      type: 'MESOS',
      volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size: 64 } }],
    },
  },
].map((app) => ({ cpus: 0.25, mem: 64, ...app }));

const broken = [
  { id: '/report', cmd: 'echo "no such table: orders" >&2; sleep 2; exit 3', backoffSeconds: 2 },
  { id: '/train', cmd: 'sleep 100000', mem: 900_000, constraints: [['rack', 'LIKE', 'r9']] },
].map((app) => ({ cpus: 0.25, mem: 64, ...app }));

const pod = {
  id: '/pair',
  scaling: { kind: 'fixed', instances: 1 },
  containers: ['main', 'side'].map((name) => ({
    name,
    exec: { command: { shell: 'sleep 100000' } },
    resources: { cpus: 0.1, mem: 32 },
  })),
};

/** Pages by name; what stands in them is looked up when there is something. */
function pagesOf({ master, marathon, agent, framework, task, failed }) {
  const mesos = (hash) => `http://${master}/#${hash}`;
  const ui = (hash) => `http://${marathon}/ui/#${hash}`;
  const enc = encodeURIComponent;
  const ofTask = (id, view = '') => mesos(`/tasks/${enc(framework)}/${enc(id)}${view}`);
  return {
    overview: mesos('/'),
    ...named(mesos, 'tasks', 'agents', 'frameworks', 'roles', 'offers', 'maintenance', 'metrics'),
    ...named(mesos, 'topology', 'activity', 'settings'),
    ...(agent && { agent: mesos(`/agents/${agent}`) }),
    ...(framework && { framework: mesos(`/frameworks/${enc(framework)}`) }),
    ...(task && {
      task: ofTask(task),
      'task-log': ofTask(task, '/stdout'),
      'task-files': ofTask(task, '/files'),
      'task-terminal': ofTask(task, '/terminal'),
    }),
    ...(failed && { 'task-failed': ofTask(failed) }),
    marathon: ui('/apps'),
    'marathon-deployments': ui('/deployments'),
    'marathon-new': ui('/apps?modal=new-app'),
    ...(task && {
      executor: mesos(`/agents/${agent}/frameworks/${enc(framework)}/executors/${enc(task)}`),
      'marathon-app': ui(`/apps/${enc('/shop/web')}`),
      'marathon-instance': ui(`/apps/${enc('/shop/web')}/${enc(task)}`),
      'marathon-volumes': ui(`/apps/${enc('/shop/orders')}/volumes`),
      'marathon-pod': ui(`/apps/${enc('/pair')}`),
      'marathon-configuration': ui(`/apps/${enc('/shop/web')}/configuration`),
    }),
    ...(failed && {
      'marathon-why': ui(`/apps/${enc('/train')}/why`),
      'marathon-debug': ui(`/apps/${enc('/report')}/debug`),
    }),
  };
}

const named = (address, ...names) =>
  Object.fromEntries(names.map((name) => [name, address(`/${name}`)]));

/** What docs and README show: the state, the page and its scheme. */
const kept = [
  ['busy', 'overview', 'light', 'overview'],
  ['busy', 'tasks', 'dark', 'tasks-dark'],
  ['busy', 'topology', 'light', 'topology'],
  ['busy', 'task-terminal', 'dark', 'terminal-dark'],
  ['busy', 'marathon', 'light', 'marathon'],
  ['busy', 'marathon-new', 'dark', 'marathon-edit-dark'],
  ['broken', 'overview', 'light', 'overview-broken'],
  ['broken', 'task-failed', 'light', 'task-failed'],
  ['broken', 'marathon-why', 'light', 'marathon-why'],
];

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const into = valueOf('--all');
  mkdirSync(into ?? inRoot('docs', 'pictures'), { recursive: true });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    await withCluster((cluster) =>
      walk(cluster, (state, pages) =>
        into === undefined ? takeKept(browser, state, pages) : takeAll(browser, state, pages, into),
      ),
    );
  } finally {
    await browser.close();
  }
});

/** Brings a cluster into each state and has it shown. */
async function walk(cluster, show) {
  const master = await cluster.startMaster([
    ...['--cluster=shop', '--agent_ping_timeout=1secs', '--max_agent_ping_timeouts=2'],
  ]);
  const marathon = await cluster.startMarathon(master);
  const places = { master: master.address, marathon: marathon.address };
  await show('empty', pagesOf(places));

  const agents = [];
  for (const [i, rack] of ['r1', 'r1', 'r2'].entries()) {
    const flags = [`--attributes=rack:${rack}`, '--resources=cpus:4;mem:8192;disk:20000'];
    agents.push(await cluster.startAgent(master, flags, `agent${i + 1}`));
  }
  for (const app of apps) await put(marathon.address, app);
  await send('POST', `http://${marathon.address}/v2/pods`, pod);
  await eventually(async () => (await tasksOf(places)).length === 13);
  const [{ id: task, framework_id: framework, slave_id: agent }] = await tasksOf(places, 'web');
  await show('busy', pagesOf({ ...places, task, framework, agent }));

  for (const app of broken) await put(marathon.address, app);
  await agents[2].end('SIGKILL');
  await eventually(async () => (await tasksOf(places, 'report', 'TASK_FAILED')).length > 0);
  await eventually(() => hasUnreachable(places));
  const [{ id: failed }] = await tasksOf(places, 'report', 'TASK_FAILED');
  await show('broken', pagesOf({ ...places, task, framework, agent, failed }));
}

async function put(marathon, app) {
  await send('PUT', `http://${marathon}/v2/apps${app.id}?force=true`, app);
}

async function send(method, url, app) {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(app),
  });
  if (!response.ok) throw new Error(`${app.id}: ${response.status} ${await response.text()}`);
}

async function tasksOf({ master }, name = '', state = 'TASK_RUNNING') {
  const response = await fetch(`http://${master}/master/tasks?limit=1000`);
  const { tasks } = await response.json();
  return tasks.filter((task) => task.state === state && task.name.includes(name));
}

async function hasUnreachable({ master }) {
  const response = await fetch(`http://${master}/metrics/snapshot`);
  return (await response.json())['master/slaves_unreachable'] > 0;
}

async function eventually(holds) {
  const deadlineMs = performance.now() + longestWaitMs;
  while (!(await holds())) {
    if (performance.now() > deadlineMs) throw new Error(`Never: ${holds}`);
    await sleep(200);
  }
}

async function takeKept(browser, state, pages) {
  for (const [in_, page, scheme, file] of kept) {
    if (in_ !== state) continue;
    await take(browser, pages[page], scheme, sizes.wide, inRoot('docs', 'pictures', `${file}.png`));
  }
}

async function takeAll(browser, state, pages, into) {
  for (const [name, address] of Object.entries(pages)) {
    for (const scheme of schemes) {
      for (const [width, size] of Object.entries(sizes)) {
        if (like !== undefined && like !== `${scheme}-${width}`) continue;
        const file = join(into, `${state}-${name}-${scheme}-${width}.png`);
        await take(browser, address, scheme, size, file);
      }
    }
  }
}

async function take(browser, address, scheme, viewport, path) {
  const context = await browser.newContext({ viewport, colorScheme: scheme, locale: 'en' });
  const page = await context.newPage();
  page.on('pageerror', (error) => say(`${address}: ${error.message}`));
  await page.goto(address);
  if (address.endsWith('/terminal')) await useTerminal(page);
  await sleep(settleMs);
  await page.screenshot({ path });
  await context.close();
  say(path);
}

async function useTerminal(page) {
  const open = page.getByRole('button', { name: 'Open' });
  await open.waitFor();
  // Of a task whose agent is away the page says why there is none.
  if (await open.isDisabled()) return;
  await page.getByLabel(/Command/).fill('sh');
  await open.click();
  await page.locator('.xterm').waitFor();
  await sleep(settleMs);
  await page.keyboard.type('ls -l; tail -3 stdout\n');
}
