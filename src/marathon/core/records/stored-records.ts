/**
 * The records of the core, in a store of keys and values: what each thing is now, and what it was.
 * A batch is whole or not there, and batches come in order; once one fails the process has to end,
 * because what follows would be built on what is not there.
 */
import { type Result } from '../../../foundation/result.ts';
import type { Log } from '../../../foundation/log.ts';
import type { FrameworkId } from '../../../protocol/ids.ts';
import type { KeyValueStore, WriteOperation } from '../../../storage/key-value-store.ts';
import type { DeploymentId, InstanceId, PathId } from '../../model/ids.ts';
import type { Timestamp } from '../../model/ids.ts';
import type { Instance } from '../../model/instance.ts';
import type { GroupDefinition } from '../../model/group.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import { equalValues } from '../groups/equal-values.ts';
import type { GroupVersion, RunSpecVersion } from '../groups/versions.ts';
import type { Change, DeploymentPlan } from '../deployments/plan.ts';
import type { Records, TaskFailure } from '../parts.ts';
import { keys, lastPartOf, pathPartOf, prefixes } from './keys.ts';
import { headOperation, planOperations, type PlanHead } from './plan-record.ts';
import { decode, encode } from './values.ts';
import { HeldVersions, VersionIndex, type VersionOf } from './version-index.ts';

type Done = (result: Result<void>) => void;

export interface RecordsParts {
  readonly store: KeyValueStore;
  readonly log: Log;
  readonly maxVersions: number;
  /** The store failed: nothing that is said from now on would be true. */
  readonly failed: (why: string) => void;
}

export class StoredRecords implements Records {
  readonly #parts: RecordsParts;
  readonly runSpecVersions: VersionIndex;
  readonly groupVersions: VersionIndex;
  readonly rootVersions: Timestamp[] = [];
  /** Of running deployments. */
  readonly heads = new Map<DeploymentId, PlanHead>();
  /** Of apps and pods, by running deployments. */
  readonly held = new HeldVersions();

  constructor(parts: RecordsParts) {
    this.#parts = parts;
    this.runSpecVersions = new VersionIndex(parts.maxVersions);
    this.groupVersions = new VersionIndex(parts.maxVersions);
  }

  storeFrameworkId(id: FrameworkId | undefined, done: Done): void {
    const key = prefixes.frameworkId;
    this.#write([id === undefined ? removal(key) : put(key, id)], done);
  }

  storePlan(plan: DeploymentPlan, cancelled: readonly DeploymentId[], done: Done): void {
    const { head, operations, versions } = planOperations(plan);
    this.held.hold(plan.id, versions);
    const removals = cancelled.flatMap((id) => this.#deploymentRemovals(id));
    this.heads.set(plan.id, head);
    const all = [
      ...removals,
      ...operations,
      ...[...plan.runSpecs].flatMap(([id, change]) =>
        this.#runSpecChange(id, change, plan.version),
      ),
      ...[...plan.groups].flatMap(([id, change]) => this.#groupChange(id, change, plan.version)),
      ...this.#rootChange(plan.version),
    ];
    this.#write(all, done);
  }

  storeStep(id: DeploymentId, stepIndex: number): void {
    const head = this.heads.get(id);
    if (head === undefined) return;
    this.heads.set(id, { ...head, stepIndex });
    this.#write([headOperation(id, { ...head, stepIndex })]);
  }

  removeDeployments(ids: readonly DeploymentId[], done: Done): void {
    this.#write(
      ids.flatMap((id) => this.#deploymentRemovals(id)),
      done,
    );
  }

  storeInstances(put_: readonly Instance[], removed: readonly InstanceId[], done: Done): void {
    this.#write(
      [
        ...put_.map((instance) => put(keys.instance(instance.id), instance)),
        ...removed.map((id) => removal(keys.instance(id))),
      ],
      done,
    );
  }

  storeFailure(failure: TaskFailure): void {
    this.#write([put(keys.failure(failure.appId), failure)]);
  }

  readVersions(
    runSpecId: PathId,
    done: (
      versions: readonly { readonly version: Timestamp; readonly runSpec: RunSpec | undefined }[],
    ) => void,
  ): void {
    this.#readRunSpecVersions(keys.runSpecVersionsOf(runSpecId), (versions) =>
      done(versions.toReversed()),
    );
  }

  readRootVersions(done: (versions: readonly Timestamp[]) => void): void {
    done(this.rootVersions.toReversed());
  }

