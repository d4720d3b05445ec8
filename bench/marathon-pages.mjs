/**
 * Marathon's list of 10,000 apps in 300 groups with 20,000 instances, in a real Chromium: how soon it
 * is there, how it filters and scrolls, what apps that change cost page and Marathon, and memory.
 *
 * `--at 127.0.0.1:8080 --pid 123` measures a Marathon that is there, filled before.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { MarathonClient } from './tools/marathon-client.mjs';
import { MeasuredPage, startBrowser, whyNoBrowser } from './tools/measured-page.mjs';
import { cpuSeconds, figure, quantile, withCluster } from './tools/processes.mjs';

const apps = 10_000;
const groups = 300;
const agents = 200;
/** Every fifth app has so many. */
const instances = 10;
const windowMs = 8_000;
const scrollMs = 6_000;
const changeEachMs = 100;
/** Each finds other apps. */
const searches = ['7', '77', 'group-12', 'app-9 -99', 'status:running', 'label:team=t3', '/1.*5$/'];

const { values } = parseArgs({ options: { at: { type: 'string' }, pid: { type: 'string' } } });
const reason = whyNoBrowser();
if (reason !== undefined) console.log(`Nothing is measured: ${reason}`);
else if (values.at !== undefined) await measure({ address: values.at, pid: Number(values.pid) });
else await withCluster(fillAndMeasure);

async function fillAndMeasure(cluster) {
  const master = await cluster.startMaster();
  const large = ['--cpus', 100, '--mem', 100_000];
  const flags = ['--master', master.address, '--agents', agents, '--finish', 'never', ...large];
  await cluster.startTool('simagents', ...flags).said('registered');
  const marathon = await cluster.startMarathon(master);
  await fill(new MarathonClient(marathon.address, 4));
  await measure(marathon);
}

async function fill(client) {
  const all = Array.from({ length: groups }, (_, group) => ({ id: `group-${group}`, apps: [] }));
  for (let index = 0; index < apps; index++) {
    all[index % groups].apps.push({
      ...{ id: `app-${index}`, cmd: 'sleep 1000000', cpus: 0.01, mem: 8 },
      instances: index % 5 === 0 ? instances : 0,
      labels: { team: `t${index % 20}`, tier: index % 3 === 0 ? 'front' : 'back' },
    });
  }
  await client.change('PUT', '/v2/groups/load?force=true', { groups: all });
  // Seldom: to show a deployment of ten thousand apps holds the loop, too.
  await client.untilSettled(2_000);
  client.close();
}

async function measure(marathon) {
  const client = new MarathonClient(marathon.address, 4);
  const browser = await startBrowser();
  try {
    await rest(marathon);
    const idle = await share(marathon, () => sleep(windowMs));
    const alone = await share(marathon, () => changeSome(client, windowMs));
    await rest(marathon);
    const page = await measureFirstPage(browser, marathon);
    await measureTable(page);
    const looked = await share(marathon, () => sleep(windowMs));
    figure('Marathon for a page, nothing changes', looked - idle, '% CPU', { bar: '≤ 1' });
    await measureChanges(page, marathon, client, alone);
    figure('heap of the page', await page.heapMb(), 'MB', { bar: '≤ 150' });
  } finally {
    client.close();
    await browser.close();
  }
}

async function measureFirstPage(browser, { address }) {
  const page = await MeasuredPage.open(browser, address, '/ui/#/apps?q=app');
  await sleep(2_000);
  const { rows, live, longTasks } = await page.seen();
  figure('first rows of 10,000 apps, nothing cached', rows, 'ms', { bar: '≤ 1,500' });
  figure('page is live', live, 'ms');
  figure('page held up meanwhile, longest', longest(longTasks), 'ms');
  return page;
}

function longest(tasks) {
  return Math.max(0, ...tasks.map(({ ms }) => ms));
}

async function measureTable(page) {
  const times = [];
  for (const search of searches) {
    const { ms, said } = await page.type(search);
    console.log(`${search}: ${said} in ${ms.toFixed(1)} ms`);
    times.push(ms);
  }
  figure('filter of 10,000 apps while typing, longest', Math.max(...times), 'ms', { bar: '≤ 50' });
  await page.go('/apps?q=app');
  const { frames, rows } = await page.scroll(scrollMs);
  console.log(
    `${rows} rows in ${frames.length} frames, p50 ${quantile(frames, 0.5).toFixed(1)} ms`,
  );
  figure('scrolling through all apps: longest frame', Math.max(...frames), 'ms', { bar: '≤ 50' });
}

/** Ten apps a second get another label. */
async function measureChanges(page, marathon, client, alone) {
  for (const [name, hash] of [
    ['groups', '/apps'],
    ['10,000 rows', '/apps?q=app'],
  ]) {
    await page.go(hash);
    await sleep(2_000);
    await page.newTasks();
    const asked = page.asked();
    let made = 0;
    const busy = await share(marathon, async () => {
      made = await changeSome(client, windowMs);
    });
    await sleep(1_000);
    const { requests, bytes } = asked();
    console.log(`${made} changes, ${requests} requests, ${Math.round(bytes / 1000)} kB`);
    const tasks = await page.newTasks();
    figure(`page held up by changes, 10 a second, ${name}: longest`, longest(tasks), 'ms', {
      bar: '≤ 50',
    });
    figure(`asked for after a change, ${name}`, bytes / made / 1000, 'kB');
    figure(`Marathon for a page, 10 changes a second, ${name}`, busy - alone, '% CPU');
  }
}

/** Of apps without instances: each change is a deployment that is over at once. */
async function changeSome(client, forMs) {
  const endMs = performance.now() + forMs;
  let made = 0;
  for (; performance.now() < endMs; made++) {
    const index = ((made * 7) % (apps / 5)) * 5 + 1;
    const path = `/v2/apps/load/group-${index % groups}/app-${index}`;
    const labels = { team: `t${index % 20}`, tier: 'changed', at: String(Date.now()) };
    const [{ ms }] = await Promise.all([
      client.change('PUT', path, { labels }),
      sleep(changeEachMs - 5),
    ]);
    if (ms > 1_000) console.log(`a change took ${Math.round(ms)} ms`);
  }
  return made;
}

/** The share of a processor that Marathon takes meanwhile, in percent. */
async function share({ pid }, work) {
  const [beganMs, began] = [performance.now(), cpuSeconds(pid)];
  await work();
  return ((cpuSeconds(pid) - began) / (performance.now() - beganMs)) * 1e5;
}

/** Until it has little to do. */
async function rest(marathon) {
  for (let tries = 0; tries < 20; tries++) {
    if ((await share(marathon, () => sleep(1_000))) < 5) return;
  }
}
