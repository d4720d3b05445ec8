/** How the process that holds a terminal ends, as an agent sees it that comes too late to be told. */
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unwrap } from '../../foundation/result.ts';
import { until } from '../posix/test-support.ts';
import { endSwitchboard, RemoteBoard } from './remote-board.ts';
import { startTerminal } from './terminal-process.ts';
import { bundleTerminalProgram, holderOf, removeTerminalProgram } from './test-support.ts';

let program: string;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'terminal-'));
  program = await bundleTerminalProgram();
});
afterAll(async () => {
  await endSwitchboard(directory);
  rmSync(directory, { recursive: true, force: true });
  removeTerminalProgram();
});

/** Of a terminal that somebody has open; returns what closes it, and who holds it. */
async function openTerminal(containerKey: string): Promise<{ close(): void; holder: number }> {
  const request = { size: { rows: 0, columns: 0 }, waits: false, logs: false };
  const start = { request, program, containerKey, directory, log: undefined };
  const { path, release } = unwrap(await startTerminal(start));
  const task = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  release();
  return { close: () => closeSync(task), holder: holderOf(containerKey)! };
}

function lastWord(): Promise<'over' | 'lost'> {
  return new Promise((resolve) => void new RemoteBoard(directory).watch(resolve));
}

it('tells who comes late whether it ended with its task or was lost', async () => {
  const first = await openTerminal('short');
  first.close();
  await until(() => holderOf('short') === undefined);
  expect(await lastWord()).toBe('over');

  const second = await openTerminal('killed');
  process.kill(second.holder, 'SIGKILL');
  await until(() => holderOf('killed') === undefined);
  expect(await lastWord()).toBe('lost');
  second.close();
});
