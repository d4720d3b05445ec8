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
});
