/**
 * The launcher of the Docker containerizer: the engine keeps, watches and ends containers, and outlives
 * the agent; here it is asked to. A container waits at the gate while it is created and not started.
 * What is nested in one is a command beside what it runs (execs.ts).
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Stopwatch } from '../../foundation/metrics/registry.ts';
import { assert, failure, ok, unwrap } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID, ContainerInfo } from '../../protocol/generated/mesos.ts';
import { readBootId } from '../boot-id.ts';
import { containerKey, rootContainerId } from '../container-id.ts';
import type { KnownContainer } from '../containerizer.ts';
import type { Board } from '../io/io.ts';
import type { Consumption, Preparation } from '../isolators/isolator.ts';
import type { CniOptions } from '../isolators/network-cni/network-cni.ts';
import { ImageTools } from '../image-tools.ts';
import type { GatedProcess, Launcher, StartRequest, Survivor } from '../life/launcher.ts';
import type { ContainerRecord } from '../life/record.ts';
import { RuntimeDirectory } from '../posix/runtime-directory.ts';
import { CniNetworks } from './cni-networks.ts';
import { containerName, ownerLabel } from './container-name.ts';
import type { Logins } from '../registry-logins.ts';
import { DockerContainer } from './docker-container.ts';
import type { DockerGpus } from './docker-gpus.ts';
import type { DockerEngine, Inspected } from './engine/engine.ts';
import type { ContainerSpec } from './engine/spec.ts';
import { adoptExec, destroyExec, gateOf, makeExec } from './execs.ts';
import type { Exec } from './execs.ts';
import { killTree } from './processes.ts';
import { Images } from './images.ts';
import { Output } from './output.ts';
import { Removals } from './removals.ts';
import { makeSpec } from './run-options.ts';
import type { DockerOptions, JoinedNetworks } from './run-options.ts';
import { addedUp } from './statistics.ts';
import { surveyDocker } from './survey.ts';
import type { FoundContainer, FoundNested } from './survey.ts';

/** For what was made in vain; it is tried on. */
const removalPatienceMs = 5000;

export interface DockerLauncherParts {
  readonly engine: DockerEngine;
  /** --runtime_dir, absolute. */
  readonly runtimeDirectory: string;
  readonly options: DockerOptions;
  /** --docker_config */
  readonly logins: Logins;
  /** Times how long images take to be there. */
  readonly pulls: Stopwatch;
  /** --docker_kill_orphans */
  readonly killsOrphans: boolean;
  /** --docker_remove_delay */
  readonly removeDelayMs: number;
  /** Absent: the agent has no GPUs. */
  readonly gpus?: DockerGpus | undefined;
  /** Of CNI networks; absent: the agent has none. */
  readonly cni?: CniOptions | undefined;
  /** --docker_stop_timeout, in whole seconds. */
  readonly stopTimeoutSecs: number;
  readonly clock: Clock;
  readonly log: Log;
}

export class DockerLauncher implements Launcher {
  readonly name = 'docker';
  readonly carries: ReadonlySet<keyof Preparation> = new Set(['environment', 'mounts']);
  readonly #parts: DockerLauncherParts;
  readonly #engine: DockerEngine;
  /** Its own folder: what is below --runtime_dir itself is for the other containerizer. */
  readonly #runtime: RuntimeDirectory;
  readonly #images: Images;
  readonly #removals: Removals;
  /** Undefined: the agent has no networks of CNI. */
  readonly networks: CniNetworks | undefined;
  readonly #containers = new Map<string, DockerContainer>();
  readonly #execs = new Map<string, Exec>();
  /** Keys of containers that the engine may have though nothing came of their launch. */
  readonly #attempted = new Set<string>();

  constructor(parts: DockerLauncherParts) {
    const { engine, runtimeDirectory, logins, pulls, clock, log } = parts;
    this.#parts = parts;
    this.#engine = engine;
    this.#runtime = new RuntimeDirectory(join(runtimeDirectory, 'docker'));
    this.#images = new Images(engine, logins, pulls);
    this.#removals = new Removals(engine, clock, log);
    this.networks = this.#makeNetworks(parts);
  }

