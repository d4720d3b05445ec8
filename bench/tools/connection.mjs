/**
 * An HTTP client that costs next to nothing, for measurements in which it shares the processors with
 * what is measured: requests are written onto a socket as they are, and answers have no body.
 */
import net from 'node:net';

/** Asks one thing at a time, and takes what comes up to the end of a head for the answer. */
export class Connection {
  #socket;
  #address;
  #answer = '';
  #pending;

  constructor(address) {
    const [host, port] = address.split(':');
    this.#address = address;
    this.#socket = net.connect({ host, port: Number(port), noDelay: true });
    this.#socket.setEncoding('latin1').on('data', (text) => {
      this.#answer += text;
      if (!this.#answer.includes('\r\n\r\n')) return;
      const answer = this.#answer;
      this.#answer = '';
      this.#pending.resolve(answer);
    });
    this.#socket.on('error', (error) => this.#pending?.reject(error));
  }

  post(call) {
    const body = JSON.stringify(call);
    const head = `POST /api/v1 HTTP/1.1\r\nHost: ${this.#address}\r\nContent-Type: application/json`;
    this.#socket.write(`${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`, 'latin1');
    return new Promise((resolve, reject) => (this.#pending = { resolve, reject }));
  }

  close() {
    this.#socket.destroy();
  }
}
