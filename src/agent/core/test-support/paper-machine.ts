/** For tests: a machine on paper, and the containers on it. */
import type {
  ContainerConfig,
  Containerizer,
  ContainerSummary,
  ContainerTermination,
  KnownContainer,
  LaunchFailure,
  LaunchResult,
  Recovery,
  ResourceLimits,
} from '../../../containers/containerizer.ts';
import { containerKey, rootContainerId } from '../../../containers/container-id.ts';
import type { Clock } from '../../../foundation/clock.ts';
import { failure, ok, type Result } from '../../../foundation/result.ts';
import type { ContainerID, ContainerStatus, Resource } from '../../../protocol/generated/mesos.ts';

interface PaperContainer {
  readonly id: ContainerID;
  /** Resources and limits as they are by now. */
  config: ContainerConfig;
  readonly pid: number;
  termination: ContainerTermination | undefined;
}

/** What runs on the machine; outlives agents. */
export class PaperMachine {
  readonly containers = new Map<string, PaperContainer>();
  readonly waiters = new Map<string, ((end: ContainerTermination | undefined) => void)[]>();
  readonly launches: string[] = [];
  /** What the last agent said that it knew when it started. */
  known: readonly KnownContainer[] = [];
  /** Isolators that the next agent has. */
  abilities: readonly string[] = ['filesystem/posix'];
  launchError: string | undefined;
  launchCause: LaunchFailure['cause'];
  /** Why no container can be given other resources. */
  updateError: string | undefined;
  /** Of the network that containers are in; undefined: the machine's. */
  ip: string | undefined;

  /** The container whose command is `command`. */
  find(command: string): PaperContainer | undefined {
    return [...this.containers.values()].find((one) => one.config.command?.value === command);
  }

  end(command: string, termination: ContainerTermination): void {
    const container = this.find(command);
    if (container === undefined) throw new Error(`No container runs '${command}'`);
    this.endKey(containerKey(container.id), termination);
  }

  endKey(key: string, termination: ContainerTermination): void {
    const container = this.containers.get(key);
    if (container === undefined || container.termination !== undefined) return;
    container.termination = termination;
    const waiting = this.waiters.get(key) ?? [];
    this.waiters.delete(key);
    for (const waiter of waiting) waiter(termination);
  }
}

export class PaperContainerizer implements Containerizer {
  readonly abilities: ReadonlySet<string>;
  readonly #machine: PaperMachine;
  readonly #clock: Clock;

  constructor(machine: PaperMachine, clock: Clock) {
    this.#machine = machine;
    this.abilities = new Set(machine.abilities);
    this.#clock = clock;
    machine.waiters.clear();
  }

  recover(known: readonly KnownContainer[], done: (result: Result<Recovery>) => void): void {
    this.#machine.known = known;
    const roots = new Set(known.map(({ id }) => id.value));
    const all = [...this.#machine.containers.values()];
    const mine = all.filter(({ id }) => roots.has(rootContainerId(id).value));
    const orphans = all.filter((one) => !mine.includes(one)).map(({ id }) => id);
    for (const id of orphans) this.destroy(id);
    const running = mine.filter((one) => one.termination === undefined).map(({ id }) => id);
    const terminated = mine.filter((one) => one.termination !== undefined).map(({ id }) => id);
    this.#clock.after(0, () => done(ok({ running, terminated, orphans })));
  }

  launch(id: ContainerID, config: ContainerConfig, done: (result: LaunchResult) => void): void {
    const { launchError, launchCause: cause, launches, containers } = this.#machine;
    launches.push(config.command?.value ?? '(none)');
    if (launchError !== undefined) {
      this.#clock.after(1, () => done({ ...failure(launchError), ...(cause && { cause }) }));
      return;
    }
    const pid = 100 + launches.length;
    containers.set(containerKey(id), { id, config, pid, termination: undefined });
    this.#clock.after(1, () => done(ok(config.command === undefined ? {} : { pid })));
  }

  wait(id: ContainerID, onTermination: (end: ContainerTermination | undefined) => void): void {
    const key = containerKey(id);
    const container = this.#machine.containers.get(key);
    if (container === undefined || container.termination !== undefined) {
      this.#clock.after(0, () => onTermination(container?.termination));
      return;
    }
    const waiting = this.#machine.waiters.get(key) ?? [];
    this.#machine.waiters.set(key, [...waiting, onTermination]);
  }

  kill(id: ContainerID, signal: number): boolean {
    const container = this.#machine.containers.get(containerKey(id));
    if (container === undefined || container.termination !== undefined) return false;
    this.#clock.after(1, () => this.#machine.endKey(containerKey(id), { status: signal }));
    return true;
  }

  destroy(id: ContainerID): boolean {
    return this.kill(id, 9);
  }

  remove(id: ContainerID): boolean {
    return this.#machine.containers.delete(containerKey(id));
  }

  update(
    id: ContainerID,
    resources: readonly Resource[],
    limits: ResourceLimits | undefined,
    done?: (result: Result<void>) => void,
  ): void {
    const container = this.#machine.containers.get(containerKey(id));
    const { updateError } = this.#machine;
    if (container !== undefined && updateError === undefined) {
      const { limits: _old, ...config } = container.config;
      container.config = { ...config, resources, ...(limits === undefined ? {} : { limits }) };
    }
    const result = updateError === undefined ? ok(undefined) : failure(updateError);
    if (done !== undefined) this.#clock.after(0, () => done(result));
  }

  status(id: ContainerID, done: (result: Result<ContainerStatus>) => void): void {
    const pid = this.#machine.containers.get(containerKey(id))?.pid;
    const status: ContainerStatus = { container_id: id };
    const { ip } = this.#machine;
    if (ip !== undefined) status.network_infos = [{ ip_addresses: [{ ip_address: ip }] }];
    if (pid !== undefined) status.executor_pid = pid;
    this.#clock.after(0, () => done(ok(status)));
  }

  usage(_id: ContainerID, done: (result: Result<never>) => void): void {
    this.#clock.after(0, () => done(failure('not measured')));
  }

  find(id: ContainerID): ContainerSummary | undefined {
    return this.list().find((one) => containerKey(one.id) === containerKey(id));
  }

  list(): readonly ContainerSummary[] {
    return [...this.#machine.containers.values()].map(({ id, pid, termination }) => ({
      id,
      pid,
      state: termination === undefined ? 'running' : 'terminated',
      isStandalone: false,
    }));
  }
}
