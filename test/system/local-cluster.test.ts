/**
 * The cluster on one machine, from outside: real processes of bin/mesos-local and bin/mesos-execute
 * on free ports, as a user starts them.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Everything it said, and how it ended. */
  readonly ended: Promise<{ code: number | null; output: string; errors: string }>;
}

describe('a local cluster', () => {
  let directory: string;
  let port: number;
  let started: Running[];

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'altiplano-local-'));
    port = await findFreePorts();
    started = [];
  });

  afterEach(async () => {
    // Last started, first stopped: the cluster outlives those who wait for it.
    for (const { child, ended } of started.toReversed()) {
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });

  function start(program: string, ...args: string[]): Running {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], CI: 'true' },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, output, errors })),
    );
    const running = { child, output: () => output, ended };
    started.push(running);
    return running;
  }

  async function startCluster(...flags: string[]): Promise<Running> {
    const cluster = start('bin/mesos-local', `--work_dir=${directory}`, `--port=${port}`, ...flags);
    await said(cluster, 'Ctrl-C ends all tasks');
    return cluster;
  }

  const execute = (...args: string[]): Running =>
    start('bin/mesos-execute', `--master=127.0.0.1:${port}`, ...args);

  async function get(path: string): Promise<Record<string, unknown>> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return (await response.json()) as Record<string, unknown>;
  }

  const agentIds = async (): Promise<string[]> =>
    ((await get('/slaves'))['slaves'] as { id: string }[]).map(({ id }) => id);

  it('runs commands and pods, says so as Mesos does, and stops cleanly', async () => {
    const cluster = await startCluster('--num_slaves=2');
    expect(cluster.output()).toContain(`agent 2   http://127.0.0.1:${port + 2}`);
    expect(await agentIds()).toHaveLength(2);

    const failed = await execute(
      '--name=bad',
      '--command=echo $WORD; exit 7',
      '--env={"WORD":"hi"}',
    ).ended;
    expect(withoutIds(failed.output)).toEqual([
      'Subscribed with ID F',
      "Submitted task 'bad' to agent 'S'",
      "Received status update TASK_STARTING for task 'bad'",
      '  source: SOURCE_EXECUTOR',
      "Received status update TASK_RUNNING for task 'bad'",
      '  source: SOURCE_EXECUTOR',
      "Received status update TASK_FAILED for task 'bad'",
      "  message: 'Command exited with status 7'",
      '  source: SOURCE_EXECUTOR',
    ]);
    expect(failed.code).toBe(0);
    expect(sandboxFile(directory, 'bad', 'stdout')).toContain('hi\n');

    const killed = await execute('--name=k', '--command=sleep 1000', '--kill_after=10ms').ended;
    expect(withoutIds(killed.output)).toContain("Asked to kill task 'k' on agent 'S'");
    expect(killed.output).toContain("TASK_KILLED for task 'k'");

    const pod = await execute(
      `--task_group=${JSON.stringify({ tasks: [podTask('a'), podTask('b')] })}`,
    ).ended;
    expect(withoutIds(pod.output)[1]).toBe("Submitted task group with tasks [ a, b ] to agent 'S'");
    for (const name of ['a', 'b']) {
      expect(pod.output).toContain(`Received status update TASK_FINISHED for task '${name}'`);
    }
    expect(pod.code).toBe(0);

    await execute('--name=hello', '--command=echo hello').ended;
    expect(await printed(directory)).toBe('hello\n');

    cluster.child.kill('SIGINT');
    const { code, output, errors } = await cluster.ended;
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toContain('Stopped.');
  });

  it('brings up Marathon with an example, whatever became of the one before', async () => {
    const flags = ['--marathon', `--marathon_port=${port + 50}`];
    const first = await startCluster(...flags);
    const example = / example +(http:\S+)/.exec(first.output())?.[1];
    expect(await (await fetch(example!)).text()).toContain('Hello from');
    // The one that is left alone keeps the state and the port: the next start ends it.
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await startCluster(...flags);
    const marathon = / marathon +(http:\S+)/.exec(second.output())?.[1];
    expect(marathon).toBe(`http://127.0.0.1:${port + 50}`);
    const apps = (await (await fetch(`${marathon}/v2/apps`)).json()) as { apps: { id: string }[] };
    expect(apps.apps.map(({ id }) => id)).toEqual(['/hello']);
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  });

  it('ends what runs when it stops, and is the same cluster when it starts again', async () => {
    const first = await startCluster();
    const before = await agentIds();
    const task = execute('--name=t', '--command=sleep 1000');
    await said(task, "TASK_RUNNING for task 't'");
    expect(commandOf(first.child.pid!)).toBe('mesos-local');
    // TASK_RUNNING may be said while the shell is still on its way to becoming the task.
    await expect
      .poll(() => runningIn(directory).map(commandOf), { timeout: 30_000 })
      .toEqual(expect.arrayContaining(['mesos-container', 'sleep']));
    first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(0);
    expect(runningIn(directory)).toEqual([]);

    await startCluster();
    expect(await agentIds()).toEqual(before);
    // The framework that waited asks, and learns that its task is no more.
    expect((await task.ended).output).toContain("Received status update TASK_GONE for task 't'");
  });

  it('loses no task to kill -9', async () => {
    const first = await startCluster();
    const before = await agentIds();
    const task = execute('--name=t', '--checkpoint', '--command=sleep 6; exit 3');
    await said(task, "TASK_RUNNING for task 't'");
    first.child.kill('SIGKILL');
    await first.ended;

    await startCluster();
    expect(await agentIds()).toEqual(before);
    const { code, output } = await task.ended;
    expect(output).toContain("message: 'Command exited with status 3'");
    expect(code).toBe(0);
  });

  it('says what is in the way', async () => {
    await startCluster();
    const second = await start('bin/mesos-local', `--work_dir=${directory}`, '--port=0').ended;
    expect(second.code).toBe(1);
    expect(second.errors).toContain('is in use by another mesos-local');
    expect(second.errors).toContain('--work_dir');

    const other = join(directory, 'other');
    const third = await start('bin/mesos-local', `--work_dir=${other}`, `--port=${port}`).ended;
    expect(third.code).toBe(1);
    expect(third.errors).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}.*another process.*--port`));

    const nameless = await execute('--command=true').ended;
    expect(nameless.code).toBe(1);
    expect(nameless.errors).toContain('EXIT with status 1: Missing required option --name');
    expect(nameless.errors).toContain('Usage: mesos-execute');
  });

  it('serves frameworks made with the SDKs', async () => {
    await startCluster('--resources=cpus:1;mem:512');
    const { code, output } = await start('examples/scheduler.mjs', `127.0.0.1:${port}`).ended;
    for (let i = 1; i <= 5; i++) {
      expect(output).toContain(`task-${i} is TASK_FINISHED: HELLO, TASK-${i}`);
    }
    expect(code).toBe(0);
  });
});

function podTask(name: string): object {
  const scalar = (resource: string, value: number): object => ({
    name: resource,
    type: 'SCALAR',
    scalar: { value },
  });
  const resources = [scalar('cpus', 0.1), scalar('mem', 32)];
  return { name, task_id: { value: name }, resources, command: { value: `echo ${name}` } };
}

/** A port that is free together with the two after it. */
async function findFreePorts(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const taken = await Promise.all([first, first + 1, first + 2].map(isTaken));
    if (!taken.includes(true)) return first;
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
}

/** Resolves when the program has said it; fails when it ends without. */
async function said(running: Running, text: string): Promise<void> {
  let isOver = false;
  void running.ended.then(() => (isOver = true));
  while (!running.output().includes(text)) {
    if (isOver) {
      const { code, output, errors } = await running.ended;
      throw new Error(`Ended with ${code} before it said '${text}':\n${output}\n${errors}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Lines with the ids of this run replaced. */
function withoutIds(output: string): string[] {
  return output
    .replaceAll(/[0-9a-f-]{36}-S\d+/g, 'S')
    .replaceAll(/[0-9a-f-]{36}-\d{4}/g, 'F')
    .trimEnd()
    .split('\n');
}

function sandboxFile(directory: string, executorId: string, name: string): string {
  const path = readdirSync(directory, { recursive: true, encoding: 'utf8' }).find(
    (each) => each.includes(`/executors/${executorId}/runs/`) && each.endsWith(`/${name}`),
  );
  return readFileSync(join(directory, path!), 'utf8');
}

/** Process ids of what has the directory in its environment, as every task has its sandbox. */
function runningIn(directory: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(directory);
    } catch {
      return false;
    }
  });
}

/** What the line of README.md prints that shows a task's output. */
async function printed(directory: string): Promise<string> {
  const line = /^cat \.altiplano\/.*\/stdout$/m.exec(readFileSync(join(root, 'README.md'), 'utf8'));
  const command = line![0].replace('.altiplano', directory);
  return (await promisify(execFile)('/bin/sh', ['-c', command])).stdout;
}

/** What `ps -C` and `killall` go by. */
function commandOf(pid: string | number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
}
