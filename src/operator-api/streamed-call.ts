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
  type HttpRequest,
  type HttpResponse,
} from '../foundation/http/index.ts';
import { failure, ok, type Result } from '../foundation/result.ts';
import { RecordDecoder } from '../protocol/recordio.ts';
import { isMessageMediaType, type MessageMediaType, negotiateMediaType } from './call-body.ts';
import { cannotAccept, jsonType, protobufType, recordioType, type CallDialect } from './dialect.ts';

/** The call that begins a stream names a container and little else; a larger one is refused (400). */
const maxFirstRecordBytes = 64 * 1024;
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

/** The bytes of the call. The rest of the stream is left where it is. */
export async function readFirstRecord(
  stream: AsyncIterable<Uint8Array>,
  timeoutMs = firstRecordTimeoutMs,
): Promise<Result<Uint8Array, HttpResponse>> {
  let timer: NodeJS.Timeout | undefined;
  const isLate = new Promise<Result<Uint8Array, HttpResponse>>((resolve) => {
    const late = failure(refusal(408, 'The first record of the request is too slow'));
    timer = setTimeout(() => resolve(late), timeoutMs).unref();
  });
  const first = await Promise.race([takeRecord(stream), isLate]);
  clearTimeout(timer);
  return first;
}

async function takeRecord(
  stream: AsyncIterable<Uint8Array>,
): Promise<Result<Uint8Array, HttpResponse>> {
  let first: Uint8Array | undefined;
  const decoder = new RecordDecoder((record) => (first ??= record), maxFirstRecordBytes);
  // Not `for await`: leaving such a loop destroys the stream, and the answer with it.
  const chunks = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const chunk = await chunks.next();
      if (chunk.done === true) {
        return failure(badRequest('Received EOF while reading request body'));
      }
      const decoded = decoder.push(chunk.value);
      if (first !== undefined) return ok(first);
      if (!decoded.ok) return failure(badRequest(decoded.error));
    }
  } catch {
    return failure(badRequest('The request body is truncated'));
  }
}
