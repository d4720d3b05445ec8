/**
 * A scheduler's side of the v1 HTTP API, cheap enough to measure a master on the same machine:
 * calls are pipelined on a few connections, those of one turn of the event loop in one write.
 */
import http from 'node:http';
import net from 'node:net';

import { Call, Event } from '../../dist/protocol/generated/scheduler.js';
import { RecordDecoder } from '../../dist/protocol/recordio.js';

const path = '/api/v1/scheduler';

/** One connection that posts and reads answers as they come; only refusals are looked at. */
class CallConnection {
  #pieces = [];
  #rest = '';

  constructor(address, onRefused) {
    const [host, port] = address.split(':');
    this.onRefused = onRefused;
    this.socket = net.connect(Number(port), host).setNoDelay(true);
    this.socket.on('error', (error) => onRefused(0, error.message));
    this.socket.on('data', (chunk) => this.#read(chunk.toString('latin1')));
  }

  write(head, body) {
    if (this.#pieces.length === 0) setImmediate(() => this.#flush());
    this.#pieces.push(Buffer.from(head, 'latin1'), body);
  }

  #flush() {
    this.socket.write(Buffer.concat(this.#pieces));
    this.#pieces = [];
  }

  #read(text) {
    this.#rest += text;
    for (;;) {
      const end = this.#rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = this.#rest.slice(0, end);
      const length = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      if (this.#rest.length < end + 4 + length) return;
      const status = Number(head.slice(9, 12));
      if (status !== 202) this.onRefused(status, this.#rest.slice(end + 4, end + 4 + length));
      this.#rest = this.#rest.slice(end + 4 + length);
    }
  }
}

export class SchedulerClient {
  #connections;
  #next = 0;
  #head;

  /** `handlers` has a function for each type of event, by its name, and `refused(status, text)`. */
  constructor({ address, isJson = false, connections = 4, handlers }) {
    this.address = address;
    this.isJson = isJson;
    this.handlers = handlers;
    this.#connections = Array.from(
      { length: connections },
      () => new CallConnection(address, (status, text) => handlers.refused?.(status, text)),
    );
  }

  get #mediaType() {
    return this.isJson ? 'application/json' : 'application/x-protobuf';
  }

  #encode(call) {
    return this.isJson ? Buffer.from(Call.toJson(call)) : Call.encode(call);
  }

  /** Sends a call on the stream; which connection carries it does not matter. */
  call(call) {
    const body = this.#encode({ ...call, framework_id: this.frameworkId });
    const connection = this.#connections[this.#next++ % this.#connections.length];
    connection.write(`${this.#head}${body.length}\r\n\r\n`, body);
  }

  subscribe(frameworkInfo) {
    const call = { type: 'SUBSCRIBE', subscribe: { framework_info: frameworkInfo } };
    if (frameworkInfo.id !== undefined) call.framework_id = frameworkInfo.id;
    const body = this.#encode(call);
    const [host, port] = this.address.split(':');
    const type = this.#mediaType;
    const headers = { 'Content-Type': type, Accept: type, 'Content-Length': body.length };
    const options = { host, port, method: 'POST', path, headers, agent: false };
    this.request = http.request(options, (response) => this.#onStream(response));
    this.request.on('error', (error) => this.handlers.ended?.(error.message)).end(body);
  }

  #onStream(response) {
    if (response.statusCode !== 200) {
      response.setEncoding('utf8').on('data', (text) => this.handlers.ended?.(text));
      return;
    }
    this.#head =
      `POST ${path} HTTP/1.1\r\nHost: ${this.address}\r\nContent-Type: ${this.#mediaType}\r\n` +
      `Mesos-Stream-Id: ${response.headers['mesos-stream-id']}\r\nContent-Length: `;
    const decoder = new RecordDecoder((record) => this.#onEvent(record));
    response.on('data', (chunk) => decoder.push(chunk));
    response.on('end', () => this.handlers.ended?.('the stream ended'));
  }

  #onEvent(record) {
    const event = this.isJson
      ? Event.fromJson(JSON.parse(Buffer.from(record).toString()))
      : Event.decode(record);
    if (event.type === 'SUBSCRIBED') this.frameworkId = event.subscribed.framework_id;
    this.handlers[event.type]?.(event);
  }
}
