/**
 * Machines going down and coming up again. Of a machine that is down all agents are told to shut down
 * and are removed, and none may register. One that is up again is out of the schedule.
 */
import { ShutdownMessage } from '../../../protocol/generated/internal.ts';
import type { Window } from '../../../protocol/generated/maintenance.ts';
import type { MachineID } from '../../../protocol/generated/mesos.ts';
import type { Pid } from '../../../protocol/ids.ts';
import { ok } from '../../../foundation/result.ts';
import { removeAgent } from '../agents/removal.ts';
import { type Outcome, refuse } from '../decisions.ts';
import type { Core } from '../environment.ts';
import { asOneName, downMachine, drop, put } from '../registry-kinds.ts';
import { send } from '../send.ts';
import type { AgentRecord } from '../state.ts';
import { type Machine, machineKey, machineKeyOfAgent, machineOf, machineText } from './machine.ts';
import { scheduleChange } from './schedule.ts';
import { findListError } from './validation.ts';

type Done = (outcome: Outcome) => void;

export function startMaintenance(core: Core, ids: readonly MachineID[], done: Done): void {
  core.decisions.decide(() => {
    const error = findListError(ids) ?? findModeError(core, ids, 'DRAINING');
    if (error !== undefined) return refuse(error);
    const changes = ids.map((id) => put(downMachine, { id: machineOfId(core, id)!.id }));
    return ok({ changes, apply: () => takeDown(core, ids) });
  }, done);
}

export function stopMaintenance(core: Core, ids: readonly MachineID[], done: Done): void {
  core.decisions.decide(() => {
    const error = findListError(ids) ?? findModeError(core, ids, 'DOWN');
    if (error !== undefined) return refuse(error);
    const keys = new Set(ids.map(machineKey));
    const windows = windowsWithout(core.state.maintenance.windows, keys);
    const changes = [
      scheduleChange(windows),
      ...[...keys].map((key) => drop(downMachine, asOneName(key))),
    ];
    const apply = (): void => {
      core.log.info(`${keys.size} machines are up again`);
      core.state.maintenance.windows = windows;
      for (const key of keys) core.state.maintenance.machines.delete(key);
    };
    return ok({ changes, apply });
  }, done);
}

function machineOfId({ state }: Core, id: MachineID): Machine | undefined {
  return state.maintenance.machines.get(machineKey(id));
}

function findModeError(
  core: Core,
  ids: readonly MachineID[],
  needed: Machine['mode'],
): string | undefined {
  const aim = needed === 'DRAINING' ? 'down' : 'up';
  for (const id of ids) {
    const machine = machineOfId(core, id);
    const text = `Machine '${machineText(id)}' is not`;
    if (machine === undefined) return `${text} part of a maintenance schedule`;
    if (machine.mode !== needed) {
      return `${text} in ${needed} mode and cannot be brought ${aim}`;
    }
  }
  return undefined;
}

function windowsWithout(windows: readonly Window[], keys: ReadonlySet<string>): Window[] {
  return windows
    .map(({ machine_ids: ids = [], unavailability }) => ({
      machine_ids: ids.filter((id) => !keys.has(machineKey(id))),
      unavailability,
    }))
    .filter(({ machine_ids: ids }) => ids.length > 0);
}

function takeDown(core: Core, ids: readonly MachineID[]): void {
  core.log.info(`${ids.length} machines are down`);
  for (const id of ids) machineOfId(core, id)!.mode = 'DOWN';
  for (const agent of [...core.state.agents.values()]) expelIfDown(core, agent);
}

/** Also for an agent whose admission was being written when its machine went down. */
export function expelIfDown(core: Core, agent: AgentRecord): void {
  if (machineOf(core.state, agent)?.mode !== 'DOWN') return;
  const why = "Operator initiated 'Machine DOWN'";
  send(core, agent.pid, ShutdownMessage, { message: why });
  removeAgent(core, agent, { why });
}

/** True when it may not register, which it is told. */
export function refuseFromDownMachine(core: Core, hostname: string, pid: Pid): boolean {
  const { machines } = core.state.maintenance;
  if (machines.size === 0) return false;
  if (machines.get(machineKeyOfAgent(hostname, pid))?.mode !== 'DOWN') return false;
  core.log.warning(`Refusing the agent at ${pid} (${hostname}): its machine is down`);
  send(core, pid, ShutdownMessage, { message: 'Machine is `DOWN`' });
  return true;
}
