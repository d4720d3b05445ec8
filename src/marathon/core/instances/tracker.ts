/**
 * All instances, by id, by task and by app. Every change goes through here: into memory at once, and
 * into storage before anybody outside is told or anything is acknowledged. A crash in between loses
 * nothing, since what was not acknowledged is said again.
 *
 * Invariant: what is in memory is what is stored, or a write of it is under way.
 */
import { assert, type Result } from '../../../foundation/result.ts';
import type { TaskStatus } from '../../../protocol/generated/mesos.ts';
import type { TaskId } from '../../../protocol/ids.ts';
import type { InstanceId, PathId } from '../../model/ids.ts';
import type { Instance, InstanceTask } from '../../model/instance.ts';
import type { Core } from '../environment.ts';
import type { InstanceChange, Instances, TaskFailure } from '../parts.ts';
import { InstancesByApp } from './instances-by-app.ts';
import { keptOf, receiveStatus } from './statuses.ts';

/** Hears of every change, in order, once it is in memory. */
export type OnChange = (change: InstanceChange) => void;

type Done = (result: Result<void>) => void;

export class InstanceTracker implements Instances {
  readonly #core: Core;
  readonly #changed: OnChange;
  readonly #byId = new Map<InstanceId, Instance>();
  readonly #byTask = new Map<TaskId, InstanceId>();
  readonly #byRunSpec = new InstancesByApp();
  readonly #failures = new Map<PathId, TaskFailure>();
  /** Writes that were begun, and that are done; they end in their order. */
  #begunCount = 0;
  #doneCount = 0;
  readonly #waiting: { readonly count: number; readonly action: () => void }[] = [];

  constructor(
    core: Core,
    recovered: {
      readonly instances: readonly Instance[];
      readonly failures: readonly TaskFailure[];
    },
    changed: OnChange,
  ) {
    this.#core = core;
    this.#changed = changed;
    for (const instance of recovered.instances) this.#put(this.#asKept(instance));
    for (const failure of recovered.failures) this.#failures.set(failure.appId, failure);
  }

  find(id: InstanceId): Instance | undefined {
    return this.#byId.get(id);
  }

  findByTask(taskId: TaskId): Instance | undefined {
    const id = this.#byTask.get(taskId);
    return id === undefined ? undefined : this.#byId.get(id);
  }

  of(runSpecId: PathId): Iterable<Instance> {
    return this.#byRunSpec.of(runSpecId);
  }

  all(): Iterable<Instance> {
    return this.#byId.values();
  }

  get count(): number {
    return this.#byId.size;
  }

  add(instances: readonly Instance[], done: Done): void {
    for (const instance of instances) {
      assert(!this.#byId.has(instance.id), `instance ${instance.id} is new`);
      this.#put(instance);
    }
    this.#store(
      instances,
      [],
      done,
      instances.map((after) => ({ before: undefined, after })),
    );
  }

  /** `last`: how it was at its end, of one whose place alone is kept. */
  update(instance: Instance, done?: Done, last?: Instance): void {
    const before = this.#byId.get(instance.id);
    if (before === undefined) return;
    this.#put(instance);
    this.#store([instance], [], done, [{ before, after: instance, last }]);
  }

  expunge(id: InstanceId, done?: Done, last?: Instance): void {
    const before = this.#byId.get(id);
    if (before === undefined) return;
    this.#remove(before);
    this.#store([], [id], done, [{ before, after: undefined, last }]);
  }

  receiveStatus(status: TaskStatus, acknowledge: () => void): void {
    receiveStatus(this.#core, this, status, acknowledge);
  }

  /** Once everything that is in memory by now is stored; at once if it is. */
  whenStored(action: () => void): void {
    if (this.#doneCount === this.#begunCount) action();
    else this.#waiting.push({ count: this.#begunCount, action });
  }

  lastFailureOf(runSpecId: PathId): TaskFailure | undefined {
    return this.#failures.get(runSpecId);
  }

  noteFailure(failure: TaskFailure): void {
    if (this.#core.groups.root.findRunSpec(failure.appId) === undefined) return;
    this.#failures.set(failure.appId, failure);
    this.#core.records.storeFailure(failure);
  }

  forgetFailure(runSpecId: PathId): void {
    this.#failures.delete(runSpecId);
  }

  /** Those who decide hear of it now; those outside once it cannot be lost any more. */
  #store(
    put: readonly Instance[],
    removed: readonly InstanceId[],
    done: Done | undefined,
    changes: readonly InstanceChange[],
  ): void {
    this.#begunCount++;
    this.#core.records.storeInstances(put, removed, (stored) => {
      done?.(stored);
      if (!stored.ok) return;
      this.#doneCount++;
      for (const change of changes) publishChange(this.#core, change);
      this.#goOn();
    });
    for (const change of changes) this.#changed(change);
  }

  #goOn(): void {
    while (this.#waiting.length > 0 && this.#waiting[0]!.count <= this.#doneCount) {
      this.#waiting.shift()!.action();
    }
  }

  /** As it would be had it been launched by this process. */
  #asKept(instance: Instance): Instance {
    const { agent, volumes, tasks } = instance;
    const { shared } = this.#core;
    const kept = tasks.map(({ status, ...task }): InstanceTask => {
      const left = status === undefined ? undefined : keptOf(status);
      return left === undefined ? task : { ...task, status: left };
    });
    return { ...instance, agent: shared.share(agent), volumes: shared.share(volumes), tasks: kept };
  }

  #put(instance: Instance): void {
    const before = this.#byId.get(instance.id);
    if (before !== undefined) this.#forgetTasks(before);
    this.#byId.set(instance.id, instance);
    for (const { taskId } of instance.tasks) this.#byTask.set(taskId, instance.id);
    this.#byRunSpec.put(instance);
  }

  #remove(instance: Instance): void {
    this.#byId.delete(instance.id);
    this.#forgetTasks(instance);
    this.#byRunSpec.remove(instance);
  }

  #forgetTasks({ tasks }: Instance): void {
    for (const { taskId } of tasks) this.#byTask.delete(taskId);
  }
}

function publishChange(core: Core, { before, after, last }: InstanceChange): void {
  const shown = last ?? after;
  if (shown === undefined || shown.condition === before?.condition) return;
  core.publish({
    type: 'instance_changed_event',
    instanceId: shown.id,
    condition: shown.condition,
    runSpecId: shown.runSpecId,
    agentId: shown.agent.agentId,
    host: shown.agent.host,
    runSpecVersion: shown.runSpecVersion,
  });
}
