/**
 * A session with a ZooKeeper ensemble: bytes, time and connections come in, bytes and events go out.
 * It moves from server to server while its session lives, and ends when that is over.
 *
 *     connecting ─ a server knows the session ─→ connected ─ link lost, silence ─→ connecting …
 *         └────────── nobody could be reached in time, or the server says so ────→ expired
 *
 * What always holds:
 * - A session is `expired` no later than the servers could end it: the time runs from when the last
 *   message was sent that has been answered, whatever the link does. Its ephemeral nodes may then
 *   still be there for a moment, never the other way round.
 * - Operations are sent, answered and told of in the order in which they were asked for. When the
 *   link is lost, those on their way fail with CONNECTION_LOSS: they may have happened or not. Those
 *   not yet sent wait for the next server.
 * - `expired`, `refused` and `closed` are final; what is asked for afterwards fails at once.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import { hostPortText } from '../../foundation/host-port.ts';
import type { Log } from '../../foundation/log.ts';
import { type Random, randomInteger, shuffle } from '../../foundation/random.ts';
import { type ZooKeeperErrorCode, type ZooKeeperResult, zooKeeperFailure } from './errors.ts';
import {
  type Credential,
  type SessionKey,
  authRequest,
  connectRequest,
  noSession,
  pingRequest,
  readConnectAnswer,
  watchRequests,
  xids,
} from './handshake.ts';
import { JuteError, JuteReader, MessageCutter } from './jute.ts';
import { type Operation, opcodes } from './operations.ts';
import { type Request, RequestQueue, type RequestWatch, failAll, textOf } from './request-queue.ts';
import { type NodeEvent, Watches, readNodeEvent } from './watches.ts';

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** refused: the credentials are not taken. closed: as asked. */
export type SessionState = 'connecting' | 'connected' | 'expired' | 'refused' | 'closed';

/** What the session asks of the world. One connection at a time. */
export interface Wire {
  /** Answered by `opened` or `closed`. */
  dial(server: ServerAddress): void;
  write(bytes: Uint8Array): void;
  /** Nothing more is heard of this connection. */
  hangUp(): void;
}

export interface SessionParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly wire: Wire;
  /** At least one. */
  readonly servers: readonly ServerAddress[];
  /** What is asked for, in milliseconds; the ensemble has its own bounds (2 to 20 ticks). */
  readonly timeoutMs: number;
  readonly credentials: readonly Credential[];
  /** Told of every change, after the operations that it fails. */
  readonly onState: (state: SessionState) => void;
  /** With the whole path. */
  readonly onEvent: (event: NodeEvent, watches: Watches) => void;
}

/** Answers may hold many children; servers bound them likewise. */
const mostAnswerBytes = 16 * 1024 * 1024;
const longestRetryWaitMs = 1000;
const shortestDialMs = 250;

