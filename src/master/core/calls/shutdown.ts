/** SHUTDOWN: ends an executor with all of its tasks. Unknown agents are ignored. */
import { ShutdownExecutorMessage } from '../../../protocol/generated/internal.ts';
import { send } from '../send.ts';
import { ownThings, schedulerCall } from './call.ts';

export const shutdown = schedulerCall({
  type: 'SHUTDOWN',
  authorize: ownThings,
  field: 'shutdown',
  apply: (core, framework, call) => {
    const agent = core.state.agents.get(call.agent_id.value);
    if (agent === undefined || !agent.isConnected) {
      core.log.warning(
        `Cannot shut down executor '${call.executor_id.value}': agent ${call.agent_id.value} is not connected`,
      );
      return;
    }
    send(core, agent.pid, ShutdownExecutorMessage, {
      executor_id: call.executor_id,
      framework_id: { value: framework.id },
    });
  },
});
