/** Which machines are draining, with what frameworks say to that, and which are down. */
import type { InverseOfferStatus } from '../../../protocol/generated/allocator.ts';
import type { ClusterStatus } from '../../../protocol/generated/maintenance.ts';
import type { View } from '../../../security/view.ts';
import type { Core } from '../environment.ts';
import { machineKeyOfAgent } from './machine.ts';

export function maintenanceStatus({ state, allocator }: Core, view: View): ClusterStatus {
  const machines = [...state.maintenance.machines].filter(([, { id }]) =>
    view.showsMaintenance(id),
  );
  if (machines.length === 0) return {};
  const statuses = statusesByMachine({ state, allocator });
  const draining = machines
    .filter(([, { mode }]) => mode === 'DRAINING')
    .map(([key, { id }]) => {
      const own = statuses.get(key);
      return own === undefined ? { id } : { id, statuses: own };
    });
  const down = machines.filter(([, { mode }]) => mode === 'DOWN').map(([, { id }]) => id);
  return {
    ...(draining.length === 0 ? {} : { draining_machines: draining }),
    ...(down.length === 0 ? {} : { down_machines: down }),
  };
}

function statusesByMachine({
  state,
  allocator,
}: Pick<Core, 'state' | 'allocator'>): Map<string, InverseOfferStatus[]> {
  const byMachine = new Map<string, InverseOfferStatus[]>();
  for (const [agentId, byFramework] of allocator.inverseOfferStatuses()) {
    const agent = state.agents.get(agentId);
    if (agent === undefined || byFramework.size === 0) continue;
    const key = machineKeyOfAgent(agent.info.hostname, agent.pid);
    byMachine.set(key, [...(byMachine.get(key) ?? []), ...byFramework.values()]);
  }
  return byMachine;
}
