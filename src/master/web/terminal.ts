/**
 * A terminal in a task, for the browser of an operator, as a WebSocket on the master:
 * `/master/terminal/<framework id>/<task id>?command=sh&columns=80&rows=24`.
 *
 * The master starts a session beside the task's container on its agent (LAUNCH_NESTED_CONTAINER_SESSION
 * with a terminal) and carries bytes between the two: binary messages are what is typed and shown, a
 * text message `{"columns": …, "rows": …}` is the size of the window, `{"ping": …}` is answered with
 * `{"pong": …}`, `{"attached": true}` says that the command was started, and `{"ended": …}` is the last word.
 * The container is the one that the task said it is in: nobody names another. A session ends with
 * its page, and a page with its session.
 */
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { WebSocketLink, WebSocketMessage } from '../../foundation/http/index.ts';
import { findHeader } from '../../foundation/http/index.ts';
import { type Upid, findUpid } from '../../libprocess/index.ts';
import type { EndpointRequest } from '../../manners/index.ts';
import { Call, ProcessIO } from '../../protocol/generated/agent.ts';
import type { CommandInfo, ContainerID } from '../../protocol/generated/mesos.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { frameRecord, RecordDecoder } from '../../protocol/recordio.ts';
import { uuidText } from '../../foundation/random.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { TaskRecord } from '../core/state.ts';
import type { MasterContext } from '../endpoints/context.ts';

const usualCommand = 'if [ -x /bin/bash ]; then exec /bin/bash; else exec /bin/sh; fi';
/** What the pages' terminals are: without a name for them shells draw no line that is longer than a window. */
const environment = { variables: [{ name: 'TERM', value: 'xterm-256color' }] };
/** Where nobody chose, letters beyond ASCII would be commands to bash. */
const choosesLetters = '[ -n "$LC_ALL$LC_CTYPE$LANG" ] || export LC_CTYPE=C.UTF-8; ';
const longestCommandCharacters = 4_096;
const mostColumns = 1_000;
/** So that nothing between us and the agent takes a quiet terminal for a forgotten one. */
const heartbeatMs = 30_000;
/** Typed, but not yet taken by the agent; a page that sends more is cut. */
const mostUnsentBytes = 1024 * 1024;
/** Shown, but not yet read by the page: the agent waits as long. */
const mostUnreadBytes = 256 * 1024;
const drainPollMs = 20;

interface TerminalLimits {
  /** Of all pages together; one more is refused. */
  readonly mostTerminals: number;
  /** Longer no agent is waited for that does not begin to answer. */
  readonly answerTimeoutMs: number;
}

const usualLimits: TerminalLimits = { mostTerminals: 256, answerTimeoutMs: 10_000 };

interface Place {
  readonly agent: Upid;
  readonly container: ContainerID;
  /** Of the reader: the agent asks whether it may. */
  readonly authorization: string | undefined;
}

export class Terminals {
  readonly #context: MasterContext;
  readonly #limits: TerminalLimits;
  #count = 0;

  constructor(context: MasterContext, limits = usualLimits) {
    this.#context = context;
    this.#limits = limits;
  }

