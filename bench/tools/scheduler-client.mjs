/**
 * A scheduler's side of the v1 HTTP API, cheap enough to measure a master on the same machine. Calls
 * go over a few connections, one at a time on each (as the client did that the figures of real
 * Mesos were taken with), or pipelined, those of one turn of the event loop in one write (as Mesos'
 * own scheduler library does it).
 */
import http from 'node:http';
import net from 'node:net';

import { Call, Event } from '../../dist/protocol/generated/scheduler.js';
import { RecordDecoder } from '../../dist/protocol/recordio.js';

const path = '/api/v1/scheduler';

/** Connections that post and read answers as they come; only refusals are looked at. */
class CallConnections {
  /** Calls that wait for a connection to be free; empty when pipelined. */
  #waiting = [];
  #connections;
  #isPipelined;
  #next = 0;

  constructor(address, { count, isPipelined, onRefused }) {
    this.#isPipelined = isPipelined;
    this.#connections = Array.from(
      { length: count },
      () => new CallConnection(address, onRefused, (connection) => this.#onAnswer(connection)),
    );
  }

  post(head, body) {
    const { length } = this.#connections;
    const free = this.#isPipelined
      ? this.#connections[this.#next++ % length]
      : this.#connections.find((connection) => connection.inFlight === 0);
    if (free === undefined) this.#waiting.push([head, body]);
    else free.write(head, body);
  }

  #onAnswer(connection) {
    if (this.#waiting.length > 0) connection.write(...this.#waiting.shift());
  }
}

class CallConnection {
  inFlight = 0;
  #pieces = [];
  #rest = '';

  constructor(address, onRefused, onAnswer) {
    const [host, port] = address.split(':');
    this.onRefused = onRefused;
    this.onAnswer = onAnswer;
    this.socket = net.connect(Number(port), host).setNoDelay(true);
    this.socket.on('error', (error) => onRefused(0, error.message));
    this.socket.on('data', (chunk) => this.#read(chunk.toString('latin1')));
  }

  write(head, body) {
    this.inFlight++;
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
      this.inFlight--;
      this.onAnswer(this);
    }
  }
}

export class SchedulerClient {
  #connections;
  #head;

  /** `handlers` has a function for each type of event, by its name, and `refused(status, text)`. */
  constructor({ address, isJson = false, isPipelined = false, connections = 4, handlers }) {
    this.address = address;
    this.isJson = isJson;
    this.handlers = handlers;
    this.#connections = new CallConnections(address, {
      count: connections,
      isPipelined,
      onRefused: (status, text) => handlers.refused?.(status, text),
    });
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
    this.#connections.post(`${this.#head}${body.length}\r\n\r\n`, body);
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
