/**
 * Marathon's pages of an instance and of a volume, in a real Chromium: where it is reached, what its
 * checks found, what it uses and what it wrote, which comes through Marathon, master and agent.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { MarathonCluster } from '../support/marathon.ts';

const reason = whyNoBrowser();
const small = { cpus: 0.1, mem: 32 };
const serve =
  `"${process.execPath}" -e "require('node:http').createServer((_, answer) => ` +
  `answer.end('ok')).listen(Number(process.env.PORT0), '127.0.0.1')"`;

describe.skipIf(reason !== undefined)(
  `an instance in the pages of Marathon (${reason ?? ''})`,
  () => {
    const cluster = new MarathonCluster();
    let browser: WebBrowser;

    beforeAll(async () => {
      browser = await WebBrowser.start();
      await cluster.start({ agents: [{}] });
      await cluster.accepted('POST', '/v2/groups', {
        id: '/shop',
        apps: [
          {
            ...{ id: '/shop/web', ...small, cmd: `echo serving >&2; echo hello; exec ${serve}` },
            portDefinitions: [{ port: 0, name: 'front' }],
            healthChecks: [{ protocol: 'HTTP', path: '/', portIndex: 0, intervalSeconds: 1 }],
          },
          {
            ...{ id: '/shop/bad', ...small, cmd: 'echo no config here >&2; exit 3' },
            ...{ backoffSeconds: 300, maxLaunchDelaySeconds: 300 },
          },
          {
            ...{ id: '/shop/db', ...small, cmd: 'sleep 1000', role: 'shop' },
            container: {
              type: 'MESOS',
              volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size: 16 } }],
            },
            residency: { taskLostBehavior: 'WAIT_FOREVER' },
            upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
          },
        ],
      });
      await cluster.runs('shop/web', 1);
      await cluster.runs('shop/db', 1);
    });

    afterAll(async () => {
      await browser?.stop();
      await cluster.stop();
    });

    afterEach(() => {
      expect(browser.takeFaults()).toEqual([]);
    });

    const at = (hash: string): string => `http://${cluster.marathon.address}/ui/${hash}`;

    it('says where it is reached, how its checks go, what it uses and what it wrote', async () => {
      const { id, ports } = (await cluster.running('shop/web'))[0]!;
      const page = await browser.open(at('#/apps/%2Fshop%2Fweb'));
      await page
        .getByRole('row', { name: new RegExp(id) })
        .getByText(/MB/)
        .waitFor();
      await page.getByRole('button', { name: /Memory used/ }).click();
      await page.getByRole('checkbox', { name: `Mark ${id}` }).click();
      await page.getByRole('button', { name: 'Kill (1)' }).waitFor();
      await page
        .getByRole('row', { name: new RegExp(id) })
        .locator('a.mono, a:has(.mono)')
        .click();
      const endpoints = page.getByRole('region', { name: 'Endpoints' });
      await endpoints.getByText('front').waitFor();
      const link = endpoints.getByRole('link');
      expect(await link.getAttribute('href')).toMatch(new RegExp(`^http://.+:${ports[0]}$`));
      await page.getByRole('region', { name: 'Health check 1' }).getByText('passes').waitFor();
      await page.getByRole('log').getByText('serving').waitFor();
      await page.getByRole('button', { name: 'stdout' }).click();
      await page.getByRole('log').getByText('hello').waitFor();
      await page
        .getByRole('region', { name: 'Place' })
        .getByText(/\d MB \/ /)
        .waitFor();
      const terminal = page.getByRole('link', { name: 'Terminal' });
      expect(await terminal.getAttribute('href')).toContain(`${cluster.master.address}/#/tasks/`);
      expect(await seriousFindings(page)).toEqual([]);
      await page.close();
    });

    it('that failed has its exit status, what it means and its last lines in one view', async () => {
      const failed = await cluster.until('one has failed', async () => {
        const { body } = await cluster.call('GET', '/v2/apps/shop/bad?embed=app.lastTaskFailure');
        return body.app.lastTaskFailure as { readonly taskId: string } | undefined;
      });
      const page = await browser.open(at('#/apps/%2Fshop%2Fbad/why'));
      const last = page.getByRole('region', { name: 'Last failure' });
      await last.getByText('exit status 3').waitFor();
      await last.getByRole('log').getByText('no config here').waitFor();
      await page.goto(at(`#/apps/%2Fshop%2Fbad/${failed.taskId}`));
      const its = page.getByRole('region', { name: 'This instance has failed' });
      await its.getByRole('log').getByText('no config here').waitFor();
      await page.close();
    });

    it('has volumes, each with a page of its own', async () => {
      const [{ id, localVolumes } = { id: '' }] = await cluster.running('shop/db');
      const volume = localVolumes?.[0]?.persistenceId ?? '';
      const page = await browser.open(at('#/apps/%2Fshop%2Fdb/volumes'));
      await page
        .getByRole('row', { name: /attached/ })
        .locator('th a')
        .click();
      await page.getByRole('heading', { name: `Volume ${volume}` }).waitFor();
      await page.getByText('A task uses it.').waitFor();
      await page.getByText('16 MB', { exact: true }).waitFor();
      await page.getByTitle(id, { exact: true }).click();
      await page.getByRole('heading', { name: id }).waitFor();
      await page.getByRole('row', { name: /attached/ }).waitFor();
      await page.close();
    });
  },
);
