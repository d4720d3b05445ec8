/**
 * Why an operation failed, by ZooKeeper's own names. What the server answers comes with its number;
 * some of them, and CLOSED, are said by the client itself.
 */
import { type Result, failure } from '../../foundation/result.ts';

const codes = {
  [-1]: 'SYSTEM_ERROR',
  [-2]: 'RUNTIME_INCONSISTENCY',
  [-3]: 'DATA_INCONSISTENCY',
  [-4]: 'CONNECTION_LOSS',
  [-5]: 'MARSHALLING_ERROR',
  [-6]: 'UNIMPLEMENTED',
  [-7]: 'OPERATION_TIMEOUT',
  [-8]: 'BAD_ARGUMENTS',
  [-12]: 'UNKNOWN_SESSION',
  [-13]: 'NEW_CONFIG_NO_QUORUM',
  [-14]: 'RECONFIG_IN_PROGRESS',
  [-100]: 'API_ERROR',
  [-101]: 'NO_NODE',
  [-102]: 'NO_AUTH',
  [-103]: 'BAD_VERSION',
  [-108]: 'NO_CHILDREN_FOR_EPHEMERALS',
  [-110]: 'NODE_EXISTS',
  [-111]: 'NOT_EMPTY',
  [-112]: 'SESSION_EXPIRED',
  [-113]: 'INVALID_CALLBACK',
  [-114]: 'INVALID_ACL',
  [-115]: 'AUTH_FAILED',
  [-118]: 'SESSION_MOVED',
  [-119]: 'NOT_READ_ONLY',
  [-120]: 'EPHEMERAL_ON_LOCAL_SESSION',
  [-121]: 'NO_WATCHER',
  [-122]: 'REQUEST_TIMEOUT',
  [-123]: 'RECONFIG_DISABLED',
  [-124]: 'SESSION_CLOSED_REQUIRE_SASL_AUTH',
  [-125]: 'QUOTA_EXCEEDED',
  [-127]: 'THROTTLED',
} as const;

export type ZooKeeperErrorCode = (typeof codes)[keyof typeof codes] | 'CLOSED';

export interface ZooKeeperError {
  readonly code: ZooKeeperErrorCode;
  /** "setData /mesos/log: NO_NODE" */
  readonly message: string;
}

export type ZooKeeperResult<T> = Result<T, ZooKeeperError>;

export function codeOf(number: number): ZooKeeperErrorCode {
  return (codes as Readonly<Record<number, ZooKeeperErrorCode>>)[number] ?? 'SYSTEM_ERROR';
}

export function zooKeeperFailure(
  operation: string,
  code: ZooKeeperErrorCode,
  why = '',
): { readonly ok: false; readonly error: ZooKeeperError } {
  return failure({ code, message: `${operation}: ${code}${why === '' ? '' : `, ${why}`}` });
}

/** passing: the next server may do it. over: the session is, which its state says. lasting: all else. */
export type Severity = 'passing' | 'over' | 'lasting';

const passing: ReadonlySet<ZooKeeperErrorCode> = new Set([
  'CONNECTION_LOSS',
  'SESSION_MOVED',
  'OPERATION_TIMEOUT',
  'REQUEST_TIMEOUT',
]);
const over: ReadonlySet<ZooKeeperErrorCode> = new Set(['SESSION_EXPIRED', 'AUTH_FAILED', 'CLOSED']);

export function severityOf({ code }: ZooKeeperError): Severity {
  if (passing.has(code)) return 'passing';
  return over.has(code) ? 'over' : 'lasting';
}
