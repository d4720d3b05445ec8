/** Sessions and terminals with real containers of the launcher posix, seen from the containerizer. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../containerizer.ts';
import type { PosixContainerizer } from '../posix/posix-containerizer.ts';
import {
  aConfig,
  aContainerizer,
  anId,
  ended,
  home,
  launch,
  makeHome,
  removeHome,
  sandboxOf,
  until,
} from '../posix/test-support.ts';
import {
  bundleTerminalProgram,
  holderOf,
  Listener,
  removeTerminalProgram,
} from './test-support.ts';

let terminalProgram: string;

beforeAll(async () => {
  makeHome();
  terminalProgram = await bundleTerminalProgram();
});
afterAll(() => {
  removeHome();
  removeTerminalProgram();
});

const containerizer = (): PosixContainerizer => aContainerizer(undefined, { terminalProgram });

async function started(
  agent: PosixContainerizer,
  id: ContainerID,
  value: string,
  more: Partial<ContainerConfig> = {},
): Promise<ContainerID> {
  const launched = await launch(agent, id, aConfig(id, { value }, more));
  if (!launched.ok) throw new Error(launched.error);
  return id;
}

/** A container that sleeps, and a session in it. */
async function session(
  agent: PosixContainerizer,
  value: string,
  more: Partial<ContainerConfig> = {},
  environment: Record<string, string> = {},
): Promise<{ parent: ContainerID; id: ContainerID }> {
  const parent = await started(agent, anId(), 'sleep 1000', { environment });
  const id = { value: 'session', parent };
  const directory = sandboxOf(parent);
  const own = { directory, isSession: true, containerClass: 'debug' as const, ...more };
  await started(agent, id, value, own);
  return { parent, id };
}

async function over(agent: PosixContainerizer, id: ContainerID): Promise<void> {
  agent.destroy(id);
  await ended(agent, id);
}

const terminal = { type: 'MESOS' as const, tty_info: { window_size: { rows: 33, columns: 77 } } };

describe('a session by pipes', () => {
  it('says what it says to who is attached, nothing of it is lost, and nothing is in files', async () => {
    const agent = containerizer();
    const { parent, id } = await session(agent, 'echo out; echo err >&2; exit 7');
    const listener = await new Listener().attach(agent.io.findBoard(id));
    await listener.ended();
    expect([listener.stdout, listener.stderr]).toEqual(['out\n', 'err\n']);
    expect(await ended(agent, id)).toEqual({ status: 7 * 256 });
    expect(readFileSync(join(sandboxOf(parent), 'stdout'), 'utf8')).toBe('');
    await over(agent, parent);
  });

  it('has the environment and the sandbox of its parent, also after a restart of the agent', async () => {
    const first = containerizer();
    const variables = { A: 'of the parent', B: 'x=y' };
    const { parent, id } = await session(first, 'echo "$A|$B|$C"; pwd', {}, variables);
    const listener = await new Listener().attach(first.io.findBoard(id));
    await listener.ended();
    expect(listener.stdout).toBe(`of the parent|x=y|\n${sandboxOf(parent)}\n`);
    await ended(first, id);
    first.remove(id);

    const second = containerizer();
    const known = [{ id: parent, directory: sandboxOf(parent), resources: [], hasProcess: true }];
    await new Promise((resolve) => second.recover(known, resolve));
    const again = { value: 'again', parent };
    await started(second, again, 'echo "$A|$B|$C"', {
      ...{ directory: sandboxOf(parent), isSession: true, containerClass: 'debug' },
      environment: { C: 'own' },
    });
    const other = await new Listener().attach(second.io.findBoard(again));
    await other.ended();
    expect(other.stdout).toBe('of the parent|x=y|own\n');
    await over(second, parent);
  });

  it('reads what is written to it, to the end, and says when it reads no more', async () => {
    const agent = containerizer();
    const { parent, id } = await session(agent, 'cat; echo over; exec <&-; sleep 1000');
    const board = agent.io.findBoard(id)!;
    const listener = await new Listener().attach(board);
    const input = await board.attachInput();
    if (!input.ok) throw new Error(input.error.text);
    expect(await board.attachInput()).toEqual({
      ok: false,
      error: { kind: 'taken', text: 'Multiple input connections are not allowed' },
    });
    const large = 'x'.repeat(1_000_000);
    expect(await input.value.write(Buffer.from(large))).toEqual({ ok: true });
    await input.value.end();
    await listener.heard('over');
    expect(listener.stdout.length).toBe(large.length + 'over\n'.length);
    expect(await input.value.write(Buffer.from('more'))).toMatchObject({
      error: expect.stringContaining('Failed writing to stdin: ') as string,
    });
    expect(await input.value.resize({ rows: 1, columns: 1 })).toMatchObject({ ok: false });
    input.value.close();
    expect(await board.attachInput()).toMatchObject({ ok: true });
    await over(agent, parent);
  });

  it('can open its own output by name, and waits for a reader that holds it', async () => {
    const agent = containerizer();
    const { parent, id } = await session(agent, 'echo named >/dev/stdout; yes | head -c 3000000');
    const listener = await new Listener().attach(agent.io.findBoard(id));
    await listener.heard('named');
    listener.attachment!.hold();
    const heldAt = listener.stdout.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(listener.stdout.length).toBe(heldAt);
    listener.attachment!.release();
    await listener.ended();
    expect(listener.stdout.length).toBe(3_000_000 + 'named\n'.length);
    await over(agent, parent);
  });

  it('is found by nobody who asks for a container without one', async () => {
    const agent = containerizer();
    const id = await started(agent, anId(), 'sleep 1000');
    expect(agent.io.findBoard(id)).toBeUndefined();
    await over(agent, id);
    expect(readdirSync(join(home, 'run/io'))).toEqual([]);
  });
});

