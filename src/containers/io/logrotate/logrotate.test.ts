/** Rotated logs: what operators and containers may ask for, the files, and real containers. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../foundation/result.ts';
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
} from '../../posix/test-support.ts';
import { RotatingFile } from './rotating-file.ts';
import { loggerName, readLoggerFlags, settingsOf } from './settings.ts';

function modulesWith(...parameters: readonly [string, string][]): object {
  const list = parameters.map(([key, value]) => ({ key, value }));
  return { libraries: [{ modules: [{ name: loggerName, parameters: list }] }] };
}

describe('what is asked for', () => {
  it('is nothing unless the logger is named', () => {
    expect(readLoggerFlags(undefined, undefined)).toEqual({ ok: true });
    expect(readLoggerFlags('org_apache_mesos_SandboxContainerLogger', undefined)).toEqual({
      ok: true,
    });
  });

  it('is read from parameters, and from variables of a container', () => {
    const modules = modulesWith(
      ['max_stdout_size', '1MB'],
      ['logrotate_stdout_options', 'rotate 9\n'],
      ['launcher_dir', '/usr/libexec/mesos'],
    );
    const settings = unwrap(readLoggerFlags(loggerName, modules))!;
    expect(settings).toEqual({
      stdout: { mostBytes: 1024 * 1024, keeps: 9 },
      stderr: { mostBytes: 10 * 1024 * 1024, keeps: 0 },
      prefix: 'CONTAINER_LOGGER_',
    });
    const own = {
      CONTAINER_LOGGER_MAX_STDERR_SIZE: '8KB',
      CONTAINER_LOGGER_LOGROTATE_STDERR_OPTIONS: 'rotate 2',
    };
    expect(settingsOf(settings, own)).toMatchObject({
      value: { stdout: settings.stdout, stderr: { mostBytes: 8192, keeps: 2 } },
    });
  });

  it.each([
    ['other', undefined, "not 'other'"],
    [loggerName, modulesWith(['max_stdout_size', '1B']), 'at least a page'],
    [loggerName, modulesWith(['logrotate_stdout_options', 'compress']), "'rotate N' alone"],
    [loggerName, modulesWith(['nothing', '1']), "no parameter 'nothing'"],
  ])('is refused by name (%s, %j)', (logger, modules, words) => {
    expect(readLoggerFlags(logger, modules)).toMatchObject({
      error: expect.stringContaining(words) as string,
    });
  });
});

describe('a file', () => {
  const before = process.cwd();
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'rotating-'));
    process.chdir(directory);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(directory, { recursive: true });
  });
  const contents = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync('.')
        .toSorted()
        .map((name) => [name, readFileSync(name, 'latin1')]),
    );

  it('never becomes too large, and keeps as many as it may', () => {
    const file = new RotatingFile('out', { mostBytes: 4, keeps: 2 });
    for (const text of ['ab', 'c', 'de', 'fghi', 'jklmnopqr']) file.write(Buffer.from(text));
    expect(contents()).toEqual({ out: 'r', 'out.1': 'nopq', 'out.2': 'jklm' });
  });

  it('goes on with what is there, and keeps none when none are wanted', () => {
    writeFileSync('out', 'abc');
    const file = new RotatingFile('out', { mostBytes: 4, keeps: 0 });
    file.write(Buffer.from('d'));
    expect(contents()).toEqual({ out: 'abcd' });
    file.write(Buffer.from('e'));
    expect(contents()).toEqual({ out: 'e' });
  });

  it('follows no link of the task, and ends when it cannot be moved away', () => {
    writeFileSync('secret', 'x');
    symlinkSync('secret', 'out');
    new RotatingFile('out', { mostBytes: 4, keeps: 1 }).write(Buffer.from('abc'));
    expect(contents()['secret']).toBe('x');
    rmSync('out');
    mkdirSync('out.1');
    mkdirSync('out.1/full');
    const file = new RotatingFile('out', { mostBytes: 4, keeps: 1 });
    for (let i = 0; i < 10; i++) file.write(Buffer.from('abcdefg'));
    expect(readFileSync('out', 'latin1')).toBe('abcd');
  });
});

describe('a container whose logs are rotated', () => {
  let loggerProgram: string;
  beforeAll(async () => {
    makeHome();
    loggerProgram = join(home, 'mesos-logrotate-logger.mjs');
    const input = join(import.meta.dirname, 'main.ts');
    await build({ input, platform: 'node', logLevel: 'silent', output: { file: loggerProgram } });
  });
  afterAll(removeHome);

  it('has them bounded, by what it asks for itself, also when the agent has died', async () => {
    const modules = modulesWith(['logrotate_stdout_options', 'rotate 1']);
    const logger = unwrap(readLoggerFlags(loggerName, modules));
    const agent = aContainerizer(undefined, { logger, loggerProgram });
    const id = anId();
    const value = 'yes 0123456789 | head -c 100000; echo last; echo err >&2; exit 3';
    const environment = { CONTAINER_LOGGER_MAX_STDOUT_SIZE: '16KB' };
    await launch(agent, id, aConfig(id, { value }, { environment }));
    expect(await ended(agent, id)).toEqual({ status: 3 * 256 });
    const path = (name: string): string => join(sandboxOf(id), name);
    await until(() => readFileSync(path('stdout'), 'latin1').endsWith('last\n'));
    await until(() => readFileSync(path('stderr'), 'latin1') === 'err\n');
    const sizes = ['stdout', 'stdout.1'].map((name) => readFileSync(path(name)).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(16 * 1024);
    expect(existsSync(path('stdout.2'))).toBe(false);
  });

  it('is not launched when it asks for what cannot be', async () => {
    const logger = unwrap(readLoggerFlags(loggerName, undefined));
    const agent = aContainerizer(undefined, { logger, loggerProgram });
    const id = anId();
    const environment = { CONTAINER_LOGGER_MAX_STDOUT_SIZE: 'much' };
    expect(await launch(agent, id, aConfig(id, { value: 'true' }, { environment }))).toMatchObject({
      error: expect.stringContaining("'max_stdout_size' cannot be 'much'") as string,
    });
  });
});
