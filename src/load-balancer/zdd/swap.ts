/**
 * From the old app to the new one, step by step: the new one grows, as many old tasks drain in the
 * balancers, and those that no session is left with are killed, which makes the old app smaller. In
 * every step there are enough instances, and no session is cut before the wait for it is over.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { listIn } from '../model/fields.ts';
import { idOf, instancesOf, labelOf } from './definition.ts';
import type { Definition } from './definition.ts';
import { exitCodes } from './failure.ts';
import type { Failure } from './failure.ts';
import {
  isDrained,
  isDraining,
  isUp,
  listenersOf,
  parseStatistics,
  tasksWhere,
} from './listeners.ts';
import type { Listener } from './listeners.ts';
import type { ZddOptions, ZddPorts } from './ports.ts';

/** While a reload goes on there is the old process beside master and worker. */
const pidsWithoutReload = 2;

/** Whether it was carried through; false when somebody did not want it. */
export async function swap(
  youngId: string,
  oldId: string,
  options: ZddOptions,
  ports: ZddPorts,
): Promise<Result<boolean, Failure>> {
  return new Swap(options, ports).run(youngId, oldId);
}

interface Pair {
  readonly young: Definition;
  readonly old: Definition;
}

class Swap {
  private readonly options: ZddOptions;
  private readonly ports: ZddPorts;

  constructor(options: ZddOptions, ports: ZddPorts) {
    this.options = options;
    this.ports = ports;
  }

  async run(youngId: string, oldId: string): Promise<Result<boolean, Failure>> {
    for (;;) {
      const step = await this.step(youngId, oldId);
      if (!step.ok) return step;
      if (step.value !== 'more') return ok(step.value);
    }
  }

  private async step(youngId: string, oldId: string): Promise<Result<boolean | 'more', Failure>> {
    const old = await this.ports.marathon.get(oldId);
    const young = await this.ports.marathon.get(youngId);
    if (!old.ok) return failure({ exitCode: exitCodes.marathon, text: old.error });
    if (!young.ok) return failure({ exitCode: exitCodes.marathon, text: young.error });
    const pair = { young: young.value, old: old.value };
    if (listIn(pair.young, 'deployments').length > 0) {
      await this.ports.wait(this.options.stepDelayMs);
      return ok('more');
    }
    // Where both are to stay nothing drains any more: there is nothing to wait for.
    if (this.isHybrid(pair.young) && this.isComplete(pair, [])) return this.finish(pair);
    const drained = await this.waitForDrained(pair);
    if (!drained.ok) return drained;
    if (this.isComplete(pair, drained.value)) return this.finish(pair);
    const killed = await this.kill(pair, drained.value);
    if (!killed.ok || !killed.value) return killed;
    const grown = await this.grow(pair);
    return grown.ok ? ok('more') : grown;
  }

  /** Tasks of the old app that may go; those that still drain when the wait is over. */
  private async waitForDrained(pair: Pair): Promise<Result<readonly string[], Failure>> {
    const { ports, options } = this;
    const urls = await ports.balancers.urls();
    if (!urls.ok) return failure({ exitCode: exitCodes.balancer, text: urls.error });
    const first = await this.listeners(pair.young, urls.value);
    if (!first.ok) return failure({ exitCode: exitCodes.balancer, text: first.error });
    let listeners = first.value;
    const addresses = await ports.addressesOf([pair.old]);
    const tasks = (is: (listener: Listener) => boolean) =>
      ok(tasksWhere(pair.old, listeners, urls.value.length, addresses, is));
    const began = ports.nowMs();
    ports.say(
      `The existing app has ${instancesOf(pair.old)} instances, the new one ${instancesOf(pair.young)}`,
    );
    while (ports.nowMs() - began < options.maxWaitMs) {
      await ports.wait(options.stepDelayMs);
      if (await this.isReloading(urls.value)) continue;
      const now = await this.listeners(pair.young, urls.value);
      // A balancer that does not answer for a moment is asked again.
      if (!now.ok) continue;
      listeners = now.value;
      if (this.isReady(pair, listeners, urls.value.length)) return tasks(isDrained);
    }
    ports.say('The wait for tasks to drain is over: going on with those that still do');
    return tasks(isDraining);
  }

  private async isReloading(urls: readonly string[]): Promise<boolean> {
    for (const url of urls) {
      const pids = await this.ports.balancers.pids(url);
      if (!pids.ok || pids.value.length > pidsWithoutReload) return true;
    }
    return false;
  }

