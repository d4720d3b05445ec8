/**
 * A core's network over real connections. Messages are written here; one that cannot be written is a
 * mistake of ours: it is logged, not sent, and everything else goes on.
 */
import type { Log } from '../foundation/log.ts';
import { remembering } from '../foundation/remembering.ts';
import { tryEncode } from '../protocol/codec/try-encode.ts';
import type { Network } from './network.ts';
import type { LibprocessTransport } from './transport.ts';
import { findUpid, type Upid } from './upid.ts';

export interface TransportNetworkOptions {
  readonly transport: LibprocessTransport;
  readonly log: Log;
  /** The UPID of one of our processes, by its id. */
  readonly self: (id: string) => Upid;
  /** Pids come as text with every message; parsing each once is enough. A flood of made-up ones
   * only empties the cache. */
  readonly mostRememberedPidBytes: number;
}

export function makeTransportNetwork(options: TransportNetworkOptions): Network {
  const { transport, log, self, mostRememberedPidBytes } = options;
  const upidOf = remembering(mostRememberedPidBytes, findUpid);
  const senderOf = remembering(mostRememberedPidBytes, self);
  return {
    send: (fromId, to, type, message) => {
      const target = upidOf(to);
      if (target === undefined) return;
      const body = tryEncode(type, message);
      if (body.ok) transport.send(senderOf(fromId), target, type.typeName, body.value);
      else log.error(`${body.error}; not sent to ${to}`);
    },
    link: (to, onExited) => {
      const target = upidOf(to);
      return target === undefined ? { cancel: () => undefined } : transport.link(target, onExited);
    },
    disconnect: (to) => {
      const target = upidOf(to);
      if (target !== undefined) transport.disconnect(target);
    },
  };
}
