/**
 * Instances whose agent is away: after `inactiveAfterSeconds` another one is started in its place,
 * after `expungeAfterSeconds` it is forgotten. One that comes back before that is taken back.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { InstanceId } from '../../model/ids.ts';
import type { Instance } from '../../model/instance.ts';
import type { Core } from '../environment.ts';
import type { InstanceChange } from '../parts.ts';

/** What is known of an app that is not there any more. */
const atOnce = { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 };

export class Absences {
  readonly #core: Core;
  readonly #timers = new Map<InstanceId, Timer>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** Also takes up those of a former leader. */
  start(): void {
    for (const instance of this.#core.instances.all()) this.#watch(instance);
    const { clock, options } = this.#core;
    const again = (): void => {
      this.#expungeLost();
      clock.after(options.taskLostExpungeIntervalMs, again);
    };
    clock.after(options.taskLostExpungeInitialDelayMs, again);
  }

  instanceChanged({ before, after }: InstanceChange): void {
    if (after?.condition === before?.condition) return;
    const id = after?.id ?? before!.id;
    this.#timers.get(id)?.cancel();
    this.#timers.delete(id);
    if (after !== undefined) this.#watch(after);
  }

  #watch({ id, condition, since, runSpecId }: Instance): void {
    if (condition !== 'Unreachable') return;
    const strategy = this.#strategyOf(runSpecId);
    if (strategy === 'disabled') return;
    const { clock } = this.#core;
    const awayMs = Math.max(0, clock.timestamp() - since);
    const delayMs = Math.max(0, strategy.inactiveAfterSeconds * 1000 - awayMs);
    this.#timers.set(
      id,
      clock.after(delayMs, () => this.#giveUp(id)),
    );
  }

  #giveUp(id: InstanceId): void {
    const instance = this.#core.instances.find(id);
    if (instance?.condition !== 'Unreachable') return;
    this.#core.instances.update({ ...instance, condition: 'UnreachableInactive' });
  }

  #expungeLost(): void {
    const now = this.#core.clock.timestamp();
    for (const { id, condition, since, runSpecId } of [...this.#core.instances.all()]) {
      if (condition !== 'UnreachableInactive') continue;
      const strategy = this.#strategyOf(runSpecId);
      if (strategy === 'disabled' || now - since < strategy.expungeAfterSeconds * 1000) continue;
      this.#core.instances.expunge(id);
    }
  }

  #strategyOf(runSpecId: string) {
    return this.#core.groups.root.findRunSpec(runSpecId)?.unreachableStrategy ?? atOnce;
  }
}
