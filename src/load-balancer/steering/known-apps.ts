/**
 * The apps as Marathon told of them last, and which of them are left out because HAProxy refused what
 * they made of its configuration. Such an app gets another chance when its definition changes.
 */
import type { App } from '../model/app.ts';
import type { Problem } from '../problem.ts';
import type { Snapshot } from './environment.ts';

interface Bad {
  readonly definition: string;
  readonly why: string;
}

export class KnownApps {
  #apps = new Map<string, App>();
  #problems: readonly Problem[] = [];
  readonly #problemsOf = new Map<string, readonly Problem[]>();
  readonly #bad = new Map<string, Bad>();
  /** Of all this: another one after each change. */
  version = 0;

  get all(): readonly App[] {
    return [...this.#apps.values()];
  }

  get excluded(): ReadonlySet<string> {
    return new Set(this.#bad.keys());
  }

  find(id: string): App | undefined {
    return this.#apps.get(id);
  }

  replaceAll({ apps, problems }: Snapshot): void {
    this.version++;
    this.#apps = new Map(apps.map((app) => [app.id, app]));
    this.#problems = problems;
    this.#problemsOf.clear();
    for (const id of this.#bad.keys()) this.#reconsider(id);
  }

  /** What Marathon says of one app; nothing: there is no such app. */
  replace(id: string, { apps, problems }: Snapshot): void {
    this.version++;
    const app = apps.find((each) => each.id === id);
    if (app === undefined) this.#apps.delete(id);
    else this.#apps.set(id, app);
    this.#problems = this.#problems.filter((each) => each.app !== id);
    if (problems.length > 0) this.#problemsOf.set(id, problems);
    else this.#problemsOf.delete(id);
    this.#reconsider(id);
  }

  exclude(bad: ReadonlyMap<string, string>): void {
    this.version++;
    for (const [id, why] of bad) {
      const app = this.#apps.get(id);
      if (app !== undefined) this.#bad.set(id, { definition: definitionOf(app), why });
    }
  }

  /** What was wrong may lie outside of the definition: a certificate that is there now. */
  forgive(): void {
    this.version++;
    this.#bad.clear();
  }

  get problems(): readonly Problem[] {
    const bad = [...this.#bad].map(([app, { why }]) => ({
      app,
      label: 'HAPROXY_*',
      rule: 'HAProxy must accept what the labels of an app make of its configuration',
      value: why,
      effect: 'the app is left out until its definition changes',
    }));
    return [...this.#problems, ...[...this.#problemsOf.values()].flat(), ...bad];
  }

  #reconsider(id: string): void {
    const bad = this.#bad.get(id);
    if (bad === undefined) return;
    const app = this.#apps.get(id);
    if (app === undefined || definitionOf(app) !== bad.definition) this.#bad.delete(id);
  }
}

/** Without what changes while the definition stays. */
function definitionOf({ tasks: _tasks, labels, lastScalingAt: _at, ...rest }: App): string {
  return JSON.stringify([rest, [...labels]]);
}
