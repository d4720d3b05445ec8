/**
 * What the registry holds, as a table: a row for each kind of decision that must outlive this
 * master, with the place of its entries, their codec, and how an entry is taken in at a start. A
 * new kind is a new row and its place in `Registry`.
 */
import { DecodeError } from '../../protocol/codec/errors.ts';
import type { MessageType } from '../../protocol/codec/message.ts';
import type { UnknownFields } from '../../protocol/codec/unknown-fields.ts';
import type { Window } from '../../protocol/generated/maintenance.ts';
import type { AgentInfo, DrainInfo, MachineID } from '../../protocol/generated/mesos.ts';
import {
  AdmittedAgent,
  DeactivatedAgent,
  DownMachine,
  GoneAgent,
  LeadingMaster,
  MaintenanceSchedule,
  RoleQuota,
  RoleWeight,
  UnreachableAgent,
} from '../../protocol/generated/registry.ts';
import type { QuotaConfig } from '../../protocol/generated/quota.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { AgentId, Pid, RoleName } from '../../protocol/ids.ts';
import type { WriteOperation } from '../../storage/key-value-store.ts';
import type { MasterCapability } from './capabilities.ts';
import { machineKey } from './maintenance/machine.ts';

/** Everything that was decided by the masters before this one. */
export interface Registry {
  readonly admitted: Map<string, { readonly info: AgentInfo; readonly pid: Pid | undefined }>;
  readonly unreachable: Map<string, { readonly info: AgentInfo; readonly sinceMs: number }>;
  readonly deactivated: Map<AgentId, Deactivation>;
  /** When each was declared gone. */
  readonly gone: Map<AgentId, number>;
  readonly windows: Window[];
  readonly downMachines: MachineID[];
  /** By role. */
  readonly quotas: Map<RoleName, QuotaConfig>;
  readonly weights: Map<string, number>;
  /** What a master must be capable of to lead with what is above. */
  readonly minimumCapabilities: Set<string>;
}

/** An operator wants no more offers of an agent. */
export interface Deactivation {
  /** When what runs there is to end, too. */
  readonly drainInfo: DrainInfo | undefined;
  readonly drainStartMs: number | undefined;
}

export function emptyRegistry(): Registry {
  return {
    admitted: new Map(),
    unreachable: new Map(),
    deactivated: new Map(),
    gone: new Map(),
    windows: [],
    downMachines: [],
    quotas: new Map(),
    weights: new Map(),
    minimumCapabilities: new Set(),
  };
}

export interface RegistryKind<T extends object> {
  /** Where its entries are; the id follows. No prefix begins another. */
  readonly prefix: string;
  readonly type: MessageType<T>;
  /** What a master must be capable of to know what an entry of this kind means. */
  readonly needs?: MasterCapability;
  /** Which of its kind an entry is; without a slash. Undefined when it does not say. */
  idOf(this: void, message: T): string | undefined;
  /** Takes a recovered entry in. */
  fold(this: void, registry: Registry, message: T): void;
}

export const leadingMaster: RegistryKind<LeadingMaster> = {
  prefix: 'master/',
  type: LeadingMaster,
  idOf: () => 'leading',
  fold: (registry, { minimum_capabilities: names = [] }) => {
    for (const name of names) registry.minimumCapabilities.add(name);
  },
};

export const admitted: RegistryKind<AdmittedAgent> = {
  prefix: 'agents/admitted/',
  type: AdmittedAgent,
  idOf: ({ info }) => info.id?.value,
  fold: (registry, { info, pid }) => void registry.admitted.set(info.id!.value, { info, pid }),
};

export const unreachable: RegistryKind<UnreachableAgent> = {
  prefix: 'agents/unreachable/',
  type: UnreachableAgent,
  idOf: ({ info }) => info.id?.value,
  fold: (registry, { info, since_ms: sinceMs }) =>
    void registry.unreachable.set(info.id!.value, { info, sinceMs }),
};

