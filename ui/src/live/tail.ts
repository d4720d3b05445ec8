/**
 * The end of a file that grows, and of it what the reader has come back to. Keeps a bounded window of
 * bytes: a log of 20 GB is read from its end, a piece at a time. A file that became shorter begins anew.
 */
import { type Place, readPiece, sizeOf } from './files.ts';

const pieceBytes = 64 * 1024;
const mostKeptCharacters = 4 * 1024 * 1024;
/** Ours answer at once, and nobody who reads notices less. */
const pollMs = 200;
const slowPollMs = 2_000;

export interface Tail {
  readonly text: string;
  /** Of the first byte of `text`. */
  readonly from: number;
  /** Behind the last. */
  readonly to: number;
  readonly fault: string;
  readonly isLoaded: boolean;
}

export class FileTail {
  readonly #agent: Place;
  readonly #path: string;
  readonly #onChange: (tail: Tail) => void;
  readonly #stop = new AbortController();
  #tail: Tail = { text: '', from: 0, to: 0, fault: '', isLoaded: false };
  #isReading = false;

  constructor(agent: Place, path: string, onChange: (tail: Tail) => void) {
    this.#agent = agent;
    this.#path = path;
    this.#onChange = onChange;
    void this.#run();
  }

  close(): void {
    this.#stop.abort();
  }

  /** Reads the piece before what there is. */
  async earlier(): Promise<void> {
    const { from, text, to } = this.#tail;
    if (from === 0 || this.#isReading) return;
    this.#isReading = true;
    const offset = Math.max(0, from - pieceBytes);
    try {
      const query = { path: this.#path, offset: String(offset), length: String(from - offset) };
      const piece = await readPiece(this.#agent, query, this.#stop.signal);
      this.#change({ text: piece.data + text, from: offset, to });
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isReading = false;
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      let waitMs = pollMs;
      if (!document.hidden && !this.#isReading) {
        try {
          if (!this.#tail.isLoaded) await this.#begin();
          else if (!(await this.#more())) waitMs = pollMs;
        } catch (error) {
          if (signal.aborted) return;
          this.#fail(error);
          waitMs = slowPollMs;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }

  async #begin(): Promise<void> {
    const size = await sizeOf(this.#agent, this.#path, this.#stop.signal);
    const from = Math.max(0, size - pieceBytes);
    const query = { path: this.#path, offset: String(from), length: String(pieceBytes) };
    const { data } = await readPiece(this.#agent, query, this.#stop.signal);
    this.#change({ text: data, from, to: from + byteLength(data) });
  }

  /** True when there was something new. */
  async #more(): Promise<boolean> {
    const { to, text, from } = this.#tail;
    const query = { path: this.#path, offset: String(to), length: String(pieceBytes) };
    const { data } = await readPiece(this.#agent, query, this.#stop.signal);
    if (data !== '') {
      this.#change({ text: text + data, from, to: to + byteLength(data) });
      return true;
    }
    const size = await sizeOf(this.#agent, this.#path, this.#stop.signal);
    if (size < to) await this.#begin();
    else if (this.#tail.fault !== '') this.#change({ text, from, to });
    return false;
  }

  #change({ text, from, to }: Pick<Tail, 'text' | 'from' | 'to'>): void {
    const tooMany = text.length - mostKeptCharacters;
    const dropped = tooMany > 0 ? text.slice(0, tooMany) : '';
    this.#tail = {
      text: text.slice(dropped.length),
      from: from + byteLength(dropped),
      to,
      fault: '',
      isLoaded: true,
    };
    this.#onChange(this.#tail);
  }

  #fail(error: unknown): void {
    const fault = error instanceof Error ? error.message : String(error);
    this.#tail = { ...this.#tail, fault };
    this.#onChange(this.#tail);
  }
}

const encoder = new TextEncoder();
function byteLength(text: string): number {
  return encoder.encode(text).length;
}
