/** linux/nnp: nothing that the task executes has more privileges than the task (no_new_privs of prctl(2)). */
import { ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import type { IsolatedContainer, Isolator, Preparation } from '../isolator.ts';

export class LinuxNnpIsolator implements Isolator {
  readonly name = 'linux/nnp';

  prepare(
    _container: IsolatedContainer,
    _config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    done(ok({ noNewPrivileges: true }));
  }
}
