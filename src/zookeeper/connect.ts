/** A client on real sockets and real time. */
import type { ConnectionOptions } from 'node:tls';
import { type Clock, SystemClock } from '../foundation/clock.ts';
import { type Log, silentLog } from '../foundation/log.ts';
import { type Random, SystemRandom } from '../foundation/random.ts';
import { ZooKeeperClient } from './core/client.ts';
import type { Credential } from './core/handshake.ts';
import type { ServerAddress } from './core/session.ts';
import { SocketWire } from './socket-wire.ts';

export interface ConnectOptions {
  readonly servers: readonly ServerAddress[];
  readonly chroot?: string;
  /** Milliseconds; 10 s unless given. */
  readonly sessionTimeoutMs?: number;
  readonly credentials?: readonly Credential[];
  /** Given: TLS, with these options of node:tls. */
  readonly tls?: ConnectionOptions;
  readonly log?: Log;
  readonly clock?: Clock;
  readonly random?: Random;
}

const defaultSessionTimeoutMs = 10_000;

/** Returns at once; operations wait for the first server. */
export function connectToZooKeeper(options: ConnectOptions): ZooKeeperClient {
  const wire = new SocketWire(options.tls);
  const client = new ZooKeeperClient({
    clock: options.clock ?? new SystemClock(),
    random: options.random ?? new SystemRandom(),
    log: options.log ?? silentLog,
    wire,
    servers: options.servers,
    chroot: options.chroot ?? '',
    timeoutMs: options.sessionTimeoutMs ?? defaultSessionTimeoutMs,
    credentials: options.credentials ?? [],
  });
  wire.serve(client.session);
  client.session.start();
  return client;
}
