/**
 * The steps from a configuration to a running task: who runs it, the sandbox and its log files,
 * what isolators want, the URIs, the supervisor, the isolators again, go. Every step may fail, and
 * after every step the container may have been destroyed; both end the launch with a text for the
 * user, and the caller cleans up.
 */
import type { ChildProcess } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';
import type { HeldDirectory, Owner } from '../../foundation/directories/held-directory.ts';
import type { Log } from '../../foundation/log.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { CommandInfo, ContainerID } from '../../protocol/generated/mesos.ts';
import type { Abilities, ContainerConfig, LaunchFailure } from '../containerizer.ts';
import type { Fetcher } from '../fetcher/fetcher.ts';
import { makeSandbox, openLog, openSandbox } from '../sandbox-files.ts';
import { findUnmetContainerWish } from '../wishes/container.ts';
import { unsupported } from '../wishes/wish.ts';
import type { Container } from './container.ts';
import type { Isolation, PreparedLaunch } from './isolation.ts';
import { planLaunch } from '../posix/launch-plan.ts';
import type { Tools, UserIds } from '../posix/launch-plan.ts';
import { findProcess } from '../posix/process-table.ts';
import { abandon, recordText } from '../posix/runtime-directory.ts';
import type { RuntimeDirectory } from '../posix/runtime-directory.ts';
import { Slots } from './slots.ts';
import { startSupervisor } from '../posix/supervisor.ts';
import type { GatedTask, SupervisorStart } from '../posix/supervisor.ts';
import type { Users } from './users.ts';

/** More would not start sooner on the processors there are, only later each. */
const concurrentStarts = 4;
/** Downloads wait for the network, not for processors; still each holds sockets and buffers. */
const concurrentFetches = 16;

export interface LauncherParts {
  /** All sandboxes are below it. */
  readonly workDirectory: string;
  readonly allowsRoot: boolean;
  readonly runtime: RuntimeDirectory;
  readonly isolation: Isolation;
  readonly abilities: Abilities;
  readonly fetcher: Fetcher;
  readonly users: Users;
  readonly tools: Tools;
  readonly script: string;
  readonly log: Log;
}

interface Held {
  close(): Promise<void>;
}

/** What a container is given to write to, opened once so that it stays what it is. */
interface Places {
  readonly sandbox: HeldDirectory;
  /** Where the command starts. */
  readonly start: HeldDirectory;
  readonly stdout: FileHandle;
  readonly stderr: FileHandle;
}

/** A failure says whether it was the sandbox, or that no such container can be made here. */
type Launch = Result<ChildProcess | undefined> | LaunchFailure;

/** @compat the words of real agents, which give the sandbox to its user first of all. */
function noSandbox(id: ContainerID, config: ContainerConfig, why: string): LaunchFailure {
  const { directory, user } = config;
  const what = id.parent === undefined ? 'executor directory' : 'nested sandbox';
  const error = `Failed to create ${what} '${directory}': Failed to chown directory to '${user}': ${why}`;
  return { ok: false, error, cause: 'sandbox' };
}

export class Launcher {
  readonly #parts: LauncherParts;
  readonly #starts = new Slots(concurrentStarts);
  readonly #turns = new Slots(1);
  readonly #fetches = new Slots(concurrentFetches);

  constructor(parts: LauncherParts) {
    this.#parts = parts;
  }

  /** Undefined supervisor: the container has no process. Throws only for I/O errors. */
  async launch(container: Container, config: ContainerConfig): Promise<Launch> {
    const unmet = findUnmetContainerWish(config, this.#parts.abilities);
    if (unmet !== undefined) return unsupported(unmet);
    const user = await this.#findSwitch(container.id, config);
    if (!user.ok) return user;
    const held: Held[] = [];
    try {
      const places = await this.#openPlaces(config, user.value, held);
      return await this.#launchIn(places, container, { config, user: user.value });
    } finally {
      await Promise.all(held.map((each) => each.close()));
    }
  }

  /** What is opened is added to `held`, also when a later one cannot be opened. */
  async #openPlaces(
    config: ContainerConfig,
    user: UserIds | undefined,
    held: Held[],
  ): Promise<Places> {
    const hold = async <T extends Held>(opening: Promise<T>): Promise<T> => {
      const opened = await opening;
      held.push(opened);
      return opened;
    };
    const { workDirectory } = this.#parts;
    const { directory, workingDirectory, containerClass } = config;
    // A debug container may run in the sandbox of another, whose it stays.
    const claim = { owner: user, isShared: containerClass === 'debug' };
    const sandbox = await hold(makeSandbox(workDirectory, directory, claim));
    const start = workingDirectory ?? directory;
    return {
      sandbox,
      start: start === directory ? sandbox : await hold(openSandbox(workDirectory, start)),
      stdout: await hold(openLog(sandbox, 'stdout', user)),
      stderr: await hold(openLog(sandbox, 'stderr', user)),
    };
  }

