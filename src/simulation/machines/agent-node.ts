/**
 * A simulated agent machine: the real core and the real built-in executors, on pretend containers
 * and a virtual disk. Killing the agent leaves the containers running and loses what was not yet on
 * the disk, perhaps in the middle of a write.
 */
import { longestRetryMs } from '../../agent/core/checkpoints/persistent-writes.ts';
import { Agent } from '../../agent/core/agent.ts';
import type { AgentCapability } from '../../agent/core/capabilities.ts';
import { createBuiltInExecutors } from '../../executor/builtin/index.ts';
import type { Random } from '../../foundation/random.ts';
import { randomInteger, uuidText } from '../../foundation/random.ts';
import { ok } from '../../foundation/result.ts';
import type { Pid } from '../../protocol/ids.ts';
import { MemoryCheckpointStore, type VirtualDisk } from '../../storage/memory-checkpoint-store.ts';
import type { Lender } from './lender.ts';
import { PretendMachine } from './machine.ts';
import { MachineTime } from './machine-time.ts';
import type { LeaderSource } from '../network/masters.ts';
import { PretendContainerizer } from './pretend-containerizer.ts';
import type { Trace } from '../trace.ts';
import { ProcessClock, type VirtualClock } from '../../foundation/virtual-clock.ts';
import type { VirtualNetwork } from '../network/virtual-network.ts';

export interface AgentNodeParts {
  readonly clock: VirtualClock;
  readonly network: VirtualNetwork;
  readonly random: Random;
  readonly trace: Trace;
  readonly address: string;
  readonly name: string;
  readonly leaders: LeaderSource;
  readonly onDied?: (agent: AgentNode) => void;
  /** It was told to shut down and has done so; throw if nobody may have told it. */
  readonly onShutDown?: (agent: AgentNode) => void;
  /** Beside those that every agent has. */
  readonly capabilities?: readonly AgentCapability[];
  /** It has so many ports to offer, from this one on. */
  readonly firstPort?: number;
  /** Absent: it lends nothing. */
  readonly lender?: Lender | undefined;
}

/** A checkpoint is durable after so long. */
const diskDelayMs = 2;
const portCount = 100;
const diskFault = 'ENOSPC: no space left on device';

export class AgentNode {
  readonly machine: PretendMachine;
  readonly time: MachineTime;
  readonly #parts: AgentNodeParts;
  /** Outlives the agent, like the machine. */
  readonly disk: VirtualDisk = new Map();
  readonly #bootId: string;
  readonly #foundPaths = new Map<string, string>();
  #isDiskFull = false;
  #roomSinceMs = -Infinity;
  #running: { agent: Agent; clock: ProcessClock; store: MemoryCheckpointStore } | undefined;

  constructor(parts: AgentNodeParts) {
    this.#parts = parts;
    this.time = new MachineTime(parts.clock);
    this.machine = new PretendMachine(parts.clock, parts.random, this.time);
    this.#bootId = uuidText(parts.random.uuidBytes());
  }

  get pid(): string {
    return `slave(1)@${this.#parts.address}`;
  }

  get name(): string {
    return this.#parts.name;
  }

  /** The bytes of the file whose path ends so, as they are on the disk now. */
  findFile(ending: string): Uint8Array | undefined {
    const known = this.#foundPaths.get(ending);
    const path = known !== undefined && this.disk.has(known) ? known : this.#search(ending);
    const node = path === undefined ? undefined : this.disk.get(path);
    return node?.kind === 'file' ? node.bytes : undefined;
  }

