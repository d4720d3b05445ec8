/**
 * CNI networks of Docker containers. The engine has no way to make a container in a namespace that is there
 * already, and plugins must have done their work before the task begins. So the namespace is that of
 * another container, which only holds it: made first, of the task's own image (it needs no other), with a program
 * of the machine that sleeps; the plugins are called with it, and then the task's container shares it
 * (`--network container:…`). Whatever ends first, the plugins are told to undo it while it is there.
 *
 * What plugins are told is kept, as for other containers, by network-cni, in a folder of its own.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type {
  ContainerID,
  ContainerInfo,
  ContainerStatus,
} from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import { toolsPath } from '../image-tools.ts';
import type { ImageTools } from '../image-tools.ts';
import { bindNamespaceOf } from '../isolators/bound-mounts.ts';
import type {
  Consumption,
  IsolatedContainer,
  Isolator,
  PartialStatistics,
  Preparation,
} from '../isolators/isolator.ts';
import { NetworkCniIsolator } from '../isolators/network-cni/network-cni.ts';
import type { CniOptions } from '../isolators/network-cni/network-cni.ts';
import type { Log } from '../../foundation/log.ts';
import { holderName, holderPrefix, ownerLabel } from './container-name.ts';
import type { DockerEngine } from './engine/engine.ts';
import type { ContainerSpec, MountSpec } from './engine/spec.ts';
import { findContainerProcess } from './processes.ts';
import type { Removals } from './removals.ts';
import type { JoinedNetworks } from './run-options.ts';

/** An engine that hangs must not keep the end of a container; the removal is tried on. */
const removalPatienceMs = 5000;
const holderMemoryBytes = 32 * 1024 * 1024;
/** The engine's runtime counts as well until it has become the holder, and it has a dozen. */
const mostHolderThreads = 64;

export interface CniNetworksParts {
  readonly engine: DockerEngine;
  readonly removals: Removals;
  /** The machine's `sleep`, for images that have none. */
  readonly tools: Pick<ImageTools, 'directory' | 'wordsFor'>;
  readonly workDirectory: string;
  readonly options: CniOptions;
  readonly log: Log;
}

export class CniNetworks implements Isolator {
  readonly name = 'networks of docker';
  readonly #parts: CniNetworksParts;
  readonly #networks: NetworkCniIsolator;
  /** First processes of holders, by the keys of the containers that they are for. */
  readonly #pids = new Map<string, number>();
  /** Keys of containers that may have a holder. */
  readonly #held = new Set<string>();

  constructor(parts: CniNetworksParts) {
    this.#parts = parts;
    const { options, log } = parts;
    this.#networks = new NetworkCniIsolator(
      { options, root: '/', log },
      {
        type: 'DOCKER',
        bindNamespace: (key, path) => bindNamespaceOf(this.#pids.get(key)!, path),
      },
    );
  }

