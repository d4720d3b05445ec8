/**
 * The agent lends what its owners do not use. At regular intervals the estimator is asked, and when the
 * total of what is lent and what could be lent has changed, the master hears of it and offers that to
 * frameworks that know that it can be called back. A QoS controller, asked at intervals of its own,
 * calls it back (preemption.ts). Without them nothing of this happens.
 *
 * The master hears the total also after each registration (registration/own-description.ts). Messages
 * in between say nothing of operations and carry no resource version: nothing but launches uses such
 * resources, and a new version would refuse operations that are on their way.
 */
import type { Timer } from '../../../foundation/clock.ts';
import { UpdateSlaveMessage } from '../../../protocol/generated/internal.ts';
import { Resources } from '../../../resources/resources.ts';
import { agentIdOf } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import { sendToMaster } from '../sending.ts';
import { preempt } from './preemption.ts';
import type { QosController, ResourceEstimator } from './ports.ts';
import { usageOf } from './usage.ts';

/** Whatever the flags say: asked more often, nobody would find anything new. */
const leastIntervalMs = 100;
/**
 * Where Mesos asks its controller again at once (--qos_correction_interval_min=0, its default). The
 * kernel reckons the load every five seconds.
 */
const usualCorrectionIntervalMs = 1000;

export class Oversubscription {
  readonly #coreOf: () => Core;
  #estimateTimer: Timer | undefined;
  #correctionTimer: Timer | undefined;

  constructor(coreOf: () => Core) {
    this.#coreOf = coreOf;
  }

  /** Recovery is over: it is known who holds what. */
  start(): void {
    const { resourceEstimator, qosController } = this.#coreOf();
    if (resourceEstimator !== undefined) this.#estimate(resourceEstimator);
    if (qosController !== undefined) this.#correct(qosController);
  }

  close(): void {
    this.#estimateTimer?.cancel();
    this.#correctionTimer?.cancel();
  }

  #estimate(estimator: ResourceEstimator): void {
    const core = this.#coreOf();
    if (core.state.phase === 'terminating') return;
    reestimate(core, estimator);
    const intervalMs = Math.max(core.options.oversubscribedResourcesIntervalMs, leastIntervalMs);
    this.#estimateTimer = core.clock.after(intervalMs, () => this.#estimate(estimator));
  }

  #correct(controller: QosController): void {
    const core = this.#coreOf();
    if (core.state.phase === 'terminating') return;
    for (const { kill } of controller.corrections(usageOf(core.state))) preempt(core, kill);
    const { qosCorrectionIntervalMs: givenMs } = core.options;
    const intervalMs = Math.max(
      givenMs === 0 ? usualCorrectionIntervalMs : givenMs,
      leastIntervalMs,
    );
    this.#correctionTimer = core.clock.after(intervalMs, () => this.#correct(controller));
  }
}

function reestimate(core: Core, estimator: ResourceEstimator): void {
  const { state } = core;
  const usage = usageOf(state);
  const lent = Resources.sum(usage.map(({ revocable }) => revocable));
  const total = lent.add(estimator.oversubscribable(usage).revocable());
  if (state.oversubscribed?.equals(total) === true) return;
  state.oversubscribed = total;
  if (state.phase !== 'running') return;
  core.log.info(`Forwarding total oversubscribed resources ${total}`);
  sendToMaster(core, UpdateSlaveMessage, {
    slave_id: { value: agentIdOf(core) },
    update_oversubscribed_resources: true,
    oversubscribed_resources: total.toMessages(),
  });
}
