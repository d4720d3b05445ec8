/**
 * The launcher `posix`: containers as plain Unix processes, for any Unix and without privileges. A
 * supervisor each (see supervisor-script.ts), families of processes followed through the process
 * table. How a supervisor is started is in supervisor.ts, how processes are killed in sweeper.ts, how
 * those of an earlier agent process are found again in survey.ts and candidates.ts.
 */
import type { Log } from '../../foundation/log.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { readBootId } from '../boot-id.ts';
import { containerKey } from '../container-id.ts';
import type { KnownContainer } from '../containerizer.ts';
import type { Consumption } from '../isolators/isolator.ts';
import type { GatedProcess, Launcher, StartRequest, Survivor } from '../life/launcher.ts';
import { textOf } from '../life/lives.ts';
import type { ContainerRecord } from '../life/record.ts';
import { makeStarter } from '../process-starter.ts';
import type { StartedProcess } from '../process-starter.ts';
import { findCandidates } from './candidates.ts';
import type { Candidate } from './candidates.ts';
import { consumptionOf } from './consumption.ts';
import { watchAdopted } from './exit-watch.ts';
import { planLaunch } from './launch-plan.ts';
import type { Tools } from './launch-plan.ts';
import type { LivingSupervisor } from './living-supervisors.ts';
import { findProcess, ProcessTable } from './process-table.ts';
import type { ContainerRoot, ProcessTree } from './process-tree.ts';
import { abandon, inheritedText, RuntimeDirectory } from './runtime-directory.ts';
import { Setup } from './setup.ts';
import { startSupervisor } from './supervisor.ts';
import type { GatedTask } from './supervisor.ts';
import { surveyContainers } from './survey.ts';
import { Sweeper } from './sweeper.ts';
import { readTaskEnvironment } from './task-environment.ts';

export interface PosixLauncherParts {
  /** --runtime_dir, absolute. */
  readonly runtimeDirectory: string;
  readonly log: Log;
  /** Helper programs to use; absent: whatever this machine is found to have. */
  readonly tools?: Tools | undefined;
}

/** What this mechanism keeps in memory of a container that has a process. */
interface Held {
  readonly root: ContainerRoot | undefined;
  /** Calls back when the supervisor is gone. */
  readonly watch: (onEnd: () => void) => void;
}

export class PosixLauncher implements Launcher {
  readonly name = 'posix';
  readonly carries = new Set(['environment', 'wrapper', 'groups'] as const);
  readonly #runtimeDirectory: string;
  readonly #log: Log;
  readonly #runtime: RuntimeDirectory;
  readonly #setup: Setup;
  readonly #processes = new ProcessTable();
  readonly #sweeper: Sweeper;
  readonly #held = new Map<string, Held>();
  /** Found by `survey` with less on disk than is known of them. */
  #damaged: ReadonlyMap<string, { readonly candidate: Candidate; readonly home?: string }> =
    new Map();

  constructor({ runtimeDirectory, log, tools }: PosixLauncherParts) {
    this.#runtimeDirectory = runtimeDirectory;
    this.#log = log;
    this.#runtime = new RuntimeDirectory(runtimeDirectory);
    this.#setup = new Setup(runtimeDirectory, tools);
    this.#sweeper = new Sweeper(this.#processes, log);
    makeStarter();
    this.ready().catch(() => undefined); // whoever launches hears of it
  }

  async ready(): Promise<void> {
    await this.#setup.get();
  }

  async survey(known: readonly KnownContainer[]): Promise<readonly Survivor[]> {
    await this.ready().catch(() => undefined);
    const [runtimeDirectory, processes] = [this.#runtimeDirectory, this.#processes];
    const parts = { runtime: this.#runtime, runtimeDirectory, processes, bootId: readBootId() };
    const survey = await surveyContainers(parts, known);
    const candidates = findCandidates(known, survey);
    for (const candidate of candidates) this.#hold(candidate);
    this.#damaged = damagedOf(candidates, survey.supervisors);
    return candidates;
  }

  #hold({ id, root, supervisor }: Candidate): void {
    const watch = (onEnd: () => void): void => {
      if (supervisor !== undefined) watchAdopted(supervisor, this.#runtime.pathOf(id), onEnd);
    };
    this.#held.set(containerKey(id), { root, watch });
  }

  async keep(id: ContainerID): Promise<void> {
    const key = containerKey(id);
    const damaged = this.#damaged.get(key);
    if (damaged === undefined) return;
    this.#log.warning(`The files of container ${key} were lost or damaged, but it is running`);
    await this.#runtime.restore(damaged.candidate, damaged.home).catch((error: unknown) => {
      this.#log.error(`They cannot be made good: ${textOf(error)}`);
    });
  }

