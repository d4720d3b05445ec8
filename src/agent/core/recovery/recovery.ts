/**
 * A new agent process takes over from the last one: reads its checkpoints (reader.ts),
 * rebuilds the state, finds the containers again, and picks up every conversation:
 *
 *   - built-in executors are made anew and re-adopt their containers; how a task ended while no
 *     agent was there is reported now;
 *   - executors that were written down and never ran are launched;
 *   - custom executors have a short time to subscribe again, then they are killed. We go on as soon
 *     as all are back (C++ Mesos always waits the whole time);
 *   - after a reboot nothing runs any more: every task is reported as gone.
 *
 * Then, not before, the agent looks for a master: what it says of itself must be complete.
 */
import { containerKey } from '../../../containers/container-id.ts';
import type { KnownContainer } from '../../../containers/containerizer.ts';
import type { RecoveredGroup, RecoveredTask } from '../../../executor/builtin/built-in-executor.ts';
import { formatDuration } from '../../../foundation/units/duration.ts';
import { resumeDraining } from '../draining/draining.ts';
import { recoverOperations, recoverResources } from '../operations/recovery.ts';
import { findIncompatibility, hasChanged, incompatibleText } from './compatibility.ts';
import { executorText, resourcesOfExecutor } from '../executors/executors.ts';
import { runKey } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import { destroyExecutor, executorTerminated } from '../executors/end.ts';
import {
  addExecutor,
  attachBuiltInExecutor,
  launchProcess,
  launchRoot,
  learnStatus,
  watchContainer,
} from '../executors/launch.ts';
import { newFramework } from '../frameworks/frameworks.ts';
import { collectEndedRuns, collectOldAgents } from './ended-runs.ts';
import { kindOf, recallHistory } from './history.ts';
import { RecoveryReader } from './reader.ts';
import type {
  RecoveredExecutor,
  RecoveredRun,
  RecoveredState,
  RecoveredTaskRecords,
} from './reader.ts';
import { rebuildTaskOf, requeueTasks } from './tasks.ts';
import { inTurns } from './turns.ts';
import { finishShutdown } from '../registration/shutdown.ts';
import type { ExecutorRecord, FrameworkRecord } from '../state.ts';
import { completeTask } from '../updates/status-updates.ts';
import { streamRecords } from '../updates/task-streams.ts';

/** How often it is looked whether all executors are back. */
const progressIntervalMs = 20;

interface Live {
  readonly framework: FrameworkRecord;
  readonly executor: ExecutorRecord;
  readonly recovered: readonly RecoveredGroup[];
  readonly run: RecoveredRun;
  readonly known: KnownContainer;
}

/** Calls `done` when the agent may look for a master; never when it has to exit. */
export function recover(core: Core, done: () => void): void {
  const { checkpoints } = core;
  const reader = new RecoveryReader(checkpoints.store, checkpoints.layout);
  reader.read((found) => {
    core.state.recovery.errorCount = reader.problems.length;
    for (const problem of reader.problems) core.log.error(problem);
    if (reader.problems.length > 0 && core.options.isStrict) {
      const why = `Failed to perform recovery: ${reader.problems[0]}`;
      return core.exit(1, `${why}\nStart with --no-strict to go on with what can be read.`);
    }
    takeOver(core, found, () => {
      const { frameworks } = found;
      recallHistory(core, reader, { frameworks: isKept(core, found) ? frameworks : [], done });
    });
  });
}

function isKept({ state }: Core, { agent }: RecoveredState): boolean {
  return agent?.id !== undefined && agent.id.value === state.info.id?.value;
}

function takeOver(core: Core, found: RecoveredState, done: () => void): void {
  const { checkpoints } = core;
  const { bootId } = core.options;
  const kept = recoverResources(core, found.resources);
  if (!kept.ok) return core.exit(1, `Failed to perform recovery: ${kept.error}`);
  // An empty or missing file says nothing.
  const isRebooted = (found.bootId ?? '') !== '' && found.bootId !== bootId;
  checkpoints.closeToOthers();
  if (found.bootId !== bootId) checkpoints.bootId(bootId);
  const identity = keepIdentity(core, found, isRebooted);
  if (identity === 'incompatible') return;
  const isSame = identity === 'kept';
  recoverOperations(core, found.resources, {
    isSame,
    done: () => takeOverContainers(core, isSame ? found : undefined, { isRebooted, done }),
  });
}

