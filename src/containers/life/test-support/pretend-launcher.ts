/**
 * A second mechanism, all in memory: a machine that keeps pretend processes, and the launcher of one
 * agent process on it. It answers after as many turns of the event loop as it is told, dies when it is
 * told, at any point of a call, and notes every rule of launcher.ts that its caller breaks.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerID } from '../../../protocol/generated/mesos.ts';
import { containerIdOf, containerKey } from '../../container-id.ts';
import type { Consumption } from '../../isolators/isolator.ts';
import type { GatedProcess, Launcher, StartRequest, Survivor } from '../launcher.ts';
import type { ContainerRecord } from '../record.ts';

export interface PretendContainer {
  readonly key: string;
  readonly pid: number | undefined;
  record: ContainerRecord;
  /** Its command has begun, or it has none. */
  hasBegun: boolean;
  /** The first process, or that of a container without one: that it counts as running. */
  isAlive: boolean;
  /** Something is there that will tell the end. */
  isSupervised: boolean;
  status: number | undefined;
  isFinished: boolean;
}

/** Commands that go wrong. */
export const failsToStart = 'fails to start';
export const failsAtGate = 'fails at the gate';

export class PretendMachine {
  /** Durable: what the next agent process finds. */
  readonly containers = new Map<string, PretendContainer>();
  /** Rules of launcher.ts that were broken. */
  readonly faults: string[] = [];
  /** Of the agent process of this moment. */
  onEnd: (key: string) => void = () => undefined;
  nextPid = 1000;

  /** The process ends by itself, or by a signal. */
  end(key: string, status: number): void {
    const container = this.containers.get(key);
    if (container?.pid === undefined || !container.isAlive || !container.hasBegun) return;
    container.isAlive = false;
    // The end of a process whose supervisor was lost is seen by nobody.
    if (container.isSupervised) container.status = status;
    this.#gone(container);
  }

  /** What would have told the end is killed; the process lives on. */
  loseSupervisor(key: string): void {
    const container = this.containers.get(key);
    if (container?.pid !== undefined && container.hasBegun) this.#gone(container);
  }

  #gone(container: PretendContainer): void {
    if (!container.isSupervised) return;
    container.isSupervised = false;
    this.onEnd(container.key);
  }

  familyOf(key: string): readonly PretendContainer[] {
    return [...this.containers.values()].filter(
      (one) => one.key === key || one.key.startsWith(`${key}.`),
    );
  }

  nestedIn(key: string): readonly PretendContainer[] {
    return this.familyOf(key).filter((one) => one.key !== key);
  }
}

export class PretendLauncher implements Launcher {
  readonly name = 'pretend';
  readonly carries = new Set(['environment'] as const);
  readonly #machine: PretendMachine;
  readonly #turns: () => number;
  readonly #watchers = new Map<string, () => void>();
  #isDead = false;

  /** `turns`: how many turns of the event loop pass before and after what a call does. */
  constructor(machine: PretendMachine, turns: () => number) {
    this.#machine = machine;
    this.#turns = turns;
    machine.onEnd = (key) => this.#later(() => this.#watchers.get(key)?.());
  }

  /** The agent process is killed: nothing more happens; what is asked fails, and so comes to rest. */
  die(): void {
    this.#isDead = true;
  }

  async #pass(): Promise<void> {
    for (let left = this.#turns(); left > 0; left--) await nextTurn();
    if (this.#isDead) throw new Error('the agent process is dead');
  }

  async #answer<T>(work: () => T): Promise<T> {
    await this.#pass();
    const value = work();
    await this.#pass();
    return value;
  }

