/**
 * How an HTTP endpoint for calls words its refusals. Master, agent and executor endpoints follow
 * the same rules, yet Mesos words each of them a little differently, and clients match on the text.
 */
import type { HttpResponse } from '../foundation/http/index.ts';
import { notAcceptable } from '../foundation/http/index.ts';

export interface CallDialect {
  /** In "Failed to validate <callName>: ...". */
  readonly callName: string;
  /** Stands before what is wrong with JSON that parses but does not make a call. */
  readonly jsonPrefix: string;
  readonly badProtobuf: string;
  readonly contentTypes: string;
  readonly accepts: string;
  /** Types of the calls that stream their request or their answer (RecordIO), if there are any. */
  readonly streams?: {
    readonly requests: ReadonlySet<string>;
    readonly answers: ReadonlySet<string>;
  };
}

export const jsonType = 'application/json';
export const protobufType = 'application/x-protobuf';
export const recordioType = 'application/recordio';

const protobufCall = {
  jsonPrefix: 'Failed to convert JSON into Call protobuf: ',
  badProtobuf: 'Failed to parse body into Call protobuf',
  contentTypes: `${jsonType} or ${protobufType}`,
  accepts: `'${protobufType}' or '${jsonType}'`,
};

export const masterDialect: CallDialect = { ...protobufCall, callName: 'master::Call' };
export const schedulerDialect: CallDialect = { ...protobufCall, callName: 'scheduler::Call' };
export const executorDialect: CallDialect = { ...protobufCall, callName: 'Executor::Call' };

const withStreams = `${jsonType} or ${protobufType} or ${recordioType}`;

export const agentDialect: CallDialect = {
  callName: 'agent::Call',
  jsonPrefix: '',
  badProtobuf: 'Failed to parse body into a protobuf object',
  contentTypes: withStreams,
  accepts: withStreams,
  streams: {
    requests: new Set(['ATTACH_CONTAINER_INPUT']),
    answers: new Set(['ATTACH_CONTAINER_OUTPUT', 'LAUNCH_NESTED_CONTAINER_SESSION']),
  },
};

export function cannotAccept(dialect: CallDialect): HttpResponse {
  return notAcceptable(`Expecting 'Accept' to allow ${dialect.accepts}`);
}
