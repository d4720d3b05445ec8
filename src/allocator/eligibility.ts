/**
 * Which part of an agent's resources a framework may be offered at all, whoever's turn it is:
 * what its capabilities let it see, what it asked for, and whether what remains is worth an offer.
 */
import type { Quantities, Resources } from '../resources/resources.ts';
import type { AllocatorOptions } from './options.ts';
import type {
  AgentState,
  Client,
  FrameworkCapabilities,
  FrameworkState,
  RoleNode,
} from './state.ts';

/** The capability for want of which a framework is offered nothing of an agent. */
export function findMissingCapability(
  { capabilities }: FrameworkState,
  agent: AgentState,
  options: AllocatorOptions,
): 'MULTI_ROLE' | 'GPU_RESOURCES' | 'REGION_AWARE' | undefined {
  if (capabilities.isMultiRole && !agent.isMultiRoleCapable) return 'MULTI_ROLE';
  if (agent.hasGpus && options.isGpuFiltered && !capabilities.isGpuAware) return 'GPU_RESOURCES';
  const isRemote =
    agent.info.region !== undefined &&
    options.masterRegion !== undefined &&
    agent.info.region !== options.masterRegion;
  return isRemote && !capabilities.isRegionAware ? 'REGION_AWARE' : undefined;
}

/** Older agents know nothing of roles below roles. */
export function knowsRole(agent: AgentState, role: RoleNode): boolean {
  return !role.isHierarchical || agent.isHierarchicalRoleCapable;
}

/** Whether the framework does not want offers of this agent in this role (offer constraints). */
export function isUnwanted({ framework, role }: Client, agent: AgentState): boolean {
  return framework.offerConstraints?.isExcluded(role.name, agent.info) ?? false;
}

/** Leaves out what the framework does not know how to deal with. */
export function visibleTo(resources: Resources, capabilities: FrameworkCapabilities): Resources {
  if (!resources.hasSpecial()) return resources;
  return resources.filter(
    (kind) =>
      (capabilities.isSharedAware || !kind.isShared) &&
      (capabilities.isRevocableAware || !kind.isRevocable) &&
      (capabilities.isRefinementAware || kind.reservations.length <= 1),
  );
}

/** Whether there is something, and at least one of the alternatives; with none given, anything does. */
export function isAllocatable(resources: Resources, alternatives: readonly Quantities[]): boolean {
  return !resources.isEmpty() && resources.meets(alternatives);
}

/** The framework's own minimum for this role, or the master's. */
export function minAllocatableFor(
  client: Client,
  options: AllocatorOptions,
): readonly Quantities[] {
  const { minAllocatable } = client.framework;
  if (minAllocatable.size === 0) return options.minAllocatable;
  return minAllocatable.get(client.role.name) ?? options.minAllocatable;
}