  destroyLost(lost: readonly KnownContainer[]): Promise<void> {
    return this.#sweeper.killRemains(lost);
  }

  async create(id: ContainerID, record: ContainerRecord): Promise<void> {
    await this.#runtime.create(id, record);
  }

  async start(request: StartRequest): Promise<Result<GatedProcess>> {
    const { id, record, command, prepared, switchTo, places } = request;
    const { tools, script } = await this.#setup.get();
    const plan = planLaunch({ ...prepared, command, switchTo, tools });
    if (!plan.ok) return plan;
    if (places.terminal !== undefined && tools.session !== 'wait') {
      return failure('a terminal needs setsid of util-linux (with --wait) on the agent');
    }
    const runtimePath = await this.#runtime.create(id, record);
    const own = { AP_RUNTIME: runtimePath, AP_RECORD: inheritedText(record) };
    const environment = { ...plan.value, ...own };
    const gated = await startSupervisor({
      ...{ script, runtimePath, environment, places },
      containerKey: containerKey(id),
    });
    return gated.ok ? ok(this.#gated(id, gated.value)) : gated;
  }

  #gated(id: ContainerID, task: GatedTask): GatedProcess {
    const { pid, supervisor } = task;
    const root = { pid, startTime: findProcess(pid)?.startTime ?? '' };
    const watch = (onEnd: () => void): void => watchChild(supervisor, onEnd);
    this.#held.set(containerKey(id), { root, watch });
    const go = async (): Promise<Result<void>> => {
      const hasSaidSo = await task.go();
      if (hasSaidSo || !(await abandon(this.#runtime.pathOf(id)))) return ok(undefined);
      return failure('its first process ended, or was killed, before it could run the command');
    };
    return { pid, go, abandon: () => task.abandon() };
  }

  write(id: ContainerID, record: ContainerRecord): Promise<void> {
    return this.#runtime.writeRecord(id, record);
  }

  watch(id: ContainerID, onEnd: () => void): void {
    this.#held.get(containerKey(id))?.watch(onEnd);
  }

  readStatus(id: ContainerID): Promise<number | undefined> {
    return this.#runtime.readStatus(id);
  }

  signal(id: ContainerID, signal: number): void {
    const root = this.#rootOf(id);
    if (root !== undefined) void this.#sweeper.signalMembers(root, signal);
  }

  async destroy(id: ContainerID): Promise<void> {
    const root = this.#rootOf(id);
    if (root !== undefined) await this.#sweeper.killUntilGone(root);
  }

  async finish(
    id: ContainerID,
    { record, isLost }: { readonly record: ContainerRecord; readonly isLost: boolean },
  ): Promise<void> {
    const root = this.#rootOf(id);
    // The sandbox of a debug container may be another's.
    const directory = record.isDebug ? undefined : record.directory;
    if (isLost) await this.#sweeper.killAllOf(root, directory ?? '');
    if (root !== undefined) this.#sweeper.sweepLater({ root, directory });
  }

  async environmentOf(id: ContainerID): Promise<Readonly<Record<string, string>> | undefined> {
    const root = this.#rootOf(id);
    return root && readTaskEnvironment(root);
  }

  async measure(ids: readonly ContainerID[]): Promise<Consumption> {
    const tree = await new Promise<ProcessTree>((resolve) => this.#processes.snapshot(resolve));
    return consumptionOf(
      ids.map((id) => this.#rootOf(id)),
      tree,
    );
  }

  async forget(id: ContainerID): Promise<void> {
    const key = containerKey(id);
    for (const other of this.#held.keys()) {
      if (other === key || other.startsWith(`${key}.`)) this.#held.delete(other);
    }
    await this.#runtime.remove(id);
  }

  #rootOf(id: ContainerID): ContainerRoot | undefined {
    return this.#held.get(containerKey(id))?.root;
  }
}

function damagedOf(
  candidates: readonly Candidate[],
  supervisors: ReadonlyMap<string, LivingSupervisor>,
): ReadonlyMap<string, { readonly candidate: Candidate; readonly home?: string }> {
  const damaged = candidates.filter(({ isDamaged }) => isDamaged);
  return new Map(
    damaged.map((candidate) => {
      const key = containerKey(candidate.id);
      const home = supervisors.get(key)?.home;
      return [key, { candidate, ...(home !== undefined && { home }) }];
    }),
  );
}

function watchChild(supervisor: StartedProcess, onEnd: () => void): void {
  if (supervisor.hasEnded)
    onEnd(); // it was faster than the launch
  else supervisor.once('exit', onEnd);
}
