/** Why a call of an executor makes no sense, whatever the agent knows; undefined: it does. */
import type { Call } from '../../../protocol/generated/executor.ts';
import type { TaskStatus } from '../../../protocol/generated/mesos.ts';

const uuidBytes = 16;

export function findExecutorCallFault(call: Call): string | undefined {
  switch (call.type) {
    case undefined:
      return "Expecting 'type' to be present";
    case 'SUBSCRIBE':
      return missing(call, 'subscribe');
    case 'UPDATE':
      return missing(call, 'update') ?? findStatusFault(call, call.update!.status);
    case 'MESSAGE':
      return missing(call, 'message');
    case 'HEARTBEAT':
    case 'UNKNOWN':
      return undefined;
  }
}

function missing(call: Call, field: 'message' | 'subscribe' | 'update'): string | undefined {
  return call[field] === undefined ? `Expecting '${field}' to be present` : undefined;
}

function findStatusFault(call: Call, status: TaskStatus): string | undefined {
  const { uuid, executor_id: executorId, source, state } = status;
  if (uuid === undefined) return "Expecting 'uuid' to be present";
  if (uuid.length !== uuidBytes) {
    return `Expecting 'uuid' to have ${uuidBytes} bytes, but it has ${uuid.length}`;
  }
  if (executorId !== undefined && executorId.value !== call.executor_id.value) {
    return `ExecutorID '${call.executor_id.value}' of the call differs from '${executorId.value}' of the status`;
  }
  if (source !== 'SOURCE_EXECUTOR') {
    return `Received ${source ?? 'no source'} in the status, expecting SOURCE_EXECUTOR`;
  }
  return state === 'TASK_STAGING' ? 'TASK_STAGING is for the master to say' : undefined;
}
