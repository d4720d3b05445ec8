/** For tests: somebody who attaches to containers of an agent over HTTP. */
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { RecordDecoder, frameRecord } from '../../src/protocol/recordio.ts';

const json = 'application/json';
const recordio = 'application/recordio';

interface ProcessIo {
  readonly type: string;
  readonly data?: { readonly type: string; readonly data: string };
}

/** The output of a container, or the refusal. */
export class Output {
  status = 0;
  contentType = '';
  stdout = '';
  stderr = '';
  /** The body of a refusal. */
  text = '';
  isOver = false;
  readonly #request: ClientRequest;
  readonly answered: Promise<this>;
  readonly over: Promise<this>;

  constructor(port: number, call: object) {
    const headers = { 'Content-Type': json, Accept: recordio, 'Message-Accept': json };
    const options = { port, method: 'POST', path: '/api/v1', headers };
    let answered: (output: this) => void;
    let over: (output: this) => void;
    this.answered = new Promise((resolve) => (answered = resolve));
    this.over = new Promise((resolve) => (over = resolve));
    const end = (): void => {
      this.isOver = true;
      answered(this);
      over(this);
    };
    this.#request = request(options, (response) => {
      this.status = response.statusCode ?? 0;
      this.contentType = response.headers['content-type'] ?? '';
      this.#read(response);
      response.on('close', end);
      answered(this);
    });
    this.#request.on('error', end).end(JSON.stringify(call));
  }

  #read(response: IncomingMessage): void {
    const decoder = new RecordDecoder((record) => {
      const { type, data } = JSON.parse(Buffer.from(record).toString()) as ProcessIo;
      if (type !== 'DATA' || data === undefined) return;
      const text = Buffer.from(data.data, 'base64').toString('latin1');
      if (data.type === 'STDOUT') this.stdout += text;
      else this.stderr += text;
    });
    response.on('data', (chunk: Buffer) => {
      if (this.status === 200) decoder.push(chunk);
      else this.text += chunk.toString();
    });
  }

  close(): void {
    this.#request.destroy();
  }
}

/** Attached to the input of a container. */
export class Input {
  readonly #request: ClientRequest;
  /** "200 " when it has been answered; "closed" when the connection was lost. */
  readonly answered: Promise<string>;

  constructor(port: number, containerId: object) {
    const headers = { 'Content-Type': recordio, 'Message-Content-Type': json, Accept: json };
    let answered: (text: string) => void;
    this.answered = new Promise((resolve) => (answered = resolve));
    const options = { port, method: 'POST', path: '/api/v1', headers, agent: false };
    this.#request = request(options, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => answered(`${response.statusCode} ${text}`));
    });
    this.#request.on('error', () => answered('closed'));
    this.record({ type: 'CONTAINER_ID', container_id: containerId });
  }

  record(attach: object): void {
    const call = { type: 'ATTACH_CONTAINER_INPUT', attach_container_input: attach };
    this.raw(frameRecord(JSON.stringify(call)));
  }

  raw(bytes: Uint8Array): void {
    this.#request.write(bytes);
  }

  /** Empty: the end of the input. */
  data(text: string): void {
    const data = { type: 'STDIN', data: Buffer.from(text, 'latin1').toString('base64') };
    this.record({ type: 'PROCESS_IO', process_io: { type: 'DATA', data } });
  }

  resize(rows: number, columns: number): void {
    const size = { window_size: { rows, columns } };
    const control = { type: 'TTY_INFO', tty_info: size };
    this.record({ type: 'PROCESS_IO', process_io: { type: 'CONTROL', control } });
  }

  end(): void {
    this.#request.end();
  }

  cut(): void {
    this.#request.destroy();
  }
}
