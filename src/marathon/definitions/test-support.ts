/** For tests of definitions: options as a Marathon without flags has them, and a small tree. */
import { assert } from '../../foundation/result.ts';
import type { Change } from '../core/deployments/plan.ts';
import type { Draft } from '../core/parts.ts';
import type { Refusal } from '../core/refusal.ts';
import type { AppDefinition } from '../model/app.ts';
import type { GroupDefinition } from '../model/group.ts';
import { type PathId, rootId } from '../model/ids.ts';
import type { PodDefinition } from '../model/pod.ts';
import type { RunSpec } from '../model/run-spec.ts';
import type { DefinitionContext, DefinitionOptions } from './context.ts';
import { parentOf } from '../model/paths.ts';
import { readApp } from './read-app.ts';
import { servicePortsOf } from './tree/service-ports.ts';

export const plainOptions: DefinitionOptions = {
  features: new Set(),
  defaultNetworkName: undefined,
  mesosBridgeName: 'mesos-bridge',
  mesosRole: '*',
  newGroupEnforceRole: 'off',
};

export function contextWith(options: Partial<DefinitionOptions> = {}): DefinitionContext {
  return { base: rootId, options: { ...plainOptions, ...options } };
}

/** A body that keeps the rules, but for `members`. */
export function appJson(members: Readonly<Record<string, unknown>> = {}): object {
  return { id: '/app', cmd: 'sleep 1', ...members };
}

export function anApp(
  members: Readonly<Record<string, unknown>> = {},
  context = contextWith(),
): AppDefinition {
  const read = readApp(appJson(members), context);
  assert(read.ok, `the app is valid: ${JSON.stringify(read)}`);
  return read.value;
}

/** "path: error", of what is refused with 422. */
export function violationsOf(
  result: { readonly ok: true } | { readonly ok: false; readonly error: Refusal },
): string[] {
  if (result.ok) return [];
  const refusal = result.error;
  assert(refusal.kind === 'invalid', `a refusal of values: ${JSON.stringify(refusal)}`);
  return refusal.violations.flatMap(({ path, errors }) => errors.map((each) => `${path}: ${each}`));
}

/** As JSON, the way an answer is written. */
export function written(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** A tree in maps, without versions. */
export class TestDraft implements Draft {
  version = 0;
  readonly #before = new Map<PathId, RunSpec>();
  readonly #runSpecs = new Map<PathId, RunSpec>();
  readonly #groups = new Map<PathId, GroupDefinition>();

  constructor(runSpecs: readonly RunSpec[] = [], groups: readonly GroupDefinition[] = []) {
    this.putGroup({ id: rootId, dependencies: [], enforceRole: false, version: 0 });
    for (const group of groups) this.putGroup(group);
    for (const runSpec of runSpecs) {
      this.putRunSpec(runSpec);
      this.#before.set(runSpec.id, runSpec);
    }
  }

  get runSpecCount(): number {
    return this.#runSpecs.size;
  }

  findRunSpec(id: PathId): RunSpec | undefined {
    return this.#runSpecs.get(id);
  }

  findGroup(id: PathId): GroupDefinition | undefined {
    return this.#groups.get(id);
  }

  #childrenOf(groupId: PathId): RunSpec[] {
    const ids = [...this.#runSpecs.keys()].filter((id) => parentOf(id) === groupId).toSorted();
    return ids.map((id) => this.#runSpecs.get(id)!);
  }

  appsIn(groupId: PathId): readonly AppDefinition[] {
    return this.#childrenOf(groupId).filter((each): each is AppDefinition => each.kind === 'app');
  }

  podsIn(groupId: PathId): readonly PodDefinition[] {
    return this.#childrenOf(groupId).filter((each): each is PodDefinition => each.kind === 'pod');
  }

  groupsIn(groupId: PathId): readonly GroupDefinition[] {
    return [...this.#groups.values()]
      .filter(({ id }) => id !== rootId && parentOf(id) === groupId)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  runSpecsBelow(groupId: PathId): RunSpec[] {
    const start = groupId === rootId ? rootId : `${groupId}/`;
    return [...this.#runSpecs.values()].filter(({ id }) => id.startsWith(start));
  }

  nextServicePort(from: number): number {
    const all = [...this.#before.values(), ...this.#runSpecs.values()];
    const isUsed = (port: number): boolean =>
      all.some((each) => each.kind === 'app' && servicePortsOf(each).includes(port));
    let port = from;
    while (isUsed(port)) port++;
    return port;
  }

  changedRunSpecs(): ReadonlyMap<PathId, Change<RunSpec>> {
    const changes = new Map<PathId, Change<RunSpec>>();
    for (const id of new Set([...this.#before.keys(), ...this.#runSpecs.keys()])) {
      const before = this.#before.get(id);
      const after = this.#runSpecs.get(id);
      if (before === after) continue;
      changes.set(id, { ...(before && { before }), ...(after && { after }) });
    }
    return changes;
  }

  putRunSpec(runSpec: RunSpec): void {
    this.#runSpecs.set(runSpec.id, runSpec);
    for (let at = parentOf(runSpec.id); !this.#groups.has(at); at = parentOf(at)) {
      this.#groups.set(at, { id: at, dependencies: [], enforceRole: false, version: 0 });
    }
  }

  removeRunSpec(id: PathId): void {
    this.#runSpecs.delete(id);
  }

  putGroup(group: GroupDefinition): void {
    this.#groups.set(group.id, group);
  }

  removeGroup(id: PathId): void {
    for (const { id: below } of this.runSpecsBelow(id)) this.#runSpecs.delete(below);
    for (const group of [...this.#groups.keys()]) {
      const isBelow = id === rootId ? group !== rootId : group === id || group.startsWith(`${id}/`);
      if (isBelow) this.#groups.delete(group);
    }
  }
}
