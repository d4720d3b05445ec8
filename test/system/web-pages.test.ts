/**
 * The web pages in a real Chromium, against a real cluster: a newcomer's way through them. One
 * cluster for all; each journey goes on from where its own page is.
 */
import { gzipSync } from 'node:zlib';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { MarathonCluster } from '../support/marathon.ts';

const reason = whyNoBrowser();
/** A machine with other work may be slow. */
const patience = { timeout: 60_000 };
const built = fileURLToPath(new URL('../../dist/ui', import.meta.url));

describe.skipIf(reason !== undefined)(`the web pages (${reason ?? ''})`, () => {
  const cluster = new MarathonCluster();
  let browser: WebBrowser;
  let frameworkId: string;

  beforeAll(async () => {
    browser = await WebBrowser.start();
    await cluster.start({ agents: [{}, {}], master: { flags: ['--cluster=shop'] } });
    await cluster.deploy({ id: 'steady', cmd: 'while :; do echo tick; sleep 0.2; done' });
    ({ frameworkId } = await cluster.get<{ frameworkId: string }>('/v2/info'));
  });

  afterAll(async () => {
    await browser?.stop();
    await cluster.stop();
  });

  afterEach(() => {
    const faults = browser.faults.splice(0);
    // While a master or a Marathon is away, asking it fails, and browsers say so.
    expect(faults.filter((fault) => !/Failed to load resource|ERR_/.test(fault))).toEqual([]);
  });

  const mesos = (hash: string): string => `http://${cluster.master.address}/${hash}`;
  const marathon = (hash: string): string => `http://${cluster.marathon.address}/ui/${hash}`;
  const steadyTask = async (): Promise<string> => (await cluster.running('steady'))[0]!.id;
  const taskPath = async (view = ''): Promise<string> =>
    `#/tasks/${encodeURIComponent(frameworkId)}/${encodeURIComponent(await steadyTask())}${view}`;

  it('says on the first page whether all is well, and follows what happens', async () => {
    const page = await browser.open(mesos('#/'));
    await page.getByRole('heading', { name: 'All 2 agents are active; 1 tasks run.' }).waitFor();
    expect(await page.title()).toBe('shop');
    await cluster.deploy({ id: 'second', cmd: 'sleep 1000' });
    await page.getByRole('heading', { name: /2 tasks run/ }).waitFor();
    await page.locator('.activity').getByText('second').first().waitFor();
    await cluster.accepted('DELETE', '/v2/apps/second');
    await page.getByRole('heading', { name: /1 tasks run/ }).waitFor();
    const completed = page.getByRole('table', { name: /Completed tasks/ });
    await completed.getByText('second', { exact: true }).waitFor();
    await page.close();
  });

  it('finds tasks, says what is wrong with a search, and keeps it in the address', async () => {
    const page = await browser.open(mesos('#/tasks?q=stat%3Arunning'));
    await page.getByText('There is no field "stat". Perhaps: state').first().waitFor();
    await page.getByLabel('Search in Active tasks').fill('state:running steady');
    await page.getByRole('table', { name: 'Active tasks, 1 rows' }).waitFor();
    await page.waitForURL(/q=state%3Arunning\+steady/);
    await page.getByLabel('Search in Active tasks').fill('nothing-like-this');
    await page.getByText('None of 1 match.').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('table', { name: 'Active tasks, 1 rows' }).waitFor();
    await page.close();
  });

  it('keeps the old addresses', async () => {
    const { slaveId } = (await cluster.running('steady'))[0]!;
    const task = encodeURIComponent(await steadyTask());
    const executor = `#/slaves/${slaveId}/frameworks/${encodeURIComponent(frameworkId)}/executors/${task}`;
    const page = await browser.open(mesos(`${executor}/browse`));
    await page.getByRole('link', { name: 'stdout', exact: true }).waitFor();
    await page.waitForURL(/#\/agents\/.+\/browse\?path=/);
    await page.goto(mesos(`#/slaves/${slaveId}`));
    await page.getByRole('button', { name: 'Drain' }).waitFor();
    await page.goto(mesos('#/no/such/place'));
    await page.getByRole('heading', { name: /tasks run/ }).waitFor();
    await page.close();
  });

  it('deploys an app, breaks it, tells why, and rolls it back', async () => {
    const page = await browser.open(marathon('#/apps'));
    await page.getByRole('button', { name: 'Create application' }).click();
    await page.getByRole('textbox', { name: 'ID', exact: true }).fill('/journey');
    await page.getByRole('textbox', { name: 'Memory', exact: true }).fill('32');
    await page.getByRole('textbox', { name: 'Command', exact: true }).fill('sleep 1000');
    await page.getByRole('dialog').getByRole('button', { name: 'Create application' }).click();
    const row = page.getByRole('row', { name: /journey/ });
    await row.getByText('1 of 1').waitFor();

    await row.getByRole('link', { name: 'journey' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    const command = page.getByLabel('Command', { exact: true });
    await command.fill('echo no database >&2; exit 3');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByText('+   "cmd": "echo no database >&2; exit 3"').waitFor();
    await page.getByRole('button', { name: 'Deploy' }).click();
    await page.waitForURL(/#\/deployments/);

    await page.goto(marathon('#/apps/%2Fjourney/why'));
    await page
      .getByText(/Command exited with status 3/)
      .first()
      .waitFor();
    await page.goto(marathon('#/apps/%2Fjourney/debug'));
    await page
      .getByTitle(/^journey\.instance-/)
      .first()
      .waitFor();
    const { lastTaskFailure } = await cluster.app('journey');
    const id = (lastTaskFailure as unknown as { taskId: string }).taskId;
    const cause = await browser.open(
      mesos(`#/tasks/${encodeURIComponent(frameworkId)}/${encodeURIComponent(id)}`),
    );
    await cause.getByText('Command exited with status 3').first().waitFor();
    await cause.getByRole('log').getByText('no database').waitFor();
    await cause.close();

    await cluster.settled();
    await page.goto(marathon('#/apps/%2Fjourney/configuration'));
    await page.getByRole('button', { name: 'Compare' }).last().click();
    await page.getByRole('button', { name: 'Roll back to this version' }).click();
    await page.getByRole('button', { name: 'Deploy' }).click();
    await page.waitForURL(/#\/deployments/);
    await cluster.settled();
    await cluster.runs('journey', 1);

    // More than there is anywhere: the deployment waits, and holds the app until it is given up.
    const edit = async (megabytes: string): Promise<void> => {
      await page.goto(marathon('#/apps/%2Fjourney'));
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.getByRole('textbox', { name: 'Memory', exact: true }).fill(megabytes);
      await page.getByRole('button', { name: 'Review' }).click();
      await page.getByRole('button', { name: 'Deploy' }).click();
    };
    await edit('100000000');
    await page.waitForURL(/#\/deployments/);
    await page.goto(marathon('#/apps/%2Fjourney/why'));
    await page
      .getByText(/needs 100000000 mem|not enough memory/)
      .first()
      .waitFor();
    await edit('64');
    await page
      .getByRole('alert')
      .getByText(/locked by/)
      .waitFor();
    // What differs is shown once more.
    await page.getByRole('button', { name: /giving up the other deployment/ }).click();
    await page.locator('.diff').waitFor();
    await page.getByRole('button', { name: /giving up the other deployment/ }).click();
    await page.waitForURL(/#\/deployments/);
    await cluster.settled();
    await cluster.runs('journey', 1);

    await page.goto(marathon('#/apps/%2Fjourney'));
    await page.getByRole('button', { name: 'Scale', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Instances', { exact: true }).fill('2');
    await page.getByRole('dialog').getByRole('button', { name: 'Scale' }).click();
    await cluster.runs('journey', 2);
    await page.getByRole('button', { name: 'Destroy' }).click();
    await page.getByRole('dialog').getByLabel('Type /journey').fill('/journey');
    await page.getByRole('dialog').getByRole('button', { name: 'Destroy' }).click();
    await page.getByText('There is no such thing here: /journey').waitFor();
    await page.close();
  });

  it('shows what Marathon refuses at the field that it is about', async () => {
    const page = await browser.open(marathon('#/apps?modal=new-app'));
    await page.getByRole('textbox', { name: 'ID', exact: true }).fill('/Bad_Name');
    await page.getByRole('dialog').getByRole('button', { name: 'Create application' }).click();
    await page.getByRole('dialog').getByRole('alert').getByText('/id').waitFor();
    await page.getByLabel('JSON').fill('{');
    await expect
      .poll(
        () => page.getByRole('button', { name: 'Create application' }).last().isDisabled(),
        patience,
      )
      .toBe(true);
    await page.close();
  });

  it('drains an agent, and brings it back', async () => {
    const { slaveId } = (await cluster.running('steady'))[0]!;
    const page = await browser.open(mesos(`#/agents/${slaveId}`));
    await page.getByRole('button', { name: 'Drain' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Drain' }).click();
    await page.getByRole('heading', { name: /drained/ }).waitFor();
    await cluster.runs('steady', 1);
    await page.getByRole('button', { name: 'Reactivate' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reactivate' }).click();
    await page.getByRole('heading', { name: /active/ }).waitFor();
    await page.close();
  });

  it('changes weights and quotas, and says what the master refuses', async () => {
    const page = await browser.open(mesos('#/roles'));
    await page.getByRole('button', { name: 'Edit' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Weight').fill('-1');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Weight').fill('2.5');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: '2.5', exact: true }).waitFor();
    await page.close();
  });

  it('can be read by everybody: axe has no serious finding, light or dark', async () => {
    const { slaveId } = (await cluster.running('steady'))[0]!;
    const pages = [
      ...['#/', '#/tasks', '#/agents', '#/frameworks', '#/roles', '#/offers', '#/maintenance'],
      ...['#/metrics', `#/agents/${slaveId}`, `#/frameworks/${encodeURIComponent(frameworkId)}`],
      ...[await taskPath(), await taskPath('/files'), await taskPath('/terminal')],
    ].map(mesos);
    pages.push(
      ...['#/apps', '#/apps/%2Fsteady', '#/apps/%2Fsteady/configuration', '#/deployments'].map(
        marathon,
      ),
      marathon('#/apps?modal=new-app'),
    );
    for (const scheme of ['light', 'dark'] as const) {
      const page = await browser.open(mesos('#/'), scheme);
      // What is dark on one of each kind is so on all.
      for (const address of scheme === 'light' ? pages : pages.filter((_, i) => i % 4 === 0)) {
        await page.goto('about:blank');
        await page.goto(address);
        await page.getByText('Live', { exact: true }).waitFor();
        await expect
          .poll(() => page.locator('body').innerText(), patience)
          .not.toContain('Loading …');
        const findings = await seriousFindings(page);
        expect({ address, scheme, findings }).toEqual({ address, scheme, findings: [] });
      }
      await page.close();
    }
  });

  it('shows a name full of markup as text', async () => {
    const name = `<img src=x onerror=alert(1)>${'x'.repeat(2_000)}`;
    await cluster.accepted('PUT', '/v2/apps/odd', {
      ...{ id: '/odd', cmd: 'sleep 1000', cpus: 0.1, mem: 32 },
      labels: { odd: name },
    });
    const page = await browser.open(marathon('#/apps?q=odd'));
    await page.locator('.chip', { hasText: '<img src=x onerror=' }).waitFor();
    expect(await page.locator('img[src=x]').count()).toBe(0);
    await cluster.accepted('DELETE', '/v2/apps/odd?force=true');
    await page.close();
  });

  it('says that the master is away, keeps what was known, and goes on when it is back', async () => {
    const page = await browser.open(mesos('#/'));
    await page.getByRole('heading', { name: /tasks run/ }).waitFor();
    await cluster.master.end('SIGKILL');
    await page.getByText(/Connection lost; shown as of/).waitFor();
    await page.getByRole('heading', { name: /tasks run/ }).waitFor();
    await cluster.master.start();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('heading', { name: 'All 2 agents are active; 1 tasks run.' }).waitFor();
    await page.close();
  });

  it('lets no other site in', async () => {
    const response = await fetch(mesos(''), { headers: { Accept: 'text/html' } });
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    const stranger = { Origin: 'http://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    const teardown = await fetch(mesos('master/teardown'), { method: 'POST', headers: stranger });
    expect(teardown.status).toBe(403);
    const { slaveId } = (await cluster.running('steady'))[0]!;
    const relay = await fetch(mesos(`master/agent/${slaveId}/api/v1`));
    expect(relay.status).toBe(404);
    const unknown = await fetch(mesos('master/agent/127.0.0.1:22/state'));
    expect(unknown.status).toBe(404);
  });
});

it('is small: what a first page needs fits into 200 kB', () => {
  const html = readFileSync(join(built, 'index.html'), 'utf8');
  const first = Array.from(
    html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g),
    ([, path]) => path!,
  );
  const worker = readdirSync(join(built, 'assets')).filter((name) => /^worker-.*\.js$/.test(name));
  const files = ['index.html', ...first, ...worker.map((name) => `assets/${name}`)];
  const bytes = files.map((path) => gzipSync(readFileSync(join(built, path))).length);
  expect(files.length).toBeGreaterThan(3);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
});