/** `found` is undefined for a new agent. */
function takeOverContainers(
  core: Core,
  found: RecoveredState | undefined,
  { isRebooted, done }: { readonly isRebooted: boolean; readonly done: () => void },
): void {
  if (found === undefined) return findContainers(core, [], { isRebooted, done });
  if (found.drainConfig !== undefined) {
    core.state.drain = { config: found.drainConfig, startedAtMs: core.clock.timestamp() };
  }
  rebuild(core, found, (live) => findContainers(core, live, { isRebooted, done }));
}

function findContainers(
  core: Core,
  live: readonly Live[],
  { isRebooted, done }: { readonly isRebooted: boolean; readonly done: () => void },
): void {
  collectOldAgents(core);
  const known = live.map((one) => one.known);
  core.containerizer.recover(known, (result) => {
    if (!result.ok) return core.exit(1, `Failed to recover containers: ${result.error}`);
    const running = new Set(result.value.running.map(containerKey));
    const isGone = ({ executor }: Live): boolean =>
      // What runs has seen no reboot, whatever the file said.
      isRebooted && !running.has(containerKey(executor.containerId));
    readoptAll(core, live, { isGone, done: (awaited) => awaitExecutors(core, awaited, done) });
  });
}

function knownContainer(executor: ExecutorRecord, { forkedPid }: RecoveredRun): KnownContainer {
  return {
    id: executor.containerId,
    directory: executor.directory,
    resources: resourcesOfExecutor(executor).toMessages(),
    hasProcess: executor.kind !== 'pod',
    ...(executor.info.container === undefined ? {} : { container: executor.info.container }),
    ...(forkedPid === undefined ? {} : { forkedPid }),
  };
}

/** Goes on as the agent of the last run, if there was one and it may. */
function keepIdentity(
  core: Core,
  found: RecoveredState,
  isRebooted: boolean,
): 'new' | 'kept' | 'incompatible' {
  const { state, checkpoints } = core;
  const previous = found.agent;
  if (previous?.id === undefined) return 'new';
  const policy = core.options.reconfigurationPolicy;
  const what = findIncompatibility(previous, state.info, policy);
  if (what === undefined) {
    state.info = { ...state.info, id: previous.id };
    // What was added is part of it from now on: the next start is compared with this.
    if (hasChanged(previous, state.info)) checkpoints.agent(state.info);
    return 'kept';
  }
  if (isRebooted) {
    core.log.warning(`${what}, with a reboot: registering as a new agent`);
    checkpoints.forgetAgent();
    return 'new';
  }
  const { latestAgent: latestLink } = checkpoints.layout;
  const text = incompatibleText({ previous, current: state.info, what, policy, latestLink });
  core.exit(1, text);
  return 'incompatible';
}

/** Nobody sees a part of it: until all is there, executors are told to wait. */
function rebuild(core: Core, found: RecoveredState, done: (live: readonly Live[]) => void): void {
  const frameworks = found.frameworks.map((recovered) => {
    collectEndedRuns(core, recovered);
    return { recovered, framework: newFramework(recovered.info, recovered.pid) };
  });
  const living = frameworks.flatMap(({ recovered: { executors }, framework }) =>
    executors
      .filter(({ latest }) => !latest.isCompleted)
      .map((executor) => ({ framework, executor })),
  );
  const live: Live[] = [];
  inTurns(core.clock, living, {
    work: ({ framework, executor }) => live.push(rebuildExecutor(core, framework, executor)),
    done: () => {
      for (const { framework } of frameworks) {
        if (framework.executors.size > 0) core.state.frameworks.set(framework.id, framework);
      }
      done(live);
    },
  });
}

function rebuildExecutor(
  core: Core,
  framework: FrameworkRecord,
  recovered: RecoveredExecutor,
): Live {
  const { info, latest } = recovered;
  const { containerId } = latest;
  const kind = kindOf(recovered);
  const executor = addExecutor(core, framework, { info, kind, containerId });
  executor.hasLaunched = latest.tasks.length > 0;
  executor.pendingTermination = latest.ending;
  for (const records of latest.tasks) rebuildTask(core, executor, records);
  const known = knownContainer(executor, latest);
  return { framework, executor, recovered: recoveredGroups(latest), run: latest, known };
}

function rebuildTask(core: Core, executor: ExecutorRecord, recovered: RecoveredTaskRecords): void {
  const task = rebuildTaskOf(recovered);
  const taskId = task.task_id.value;
  const path = core.checkpoints.layout.taskUpdates(runKey(core, executor), taskId);
  executor.launched.set(taskId, task);
  const known = streamRecords(recovered.records);
  const key = { frameworkId: executor.frameworkId, taskId };
  const stream = core.taskStreams.recover(key, path, known);
  if (!stream.isTerminated) return;
  executor.launched.delete(taskId);
  executor.terminated.set(taskId, task);
  if (stream.isSettled) completeTask(executor, taskId);
}