  readHistory(
    done: (runSpecs: readonly RunSpecVersion[], groups: readonly GroupVersion[]) => void,
  ): void {
    this.#readRunSpecVersions(prefixes.runSpecVersions, (runSpecs) => {
      const groups: GroupVersion[] = [];
      const visit = (key: string, value: Uint8Array): void => {
        const group = (decode(value) ?? undefined) as GroupDefinition | undefined;
        groups.push({ id: pathPartOf(key), version: Number(lastPartOf(key)), group });
      };
      this.#parts.store.readAll(prefixes.groupVersions, visit, (read) =>
        this.#unlessFailed(read, () => done(runSpecs, groups)),
      );
    });
  }

  #readRunSpecVersions(prefix: string, done: (versions: readonly RunSpecVersion[]) => void): void {
    const versions: RunSpecVersion[] = [];
    const visit = (key: string, value: Uint8Array): void => {
      const runSpec = (decode(value) ?? undefined) as RunSpec | undefined;
      versions.push({ id: pathPartOf(key), version: Number(lastPartOf(key)), runSpec });
    };
    this.#parts.store.readAll(prefix, visit, (read) =>
      this.#unlessFailed(read, () => done(versions)),
    );
  }

  #runSpecChange(
    id: PathId,
    { after }: Change<RunSpec>,
    version: Timestamp,
  ): readonly WriteOperation[] {
    const at = after?.version ?? version;
    this.runSpecVersions.add(id, at, after === undefined);
    const excess = this.runSpecVersions.takeExcess(id);
    const value = encode(after ?? null);
    return [
      after === undefined ? removal(keys.runSpec(id)) : putBytes(keys.runSpec(id), value),
      ...(after === undefined ? [removal(keys.failure(id))] : []),
      putBytes(keys.runSpecVersion(id, at), value),
      ...this.#runSpecVersionRemovals(excess.map((old) => [id, old])),
    ];
  }

  /** Its past has only what was said of it: that something below it changed, each of those says itself. */
  #groupChange(
    id: PathId,
    { before, after }: Change<GroupDefinition>,
    version: Timestamp,
  ): readonly WriteOperation[] {
    if (after === undefined) {
      return [removal(keys.group(id)), ...this.#groupPast(id, undefined, version)];
    }
    const isSame = before !== undefined && equalValues({ ...before, version }, after);
    const isKept = this.groupVersions.latestOf(id) !== undefined;
    return [
      put(keys.group(id), after),
      ...(isSame && isKept ? [] : this.#groupPast(id, after, version)),
    ];
  }

  #groupPast(
    id: PathId,
    group: GroupDefinition | undefined,
    version: Timestamp,
  ): readonly WriteOperation[] {
    this.groupVersions.add(id, version, group === undefined);
    const excess = this.groupVersions.takeExcess(id);
    return [
      put(keys.groupVersion(id, version), group ?? null),
      ...excess.map((old) => removal(keys.groupVersion(id, old))),
    ];
  }

  #rootChange(version: Timestamp): readonly WriteOperation[] {
    this.rootVersions.push(version);
    const { maxVersions } = this.#parts;
    const excess = this.rootVersions.splice(0, Math.max(0, this.rootVersions.length - maxVersions));
    const oldest = this.rootVersions[0] ?? version;
    return [
      put(keys.rootVersion(version), {}),
      ...excess.map((old) => removal(keys.rootVersion(old))),
      ...this.#runSpecVersionRemovals(
        this.runSpecVersions
          .takeForgotten(oldest)
          .flatMap(([id, versions]) => versions.map((at): VersionOf => [id, at])),
      ),
      ...this.groupVersions
        .takeForgotten(oldest)
        .flatMap(([id, versions]) => versions.map((at) => removal(keys.groupVersion(id, at)))),
    ];
  }

  /** What is held goes when it is released: the index does not know it any more. */
  #runSpecVersionRemovals(versions: readonly VersionOf[]): readonly WriteOperation[] {
    return versions
      .filter((each) => !this.held.holds(each))
      .map(([id, at]) => removal(keys.runSpecVersion(id, at)));
  }

  #deploymentRemovals(id: DeploymentId): readonly WriteOperation[] {
    const pageCount = this.heads.get(id)?.pageCount ?? 0;
    this.heads.delete(id);
    const released = this.held.release(id).filter((each) => !this.runSpecVersions.has(each));
    return [
      ...this.#runSpecVersionRemovals(released),
      removal(keys.deployment(id)),
      ...Array.from({ length: pageCount }, (_, page) => removal(keys.deploymentPage(id, page))),
    ];
  }

  #write(operations: readonly WriteOperation[], done?: Done): void {
    this.#parts.store.write(operations, (written) => {
      done?.(written);
      if (!written.ok) this.#parts.failed(written.error);
    });
  }

  #unlessFailed(read: Result<void>, then: () => void): void {
    if (read.ok) then();
    else this.#parts.failed(read.error);
  }
}

function put(key: string, value: unknown): WriteOperation {
  return putBytes(key, encode(value));
}

function putBytes(key: string, value: Uint8Array): WriteOperation {
  return { kind: 'put', key, value };
}

function removal(key: string): WriteOperation {
  return { kind: 'delete', key };
}
