/**
 * Deployments under way: each goes through the steps of its plan, and through a step by looking, every
 * time that something changed for one of its apps, at what is and doing what is missing
 * (actions/). Nothing is remembered but which step it is at: after a crash the same look at the same
 * facts goes on from there.
 *
 * Invariant: no two of them change the same app.
 */
import { failure, ok, type Result } from '../../../foundation/result.ts';
import type { DeploymentId, PathId } from '../../model/ids.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { ActionRun } from './actions/action-run.ts';
import { runOf } from './actions/run-of.ts';
import { adjustCount, replenish } from './actions/scale.ts';
import type { Core } from '../environment.ts';
import type { Deployments, RunningDeployment } from '../parts.ts';
import type { Refusal } from '../refusal.ts';
import { tell } from '../tell.ts';
import type { Action, DeploymentPlan, Step } from './plan.ts';
import { revertChanges } from './revert.ts';

/** A step with more actions begins over several turns. */
const mostLooksAtOnce = 100;

class Running implements RunningDeployment {
  readonly plan: DeploymentPlan;
  stepIndex: number;
  readonly open = new Map<PathId, ActionRun>();
  /** Its end is being stored: nothing of it is done any more. */
  isEnding = false;
  /** The last step that has an action for it. */
  readonly #lastSteps = new Map<PathId, number>();

  constructor(plan: DeploymentPlan, stepIndex: number) {
    this.plan = plan;
    this.stepIndex = stepIndex;
    for (const [index, { actions }] of plan.steps.entries()) {
      for (const { runSpec } of actions) this.#lastSteps.set(runSpec.id, index);
    }
  }

  /** Its turn is to come. */
  isWaiting(runSpecId: PathId): boolean {
    const last = this.#lastSteps.get(runSpecId);
    return !this.open.has(runSpecId) && last !== undefined && last > this.stepIndex;
  }

  get openActions(): readonly Action[] {
    return [...this.open.values()].map(({ action }) => action);
  }

  blockers(): ReadonlyMap<PathId, string> {
    return new Map([...this.open].map(([id, run]) => [id, run.blocker()]));
  }
}

export interface RecoveredDeployment {
  readonly plan: DeploymentPlan;
  readonly stepIndex: number;
}

export class RunningDeployments implements Deployments {
  readonly #core: Core;
  readonly #running = new Map<DeploymentId, Running>();
  readonly #byRunSpec = new Map<PathId, Running>();
  /** It is looked at in one of the next turns, by whoever looks after it then. */
  readonly #lookSoon: (runSpecId: PathId) => void;

  constructor(core: Core, lookSoon: (runSpecId: PathId) => void) {
    this.#core = core;
    this.#lookSoon = lookSoon;
  }

  get count(): number {
    return this.#running.size;
  }

  running(): Iterable<RunningDeployment> {
    return this.#running.values();
  }

  find(id: DeploymentId): RunningDeployment | undefined {
    return this.#running.get(id);
  }

  of(runSpecId: PathId): RunningDeployment | undefined {
    return this.#byRunSpec.get(runSpecId);
  }

  wantedNow(runSpecId: PathId): RunSpec | undefined {
    const running = this.#byRunSpec.get(runSpecId);
    if (running === undefined || !running.isWaiting(runSpecId)) {
      return this.#core.groups.root.findRunSpec(runSpecId);
    }
    return running.plan.runSpecs.get(runSpecId)?.before;
  }

  /** Those that change the same, and the one that it takes back. */
  inTheWayOf(plan: DeploymentPlan, reverted?: DeploymentId): readonly DeploymentPlan[] {
    const plans = new Set<DeploymentPlan>();
    const known = reverted === undefined ? undefined : this.#running.get(reverted);
    if (known !== undefined) plans.add(known.plan);
    for (const id of plan.runSpecs.keys()) {
      const running = this.#byRunSpec.get(id);
      if (running !== undefined) plans.add(running.plan);
    }
    return [...plans];
  }

  /** Its plan is stored and the tree is what it says. */
  begin(plan: DeploymentPlan): void {
    this.#add(plan, 0);
  }

  /** Those that a former process did not bring to their end. */
  resume(recovered: readonly RecoveredDeployment[]): void {
    for (const { plan, stepIndex } of recovered) {
      this.#add(plan, stepIndex);
      // Also those whose turn is over, or to come: something may have ended meanwhile.
      for (const id of plan.runSpecs.keys()) this.look(id);
    }
  }

