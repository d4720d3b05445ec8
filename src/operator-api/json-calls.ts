/**
 * Calls of the v1 operator API that are ours alone. They have no number in the enum of Mesos' protobuf,
 * where a later Mesos might give it to something else, and so can only be made, and are only answered,
 * in JSON. To whoever speaks protobuf they do not exist.
 */
import {
  acceptsMediaType,
  badRequest,
  bytes,
  findHeader,
  forbidden,
  notAcceptable,
  type HttpRequest,
  type HttpResponse,
} from '../foundation/http/index.ts';
import type { Result } from '../foundation/result.ts';
import { type Authorization, type Authorizer, findForbidden } from '../security/authorization.ts';
import { parseJsonBody } from './call-body.ts';
import { jsonType, type CallDialect } from './dialect.ts';

/** They name a thing and carry nothing; what is longer is none of them. */
const longestCallBytes = 4 * 1024;

export interface JsonCall<Context> {
  /** "GET_EXPLANATION": the type; its message is the field named like it in lower case. */
  readonly name: string;
  readonly authorize: Authorization<{ readonly context: Context; readonly message: JsonMessage }>;
  /** A failure is the fault in the message, or an answer of its own. */
  readonly apply: (
    context: Context,
    message: JsonMessage,
    http: HttpRequest,
  ) => JsonAnswer | Promise<JsonAnswer>;
}

export type JsonMessage = Readonly<Record<string, unknown>>;
export type JsonAnswer = Result<object, HttpResponse | string>;

interface JsonCallParts<Context> {
  readonly context: Context;
  readonly dialect: CallDialect;
  readonly authorizer: Authorizer;
}

/** Undefined: the request is none of these calls. */
export async function answerJsonCall<Context>(
  calls: readonly JsonCall<Context>[],
  { context, dialect, authorizer }: JsonCallParts<Context>,
  request: HttpRequest,
): Promise<HttpResponse | undefined> {
  if (calls.length === 0 || request.body.length > longestCallBytes) return undefined;
  if (findHeader(request, 'content-type') !== jsonType) return undefined;
  if (!mayName(calls, request.body)) return undefined;
  const body = parseJsonBody(request.body);
  if (!body.ok || !isObject(body.value)) return undefined;
  const { type } = body.value;
  const call = calls.find(({ name }) => name === type);
  if (call === undefined) return undefined;
  if (!acceptsMediaType(findHeader(request, 'accept'), jsonType)) {
    return notAcceptable(`Expecting 'Accept' to allow '${jsonType}'`);
  }
  const field = call.name.toLowerCase();
  const message = body.value[field];
  const invalid = (why: string): HttpResponse =>
    badRequest(`Failed to validate ${dialect.callName}: ${why}`);
  if (!isObject(message)) return invalid(`Expecting '${field}' to be present`);
  const forbids = findForbidden(authorizer, request.principal, call.authorize, {
    context,
    message,
  });
  if (forbids !== undefined) return forbidden(forbids);
  const answer = await call.apply(context, message, request);
  if (answer.ok) return bytes(jsonType, JSON.stringify({ type, [field]: answer.value }));
  return typeof answer.error === 'string' ? invalid(answer.error) : answer.error;
}

/** Without reading it: all other calls are read once, and not here. Escapes may say anything. */
function mayName(calls: readonly { readonly name: string }[], body: Uint8Array): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return bytes.includes('\\') || calls.some(({ name }) => bytes.includes(name));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
