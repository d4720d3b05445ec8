/**
 * /maintenance/schedule shows and replaces the schedule, /maintenance/status says how far it is, and
 * /machine/down and /machine/up take machines away and back.
 */
import { badRequest, json, refusal, type HttpResponse } from '../../foundation/http/index.ts';
import type { EndpointHandler, EndpointOptions, EndpointRequest } from '../../manners/index.ts';
import { type Result, failure, ok } from '../../foundation/result.ts';
import { parseJsonBody } from '../../operator-api/index.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { ClusterStatus, Schedule, type Window } from '../../protocol/generated/maintenance.ts';
import { MachineID, type Unavailability } from '../../protocol/generated/mesos.ts';
import { forEach, onceOn } from '../../security/authorization.ts';
import { View } from '../../security/view.ts';
import type { Core } from '../core/environment.ts';
import { startMaintenance, stopMaintenance } from '../core/maintenance/down.ts';
import { updateSchedule, windowsFor } from '../core/maintenance/schedule.ts';
import { maintenanceStatus } from '../core/maintenance/status.ts';
import type { MasterContext } from './context.ts';
import { answerOutcome } from './outcome.ts';

type CoreOnly = Pick<MasterContext, 'core'>;

type Access = Pick<EndpointOptions, 'realm' | 'authorize' | 'methods'>;

export const scheduleAccess: Access = {
  // @compat for GET too.
  realm: 'readwrite',
  methods: ['GET', 'POST'],
  authorize: {
    GET: forEach('GET_MAINTENANCE_SCHEDULE'),
    POST: onceOn('UPDATE_MAINTENANCE_SCHEDULE', ({ body }: EndpointRequest) => {
      const schedule = readBody(body, readSchedule);
      const windows = schedule.ok ? (schedule.value.windows ?? []) : [];
      return windows.flatMap(({ machine_ids: ids = [] }) =>
        ids.map((machineId) => ({ machineId })),
      );
    }),
  },
};

export const statusAccess: Access = {
  realm: 'readonly',
  methods: ['GET'],
  authorize: forEach('GET_MAINTENANCE_STATUS'),
};

export function machinesAccess(action: 'START_MAINTENANCE' | 'STOP_MAINTENANCE'): Access {
  return {
    realm: 'readwrite',
    methods: ['POST'],
    authorize: onceOn(action, ({ body }: EndpointRequest) => {
      const machines = readBody(body, readMachines);
      return machines.ok ? machines.value.map((machineId) => ({ machineId })) : [];
    }),
  };
}

export function maintenanceScheduleEndpoint({ core }: CoreOnly): EndpointHandler {
  return ({ method, body, principal }) => {
    if (method !== 'POST') {
      const view = new View(core.authorizer, principal);
      return json(scheduleJson(windowsFor(core.state.maintenance, view)));
    }
    const schedule = readBody(body, readSchedule);
    if (!schedule.ok) return schedule.error;
    return answerOutcome((done) => updateSchedule(core, schedule.value, done));
  };
}

export function maintenanceStatusEndpoint({ core }: CoreOnly): EndpointHandler {
  return ({ principal }) =>
    json(ClusterStatus.toJson(maintenanceStatus(core, new View(core.authorizer, principal))));
}

export function machineDownEndpoint({ core }: CoreOnly): EndpointHandler {
  return machinesEndpoint(core, startMaintenance);
}

export function machineUpEndpoint({ core }: CoreOnly): EndpointHandler {
  return machinesEndpoint(core, stopMaintenance);
}

function machinesEndpoint(core: Core, decide: typeof startMaintenance): EndpointHandler {
  return ({ body }) => {
    const machines = readBody(body, readMachines);
    if (!machines.ok) return machines.error;
    return answerOutcome((done) => decide(core, machines.value, done));
  };
}

/** Reading a body holds everybody else up; as many machines as may come at once need half of it. */
const longestBodyBytes = 4 * 1024 * 1024;

function readBody<T>(
  body: Uint8Array,
  read: (value: unknown) => Result<T>,
): Result<T, HttpResponse> {
  if (body.length > longestBodyBytes) {
    const rule = `The body is too large, expecting at most ${longestBodyBytes} bytes`;
    return failure(refusal(413, rule));
  }
  const parsed = parseJsonBody(body);
  if (!parsed.ok) return failure(badRequest(parsed.error));
  const value = read(parsed.value);
  return value.ok ? value : failure(badRequest(value.error));
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
