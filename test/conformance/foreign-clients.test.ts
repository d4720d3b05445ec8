/**
 * Clients that others wrote drive our cluster: their schedulers launch tasks, their executors run
 * them, their operator library reads. Where a toolchain or a download is missing, the test says so
 * and is skipped.
 */
import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster, type Program, eventually, freePort } from '../support/cluster.ts';
import {
  type Installed,
  installMesosFramework,
  installMesosGo,
  installPymesos,
} from './foreign/install.ts';

const longestInstallMs = 400_000;
const longestRunMs = 90_000;

const cluster = new Cluster();
let master: Program;
let agent: Program;

const driver = (name: string): string => fileURLToPath(new URL(`foreign/${name}`, import.meta.url));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly output: string;
}

/** Runs a client to its end, or to the end of our patience. */
function run(command: string, args: readonly string[], env: object = {}): Promise<Outcome> {
  const child = spawn(command, args, { env: { ...process.env, ...env } });
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const impatience = setTimeout(() => child.kill('SIGKILL'), longestRunMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => {
      clearTimeout(impatience);
      resolve({ code, stdout, output });
    });
  });
}

interface Skippable {
  skip(note: string): never;
}

function directoryOf(installed: Installed | undefined, context: Skippable): string {
  if (installed === undefined) return context.skip('not installed');
  return 'missing' in installed ? context.skip(installed.missing) : installed.directory;
}

let mesosFramework: Installed | undefined;
let pymesos: Installed | undefined;
let mesosGo: Installed | undefined;

beforeAll(async () => {
  mesosFramework = installMesosFramework();
  pymesos = installPymesos();
  mesosGo = installMesosGo();
  master = await cluster.startMaster();
  // Executors inherit nothing of the agent: where Python finds pymesos has to be said.
  const environment = {
    PATH: process.env['PATH'],
    PYTHONPATH: 'directory' in pymesos ? pymesos.directory : '',
  };
  agent = await cluster.startAgent(master, {
    flags: [
      '--resources=cpus:8;mem:4096;disk:10000;ports:[31000-32000]',
      `--executor_environment_variables=${JSON.stringify(environment)}`,
    ],
  });
}, longestInstallMs);
afterAll(() => cluster.stop());

/** What the master remembers of a framework that is gone. */
async function completedTasks(name: string): Promise<readonly string[]> {
  const { completed_frameworks, frameworks } = (await master.getJson('/frameworks')) as Record<
    'completed_frameworks' | 'frameworks',
    { name: string; completed_tasks: { state: string }[] }[]
  >;
  const found = [...completed_frameworks, ...frameworks].find((one) => one.name === name);
  return found?.completed_tasks.map(({ state }) => state) ?? [];
}

describe('npm mesos-framework', () => {
  it('launches a task and sees it finish', async (context) => {
    const directory = directoryOf(mesosFramework, context);
    const env = { NODE_PATH: join(directory, 'node_modules') };
    const { output } = await run(
      process.execPath,
      [driver('mesos-framework.cjs'), String(master.port)],
      env,
    );
    expect(output).toContain('SUBSCRIBED');
    expect(output).toContain('TASK_RUNNING');
    expect(output).toContain('TASK_FINISHED');
  });
});

describe('PyPI pymesos', () => {
  it('runs tasks on its own executor', async (context) => {
    const directory = directoryOf(pymesos, context);
    const args = [master.address, driver('pymesos_executor.py'), 'python3', '3'];
    const script = driver('pymesos_scheduler.py');
    const { output } = await run('python3', [script, ...args], { PYTHONPATH: directory });
    expect(output).toContain('SUBSCRIBED');
    for (const task of ['py-0', 'py-1', 'py-2']) {
      expect(output).toContain(`${task} TASK_RUNNING`);
      expect(output).toContain(`${task} TASK_FINISHED`);
    }
    await eventually('the master remembers them', async () =>
      (await completedTasks('pymesos')).length === 3 ? true : undefined,
    );
  });

  it('reads master and agent through the operator API', async (context) => {
    const directory = directoryOf(pymesos, context);
    const args = [driver('pymesos_operator.py'), master.address, agent.address];
    const { stdout, output } = await run('python3', args, { PYTHONPATH: directory });
    expect(stdout, output).toMatch(/^\{/);
    const said = JSON.parse(stdout) as Record<string, unknown>;
    expect(JSON.stringify(said['health'])).toContain('true');
    expect(JSON.stringify(said['agents'])).toContain(`:${agent.port}`);
    expect(JSON.stringify(said['agentFlags'])).toContain('executor_environment_variables');
  });
});

describe('Go mesos-go', () => {
  it('runs tasks on its example executor, in protobuf', async (context) => {
    const directory = directoryOf(mesosGo, context);
    const tasks = 5;
    // Its exit status is 1 even when all went well.
    const { output } = await run(join(directory, 'example-scheduler'), [
      `-url=http://${master.address}/api/v1/scheduler`,
      '-codec=protobuf',
      `-user=${userInfo().username}`,
      '-name=mesos-go',
      `-tasks=${tasks}`,
      '-cpu=0.1',
      '-memory=32',
      `-server.port=${await freePort()}`,
      `-metrics.port=${await freePort()}`,
      `-executor=${join(directory, 'example-executor')}`,
      '-failoverTimeout=0s',
      '-verbose',
    ]);
    expect(output).toContain('mission accomplished');
    await eventually('the master remembers them', async () =>
      (await completedTasks('mesos-go')).filter((state) => state === 'TASK_FINISHED').length >=
      tasks
        ? true
        : undefined,
    );
  });
});