describe('a terminal', () => {
  it('is a real one of the size that was asked for, controls the task and has its output logged', async () => {
    const agent = containerizer();
    expect(agent.abilities.has('I/O switchboard')).toBe(true);
    const id = anId();
    const value = 'read go; tty; stty size; echo >/dev/tty; ps -o stat= -p $$; exit 3';
    await started(agent, id, value, { container: terminal });
    const board = agent.io.findBoard(id)!;
    const listener = await new Listener().attach(board, false);
    const input = await board.attachInput();
    if (!input.ok) throw new Error(input.error.text);
    expect(await input.value.resize({ rows: 50, columns: 100 })).toEqual({ ok: true });
    expect(await input.value.write(Buffer.from('go\n'))).toEqual({ ok: true });
    await listener.ended();
    expect(listener.stdout).toMatch(/^go\r\n\/dev\/pts\/\d+\r\n50 100\r\n\r\nSN?s\+\r\n$/);
    expect(await ended(agent, id)).toEqual({ status: 3 * 256 });
    expect(readFileSync(join(sandboxOf(id), 'stdout'), 'latin1')).toBe(listener.stdout);
  });

  it('of a session loses nothing, and has the size of its beginning', async () => {
    const agent = containerizer();
    const { parent, id } = await session(agent, 'stty size; exit 5', { container: terminal });
    const listener = await new Listener().attach(agent.io.findBoard(id));
    await listener.ended();
    expect(listener.stdout).toBe('33 77\r\n');
    expect(await ended(agent, id)).toEqual({ status: 5 * 256 });
    await over(agent, parent);
  });

  it('sends ^C to what runs in it', async () => {
    const agent = containerizer();
    const id = await started(agent, anId(), 'echo up; cat; echo never', { container: terminal });
    const board = agent.io.findBoard(id)!;
    await until(() => readFileSync(join(sandboxOf(id), 'stdout'), 'latin1').includes('up'));
    const input = await board.attachInput();
    if (!input.ok) throw new Error(input.error.text);
    const { value } = input;
    // Again and again, as people do: the shell may be between two programs when it comes.
    const press = setInterval(() => void value.write(Buffer.from('\x03')), 500);
    await value.write(Buffer.from('\x03'));
    expect(await ended(agent, id)).toEqual({ status: 2 });
    clearInterval(press);
  });

  it('outlives the agent: the next one attaches to it', async () => {
    const first = containerizer();
    const id = await started(first, anId(), 'while read x; do echo "got $x"; done', {
      container: terminal,
    });
    const second = containerizer();
    const known = [{ id, directory: sandboxOf(id), resources: [], hasProcess: true }];
    await new Promise((resolve) => second.recover(known, resolve));
    const board = second.io.findBoard(id)!;
    const listener = await new Listener().attach(board, false);
    const input = await board.attachInput();
    if (!input.ok) throw new Error(input.error.text);
    await input.value.write(Buffer.from('it\n'));
    await listener.heard('got it\r\n');
    second.destroy(id);
    expect(await ended(second, id)).toEqual({ status: 9 });
    await listener.ended();
  });

  it('that is lost ends its container, and says so', async () => {
    const agent = containerizer();
    const id = await started(agent, anId(), 'trap "" HUP; while :; do sleep 1; done', {
      container: terminal,
    });
    process.kill(holderOf(id.value)!, 'SIGKILL');
    expect(await ended(agent, id)).toMatchObject({
      state: 'TASK_FAILED',
      reason: 'REASON_IO_SWITCHBOARD_EXITED',
      message: "'IOSwitchboard' exited unexpectedly",
    });
  });

  it('is for commands only, and has sizes that a kernel can have', async () => {
    const agent = containerizer();
    const id = anId();
    const { command: _none, ...config } = aConfig(id, { value: '' }, { container: terminal });
    expect(await launch(agent, id, config)).toMatchObject({
      error: 'a terminal is for containers that have a command',
    });
    const container = {
      type: 'MESOS' as const,
      tty_info: { window_size: { rows: 70_000, columns: 1 } },
    };
    expect(await launch(agent, id, aConfig(id, { value: 'true' }, { container }))).toMatchObject({
      error: expect.stringContaining('70000 rows') as string,
    });
    expect(existsSync(join(home, 'run/io', id.value))).toBe(false);
  });
});
