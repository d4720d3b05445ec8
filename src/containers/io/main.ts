/**
 * The process that holds the terminal of one container: mesos-io-switchboard. It outlives the agent
 * that has started it, as the container does, and ends when the container's output is over.
 *
 * Argument: the terminal (JSON). Working directory: its own, with the socket `io.sock` in it.
 * Descriptors: 1 = the sandbox's stdout, or /dev/null; 3 = the agent, which is told the terminal's
 * name, and closes it when the container runs or never will.
 */
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { assert } from '../../foundation/result.ts';
import { serveConnection } from './server.ts';
import { overMark, socketName } from './remote-board.ts';
import { Switchboard } from './switchboard.ts';
import { openTerminal } from './terminal.ts';
import type { OpenedTerminal } from './terminal.ts';
import type { TerminalRequest } from './terminal-process.ts';

/** Readers have this long to take what is left when all is over. */
const drainTimeoutMs = 10_000;
/** The reader that is waited for comes with the launch; after that long its agent has died. */
const firstReaderTimeoutMs = 10_000;
const agentDescriptor = 3;

function main(): void {
  const request = JSON.parse(process.argv[2] ?? '') as TerminalRequest;
  // A signal to the agent's group or session is not meant for it.
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGPIPE'] as const) {
    process.on(signal, () => undefined);
  }
  const terminal = openTerminal(request.size);
  const board = new Switchboard({ ...terminal.parts, waits: request.waits });
  const log = request.logs ? keepLog(board) : Promise.resolve();
  serve(board, log, terminal);
}

/**
 * The file has all output, whether or not anybody is attached. A full disk costs what does not fit,
 * and not the task. Fulfilled when it has everything.
 */
function keepLog(board: Switchboard): Promise<void> {
  const file = createWriteStream('', { fd: 1 });
  return new Promise((resolve) => {
    const attached = board.addReader({
      write: (_name, data) => {
        if (!file.write(data)) attachment.hold();
      },
      end: () => void file.end(),
    });
    assert(attached.ok, 'it is the first');
    const attachment = attached.value;
    file.on('drain', () => attachment.release());
    file.on('error', () => attachment.close()).on('close', resolve);
  });
}

function serve(
  board: Switchboard,
  log: Promise<void>,
  { path, release }: Pick<OpenedTerminal, 'path' | 'release'>,
): void {
  let isLogged = false;
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => {
      connections.delete(socket);
      endWhenDone();
    });
    serveConnection(board, socket);
  });
  const endWhenDone = (): void => {
    if (board.isOver && isLogged && connections.size === 0) leave();
  };
  for (const name of [socketName, overMark]) rmSync(name, { force: true });
  const mask = process.umask(0o177);
  server.listen(socketName, () => {
    process.umask(mask);
    const agent = new Socket({ fd: agentDescriptor });
    agent.on('error', () => agent.destroy());
    agent.on('close', release).resume();
    agent.on('close', () => setTimeout(() => board.begin(), firstReaderTimeoutMs));
    agent.write(`${path}\n`);
  });
  void log.then(() => {
    isLogged = true;
    endWhenDone();
  });
  board.onOver(() => {
    setTimeout(leave, drainTimeoutMs);
    endWhenDone();
  });
}

/** An agent that comes, or that was not let in yet, sees that all went well; a name needs no room on disk. */
function leave(): never {
  try {
    renameSync(socketName, overMark);
  } catch {
    // Its directory was removed: nobody will ask.
  }
  process.exit(0);
}

main();
