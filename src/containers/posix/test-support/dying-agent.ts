/**
 * A small Node program that plays the agent: it takes some steps with real containers and dies by
 * SIGKILL, at the end or, when told so, before its n-th step outside of its own memory (files,
 * processes, words to a task). What it left is for the next containerizer, in the test itself.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import type { ContainerID } from '../../../protocol/generated/mesos.ts';
import { containerKey } from '../../container-id.ts';
import type { ContainerConfig, KnownContainer } from '../../containerizer.ts';

export type Step =
  | readonly ['launch', ContainerID, ContainerConfig]
  /** Until the file is there. */
  | readonly ['await', string]
  /** Destroys it and waits for its end. */
  | readonly ['destroy', ContainerID]
  | readonly ['remove', ContainerID];

let programs = '';
let program = '';

/** Source text of what makes the containerizer: imports, and an expression of `runtimeDirectory`. */
export interface Making {
  readonly imports: string;
  readonly expression: string;
}

export function sourcePath(path: string): string {
  return JSON.stringify(resolve(import.meta.dirname, path));
}

const posixMaking: Making = {
  imports: `import { PosixContainerizer } from ${sourcePath('../posix-containerizer.ts')};`,
  expression: `new PosixContainerizer({ workDirectory, runtimeDirectory, isolators: [], fetcher: new Fetcher(),
    log: silentLog, tools: { session: 'wait', perl: undefined, setpriv: undefined } })`,
};

export function bundleDyingAgent(): Promise<void> {
  return bundleAgentWith(posixMaking);
}

/** Node 20 runs no TypeScript, so the pretend agent is bundled once. */
export async function bundleAgentWith(making: Making): Promise<void> {
  programs = mkdtempSync(join(tmpdir(), 'dying-agent-'));
  const entry = join(programs, 'entry.mjs');
  writeFileSync(
    entry,
    `${making.imports}
    import { Fetcher } from ${sourcePath('../../fetcher/fetcher.ts')};
    import { silentLog } from ${sourcePath('../../../foundation/log.ts')};
    import fs from 'node:fs';
    import net from 'node:net';
    import processes from 'node:child_process';
    import { Worker } from 'node:worker_threads';
    import { syncBuiltinESMExports } from 'node:module';
    const die = () => process.kill(process.pid, 'SIGKILL');
    const note = (text) => fs.appendFileSync(process.env.RUN + '.steps', text + '\\n');
    let left = Number(process.env.DIE_BEFORE);
    const counted = (work) => function (...args) {
      if (--left === 0) die();
      return work.apply(this, args);
    };
    if (left > 0) {
      for (const [name, work] of Object.entries(fs.promises)) {
        if (typeof work === 'function') fs.promises[name] = counted(work);
      }
      processes.spawn = counted(processes.spawn);
      processes.execFile = counted(processes.execFile);
      net.Socket.prototype.write = counted(net.Socket.prototype.write);
      Worker.prototype.postMessage = counted(Worker.prototype.postMessage); // starts of processes
      syncBuiltinESMExports();
    }
    const runtimeDirectory = process.env.RUN;
    const workDirectory = process.env.RUN + '/..';
    const containerizer = ${making.expression};
    setInterval(() => undefined, 1000); // an agent has sockets that keep it alive
    const soon = () => new Promise((resolve) => setTimeout(resolve, 5));
    const take = {
      launch: (id, config) => new Promise((done, fail) => containerizer.launch(id, config,
        (result) => result.ok ? done() : fail(new Error(result.error)))),
      await: async (path) => { while (!fs.existsSync(path)) await soon(); },
      destroy: (id) => new Promise((done) => {
        containerizer.wait(id, done);
        containerizer.destroy(id);
      }),
      remove: async (id) => {
        containerizer.remove(id);
        while (fs.existsSync(runtimeDirectory + '/containers/' + id.value)) await soon();
      },
    };
    for (const [kind, ...parts] of JSON.parse(process.env.STEPS)) {
      note('to ' + kind);
      await take[kind](...parts);
      note('after ' + kind);
    }
    note('end');
    die();`,
  );
  // Loaded when they are needed, which they are not.
  const external = ['basic-ftp', 'undici'];
  const bundle = await rolldown({ input: entry, platform: 'node', external });
  program = join(programs, 'agent.mjs');
  await bundle.write({ file: program, format: 'esm' });
}

export function removeDyingAgent(): void {
  rmSync(programs, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

export interface Death {
  /** Steps that were begun ("to launch") and done ("after launch"), in order; "end": all of them. */
  readonly steps: readonly string[];
  readonly signal: string | null;
}

/** Takes `steps` with `<home>/run` as the runtime directory, and is dead when this is over. */
export async function takeStepsAndDie(
  home: string,
  steps: readonly Step[],
  dieBefore = 0,
): Promise<Death> {
  const run = join(home, 'run');
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env['PATH'],
      RUN: run,
      STEPS: JSON.stringify(steps),
      DIE_BEFORE: String(dieBefore),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const signal = await new Promise<string | null>((done) => {
    child.on('exit', (_code, how) => done(how));
  });
  const noted = existsSync(`${run}.steps`) ? readFileSync(`${run}.steps`, 'utf8') : '';
  return { steps: noted.trim().split('\n'), signal };
}

export function sandboxIn(home: string, id: ContainerID): string {
  return join(home, 'sandboxes', containerKey(id));
}

export function aLaunch(
  home: string,
  id: ContainerID,
  value: string,
  more?: Partial<ContainerConfig>,
): readonly ['launch', ContainerID, ContainerConfig] {
  const config = { command: { value }, environment: {}, resources: [] };
  // As the isolator for the environment does it.
  const environment = { MESOS_SANDBOX: sandboxIn(home, id), PATH: process.env['PATH']! };
  return ['launch', id, { ...config, environment, directory: sandboxIn(home, id), ...more }];
}

/** What the agent's checkpoints would say of it. */
export function knownIn(
  home: string,
  id: ContainerID,
  more?: Partial<KnownContainer>,
): KnownContainer {
  return { id, directory: sandboxIn(home, id), resources: [], hasProcess: true, ...more };
}

/** Processes that have to do with `home`, by their environment; the test's own has not. */
export function processesOf(home: string): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(home);
      } catch {
        return false;
      }
    });
}

/** After a test, whatever became of it. */
export function killProcessesOf(home: string): void {
  for (const pid of processesOf(home)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}
