/**
 * From a request's bytes to a call: the content type is one we know, the body parses, and nothing
 * that is required is missing. Checks come in Mesos' order; the first one that fails answers.
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
import { DecodeError } from '../protocol/codec/errors.ts';
import type { MessageType } from '../protocol/codec/message.ts';
import { parseJson } from '../protocol/json-text.ts';
import { cannotAccept, jsonType, protobufType, type CallDialect } from './dialect.ts';

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
  return readMessage(type, { mediaType: contentType, bytes: request.body }, dialect);
}

export function readMessage<Call extends object>(
  type: MessageType<Call>,
  { mediaType, bytes }: { readonly mediaType: string; readonly bytes: Uint8Array },
  dialect: CallDialect,
): Result<Call, HttpResponse> {
  const refused = findTooLarge(bytes, mediaType);
  if (refused !== undefined) return failure(refused);
  // @compat compared as it is: neither upper case nor "; charset=utf-8" is known.
  if (mediaType === jsonType) return readJson(type, bytes, dialect);
  if (mediaType === protobufType) return readProtobuf(type, bytes, dialect);
  return failure(unsupportedMediaType(`Expecting 'Content-Type' of ${dialect.contentTypes}`));
}

export function isMessageMediaType(text: string | undefined): text is MessageMediaType {
  return text === jsonType || text === protobufType;
}

/**
 * Of any call. Reading one blocks all others, so its size and the number of its values (fields, items)
 * are bounded: at both bounds it takes a few ten milliseconds. The largest honest ones, ACCEPTs of a
 * thousand tasks, have half of it; files travel by URI. Larger ones are answered 413.
 */
const longestCallBytes = 4 * 1024 * 1024;
const mostCallValues = 100_000;

const colon = 0x3a;
const comma = 0x2c;

function findTooLarge(body: Uint8Array, contentType: string): HttpResponse | undefined {
  if (body.length > longestCallBytes) {
    return refusal(413, `The call is too large, expecting at most ${longestCallBytes} bytes`);
  }
  if (contentType !== jsonType || body.length <= mostCallValues) return undefined;
  // Those in texts are counted too: finding out which are not would take as long as reading it.
  let separators = 0;
  for (let i = 0; i < body.length; i++) {
    if (body[i] === comma || body[i] === colon) separators++;
  }
  if (separators <= mostCallValues) return undefined;
  return refusal(413, `The call has too many values, expecting at most ${mostCallValues}`);
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
    return ok(type.decode(body, mostCallValues));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return failure(badRequest(`${dialect.badProtobuf}: ${error.message}`));
  }
}

/** What the answer to a call will be: JSON when nothing else is wanted. */
export function negotiateAnswer(
  request: HttpRequest,
  dialect: CallDialect,
): Result<MessageMediaType, HttpResponse> {
  const mediaType = negotiateMediaType(findHeader(request, 'accept'));
  return mediaType === undefined ? failure(cannotAccept(dialect)) : ok(mediaType);
}

/** `accept` as the header has it; undefined: no message can be written for this client. */
export function negotiateMediaType(accept: string | undefined): MessageMediaType | undefined {
  return ([jsonType, protobufType] as const).find((type) => acceptsMediaType(accept, type));
}
