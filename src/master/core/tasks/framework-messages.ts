/** Free-form messages between a framework and its executors: at most once, no promise. */
import {
  type ExecutorToFrameworkMessage,
  FrameworkToExecutorMessage,
} from '../../../protocol/generated/internal.ts';
import type { Call_Message } from '../../../protocol/generated/scheduler.ts';
import type { Pid } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import type { FrameworkRecord } from '../state.ts';

export function sendToExecutor(core: Core, framework: FrameworkRecord, call: Call_Message): void {
  core.count('master/messages_framework_to_executor');
  const agent = core.state.agents.get(call.agent_id.value);
  if (agent === undefined || !agent.isConnected) {
    core.log.warning(
      `Cannot send framework message to executor '${call.executor_id.value}': agent ${call.agent_id.value} is not connected`,
    );
    core.count('master/invalid_framework_to_executor_messages');
    return;
  }
  core.count('master/valid_framework_to_executor_messages');
  send(core, agent.pid, FrameworkToExecutorMessage, {
    slave_id: call.agent_id,
    framework_id: { value: framework.id },
    executor_id: call.executor_id,
    data: call.data,
  });
}

export function receiveExecutorMessage(
  core: Core,
  pid: Pid,
  message: ExecutorToFrameworkMessage,
): void {
  core.count('master/messages_executor_to_framework');
  const framework = core.state.frameworks.get(message.framework_id.value);
  const agent = core.state.agents.get(message.slave_id.value);
  if (framework?.sink === undefined || agent?.pid !== pid) {
    core.count('master/invalid_executor_to_framework_messages');
    return;
  }
  core.count('master/valid_executor_to_framework_messages');
  framework.sink.send({
    type: 'MESSAGE',
    message: {
      agent_id: message.slave_id,
      executor_id: message.executor_id,
      data: message.data,
    },
  });
}
