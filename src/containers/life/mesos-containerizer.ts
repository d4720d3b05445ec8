/**
 * The containerizer `mesos`: keeps containers and nested containers with whatever launcher it is
 * given. The steps of a launch are in launch.ts, how a container lives and ends in lives.ts, which
 * ones of an earlier agent process are kept in recovery.ts; this file is the door to all of it.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type {
  ContainerID,
  ContainerStatus,
  Resource,
  ResourceStatistics,
} from '../../protocol/generated/mesos.ts';
import { readBootId } from '../boot-id.ts';
import { containerKey, findContainerIdFault } from '../container-id.ts';
import type {
  Abilities,
  ContainerConfig,
  Containerizer,
  ContainerSummary,
  ContainerTermination,
  KnownContainer,
  LaunchResult,
  LimitImposer,
  Recovery,
  ResourceLimits,
} from '../containerizer.ts';
import type { Fetcher } from '../fetcher/fetcher.ts';
import type { ContainerIo } from '../io/io.ts';
import type { LoggerSettings } from '../io/logrotate/settings.ts';
import { Switchboards } from '../io/switchboards.ts';
import type { IoKeeper } from '../io/switchboards.ts';
import type { Isolator } from '../isolators/isolator.ts';
import { Container } from './container.ts';
import type { ContainerTable } from './container.ts';
import { Isolation } from './isolation.ts';
import { Launches } from './launch.ts';
import type { Launcher, Survivor } from './launcher.ts';
import { Lives, textOf } from './lives.ts';
import type { SandboxWatcher } from './lives.ts';
import { recordOf } from './record.ts';
import { planRecovery } from './recovery.ts';
import type { RecoveryPlan } from './recovery.ts';
import { Slots } from '../slots.ts';

export interface MesosContainerizerParts {
  readonly launcher: Launcher;
  /** --work_dir, absolute: all sandboxes are below it. */
  readonly workDirectory: string;
  /** --runtime_dir, absolute. */
  readonly runtimeDirectory: string;
  /** Absent: the agent itself, and a process of its own for each terminal. */
  readonly ioKeeper?: IoKeeper;
  /** Path of the program that holds terminals; absent: where it is installed. */
  readonly terminalProgram?: string;
  /** Logs are rotated so; absent: they are plain files. */
  readonly logger?: LoggerSettings | undefined;
  /** Path of the program that does it; absent: where it is installed. */
  readonly loggerProgram?: string;
  /** May tasks run as root? Absent: yes. */
  readonly allowsRoot?: boolean;
  readonly isolators: readonly Isolator[];
  /** Absent: what the isolators can do. */
  readonly abilities?: Abilities;
  /** What it can give beside what isolators can. */
  readonly moreAbilities?: readonly string[];
  readonly fetcher: Fetcher;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: sandboxes of nested and standalone containers stay. */
  readonly sandboxes?: SandboxWatcher | undefined;
}

/** Orphans use what is offered again. Nearly all die at once; one that cannot must not stop all. */
const orphanPatienceMs = 10_000;

/** After a restart there may be hundreds, and others have waited long enough. */
const watchedInOneTurn = 50;

/** Persistent volumes are as much filesystem/linux' business as that of filesystem/posix. */
function abilitiesOf(isolators: readonly Isolator[], others: readonly string[]): Abilities {
  const names = [...isolators.map(({ name }) => name), ...others];
  return new Set(names.includes('filesystem/linux') ? [...names, 'filesystem/posix'] : names);
}

export class MesosContainerizer implements Containerizer, LimitImposer {
  readonly abilities: Abilities;
  /** For those who attach to containers. */
  readonly io: ContainerIo;
  readonly #launcher: Launcher;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #isolation: Isolation;
  readonly #launches: Launches;
  readonly #lives: Lives;
  readonly #table: ContainerTable;
  readonly #bootId = readBootId();
  /** One at a time: what is refused is taken back. */
  readonly #impositions = new Slots(1);

