/** A connection that speaks HTTP, as whoever accepted it sees it: is it in use, or idle? */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export class HttpConnection {
  readonly #socket: Socket;
  readonly #onActive: () => void;
  /** Answers that are owed, event streams among them. */
  #owed = 0;
  /** Received before the head that is not complete began. */
  #readBytes = 0;

  constructor(socket: Socket, onActive: () => void) {
    this.#socket = socket;
    this.#onActive = onActive;
  }

  get isInUse(): boolean {
    return this.#owed > 0;
  }

  /** Of a request whose head is not complete. */
  get headBytes(): number {
    return this.isInUse ? 0 : this.#socket.bytesRead - this.#readBytes;
  }

  begin(response: ServerResponse): void {
    this.#owed++;
    this.#onActive();
    response.once('close', () => {
      this.#owed--;
      this.#readBytes = this.#socket.bytesRead;
      this.#onActive();
    });
  }

  /** From now on it speaks something else, until it is closed. */
  keepInUse(): void {
    this.#owed++;
    this.#onActive();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}
