/**
 * The files that HAProxy reads, in one directory: its configuration and maps. Each takes the place of
 * the one before in one step; maps first, because the configuration names them. What was there before
 * goes to `archive/`, the youngest first.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { Configuration } from '../config/configuration.ts';

/** Of a check, beside the file that it may become: paths in it mean the same. */
const candidateSuffix = '.candidate';

export class HaproxyFiles {
  /** Of the configuration. */
  readonly path: string;
  readonly #mostArchived: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string, mostArchived: number) {
    this.path = path;
    this.#mostArchived = mostArchived;
  }

  get directory(): string {
    return dirname(this.path);
  }

  async read(): Promise<string | undefined> {
    return readFile(this.path, 'utf8').catch(() => undefined);
  }

  /** Where it was put, to be looked at by HAProxy. Maps keep their names: those of before will do. */
  async writeCandidate({ text, files }: Pick<Configuration, 'text' | 'files'>): Promise<string> {
    for (const { name } of files) {
      await writeFile(join(this.directory, name), '', { flag: 'a', mode: fileMode });
    }
    const path = `${this.path}${candidateSuffix}`;
    await writeFile(path, text, { mode: fileMode });
    return path;
  }

  /** One after the other. `archives`: what was there before is kept. */
  write(
    configuration: Pick<Configuration, 'text' | 'files'>,
    archives: boolean,
  ): Promise<Result<void>> {
    const written = this.#last.then(() => this.#write(configuration, archives));
    this.#last = written;
    return written;
  }

  async #write(
    { text, files }: Pick<Configuration, 'text' | 'files'>,
    archives: boolean,
  ): Promise<Result<void>> {
    try {
      for (const file of files) await replace(join(this.directory, file.name), file.text);
      if ((await this.read()) === text) return ok(undefined);
      if (archives) await this.#archive();
      await replace(this.path, text);
      return ok(undefined);
    } catch (error) {
      return failure(`${this.path} cannot be written: ${(error as Error).message}`);
    }
  }

  async #archive(): Promise<void> {
    const before = await this.read();
    if (before === undefined || this.#mostArchived === 0) return;
    const directory = join(this.directory, 'archive');
    await mkdir(directory, { recursive: true, mode: directoryMode });
    const place = (number: number): string => join(directory, `${basename(this.path)}.${number}`);
    await rm(place(this.#mostArchived), { force: true });
    for (let number = this.#mostArchived - 1; number >= 1; number--) {
      await rename(place(number), place(number + 1)).catch(() => undefined);
    }
    await writeFile(place(1), before, { mode: fileMode });
  }
}

/** Passwords of user lists may be in it. */
const fileMode = 0o640;
const directoryMode = 0o750;

async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  await writeFile(temporary, text, { mode: fileMode, flush: true });
  await rename(temporary, path);
}
