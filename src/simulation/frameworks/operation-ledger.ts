/**
 * What is known of every operation that a framework gave a name. The promises about them:
 *
 *  - each hears of its end at least once, or that nobody knows it;
 *  - there is one end: who repeats it says the same;
 *  - what was refused by the master was never done.
 */
import { uuidText } from '../../foundation/random.ts';
import type { OperationStatus } from '../../protocol/generated/mesos.ts';
import type { AgentId, OperationId } from '../../protocol/ids.ts';
import { isTerminalOperationState } from '../../protocol/operation-states.ts';

export interface KnownOperation {
  readonly id: OperationId;
  readonly agentId: AgentId;
  readonly type: string;
  /** The first that was told. */
  end: string | undefined;
  /** The uuid of the status that told it; undefined: the master did. */
  endUuid: string | undefined;
  /** How often it was said that nobody knows it, or that its agent is away. */
  unknownCount: number;
}

/** A framework that was told so often that nobody knows an operation asks no more. */
const enoughUnknown = 3;

export class OperationLedger {
  readonly #report: (violation: string) => void;
  readonly #operations = new Map<OperationId, KnownOperation>();

  constructor(report: (violation: string) => void) {
    this.#report = report;
  }

  asked(operation: Pick<KnownOperation, 'id' | 'agentId' | 'type'>): void {
    const unheard = { end: undefined, endUuid: undefined, unknownCount: 0 };
    this.#operations.set(operation.id, { ...operation, ...unheard });
  }

  get open(): KnownOperation[] {
    return [...this.#operations.values()].filter(
      ({ end, unknownCount }) => end === undefined && unknownCount < enoughUnknown,
    );
  }

  get endedCount(): number {
    return [...this.#operations.values()].filter(({ end }) => end !== undefined).length;
  }

  heard({ operation_id, state, uuid, message }: OperationStatus): void {
    // Told while the master does not know it yet: of one without a name, which nobody waits for.
    if (operation_id === undefined) return undefined;
    const operation = this.#operations.get(operation_id.value);
    if (operation === undefined) {
      return this.#report(`status of an operation nobody asked for: ${operation_id.value}`);
    }
    if (state === 'OPERATION_UNKNOWN' || state === 'OPERATION_UNREACHABLE') {
      operation.unknownCount++;
    }
    if (!isTerminalOperationState(state)) return undefined;
    this.#hearEnd(operation, state, uuid === undefined ? undefined : uuidText(uuid.value), message);
    return undefined;
  }

  #hearEnd(
    operation: KnownOperation,
    state: string,
    uuid: string | undefined,
    message: string | undefined,
  ): void {
    const { end, endUuid } = operation;
    operation.end ??= state;
    operation.endUuid ??= uuid;
    // That its agent is gone is the last word of the master, whatever it was before.
    if (end === undefined || state === end || state === 'OPERATION_GONE_BY_OPERATOR') return;
    if (end === 'OPERATION_GONE_BY_OPERATOR') return;
    const why = `${state} (${message ?? 'no message'}) after ${end}`;
    this.#report(`operation ${operation.id} (${operation.type}): ${why}`);
    if (endUuid !== undefined && uuid !== undefined && uuid !== endUuid) {
      this.#report(`operation ${operation.id} has two statuses for its end`);
    }
  }

  /** Once everything is over. */
  checkEnds(): void {
    for (const { id, type, end, unknownCount } of this.#operations.values()) {
      if (end === undefined && unknownCount === 0) {
        this.#report(`operation ${id} (${type}) never ended`);
      }
    }
  }
}
