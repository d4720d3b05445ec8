/**
 * The simulated masters, of which one leads and lives: the real core on a virtual clock, network and
 * disk. It can be killed at any moment; a new one then starts from what the disk holds, at the same
 * address or, as a standby that shares the registry would, at another one.
 */
import type { Random } from '../../foundation/random.ts';
import { uuidText } from '../../foundation/random.ts';
import { standaloneElection } from '../../leadership/core/standalone.ts';
import type { Master } from '../../master/core/master.ts';
import { Registrar } from '../../master/core/registrar.ts';
import type { AgentId, Pid } from '../../protocol/ids.ts';
import { checkedStore } from '../../storage/checked-store.ts';
import { MemoryWitness } from '../../storage/commit-witness.ts';
import { MemoryStore } from '../../storage/memory-store.ts';
import { MachineTime } from './machine-time.ts';
import type { Masters, Meeting } from '../network/masters.ts';
import { type AgentFate, simulatedMaster, simulatedMasterInfo } from './simulated-master.ts';
import type { Trace } from '../trace.ts';
import { ProcessClock, type VirtualClock } from '../../foundation/virtual-clock.ts';
import type { VirtualElection } from '../network/virtual-election.ts';
import type { VirtualNetwork } from '../network/virtual-network.ts';

export interface MasterNodeParts {
  readonly clock: VirtualClock;
  readonly network: VirtualNetwork;
  readonly random: Random;
  readonly trace: Trace;
  readonly election: VirtualElection;
  /** Of the first one. */
  readonly address: string;
  readonly onAgentRemoved?: (agentId: AgentId, fate: AgentFate) => void;
}

/** The registry's disk answers this late. */
const storeDelayMs = 4;

export class MasterNode implements Masters {
  readonly #parts: MasterNodeParts;
  readonly time: MachineTime;
  readonly #disk = new Map<string, Uint8Array>();
  readonly #witness = new MemoryWitness();
  #running: { master: Master; clock: ProcessClock; store: MemoryStore } | undefined;
  readonly #onDown = new Set<() => void>();
  #address: string;
  #number = 0;

  constructor(parts: MasterNodeParts) {
    this.#parts = parts;
    this.#address = parts.address;
    this.time = new MachineTime(parts.clock);
  }

  /** Where the last one started. */
  get address(): string {
    return this.#address;
  }

  get pid(): Pid {
    return `master@${this.#address}`;
  }

  /** Undefined while it is down or still reads its registry. */
  get master(): Master | undefined {
    const master = this.#running?.master;
    return master?.leadership.findHindrance() === undefined ? master : undefined;
  }

  /** What a master that starts now would find. */
  isAdmittedOnDisk(agentId: AgentId): boolean {
    return this.#disk.has(`agents/admitted/${agentId}`);
  }

  get admittedOnDisk(): AgentId[] {
    const prefix = 'agents/admitted/';
    return [...this.#disk.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  onDown(_host: string, callback: () => void): void {
    this.#onDown.add(callback);
  }

  serves(master: Master): boolean {
    return this.master === master;
  }

  /** There is one at a time, and its disk is its own. */
  ownsRegistry(): boolean {
    return true;
  }

  meet(host: string, met: (meeting: Meeting) => void): void {
    met(this.#meetingAt(host));
  }

  ask(act: (master: Master) => void): void {
    if (this.master !== undefined) act(this.master);
  }

  /** Elsewhere than where the last one started somebody stands by, and knows the leader. */
  #meetingAt(host: string): Meeting {
    const { master, isRunning, address } = this;
    if (host !== address) return { kind: 'stands by', leader: isRunning ? address : undefined };
    if (!isRunning) return { kind: 'nobody listens' };
    return master === undefined ? { kind: 'recovers' } : { kind: 'serves', master };
  }

  start(address = this.#address): void {
    const { network, random, trace, election } = this.#parts;
    this.#address = address;
    const clock = new ProcessClock(this.#parts.clock, this.time);
    const store = new MemoryStore(this.#disk, (action) => void clock.after(storeDelayMs, action));
    const id = uuidText(random.uuidBytes());
    const where = address === this.#parts.address ? '' : ` at ${address}`;
    trace.note(`master ${++this.#number} starts as ${id}${where}`);
    const masterInfo = simulatedMasterInfo(address, id);
    const master = simulatedMaster({
      clock,
      random,
      log: trace.logOf('master'),
      network: network.portOf(address, () => this.#running?.clock === clock),
      registrar: new Registrar(
        checkedStore({ store, witness: this.#witness, place: 'the registry' }),
      ),
      onAgentRemoved: (id, fate) => this.#parts.onAgentRemoved?.(id, fate),
      masterInfo,
      abort: (why) => {
        throw new Error(`The master gave up: ${why}`);
      },
    });
    this.#running = { master, clock, store };
    network.listen(address, ({ from, name, body }) => master.receive(from, name, body));
    master.stand(standaloneElection(masterInfo), (result) => {
      if (!result.ok) throw new Error(result.error);
    });
    election.elect(masterInfo);
  }

  /** kill -9: what was not yet on the disk is lost. */
  kill(): void {
    if (this.#running === undefined) return;
    this.#parts.trace.note('master is killed');
    this.#running.clock.kill();
    this.#running.store.crash();
    this.#running.master.stop();
    this.#running = undefined;
    this.#parts.network.down(this.#address);
    const watchers = [...this.#onDown];
    this.#onDown.clear();
    for (const watcher of watchers) watcher();
  }
}
