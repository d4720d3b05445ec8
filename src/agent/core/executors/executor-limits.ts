/**
 * How much the container of an executor may use where tasks may use more than they ask for: limits of
 * nested containers cannot be above that of the one around them.
 */
import type { ResourceLimits } from '../../../containers/containerizer.ts';
import { Resources } from '../../../resources/resources.ts';
import type { AgentOptions } from '../environment.ts';
import type { ExecutorRecord } from '../state.ts';

/** Undefined: no task has a limit of its own. */
export function limitsOfExecutor(
  executor: ExecutorRecord,
  { isCpuRequestTheLimit }: Pick<AgentOptions, 'isCpuRequestTheLimit'>,
): ResourceLimits | undefined {
  // Without --cgroups_enable_cfs, who asks for processors may use all of them: so may the executor.
  const cpus = limitOf(executor, 'cpus', isCpuRequestTheLimit);
  const mem = limitOf(executor, 'mem', true);
  if (cpus === undefined && mem === undefined) return undefined;
  return {
    ...(cpus === undefined ? {} : { cpus: { value: cpus } }),
    ...(mem === undefined ? {} : { mem: { value: mem } }),
  };
}

/** The limits of its tasks, and what it and the others ask for. */
function limitOf(
  { info, queued, launched }: ExecutorRecord,
  name: 'cpus' | 'mem',
  isRequestTheLimit: boolean,
): number | undefined {
  let sum = amountIn(info.resources, name);
  let hasLimit = false;
  for (const { limits, resources } of [...queued.values(), ...launched.values()]) {
    const limit = limits?.[name]?.value;
    hasLimit ||= limit !== undefined;
    const requested = amountIn(resources, name);
    if (limit === undefined && requested > 0 && !isRequestTheLimit) return undefined;
    sum += limit ?? requested;
  }
  return hasLimit ? sum : undefined;
}

function amountIn(resources: ExecutorRecord['info']['resources'], name: string): number {
  return Resources.fromMessages(resources).scalar(name);
}
