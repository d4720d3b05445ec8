/**
 * Whether a request to run tasks makes sense, whoever sent it: ids that can be names of directories,
 * numbers in their ranges, resources that are resources, and nothing held twice within the executor.
 * (Between executors the master keeps account; it may give away what a framework that is over still
 * holds for a moment.)
 */
import type { ExecutorInfo, TaskInfo } from '../../../protocol/generated/mesos.ts';
import { findExecutorValueError, findTaskValueError } from '../../../protocol/value-ranges.ts';
import { disjointSum } from '../../../resources/disjoint.ts';
import { Resources } from '../../../resources/resources.ts';
import { validateResources } from '../../../resources/validate.ts';
import { isSafeName } from '../../../foundation/directories/safe-name.ts';
import type { ExecutorRecord } from '../state.ts';

interface Request {
  readonly executor: ExecutorInfo;
  readonly tasks: readonly TaskInfo[];
}

/** `running`: the executor with the request's id, when there is one. */
export function findRequestError(
  { executor, tasks }: Request,
  running: ExecutorRecord | undefined,
): string | undefined {
  const taskIds = tasks.map(({ task_id }) => task_id.value);
  const unsafe = [executor.executor_id.value, ...taskIds].find((id) => !isSafeName(id));
  if (unsafe !== undefined) return `'${unsafe}' cannot be the name of a directory`;
  if (new Set(taskIds).size < taskIds.length) return 'The request names a task twice';
  const wrong = findExecutorValueError(executor) ?? findInvalidResource(executor);
  if (wrong !== undefined) return wrong;
  for (const task of tasks) {
    const error = findTaskValueError(task) ?? findInvalidResource(task);
    if (error !== undefined) return error;
  }
  return findSharing({ executor, tasks }, running);
}

function findInvalidResource({ resources }: ExecutorInfo | TaskInfo): string | undefined {
  const valid = validateResources(resources ?? []);
  return valid.ok ? undefined : valid.error;
}

function findSharing(
  { executor, tasks }: Request,
  running: ExecutorRecord | undefined,
): string | undefined {
  const there =
    running === undefined ? [] : [...running.queued.values(), ...running.launched.values()];
  const owners = [running?.info ?? executor, ...there, ...tasks];
  const sum = disjointSum(owners.map(({ resources }) => Resources.fromMessages(resources)));
  if (sum.ok) return undefined;
  return `The tasks of an executor cannot share resources, but ${sum.error} is used more than once`;
}
