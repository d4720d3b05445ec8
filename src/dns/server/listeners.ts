/**
 * Where DNS is listened for, by UDP and TCP on one port. On all addresses means a socket for each
 * address that the machine has, and one for those to come: by UDP an answer has to come from the
 * address that was asked, and a socket for all of them leaves that to the routes.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, isIPv6, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { hostPortText } from '../../foundation/host-port.ts';
import type { Log } from '../../foundation/log.ts';
import { TcpConnections } from './tcp-connections.ts';
import type { DnsCounters } from './counters.ts';
import type { Responder } from './responder.ts';

/** Of requests that wait in the kernel; a burst is not lost while we do something else. */
const receiveBufferBytes = 4 * 1024 * 1024;

/** Answers that the kernel does not take; whoever misses one asks again. */
const mostQueuedBytes = 8 * 1024 * 1024;

export interface ListenerParts {
  readonly responder: Responder;
  readonly counters: DnsCounters;
  readonly log: Log;
}

export interface DnsListeners {
  readonly port: number;
  close(): Promise<void>;
}

/** @throws Error with a sentence for the operator */
export async function listenForDns(
  address: string,
  port: number,
  parts: ListenerParts,
): Promise<DnsListeners> {
  const connections = new TcpConnections(parts);
  const server = createServer((socket) => connections.add(socket));
  server.maxConnections = connections.most;
  try {
    server.listen({ host: address, port, ipv6Only: false });
    await once(server, 'listening');
  } catch (error) {
    throw new Error(`Failed to listen on ${hostPortText(address, port)}/tcp: ${why(error)}`);
  }
  const bound = portOf(server);
  const sockets: UdpSocket[] = [];
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.close();
    connections.close();
    server.close();
    await once(server, 'close');
  };
  try {
    for (const each of addressesOf(address)) sockets.push(await listenByUdp(each, bound, parts));
  } catch (error) {
    await close();
    throw new Error(`Failed to listen on ${hostPortText(address, bound)}/udp: ${why(error)}`);
  }
  return { port: bound, close };
}

async function listenByUdp(
  address: string,
  port: number,
  { responder, log }: ListenerParts,
): Promise<UdpSocket> {
  const socket = createSocket({
    type: isIPv6(address) ? 'udp6' : 'udp4',
    // One for all addresses, and one for each.
    reuseAddr: true,
  });
  socket.bind(port, address);
  await once(socket, 'listening');
  try {
    socket.setRecvBufferSize(receiveBufferBytes);
  } catch {
    // The kernel has its own idea of what is enough.
  }
  socket.on('error', (error) => log.warning(`UDP on ${address}: ${error.message}`));
  // Port 0 cannot be sent to; whoever asks from there does not want to know.
  socket.on('message', (bytes, from) => {
    if (from.port === 0) return;
    responder.respond(bytes, { protocol: 'udp', address: from.address }, (answer) => {
      if (socket.getSendQueueSize() > mostQueuedBytes) return;
      try {
        socket.send(answer, from.port, from.address, ignore);
      } catch (error) {
        log.verbose(1, `Cannot answer ${from.address}: ${why(error)}`);
      }
    });
  });
  return socket;
}

/** Who cannot be reached asks again. */
function ignore(): void {}

function addressesOf(address: string): readonly string[] {
  if (address !== '0.0.0.0' && address !== '::') return [address];
  const wanted = address === '::' ? ['IPv4', 'IPv6'] : ['IPv4'];
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const own = all
    .filter(({ family }) => wanted.includes(family))
    .map(({ address: ip, scopeid }) => (scopeid === undefined || scopeid === 0 ? ip : ''))
    .filter((ip) => ip !== '');
  return [...new Set([...own, address])];
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function why(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'another process uses that port';
  if (code === 'EACCES') return 'ports below 1024 need rights (root, or CAP_NET_BIND_SERVICE)';
  return message;
}