  #makeNetworks(parts: DockerLauncherParts): CniNetworks | undefined {
    const { engine, cni, runtimeDirectory, log } = parts;
    if (cni === undefined) return undefined;
    // Its own folders: what is below the directories themselves is for the other containerizer.
    const runtime_dir = join(runtimeDirectory, 'docker');
    const options = { ...cni, runtime_dir, work_dir: join(cni.work_dir, 'docker') };
    const tools = new ImageTools(join(runtime_dir, 'tools'));
    const { workDirectory } = parts.options;
    return new CniNetworks({
      ...{ engine, removals: this.#removals, tools, workDirectory, options, log },
    });
  }

  /** For those who measure and change. */
  find(id: ContainerID): DockerContainer | undefined {
    return this.#containers.get(containerKey(id));
  }

  findBoard(id: ContainerID): Board | undefined {
    return this.#execs.get(containerKey(id))?.board ?? this.find(id)?.board;
  }

  async ready(): Promise<void> {
    unwrap(await this.#engine.version());
  }

  async survey(known: readonly KnownContainer[]): Promise<readonly Survivor[]> {
    const { options, killsOrphans, removeDelayMs, clock } = this.#parts;
    const { workDirectory } = options;
    const [engine, runtime] = [this.#engine, this.#runtime];
    const survey = await surveyDocker({ engine, runtime, workDirectory, killsOrphans }, known);
    const now = clock.timestamp();
    for (const { name, endedAtMs } of survey.ended) {
      this.#removals.after(Math.max(0, endedAtMs + removeDelayMs - now), name);
    }
    const records = new Map((await runtime.list()).map(({ id, record }) => [id.value, record]));
    const roots = survey.found.map((found) => this.#adopt(found, records.get(found.id.value)));
    const nested = survey.nested.map((found) => this.#adoptNested(found));
    return [...roots, ...nested.filter((found) => found !== undefined)];
  }

  #adoptNested({ id, record, exec: found }: FoundNested): Survivor | undefined {
    const outer = this.find(rootContainerId(id));
    if (outer === undefined) return undefined;
    const runtimePath = this.#runtime.pathOf(id);
    const exec = adoptExec(this.#engine, found, { outer, runtimePath });
    this.#execs.set(containerKey(id), exec);
    const { isRunning } = found;
    return { id, record, pid: exec.process?.pid, isRunning, isSupervised: true };
  }

  #adopt({ id, name, inspected, known }: FoundContainer, record = lostRecord(known)): Survivor {
    const { inspection } = inspected;
    const made = { dockerId: inspection.Id, name, directory: record.directory };
    const container = this.#add(id, made, known?.container);
    container.learn(inspection);
    const { pid, end } = container;
    const data = shownInspection(inspected);
    return { id, record, pid, data, isRunning: end === undefined, isSupervised: true };
  }

  #add(
    id: ContainerID,
    made: { readonly dockerId: string; readonly name: string; readonly directory: string },
    container: ContainerInfo | undefined,
  ): DockerContainer {
    const { dockerId, name, directory } = made;
    const { options, log } = this.#parts;
    const notePath = join(this.#runtime.pathOf(id), 'output.json');
    const output = new Output({
      ...{ engine: this.#engine, dockerId, directory, notePath, log },
      workDirectory: options.workDirectory,
    });
    const added = new DockerContainer({
      ...{ engine: this.#engine, dockerId, name, container, output, directory },
    });
    this.#containers.set(containerKey(id), added);
    return added;
  }

  async keep(id: ContainerID): Promise<void> {
    const container = this.find(id);
    await container?.output.resume(container.outputKind);
  }

  /** What the engine does not have is gone. */
  destroyLost(): Promise<void> {
    return Promise.resolve();
  }

  create(): Promise<void> {
    return Promise.reject(new Error('A Docker container has a command'));
  }

  async fetchNeeds(request: StartRequest, signal: AbortSignal): Promise<Result<void>> {
    const { id, container, places } = request;
    if (id.parent !== undefined) return ok(undefined);
    if (container?.docker === undefined) return failure('No docker info found in container info');
    // What cannot be is said before gigabytes are brought for it.
    const isJoining = this.networks?.takes(container) === true;
    const spec = this.#specOf(request, isJoining ? notYetJoined : undefined);
    if (!spec.ok) return spec;
    const fault = isJoining ? this.networks?.findFault(container) : undefined;
    if (fault !== undefined) return failure(fault);
    return this.#images.provide(container.docker, places.sandbox, signal);
  }

  #specOf(
    { id, record, command, container, prepared }: StartRequest,
    joined: JoinedNetworks | undefined,
  ): ReturnType<typeof makeSpec> {
    const { directory, resources, limits } = record;
    const name = containerName(id.value);
    assert(container !== undefined, 'a Docker container is asked for as such');
    const spec = makeSpec(
      {
        ...{ name, container, command, environment: prepared.environment, directory },
        ...{ resources, limits, joined, mounts: prepared.mounts },
        devices: this.#parts.gpus?.devicesOf(id) ?? [],
      },
      this.#parts.options,
    );
    if (spec.ok) return spec;
    return failure(`Failed to create docker run options: ${spec.error}`);
  }

  async start(request: StartRequest): Promise<Result<GatedProcess>> {
    const { id, record, container } = request;
    const runtimePath = await this.#runtime.create(id, record);
    if (id.parent !== undefined) return this.#startExec(request, runtimePath);
    const joined = await this.#join(request);
    if (!joined.ok) return joined;
    const spec = this.#specOf(request, joined.value);
    if (!spec.ok) return spec;
    const { workDirectory } = this.#parts.options;
    spec.value.Labels[ownerLabel] = workDirectory;
    const name = containerName(id.value);
    this.#attempted.add(containerKey(id));
    const created = await this.#engine.create(name, spec.value);
    if (!created.ok) return failedToRun(created.error);
    const made = { dockerId: created.value, name, directory: record.directory };
    const added = this.#add(id, made, container);
    await added.output.prepare();
    return ok({
      get pid() {
        return added.pid;
      },
      get data() {
        return added.data;
      },
      go: () => this.#go(added, spec.value),
      // `forget` takes it away.
      abandon: () => undefined,
    });
  }

  async #join({ id, container }: StartRequest): Promise<Result<JoinedNetworks | undefined>> {
    if (container === undefined || this.networks?.takes(container) !== true) return ok(undefined);
    return this.networks.join(id, container);
  }

  async #go(container: DockerContainer, spec: ContainerSpec): Promise<Result<void>> {
    if (spec.HostConfig.LogConfig?.Type === 'none') {
      const kind = { hasLog: false, hasTerminal: spec.Tty === true };
      await new Promise<void>((resolve) => container.output.begin(kind, resolve));
    }
    const started = await this.#engine.start(container.dockerId);
    if (!started.ok) return failedToRun(started.error);
    const inspected = await this.#engine.inspect(container.dockerId);
    if (!inspected.ok || inspected.value === undefined) {
      // Nobody could say what becomes of it.
      return failedToRun(inspected.ok ? 'it is gone' : inspected.error);
    }
    const [rows = 0, columns = 0] = spec.HostConfig.ConsoleSize ?? [];
    // Not all engines and runtimes take it with the container; one that has ended needs none.
    if (rows > 0) await this.#engine.resize(container.dockerId, { rows, columns });
    container.learn(inspected.value.inspection);
    container.data = shownInspection(inspected.value);
    container.output.begin(container.outputKind);
    return ok(undefined);
  }

  async #startExec(request: StartRequest, runtimePath: string): Promise<Result<GatedProcess>> {
    const { id } = request;
    const outer = this.find(rootContainerId(id));
    if (outer === undefined) return failure('Its root is not a Docker container');
    const { workDirectory, sandboxDirectory } = this.#parts.options;
    const start = { request, outer, runtimePath, workDirectory, sandboxDirectory };
    const exec = await makeExec(this.#engine, start);
    if (!exec.ok) return exec;
    this.#execs.set(containerKey(id), exec.value);
    return ok(gateOf(this.#engine, exec.value, start));
  }

  write(id: ContainerID, record: ContainerRecord): Promise<void> {
    return this.#runtime.writeRecord(id, record);
  }

  watch(id: ContainerID, onEnd: () => void): void {
    const exec = this.#execs.get(containerKey(id));
    void (exec?.ended ?? this.find(id)?.ended())?.then(onEnd);
  }

  /** A signal is told as an exit code beyond 128, as `docker run` does. */
  readStatus(id: ContainerID): Promise<number | undefined> {
    const exec = this.#execs.get(containerKey(id));
    const exitCode = exec === undefined ? this.find(id)?.end?.exitCode : exec.exitCode;
    return Promise.resolve(exitCode === undefined ? undefined : (exitCode & 0xff) << 8);
  }

  signal(id: ContainerID, signal: number): void {
    const exec = this.#execs.get(containerKey(id));
    if (exec?.process !== undefined) void killTree(exec.process, signal);
    this.find(id)?.signal(signal);
  }

  async destroy(id: ContainerID): Promise<void> {
    const exec = this.#execs.get(containerKey(id));
    if (exec !== undefined) await destroyExec(exec);
    await this.find(id)?.destroy(this.#parts.stopTimeoutSecs);
  }

  async finish(id: ContainerID, { isLost }: { readonly isLost: boolean }): Promise<void> {
    const container = this.find(id);
    if (container === undefined) return;
    if (isLost) await container.killProcesses();
    // One that ended while no agent was there has not been read from yet.
    await container.output.resume(container.outputKind);
    await container.output.finish();
  }

  /** What runs beside a container's command gets its environment from the engine. */
  environmentOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async measure(ids: readonly ContainerID[]): Promise<Consumption> {
    const containers = ids.map((id) => this.find(id)).filter((found) => found !== undefined);
    const statistics = await Promise.all(
      containers.map(({ dockerId }) => this.#engine.statistics(dockerId)),
    );
    return addedUp(statistics.map((each) => unwrap(each)));
  }

  async forget(id: ContainerID): Promise<void> {
    const key = containerKey(id);
    for (const other of this.#execs.keys()) {
      if (other !== key && !other.startsWith(`${key}.`)) continue;
      this.#execs.get(other)?.board?.close();
      this.#execs.delete(other);
    }
    const container = this.#containers.get(key);
    this.#containers.delete(key);
    await this.#runtime.remove(id);
    const isAttempted = this.#attempted.delete(key);
    if (container?.end !== undefined) {
      this.#removals.after(this.#parts.removeDelayMs, container.name);
    } else if (container !== undefined || isAttempted) {
      const removed = this.#removals.now(container?.name ?? containerName(id.value));
      // An engine that hangs must not keep the news of the failed launch.
      await Promise.race([removed, pause(removalPatienceMs, undefined, { ref: false })]);
    }
  }
}

/** What can be said of a container before its networks are there. */
const notYetJoined: JoinedNetworks = { networkMode: 'none', mounts: [], environment: {} };

function failedToRun(why: string): Result<never> {
  return failure(`Failed to run docker container: ${why}`);
}

/** @compat frameworks read what `docker inspect` prints. */
function shownInspection({ text }: Inspected): Uint8Array {
  return Buffer.from(JSON.stringify([JSON.parse(text)], null, 4));
}

/** Of one whose files were lost. */
function lostRecord(known: KnownContainer | undefined): ContainerRecord {
  return {
    ...{ bootId: readBootId(), isDebug: false, isStandalone: false, hasProcess: true },
    directory: known?.directory ?? '',
    resources: known?.resources ?? [],
  };
}
