/**
 * Runs the hooks of all isolators of this agent, in order, and puts what they say together. The
 * hooks speak by callbacks, like all of the containerizer; here, at the edge, they become promises.
 */
import { ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID, ContainerStatus } from '../../protocol/generated/mesos.ts';
import type { ContainerConfig, ContainerTermination } from '../containerizer.ts';
import { insist } from '../isolators/insistence.ts';
import type {
  Consumption,
  IsolatedContainer,
  Isolator,
  PartialStatistics,
} from '../isolators/isolator.ts';
import { Preparations } from '../isolators/preparation.ts';
import type { Carrier, Prepared } from '../isolators/preparation.ts';

type Hook<T> = ((done: (result: Result<T>) => void) => void) | undefined;

/** The hook's answer; an isolator without it has nothing against it. */
function answerOf<T>(hook: Hook<T>, absent: T): Promise<Result<T>> {
  if (hook === undefined) return Promise.resolve(ok(absent));
  return new Promise((resolve) => hook(resolve));
}

export class Isolation {
  readonly #isolators: readonly Isolator[];
  readonly #carrier: Carrier;

  constructor(isolators: readonly Isolator[], carrier: Carrier) {
    this.#isolators = isolators;
    this.#carrier = carrier;
  }

  async prepare(container: IsolatedContainer, config: ContainerConfig): Promise<Result<Prepared>> {
    const all = new Preparations(this.#carrier, config.environment);
    for (const isolator of this.#isolators) {
      const soFar = { ...config, environment: all.prepared.environment };
      const wanted = await answerOf(isolator.prepare?.bind(isolator, container, soFar), {});
      const added = wanted.ok ? all.add(isolator.name, wanted.value) : wanted;
      if (!added.ok) return added;
    }
    return ok(all.prepared);
  }

  async isolate(container: IsolatedContainer, pid: number): Promise<Result<void>> {
    for (const isolator of this.#isolators) {
      const isolated = await answerOf(isolator.isolate?.bind(isolator, container, pid), undefined);
      if (!isolated.ok) return isolated;
    }
    return ok(undefined);
  }

  watch(container: IsolatedContainer, onLimitation: (why: ContainerTermination) => void): void {
    for (const isolator of this.#isolators) isolator.watch?.(container, onLimitation);
  }

  /** Of a container that ended by itself: the first limit that explains it. */
  async findLimitation(container: IsolatedContainer): Promise<ContainerTermination | undefined> {
    for (const isolator of this.#isolators) {
      const why = await new Promise<ContainerTermination | undefined>((resolve) => {
        if (isolator.findLimitation === undefined) resolve(undefined);
        else isolator.findLimitation(container, resolve);
      });
      if (why !== undefined) return why;
    }
    return undefined;
  }

  /** `ending`: what else was found, and is going to be cleaned up. */
  async recover(
    containers: readonly IsolatedContainer[],
    ending: readonly ContainerID[],
  ): Promise<Result<void>> {
    for (const isolator of this.#isolators) {
      const hook: Hook<void> =
        isolator.recover && ((done) => isolator.recover!(containers, done, ending));
      const recovered = await answerOf(hook, undefined);
      if (!recovered.ok) return recovered;
    }
    return ok(undefined);
  }

  async update(container: IsolatedContainer): Promise<Result<void>> {
    for (const isolator of this.#isolators) {
      const updated = await answerOf(isolator.update?.bind(isolator, container), undefined);
      if (!updated.ok) return updated;
    }
    return ok(undefined);
  }

  async usage(
    container: IsolatedContainer,
    consumption: Consumption,
  ): Promise<Result<PartialStatistics>> {
    let statistics: PartialStatistics = {};
    for (const isolator of this.#isolators) {
      const part = await answerOf(isolator.usage?.bind(isolator, container, consumption), {});
      if (!part.ok) return part;
      statistics = { ...statistics, ...part.value };
    }
    return ok(statistics);
  }

  async status(container: IsolatedContainer): Promise<Result<ContainerStatus>> {
    let status: ContainerStatus = {};
    for (const isolator of this.#isolators) {
      const part = await answerOf(isolator.status?.bind(isolator, container), {});
      if (!part.ok) return part;
      status = { ...status, ...part.value };
    }
    return ok(status);
  }

  /** In reverse order, all of them, whatever fails; the failures, for the log. */
  async cleanup(container: IsolatedContainer): Promise<readonly string[]> {
    const failures: string[] = [];
    for (const isolator of this.#isolators.toReversed()) {
      const undo = (): Promise<Result<void>> =>
        answerOf(isolator.cleanup?.bind(isolator, container), undefined);
      const cleaned = await insist(undo);
      if (!cleaned.ok) failures.push(`${isolator.name}: ${cleaned.error}`);
    }
    return failures;
  }
}