  constructor(parts: MesosContainerizerParts) {
    const { launcher, clock, log, allowsRoot = true, terminalProgram: program, sandboxes } = parts;
    const switchboards = parts.ioKeeper ?? new Switchboards({ ...parts, program });
    this.io = switchboards;
    const isolators = [...parts.isolators, switchboards];
    const able = switchboards.hasTerminals ? isolators : parts.isolators;
    this.abilities = parts.abilities ?? abilitiesOf(able, parts.moreAbilities ?? []);
    this.#launcher = launcher;
    this.#clock = clock;
    this.#log = log;
    this.#isolation = new Isolation(isolators, launcher);
    const [isolation, abilities] = [this.#isolation, this.abilities];
    this.#launches = new Launches({
      ...{ ...parts, allowsRoot, isolation, abilities, switchboards },
    });
    this.#lives = new Lives({ launcher, isolation, log, sandboxes });
    this.#table = this.#lives.table;
  }

  /** Containers of which something could not be ended or cleaned up; a metric. */
  get destroyErrorCount(): number {
    return this.#lives.destroyErrorCount;
  }

  recover(known: readonly KnownContainer[], done: (result: Result<Recovery>) => void): void {
    this.#recover(known).then(done, (error) => {
      done(failure(`Failed to recover containers from the runtime directory: ${textOf(error)}`));
    });
  }

  async #recover(known: readonly KnownContainer[]): Promise<Result<Recovery>> {
    const plan = planRecovery(known, await this.#launcher.survey(known));
    for (const { id } of plan.running) await this.#launcher.keep(id);
    const running = plan.running.map((found) => this.#adopt(found));
    const ending = [...plan.terminated, ...plan.orphans].map(({ id }) => id);
    const isolated = running.map((container) => container.isolated);
    const recovered = await this.#isolation.recover(isolated, ending);
    if (!recovered.ok) return recovered;
    await this.#imposeAgain(running);
    for (const [i, container] of running.entries()) {
      if (i % watchedInOneTurn === 0) await nextTurn();
      this.#lives.watch(container, plan.running[i]!);
    }
    for (const found of plan.terminated) this.#lives.endLater(this.#adopt(found));
    await this.#clearAway(plan);
    const ids = (list: readonly { id: ContainerID }[]): ContainerID[] => list.map(({ id }) => id);
    return ok({
      running: ids(plan.running),
      terminated: [...ids(plan.terminated), ...ids(plan.missing)],
      orphans: ids(plan.orphans),
    });
  }

  /** The last agent process may have been killed between writing limits down and setting them. */
  async #imposeAgain(running: readonly Container[]): Promise<void> {
    for (const container of running) {
      if (container.record.imposed === undefined) continue;
      const updated = await this.#isolation.update(container.isolated);
      if (!updated.ok) this.#log.warning(`Limits of ${container.key}: ${updated.error}`);
    }
  }

  #adopt({ id, record, pid, data }: Survivor): Container {
    const container = new Container(id, record);
    container.pid = pid;
    container.data = data;
    container.state = 'running';
    container.limitation = record.termination;
    this.#table.add(container);
    return container;
  }

  /** Ends what runs without being anybody's, before others get what it uses. */
  async #clearAway({ missing, orphans }: RecoveryPlan): Promise<void> {
    // All are known before the first is destroyed, so that nested ones go first.
    const adopted = orphans.map((found) => this.#adopt(found));
    const gone = Promise.all(adopted.map((one, i) => this.#destroyOrphan(one, orphans[i]!)));
    // What is known is waited for in any case: its end is going to be told.
    await this.#launcher.destroyLost(missing);
    const isLate = await new Promise<boolean>((resolve) => {
      const patience = this.#clock.after(orphanPatienceMs, () => resolve(true));
      void gone.then(() => {
        patience.cancel();
        resolve(false);
      });
    });
    if (isLate) this.#log.warning('Orphan containers do not end by SIGKILL; going on without');
  }

  #destroyOrphan(container: Container, { isSupervised }: Survivor): Promise<void> {
    this.#log.info(`Destroying orphan container ${container.key}`);
    const ended = new Promise<void>((resolve) => container.onEnd(() => resolve()));
    this.#lives.destroy(container);
    if (isSupervised) this.#lives.watchEnd(container);
    else this.#lives.endLater(container);
    return ended.then(() => this.#lives.forget(container));
  }

  launch(id: ContainerID, config: ContainerConfig, done: (result: LaunchResult) => void): void {
    const fault = this.#findLaunchFault(id);
    if (fault !== undefined) return queueMicrotask(() => done(failure(fault)));
    const whole = config.isSession === true ? this.#asParent(id, config) : config;
    const container = new Container(id, recordOf(whole, this.#bootId));
    this.#table.add(container);
    this.#lives.sandboxIs('used', container);
    this.#launch(container, whole).then(done, (error) => {
      this.#log.error(`Launch of container ${container.key} broke: ${textOf(error)}`);
    });
  }

  #findLaunchFault(id: ContainerID): string | undefined {
    const fault = findContainerIdFault(id);
    if (fault !== undefined) return fault;
    if (this.#table.find(id) !== undefined) return `Container '${containerKey(id)}' already exists`;
    if (id.parent === undefined) return undefined;
    const parent = this.#table.find(id.parent);
    if (parent?.state === 'running' && !parent.isEnding) return undefined;
    return `Parent container '${containerKey(id.parent)}' is not running`;
  }

  /** Whom a session runs as when nobody is named: as the container that it looks into. */
  #asParent(id: ContainerID, config: ContainerConfig): ContainerConfig {
    const user = config.user ?? (id.parent && this.#table.find(id.parent)?.record.user);
    return { ...config, ...(user !== undefined && { user }) };
  }

  async #withParents({ id }: Container, config: ContainerConfig): Promise<ContainerConfig> {
    if (config.isSession !== true || id.parent === undefined) return config;
    const around = await this.#launcher.environmentOf(id.parent);
    return { ...config, environment: { ...around, ...config.environment } };
  }

  async #launch(container: Container, config: ContainerConfig): Promise<LaunchResult> {
    const launched = await this.#lives
      .forgotten(container)
      .then(() => this.#withParents(container, config))
      .then((whole) => this.#launches.launch(container, whole))
      .catch((error: unknown) => failure(textOf(error)));
    if (!launched.ok) {
      await this.#giveUp(container);
      return launched;
    }
    container.state = 'running';
    this.#lives.watch(container, { isSupervised: container.record.hasProcess });
    if (container.launchAbort.signal.aborted) this.#lives.destroy(container);
    const { pid, data } = container;
    return ok({ ...(pid !== undefined && { pid }), ...(data !== undefined && { data }) });
  }

  /** Undoes a launch that failed; nothing of the task has run. */
  async #giveUp(container: Container): Promise<void> {
    await this.#lives.cleanUp(container);
    await this.#launcher.forget(container.id).catch((error: unknown) => {
      this.#log.error(`Something is left of container ${container.key}: ${textOf(error)}`);
    });
    this.#table.delete(container);
    this.#lives.sandboxIs('unused', container);
    container.announceEnd(undefined);
  }

  wait(
    id: ContainerID,
    onTermination: (termination: ContainerTermination | undefined) => void,
  ): void {
    const container = this.#table.find(id);
    if (container === undefined) queueMicrotask(() => onTermination(undefined));
    else this.#lives.wait(container, onTermination);
  }

  kill(id: ContainerID, signal: number): boolean {
    const container = this.#table.find(id);
    if (container?.state !== 'running' && container?.state !== 'destroying') return false;
    if (container.pid !== undefined) this.#launcher.signal(id, signal);
    return true;
  }

  destroy(id: ContainerID): boolean {
    const container = this.#table.find(id);
    return container !== undefined && this.#lives.destroy(container);
  }

  remove(id: ContainerID): boolean {
    const container = this.#table.find(id);
    if (container === undefined) return true;
    if (container.state !== 'terminated') return false;
    this.#lives.forget(container);
    return true;
  }

  update(
    id: ContainerID,
    resources: readonly Resource[],
    limits: ResourceLimits | undefined,
    done?: (result: Result<void>) => void,
  ): void {
    this.#update(id, resources, limits).then(
      (result) => done?.(result),
      (error: unknown) => done?.(failure(textOf(error))),
    );
  }

  async #update(
    id: ContainerID,
    resources: readonly Resource[],
    limits: ResourceLimits | undefined,
  ): Promise<Result<void>> {
    const container = this.#table.find(id);
    if (container === undefined) return failure(`Unknown container '${containerKey(id)}'`);
    if (container.state === 'terminated') return ok(undefined);
    const { limits: _old, ...record } = container.record;
    container.record = { ...record, resources, ...(limits !== undefined && { limits }) };
    if (container.state === 'launching') return ok(undefined); // the launch will write the record
    await this.#launcher.write(id, container.record);
    return this.#isolation.update(container.isolated);
  }

  /** @see LimitImposer */
  impose(id: ContainerID, limits: ResourceLimits): Promise<Result<ResourceLimits>> {
    return this.#impositions.run(() => this.#impose(id, limits));
  }

  async #impose(id: ContainerID, limits: ResourceLimits): Promise<Result<ResourceLimits>> {
    const container = this.#table.find(id);
    if (container?.state !== 'running') {
      return failure(`Container '${containerKey(id)}' is not running`);
    }
    const before = container.record;
    container.record = { ...before, imposed: { ...before.imposed, ...limits } };
    // Written first, so that the next agent process can make good what this one did not live to do.
    await this.#launcher.write(id, container.record);
    const updated = await this.#isolation.update(container.isolated);
    if (updated.ok) return ok(container.isolated.limits ?? {});
    const { imposed: _refused, ...rest } = container.record;
    const { imposed } = before;
    container.record = { ...rest, ...(imposed !== undefined && { imposed }) };
    await this.#launcher.write(id, container.record);
    await this.#isolation.update(container.isolated);
    return updated;
  }

  status(id: ContainerID, done: (result: Result<ContainerStatus>) => void): void {
    const container = this.#table.find(id);
    if (container === undefined) {
      return queueMicrotask(() => done(failure(`Unknown container '${containerKey(id)}'`)));
    }
    const { pid } = container;
    void this.#isolation.status(container.isolated).then((found) => {
      if (!found.ok) return done(found);
      const own = { container_id: id, ...(pid !== undefined && { executor_pid: pid }) };
      done(ok({ ...own, ...found.value }));
    });
  }

  usage(id: ContainerID, done: (result: Result<ResourceStatistics>) => void): void {
    const container = this.#table.find(id);
    if (container === undefined) {
      return queueMicrotask(() => done(failure(`Unknown container '${containerKey(id)}'`)));
    }
    this.#usage(container).then(done, (error: unknown) => done(failure(textOf(error))));
  }

  async #usage(container: Container): Promise<Result<ResourceStatistics>> {
    const family = this.#table.familyOf(container);
    const consumption = await this.#launcher.measure(family.map((member) => member.id));
    const timestamp = this.#clock.timestamp() / 1000;
    const usage = await this.#isolation.usage(container.isolated, consumption);
    return usage.ok ? ok({ timestamp, ...usage.value }) : usage;
  }

  find(id: ContainerID): ContainerSummary | undefined {
    return this.#table.find(id)?.summary;
  }

  list(): readonly ContainerSummary[] {
    return [...this.#table.values()].map((container) => container.summary);
  }
}
