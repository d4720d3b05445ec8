/**
 * What the agent writes down, in Mesos' layout (paths.ts) and formats (storage/records.ts), so that
 * the next agent process finds it (recovery.ts). Only frameworks that asked for checkpointing have
 * anything written but sandboxes.
 *
 * Writes are asked for in order and become durable in order, so one `flush` before an effect covers
 * everything that was written for it. A disk may refuse them. Of a launch that is heard by its
 * flush, and the launch is refused; everything else is repeated until it is written
 * (persistent-writes.ts): an agent that cannot remember must not act.
 */
import { join } from 'node:path';
import { ResourceState } from '../../../protocol/generated/internal.ts';
import {
  AgentInfo,
  DrainConfig,
  ExecutorInfo,
  FrameworkInfo,
  KillPolicy,
  Resource,
  Task,
  TaskGroupInfo,
  TaskInfo,
  TaskStatus,
} from '../../../protocol/generated/mesos.ts';
import type { TaskGroupInfo as Group } from '../../../protocol/generated/mesos.ts';
import type { Result } from '../../../foundation/result.ts';
import type { AgentId, TaskId } from '../../../protocol/ids.ts';
import type { CheckpointStore } from '../../../storage/checkpoint-store.ts';
import { encodeRecord } from '../../../storage/records.ts';
import type { Layout, RunKey } from './paths.ts';
import { PersistentWrites } from './persistent-writes.ts';
import type { PersistentWritesOptions } from './persistent-writes.ts';
import { wireInfo, wireResources } from '../registration/wire-forms.ts';
import type { ExecutorRecord, FrameworkRecord, PendingTermination } from '../state.ts';

/** @compat What stands in for the pid of a framework that speaks HTTP. */
export const httpFrameworkPid = '@0.0.0.0:0';

/** A state must be written: this one stands for none. */
export const unsaidState = 'TASK_UNKNOWN';

const runDirectoryMode = 0o750;
/** Commands and environments of all frameworks are in there. */
const metaMode = 0o700;

export class Checkpoints {
  readonly store: CheckpointStore;
  readonly layout: Layout;
  readonly #options: PersistentWritesOptions;
  readonly #lasting: PersistentWrites;

  constructor(store: CheckpointStore, layout: Layout, options: PersistentWritesOptions) {
    this.store = store;
    this.layout = layout;
    this.#options = options;
    this.#lasting = new PersistentWrites(options);
  }

  /** Calls back when all that was written so far survives a crash, or when that is not so. */
  flush(done: (result: Result<void>) => void): void {
    this.#lasting.retryNow();
    this.store.flush((result) => {
      // Others hear of the same failure in this turn, and first put aside what they repeat.
      if (result.ok) done(result);
      else this.#options.clock.after(0, () => done(result));
    });
  }

  /** Calls back when all that is repeated was written at last. */
  whenDurable(done: () => void): void {
    this.#lasting.add((answer) => this.store.flush(answer), done);
  }

  /** Nothing is tried again any more. */
  close(): void {
    this.#lasting.close();
  }

  /** Also one of an agent that left it open to all. */
  closeToOthers(): void {
    this.#lasting.add((answer) => this.store.makeDirectory(this.layout.meta, metaMode, answer));
  }

  bootId(bootId: string): void {
    this.#keep(this.layout.bootId, text(bootId));
  }

  agent(info: AgentInfo): void {
    const agentId = info.id!.value;
    this.#keep(this.layout.agentInfo(agentId), encodeRecord(AgentInfo.encode(wireInfo(info))));
    const [target, path] = [this.layout.metaAgent(agentId), this.layout.latestAgent];
    this.#lasting.add((answer) => this.store.symlink(target, path, answer));
  }

  forgetAgent(): void {
    this.#lasting.add((answer) => this.store.remove(this.layout.latestAgent, answer));
  }

  /** In place of the one before, and of its target. Calls back when it is durable. */
  resourceState(state: ResourceState, done: () => void): void {
    const { resources = [] } = state;
    const records = wireResources(resources).map((one) => encodeRecord(Resource.encode(one)));
    this.#keep(this.layout.resourceState, encodeRecord(ResourceState.encode(state)));
    this.#keep(this.layout.resources, Buffer.concat(records));
    this.#lasting.add((answer) => this.store.remove(this.layout.resourceStateTarget, answer), done);
  }

  /** What it will be, with volumes made and deleted. */
  resourceStateTarget(state: ResourceState, done: () => void): void {
    const bytes = encodeRecord(ResourceState.encode(state));
    const path = this.layout.resourceStateTarget;
    this.#lasting.add((answer) => this.store.put(path, bytes, answer), done);
  }

  forgetOperation(agentId: AgentId, uuid: string): void {
    const path = this.layout.operation(agentId, uuid);
    this.#lasting.add((answer) => this.store.remove(path, answer));
  }