  cancel(id: DeploymentId, done: (result: Result<void, Refusal>) => void): void {
    if (!this.#running.has(id)) return done(failure(unknownDeployment(id)));
    this.#core.records.removeDeployments([id], (removed) => {
      if (!removed.ok) return done(failure({ kind: 'unavailable', message: removed.error }));
      this.end(id, 'It was stopped.');
      done(ok(undefined));
    });
  }

  revert(id: DeploymentId, done: (result: Result<DeploymentPlan, Refusal>) => void): void {
    const running = this.#running.get(id);
    if (running === undefined) return done(failure(unknownDeployment(id)));
    const build = revertChanges(running.plan);
    this.#core.groups.change({ groupId: '/', force: true, reverts: id, build }, done);
  }

  /** It does not go on, and its record is gone or replaced: what it has launched stays. */
  end(id: DeploymentId, reason: string): void {
    const running = this.#running.get(id);
    if (running === undefined) return;
    this.#forget(running);
    for (const runSpecId of running.plan.runSpecs.keys()) this.#stopLaunching(runSpecId);
    tell(this.#core, { type: 'deployment_failed', id, plan: running.plan, reason });
  }

  /** Something changed for this app: an instance, its health, an offer that was used. */
  look(runSpecId: PathId): void {
    const running = this.#byRunSpec.get(runSpecId);
    if (running === undefined || running.isEnding) return;
    const run = running.open.get(runSpecId);
    if (run === undefined) return this.#keep(running, runSpecId);
    if (!run.look()) return;
    running.open.delete(runSpecId);
    if (running.open.size === 0) this.#endStep(running);
  }

  /** An app whose turn is over, or to come, loses nothing while the deployment goes on with others. */
  #keep(running: Running, runSpecId: PathId): void {
    const runSpec = this.wantedNow(runSpecId);
    if (runSpec === undefined) return;
    if (running.isWaiting(runSpecId)) replenish(this.#core, runSpec);
    else adjustCount(this.#core, runSpec);
  }

  #add(plan: DeploymentPlan, stepIndex: number): void {
    const running = new Running(plan, stepIndex);
    this.#running.set(plan.id, running);
    for (const id of plan.runSpecs.keys()) this.#byRunSpec.set(id, running);
    this.#core.log.info(`Deployment ${plan.id} started: ${plan.steps.length} steps`);
    this.#core.count('deployments');
    this.#beginStep(running);
  }

  #beginStep(running: Running): void {
    const step: Step | undefined = running.plan.steps[running.stepIndex];
    if (step === undefined) return this.#finish(running);
    const { plan } = running;
    tell(this.#core, { type: 'deployment_info', plan, currentStep: step });
    for (const action of step.actions) {
      this.#core.health.actionBegins(action);
      running.open.set(action.runSpec.id, runOf(this.#core, action));
    }
    const isLarge = step.actions.length > mostLooksAtOnce;
    for (const { runSpec } of step.actions) {
      if (isLarge) this.#lookSoon(runSpec.id);
      else this.look(runSpec.id);
    }
  }

  #endStep(running: Running): void {
    const { plan, stepIndex } = running;
    const currentStep = plan.steps[stepIndex]!;
    tell(this.#core, { type: 'deployment_step_success', plan, currentStep });
    running.stepIndex++;
    if (running.stepIndex < plan.steps.length) {
      this.#core.records.storeStep(plan.id, running.stepIndex);
    }
    this.#beginStep(running);
  }

  #finish(running: Running): void {
    const { plan } = running;
    running.isEnding = true;
    this.#core.records.removeDeployments([plan.id], (removed) => {
      // Another took its place meanwhile, or storage failed: then this process ends.
      if (!removed.ok || this.#running.get(plan.id) !== running) return;
      this.#forget(running);
      this.#core.log.info(`Deployment ${plan.id} finished`);
      tell(this.#core, { type: 'deployment_success', id: plan.id, plan });
      // Nobody looks after them any more; what happened at the last moment is to be looked at.
      for (const id of plan.runSpecs.keys()) this.#lookSoon(id);
    });
  }

  #forget(running: Running): void {
    this.#running.delete(running.plan.id);
    for (const id of running.plan.runSpecs.keys()) {
      if (this.#byRunSpec.get(id) === running) this.#byRunSpec.delete(id);
    }
  }

  /** What it asked for and did not get; whoever comes next asks anew. */
  #stopLaunching(runSpecId: PathId): void {
    const runSpec: RunSpec | undefined = this.#core.groups.root.findRunSpec(runSpecId);
    if (runSpec !== undefined) this.#core.queue.want(runSpec, 0);
  }
}

function unknownDeployment(id: DeploymentId): Refusal {
  return { kind: 'not-found', message: `DeploymentPlan ${id} does not exist` };
}
