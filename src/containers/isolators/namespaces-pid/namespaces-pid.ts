/**
 * namespaces/pid: a container has a pid namespace of its own: it sees none but its own processes, and
 * when its first one ends, all have ended. `share_pid_namespace` keeps a container in its parent's,
 * or in the agent's, unless the operator forbids that. Debug containers are always in their parent's.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import type { IsolatedContainer, Isolator, IsolatorOptions, Preparation } from '../isolator.ts';

export class NamespacesPidIsolator implements Isolator {
  readonly name = 'namespaces/pid';
  readonly #mayShareAgents: boolean;

  constructor(options: Pick<IsolatorOptions, 'disallow_sharing_agent_pid_namespace'>) {
    this.#mayShareAgents = !options.disallow_sharing_agent_pid_namespace;
  }

  prepare(
    { id }: IsolatedContainer,
    { container, containerClass }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    if (containerClass === 'debug') return done(ok({}));
    const isShared = container?.linux_info?.share_pid_namespace === true;
    if (!isShared) return done(ok({ namespaces: { pid: 'own' } }));
    if (id.parent !== undefined) return done(ok({ namespaces: { pid: 'parent' } }));
    if (this.#mayShareAgents) return done(ok({}));
    done(
      failure(
        "'container.linux_info.share_pid_namespace' is refused: this agent does not share its pid namespace (--disallow_sharing_agent_pid_namespace); leave it out",
      ),
    );
  }
}