function recoveredGroups({ groups, tasks }: RecoveredRun): RecoveredGroup[] {
  const known = new Map<string, Omit<RecoveredTask, 'task'>>();
  for (const { task, records, kill, ending } of tasks) {
    const statuses = records.flatMap((record) => (record.update ? [record.update.status] : []));
    const wishes = { ...(kill && { kill }), ...(ending && { ending }) };
    known.set(task.task_id.value, { statuses, ...wishes });
  }
  return groups.map((group) => ({
    // One without a record of its own was refused: it could not be written down.
    tasks: (group.tasks ?? []).flatMap((task) => {
      const said = known.get(task.task_id.value);
      return said === undefined ? [] : [{ task, ...said }];
    }),
  }));
}

function readoptAll(
  core: Core,
  live: readonly Live[],
  then: {
    readonly isGone: (one: Live) => boolean;
    readonly done: (awaited: readonly Live[]) => void;
  },
): void {
  const awaited: Live[] = [];
  inTurns(core.clock, live, {
    work: (one) => {
      if (readopt(core, one, then.isGone(one)) === 'awaited') awaited.push(one);
    },
    done: () => then.done(awaited),
  });
}

/** 'launched': it begins only now, and has the time that a new one has. */
function readopt(core: Core, live: Live, isGone: boolean): 'awaited' | 'launched' {
  const { framework, executor, recovered } = live;
  if (isGone) executorTerminated(core, framework, executor, undefined);
  else if (core.options.recover === 'cleanup' || executor.pendingTermination !== undefined) {
    destroyExecutor(core, framework, executor);
  } else if (executor.kind !== 'command' && !hasBegun(core, live)) {
    if (executor.kind === 'pod') launchRoot(core, framework, executor, recovered);
    else if (requeueTasks(executor, live.run)) {
      core.log.info(`Launching ${executorText(executor)}, which the last agent process did not`);
      launchProcess(core, framework, executor);
      return 'launched';
    } else executorTerminated(core, framework, executor, undefined);
  } else adopt(core, live);
  return 'awaited';
}

function adopt(core: Core, { framework, executor, recovered }: Live): void {
  learnStatus(core, executor, () => {
    if (executor.state === 'terminated') return;
    // A custom one may have subscribed by now.
    if (executor.kind !== 'command') watchContainer(core, framework, executor);
    if (executor.kind !== 'custom' && executor.state === 'registering') {
      attachBuiltInExecutor(core, framework, executor, recovered);
    }
  });
}

/** Or was the last agent process killed before it had launched the container? */
function hasBegun(core: Core, { executor, recovered, run }: Live): boolean {
  if (run.forkedPid !== undefined) return true;
  const isSpokenOf = recovered.some(({ tasks }) => tasks.some((task) => task.statuses.length > 0));
  return isSpokenOf || core.containerizer.find(executor.containerId) !== undefined;
}

/** Waits until all executors are back or gone, or the time is up. */
function awaitExecutors(core: Core, live: readonly Live[], done: () => void): void {
  const { clock, options } = core;
  const isCleanup = options.recover === 'cleanup';
  const deadlineMs = clock.now() + options.executorReregistrationTimeoutMs;
  const look = (): void => {
    const isWaiting = live.some(({ executor }) =>
      isCleanup ? executor.state !== 'terminated' : executor.state === 'registering',
    );
    if (isWaiting && (isCleanup || clock.now() < deadlineMs)) {
      clock.after(progressIntervalMs, look);
    } else {
      finish(core, live, done);
    }
  };
  look();
}

function finish(core: Core, live: readonly Live[], done: () => void): void {
  const { state } = core;
  const { clock, options } = core;
  if (options.recover === 'cleanup') {
    core.checkpoints.forgetAgent();
    return finishShutdown(core);
  }
  for (const { framework, executor } of live) {
    if (executor.state !== 'registering') continue;
    const timeout = formatDuration(options.executorReregistrationTimeoutMs);
    destroyExecutor(core, framework, executor, {
      reason: 'REASON_EXECUTOR_REREGISTRATION_TIMEOUT',
      message: `Executor did not reregister within ${timeout}`,
    });
  }
  resumeDraining(core);
  state.recovery.durationMs = clock.now() - state.startedAtMs;
  core.log.info('Finished recovery');
  done();
}
