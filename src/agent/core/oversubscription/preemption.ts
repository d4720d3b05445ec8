/**
 * A correction of the QoS controller: an executor's container is destroyed, its tasks are said to be gone.
 * It may come too late for anything: whoever is not there any more, or is ending already, stays as it is.
 */
import type { Core } from '../environment.ts';
import { destroyExecutor } from '../executors/end.ts';
import { executorText } from '../executors/executors.ts';
import { goneState } from '../tasks/task-state.ts';
import type { QosCorrection } from './ports.ts';

export function preempt(core: Core, kill: QosCorrection['kill']): void {
  const framework = core.state.frameworks.get(kill.frameworkId);
  const executor = framework?.executors.get(kill.executorId);
  if (framework === undefined || executor === undefined) {
    const { frameworkId, executorId } = kill;
    core.log.warning(
      `Ignoring the QoS correction of executor '${executorId}' of framework ${frameworkId}: it is not here`,
    );
    return;
  }
  // Another run under the same id has done nothing.
  if (executor.containerId.value !== kill.containerId) return;
  if (framework.state === 'terminating') return;
  if (executor.state === 'terminating' || executor.state === 'terminated') return;
  core.log.info(`Killing ${executorText(executor)} as QoS correction`);
  core.count('slave/executors_preempted');
  // One in the agent would say that its tasks failed: it ends with its container, as a process would.
  if (executor.kind !== 'custom') executor.link?.close();
  destroyExecutor(core, framework, executor, {
    state: goneState(framework.info),
    reason: 'REASON_CONTAINER_PREEMPTED',
    message: 'Container preempted by QoS correction',
  });
}
