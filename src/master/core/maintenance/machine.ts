/**
 * Machines, as a schedule of maintenance names them: by hostname, address, or both. An agent is on
 * the machine that has both of its own; a machine named by less is another one, with no agents.
 */
import { MachineID, type Unavailability } from '../../../protocol/generated/mesos.ts';
import type { Pid } from '../../../protocol/ids.ts';
import type { AgentRecord } from '../state.ts';

/** Of a machine that is in the schedule; all others are up. */
export interface Machine {
  /** As the operator wrote it. */
  readonly id: MachineID;
  mode: 'DRAINING' | 'DOWN';
  unavailability: Unavailability;
}

/** Two ids with the same key are the same machine: upper case does not matter in hostnames. */
export function machineKey({ hostname = '', ip = '' }: MachineID): string {
  return `${hostname.toLowerCase()} ${ip}`;
}

export function machineKeyOfAgent(hostname: string, pid: Pid): string {
  const ip = pid.slice(pid.lastIndexOf('@') + 1, pid.lastIndexOf(':'));
  return machineKey({ hostname, ip });
}

export function machineOf(
  { maintenance }: { readonly maintenance: { readonly machines: ReadonlyMap<string, Machine> } },
  agent: Pick<AgentRecord, 'info' | 'pid'>,
): Machine | undefined {
  if (maintenance.machines.size === 0) return undefined;
  return maintenance.machines.get(machineKeyOfAgent(agent.info.hostname, agent.pid));
}

/** "host (10.0.0.1)", as Mesos says it in sentences. */
export function machineName({ hostname, ip }: MachineID): string {
  const address = ip === undefined ? [] : [`(${ip})`];
  return [...(hostname === undefined ? [] : [hostname]), ...address].join(' ');
}

/** As refusals show it: {"hostname":"host","ip":"10.0.0.1"} */
export function machineText(id: MachineID): string {
  return MachineID.toJson(id);
}
