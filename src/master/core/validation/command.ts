/** Rules for the command of a task and of an executor alike. */
import type { CommandInfo } from '../../../protocol/generated/mesos.ts';

export function findCommandError(command: CommandInfo | undefined): string | undefined {
  for (const variable of command?.environment?.variables ?? []) {
    if (variable.type === 'SECRET') {
      if (variable.secret === undefined) {
        return `Environment variable '${variable.name}' of type 'SECRET' must have a secret set`;
      }
    } else if (variable.value === undefined) {
      return `Environment variable '${variable.name}' of type 'VALUE' must have a value set`;
    }
  }
  return undefined;
}
