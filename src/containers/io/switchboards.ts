/**
 * The switchboards of one agent: which containers have one, from the launch until moments after the
 * end. A session's pipes end here, in the agent, which it does not outlive; a terminal is held by a
 * process of its own and found again by its directory (below --runtime_dir/io) after a restart.
 *
 * It is an isolator in name and hooks: a container whose terminal is lost cannot go on.
 */
import { createHash } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../foundation/clock.ts';
import type { HeldDirectory, Owner } from '../../foundation/directories/held-directory.ts';
import type { Log } from '../../foundation/log.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID, TTYInfo } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { ContainerConfig, ContainerTermination } from '../containerizer.ts';
import type { IsolatedContainer, Isolator } from '../isolators/isolator.ts';
import { mostRowsOrColumns } from './io.ts';
import type { Board, ContainerIo, WindowSize } from './io.ts';
import { findLoggerProgram, startLogger } from './logrotate/logger.ts';
import type { LogPipes } from './logrotate/logger.ts';
import { settingsOf } from './logrotate/settings.ts';
import type { LoggerSettings } from './logrotate/settings.ts';
import { openPipes } from './pipes.ts';
import { endSwitchboard, RemoteBoard } from './remote-board.ts';
import { Switchboard } from './switchboard.ts';
import { findProgram, startTerminal } from './terminal-process.ts';
import { hasTerminals } from './terminal.ts';

/** After a container's end: readers take what is left, strays that hold the output are ended. */
const lingerMs = 5_000;
const mostNameLength = 200;

/** What a container is to have as descriptors 0, 1 and 2. */
export interface Stdio {
  readonly stdin: FileHandle;
  readonly stdout: FileHandle;
  readonly stderr: FileHandle;
  /** Set when all three are one terminal, which is to be the controlling terminal of the task. */
  readonly terminal?: string;
  /** The launch is over: the container has them, or never will. */
  close(): Promise<void>;
}

export interface StdioRequest {
  readonly config: ContainerConfig;
  readonly owner: Owner | undefined;
  /** The sandbox's stdout, unless it is a session. */
  readonly log: FileHandle | undefined;
}

export interface SwitchboardsParts {
  /** --runtime_dir, absolute. */
  readonly runtimeDirectory: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Path of the program that holds terminals; absent: where it is installed. */
  readonly program?: string | undefined;
  /** Logs of containers are rotated so; absent: they are plain files. */
  readonly logger?: LoggerSettings | undefined;
  /** Path of the program that rotates them. */
  readonly loggerProgram?: string | undefined;
}

/** Who gives the containers of a containerizer their input and output. */
export interface IoKeeper extends ContainerIo, Isolator {
  /** Can it give terminals? */
  readonly hasTerminals: boolean;
  /** Undefined: it needs no switchboard, its files will do. */
  open(id: ContainerID, request: StdioRequest): Promise<Result<Stdio | undefined>>;
  /** Undefined: the files of the sandbox will do. */
  openLogs(id: ContainerID, request: LogsRequest): Promise<Result<LogPipes | undefined>>;
}

export interface LogsRequest {
  readonly config: ContainerConfig;
  readonly owner: Owner | undefined;
  readonly sandbox: HeldDirectory;
}

interface Entry {
  readonly board: Board;
  /** Ends it for good. */
  close(): Promise<void>;
  /** Of one that is a process: tells once when it has ended, and how. */
  watch?(onEnd: (end: 'over' | 'lost') => void): void;
}

export class Switchboards implements IoKeeper {
  /** What containers/wishes calls the ability. */
  readonly name = 'I/O switchboard';
  readonly #directory: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #program: string | undefined;
  readonly #logger: LoggerSettings | undefined;
  readonly #loggerProgram: string | undefined;
  readonly #entries = new Map<string, Entry>();

  constructor(parts: SwitchboardsParts) {
    const { runtimeDirectory, clock, log } = parts;
    const { program = findProgram(), loggerProgram = findLoggerProgram() } = parts;
    this.#logger = parts.logger;
    this.#loggerProgram = loggerProgram;
    this.#directory = join(runtimeDirectory, 'io');
    this.#clock = clock;
    this.#log = log;
    this.#program = program;
  }

  get hasTerminals(): boolean {
    return this.#program !== undefined && hasTerminals();
  }

  findBoard(id: ContainerID): Board | undefined {
    return this.#entries.get(containerKey(id))?.board;
  }

