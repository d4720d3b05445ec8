/**
 * The v1 operator API over HTTP, the same on master and agent: one POST carries one call, the call
 * is looked up by its type, and its answer is written in what the client accepts.
 *
 * A call is one object in one file of the owner's `calls/` folder. Adding one there and to the list
 * beside it is all there is to do.
 */
import {
  badRequest,
  bytes,
  findHeader,
  forbidden,
  refusal,
  type HttpRequest,
  type HttpResponse,
} from '../foundation/http/index.ts';
import type { EndpointHandler, EndpointOptions, EndpointRouter } from '../manners/index.ts';
import { assert, failure, ok, type Result } from '../foundation/result.ts';
import type { MessageType } from '../protocol/codec/message.ts';
import {
  type Authorization,
  type Authorizer,
  findForbidden,
  nobodyAsked,
} from '../security/authorization.ts';
import {
  isMessageMediaType,
  negotiateAnswer,
  readCallBody,
  readMessage,
  type MessageMediaType,
} from './call-body.ts';
import { answerJsonCall, type JsonCall } from './json-calls.ts';
import { jsonType, type CallDialect } from './dialect.ts';
import {
  answerMediaType,
  findStreamFault,
  findStreamHeaderFault,
  isStreamedRequest,
  RecordReader,
} from './streamed-call.ts';

/** A message, to be written as the client accepts it, or an answer that is complete. */
export type CallAnswer<Response> =
  | {
      readonly kind: 'message';
      readonly message: Response;
      /** Where JSON differs from the usual mapping of the message. */
      readonly toJson?: () => string;
    }
  | HttpResponse;

export interface CallRequest {
  /** What the client wants; for answers that are written piece by piece. */
  readonly mediaType: MessageMediaType;
  readonly http: HttpRequest;
  /** What follows the call, when it came as a stream. */
  readonly records?: RecordReader;
}

export interface OperatorCall<Call, Response, Context> {
  /** "GET_HEALTH": the type of the call. */
  readonly name: string;
  /** Which actions of Mesos it is; the handler asks before `apply`. */
  readonly authorize: Authorization<{ readonly context: Context; readonly call: Call }>;
  /** The call is nothing without its submessage, the field named like it in lower case. */
  readonly needsBody?: true;
  /** Why the call makes no sense, whatever the state: "Expecting 'path' to be present". */
  readonly validate?: (call: Call) => string | undefined;
  readonly apply: (
    context: Context,
    call: Call,
    request: CallRequest,
  ) => CallAnswer<Response> | Promise<CallAnswer<Response>>;
}

export interface CallEndpoint<Call extends object, Response extends object, Context> {
  readonly callType: MessageType<Call>;
  readonly responseType: MessageType<Response>;
  readonly dialect: CallDialect;
  readonly calls: readonly OperatorCall<NoInfer<Call>, NoInfer<Response>, Context>[];
  /** Those of our own. */
  readonly jsonCalls?: readonly JsonCall<Context>[];
  readonly context: Context;
  readonly authorizer: Authorizer;
  /** What else the endpoint has: a guard that says when others have to be asked. */
  readonly route?: Pick<EndpointOptions, 'guard'>;
}

export function reply<Response>(message: Response): CallAnswer<Response> {
  return { kind: 'message', message };
}

/** `path` is "/master/api/v1" or "/slave(1)/api/v1". */
export function registerCallEndpoint<
  Call extends { type?: string },
  Response extends object,
  Context,
>(router: EndpointRouter, path: string, endpoint: CallEndpoint<Call, Response, Context>): void {
  const hasStreams = endpoint.dialect.streams !== undefined;
  router.register(path, createCallHandler(endpoint), {
    ...endpoint.route,
    realm: 'readwrite',
    authorize: nobodyAsked('each call has a slot of its own'),
    methods: ['POST'],
    summary: 'The v1 operator API: one call for each request.',
    streamsBody: (headers) => hasStreams && isStreamedRequest(headers['content-type']),
  });
}

