/**
 * The master's numbers under Mesos' names. Counters grow where things happen (`count`); everything
 * that can be read off the state is read when somebody asks. Numbers of rooms that do not exist yet
 * (operations, quota, the replicated log) are shown as a cluster without them shows them, because
 * dashboards and alarms expect the names.
 */
import type { QuotaFigures } from '../allocator/metrics.ts';
import type { Clock } from '../foundation/clock.ts';
import {
  type Counter,
  MetricsRegistry,
  type MetricsSource,
  type Stopwatch,
} from '../foundation/metrics/registry.ts';
import { registerUtilization, thisHost } from '../foundation/metrics/utilization.ts';
import type { TimerReading } from '../foundation/metrics/timer.ts';
import { registerSystemMetrics } from '../foundation/metrics/system-metrics.ts';
import { type Entry, fromThousandths } from '../resources/entry.ts';
import type { Operation } from '../protocol/generated/mesos.ts';
import { isActive } from './core/agents/deactivation.ts';
import type { State, TaskRecord } from './core/state.ts';
import type { MasterContext } from './endpoints/context.ts';
import { sumRoles } from './core/roles-report.ts';
import { FrameworkMetrics } from './framework-metrics.ts';
import { addOperations } from './operation-metrics.ts';
import { PrincipalMetrics } from './principal-metrics.ts';
import { counterNames, endedOperationStates, operationTypes } from './metric-names.ts';

/** What metrics read from; a context of the endpoints is one. */
export type MetricsSubject = Pick<
  MasterContext,
  'core' | 'leadership' | 'startedMs' | 'events' | 'renderer'
>;

type AddNumber = (name: string, value: number) => void;

/** How long Mesos keeps statistics of the registry's and of the allocator's times. */
const storeWindowMs = 24 * 60 * 60_000;
const allocationWindowMs = 60 * 60_000;
/** @compat Of the allocator's resources real masters show these, from the start, and no others. */
const allocatedScalars = ['cpus', 'mem', 'disk'] as const;
const measuredScalars = ['cpus', 'mem', 'disk', 'gpus'] as const;

export class MasterMetrics implements MetricsSource {
  readonly #registry: MetricsRegistry;
  readonly #counters = new Map<string, Counter>();
  readonly frameworks = new FrameworkMetrics();
  /** How long the registry took to be read, and each write to be durable: see timed-store.ts. */
  readonly registryFetch: Stopwatch;
  readonly registryStore: Stopwatch;
  readonly principals = new PrincipalMetrics();
  /** Calls that wait for their turn: --rate_limits. */
  waitingCalls: () => number = () => 0;
  /** Where the size of the registry is known. */
  registryBytes: () => number = () => 0;

