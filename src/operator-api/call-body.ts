/**
 * From a request's bytes to a call: the content type is one we know, the body parses, and nothing
 * that is required is missing. Checks come in Mesos' order; the first one that fails answers.
 */
import {
  acceptsMediaType,
  badRequest,
  findHeader,
  unsupportedMediaType,
  type HttpRequest,
  type HttpResponse,
} from '../foundation/http/index.ts';
import { failure, ok, type Result } from '../foundation/result.ts';
import { DecodeError } from '../protocol/codec/errors.ts';
import type { MessageType } from '../protocol/codec/message.ts';
import { parseJson } from '../protocol/json-text.ts';
import { cannotAccept, jsonType, protobufType, recordioType, type CallDialect } from './dialect.ts';

/** The two ways in which a message travels. */
export type MessageMediaType = typeof jsonType | typeof protobufType;

/** Broken UTF-8 is refused, not repaired: a task id must arrive as it was meant. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function readCallBody<Call extends object>(
  type: MessageType<Call>,
  request: HttpRequest,
  dialect: CallDialect,
): Result<Call, HttpResponse> {
  const contentType = findHeader(request, 'content-type');
  if (contentType === undefined) {
    return failure(badRequest("Expecting 'Content-Type' to be present"));
  }
  // @compat compared as it is: neither upper case nor "; charset=utf-8" is known.
  if (contentType === jsonType) return readJson(type, request.body, dialect);
  if (contentType === protobufType) return readProtobuf(type, request.body, dialect);
  if (contentType === recordioType && dialect.hasStreams) return failure(refuseStream(request));
  return failure(unsupportedMediaType(`Expecting 'Content-Type' of ${dialect.contentTypes}`));
}

function readJson<Call extends object>(
  type: MessageType<Call>,
  body: Uint8Array,
  dialect: CallDialect,
): Result<Call, HttpResponse> {
  const parsed = parseJsonBody(body);
  if (!parsed.ok) return failure(badRequest(`Failed to parse body into JSON: ${parsed.error}`));
  try {
    return ok(type.fromJson(parsed.value));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return failure(badRequest(dialect.jsonPrefix + error.message));
  }
}

export function parseJsonBody(body: Uint8Array): Result<unknown> {
  try {
    return parseJson(utf8.decode(body));
  } catch {
    return failure('it is not valid UTF-8');
  }
}

function readProtobuf<Call extends object>(
  type: MessageType<Call>,
  body: Uint8Array,
  dialect: CallDialect,
): Result<Call, HttpResponse> {
  try {
    return ok(type.decode(body));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return failure(badRequest(dialect.badProtobuf));
  }
}

/** Calls that come as a stream of records are all about attaching, which no room offers yet. */
function refuseStream(request: HttpRequest): HttpResponse {
  const inner = findHeader(request, 'message-content-type');
  if (inner === undefined) {
    return badRequest("Expecting 'Message-Content-Type' to be set for streaming requests");
  }
  return unsupportedMediaType(
    `Streaming requests with 'Message-Content-Type' of '${inner}' are not supported`,
  );
}

/** What the answer to a call will be: JSON when nothing else is wanted. */
export function negotiateAnswer(
  request: HttpRequest,
  dialect: CallDialect,
  callType: string,
): Result<MessageMediaType, HttpResponse> {
  const accept = findHeader(request, 'accept');
  if (acceptsMediaType(accept, jsonType)) return ok(jsonType);
  if (acceptsMediaType(accept, protobufType)) return ok(protobufType);
  if (dialect.hasStreams && acceptsMediaType(accept, recordioType)) {
    const why = `Streaming response is not supported for ${callType} call`;
    return failure({ kind: 'text', status: 406, headers: [], text: why });
  }
  return failure(cannotAccept(dialect));
}
