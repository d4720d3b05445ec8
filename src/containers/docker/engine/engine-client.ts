/**
 * The Docker Engine over its socket. One method for each request of the Engine API that is used, with
 * the status codes that mean "it is so already" taken as success: what is wanted of a container may
 * have happened while it was asked for.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { parseImageName } from './image-name.ts';
import { FrameReader, LineReader, RawReader } from './frames.ts';
import { streamsOf } from './streams.ts';
import { EngineHttp } from './engine-http.ts';
import type { EngineAnswer, EngineRequest, EngineStream } from './engine-http.ts';
import type { WindowSize } from '../../io/io.ts';
import type {
  Credentials,
  DockerEngine,
  EngineStatistics,
  EngineStreams,
  ExecInspection,
  ExecSpec,
  Inspected,
  Inspection,
  ListedContainer,
  OutputOptions,
  TakeMessages,
} from './engine.ts';
import type { ContainerSpec, ResourceSpec } from './spec.ts';

/** Answers come in milliseconds; an engine that takes longer hangs, and the launch fails. */
const questionMs = 20_000;
/** To make and to start a container takes disks and kernels their time. */
const workMs = 120_000;
/** Then the agent kills the processes itself. */
const killMs = 10_000;
const stdoutAndErr = 'stdout=1&stderr=1';
/** By its usual keys the engine would take ^P ^Q for itself; these nobody types. */
const noDetachKeys = 'ctrl-^,ctrl-@,ctrl-^,ctrl-@';
/** Between two words of a pull; a layer of gigabytes is told of all the while. */
const pullStallMs = 600_000;

export class EngineClient implements DockerEngine {
  readonly #http: EngineHttp;

  constructor(socketPath: string) {
    this.#http = new EngineHttp(socketPath);
  }

  async version(): Promise<Result<string>> {
    const answer = await this.#ask({ method: 'GET', path: '/version', timeoutMs: questionMs });
    return answer.ok ? ok(parse<{ Version: string }>(answer.value.text).Version) : answer;
  }

  async hasImage(reference: string): Promise<Result<boolean>> {
    const path = `/images/${encodeURIComponent(parseImageName(reference).reference)}/json`;
    const answer = await this.#ask({ method: 'GET', path, timeoutMs: questionMs }, [404]);
    return answer.ok ? ok(answer.value.status === 200) : answer;
  }

