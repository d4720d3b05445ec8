/**
 * How instances are: by Marathon's own checks, and by what Mesos says of those that it runs itself.
 * Nothing of it is stored: a new leader asks anew.
 */
import { isRunByMesos, type AppHealthCheck } from '../../model/checks.ts';
import type { InstanceId, PathId } from '../../model/ids.ts';
import type { Instance, InstanceTask } from '../../model/instance.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { Action } from '../deployments/plan.ts';
import type { Core } from '../environment.ts';
import type { Health, HealthResult, InstanceChange, ReadinessResult } from '../parts.ts';
import { AnnouncedChecks } from './announced-checks.ts';
import { tell } from '../tell.ts';
import { CheckRun, type CheckRunListener } from './check-run.ts';
import { ProbeQueue } from './probe-queue.ts';
import { Readiness } from './readiness.ts';

export class InstanceHealth implements Health, CheckRunListener {
  readonly #core: Core;
  readonly #queue: ProbeQueue;
  readonly #readiness: Readiness;
  readonly #announced: AnnouncedChecks;
  readonly #changed: (runSpecId: PathId) => void;
  readonly #runs = new Map<InstanceId, readonly (CheckRun | undefined)[]>();
  /** What each that runs was launched with: a later version may ask what it cannot answer. */
  readonly #definitions = new Map<InstanceId, RunSpec>();
  /** What they were launched with is being read. */
  readonly #reading = new Set<InstanceId>();
  /** Of those that Mesos checks: as last seen. */
  readonly #byMesos = new Map<InstanceId, HealthResult>();
  /** What was told of each. */
  readonly #told = new Map<InstanceId, boolean>();

  constructor(core: Core, changed: (runSpecId: PathId) => void) {
    this.#core = core;
    this.#changed = changed;
    this.#queue = new ProbeQueue(core.prober, core.options.maxConcurrentHealthChecks);
    this.#readiness = new Readiness(core, this.#queue, changed);
    this.#announced = new AnnouncedChecks(core);
  }

