/**
 * Sending: one connection per peer address, shared by all processes here that talk to it. The
 * guarantees are libprocess's own: in order per sender and address, at most once, never retried;
 * whoever needs more repeats the message until it is answered.
 */
import type { Log } from '../foundation/log.ts';
import { UnreadBudget } from '../foundation/http/index.ts';
import * as limits from './limits.ts';
import { OutboundLink } from './outbound-link.ts';
import type { Upid } from './upid.ts';

export interface Link {
  /** The owner no longer cares; `onExited` will not be called. */
  cancel(): void;
}

export interface TransportOptions {
  readonly log: Log;
  readonly mostWaitingBytes?: number;
  readonly mostWaitingBytesTogether?: number;
}

export class LibprocessTransport {
  readonly #options: TransportOptions;
  /** For the links only: what waits for all peers. */
  readonly unread: UnreadBudget;
  readonly #links = new Map<string, OutboundLink>();
  #dirty: OutboundLink[] = [];
  #isClosed = false;

  constructor(options: TransportOptions) {
    this.#options = options;
    const { mostWaitingBytesTogether = limits.mostWaitingBytesTogether } = options;
    this.unread = new UnreadBudget(mostWaitingBytesTogether);
  }

  send(from: Upid, to: Upid, name: string, body: Uint8Array): void {
    if (this.#isClosed) return;
    this.#linkTo(to).send({ from, to, name, body });
  }

  /** Somebody here wants to hear when the peer is gone. */
  isLinked(peer: Upid): boolean {
    return this.#links.get(peer.address)?.isWatched === true;
  }

  /** Keeps a connection to the peer; its loss, or failure to get one, calls `onExited` once. */
  link(to: Upid, onExited: () => void): Link {
    if (this.#isClosed) return { cancel: () => undefined };
    return { cancel: this.#linkTo(to).watch(onExited) };
  }

  /**
   * Drops the connection to an address as if the peer had closed it; the next send dials again.
   * For when the peer is known to have restarted and the old connection may be half dead.
   */
  disconnect(to: Upid): void {
    this.#links.get(to.address)?.close('reset by us');
  }

  /** We shut down: everything is dropped and nobody is told, for it is not the peers that exit. */
  close(): void {
    this.#isClosed = true;
    for (const link of [...this.#links.values()]) link.abandon();
  }

  #linkTo(to: Upid): OutboundLink {
    let link = this.#links.get(to.address);
    if (link === undefined) {
      link = new OutboundLink(to, this, this.#options);
      this.#links.set(to.address, link);
    }
    return link;
  }

  /** For the links only. */
  onDirty(link: OutboundLink): void {
    if (this.#dirty.length === 0) setImmediate(() => this.#flush());
    this.#dirty.push(link);
  }

  #flush(): void {
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const link of dirty) link.flush();
  }

  /** For the links only. */
  onClosed(link: OutboundLink, why: string, lostMessages: boolean): void {
    if (this.#links.get(link.address) === link) this.#links.delete(link.address);
    if (this.#isClosed) return;
    const lost = lostMessages ? '; messages to it are lost' : '';
    this.#options.log.info(`Connection to ${link.address} is gone: ${why}${lost}`);
  }
}
