/**
 * What ran here before and is over, as /state and the master's own history show it: read from what
 * ended runs left under meta/ until it is collected. No more is read than is shown: the newest
 * executors of each framework, of the frameworks that were here last.
 */
import type { AgentId } from '../../../protocol/ids.ts';
import type { ExecutorKind } from '../state.ts';
import { mostCompletedFrameworks, mostCompletedTasksPerExecutor } from '../state.ts';
import type { ExecutorRecord, FrameworkRecord } from '../state.ts';
import type { Task } from '../../../protocol/generated/mesos.ts';
import { agentIdOf } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import { makeExecutor } from '../executors/launch.ts';
import { newFramework } from '../frameworks/frameworks.ts';
import { collect } from './reader.ts';
import type {
  RecoveredExecutor,
  RecoveredFramework,
  RecoveredTaskRecords,
  RecoveryReader,
} from './reader.ts';
import { rebuildTaskOf } from './tasks.ts';

/** An ended run, and when it ended. */
interface Ended {
  readonly executor: RecoveredExecutor;
  readonly atMs: number;
}

interface EndedFramework {
  readonly framework: RecoveredFramework;
  /** Oldest first. */
  readonly ended: readonly Ended[];
}

/** Of `frameworks`, those that live are in the state already. Calls back when all is read. */
export function recallHistory(
  core: Core,
  reader: RecoveryReader,
  {
    frameworks,
    done,
  }: { readonly frameworks: readonly RecoveredFramework[]; readonly done: () => void },
): void {
  collect<RecoveredFramework, EndedFramework>(
    frameworks,
    (framework, next) => findEnded(core, framework, next),
    (found) => {
      const chosen = newestOf(found.filter(({ ended }) => ended.length > 0));
      collect<EndedFramework, EndedFramework>(
        chosen,
        (one, next) => recallFramework(core, reader, { ...one, next: () => next(one) }),
        done,
      );
    },
  );
}

function findEnded(
  core: Core,
  framework: RecoveredFramework,
  next: (found: EndedFramework) => void,
): void {
  const { layout } = core.checkpoints;
  const agentId = agentIdOf(core);
  const over = framework.executors.filter(({ latest }) => latest.isCompleted);
  collect<RecoveredExecutor, Ended>(
    over,
    (executor, stamped) => {
      const sentinel = layout.executorSentinel(runKeyOf(agentId, framework, executor));
      if (core.readModifiedAt === undefined) return stamped({ executor, atMs: 0 });
      core.readModifiedAt(sentinel, (atMs = 0) => stamped({ executor, atMs }));
    },
    (ended) => {
      const most = core.options.mostCompletedExecutorsPerFramework;
      const sorted = ended.toSorted((a, b) => a.atMs - b.atMs);
      next({ framework, ended: most === 0 ? [] : sorted.slice(-most) });
    },
  );
}

/** The frameworks that had something here last, oldest first. */
function newestOf(found: readonly EndedFramework[]): readonly EndedFramework[] {
  const lastMs = ({ ended }: EndedFramework): number => ended.at(-1)!.atMs;
  return found.toSorted((a, b) => lastMs(a) - lastMs(b)).slice(-mostCompletedFrameworks);
}

function recallFramework(
  core: Core,
  reader: RecoveryReader,
  { framework, ended, next }: EndedFramework & { readonly next: () => void },
): void {
  // Its place, which the order of the answers must not change.
  const record = placeOf(core, framework);
  collect<Ended, ExecutorRecord>(
    ended,
    ({ executor }, recalled) => {
      reader.tasks(runKeyOf(agentIdOf(core), framework, executor), (tasks) =>
        recalled(executorOf(core, record, { executor, tasks })),
      );
    },
    (executors) => {
      record.completedExecutors.unshift(...executors);
      next();
    },
  );
}

function placeOf(core: Core, { info, pid }: RecoveredFramework): FrameworkRecord {
  const { frameworks, completedFrameworks } = core.state;
  const id = info.id!.value;
  const known = frameworks.get(id) ?? completedFrameworks.find((completed) => completed.id === id);
  if (known !== undefined) return known;
  const framework = newFramework(info, pid);
  completedFrameworks.push(framework);
  return framework;
}

function executorOf(
  core: Core,
  framework: FrameworkRecord,
  {
    executor,
    tasks,
  }: { readonly executor: RecoveredExecutor; readonly tasks: readonly RecoveredTaskRecords[] },
): ExecutorRecord {
  const { containerId } = executor.latest;
  const record = makeExecutor(core, framework, {
    info: executor.info,
    kind: kindOf(executor),
    containerId,
  });
  record.state = 'terminated';
  record.hasLaunched = true;
  const rebuilt = tasks.map((one) => rebuildTaskOf(one)).toSorted((a, b) => endOf(a) - endOf(b));
  record.completed.push(...rebuilt.slice(-mostCompletedTasksPerExecutor));
  return record;
}

function endOf(task: Task): number {
  return task.statuses?.at(-1)?.timestamp ?? 0;
}

export function kindOf({ info, isGenerated }: RecoveredExecutor): ExecutorKind {
  if (isGenerated) return 'command';
  return info.type === 'DEFAULT' ? 'pod' : 'custom';
}

function runKeyOf(
  agentId: AgentId,
  framework: RecoveredFramework,
  { info, latest }: RecoveredExecutor,
): Parameters<RecoveryReader['tasks']>[0] {
  return {
    agentId,
    frameworkId: framework.info.id!.value,
    executorId: info.executor_id.value,
    containerId: latest.containerId,
  };
}
