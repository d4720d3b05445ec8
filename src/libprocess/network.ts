/**
 * The network as a core is handed it: the same port for master and agent. Cores speak in messages;
 * who writes them as bytes and who carries them is the edge's affair (transport-network.ts, or the
 * simulation's network).
 */
import type { MessageType } from '../protocol/codec/message.ts';
import type { Pid } from '../protocol/ids.ts';

export interface Network {
  /** At most once, in order per pair; `fromId` is the sending process: "master", "slave(1)". */
  send<T extends object>(fromId: string, to: Pid, type: MessageType<T>, message: T): void;
  /** Keeps a connection; its loss, or failure to get one, calls `onExited` once, later. */
  link(to: Pid, onExited: () => void): { cancel(): void };
  /** Drops the connection to the peer, so that the next message dials anew. */
  disconnect(to: Pid): void;
}
