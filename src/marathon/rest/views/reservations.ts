/**
 * What is kept for the instances of an app with volumes, beyond Marathon: also of those that have no
 * task now, because they wait for an offer of their agent or the app is suspended.
 */
import type { Core } from '../../core/environment.ts';
import type { PathId } from '../../model/ids.ts';
import { isTerminal, type Instance } from '../../model/instance.ts';
import { renderTimestamp } from '../../model/timestamps.ts';

export function reservationsOf(core: Core, appId: PathId): readonly unknown[] {
  return [...core.instances.of(appId)]
    .filter(({ volumes, condition }) => volumes.length > 0 && !isTerminal(condition))
    .map(renderReservation);
}

function renderReservation(instance: Instance): unknown {
  const { id, tasks, agent, role, condition, since, volumes } = instance;
  return {
    instanceId: id,
    taskId: tasks[0]?.taskId ?? null,
    slaveId: agent.agentId,
    host: agent.host,
    role,
    condition,
    since: renderTimestamp(since),
    volumes: volumes.map(({ containerPath, persistenceId }) => ({ containerPath, persistenceId })),
  };
}
