/**
 * What isolators of cgroups have in common: whose a cgroup is, when it is made and written to, and what is
 * said when that fails. A nested container is in the cgroup of the one around it, unless it asks for
 * limits of its own (`share_cgroups: false`); resources change for outermost containers only.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { Cgroups } from '../cgroups/cgroups.ts';
import type { Subsystem } from '../cgroups/hierarchy.ts';
import type { ContainerConfig } from '../containerizer.ts';
import type { IsolatedContainer, Isolator, Preparation } from './isolator.ts';

export abstract class CgroupIsolator implements Isolator {
  abstract readonly name: string;
  /** In which the container gets a cgroup. */
  protected abstract readonly subsystems: readonly Subsystem[];
  protected readonly cgroups: Cgroups;

  constructor(cgroups: Cgroups) {
    this.cgroups = cgroups;
  }

  protected get isV2(): boolean {
    return this.cgroups.hierarchy.version === 2;
  }

  /** Writes what holds from the start. */
  protected setUp(container: IsolatedContainer): Promise<void> {
    return this.apply(container);
  }

  /** Writes what follows from the resources. */
  protected apply(_container: IsolatedContainer): Promise<void> {
    return Promise.resolve();
  }

  prepare(
    container: IsolatedContainer,
    { container: info }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const isOwn = container.id.parent === undefined || info?.linux_info?.share_cgroups === false;
    if (!isOwn) return done(ok({}));
    const why = `Cannot make the cgroup of the container for '${this.name}'`;
    tell(this.#make(container), why, (made) => done(made.ok ? ok({}) : made));
  }

  async #make(container: IsolatedContainer): Promise<void> {
    for (const subsystem of this.subsystems) await this.cgroups.make(container.id, subsystem);
    await this.setUp(container);
  }

  update(container: IsolatedContainer, done: (result: Result<void>) => void): void {
    if (container.id.parent !== undefined) return done(ok(undefined));
    const why = `Cannot change the cgroup of the container for '${this.name}'`;
    tell(this.apply(container), why, done);
  }
}

/** A rejection becomes a failure that says what could not be done. */
function tell(work: Promise<void>, why: string, done: (result: Result<void>) => void): void {
  work.then(
    () => done(ok(undefined)),
    (error: Error) => done(failure(`${why}: ${error.message}`)),
  );
}
