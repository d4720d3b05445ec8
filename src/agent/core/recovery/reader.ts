/**
 * Reads what an earlier agent process wrote down (checkpoints.ts) into one value; changes nothing,
 * except that the torn end of a sequence, which a crash leaves, is cut off.
 *
 * A file that is not there means that the process died before it wrote it: what it describes had
 * no effect yet and is left out. A file that cannot be understood is a problem; --strict decides
 * what that means.
 */
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
import {
  ResourceState,
  StatusUpdateRecord,
  UpdateOperationStatusRecord,
} from '../../../protocol/generated/internal.ts';
import type { MessageType } from '../../../protocol/codec/message.ts';
import type { AgentId, ContainerId, FrameworkId, Pid, TaskId } from '../../../protocol/ids.ts';
import type { CheckpointStore } from '../../../storage/checkpoint-store.ts';
import { decodeRecord, decodeRecordSequence } from '../../../storage/records.ts';
import type { RecoveredResources } from '../operations/recovery.ts';
import { unsaidState } from '../checkpoints/checkpoints.ts';
import type { ExecutorKey, Layout, RunKey } from '../checkpoints/paths.ts';
import type { PendingTermination } from '../state.ts';

export interface RecoveredState {
  readonly bootId: string | undefined;
  /** Undefined: there was no agent here, or it forgot its id. */
  readonly agent: AgentInfo | undefined;
  readonly frameworks: readonly RecoveredFramework[];
  readonly drainConfig: DrainConfig | undefined;
  /** Reservations and volumes outlive the agent's id. */
  readonly resources: RecoveredResources;
}

export interface RecoveredFramework {
  readonly info: FrameworkInfo;
  readonly pid: Pid;
  readonly executors: readonly RecoveredExecutor[];
}

export interface RecoveredExecutor {
  readonly info: ExecutorInfo;
  readonly isGenerated: boolean;
  readonly latest: RecoveredRun;
  /** Container ids of runs before the latest. */
  readonly olderRuns: readonly string[];
}

export interface RecoveredRun {
  readonly containerId: ContainerId;
  readonly isCompleted: boolean;
  /** First process of the container; undefined when it has none, or was not launched. */
  readonly forkedPid: number | undefined;
  /** Why the agent was ending it. */
  readonly ending: PendingTermination | undefined;
  readonly tasks: readonly RecoveredTaskRecords[];
  readonly groups: readonly TaskGroupInfo[];
  /** Single ones that waited for a custom executor. */
  readonly queued: readonly TaskInfo[];
}

export interface RecoveredTaskRecords {
  readonly task: Task;
  readonly records: readonly StatusUpdateRecord[];
  /** It was to be killed, in this way. */
  readonly kill: KillPolicy | undefined;
  /** Its executor had decided that it must end, as this. */
  readonly ending: TaskStatus | undefined;
}

type RecoveredAgent = Omit<RecoveredState, 'bootId' | 'resources'>;
type OperationUpdates = RecoveredResources['updates'];
type OperationUpdate = readonly [string, readonly UpdateOperationStatusRecord[]];

type Done<T> = (value: T) => void;

export class RecoveryReader {
  readonly #store: CheckpointStore;
  readonly #layout: Layout;
  readonly problems: string[] = [];

  constructor(store: CheckpointStore, layout: Layout) {
    this.#store = store;
    this.#layout = layout;
  }