  /** Asks those that run already. */
  start(): void {
    this.#announced.start();
    for (const after of this.#core.instances.all())
      this.instanceChanged({ before: undefined, after });
  }

  isHealthy(instance: Instance): boolean | undefined {
    if (instance.condition !== 'Running') return undefined;
    if (this.#reading.has(instance.id)) return undefined;
    const checks = this.#checksOf(instance);
    if (checks.length === 0) return true;
    const alive = checks.map((_, index) => this.#aliveOf(instance, index));
    if (alive.includes(false)) return false;
    return alive.includes(undefined) ? undefined : true;
  }

  resultsOf(id: InstanceId): readonly (HealthResult | undefined)[] {
    const instance = this.#core.instances.find(id);
    if (instance === undefined) return [];
    return this.#checksOf(instance).map((_, index) => this.#resultOf(id, index));
  }

  isReady(instance: Instance): boolean {
    return this.#readiness.isReady(instance);
  }

  readinessOf(runSpecId: PathId): readonly ReadinessResult[] {
    return this.#readiness.resultsOf(runSpecId);
  }

  instanceChanged(change: InstanceChange): void {
    const { before, after } = change;
    this.#readiness.instanceChanged(change);
    const id = after?.id ?? before!.id;
    if (after?.condition !== 'Running') return this.#stop(id);
    if (!this.#definitions.has(id) && !this.#reading.has(id)) this.#findDefinition(after);
    this.#noteMesosHealth(after);
    this.#tellIfChanged(after);
  }

  actionBegins(action: Action): void {
    this.#announced.actionBegins(action);
  }

  result(id: InstanceId, was: HealthResult | undefined, is: HealthResult): void {
    const instance = this.#core.instances.find(id);
    if (instance === undefined) return;
    if (!is.alive) this.#tellFailure(instance);
    if (was?.alive === is.alive) return;
    tell(this.#core, {
      type: 'health_status_changed_event',
      appId: instance.runSpecId,
      instanceId: id,
      version: instance.runSpecVersion,
      alive: is.alive,
    });
    this.#tellIfChanged(instance);
    this.#changed(instance.runSpecId);
  }

  exhausted(id: InstanceId, _check: AppHealthCheck, why: string): void {
    const instance = this.#core.instances.find(id);
    if (instance?.condition !== 'Running' || this.#core.killer.isKilling(id)) return;
    tell(this.#core, {
      type: 'unhealthy_instance_kill_event',
      appId: instance.runSpecId,
      taskId: instance.tasks[0]!.taskId,
      instanceId: id,
      version: instance.runSpecVersion,
      reason: why,
      host: instance.agent.host,
      agentId: instance.agent.agentId,
    });
    this.#core.killer.restart([id], `its health checks failed: ${why}`);
  }

  #findDefinition(instance: Instance): void {
    const { id, runSpecId, runSpecVersion } = instance;
    const newest = this.#core.groups.root.findRunSpec(runSpecId);
    if (newest === undefined) return;
    if (newest.versionInfo.lastConfigChangeAt <= runSpecVersion)
      return this.#begin(instance, newest);
    this.#reading.add(id);
    this.#core.groups.findVersion(runSpecId, runSpecVersion, (found) => {
      if (!this.#reading.delete(id)) return;
      // Too old to be kept: nobody knows what to ask it, and so nothing is held against it.
      if (found !== undefined) this.#begin(instance, found);
      this.#tellIfChanged(instance);
      this.#changed(runSpecId);
    });
  }

  #begin(instance: Instance, app: RunSpec): void {
    this.#definitions.set(instance.id, app);
    if (app.kind !== 'app') return;
    const runs = app.healthChecks.map((check) =>
      isRunByMesos(check)
        ? undefined
        : new CheckRun(this.#core, {
            queue: this.#queue,
            app,
            id: instance.id,
            check,
            listener: this,
          }),
    );
    this.#runs.set(instance.id, runs);
  }

  #stop(id: InstanceId): void {
    for (const run of this.#runs.get(id) ?? []) run?.stop();
    this.#runs.delete(id);
    this.#definitions.delete(id);
    this.#reading.delete(id);
    this.#byMesos.delete(id);
    this.#told.delete(id);
  }

  #checksOf(instance: Instance): readonly unknown[] {
    const definition = this.#definitions.get(instance.id);
    if (definition === undefined) return [];
    if (definition.kind === 'app') return definition.healthChecks;
    return definition.containers.filter(({ healthCheck }) => healthCheck !== undefined);
  }

  #aliveOf(instance: Instance, index: number): boolean | undefined {
    const definition = this.#definitions.get(instance.id);
    if (definition?.kind === 'pod') {
      const checked = definition.containers.filter(({ healthCheck }) => healthCheck !== undefined);
      const task = instance.tasks.find(({ container }) => container === checked[index]?.name);
      return task?.status?.healthy;
    }
    return this.#resultOf(instance.id, index)?.alive;
  }

  #resultOf(id: InstanceId, index: number): HealthResult | undefined {
    const run = this.#runs.get(id)?.[index];
    return run === undefined ? this.#byMesos.get(id) : run.result;
  }

  #noteMesosHealth(instance: Instance): void {
    const [task] = instance.tasks;
    const healthy = task?.status?.healthy;
    if (task === undefined || healthy === undefined) return;
    const was = this.#byMesos.get(instance.id);
    if (was?.alive === healthy) return;
    const is = this.#mesosResult(was, task, healthy);
    this.#byMesos.set(instance.id, is);
    const hasMesosCheck = this.#runs.get(instance.id)?.includes(undefined) ?? false;
    if (hasMesosCheck) this.result(instance.id, was, is);
  }

  #mesosResult(
    was: HealthResult | undefined,
    { status }: InstanceTask,
    alive: boolean,
  ): HealthResult {
    const now = this.#core.clock.timestamp();
    if (alive) {
      const firstSuccess = was?.firstSuccess ?? now;
      return { ...was, alive, consecutiveFailures: 0, firstSuccess, lastSuccess: now };
    }
    return {
      ...was,
      alive,
      consecutiveFailures: (was?.consecutiveFailures ?? 0) + 1,
      lastFailure: now,
      lastFailureCause: status?.message ?? '',
    };
  }

  #tellFailure({ id, runSpecId }: Instance): void {
    const app = this.#definitions.get(id);
    const healthCheck = app?.kind === 'app' ? app.healthChecks[0] : undefined;
    if (healthCheck === undefined) return;
    tell(this.#core, {
      type: 'failed_health_check_event',
      appId: runSpecId,
      instanceId: id,
      healthCheck,
    });
  }

  #tellIfChanged(instance: Instance): void {
    if (this.#checksOf(instance).length === 0) return;
    const healthy = this.isHealthy(instance);
    if (healthy === undefined || this.#told.get(instance.id) === healthy) return;
    this.#told.set(instance.id, healthy);
    tell(this.#core, {
      type: 'instance_health_changed_event',
      instanceId: instance.id,
      runSpecId: instance.runSpecId,
      healthy,
      runSpecVersion: instance.runSpecVersion,
    });
  }
}