  async #launchIn(
    places: Places,
    container: Container,
    { config, user }: { readonly config: ContainerConfig; readonly user: UserIds | undefined },
  ): Promise<Launch> {
    const prepared = await this.#parts.isolation.prepare(container.isolated, config);
    if (!prepared.ok) return prepared;
    if (config.command === undefined) {
      await this.#parts.runtime.create(container.id, container.record);
      return this.#unlessDestroyed(container, undefined);
    }
    const fetched = await this.#fetch(container, config.command, { places, owner: user });
    if (!fetched.ok) return fetched;
    const plan = planLaunch({
      command: config.command,
      environment: prepared.value.environment,
      wrappers: prepared.value.wrappers,
      switchTo: user,
      tools: this.#parts.tools,
    });
    if (!plan.ok) return plan;
    return this.#starts.run(() => this.#start(container, plan.value, places));
  }

  #unlessDestroyed<T>(container: Container, value: T): Result<T> {
    if (!container.launchAbort.signal.aborted) return ok(value);
    return failure('Container destroyed while it was being launched');
  }

  /** Whom to become; undefined when the agent is that already. */
  async #findSwitch(
    id: ContainerID,
    config: ContainerConfig,
  ): Promise<Result<UserIds | undefined> | LaunchFailure> {
    const { user } = config;
    const own = process.getuid?.();
    if (user === undefined)
      return own === 0 && !this.#parts.allowsRoot ? noRoot(user) : ok(undefined);
    const ids = await this.#parts.users.resolve(user);
    if (!ids.ok) return noSandbox(id, config, ids.error);
    if (ids.value.uid === 0 && !this.#parts.allowsRoot) return noRoot(user);
    if (ids.value.uid === own) return ok(undefined);
    if (own === 0) return ids;
    const why =
      'only an agent that runs as root can switch users' +
      ' (start it as root, or with --no-switch_user)';
    return noSandbox(id, config, why);
  }

  async #fetch(
    container: Container,
    command: CommandInfo,
    { places, owner }: { readonly places: Places; readonly owner: Owner | undefined },
  ): Promise<Result<void>> {
    const uris = command.uris ?? [];
    if (uris.length === 0) return ok(undefined);
    const { signal } = container.launchAbort;
    const { sandbox, stderr } = places;
    const note = (line: string): Promise<void> => stderr.appendFile(`${line}\n`);
    const fetched = await this.#fetches.run(() =>
      this.#parts.fetcher.fetch({ uris, sandbox, ...(owner && { owner }), signal, note }),
    );
    if (!fetched.ok) {
      await note(fetched.error);
      return failure(`Failed to fetch all URIs for container '${container.key}': ${fetched.error}`);
    }
    return ok(undefined);
  }

  async #start(
    container: Container,
    environment: PreparedLaunch['environment'],
    places: Pick<SupervisorStart, 'stdout' | 'stderr' | 'start'>,
  ): Promise<Result<ChildProcess>> {
    const alive = this.#unlessDestroyed(container, undefined);
    if (!alive.ok) return alive;
    const runtimePath = await this.#parts.runtime.create(container.id, container.record);
    // A spawn stops this process for 2-5 ms: one in each turn of the event loop.
    await this.#turns.run(() => new Promise((resolve) => setImmediate(resolve)));
    const { script } = this.#parts;
    const { key: containerKey } = container;
    const gated = await startSupervisor({
      script,
      containerKey,
      runtimePath,
      environment: {
        ...environment,
        AP_RUNTIME: runtimePath,
        AP_RECORD: recordText(container.record),
      },
      ...places,
    });
    if (!gated.ok) return gated;
    return this.#openGate(container, gated.value);
  }

  async #openGate(container: Container, task: GatedTask): Promise<Result<ChildProcess>> {
    const { pid } = task;
    const isolated = await this.#parts.isolation.isolate(container.isolated, pid);
    const allowed = isolated.ok ? this.#unlessDestroyed(container, task.supervisor) : isolated;
    if (!allowed.ok) {
      task.abandon();
      return allowed;
    }
    container.root = { pid, startTime: findProcess(pid)?.startTime ?? '' };
    const hasSaidSo = await task.go();
    if (hasSaidSo || !(await abandon(this.#parts.runtime.pathOf(container.id)))) return allowed;
    return failure('its first process ended, or was killed, before it could run the command');
  }
}

function noRoot(user: string | undefined): Result<never> {
  const who = user === undefined ? 'the user of the agent' : `user '${user}', whose user id is 0,`;
  return failure(
    `Cannot run as ${who} on an agent with --no-root_submissions; name another user in CommandInfo or FrameworkInfo`,
  );
}