  async pull(
    reference: string,
    credentials: Credentials | undefined,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    const { name, tag } = parseImageName(reference);
    const query = `fromImage=${encodeURIComponent(name)}&tag=${encodeURIComponent(tag)}`;
    const login = credentials && Buffer.from(JSON.stringify(credentials)).toString('base64url');
    const opened = await this.#open({
      ...{ method: 'POST', path: `/images/create?${query}`, timeoutMs: workMs, signal },
      ...(login !== undefined && { headers: { 'X-Registry-Auth': login } }),
    });
    return opened.ok ? readPull(opened.value) : opened;
  }

  async create(name: string, spec: ContainerSpec): Promise<Result<string>> {
    const path = `/containers/create?name=${encodeURIComponent(name)}`;
    const answer = await this.#ask({ method: 'POST', path, body: spec, timeoutMs: workMs });
    return answer.ok ? ok(parse<{ Id: string }>(answer.value.text).Id) : answer;
  }

  start(id: string): Promise<Result<void>> {
    return this.#do({ method: 'POST', path: `/containers/${id}/start`, timeoutMs: workMs }, [304]);
  }

  async inspect(id: string): Promise<Result<Inspected | undefined>> {
    const path = `/containers/${encodeURIComponent(id)}/json`;
    const answer = await this.#ask({ method: 'GET', path, timeoutMs: questionMs }, [404]);
    if (!answer.ok) return answer;
    const { status, text } = answer.value;
    return ok(status === 404 ? undefined : { inspection: parse<Inspection>(text), text });
  }

  async list(namePrefix: string): Promise<Result<readonly ListedContainer[]>> {
    const filters = JSON.stringify({ name: [`^/?${namePrefix}`] });
    const path = `/containers/json?all=1&filters=${encodeURIComponent(filters)}`;
    const answer = await this.#ask({ method: 'GET', path, timeoutMs: questionMs });
    if (!answer.ok) return answer;
    return ok(
      parse<RawListed[]>(answer.value.text).map(({ Id, Names, State, Labels }) => ({
        ...{ id: Id, state: State, labels: Labels ?? {} },
        names: (Names ?? []).map((name) => name.replace(/^\//u, '')),
      })),
    );
  }

  async wait(id: string, signal: AbortSignal): Promise<Result<number | undefined>> {
    const path = `/containers/${id}/wait?condition=not-running`;
    const opened = await this.#open({ method: 'POST', path, timeoutMs: questionMs, signal }, [404]);
    if (!opened.ok) return opened;
    const text = await textOf(opened.value.response);
    if (!text.ok || opened.value.status === 404) return text.ok ? ok(undefined) : text;
    try {
      return ok(parse<{ StatusCode: number }>(text.value).StatusCode);
    } catch {
      return failure('the Docker Engine broke off while a container was waited for');
    }
  }

  /** 409: it does not run. */
  kill(id: string, signal: string): Promise<Result<void>> {
    const path = `/containers/${id}/kill?signal=${encodeURIComponent(signal)}`;
    return this.#do({ method: 'POST', path, timeoutMs: killMs }, [404, 409]);
  }

  stop(id: string, graceSecs: number): Promise<Result<void>> {
    const path = `/containers/${id}/stop?t=${graceSecs}`;
    const timeoutMs = killMs + graceSecs * 1000;
    return this.#do({ method: 'POST', path, timeoutMs }, [304, 404]);
  }

  /** 409: somebody else removes it at this moment. */
  remove(id: string): Promise<Result<void>> {
    const path = `/containers/${id}?force=1&v=1`;
    return this.#do({ method: 'DELETE', path, timeoutMs: workMs }, [404, 409]);
  }

  update(id: string, resources: ResourceSpec): Promise<Result<void>> {
    const path = `/containers/${id}/update`;
    return this.#do({ method: 'POST', path, body: resources, timeoutMs: questionMs });
  }

  async statistics(id: string): Promise<Result<EngineStatistics>> {
    const path = `/containers/${id}/stats?stream=false&one-shot=true`;
    const answer = await this.#ask({ method: 'GET', path, timeoutMs: questionMs });
    return answer.ok ? ok(parse<EngineStatistics>(answer.value.text)) : answer;
  }

  readLogs(
    id: string,
    { since, signal, hasTerminal }: OutputOptions & { readonly since: string | undefined },
    take: TakeMessages,
  ): Promise<Result<void>> {
    const from = since === undefined ? '' : `&since=${unixTime(since)}`;
    const path = `/containers/${id}/logs?follow=1&stdout=1&stderr=1&timestamps=1${from}`;
    const request = { method: 'GET', path, timeoutMs: questionMs, signal } as const;
    const reader = hasTerminal ? new LineReader() : new FrameReader({ hasTimes: true });
    return this.#takeMessages(request, { reader }, take);
  }

  attach(
    id: string,
    { onAttached, signal, hasTerminal }: OutputOptions & { readonly onAttached: () => void },
    take: TakeMessages,
  ): Promise<Result<void>> {
    const path = `/containers/${id}/attach?stream=1&stdout=1&stderr=1`;
    const request = { method: 'POST', path, timeoutMs: questionMs, signal } as const;
    const reader = hasTerminal ? new RawReader() : new FrameReader({ hasTimes: false });
    return this.#takeMessages(request, { reader, onOpen: onAttached }, take);
  }

  open(
    id: string,
    { hasTerminal, hasInput }: { readonly hasTerminal: boolean; readonly hasInput: boolean },
  ): Promise<Result<EngineStreams>> {
    const what = hasInput ? `stdin=1&detachKeys=${encodeURIComponent(noDetachKeys)}` : stdoutAndErr;
    const path = `/containers/${id}/attach?stream=1&${what}`;
    return this.#speak({ method: 'POST', path, timeoutMs: questionMs }, hasTerminal);
  }

  resize(id: string, size: WindowSize): Promise<Result<void>> {
    return this.#resize(`/containers/${id}`, size);
  }

  async createExec(id: string, exec: ExecSpec): Promise<Result<string>> {
    const { command, environment, user, workingDirectory, hasInput, terminal } = exec;
    const body = {
      ...{ AttachStdout: true, AttachStderr: true, Cmd: command },
      Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
      ...(user !== undefined && { User: user }),
      ...(workingDirectory !== undefined && { WorkingDir: workingDirectory }),
      ...(hasInput === true && { AttachStdin: true }),
      ...(terminal && { Tty: true, DetachKeys: noDetachKeys, ...consoleSize(terminal) }),
    };
    const path = `/containers/${id}/exec`;
    const answer = await this.#ask({ method: 'POST', path, body, timeoutMs: questionMs });
    return answer.ok ? ok(parse<{ Id: string }>(answer.value.text).Id) : answer;
  }

  startExec(execId: string, signal: AbortSignal, take: TakeMessages): Promise<Result<void>> {
    const body = { Detach: false, Tty: false };
    const path = `/exec/${execId}/start`;
    const request = { method: 'POST', path, body, timeoutMs: workMs, signal } as const;
    return this.#takeMessages(request, { reader: new FrameReader({ hasTimes: false }) }, take);
  }

  openExec(
    execId: string,
    { hasTerminal }: { readonly hasTerminal: boolean },
  ): Promise<Result<EngineStreams>> {
    const body = { Detach: false, Tty: hasTerminal };
    const path = `/exec/${execId}/start`;
    return this.#speak({ method: 'POST', path, body, timeoutMs: workMs }, hasTerminal);
  }

  resizeExec(execId: string, size: WindowSize): Promise<Result<void>> {
    return this.#resize(`/exec/${execId}`, size);
  }

  async inspectExec(execId: string): Promise<Result<ExecInspection | undefined>> {
    const path = `/exec/${encodeURIComponent(execId)}/json`;
    const answer = await this.#ask({ method: 'GET', path, timeoutMs: questionMs }, [404]);
    if (!answer.ok) return answer;
    return ok(answer.value.status === 404 ? undefined : parse<ExecInspection>(answer.value.text));
  }

  #resize(what: string, { rows, columns }: WindowSize): Promise<Result<void>> {
    const path = `${what}/resize?h=${rows}&w=${columns}`;
    return this.#do({ method: 'POST', path, timeoutMs: questionMs });
  }

  async #speak(request: EngineRequest, hasTerminal: boolean): Promise<Result<EngineStreams>> {
    const opened = await this.#http.upgrade(request);
    if (!opened.ok) return opened;
    if ('status' in opened.value) return failure(refusal(opened.value.status, opened.value.text));
    return ok(streamsOf(opened.value, hasTerminal));
  }

  async #takeMessages(
    request: EngineRequest,
    { reader, onOpen }: { readonly reader: MessageReader; readonly onOpen?: () => void },
    take: TakeMessages,
  ): Promise<Result<void>> {
    const opened = await this.#open(request);
    if (!opened.ok) return opened;
    onOpen?.();
    try {
      for await (const chunk of opened.value.response as AsyncIterable<Buffer>) {
        const messages = reader.push(chunk);
        if (!messages.ok) return messages;
        if (messages.value.length > 0) await take(messages.value);
      }
      return ok(undefined);
    } catch (error) {
      return failure(messageOf(error));
    } finally {
      opened.value.end();
    }
  }

  async #do(request: EngineRequest, alsoFine: readonly number[] = []): Promise<Result<void>> {
    const answer = await this.#ask(request, alsoFine);
    return answer.ok ? ok(undefined) : answer;
  }

  async #ask(
    request: EngineRequest,
    alsoFine: readonly number[] = [],
  ): Promise<Result<EngineAnswer>> {
    const answer = await this.#http.call(request);
    if (!answer.ok || isFine(answer.value.status, alsoFine)) return answer;
    return failure(refusal(answer.value.status, answer.value.text));
  }

  async #open(
    request: EngineRequest,
    alsoFine: readonly number[] = [],
  ): Promise<Result<EngineStream>> {
    const opened = await this.#http.open(request);
    if (!opened.ok || isFine(opened.value.status, alsoFine)) return opened;
    const text = await textOf(opened.value.response);
    return failure(refusal(opened.value.status, text.ok ? text.value : ''));
  }
}

