/**
 * The older HTTP endpoints that master and agent have in common: health, version, flags, metrics,
 * log level, figures of the machine, files, and help.
 */
import { cpus, freemem, loadavg, totalmem } from 'node:os';
import {
  badRequest,
  empty,
  json,
  text,
  type HttpRequest,
  type HttpResponse,
} from '../foundation/http/index.ts';
import type { EndpointRouter } from '../manners/index.ts';
import { inTurns, readInTurns } from '../foundation/metrics/in-turns.ts';
import { snapshotJson } from '../foundation/metrics/snapshot-json.ts';
import { parseDuration } from '../foundation/units/duration.ts';
import { doubleJson } from '../protocol/codec/json-write.ts';
import { nobodyAsked, once, onPath } from '../security/authorization.ts';
import { registerFilesEndpoints } from '../files/index.ts';
import type { CommonContext } from './context.ts';
import { registerHelp } from './help.ts';
import { registerProcessEndpoints } from './process-endpoints.ts';
import { registerPrometheus } from './prometheus/endpoint.ts';
import { versionJson } from './version.ts';

/** @compat Mesos asks neither who it is nor whether they may. */
const open = {
  realm: 'open',
  authorize: nobodyAsked('it says nothing of what runs here'),
} as const;

/** `processId` is "master" or "slave(1)": the first part of the paths of its own endpoints. */
export function registerCommonEndpoints(
  router: EndpointRouter,
  processId: string,
  context: CommonContext,
): void {
  const flags = json(`{"flags":${JSON.stringify(context.flags)}}`);
  const version = json(versionJson(context.version));
  router.register(`/${processId}/health`, () => empty(), {
    ...open,
    summary: 'Answers 200 as long as the process is well.',
  });
  router.register(`/${processId}/flags`, () => flags, {
    realm: 'readonly',
    authorize: once('VIEW_FLAGS'),
    summary: 'All flags that have a value.',
  });
  router.register('/version', () => version, {
    ...open,
    below: 'slash',
    summary: 'Version and build.',
  });
  router.register('/metrics/snapshot', (request) => metricsSnapshot(context, request), {
    realm: 'readonly',
    authorize: onPath('/metrics/snapshot'),
    summary: 'All metrics by name.',
  });
  registerPrometheus(router, context.metrics);
  router.register('/logging/toggle', (request) => toggleLogging(context, request), {
    realm: 'readwrite',
    authorize: onPath('/logging/toggle'),
    summary: 'The level of verbose log lines; with `level` and `duration` it is set for that time.',
    changes: (query) => query.size > 0,
  });
  // Only this name: without its ending the path is unknown.
  router.register('/system/stats.json', systemStats, {
    ...open,
    summary: 'Load, processors and memory of the machine.',
  });
  registerFilesEndpoints(router, context.files);
  registerProcessEndpoints(router);
  registerHelp(router, processId);
}

/** What is not read after `timeout` is left out. */
async function metricsSnapshot(
  { metrics }: CommonContext,
  request: HttpRequest,
): Promise<HttpResponse> {
  const given = request.query.get('timeout');
  const timeout = given === undefined ? undefined : parseDuration(given);
  if (timeout?.ok === false) {
    return badRequest(`Invalid timeout '${given}': ${timeout.error}.\n`);
  }
  const numbers = await readInTurns(metrics, timeout?.value);
  return json(await inTurns(snapshotJson(numbers)));
}

function toggleLogging({ verbosity }: CommonContext, request: HttpRequest): HttpResponse {
  const level = request.query.get('level');
  const duration = request.query.get('duration');
  if (level === undefined && duration === undefined) return text(200, `${verbosity.level}\n`);
  if (level === undefined) return badRequest("Expecting 'level=value' in query.\n");
  if (duration === undefined) return badRequest("Expecting 'duration=value' in query.\n");
  if (!/^-?\d+$/.test(level)) {
    return badRequest(`Invalid level '${level}'; it must be an integer.\n`);
  }
  const parsed = parseDuration(duration);
  if (!parsed.ok) return badRequest(`Invalid duration '${duration}': ${parsed.error}.\n`);
  const toggled = verbosity.toggle(Number(level), parsed.value);
  return toggled.ok ? empty() : badRequest(`${toggled.error}.\n`);
}

function systemStats(): HttpResponse {
  const [oneMinute, fiveMinutes, fifteenMinutes] = loadavg();
  return json(
    `{"avg_load_15min":${doubleJson(fifteenMinutes ?? 0)},` +
      `"avg_load_1min":${doubleJson(oneMinute ?? 0)},` +
      `"avg_load_5min":${doubleJson(fiveMinutes ?? 0)},` +
      `"cpus_total":${cpus().length},"mem_free_bytes":${freemem()},"mem_total_bytes":${totalmem()}}`,
  );
}