  readonly open = (socket: WebSocketLink, request: EndpointRequest): void => {
    const place = this.#placeOf(request);
    const command = request.query.get('command') ?? usualCommand;
    const size = sizeOf(request.query.get('columns'), request.query.get('rows'));
    const fault = !place.ok
      ? place.error
      : command.length > longestCommandCharacters
        ? `A command has at most ${longestCommandCharacters} characters`
        : this.#count >= this.#limits.mostTerminals
          ? `More than ${this.#limits.mostTerminals} terminals are open; close one`
          : undefined;
    if (fault !== undefined || !place.ok) return end(socket, fault ?? '');
    this.#count++;
    socket.onClosed(() => this.#count--);
    const session = new Session(
      socket,
      place.value,
      uuidText(this.#context.core.random.uuidBytes()),
    );
    session.begin(command, size, this.#limits.answerTimeoutMs);
  };

  #placeOf(request: EndpointRequest): Result<Place> {
    const { state } = this.#context.core;
    const [, frameworkId = '', taskId = ''] = /^\/([^/]+)\/(.+)$/.exec(request.rest) ?? [];
    const task = state.frameworks.get(frameworkId)?.tasks.get(taskId);
    if (task === undefined) return failure('There is no such task running');
    const agent = state.agents.get(task.agentId);
    const upid = agent === undefined ? undefined : findUpid(agent.pid);
    if (upid === undefined) return failure('The agent of this task is not registered now');
    const container = containerOf(task);
    if (container === undefined) return failure('The task has not said which container it is in');
    return ok({ agent: upid, container, authorization: findHeader(request, 'authorization') });
  }
}

/** As its latest status that tells of one. */
function containerOf({ task }: TaskRecord): ContainerID | undefined {
  const statuses = task.statuses ?? [];
  for (let i = statuses.length - 1; i >= 0; i--) {
    const id = statuses[i]!.container_status?.container_id;
    if (id !== undefined) return id;
  }
  return undefined;
}

interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

function sizeOf(columns: unknown, rows: unknown): WindowSize {
  const bounded = (value: unknown, usual: number): number => {
    const given = Math.floor(Number(value));
    return given >= 1 && given <= mostColumns ? given : usual;
  };
  return { columns: bounded(columns, 80), rows: bounded(rows, 24) };
}

/** A program that is named by its path is started as it is: an image that has no `sh` may have it. */
export function commandOf(text: string): CommandInfo {
  const words = text.trim().split(/\s+/);
  const isPlain = /^\/[\w./:@%+,= -]+$/.test(text.trim());
  if (!isPlain) return { value: choosesLetters + text, shell: true, environment };
  return { value: words[0]!, shell: false, arguments: words, environment };
}

function end(socket: WebSocketLink, why: string): void {
  socket.send(JSON.stringify({ ended: why }));
  socket.close();
}

/** What an agent says that cannot be read ends the session, and nothing else. */
function findFault(decoder: RecordDecoder, chunk: Buffer): string | undefined {
  try {
    const pushed = decoder.push(chunk);
    return pushed.ok ? undefined : `The agent's output cannot be read: ${pushed.error}`;
  } catch (error) {
    if (error instanceof DecodeError) return `The agent's output cannot be read: ${error.message}`;
    throw error;
  }
}

class Session {
  readonly #socket: WebSocketLink;
  readonly #place: Place;
  readonly #container: ContainerID;
  #output: ClientRequest | undefined;
  #input: ClientRequest | undefined;
  #beating: NodeJS.Timeout | undefined;
  /** Typed before the agent takes input. */
  readonly #early: Buffer[] = [];

  constructor(socket: WebSocketLink, place: Place, id: string) {
    this.#socket = socket;
    this.#place = place;
    this.#container = { parent: place.container, value: id };
  }

  begin(command: string, window_size: WindowSize, answerTimeoutMs: number): void {
    const socket = this.#socket;
    socket.onMessage((message) => this.#take(message));
    socket.onClosed(() => this.#stop());
    const call: Call = {
      type: 'LAUNCH_NESTED_CONTAINER_SESSION',
      launch_nested_container_session: {
        container_id: this.#container,
        command: commandOf(command),
        container: { type: 'MESOS', tty_info: { window_size } },
      },
    };
    const output = this.#request({
      'Content-Type': 'application/json',
      Accept: 'application/recordio',
      'Message-Accept': 'application/x-protobuf',
    });
    this.#output = output;
    output.setTimeout(answerTimeoutMs, () => output.destroy(new Error('it is silent')));
    output.on('response', (answer) => this.#show(answer));
    output.on('error', ({ message }) =>
      end(socket, `The agent of this task does not answer: ${message}`),
    );
    output.end(Call.toJson(call));
  }

  #request(headers: Readonly<Record<string, string>>): ClientRequest {
    const { agent, authorization } = this.#place;
    return httpRequest({
      method: 'POST',
      host: agent.ip,
      port: agent.port,
      path: `/${agent.id}/api/v1`,
      // A connection of its own: it is in use as long as the session.
      agent: false,
      headers: {
        ...headers,
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
    });
  }

  #show(answer: IncomingMessage): void {
    const socket = this.#socket;
    this.#output?.setTimeout(0);
    if (answer.statusCode !== 200) return this.#refused(answer);
    this.#attach();
    const decoder = new RecordDecoder((record) => this.#showRecord(record));
    answer.on('data', (chunk: Buffer) => {
      const fault = findFault(decoder, chunk);
      if (fault !== undefined) return void answer.destroy(new Error(fault));
      if (socket.backlogBytes > mostUnreadBytes) this.#waitForReader(answer);
    });
    answer.on('end', () => end(socket, ''));
    answer.on('error', ({ message }) => {
      end(socket, message === 'aborted' ? 'The connection to the agent broke' : message);
    });
  }

  #showRecord(record: Uint8Array): void {
    const { type, data } = ProcessIO.decode(record);
    if (type === 'DATA' && data?.data !== undefined) this.#socket.send(data.data);
  }

  #waitForReader(answer: IncomingMessage): void {
    answer.pause();
    const look = (): void => {
      if (!this.#socket.isOpen) return;
      if (this.#socket.backlogBytes > mostUnreadBytes) setTimeout(look, drainPollMs);
      else answer.resume();
    };
    setTimeout(look, drainPollMs);
  }

  #refused(answer: IncomingMessage): void {
    let said = '';
    answer.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(0, 1_000)));
    answer.on('end', () => end(this.#socket, said === '' ? `HTTP ${answer.statusCode}` : said));
    answer.on('error', (error) => end(this.#socket, error.message));
  }

  /** What is typed goes over a connection of its own. */
  #attach(): void {
    const input = this.#request({
      'Content-Type': 'application/recordio',
      'Message-Content-Type': 'application/json',
      Accept: 'application/json',
    });
    this.#input = input;
    // When the session ends the agent ends it; that is told where the output ends.
    input.on('error', () => undefined);
    input.on('response', (answer) => answer.resume());
    this.#write({ type: 'CONTAINER_ID', container_id: this.#container });
    this.#beating = setInterval(() => this.#beat(), heartbeatMs).unref();
    this.#socket.send('{"attached":true}');
    for (const bytes of this.#early.splice(0)) this.#type(bytes);
  }

  #take(message: WebSocketMessage): void {
    if (typeof message === 'string') return this.#takeText(message);
    const bytes = Buffer.from(message);
    if (this.#input === undefined) this.#early.push(bytes);
    else this.#type(bytes);
    const early = this.#early.reduce((sum, { length }) => sum + length, 0);
    if (early + (this.#input?.writableLength ?? 0) > mostUnsentBytes) this.#socket.cut();
  }

  #type(data: Buffer): void {
    this.#write({
      type: 'PROCESS_IO',
      process_io: { type: 'DATA', data: { type: 'STDIN', data } },
    });
  }

  #takeText(message: string): void {
    let said: {
      readonly columns?: unknown;
      readonly rows?: unknown;
      readonly ping?: unknown;
    } | null;
    try {
      said = JSON.parse(message) as typeof said;
    } catch {
      return this.#socket.cut();
    }
    if (typeof said !== 'object' || said === null) return this.#socket.cut();
    if (said.ping !== undefined) return void this.#socket.send('{"pong":true}');
    if (this.#input === undefined) return;
    const window_size = sizeOf(said.columns, said.rows);
    this.#write({
      type: 'PROCESS_IO',
      process_io: { type: 'CONTROL', control: { type: 'TTY_INFO', tty_info: { window_size } } },
    });
  }

  #beat(): void {
    const interval = { nanoseconds: BigInt(heartbeatMs) * 1_000_000n };
    this.#write({
      type: 'PROCESS_IO',
      process_io: { type: 'CONTROL', control: { type: 'HEARTBEAT', heartbeat: { interval } } },
    });
  }

  #write(attach_container_input: Call['attach_container_input'] & object): void {
    const call: Call = { type: 'ATTACH_CONTAINER_INPUT', attach_container_input };
    this.#input?.write(frameRecord(Call.toJson(call)));
  }

  #stop(): void {
    clearInterval(this.#beating);
    this.#input?.destroy();
    // The agent ends the session when nobody reads it any more.
    this.#output?.destroy();
  }
}
