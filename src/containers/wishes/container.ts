/**
 * The wishes of a container as the containerizer is handed it, whoever asked for it: a built-in
 * executor, the agent for a framework's executor, an operator for a nested or a standalone one.
 */
import type { Abilities, ContainerConfig } from '../containerizer.ts';
import { findLimitsFault } from './limits.ts';
import { commandWishes, containerWishesOf, resourceWishes } from './tables.ts';
import { findUnmetWish } from './wish.ts';
import type { UnmetWish } from './wish.ts';

export function findUnmetContainerWish(
  { command, container, resources, limits }: ContainerConfig,
  abilities: Abilities,
): UnmetWish | undefined {
  const unmet =
    (container &&
      findUnmetWish(containerWishesOf(container), container, abilities, 'container.')) ??
    (command && findUnmetWish(commandWishes, command, abilities, 'command.'));
  if (unmet !== undefined) return unmet;
  // The engine keeps limits by itself.
  const limit = container?.type === 'DOCKER' ? undefined : findLimitsFault(limits, abilities);
  if (limit !== undefined) return { message: limit, needs: 'cgroups/mem' };
  for (const [i, resource] of resources.entries()) {
    const missing = findUnmetWish(resourceWishes, resource, abilities, `resources[${i}].`);
    if (missing !== undefined) return missing;
  }
  return undefined;
}
