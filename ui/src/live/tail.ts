/**
 * A file as it grows, read in pieces: from its end, or around a byte that somebody was sent to. What is
 * read goes into a ring of lines, so that a log of 20 GB costs no more than one of 20 MB. A file that
 * became shorter was begun anew: that is noted, and what was read before stays. Nobody is asked
 * while the page is hidden.
 */
import { FileFault, type FileTrouble, type Place, readPiece, sizeOf } from './files.ts';
import { bytesOf, LineRing } from './line-ring.ts';

export const pieceBytes = 64 * 1024;
/** Together with the asking itself less than 200 ms pass between a write and its sight. */
const pollMs = 120;
/** Of a file that nobody has written to for so long, on a page that nobody has touched for as long. */
const quietAfterMs = 120_000;
const quietPollMs = 1_000;
const faultPollMs = 2_000;
/** When nothing came so often, it is looked whether the file became shorter. */
const pollsBetweenSizes = 5;
/** Whoever is farther behind the end does not read what is between. */
const mostBehindBytes = 8 * 1024 * 1024;

export interface TailState {
  readonly isLoaded: boolean;
  /** What of the file is in the ring. */
  readonly from: number;
  readonly to: number;
  readonly size: number;
  /** Reading has stopped before the end, around the byte that was asked for. */
  readonly isBefore: boolean;
  readonly trouble: FileTrouble | undefined;
  readonly why: string;
}

export interface TailOptions {
  readonly agent: Place;
  readonly path: string;
  /** Around which byte; the end when absent. */
  readonly at?: number | undefined;
  readonly onChange: (state: TailState) => void;
}

