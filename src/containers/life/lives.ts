/**
 * The lives of containers from running to forgotten, whatever runs them. An end always goes through
 * `#end`, whatever brought it: nested containers first, then what is left of its processes, the
 * isolators' cleanup, and last the news to who waits. What is durable of it stays until `forget`, so
 * that a crash of the agent at any point loses no status.
 */
import type { Log } from '../../foundation/log.ts';
import type { ContainerTermination } from '../containerizer.ts';
import { ContainerTable } from './container.ts';
import type { Container } from './container.ts';
import type { Isolation } from './isolation.ts';
import type { Launcher } from './launcher.ts';

/** Hears of sandboxes of containers that are not executors: of those nobody else takes care. */
export interface SandboxWatcher {
  used(directory: string): void;
  unused(directory: string): void;
}

export interface LivesParts {
  readonly launcher: Launcher;
  readonly isolation: Isolation;
  readonly log: Log;
  readonly sandboxes?: SandboxWatcher | undefined;
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export class Lives {
  readonly table = new ContainerTable();
  /** Removed, but the launcher still has something of them; empties by itself. */
  readonly #forgetting = new Map<string, Promise<void>>();
  /** Containers of which something could not be ended or cleaned up; a metric. */
  destroyErrorCount = 0;
  readonly #launcher: Launcher;
  readonly #isolation: Isolation;
  readonly #log: Log;
  readonly #sandboxes: SandboxWatcher | undefined;

  constructor({ launcher, isolation, log, sandboxes }: LivesParts) {
    this.#sandboxes = sandboxes;
    this.#launcher = launcher;
    this.#isolation = isolation;
    this.#log = log;
  }

  /** The sandbox of a debug container may be another's, that of an executor is the agent's affair. */
  sandboxIs(what: keyof SandboxWatcher, { id, record }: Container): void {
    const isOwn = id.parent === undefined ? record.isStandalone : !record.isDebug;
    if (isOwn) this.#sandboxes?.[what](record.directory);
  }

  /** It runs: its end is waited for, where something will tell it, and its limits are watched. */
  watch(container: Container, { isSupervised }: { readonly isSupervised: boolean }): void {
    if (isSupervised) this.watchEnd(container);
    this.#isolation.watch(container.isolated, (why) => this.#limit(container, why));
  }

  watchEnd(container: Container): void {
    this.#launcher.watch(container.id, () => this.endLater(container));
  }

  wait(container: Container, onEnd: (termination: ContainerTermination | undefined) => void): void {
    if (container.state !== 'terminated') return container.onEnd(onEnd);
    queueMicrotask(() => onEnd(container.termination));
  }

  destroy(container: Container): boolean {
    if (container.state === 'terminated') return false;
    if (container.state === 'launching') container.launchAbort.abort();
    if (container.state === 'running') this.#destroyLater(container);
    return true;
  }

  /** Of one that is ending by itself, isolators are asked for its limits once (`#end`): others come too late. */
  #limit(container: Container, why: ContainerTermination): void {
    if (container.state !== 'running' || container.isEnding) return;
    container.limitation = why;
    this.#destroyLater(container);
  }

  #destroyLater(container: Container): void {
    container.state = 'destroying';
    this.#destroy(container).catch((error: unknown) => {
      this.destroyErrorCount++;
      this.#log.error(`Destroying container ${container.key} broke: ${textOf(error)}`);
      // Who waits is told; should it end after all, what is left of it goes then.
      const message = `Failed to kill all processes in the container: ${textOf(error)}`;
      if (!container.isEnding) container.announceEnd({ message, ...container.limitation });
    });
  }

  async #destroy(container: Container): Promise<void> {
    if (container.limitation !== undefined) await this.#keepTermination(container);
    await this.#destroyNested(container);
    if (container.pid !== undefined) await this.#launcher.destroy(container.id);
    // What saw the death of its task ends and says so; nobody speaks for the rest.
    if (!container.record.hasProcess) this.endLater(container);
  }

  async #keepTermination(container: Container): Promise<void> {
    container.record = { ...container.record, termination: container.limitation! };
    await this.#launcher.write(container.id, container.record).catch((error: unknown) => {
      this.#log.warning(`Why ${container.key} is destroyed is not written down: ${textOf(error)}`);
    });
  }

  /** It ended by itself, or so it seems: a limit may have ended it before anybody was told. */
  async #findLimitation(container: Container): Promise<void> {
    if (container.limitation !== undefined) return;
    container.limitation = await this.#isolation.findLimitation(container.isolated);
    if (container.limitation !== undefined) await this.#keepTermination(container);
  }

  async #destroyNested(container: Container): Promise<void> {
    const nested = this.table.childrenOf(container).map(
      (child) =>
        new Promise<void>((resolve) => {
          this.wait(child, () => resolve());
          this.destroy(child);
        }),
    );
    await Promise.all(nested);
  }

  /** Its first process is gone, or will not be heard of again. */
  endLater(container: Container): void {
    if (container.isEnding) return;
    container.isEnding = true;
    this.#end(container).catch((error: unknown) => {
      this.destroyErrorCount++;
      this.#log.error(`Cleaning up container ${container.key} broke: ${textOf(error)}`);
      this.#announceBroken(container, textOf(error));
    });
  }

  /** Not all of it is gone, but how its task ended is known, or not, as ever. */
  #announceBroken(container: Container, message: string): void {
    const announce = (status?: number): void =>
      container.announceEnd({
        message,
        ...container.limitation,
        ...(status !== undefined && { status }),
      });
    this.#launcher.readStatus(container.id).then(announce, () => announce());
  }

  async #end(container: Container): Promise<void> {
    const { id } = container;
    const status = await this.#launcher.readStatus(id);
    if (container.state === 'running') await this.#findLimitation(container);
    const { record } = container;
    await this.#destroyNested(container);
    const isLost = record.hasProcess && status === undefined;
    await this.#launcher.finish(id, { record, isLost });
    await this.cleanUp(container);
    this.sandboxIs('unused', container);
    // It was given up before it ended, and not all of it could be forgotten then.
    const isGivenUp = this.table.find(id) !== container;
    container.announceEnd({
      ...(isLost && { message: 'Exit status of the container is not known' }),
      ...container.limitation,
      ...(status !== undefined && { status }),
    });
    if (isGivenUp) this.forget(container);
  }

  async cleanUp(container: Container): Promise<void> {
    const faults = await this.#isolation.cleanup(container.isolated);
    for (const fault of faults) this.#log.warning(fault);
    if (faults.length > 0) this.destroyErrorCount++;
  }

  /** Only for one that is terminated. */
  forget(container: Container): void {
    const { id, key } = container;
    for (const member of this.table.familyOf(container)) this.table.delete(member);
    const forgotten = this.#launcher.forget(id).catch((error: unknown) => {
      this.#log.warning(`Not all of container ${key} can be removed: ${textOf(error)}`);
    });
    this.#forgetting.set(key, forgotten);
    void forgotten.then(() => this.#forgetting.delete(key));
  }

  /** Nothing is left of an earlier container of this name, which could be taken for a new one's. */
  async forgotten({ key }: Container): Promise<void> {
    await this.#forgetting.get(key);
  }
}
