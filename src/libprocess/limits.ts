/**
 * The bounds of the libprocess network, in one place. Each says what happens when it is reached.
 */

/** A longer head is no message; it goes to the HTTP server, which has a bound of its own. */
export const longestMessageHeadBytes = 16 * 1024;

/**
 * Mesos builds with protobuf's default bound of 64 MiB for one message, so nobody sends more. A
 * longer body is answered 413 and the connection is closed.
 */
export const longestMessageBodyBytes = 64 * 1024 * 1024;

/** Chunk sizes, their extensions and trailers; longer lines are answered 400. */
export const longestChunkLineBytes = 1024;
export const mostTrailerLines = 32;

/**
 * Parts of messages that wait for their rest, over all connections. Whole messages in one read never
 * wait; beyond it a message is answered 503 and its connection closed, which its sender repeats.
 */
export const mostPartialBytesTogether = 512 * 1024 * 1024;

/** Above this the message that has waited longest is given up, so that 503 is hardly ever said. */
export const mostWaitingBodyBytes = (mostPartialBytesTogether / 8) * 7;

/**
 * Heads, in parts or waiting for their body, over all connections: room for every agent of a large
 * cluster at once. Beyond it those that began first are cut.
 */
export const mostHeadBytesTogether = 32 * 1024 * 1024;
/** Heads of HTTP requests are larger, and are looked at in this interval. */
export const mostHttpHeadBytesTogether = 64 * 1024 * 1024;
export const headCheckIntervalMs = 1_000;

/** A peer that stops in the middle of a message is cut after this long without a byte. */
export const stalledMessageTimeoutMs = 60_000;

/** A head is short; bytes that trickle in do not keep it open for longer than this. */
export const headTimeoutMs = 30_000;

/**
 * Of the file descriptors that the system grants, so many may be connections from others. The rest
 * is for files and for our own connections, without which nothing works. One more, and the longest
 * idle is closed; when all are in use the newcomer is.
 */
const inboundShareOfDescriptors = 0.75;
/** Of a small grant the rest would not do: the runtime, the store and the logs have some 40 open. */
const ownDescriptors = 64;
/** With fewer descriptors than that no master works. */
const leastInbound = 8;

export function mostInbound(descriptors: number): number {
  const share = Math.floor(descriptors * inboundShareOfDescriptors);
  return Math.max(Math.min(share, descriptors - ownDescriptors), leastInbound);
}

/** Unread answers to a peer; beyond it we stop reading from that peer until it reads. */
export const mostUnreadAnswerBytes = 64 * 1024;

/** Unread answers to all peers; beyond it the slowest peers are cut. */
export const mostUnreadAnswerBytesTogether = 64 * 1024 * 1024;

/** Messages waiting for a slow or connecting peer; beyond it the connection is given up. */
export const mostWaitingBytes = 128 * 1024 * 1024;

/** Messages waiting for all peers; beyond it the connections of the slowest are given up. */
export const mostWaitingBytesTogether = 512 * 1024 * 1024;

/** A host that does not answer SYN at all would otherwise hold us for two minutes. */
export const connectTimeoutMs = 10_000;

/** TCP keep-alive finds hosts that vanished without a word. */
export const keepAliveDelayMs = 30_000;

/** After a refusal we read and discard this long, so that the peer sees the answer. */
export const lingerTimeoutMs = 5_000;
