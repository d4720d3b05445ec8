/**
 * Who uses Marathon: makes, scales, upgrades, restarts and removes apps and groups of them, forces,
 * cancels and takes back deployments, kills tasks. What was answered is kept, and Marathon is held to
 * it (`findForgotten`): what it said it had taken it has, also the next one after it.
 */
import { type Random, randomInteger } from '../../foundation/random.ts';
import type { Result } from '../../foundation/result.ts';
import type { Core } from '../../marathon/core/environment.ts';
import type { DeploymentPlan } from '../../marathon/core/deployments/plan.ts';
import type { ChangeRequest } from '../../marathon/core/parts.ts';
import type { Refusal } from '../../marathon/core/refusal.ts';
import type { InstanceId, PathId, Timestamp } from '../../marathon/model/ids.ts';
import type { RunSpec } from '../../marathon/model/run-spec.ts';
import type { Trace } from '../trace.ts';
import { anyStrategy, appIds, editionOf, mostInstances, runSpecOf, type Conduct } from './apps.ts';
import type { MarathonNode } from './marathon-node.ts';

export interface UserParts {
  readonly random: Random;
  readonly trace: Trace;
  readonly node: MarathonNode;
}

/** Answered last for an app; undefined: that it is gone. */
interface Answered {
  readonly version: Timestamp;
  readonly app: RunSpec | undefined;
}

type Answer = (result: Result<DeploymentPlan, Refusal>) => void;

export class MarathonUser {
  readonly #parts: UserParts;
  readonly #answered = new Map<PathId, Answered>();
  #edition = 0;
  answeredCount = 0;
  readonly refusals = new Map<string, number>();

  constructor(parts: UserParts) {
    this.#parts = parts;
  }

