/**
 * --no-root_submissions: nothing that a framework asks for may run as root. What counts is whom a
 * name stands for, not how it is spelled: other names of user id 0 as far as this machine knows
 * them, the number itself, and no name at all, because then a task runs as the agent's user. Who
 * runs is looked at again with each task; a framework may have been admitted before the flag was.
 */
import type { CommandInfo, ExecutorInfo, TaskInfo } from '../../../protocol/generated/mesos.ts';
import type { Core } from '../environment.ts';

const rootAsNumber = /^[+-]?0+$/u;

/** Why nothing may run as `user`. */
function findRootFault(core: Core, user: string): string | undefined {
  const { rootSubmissions, isRootAlias } = core.options;
  if (rootSubmissions) return undefined;
  const name = user.trim();
  if (name === 'root') return '';
  if (name === '') return ': without a name it is the user of the agent, which may be root';
  if (rootAsNumber.test(name) || isRootAlias?.(name) === true) return ': its user id is 0';
  return undefined;
}

export function findFrameworkUserError(core: Core, user: string): string | undefined {
  const fault = findRootFault(core, user);
  if (fault === undefined) return undefined;
  return `User '${user}' is not allowed to run frameworks without --root_submissions set${fault}`;
}

/** The user of each command of a task; an empty name is none. */
function usersOfTask(task: TaskInfo, inherited: string): string[] {
  const own = task.command?.user || task.executor?.command?.user || inherited;
  const checks: (CommandInfo | undefined)[] = [
    task.check?.command?.command,
    task.health_check?.command,
  ];
  return [own, ...checks.map((command) => command?.user || own)];
}

function findTaskFault(core: Core, users: readonly string[]): string | undefined {
  for (const user of users) {
    const fault = findRootFault(core, user);
    if (fault === undefined) continue;
    return `User '${user}' is not allowed to run tasks without --root_submissions set${fault}`;
  }
  return undefined;
}

/** `frameworkUser`: of the framework, for commands that name nobody. */
export function findTaskUserError(
  core: Core,
  frameworkUser: string,
  task: TaskInfo,
): string | undefined {
  return findTaskFault(core, usersOfTask(task, frameworkUser));
}

export function findGroupUserError(
  core: Core,
  frameworkUser: string,
  { executor, tasks }: { readonly executor: ExecutorInfo; readonly tasks: readonly TaskInfo[] },
): string | undefined {
  const own = executor.command?.user || frameworkUser;
  return findTaskFault(core, [own, ...tasks.flatMap((task) => usersOfTask(task, own))]);
}