  /**
   * Without a network of Docker a name can only mean one of CNI; a user's network is looked for here first.
   */
  takes({ docker, network_infos: infos = [] }: ContainerInfo): boolean {
    const names = infos.flatMap(({ name }) => name ?? []);
    if (names.length === 0) return false;
    if (docker?.network === 'NONE') return true;
    const isUsers = docker?.network === 'USER';
    return isUsers && names.every((name) => this.#networks.findFault(name) === undefined);
  }

  findFault({ network_infos: infos = [] }: ContainerInfo): string | undefined {
    return infos
      .flatMap(({ name }) => name ?? [])
      .map((name) => this.#networks.findFault(name))
      .find((fault) => fault !== undefined);
  }

  /** Before the container is made; whatever fails, `cleanup` undoes. */
  async join(id: ContainerID, container: ContainerInfo): Promise<Result<JoinedNetworks>> {
    const key = containerKey(id);
    this.#held.add(key);
    const holder = await this.#startHolder(id, container);
    if (!holder.ok) return failure(`Cannot make the network of the container: ${holder.error}`);
    const prepared = await new Promise<Result<Preparation>>((resolve) => {
      this.#networks.prepare({ id }, { container }, resolve);
    });
    if (!prepared.ok) return prepared;
    const { mounts = [], environment = {} } = prepared.value;
    return ok({
      networkMode: `container:${holder.value}`,
      mounts: mounts.map(({ destination, source, options }) =>
        bindMount(source, destination, options.includes('ro')),
      ),
      environment,
    });
  }

  async #startHolder(id: ContainerID, container: ContainerInfo): Promise<Result<string>> {
    const { engine } = this.#parts;
    const spec = await this.#holderSpec(id, container);
    if (!spec.ok) return spec;
    const name = holderName(id.value);
    // Of an earlier attempt.
    const removed = await engine.remove(name);
    if (!removed.ok) return removed;
    const created = await engine.create(name, spec.value);
    if (!created.ok) return created;
    const started = await engine.start(created.value);
    if (!started.ok) return started;
    const inspected = await engine.inspect(created.value);
    if (!inspected.ok) return inspected;
    const pid = inspected.value?.inspection.State.Pid ?? 0;
    if (findContainerProcess(pid, created.value) === undefined) {
      return failure('the agent does not see the processes of the Docker Engine');
    }
    this.#pids.set(containerKey(id), pid);
    return created;
  }

  async #holderSpec(id: ContainerID, container: ContainerInfo): Promise<Result<ContainerSpec>> {
    const { tools, workDirectory } = this.#parts;
    const words = await tools.wordsFor('sleep');
    if (!words.ok) return words;
    const [program = '', ...more] = words.value;
    return ok({
      ...{
        Image: container.docker?.image ?? '',
        Entrypoint: [program],
        Cmd: [...more, 'infinity'],
      },
      // What the image says of the loader is for its own programs.
      ...{ Env: ['LD_PRELOAD=', 'LD_LIBRARY_PATH='], User: '0', WorkingDir: '/' },
      ...{ StopSignal: 'SIGKILL', Healthcheck: { Test: ['NONE'] } },
      Hostname: container.hostname ?? id.value,
      Labels: { [ownerLabel]: workDirectory },
      HostConfig: {
        ...{
          NetworkMode: 'none',
          ReadonlyRootfs: true,
          CapDrop: ['ALL'],
          PidsLimit: mostHolderThreads,
        },
        ...{ SecurityOpt: ['no-new-privileges'], Memory: holderMemoryBytes },
        LogConfig: { Type: 'none', Config: {} },
        Mounts: [bindMount(tools.directory, toolsPath, true)],
      },
    });
  }

  status(container: IsolatedContainer, done: (result: Result<ContainerStatus>) => void): void {
    this.#networks.status(container, done);
  }

  usage(
    container: IsolatedContainer,
    consumption: Consumption,
    done: (result: Result<PartialStatistics>) => void,
  ): void {
    this.#networks.usage(container, consumption, done);
  }

  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    this.#networks.recover(containers, (recovered) => {
      if (!recovered.ok) return done(recovered);
      void this.#recoverHolders(new Set(containers.map(({ id }) => containerKey(id)))).then(done);
    });
  }

  async #recoverHolders(running: ReadonlySet<string>): Promise<Result<void>> {
    const { engine, removals, workDirectory } = this.#parts;
    const listed = await engine.list(holderPrefix);
    if (!listed.ok) return listed;
    for (const { names, labels } of listed.value) {
      if (labels[ownerLabel] !== workDirectory) continue;
      for (const name of names.filter((each) => each.startsWith(holderPrefix))) {
        const key = name.slice(holderPrefix.length);
        if (running.has(key)) this.#held.add(key);
        else await removals.now(name);
      }
    }
    return ok(undefined);
  }

  cleanup(container: IsolatedContainer, done: (result: Result<void>) => void): void {
    const key = containerKey(container.id);
    if (!this.#held.has(key)) return done(ok(undefined));
    this.#networks.cleanup(container, (cleaned) => {
      this.#held.delete(key);
      this.#pids.delete(key);
      const removed = this.#parts.removals.now(holderName(key));
      const late = pause(removalPatienceMs, undefined, { ref: false });
      void Promise.race([removed, late]).then(() => done(cleaned));
    });
  }
}

function bindMount(source: string, target: string, isReadOnly: boolean): MountSpec {
  return { Type: 'bind', Source: source, Target: target, ReadOnly: isReadOnly };
}
