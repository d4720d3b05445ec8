/**
 * The tree as it will be, laid over the tree as it is: only what differs is held here. Every app and
 * pod that is put gets its versions by what differs from before: nothing, how many, or how.
 */
import type { GroupDefinition } from '../../model/group.ts';
import { rootId, type PathId, type Timestamp } from '../../model/ids.ts';
import { groupsAround, parentOf } from '../../model/paths.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { Change } from '../deployments/plan.ts';
import type { Draft } from '../parts.ts';
import type { SharedValues } from '../shared-values.ts';
import { equalValues } from './equal-values.ts';
import { servicePortsOf } from './service-ports.ts';
import { emptyRoot, Tree, type CurrentTree } from './tree.ts';

interface ChangedChildren {
  readonly runSpecs: Set<PathId>;
  readonly groups: Set<PathId>;
}

export class TreeDraft extends Tree implements Draft {
  readonly version: Timestamp;
  readonly #base: CurrentTree;
  readonly #shared: SharedValues;
  readonly #restarts: ReadonlySet<PathId>;
  readonly #runSpecs = new Map<PathId, RunSpec | undefined>();
  readonly #groups = new Map<PathId, GroupDefinition | undefined>();
  /** Of which names below a group something was said here. */
  readonly #children = new Map<PathId, ChangedChildren>();
  readonly #servicePorts = new Map<number, number>();
  #runSpecCount: number;

  constructor(
    base: CurrentTree,
    version: Timestamp,
    shared: SharedValues,
    restarts: ReadonlySet<PathId> = new Set(),
  ) {
    super();
    this.#shared = shared;
    this.version = version;
    this.#base = base;
    this.#restarts = restarts;
    this.#runSpecCount = base.runSpecCount;
  }

  get runSpecCount(): number {
    return this.#runSpecCount;
  }

  /** How many apps and pods something was said of. */
  get changeCount(): number {
    return this.#runSpecs.size;
  }

  findRunSpec(id: PathId): RunSpec | undefined {
    return this.#runSpecs.has(id) ? this.#runSpecs.get(id) : this.#base.findRunSpec(id);
  }

  findGroup(id: PathId): GroupDefinition | undefined {
    return this.#groups.has(id) ? this.#groups.get(id) : this.#base.findGroup(id);
  }

