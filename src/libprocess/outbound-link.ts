/**
 * Our connection to one peer address: messages go out on it, in order, and nothing but discarded
 * answers comes back. Messages of one turn leave in one write. It lives once: when it fails or
 * closes, what was queued is gone (at-most-once), whoever linked is told, and the next message to
 * that address makes a new one.
 */
import { connect, type Socket } from 'node:net';
import { ByteAccumulator } from '../foundation/byte-accumulator.ts';
import type { Unread, UnreadBudget } from '../foundation/http/index.ts';
import { appendFrame } from './frame.ts';
import * as limits from './limits.ts';
import type { Upid } from './upid.ts';

export interface LinkOwner {
  /** Shared by all links. */
  readonly unread: UnreadBudget;
  /** The link has bytes to send; the owner calls `flush` at the end of the turn. */
  onDirty(link: OutboundLink): void;
  onClosed(link: OutboundLink, why: string, lostMessages: boolean): void;
}

export class OutboundLink implements Unread {
  readonly address: string;
  readonly #owner: LinkOwner;
  readonly #socket: Socket;
  readonly #mostWaitingBytes: number;
  readonly #exitedCallbacks = new Set<() => void>();
  /** Goes out when the connection has taken what is before it: one buffer, not a queue of many. */
  readonly #waiting = new ByteAccumulator();
  #writtenBytes = 0;
  #heldBytes = 0;
  #isDirty = false;
  #isClosed = false;
  #why = 'closed by the peer';

  constructor(to: Upid, owner: LinkOwner, options: { readonly mostWaitingBytes?: number } = {}) {
    this.address = to.address;
    this.#owner = owner;
    this.#mostWaitingBytes = options.mostWaitingBytes ?? limits.mostWaitingBytes;
    this.#socket = connect({
      host: to.ip,
      port: to.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: limits.keepAliveDelayMs,
    });
    this.#listen();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.setTimeout(limits.connectTimeoutMs);
    socket.on('timeout', () => this.close(`no connection in ${limits.connectTimeoutMs} ms`));
    socket.on('connect', () => socket.setTimeout(0));
    socket.on('data', () => undefined);
    socket.on('end', () => this.close(this.#why));
    socket.on('error', (error) => this.close(error.message));
    socket.on('close', () => this.close(this.#why));
  }

  send(message: { from: Upid; to: Upid; name: string; body: Uint8Array }): void {
    if (this.#isClosed) return;
    appendFrame(this.#waiting, message);
    this.#hold();
    if (this.#isClosed) return;
    const waitingBytes = this.backlogBytes;
    if (waitingBytes > this.#mostWaitingBytes) {
      this.close(`${waitingBytes} bytes wait for it, more than ${this.#mostWaitingBytes}`);
    } else if (!this.#isDirty) {
      this.#isDirty = true;
      this.#owner.onDirty(this);
    }
  }

  flush(): void {
    this.#isDirty = false;
    if (this.#isClosed || this.#writtenBytes > 0 || this.#waiting.length === 0) return;
    const bytes = this.#waiting.take();
    this.#writtenBytes = bytes.length;
    this.#socket.write(bytes, this.#onTaken);
  }

  get isWatched(): boolean {
    return this.#exitedCallbacks.size > 0;
  }

  get backlogBytes(): number {
    return this.#waiting.length + this.#writtenBytes;
  }

  /** For the budget only. */
  cut(): void {
    this.close('too many messages wait, and it is the slowest of all peers');
  }

  readonly #onTaken = (): void => {
    this.#owner.unread.noteTaken(this, this.#writtenBytes);
    this.#writtenBytes = 0;
    this.#hold();
    this.flush();
  };

  /** Tells the budget what waits now. */
  #hold(): void {
    const { unread } = this.#owner;
    const heldBytes = this.#isClosed ? 0 : this.#waiting.capacity + this.#writtenBytes;
    const grownBytes = heldBytes - this.#heldBytes;
    this.#heldBytes = heldBytes;
    if (heldBytes > 0) unread.begin(this);
    else unread.end(this);
    if (grownBytes > 0) unread.hold(grownBytes);
    else unread.giveBack(-grownBytes);
  }

  /** `onExited` is called once when this connection is lost; the returned function forgets it. */
  watch(onExited: () => void): () => void {
    this.#exitedCallbacks.add(onExited);
    return () => void this.#exitedCallbacks.delete(onExited);
  }

  /** Closes without telling those who watch. */
  abandon(): void {
    this.#exitedCallbacks.clear();
    this.close('shutting down');
  }

  close(why: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const lostMessages = this.backlogBytes > 0;
    this.#waiting.take();
    this.#hold();
    this.#socket.destroy();
    this.#owner.onClosed(this, why, lostMessages);
    // Not from within `send`: a caller never sees its own send answered by an exit.
    setImmediate(() => this.#tellExited());
  }

  #tellExited(): void {
    const callbacks = [...this.#exitedCallbacks];
    this.#exitedCallbacks.clear();
    for (const callback of callbacks) callback();
  }
}
