/**
 * Which health checks were told of. A check is announced once for each version of its app, with the
 * step of a deployment that begins to need it, and taken back when the app is stopped or, from time
 * to time, where a newer version is there and nothing runs of this one. Apps without checks are not
 * spoken of.
 */
import type { AppDefinition } from '../../model/app.ts';
import type { AppHealthCheck } from '../../model/checks.ts';
import type { PathId, Timestamp } from '../../model/ids.ts';
import type { Core } from '../environment.ts';
import type { Action } from '../deployments/plan.ts';
import { equalValues } from '../groups/equal-values.ts';
import { tell } from '../tell.ts';

type Checks = readonly AppHealthCheck[];

export class AnnouncedChecks {
  readonly #core: Core;
  readonly #byApp = new Map<PathId, Map<Timestamp, Checks>>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** Those of what is there are asked by this leader, too; later those of former versions go. */
  start(): void {
    const { clock, options, groups } = this.#core;
    for (const runSpec of groups.root.runSpecsBelow('/')) {
      if (runSpec.kind === 'app') this.#add(runSpec);
    }
    const again = (): void => {
      this.#removeOutdated();
      clock.after(options.reconciliationIntervalMs, again);
    };
    clock.after(options.reconciliationInitialDelayMs, again);
  }

  actionBegins({ kind, runSpec }: Action): void {
    if (runSpec.kind !== 'app') return;
    this.#add(runSpec);
    if (kind !== 'Stop') return;
    for (const version of [...(this.#byApp.get(runSpec.id)?.keys() ?? [])]) {
      this.#remove(runSpec.id, version);
    }
  }

  #add({ id, version, healthChecks }: AppDefinition): void {
    if (healthChecks.length === 0 || this.#byApp.get(id)?.has(version) === true) return;
    const checks = withoutRepeats(healthChecks);
    const versions = this.#byApp.get(id);
    if (versions === undefined) this.#byApp.set(id, new Map([[version, checks]]));
    else versions.set(version, checks);
    for (const healthCheck of checks) {
      tell(this.#core, { type: 'add_health_check_event', appId: id, version, healthCheck });
    }
  }

  #remove(appId: PathId, version: Timestamp): void {
    const versions = this.#byApp.get(appId);
    const checks = versions?.get(version) ?? [];
    versions?.delete(version);
    if (versions?.size === 0) this.#byApp.delete(appId);
    for (const _ of checks) tell(this.#core, { type: 'remove_health_check_event', appId });
  }

  #removeOutdated(): void {
    const { groups, instances } = this.#core;
    for (const [id, versions] of [...this.#byApp]) {
      const current = groups.root.findRunSpec(id)?.version;
      if (current === undefined) continue;
      const inUse = new Set([...instances.of(id)].map(({ runSpecVersion }) => runSpecVersion));
      for (const version of [...versions.keys()]) {
        if (version < current && !inUse.has(version)) this.#remove(id, version);
      }
    }
  }
}

function withoutRepeats(checks: Checks): Checks {
  return checks.filter(
    (check, index) => checks.findIndex((each) => equalValues(each, check)) === index,
  );
}
