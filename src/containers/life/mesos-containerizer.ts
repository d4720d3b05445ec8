/**
 * Containers as plain Unix processes, for any Unix and without privileges: a supervisor each (see
 * supervisor-script.ts), families of processes followed through the process table. This file keeps
 * the lives of containers; how one is started is in launcher.ts, how one is killed in sweeper.ts,
 * how those of an earlier agent process are found again in recovery.ts.
 *
 * The end of a container always goes through `#end`, whatever brought it: nested containers first,
 * then what is left of its processes, the isolators' cleanup, and last the news to who waits. The
 * runtime directory stays until `remove`, so that a crash of the agent at any point loses no status.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../foundation/log.ts';
import { failure, ok } from '../../foundation/result.ts';
import { wallTime } from '../../foundation/wall-time.ts';
import type { Result } from '../../foundation/result.ts';
import type {
  ContainerID,
  ContainerStatus,
  Resource,
  ResourceStatistics,
} from '../../protocol/generated/mesos.ts';
import { containerKey, findContainerIdFault } from '../container-id.ts';
import type {
  Abilities,
  ContainerConfig,
  Containerizer,
  ContainerSummary,
  ContainerTermination,
  KnownContainer,
  LaunchResult,
  Recovery,
  ResourceLimits,
} from '../containerizer.ts';
import type { Fetcher } from '../fetcher/fetcher.ts';
import type { Isolator } from '../isolators/isolator.ts';
import { Container, ContainerTable } from './container.ts';
import { consumptionOf } from '../posix/consumption.ts';
import { watchAdopted } from '../posix/exit-watch.ts';
import { Isolation } from './isolation.ts';
import { LauncherSetup } from '../posix/launcher-setup.ts';
import type { Tools } from '../posix/launch-plan.ts';
import { ProcessTable } from '../posix/process-table.ts';
import { planRecovery } from '../posix/candidates.ts';
import type { AdoptedContainer, RecoveryPlan, Survey } from '../posix/candidates.ts';
import { readBootId, recordOf, RuntimeDirectory } from '../posix/runtime-directory.ts';
import { surveyContainers } from '../posix/survey.ts';
import { Sweeper } from '../posix/sweeper.ts';

export interface PosixContainerizerOptions {
  /** --work_dir, absolute: all sandboxes are below it. */
  readonly workDirectory: string;
  /** May tasks run as root? Absent: yes. */
  readonly allowsRoot?: boolean;
  /** --runtime_dir, absolute. */
  readonly runtimeDirectory: string;
  readonly isolators: readonly Isolator[];
  readonly fetcher: Fetcher;
  readonly log: Log;
  /** Helper programs to use; absent: whatever this machine is found to have. */
  readonly tools?: Tools;
}

