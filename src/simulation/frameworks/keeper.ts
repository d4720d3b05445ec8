/**
 * How a framework that keeps state behaves: it reserves, makes volumes, resizes them, runs tasks on
 * them and lets them go again, with and without names for its operations; it acknowledges their ends
 * late, twice, wrongly or not at first, and asks what became of them.
 */
import { type Random, randomInteger } from '../../foundation/random.ts';
import type {
  Offer,
  Offer_Operation,
  OperationStatus,
  Resource,
} from '../../protocol/generated/mesos.ts';
import { applyOperation } from '../../resources/operations.ts';
import { Resources } from '../../resources/resources.ts';
import type { SchedulerCore } from '../../scheduler/core/scheduler-core.ts';
import { OperationLedger } from './operation-ledger.ts';
import {
  type Endings,
  type PieceNames,
  type Wish,
  labelOf,
  makeOperation,
  volumeIdOf,
} from './resource-wishes.ts';
import { type MadeTask, launchOn } from './task-making.ts';

export interface KeeperParts {
  readonly name: string;
  readonly random: Random;
  readonly endings: Endings;
  readonly names: PieceNames;
  readonly report: (violation: string) => void;
  readonly note: (line: string) => void;
  readonly nextTaskId: () => string;
  readonly launched: (task: MadeTask) => void;
  readonly after: (delayMs: number, action: () => void) => void;
  readonly findCore: () => SchedulerCore | undefined;
  readonly isStrict: () => boolean;
}

/** Of one agent; more are given back. */
const mostPieces = 8;
const wishes: readonly Wish[] = [
  'RESERVE',
  'RESERVE',
  'CREATE',
  'CREATE',
  'GROW_VOLUME',
  'SHRINK_VOLUME',
  'DESTROY',
  'UNRESERVE',
];
const endingWishes: readonly Wish[] = ['DESTROY', 'UNRESERVE'];

export class Keeper {
  readonly #parts: KeeperParts;
  readonly operations: OperationLedger;
  #nextOperation = 0;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.operations = new OperationLedger(parts.report);
  }

  /** What to do with the offer; nothing: it is of no use. */
  operationsFor(offer: Offer, roomForTasks: number): Offer_Operation[] {
    const { random } = this.#parts;
    let rest = Resources.fromMessages(offer.resources);
    const operations: Offer_Operation[] = [];
    for (let count = 1 + randomInteger(random, 3); count > 0; count--) {
      const operation = this.#wish(offer, rest);
      if (operation === undefined) continue;
      const after = applyOperation(rest, operation);
      if (!after.ok) {
        this.#parts.report(`${this.#parts.name} made a wish that cannot be: ${after.error}`);
        continue;
      }
      rest = after.value;
      operations.push(this.#named(offer, operation));
    }
    if (roomForTasks > 0 && random.next() < 0.7) {
      const launch = this.#launch(offer, rest, operations);
      if (launch !== undefined) operations.push(launch);
    }
    return operations;
  }

  #wish(offer: Offer, rest: Resources): Offer_Operation | undefined {
    const { random, endings, names } = this.#parts;
    const pieces = new Set(rest.toMessages().map(labelOf));
    const among = pieces.size > mostPieces ? endingWishes : wishes;
    const wish = among[randomInteger(random, among.length)]!;
    const role = offer.allocation_info?.role ?? '*';
    return makeOperation(wish, rest, { random, endings, names, role });
  }

  /** Agents without the ability refuse names, which is heard too. */
  #named(offer: Offer, operation: Offer_Operation): Offer_Operation {
    if (this.#parts.random.next() < 0.4) return operation;
    const id = `${this.#parts.name}-o${this.#nextOperation++}`;
    this.operations.asked({ id, agentId: offer.agent_id.value, type: operation.type! });
    this.#parts.note(`${this.#parts.name} asks for ${operation.type} ${id}`);
    return { ...operation, id: { value: id } };
  }

  /** On what was reserved, sometimes with a volume; what was resized is not there in this call. */
  #launch(
    offer: Offer,
    rest: Resources,
    before: readonly Offer_Operation[],
  ): Offer_Operation | undefined {
    const { random, nextTaskId, launched, isStrict } = this.#parts;
    // What it has just asked for may have been refused, and then the task is wrong.
    if (before.length > 0 && (isStrict() || random.next() < 0.5)) return undefined;
    const resized = before.some(({ type }) => type === 'GROW_VOLUME' || type === 'SHRINK_VOLUME');
    const own = rest.toMessages();
    const cpus = own.find(({ name, scalar }) => name === 'cpus' && scalar!.value >= 0.2);
    if (cpus === undefined) return undefined;
    const label = labelOf(cpus);
    const mem = own.find(
      (one) => one.name === 'mem' && one.scalar!.value >= 16 && labelOf(one) === label,
    );
    if (mem === undefined) return undefined;
    const volumes = resized ? [] : own.filter((one) => volumeIdOf(one) !== undefined);
    const volume = random.next() < 0.8 ? volumes[0] : undefined;
    const resources: Resource[] = [
      { ...cpus, scalar: { value: 0.2 } },
      { ...mem, scalar: { value: 16 } },
      ...(volume === undefined ? [] : [volume]),
    ];
    const task: MadeTask = {
      id: nextTaskId(),
      agentId: offer.agent_id.value,
      host: offer.hostname,
      kind: 'command',
      runMs: Math.floor(random.next() ** 3 * 10_000),
      exitCode: 0,
    };
    launched(task);
    return launchOn(task, offer, resources);
  }

  heard(status: OperationStatus): void {
    const { random, note, name, isStrict, after, findCore } = this.#parts;
    const id = status.operation_id?.value;
    note(`${name} hears ${status.state} of ${id} (${status.message ?? 'no message'})`);
    this.operations.heard(status);
    if (status.uuid === undefined) return;
    if (!isStrict()) {
      if (random.next() < 0.1) this.#acknowledgeWrongly(status);
      if (random.next() < 0.2) return;
    }
    after(isStrict() ? 0 : random.next() * 3000, () => {
      findCore()?.acknowledgeOperation(status);
      if (!isStrict() && random.next() < 0.1) findCore()?.acknowledgeOperation(status);
    });
  }

  #acknowledgeWrongly(status: OperationStatus): void {
    const { random, findCore } = this.#parts;
    findCore()?.acknowledgeOperation(
      random.next() < 0.5
        ? { ...status, uuid: { value: random.uuidBytes() } }
        : { ...status, operation_id: { value: 'never-asked' } },
    );
  }

  reconcile(): void {
    const { open } = this.operations;
    const core = this.#parts.findCore();
    if (core === undefined || open.length === 0) return;
    const asked = open.map(({ id, agentId }) => ({ operationId: id, agentId }));
    core.reconcileOperations(asked);
  }
}
