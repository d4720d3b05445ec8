/**
 * /registrar(1)/registry: what the registry holds, in the form of Mesos' own. It is written from the
 * state, which has nothing that is not durable yet; a part of the registry without a row here does not
 * compile. A master that has not read it shows nothing.
 */
import { quoted } from '../../operator-api/index.ts';
import { doubleJson } from '../../protocol/codec/json-write.ts';
import { Window } from '../../protocol/generated/maintenance.ts';
import { AgentInfo, DrainInfo, MachineInfo, MasterInfo } from '../../protocol/generated/mesos.ts';
import { QuotaConfig } from '../../protocol/generated/quota.ts';
import type { AgentId } from '../../protocol/ids.ts';
import { convertToOldestFormat } from '../../resources/refinement.ts';
import type { Core } from '../core/environment.ts';
import { configOf } from '../core/quota/quota.ts';
import {
  type Deactivation,
  type Registry,
  deactivated,
  roleQuota,
} from '../core/registry-kinds.ts';
import type { State } from '../core/state.ts';
import { type Document, writeElements } from './renderer.ts';

/** The elements of one part as JSON, and where they stand; an empty part is left out. */
interface Part {
  readonly before: string;
  readonly after: string;
  readonly items: readonly unknown[];
  readonly write: (item: never) => string;
}

function part<T>(
  before: string,
  items: readonly T[],
  write: (item: T) => string,
  after: string,
): Part {
  return { before, after, items, write };
}

/** In Mesos' order. */
const parts: { readonly [Kind in keyof Registry]: (state: State) => Part } = {
  admitted: ({ agents, recoveredAgents, deactivations }) =>
    part(
      '"slaves":{"slaves":[',
      [...[...agents.values()].map(({ info }) => info), ...recoveredAgents.values()],
      (info) => `{"info":${infoJson(info)}${deactivationJson(deactivations.get(info.id!.value))}}`,
      ']}',
    ),
  unreachable: ({ unreachableAgents, deactivations }) =>
    part(
      '"unreachable":{"slaves":[',
      [...unreachableAgents],
      ([id, { sinceMs }]) =>
        `{${idAndTime(id, sinceMs)}${deactivationJson(deactivations.get(id))}}`,
      ']}',
    ),
  // Mesos has it in the entries of the agents.
  deactivated: () => part('', [], () => '', ''),
  gone: ({ goneAgents }) =>
    part(
      '"gone":{"slaves":[',
      [...goneAgents],
      ([id, sinceMs]) => `{${idAndTime(id, sinceMs)}}`,
      ']}',
    ),
  // There, all machines of the schedule have their mode.
  downMachines: ({ maintenance }) =>
    part(
      '"machines":{"machines":[',
      [...maintenance.machines.values()],
      (machine) => `{"info":${MachineInfo.toJson({ ...machine })}}`,
      ']}',
    ),
  windows: ({ maintenance }) =>
    part(
      '"schedules":[{"windows":[',
      maintenance.windows,
      (window) => Window.toJson(window),
      ']}]',
    ),
  quotas: ({ quotas }) =>
    part(
      '"quota_configs":[',
      [...quotas],
      ([role, quota]) => QuotaConfig.toJson(configOf(role, quota)),
      ']',
    ),
  weights: ({ weights }) =>
    part(
      '"weights":[',
      [...weights],
      ([role, weight]) => `{"info":{"weight":${doubleJson(weight)},"role":${quoted(role)}}}`,
      ']',
    ),
  // As the registrar writes them.
  minimumCapabilities: ({ deactivations, quotas }) =>
    part(
      '"minimum_capabilities":[',
      [
        ...(deactivations.size === 0 ? [] : [deactivated.needs]),
        ...(quotas.size === 0 ? [] : [roleQuota.needs]),
      ],
      (name) => `{"capability":"${name}"}`,
      ']',
    ),
};

function idAndTime(id: AgentId, sinceMs: number): string {
  return `"id":{"value":${quoted(id)}},"timestamp":{"nanoseconds":${nanoseconds(sinceMs)}}`;
}

/** @compat resources have their role, as those that nobody reserved are "*". */
function infoJson(info: AgentInfo): string {
  const { resources } = info;
  if (resources === undefined) return AgentInfo.toJson(info);
  return AgentInfo.toJson({ ...info, resources: convertToOldestFormat(resources) });
}

function deactivationJson(deactivation: Deactivation | undefined): string {
  if (deactivation === undefined) return ',"deactivated":false';
  const { drainInfo } = deactivation;
  const draining = drainInfo === undefined ? '' : `,"drain_info":${DrainInfo.toJson(drainInfo)}`;
  return `${draining},"deactivated":true`;
}

function nanoseconds(ms: number): bigint {
  return BigInt(Math.round(ms)) * 1_000_000n;
}

/** `isRead`: this master knows what the registry holds. */
export function registryDocument(core: Core, isRead: boolean): Document {
  return function* document(output) {
    if (!isRead) return output.write('{}');
    // One moment: nothing pauses before all is taken.
    const taken = Object.values(parts).map((take) => take(core.state));
    output.write(`{"master":{"info":${MasterInfo.toJson(core.masterInfo)}}`);
    for (const { before, after, items, write } of taken) {
      if (items.length === 0) continue;
      output.write(`,${before}`);
      yield* writeElements(output, items, write as (item: unknown) => string);
      output.write(after);
    }
    output.write('}');
  };
}
