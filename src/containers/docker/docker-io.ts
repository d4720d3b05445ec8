/**
 * Input and output of Docker containers: the engine holds both, so nothing is opened here. What is
 * attached to is found where it runs.
 */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { Board } from '../io/io.ts';
import { sizeOf } from '../io/switchboards.ts';
import type { IoKeeper, Stdio, StdioRequest } from '../io/switchboards.ts';
import type { DockerLauncher } from './docker-launcher.ts';

export class DockerIo implements IoKeeper {
  /** What containers/wishes calls the ability. */
  readonly name = 'I/O switchboard';
  readonly hasTerminals = true;
  readonly #launcher: DockerLauncher;

  constructor(launcher: DockerLauncher) {
    this.#launcher = launcher;
  }

  findBoard(id: ContainerID): Board | undefined {
    return this.#launcher.findBoard(id);
  }

  /** Of a session nothing is in files. */
  async open(_id: ContainerID, { config }: StdioRequest): Promise<Result<Stdio | undefined>> {
    const { container, containerClass, isSession = false } = config;
    const terminal = container?.tty_info;
    if (terminal !== undefined) {
      const size = sizeOf(terminal);
      if (!size.ok) return size;
      const isRoot = container?.type === 'DOCKER' && containerClass !== 'debug';
      if (!isSession && !isRoot) return failure('a terminal is for tasks and for sessions');
    }
    return ok(isSession ? await nowhere() : undefined);
  }

  openLogs(): Promise<Result<undefined>> {
    return Promise.resolve(ok(undefined));
  }
}

async function nowhere(): Promise<Stdio> {
  const handle: FileHandle = await open('/dev/null', 'r+');
  return { stdin: handle, stdout: handle, stderr: handle, close: () => handle.close() };
}
