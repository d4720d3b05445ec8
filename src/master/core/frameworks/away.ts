/**
 * Frameworks without a stream: disconnected ones wait for their scheduler as long as their
 * failover_timeout says, recovered ones no shorter than agents may take to come back. Anybody can make such frameworks,
 * for nothing and to stay for years, so those that nothing runs for are bounded: the one that has
 * been away longest is forgotten. It loses nothing by it, for it had nothing: when its scheduler
 * comes back with its id, it is taken like a new one. A framework with a task or an executor
 * anywhere is never forgotten.
 */
import { FrameworkInfo } from '../../../protocol/generated/mesos.ts';
import type { Core } from '../environment.ts';
import type { FrameworkRecord } from '../state.ts';

/** More schedulers than a cluster has that are away and run nothing. At the bound: see above. */
export const mostIdleAway = 1_000;
/** Of their FrameworkInfo together: a single one may have megabytes of labels. */
export const mostIdleAwayBytes = 16 * 1024 * 1024;

/** It has no stream from now on, or is known better than before. */
export function goAway(core: Core, framework: FrameworkRecord): void {
  const { state } = core;
  noteReturn(core, framework);
  const infoBytes = FrameworkInfo.encode(framework.info).length;
  state.away.set(framework, infoBytes);
  state.awayBytes += infoBytes;
  if (state.away.size <= mostIdleAway && state.awayBytes <= mostIdleAwayBytes) return;
  if (state.isAwayChecked) return;
  state.isAwayChecked = true;
  // In the next turn: an agent that tells of a framework tells of its tasks right after.
  core.clock.after(0, () => {
    state.isAwayChecked = false;
    forgetExcess(core);
  });
}

/** It has a stream, or is over. */
export function noteReturn({ state }: Core, framework: FrameworkRecord): void {
  state.awayBytes -= state.away.get(framework) ?? 0;
  state.away.delete(framework);
}

/** The newest are kept, as many as the bounds allow. */
function forgetExcess(core: Core): void {
  const idle = [...core.state.away].filter(([framework]) => isIdle(framework)).reverse();
  let keptBytes = 0;
  for (const [index, [framework, infoBytes]] of idle.entries()) {
    keptBytes += infoBytes;
    if (index >= mostIdleAway || keptBytes > mostIdleAwayBytes) forget(core, framework);
  }
}

function isIdle({ tasks, unreachableTasks, executors }: FrameworkRecord): boolean {
  return tasks.size === 0 && unreachableTasks.size === 0 && executors.size === 0;
}

function forget(core: Core, framework: FrameworkRecord): void {
  core.log.info(
    `Forgetting framework ${framework.id} (${framework.info.name}): it runs nothing, and more than ${mostIdleAway} such frameworks are away`,
  );
  framework.failoverTimer?.cancel();
  noteReturn(core, framework);
  core.state.frameworks.delete(framework.id);
  core.allocator.removeFramework(framework.id);
  core.observer.frameworkRemoved(framework.info);
}
