/**
 * The agent's socket for an executor that has a root file system of its own: the directory that it is in is
 * mounted at the same place, so that the executor finds the next socket there, too, when the agent has started
 * anew. Always in force, not to be named in --isolation.
 */
import { dirname } from 'node:path';
import { ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import type { IsolatedContainer, Isolator, Preparation } from '../isolator.ts';

/** Does the container not see the machine's file system? */
type HasOwnRoot = (container: IsolatedContainer) => boolean;

export class AgentSocketIsolator implements Isolator {
  readonly name = 'agent socket';
  readonly #hasOwnRoot: HasOwnRoot;

  constructor(hasOwnRoot: HasOwnRoot) {
    this.#hasOwnRoot = hasOwnRoot;
  }

  prepare(
    container: IsolatedContainer,
    { agentSocket }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    if (agentSocket === undefined || !this.#hasOwnRoot(container)) return done(ok({}));
    const directory = dirname(agentSocket);
    const options = ['bind', 'ro', 'nosuid', 'nodev', 'noexec'];
    done(
      ok({
        environment: { MESOS_DOMAIN_SOCKET: agentSocket },
        mounts: [{ destination: directory, source: directory, type: 'bind', options }],
      }),
    );
  }
}
