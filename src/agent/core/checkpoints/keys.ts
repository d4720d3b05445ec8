/** What executors and their runs are found under on disk. */
import type { AgentId } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import type { ExecutorRecord } from '../state.ts';
import type { ExecutorKey, RunKey } from './paths.ts';

/** Empty before the first registration. */
export function agentIdOf({ state }: Core): AgentId {
  return state.info.id?.value ?? '';
}

export function executorKey(core: Core, executor: ExecutorRecord): ExecutorKey {
  return {
    agentId: agentIdOf(core),
    frameworkId: executor.frameworkId,
    executorId: executor.id,
  };
}

export function runKey(core: Core, executor: ExecutorRecord): RunKey {
  return { ...executorKey(core, executor), containerId: executor.containerId.value };
}
