/**
 * Draining: the master wants the agent empty. Everything that runs is killed, each task in its own
 * grace period unless the master's is shorter; nothing new is launched meanwhile. It is written down,
 * so that an agent that starts again goes on with it, until nothing is left: neither frameworks nor
 * operations of which it is not known that they have ended.
 */
import type { DrainSlaveMessage } from '../../../protocol/generated/internal.ts';
import type {
  DrainConfig,
  DurationInfo,
  FrameworkInfo,
  KillPolicy,
  TaskState,
  TaskStatus,
} from '../../../protocol/generated/mesos.ts';
import { agentIdOf } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import { allExecutors } from '../executors/executors.ts';
import { durationMs } from '../executors/command-executor.ts';
import { killTask } from '../tasks/kill.ts';
import { hasCapability } from '../tasks/task-state.ts';

export function receiveDrain(core: Core, { config }: DrainSlaveMessage): void {
  const { state, log } = core;
  if (state.phase === 'recovering' || state.phase === 'terminating') {
    return log.warning(`Asked to drain, but the agent is ${state.phase}`);
  }
  if (isEmpty(core)) return log.info('Asked to drain: nothing is here, so that is done');
  log.info(`Draining: ${state.frameworks.size} framework(s) and what they run have to go`);
  state.drain = { config, startedAtMs: core.clock.timestamp() };
  core.checkpoints.drainConfig(agentIdOf(core), config);
  killEverything(core, config);
}

/** The last agent process was draining; what was to be killed may be there again. */
export function resumeDraining(core: Core): void {
  const { drain } = core.state;
  if (drain === undefined || isEmpty(core)) return endDrainIfEmpty(core);
  core.log.info('Going on with draining');
  killEverything(core, drain.config);
}

/** Call it whenever a framework or an operation has gone. */
export function endDrainIfEmpty(core: Core): void {
  if (core.state.drain === undefined || !isEmpty(core)) return;
  core.log.info('Finished draining');
  core.state.drain = undefined;
  core.checkpoints.forgetDrain(agentIdOf(core));
}

/** What tasks that go because of it are said to have gone for. */
export function drainedStatus(
  { state: { drain } }: Core,
  framework: FrameworkInfo,
  state: TaskState,
): Partial<Pick<TaskStatus, 'state' | 'reason'>> {
  if (drain === undefined || (state !== 'TASK_KILLED' && state !== 'TASK_KILLING')) return {};
  const reason = 'REASON_AGENT_DRAINING';
  // Real agents say so of TASK_KILLING, too, though the task still runs.
  const isGone = state === 'TASK_KILLED' && (drain.config.mark_gone ?? false);
  if (!isGone || !hasCapability(framework, 'PARTITION_AWARE')) return { reason };
  return { reason, state: 'TASK_GONE_BY_OPERATOR' };
}

function isEmpty({ state }: Core): boolean {
  return state.frameworks.size === 0 && state.operations.size === 0;
}

function killEverything(core: Core, { max_grace_period: longest }: DrainConfig): void {
  for (const [framework, executor] of [...allExecutors(core.state)]) {
    for (const task of [...executor.queued.values(), ...executor.launched.values()]) {
      const taskId = task.task_id.value;
      // With one of a group that waits the others go, too.
      if (!executor.queued.has(taskId) && !executor.launched.has(taskId)) continue;
      const policy = policyWithin(task.kill_policy, longest);
      killTask(core, framework, { taskId, killPolicy: policy });
    }
  }
}

/** Undefined: the task's own policy will do. */
function policyWithin(
  policy: KillPolicy | undefined,
  longest: DurationInfo | undefined,
): KillPolicy | undefined {
  if (longest === undefined) return undefined;
  const ownMs = durationMs(policy?.grace_period);
  const isWithin = ownMs !== undefined && ownMs <= durationMs(longest)!;
  return isWithin ? undefined : { grace_period: longest };
}
