/**
 * KILL: the agent is asked to end a task. A task that nobody knows is answered like a question for
 * it; a task on an agent that is away is killed once the agent is back.
 */
import { KillTaskMessage } from '../../../protocol/generated/internal.ts';
import { findKillPolicyError } from '../../../protocol/value-ranges.ts';
import { send } from '../send.ts';
import { reconcileTask } from '../tasks/reconcile.ts';
import { ownThings, schedulerCall } from './call.ts';

export const kill = schedulerCall({
  type: 'KILL',
  authorize: ownThings,
  field: 'kill',
  validate: ({ kill_policy }) =>
    findKillPolicyError(kill_policy, "'kill.kill_policy.grace_period'"),
  apply: (core, framework, call) => {
    core.count('master/messages_kill_task');
    const taskId = call.task_id.value;
    const task = framework.tasks.get(taskId);
    if (task === undefined) {
      core.log.warning(`Cannot kill task ${taskId} of framework ${framework.id}: it is unknown`);
      reconcileTask(core, framework, taskId, call.agent_id?.value);
      return;
    }
    if (call.agent_id !== undefined && call.agent_id.value !== task.agentId) {
      core.log.warning(
        `Ignoring kill of task ${taskId}: it is not on agent ${call.agent_id.value}`,
      );
      return;
    }
    const agent = core.state.agents.get(task.agentId);
    if (agent === undefined || !agent.isConnected) {
      core.log.warning(`Cannot kill task ${taskId}: agent ${task.agentId} is not connected`);
      agent?.killsWhenBack.set(`${framework.id} ${taskId}`, {
        framework_id: { value: framework.id },
        task_id: call.task_id,
        ...(call.kill_policy === undefined ? {} : { kill_policy: call.kill_policy }),
      });
      return;
    }
    core.log.info(`Telling agent ${agent.id} to kill task ${taskId} of framework ${framework.id}`);
    send(core, agent.pid, KillTaskMessage, {
      framework_id: { value: framework.id },
      task_id: call.task_id,
      ...(call.kill_policy === undefined ? {} : { kill_policy: call.kill_policy }),
    });
  },
});
