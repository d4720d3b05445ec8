/** Tables of the web pages in a real Chromium: columns, marks, keys, and what is typed into the box. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { MarathonCluster } from '../support/marathon.ts';

const reason = whyNoBrowser();

describe.skipIf(reason !== undefined)(`tables of the web pages (${reason ?? ''})`, () => {
  const cluster = new MarathonCluster();
  let browser: WebBrowser;

  beforeAll(async () => {
    browser = await WebBrowser.start();
    await cluster.start({ agents: [{}, {}] });
    await cluster.deploy({ id: 'steady', cmd: 'sleep 1000', instances: 2 });
  });

  afterAll(async () => {
    await browser?.stop();
    await cluster.stop();
  });

  afterEach(() => {
    expect(browser.faults.splice(0)).toEqual([]);
  });

  const mesos = (hash: string): string => `http://${cluster.master.address}/${hash}`;

  it('hides columns in the address and keeps widths in the browser', async () => {
    const page = await browser.open(mesos('#/agents'));
    const table = page.getByRole('table', { name: 'Agents, 2 rows' });
    await table.waitFor();
    await page.locator('summary', { hasText: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'GPUs' }).uncheck();
    await page.waitForURL(/cols=id%2Chostname%2Cstate%2CusedCpus%2CusedMem/);
    expect(await table.getByRole('columnheader', { name: /GPUs/ }).count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');

    const edge = table.getByRole('separator', { name: 'Width of State' });
    await edge.press('Home');
    await edge.press('ArrowRight');
    const now = async (): Promise<string | null> => edge.getAttribute('aria-valuenow');
    await expect.poll(now).toBe('64');
    await page.reload();
    await table.waitFor();
    expect(await now()).toBe('64');
    expect(await table.getByRole('columnheader', { name: /GPUs/ }).count()).toBe(0);
    const width = await table
      .getByRole('columnheader', { name: /State/ })
      .evaluate((head) => Math.round(head.getBoundingClientRect().width));
    expect(width).toBe(64);
    await page.close();
  });
});
