/**
 * Several containerizers as one: a root container goes to the first that takes such containers, in the
 * order of --containerizers, and whatever concerns it or what is nested in it goes there, too.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type {
  ContainerID,
  ContainerInfo,
  ContainerStatus,
  Resource,
  ResourceStatistics,
} from '../../protocol/generated/mesos.ts';
import { containerKey, rootContainerId } from '../container-id.ts';
import type {
  Abilities,
  ContainerConfig,
  Containerizer,
  ContainerSummary,
  ContainerTermination,
  KnownContainer,
  LaunchFailure,
  LaunchResult,
  LimitImposer,
  Recovery,
  ResourceLimits,
} from '../containerizer.ts';

export interface Composed {
  /** As in --containerizers. */
  readonly name: string;
  readonly takes: (container: ContainerInfo | undefined) => boolean;
  readonly containerizer: Containerizer & LimitImposer;
}

export class ComposingContainerizer implements Containerizer, LimitImposer {
  readonly abilities: Abilities;
  readonly #composed: readonly Composed[];
  /** By the key of the root container. */
  readonly #owners = new Map<string, Composed['containerizer']>();

  constructor(composed: readonly Composed[]) {
    this.#composed = composed;
    this.abilities = new Set(composed.flatMap(({ containerizer }) => [...containerizer.abilities]));
  }

  #ownerOf(id: ContainerID): Composed['containerizer'] | undefined {
    return this.#owners.get(containerKey(rootContainerId(id)));
  }

  /** Each is asked about those that are its own by what was asked for. */
  recover(known: readonly KnownContainer[], done: (result: Result<Recovery>) => void): void {
    const shares = this.#composed.map(({ takes }) =>
      known.filter(({ container }) => takes(container)),
    );
    const lost = known.filter((one) => !shares.some((share) => share.includes(one)));
    let all: Recovery = { running: [], terminated: lost.map(({ id }) => id), orphans: [] };
    let [open, failed] = [this.#composed.length, false];
    for (const [i, { name, containerizer }] of this.#composed.entries()) {
      containerizer.recover(shares[i]!, (result) => {
        if (failed) return;
        if (!result.ok) {
          failed = true;
          return done(failure(`containerizer '${name}': ${result.error}`));
        }
        for (const { id } of containerizer.list()) {
          this.#owners.set(containerKey(rootContainerId(id)), containerizer);
        }
        all = merged(all, result.value);
        if (--open === 0) done(ok(all));
      });
    }
  }

  launch(id: ContainerID, config: ContainerConfig, done: (result: LaunchResult) => void): void {
    const owner = this.#ownerOf(id) ?? this.#choose(id, config);
    if (owner === undefined) return queueMicrotask(() => done(this.#refusal()));
    this.#owners.set(containerKey(rootContainerId(id)), owner);
    owner.launch(id, config, (result) => {
      if (!result.ok) this.#forgetIfGone(id, owner);
      done(result);
    });
  }

  /** Nested and standalone containers are Mesos' alone. */
  #choose(id: ContainerID, config: ContainerConfig): Composed['containerizer'] | undefined {
    const isOwn = id.parent === undefined && config.isStandalone !== true;
    const asked = isOwn ? config.container : undefined;
    if (!isOwn && config.container?.type === 'DOCKER') return undefined;
    return this.#composed.find(({ takes }) => takes(asked))?.containerizer;
  }

  /** @compat the words of real agents. */
  #refusal(): LaunchFailure {
    const names = this.#composed.map(({ name }) => name).join(',');
    const error = `None of the enabled containerizers (${names}) could create a container for the provided TaskInfo/ExecutorInfo message`;
    return { ok: false, error, cause: 'unsupported' };
  }

  #forgetIfGone(id: ContainerID, owner: Containerizer): void {
    if (id.parent !== undefined) return;
    const key = containerKey(id);
    if (!owner.list().some((one) => containerKey(one.id) === key)) this.#owners.delete(key);
  }

  wait(
    id: ContainerID,
    onTermination: (termination: ContainerTermination | undefined) => void,
  ): void {
    const owner = this.#ownerOf(id);
    if (owner === undefined) queueMicrotask(() => onTermination(undefined));
    else owner.wait(id, onTermination);
  }

  kill(id: ContainerID, signal: number): boolean {
    return this.#ownerOf(id)?.kill(id, signal) ?? false;
  }

  destroy(id: ContainerID): boolean {
    return this.#ownerOf(id)?.destroy(id) ?? false;
  }

  remove(id: ContainerID): boolean {
    const owner = this.#ownerOf(id);
    if (owner === undefined) return true;
    const isRemoved = owner.remove(id);
    if (isRemoved && id.parent === undefined) this.#owners.delete(containerKey(id));
    return isRemoved;
  }

  update(
    id: ContainerID,
    resources: readonly Resource[],
    limits: ResourceLimits | undefined,
    done?: (result: Result<void>) => void,
  ): void {
    const owner = this.#ownerOf(id);
    if (owner === undefined) queueMicrotask(() => done?.(unknown(id)));
    else owner.update(id, resources, limits, done);
  }

  status(id: ContainerID, done: (result: Result<ContainerStatus>) => void): void {
    const owner = this.#ownerOf(id);
    if (owner === undefined) queueMicrotask(() => done(unknown(id)));
    else owner.status(id, done);
  }

  usage(id: ContainerID, done: (result: Result<ResourceStatistics>) => void): void {
    const owner = this.#ownerOf(id);
    if (owner === undefined) queueMicrotask(() => done(unknown(id)));
    else owner.usage(id, done);
  }

  find(id: ContainerID): ContainerSummary | undefined {
    return this.#ownerOf(id)?.find(id);
  }

  /** @see LimitImposer */
  impose(id: ContainerID, limits: ResourceLimits): Promise<Result<ResourceLimits>> {
    return this.#ownerOf(id)?.impose(id, limits) ?? Promise.resolve(unknown(id));
  }

  list(): readonly ContainerSummary[] {
    return this.#composed.flatMap(({ containerizer }) => [...containerizer.list()]);
  }
}

function unknown(id: ContainerID): { readonly ok: false; readonly error: string } {
  return failure(`Unknown container '${containerKey(id)}'`);
}

function merged(left: Recovery, right: Recovery): Recovery {
  return {
    running: [...left.running, ...right.running],
    terminated: [...left.terminated, ...right.terminated],
    orphans: [...left.orphans, ...right.orphans],
  };
}
