/**
 * Marathon's list of apps, its deployments and why an app waits, in a real Chromium: what is seen of
 * groups and pods, scaling in place and taking that back, many at once, and a deployment that stands still.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { MarathonCluster } from '../support/marathon.ts';

const reason = whyNoBrowser();
const small = { cmd: 'sleep 1000', cpus: 0.1, mem: 32 };

describe.skipIf(reason !== undefined)(`the pages of Marathon (${reason ?? ''})`, () => {
  const cluster = new MarathonCluster();
  let browser: WebBrowser;

  beforeAll(async () => {
    browser = await WebBrowser.start();
    await cluster.start({ agents: [{}] });
    await cluster.accepted('POST', '/v2/groups', {
      id: '/shop',
      apps: [
        { id: '/shop/web', ...small, labels: { tier: 'front' } },
        { id: '/shop/db', ...small, instances: 0 },
      ],
    });
    await cluster.settled();
    await cluster.runs('shop/web', 1);
  });

  afterAll(async () => {
    await browser?.stop();
    await cluster.stop();
  });

  afterEach(() => {
    expect(browser.takeFaults()).toEqual([]);
  });

  const at = (hash: string): string => `http://${cluster.marathon.address}/ui/${hash}`;

  it('adds groups up, finds apps in them, and keeps old names of filters', async () => {
    const page = await browser.open(at('#/apps'));
    await page.getByRole('row', { name: /shop/ }).getByText('1 of 1').waitFor();
    await page.goto(at('#/apps?filterStatus=Suspended'));
    await page.getByRole('link', { name: '/shop/db' }).waitFor();
    expect(await page.getByRole('link', { name: '/shop/web' }).count()).toBe(0);
    await page.goto(at('#/apps?filterText=shwb'));
    await page.getByText(/these come near/).waitFor();
    await page.getByRole('link', { name: '/shop/web' }).waitFor();
    const { id } = (await cluster.running('shop/web'))[0]!;
    await page.goto(at(`#/apps?q=${encodeURIComponent(id)}`));
    await page.getByText('Found by their tasks.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('row', { name: /▸ shop/ }).waitFor();
    await page.close();
  });

  it('scales where the number stands, and takes that back', async () => {
    const page = await browser.open(at('#/group/%2Fshop'));
    await page.getByRole('button', { name: /Instances of \/shop\/web: 1 of 1/ }).click();
    const field = page.getByRole('textbox', { name: 'Instances /shop/web' });
    await field.fill('3');
    await field.press('Enter');
    await page.getByText('/shop/web: 1 → 3 instances.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('/shop/web: 3 → 1 instances.').waitFor();
    await cluster.settled();
    await cluster.runs('shop/web', 1);
    await page.getByRole('button', { name: /Instances of \/shop\/web: 1 of 1/ }).waitFor();
    await page.close();
  });

  it('suspends what is marked by keys, and leaves out what is suspended already', async () => {
    const page = await browser.open(at('#/group/%2Fshop'));
    await page.getByRole('checkbox', { name: 'Mark /shop/db' }).press('Space');
    await page.getByRole('checkbox', { name: 'Mark /shop/web' }).press('Shift+Space');
    await page.getByText('2 marked').waitFor();
    await page.reload();
    await page.getByRole('group', { name: '2 marked' }).getByText('Suspend …').click();
    const dialog = page.getByRole('dialog', { name: 'Suspend: 2 rows' });
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await dialog.getByText('Over: 1 done, 0 failed, 1 left out, 0 not begun').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('row', { name: /web/ }).getByText('Suspended').waitFor();
    await page.getByText('1 marked').waitFor();
    await page.locator('#content').focus();
    await page.keyboard.press('Escape');
    await page.getByText('1 marked').waitFor({ state: 'hidden' });
    await page.close();
  });

  it('says why a deployment stands still, what taking it back does, and does that', async () => {
    await cluster.accepted('PUT', '/v2/apps/big', {
      ...{ ...small, cpus: 99_999, constraints: [['rack_id', 'LIKE', 'r1']] },
    });
    const page = await browser.open(at('#/apps/%2Fbig/why'));
    await page
      .getByText(/needs 99999 cpus/)
      .first()
      .waitFor();
    const offers = page.getByRole('region', { name: /Declined offers/ });
    await expect.poll(() => offers.locator('.check-bad').count(), { timeout: 60_000 }).toBe(2);
    await page.goto(at('#/deployments'));
    await page
      .getByRole('row', { name: /big/ })
      .getByRole('link', { name: /offers/ })
      .waitFor();
    await page.getByRole('row', { name: /big/ }).locator('a.mono').click();
    await page.getByText('0 of the old version, 0 of the new one run').waitFor();
    await page.getByText(/constraint rack_id LIKE r1/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Roll back' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/\/big was made by this deployment: it is removed/).waitFor();
    await dialog.getByRole('button', { name: 'Roll back' }).click();
    await page.getByText(/is over, or there never was one/).waitFor();
    await cluster.settled();
    expect((await cluster.call('GET', '/v2/apps/big')).status).toBe(404);
    await page.close();
  });

  it('knows the keys of old', async () => {
    const page = await browser.open(at('#/apps'));
    await page.getByText('Live', { exact: true }).waitFor();
    await page.keyboard.press('<');
    await page.getByRole('dialog', { name: 'About' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    // The sheet tells those of this page only.
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await sheet.getByText('Marathon: create an application').waitFor();
    expect(await sheet.getByText('Terminal in the task').count()).toBe(0);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await page.keyboard.press('c');
    await page.getByRole('dialog').getByLabel('ID', { exact: true }).waitFor();
    await page.close();
  });
});
