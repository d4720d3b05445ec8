/** Making and changing apps and pods in a real Chromium: what is wrong is told where it is, and nobody's work is lost. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { MarathonCluster } from '../support/marathon.ts';

const reason = whyNoBrowser();

describe.skipIf(reason !== undefined)(`the editor of apps (${reason ?? ''})`, () => {
  const cluster = new MarathonCluster();
  let browser: WebBrowser;

  beforeAll(async () => {
    browser = await WebBrowser.start();
    await cluster.start({ agents: [{}] });
  });

  afterAll(async () => {
    await browser?.stop();
    await cluster.stop();
  });

  afterEach(() => {
    const faults = browser.faults.splice(0);
    expect(faults.filter((fault) => !/Failed to load resource/.test(fault))).toEqual([]);
  });

  const marathon = (hash: string): string => `http://${cluster.marathon.address}/ui/${hash}`;

  it('tells what is wrong at its field, its tab and its line, and makes the app when all is right', async () => {
    const page = await browser.open(marathon('#/new'));
    const dialog = page.getByRole('dialog');
    const create = dialog.getByRole('button', { name: 'Create application' });
    await create.click();
    await dialog.getByRole('alert').getByText('The ID must not be empty.').waitFor();
    await dialog.getByLabel('ID', { exact: true }).fill('/edited');
    await dialog.getByLabel('CPUs', { exact: true }).fill('0.0');
    await dialog.locator('.field-fault', { hasText: 'at least 0.01' }).waitFor();
    await dialog.getByLabel('CPUs', { exact: true }).fill('0.1');
    await dialog.getByLabel('Command', { exact: true }).fill('sleep 1000');

    await dialog.getByRole('tab', { name: 'Volumes' }).click();
    const hosts = dialog.getByRole('region', { name: 'Volumes of the host' });
    await hosts.getByRole('button', { name: '+ Add' }).click();
    await dialog.getByRole('tab', { name: 'Volumes has a fault' }).waitFor();
    await hosts.getByRole('button', { name: /^Remove/ }).click();

    const text = dialog.getByLabel('JSON');
    await text.fill('{\n  "id": "/edited",\n  "cmd" "sleep 1000"\n}');
    await dialog.getByText('Line 3, column 9: A colon is expected.').waitFor();
    const definition = { id: '/edited', cmd: 'sleep 1000', cpus: 0.1, mem: 32, instnces: 1 };
    await text.fill(JSON.stringify(definition, undefined, 2));
    const warning = dialog.locator('.is-warning', { hasText: '/instnces' });
    await warning.getByText('(line 6)').waitFor();
    await warning.getByRole('button', { name: 'Call it "instances"' }).click();
    await warning.waitFor({ state: 'detached' });
    expect(await text.inputValue()).toContain('"instances": 1');
    expect(await seriousFindings(page)).toEqual([]);
    await create.click();
    await page.waitForURL(/#\/apps\/%2Fedited$/);
    await cluster.settled();
    await page.close();
  });

  it('never overwrites what another changed meanwhile', async () => {
    const page = await browser.open(marathon('#/apps/%2Fedited/edit'));
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Command', { exact: true }).fill('sleep 2000');
    await cluster.accepted('PUT', '/v2/apps/edited', { env: { THEIRS: '1' }, mem: 33 });
    await cluster.settled();
    await dialog.getByText('Somebody else changed /edited meanwhile.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Review' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Compare' }).click();
    await dialog.locator('.diff-removed', { hasText: 'THEIRS' }).waitFor();
    await dialog.getByRole('button', { name: 'Take their changes along' }).click();
    await dialog.locator('.diff-added', { hasText: 'sleep 2000' }).waitFor();
    await dialog.getByText(/Instances that run and are replaced: 1\. .*Changed: cmd/).waitFor();
    await dialog.getByRole('button', { name: 'Deploy' }).click();
    await page.waitForURL(/#\/deployments/);
    await cluster.settled();
    expect(await cluster.app('edited')).toMatchObject({
      ...{ cmd: 'sleep 2000', env: { THEIRS: '1' }, mem: 33 },
    });
    await page.close();
  });

  it('sorts and finds instances, compares versions by address, and shows markup as text', async () => {
    const odd = `<img src=x onerror=alert(1)>${'x'.repeat(10_000)}`;
    await cluster.deploy({ id: 'edited', labels: { odd }, instances: 2 });
    await cluster.runs('edited', 2);
    const page = await browser.open(marathon('#/apps/%2Fedited?sort=-updated'));
    const rows = page.getByRole('row', { name: /edited\b/ });
    await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(2);
    const { id } = (await cluster.running('edited'))[0]!;
    await page.getByRole('searchbox').fill(id);
    await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(1);
    await page.waitForURL(/q=edited/);
    const { versions } = await cluster.get<{ versions: string[] }>('/v2/apps/edited/versions');
    const from = encodeURIComponent(versions.at(-1)!);
    await page.goto(marathon(`#/apps/%2Fedited/versions?from=${from}`));
    await page.locator('.diff-added', { hasText: '<img src=x onerror=' }).waitFor();
    expect(await page.locator('img[src=x]').count()).toBe(0);
    await page.close();
  });

  it('makes a pod and changes it', async () => {
    const page = await browser.open(marathon('#/new?kind=pod'));
    const dialog = page.getByRole('dialog');
    const text = dialog.getByLabel('JSON');
    await text.fill((await text.inputValue()).replace('"id": "/"', '"id": "/pod"'));
    await dialog.getByRole('button', { name: 'Create pod' }).click();
    await page.getByText('STABLE').first().waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await text.fill((await text.inputValue()).replace('"instances": 1', '"instances": 2'));
    await dialog.getByRole('button', { name: 'Review' }).click();
    await dialog.getByText('Instances that are started: 1.').waitFor();
    await dialog.getByRole('button', { name: 'Deploy' }).click();
    await page.waitForURL(/#\/deployments/);
    await cluster.settled();
    await page.close();
  });
});
