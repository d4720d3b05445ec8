/** Commands beside Docker containers, and who attaches to them and to the containers, without a daemon. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID, ContainerInfo } from '../../protocol/generated/mesos.ts';
import type {
  ContainerConfig,
  ContainerTermination,
  LaunchResult,
  Recovery,
} from '../containerizer.ts';
import type { Board, ContainerInput } from '../io/io.ts';
import { Listener } from '../io/test-support.ts';
import { until } from '../posix/test-support.ts';
import type { DockerContainerizer } from './docker-containerizer.ts';
import { dockerAgentIn } from './test-support/docker-agent.ts';
import { PretendEngine } from './test-support/pretend-engine.ts';
import type { PretendExec } from './test-support/pretend-streams.ts';

let home: string;
let engine: PretendEngine;
let agent: DockerContainerizer;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'docker-sessions-'));
  engine = new PretendEngine();
  agent = anAgent();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const id = { value: '0fd9f18c-7bbc-4dd3-9a4d-3b9f2b8a6d9e' };
/** Whom the agent need not become. */
const ownUser = userInfo().username;
const nested: ContainerID = { value: 'n', parent: id };
const terminal = { type: 'MESOS' as const, tty_info: { window_size: { rows: 20, columns: 60 } } };

function anAgent(): DockerContainerizer {
  return dockerAgentIn(home, engine);
}

function launch(who: ContainerID, more: Partial<ContainerConfig>): Promise<LaunchResult> {
  const config = { environment: {}, directory: join(home, 'box'), resources: [], ...more };
  return new Promise((resolve) => agent.launch(who, config, resolve));
}

async function task(more: Partial<ContainerInfo> = {}): Promise<void> {
  const container: ContainerInfo = { type: 'DOCKER', docker: { image: 'busybox' }, ...more };
  unwrap(await launch(id, { command: { value: 'run' }, container }));
}

async function session(more: Partial<ContainerConfig> = {}): Promise<PretendExec> {
  const own = { containerClass: 'debug', isSession: true, command: { value: 'look' } } as const;
  unwrap(await launch(nested, { ...own, ...more }));
  return onlyExec();
}

function onlyExec(): PretendExec {
  return [...engine.execs.values()].at(-1)!;
}

function endOf(who: ContainerID, of = agent): Promise<ContainerTermination | undefined> {
  return new Promise((resolve) => of.wait(who, resolve));
}

function inputOf(attached: Awaited<ReturnType<Board['attachInput']>>): ContainerInput {
  if (attached.ok) return attached.value;
  throw new Error(attached.error.text);
}

async function recover(): Promise<Recovery> {
  agent = anAgent();
  const container: ContainerInfo = { type: 'DOCKER', docker: { image: 'busybox' } };
  const known = [{ id, directory: join(home, 'box'), resources: [], hasProcess: true, container }];
  return unwrap(await new Promise<Result<Recovery>>((resolve) => agent.recover(known, resolve)));
}

describe('a session', () => {
  it('is spoken with, and its end told', async () => {
    await task();
    const exec = await session({
      command: { value: 'look', user: ownUser },
      user: ownUser,
      environment: { A: '1' },
    });
    expect(exec).toMatchObject({ user: ownUser, hasInput: true, environment: { A: '1' } });
    expect(exec.terminal).toBeUndefined();
    const board = agent.io.findBoard(nested)!;
    const listener = await new Listener().attach(board);
    exec.streams!.stdout.write('out\n');
    exec.streams!.stderr.write('err\n');
    await listener.heard('out\n');
    const input = inputOf(await board.attachInput());
    unwrap(await input.write(Buffer.from('words')));
    expect(exec.streams!.stdin.read()?.toString()).toBe('words');
    expect(await input.resize({ rows: 1, columns: 1 })).toMatchObject({ ok: false });
    await input.end();
    expect(exec.streams!.stdin.writableEnded).toBe(true);
    engine.endExec(exec, 4);
    await listener.ended();
    expect(listener.stderr).toBe('err\n');
    expect(await endOf(nested)).toEqual({ status: 4 << 8 });
    expect(readFileSync(join(home, 'box/stdout'), 'utf8')).toBe('');
  });

  it('has a terminal of the size that is asked for', async () => {
    await task();
    const exec = await session({ container: terminal });
    expect(exec.terminal).toEqual({ rows: 20, columns: 60 });
    const input = inputOf(await agent.io.findBoard(nested)!.attachInput());
    unwrap(await input.resize({ rows: 3, columns: 4 }));
    expect(engine.sizes.map((size) => size.split(' ')[1])).toEqual(['20x60', '3x4']);
    await input.end();
    expect(exec.streams!.stdin.writableEnded).toBe(false);
  });

  it('is a program with its arguments, of which the first is its name', async () => {
    await task();
    const words = ['ls', '-l', '/'];
    const exec = await session({ command: { value: 'ls', shell: false, arguments: words } });
    expect(exec.command).toEqual(words);
    const check = { containerClass: 'debug', command: { value: 'ls', shell: false } } as const;
    const own = { ...check.command, arguments: ['-l', '/'] };
    unwrap(await launch({ value: 'check', parent: id }, { ...check, command: own }));
    expect(onlyExec().command).toEqual(words);
  });

  it('does not outlive the agent', async () => {
    await task();
    await session();
    expect(await recover()).toMatchObject({ running: [id], orphans: [] });
    expect(agent.list().map((one) => one.id)).toEqual([id]);
  });

  it('is refused what only another containerizer has', async () => {
    await task();
    const container: ContainerInfo = { type: 'MESOS', hostname: 'h' };
    const refused = await launch(nested, {
      ...{ containerClass: 'debug', isSession: true, command: { value: 'x' }, container },
    });
    expect(refused).toMatchObject({ ok: false });
    expect(engine.execs.size).toBe(0);
  });
});

