/**
 * What a reader of Marathon's pages sees when something is wrong, in a real Chromium: Marathon and the
 * master that go and come back, a password that is not known any more, and rights that are missing.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { MarathonCluster } from '../support/marathon.ts';

const reason = whyNoBrowser();
const small = { cmd: 'sleep 1000', cpus: 0.1, mem: 32, instances: 0 };

describe.skipIf(reason !== undefined)(`faults in the pages of Marathon (${reason ?? ''})`, () => {
  const cluster = new MarathonCluster();
  let browser: WebBrowser;

  beforeAll(async () => {
    browser = await WebBrowser.start();
    await cluster.start({ agents: [{}] });
    for (const id of ['/shop/db', '/shop/web']) {
      await cluster.accepted('POST', '/v2/apps', { id, ...small });
    }
    await cluster.settled();
  });

  afterAll(async () => {
    await browser?.stop();
    await cluster.stop();
  });

  afterEach(() => {
    expect(browser.takeFaults()).toEqual([]);
  });

  const at = (hash: string): string => `http://${cluster.marathon.address}/ui/${hash}`;

  it('keep what is shown and typed while Marathon is away, and come back by themselves', async () => {
    const page = await browser.open(at('#/group/%2Fshop?modal=new-group'));
    const live = page.getByText('Live', { exact: true });
    await live.waitFor();
    const name = page.getByRole('dialog').getByRole('textbox');
    await name.fill('half a na');
    await cluster.marathon.end('SIGKILL');
    await page
      .locator('.lost')
      .getByText(/Next try|Trying/i)
      .waitFor();
    expect(await page.getByRole('link', { name: 'web', exact: true }).count()).toBe(1);
    await cluster.marathon.start();
    await live.waitFor();
    expect(await name.inputValue()).toBe('half a na');
    await page.close();
  });

  it('say that the master is away, until it is back', async () => {
    const page = await browser.open(at('#/group/%2Fshop'));
    await page.getByText('Live', { exact: true }).waitFor();
    // It has the master, then.
    await cluster.accepted('PUT', '/v2/apps/shop/web', { instances: 1 });
    await cluster.runs('shop/web', 1);
    await cluster.master.end('SIGKILL');
    const told = page.getByText(/lost the Mesos master/);
    await told.waitFor();
    await cluster.master.start();
    await told.waitFor({ state: 'hidden' });
    await page.close();
  });

  it('take a control away when its right is missing, also among many', async () => {
    const page = await browser.open(at('#/group/%2Fshop'));
    // As a proxy in front of Marathon may.
    await page.route(/v2\/apps\/+shop\/web/, async (route) => {
      if (route.request().method() === 'GET') return route.fallback();
      return route.fulfill({ status: 403, body: '{"message":"Not allowed"}' });
    });
    await page.getByRole('checkbox', { name: 'Mark the rows that are seen' }).check();
    const scale = page.getByRole('group', { name: '2 marked' }).getByText('Scale …');
    const dialog = page.getByRole('dialog', { name: /^Scale: 2 rows/ });
    await scale.click();
    await dialog.getByLabel('Instances', { exact: true }).fill('0');
    await dialog.getByRole('button', { name: 'Scale' }).click();
    await dialog.getByText('Over: 1 done, 1 failed, 0 left out, 0 not begun').waitFor();
    await dialog.getByText('Not allowed').waitFor();
    await dialog.getByRole('button', { name: 'Try the 1 that failed again' }).click();
    await dialog.getByText('needs UpdateRunSpec on /shop/web').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    const count = page.getByRole('button', { name: /Instances of \/shop\/web/ });
    expect(await count.isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /Instances of \/shop\/db/ }).isEnabled()).toBe(
      true,
    );
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });

  it('say that a password is not known any more, and go on after a new login', async () => {
    const page = await browser.open(at('#/apps'));
    await page.getByText('Live', { exact: true }).waitFor();
    const refuse = /\/v2\//;
    await page.route(refuse, (route) => route.fulfill({ status: 401, body: '{}' }));
    await cluster.accepted('PUT', '/v2/apps/shop/db', { labels: { a: 'b' } });
    const again = page.getByRole('button', { name: 'Log in again' });
    await again.waitFor();
    expect(await page.getByRole('row', { name: /shop/ }).count()).toBe(1);
    await page.unroute(refuse);
    await again.click();
    await again.waitFor({ state: 'hidden' });
    await page.getByText('Live', { exact: true }).waitFor();
    await page.close();
  });
});
