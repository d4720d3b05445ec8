/**
 * Marathon's core on a virtual clock, with a store that survives its death and a Mesos that a test plays
 * with. Time passes only by `run`.
 */
import { silentLog, asLog } from '../../foundation/log.ts';
import { SeededRandom } from '../../foundation/random.ts';
import { unwrap, type Result } from '../../foundation/result.ts';
import { ProcessClock, VirtualClock } from '../../foundation/virtual-clock.ts';
import { MemoryStore } from '../../storage/memory-store.ts';
import type { DeploymentPlan } from '../core/deployments/plan.ts';
import type { MarathonOptions, Probe, ProbeOutcome } from '../core/environment.ts';
import type { MarathonEvent } from '../core/events.ts';
import { Marathon } from '../core/marathon.ts';
import type { ChangeRequest } from '../core/parts.ts';
import type { Refusal } from '../core/refusal.ts';
import { settleTree } from '../definitions/tree/check-root.ts';
import type { AppDefinition } from '../model/app.ts';
import { defaultOptions } from '../options.ts';
import { PretendMesos, type PretendAgent } from './pretend-mesos.ts';

const startMs = Date.UTC(2026, 0, 1);
const storeDelayMs = 4;
const probeMs = 5;

export const testOptions: MarathonOptions = defaultOptions();

export interface TestMarathonOptions {
  readonly agents?: readonly PretendAgent[];
  readonly options?: Partial<MarathonOptions>;
  readonly seed?: number;
}

export class TestMarathon {
  readonly clock = new VirtualClock(startMs);
  readonly mesos: PretendMesos;
  readonly events: MarathonEvent[] = [];
  readonly probes: Probe[] = [];
  /** Answer of every probe; a failure by default, for nothing listens. */
  probed: (probe: Probe) => ProbeOutcome = () => ({ kind: 'answered', status: 200 });
  aborted: string | undefined;
  marathon!: Marathon;
  readonly #disk = new Map<string, Uint8Array>();
  readonly #options: MarathonOptions;
  readonly #random: SeededRandom;
  #process: { readonly clock: ProcessClock; readonly store: MemoryStore } | undefined;

  constructor({ agents, options, seed = 1 }: TestMarathonOptions = {}) {
    this.#options = { ...testOptions, ...options };
    this.#random = new SeededRandom(seed);
    const machine = { cpus: 100, mem: 100_000 };
    const hosts = agents ?? ['a', 'b', 'c'].map((host) => ({ host, ...machine }));
    this.mesos = new PretendMesos(this.clock, hosts);
    this.restart();
  }

  get core(): Marathon['core'] {
    return this.marathon.core;
  }

  /** Kills it, if it runs, and starts another one on what is stored. */
  restart(): void {
    this.kill();
    const clock = new ProcessClock(this.clock);
    const store = new MemoryStore(this.#disk, (action) => void clock.after(storeDelayMs, action));
    this.#process = { clock, store };
    let made: (() => void) | undefined;
    const options = this.#options;
    Marathon.recover(
      {
        clock,
        random: this.#random,
        log: asLog(silentLog),
        store,
        mesos: this.mesos,
        prober: {
          probe: (probe, done) => {
            this.probes.push(probe);
            clock.after(probeMs, () => done(this.probed(probe)));
          },
        },
        treeRules: { settle: (draft) => settleTree(draft, options) },
        options,
        publish: (event) => this.events.push(event),
        count: () => undefined,
        abort: (_code, why) => (this.aborted = why),
      },
      (recovered) => {
        const { marathon, start } = unwrap(
          recovered.ok ? recovered : { ok: false, error: recovered.error },
        );
        this.marathon = marathon;
        made = start;
      },
    );
    this.run(100);
    made!();
    this.mesos.connect(this.marathon);
    this.run(10);
  }

  /** As kill -9 does: what is under way is lost. */
  kill(): void {
    if (this.#process === undefined) return;
    this.#process.store.crash();
    this.#process.clock.kill();
    this.#process = undefined;
    this.mesos.isConnected = false;
  }

  run(ms: number): void {
    const until = this.clock.now() + ms;
    while (this.clock.step(until));
  }

  /** Until it is so; at most ten virtual minutes. */
  until(isSo: () => boolean, ms = 600_000): boolean {
    const until = this.clock.now() + ms;
    while (!isSo()) if (!this.clock.step(until)) return isSo();
    return true;
  }

  change(request: ChangeRequest): Result<DeploymentPlan, Refusal> {
    let result: Result<DeploymentPlan, Refusal> | undefined;
    this.core.groups.change(request, (changed) => (result = changed));
    this.until(() => result !== undefined, 60_000);
    return result!;
  }

  put(app: AppDefinition, force = false): Result<DeploymentPlan, Refusal> {
    const build: ChangeRequest['build'] = (draft) => {
      draft.putRunSpec(app);
      return undefined;
    };
    return this.change({ groupId: app.id, force, build });
  }

  remove(id: string, force = true): Result<DeploymentPlan, Refusal> {
    const build: ChangeRequest['build'] = (draft) => {
      draft.removeRunSpec(id);
      return undefined;
    };
    return this.change({ groupId: id, force, build });
  }

  /** Until no deployment is under way. */
  settle(): boolean {
    return this.until(() => [...this.core.deployments.running()].length === 0);
  }
}

export function anApp(members: Partial<AppDefinition> = {}): AppDefinition {
  return {
    kind: 'app',
    id: '/app',
    cmd: 'sleep 1000',
    args: [],
    env: {},
    instances: 1,
    role: '*',
    constraints: [],
    labels: {},
    secrets: {},
    networks: [{ mode: 'host', labels: {} }],
    backoff: { backoffSeconds: 1, backoffFactor: 1.15, maxLaunchDelaySeconds: 300 },
    upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    killSelection: 'YOUNGEST_FIRST',
    unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
    version: 0,
    versionInfo: { lastScalingAt: 0, lastConfigChangeAt: 0 },
    restartPolicy: 'Always',
    cpus: 1,
    mem: 128,
    disk: 0,
    gpus: 0,
    executor: '',
    fetch: [],
    portDefinitions: [],
    requirePorts: false,
    healthChecks: [],
    readinessChecks: [],
    dependencies: [],
    ...members,
  };
}
