/**
 * The pages of a task, a framework and the roles in a real Chromium: why a task failed and what can
 * be done, whatever its name is; what is refused stays refused; fields are checked as they are typed.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings, WebBrowser, whyNoBrowser } from '../support/browser.ts';
import { Cluster, eventually, type Program } from '../support/cluster.ts';

const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));
const reason = whyNoBrowser();
const markup = `<img src=x onerror=alert(1)>${'x'.repeat(10_000)}`;

describe.skipIf(reason !== undefined)(`the pages of tasks (${reason ?? ''})`, () => {
  const cluster = new Cluster();
  let browser: WebBrowser;
  let master: Program;
  let steady: ChildProcess;

  interface Framework {
    readonly id: string;
    readonly name: string;
  }
  const frameworks = async (list: 'frameworks' | 'completed_frameworks'): Promise<Framework[]> =>
    ((await master.getJson('/frameworks')) as Record<typeof list, Framework[]>)[list];
  const frameworkOf = async (task: string): Promise<string> => {
    const { tasks } = (await master.getJson(`/tasks?task_id=${task}`)) as {
      tasks: { framework_id: string }[];
    };
    return tasks[0]!.framework_id;
  };
  const address = (hash: string): string => `http://${master.address}/${hash}`;

  beforeAll(async () => {
    browser = await WebBrowser.start();
    master = await cluster.startMaster();
    await cluster.startAgent(master);
    const scalar = (name: string, value: number): object => ({
      ...{ name, type: 'SCALAR', scalar: { value } },
    });
    const task = {
      ...{ name: markup, task_id: { value: 'broken' }, agent_id: { value: '' } },
      resources: [scalar('cpus', 0.1), scalar('mem', 32)],
      command: { value: 'echo no database >&2; exit 127' },
    };
    const run = [execute, `--master=${master.address}`, `--task=${JSON.stringify(task)}`];
    await new Promise((resolve) => execFile(process.execPath, run, resolve));
    const speaks = [execute, `--master=${master.address}`, '--name=speaks'];
    const words = ['--command=echo all I have to say; exit 3', '--resources=cpus:0.1;mem:32'];
    await new Promise((resolve) => execFile(process.execPath, [...speaks, ...words], resolve));
    const sleeps = ['--name=steady', '--command=sleep 1000', '--resources=cpus:0.1;mem:32'];
    steady = spawn(process.execPath, [execute, `--master=${master.address}`, ...sleeps], {
      stdio: 'ignore',
    });
    await eventually('the other one is there', async () => {
      const { length } = await frameworks('frameworks');
      return length === 1 || undefined;
    });
  });

  afterAll(async () => {
    steady?.kill('SIGKILL');
    await browser?.stop();
    await cluster.stop();
  });

  afterEach(() => {
    const faults = browser.faults.splice(0);
    expect(faults.filter((fault) => !/Failed to load resource/.test(fault))).toEqual([]);
  });

  it('says first why a task failed and what can be done, and shows a name of markup as text', async () => {
    const id = await frameworkOf('broken');
    const page = await browser.open(address(`#/tasks/${id}/broken`));
    await page.getByRole('heading', { name: 'The command of the task failed' }).waitFor();
    await page.getByText('exit status 127').waitFor();
    await page.getByText('the command was not found').waitFor();
    await page.getByText(/^What to do: Read the last lines of stderr/).waitFor();
    await page.getByText(/^Decided by the executor/).waitFor();
    await page.getByRole('log').getByText('no database').waitFor();
    await page.getByRole('list').getByText('Ended', { exact: false }).first().waitFor();
    await page.getByText('No earlier run of that name is remembered.').waitFor();
    expect(await page.locator('img[src=x]').count()).toBe(0);
    const width = await page.evaluate('document.body.scrollWidth - innerWidth');
    expect(width).toBeLessThanOrEqual(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto(address(`#/tasks/${id}/never`));
    await page.getByRole('heading', { name: 'This task is not known here: never' }).waitFor();
    await page.getByText(/keeps the last 1000 tasks that ended/).waitFor();
    await page.close();
  });

  it('shows what a task said last, wherever it said it', async () => {
    const page = await browser.open(address(`#/tasks/${await frameworkOf('speaks')}/speaks`));
    await page.getByRole('heading', { name: 'Last lines of stdout' }).waitFor();
    await page.getByText('Nothing was written to stderr.').waitFor();
    await page.getByRole('log').getByText('all I have to say').waitFor();
    await page.getByRole('button', { name: 'stderr', exact: true }).click();
    await page.getByRole('heading', { name: 'Last lines of stderr' }).waitFor();
    await page.getByText('The file is empty so far.').waitFor();
    await page.close();
  });

  it('turns off what is not allowed, once it is known, and says why', async () => {
    const [{ id, name }] = (await frameworks('frameworks')) as [Framework];
    const page = await browser.open(address(`#/frameworks/${id}`));
    await page.getByText('Offers it holds now').waitFor();
    // As something in front of the master may refuse it.
    await page.route('**/master/teardown', (route) =>
      route.fulfill({ status: 403, body: 'Only operators' }),
    );
    await page.getByRole('button', { name: 'Tear down' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: 'Tear down' }).click();
    await dialog.getByRole('alert').getByText('Only operators').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('needs TEARDOWN_FRAMEWORK').waitFor();
    expect(await page.getByRole('button', { name: 'Tear down' }).isDisabled()).toBe(true);
    await page.close();
  });

  it('checks weights and quotas as they are typed, and sets what the cluster cannot keep only when told', async () => {
    const weights = JSON.stringify([{ role: 'ops', weight: 2 }]);
    expect((await fetch(address('weights'), { method: 'PUT', body: weights })).status).toBe(200);
    const page = await browser.open(address('#/roles'));
    const row = page.getByRole('row', { name: /ops/ });
    await row.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Weight').fill('-1');
    await dialog.getByText('A weight is a number above 0.').waitFor();
    await dialog.getByLabel('Weight').fill('1');
    await dialog.getByLabel('Guarantee CPUs').fill('9');
    await dialog.getByLabel('Limit CPUs').fill('3');
    await dialog.getByText('No more can be guaranteed than the limit allows.').waitFor();
    await dialog.getByLabel('Guarantee CPUs').fill('900000');
    await dialog.getByLabel('Limit CPUs').fill('900000');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByLabel('Set it anyway').check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('img', { name: /^CPUs: \d+ % of the limit/ }).waitFor();
    await page.close();
  });
});
