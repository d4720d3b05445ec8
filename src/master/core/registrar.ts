/**
 * The registry: which agents were ever admitted, and which of them were given up as unreachable.
 * An agent hears of its admission only after it is durable, so a master that restarts knows every
 * agent that believes to belong to the cluster. One key per agent: a write touches that agent alone,
 * however large the cluster is, and all writes of one turn share a flush.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import type { MessageType } from '../../protocol/codec/message.ts';
import type { AgentInfo } from '../../protocol/generated/mesos.ts';
import { AdmittedAgent, UnreachableAgent } from '../../protocol/generated/registry.ts';
import type { KeyValueStore, WriteOperation } from '../../storage/key-value-store.ts';

const admittedPrefix = 'agents/admitted/';
const unreachablePrefix = 'agents/unreachable/';

interface Entry {
  readonly info: AgentInfo;
}

/** Undefined when it cannot be read, or does not say whose it is. */
function decodeEntry<T extends Entry>(type: MessageType<T>, bytes: Uint8Array): T | undefined {
  try {
    const entry = type.decode(bytes);
    return entry.info.id === undefined ? undefined : entry;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

export interface Registry {
  readonly admitted: Map<string, { readonly info: AgentInfo; readonly pid: string | undefined }>;
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
    const readAdmitted = (key: string, value: Uint8Array): void => {
      const entry = decodeEntry(AdmittedAgent, value);
      if (entry === undefined) unreadable ??= key;
      else registry.admitted.set(entry.info.id!.value, { info: entry.info, pid: entry.pid });
    };
    const readUnreachable = (key: string, value: Uint8Array): void => {
      const entry = decodeEntry(UnreachableAgent, value);
      if (entry === undefined) unreadable ??= key;
      else {
        const { info, since_ms: sinceMs } = entry;
        registry.unreachable.set(info.id!.value, { info, sinceMs });
      }
    };
    this.#store.readAll(admittedPrefix, readAdmitted, (first) => {
      if (!first.ok) return done(first);
      return this.#store.readAll(unreachablePrefix, readUnreachable, (second) => {
        if (!second.ok) done(second);
        else if (unreadable !== undefined) {
          done(failure(`The registry's entry '${unreadable}' cannot be read`));
        } else done(ok(registry));
      });
    });
  }

  /** Also for an agent that comes back from unreachable, from elsewhere, or with changed info. */
  admit(info: AgentInfo, pid: string, done: Written): void {
    const id = info.id!.value;
    const value = AdmittedAgent.encode({ info, pid });
    this.#write(
      [
        { kind: 'put', key: admittedPrefix + id, value },
        { kind: 'delete', key: unreachablePrefix + id },
      ],
      done,
    );
  }

  markUnreachable(info: AgentInfo, sinceMs: number, done: Written): void {
    const id = info.id!.value;
    const value = UnreachableAgent.encode({ info, since_ms: sinceMs });
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
