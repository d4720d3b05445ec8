/**
 * /registrar(1)/registry: what the registry holds, in the form of Mesos' own. It is written from the
 * state, which has nothing that is not durable yet; a part of the registry without a row here does not
 * compile. A master that has not read it shows nothing.
 */
import { quoted } from '../../operator-api/index.ts';
import { doubleJson } from '../../protocol/codec/json-write.ts';
import { AgentInfo, MasterInfo } from '../../protocol/generated/mesos.ts';
import type { Core } from '../core/environment.ts';
import type { Registry } from '../core/registry-kinds.ts';
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
  admitted: ({ agents, recoveredAgents }) =>
    part(
      '"slaves":{"slaves":[',
      [...[...agents.values()].map(({ info }) => info), ...recoveredAgents.values()],
      (info) => `{"info":${AgentInfo.toJson(info)}}`,
      ']}',
    ),
  unreachable: ({ unreachableAgents }) =>
    part(
      '"unreachable":{"slaves":[',
      [...unreachableAgents],
      ([id, { sinceMs }]) =>
        `{"id":{"value":${quoted(id)}},"timestamp":{"nanoseconds":${nanoseconds(sinceMs)}}}`,
      ']}',
    ),
  weights: ({ weights }) =>
    part(
      '"weights":[',
      [...weights],
      ([role, weight]) => `{"info":{"weight":${doubleJson(weight)},"role":${quoted(role)}}}`,
      ']',
    ),
};

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
