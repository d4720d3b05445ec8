/**
 * The variables that every container has, whatever its task says: where its sandbox is, and a PATH,
 * without which a shell finds no command. Values of the task win. Always in force, not to be named
 * in --isolation.
 */
import { ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import type { IsolatedContainer, Isolator, Preparation } from '../isolator.ts';

export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export class EnvironmentIsolator implements Isolator {
  readonly name = 'environment';

  prepare(
    container: IsolatedContainer,
    { environment }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    done(ok({ environment: missingVariables(environment, container.directory) }));
  }
}

export function missingVariables(
  given: Readonly<Record<string, string>>,
  directory: string,
): Record<string, string> {
  return {
    ...(given['PATH'] === undefined && { PATH: defaultPath }),
    ...(given['MESOS_SANDBOX'] === undefined && { MESOS_SANDBOX: directory }),
  };
}