  constructor(clock: Clock) {
    this.#registry = new MetricsRegistry(clock);
    for (const name of counterNames) this.#makeCounter(`master/${name}`);
    for (const type of operationTypes) {
      for (const state of endedOperationStates) this.#makeCounter(operationName(type, state));
    }
    this.registryFetch = this.#registry.timer('registrar/state_fetch_ms');
    this.registryStore = this.#registry.timer('registrar/state_store_ms', {
      windowMs: storeWindowMs,
    });
    registerSystemMetrics(this.#registry);
  }

  /** Adds one; a name that is not known yet starts at zero. */
  readonly count = (name: string): void => {
    (this.#counters.get(name) ?? this.#makeCounter(name)).increment();
  };

  /** How often it was counted; 0 for what never was. */
  countOf(name: string): number {
    return this.#counters.get(name)?.value ?? 0;
  }

  snapshot(): Map<string, number> {
    return this.#registry.snapshot();
  }

  collect(into: Map<string, number>): Iterable<undefined> {
    return this.#registry.collect(into);
  }

  timers(): TimerReading[] {
    return this.#registry.timers();
  }

  /** How busy this host is; `diskPath` is where the master keeps its state. */
  watchHost(diskPath: string | undefined): void {
    registerUtilization(this.#registry, 'master', thisHost(diskPath));
  }

  /** From here on there is a state to read. Called once. */
  attach(
    subject: MetricsSubject,
    options: { readonly isPerFramework: boolean; readonly hasLog: boolean },
  ): void {
    const { core } = subject;
    const registry = this.#registry;
    registry.group('master', (add) => {
      addResources(core.state, add);
      addCounts(core.state, add);
      addProcess(subject, add);
      this.#addOperations(core.state, add);
      // Those of agents are applied as they are read.
      add('master/event_queue_messages', this.waitingCalls());
      this.principals.collect(core.state, add);
    });
    registry.gauge('registrar/queued_operations', () => core.registrar.queuedOperations);
    registry.gauge('registrar/registry_size_bytes', () => this.registryBytes());
    if (options.hasLog) {
      registry.gauge('registrar/log/recovered', () => 1);
      registry.gauge('registrar/log/ensemble_size', () => 1);
    }
    this.#attachAllocator(subject);
    this.frameworks.attach(core.state);
    if (options.isPerFramework) {
      registry.group('frameworks', (add) => this.frameworks.collect(core.state, add));
    }
  }

  taskEnded({ frameworkId, task }: TaskRecord): void {
    this.frameworks.noteTaskEnd(frameworkId, task.state);
  }

  #makeCounter(name: string): Counter {
    const counter = this.#registry.counter(name);
    this.#counters.set(name, counter);
    return counter;
  }

  /** How they end is counted where it happens. */
  #addOperations(state: State, add: AddNumber): void {
    const endedCount = (type: string, state: string): number =>
      this.countOf(operationName(type, state));
    addOperations({ operations: operationsIn(state), endedCount }, add);
  }

  #attachAllocator(subject: MetricsSubject): void {
    const { metrics } = subject.core.allocator;
    const window = { windowMs: allocationWindowMs };
    const run = this.#registry.timer('allocator/mesos/allocation_run_ms', window);
    const latency = this.#registry.timer('allocator/mesos/allocation_run_latency_ms', window);
    metrics.onRun = (runMs, latencyMs) => {
      run.record(runMs);
      latency.record(latencyMs);
    };
    this.#registry.group('allocator', function* collect(add) {
      const prefix = 'allocator/mesos';
      add('allocator/event_queue_dispatches', 0);
      add(`${prefix}/event_queue_dispatches`, 0);
      add(`${prefix}/allocation_runs`, metrics.runCount);
      const given = metrics.offeredOrAllocated();
      const totals = metrics.totals();
      for (const name of allocatedScalars) {
        add(`${prefix}/resources/${name}/total`, fromThousandths(totals.get(name) ?? 0));
        const amount = fromThousandths(given.get(name) ?? 0);
        add(`${prefix}/resources/${name}/offered_or_allocated`, amount);
      }
      for (const [role, share] of firstRoles(metrics.dominantShares())) {
        add(`${prefix}/roles/${role}/shares/dominant`, share);
        yield;
      }
      for (const [role, count] of firstRoles(metrics.activeFilters())) {
        add(`${prefix}/offer_filters/roles/${role}/active`, count);
        yield;
      }
      for (const figures of firstRoles(metrics.quotas())) {
        addQuota(figures, add);
        yield;
      }
      yield* addConsumption(subject, add);
    });
  }
}

/** More roles than clusters have; the allocator has numbers for those that were there first. */
const mostRoles = 5_000;

function firstRoles<T>(roles: Iterable<T>): T[] {
  const first: T[] = [];
  for (const role of roles) if (first.push(role) >= mostRoles) break;
  return first;
}

function addQuota(figures: QuotaFigures, add: AddNumber): void {
  const { role, guarantees: guarantee, limits: limit, offeredOrAllocated } = figures;
  const all = { guarantee, limit, offered_or_allocated: offeredOrAllocated };
  for (const [what, quantities] of Object.entries(all)) {
    for (const [name, amount] of quantities) {
      const metric = `allocator/mesos/quota/roles/${role}/resources/${name}/${what}`;
      add(metric, fromThousandths(amount));
    }
  }
}

