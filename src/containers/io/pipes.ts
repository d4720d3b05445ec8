/**
 * Three pipes between the agent and a container. They are named pipes, because Node makes no others
 * and socket pairs would not do: programs open /dev/stdout, which fails on sockets. Their names live
 * only as long as it takes to open both ends.
 */
import { execFile } from 'node:child_process';
import { constants, open as openFile, promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Owner } from '../../foundation/directories/held-directory.ts';
import { failure } from '../../foundation/result.ts';
import type { InputPort, SwitchboardParts } from './switchboard.ts';

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;
const allNames = ['stdin', 'stdout', 'stderr'];
const execute = promisify(execFile);

export interface OpenedPipes {
  /** For the container. */
  readonly stdin: FileHandle;
  readonly stdout: FileHandle;
  readonly stderr: FileHandle;
  readonly parts: Omit<SwitchboardParts, 'waits'>;
}

type OpenPipe = (name: string, flags: number) => Promise<FileHandle>;

/**
 * Makes named pipes in a directory that is gone when `work` is done. `below`: an existing directory of
 * the agent's own. What was opened is closed when `work` throws.
 */
export async function withNamedPipes<T>(
  below: string,
  { names, owner }: { readonly names: readonly string[]; readonly owner: Owner | undefined },
  work: (open: OpenPipe, directory: string) => Promise<T>,
): Promise<T> {
  const directory = await fs.mkdtemp(join(below, 'pipes-'));
  const opened: FileHandle[] = [];
  const open: OpenPipe = async (name, flags) => {
    const handle = await fs.open(join(directory, name), flags);
    opened.push(handle);
    return handle;
  };
  try {
    await execute('mkfifo', ['-m', '600', ...names.map((name) => join(directory, name))]);
    if (owner !== undefined) {
      for (const name of names) await fs.chown(join(directory, name), owner.uid, owner.gid);
    }
    return await work(open, directory);
  } catch (error) {
    for (const handle of opened) await handle.close().catch(() => undefined);
    throw error;
  } finally {
    await fs.rm(directory, { recursive: true, force: true });
  }
}

/** Throws for I/O errors, and leaves nothing then. */
export function openPipes(below: string, owner: Owner | undefined): Promise<OpenedPipes> {
  return withNamedPipes(below, { names: allNames, owner }, async (open, directory) => {
    const sockets: Socket[] = [];
    const own = async (name: string, direction: 'read' | 'write'): Promise<Socket> => {
      const socket = await ownEnd(join(directory, name), direction);
      sockets.push(socket);
      return socket;
    };
    try {
      // The end that may not wait is opened first: without the other end an open waits.
      const first = await open('stdin', O_RDONLY | O_NONBLOCK);
      const input = await own('stdin', 'write');
      const stdin = await open('stdin', O_RDONLY);
      await first.close();
      const sources = [
        { name: 'stdout' as const, stream: await own('stdout', 'read') },
        { name: 'stderr' as const, stream: await own('stderr', 'read') },
      ];
      const stdout = await open('stdout', O_WRONLY);
      const stderr = await open('stderr', O_WRONLY);
      return { stdin, stdout, stderr, parts: { sources, input: portOf(input) } };
    } catch (error) {
      for (const socket of sockets) socket.destroy();
      throw error;
    }
  });
}

/** The descriptor is the socket's from here on. */
async function ownEnd(path: string, direction: 'read' | 'write'): Promise<Socket> {
  const isReader = direction === 'read';
  const fd = await openDescriptor(path, (isReader ? O_RDONLY : O_WRONLY) | O_NONBLOCK);
  const socket = new Socket({ fd, readable: isReader, writable: !isReader });
  socket.on('error', () => socket.destroy()); // its end is what counts
  return socket;
}

function openDescriptor(path: string, flags: number): Promise<number> {
  return new Promise((resolve, reject) => {
    openFile(path, flags, (error, fd) => (error === null ? resolve(fd) : reject(error)));
  });
}

function portOf(socket: Socket): InputPort {
  return {
    write: (data, done) => {
      if (socket.writable) socket.write(data, done);
      else done(new Error('the container has closed its input'));
    },
    end: () => void socket.end(),
    resize: () =>
      // @compat Mesos' words.
      failure('Unable to set the window size: Inappropriate ioctl for device'),
    destroy: () => void socket.destroy(),
  };
}
