/** One TCP or TLS connection at a time, for a session. */
import { type Socket, connect } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { ServerAddress, Session, Wire } from './core/session.ts';

export class SocketWire implements Wire {
  readonly #tls: ConnectionOptions | undefined;
  #session: Session | undefined;
  #socket: Socket | undefined;
  /** Written together at the end of the turn. */
  #isCorked = false;

  constructor(tls: ConnectionOptions | undefined) {
    this.#tls = tls;
  }

  /** Once, before anything is dialled. */
  serve(session: Session): void {
    this.#session = session;
  }

  dial({ host, port }: ServerAddress): void {
    const socket =
      this.#tls === undefined
        ? connect({ host, port, noDelay: true })
        : connectTls({ servername: host, ...this.#tls, host, port });
    this.#socket = socket;
    const isCurrent = (): boolean => this.#socket === socket;
    const opened = this.#tls === undefined ? 'connect' : 'secureConnect';
    socket.on(opened, () => isCurrent() && this.#session?.opened());
    socket.on('data', (chunk) => isCurrent() && this.#session?.received(chunk));
    socket.on('error', (error) => isCurrent() && this.#lost(error.message));
    socket.on('close', () => isCurrent() && this.#lost('the server closed the connection'));
  }

  write(bytes: Uint8Array): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    if (!this.#isCorked) {
      this.#isCorked = true;
      socket.cork();
      process.nextTick(() => {
        this.#isCorked = false;
        socket.uncork();
      });
    }
    socket.write(bytes);
  }

  hangUp(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #lost(why: string): void {
    this.hangUp();
    this.#session?.closed(why);
  }
}
