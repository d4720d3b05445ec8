/**
 * The master's core: one object that takes inputs one at a time and answers through what it was
 * handed. Two doors lead in, whoever asks: `receive` for libprocess messages, `call` for scheduler
 * calls. It holds the state and the allocator together; the rules are in the folders beside.
 *
 *   calls/       what frameworks say
 *   agents/      who is in the cluster, and is it still there
 *   frameworks/  who wants resources
 *   offers/      who was promised what
 *   operations/  what is made of resources: reservations, volumes
 *   tasks/       who runs what
 *   validation/  what is refused, and why
 */
import { HierarchicalAllocator } from '../../allocator/allocator.ts';
import type { AllocatorOptions } from '../../allocator/options.ts';
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { Pid, StreamId } from '../../protocol/ids.ts';
import { allowAll } from '../../security/authorization.ts';
import type { Election } from '../../leadership/core/election.ts';
import { Leadership, hindranceTexts } from '../../leadership/core/leadership.ts';
import { recoverAgents } from './agents/recovery.ts';
import { RemovalLimiter } from './agents/removal-limiter.ts';
import { scheduleRegistryPruning } from './agents/pruning.ts';
import { type CallRefusal, type SchedulerRequest, type TakenCall, takeCall } from './calls/door.ts';
import { Decisions } from './decisions.ts';
import type { Core, MasterEnvironment } from './environment.ts';
import { Departures } from './frameworks/departures.ts';
import { setAside, streamClosed } from './frameworks/disconnect.ts';
import { findMessageType, receive, receiveUnknown } from './messages.ts';
import { offerResources } from './offers/offers.ts';
import { makeInverseOffers } from './maintenance/inverse-offers.ts';
import { recoverMaintenance } from './maintenance/schedule.ts';
import { recoverQuotas } from './quota/update.ts';
import { type FrameworkRecord, makeState } from './state.ts';
import { recoverWeights } from './weights.ts';

export class Master {
  readonly core: Core;
  /** Before this master is elected and has read the registry, nobody is served. */
  readonly leadership: Leadership;
  readonly #departures: Departures;

  constructor(environment: MasterEnvironment, allocatorOptions: AllocatorOptions) {
    const allocator = new HierarchicalAllocator({
      options: allocatorOptions,
      clock: environment.clock,
      random: environment.random,
      onOffers: (frameworkId, offers) => offerResources(this.core, frameworkId, offers),
      onInverseOffers: (frameworkId, agents) => makeInverseOffers(this.core, frameworkId, agents),
    });
    const removals = new RemovalLimiter(environment.clock, environment.options.agentRemovalRate);
    this.core = {
      ...environment,
      // Named, because spreading leaves methods of a class behind.
      count: (metric) => environment.count(metric),
      authorizer: environment.authorizer ?? allowAll,
      state: makeState(),
      allocator,
      removals,
      decisions: new Decisions(environment.registrar),
    };
    const { masterInfo, clock, log } = environment;
    this.#departures = new Departures(clock, {
      depart: (framework, streamId) => streamClosed(this.core, framework, streamId),
      setAside: (framework, streamId) => setAside(this.core, framework, streamId),
    });
    this.leadership = new Leadership({
      title: 'master',
      own: masterInfo,
      clock,
      log,
      recover: (done) => this.#recover(done),
      abort: (why) => environment.abort?.(why),
    });
  }

  /**
   * Contends, and recovers when elected. `settled` is called once: when this master serves, when it
   * stands by, or when it can do neither.
   */
  stand(election: Election, settled: (result: Result<void>) => void): void {
    this.leadership.stand(election, settled);
  }

  /** Reads the registry (an admitted agent must not look unknown) and writes who leads now. */
  #recover(done: (result: Result<void>) => void): void {
    const { core } = this;
    core.registrar.recover((result) => {
      if (!result.ok) return done(result);
      const registry = result.value;
      const info = core.masterInfo;
      const changes = [core.registrar.leadershipChange(info), ...recoverWeights(core, registry)];
      recoverQuotas(core, registry);
      recoverMaintenance(core, registry);
      core.registrar.write(changes, () => {
        recoverAgents(core, registry);
        scheduleRegistryPruning(core);
        done(ok(undefined));
      });
    });
  }

  /** A libprocess message from `pid`, as it came. Whatever it is, it is no fault of ours. */
  receive(pid: Pid, name: string, bytes: Uint8Array): void {
    const { core } = this;
    const hindrance = this.leadership.findHindrance();
    const isUnknown = findMessageType(name) === undefined;
    // Drivers that are too old are so for every leader, and need not wait to hear it.
    if (isUnknown && hindrance !== 'not elected') return receiveUnknown(core, pid, name);
    if (hindrance !== undefined) {
      core.count('master/dropped_messages');
      return core.log.verbose(1, `Dropping ${name} from ${pid}: this master is ${hindrance} yet`);
    }
    receive(core, pid, name, bytes);
  }

  /** A scheduler call, read but not yet looked at. */
  call(request: SchedulerRequest): Result<TakenCall, CallRefusal> {
    const hindrance = this.leadership.findHindrance();
    if (hindrance === undefined) return takeCall(this.core, request);
    return failure({ status: 503, message: hindranceTexts[hindrance] });
  }

  streamClosed(framework: FrameworkRecord, streamId: StreamId): void {
    this.#departures.add(framework, streamId);
  }

  stop(): void {
    this.leadership.close();
    this.core.removals.stop();
    this.core.allocator.stop();
  }
}
