/**
 * The frame of the web pages in a real Chromium: what is shown before the master has told anything,
 * the palette, the row at the top of narrow pages. One cluster for all.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { MarathonCluster } from '../support/marathon.ts';

const reason = whyNoBrowser();
const patience = { timeout: 60_000 };
const place = 'altiplano.seen';

describe.skipIf(reason !== undefined)(`the frame of the web pages (${reason ?? ''})`, () => {
  const cluster = new MarathonCluster();
  let browser: WebBrowser;

  beforeAll(async () => {
    browser = await WebBrowser.start();
    await cluster.start({ agents: [{}], master: { flags: ['--cluster=shop'] } });
    await cluster.deploy({ id: 'steady', cmd: 'sleep 1000' });
  });

  afterAll(async () => {
    await browser?.stop();
    await cluster.stop();
  });

  afterEach(() => {
    const faults = browser.faults.splice(0);
    expect(faults.filter((fault) => !/Failed to load resource/.test(fault))).toEqual([]);
  });

  const mesos = (hash: string): string => `http://${cluster.master.address}/${hash}`;
  const verdict = (page: Page) => page.getByRole('heading', { name: /1 tasks run/ });

  /** A page on which the master is never heard, and what is kept in its browser was changed so. */
  async function unheard(by: Page, change: Readonly<Record<string, unknown>>): Promise<Page> {
    const page = await by.context().newPage();
    page.setDefaultTimeout(patience.timeout);
    await page.route('**/master/live', () => undefined);
    // As text: these tests know no names of browsers.
    await page.addInitScript(
      `const text = localStorage.getItem('${place}');
       if (text !== null) localStorage.setItem('${place}',
         JSON.stringify({ ...JSON.parse(text), ...${JSON.stringify(change)} }));`,
    );
    await page.goto(mesos('#/'));
    return page;
  }

  it('shows at once what was seen last, says of when it is, and nobody else is shown it', async () => {
    const first = await browser.open(mesos('#/'));
    await verdict(first).waitFor();
    await first.getByText('Live', { exact: true }).waitFor();
    await first.goto('about:blank');

    const page = await unheard(first, {});
    await verdict(page).waitFor();
    await page.getByText(/^As of \d\d:\d\d$/).waitFor();
    await page.getByRole('table', { name: 'Active tasks, 1 rows' }).waitFor();
    await page.unroute('**/master/live');
    await page.reload();
    await page.getByText('Live', { exact: true }).waitFor();
    await verdict(page).waitFor();
    await page.close();

    // Of a reader with a name nothing is shown before the master has said that it is the same one.
    const other = await unheard(first, { reader: 'somebody' });
    await other.getByText('Connecting', { exact: false }).first().waitFor();
    expect(await verdict(other).count()).toBe(0);
    await other.close();
    await first.close();
  });

  it('keeps nothing that the reader does not want kept, or may not see', async () => {
    const page = await browser.open(mesos('#/settings'));
    const kept = (): Promise<string | null> =>
      page.evaluate<string | null>(`localStorage.getItem('${place}')`);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.reload();
    await expect.poll(kept, patience).not.toBeNull();
    await page.getByText('Live', { exact: true }).waitFor();
    const choice = page.getByLabel('Show at once what was seen last');
    await choice.uncheck();
    expect(await kept()).toBeNull();
    await page.reload();
    expect(await kept()).toBeNull();
    await choice.check();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.reload();
    await expect.poll(kept, patience).not.toBeNull();
    await page.route('**/master/live', (route) => route.fulfill({ status: 403, body: 'no' }));
    await page.reload();
    await expect.poll(kept, patience).toBeNull();
    await page.close();
  });

  it('is painted in the theme that was chosen, not in another one before', async () => {
    const page = await browser.open(mesos('#/settings'));
    await page.getByLabel('Theme').first().selectOption('dark');
    await page.addInitScript(
      `new MutationObserver(() => {
         globalThis.darkMs ??= document.documentElement?.classList.contains('pf-v6-theme-dark')
           ? performance.now() : undefined;
       }).observe(document, { subtree: true, attributes: true, childList: true });`,
    );
    await page.reload();
    await page.getByText('Live', { exact: true }).waitFor();
    const order = await page.evaluate<{ darkMs: number; paintMs: number }>(
      `({ darkMs, paintMs: performance.getEntriesByName('first-paint')[0].startTime })`,
    );
    expect(order.paintMs).toBeGreaterThanOrEqual(order.darkMs - 1);
    await page.close();
  });

  it('does what is asked for by a few letters, and has that in front the next time', async () => {
    const { slaveId, id } = (await cluster.running('steady'))[0]!;
    const page = await browser.open(mesos(`#/agents/${slaveId}`));
    await page.getByRole('button', { name: 'Drain' }).waitFor();
    const box = page.getByRole('combobox', { name: /^Go to or do/ });
    const chosen = page.getByRole('option', { selected: true });
    await page.keyboard.press('Control+k');
    await box.fill('drn');
    await chosen.getByText('Drain', { exact: true }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText(/Drain/).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await box.waitFor();
    await chosen.getByText('Drain', { exact: true }).waitFor();
    await box.fill('stdy');
    await page.getByRole('option', { name: id }).click();
    await page.waitForURL(/#\/tasks\//);
    await page.getByRole('heading', { name: /steady/, level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await box.fill('files of');
    await chosen.getByText('Files of the task').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/files$/);
    await page.keyboard.press('Control+k');
    await box.fill('theme dark');
    await page.keyboard.press('Enter');
    expect(await page.locator('html.pf-v6-theme-dark').count()).toBe(1);
    await page.close();
  });

  it('has one row at the top of a narrow page, and the rest behind a button', async () => {
    const page = await browser.open(mesos('#/tasks'));
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByText('Live', { exact: true }).waitFor();
    const top = await page.locator('header').boundingBox();
    expect(top?.height).toBeLessThan(60);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(320);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByLabel('Theme').selectOption('dark');
    expect(await page.locator('html.pf-v6-theme-dark').count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByLabel('Theme').waitFor({ state: 'hidden' });
    await page.close();
  });
});
