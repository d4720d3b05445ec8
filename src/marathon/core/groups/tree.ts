/**
 * The tree of groups, apps and pods as it is: two maps and, for each group, the names below it.
 * It changes in place, by the difference alone, so that a change of one app costs as much among ten
 * thousand as among ten.
 *
 * Invariants: every group around an app, a pod or a group is there; `children` has exactly those.
 */
import { assert } from '../../../foundation/result.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { GroupDefinition } from '../../model/group.ts';
import { rootId, type PathId, type Timestamp } from '../../model/ids.ts';
import { comparePaths, parentOf } from '../../model/paths.ts';
import type { PodDefinition } from '../../model/pod.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { Change } from '../deployments/plan.ts';
import type { RootView } from '../parts.ts';
import { ServicePorts, servicePortsOf } from './service-ports.ts';

export interface Children {
  readonly runSpecs: Set<PathId>;
  readonly groups: Set<PathId>;
}

export function emptyRoot(version: Timestamp): GroupDefinition {
  return { id: rootId, dependencies: [], enforceRole: false, version };
}

/** What both the tree and a draft of it answer from the few questions that they answer differently. */
export abstract class Tree implements RootView {
  abstract readonly version: Timestamp;
  abstract readonly runSpecCount: number;
  abstract findRunSpec(id: PathId): RunSpec | undefined;
  abstract findGroup(id: PathId): GroupDefinition | undefined;
  abstract nextServicePort(from: number): number;
  protected abstract runSpecIdsIn(groupId: PathId): Iterable<PathId>;
  protected abstract groupIdsIn(groupId: PathId): Iterable<PathId>;

  appsIn(groupId: PathId): readonly AppDefinition[] {
    return this.#runSpecsIn(groupId).filter((spec) => spec.kind === 'app');
  }

  podsIn(groupId: PathId): readonly PodDefinition[] {
    return this.#runSpecsIn(groupId).filter((spec) => spec.kind === 'pod');
  }

  groupsIn(groupId: PathId): readonly GroupDefinition[] {
    return [...this.groupIdsIn(groupId)].sort(comparePaths).map((id) => this.findGroup(id)!);
  }

  *runSpecsBelow(groupId: PathId): Iterable<RunSpec> {
    yield* this.#runSpecsIn(groupId);
    for (const { id } of this.groupsIn(groupId)) yield* this.runSpecsBelow(id);
  }

  #runSpecsIn(groupId: PathId): RunSpec[] {
    return [...this.runSpecIdsIn(groupId)].sort(comparePaths).map((id) => this.findRunSpec(id)!);
  }
}

const nothing: Children = { runSpecs: new Set(), groups: new Set() };

export class CurrentTree extends Tree {
  readonly #runSpecs = new Map<PathId, RunSpec>();
  readonly #groups = new Map<PathId, GroupDefinition>();
  readonly #children = new Map<PathId, Children>();
  readonly #servicePorts = new ServicePorts();

  constructor(groups: Iterable<GroupDefinition>, runSpecs: Iterable<RunSpec>) {
    super();
    for (const group of groups) this.#putGroup(group);
    if (!this.#groups.has(rootId)) this.#putGroup(emptyRoot(0));
    for (const runSpec of runSpecs) this.#putRunSpec(runSpec);
  }

  get version(): Timestamp {
    return this.#groups.get(rootId)!.version;
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

  nextServicePort(from: number): number {
    return this.#servicePorts.nextFree(from);
  }

  childrenOf(groupId: PathId): Children {
    return this.#children.get(groupId) ?? nothing;
  }

  apply(
    runSpecs: ReadonlyMap<PathId, Change<RunSpec>>,
    groups: ReadonlyMap<PathId, Change<GroupDefinition>>,
  ): void {
    for (const [id, { after }] of groups) {
      if (after === undefined) this.#removeGroup(id);
      else this.#putGroup(after);
    }
    for (const [id, { after }] of runSpecs) {
      this.#removeRunSpec(id);
      if (after !== undefined) this.#putRunSpec(after);
    }
  }

  protected runSpecIdsIn(groupId: PathId): Iterable<PathId> {
    return this.childrenOf(groupId).runSpecs;
  }

  protected groupIdsIn(groupId: PathId): Iterable<PathId> {
    return this.childrenOf(groupId).groups;
  }

  #putGroup(group: GroupDefinition): void {
    this.#groups.set(group.id, group);
    if (group.id !== rootId) this.#childrenToChange(parentOf(group.id)).groups.add(group.id);
  }

  #removeGroup(id: PathId): void {
    assert(id !== rootId, 'the root group stays');
    this.#groups.delete(id);
    this.#children.delete(id);
    this.#childrenToChange(parentOf(id)).groups.delete(id);
  }

  #putRunSpec(runSpec: RunSpec): void {
    this.#runSpecs.set(runSpec.id, runSpec);
    this.#childrenToChange(parentOf(runSpec.id)).runSpecs.add(runSpec.id);
    for (const port of servicePortsOf(runSpec)) this.#servicePorts.add(port);
  }

  #removeRunSpec(id: PathId): void {
    const runSpec = this.#runSpecs.get(id);
    if (runSpec === undefined) return;
    this.#runSpecs.delete(id);
    this.#children.get(parentOf(id))?.runSpecs.delete(id);
    for (const port of servicePortsOf(runSpec)) this.#servicePorts.remove(port);
  }

  #childrenToChange(groupId: PathId): Children {
    const known = this.#children.get(groupId);
    if (known !== undefined) return known;
    const made: Children = { runSpecs: new Set(), groups: new Set() };
    this.#children.set(groupId, made);
    return made;
  }
}
