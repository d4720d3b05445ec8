/** The operator API over HTTP: the stream of events, and single questions. Protobuf both ways. */
import { HttpClient } from '../../foundation/http/client.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { Call, Event, Response } from '../../protocol/generated/master.ts';
import { RecordDecoder } from '../../protocol/recordio.ts';
import type { OpenStream } from './subscription.ts';

const mediaType = 'application/x-protobuf';

export interface OperatorApiOptions {
  readonly timeoutMs: number;
  readonly credential: { readonly principal: string; readonly secret: string } | undefined;
}

export class OperatorApi {
  readonly #client: HttpClient;
  readonly #authorization: Readonly<Record<string, string>>;

  constructor({ timeoutMs, credential }: OperatorApiOptions) {
    this.#client = new HttpClient({ timeoutMs, maxConnections: 2 });
    const { principal, secret } = credential ?? {};
    const basic = Buffer.from(`${principal}:${secret}`).toString('base64');
    this.#authorization = credential === undefined ? {} : { Authorization: `Basic ${basic}` };
  }

  readonly subscribe: OpenStream = (url, listener) => {
    const decoder = new RecordDecoder((record) => listener.received(Event.decode(record)));
    const body = Call.encode({ type: 'SUBSCRIBE' });
    const stream = this.#client.openStream(
      { url, headers: this.#headers(), body },
      {
        onOpen: () => listener.opened(),
        onData: (chunk) => {
          const why = push(decoder, chunk);
          if (why === undefined) return;
          stream.close();
          listener.closed(`what came from ${url} is no stream of events: ${why}`);
        },
        onRefused: ({ status, headers, body: text }) =>
          listener.refused({ status, location: headers.location, body: text.toString() }),
        onClosed: (why) => listener.closed(why),
      },
    );
    return () => stream.close();
  };

  async ask(url: string, type: 'GET_MASTER'): Promise<Result<Response>> {
    const answer = await this.#client.post(url, this.#headers(), Call.encode({ type }));
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status !== 200) return failure(`${url} answers ${type} with ${status} ${body.toString()}`);
    try {
      return ok(Response.decode(body));
    } catch (error) {
      return failure(`the answer to ${type} cannot be read: ${(error as Error).message}`);
    }
  }

  async getJson(url: string): Promise<Result<unknown>> {
    const answer = await this.#client.get(url, this.#authorization);
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status !== 200) return failure(`${url} answers ${status}`);
    try {
      return ok(JSON.parse(body.toString()));
    } catch (error) {
      return failure(`the answer of ${url} is no JSON: ${(error as Error).message}`);
    }
  }

  close(): void {
    this.#client.close();
  }

  #headers(): Record<string, string> {
    return { 'Content-Type': mediaType, Accept: mediaType, ...this.#authorization };
  }
}

/** Why the chunk is no part of an event stream, or undefined. */
function push(decoder: RecordDecoder, chunk: Uint8Array): string | undefined {
  try {
    const pushed = decoder.push(chunk);
    return pushed.ok ? undefined : pushed.error;
  } catch (error) {
    if (error instanceof DecodeError) return error.message;
    throw error;
  }
}
