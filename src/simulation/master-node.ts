/**
 * The simulated masters, of which one leads and lives: the real core on a virtual clock, network and
 * disk. It can be killed at any moment; a new one then starts from what the disk holds, at the same
 * address or, as a standby that shares the registry would, at another one.
 */
import { defaultAllocatorOptions } from '../allocator/options.ts';
import type { Random } from '../foundation/random.ts';
import { uuidText } from '../foundation/random.ts';
import { masterInfoOf } from '../leadership/core/master-info.ts';
import { standaloneElection } from '../leadership/core/standalone.ts';
import { Master } from '../master/core/master.ts';
import { Registrar } from '../master/core/registrar.ts';
import type { AgentId } from '../protocol/ids.ts';
import { checkedStore } from '../storage/checked-store.ts';
import { MemoryWitness } from '../storage/commit-witness.ts';
import { MemoryStore } from '../storage/memory-store.ts';
import { MachineTime } from './machine-time.ts';
import type { Trace } from './trace.ts';
import { ProcessClock, type VirtualClock } from './virtual-clock.ts';
import type { VirtualElection } from './virtual-election.ts';
import type { VirtualNetwork } from './virtual-network.ts';

export interface MasterNodeParts {
  readonly clock: VirtualClock;
  readonly network: VirtualNetwork;
  readonly random: Random;
  readonly trace: Trace;
  readonly election: VirtualElection;
  /** Of the first one. */
  readonly address: string;
  readonly onAgentRemoved?: (agentId: AgentId, fate: 'lost' | 'unreachable' | 'gone') => void;
}

/** The registry's disk answers this late. */
const storeDelayMs = 4;

export class MasterNode {
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

  get pid(): string {
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

  get admittedOnDisk(): string[] {
    const prefix = 'agents/admitted/';
    return [...this.#disk.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Calls back once when this process dies: open streams break then. */
  onDown(callback: () => void): void {
    this.#onDown.add(callback);
  }

  start(address = this.#address): void {
    const { network, random, trace, election } = this.#parts;
    this.#address = address;
    const clock = new ProcessClock(this.#parts.clock, this.time);
    const store = new MemoryStore(this.#disk, (action) => void clock.after(storeDelayMs, action));
    const id = uuidText(random.uuidBytes());
    const where = address === this.#parts.address ? '' : ` at ${address}`;
    trace.note(`master ${++this.#number} starts as ${id}${where}`);
    const [ip = '', port] = address.split(':');
    const masterInfo = masterInfoOf({ ip, port: Number(port), hostname: 'master' }, id);
    const master = new Master(
      {
        clock,
        random,
        log: trace.logOf('master'),
        network: network.portOf(address, () => this.#running?.clock === clock),
        registrar: new Registrar(
          checkedStore({ store, witness: this.#witness, place: 'the registry' }),
        ),
        observer: {
          ...silentObserver,
          agentRemoved: (id, fate) => this.#parts.onAgentRemoved?.(id, fate),
        },
        options: simulatedOptions,
        masterInfo,
        abort: (why) => {
          throw new Error(`The master gave up: ${why}`);
        },
        count: () => undefined,
      },
      defaultAllocatorOptions,
    );
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

const silentObserver = {
  agentAdded: () => undefined,
  agentRemoved: () => undefined,
  frameworkAdded: () => undefined,
  frameworkUpdated: () => undefined,
  frameworkRemoved: () => undefined,
  taskAdded: () => undefined,
  taskUpdated: () => undefined,
};

/** The flags' defaults. */
const simulatedOptions = {
  agentPingTimeoutMs: 15_000,
  maxAgentPingTimeouts: 5,
  agentReregisterTimeoutMs: 600_000,
  offerTimeoutMs: undefined,
  maxCompletedFrameworks: 50,
  maxCompletedTasksPerFramework: 1000,
  maxUnreachableTasksPerFramework: 1000,
  registryMaxAgentCount: 102_400,
  registryMaxAgentAgeMs: 1_209_600_000,
  registryGcIntervalMs: 900_000,
  rootSubmissions: true,
  rolesWhitelist: undefined,
  initialWeights: new Map(),
};