  #later(work: () => void): void {
    this.#answer(work).catch(() => undefined);
  }

  #expect(isSo: boolean, rule: string): void {
    // What a dead agent process would still do has no meaning.
    if (!isSo && !this.#isDead) this.#machine.faults.push(rule);
  }

  /** The container, which has to be there. */
  #find(id: ContainerID, what: string): PretendContainer | undefined {
    const container = this.#machine.containers.get(containerKey(id));
    this.#expect(container !== undefined, `${what} of ${containerKey(id)}, which is not there`);
    return container;
  }

  async ready(): Promise<void> {
    await this.#answer(() => undefined);
  }

  survey(): Promise<readonly Survivor[]> {
    return this.#answer(() => {
      const { containers } = this.#machine;
      for (const { key, hasBegun } of [...containers.values()]) {
        if (!hasBegun) containers.delete(key);
      }
      const depth = ({ key }: PretendContainer): number => key.split('.').length;
      return [...containers.values()].toSorted((a, b) => depth(a) - depth(b)).map(survivorOf);
    });
  }

  async keep(id: ContainerID): Promise<void> {
    await this.#answer(() => this.#find(id, 'keep'));
  }

  async destroyLost(): Promise<void> {
    await this.#answer(() => undefined);
  }

  environmentOf(): Promise<Readonly<Record<string, string>> | undefined> {
    return this.#answer(() => undefined);
  }

  create(id: ContainerID, record: ContainerRecord): Promise<void> {
    return this.#answer(() => {
      this.#add(id, record, undefined).hasBegun = true;
    });
  }

  #add(id: ContainerID, record: ContainerRecord, pid: number | undefined): PretendContainer {
    const { containers } = this.#machine;
    const key = containerKey(id);
    this.#expect(!containers.has(key), `${key} is launched though it was not forgotten`);
    const parent = id.parent && containers.get(containerKey(id.parent));
    const hasPlace = id.parent === undefined || parent?.hasBegun === true;
    this.#expect(hasPlace, `${key} is launched before its parent runs`);
    const isSupervised = pid !== undefined;
    const rest = { hasBegun: false, isAlive: true, status: undefined, isFinished: false };
    const container = { key, pid, record, isSupervised, ...rest };
    containers.set(key, container);
    return container;
  }

  start({ id, record, command }: StartRequest): Promise<Result<GatedProcess>> {
    return this.#answer(() => {
      const container = this.#add(id, record, this.#machine.nextPid++);
      if (command.value === failsToStart) return failure('it does not start');
      return ok({
        pid: container.pid!,
        go: () => this.#answer(() => this.#go(container, command.value)),
        abandon: () => (container.isAlive = false),
      });
    });
  }

  #go(container: PretendContainer, command: string | undefined): Result<void> {
    this.#expect(container.isAlive, `${container.key} is let go after it was abandoned`);
    if (command === failsAtGate) return failure('it ended at the gate');
    container.hasBegun = true;
    return ok(undefined);
  }

  async write(id: ContainerID, record: ContainerRecord): Promise<void> {
    const container = this.#find(id, 'write');
    await this.#answer(() => {
      if (container !== undefined) container.record = record; // in vain when it is forgotten by now
    });
  }

  watch(id: ContainerID, onEnd: () => void): void {
    const [container, key] = [this.#find(id, 'watch'), containerKey(id)];
    this.#expect(container?.pid !== undefined, `${key} is watched, but has no process`);
    this.#expect(!this.#watchers.has(key), `${key} is watched twice`);
    this.#watchers.set(key, onEnd);
    if (container?.isSupervised === false) this.#later(onEnd);
  }

  async readStatus(id: ContainerID): Promise<number | undefined> {
    return this.#answer(() => this.#find(id, 'status')?.status);
  }

  signal(id: ContainerID, signal: number): void {
    if (this.#find(id, 'signal') !== undefined) {
      this.#later(() => this.#machine.end(containerKey(id), signal));
    }
  }

  async destroy(id: ContainerID): Promise<void> {
    const key = containerKey(id);
    await this.#answer(() => {
      const nested = this.#machine.nestedIn(key).filter(({ isFinished }) => !isFinished);
      this.#expect(nested.length === 0, `${key} is destroyed before what is nested in it`);
      this.#machine.end(key, 9);
    });
  }

  finish(id: ContainerID, { isLost }: { readonly isLost: boolean }): Promise<void> {
    return this.#answer(() => {
      const container = this.#find(id, 'finish');
      if (container === undefined) return;
      const { key, pid, status } = container;
      this.#expect(!container.isFinished, `${key} is finished twice`);
      const nested = this.#machine.nestedIn(key).filter(({ isFinished }) => !isFinished);
      this.#expect(nested.length === 0, `${key} is finished before what is nested in it`);
      // An end by a limit whose agent died before the kill may be dealt with while it is destroyed.
      const isLimited = container.record.termination !== undefined;
      this.#expect(
        isLimited || isLost === (pid !== undefined && status === undefined),
        `${key} is not lost`,
      );
      [container.isAlive, container.isSupervised, container.isFinished] = [false, false, true];
    });
  }

  measure(ids: readonly ContainerID[]): Promise<Consumption> {
    return this.#answer(() => {
      const found = ids.map((id) => this.#machine.containers.get(containerKey(id)));
      const processCount = found.filter((one) => one?.pid !== undefined && one.isAlive).length;
      return { processCount, userTimeSecs: processCount, systemTimeSecs: 0, rssBytes: 0 };
    });
  }

  forget(id: ContainerID): Promise<void> {
    const key = containerKey(id);
    this.#watchers.delete(key);
    for (const { key: nested } of this.#machine.nestedIn(key)) this.#watchers.delete(nested);
    return this.#answer(() => {
      for (const one of this.#machine.familyOf(key)) {
        // One without a process is dropped, too, when it was destroyed while it was created.
        const isOver = one.isFinished || !one.hasBegun || one.pid === undefined;
        this.#expect(isOver, `${one.key} is forgotten while it runs`);
        this.#machine.containers.delete(one.key);
      }
    });
  }
}

function survivorOf(container: PretendContainer): Survivor {
  const { key, record, pid, isSupervised, isAlive, isFinished } = container;
  container.isFinished = false; // for the next agent process its end is still to come
  const hasEnded = !isAlive || isFinished || record.termination !== undefined;
  const isThere = pid === undefined || isSupervised;
  return { id: containerIdOf(key), record, pid, isSupervised, isRunning: isThere && !hasEnded };
}
