/**
 * The bounds of the HTTP server, in one place. Each says what happens when it is reached.
 */

export interface HttpLimits {
  /** Longer request heads are answered 431 and the connection is closed. */
  readonly maxHeadBytes: number;
  /** Time for a request head to arrive; slower ones are answered 408 and closed. */
  readonly headTimeoutMs: number;
  /**
   * Larger bodies are answered 413 and the connection is closed. The largest honest calls (an
   * ACCEPT with ten thousand tasks) take a few MiB.
   */
  readonly maxBodyBytes: number;
  /** All bodies being received at once; a request beyond it is answered 503. */
  readonly maxBodyBytesTogether: number;
  /**
   * In each such period a body must grow by `leastBodyBytesPerPeriod` or end; one that does not is
   * answered 408 and the connection is closed. A peer that sends a byte now and then is no better
   * than one that sends none.
   */
  readonly bodyStallTimeoutMs: number;
  readonly leastBodyBytesPerPeriod: number;
  /** A client that takes nothing of its answer for this long is cut. Event streams have a bound. */
  readonly answerStallTimeoutMs: number;
  /**
   * What all streams keep for their readers, in real bytes; beyond it the slowest reader is cut,
   * then the next. Room for several that are just below their own bound.
   */
  readonly maxStreamBytesTogether: number;
  /**
   * Answers that are written and not yet read; beyond it the slowest reader is cut, then the next.
   * Room for a dozen readers of the state of a large cluster, 40 MiB each.
   */
  readonly maxAnswerBytesTogether: number;
  /** Open at once; one more is answered 503. */
  readonly maxWebSockets: number;
  /** A larger message of a peer closes its WebSocket (1009). */
  readonly maxWebSocketMessageBytes: number;
  /** What waits for a peer to read it; beyond it the peer is cut. */
  readonly maxWebSocketQueueBytes: number;
  /** So often a peer is pinged; one that has said nothing until the next ping is cut. */
  readonly webSocketPingIntervalMs: number;
  /** When the server closes, peers have this long to say goodbye. */
  readonly webSocketCloseTimeoutMs: number;
  /** Idle connections are kept long: pools of clients race with a server that closes early. */
  readonly keepAliveTimeoutMs: number;
  /** After a refusal we read and discard this long, so that the client sees the answer. */
  readonly lingerTimeoutMs: number;
}

export const defaultHttpLimits: HttpLimits = {
  maxHeadBytes: 64 * 1024,
  headTimeoutMs: 30_000,
  maxBodyBytes: 32 * 1024 * 1024,
  maxBodyBytesTogether: 256 * 1024 * 1024,
  bodyStallTimeoutMs: 60_000,
  leastBodyBytesPerPeriod: 4 * 1024,
  answerStallTimeoutMs: 60_000,
  maxStreamBytesTogether: 128 * 1024 * 1024,
  maxAnswerBytesTogether: 512 * 1024 * 1024,
  maxWebSockets: 1_000,
  maxWebSocketMessageBytes: 1024 * 1024,
  maxWebSocketQueueBytes: 4 * 1024 * 1024,
  webSocketPingIntervalMs: 30_000,
  webSocketCloseTimeoutMs: 1_000,
  keepAliveTimeoutMs: 10 * 60_000,
  lingerTimeoutMs: 5_000,
};

/** Events queued for one subscriber; a reader that lags behind by more is cut. */
export const mostQueuedStreamBytes = 32 * 1024 * 1024;

/** Mesos compresses bodies from here on. */
export const smallestGzipBytes = 1024;