export function createCallHandler<Call extends { type?: string }, Response extends object, Context>(
  endpoint: CallEndpoint<Call, Response, Context>,
): EndpointHandler {
  const { callType, responseType, dialect, context } = endpoint;
  const calls = new Map(endpoint.calls.map((call) => [call.name, call]));
  assert(calls.size === endpoint.calls.length, 'every call is listed once');
  return async (request) => {
    const own = await answerJsonCall(endpoint.jsonCalls ?? [], endpoint, request);
    if (own !== undefined) return own;
    const records = request.bodyStream && new RecordReader(request.bodyStream);
    const body = await readCall(callType, request, { dialect, records });
    if (!body.ok) return body.error;
    const call = body.value;
    const found = calls.get(call.type ?? '');
    const fault = findFault(call, found);
    if (fault !== undefined) return badRequest(`Failed to validate ${dialect.callName}: ${fault}`);
    const name = call.type ?? '';
    // Whichever way a call that is not there yet comes, it is told so.
    if (found === undefined && isStreamedCall(name, dialect)) return notImplemented(name);
    const mediaType = findAnswerType(request, name, dialect);
    if (!mediaType.ok) return mediaType.error;
    if (found === undefined) return notImplemented(name);
    const { authorizer } = endpoint;
    const forbids = findForbidden(authorizer, request.principal, found.authorize, {
      context,
      call,
    });
    if (forbids !== undefined) return forbidden(forbids);
    const asked = { mediaType: mediaType.value, http: request, ...(records && { records }) };
    const answer = await found.apply(context, call, asked);
    return answer.kind === 'message' ? write(responseType, answer, mediaType.value) : answer;
  };
}

/** @compat an endpoint with streams looks at all headers before it reads the body. */
async function readCall<Call extends object>(
  type: MessageType<Call>,
  request: HttpRequest,
  {
    dialect,
    records,
  }: { readonly dialect: CallDialect; readonly records: RecordReader | undefined },
): Promise<Result<Call, HttpResponse>> {
  if (dialect.streams === undefined) return readCallBody(type, request, dialect);
  const contentType = findHeader(request, 'content-type');
  const fault = findStreamHeaderFault(request, dialect);
  const isKnownType = isStreamedRequest(contentType) || isMessageMediaType(contentType);
  if (fault !== undefined && isKnownType) return failure(fault);
  if (records === undefined) return readCallBody(type, request, dialect);
  const record = await records.first();
  if (!record.ok) return record;
  const mediaType = findHeader(request, 'message-content-type')!;
  return readMessage(type, { mediaType, bytes: record.value }, dialect);
}

function isStreamedCall(name: string, { streams }: CallDialect): boolean {
  return streams !== undefined && (streams.requests.has(name) || streams.answers.has(name));
}

function findAnswerType(
  request: HttpRequest,
  name: string,
  dialect: CallDialect,
): Result<MessageMediaType, HttpResponse> {
  if (dialect.streams === undefined) return negotiateAnswer(request, dialect);
  const fault = findStreamFault(request, name, dialect);
  return fault === undefined ? ok(answerMediaType(request)) : failure(fault);
}

function findFault<Call extends { type?: string }>(
  call: Call,
  found: Pick<OperatorCall<Call, unknown, never>, 'needsBody' | 'validate'> | undefined,
): string | undefined {
  if (call.type === undefined) return "Expecting 'type' to be present";
  if (found === undefined) return undefined;
  const field = call.type.toLowerCase();
  if (found.needsBody === true && (call as Record<string, unknown>)[field] === undefined) {
    return `Expecting '${field}' to be present`;
  }
  return found.validate?.(call);
}

function notImplemented(callType: string): HttpResponse {
  if (callType === 'UNKNOWN') return refusal(501);
  return refusal(501, `${callType} is not supported by this version`);
}

function write<Response extends object>(
  type: MessageType<Response>,
  answer: CallAnswer<Response> & { kind: 'message' },
  mediaType: MessageMediaType,
): HttpResponse {
  const { message, toJson } = answer;
  if (mediaType !== jsonType) return bytes(mediaType, type.encode(message));
  return bytes(mediaType, toJson === undefined ? type.toJson(message) : toJson());
}
