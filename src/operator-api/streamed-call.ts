/**
 * Calls that come, or are answered, as a stream of records (RecordIO): an operator who attaches to
 * a container. The headers say what the records are written in; the first record is the call, and
 * what follows belongs to whoever serves it. Checks come in Mesos' order, headers before the body.
 */
import {
  acceptsMediaType,
  badRequest,
  findHeader,
  refusal,
  unsupportedMediaType,
  type Headers,
  type HttpRequest,
  type HttpResponse,
} from '../foundation/http/index.ts';
import { failure, ok, type Result } from '../foundation/result.ts';
import { RecordDecoder } from '../protocol/recordio.ts';
import { isMessageMediaType, type MessageMediaType, negotiateMediaType } from './call-body.ts';
import { cannotAccept, jsonType, protobufType, recordioType, type CallDialect } from './dialect.ts';

/** The call that begins a stream names a container and little else; a larger one is refused (400). */
const maxFirstRecordBytes = 64 * 1024;
/** Of what follows; larger ones end the stream with 400. Clients send what they read from a terminal. */
const maxRecordBytes = 1024 * 1024;
/** As long as an ordinary body may stall; then 408. */
const firstRecordTimeoutMs = 60_000;

const messageTypes = `${jsonType} or ${protobufType}`;

/** For routes: such a body has no end that could be waited for. */
export function isStreamedRequest(contentType: string | undefined): boolean {
  return contentType === recordioType;
}

/** What is wrong with the headers of a call to an endpoint that has streams. */
export function findStreamHeaderFault(
  request: HttpRequest,
  dialect: CallDialect,
): HttpResponse | undefined {
  return findContentFault(request) ?? findAcceptFault(request, dialect);
}

function findContentFault(request: HttpRequest): HttpResponse | undefined {
  const contentType = findHeader(request, 'content-type');
  const inner = findHeader(request, 'message-content-type');
  if (isStreamedRequest(contentType)) {
    if (inner === undefined) {
      return badRequest("Expecting 'Message-Content-Type' to be set for streaming requests");
    }
    if (isMessageMediaType(inner)) return undefined;
    return unsupportedMediaType(`Expecting 'Message-Content-Type' of ${messageTypes}`);
  }
  // An unknown content type is for whoever reads the body.
  if (inner === undefined || !isMessageMediaType(contentType)) return undefined;
  return unsupportedMediaType(
    "Expecting 'Message-Content-Type' to be not set for non-streaming requests",
  );
}

function findAcceptFault(request: HttpRequest, dialect: CallDialect): HttpResponse | undefined {
  const accept = findHeader(request, 'accept');
  const inner = findHeader(request, 'message-accept');
  if (negotiateMediaType(accept) !== undefined) {
    if (inner === undefined) return undefined;
    return refusal(406, "Expecting 'Message-Accept' to be not set for non-streaming responses");
  }
  if (!acceptsMediaType(accept, recordioType)) return cannotAccept(dialect);
  if (negotiateMediaType(inner) !== undefined) return undefined;
  return refusal(406, `Expecting 'Message-Accept' to allow ${messageTypes}`);
}

/** The call has no such stream in the direction that the headers announce. */
export function findStreamFault(
  request: HttpRequest,
  callType: string,
  { streams }: CallDialect,
): HttpResponse | undefined {
  if (streams === undefined) return undefined;
  if (isStreamedRequest(findHeader(request, 'content-type')) && !streams.requests.has(callType)) {
    return unsupportedMediaType(
      `Streaming 'Content-Type' ${recordioType} is not supported for ${callType} call`,
    );
  }
  if (!isStreamedRequest(findHeader(request, 'content-type')) && streams.requests.has(callType)) {
    return unsupportedMediaType(
      `Expecting 'Content-Type' to be ${recordioType} for ${callType} call`,
    );
  }
  if (wantsRecords(request) && !streams.answers.has(callType)) {
    return refusal(406, `Streaming response is not supported for ${callType} call`);
  }
  return undefined;
}

function wantsRecords(request: HttpRequest): boolean {
  return negotiateMediaType(findHeader(request, 'accept')) === undefined;
}

/** What messages of the answer are written in: by themselves, or as records of a stream. */
export function answerMediaType(request: HttpRequest): MessageMediaType {
  const header = wantsRecords(request) ? 'message-accept' : 'accept';
  return negotiateMediaType(findHeader(request, header)) ?? jsonType;
}

/**
 * The records of a request, one after the other. A chunk is asked for when all of the last one has
 * been taken, so that a client is not heard faster than its words are dealt with.
 */
export class RecordReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #decoder: RecordDecoder;
  readonly #records: Uint8Array[] = [];
  #fault: HttpResponse | undefined;

  constructor(stream: AsyncIterable<Uint8Array>) {
    // Not `for await`: leaving such a loop destroys the stream, and the answer with it.
    this.#chunks = stream[Symbol.asyncIterator]();
    this.#decoder = new RecordDecoder((record) => {
      this.#decoder.allow(maxRecordBytes);
      this.#records.push(record);
    }, maxFirstRecordBytes);
  }

  /** The bytes of the call. */
  async first(timeoutMs = firstRecordTimeoutMs): Promise<Result<Uint8Array, HttpResponse>> {
    let timer: NodeJS.Timeout | undefined;
    const isLate = new Promise<Result<Uint8Array, HttpResponse>>((resolve) => {
      const late = failure(refusal(408, 'The first record of the request is too slow'));
      timer = setTimeout(() => resolve(late), timeoutMs).unref();
    });
    const first = await Promise.race([this.#first(), isLate]);
    clearTimeout(timer);
    return first;
  }

  async #first(): Promise<Result<Uint8Array, HttpResponse>> {
    const next = await this.next();
    if (!next.ok) return next;
    if (next.value !== undefined) return ok(next.value);
    return failure(badRequest('Received EOF while reading request body'));
  }

  /** Undefined: the request is complete. A failure is the answer to what was sent. */
  async next(): Promise<Result<Uint8Array | undefined, HttpResponse>> {
    try {
      for (;;) {
        const record = this.#records.shift();
        if (record !== undefined) return ok(record);
        if (this.#fault !== undefined) return failure(this.#fault);
        const chunk = await this.#chunks.next();
        if (chunk.done === true) return this.#decoder.isAtBoundary ? ok(undefined) : truncated();
        const decoded = this.#decoder.push(chunk.value);
        if (!decoded.ok) this.#fault = badRequest(decoded.error);
      }
    } catch {
      return truncated();
    }
  }
}

function truncated(): Result<never, HttpResponse> {
  return failure(badRequest('The request body is truncated'));
}

/** How an answer that is a stream of records announces itself. */
export function recordStreamHead(request: HttpRequest): {
  readonly contentType: string;
  readonly headers: Headers;
} {
  const inner = answerMediaType(request);
  if (!wantsRecords(request)) return { contentType: inner, headers: [] };
  return { contentType: recordioType, headers: [['Message-Content-Type', inner]] };
}
