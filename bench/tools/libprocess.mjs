/**
 * The network side of many pretend agents in one process: one port for all of them, one connection
 * to each peer, everything written in the same turn of the event loop sent as one piece.
 */
import net from 'node:net';

import { MessageParser } from '../../dist/libprocess/message-parser.js';

const accepted = Buffer.from('HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n');

/** Calls back with (process id, message name, body, sender's text form) for each message. */
export function listenForMessages(port, onMessage) {
  const server = net.createServer((socket) => {
    socket.setNoDelay(true).on('error', () => undefined);
    let count = 0;
    const parser = new MessageParser({
      onMessage(head, body) {
        count++;
        onMessage(head.toId, head.name, body, head.from);
      },
      onOther: () => socket.destroy(),
      onViolation: (_status, why) => socket.destroy(new Error(why)),
    });
    socket.on('data', (chunk) => {
      count = 0;
      parser.push(chunk);
      // Senders read and discard the answers; one write for all of them.
      if (count > 0)
        socket.write(count === 1 ? accepted : Buffer.alloc(accepted.length * count, accepted));
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server.address().port));
  });
}

/** Sends messages to "id@host:port" addresses; `onLost(address)` when a connection breaks. */
export class MessageSender {
  #connections = new Map();
  #heads = new Map();

  constructor(onLost) {
    this.onLost = onLost;
  }

  send(from, to, name, body) {
    const at = to.indexOf('@');
    const connection = this.#connect(to.slice(at + 1));
    if (connection.pieces.length === 0) setImmediate(() => connection.flush());
    connection.pieces.push(`${this.#head(from, to, name, at)}${body.length}\r\n\r\n`, body);
  }

  #head(from, to, name, at) {
    const key = `${from} ${to} ${name}`;
    let head = this.#heads.get(key);
    if (head === undefined) {
      head =
        `POST /${to.slice(0, at)}/${name} HTTP/1.1\r\nUser-Agent: libprocess/${from}\r\n` +
        `Libprocess-From: ${from}\r\nConnection: Keep-Alive\r\nHost: ${to.slice(at + 1)}\r\nContent-Length: `;
      this.#heads.set(key, head);
    }
    return head;
  }

  #connect(address) {
    let connection = this.#connections.get(address);
    if (connection !== undefined) return connection;
    const [host, port] = address.split(':');
    const socket = net.connect(Number(port), host).setNoDelay(true);
    connection = {
      pieces: [],
      flush() {
        const buffers = this.pieces.map((one) =>
          typeof one === 'string' ? Buffer.from(one, 'latin1') : one,
        );
        this.pieces = [];
        socket.write(Buffer.concat(buffers));
      },
    };
    this.#connections.set(address, connection);
    socket.resume().on('error', () => undefined);
    socket.on('close', () => {
      this.#connections.delete(address);
      this.onLost(address);
    });
    return connection;
  }
}
