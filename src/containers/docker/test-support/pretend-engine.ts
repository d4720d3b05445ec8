/**
 * A Docker Engine in memory: containers and their logs, as they are for all agents that speak with it.
 * Tests say what commands do, what images there are, and that it is away or hangs.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type {
  Credentials,
  DockerEngine,
  EngineStatistics,
  EngineStreams,
  ExecInspection,
  ExecSpec,
  Inspected,
  Inspection,
  ListedContainer,
  LogMessage,
  OutputOptions,
  TakeMessages,
} from '../engine/engine.ts';
import type { WindowSize } from '../../io/io.ts';
import type { ContainerSpec, ResourceSpec } from '../engine/spec.ts';
import { pretendStreams } from './pretend-streams.ts';
import type { PretendExec, PretendStreams } from './pretend-streams.ts';

export interface PretendDockerContainer {
  readonly id: string;
  readonly name: string;
  readonly spec: ContainerSpec;
  status: 'created' | 'running' | 'restarting' | 'exited';
  exitCode: number;
  isOutOfMemory: boolean;
  finishedAt: string;
  readonly signals: string[];
  readonly logs: LogMessage[];
  readonly updates: ResourceSpec[];
  address: string;
}

const away = 'the Docker Engine is away';

export class PretendEngine implements DockerEngine {
  readonly containers = new Map<string, PretendDockerContainer>();
  readonly images = new Set(['busybox']);
  readonly pulls: { readonly reference: string; readonly credentials: Credentials | undefined }[] =
    [];
  readonly execs = new Map<string, PretendExec>();
  /** Sizes of terminals that were asked for, by container or command. */
  readonly sizes: string[] = [];
  /** Nothing is answered any more but that it is away. */
  isAway = false;
  /** Images do not come. */
  holdsPulls = false;
  pullsBegun = 0;
  pullFault: string | undefined;
  startFault: string | undefined;
  /** What a command does that was started; nothing: it runs. */
  behaviour: (container: PretendDockerContainer) => void = () => undefined;
  /** Commands beside containers run until `endExec`. */
  holdsExecs = false;
  execBehaviour: (exec: ExecSpec) => number = () => 0;
  #nextId = 1;
  #watchers: (() => void)[] = [];

  find(idOrName: string): PretendDockerContainer | undefined {
    return [...this.containers.values()].find(
      ({ id, name }) => id === idOrName || name === idOrName,
    );
  }

  /** The only one there is. */
  get only(): PretendDockerContainer {
    const [container, other] = this.containers.values();
    if (container === undefined || other !== undefined) throw new Error('There is not just one');
    return container;
  }

  end(container: PretendDockerContainer, exitCode: number): void {
    if (container.status !== 'running') return;
    container.status = 'exited';
    container.exitCode = exitCode;
    container.finishedAt = new Date().toISOString();
    this.changed();
  }

  say(container: PretendDockerContainer, stream: 'stdout' | 'stderr', text: string): void {
    const timestamp = `2026-01-01T00:00:00.${String(container.logs.length).padStart(9, '0')}Z`;
    container.logs.push({ stream, timestamp, bytes: Buffer.from(text) });
    this.changed();
  }

  /** Whoever waits looks again. */
  changed(): void {
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const watcher of watchers) watcher();
  }

  async #until(signal: AbortSignal, condition: () => boolean): Promise<Result<void>> {
    const onAbort = (): void => this.changed();
    signal.addEventListener('abort', onAbort);
    while (!this.isAway && !signal.aborted && !condition()) {
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
    signal.removeEventListener('abort', onAbort);
    if (this.isAway) return failure(away);
    return signal.aborted ? failure('The operation was aborted') : ok(undefined);
  }

  async #answer<T>(work: () => Result<T>): Promise<Result<T>> {
    await new Promise((resolve) => setImmediate(resolve));
    return this.isAway ? failure(away) : work();
  }

  #on<T>(id: string, work: (container: PretendDockerContainer) => Result<T>): Promise<Result<T>> {
    return this.#answer(() => {
      const container = this.find(id);
      return container === undefined ? failure(`No such container: ${id}`) : work(container);
    });
  }

  version(): Promise<Result<string>> {
    return this.#answer(() => ok('20.10.24'));
  }

  hasImage(reference: string): Promise<Result<boolean>> {
    return this.#answer(() => ok(this.images.has(reference)));
  }

  async pull(
    reference: string,
    credentials: Credentials | undefined,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    this.pullsBegun++;
    const came = await this.#until(signal, () => !this.holdsPulls);
    if (!came.ok) return came;
    return this.#answer(() => {
      this.pulls.push({ reference, credentials });
      if (this.pullFault !== undefined) return failure(this.pullFault);
      this.images.add(reference);
      return ok(undefined);
    });
  }

  create(name: string, spec: ContainerSpec): Promise<Result<string>> {
    return this.#answer(() => {
      if (this.find(name) !== undefined) return failure(`The name "${name}" is already in use`);
      const id = `docker${this.#nextId++}`;
      this.containers.set(id, {
        ...{ id, name, spec, status: 'created', exitCode: 0, isOutOfMemory: false },
        ...{ finishedAt: '0001-01-01T00:00:00Z', signals: [], logs: [], updates: [] },
        address: '172.17.0.2',
      });
      return ok(id);
    });
  }

  start(id: string): Promise<Result<void>> {
    return this.#on(id, (container) => {
      if (this.startFault !== undefined) return failure(this.startFault);
      container.status = 'running';
      this.behaviour(container);
      return ok(undefined);
    });
  }

  inspect(id: string): Promise<Result<Inspected | undefined>> {
    return this.#answer(() => {
      const container = this.find(id);
      if (container === undefined) return ok(undefined);
      const inspection = inspectionOf(container);
      return ok({ inspection, text: JSON.stringify(inspection) });
    });
  }

  list(namePrefix: string): Promise<Result<readonly ListedContainer[]>> {
    return this.#answer(() =>
      ok(
        [...this.containers.values()]
          .filter(({ name }) => name.startsWith(namePrefix))
          .map(({ id, name, status, spec }) => ({
            ...{ id, names: [name], state: status, labels: spec.Labels },
          })),
      ),
    );
  }

  async wait(id: string, signal: AbortSignal): Promise<Result<number | undefined>> {
    const waited = await this.#until(signal, () => this.find(id)?.status !== 'running');
    return waited.ok ? ok(this.find(id)?.exitCode) : waited;
  }

  kill(id: string, signal: string): Promise<Result<void>> {
    return this.#on(id, (container) => {
      container.signals.push(signal);
      if (signal === 'SIGKILL') this.end(container, 137);
      return ok(undefined);
    });
  }

  stop(id: string, graceSecs: number): Promise<Result<void>> {
    return this.#on(id, (container) => {
      container.signals.push(`stop ${graceSecs}`);
      this.end(container, 143);
      return ok(undefined);
    });
  }

  remove(id: string): Promise<Result<void>> {
    return this.#answer(() => {
      const container = this.find(id);
      if (container !== undefined) this.containers.delete(container.id);
      this.changed();
      return ok(undefined);
    });
  }

  update(id: string, resources: ResourceSpec): Promise<Result<void>> {
    return this.#on(id, (container) => {
      container.updates.push(resources);
      Object.assign(container.spec.HostConfig, resources);
      return ok(undefined);
    });
  }

  statistics(id: string): Promise<Result<EngineStatistics>> {
    return this.#on(id, () =>
      ok({
        cpu_stats: { cpu_usage: { usage_in_usermode: 2e9, usage_in_kernelmode: 1e9 } },
        memory_stats: { stats: { rss: 4096 } },
        pids_stats: { current: 2 },
      }),
    );
  }

  async readLogs(
    id: string,
    { since, signal }: Pick<OutputOptions, 'signal'> & { readonly since: string | undefined },
    take: TakeMessages,
  ): Promise<Result<void>> {
    let read = 0;
    for (;;) {
      const container = this.find(id);
      if (this.isAway) return failure(away);
      if (container === undefined) return failure(`No such container: ${id}`);
      const isOver = container.status !== 'running';
      const news = container.logs.slice(read);
      read += news.length;
      const wanted = news.filter(({ timestamp }) => since === undefined || timestamp >= since);
      if (wanted.length > 0) await take(wanted);
      if (isOver) return ok(undefined);
      const { length } = container.logs;
      const went = await this.#until(
        signal,
        () => container.logs.length > length || container.status !== 'running',
      );
      if (!went.ok) return went;
    }
  }

  attach(
    id: string,
    { onAttached, signal }: OutputOptions & { readonly onAttached: () => void },
    take: TakeMessages,
  ): Promise<Result<void>> {
    onAttached();
    return this.readLogs(id, { since: undefined, signal }, take);
  }

  createExec(id: string, exec: ExecSpec): Promise<Result<string>> {
    return this.#on(id, () => {
      const execId = `exec${this.#nextId++}`;
      const state = { exitCode: null, isRunning: false, streams: undefined };
      this.execs.set(execId, { ...exec, ...state, on: id });
      return ok(execId);
    });
  }

  startExec(execId: string, _signal: AbortSignal, take: TakeMessages): Promise<Result<void>> {
    return this.#answer(() => ok(this.execs.get(execId)!)).then(async (found) => {
      if (!found.ok) return found;
      await take([{ stream: 'stdout', timestamp: '', bytes: Buffer.from('checked\n') }]);
      const exec = found.value;
      if (this.holdsExecs) {
        exec.isRunning = true;
        return never;
      }
      exec.exitCode = this.execBehaviour(exec);
      return ok(undefined);
    });
  }

  openExec(execId: string): Promise<Result<EngineStreams>> {
    return this.#answer(() => {
      const exec = this.execs.get(execId)!;
      exec.isRunning = true;
      exec.streams = pretendStreams();
      return ok(exec.streams);
    });
  }

  /** A session ends. */
  endExec(exec: PretendExec, exitCode: number): void {
    exec.isRunning = false;
    exec.exitCode = exitCode;
    exec.streams?.stdout.end();
    exec.streams?.stderr.end();
  }

  resizeExec(execId: string, { rows, columns }: WindowSize): Promise<Result<void>> {
    return this.#answer(() => ok(void this.sizes.push(`${execId} ${rows}x${columns}`)));
  }

  /** What was opened of containers, the last one last. */
  readonly attached: PretendStreams[] = [];

  open(id: string): Promise<Result<EngineStreams>> {
    return this.#on(id, () => {
      const streams = pretendStreams();
      this.attached.push(streams);
      return ok(streams);
    });
  }

  resize(id: string, { rows, columns }: WindowSize): Promise<Result<void>> {
    return this.#on(id, () => ok(void this.sizes.push(`${id} ${rows}x${columns}`)));
  }

  inspectExec(execId: string): Promise<Result<ExecInspection | undefined>> {
    return this.#answer(() => {
      const exec = this.execs.get(execId);
      if (exec === undefined) return ok(undefined);
      const { isRunning: Running, exitCode: ExitCode } = exec;
      return ok({ Running, ExitCode, Pid: Running ? firstPid : 0 });
    });
  }
}

