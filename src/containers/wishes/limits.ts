/**
 * `limits` of tasks (more cpus or memory than was asked for, or no bound at all): only cgroups can
 * keep them. @compat real agents without the isolators drop such tasks with these sentences.
 */
import type { TaskInfo } from '../../protocol/generated/mesos.ts';
import type { Abilities } from '../containerizer.ts';

export function findLimitsFault(
  limits: TaskInfo['limits'],
  abilities: Abilities,
): string | undefined {
  if (limits?.['cpus'] !== undefined && !abilities.has('cgroups/cpu')) {
    return "CPU limits can only be set on tasks launched in Mesos containers when the agent has loaded the 'cgroups/cpu' isolator";
  }
  if (limits?.['mem'] !== undefined && !abilities.has('cgroups/mem')) {
    return "Memory limits can only be set on tasks launched in Mesos containers when the agent has loaded the 'cgroups/mem' isolator";
  }
  return undefined;
}
