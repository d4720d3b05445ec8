/**
 * Kills, until they have worked: a task that is to go is asked to again and again until its end is
 * reported. That it is to go is written down first, so that a new leader goes on.
 *
 * Invariant: an instance in `#killing` is neither gone nor at its end.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { InstanceId } from '../../model/ids.ts';
import { isGivingBack, isTerminal, type Goal, type Instance } from '../../model/instance.ts';
import type { Core } from '../environment.ts';
import type { InstanceChange, Killer } from '../parts.ts';

export class Kills implements Killer {
  readonly #core: Core;
  /** Asked to end; undefined: waits until fewer are on their way. In the order of asking. */
  readonly #killing = new Map<InstanceId, Timer | undefined>();
  /** That they are to go is being written down. */
  readonly #deciding = new Set<InstanceId>();
  #askedCount = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  get count(): number {
    return this.#killing.size;
  }

  kill(ids: Iterable<InstanceId>, goal: Exclude<Goal, 'Running'>, why: string): void {
    for (const id of ids) {
      const instance = this.#core.instances.find(id);
      if (instance === undefined) continue;
      const isDecided = instance.goal === goal || instance.goal === 'Decommissioned';
      if (isDecided && this.#deciding.has(id)) continue;
      if (isDecided) this.#begin(id, why);
      else {
        this.#deciding.add(id);
        this.#core.instances.update({ ...instance, goal }, (stored) => {
          this.#deciding.delete(id);
          if (stored.ok) this.#begin(id, why);
        });
      }
    }
  }

  restart(ids: Iterable<InstanceId>, why: string): void {
    for (const id of ids) this.#begin(id, why);
  }

  isKilling(id: InstanceId): boolean {
    return this.#killing.has(id) || this.#deciding.has(id);
  }

  /** What a former leader began. */
  resume(): void {
    for (const { id, goal } of [...this.#core.instances.all()]) {
      if (goal !== 'Running') this.#begin(id, 'it was to be killed before the restart');
    }
  }

  /** A new subscription: nobody knows what of the earlier calls arrived. */
  subscribed(): void {
    for (const [id, timer] of this.#killing) {
      if (timer !== undefined) this.#ask(id);
    }
  }

  instanceChanged({ before, after }: InstanceChange): void {
    const id = after?.id ?? before!.id;
    if (!this.#killing.has(id)) return;
    const isThere = after !== undefined && !isTerminal(after.condition);
    if (isThere && !hasNothingToKill(after)) return;
    this.#forget(id);
    // Its agent went away meanwhile: if it comes back, then as a stranger, and is killed as that.
    if (isThere) this.#letGo(after);
    this.#askMore();
  }

  #begin(id: InstanceId, why: string): void {
    const instance = this.#core.instances.find(id);
    if (instance === undefined || isTerminal(instance.condition) || this.#killing.has(id)) return;
    if (isGivingBack(instance)) return;
    this.#core.log.info(`Killing ${id}: ${why}`);
    if (hasNothingToKill(instance)) return this.#letGo(instance);
    this.#killing.set(id, undefined);
    this.#askMore();
  }

  /** Nobody answers for it. What is reserved for it is given back when it is offered. */
  #letGo(instance: Instance): void {
    const { id, volumes, condition } = instance;
    if (condition === 'Reserved') return;
    if (volumes.length === 0) this.#core.instances.expunge(id);
    else this.#core.instances.update({ ...instance, condition: 'Reserved', tasks: [] });
  }

  #askMore(): void {
    for (const [id, timer] of this.#killing) {
      if (this.#askedCount >= this.#core.options.killChunkSize) return;
      if (timer === undefined) this.#ask(id);
    }
  }

  #ask(id: InstanceId): void {
    const instance = this.#core.instances.find(id);
    if (instance === undefined) return this.#forget(id);
    const known = this.#killing.get(id);
    if (known === undefined) this.#askedCount++;
    else known.cancel();
    for (const { taskId, condition } of instance.tasks) {
      if (isTerminal(condition)) continue;
      this.#core.mesos.send({
        type: 'KILL',
        kill: { task_id: { value: taskId }, agent_id: { value: instance.agent.agentId } },
      });
    }
    const { clock, options } = this.#core;
    this.#killing.set(
      id,
      clock.after(options.killRetryTimeoutMs, () => this.#ask(id)),
    );
  }

  #forget(id: InstanceId): void {
    const timer = this.#killing.get(id);
    this.#killing.delete(id);
    if (timer === undefined) return;
    timer.cancel();
    this.#askedCount--;
  }
}

function hasNothingToKill({ condition }: Instance): boolean {
  return (
    condition === 'Reserved' || condition === 'Unreachable' || condition === 'UnreachableInactive'
  );
}
