/** That output is in the sandbox once, whatever happens to who copies it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { Output } from './output.ts';
import { PretendEngine } from './test-support/pretend-engine.ts';
import type { PretendDockerContainer } from './test-support/pretend-engine.ts';

let home: string;
let engine: PretendEngine;
let container: PretendDockerContainer;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'output-'));
  mkdirSync(join(home, 'sandbox'));
  engine = new PretendEngine();
  await engine.create('n', { Image: 'a', Env: [], Cmd: [], Labels: {}, HostConfig: {} });
  container = engine.only;
  await engine.start(container.id);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const log = { hasLog: true, hasTerminal: false };

function anOutput(): Output {
  return new Output({
    ...{ engine, dockerId: container.id, workDirectory: home, log: silentLog },
    ...{ directory: join(home, 'sandbox'), notePath: join(home, 'note') },
  });
}

const said = (): string => readFileSync(join(home, 'sandbox/stdout'), 'utf8');

function note(position: object): void {
  writeFileSync(join(home, 'note'), JSON.stringify({ stderr: 0, ...position }));
}

async function end(output: Output): Promise<void> {
  engine.end(container, 0);
  await output.finish();
}

it('comes behind what is in the files already', async () => {
  writeFileSync(join(home, 'sandbox/stdout'), 'fetched\n');
  const output = anOutput();
  await output.prepare();
  output.begin(log);
  engine.say(container, 'stdout', 'one\n');
  await end(output);
  expect(said()).toBe('fetched\none\n');
});

it('is taken up where the last agent noted that it had come to', async () => {
  for (const text of ['one\n', 'two\n', 'three\n']) engine.say(container, 'stdout', text);
  writeFileSync(join(home, 'sandbox/stdout'), 'one\n');
  note({ timestamp: container.logs[0]!.timestamp, count: 1, stdout: 4 });
  const output = anOutput();
  await output.resume(log);
  await end(output);
  expect(said()).toBe('one\ntwo\nthree\n');
});

it('is not there twice when the last agent died between copy and note', async () => {
  for (const text of ['one\n', 'two\n', 'three\n']) engine.say(container, 'stdout', text);
  writeFileSync(join(home, 'sandbox/stdout'), 'one\ntwo\nth');
  note({ timestamp: container.logs[0]!.timestamp, count: 1, stdout: 4 });
  const output = anOutput();
  await output.resume(log);
  await end(output);
  expect(said()).toBe('one\ntwo\nthree\n');
});

it('of one moment is told apart by how much of it was taken', async () => {
  for (const text of ['one\n', 'two\n', 'three\n']) engine.say(container, 'stdout', text);
  const [first, ...others] = container.logs;
  const same = others.map((message) => ({ ...message, timestamp: first!.timestamp }));
  container.logs.splice(0, 3, first!, ...same);
  writeFileSync(join(home, 'sandbox/stdout'), 'one\ntwo\n');
  note({ timestamp: first!.timestamp, count: 2, stdout: 8 });
  const output = anOutput();
  await output.resume(log);
  await end(output);
  expect(said()).toBe('one\ntwo\nthree\n');
});

it('goes on when the engine comes back', async () => {
  const output = anOutput();
  await output.prepare();
  output.begin(log);
  engine.say(container, 'stdout', 'one\n');
  while (said() !== 'one\n') await new Promise((resolve) => setImmediate(resolve));
  engine.isAway = true;
  engine.changed();
  await new Promise((resolve) => setImmediate(resolve));
  engine.isAway = false;
  engine.say(container, 'stdout', 'two\n');
  await end(output);
  expect(said()).toBe('one\ntwo\n');
});

it('of a container without a log is taken while it comes', async () => {
  const output = anOutput();
  await output.prepare();
  await new Promise<void>((resolve) =>
    output.begin({ hasLog: false, hasTerminal: false }, resolve),
  );
  engine.say(container, 'stdout', 'one\n');
  await end(output);
  expect(said()).toBe('one\n');
});
