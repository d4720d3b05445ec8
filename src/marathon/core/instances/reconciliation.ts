/**
 * Asks Mesos how the tasks are that we know, and which there are that we do not: after every
 * subscription, after a while, and then from time to time. What Mesos does not know comes back as lost.
 */
import type { Call_Reconcile_Task } from '../../../protocol/generated/scheduler.ts';
import type { Timestamp } from '../../model/ids.ts';
import { isTerminal } from '../../model/instance.ts';
import type { Core } from '../environment.ts';

export class Reconciliation {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  start(): void {
    const { clock, options } = this.#core;
    const again = (): void => {
      this.ask();
      clock.after(options.reconciliationIntervalMs, again);
    };
    clock.after(options.reconciliationInitialDelayMs, again);
  }

  /** `isFirst`: right after a subscription, when no launch of before is on its way any more. */
  ask(isFirst = false): void {
    const { mesos } = this.#core;
    if (!mesos.isConnected) return;
    const tasks = this.#knownTasks(isFirst);
    if (tasks.length > 0) mesos.send({ type: 'RECONCILE', reconcile: { tasks } });
    mesos.send({ type: 'RECONCILE', reconcile: { tasks: [] } });
  }

  /** Of what was launched before that, under an earlier subscription, and nothing was heard of since. */
  askUnheard(before: Timestamp): void {
    const { mesos, instances } = this.#core;
    const unheard = [...instances.all()].filter(({ since }) => since <= before);
    const tasks = unheard.flatMap(({ tasks: own, agent }) =>
      own
        .filter(({ condition }) => condition === 'Provisioned')
        .map(({ taskId }) => ({
          task_id: { value: taskId },
          agent_id: { value: agent.agentId },
        })),
    );
    if (tasks.length > 0) mesos.send({ type: 'RECONCILE', reconcile: { tasks } });
  }

  /** Not those whose launch may still be on its way: Mesos would call them lost. */
  #knownTasks(isFirst: boolean): Call_Reconcile_Task[] {
    const known: Call_Reconcile_Task[] = [];
    for (const { tasks, agent } of this.#core.instances.all()) {
      for (const { taskId, condition } of tasks) {
        if (isTerminal(condition) || (condition === 'Provisioned' && !isFirst)) continue;
        known.push({ task_id: { value: taskId }, agent_id: { value: agent.agentId } });
      }
    }
    return known;
  }
}
