/**
 * The web pages of a master with 10,000 agents and 100,000 tasks, in a real Chromium: how soon the
 * first page can be used with nothing cached, how it scrolls, filters and follows 200 changes each
 * second, and what pages cost the master, up to 200 that follow it at a time.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { startLoaded } from './tools/loaded-cluster.mjs';
import { MeasuredPage, startBrowser, whyNoBrowser } from './tools/measured-page.mjs';
import { cpuSeconds, figure, get, quantile, untilQuiet, withCluster } from './tools/processes.mjs';

const windowMs = 10_000;
const scrollMs = 8_000;
const followers = 200;
const healthEachMs = 20;
/** Each finds other tasks. */
const searches = [
  't77',
  'sim-123',
  'load running',
  't9 -t99',
  'state:running',
  'host:sim-55',
  '/t1.*5$/',
];

const reason = whyNoBrowser();
if (reason === undefined) await withCluster(measure);
else console.log(`Nothing is measured: ${reason}`);

async function measure(cluster) {
  const { master, simulated } = await startLoaded(cluster);
  await untilQuiet(master);
  const browser = await startBrowser();
  try {
    const idle = await share(master, () => sleep(windowMs));
    const page = await measureFirstPage(browser, master);
    await measureTable(page);
    const withPage = await share(master, () => sleep(windowMs));
    figure('master for a page, nothing changes', withPage - idle, '% CPU', { bar: '≤ 1' });
    const busy = await measureChanges(page, master, simulated);
    await measureMany(cluster, master, busy);
  } finally {
    await browser.close();
  }
}

async function measureFirstPage(browser, { address }) {
  const page = await MeasuredPage.open(browser, address);
  await sleep(2_000);
  const { usable, rows, live, longTasks } = await page.seen();
  figure('first page can be used, nothing cached', usable, 'ms', { bar: '≤ 1,000' });
  figure('first rows of tasks', rows, 'ms', { bar: '≤ 1,500' });
  figure('the whole cluster is there', live, 'ms');
  const early = longTasks.filter(({ atMs }) => atMs < usable);
  const later = longTasks.filter(({ atMs }) => atMs >= usable);
  figure('page held up before that, longest', longest(early), 'ms');
  figure('page held up while the stream comes, longest', longest(later), 'ms', { bar: '≤ 50' });
  return page;
}

/** A task of less than 50 ms is none of the long ones. */
function longest(tasks) {
  return Math.max(0, ...tasks.map(({ ms }) => ms));
}

async function measureTable(page) {
  await page.go('/tasks');
  const { frames, rows } = await page.scroll(scrollMs);
  console.log(
    `${rows} rows in ${frames.length} frames, p50 ${quantile(frames, 0.5).toFixed(1)} ms`,
  );
  figure('scrolling through all tasks: longest frame', Math.max(...frames), 'ms', { bar: '≤ 50' });
  const times = [];
  for (const search of searches) {
    const { ms, matched } = await page.filter(search);
    console.log(`${search}: ${matched} in ${ms.toFixed(1)} ms`);
    times.push(ms);
  }
  figure('first filter of 100,000 tasks', times[0], 'ms', { bar: '≤ 50' });
  figure('later ones, longest', Math.max(...times.slice(1)), 'ms', { bar: '≤ 50' });
  figure('heaps of page and worker', await page.heapMb(), 'MB', { bar: '≤ 300' });
}

async function measureChanges(page, master, simulated) {
  simulated.child.kill('SIGUSR2');
  const { task, framework } = await simulated.said('changing');
  await page.go(`/tasks/${framework}/${task}`);
  await sleep(2_000);
  await page.lags();
  await sleep(2 * windowMs);
  const lags = await page.lags();
  console.log(`${lags.length} changes seen`);
  figure('a change is seen after, p50', quantile(lags, 0.5), 'ms');
  figure('longest', Math.max(...lags), 'ms', { bar: '≤ 500' });
  figure('heaps of page and worker, after 4,000 changes', await page.heapMb(), 'MB', {
    bar: '≤ 300',
  });
  // A list asks for nothing but the stream; the page of a task also reads its output.
  await page.go('/tasks');
  await sleep(2_000);
  const busy = await share(master, () => sleep(2 * windowMs));
  await page.page.close();
  const alone = await share(master, () => sleep(2 * windowMs));
  console.log(
    `master with 200 changes/s: ${busy.toFixed(1)} % CPU, without page ${alone.toFixed(1)}`,
  );
  figure('master for a page, 200 changes/s', busy - alone, '% CPU', { bar: '≤ 1' });
  return alone;
}

/** They come at once, as after a failover, while 200 things change each second. */
async function measureMany(cluster, master, without) {
  const name = `with ${followers} pages`;
  const before = await healthMs(master, sleep(windowMs));
  const tool = cluster.startTool(
    'page-followers',
    ...['--master', master.address, '--pages', followers],
  );
  const coming = await healthMs(master, tool.said('whole'));
  const { ms, bytes } = await tool.said('whole');
  console.log(`${Math.round(bytes / 1e6)} MB to ${followers} pages in ${ms} ms`);
  figure(`${followers} pages come at once: until all have all`, ms, 'ms');
  figure('/health meanwhile, p99', quantile(coming, 0.99), 'ms');
  await untilQuiet(master);
  let times = [];
  const busy = await share(master, async () => {
    times = await healthMs(master, sleep(windowMs));
  });
  figure('/health without pages, 200 changes/s, p99', quantile(before, 0.99), 'ms');
  figure(`/health ${name}, p99`, quantile(times, 0.99), 'ms', { bar: '≤ 20' });
  figure(`master for each page, ${name}`, (busy - without) / followers, '% CPU', { bar: '≤ 1' });
}

/** The share of a processor that the master takes meanwhile, in percent. */
async function share({ pid }, work) {
  const [beganMs, began] = [performance.now(), cpuSeconds(pid)];
  await work();
  return ((cpuSeconds(pid) - began) / (performance.now() - beganMs)) * 1e5;
}

/** How long /health takes until `end`, asked again and again. */
async function healthMs({ address }, end) {
  const times = [];
  let isOver = false;
  void end.then(() => (isOver = true));
  while (!isOver) {
    times.push((await get(address, '/health')).ms);
    await sleep(healthEachMs);
  }
  return times;
}
