/**
 * The steps from a configuration to a running task: who runs it, the sandbox and its log files,
 * what isolators want, the URIs, the first process as far as the gate, the isolators again, go. Every
 * step may fail, and after every step the container may have been destroyed; both end the launch with
 * a text for the user, and the caller cleans up.
 */
import type { HeldDirectory, Owner } from '../../foundation/directories/held-directory.ts';
import { assert, failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { CommandInfo, ContainerID } from '../../protocol/generated/mesos.ts';
import type { Abilities, ContainerConfig, LaunchFailure } from '../containerizer.ts';
import type { Fetcher } from '../fetcher/fetcher.ts';
import type { LogPipes } from '../io/logrotate/logger.ts';
import type { IoKeeper } from '../io/switchboards.ts';
import { makeSandbox, openLog, openSandbox } from '../sandbox-files.ts';
import { findUnmetContainerWish } from '../wishes/container.ts';
import { unsupported } from '../wishes/wish.ts';
import type { Container } from './container.ts';
import type { Isolation } from './isolation.ts';
import type { GatedProcess, Launcher, Places, StartRequest } from './launcher.ts';
import { Slots } from '../slots.ts';
import { Users } from './users.ts';
import type { UserIds } from './users.ts';

/** More would not start sooner on the processors there are, only later each. */
const concurrentStarts = 4;
/** Of hundreds at once the answers of the disk would come in the same turn of the event loop. */
const concurrentOpenings = 16;
/** Downloads wait for the network, not for processors; still each holds sockets and buffers. */
const concurrentFetches = 16;

export interface LaunchParts {
  /** All sandboxes are below it. */
  readonly workDirectory: string;
  readonly allowsRoot: boolean;
  readonly launcher: Launcher;
  readonly isolation: Isolation;
  readonly abilities: Abilities;
  readonly fetcher: Fetcher;
  readonly switchboards: IoKeeper;
}

interface FetchPlace {
  readonly places: Places;
  /** Whom the files shall belong to, and its name when one was given. */
  readonly owner: Owner | undefined;
  readonly name: string | undefined;
}

interface Held {
  close(): Promise<void>;
}

/** A failure says whether it was the sandbox, or that no such container can be made here. */
type Launched = Result<void> | LaunchFailure;

/** @compat the words of real agents, which give the sandbox to its user first of all. */
function noSandbox(id: ContainerID, config: ContainerConfig, why: string): LaunchFailure {
  const { directory, user } = config;
  const what = id.parent === undefined ? 'executor directory' : 'nested sandbox';
  const error = `Failed to create ${what} '${directory}': Failed to chown directory to '${user}': ${why}`;
  return { ok: false, error, cause: 'sandbox' };
}

export class Launches {
  readonly #parts: LaunchParts;
  readonly #users = new Users();
  readonly #openings = new Slots(concurrentOpenings);
  readonly #starts = new Slots(concurrentStarts);
  readonly #fetches = new Slots(concurrentFetches);

  constructor(parts: LaunchParts) {
    this.#parts = parts;
  }

  /** Throws only for I/O errors. */
  async launch(container: Container, config: ContainerConfig): Promise<Launched> {
    await this.#parts.launcher.ready();
    const held: Held[] = [];
    try {
      const opened = await this.#openings.run(() => this.#open(container.id, config, held));
      if (!opened.ok) return opened;
      const { places, user } = opened.value;
      return await this.#launchIn(places, container, { config, user });
    } finally {
      await Promise.all(held.map((each) => each.close()));
    }
  }

  async #open(
    id: ContainerID,
    config: ContainerConfig,
    held: Held[],
  ): Promise<Result<{ places: Places; user: UserIds | undefined }> | LaunchFailure> {
    const unmet = findUnmetContainerWish(config, this.#parts.abilities);
    if (unmet !== undefined) return unsupported(unmet);
    const user = await this.#findSwitch(id, config);
    if (!user.ok) return user;
    const places = await this.#openPlaces(id, { config, user: user.value }, held);
    return places.ok ? ok({ places: places.value, user: user.value }) : places;
  }

  /** What is opened is added to `held`, also when a later one cannot be opened. */
  async #openPlaces(
    id: ContainerID,
    { config, user }: { readonly config: ContainerConfig; readonly user: UserIds | undefined },
    held: Held[],
  ): Promise<Result<Places>> {
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
    const startPath = workingDirectory ?? directory;
    const start =
      startPath === directory ? sandbox : await hold(openSandbox(workDirectory, startPath));
    // What a session says is for those who are attached to it.
    const logs =
      config.isSession === true
        ? ok(undefined)
        : await this.#openLogs(id, { config, user, sandbox });
    if (!logs.ok) return logs;
    for (const handle of Object.values(logs.value ?? {})) held.push(handle);
    const stdout = logs.value?.stdout;
    const stdio = await this.#parts.switchboards.open(id, { config, owner: user, log: stdout });
    if (!stdio.ok) return stdio;
    const { value: attached } = stdio;
    if (attached !== undefined) {
      held.push(attached);
      return ok({ sandbox, start, ...attached });
    }
    assert(logs.value !== undefined, 'a session has a switchboard');
    return ok({ sandbox, start, ...logs.value });
  }

  /** Files in the sandbox, or pipes to what rotates them. */
  async #openLogs(
    id: ContainerID,
    request: {
      readonly config: ContainerConfig;
      readonly user: UserIds | undefined;
      readonly sandbox: HeldDirectory;
    },
  ): Promise<Result<LogPipes>> {
    const { config, user: owner, sandbox } = request;
    const pipes = await this.#parts.switchboards.openLogs(id, { config, owner, sandbox });
    if (!pipes.ok) return pipes;
    if (pipes.value !== undefined) return ok(pipes.value);
    const stdout = await openLog(sandbox, 'stdout', owner);
    try {
      return ok({ stdout, stderr: await openLog(sandbox, 'stderr', owner) });
    } catch (error) {
      await stdout.close();
      throw error;
    }
  }

  async #launchIn(
    places: Places,
    container: Container,
    { config, user }: { readonly config: ContainerConfig; readonly user: UserIds | undefined },
  ): Promise<Launched> {
    const { isolation, launcher } = this.#parts;
    const prepared = await isolation.prepare(container.isolated, config);
    if (!prepared.ok) return prepared;
    const { command } = config;
    if (command === undefined) {
      await launcher.create(container.id, container.record);
      return unlessDestroyed(container);
    }
    const fetched = await this.#fetch(container, command, {
      places,
      owner: user,
      name: config.user,
    });
    if (!fetched.ok) return fetched;
    const { id } = container;
    const { signal: abandoned } = container.launchAbort;
    const request = { id, command, container: config.container, switchTo: user, places, abandoned };
    return this.#startLater(container, { ...request, prepared: prepared.value });
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
    const ids = await this.#users.resolve(user);
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
    { places, owner, name }: FetchPlace,
  ): Promise<Result<void>> {
    const uris = command.uris ?? [];
    if (uris.length === 0) return ok(undefined);
    const { signal } = container.launchAbort;
    const { sandbox, stderr } = places;
    const note = (text: string): Promise<void> => stderr.appendFile(text);
    const fetched = await this.#fetches.run(() =>
      this.#parts.fetcher.fetch({
        ...{ uris, sandbox, signal, note, user: name },
        ...(owner && { owner }),
      }),
    );
    if (fetched.ok) return fetched;
    return failure(`Failed to fetch all URIs for container '${container.key}': ${fetched.error}`);
  }

  async #startLater(
    container: Container,
    request: Omit<StartRequest, 'record'>,
  ): Promise<Result<void>> {
    const needs = await this.#fetchNeeds(container, request);
    return needs.ok ? this.#starts.run(() => this.#start(container, request)) : needs;
  }

  async #fetchNeeds(
    container: Container,
    request: Omit<StartRequest, 'record'>,
  ): Promise<Result<void>> {
    const { launcher } = this.#parts;
    if (launcher.fetchNeeds === undefined) return ok(undefined);
    return this.#fetches.run(async () => {
      const { record, launchAbort } = container;
      const alive = unlessDestroyed(container);
      if (!alive.ok) return alive;
      return launcher.fetchNeeds!({ ...request, record }, launchAbort.signal);
    });
  }

  async #start(container: Container, request: Omit<StartRequest, 'record'>): Promise<Result<void>> {
    const alive = unlessDestroyed(container);
    if (!alive.ok) return alive;
    // The record of this moment: resources may have changed while it waited.
    const gated = await this.#parts.launcher.start({ ...request, record: container.record });
    return gated.ok ? this.#openGate(container, gated.value) : gated;
  }

  async #openGate(container: Container, gated: GatedProcess): Promise<Result<void>> {
    const isolated = await this.#isolate(container, gated.pid);
    const allowed = isolated.ok ? unlessDestroyed(container) : isolated;
    if (!allowed.ok) {
      gated.abandon();
      return allowed;
    }
    container.pid = gated.pid;
    const gone = await gated.go();
    container.pid = gated.pid;
    container.data = gated.data;
    return gone;
  }

  #isolate(container: Container, pid: number | undefined): Promise<Result<void>> {
    if (pid === undefined) return Promise.resolve(ok(undefined));
    return this.#parts.isolation.isolate(container.isolated, pid);
  }
}

function unlessDestroyed({ launchAbort }: Container): Result<void> {
  if (!launchAbort.signal.aborted) return ok(undefined);
  return failure('Container destroyed while it was being launched');
}

function noRoot(user: string | undefined): Result<never> {
  const who = user === undefined ? 'the user of the agent' : `user '${user}', whose user id is 0,`;
  return failure(
    `Cannot run as ${who} on an agent with --no-root_submissions; name another user in CommandInfo or FrameworkInfo`,
  );
}
