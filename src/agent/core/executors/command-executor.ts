/**
 * The executor of a task that brings only a command: an ExecutorInfo made by the agent, as if the
 * framework had asked for the command executor itself. Names, overhead and shape are Mesos' own,
 * because they end up in /state, on disk and in operators' eyes.
 */
import { executorIdOfTask } from '../../../protocol/ids.ts';
import {
  formatDuration,
  msToNanoseconds,
  nanosecondsToMs,
} from '../../../foundation/units/duration.ts';
import type {
  DurationInfo,
  ExecutorInfo,
  FrameworkInfo,
  Resource,
  TaskInfo,
} from '../../../protocol/generated/mesos.ts';
import { longToNumber, toLong } from '../../../protocol/codec/long.ts';

/** What the agent reserves for the executor of a command task, on top of the task's resources. */
const overheadCpus = 0.1;
const overheadMemMb = 32;

/** @compat Longer command lines are cut for the name of the executor. */
const longestCommandText = 15;
const shortenedCommandLength = 12;

/** Added to the kill grace of a task: Mesos' interval of reaping, and a second for good measure. */
const reapIntervalMs = 1000;
const afterKillMs = 1000;

export function commandExecutorInfo(
  task: TaskInfo,
  framework: FrameworkInfo,
  launcherDir: string,
): ExecutorInfo {
  const graceMs = durationMs(task.kill_policy?.grace_period);
  const info: ExecutorInfo = {
    executor_id: { value: executorIdOfTask(task.task_id.value) },
    resources: overheadOf(task),
    command: {
      value: `${launcherDir}/mesos-executor`,
      shell: false,
      arguments: ['mesos-executor', `--launcher_dir=${launcherDir}`],
      ...(task.command?.user === undefined ? {} : { user: task.command.user }),
      ...(task.command?.environment === undefined ? {} : { environment: task.command.environment }),
    },
    framework_id: framework.id!,
    name: `Command Executor (Task: ${task.task_id.value}) (Command: ${commandText(task)})`,
    source: task.task_id.value,
  };
  if (task.container !== undefined) info.container = task.container;
  if (task.discovery !== undefined) info.discovery = task.discovery;
  if (task.labels !== undefined) info.labels = task.labels;
  if (graceMs !== undefined) {
    const wholeMs = graceMs + reapIntervalMs + afterKillMs;
    info.shutdown_grace_period = { nanoseconds: toLong(msToNanoseconds(wholeMs)) };
  }
  return info;
}

/** In the role that the task's resources are allocated to. */
function overheadOf(task: TaskInfo): Resource[] {
  const allocation = task.resources?.find((resource) => resource.allocation_info !== undefined);
  const common =
    allocation?.allocation_info === undefined
      ? {}
      : { allocation_info: allocation.allocation_info };
  return [
    { name: 'cpus', type: 'SCALAR', scalar: { value: overheadCpus }, ...common },
    { name: 'mem', type: 'SCALAR', scalar: { value: overheadMemMb }, ...common },
  ];
}

function commandText(task: TaskInfo): string {
  const command = task.command;
  if (command?.value === undefined) return 'NO COMMAND';
  if (command.shell ?? true) return `sh -c '${shortened(command.value)}'`;
  return `[${[command.value, ...(command.arguments ?? [])].map(shortened).join(', ')}]`;
}

function shortened(text: string): string {
  if (text.length <= longestCommandText) return text;
  return `${text.slice(0, shortenedCommandLength)}...`;
}

export function durationMs(duration: DurationInfo | undefined): number | undefined {
  if (duration === undefined) return undefined;
  return nanosecondsToMs(longToNumber(duration.nanoseconds));
}

/** How long the executor may take to shut down: its own word, or the agent's flag. */
export function shutdownGraceMs(info: ExecutorInfo, flagMs: number): number {
  return durationMs(info.shutdown_grace_period) ?? flagMs;
}

export function shutdownGraceText(info: ExecutorInfo, flagMs: number): string {
  return formatDuration(shutdownGraceMs(info, flagMs));
}
