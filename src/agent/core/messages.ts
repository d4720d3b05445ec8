/**
 * Which libprocess messages the agent takes, from whom, and which rule takes each. A message that is
 * not listed is dropped with a log line, as libprocess itself does.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import type { MessageType } from '../../protocol/codec/message.ts';
import {
  AcknowledgeOperationStatusMessage,
  ApplyOperationMessage,
  CheckpointResourcesMessage,
  DrainSlaveMessage,
  FrameworkToExecutorMessage,
  KillTaskMessage,
  PingSlaveMessage,
  ReconcileOperationsMessage,
  RunTaskGroupMessage,
  RunTaskMessage,
  ShutdownExecutorMessage,
  ShutdownFrameworkMessage,
  ShutdownMessage,
  SlaveRegisteredMessage,
  SlaveReregisteredMessage,
  StatusUpdateAcknowledgementMessage,
  UpdateFrameworkMessage,
} from '../../protocol/generated/internal.ts';
import type { Pid } from '../../protocol/ids.ts';
import { receiveDrain } from './draining/draining.ts';
import type { Core } from './environment.ts';
import {
  receiveFrameworkMessage,
  receiveShutdownExecutor,
  receiveShutdownFramework,
  receiveUpdateFramework,
} from './frameworks/frameworks.ts';
import { refuseDriverMessage } from './older-drivers.ts';
import { receiveApplyOperation } from './operations/apply.ts';
import { receiveCheckpointResources } from './operations/checkpointed-resources.ts';
import { receiveAcknowledgeOperationStatus } from './operations/operations.ts';
import { receiveReconcileOperations } from './operations/reconciliation.ts';
import { receiveShutdown } from './registration/shutdown.ts';
import { receiveKillTask } from './tasks/kill.ts';
import { receiveRunTask, receiveRunTaskGroup } from './tasks/run.ts';
import { receiveAcknowledgement } from './updates/status-updates.ts';

/**
 * Texts, byte strings and messages inside one message: a hundred times what a pod of many tasks has.
 * A message with more is dropped while it is read.
 */
const mostMessageParts = 300_000;

interface Handler {
  readonly type: MessageType<object>;
  /** 'master': only the master that we follow may say this. */
  readonly from: 'master' | 'anyone';
  apply(core: Core, pid: Pid, message: object): void;
}

function handler<T extends object>(
  type: MessageType<T>,
  from: Handler['from'],
  apply: (core: Core, pid: Pid, message: T) => void,
): [string, Handler] {
  const untyped: Handler = {
    type: type as unknown as MessageType<object>,
    from,
    apply: (core, pid, message) => apply(core, pid, message as T),
  };
  return [type.typeName, untyped];
}

function fromMaster<T extends object>(
  type: MessageType<T>,
  apply: (core: Core, message: T) => void,
): [string, Handler] {
  return handler(type, 'master', (core, _pid, message) => apply(core, message));
}

const handlers: ReadonlyMap<string, Handler> = new Map([
  handler(PingSlaveMessage, 'anyone', (core, pid, m) => core.registration.receivePing(pid, m)),
  fromMaster(SlaveRegisteredMessage, (core, m) => core.registration.receiveRegistered(m)),
  fromMaster(SlaveReregisteredMessage, (core, m) => core.registration.receiveReregistered(m)),
  fromMaster(RunTaskMessage, receiveRunTask),
  fromMaster(RunTaskGroupMessage, receiveRunTaskGroup),
  fromMaster(KillTaskMessage, receiveKillTask),
  fromMaster(StatusUpdateAcknowledgementMessage, receiveAcknowledgement),
  fromMaster(CheckpointResourcesMessage, receiveCheckpointResources),
  fromMaster(ApplyOperationMessage, receiveApplyOperation),
  fromMaster(AcknowledgeOperationStatusMessage, receiveAcknowledgeOperationStatus),
  fromMaster(ReconcileOperationsMessage, receiveReconcileOperations),
  fromMaster(DrainSlaveMessage, receiveDrain),
  fromMaster(ShutdownFrameworkMessage, receiveShutdownFramework),
  fromMaster(ShutdownExecutorMessage, receiveShutdownExecutor),
  fromMaster(UpdateFrameworkMessage, receiveUpdateFramework),
  fromMaster(ShutdownMessage, receiveShutdown),
  // Drivers on libprocess send it themselves.
  handler(FrameworkToExecutorMessage, 'anyone', receiveFrameworkMessage),
]);

/** Names of the messages that the agent takes. */
export const receivedMessages: ReadonlySet<string> = new Set(handlers.keys());

/** A message for this agent's process, as it came. Whatever it is, it is no fault of ours. */
export function receive(core: Core, pid: Pid, name: string, bytes: Uint8Array): void {
  const found = handlers.get(name);
  if (found === undefined) {
    if (refuseDriverMessage(core, pid, name)) return;
    return core.log.warning(`Dropping unknown message ${name} from ${pid}`);
  }
  if (found.from === 'master' && pid !== core.state.masterPid) {
    const expected = core.state.masterPid ?? 'none';
    return core.log.warning(`Ignoring ${name} from ${pid}: the expected master is ${expected}`);
  }
  const message = readMessage(found.type, bytes);
  if (message.ok) found.apply(core, pid, message.value);
  else core.log.warning(`Dropping ${name} from ${pid}: ${message.error}`);
}

function readMessage(type: MessageType<object>, bytes: Uint8Array): Result<object> {
  try {
    return ok(type.decode(bytes, mostMessageParts));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return failure(error.message);
  }
}
