/**
 * A pseudo-terminal. Node has no call that makes one; node-pty has, of which nothing but `open` and
 * `resize` is used here: what runs in the terminal is the launcher's business. Only the switchboard
 * process makes terminals, because the library lets child processes inherit both ends.
 */
import { closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ReadStream } from 'node:tty';
import { failure, ok } from '../../foundation/result.ts';
import type { WindowSize } from './io.ts';
import type { InputPort, SwitchboardParts } from './switchboard.ts';

/** What of node-pty is used; it has no types for it. */
interface PtyBinding {
  open(columns: number, rows: number): { master: number; slave: number; pty: string };
  resize(master: number, columns: number, rows: number): void;
}

const require = createRequire(import.meta.url);
const loader = '@lydell/node-pty/requireBinary.js';

/** Whether this machine can have terminals: the library brings binaries for the usual ones. */
export function hasTerminals(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    require.resolve(`@lydell/node-pty-${process.platform}-${process.arch}/pty.node`);
    require.resolve(loader);
    return true;
  } catch {
    return false;
  }
}

function loadBinding(): PtyBinding {
  const { requireBinary } = require(loader) as { requireBinary: (name: string) => PtyBinding };
  return requireBinary('pty.node');
}

export interface OpenedTerminal {
  /** "/dev/pts/3", for the container. */
  readonly path: string;
  readonly parts: Omit<SwitchboardParts, 'waits'>;
  /** The container has opened it, or never will: it is over when nobody has it open any more. */
  release(): void;
}

export function openTerminal({ rows, columns }: WindowSize): OpenedTerminal {
  const binding = loadBinding();
  const { master, slave, pty } = binding.open(columns, rows);
  const stream = new ReadStream(master);
  stream.on('error', () => stream.destroy()); // EIO: everybody has closed it
  let isReleased = false;
  const input: InputPort = {
    write: (data, done) => {
      if (stream.destroyed) done(new Error('the terminal is closed'));
      else stream.write(data, done);
    },
    end: () => undefined,
    resize: (size) => {
      try {
        binding.resize(master, size.columns, size.rows);
        return ok(undefined);
      } catch (error) {
        return failure(`Unable to set the window size: ${(error as Error).message}`);
      }
    },
    destroy: () => void stream.destroy(),
  };
  return {
    path: pty,
    parts: { sources: [{ name: 'stdout', stream }], input },
    release: () => {
      if (!isReleased) closeSync(slave);
      isReleased = true;
    },
  };
}
