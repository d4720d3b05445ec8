/**
 * A client's connection to the pretend ensemble: bytes take time, links break, and a black hole
 * swallows everything without a word.
 */
import type { Clock } from '../../foundation/clock.ts';
import { type Random, randomInteger } from '../../foundation/random.ts';
import type { Session, Wire } from '../core/session.ts';
import type { Connection, PretendZooKeeper } from './service.ts';

export interface PretendWireParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly service: PretendZooKeeper;
  /** Longest way of a message, in milliseconds. */
  readonly longestDelayMs: number;
  /** How what arrives gets into the process of the client. Absent: at once. */
  readonly run?: (act: () => void) => void;
}

export class PretendWire implements Wire {
  readonly #parts: PretendWireParts;
  #session: Session | undefined;
  #link: Link | undefined;
  /** Nothing gets through, either way, and nobody hears why. */
  isBlackHole = false;
  dials = 0;

  constructor(parts: PretendWireParts) {
    this.#parts = parts;
  }

  serve(session: Session): void {
    this.#session = session;
  }

  dial(): void {
    this.dials++;
    const link = new Link(this.#parts, this, this.#session!);
    this.#link = link;
    link.open();
  }

  write(bytes: Uint8Array): void {
    this.#link?.write(bytes);
  }

  hangUp(): void {
    this.#link?.close();
    this.#link = undefined;
  }

  /** The link is cut, and both ends hear of it. */
  cut(): void {
    this.#link?.cut();
  }
}

/** Keeps the order of each direction. */
class Link {
  readonly #parts: PretendWireParts;
  readonly #wire: PretendWire;
  readonly #session: Session;
  #connection: Connection | undefined;
  #isOver = false;
  readonly #readyMs = { up: 0, down: 0 };

  constructor(parts: PretendWireParts, wire: PretendWire, session: Session) {
    this.#parts = parts;
    this.#wire = wire;
    this.#session = session;
  }

  open(): void {
    this.#later('up', () => {
      this.#connection = this.#parts.service.connect({
        received: (bytes) => this.#later('down', () => this.#session.received(bytes)),
        closed: () => this.#later('down', () => this.#lose('the server closed the connection')),
      });
      const isThere = this.#connection !== undefined;
      this.#later('down', () => (isThere ? this.#session.opened() : this.#lose('refused')));
    });
  }

  write(bytes: Uint8Array): void {
    this.#later('up', () => this.#connection?.received(bytes));
  }

  close(): void {
    this.#isOver = true;
    if (!this.#wire.isBlackHole) this.#connection?.close();
  }

  cut(): void {
    this.#connection?.close();
    const { run } = this.#parts;
    const lose = (): void => {
      if (!this.#isOver) this.#lose('cut');
    };
    if (run === undefined) lose();
    else run(lose);
  }

  #lose(why: string): void {
    this.close();
    this.#session.closed(why);
  }

  #later(way: 'up' | 'down', act: () => void): void {
    const { clock, random, longestDelayMs, run } = this.#parts;
    const now = clock.now();
    const delayMs = longestDelayMs === 0 ? 0 : randomInteger(random, longestDelayMs);
    const atMs = Math.max(this.#readyMs[way], now + delayMs);
    this.#readyMs[way] = atMs;
    const arrive = (): void => {
      if (!this.#isOver && !this.#wire.isBlackHole) act();
    };
    const isForClient = way === 'down' && run !== undefined;
    clock.after(atMs - now, isForClient ? () => run(arrive) : arrive);
  }
}
