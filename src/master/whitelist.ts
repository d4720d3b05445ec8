/**
 * --whitelist: a file with the names of the hosts whose agents may be offered, one a line, read again
 * every few seconds. A file that cannot be read changes nothing, and the log says so once; an empty
 * one keeps all agents from everybody, as in Mesos.
 */
import { open } from 'node:fs/promises';
import type { Clock, Timer } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';

/** @compat */
const readAgainMs = 5_000;
/** More than 100,000 names; a larger file is refused like one that cannot be read. */
const mostBytes = 8 * 1024 * 1024;

export interface WhitelistParts {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when the names are others than before. */
  readonly onChange: (hostnames: ReadonlySet<string>) => void;
}

export class Whitelist {
  readonly #parts: WhitelistParts;
  #timer: Timer | undefined;
  #text: string | undefined;
  #complaint: string | undefined;
  #isStopped = false;

  private constructor(parts: WhitelistParts) {
    this.#parts = parts;
  }

  /** Reads the file for the first time, so that no agent is offered before its name is looked up. */
  static async watch(parts: WhitelistParts): Promise<Whitelist> {
    const whitelist = new Whitelist(parts);
    await whitelist.#look();
    return whitelist;
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  async #look(): Promise<void> {
    const { path, clock, onChange } = this.#parts;
    try {
      const text = await readAtMost(path, mostBytes);
      this.#complaint = undefined;
      if (text !== this.#text && !this.#isStopped) {
        this.#text = text;
        onChange(new Set(text.split('\n').filter((name) => name !== '')));
      }
    } catch (error) {
      this.#complain((error as Error).message);
    }
    if (this.#isStopped) return;
    this.#timer = clock.after(readAgainMs, () => void this.#look());
  }

  #complain(why: string): void {
    if (why === this.#complaint) return;
    this.#complaint = why;
    const consequence =
      this.#text === undefined ? 'all agents are offered' : 'the names read before stay in force';
    this.#parts.log.error(`Cannot read --whitelist: ${why}; until it can be read, ${consequence}`);
  }
}

/** Whether the flag asks for a file at all. @compat "*" is an older word for all agents. */
export function isWhitelistGiven(path: string | undefined): path is string {
  return path !== undefined && path !== '*';
}

async function readAtMost(path: string, bytes: number): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > bytes) throw new Error(`${path} has ${size} bytes, expecting at most ${bytes}`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