export const deactivated: RegistryKind<DeactivatedAgent> = {
  prefix: 'agents/deactivated/',
  type: DeactivatedAgent,
  needs: 'AGENT_DRAINING',
  idOf: ({ id }) => id.value,
  fold: (registry, { id, drain_info: drainInfo, drain_start_ms: drainStartMs }) =>
    void registry.deactivated.set(id.value, { drainInfo, drainStartMs }),
};

export const gone: RegistryKind<GoneAgent> = {
  prefix: 'agents/gone/',
  type: GoneAgent,
  idOf: ({ id }) => id.value,
  fold: (registry, { id, since_ms: sinceMs }) => void registry.gone.set(id.value, sinceMs),
};

export const maintenanceSchedule: RegistryKind<MaintenanceSchedule> = {
  prefix: 'maintenance/schedule/',
  type: MaintenanceSchedule,
  idOf: () => 'current',
  fold: (registry, { schedule }) => void registry.windows.push(...(schedule.windows ?? [])),
};

export const downMachine: RegistryKind<DownMachine> = {
  prefix: 'maintenance/down/',
  type: DownMachine,
  idOf: ({ id }) => asOneName(machineKey(id)),
  fold: (registry, { id }) => void registry.downMachines.push(id),
};

/** Roles are paths; an id is one name. */
export function asOneName(path: string): string {
  return path.replaceAll('%', '%25').replaceAll('/', '%2F');
}

export const roleQuota: RegistryKind<RoleQuota> = {
  prefix: 'quotas/',
  type: RoleQuota,
  needs: 'QUOTA_V2',
  idOf: ({ config }) => asOneName(config.role),
  fold: (registry, { config }) => void registry.quotas.set(config.role, config),
};

export const roleWeight: RegistryKind<RoleWeight> = {
  prefix: 'weights/',
  type: RoleWeight,
  idOf: ({ info }) => info.role && asOneName(info.role),
  fold: (registry, { info }) => void registry.weights.set(info.role!, info.weight),
};

const kinds: readonly RegistryKind<object>[] = [
  leadingMaster,
  admitted,
  unreachable,
  deactivated,
  gone,
  maintenanceSchedule,
  downMachine,
  roleQuota,
  roleWeight,
];

/** To be written: this is so from now on. */
export function put<T extends object>(kind: RegistryKind<T>, message: T): WriteOperation {
  return { kind: 'put', key: kind.prefix + kind.idOf(message)!, value: kind.type.encode(message) };
}

/** To be written: this is no longer so. */
export function drop(kind: { readonly prefix: string }, id: string): WriteOperation {
  return { kind: 'delete', key: kind.prefix + id };
}

export function findKind(key: string): RegistryKind<object> | undefined {
  return kinds.find(({ prefix }) => key.startsWith(prefix));
}

/** Where the same AgentInfo is written when the agent is given up, or comes back. */
export function findOtherPlace(key: string): string | undefined {
  for (const [here, there] of [
    [admitted.prefix, unreachable.prefix],
    [unreachable.prefix, admitted.prefix],
  ] as const) {
    if (key.startsWith(here)) return there + key.slice(here.length);
  }
  return undefined;
}

/** Gives what of the entry this version does not know; the error names the entry. */
export function takeIn(
  registry: Registry,
  key: string,
  value: Uint8Array,
): Result<UnknownFields | undefined> {
  const kind = findKind(key);
  if (kind === undefined) {
    return failure(`The registry's entry '${key}' is of a kind that this version does not know`);
  }
  try {
    const { message, unknown } = kind.type.decodeWhole(value);
    const id = kind.idOf(message);
    if (id === undefined || kind.prefix + id !== key) {
      return failure(`The registry's entry '${key}' is about something else`);
    }
    kind.fold(registry, message);
    return ok(unknown);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return failure(`The registry's entry '${key}' cannot be read: ${error.message}`);
  }
}
