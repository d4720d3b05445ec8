/**
 * What the steering asks of HAProxy, carried out: by a HAProxy of our own, or by files and a command
 * that reloads somebody else's.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
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
  readonly #boundFile: string;
  /** Undefined: a HAProxy of before has ports that nobody told us of. */
  #bound: ReadonlySet<string> | undefined = new Set();
  #written: ReadonlySet<string> = new Set();

  /** `boundFile`: keeps what HAProxy has bound, for who takes it over. */
  constructor(
    parts: PortParts,
    own: {
      readonly haproxy: Haproxy;
      readonly boundFile: string;
      readonly ranCommands: (tookMs: number) => void;
    },
  ) {
    super(parts);
    this.#haproxy = own.haproxy;
    this.#boundFile = own.boundFile;
    this.#ranCommands = own.ranCommands;
  }

  /** It has the ports that who started it wrote down. */
  adopted(): void {
    this.#bound = readBound(this.#boundFile);
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
    if (result.ok && this.#written.size > 0) {
      this.#bound = this.#written;
      writeFileSync(this.#boundFile, JSON.stringify([...this.#written]), { mode: 0o600 });
    } else if (result.ok) this.adopted();
    done(result);
  }
}

function readBound(path: string): ReadonlySet<string> | undefined {
  try {
    const places = JSON.parse(readFileSync(path, 'utf8')) as unknown;
    return Array.isArray(places) ? new Set(places.map(String)) : undefined;
  } catch {
    return undefined;
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
