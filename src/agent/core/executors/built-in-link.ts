/**
 * The agent's end of the conversation with an executor that lives in the agent. Events wait for the
 * next turn, so that neither side is ever entered while it is busy with the other; that keeps both
 * as simple as if a network were in between.
 */
import type {
  ContainerConfig,
  Containerizer,
  ContainerSummary,
  LaunchedContainer,
  LaunchResult,
  ResourceLimits,
} from '../../../containers/containerizer.ts';
import type { Abilities } from '../../../containers/containerizer.ts';
import type { BuiltInExecutor } from '../../../executor/builtin/built-in-executor.ts';
import type { Clock } from '../../../foundation/clock.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Event } from '../../../protocol/generated/executor.ts';
import type { ContainerID, Resource } from '../../../protocol/generated/mesos.ts';
import type { ExecutorLink } from '../state.ts';

export class BuiltInLink implements ExecutorLink {
  readonly #clock: Clock;
  #executor: BuiltInExecutor | undefined;
  #waiting: Event[] = [];
  #isClosed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Before the first event. */
  attach(executor: BuiltInExecutor): void {
    this.#executor = executor;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  send(event: Event): void {
    if (this.#isClosed) return;
    this.#waiting.push(event);
    if (this.#waiting.length === 1) this.#clock.after(0, () => this.#deliver());
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
  }

  #deliver(): void {
    const events = this.#waiting;
    this.#waiting = [];
    for (const event of events) {
      if (this.#isClosed) return;
      this.#executor?.receive(event);
    }
  }
}

/** Hears when the root container is launched, before the executor does. */
export type OnRootLaunched = (launched: LaunchedContainer, then: () => void) => void;

/**
 * The containerizer as a built-in executor sees it: the agent wants to know of the launch of the
 * root container, for its pid and addresses go into every status.
 */
export class ObservedContainerizer implements Containerizer {
  readonly #inner: Containerizer;
  readonly #root: ContainerID;
  readonly #onRootLaunched: OnRootLaunched;

  constructor(inner: Containerizer, root: ContainerID, onRootLaunched: OnRootLaunched) {
    this.#inner = inner;
    this.#root = root;
    this.#onRootLaunched = onRootLaunched;
  }

  get abilities(): Abilities {
    return this.#inner.abilities;
  }

  launch(id: ContainerID, config: ContainerConfig, done: (result: LaunchResult) => void): void {
    const isRoot = id.parent === undefined && id.value === this.#root.value;
    this.#inner.launch(id, config, (result) => {
      if (result.ok && isRoot) this.#onRootLaunched(result.value, () => done(result));
      else done(result);
    });
  }

  recover(...args: Parameters<Containerizer['recover']>): void {
    this.#inner.recover(...args);
  }

  wait(...args: Parameters<Containerizer['wait']>): void {
    this.#inner.wait(...args);
  }

  kill(id: ContainerID, signal: number): boolean {
    return this.#inner.kill(id, signal);
  }

  destroy(id: ContainerID): boolean {
    return this.#inner.destroy(id);
  }

  /** The agent removes the root itself, once it has written down how the run ended. */
  remove(id: ContainerID): boolean {
    return id.parent === undefined ? true : this.#inner.remove(id);
  }

  update(
    id: ContainerID,
    resources: readonly Resource[],
    limits: ResourceLimits | undefined,
    done?: (result: Result<void>) => void,
  ): void {
    this.#inner.update(id, resources, limits, done);
  }

  status(...args: Parameters<Containerizer['status']>): void {
    this.#inner.status(...args);
  }

  usage(...args: Parameters<Containerizer['usage']>): void {
    this.#inner.usage(...args);
  }

  find(id: ContainerID): ContainerSummary | undefined {
    return this.#inner.find(id);
  }

  list(): readonly ContainerSummary[] {
    return this.#inner.list();
  }
}
