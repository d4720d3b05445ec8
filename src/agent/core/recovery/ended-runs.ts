/**
 * What earlier agent processes left and nobody needs any more: ended runs, frameworks without
 * anything alive, agents of other ids on the same work directory. It becomes garbage anew with each
 * start; its age counts from its last change.
 */
import type { AgentId, FrameworkId } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import type { RecoveredExecutor, RecoveredFramework } from './reader.ts';

export function collectEndedRuns(core: Core, framework: RecoveredFramework): void {
  const { garbage, checkpoints } = core;
  const { layout } = checkpoints;
  const agentId = core.state.info.id!.value;
  const frameworkId = framework.info.id!.value;
  for (const executor of framework.executors) collectRunsOf(core, frameworkId, executor);
  if (framework.executors.some(({ latest }) => !latest.isCompleted)) return;
  garbage.scheduleFound(
    layout.sandboxFramework(agentId, frameworkId),
    layout.metaFramework(agentId, frameworkId),
  );
}

function collectRunsOf(
  { state, garbage, checkpoints }: Core,
  frameworkId: FrameworkId,
  { info, latest, olderRuns }: RecoveredExecutor,
): void {
  const { layout } = checkpoints;
  const key = { agentId: state.info.id!.value, frameworkId, executorId: info.executor_id.value };
  const ended = latest.isCompleted ? [...olderRuns, latest.containerId] : olderRuns;
  for (const containerId of ended) {
    const run = { ...key, containerId };
    garbage.scheduleFound(layout.sandbox(run), layout.metaRun(run));
  }
  if (!latest.isCompleted) return;
  garbage.scheduleFound(layout.sandboxExecutor(key), layout.metaExecutor(key));
}

/** Directories of other agent ids. */
export function collectOldAgents({ state, garbage, checkpoints }: Core): void {
  const { store, layout } = checkpoints;
  const places = [
    { root: layout.metaAgents, pathOf: (id: AgentId) => layout.metaAgent(id) },
    { root: layout.sandboxAgents, pathOf: (id: AgentId) => layout.sandboxAgent(id) },
  ];
  for (const { root, pathOf } of places) {
    store.list(root, (names) => {
      for (const name of (names.ok ? names.value : undefined) ?? []) {
        if (name !== 'latest' && name !== state.info.id?.value) garbage.scheduleFound(pathOf(name));
      }
    });
  }
}
