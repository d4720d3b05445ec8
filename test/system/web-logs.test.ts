/**
 * Logs, files and terminals of tasks in a real Chromium, against a real cluster: what is written is
 * seen at once, found, linked to and saved. One cluster for all.
 */
import { appendFileSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { MarathonCluster } from '../support/marathon.ts';

const reason = whyNoBrowser();
/** A machine with other work may be slow. */
const patience = { timeout: 60_000 };

interface AgentState {
  readonly frameworks: readonly {
    readonly executors: readonly { readonly id: string; readonly directory: string }[];
  }[];
}

describe.skipIf(reason !== undefined)(`logs in the web pages (${reason ?? ''})`, () => {
  const cluster = new MarathonCluster();
  let browser: WebBrowser;
  let sandbox: string;
  let agentId: string;
  let task: string;

  beforeAll(async () => {
    browser = await WebBrowser.start();
    await cluster.start({ agents: [{}] });
    await cluster.deploy({ id: 'writer', cmd: 'echo begun; echo trouble >&2; sleep 1000' });
    const { frameworkId } = await cluster.get<{ frameworkId: string }>('/v2/info');
    const [running] = await cluster.running('writer');
    agentId = running!.slaveId;
    task = `#/tasks/${encodeURIComponent(frameworkId)}/${encodeURIComponent(running!.id)}`;
    const state = await fetch(`${mesos(`master/agent/${agentId}/state`)}`);
    const { frameworks } = (await state.json()) as AgentState;
    const executors = frameworks.flatMap((framework) => framework.executors);
    sandbox = executors.find(({ id }) => id === running!.id)!.directory;
  });

  afterAll(async () => {
    await browser?.stop();
    await cluster.stop();
  });

  afterEach(() => {
    expect(
      browser.faults.splice(0).filter((fault) => !/Failed to load resource/.test(fault)),
    ).toEqual([]);
  });

  const mesos = (hash: string): string => `http://${cluster.master.address}/${hash}`;
  const file = (name: string): string => join(sandbox, name);
  const logOf = (name: string, more = ''): string =>
    mesos(`#/log?${new URLSearchParams({ agent: agentId, path: file(name) }).toString()}${more}`);
  const lines = (page: Page) => page.getByRole('log');
  const isAtEnd = (page: Page): Promise<boolean> =>
    lines(page).evaluate((at) => at.scrollHeight - at.scrollTop - at.clientHeight < 30);

  it('follows what is written, pauses for who scrolls up, and goes on at the end', async () => {
    const page = await browser.open(mesos(`${task}/stdout`));
    await lines(page).getByText('begun').waitFor();
    const many = Array.from({ length: 200 }, (_, i) => `line ${i}\n`).join('');
    appendFileSync(file('stdout'), `${many}\x1b[31mred\x1b[0m end\n`);
    await lines(page).getByText('line 199').waitFor();
    await page.locator('.sgr-red', { hasText: 'red' }).waitFor();
    await expect.poll(() => isAtEnd(page), patience).toBe(true);
    await lines(page).hover();
    await page.mouse.wheel(0, -600);
    await page.getByText('Paused, nothing new').waitFor();
    appendFileSync(file('stdout'), 'one\ntwo\n');
    await page.getByText('Paused, 2 new lines').waitFor();
    expect(await isAtEnd(page)).toBe(false);
    await page.mouse.wheel(0, 100_000);
    await page.getByText('▶ Following').waitFor();
    await lines(page).getByText('two', { exact: true }).waitFor();
    await page.close();
  });

  it('stays paused when the file is rotated, and says so', async () => {
    writeFileSync(file('rotated.log'), 'old one\nold two\n');
    const page = await browser.open(logOf('rotated.log'));
    await lines(page).getByText('old two').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    truncateSync(file('rotated.log'));
    writeFileSync(file('rotated.log'), 'new\n');
    await lines(page).getByText('The file began anew here').waitFor();
    await lines(page).getByText('new', { exact: true }).waitFor();
    await lines(page).getByText('old two').waitFor();
    await page.getByText('Paused, 2 new lines').waitFor();
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText('▶ Following').waitFor();
    await page.close();
  });

  it('finds, filters what is there and what comes, and links to a line', async () => {
    const words = Array.from({ length: 5_000 }, (_, i) =>
      i % 100 === 7 ? `needle ${i}` : `hay ${i}`,
    );
    writeFileSync(file('hay.log'), `${words.join('\n')}\n`);
    const page = await browser.open(logOf('hay.log'));
    await lines(page).getByText('hay 4999').waitFor();
    await page.getByLabel('Find in lines').fill('needle');
    await page.getByText('0 of 50').waitFor();
    await page.keyboard.press('Shift+Enter');
    await lines(page).locator('mark').first().waitFor();
    await page.getByText('50 of 50').waitFor();
    await page.getByLabel('Only lines that match').check();
    await page.getByText('50 of 5,000 lines').waitFor();
    appendFileSync(file('hay.log'), 'more hay\nneedle last\n');
    await page.getByText('51 of 5,002 lines').waitFor();
    expect(await lines(page).getByText('more hay').count()).toBe(0);
    await page.getByLabel('Find in lines').fill('/needle (/');
    await page.getByText('This is no pattern').waitFor();
    await page.getByLabel('Find in lines').fill('');
    await page.getByRole('button', { name: 'Follow' }).click();
    await lines(page).getByText('more hay').waitFor();
    await page.close();

    const at = words.slice(0, 2_507).join('\n').length + 1;
    const linked = await browser.open(logOf('hay.log', `&at=${at}&q=needle`));
    await linked.locator('.log-line.chosen', { hasText: 'needle 2507' }).waitFor();
    expect(await linked.getByLabel('Find in lines').inputValue()).toBe('needle');
    await linked.close();
  });

  it('shows a folder of ten thousand, bytes, pictures, and the end of what is huge', async () => {
    mkdirSync(file('many'));
    for (let i = 0; i < 10_000; i++) writeFileSync(file(`many/file-${i}`), '');
    writeFileSync(file('program'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, ...Array(600).fill(0)]));
    writeFileSync(file('huge.log'), '');
    truncateSync(file('huge.log'), 20 * 1024 ** 3);
    appendFileSync(file('huge.log'), '\nthe very end\n');
    const page = await browser.open(mesos(`${task}/files`));
    await page.getByRole('link', { name: 'many/' }).click();
    await page.getByText('10,000 entries').waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    await page.getByLabel('Find by name').fill('file-9999');
    await page.getByRole('link', { name: 'file-9999', exact: true }).waitFor();
    await page.goto(logOf('program'));
    await page.getByText('00000000  7f 45 4c 46').waitFor();
    await page.goto(logOf('huge.log'));
    await lines(page).getByText('the very end').waitFor();
    await page.goto(logOf('nothing'));
    await page.getByRole('alert').getByText('There is no such file, or it is gone.').waitFor();
    writeFileSync(file('nothing'), 'here it is\n');
    await lines(page).getByText('here it is').waitFor();
    rmSync(file('nothing'));
    await page.getByRole('alert').getByText('There is no such file, or it is gone.').waitFor();
    await lines(page).getByText('here it is').waitFor();
    await page.close();
  });

  it('shows when how much was written, with errors, and leads to their lines', async () => {
    const lineAt = (second: number, text: string): string =>
      `2026-11-30 10:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')},000 ${text}\n`;
    const text = Array.from({ length: 600 }, (_, i) => lineAt(i, i === 300 ? 'ERROR bad' : 'ok'));
    writeFileSync(file('timed.log'), text.join(''));
    const page = await browser.open(logOf('timed.log'));
    const told = 'Lines that are here, over time: at most 10 in 10 seconds';
    await page.getByRole('img', { name: told }).waitFor();
    await page.getByText('1 tell of an error').waitFor();
    await page.getByText('As a table').click();
    await page.getByRole('button', { name: '2026-11-30 10:05:00' }).click();
    await page.locator('.log-line.chosen').getByText('ERROR bad').waitFor();
    await page.getByText('Paused', { exact: false }).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });

  it('keeps the old address of a log', async () => {
    const state = await fetch(mesos('master/slaves'));
    const { slaves } = (await state.json()) as { slaves: { pid: string }[] };
    const old = new URLSearchParams({
      host: slaves[0]!.pid.split('@')[1]!,
      path: file('stderr'),
      title: 'An old title',
    });
    const page = await browser.open(mesos(`app/shared/pailer.html?${old.toString()}`));
    await page.waitForURL(/#\/log\?.*agent=/);
    await page.getByRole('heading', { name: 'An old title' }).waitFor();
    await lines(page).getByText('trouble').waitFor();
    await page.close();
  });

  it('opens terminals that stay while one goes elsewhere, and connect again', async () => {
    const page = await browser.open(mesos(`${task}/terminal`));
    const dock = page.getByRole('region', { name: 'Terminals' });
    const screen = dock.locator('.xterm');
    await page.getByLabel(/Command/).fill('sh');
    await page.getByRole('button', { name: 'Open' }).click();
    await dock.getByText('Connected').waitFor();
    await page.keyboard.type('echo sum-$((40 + 2)); stty size\n');
    await screen.getByText('sum-42').first().waitFor();
    await page.goto(mesos('#/agents'));
    await page.getByRole('table', { name: /Agents/ }).waitFor();
    await screen.getByText('sum-42').first().waitFor();
    await screen.click();
    await page.keyboard.type('exit\n');
    await dock.getByText('Its command has ended').waitFor();
    await page.keyboard.press('Enter');
    await dock.getByText('Connected').waitFor();
    await page.keyboard.type('echo sum-$((50 + 2)) $TERM 世界\n');
    await screen.getByText('sum-52 xterm-256color 世界').first().waitFor();
    await screen.getByText('sum-52').first().waitFor();
    await screen.getByText('sum-42').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dock.getByRole('button', { name: /^Close terminal/ }).click();
    await dock.waitFor({ state: 'hidden' });

    await page.goto(mesos(`${task}/terminal`));
    await page.getByLabel(/Command/).fill('nosuchshell');
    await page.getByRole('button', { name: 'Open' }).click();
    await dock.getByText('No shell was found there').waitFor();
    await dock.getByRole('button', { name: 'sh', exact: true }).click();
    await dock.getByText('Connected').waitFor();
    await cluster.accepted('DELETE', '/v2/apps/writer');
    await dock.getByText('Its task has ended').waitFor();
    await page.close();
  });
});
