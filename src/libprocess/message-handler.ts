/** What whoever listens does with a message. */
import type { Upid } from './upid.ts';

/**
 * A message has come in; false when there is no process `toId` here. `body` may be a view into a
 * larger buffer: decode it or copy it, do not keep it.
 */
export type MessageHandler = (from: Upid, toId: string, name: string, body: Uint8Array) => boolean;
