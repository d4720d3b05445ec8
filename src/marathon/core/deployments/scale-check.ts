/**
 * Apps that nobody changes keep as many instances as they want: after every change of one of them, and
 * of all from time to time, because something may have been missed.
 */
import type { PathId } from '../../model/ids.ts';
import type { Core } from '../environment.ts';
import { adjustCount } from './actions/scale.ts';

export class ScaleCheck {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  start(): void {
    const { clock, options } = this.#core;
    const again = (): void => {
      this.#checkAll();
      clock.after(options.scaleAppsIntervalMs, again);
    };
    clock.after(options.scaleAppsInitialDelayMs, again);
  }

  check(runSpecId: PathId): void {
    if (this.#core.deployments.of(runSpecId) !== undefined) return;
    const runSpec = this.#core.groups.root.findRunSpec(runSpecId);
    if (runSpec !== undefined) adjustCount(this.#core, runSpec);
    else this.#killLeftOvers(runSpecId);
  }

  #checkAll(): void {
    for (const { id } of this.#core.groups.root.runSpecsBelow('/')) this.check(id);
    const strangers = new Set([...this.#core.instances.all()].map(({ runSpecId }) => runSpecId));
    for (const id of strangers) {
      if (this.#core.groups.root.findRunSpec(id) === undefined) this.check(id);
    }
  }

  /** Of an app that is not there (any more), for example because its removal was stopped half-way. */
  #killLeftOvers(runSpecId: PathId): void {
    const ids = [...this.#core.instances.of(runSpecId)].map(({ id }) => id);
    if (ids.length === 0) return;
    this.#core.killer.kill(ids, 'Decommissioned', 'its app does not exist');
  }
}
