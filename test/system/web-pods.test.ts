/**
 * Marathon's pages of pods and versions, and what a review says, in a real Chromium against a real
 * cluster: one for all, each journey in a page of its own.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { MarathonCluster } from '../support/marathon.ts';

const reason = whyNoBrowser();
/** A machine with other work may be slow. */
const patience = { timeout: 60_000 };

const command = (shell: string) => ({ exec: { command: { shell } } });
const resources = { cpus: 0.1, mem: 32 };
const pod = {
  id: '/shop/pod',
  containers: [
    {
      name: 'web',
      ...command('sleep 1000'),
      resources,
      endpoints: [{ name: 'http', hostPort: 0 }],
    },
    { name: 'side', ...command('sleep 1000'), resources },
  ],
  networks: [{ mode: 'host' }],
  scaling: { kind: 'fixed', instances: 2 },
};

interface PodStatus {
  readonly status: string;
  readonly instances: readonly { readonly id: string; readonly status: string }[];
}

describe.skipIf(reason !== undefined)(`pages of pods and versions (${reason ?? ''})`, () => {
  const cluster = new MarathonCluster();
  let browser: WebBrowser;

  beforeAll(async () => {
    browser = await WebBrowser.start();
    await cluster.start({ agents: [{ flags: ['--resources=cpus:4;mem:2000;disk:1000'] }] });
    await cluster.accepted('POST', '/v2/pods', pod);
    await cluster.deploy({ id: 'app', cmd: 'sleep 1000', cpus: 0.1, mem: 32, env: { A: 'b' } });
    await stable(2);
  });

  afterAll(async () => {
    await browser?.stop();
    await cluster.stop();
  });

  afterEach(() => {
    expect(browser.faults.splice(0)).toEqual([]);
  });

  const marathon = (hash: string): string => `http://${cluster.marathon.address}/ui/${hash}`;
  const podPage = (view = ''): string => marathon(`#/apps/${encodeURIComponent(pod.id)}${view}`);

  const stable = (count: number): Promise<PodStatus> =>
    cluster.until(`${count} instances of the pod are stable`, async () => {
      const found = await cluster.get<PodStatus>(`/v2/pods${pod.id}::status`);
      const isSo = found.instances.length === count && found.status === 'STABLE';
      return isSo ? found : undefined;
    });

  it(
    'shows containers of a pod, kills what is marked, scales and restarts it',
    patience,
    async () => {
      const [one] = (await stable(2)).instances;
      const page = await browser.open(podPage());
      await page.getByText('2 of 2 instances are stable').waitFor();
      await page.getByRole('cell', { name: 'side' }).first().waitFor();
      await page
        .getByRole('link', { name: /^\S+:\d+$/ })
        .first()
        .waitFor();
      const output = page.getByRole('link', { name: 'stdout' }).first();
      expect(await output.getAttribute('href')).toMatch(/#\/tasks\/.+web\.1\/stdout$/);
      expect(await seriousFindings(page)).toEqual([]);

      await page.getByRole('checkbox', { name: one!.id }).check();
      await page.getByRole('button', { name: 'Kill (1)' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Kill', exact: true }).click();
      await cluster.until('another instance takes its place', async () => {
        const { instances } = await stable(2);
        return instances.some(({ id }) => id === one!.id) ? undefined : true;
      });

      await page.getByRole('button', { name: 'Scale' }).click();
      await page.getByRole('spinbutton').fill('1');
      await page.getByRole('dialog').getByRole('button', { name: 'Scale' }).click();
      const [kept] = (await stable(1)).instances;
      await cluster.settled();
      await page.getByRole('button', { name: 'Restart' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Restart' }).click();
      await cluster.until('it is replaced', async () => {
        const { instances } = await stable(1);
        return instances.some(({ id }) => id === kept!.id) ? undefined : true;
      });
      await cluster.settled();
      await page.close();
    },
  );

  it('goes back to a version of a pod, after its difference was seen', patience, async () => {
    const page = await browser.open(podPage('/configuration'));
    await page.getByRole('button', { name: 'Compare' }).last().click();
    await page.getByText('Changed: scaling').waitFor();
    await page.getByRole('button', { name: 'Roll back to this version' }).click();
    await page.getByText('ScalePod /shop/pod').waitFor();
    await page.getByRole('button', { name: 'Deploy' }).click();
    await page.waitForURL(/#\/deployments/);
    await stable(2);
    await page.close();
  });

  it('compares any two versions of an app by a link, and says what changed', patience, async () => {
    await cluster.accepted('PUT', '/v2/apps/app', { env: { A: 'c' }, mem: 33 });
    await cluster.settled();
    const { versions } = await cluster.get<{ versions: string[] }>('/v2/apps/app/versions');
    const [to, from] = versions;
    const page = await browser.open(marathon('#/apps/%2Fapp/debug'));
    await page.getByText('Of an older configuration').waitFor();
    await page.getByRole('link', { name: 'Compare the two versions' }).click();
    await page.getByText('Changed: env, mem').waitFor();
    expect(new URLSearchParams(page.url().split('?')[1]).get('from')).toBe(from);
    await page.getByText('-     "A": "b"').waitFor();
    await page.getByRole('button', { name: 'Swap' }).click();
    await page.getByText('+     "A": "b"').waitFor();
    expect(new URLSearchParams(page.url().split('?')[1]).get('from')).toBe(to);
    await page.getByRole('rowheader', { name: 'Memory (MiB)' }).waitFor();
    expect(await page.getByRole('rowheader', { name: 'Longest delay (s)' }).count()).toBe(0);
    await page.getByRole('checkbox', { name: /all fields/ }).check();
    await page.getByRole('rowheader', { name: 'Longest delay (s)' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });

  it('says before a change is sent how many instances would fit', patience, async () => {
    const page = await browser.open(marathon('#/apps/%2Fapp'));
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('textbox', { name: 'CPUs', exact: true }).fill('1.5');
    await page.getByRole('textbox', { name: 'Instances', exact: true }).fill('9');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByText('RestartApplication /app').waitFor();
    await page.getByRole('button', { name: 'Ask Mesos for offers' }).click();
    await page.getByText('2 of 9 new instances would have a place by the 1 offers.').waitFor();
    await page.getByText(/needs 1.5 cpus, 0\.\d+ are offered/).waitFor();
    await page.close();
    expect((await cluster.get<{ app: { instances: number } }>('/v2/apps/app')).app.instances).toBe(
      1,
    );
  });
});
