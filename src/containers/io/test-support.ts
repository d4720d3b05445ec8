/** For tests: the program that holds terminals, made of the sources, because Node 20 runs no TypeScript. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'rolldown';
import { until } from '../posix/test-support.ts';
import type { Board, OutputAttachment } from './io.ts';

let directory = '';

/** Before the tests of a file; the path of the program. */
export async function bundleTerminalProgram(): Promise<string> {
  directory = mkdtempSync(join(tmpdir(), 'terminal-program-'));
  // Packages are looked for from where the program is.
  symlinkSync(
    resolve(import.meta.dirname, '../../../node_modules'),
    join(directory, 'node_modules'),
  );
  const file = join(directory, 'mesos-io-switchboard.mjs');
  await build({
    input: join(import.meta.dirname, 'main.ts'),
    platform: 'node',
    logLevel: 'silent',
    output: { file },
  });
  return file;
}

/** After them. */
export function removeTerminalProgram(): void {
  rmSync(directory, { recursive: true, force: true });
}

/** The process of that program that holds the terminal of this container; undefined when there is none. */
export function holderOf(containerKey: string): number | undefined {
  const pid = readdirSync('/proc').find((name) => {
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return words[1]?.startsWith(directory) === true && words.at(-2) === containerKey;
    } catch {
      return false;
    }
  });
  return pid === undefined ? undefined : Number(pid);
}

/** Somebody who is attached, and what was heard. */
export class Listener {
  stdout = '';
  stderr = '';
  isOver = false;
  attachment: OutputAttachment | undefined;

  async attach(board: Board | undefined, paces = true): Promise<this> {
    if (board === undefined) throw new Error('there is no switchboard');
    const attached = await board.attachOutput(this, { paces });
    if (!attached.ok) throw new Error(attached.error.text);
    this.attachment = attached.value;
    return this;
  }

  write(name: 'stdout' | 'stderr', data: Uint8Array): void {
    this[name] += Buffer.from(data).toString('latin1');
  }

  end(): void {
    this.isOver = true;
  }

  async heard(text: string): Promise<void> {
    await until(() => this.stdout.includes(text));
  }

  async ended(): Promise<this> {
    await until(() => this.isOver);
    return this;
  }
}