  private async listeners(
    young: Definition,
    urls: readonly string[],
  ): Promise<Result<readonly Listener[]>> {
    const listeners: Listener[] = [];
    for (const url of urls) {
      const statistics = await this.ports.balancers.statistics(url);
      if (!statistics.ok) return statistics;
      listeners.push(...listenersOf(young, parseStatistics(statistics.value)));
    }
    return ok(listeners);
  }

  /** All instances of both are known, enough are up, and some are drained. */
  private isReady({ young, old }: Pair, listeners: readonly Listener[], balancers: number) {
    const count = (is: (listener: Listener) => boolean) => listeners.filter(is).length / balancers;
    return (
      listeners.length / balancers === instancesOf(young) + instancesOf(old) &&
      count(isUp) >= targetOf(young) &&
      (count(isDrained) > 0 || instancesOf(old) === 0)
    );
  }

  private isComplete({ young, old }: Pair, drained: readonly string[]): boolean {
    if (this.isHybrid(young)) {
      const wanted = newInstancesOf(young);
      return instancesOf(young) === wanted && instancesOf(old) === targetOf(old) - wanted;
    }
    return instancesOf(young) === targetOf(young) && drained.length === instancesOf(old);
  }

  /** Some instances of both stay, unless the operator wants one of them to have all. */
  private isHybrid(young: Definition): boolean {
    const { completesCurrent, completesPrevious } = this.options;
    return newInstancesOf(young) !== 0 && !completesCurrent && !completesPrevious;
  }

  private async finish({ young, old }: Pair): Promise<Result<boolean, Failure>> {
    if (this.isHybrid(young)) {
      this.ports.say('The old app stays, since both are wanted');
      return ok(true);
    }
    this.ports.say(`About to delete the old app ${idOf(old)}`);
    if (!(await this.mayGoOn('Continue?'))) return ok(false);
    const deleted = await this.ports.marathon.delete(idOf(old));
    return deleted.ok ? ok(true) : failure({ exitCode: exitCodes.delete, text: deleted.error });
  }

  private async kill(
    { young, old }: Pair,
    taskIds: readonly string[],
  ): Promise<Result<boolean, Failure>> {
    if (taskIds.length === 0) return ok(true);
    const hook = await this.ports.beforeKill(old, taskIds, young);
    if (!hook.ok) return failure({ exitCode: exitCodes.other, text: hook.error });
    this.ports.say(`About to kill ${taskIds.length} drained tasks: ${taskIds.join(', ')}`);
    if (!(await this.mayGoOn('Continue?'))) return ok(false);
    const killed = await this.ports.marathon.killAndScale(taskIds);
    return killed.ok ? ok(true) : failure({ exitCode: exitCodes.scale, text: killed.error });
  }

  private async grow({ young, old }: Pair): Promise<Result<void, Failure>> {
    const isHybrid = this.isHybrid(young);
    const most = isHybrid ? newInstancesOf(young) : targetOf(young);
    if (instancesOf(young) >= most) return ok(undefined);
    const instances = this.nextInstances(instancesOf(young), most, isHybrid, instancesOf(old));
    this.ports.say(`Scaling the new app to ${instances} instances`);
    const scaled = await this.ports.marathon.scale(idOf(young), instances);
    return scaled.ok ? ok(undefined) : failure({ exitCode: exitCodes.scale, text: scaled.error });
  }

  /** Half as many more, and all when that is as many as the old app has; or by the same number. */
  private nextInstances(now: number, most: number, isHybrid: boolean, old: number): number {
    const { linearIncrease } = this.options;
    const isLinear = linearIncrease > 0;
    const next = isLinear ? now + linearIncrease : Math.floor(now + (now + 1) / 2);
    if (isHybrid || isLinear) return Math.min(next, most);
    return next >= old ? most : Math.min(next, most);
  }

  private async mayGoOn(question: string): Promise<boolean> {
    return this.options.isForced || (await this.ports.confirm(question));
  }
}

function newInstancesOf(app: Definition): number {
  return numberOf(labelOf(app, 'DEPLOYMENT_NEW_INSTANCES')) ?? 0;
}

function targetOf(app: Definition): number {
  return numberOf(labelOf(app, 'DEPLOYMENT_TARGET_INSTANCES')) ?? instancesOf(app);
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
