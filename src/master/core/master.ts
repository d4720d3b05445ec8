/**
 * The master's core: one object that takes inputs one at a time (a message, a call, a stream that
 * opened or closed) and answers through what it was handed. It holds the state and the allocator
 * together; the rules are in the folders beside.
 *
 *   agents/      who is in the cluster, and is it still there
 *   frameworks/  who wants resources
 *   offers/      who was promised what
 *   tasks/       who runs what
 *   validation/  what is refused, and why
 */
import { HierarchicalAllocator } from '../../allocator/allocator.ts';
import type { AllocatorOptions } from '../../allocator/options.ts';
import { type Result, ok } from '../../foundation/result.ts';
import { recoverAgents } from './agents/recovery.ts';
import { RemovalLimiter } from './agents/removal-limiter.ts';
import { scheduleRegistryPruning } from './agents/pruning.ts';
import type { Core, MasterEnvironment } from './environment.ts';
import { streamClosed } from './frameworks/disconnect.ts';
import { type Subscription, subscribe } from './frameworks/subscribe.ts';
import { receive } from './messages.ts';
import { offerResources } from './offers/offers.ts';
import { refuseDriverMessage } from './older-drivers.ts';
import { leadingMaster, put } from './registry-kinds.ts';
import { type FrameworkRecord, makeState } from './state.ts';
import { recoverWeights } from './weights.ts';

export class Master {
  readonly core: Core;
  /** Before the registry is read nobody is served: an admitted agent might look unknown. */
  #isRecovered = false;

  constructor(environment: MasterEnvironment, allocatorOptions: AllocatorOptions) {
    const allocator = new HierarchicalAllocator({
      options: allocatorOptions,
      clock: environment.clock,
      random: environment.random,
      onOffers: (frameworkId, offers) => offerResources(this.core, frameworkId, offers),
    });
    const removals = new RemovalLimiter(environment.clock, environment.options.agentRemovalRate);
    this.core = {
      ...environment,
      // Named, because spreading leaves methods of a class behind.
      count: (metric) => environment.count(metric),
      state: makeState(),
      allocator,
      removals,
    };
  }

  get isRecovered(): boolean {
    return this.#isRecovered;
  }

  /** Reads the registry and writes who leads now; `done` says whether this master can serve. */
  recover(done: (result: Result<void>) => void): void {
    const { core } = this;
    core.registrar.recover((result) => {
      if (!result.ok) return done(result);
      const registry = result.value;
      const info = core.masterInfo;
      const changes = [put(leadingMaster, { info }), ...recoverWeights(core, registry)];
      core.registrar.write(changes, () => {
        recoverAgents(core, registry);
        scheduleRegistryPruning(core);
        this.#isRecovered = true;
        done(ok(undefined));
      });
    });
  }

  /** A libprocess message from `pid`; `message` is decoded, of the type its name says. */
  receive(pid: string, name: string, message: object): void {
    if (!this.#isRecovered) {
      this.core.count('master/dropped_messages');
      this.core.log.verbose(1, `Dropping ${name} from ${pid}: the registry is not yet recovered`);
      return;
    }
    receive(this.core, pid, name, message);
  }

  /** A message that no rule takes, not even decoded; some senders are told why. */
  receiveUnknown(pid: string, name: string): void {
    if (refuseDriverMessage(this.core, pid, name)) return;
    this.core.log.warning(`Dropping unknown message '${name}' from ${pid}`);
  }

  subscribe(subscription: Subscription): FrameworkRecord | undefined {
    return subscribe(this.core, subscription);
  }

  streamClosed(framework: FrameworkRecord, streamId: string): void {
    streamClosed(this.core, framework, streamId);
  }

  stop(): void {
    this.core.removals.stop();
    this.core.allocator.stop();
  }
}
