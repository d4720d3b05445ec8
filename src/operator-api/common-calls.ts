/**
 * The v1 operator calls that master and agent answer alike: about the process, not about the
 * cluster. Their fields have the same names in both protocols.
 */
import { badRequest, empty } from '../foundation/http/index.ts';
import { inTurns, readInTurns } from '../foundation/metrics/in-turns.ts';
import { sortNames } from '../foundation/metrics/sort-names.ts';
import { nanosecondsToMs } from '../foundation/units/duration.ts';
import type { Long } from '../protocol/codec/long.ts';
import type {
  DurationInfo,
  FileInfo,
  Flag,
  Metric,
  VersionInfo,
} from '../protocol/generated/mesos.ts';
import { filesErrorResponse } from '../files/index.ts';
import { forEach, nobodyAsked, once } from '../security/authorization.ts';
import { reply, type OperatorCall } from './call-handler.ts';
import type { CommonContext } from './context.ts';

/** The part of master.Call and agent.Call that is spoken here. */
export interface CommonCall {
  readonly type?: string;
  readonly get_metrics?: { readonly timeout?: DurationInfo };
  readonly set_logging_level?: { readonly level: number; readonly duration: DurationInfo };
  readonly list_files?: { readonly path: string };
  readonly read_file?: { readonly path: string; readonly offset: Long; readonly length?: Long };
}

export type CommonResponse =
  | { type: 'GET_HEALTH'; get_health: { healthy: boolean } }
  | { type: 'GET_FLAGS'; get_flags: { flags: Flag[] } }
  | { type: 'GET_VERSION'; get_version: { version_info: VersionInfo } }
  | { type: 'GET_METRICS'; get_metrics: { metrics: Metric[] } }
  | { type: 'GET_LOGGING_LEVEL'; get_logging_level: { level: number } }
  | { type: 'LIST_FILES'; list_files: { file_infos: FileInfo[] } }
  | { type: 'READ_FILE'; read_file: { size: Long; data: Uint8Array } };

type CommonOperatorCall = OperatorCall<CommonCall, CommonResponse, CommonContext>;

/** @compat Mesos asks no authorizer. */
const aboutProcess = nobodyAsked('it says nothing of what runs here');
/** Which of them it is, depends on the file. */
const eachFile = forEach('ACCESS_SANDBOX', 'ACCESS_MESOS_LOG');

const getHealth: CommonOperatorCall = {
  name: 'GET_HEALTH',
  authorize: aboutProcess,
  apply: () => reply({ type: 'GET_HEALTH', get_health: { healthy: true } }),
};

const getFlags: CommonOperatorCall = {
  name: 'GET_FLAGS',
  authorize: once('VIEW_FLAGS'),
  apply: ({ flags }) => {
    const list = Object.entries(flags).map(([name, value]) => ({ name, value }));
    return reply({ type: 'GET_FLAGS', get_flags: { flags: list } });
  },
};

const getVersion: CommonOperatorCall = {
  name: 'GET_VERSION',
  authorize: aboutProcess,
  apply: ({ version }) => reply({ type: 'GET_VERSION', get_version: { version_info: version } }),
};

const getMetrics: CommonOperatorCall = {
  name: 'GET_METRICS',
  authorize: aboutProcess,
  needsBody: true,
  // What is not read after `timeout` is left out.
  apply: async ({ metrics }, call) => {
    const { timeout } = call.get_metrics!;
    const timeoutMs = timeout === undefined ? undefined : nanosecondsToMs(timeout.nanoseconds);
    const numbers = await readInTurns(metrics, timeoutMs);
    const names = await inTurns(sortNames(numbers.keys()));
    const list = names.map((name) => ({ name, value: numbers.get(name)! }));
    return reply({ type: 'GET_METRICS', get_metrics: { metrics: list } });
  },
};

const getLoggingLevel: CommonOperatorCall = {
  name: 'GET_LOGGING_LEVEL',
  authorize: aboutProcess,
  apply: ({ verbosity }) =>
    reply({ type: 'GET_LOGGING_LEVEL', get_logging_level: { level: verbosity.level } }),
};

const setLoggingLevel: CommonOperatorCall = {
  name: 'SET_LOGGING_LEVEL',
  authorize: once('SET_LOG_LEVEL'),
  needsBody: true,
  apply: ({ verbosity }, call) => {
    const { level, duration } = call.set_logging_level!;
    const toggled = verbosity.toggle(level, nanosecondsToMs(duration.nanoseconds));
    return toggled.ok ? empty() : badRequest(`${toggled.error}.`);
  },
};

const listFiles: CommonOperatorCall = {
  name: 'LIST_FILES',
  authorize: eachFile,
  needsBody: true,
  apply: async ({ files }, call, { http }) => {
    const listed = await files.browse(call.list_files!.path, http.principal);
    if (!listed.ok) return filesErrorResponse(listed.error);
    return reply({ type: 'LIST_FILES', list_files: { file_infos: listed.value } });
  },
};

const readFile: CommonOperatorCall = {
  name: 'READ_FILE',
  authorize: eachFile,
  needsBody: true,
  apply: async ({ files }, call, { http }) => {
    const { path, offset, length } = call.read_file!;
    // Beyond 2^53 nothing is lost by rounding: no file is that long.
    const range = {
      offset: Number(offset),
      ...(length === undefined ? {} : { length: Number(length) }),
    };
    const read = await files.read(path, range, http.principal);
    if (!read.ok) return filesErrorResponse(read.error);
    const { sizeBytes, data } = read.value;
    return reply({ type: 'READ_FILE', read_file: { size: sizeBytes, data } });
  },
};

export const commonCalls: readonly CommonOperatorCall[] = [
  getHealth,
  getFlags,
  getVersion,
  getMetrics,
  getLoggingLevel,
  setLoggingLevel,
  listFiles,
  readFile,
];
