/**
 * One end of a WebSocket, as handlers have it: texts and bytes go out and come in, until it is closed.
 * The frames are the business of `ws`; kept here are the bounds. What is sent waits for its reader in
 * memory, so a reader that lags behind by more than its bound, or that is the slowest when all streams
 * together hold too much, is cut. A peer that answers no ping is gone.
 */
import type { WebSocket } from 'ws';
import type { HttpLimits } from './limits.ts';
import type { Unread, UnreadBudget } from './unread.ts';

export type WebSocketMessage = string | Uint8Array;

export type WebSocketEnd = 'closed by peer' | 'reader too slow' | 'no answer' | 'closed by us';

export type WebSocketLimits = Pick<
  HttpLimits,
  'maxWebSocketQueueBytes' | 'webSocketPingIntervalMs'
>;

/** What a small message costs beyond its bytes. */
const messageCostBytes = 512;

/** RFC 6455: a server that goes down. */
const goingAway = 1001;
const normal = 1000;

export class WebSocketLink implements Unread {
  readonly #socket: WebSocket;
  readonly #limits: WebSocketLimits;
  readonly #budget: UnreadBudget;
  readonly #pinging: NodeJS.Timeout;
  readonly #closedCallbacks: ((why: WebSocketEnd) => void)[] = [];
  #onMessage: (message: WebSocketMessage) => void = () => undefined;
  #end: WebSocketEnd | undefined;
  #isGone = false;
  #heldBytes = 0;
  #isHeard = true;

  constructor(socket: WebSocket, limits: WebSocketLimits, budget: UnreadBudget) {
    this.#socket = socket;
    this.#limits = limits;
    this.#budget = budget;
    this.#pinging = setInterval(() => this.#ping(), limits.webSocketPingIntervalMs).unref();
    socket.on('message', (data: Buffer, isBinary) => {
      this.#isHeard = true;
      if (this.#end === undefined) this.#onMessage(isBinary ? data : data.toString());
    });
    socket.on('pong', () => (this.#isHeard = true));
    // `ws` closes it by itself, with the code that the fault has: 1009 for too large a message.
    socket.on('error', () => undefined);
    socket.once('close', () => this.#onClose());
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  get backlogBytes(): number {
    return this.#heldBytes;
  }

  /** False when it is closed; also when this message was one too many for its reader. */
  send(message: WebSocketMessage): boolean {
    if (this.#end !== undefined) return false;
    const bytes = typeof message === 'string' ? Buffer.byteLength(message) : message.length;
    const costBytes = bytes + messageCostBytes;
    if (this.#heldBytes + costBytes > this.#limits.maxWebSocketQueueBytes) {
      this.cut();
      return false;
    }
    this.#hold(costBytes);
    this.#socket.send(message, { binary: typeof message !== 'string' }, () =>
      this.#giveBack(costBytes),
    );
    return this.isOpen;
  }

  /** One listener: the last that was given. Messages come in turns of their own. */
  onMessage(listener: (message: WebSocketMessage) => void): void {
    this.#onMessage = listener;
  }

  /** Called once, when the connection is gone; at once when it is. */
  onClosed(callback: (why: WebSocketEnd) => void): void {
    if (this.#isGone) callback(this.#end!);
    else this.#closedCallbacks.push(callback);
  }

  /** What was sent still arrives. */
  close(): void {
    this.#closeWith(normal, '');
  }

  /** For the server that goes down. */
  leave(): void {
    this.#closeWith(goingAway, 'the server goes down');
  }

  /** Without a word: its reader is too slow for one. */
  cut(): void {
    this.#terminate('reader too slow');
  }

  /** Closed or not: the connection ends now. */
  terminate(): void {
    this.#terminate('closed by us');
  }

  #closeWith(code: number, reason: string): void {
    if (this.#end !== undefined) return;
    this.#end = 'closed by us';
    this.#socket.close(code, reason);
  }

  #ping(): void {
    if (!this.#isHeard) return this.#terminate('no answer');
    this.#isHeard = false;
    if (this.#end === undefined) this.#socket.ping();
  }

  #terminate(why: WebSocketEnd): void {
    this.#end ??= why;
    // Its end is told in a turn of its own; what it held is given back now.
    this.#giveBack(this.#heldBytes);
    this.#socket.terminate();
  }

  #hold(bytes: number): void {
    if (this.#heldBytes === 0) this.#budget.begin(this);
    this.#heldBytes += bytes;
    this.#budget.hold(bytes);
  }

  #giveBack(bytes: number): void {
    // What was cut has given back everything already.
    const given = Math.min(bytes, this.#heldBytes);
    this.#heldBytes -= given;
    this.#budget.giveBack(given);
    this.#budget.noteTaken(this, given);
    if (this.#heldBytes === 0) this.#budget.end(this);
  }

  #onClose(): void {
    clearInterval(this.#pinging);
    this.#end ??= 'closed by peer';
    this.#giveBack(this.#heldBytes);
    this.#isGone = true;
    for (const callback of this.#closedCallbacks.splice(0)) callback(this.#end);
  }
}