  #search(ending: string): string | undefined {
    const path = [...this.disk.keys()].find((candidate) => candidate.endsWith(ending));
    if (path !== undefined) this.#foundPaths.set(ending, path);
    return path;
  }

  get core(): Agent['core'] | undefined {
    return this.#running?.agent.core;
  }

  start(): void {
    const { network, random, trace, address, name, leaders, lender } = this.#parts;
    const { pid } = this;
    const clock = new ProcessClock(this.#parts.clock, this.time);
    const store = new MemoryCheckpointStore(
      this.disk,
      (action) => void clock.after(diskDelayMs, action),
    );
    if (this.#isDiskFull) store.fault = diskFault;
    trace.note(`${name} starts`);
    const agent = new Agent({
      clock,
      random,
      log: trace.logOf(name),
      network: network.portOf(address, () => this.#running?.clock === clock),
      detector: leaders.detectorFor(clock, name),
      checkpointStore: store,
      containerizer: new PretendContainerizer(this.machine, clock),
      executorFactories: createBuiltInExecutors(noProber),
      readDiskUsage: (done) => void clock.after(1, () => done(ok(0.1))),
      resourceEstimator: lender,
      qosController: lender?.controller(trace.logOf(name)),
      exit: (status, why) => {
        trace.note(`${name} exits with ${status}: ${why}`);
        const { onShutDown } = this.#parts;
        if (status === 0 && onShutDown !== undefined) {
          this.#parts.clock.after(0, () => this.#running?.clock === clock && onShutDown(this));
          return;
        }
        throw new Error(`${name} gave up: ${why}`);
      },
      count: () => undefined,
      options: this.#options(pid),
    });
    this.#running = { agent, clock, store };
    this.machine.door = {
      subscribe: (call, link) => {
        const taken = agent.call({ call });
        if (!taken.ok) return taken.error;
        return taken.value.kind === 'stream' ? taken.value.open(link) : undefined;
      },
      call: (call) => {
        const taken = agent.call({ call });
        return taken.ok ? undefined : taken.error;
      },
      disconnected: (call, link) => agent.executorDisconnected(call, link),
    };
    network.listen(address, (packet) => agent.receive(packet.from, packet.name, packet.body));
    agent.start();
  }

  /** The disk is full, or was it, and what it refused may not have been tried again since. */
  get mayOweWrites(): boolean {
    return this.#isDiskFull || this.#parts.clock.now() - this.#roomSinceMs < longestRetryMs;
  }

  /** Nothing can be written until there is room again; what is written stays. */
  fillDisk(isFull: boolean): void {
    this.#parts.trace.note(`the disk of ${this.#parts.name} ${isFull ? 'is full' : 'has room'}`);
    this.#isDiskFull = isFull;
    this.#roomSinceMs = this.#parts.clock.now();
    if (this.#running !== undefined) this.#running.store.fault = isFull ? diskFault : undefined;
  }

  /** kill -9, perhaps in the middle of a write. */
  kill(): void {
    if (this.#running === undefined) return;
    const { agent, clock, store } = this.#running;
    this.#parts.trace.note(`${this.#parts.name} is killed`);
    this.#running = undefined;
    clock.kill();
    agent.stop();
    const kept = randomInteger(this.#parts.random, store.pendingCount + 1);
    store.crash(kept, randomInteger(this.#parts.random, 8));
    this.machine.agentDied();
    this.#parts.onDied?.(this);
    this.#parts.network.down(this.#parts.address);
  }

  /** The machine gets a new disk while it is down: the next agent is a stranger. */
  loseDisk(): void {
    this.#parts.trace.note(`${this.#parts.name} loses its disk`);
    this.disk.clear();
    this.#foundPaths.clear();
  }

  /** What masters made on it stays, but the next agent is a new one. */
  forgetId(): void {
    this.#parts.trace.note(`${this.#parts.name} forgets who it is`);
    this.disk.delete('/var/lib/mesos/meta/slaves/latest');
  }

  /** Is there anything on the disk whose path ends so? */
  hasPath(ending: string): boolean {
    return this.#search(ending) !== undefined;
  }

  #options(pid: Pid): ConstructorParameters<typeof Agent>[0]['options'] {
    const { firstPort } = this.#parts;
    const scalar = (name: string, value: number): object => ({
      name,
      type: 'SCALAR',
      scalar: { value },
    });
    return {
      pid,
      info: {
        hostname: this.#parts.name,
        port: 5051,
        resources: [
          scalar('cpus', 4),
          scalar('mem', 4096),
          scalar('disk', 10_000),
          ...(firstPort === undefined ? [] : [portsFrom(firstPort)]),
        ] as never,
      },
      capabilities: [
        { type: 'MULTI_ROLE' },
        { type: 'HIERARCHICAL_ROLE' },
        { type: 'RESERVATION_REFINEMENT' },
        ...(this.#parts.capabilities ?? []).map((type) => ({ type })),
      ],
      version: '1.12.0',
      workDir: '/var/lib/mesos',
      launcherDir: '/launcher',
      bootId: this.#bootId,
      ip: '127.0.0.1',
      executorIp: undefined,
      executorEnvironment: {},
      switchesUser: false,
      recover: 'reconnect',
      reconfigurationPolicy: 'equal',
      isStrict: true,
      registrationBackoffFactorMs: 1000,
      isCpuRequestTheLimit: false,
      executorRegistrationTimeoutMs: 60_000,
      executorReregistrationTimeoutMs: 2000,
      executorShutdownGracePeriodMs: 5000,
      recoveryTimeoutMs: 900_000,
      gcDelayMs: 604_800_000,
      gcDiskHeadroom: 0.1,
      diskWatchIntervalMs: 60_000,
      mostCompletedExecutorsPerFramework: 150,
      oversubscribedResourcesIntervalMs: 3000,
      qosCorrectionIntervalMs: 0,
    };
  }
}

function portsFrom(begin: number): object {
  const end = begin + portCount - 1;
  return { name: 'ports', type: 'RANGES', ranges: { range: [{ begin, end }] } };
}

/** No task of the simulation has HTTP or TCP checks. */
const noProber = {
  http: () => {
    throw new Error('The simulation has no web servers to check');
  },
  tcp: () => {
    throw new Error('The simulation has no servers to check');
  },
};
