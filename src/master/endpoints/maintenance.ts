/**
 * /maintenance/schedule shows and replaces the schedule, /maintenance/status says how far it is, and
 * /machine/down and /machine/up take machines away and back.
 */
import { badRequest, json, refusal, type HttpResponse } from '../../foundation/http/index.ts';
import type { EndpointHandler } from '../../manners/index.ts';
import { type Result, failure, ok } from '../../foundation/result.ts';
import { parseJsonBody } from '../../operator-api/index.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { ClusterStatus, Schedule, type Window } from '../../protocol/generated/maintenance.ts';
import { MachineID, type Unavailability } from '../../protocol/generated/mesos.ts';
import type { Outcome } from '../core/decisions.ts';
import type { Core } from '../core/environment.ts';
import { startMaintenance, stopMaintenance } from '../core/maintenance/down.ts';
import { updateSchedule } from '../core/maintenance/schedule.ts';
import { maintenanceStatus } from '../core/maintenance/status.ts';
import type { MasterContext } from './context.ts';
import { answerOutcome } from './outcome.ts';

type CoreOnly = Pick<MasterContext, 'core'>;

export function maintenanceScheduleEndpoint({ core }: CoreOnly): EndpointHandler {
  return ({ method, body }) => {
    if (method !== 'POST') return json(scheduleJson(core.state.maintenance.windows));
    return answerParsed(body, readSchedule, (schedule, done) =>
      updateSchedule(core, schedule, done),
    );
  };
}

export function maintenanceStatusEndpoint({ core }: CoreOnly): EndpointHandler {
  return () => json(ClusterStatus.toJson(maintenanceStatus(core)));
}

export function machineDownEndpoint({ core }: CoreOnly): EndpointHandler {
  return machinesEndpoint(core, startMaintenance);
}

export function machineUpEndpoint({ core }: CoreOnly): EndpointHandler {
  return machinesEndpoint(core, stopMaintenance);
}

function machinesEndpoint(core: Core, decide: typeof startMaintenance): EndpointHandler {
  return ({ body }) =>
    answerParsed(body, readMachines, (machines, done) => decide(core, machines, done));
}

/** Reading a body holds everybody else up; as many machines as may come at once need half of it. */
const longestBodyBytes = 4 * 1024 * 1024;

function answerParsed<T>(
  body: Uint8Array,
  read: (value: unknown) => Result<T>,
  decide: (value: T, done: (outcome: Outcome) => void) => void,
): HttpResponse | Promise<HttpResponse> {
  if (body.length > longestBodyBytes) {
    return refusal(413, `The body is too large, expecting at most ${longestBodyBytes} bytes`);
  }
  const parsed = parseJsonBody(body);
  if (!parsed.ok) return badRequest(parsed.error);
  const value = read(parsed.value);
  if (!value.ok) return badRequest(value.error);
  return answerOutcome((done) => decide(value.value, done));
}

const otherType = 'Unexpected JSON type parsed';

function readSchedule(value: unknown): Result<Schedule> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return failure(otherType);
  }
  return decoded(() => Schedule.fromJson(value));
}

function readMachines(value: unknown): Result<MachineID[]> {
  if (!Array.isArray(value)) return failure(otherType);
  return decoded(() => value.map((one: unknown) => MachineID.fromJson(one)));
}

function decoded<T>(decode: () => T): Result<T> {
  try {
    return ok(decode());
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return failure(error.message);
  }
}

/** @compat fields in the order of the alphabet, other than in the v1 API. */
function scheduleJson(windows: readonly Window[]): string {
  return windows.length === 0 ? '{}' : `{"windows":[${windows.map(windowJson).join()}]}`;
}

function windowJson({ machine_ids: ids = [], unavailability }: Window): string {
  const machines = ids.map((id) => MachineID.toJson(id)).join();
  return `{"machine_ids":[${machines}],"unavailability":${unavailabilityJson(unavailability)}}`;
}

function unavailabilityJson({ start, duration }: Unavailability): string {
  const length =
    duration === undefined ? '' : `"duration":{"nanoseconds":${duration.nanoseconds}},`;
  return `{${length}"start":{"nanoseconds":${start.nanoseconds}}}`;
}
