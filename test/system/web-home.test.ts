/**
 * The first page, all agents at one sight, an agent and its maintenance, in a real Chromium: what an
 * operator sees of an empty, a busy and a broken cluster.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { MarathonCluster } from '../support/marathon.ts';

const reason = whyNoBrowser();
/** A machine with other work may be slow. */
const patience = { timeout: 60_000 };

describe.skipIf(reason !== undefined)(`the first page (${reason ?? ''})`, () => {
  const cluster = new MarathonCluster();
  let browser: WebBrowser;

  beforeAll(async () => {
    browser = await WebBrowser.start();
    await cluster.start({ agents: [{}, {}], master: { flags: ['--cluster=shop'] } });
    await cluster.deploy({ id: 'steady', cmd: 'while :; do :; done' });
  });

  afterAll(async () => {
    await browser?.stop();
    await cluster.stop();
  });

  const mesos = (hash: string): string => `http://${cluster.master.address}/${hash}`;

  it('is seen without scrolling, and can be read by everybody', async () => {
    const page = await browser.open(mesos('#/'));
    await page.getByRole('heading', { name: 'All 2 agents are active; 1 tasks run.' }).waitFor();
    await page.getByText('Nothing wants attention.').waitFor();
    const seen = page.getByRole('region', { name: 'Now', exact: true });
    const { y, height } = (await seen.boundingBox())!;
    expect(y + height).toBeLessThanOrEqual(720);
    // The agents are asked for what is really used.
    await page.getByRole('img', { name: /^CPUs: Used/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });

  it('names what fails, and leads to it', async () => {
    const page = await browser.open(mesos('#/'));
    await cluster.accepted('PUT', '/v2/apps/report', {
      ...{ id: '/report', cmd: 'exit 3', cpus: 0.1, mem: 32 },
    });
    const attention = page.getByRole('region', { name: 'Needs attention' });
    await attention.getByText(/report failed: .*exited with status 3/).waitFor();
    await page.getByRole('heading', { name: /First: .*report failed/ }).waitFor();
    await attention.getByRole('link', { name: /report failed/ }).click();
    await page.waitForURL(/#\/tasks\//);
    await cluster.accepted('DELETE', '/v2/apps/report?force=true');
    await page.close();
  });

  it('shows all agents at one sight, and where something runs', async () => {
    const page = await browser.open(mesos('#/topology?on=name:steady'));
    await page.getByText('What is looked for runs on 1 of them, 1 tasks.').first().waitFor();
    await page.getByRole('img', { name: /2 of 2 agents/ }).hover({ position: { x: 8, y: 32 } });
    await page
      .locator('.topology-label')
      .getByText(/active, \d+ % taken/)
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto(mesos('#/topology?q=state:drained'));
    await page.getByText('No agent matches.').waitFor();
    await page.close();
  });

  it('plans maintenance, says what is wrong with a window, and takes a machine down', async () => {
    const page = await browser.open(mesos('#/maintenance'));
    await page.getByRole('button', { name: 'New window' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('Name at least one host.').waitFor();
    await dialog.getByLabel(/^Hosts/).fill('spare 10.9.8.7');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('row', { name: /spare/ });
    await row.getByRole('button', { name: 'Take down' }).click();
    await dialog.getByRole('button', { name: 'Take down' }).click();
    await row.getByText('down', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Bring up' }).click();
    await dialog.getByRole('button', { name: 'Bring up' }).click();
    await expect.poll(() => row.count(), patience).toBe(0);
    await page.close();
  });

  it('shows what an agent uses, and says when it went away', async () => {
    const { slaveId } = (await cluster.running('steady'))[0]!;
    const page = await browser.open(mesos(`#/agents/${slaveId}`));
    await page.getByRole('columnheader', { name: 'CPUs used' }).first().waitFor();
    // A loop that never rests uses what it may.
    await page
      .getByRole('row', { name: /^CPUs 0?\.?\d/ })
      .first()
      .waitFor();
    await page.goto(mesos('#/agents/nobody'));
    await page.getByText('There is no such thing here: nobody').waitFor();
    await page.goto(mesos('#/activity'));
    await page.getByRole('heading', { name: 'Activity' }).waitFor();
    await page.close();
  });
});