  read(done: Done<RecoveredState>): void {
    this.#resources((committed, target) =>
      this.#text(this.#layout.bootId, (bootId) =>
        this.#agent((agent, updates) =>
          done({ ...agent, bootId, resources: { committed, target, updates } }),
        ),
      ),
    );
  }

  #resources(done: (committed: ResourceState, target: ResourceState | undefined) => void): void {
    this.#record(ResourceState, this.#layout.resourceState, (state) =>
      this.#record(ResourceState, this.#layout.resourceStateTarget, (target) => {
        if (state !== undefined) return done(state, target);
        this.#sequence(Resource, this.#layout.resources, (resources) =>
          done({ operations: [], resources }, target),
        );
      }),
    );
  }

  #agent(done: (agent: RecoveredAgent, updates: OperationUpdates) => void): void {
    const none: RecoveredAgent = { agent: undefined, frameworks: [], drainConfig: undefined };
    this.#store.readLink(this.#layout.latestAgent, (latest) => {
      const agentId = latest.ok ? lastPart(latest.value) : undefined;
      if (!latest.ok) this.problems.push(latest.error);
      if (agentId === undefined) return done(none, new Map());
      this.#record(AgentInfo, this.#layout.agentInfo(agentId), (agent) => {
        if (agent === undefined) return done(none, new Map());
        this.#record(DrainConfig, this.#layout.drainConfig(agentId), (drainConfig) =>
          this.#operationUpdates(agentId, (updates) =>
            this.#frameworks(agentId, (frameworks) =>
              done({ agent, frameworks, drainConfig }, updates),
            ),
          ),
        );
      });
    });
  }

  #operationUpdates(agentId: AgentId, done: Done<OperationUpdates>): void {
    this.#names(this.#layout.operations(agentId), (uuids) => {
      const read = (uuid: string, next: Done<OperationUpdate>): void =>
        this.#sequence(
          UpdateOperationStatusRecord,
          this.#layout.operationUpdates(agentId, uuid),
          (records) => next([uuid, records]),
        );
      collect(uuids, read, (updates) => done(new Map(updates)));
    });
  }

  #frameworks(agentId: AgentId, done: Done<RecoveredFramework[]>): void {
    this.#names(this.#layout.metaFrameworks(agentId), (ids) => {
      collect(ids, (id, next) => this.#framework(agentId, id, next), done);
    });
  }

  #framework(agentId: AgentId, id: FrameworkId, done: Done<RecoveredFramework | undefined>): void {
    this.#record(FrameworkInfo, this.#layout.frameworkInfo(agentId, id), (info) => {
      this.#text(this.#layout.frameworkPid(agentId, id), (pid) => {
        if (info === undefined || pid === undefined) return done(undefined);
        this.#names(this.#layout.metaExecutors(agentId, id), (executorIds) => {
          collect<string, RecoveredExecutor>(
            executorIds,
            (executorId, next) => this.#executor({ agentId, frameworkId: id, executorId }, next),
            (executors) => done({ info, pid, executors }),
          );
        });
      });
    });
  }

  #executor(key: ExecutorKey, done: Done<RecoveredExecutor | undefined>): void {
    this.#record(ExecutorInfo, this.#layout.executorInfo(key), (info) => {
      this.#text(this.#layout.executorGenerated(key), (mark) => {
        this.#store.readLink(this.#layout.metaLatestRun(key), (link) => {
          const containerId = link.ok ? lastPart(link.value) : undefined;
          if (!link.ok) this.problems.push(link.error);
          if (info === undefined || containerId === undefined) return done(undefined);
          this.#names(this.#layout.metaRuns(key), (runs) => {
            const olderRuns = runs.filter((run) => run !== 'latest' && run !== containerId);
            this.#run({ ...key, containerId }, (latest) =>
              done({ info, isGenerated: mark === '1', latest, olderRuns }),
            );
          });
        });
      });
    });
  }

  #run(key: RunKey, done: Done<RecoveredRun>): void {
    const { containerId } = key;
    this.#bytes(this.#layout.executorSentinel(key), (sentinel) => {
      if (sentinel !== undefined) {
        const none = { forkedPid: undefined, ending: undefined };
        const nothing = { ...none, tasks: [], groups: [], queued: [] };
        return done({ containerId, isCompleted: true, ...nothing });
      }
      this.#text(this.#layout.forkedPid(key), (pid) => {
        const forkedPid = pidOf(pid);
        this.#sequence(TaskGroupInfo, this.#layout.launchedGroups(key), (groups) => {
          this.#sequence(TaskInfo, this.#layout.queuedTasks(key), (queued) => {
            this.#executorEnding(key, (ending) =>
              this.tasks(key, (tasks) =>
                done({ containerId, isCompleted: false, forkedPid, ending, tasks, groups, queued }),
              ),
            );
          });
        });
      });
    });
  }

  #executorEnding(key: RunKey, done: Done<PendingTermination | undefined>): void {
    this.#record(TaskStatus, this.#layout.executorEnding(key), (status) => {
      if (status === undefined) return done(undefined);
      const { state, reason, message } = status;
      done({
        ...(state !== unsaidState && { state }),
        ...(reason !== undefined && { reason }),
        ...(message !== undefined && { message }),
      });
    });
  }

  /** Of a completed run they are not read with the rest. */
  tasks(key: RunKey, done: Done<RecoveredTaskRecords[]>): void {
    this.#names(this.#layout.tasks(key), (taskIds) => {
      collect<string, RecoveredTaskRecords>(
        taskIds,
        (taskId, next) => this.#task(key, taskId, next),
        done,
      );
    });
  }

  #task(key: RunKey, taskId: TaskId, done: Done<RecoveredTaskRecords | undefined>): void {
    this.#record(Task, this.#layout.taskInfo(key, taskId), (task) => {
      if (task === undefined) return done(undefined);
      this.#sequence(StatusUpdateRecord, this.#layout.taskUpdates(key, taskId), (records) =>
        this.#record(KillPolicy, this.#layout.taskKill(key, taskId), (kill) =>
          this.#record(TaskStatus, this.#layout.taskEnding(key, taskId), (ending) =>
            done({ task, records, kill, ending }),
          ),
        ),
      );
    });
  }

  #names(path: string, done: Done<readonly string[]>): void {
    this.#store.list(path, (result) => {
      if (!result.ok) this.problems.push(result.error);
      done((result.ok ? result.value : undefined) ?? []);
    });
  }

  #bytes(path: string, done: Done<Uint8Array | undefined>): void {
    this.#store.read(path, (result) => {
      if (!result.ok) this.problems.push(result.error);
      done(result.ok ? result.value : undefined);
    });
  }

  #text(path: string, done: Done<string | undefined>): void {
    this.#bytes(path, (bytes) =>
      done(bytes === undefined ? undefined : Buffer.from(bytes).toString()),
    );
  }

  #record<T extends object>(type: MessageType<T>, path: string, done: Done<T | undefined>): void {
    this.#bytes(path, (bytes) => {
      if (bytes === undefined) return done(undefined);
      const record = decodeRecord(bytes);
      if (record.ok) return done(this.#decode(type, path, record.value));
      this.problems.push(`Failed to read ${path}: ${record.error}`);
      done(undefined);
    });
  }

  #sequence<T extends object>(type: MessageType<T>, path: string, done: Done<T[]>): void {
    this.#bytes(path, (bytes) => {
      if (bytes === undefined) return done([]);
      const sequence = decodeRecordSequence(bytes);
      if (sequence.isTorn) this.#store.truncate(path, sequence.intactBytes);
      const messages = sequence.records.map((record) => this.#decode(type, path, record));
      done(messages.filter((message) => message !== undefined));
    });
  }

  #decode<T extends object>(type: MessageType<T>, path: string, bytes: Uint8Array): T | undefined {
    try {
      return type.decode(bytes);
    } catch (error) {
      this.problems.push(`Failed to read ${path}: ${(error as Error).message}`);
      return undefined;
    }
  }
}

function pidOf(text: string | undefined): number | undefined {
  return /^[1-9]\d*$/u.test(text ?? '') ? Number(text) : undefined;
}

function lastPart(path: string | undefined): string | undefined {
  return path?.slice(path.lastIndexOf('/') + 1);
}

/** Runs `work` on all items side by side; results that are undefined are left out. */
export function collect<Item, Value>(
  items: readonly Item[],
  work: (item: Item, next: Done<Value | undefined>) => void,
  done: Done<Value[]>,
): void {
  const values: (Value | undefined)[] = items.map(() => undefined);
  let missing = items.length;
  if (missing === 0) return done([]);
  items.forEach((item, index) => {
    work(item, (value) => {
      values[index] = value;
      if (--missing === 0) done(values.filter((one) => one !== undefined) as Value[]);
    });
  });
}
