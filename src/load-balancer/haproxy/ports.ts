/**
 * What the steering asks of HAProxy, carried out: by a HAProxy of our own, or by files and a command
 * that reloads somebody else's.
 */
import { execFile } from 'node:child_process';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { Configuration } from '../config/configuration.ts';
import type { HaproxyPort, Refusal } from '../steering/environment.ts';
import { checkFile, checkPorts, placeOf } from './check.ts';
import type { HaproxyFiles } from './files.ts';
import type { Haproxy } from './haproxy.ts';

interface PortParts {
  readonly files: HaproxyFiles;
  /** The program, for checks. */
  readonly command: string;
  readonly skipsValidation: boolean;
}

abstract class FilesPort implements HaproxyPort {
  protected readonly parts: PortParts;

  constructor(parts: PortParts) {
    this.parts = parts;
  }

  check(configuration: Configuration, done: (result: Result<void, Refusal>) => void): void {
    const refused = (why: string): Refusal => ({ why, lines: [], apps: [] });
    this.checked(configuration).then(done, (error: unknown) =>
      done(failure(refused((error as Error).message))),
    );
  }

  write(
    configuration: Configuration,
    what: 'all' | 'servers',
    done: (result: Result<void>) => void,
  ): void {
    void this.parts.files.write(configuration, what === 'all').then((written) => {
      if (written.ok && what === 'all') this.onWritten(configuration);
      done(written);
    });
  }

  abstract start(done: (result: Result<void>) => void): void;
  abstract reload(done: (result: Result<void>) => void): void;
  abstract run(
    commands: readonly string[],
    done: (result: Result<readonly string[]>) => void,
  ): void;

  protected onWritten(_configuration: Configuration): void {}

  protected async checked(configuration: Configuration): Promise<Result<void, Refusal>> {
    const { files, command, skipsValidation } = this.parts;
    if (skipsValidation) return ok(undefined);
    return checkFile(command, await files.writeCandidate(configuration));
  }
}

export class OwnHaproxyPort extends FilesPort {
  readonly #haproxy: Haproxy;
  readonly #ranCommands: (tookMs: number) => void;
  /** Undefined: a HAProxy of before has ports that nobody told us of. */
  #bound: ReadonlySet<string> | undefined = new Set();
  #written: ReadonlySet<string> = new Set();

  constructor(parts: PortParts, haproxy: Haproxy, ranCommands: (tookMs: number) => void) {
    super(parts);
    this.#haproxy = haproxy;
    this.#ranCommands = ranCommands;
  }

  /** It has ports, whichever. */
  adopted(): void {
    this.#bound = undefined;
  }

  /** None of its ports is taken any more. */
  ended(): void {
    this.#bound = new Set();
  }

  start(done: (result: Result<void>) => void): void {
    void this.#haproxy.start().then((result) => this.#loaded(result, done));
  }

  reload(done: (result: Result<void>) => void): void {
    void this.#haproxy.reload().then((result) => this.#loaded(result, done));
  }

  run(commands: readonly string[], done: (result: Result<readonly string[]>) => void): void {
    const startMs = performance.now();
    void this.#haproxy.run(commands).then((result) => {
      this.#ranCommands(performance.now() - startMs);
      done(result);
    });
  }

  protected override onWritten({ frontends }: Configuration): void {
    this.#written = new Set(frontends.map(placeOf));
  }

  protected override async checked(configuration: Configuration): Promise<Result<void, Refusal>> {
    const bound = this.#bound;
    if (bound !== undefined && !this.parts.skipsValidation) {
      const ports = await checkPorts(configuration.frontends, bound);
      if (!ports.ok) return ports;
    }
    return super.checked(configuration);
  }

  #loaded(result: Result<void>, done: (result: Result<void>) => void): void {
    if (result.ok) this.#bound = this.#written.size > 0 ? this.#written : undefined;
    done(result);
  }
}

const commandTimeoutMs = 120_000;

/** @compat --command: whoever runs HAProxy is told that there is something new. */
export class ForeignHaproxyPort extends FilesPort {
  readonly #reloadCommand: string | undefined;

  /** Without a command nobody is told. */
  constructor(parts: PortParts, reloadCommand: string | undefined) {
    super(parts);
    this.#reloadCommand = reloadCommand;
  }

  start(done: (result: Result<void>) => void): void {
    this.reload(done);
  }

  reload(done: (result: Result<void>) => void): void {
    if (this.#reloadCommand === undefined) {
      setImmediate(() => done(ok(undefined)));
      return;
    }
    const options = { timeout: commandTimeoutMs, killSignal: 'SIGKILL' as const };
    execFile('/bin/sh', ['-c', this.#reloadCommand], options, (error, _stdout, stderr) => {
      const why = stderr.trim() === '' ? error?.message : stderr.trim();
      done(error === null ? ok(undefined) : failure(`the command of --command failed: ${why}`));
    });
  }

  run(_commands: readonly string[], done: (result: Result<readonly string[]>) => void): void {
    setImmediate(() => done(failure('there is no runtime API')));
  }
}