/** Orphans use what is offered again. Nearly all die at once; one that cannot must not stop all. */
const orphanPatienceMs = 10_000;

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export class PosixContainerizer implements Containerizer {
  readonly abilities: Abilities;
  readonly #options: PosixContainerizerOptions;
  readonly #log: Log;
  readonly #runtime: RuntimeDirectory;
  readonly #isolation: Isolation;
  readonly #table = new ContainerTable();
  readonly #processes = new ProcessTable();
  readonly #sweeper: Sweeper;
  readonly #bootId = readBootId();
  readonly #launchers: LauncherSetup;

  constructor(options: PosixContainerizerOptions) {
    this.#options = options;
    this.abilities = new Set(options.isolators.map(({ name }) => name));
    this.#log = options.log;
    this.#runtime = new RuntimeDirectory(options.runtimeDirectory);
    this.#isolation = new Isolation(options.isolators);
    this.#sweeper = new Sweeper(this.#processes, options.log);
    const [runtime, isolation, abilities] = [this.#runtime, this.#isolation, this.abilities];
    this.#launchers = new LauncherSetup({ ...options, runtime, isolation, abilities });
    this.#launchers.get().catch(() => undefined); // whoever launches hears of it
  }

  recover(known: readonly KnownContainer[], done: (result: Result<Recovery>) => void): void {
    this.#recover(known).then(done, (error) => {
      done(failure(`Failed to recover containers from the runtime directory: ${textOf(error)}`));
    });
  }

  async #recover(known: readonly KnownContainer[]): Promise<Result<Recovery>> {
    const { runtimeDirectory } = this.#options;
    await this.#launchers.get().catch(() => undefined);
    const [runtime, processes, bootId] = [this.#runtime, this.#processes, this.#bootId];
    const survey = await surveyContainers({ runtime, runtimeDirectory, processes, bootId }, known);
    const plan = planRecovery(known, survey);
    for (const found of plan.running) await this.#restore(found, survey);
    const isolated = plan.running.map((found) => this.#adopt(found).isolated);
    const recovered = await this.#isolation.recover(isolated);
    if (!recovered.ok) return recovered;
    for (const found of plan.running) this.#watch(found);
    for (const found of plan.terminated) this.#endLater(this.#adopt(found));
    await this.#clearAway(plan);
    const ids = (list: readonly { id: ContainerID }[]): ContainerID[] => list.map(({ id }) => id);
    return ok({
      running: ids(plan.running),
      terminated: [...ids(plan.terminated), ...ids(plan.missing)],
      orphans: ids(plan.orphans),
    });
  }

  async #restore(found: AdoptedContainer, { supervisors }: Survey): Promise<void> {
    if (!found.isDamaged) return;
    const key = containerKey(found.id);
    this.#log.warning(`The files of container ${key} were lost or damaged, but it is running`);
    await this.#runtime.restore(found, supervisors.get(key)?.home).catch((error: unknown) => {
      this.#log.error(`They cannot be made good: ${textOf(error)}`);
    });
  }

  #adopt({ id, record, root }: AdoptedContainer): Container {
    const container = new Container(id, record);
    container.root = root;
    container.state = 'running';
    container.limitation = record.termination;
    this.#table.add(container);
    return container;
  }

  #watch({ id, supervisor }: AdoptedContainer): void {
    const container = this.#table.find(id);
    if (container === undefined) return;
    this.#isolation.watch(container.isolated, (why) => this.#limit(container, why));
    if (supervisor === undefined) return;
    watchAdopted(supervisor, this.#runtime.pathOf(id), () => this.#endLater(container));
  }

  /** Ends what runs without being anybody's, before others get what it uses. */
  async #clearAway({ missing, orphans }: RecoveryPlan): Promise<void> {
    const gone = orphans.map((found) => this.#destroyOrphan(found));
    // What is known is waited for in any case: its end is going to be told.
    await this.#sweeper.killRemains(missing);
    const patience = new AbortController();
    const { signal } = patience;
    const isLate = await Promise.race([
      Promise.all(gone).then(() => false),
      pause(orphanPatienceMs, true, { signal }).catch(() => false),
    ]);
    patience.abort();
    if (isLate) this.#log.warning('Orphan containers do not end by SIGKILL; going on without');
  }

  #destroyOrphan(found: AdoptedContainer): Promise<void> {
    const container = this.#adopt(found);
    this.#log.info(`Destroying orphan container ${container.key}`);
    const ended = new Promise<void>((resolve) => container.onEnd(() => resolve()));
    const { supervisor } = found;
    this.destroy(container.id);
    if (supervisor === undefined) this.#endLater(container);
    else {
      watchAdopted(supervisor, this.#runtime.pathOf(found.id), () => this.#endLater(container));
    }
    return ended.then(() => this.#forget(container));
  }

  launch(id: ContainerID, config: ContainerConfig, done: (result: LaunchResult) => void): void {
    const fault = this.#findLaunchFault(id);
    if (fault !== undefined) return queueMicrotask(() => done(failure(fault)));
    const container = new Container(id, recordOf(config, this.#bootId));
    this.#table.add(container);
    this.#launch(container, config).then(done, (error) => {
      this.#log.error(`Launch of container ${container.key} broke: ${textOf(error)}`);
    });
  }

  #findLaunchFault(id: ContainerID): string | undefined {
    const fault = findContainerIdFault(id);
    if (fault !== undefined) return fault;
    if (this.#table.find(id) !== undefined) return `Container '${containerKey(id)}' already exists`;
    if (id.parent === undefined) return undefined;
    if (this.#table.find(id.parent)?.state === 'running') return undefined;
    return `Parent container '${containerKey(id.parent)}' is not running`;
  }

  async #launch(container: Container, config: ContainerConfig): Promise<LaunchResult> {
    const started = await this.#launchers
      .get()
      .then((launcher) => launcher.launch(container, config))
      .catch((error: unknown) => failure(textOf(error)));
    if (!started.ok) {
      await this.#giveUp(container);
      return started;
    }
    container.state = 'running';
    const supervisor = started.value;
    supervisor?.once('exit', () => this.#endLater(container));
    if (supervisor && (supervisor.exitCode ?? supervisor.signalCode) !== null) {
      this.#endLater(container); // it was faster than this function
    }
    this.#isolation.watch(container.isolated, (why) => this.#limit(container, why));
    if (container.launchAbort.signal.aborted) this.#destroyLater(container);
    return ok(container.root === undefined ? {} : { pid: container.root.pid });
  }

  /** Undoes a launch that failed; nothing of the task has run. */
  async #giveUp(container: Container): Promise<void> {
    for (const fault of await this.#isolation.cleanup(container.isolated)) this.#log.warning(fault);
    await this.#runtime.remove(container.id);
    this.#table.delete(container);
    container.announceEnd(undefined);
  }

  wait(
    id: ContainerID,
    onTermination: (termination: ContainerTermination | undefined) => void,
  ): void {
    const container = this.#table.find(id);
    if (container === undefined || container.state === 'terminated') {
      queueMicrotask(() => onTermination(container?.termination));
    } else {
      container.onEnd(onTermination);
    }
  }

  kill(id: ContainerID, signal: number): boolean {
    const container = this.#table.find(id);
    if (container?.state !== 'running' && container?.state !== 'destroying') return false;
    const { root } = container;
    if (root !== undefined) void this.#sweeper.signalMembers(root, signal);
    return true;
  }

  destroy(id: ContainerID): boolean {
    const container = this.#table.find(id);
    if (container === undefined || container.state === 'terminated') return false;
    if (container.state === 'launching') container.launchAbort.abort();
    if (container.state === 'running') this.#destroyLater(container);
    return true;
  }

  #limit(container: Container, why: ContainerTermination): void {
    if (container.state !== 'running') return;
    container.limitation = why;
    this.#destroyLater(container);
  }

  #destroyLater(container: Container): void {
    container.state = 'destroying';
    this.#destroy(container).catch((error: unknown) => {
      this.#log.error(`Destroying container ${container.key} broke: ${textOf(error)}`);
    });
  }

  async #destroy(container: Container): Promise<void> {
    if (container.limitation !== undefined) await this.#keepTermination(container);
    await this.#destroyNested(container);
    if (container.root !== undefined) await this.#sweeper.killUntilGone(container.root);
    // A supervisor that saw the death of its task ends and says so; nobody speaks for the rest.
    if (!container.record.hasProcess) this.#endLater(container);
  }

  async #keepTermination(container: Container): Promise<void> {
    container.record = { ...container.record, termination: container.limitation! };
    await this.#runtime.writeRecord(container.id, container.record).catch((error: unknown) => {
      this.#log.warning(`Why ${container.key} is destroyed is not written down: ${textOf(error)}`);
    });
  }

  async #destroyNested(container: Container): Promise<void> {
    const nested = this.#table.childrenOf(container).map(
      (child) =>
        new Promise<void>((resolve) => {
          this.wait(child.id, () => resolve());
          this.destroy(child.id);
        }),
    );
    await Promise.all(nested);
  }

  #endLater(container: Container): void {
    if (container.isEnding) return;
    container.isEnding = true;
    this.#end(container).catch((error: unknown) => {
      this.#log.error(`Cleaning up container ${container.key} broke: ${textOf(error)}`);
      container.announceEnd({ message: textOf(error) });
    });
  }

  async #end(container: Container): Promise<void> {
    const status = await this.#runtime.readStatus(container.id);
    const { root, record } = container;
    await this.#destroyNested(container);
    // Nobody waited for the end of the first process: it, or what it started, may be there yet.
    const isLost = record.hasProcess && status === undefined;
    if (isLost) await this.#sweeper.killAllOf(root, record.isDebug ? '' : record.directory);
    if (root !== undefined) {
      this.#sweeper.sweepLater({ root, directory: record.isDebug ? undefined : record.directory });
    }
    for (const fault of await this.#isolation.cleanup(container.isolated)) this.#log.warning(fault);
    container.announceEnd({
      ...(isLost && { message: 'Exit status of the container is not known' }),
      ...container.limitation,
      ...(status !== undefined && { status }),
    });
  }

  remove(id: ContainerID): boolean {
    const container = this.#table.find(id);
    if (container === undefined) return true;
    if (container.state !== 'terminated') return false;
    this.#forget(container);
    return true;
  }

  #forget(container: Container): void {
    for (const member of this.#table.familyOf(container)) this.#table.delete(member);
    this.#runtime.remove(container.id).catch((error: unknown) => {
      const path = join(this.#runtime.pathOf(container.id));
      this.#log.warning(`Cannot remove runtime directory ${path}: ${textOf(error)}`);
    });
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
    await this.#runtime.writeRecord(id, container.record);
    return this.#isolation.update(container.isolated);
  }

  status(id: ContainerID, done: (result: Result<ContainerStatus>) => void): void {
    const container = this.#table.find(id);
    if (container === undefined) {
      return queueMicrotask(() => done(failure(`Unknown container '${containerKey(id)}'`)));
    }
    const pid = container.root?.pid;
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
    this.#processes.snapshot((tree) => {
      const roots = this.#table.familyOf(container).map(({ root }) => root);
      const consumption = consumptionOf(roots, tree);
      const timestamp = wallTime.now() / 1000;
      void this.#isolation.usage(container.isolated, consumption).then((usage) => {
        done(usage.ok ? ok({ timestamp, ...usage.value }) : usage);
      });
    });
  }

  list(): readonly ContainerSummary[] {
    return [...this.#table.values()].map((container) => container.summary);
  }
}
