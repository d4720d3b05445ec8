/**
 * The schedule of maintenance: which machines will be away when. A machine in it is DRAINING: offers
 * of its agents say when it goes, and whoever uses it is asked to leave. An operator takes it DOWN
 * then (down.ts). A new schedule replaces the old one as a whole; it is durable before it is in force.
 */
import type { Schedule, Window } from '../../../protocol/generated/maintenance.ts';
import type { MachineID, Unavailability } from '../../../protocol/generated/mesos.ts';
import { ok } from '../../../foundation/result.ts';
import type { WriteOperation } from '../../../storage/key-value-store.ts';
import type { View } from '../../../security/view.ts';
import { type Outcome, refuse } from '../decisions.ts';
import type { Core } from '../environment.ts';
import { removeOffersOf } from '../offers/offers.ts';
import { type Registry, drop, maintenanceSchedule, put } from '../registry-kinds.ts';
import { type AgentRecord, touch } from '../state.ts';
import { wellFormed } from '../well-formed.ts';
import { removeInverseOffers } from './inverse-offers.ts';
import { type Machine, machineKey, machineKeyOfAgent, machineOf } from './machine.ts';
import { findScheduleError } from './validation.ts';

export interface Maintenance {
  /** As the operator wrote it, without machines that came up since. */
  windows: readonly Window[];
  /** By key, all that are in the windows; bounded by `mostMachines`. */
  readonly machines: Map<string, Machine>;
}

export function recoverMaintenance({ state }: Core, registry: Registry): void {
  setWindows(state.maintenance, registry.windows);
  for (const id of registry.downMachines) {
    const machine = state.maintenance.machines.get(machineKey(id));
    if (machine !== undefined) machine.mode = 'DOWN';
  }
}

export function updateSchedule(
  core: Core,
  given: Schedule,
  done: (outcome: Outcome) => void,
): void {
  core.decisions.decide(() => {
    const error = findScheduleError(given, core.state.maintenance.machines);
    if (error !== undefined) return refuse(error);
    const windows = (given.windows ?? []).map(normalWindow);
    return ok({ changes: [scheduleChange(windows)], apply: () => enforce(core, windows) });
  }, done);
}

function normalWindow({ machine_ids: ids = [], unavailability }: Window): Window {
  return { machine_ids: ids.map(normalId), unavailability };
}

function normalId(id: MachineID): MachineID {
  return id.hostname === undefined ? id : { ...id, hostname: wellFormed(id.hostname) };
}

export function scheduleChange(windows: readonly Window[]): WriteOperation {
  if (windows.length === 0) return drop(maintenanceSchedule, 'current');
  return put(maintenanceSchedule, { schedule: { windows: [...windows] } });
}

function enforce(core: Core, windows: readonly Window[]): void {
  const { maintenance } = core.state;
  const before = new Set(maintenance.machines.keys());
  setWindows(maintenance, windows);
  core.log.info(`Updated the maintenance schedule: ${maintenance.machines.size} machines`);
  for (const key of maintenance.machines.keys()) before.add(key);
  if (before.size === 0) return;
  for (const agent of core.state.agents.values()) {
    if (before.has(machineKeyOfAgent(agent.info.hostname, agent.pid))) announce(core, agent);
  }
}

/** Machines that are down by now stay so. */
function setWindows(maintenance: Maintenance, windows: readonly Window[]): void {
  const before = new Map(maintenance.machines);
  maintenance.windows = windows;
  maintenance.machines.clear();
  for (const { machine_ids: ids = [], unavailability } of windows) {
    for (const id of ids) {
      const mode = before.get(machineKey(id))?.mode ?? 'DRAINING';
      maintenance.machines.set(machineKey(id), { id, mode, unavailability });
    }
  }
}

/** The machines that somebody may see, and the windows that have any. */
export function windowsFor({ windows }: Maintenance, view: View): readonly Window[] {
  if (view.isWhole) return windows;
  return windows
    .map(({ machine_ids: ids = [], unavailability }) => ({
      machine_ids: ids.filter((id) => view.showsSchedule(id)),
      unavailability,
    }))
    .filter(({ machine_ids: ids }) => ids.length > 0);
}

export function unavailabilityOf(core: Core, agent: AgentRecord): Unavailability | undefined {
  return machineOf(core.state, agent)?.unavailability;
}

/** Offers that say something else are taken back; the next ones say it. */
function announce(core: Core, agent: AgentRecord): void {
  removeOffersOf(core, agent.offers, 'rescind');
  removeInverseOffers(core, agent.inverseOffers, 'rescind');
  core.allocator.updateUnavailability(agent.id, unavailabilityOf(core, agent));
  touch(agent);
}