/** @compat what counts against quota, also without one; the root of the roles has no name. */
function* addConsumption(subject: MetricsSubject, add: AddNumber): Iterable<undefined> {
  const everybody = new Map<string, number>();
  for (const [role, { consumed }] of firstRoles(sumRoles(subject.core, 'scalars'))) {
    yield;
    for (const [name, amount] of consumed) {
      const metric = `allocator/mesos/quota/roles/${role}/resources/${name}/consumed`;
      add(metric, fromThousandths(amount));
      if (!role.includes('/')) everybody.set(name, (everybody.get(name) ?? 0) + amount);
    }
  }
  for (const [name, amount] of everybody) {
    add(`allocator/mesos/quota/roles//resources/${name}/consumed`, fromThousandths(amount));
  }
}

function addResources(state: State, add: AddNumber): void {
  const total = new Map<string, number>();
  const used = new Map<string, number>();
  for (const agent of state.agents.values()) sumScalars(total, agent.total.entries);
  for (const framework of state.frameworks.values()) sumScalars(used, framework.used.entries);
  for (const scalar of measuredScalars) {
    for (const name of [scalar, `${scalar}_revocable`]) {
      const all = total.get(name) ?? 0;
      const taken = used.get(name) ?? 0;
      add(`master/${name}_total`, fromThousandths(all));
      add(`master/${name}_used`, fromThousandths(taken));
      add(`master/${name}_percent`, all === 0 ? 0 : taken / all);
    }
  }
}

function sumScalars(sums: Map<string, number>, entries: readonly Entry[]): void {
  for (const { kind, thousandths } of entries) {
    if (kind.type !== 'SCALAR') continue;
    const name = kind.isRevocable ? `${kind.name}_revocable` : kind.name;
    sums.set(name, (sums.get(name) ?? 0) + thousandths);
  }
}

function addCounts(state: State, add: AddNumber): void {
  const { agents, frameworks, taskCounts } = state;
  let connectedAgents = 0;
  let activeAgents = 0;
  for (const agent of agents.values()) {
    if (agent.isConnected) connectedAgents++;
    if (isActive(agent)) activeAgents++;
  }
  let activeFrameworks = 0;
  let unreachableTasks = 0;
  for (const framework of frameworks.values()) {
    if (framework.state === 'active') activeFrameworks++;
    unreachableTasks += framework.unreachableTasks.size;
  }
  add('master/slaves_active', activeAgents);
  add('master/slaves_inactive', agents.size - activeAgents);
  add('master/slaves_connected', connectedAgents);
  add('master/slaves_disconnected', agents.size - connectedAgents);
  add('master/slaves_unreachable', state.unreachableAgents.size);
  add('master/frameworks_active', activeFrameworks);
  add('master/frameworks_inactive', frameworks.size - activeFrameworks);
  add('master/frameworks_connected', activeFrameworks);
  add('master/frameworks_disconnected', frameworks.size - activeFrameworks);
  add('master/outstanding_offers', state.offers.size);
  add('master/tasks_staging', taskCounts.get('TASK_STAGING') ?? 0);
  add('master/tasks_starting', taskCounts.get('TASK_STARTING') ?? 0);
  add('master/tasks_running', taskCounts.get('TASK_RUNNING') ?? 0);
  add('master/tasks_killing', taskCounts.get('TASK_KILLING') ?? 0);
  add('master/tasks_unreachable', unreachableTasks);
}

function addProcess(subject: MetricsSubject, add: AddNumber): void {
  const { core, leadership, events, renderer, startedMs } = subject;
  add('master/elected', leadership.isElected ? 1 : 0);
  add('master/uptime_secs', (core.clock.now() - startedMs) / 1000);
  add('master/operator_event_stream_subscribers', events.subscriberCount);
  add('master/http_cache_hits', renderer.sharedCount);
  add('master/event_queue_http_requests', renderer.readerCount);
  // What is done inside is done at once.
  add('master/event_queue_dispatches', 0);
}

function* operationsIn({ agents }: State): Iterable<Operation> {
  for (const agent of agents.values()) {
    for (const { operation } of agent.operations.values()) yield operation;
  }
}

function operationName(type: string, state: string): string {
  return `master/operations/${type}/${state}`;
}