  /** Anything that a user can do. */
  doSomething(): void {
    const { random, node } = this.#parts;
    const { core } = node;
    if (core === undefined) return;
    const id = this.#pick(appIds);
    switch (randomInteger(random, 14)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return this.upgrade(id, this.#anyConduct());
      case 4:
      case 5:
        return this.scale(id, randomInteger(random, mostInstances(id) + 1));
      case 6:
        return this.restart(id);
      case 7:
        return this.remove(id);
      case 8:
        return this.putShop();
      case 9:
        return this.#removeShop();
      case 10:
      case 11:
        return this.#withDeployment((deploymentId) => {
          this.#note(`cancels deployment ${deploymentId}`);
          core.deployments.cancel(deploymentId, () => undefined);
        });
      case 12:
        return this.#withDeployment((deploymentId) => {
          this.#note(`takes deployment ${deploymentId} back`);
          core.deployments.revert(deploymentId, (result) => this.#hear(result));
        });
      default:
        return this.#killSome(id);
    }
  }

  upgrade(id: PathId, conduct: Conduct, isForced = this.#isForced()): void {
    const instances = 1 + randomInteger(this.#parts.random, mostInstances(id));
    this.#note(`puts ${instances} instances of ${id}, which each ${conduct}`);
    const app = this.#app(id, instances, conduct);
    this.#change({
      groupId: id,
      force: isForced,
      build: (draft) => {
        draft.putRunSpec(app);
        return undefined;
      },
    });
  }

  /** Of what is there; nothing: there is no such app. */
  scale(id: PathId, instances: number, isForced = this.#isForced()): void {
    this.#note(`scales ${id} to ${instances}`);
    this.#change({
      groupId: id,
      force: isForced,
      build: (draft) => {
        const app = draft.findRunSpec(id);
        if (app === undefined) return { kind: 'not-found', message: `${id} is not there` };
        draft.putRunSpec({ ...app, instances });
        return undefined;
      },
    });
  }

  restart(id: PathId, isForced = this.#isForced()): void {
    this.#note(`restarts ${id}`);
    this.#change({
      groupId: id,
      force: isForced,
      restarts: new Set([id]),
      build: (draft) => {
        const app = draft.findRunSpec(id);
        if (app === undefined) return { kind: 'not-found', message: `${id} is not there` };
        draft.putRunSpec(app);
        return undefined;
      },
    });
  }

  remove(id: PathId, isForced = this.#isForced()): void {
    this.#note(`removes ${id}`);
    this.#change({
      groupId: id,
      force: isForced,
      build: (draft) => {
        draft.removeRunSpec(id);
        return undefined;
      },
    });
  }

  /** Both of its apps, of which one needs the other. */
  putShop(isForced = this.#isForced()): void {
    const { random } = this.#parts;
    const apps = ['/shop/db', '/shop/web'].map((id) =>
      this.#app(id, 1 + randomInteger(random, mostInstances(id)), 'runs'),
    );
    this.#note('puts the group /shop');
    const build: ChangeRequest['build'] = (draft) => {
      for (const app of apps) draft.putRunSpec(app);
      return undefined;
    };
    this.#change({ groupId: '/shop', force: isForced, build });
  }

  /** Nothing that fails is left, and no app wants more than can be. */
  makeEverythingFine(): void {
    this.#note('puts everything in order');
    this.#change({
      groupId: '/',
      force: true,
      build: (draft) => {
        for (const id of appIds) {
          const app = draft.findRunSpec(id);
          if (app === undefined) continue;
          draft.putRunSpec(
            runSpecOf({
              ...{ id, conduct: 'runs', edition: this.#edition },
              instances: Math.min(app.instances, mostInstances(id)),
              upgradeStrategy: app.upgradeStrategy,
            }),
          );
        }
        return undefined;
      },
    });
  }

  removeEverything(): void {
    this.#note('removes everything');
    this.#change({
      groupId: '/',
      force: true,
      build: (draft) => {
        for (const id of appIds) draft.removeRunSpec(id);
        if (draft.findGroup('/shop') !== undefined) draft.removeGroup('/shop');
        return undefined;
      },
    });
  }

  /** What was answered and is not so. */
  findForgotten(core: Core): string[] {
    const forgotten: string[] = [];
    const { root } = core.groups;
    for (const [id, { version, app }] of this.#answered) {
      const found = root.findRunSpec(id);
      if (found !== undefined && found.version > version) continue;
      // Whatever came later and was not answered may hold, too.
      const isChanged = root.version > this.#newest(id);
      const isSame =
        app === undefined || found === undefined
          ? app === found
          : found.instances === app.instances && editionOf(found) === editionOf(app);
      if (isSame || (found === undefined && isChanged)) continue;
      forgotten.push(`${id} is not as it was answered at version ${version}`);
    }
    return forgotten;
  }

  #newest(id: PathId): Timestamp {
    return this.#answered.get(id)?.version ?? 0;
  }

  #removeShop(): void {
    this.#note('removes the group /shop');
    const build: ChangeRequest['build'] = (draft) => {
      if (draft.findGroup('/shop') !== undefined) draft.removeGroup('/shop');
      return undefined;
    };
    this.#change({ groupId: '/shop', force: this.#isForced(), build });
  }

  /** With others in their place, or without. */
  #killSome(id: PathId): void {
    const { node, random } = this.#parts;
    const core = node.core!;
    const ids: InstanceId[] = [...core.instances.of(id)]
      .filter(() => random.next() < 0.5)
      .map((instance) => instance.id);
    if (ids.length === 0) return;
    this.#note(`kills ${ids.join(', ')}`);
    if (random.next() < 0.5) return core.killer.restart(ids, 'asked for by a user');
    this.#change({
      groupId: id,
      force: this.#isForced(),
      toKill: ids,
      build: (draft) => {
        const app = draft.findRunSpec(id);
        if (app === undefined) return { kind: 'not-found', message: `${id} is not there` };
        draft.putRunSpec({ ...app, instances: Math.max(0, app.instances - ids.length) });
        return undefined;
      },
    });
  }

  #app(id: PathId, instances: number, conduct: Conduct): RunSpec {
    const upgradeStrategy = anyStrategy(this.#parts.random);
    return runSpecOf({ id, instances, conduct, edition: ++this.#edition, upgradeStrategy });
  }

  #anyConduct(): Conduct {
    const chance = this.#parts.random.next();
    if (chance < 0.12) return 'fails';
    return chance < 0.24 ? 'finishes' : 'runs';
  }

  #isForced(): boolean {
    return this.#parts.random.next() < 0.5;
  }

  #withDeployment(act: (id: string) => void): void {
    const running = [...(this.#parts.node.core?.deployments.running() ?? [])];
    if (running.length > 0) act(this.#pick(running).plan.id);
  }

  #change(request: ChangeRequest): void {
    this.#parts.node.core?.groups.change(request, (result) => this.#hear(result));
  }

  #hear: Answer = (result) => {
    if (!result.ok) {
      const { kind } = result.error;
      this.refusals.set(kind, (this.refusals.get(kind) ?? 0) + 1);
      this.#note(`is refused: ${kind}`);
      return;
    }
    this.answeredCount++;
    const { version, runSpecs } = result.value;
    for (const [id, { after }] of runSpecs) {
      this.#answered.set(id, { version, app: after });
    }
  };

  #pick<T>(all: readonly T[]): T {
    return all[randomInteger(this.#parts.random, all.length)]!;
  }

  #note(what: string): void {
    this.#parts.trace.note(`user ${what}`);
  }
}
