/** RUN_TASK: may the framework run this task as the user that it would run as? Asked for each task. */
import type { TaskInfo } from '../../../protocol/generated/mesos.ts';
import { allowAll } from '../../../security/authorization.ts';
import { principalNamed, principalText } from '../../../security/principal.ts';
import type { AcceptContext } from '../offers/accept-context.ts';

export function findLaunchForbidden(
  { core, framework: { info } }: Pick<AcceptContext, 'core' | 'framework'>,
  task: TaskInfo,
): string | undefined {
  const { authorizer } = core;
  if (authorizer === allowAll) return undefined;
  const principal = principalNamed(info.principal);
  const object = { taskInfo: task, frameworkInfo: info };
  if (authorizer.allows(principal, { action: 'RUN_TASK', object })) return undefined;
  const user = task.command?.user || task.executor?.command?.user || info.user;
  const why = `RUN_TASK is not allowed to ${principalText(principal)}`;
  return `Task '${task.task_id.value}' may not be launched as user '${user}': ${why}`;
}
