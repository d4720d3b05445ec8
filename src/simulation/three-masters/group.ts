/**
 * Three masters and the ensemble that elects among them. Who counts as the leader here is not asked
 * of anybody: it is who owns the registry, for only its word can become durable.
 */
import type { AgentFate } from '../machines/simulated-master.ts';
import { type Random, SeededRandom, randomInteger } from '../../foundation/random.ts';
import { assert } from '../../foundation/result.ts';
import type { Master } from '../../master/core/master.ts';
import type { AgentId, Pid } from '../../protocol/ids.ts';
import type { Masters, Meeting } from '../network/masters.ts';
import type { Trace } from '../trace.ts';
import type { VirtualClock } from '../../foundation/virtual-clock.ts';
import type { VirtualNetwork } from '../network/virtual-network.ts';
import { Ensemble } from './ensemble.ts';
import { RegistryWatch } from './registry-watch.ts';
import { MasterSeat } from './seat.ts';

export interface MasterGroupParts {
  readonly clock: VirtualClock;
  readonly network: VirtualNetwork;
  readonly random: Random;
  readonly trace: Trace;
  readonly seed: number;
  readonly onAgentRemoved: (agentId: AgentId, fate: AgentFate) => void;
  readonly report: (violation: string) => void;
}

const addresses = ['10.0.0.1:5050', '10.0.0.2:5050', '10.0.0.3:5050'] as const;
/** What waited while a process stood still comes in one moment of virtual time. */
const leadershipCheckMs = 50;
/** A master that was just continued has to look at its timers first. */
const wakingMs = 20;

export class MasterGroup implements Masters {
  readonly ensemble: Ensemble;
  readonly seats: readonly MasterSeat[];
  readonly #parts: MasterGroupParts;
  readonly #watch: RegistryWatch;
  readonly #random: SeededRandom;
  #pid: Pid = `master@${addresses[0]}`;
  takeoverCount = 0;

  constructor(parts: MasterGroupParts) {
    const { clock, seed, trace, report } = parts;
    this.#parts = parts;
    this.#random = new SeededRandom(seed);
    this.ensemble = new Ensemble({ clock, seed, trace });
    const { ensemble } = this;
    this.seats = addresses.map(
      (address, index) =>
        new MasterSeat({ ...parts, ensemble, address, name: `master-${index + 1}` }),
    );
    this.#watch = new RegistryWatch({
      service: ensemble.service,
      onOwner: (owner) => this.#onOwner(owner),
      report,
    });
  }

  start(): void {
    for (const seat of this.seats) {
      this.#parts.clock.after(this.#random.next() * 100, () => seat.start());
    }
    this.#checkLeadership();
  }

  get leader(): MasterSeat | undefined {
    const { owner } = this.#watch;
    return this.seats.find(({ running, serving }) => serving && running?.id === owner);
  }

  get master(): Master | undefined {
    return this.leader?.serving;
  }

  get isRunning(): boolean {
    return this.seats.some(({ running }) => running !== undefined);
  }

  get pid(): Pid {
    return this.#pid;
  }

  get admittedOnDisk(): readonly AgentId[] {
    return this.#watch.admitted;
  }

  isAdmittedOnDisk(agentId: AgentId): boolean {
    return this.#watch.isAdmitted(agentId);
  }

  serves(master: Master): boolean {
    return this.seats.some(({ serving }) => serving === master);
  }

  ownsRegistry(who: Master | Pid): boolean {
    const seat = this.seats.find(({ pid, running }) => pid === who || running?.master === who);
    return seat?.running !== undefined && seat.running.id === this.#watch.owner;
  }

  meet(host: string, met: (meeting: Meeting) => void): void {
    this.#seatAt(host).meet(met);
  }

  onDown(host: string, callback: () => void): void {
    this.#seatAt(host).onDown(callback);
  }

  /** Of any that leads as far as it knows: an operator cannot know better. */
  ask(act: (master: Master) => void): void {
    const serving = this.seats.filter((seat) => seat.serving !== undefined);
    const seat = serving[randomInteger(this.#random, serving.length)];
    seat?.meet((meeting) => {
      if (meeting.kind === 'serves') act(meeting.master);
    });
  }

  #seatAt(host: string): MasterSeat {
    const seat = this.seats.find(({ address }) => address === host);
    assert(seat !== undefined, `no master was ever at ${host}`);
    return seat;
  }

  #onOwner(owner: string): void {
    const seat = this.seats.find(({ running }) => running?.id === owner);
    this.takeoverCount++;
    this.#parts.trace.note(`${seat?.name ?? 'a dead master'} takes over the registry`);
    if (seat !== undefined) this.#pid = seat.pid;
  }

  /** Who is awake and leads is alone in that: whoever was overtaken has noticed before. */
  #checkLeadership(): void {
    const { clock, report } = this.#parts;
    clock.after(leadershipCheckMs, () => this.#checkLeadership());
    const leading = this.seats.filter(
      ({ running, awakeSinceMs }) =>
        running?.process.isRunning === true &&
        running.master.leadership.isElected &&
        clock.now() - awakeSinceMs > wakingMs,
    );
    if (leading.length > 1) {
      report(`${leading.map(({ name }) => name).join(' and ')} lead at the same time`);
    }
  }
}