  drainConfig(agentId: AgentId, config: DrainConfig): void {
    const path = this.layout.drainConfig(agentId);
    this.#keep(path, encodeRecord(DrainConfig.encode(config)));
  }

  forgetDrain(agentId: AgentId): void {
    const path = this.layout.drainConfig(agentId);
    this.#lasting.add((answer) => this.store.remove(path, answer));
  }

  framework(agentId: AgentId, framework: FrameworkRecord): void {
    const { id, info, pid } = framework;
    this.#keep(this.layout.frameworkInfo(agentId, id), encodeRecord(FrameworkInfo.encode(info)));
    this.#keep(this.layout.frameworkPid(agentId, id), text(pid ?? httpFrameworkPid));
  }

  /**
   * A new run: its sandbox link always, the rest when the framework is checkpointed. Like `task` and
   * `launchedGroup` a part of a launch: the `flush` in the same turn tells whether it was written.
   */
  executor(key: RunKey, executor: ExecutorRecord): void {
    this.#lasting.retryNow();
    this.#symlink(executor.directory, this.layout.sandboxLatestRun(key));
    if (!executor.isCheckpointed) return;
    this.#put(this.layout.executorInfo(key), encodeRecord(ExecutorInfo.encode(executor.info)));
    const mark = executor.isGeneratedForCommandTask ? '1' : '0';
    this.#put(this.layout.executorGenerated(key), text(mark));
    this.store.makeDirectory(this.layout.metaRun(key), runDirectoryMode);
    this.#symlink(this.layout.metaRun(key), this.layout.metaLatestRun(key));
  }

  /** The launch was refused: the next agent must not find it. Calls back whatever comes of it. */
  forgetExecutor(key: RunKey, done: () => void): void {
    this.store.remove(this.layout.metaExecutor(key), done);
  }

  forgetTask(key: RunKey, taskId: TaskId): void {
    const path = join(this.layout.tasks(key), taskId);
    this.#lasting.add((answer) => this.store.remove(path, answer));
  }

  forkedPid(key: RunKey, pid: number): void {
    this.#keep(this.layout.forkedPid(key), text(String(pid)));
  }

  httpMarker(key: RunKey): void {
    this.#lasting.add((answer) => this.store.touch(this.layout.httpMarker(key), answer));
  }

  executorSentinel(key: RunKey): void {
    this.#lasting.add((answer) => this.store.touch(this.layout.executorSentinel(key), answer));
  }

  task(key: RunKey, task: Task): void {
    const path = this.layout.taskInfo(key, task.task_id.value);
    this.#put(path, encodeRecord(Task.encode(task)));
  }

  /** Calls back whatever comes of it: that a disk is full keeps no task alive. */
  kill(key: RunKey, taskId: TaskId, policy: KillPolicy | undefined, done: () => void): void {
    const record = encodeRecord(KillPolicy.encode(policy ?? {}));
    this.store.put(this.layout.taskKill(key, taskId), record, done);
  }

  /** Calls back whatever comes of it, too. */
  ending(key: RunKey, ending: TaskStatus, done: () => void): void {
    const record = encodeRecord(TaskStatus.encode(ending));
    this.store.put(this.layout.taskEnding(key, ending.task_id.value), record, done);
  }

  /** Of an executor: what its tasks will be said to have died of. Calls back whatever comes of it. */
  executorEnding(key: RunKey, why: PendingTermination, done: () => void): void {
    const { state = unsaidState } = why;
    const record = TaskStatus.encode({ ...why, task_id: { value: '' }, state });
    this.store.put(this.layout.executorEnding(key), encodeRecord(record), done);
  }

  launchedGroup(key: RunKey, group: Group): void {
    const record = encodeRecord(TaskGroupInfo.encode(group));
    this.store.append(this.layout.launchedGroups(key), record);
  }

  queuedTask(key: RunKey, task: TaskInfo): void {
    this.store.append(this.layout.queuedTasks(key), encodeRecord(TaskInfo.encode(task)));
  }

  /** Of a stream of updates: an encoded message. Calls back when it is durable. */
  appendRecord(path: string, message: Uint8Array, done?: () => void): void {
    const bytes = encodeRecord(message);
    this.#lasting.add((answer) => this.store.append(path, bytes, answer), done);
  }

  remove(path: string, done: (result: Result<void>) => void): void {
    this.store.remove(path, done);
  }

  /** Replaces a file, for sure. */
  #keep(path: string, bytes: Uint8Array): void {
    this.#lasting.add((answer) => this.store.put(path, bytes, answer));
  }

  #put(path: string, bytes: Uint8Array): void {
    this.#lasting.retryNow();
    this.store.put(path, bytes);
  }

  #symlink(target: string, path: string): void {
    this.store.symlink(target, path);
  }
}

function text(value: string): Uint8Array {
  return Buffer.from(value);
}
