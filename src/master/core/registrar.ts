/**
 * The registry: which agents were ever admitted, and which of them were given up as unreachable.
 * An agent hears of its admission only after it is durable, so a master that restarts knows every
 * agent that believes to belong to the cluster. One key per agent: a write touches that agent alone,
 * however large the cluster is, and all writes of one turn share a flush.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { AgentInfo } from '../../protocol/generated/mesos.ts';
import type { KeyValueStore, WriteOperation } from '../../storage/key-value-store.ts';

const admittedPrefix = 'agents/admitted/';
const unreachablePrefix = 'agents/unreachable/';
/** Value of an unreachable agent: 8 bytes (double, ms since the epoch), then its AgentInfo. */
const sinceBytes = 8;

function decodeInfo(bytes: Uint8Array): AgentInfo | undefined {
  try {
    return AgentInfo.decode(bytes);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

export interface Registry {
  readonly admitted: Map<string, AgentInfo>;
  readonly unreachable: Map<string, { readonly info: AgentInfo; readonly sinceMs: number }>;
}

export type Written = (result: Result<void>) => void;

export class Registrar {
  readonly #store: KeyValueStore;
  /** Writes asked for and not yet durable; shown as a metric. */
  queuedOperations = 0;

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  recover(done: (result: Result<Registry>) => void): void {
    const registry: Registry = { admitted: new Map(), unreachable: new Map() };
    let unreadable: string | undefined;
    const read = (key: string, value: Uint8Array, keep: (id: string, info: AgentInfo) => void) => {
      const info = decodeInfo(value);
      if (info?.id !== undefined) keep(info.id.value, info);
      else unreadable ??= `The registry's entry '${key}' cannot be read`;
    };
    const readAdmitted = (key: string, value: Uint8Array): void =>
      read(key, value, (id, info) => registry.admitted.set(id, info));
    const readUnreachable = (key: string, value: Uint8Array): void =>
      read(key, value.subarray(sinceBytes), (id, info) => {
        const sinceMs = new DataView(value.buffer, value.byteOffset).getFloat64(0);
        registry.unreachable.set(id, { info, sinceMs });
      });
    this.#store.readAll(admittedPrefix, readAdmitted, (first) => {
      if (!first.ok) return done(first);
      return this.#store.readAll(unreachablePrefix, readUnreachable, (second) => {
        if (!second.ok) done(second);
        else if (unreadable !== undefined) done(failure(unreadable));
        else done(ok(registry));
      });
    });
  }

  /** Also for an agent that comes back from unreachable, or with changed info. */
  admit(info: AgentInfo, done: Written): void {
    const id = info.id!.value;
    this.#write(
      [
        { kind: 'put', key: admittedPrefix + id, value: AgentInfo.encode(info) },
        { kind: 'delete', key: unreachablePrefix + id },
      ],
      done,
    );
  }

  markUnreachable(info: AgentInfo, sinceMs: number, done: Written): void {
    const id = info.id!.value;
    const encoded = AgentInfo.encode(info);
    const value = new Uint8Array(sinceBytes + encoded.length);
    new DataView(value.buffer).setFloat64(0, sinceMs);
    value.set(encoded, sinceBytes);
    this.#write(
      [
        { kind: 'delete', key: admittedPrefix + id },
        { kind: 'put', key: unreachablePrefix + id, value },
      ],
      done,
    );
  }

  remove(agentId: string, done: Written): void {
    this.#write(
      [
        { kind: 'delete', key: admittedPrefix + agentId },
        { kind: 'delete', key: unreachablePrefix + agentId },
      ],
      done,
    );
  }

  /** Forgets agents that have been unreachable for long. */
  prune(agentIds: readonly string[], done: Written): void {
    this.#write(
      agentIds.map((id) => ({ kind: 'delete', key: unreachablePrefix + id })),
      done,
    );
  }

  #write(batch: readonly WriteOperation[], done: Written): void {
    this.queuedOperations++;
    this.#store.write(batch, (result) => {
      this.queuedOperations--;
      done(result);
    });
  }
}
