/**
 * Whether an executor is in order: new, or the same as the one that already runs under its id.
 */
import { ExecutorInfo } from '../../../protocol/generated/mesos.ts';
import type { FrameworkId } from '../../../protocol/ids.ts';
import { findExecutorValueError } from '../../../protocol/value-ranges.ts';
import { validateResources } from '../../../resources/validate.ts';
import type { AcceptContext } from '../offers/accept-context.ts';
import { findRunnableError } from './command.ts';
import { findIdError } from './ids.ts';
import { findMixError, findResourcesError } from './resources.ts';

export function findExecutorError(
  { framework, agent }: AcceptContext,
  executor: ExecutorInfo,
): string | undefined {
  const idError = findIdError(executor.executor_id.value);
  if (idError !== undefined) return `Executor ID is invalid: ${idError}`;
  return (
    findOwnerError(framework.id, executor) ??
    findTypeError(executor) ??
    findExecutorValueError(executor) ??
    findExecutorResourcesError(executor) ??
    findRunnableError('Executor', executor) ??
    findCgroupsError(executor) ??
    findDifferenceError(
      agent.executors.get(framework.id)?.get(executor.executor_id.value)?.info,
      executor,
    )
  );
}

/** @compat It is the outermost container, which has nobody to share them with. */
function findCgroupsError({ container }: ExecutorInfo): string | undefined {
  if (container?.linux_info?.share_cgroups !== true) return undefined;
  return "The 'share_cgroups' field cannot be set to 'true' on executor containers";
}

function findOwnerError(frameworkId: FrameworkId, executor: ExecutorInfo): string | undefined {
  const given = executor.framework_id?.value;
  if (given === frameworkId) return undefined;
  return `ExecutorInfo has an invalid FrameworkID (Actual: ${given} vs Expected: ${frameworkId})`;
}

function findTypeError(executor: ExecutorInfo): string | undefined {
  const type = executor.type ?? 'CUSTOM';
  if (type === 'DEFAULT') {
    if (executor.command !== undefined) {
      return "'ExecutorInfo.command' must not be set for 'DEFAULT' executor";
    }
    if (executor.container !== undefined && executor.container.type !== 'MESOS') {
      return "'ExecutorInfo.container.type' must be 'MESOS' for 'DEFAULT' executor";
    }
    if (executor.container?.mesos?.image !== undefined) {
      return "'ExecutorInfo.container.mesos.image' must not be set for 'DEFAULT' executor";
    }
    return undefined;
  }
  if (executor.command === undefined) {
    return "'ExecutorInfo.command' must be set for 'CUSTOM' executor";
  }
  return undefined;
}

function findExecutorResourcesError(executor: ExecutorInfo): string | undefined {
  const resources = executor.resources ?? [];
  const valid = validateResources(resources);
  if (!valid.ok) return valid.error;
  const error = findResourcesError(resources);
  if (error !== undefined) return `Executor uses invalid resources: ${error}`;
  return findMixError('Executor mixes', [executor]);
}

/** A task that names a running executor must describe it exactly as it was launched. */
function findDifferenceError(
  running: ExecutorInfo | undefined,
  given: ExecutorInfo,
): string | undefined {
  if (running === undefined || ExecutorInfo.encode(running).equals(ExecutorInfo.encode(given))) {
    return undefined;
  }
  const show = (info: ExecutorInfo): string => `${ExecutorInfo.toJson(info)}\n`;
  return `ExecutorInfo is not compatible with existing ExecutorInfo with same ExecutorID.\n------------------------------------------------------------\nExisting ExecutorInfo:\n${show(running)}------------------------------------------------------------\nExecutorInfo: ${show(given)}------------------------------------------------------------\n`;
}