export class FileTail {
  readonly ring = new LineRing();
  readonly #options: TailOptions;
  readonly #stop = new AbortController();
  #state: TailState = {
    ...{ isLoaded: false, from: 0, to: 0, size: 0, isBefore: false },
    ...{ trouble: undefined, why: '' },
  };
  #isReading = false;
  #idlePolls = 0;
  /** When something came, or somebody touched the page. */
  #livelyMs = Date.now();
  #wake: () => void = () => undefined;

  constructor(options: TailOptions) {
    this.#options = options;
    const listen = { signal: this.#stop.signal, passive: true };
    document.addEventListener('visibilitychange', () => this.#wake(), listen);
    for (const touched of ['pointermove', 'keydown', 'wheel', 'visibilitychange'] as const) {
      document.addEventListener(touched, () => (this.#livelyMs = Date.now()), listen);
    }
    void this.#run();
  }

  close(): void {
    this.#stop.abort();
    this.#wake();
  }

  /** The piece before what there is. */
  earlier(): Promise<void> {
    const { from } = this.#state;
    if (from === 0 || this.ring.isFull) return Promise.resolve();
    return this.#alone(async () => {
      const start = Math.max(0, from - pieceBytes);
      const data = await this.#read(start, from - start);
      const [text, begin] = wholeLines(data, start);
      this.ring.prepend(text, begin);
      this.#change({ from: begin });
    });
  }

  /** The piece behind what there is, when reading stopped before the end. */
  later(): Promise<void> {
    if (!this.#state.isBefore) return Promise.resolve();
    return this.#alone(async () => {
      await this.#more();
    });
  }

  /** From here on the end is followed. */
  toEnd(): Promise<void> {
    if (!this.#state.isBefore) return Promise.resolve();
    return this.#alone(async () => {
      this.ring.clear();
      await this.#begin(undefined);
    });
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      let isBehind = false;
      if (!document.hidden && !this.#isReading) {
        await this.#alone(async () => {
          if (!this.#state.isLoaded) return this.#begin(this.#options.at);
          if (this.#state.isBefore) return;
          isBehind = await this.#follow();
        });
      }
      if (!isBehind) await this.#rest();
    }
  }

  #rest(): Promise<void> {
    const isQuiet = Date.now() - this.#livelyMs > quietAfterMs || this.#state.isBefore;
    const waitMs = this.#state.trouble !== undefined ? faultPollMs : isQuiet ? quietPollMs : pollMs;
    return new Promise((resolve) => {
      this.#wake = resolve;
      // A hidden page waits until it is looked at again.
      if (!document.hidden) setTimeout(resolve, waitMs);
    });
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      await work();
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#fail(error);
    } finally {
      this.#isReading = false;
    }
  }

  async #begin(at: number | undefined): Promise<void> {
    const size = await this.#size();
    const from = Math.max(
      0,
      Math.min(at ?? size, size) - (at === undefined ? 1 : 0.5) * pieceBytes,
    );
    const data = await this.#read(from, Math.min(pieceBytes, size - from));
    const [text, begin] = wholeLines(data, from);
    this.ring.append(text, begin);
    const to = begin + bytesOf(text);
    const isBefore = at !== undefined && to < size;
    this.#change({ isLoaded: true, from: begin, to, size: Math.max(size, to), isBefore });
  }

  /** True when there is more to be read at once. */
  async #follow(): Promise<boolean> {
    const gained = await this.#more();
    if (gained >= pieceBytes / 2) return this.#leap();
    if (gained > 0) return false;
    this.#idlePolls++;
    if (this.#idlePolls % pollsBetweenSizes !== 0) return false;
    const size = await this.#size();
    if (size < this.#state.to) this.#anew(size);
    return false;
  }

  /** Over what nobody could read in time. */
  async #leap(): Promise<boolean> {
    const size = await this.#size();
    const { to } = this.#state;
    if (size - to > mostBehindBytes) {
      const next = size - pieceBytes;
      this.ring.note('skipped', next);
      this.#change({ to: next, size });
    }
    return true;
  }

  #anew(size: number): void {
    const next = size > mostBehindBytes ? size - pieceBytes : 0;
    this.ring.note('anew', next);
    // What stood before the lines that are shown is gone.
    this.#change({ from: 0, to: next, size });
  }

  /** How many bytes came. */
  async #more(): Promise<number> {
    const { to } = this.#state;
    const data = await this.#read(to, pieceBytes);
    if (data === '') {
      if (this.#state.trouble !== undefined) this.#change({});
      return 0;
    }
    const gained = bytesOf(data);
    this.ring.append(data, to);
    const size = Math.max(this.#state.size, to + gained);
    this.#change({ to: to + gained, size, isBefore: this.#state.isBefore && to + gained < size });
    this.#livelyMs = Date.now();
    return gained;
  }

  async #read(offset: number, length: number): Promise<string> {
    const { agent, path } = this.#options;
    const query = { path, offset: String(offset), length: String(length) };
    return (await readPiece(agent, query, this.#stop.signal)).data;
  }

  #size(): Promise<number> {
    return sizeOf(this.#options.agent, this.#options.path, this.#stop.signal);
  }

  #change(changes: Partial<TailState>): void {
    this.#state = { ...this.#state, trouble: undefined, why: '', ...changes };
    this.#options.onChange(this.#state);
  }

  #fail(error: unknown): void {
    const trouble = error instanceof FileFault ? error.trouble : 'unreadable';
    const why = error instanceof Error ? error.message : String(error);
    if (this.#state.trouble === trouble && this.#state.why === why) return;
    this.#state = { ...this.#state, trouble, why };
    this.#options.onChange(this.#state);
  }
}

/**
 * A piece begins anywhere: without the rest of a character, and without that of a line when another
 * one begins in it. What is left out is read with the piece before.
 */
export function wholeLines(data: string, at: number): [text: string, at: number] {
  if (at === 0) return [data, 0];
  const broken = /^\ufffd{0,3}/.exec(data)![0].length;
  const end = data.indexOf('\n');
  const start = end < 0 || end === data.length - 1 ? broken : end + 1;
  return [data.slice(start), at + bytesOf(data.slice(0, start))];
}
