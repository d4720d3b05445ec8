/**
 * One agent process' view of its pretend machine. It keeps the rules of containerizer.ts: containers
 * outlive the agent process, end in exactly one termination, and are forgotten only when told to.
 */
import type {
  ContainerConfig,
  ContainerSummary,
  ContainerTermination,
  Containerizer,
  KnownContainer,
  LaunchResult,
  Recovery,
} from '../../containers/containerizer.ts';
import type { Clock } from '../../foundation/clock.ts';
import { type Result, failure, ok } from '../../foundation/result.ts';
import type {
  ContainerID,
  ContainerStatus,
  ResourceStatistics,
} from '../../protocol/generated/mesos.ts';
import { type PretendMachine, keyOf } from './machine.ts';
import { sigkill } from './pretend-command.ts';

/** Between asking for a container and its command running: less than a disk takes for a write. */
const launchMs = 1;

export class PretendContainerizer implements Containerizer {
  readonly abilities = new Set<string>(['filesystem/posix']);
  readonly #machine: PretendMachine;
  /** Of the agent process: dies with it, unlike the machine's. */
  readonly #clock: Clock;
  readonly #waiting = new Map<string, ((t: ContainerTermination | undefined) => void)[]>();
  readonly #launching = new Set<string>();

  constructor(machine: PretendMachine, clock: Clock) {
    this.#machine = machine;
    this.#clock = clock;
    machine.watch((key) => this.#answer(key));
  }

  recover(known: readonly KnownContainer[], done: (result: Result<Recovery>) => void): void {
    const knownKeys = new Set(known.map(({ id }) => keyOf(id)));
    const running: ContainerID[] = [];
    const terminated: ContainerID[] = [];
    const orphans: ContainerID[] = [];
    for (const container of this.#machine.containers.values()) {
      if (!knownKeys.has(rootOf(container.id).value)) {
        orphans.push(container.id);
        this.#machine.signal(container, sigkill);
      } else if (container.termination === undefined) running.push(container.id);
      else terminated.push(container.id);
    }
    for (const { id } of known) {
      if (!this.#machine.containers.has(keyOf(id))) terminated.push(id);
    }
    this.#later(() => done(ok({ running, terminated, orphans })));
  }

  launch(id: ContainerID, config: ContainerConfig, done: (result: LaunchResult) => void): void {
    const key = keyOf(id);
    if (this.#machine.containers.has(key) || this.#launching.has(key)) {
      this.#later(() => done(failure(`Container ${key} exists`)));
      return;
    }
    this.#launching.add(key);
    this.#clock.after(launchMs, () => {
      if (!this.#launching.delete(key)) {
        done(failure('Container destroyed during launch'));
        return;
      }
      const { pid } = this.#machine.start(id, config);
      done(ok(config.command === undefined ? {} : { pid }));
    });
  }

  wait(id: ContainerID, onTermination: (t: ContainerTermination | undefined) => void): void {
    const key = keyOf(id);
    const container = this.#machine.containers.get(key);
    if (container === undefined && !this.#launching.has(key)) {
      this.#later(() => onTermination(undefined));
    } else if (container?.termination !== undefined) {
      const { termination } = container;
      this.#later(() => onTermination(termination));
    } else {
      const waiting = this.#waiting.get(key) ?? [];
      waiting.push(onTermination);
      this.#waiting.set(key, waiting);
    }
  }

  kill(id: ContainerID, signal: number): boolean {
    const container = this.#machine.containers.get(keyOf(id));
    if (container === undefined || container.termination !== undefined) return false;
    this.#machine.signal(container, signal);
    return true;
  }

  destroy(id: ContainerID): boolean {
    const key = keyOf(id);
    if (this.#launching.delete(key)) return true;
    const tree = [...this.#machine.containers.entries()].filter(
      ([other]) => other === key || other.startsWith(`${key}.`),
    );
    const isAlive = this.#machine.containers.get(key)?.termination === undefined;
    if (tree.length === 0 || !isAlive) return false;
    for (const [, container] of tree.reverse()) {
      if (container.config.command !== undefined) this.#machine.signal(container, sigkill);
      else this.#clock.after(0, () => this.#machine.end(container, {}));
    }
    return true;
  }

  remove(id: ContainerID): boolean {
    const key = keyOf(id);
    const container = this.#machine.containers.get(key);
    if (container !== undefined && container.termination === undefined) return false;
    for (const other of [...this.#machine.containers.keys()]) {
      if (other === key || other.startsWith(`${key}.`)) this.#machine.containers.delete(other);
    }
    return true;
  }

  update(
    _id: ContainerID,
    _resources: unknown,
    _limits: unknown,
    done?: (result: Result<void>) => void,
  ): void {
    if (done !== undefined) this.#later(() => done(ok(undefined)));
  }

  status(id: ContainerID, done: (result: Result<ContainerStatus>) => void): void {
    this.#later(() => done(ok({ container_id: id })));
  }

  usage(_id: ContainerID, done: (result: Result<ResourceStatistics>) => void): void {
    this.#later(() => done(ok({ timestamp: this.#clock.now() / 1000 })));
  }

  find(id: ContainerID): ContainerSummary | undefined {
    return this.list().find((one) => keyOf(one.id) === keyOf(id));
  }

  list(): readonly ContainerSummary[] {
    return [...this.#machine.containers.values()].map(({ id, pid, termination }) => ({
      id,
      pid,
      state: termination === undefined ? 'running' : 'terminated',
      isStandalone: false,
    }));
  }

  #answer(key: string): void {
    const waiting = this.#waiting.get(key);
    const termination = this.#machine.containers.get(key)?.termination;
    if (waiting === undefined) return;
    this.#waiting.delete(key);
    for (const onTermination of waiting) this.#later(() => onTermination(termination));
  }

  #later(action: () => void): void {
    this.#clock.after(0.01, action);
  }
}

function rootOf(id: ContainerID): ContainerID {
  return id.parent === undefined ? id : rootOf(id.parent);
}