describe('what is nested', () => {
  const inner = { directory: '', command: { value: 'work' } };
  beforeEach(() => (inner.directory = join(home, 'box/containers/n')));

  it('runs in its own sandbox, which is in that of the container', async () => {
    await task();
    unwrap(await launch(nested, inner));
    const path = '/mnt/mesos/sandbox/containers/n';
    expect(onlyExec()).toMatchObject({
      ...{ workingDirectory: path, environment: { MESOS_SANDBOX: path } },
    });
    expect(await endOf(nested)).toEqual({ status: 0 });
    expect(readFileSync(join(inner.directory, 'stdout'), 'utf8')).toBe('checked\n');
  });

  it('outlives the agent, and its end is told by the next', async () => {
    await task();
    engine.holdsExecs = true;
    unwrap(await launch(nested, inner));
    const exec = onlyExec();
    expect(await recover()).toMatchObject({ running: [id, nested] });
    const end = endOf(nested);
    engine.endExec(exec, 5);
    expect(await end).toEqual({ status: 5 << 8 });
  });

  it('that ended while no agent was there is told of, also when the engine has forgotten it', async () => {
    await task();
    engine.execBehaviour = () => 6;
    unwrap(await launch(nested, inner));
    await endOf(nested);
    engine.execs.clear();
    expect(await recover()).toMatchObject({ running: [id], terminated: [nested] });
    expect(await endOf(nested)).toEqual({ status: 6 << 8 });
  });
});

describe('a task', () => {
  it('is listened to by anybody, and has no input without a terminal', async () => {
    await task();
    const board = agent.io.findBoard(id)!;
    const first = await new Listener().attach(board);
    const second = await new Listener().attach(board);
    for (const streams of engine.attached) streams.stdout.end('said\n');
    for (const streams of engine.attached) streams.stderr.end();
    for (const listener of [first, second]) {
      await listener.ended();
      expect(listener.stdout).toBe('said\n');
    }
    expect(await board.attachInput()).toMatchObject({
      error: { text: 'I/O switchboard server was disabled for this container' },
    });
  });

  it('with a terminal is spoken with by one at a time', async () => {
    await task({ tty_info: { window_size: { rows: 5, columns: 6 } } });
    expect(engine.only.spec).toMatchObject({
      ...{ Tty: true, OpenStdin: true, HostConfig: { ConsoleSize: [5, 6] } },
    });
    const board = agent.io.findBoard(id)!;
    const input = inputOf(await board.attachInput());
    expect(await board.attachInput()).toMatchObject({ error: { kind: 'taken' } });
    unwrap(await input.write(Buffer.from('a')));
    unwrap(await input.resize({ rows: 7, columns: 8 }));
    expect(engine.sizes.at(-1)).toBe(`${engine.only.id} 7x8`);
    input.close();
    expect(engine.attached[0]!.stdin.destroyed).toBe(true);
    expect(await board.attachInput()).toMatchObject({ ok: true });
  });

  it('is not launched with a window that no terminal has', async () => {
    const container: ContainerInfo = {
      ...{ type: 'DOCKER', docker: { image: 'busybox' } },
      tty_info: { window_size: { rows: 70_000, columns: 1 } },
    };
    const launched = await launch(id, { command: { value: 'run' }, container });
    expect(launched).toMatchObject({ error: expect.stringContaining('is too large') });
    expect(engine.containers.size).toBe(0);
    await until(() => agent.list().length === 0);
  });
});