export class Session {
  readonly watches = new Watches();
  readonly #parts: SessionParts;
  readonly #servers: readonly ServerAddress[];
  #state: SessionState = 'connecting';
  #nextServer = 0;
  #key: SessionKey = noSession;
  #timeoutMs: number;
  #lastZxid = 0n;
  readonly #queue = new RequestQueue();
  #cutter = new MessageCutter(mostAnswerBytes);
  #isOpen = false;
  /** When the last message was sent that was answered; the servers count from then, or later. */
  #provenMs = 0;
  #pingSentMs: number | undefined;
  #lastSentMs = 0;
  #lastHeardMs = 0;
  /** Dialling, silence and pings; one at a time. */
  #timer: Timer | undefined;
  #expiry: Timer | undefined;
  #onClosed: (() => void) | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#timeoutMs = parts.timeoutMs;
    this.#servers = shuffle([...parts.servers], parts.random);
  }

  get state(): SessionState {
    return this.#state;
  }

  /** 0n before the first server has opened it. */
  get id(): bigint {
    return this.#key.id;
  }

  /** As agreed with the server, in milliseconds. */
  get timeoutMs(): number {
    return this.#timeoutMs;
  }

  start(): void {
    this.#dial();
  }

  /** `done` is called once, later, unless the session is over already. */
  request<T>(
    operation: Operation<T>,
    done: (result: ZooKeeperResult<T>) => void,
    watch?: RequestWatch,
  ): void {
    const over = this.#findEnd();
    if (over !== undefined) return done(zooKeeperFailure(textOf(operation), over));
    const request = this.#queue.make(operation, done, watch);
    if (request === undefined) return;
    if (this.#state === 'connected') this.#send(request);
    else this.#queue.wait(request);
  }

  /** Ends the session, so that its ephemeral nodes go at once. `done` is called once. */
  close(done: () => void): void {
    if (this.#findEnd() !== undefined) return done();
    if (this.#state !== 'connected') {
      this.#end('closed');
      return done();
    }
    this.#onClosed = done;
    const operation = { name: 'close', path: '/', opcode: opcodes.closeSession };
    const told = (): void => {
      if (this.#findEnd() === undefined) this.#end('closed');
    };
    this.request<void>({ ...operation, write: () => undefined, read: () => undefined }, told);
  }

  // What the wire tells.

  opened(): void {
    this.#isOpen = true;
    this.#cutter = new MessageCutter(mostAnswerBytes);
    this.#lastSentMs = this.#parts.clock.now();
    this.#parts.wire.write(connectRequest(this.#key, this.#lastZxid, this.#timeoutMs));
  }

  received(chunk: Uint8Array): void {
    if (!this.#isOpen) return;
    this.#lastHeardMs = this.#parts.clock.now();
    try {
      for (const message of this.#cutter.push(chunk)) {
        if (this.#state === 'connected') this.#take(message);
        else if (this.#state === 'connecting') this.#welcome(message);
        if (!this.#isOpen) return;
      }
    } catch (error) {
      if (!(error instanceof JuteError)) throw error;
      this.#lose(`it sent what makes no sense: ${error.message}`);
    }
  }

  closed(why: string): void {
    this.#lose(why);
  }

  // The life of a connection.

  #dial(): void {
    const { clock, wire } = this.#parts;
    const server = this.#servers[this.#nextServer % this.#servers.length]!;
    this.#nextServer++;
    const waitMs = Math.max(shortestDialMs, (this.#timeoutMs * 2) / 3 / this.#servers.length);
    this.#setTimer(waitMs, () => this.#lose(`no session within ${Math.round(waitMs)} ms`));
    // A dial may be answered at once.
    this.#parts.log.verbose(
      1,
      `Connecting to ZooKeeper at ${hostPortText(server.host, server.port)}`,
    );
    this.#lastHeardMs = clock.now();
    wire.dial(server);
  }

  #welcome(message: Uint8Array): void {
    const { timeoutMs, key } = readConnectAnswer(message);
    if (timeoutMs <= 0) {
      if (this.#key.id !== 0n) return this.#end('expired');
      return this.#lose('it opened no session');
    }
    this.#key = key;
    this.#timeoutMs = timeoutMs;
    this.#prove(this.#lastSentMs);
    this.#state = 'connected';
    const { wire, credentials, log } = this.#parts;
    log.verbose(1, `ZooKeeper session 0x${key.id.toString(16)}, ${timeoutMs} ms`);
    for (const credential of credentials) wire.write(authRequest(credential));
    for (const bytes of watchRequests(this.watches, this.#lastZxid)) wire.write(bytes);
    for (const request of this.#queue.takeWaiting()) this.#send(request);
    this.#scheduleCheck();
    this.#parts.onState('connected');
  }

  /** Silence is looked for, and broken, three times in a session's time. */
  #scheduleCheck(): void {
    const { clock } = this.#parts;
    const idleMs = this.#timeoutMs / 3;
    const dueMs = Math.min(this.#lastSentMs + idleMs, this.#lastHeardMs + 2 * idleMs);
    this.#setTimer(Math.max(1, dueMs - clock.now()), () => this.#check());
  }

  #check(): void {
    const now = this.#parts.clock.now();
    const idleMs = this.#timeoutMs / 3;
    if (now - this.#lastHeardMs >= 2 * idleMs) {
      return this.#lose(`silent for ${Math.round(now - this.#lastHeardMs)} ms`);
    }
    if (now - this.#lastSentMs >= idleMs) {
      this.#lastSentMs = now;
      this.#pingSentMs ??= now;
      this.#parts.wire.write(pingRequest);
    }
    this.#scheduleCheck();
  }

  #send(request: Request): void {
    request.sentMs = this.#parts.clock.now();
    this.#lastSentMs = request.sentMs;
    this.#queue.sent(request);
    this.#parts.wire.write(request.bytes);
  }

  #take(message: Uint8Array): void {
    const reader = new JuteReader(message);
    const xid = reader.int();
    const zxid = reader.long();
    const error = reader.int();
    if (zxid > this.#lastZxid) this.#lastZxid = zxid;
    if (xid === xids.ping) return this.#pinged();
    if (xid === xids.auth) {
      if (error !== 0) this.#end('refused');
      return;
    }
    if (xid === xids.event) {
      const event = readNodeEvent(reader);
      if (event !== undefined) this.#parts.onEvent(event, this.watches);
      return;
    }
    if (xid !== xids.setWatches) this.#answered(xid, error, reader);
  }

  #pinged(): void {
    if (this.#pingSentMs !== undefined) this.#prove(this.#pingSentMs);
    this.#pingSentMs = undefined;
  }

  #answered(xid: number, error: number, reader: JuteReader): void {
    const { request, result } = this.#queue.answered(xid, error, reader);
    this.#prove(request.sentMs);
    request.done(result);
  }

  /** The servers heard of us at `sentMs` or later. */
  #prove(sentMs: number): void {
    if (sentMs <= this.#provenMs) return;
    this.#provenMs = sentMs;
    if (this.#expiry === undefined) this.#watchExpiry();
  }

  /** One timer that is set anew when it comes, not at each answer. */
  #watchExpiry(): void {
    const { clock } = this.#parts;
    const leftMs = this.#provenMs + this.#timeoutMs - clock.now();
    if (leftMs <= 0) return this.#end('expired');
    this.#expiry = clock.after(leftMs, () => this.#watchExpiry());
  }

  #lose(why: string): void {
    if (this.#findEnd() !== undefined) return;
    const { log, random, onState } = this.#parts;
    const wasConnected = this.#state === 'connected';
    this.#hangUp();
    this.#state = 'connecting';
    if (wasConnected) log.warning(`Lost the connection to ZooKeeper: ${why}`);
    else log.verbose(1, `No connection to ZooKeeper: ${why}`);
    failAll(this.#queue.takeSent(), 'CONNECTION_LOSS');
    if (this.#onClosed !== undefined) return this.#end('closed');
    // All servers at once, then with rests, so that many clients do not come together.
    const isRound = this.#nextServer % this.#servers.length === 0;
    const waitMs = isRound || !wasConnected ? randomInteger(random, longestRetryWaitMs) : 0;
    if (this.#findEnd() !== undefined) return;
    this.#setTimer(this.#boundedWait(waitMs), () => this.#dial());
    if (wasConnected) onState('connecting');
  }

  /** A short session is not spent on waiting. */
  #boundedWait(waitMs: number): number {
    return Math.min(waitMs, this.#timeoutMs / 10);
  }

  #hangUp(): void {
    this.#isOpen = false;
    this.#pingSentMs = undefined;
    this.#timer?.cancel();
    this.#parts.wire.hangUp();
  }

  #end(state: 'expired' | 'refused' | 'closed'): void {
    this.#hangUp();
    this.#expiry?.cancel();
    this.#state = state;
    this.watches.clear();
    failAll([...this.#queue.takeSent(), ...this.#queue.takeWaiting()], endCodes[state]);
    this.#parts.onState(state);
    const onClosed = this.#onClosed;
    this.#onClosed = undefined;
    onClosed?.();
  }

  #findEnd(): ZooKeeperErrorCode | undefined {
    const { state } = this;
    return state === 'connecting' || state === 'connected' ? undefined : endCodes[state];
  }

  #setTimer(delayMs: number, callback: () => void): void {
    this.#timer?.cancel();
    this.#timer = this.#parts.clock.after(delayMs, callback);
  }
}

const endCodes = {
  expired: 'SESSION_EXPIRED',
  refused: 'AUTH_FAILED',
  closed: 'CLOSED',
} as const;
