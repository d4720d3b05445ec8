/**
 * One container, whatever runs it, from the moment `launch` was called until it is
 * removed, and the table of them all. State goes launching -> running -> (destroying ->) terminated;
 * a launch that fails goes from launching to nowhere.
 */
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { ContainerSummary, ContainerTermination } from '../containerizer.ts';
import type { IsolatedContainer } from '../isolators/isolator.ts';
import type { ContainerRecord } from './record.ts';

export class Container {
  readonly id: ContainerID;
  readonly key: string;
  record: ContainerRecord;
  state: ContainerSummary['state'] = 'launching';
  /** Of the first process; absent before it exists and for containers without one. */
  pid: number | undefined = undefined;
  /** What its launcher has to tell of it when it is launched. */
  data: Uint8Array | undefined = undefined;
  /** Aborted when the container is destroyed while it is being launched. */
  readonly launchAbort = new AbortController();
  /** Why it is being destroyed, when that is not the agent's wish. */
  limitation: ContainerTermination | undefined = undefined;
  termination: ContainerTermination | undefined = undefined;
  /** Set by the first who sees its end, so that the end is dealt with once. */
  isEnding = false;
  #waiters: ((termination: ContainerTermination | undefined) => void)[] = [];

  constructor(id: ContainerID, record: ContainerRecord) {
    this.id = id;
    this.key = containerKey(id);
    this.record = record;
  }

  /** What isolators see of it. */
  get isolated(): IsolatedContainer {
    const { directory, resources, limits: asked, imposed } = this.record;
    const limits = imposed === undefined ? asked : { ...asked, ...imposed };
    return { id: this.id, directory, resources, limits, imposed };
  }

  get summary(): ContainerSummary {
    const { id, state, pid, data } = this;
    const { isStandalone } = this.record;
    return {
      ...{ id, state, isStandalone },
      ...(pid !== undefined && { pid }),
      ...(data !== undefined && { data }),
    };
  }

  onEnd(waiter: (termination: ContainerTermination | undefined) => void): void {
    this.#waiters.push(waiter);
  }

  /** Tells all who wait; `undefined` when the launch failed. */
  announceEnd(termination: ContainerTermination | undefined): void {
    this.state = 'terminated';
    this.termination = termination;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter(termination);
  }
}

export class ContainerTable {
  readonly #byKey = new Map<string, Container>();
  /** Keys of the direct children, by the key of the parent. */
  readonly #children = new Map<string, Set<Container>>();

  find(id: ContainerID): Container | undefined {
    return this.#byKey.get(containerKey(id));
  }

  add(container: Container): void {
    this.#byKey.set(container.key, container);
    const { parent } = container.id;
    if (parent === undefined) return;
    const parentKey = containerKey(parent);
    const siblings = this.#children.get(parentKey);
    if (siblings === undefined) this.#children.set(parentKey, new Set([container]));
    else siblings.add(container);
  }

  delete(container: Container): void {
    this.#byKey.delete(container.key);
    const { parent } = container.id;
    if (parent === undefined) return;
    const parentKey = containerKey(parent);
    const siblings = this.#children.get(parentKey);
    siblings?.delete(container);
    if (siblings?.size === 0) this.#children.delete(parentKey);
  }

  childrenOf(container: Container): readonly Container[] {
    return [...(this.#children.get(container.key) ?? [])];
  }

  /** The container and all that is nested in it, outer before inner. */
  familyOf(container: Container): readonly Container[] {
    return [container, ...this.childrenOf(container).flatMap((child) => this.familyOf(child))];
  }

  values(): IterableIterator<Container> {
    return this.#byKey.values();
  }
}
