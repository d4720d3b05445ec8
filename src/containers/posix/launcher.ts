/**
 * The steps from a configuration to a running task: who runs it, the sandbox and its log files,
 * what isolators want, the URIs, the supervisor, the isolators again, go. Every step may fail, and
 * after every step the container may have been destroyed; both end the launch with a text for the
 * user, and the caller cleans up.
 */
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import type { Log } from '../../foundation/log.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerConfig } from '../containerizer.ts';
import type { Fetcher } from '../fetcher/fetcher.ts';
import type { Container } from './container.ts';
import type { Isolation, PreparedLaunch } from './isolation.ts';
import { planLaunch } from './launch-plan.ts';
import type { Tools, UserIds } from './launch-plan.ts';
import { findProcess } from './process-table.ts';
import { abandon, recordText } from './runtime-directory.ts';
import type { RuntimeDirectory } from './runtime-directory.ts';
import { Slots } from './slots.ts';
import { openLog, startSupervisor } from './supervisor.ts';
import type { GatedTask } from './supervisor.ts';
import type { Users } from './users.ts';

/** More would not start sooner on the processors there are, only later each. */
const concurrentStarts = 4;
/** Downloads wait for the network, not for processors; still each holds sockets and buffers. */
const concurrentFetches = 16;

export interface LauncherParts {
  readonly runtime: RuntimeDirectory;
  readonly isolation: Isolation;
  readonly fetcher: Fetcher;
  readonly users: Users;
  readonly tools: Tools;
  readonly script: string;
  readonly log: Log;
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
  async launch(
    container: Container,
    config: ContainerConfig,
  ): Promise<Result<ChildProcess | undefined>> {
    const user = await this.#findSwitch(config);
    if (!user.ok) return user;
    await this.#makeSandbox(config, user.value);
    const prepared = await this.#parts.isolation.prepare(container.isolated, config);
    if (!prepared.ok) return prepared;
    const stdout = await openLog(join(config.directory, 'stdout'));
    const stderr = await openLog(join(config.directory, 'stderr')).catch(async (error: unknown) => {
      await stdout.close();
      throw error;
    });
    try {
      if (user.value !== undefined) {
        await stdout.chown(user.value.uid, user.value.gid);
        await stderr.chown(user.value.uid, user.value.gid);
      }
      if (config.command === undefined) {
        await this.#parts.runtime.create(container.id, container.record);
        return this.#unlessDestroyed(container, undefined);
      }
      const fetched = await this.#fetch(container, config, user.value, stderr);
      if (!fetched.ok) return fetched;
      const plan = planLaunch({
        command: config.command,
        environment: prepared.value.environment,
        wrappers: prepared.value.wrappers,
        directory: config.workingDirectory ?? config.directory,
        switchTo: user.value,
        tools: this.#parts.tools,
      });
      if (!plan.ok) return plan;
      return await this.#starts.run(() => this.#start(container, plan.value, { stdout, stderr }));
    } finally {
      await Promise.all([stdout.close(), stderr.close()]);
    }
  }

  #unlessDestroyed<T>(container: Container, value: T): Result<T> {
    if (!container.launchAbort.signal.aborted) return ok(value);
    return failure('Container destroyed while it was being launched');
  }

  /** Whom to become; undefined when the agent is that already. */
  async #findSwitch({ user }: ContainerConfig): Promise<Result<UserIds | undefined>> {
    if (user === undefined) return ok(undefined);
    const ids = await this.#parts.users.resolve(user);
    if (!ids.ok) return ids;
    const own = process.getuid?.();
    if (ids.value.uid === own) return ok(undefined);
    if (own === 0) return ids;
    return failure(
      `Cannot run as user '${user}': only an agent that runs as root can switch users` +
        ' (start it as root, or with --no-switch_user)',
    );
  }

  async #makeSandbox({ directory }: ContainerConfig, user: UserIds | undefined): Promise<void> {
    await mkdir(directory, { recursive: true, mode: 0o750 });
    if (user !== undefined) await chown(directory, user.uid, user.gid);
  }

  async #fetch(
    container: Container,
    { command, directory }: ContainerConfig,
    owner: UserIds | undefined,
    stderr: { appendFile(text: string): Promise<void> },
  ): Promise<Result<void>> {
    const uris = command?.uris ?? [];
    if (uris.length === 0) return ok(undefined);
    const { signal } = container.launchAbort;
    const note = (line: string): Promise<void> => stderr.appendFile(`${line}\n`);
    const fetched = await this.#fetches.run(() =>
      this.#parts.fetcher.fetch({ uris, directory, ...(owner && { owner }), signal, note }),
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
    logs: Pick<Parameters<typeof startSupervisor>[0], 'stdout' | 'stderr'>,
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
      ...logs,
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
