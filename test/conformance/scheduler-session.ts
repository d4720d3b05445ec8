/** An event stream in JSON, of a scheduler or an operator: subscribes with a recorded request and keeps all events. */
import http from 'node:http';
import { RecordDecoder } from '../../src/protocol/recordio.ts';
import { eventually } from '../support/cluster.ts';

export interface TaskStatus {
  readonly task_id: { readonly value: string };
  readonly agent_id?: { readonly value: string };
  readonly state: string;
  readonly reason?: string;
  readonly message?: string;
  readonly uuid?: string;
}

export interface SchedulerEvent {
  readonly type: string;
  readonly subscribed?: { readonly framework_id: { readonly value: string } };
  readonly offers?: {
    readonly offers: readonly {
      readonly id: { readonly value: string };
      readonly allocation_info?: { readonly role?: string };
      readonly resources: readonly { readonly name: string }[];
    }[];
  };
  readonly rescind?: { readonly offer_id: { readonly value: string } };
  readonly update?: { readonly status: TaskStatus };
  readonly error?: { readonly message: string };
}

export class EventStream {
  readonly events: SchedulerEvent[] = [];
  /** The same as they were written, for their exact form. */
  readonly texts: string[] = [];
  status = 0;
  headers: http.IncomingHttpHeaders = {};
  isClosed = false;
  onEvent: (event: SchedulerEvent) => void = () => undefined;
  #request: http.ClientRequest | undefined;
  readonly #path: string;

  constructor(path = '/api/v1/scheduler') {
    this.#path = path;
  }

  /** `request`: as recorded; what it asks is sent to this port. */
  async open(port: number, request: Buffer): Promise<this> {
    const end = request.indexOf('\r\n\r\n');
    const lines = request.toString('latin1', 0, end).split('\r\n').slice(1);
    const headers = Object.fromEntries(
      lines.map((line) => line.split(': ') as [string, string]).filter(([name]) => name !== 'Host'),
    );
    const options = { port, host: '127.0.0.1', method: 'POST', path: this.#path };
    this.#request = http.request({ ...options, headers, agent: false }, (response) => {
      this.status = response.statusCode ?? 0;
      this.headers = response.headers;
      const decoder = new RecordDecoder((record) => this.#onRecord(Buffer.from(record)));
      response.on('data', (chunk: Buffer) => decoder.push(chunk));
      response.on('close', () => (this.isClosed = true)).on('error', () => undefined);
    });
    this.#request.on('error', () => (this.isClosed = true));
    this.#request.end(request.subarray(end + 4));
    await eventually('the stream answers', () => this.status > 0 || undefined);
    return this;
  }

  #onRecord(record: Buffer): void {
    const text = record.toString();
    this.texts.push(text);
    const event = JSON.parse(text) as SchedulerEvent;
    this.events.push(event);
    this.onEvent(event);
  }

  get id(): string {
    return String(this.headers['mesos-stream-id']);
  }

  seen(type: string): Promise<SchedulerEvent> {
    return eventually(`event ${type}`, () => this.events.find((event) => event.type === type));
  }

  get updates(): readonly TaskStatus[] {
    return this.events.flatMap(({ update }) => (update === undefined ? [] : [update.status]));
  }

  close(): void {
    this.#request?.destroy();
  }
}