  /** In the tree as it is or as it will be: a port that becomes free is not given away at once. */
  nextServicePort(from: number): number {
    let port = this.#base.nextServicePort(from);
    while (this.#servicePorts.has(port)) port = this.#base.nextServicePort(port + 1);
    return port;
  }

  putRunSpec(runSpec: RunSpec): void {
    const before = this.findRunSpec(runSpec.id);
    if (before === undefined) this.#runSpecCount++;
    this.#countPorts(before, -1);
    const put = this.#shared.shareMembers(this.#withVersions(runSpec));
    this.#countPorts(put, 1);
    this.#setRunSpec(runSpec.id, put);
    this.#makeGroupsAround(runSpec.id);
  }

  removeRunSpec(id: PathId): void {
    const before = this.findRunSpec(id);
    if (before === undefined) return;
    this.#runSpecCount--;
    this.#countPorts(before, -1);
    this.#setRunSpec(id, undefined);
  }

  putGroup(group: GroupDefinition): void {
    this.#setGroup(group.id, group);
    this.#makeGroupsAround(group.id);
  }

  removeGroup(id: PathId): void {
    for (const { id: groupId } of this.groupsIn(id)) this.removeGroup(groupId);
    for (const { id: runSpecId } of [...this.appsIn(id), ...this.podsIn(id)]) {
      this.removeRunSpec(runSpecId);
    }
    if (id !== rootId) this.#setGroup(id, undefined);
  }

  /** What differs, by path. */
  changedRunSpecs(): ReadonlyMap<PathId, Change<RunSpec>> {
    const changes = new Map<PathId, Change<RunSpec>>();
    for (const [id, after] of this.#runSpecs) {
      const before = this.#base.findRunSpec(id);
      if (before?.version !== after?.version) changes.set(id, changeOf(before, after));
    }
    return changes;
  }

  /** What was said of groups, and that every group around something that changed has a new version. */
  changedGroups(): ReadonlyMap<PathId, Change<GroupDefinition>> {
    const touched = new Set<PathId>([rootId]);
    for (const id of [...this.changedRunSpecs().keys(), ...this.#groups.keys()]) {
      if (this.findGroup(id) !== undefined) touched.add(id);
      for (const around of groupsAround(id)) touched.add(around);
    }
    const changes = new Map<PathId, Change<GroupDefinition>>();
    for (const [id, after] of this.#groups) {
      const before = this.#base.findGroup(id);
      if (after === undefined && before !== undefined) changes.set(id, { before });
    }
    for (const id of touched) {
      const group = this.findGroup(id) ?? (id === rootId ? emptyRoot(0) : undefined);
      if (group === undefined) continue;
      changes.set(id, changeOf(this.#base.findGroup(id), { ...group, version: this.version }));
    }
    return changes;
  }

  protected runSpecIdsIn(groupId: PathId): Iterable<PathId> {
    const base = this.#base.childrenOf(groupId).runSpecs;
    const changed = this.#children.get(groupId)?.runSpecs;
    if (changed === undefined) return base;
    return [...new Set([...base, ...changed])].filter((id) => this.findRunSpec(id) !== undefined);
  }

  protected groupIdsIn(groupId: PathId): Iterable<PathId> {
    const base = this.#base.childrenOf(groupId).groups;
    const changed = this.#children.get(groupId)?.groups;
    if (changed === undefined) return base;
    return [...new Set([...base, ...changed])].filter((id) => this.findGroup(id) !== undefined);
  }

  /** A new object. */
  #withVersions(runSpec: RunSpec): RunSpec {
    const before = this.#base.findRunSpec(runSpec.id);
    const { version } = this;
    if (before === undefined || this.#restarts.has(runSpec.id) || differsInKind(before, runSpec)) {
      const versionInfo = { lastScalingAt: version, lastConfigChangeAt: version };
      return { ...runSpec, version, versionInfo };
    }
    const { version: oldVersion, versionInfo } = before;
    if (before.instances === runSpec.instances) {
      return { ...runSpec, version: oldVersion, versionInfo };
    }
    return { ...runSpec, version, versionInfo: { ...versionInfo, lastScalingAt: version } };
  }

  #makeGroupsAround(id: PathId): void {
    for (const groupId of groupsAround(id)) {
      if (this.findGroup(groupId) !== undefined) continue;
      this.#setGroup(groupId, { ...emptyRoot(this.version), id: groupId });
    }
  }

  #setRunSpec(id: PathId, runSpec: RunSpec | undefined): void {
    this.#runSpecs.set(id, runSpec);
    this.#changedChildrenOf(parentOf(id)).runSpecs.add(id);
  }

  #setGroup(id: PathId, group: GroupDefinition | undefined): void {
    this.#groups.set(id, group);
    if (id !== rootId) this.#changedChildrenOf(parentOf(id)).groups.add(id);
  }

  #changedChildrenOf(groupId: PathId): ChangedChildren {
    const known = this.#children.get(groupId);
    if (known !== undefined) return known;
    const made: ChangedChildren = { runSpecs: new Set(), groups: new Set() };
    this.#children.set(groupId, made);
    return made;
  }

  #countPorts(runSpec: RunSpec | undefined, by: 1 | -1): void {
    if (runSpec === undefined) return;
    for (const port of servicePortsOf(runSpec)) {
      const count = (this.#servicePorts.get(port) ?? 0) + by;
      if (count <= 0) this.#servicePorts.delete(port);
      else this.#servicePorts.set(port, count);
    }
  }
}

function changeOf<T extends object>(before: T | undefined, after: T | undefined): Change<T> {
  return {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** In anything but how many: tasks have to be replaced. */
function differsInKind(before: RunSpec, after: RunSpec): boolean {
  const { version, versionInfo, instances } = before;
  return !equalValues(before, { ...after, version, versionInfo, instances });
}
