/**
 * The scheduler API over HTTP: one long answer that events come in on, and one kept connection that
 * calls go out on, so that they arrive in the order in which they were made.
 */
import { HttpClient } from '../foundation/http/client.ts';
import type { ClientStream } from '../foundation/http/client.ts';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import { DecodeError } from '../protocol/codec/errors.ts';
import { Call, Event } from '../protocol/generated/scheduler.ts';
import type { StreamId } from '../protocol/ids.ts';
import { parseJson } from '../protocol/json-text.ts';
import { RecordDecoder } from '../protocol/recordio.ts';
import type { CallRefusal, SchedulerConnection, StreamListener } from './core/scheduler-core.ts';

export type ContentType = 'protobuf' | 'json';

/** Sent as HTTP basic authentication with every request. */
export interface SchedulerCredential {
  readonly principal: string;
  readonly secret: string;
}

/** A master that has not answered by then is busy beyond use or gone. */
const answerTimeoutMs = 30_000;

export class HttpSchedulerConnection implements SchedulerConnection {
  readonly #contentType: ContentType;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #client = new HttpClient({ maxConnections: 1, timeoutMs: answerTimeoutMs });

  constructor(contentType: ContentType, credential: SchedulerCredential | undefined) {
    const mediaType = contentType === 'json' ? 'application/json' : 'application/x-protobuf';
    this.#contentType = contentType;
    this.#headers = { 'Content-Type': mediaType, Accept: mediaType, ...authorization(credential) };
  }

  open(url: string, call: Call, listener: StreamListener): ClientStream {
    const decoder = new RecordDecoder((record) => listener.received(this.#decode(record)));
    const stream = this.#client.openStream(
      { url, headers: this.#headers, body: this.#encode(call) },
      {
        onOpen: (headers) => listener.opened(headers['mesos-stream-id']?.toString()),
        onData: (chunk) => {
          const why = push(decoder, chunk);
          if (why === undefined) return;
          stream.close();
          listener.closed(`what came from ${url} is no stream of events: ${why}`);
        },
        onRefused: ({ status, headers, body }) =>
          listener.refused({ status, location: headers.location, body: body.toString() }),
        onClosed: (why) => listener.closed(why),
      },
    );
    return stream;
  }

  send(
    target: { readonly url: string; readonly streamId: StreamId },
    call: Call,
    answered: (result: Result<undefined, CallRefusal>) => void,
  ): void {
    void this.#post(target, call).then(answered);
  }

  async #post(
    { url, streamId }: { readonly url: string; readonly streamId: StreamId },
    call: Call,
  ): Promise<Result<undefined, CallRefusal>> {
    const headers = { ...this.#headers, 'Mesos-Stream-Id': streamId };
    const answer = await this.#client.post(url, headers, this.#encode(call));
    if (!answer.ok) return failure({ status: undefined, why: answer.error });
    const { status, body } = answer.value;
    if (status === 202 || status === 200) return ok(undefined);
    return failure({ status, why: body.toString() });
  }

  close(): void {
    this.#client.close();
  }

  #encode(call: Call): string | Uint8Array {
    return this.#contentType === 'json' ? Call.toJson(call) : Call.encode(call);
  }

  #decode(record: Uint8Array): Event {
    if (this.#contentType === 'protobuf') return Event.decode(record);
    const parsed = parseJson(Buffer.from(record).toString());
    if (!parsed.ok) throw new DecodeError(parsed.error);
    return Event.fromJson(parsed.value);
  }
}

function authorization(credential: SchedulerCredential | undefined): Record<string, string> {
  if (credential === undefined) return {};
  const { principal, secret } = credential;
  return { Authorization: `Basic ${Buffer.from(`${principal}:${secret}`).toString('base64')}` };
}

/** Why the chunk is no part of an event stream, or undefined. */
function push(decoder: RecordDecoder, chunk: Uint8Array): string | undefined {
  try {
    const pushed = decoder.push(chunk);
    return pushed.ok ? undefined : pushed.error;
  } catch (error) {
    // The codec throws; what the framework's own handlers throw is not ours to catch.
    if (error instanceof DecodeError) return error.message;
    throw error;
  }
}