  async open(id: ContainerID, request: StdioRequest): Promise<Result<Stdio | undefined>> {
    const { command, container, isSession = false } = request.config;
    const terminal = container?.tty_info;
    if (terminal === undefined && !isSession) return ok(undefined);
    if (command === undefined) return failure('a terminal is for containers that have a command');
    await this.#drop(containerKey(id));
    await fs.mkdir(this.#directory, { recursive: true, mode: 0o700 });
    if (terminal !== undefined) return this.#openTerminal(id, terminal, request);
    return ok(await this.#openPipes(id, request.owner));
  }

  async openLogs(id: ContainerID, request: LogsRequest): Promise<Result<LogPipes | undefined>> {
    const { config, owner, sandbox } = request;
    const hasOutput = config.command !== undefined && config.containerClass !== 'debug';
    if (this.#logger === undefined || !hasOutput) return ok(undefined);
    const settings = settingsOf(this.#logger, config.environment);
    if (!settings.ok) return settings;
    await fs.mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const [below, program] = [this.#directory, this.#loggerProgram];
    const start = { settings: settings.value, sandbox, owner, below, program };
    return startLogger({ ...start, containerKey: containerKey(id) });
  }

  async #openPipes(id: ContainerID, owner: Owner | undefined): Promise<Stdio> {
    const { stdin, stdout, stderr, parts } = await openPipes(this.#directory, owner);
    const board = new Switchboard({ ...parts, waits: true });
    const close = (): Promise<void> => Promise.resolve(board.close());
    this.#entries.set(containerKey(id), { board, close });
    return {
      ...{ stdin, stdout, stderr },
      close: async () => {
        for (const handle of [stdin, stdout, stderr]) await handle.close();
      },
    };
  }

  async #openTerminal(
    id: ContainerID,
    terminal: TTYInfo,
    { config, owner, log }: StdioRequest,
  ): Promise<Result<Stdio>> {
    const size = sizeOf(terminal);
    if (!size.ok) return size;
    const key = containerKey(id);
    const directory = this.#pathOf(key);
    await fs.mkdir(directory, { recursive: true, mode: 0o700 });
    const request = {
      ...{ size: size.value, waits: config.isSession === true, logs: log !== undefined },
    };
    const start = { request, program: this.#program ?? '', containerKey: key, directory, log };
    const started = await startTerminal(start);
    this.#entries.set(key, this.#remoteEntry(directory));
    if (!started.ok) return started;
    const { path, release } = started.value;
    try {
      const handle = await fs.open(path, constants.O_RDWR | constants.O_NOCTTY);
      if (owner !== undefined) await handle.chown(owner.uid, owner.gid);
      const close = async (): Promise<void> => {
        await handle.close();
        release();
      };
      const three = { stdin: handle, stdout: handle, stderr: handle };
      return ok({ ...three, terminal: path, close });
    } catch (error) {
      release();
      throw error;
    }
  }

  #remoteEntry(directory: string): Entry {
    const board = new RemoteBoard(directory);
    return {
      board,
      close: async () => {
        await endSwitchboard(directory);
        await fs.rm(directory, { recursive: true, force: true });
      },
      watch: (onEnd) => void board.watch(onEnd),
    };
  }

  #pathOf(key: string): string {
    const name = key.length > mostNameLength ? createHash('sha256').update(key).digest('hex') : key;
    return join(this.#directory, name);
  }

  async #drop(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    await entry?.close();
  }

  watch({ id }: IsolatedContainer, onLimitation: (why: ContainerTermination) => void): void {
    const key = containerKey(id);
    const entry = this.#entries.get(key);
    entry?.watch?.((end) => {
      if (end === 'over' || this.#entries.get(key) !== entry) return;
      // @compat Mesos' words.
      const message = "'IOSwitchboard' exited unexpectedly";
      onLimitation({ state: 'TASK_FAILED', reason: 'REASON_IO_SWITCHBOARD_EXITED', message });
    });
  }

  /** Of sessions nothing is found: they have ended with the agent that held their pipes. */
  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    this.#recover(containers).then(
      () => done(ok(undefined)),
      (error: unknown) => done(failure((error as Error).message)),
    );
  }

  async #recover(containers: readonly IsolatedContainer[]): Promise<void> {
    const stale = new Set(await fs.readdir(this.#directory).catch(() => []));
    for (const { id } of containers) {
      const key = containerKey(id);
      const path = this.#pathOf(key);
      if (stale.delete(path.slice(this.#directory.length + 1))) {
        this.#entries.set(key, this.#remoteEntry(path));
      }
    }
    await Promise.all(
      [...stale].map(async (name) => {
        await endSwitchboard(join(this.#directory, name));
        await fs.rm(join(this.#directory, name), { recursive: true, force: true });
      }),
    );
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    const key = containerKey(id);
    const entry = this.#entries.get(key);
    if (entry !== undefined) this.#clock.after(lingerMs, () => this.#retire(key, entry));
    done(ok(undefined));
  }

  #retire(key: string, entry: Entry): void {
    // Another container of that name may have come.
    if (this.#entries.get(key) !== entry) return;
    this.#drop(key).catch((error: unknown) => {
      this.#log.warning(`Cannot clear away the terminal of ${key}: ${(error as Error).message}`);
    });
  }
}

/** Of zero rows and columns when none is asked for. */
export function sizeOf({ window_size: size }: TTYInfo): Result<WindowSize> {
  const { rows = 0, columns = 0 } = size ?? {};
  if (rows <= mostRowsOrColumns && columns <= mostRowsOrColumns) return ok({ rows, columns });
  return failure(
    `'tty_info.window_size' of ${rows} rows and ${columns} columns is too large, expecting at most ${mostRowsOrColumns} each`,
  );
}
