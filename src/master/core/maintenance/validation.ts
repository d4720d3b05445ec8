/** What is refused of a schedule or a list of machines; the texts are Mesos'. */
import type { Schedule } from '../../../protocol/generated/maintenance.ts';
import type { MachineID, Unavailability } from '../../../protocol/generated/mesos.ts';
import { longestNanoseconds } from '../../../protocol/value-ranges.ts';
import { type Machine, machineKey, machineText } from './machine.ts';

/** Each is looked at in the turn that the schedule comes in. */
export const mostMachines = 20_000;

const longestHostname = 255;

type Machines = ReadonlyMap<string, Machine>;

/** Machines that are down stay in the schedule until they are brought up. */
export function findScheduleError(schedule: Schedule, machines: Machines): string | undefined {
  const seen = new Set<string>();
  for (const { machine_ids: ids = [], unavailability } of schedule.windows ?? []) {
    if (ids.length === 0) return 'List of machines in the maintenance window is empty';
    const error = findUnavailabilityError(unavailability) ?? findMachinesError(ids, seen);
    if (error !== undefined) return error;
  }
  for (const [key, { id, mode }] of machines) {
    if (mode !== 'DOWN' || seen.has(key)) continue;
    return `Machine '${machineText(id)}' is deactivated and cannot be removed from the schedule`;
  }
  return undefined;
}

export function findListError(ids: readonly MachineID[]): string | undefined {
  return ids.length === 0 ? 'List of machines is empty' : findMachinesError(ids, new Set());
}

function findUnavailabilityError({ start, duration }: Unavailability): string | undefined {
  if (duration !== undefined && duration.nanoseconds < 0) {
    return "Unavailability 'duration' is negative";
  }
  if (duration !== undefined && duration.nanoseconds > longestNanoseconds) {
    return `Unavailability 'duration' is longer than ${longestNanoseconds} nanoseconds`;
  }
  if (start.nanoseconds < 0) return "Unavailability 'start' is negative";
  return undefined;
}

function findMachinesError(ids: readonly MachineID[], seen: Set<string>): string | undefined {
  for (const id of ids) {
    const error = findMachineError(id);
    if (error !== undefined) return error;
    const key = machineKey(id);
    if (seen.has(key)) {
      return `Machine '${machineText(id)}' appears more than once in the schedule`;
    }
    seen.add(key);
    if (seen.size > mostMachines) return `More than ${mostMachines} machines are in the schedule`;
  }
  return undefined;
}

const part = '(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
const ipv4 = new RegExp(`^${part}(\\.${part}){3}$`);
const mostShownCharacters = 80;

function findMachineError({ hostname = '', ip = '' }: MachineID): string | undefined {
  if (hostname === '' && ip === '') return "Both 'hostname' and 'ip' for a machine are empty";
  if (ip !== '' && !ipv4.test(ip)) {
    return `Failed to parse IPv4: ${ip.slice(0, mostShownCharacters)}`;
  }
  if (hostname.length > longestHostname) {
    return `The 'hostname' of a machine is longer than ${longestHostname} characters`;
  }
  return undefined;
}
