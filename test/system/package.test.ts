/**
 * The package as its users get it: packed, installed in an empty folder without a registry, and used
 * from TypeScript. The examples are the users.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../house/sources.ts';
import { Cluster } from '../support/cluster.ts';

const tsc = join(root, 'node_modules', '.bin', 'tsc');

describe('the packed package', () => {
  let directory: string;
  let app: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'altiplano-package-'));
    app = join(directory, 'app');
    mkdirSync(app);
    run(root, 'npm', 'pack', '--silent', '--pack-destination', directory);
    const { name, version, dependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as { name: string; version: string; dependencies: Record<string, string> };
    // What it depends on comes from here, for there is no registry to ask.
    const own = (dependency: string): string => `file:${join(root, 'node_modules', dependency)}`;
    writeJson('package.json', {
      name: 'app',
      type: 'module',
      overrides: Object.fromEntries(Object.keys(dependencies).map((each) => [each, own(each)])),
    });
    const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    run(app, 'npm', 'install', '--offline', ...quiet, join(directory, `${name}-${version}.tgz`));
    writeJson('tsconfig.json', {
      compilerOptions: {
        module: 'nodenext',
        target: 'es2023',
        strict: true,
        exactOptionalPropertyTypes: true,
        types: ['node'],
        typeRoots: [join(root, 'node_modules', '@types')],
      },
      include: ['*.ts'],
    });
    for (const file of ['framework.ts', 'executor.ts']) {
      copyFileSync(join(root, 'examples', 'typescript', file), join(app, file));
    }
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  function writeJson(file: string, value: object): void {
    writeFileSync(join(app, file), JSON.stringify(value));
  }

  it('gives TypeScript the types of both SDKs', async () => {
    run(app, tsc, '-p', '.');
    const cluster = new Cluster();
    try {
      const master = await cluster.startMaster();
      await cluster.startAgent(master, { flags: ['--resources=cpus:1;mem:512'] });
      const said = run(app, process.execPath, 'framework.js', master.address);
      expect(said).toContain('typed is TASK_FINISHED: done by an executor in TypeScript');
    } finally {
      await cluster.stop();
    }
  });

  it('is enough for the line that the example gives', () => {
    const example = readFileSync(join(app, 'framework.ts'), 'utf8');
    const [, line] = /^ \*   npx tsc (.*)$/m.exec(example)!;
    const here = ['--ignoreConfig', '--typeRoots', join(root, 'node_modules', '@types')];
    run(app, tsc, ...line!.split(' '), ...here, '--noEmit');
  });

  it('refuses what the API does not have', () => {
    const lines = [
      "import { type SchedulerHandlers, Scheduler, mesos } from 'altiplano/scheduler';",
      "const framework: mesos.FrameworkInfo = { user: 'u', name: 'n' };",
      "export const state: mesos.TaskState = 'TASK_FLYING';",
      'export const handlers: SchedulerHandlers = { fly() {} };',
      "export const scheduler = new Scheduler({ master: 'm', framework, handlers: {}, log: {} });",
    ];
    writeFileSync(join(app, 'wrong.ts'), lines.join('\n'));
    const args = ['-p', '.', '--noEmit', '--pretty', 'false'];
    const { stdout } = spawnSync(tsc, args, { cwd: app, encoding: 'utf8' });
    const faults = [...stdout.matchAll(/^(\S+)\((\d+),/gm)].map(
      ([, file, line]) => `${file}:${line}`,
    );
    expect(faults).toEqual(['wrong.ts:3', 'wrong.ts:4', 'wrong.ts:5']);
  });

  it('brings programs that run', () => {
    const said = run(app, join(app, 'node_modules', '.bin', 'mesos-master'), '--version');
    expect(said).toMatch(/^mesos \d/);
  });
});

/** What it said; fails with all of it when it did not end well. */
function run(cwd: string, program: string, ...args: string[]): string {
  const ended = spawnSync(program, args, { cwd, encoding: 'utf8' });
  const all = `${ended.stdout}${ended.stderr}${ended.error?.message ?? ''}`;
  expect(ended.status, `${program} ${args.join(' ')}:\n${all}`).toBe(0);
  return ended.stdout;
}
