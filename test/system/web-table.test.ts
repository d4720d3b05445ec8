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

  it('marks rows, drops marks of what is filtered away, and does the same to each', async () => {
    const page = await browser.open(mesos('#/agents'));
    const table = page.getByRole('table', { name: 'Agents, 2 rows' });
    await table.waitFor();
    await page.getByRole('checkbox', { name: 'Mark the rows that are seen' }).check();
    await page.getByText('2 marked').waitFor();
    await page.reload();
    await page.getByText('2 marked').waitFor();
    const id = await table.locator('[data-row="0"] .mono').getAttribute('title');
    await page.getByLabel('Search in Agents').fill(`id:${id}`);
    await page.getByText('1 marked').waitFor();
    await page.getByLabel('Search in Agents').fill('');
    await table.waitFor();
    await page.getByText('1 marked').waitFor();

    await page.getByRole('button', { name: 'Deactivate …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deactivate: 1 rows' });
    await dialog.getByText(id!).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('Over: 1 done, 0 failed, 0 left out, 0 not begun').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await page.getByText('marked', { exact: false }).count()).toBe(0);
    await table.getByText('deactivated').waitFor();

    // By keys alone: both are marked as a range; the active one cannot be reactivated, and is left out.
    await page.locator('#content').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('X');
    await page.getByText('2 marked').waitFor();
    await page.getByRole('button', { name: 'Reactivate …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reactivate' }).click();
    await page.getByText('Over: 1 done, 0 failed, 1 left out, 0 not begun').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => table.getByText('active', { exact: true }).count()).toBe(2);
    await page.getByText('1 marked').waitFor();
    await page.locator('#content').focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByText('1 marked').count()).toBe(0);
    await page.close();
  });

  it('goes from row to row by keys, and from there into the row', async () => {
    const page = await browser.open(mesos('#/tasks'));
    const table = page.getByRole('table', { name: 'Active tasks, 2 rows' });
    await table.waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await table.locator('[data-row="1"]:focus').count()).toBe(1);
    await page.keyboard.press('k');
    expect(await table.locator('[data-row="0"]:focus').count()).toBe(1);
    await page.keyboard.press('b');
    await page.waitForURL(/#\/tasks\/.+\/files/);
    await page.goBack();
    await table.waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/tasks\/[^/]+\/steady[^/]+$/);
    await page.close();
  });

  it('takes terms away by their chips, recalls a search, and lets keys be changed', async () => {
    const page = await browser.open(mesos('#/tasks?q=(steady%2Cother)+-state%3Afailed'));
    const table = page.getByRole('table', { name: 'Active tasks, 2 rows' });
    await table.waitFor();
    await page.getByRole('button', { name: 'Without (steady,other)' }).click();
    await page.waitForURL(/q=-state%3Afailed$/);
    await page.locator('#content').focus();
    await page.keyboard.press('Escape');
    await page.waitForURL(/#\/tasks$/);
    const box = page.getByLabel('Search in Active tasks');
    await expect.poll(() => box.inputValue()).toBe('');
    await page.keyboard.press('/');
    await page.waitForURL(/q=-state%3Afailed$/);
    await page.locator('#content').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Next row').waitFor();
    await page.getByRole('link', { name: 'Change keys' }).click();
    await page.getByLabel('Key of: Next row').press('k');
    await page.getByText('This is the key of: Row before').waitFor();
    await page.getByLabel('Key of: Next row').press('n');
    await page.getByLabel('Theme').last().selectOption('contrast');
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto(mesos('#/tasks'));
    await table.waitFor();
    await page.locator('#content').focus();
    await page.keyboard.press('n');
    expect(await table.locator('[data-row="0"]:focus').count()).toBe(1);
    await page.close();
  });
});
