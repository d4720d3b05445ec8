/**
 * What the agent writes down, in Mesos' layout (paths.ts) and formats (storage/records.ts), so that
 * the next agent process finds it (recovery.ts). Only frameworks that asked for checkpointing have
 * anything written but sandboxes.
 *
 * Writes are asked for in order and become durable in order, so one `flush` before an effect covers
 * everything that was written for it. A failed write is the end of this process: an agent that
 * cannot remember must not act.
 */
import {
  AgentInfo,
  ExecutorInfo,
  FrameworkInfo,
  Resource,
  Task,
  TaskGroupInfo,
} from '../../protocol/generated/mesos.ts';
import type { TaskGroupInfo as Group } from '../../protocol/generated/mesos.ts';
import { StatusUpdateRecord } from '../../protocol/generated/internal.ts';
import type { Result } from '../../foundation/result.ts';
import type { CheckpointStore } from '../../storage/checkpoint-store.ts';
import { encodeRecord } from '../../storage/records.ts';
import type { Layout, RunKey } from './paths.ts';
import { wireInfo, wireResources } from './wire-forms.ts';
import type { Executor, Framework } from './state.ts';

/** @compat What stands in for the pid of a framework that speaks HTTP. */
export const httpFrameworkPid = '@0.0.0.0:0';

const runDirectoryMode = 0o750;

export class Checkpoints {
  readonly store: CheckpointStore;
  readonly layout: Layout;
  readonly #onFailure: (why: string) => void;

  constructor(store: CheckpointStore, layout: Layout, onFailure: (why: string) => void) {
    this.store = store;
    this.layout = layout;
    this.#onFailure = onFailure;
  }

  /** Calls back when all that was written so far survives a crash; never after a failure. */
  flush(done: () => void): void {
    this.store.flush(this.#orFail(done));
  }

  bootId(bootId: string): void {
    this.#put(this.layout.bootId, text(bootId));
  }

  agent(info: AgentInfo): void {
    const agentId = info.id!.value;
    this.#put(this.layout.agentInfo(agentId), encodeRecord(AgentInfo.encode(wireInfo(info))));
    this.#symlink(this.layout.metaAgent(agentId), this.layout.latestAgent);
  }

  forgetAgent(): void {
    this.store.remove(this.layout.latestAgent, this.#orFail());
  }

  resources(resources: readonly Resource[]): void {
    const records = wireResources(resources).map((one) => encodeRecord(Resource.encode(one)));
    this.#put(this.layout.resources, Buffer.concat(records));
    this.store.remove(this.layout.resourcesAndOperations, this.#orFail());
  }

  framework(agentId: string, framework: Framework): void {
    const { id, info, pid } = framework;
    this.#put(this.layout.frameworkInfo(agentId, id), encodeRecord(FrameworkInfo.encode(info)));
    this.#put(this.layout.frameworkPid(agentId, id), text(pid ?? httpFrameworkPid));
  }

  /** A new run: its sandbox link always, the rest when the framework is checkpointed. */
  executor(key: RunKey, executor: Executor): void {
    this.#symlink(executor.directory, this.layout.sandboxLatestRun(key));
    if (!executor.isCheckpointed) return;
    this.#put(this.layout.executorInfo(key), encodeRecord(ExecutorInfo.encode(executor.info)));
    const mark = executor.isGeneratedForCommandTask ? '1' : '0';
    this.#put(this.layout.executorGenerated(key), text(mark));
    this.store.makeDirectory(this.layout.metaRun(key), runDirectoryMode, this.#orFail());
    this.#symlink(this.layout.metaRun(key), this.layout.metaLatestRun(key));
  }

  forkedPid(key: RunKey, pid: number): void {
    this.#put(this.layout.forkedPid(key), text(String(pid)));
  }

  httpMarker(key: RunKey): void {
    this.store.touch(this.layout.httpMarker(key), this.#orFail());
  }

  executorSentinel(key: RunKey): void {
    this.store.touch(this.layout.executorSentinel(key), this.#orFail());
  }

  task(key: RunKey, task: Task): void {
    const path = this.layout.taskInfo(key, task.task_id.value);
    this.#put(path, encodeRecord(Task.encode(task)));
  }

  launchedGroup(key: RunKey, group: Group): void {
    const record = encodeRecord(TaskGroupInfo.encode(group));
    this.store.append(this.layout.launchedGroups(key), record, this.#orFail());
  }

  update(path: string, record: StatusUpdateRecord, done?: () => void): void {
    this.store.append(path, encodeRecord(StatusUpdateRecord.encode(record)), this.#orFail(done));
  }

  remove(path: string, done: (result: Result<void>) => void): void {
    this.store.remove(path, done);
  }

  #put(path: string, bytes: Uint8Array): void {
    this.store.put(path, bytes, this.#orFail());
  }

  #symlink(target: string, path: string): void {
    this.store.symlink(target, path, this.#orFail());
  }

  #orFail(done?: () => void): (result: Result<void>) => void {
    return (result) => {
      if (result.ok) done?.();
      else this.#onFailure(result.error);
    };
  }
}

function text(value: string): Uint8Array {
  return Buffer.from(value);
}