type MessageReader = Pick<FrameReader, 'push'>;

/** Who asks for it does not rely on it: older engines do not know it. */
function consoleSize({ rows, columns }: WindowSize): { readonly ConsoleSize?: readonly number[] } {
  return rows > 0 && columns > 0 ? { ConsoleSize: [rows, columns] } : {};
}

interface RawListed {
  readonly Id: string;
  readonly Names?: readonly string[] | null;
  readonly State: string;
  readonly Labels?: Readonly<Record<string, string>> | null;
}

function isFine(status: number, alsoFine: readonly number[]): boolean {
  return (status >= 200 && status < 300) || alsoFine.includes(status);
}

/** The engine's own sentence. */
function refusal(status: number, text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: string };
    if (message !== undefined && message !== '') return message.trim();
  } catch {
    // Not what an engine answers.
  }
  return `the Docker Engine answers with status ${status}`;
}

/** What the engine writes is JSON; anything else is a fault of it that nobody can act on. */
function parse<T>(text: string): T {
  return JSON.parse(text) as T;
}

async function textOf(response: AsyncIterable<Buffer>): Promise<Result<string>> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return ok(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    return failure(messageOf(error));
  }
}

/** A pull says how it goes, a JSON object a line; that it failed is one of them. */
async function readPull({ response, end }: EngineStream): Promise<Result<void>> {
  response.setTimeout(pullStallMs, () => {
    response.destroy(new Error(`nothing came for ${pullStallMs / 1000} s`));
  });
  let rest = '';
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop()!;
      const fault = lines.map(findPullFault).find((each) => each !== undefined);
      if (fault !== undefined) return failure(fault);
    }
    const last = findPullFault(rest);
    return last === undefined ? ok(undefined) : failure(last);
  } catch (error) {
    return failure(messageOf(error));
  } finally {
    end();
  }
}

function findPullFault(line: string): string | undefined {
  if (!line.includes('"error"')) return undefined;
  try {
    return (JSON.parse(line) as { error?: string }).error;
  } catch {
    return line;
  }
}

/** Seconds with nanoseconds, as `since` wants it. */
function unixTime(timestamp: string): string {
  const seconds = Math.floor(Date.parse(timestamp) / 1000);
  const fraction = /\.(\d+)/u.exec(timestamp)?.[1] ?? '0';
  return `${seconds}.${fraction.padEnd(9, '0').slice(0, 9)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