const never = new Promise<never>(() => undefined);

/** Far beyond any pid of this machine: nothing here is ever a process. */
const firstPid = 1_000_000_000;

function inspectionOf(container: PretendDockerContainer): Inspection {
  const { id, name, spec, status, exitCode, isOutOfMemory, finishedAt, address } = container;
  const isRunning = status === 'running';
  const { HostConfig } = spec;
  return {
    Id: id,
    Name: `/${name}`,
    State: {
      ...{
        Status: status,
        Running: isRunning,
        Restarting: status === 'restarting',
        OOMKilled: isOutOfMemory,
      },
      ...{ Pid: isRunning ? firstPid : 0, ExitCode: exitCode, FinishedAt: finishedAt },
    },
    Config: {
      Tty: spec.Tty === true,
      ...(spec.StopSignal !== undefined && { StopSignal: spec.StopSignal }),
    },
    HostConfig: {
      NetworkMode: HostConfig.NetworkMode ?? 'default',
      Memory: HostConfig.Memory ?? 0,
      MemorySwap: HostConfig.MemorySwap ?? 2 * (HostConfig.Memory ?? 0),
      LogConfig: { Type: HostConfig.LogConfig?.Type ?? 'json-file' },
    },
    NetworkSettings: {
      Networks:
        HostConfig.NetworkMode === 'host'
          ? { host: { IPAddress: '' } }
          : { [HostConfig.NetworkMode ?? 'bridge']: { IPAddress: address } },
    },
  };
}
