/**
 * Which libprocess messages the master takes, and which rule takes each. An agent's message that is
 * not listed is dropped with a log line, as libprocess itself does.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import type { MessageType } from '../../protocol/codec/message.ts';
import { withoutField } from '../../protocol/codec/without-field.ts';
import {
  ExecutorToFrameworkMessage,
  ExitedExecutorMessage,
  PongSlaveMessage,
  RegisterSlaveMessage,
  ReregisterSlaveMessage,
  StatusUpdateMessage,
  UnregisterSlaveMessage,
  UpdateOperationStatusMessage,
  UpdateSlaveMessage,
} from '../../protocol/generated/internal.ts';
import type { Pid } from '../../protocol/ids.ts';
import { receiveRegisterSlave } from './agents/admission.ts';
import { receivePong } from './agents/liveness.ts';
import { receiveUnregisterSlave } from './agents/removal.ts';
import { receiveReregisterSlave } from './agents/reregistration.ts';
import { receiveUpdateSlave } from './agents/update-agent.ts';
import type { Core } from './environment.ts';
import { refuseDriverMessage } from './older-drivers.ts';
import { receiveUpdateOperationStatus } from './operations/status-updates.ts';
import { receiveExitedExecutor } from './tasks/executors.ts';
import { receiveExecutorMessage } from './tasks/framework-messages.ts';
import { receiveStatusUpdate } from './tasks/status-updates.ts';
import {
  longestHistoryBytes,
  longestMessageBytes,
  mostMessageParts,
} from './validation/list-bounds.ts';

interface Handler {
  readonly type: MessageType<object>;
  receive(core: Core, pid: Pid, message: object): void;
}

function handler<T extends object>(
  type: MessageType<T>,
  receive: (core: Core, pid: Pid, message: T) => void,
): [string, Handler] {
  const untyped: Handler = {
    type: type as unknown as MessageType<object>,
    receive: (core, pid, message) => receive(core, pid, message as T),
  };
  return [type.typeName, untyped];
}

const handlers: ReadonlyMap<string, Handler> = new Map([
  handler(RegisterSlaveMessage, receiveRegisterSlave),
  handler(ReregisterSlaveMessage, receiveReregisterSlave),
  handler(UnregisterSlaveMessage, receiveUnregisterSlave),
  handler(UpdateSlaveMessage, receiveUpdateSlave),
  handler(PongSlaveMessage, receivePong),
  handler(StatusUpdateMessage, receiveStatusUpdate),
  handler(UpdateOperationStatusMessage, receiveUpdateOperationStatus),
  handler(ExitedExecutorMessage, receiveExitedExecutor),
  handler(ExecutorToFrameworkMessage, receiveExecutorMessage),
]);

/** The type that decodes a message with this name, when the master takes it at all. */
export function findMessageType(name: string): MessageType<object> | undefined {
  return handlers.get(name)?.type;
}

/** Why a message was not read: nobody takes it, or its bytes make no such message. */
export function readMessage(name: string, bytes: Uint8Array): Result<object> {
  const type = findMessageType(name);
  if (type === undefined) return failure('it is unknown here');
  if (bytes.length > longestMessageBytes) {
    return failure(`it has ${bytes.length} bytes, at most ${longestMessageBytes} are taken`);
  }
  const isLong = bytes.length > longestHistoryBytes && name === ReregisterSlaveMessage.typeName;
  try {
    return ok(type.decode(isLong ? withoutHistory(bytes) : bytes, mostMessageParts));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return failure(error.message);
  }
}

/** Completed frameworks and their tasks, for which an agent may have megabytes. */
function withoutHistory(bytes: Uint8Array): Uint8Array {
  const field = ReregisterSlaveMessage.fieldsByName.get('completed_frameworks')!;
  return withoutField(bytes, field.number);
}

/** `name` is one that the master takes. */
export function receive(core: Core, pid: Pid, name: string, bytes: Uint8Array): void {
  const message = readMessage(name, bytes);
  if (message.ok) handlers.get(name)!.receive(core, pid, message.value);
  else core.log.warning(`Dropping ${name} from ${pid}: ${message.error}`);
}

/** A message that no rule takes, its body not even read; some senders are told why. */
export function receiveUnknown(core: Core, pid: Pid, name: string): void {
  if (refuseDriverMessage(core, pid, name)) return;
  core.log.warning(`Dropping unknown message '${name}' from ${pid}`);
}
