/**
 * A log that a page follows, in a real Chromium: a task writes lines with their time, and the page
 * notes when it has painted each. The task's clock and the page's are the machine's.
 */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { startBrowser, whyNoBrowser } from './tools/measured-page.mjs';
import { cpuSeconds, figure, get, quantile, withCluster } from './tools/processes.mjs';

const lines = 200;
const execute = fileURLToPath(new URL('../bin/mesos-execute', import.meta.url));
const command = `sleep 5; for i in $(seq ${lines}); do echo "at $(date +%s%3N) end"; sleep 0.2; done; sleep 600`;

/** In the page: how long after it was written each line is painted, ms. */
const noteSights = `
  window.lags = [];
  const known = new Set();
  new MutationObserver(() => {
    const text = document.querySelector('[role=log]').textContent;
    for (const [, at] of text.matchAll(/at (\\d+) end/g)) {
      if (known.has(at)) continue;
      known.add(at);
      requestAnimationFrame(() => window.lags.push(Date.now() - Number(at)));
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
`;

const reason = whyNoBrowser();
if (reason === undefined) await withCluster(measure);
else console.log(`Nothing is measured: ${reason}`);

async function measure(cluster) {
  const master = await cluster.startMaster();
  await cluster.startAgent(master, ['--launcher=posix']);
  const words = [`--master=${master.address}`, '--name=writer', `--command=${command}`];
  const framework = spawn(process.execPath, [execute, ...words, '--resources=cpus:0.1;mem:32'], {
    stdio: 'ignore',
  });
  const browser = await startBrowser();
  try {
    const task = await running(master);
    const hash = `/#/tasks/${task.framework_id}/writer/stdout`;
    const page = await browser.newPage();
    await page.goto(`http://${master.address}${hash}`);
    await page.getByRole('log').waitFor();
    await page.evaluate(noteSights);
    const [beforeSeconds, beganMs] = [cpuSeconds(master.pid), performance.now()];
    let seen = [];
    for (let tries = 0; seen.length < lines && tries < 120; tries++) {
      await sleep(500);
      seen = await page.evaluate('window.lags');
    }
    const share =
      (cpuSeconds(master.pid) - beforeSeconds) / ((performance.now() - beganMs) / 1_000);
    if (seen.length < lines) throw new Error(`${seen.length} of ${lines} lines were seen`);
    figure('a line of a followed log is seen after, p50', quantile(seen, 0.5), 'ms');
    figure('the same, p99', quantile(seen, 0.99), 'ms', { bar: '≤ 200' });
    figure('master for a log that is followed', share * 100, '% CPU');
  } finally {
    await browser.close();
    framework.kill();
  }
}

async function running(master) {
  for (;;) {
    const { tasks } = JSON.parse((await get(master.address, '/tasks', { wantsText: true })).text);
    const task = tasks.find(({ state }) => state === 'TASK_RUNNING');
    if (task !== undefined) return task;
    await sleep(100);
  }
}
