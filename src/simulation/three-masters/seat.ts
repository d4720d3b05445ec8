/**
 * One of three masters: a machine with an address and a supervisor that starts the master again when
 * it ends. The master is the real core with the real contender and detector, and keeps what it
 * decides in the real store on ZooKeeper, as src/master/start.ts puts them together.
 */
import type { Random } from '../../foundation/random.ts';
import { uuidText } from '../../foundation/random.ts';
import { ZooKeeperContender } from '../../zookeeper/core/election/contender.ts';
import { ZooKeeperDetector } from '../../zookeeper/core/election/detector.ts';
import { OwnCandidacy } from '../../zookeeper/core/election/own-candidacy.ts';
import { openToAll } from '../../zookeeper/core/operations.ts';
import { ZooKeeperStore, mostWriteBytes } from '../../zookeeper/core/store.ts';
import type { Election } from '../../leadership/core/election.ts';
import type { Master } from '../../master/core/master.ts';
import { Registrar } from '../../master/core/registrar.ts';
import type { AgentId, Pid } from '../../protocol/ids.ts';
import { checkedStore } from '../../storage/checked-store.ts';
import { MemoryWitness } from '../../storage/commit-witness.ts';
import { guardedStore } from '../../storage/guarded-store.ts';
import type { KeyValueStore } from '../../storage/key-value-store.ts';
import { MachineTime } from '../machines/machine-time.ts';
import type { Meeting } from '../network/masters.ts';
import {
  type AgentFate,
  simulatedMaster,
  simulatedMasterInfo,
} from '../machines/simulated-master.ts';
import type { Trace } from '../trace.ts';
import type { VirtualClock } from '../../foundation/virtual-clock.ts';
import type { VirtualNetwork } from '../network/virtual-network.ts';
import { type Ensemble, groupPath } from './ensemble.ts';
import { VirtualProcess } from './process.ts';

export interface SeatParts {
  readonly clock: VirtualClock;
  readonly network: VirtualNetwork;
  readonly random: Random;
  readonly trace: Trace;
  readonly ensemble: Ensemble;
  readonly onAgentRemoved: (agentId: AgentId, fate: AgentFate) => void;
  /** "master-1" */
  readonly name: string;
  readonly address: string;
}

export const registryRoot = `${groupPath}/altiplano`;
/** The defaults of --registry_fetch_timeout and --registry_store_timeout. */
const readTimeoutMs = 60_000;
const writeTimeoutMs = 20_000;
/** What a supervisor waits before it starts a program again. */
const restartMs = 1000;

interface Running {
  readonly process: VirtualProcess;
  readonly master: Master;
  /** Of the master that it is in this life. */
  readonly id: string;
  readonly sinceMs: number;
}

export class MasterSeat {
  readonly #parts: SeatParts;
  readonly #onDown = new Set<() => void>();
  #running: Running | undefined;
  /** Since when what it says of itself can be trusted: since it was continued, or started. */
  awakeSinceMs = 0;

  constructor(parts: SeatParts) {
    this.#parts = parts;
  }

  get name(): string {
    return this.#parts.name;
  }

  get address(): string {
    return this.#parts.address;
  }

  get pid(): Pid {
    return `master@${this.#parts.address}`;
  }

  get running(): Running | undefined {
    return this.#running;
  }

  /** The master, if it leads and serves as far as it knows itself. */
  get serving(): Master | undefined {
    const master = this.#running?.master;
    return master?.leadership.findHindrance() === undefined ? master : undefined;
  }

  start(): void {
    if (this.#running !== undefined) return;
    const { clock, network, random, trace, name, address, onAgentRemoved } = this.#parts;
    const process = new VirtualProcess(clock, new MachineTime(clock));
    const id = uuidText(random.uuidBytes());
    trace.note(`${name} starts as ${id}`);
    const masterInfo = simulatedMasterInfo(address, id);
    const run = (act: () => void): void => process.run(act);
    const exit = (why: string): never => {
      trace.note(`${name} exits: ${why}`);
      this.#end(process);
      return process.exit();
    };
    const master = simulatedMaster({
      clock: process.clock,
      random,
      log: trace.logOf(name),
      network: network.portOf(address, () => !process.isDead),
      registrar: new Registrar(this.#registry(process, id, exit), mostWriteBytes),
      onAgentRemoved,
      masterInfo,
      abort: exit,
    });
    this.#running = { process, master, id, sinceMs: clock.now() };
    this.awakeSinceMs = clock.now();
    network.listen(address, (packet) => {
      run(() => master.receive(packet.from, packet.name, packet.body));
    });
    run(() => {
      master.stand(this.#election(process, id), (result) => {
        if (!result.ok) exit(result.error);
      });
    });
  }

  /** kill -9; nobody starts it again but who calls `start`. */
  kill(): void {
    if (this.#running === undefined) return;
    this.#parts.trace.note(`${this.name} is killed`);
    const { process } = this.#running;
    process.kill();
    this.#down();
  }

  stop(): void {
    this.#parts.trace.note(`${this.name} is stopped`);
    this.#running?.process.stop();
  }

  continue(first: 'timer' | 'message'): void {
    const { trace, clock } = this.#parts;
    trace.note(`${this.name} goes on`);
    this.awakeSinceMs = clock.now();
    this.#running?.process.continue(first);
  }

  onDown(callback: () => void): void {
    this.#onDown.add(callback);
  }

  meet(met: (meeting: Meeting) => void): void {
    const running = this.#running;
    const nobody = (): void => met({ kind: 'nobody listens' });
    if (running === undefined) return nobody();
    running.process.run(() => met(this.#meetingOf(running.master)), nobody);
  }

  #meetingOf(master: Master): Meeting {
    const { leadership } = master;
    if (leadership.findHindrance() === undefined) return { kind: 'serves', master };
    if (leadership.isElected) return { kind: 'recovers' };
    const leader = leadership.leader?.pid;
    return { kind: 'stands by', leader: leader?.slice(leader.indexOf('@') + 1) };
  }

  #election(process: VirtualProcess, id: string): Election {
    const { clock } = process;
    const { ensemble } = this.#parts;
    const common = ensemble.groupParts(this.name, clock, (act) => process.run(act));
    const parts = { ...common, candidacy: new OwnCandidacy(id) };
    return {
      contender: new ZooKeeperContender(parts),
      detector: new ZooKeeperDetector({ ...parts, clock }),
    };
  }

  #registry(process: VirtualProcess, owner: string, exit: (why: string) => void): KeyValueStore {
    const { clock } = process;
    const { ensemble, name } = this.#parts;
    const { connect, log } = ensemble.groupParts(name, clock, (act) => process.run(act));
    const parts = { connect, root: registryRoot, acl: openToAll, owner, clock, log };
    const store = new ZooKeeperStore(parts);
    const checked = checkedStore({ store, witness: new MemoryWitness(0), place: 'ZooKeeper' });
    return guardedStore(checked, { clock, readTimeoutMs, writeTimeoutMs, onFailure: exit });
  }

  /** It ended by itself, and its supervisor sees that. */
  #end(process: VirtualProcess): void {
    if (this.#running?.process !== process) return;
    this.#down();
    this.#parts.clock.after(restartMs, () => this.start());
  }

  #down(): void {
    this.#running = undefined;
    this.#parts.ensemble.forget(this.name);
    this.#parts.network.down(this.address);
    const watchers = [...this.#onDown];
    this.#onDown.clear();
    for (const watcher of watchers) watcher();
  }
}
