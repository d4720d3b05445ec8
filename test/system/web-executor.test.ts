/** The pages of executors, agents, offers and metrics in a real Chromium. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { MarathonCluster } from '../support/marathon.ts';

const reason = whyNoBrowser();
const enc = encodeURIComponent;

describe.skipIf(reason !== undefined)(`the pages of executors (${reason ?? ''})`, () => {
  const cluster = new MarathonCluster();
  let browser: WebBrowser;
  let frameworkId: string;
  const holder = new AbortController();

  beforeAll(async () => {
    browser = await WebBrowser.start();
    await cluster.start({
      agents: [
        { flags: ['--attributes=rack:r7', '--resources=cpus:4;mem:1024;disk:1024;cpus(db):1'] },
      ],
    });
    await cluster.deploy({ id: 'steady', cmd: 'while :; do echo tick; sleep 0.2; done' });
    ({ frameworkId } = await cluster.get<{ frameworkId: string }>('/v2/info'));
  });

  afterAll(async () => {
    holder.abort();
    await browser?.stop();
    await cluster.stop();
  });

  afterEach(() => {
    expect(browser.faults.splice(0)).toEqual([]);
  });

  const mesos = (hash: string): string => `http://${cluster.master.address}/${hash}`;
  const task = async () => (await cluster.running('steady'))[0]!;

  it('shows an executor with its limits, its use over time and its tasks', async () => {
    const { id, slaveId } = await task();
    const place = `#/agents/${slaveId}/frameworks/${enc(frameworkId)}/executors`;
    const page = await browser.open(mesos(`${place}/${enc(id)}`));
    await page.getByRole('heading', { name: /active/ }).waitFor();
    const tasks = page.getByRole('table', { name: 'Active tasks, 1 rows' });
    await tasks.getByText('running').waitFor();
    // The same numbers as in the drawing, for those who do not see it; they come with the answers.
    await page.getByText(/Memory: [\d.]+ MB now; within/).waitFor();
    const numbers = page.locator('summary', { hasText: 'Numbers' }).last();
    await numbers.press('Enter');
    await page.getByRole('columnheader', { name: 'Memory: mean' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await tasks.getByRole('link', { name: 'stdout' }).click();
    await page.getByRole('log').getByText('tick').first().waitFor();
    await page.goto(mesos(`${place}/none`));
    await page.getByRole('heading', { name: /knows no executor none/ }).waitFor();
    await page.getByText(/keeps the last \d+ executors/).waitFor();
    await page.close();
  });

  it('shows what an agent has, and leads to its executors', async () => {
    const { id, slaveId } = await task();
    const page = await browser.open(mesos(`#/agents/${slaveId}`));
    await page.getByText('rack=r7').waitFor();
    await page.getByText('AGENT_DRAINING').waitFor();
    await page.getByText('It has none: all that it offers is its own.').waitFor();
    const reserved = page.getByRole('table', { name: 'Reservations, 1 rows' });
    await reserved.getByText('0 / 1', { exact: true }).waitFor();
    const executors = page.getByRole('table', { name: /^Executors/ });
    await executors.getByTitle(id, { exact: true }).click();
    await page.getByRole('heading', { name: /active/ }).waitFor();
    await page.getByRole('link', { name: 'marathon' }).first().click();
    await page.getByRole('table', { name: 'Executors, 1 rows' }).waitFor();
    await page.close();
  });

  it('takes an offer back when that is confirmed, and says what comes of it', async () => {
    const told = holdOffers();
    const page = await browser.open(mesos('#/offers'));
    const offers = page.getByRole('table', { name: /^Offers/ });
    await offers.getByText('holder').first().waitFor();
    await page
      .getByRole('button', { name: /^Rescind/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'Rescind this offer?' });
    await dialog.getByText(/Framework holder is told .* TASK_LOST/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Rescind' }).click();
    await told;
    await dialog.waitFor({ state: 'detached' });
    await page.close();
    const stranger = { Origin: 'http://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    const request = { method: 'POST', headers: stranger, body: 'offerId=x' };
    expect((await fetch(mesos('master/rescind-offers'), request)).status).toBe(403);
  });

  it('shows metrics by groups, in numbers that can be read', async () => {
    const page = await browser.open(mesos('#/metrics'));
    await page.getByRole('link', { name: /^master\/tasks \d/ }).click();
    const metrics = page.getByRole('table', { name: /^Metrics/ });
    await metrics.getByText('master/tasks_running').waitFor();
    expect(await metrics.getByText('master/mem_total').count()).toBe(0);
    await page.getByRole('link', { name: /^All/ }).click();
    await page.getByLabel('Search in Metrics').fill('name:mem_total -system');
    await metrics.getByText('1 GB').waitFor();
    await metrics.getByTitle('Exactly 1024').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });

  /** Subscribes and answers nothing; settles when it is told that an offer is gone. */
  async function holdOffers(): Promise<void> {
    const framework_info = { user: 'root', name: 'holder', roles: ['*'] };
    const response = await fetch(mesos('api/v1/scheduler'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({
        type: 'SUBSCRIBE',
        subscribe: {
          framework_info: { ...framework_info, capabilities: [{ type: 'MULTI_ROLE' }] },
        },
      }),
      signal: holder.signal,
    });
    for await (const chunk of response.body!) {
      if (Buffer.from(chunk as Uint8Array).includes('"RESCIND"')) return;
    }
    throw new Error('The stream ended before an offer was taken back');
  }
});
