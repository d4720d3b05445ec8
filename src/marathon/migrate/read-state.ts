/**
 * All that the original keeps, read once. What counts now has to be readable whole, or the migration is
 * refused; what is only past may be left out, and is named.
 */
import type { FrameworkId } from '../../protocol/ids.ts';
import { FrameworkID } from '../../protocol/generated/mesos.ts';
import {
  GroupDefinition as StoredGroup,
  ServiceDefinition,
  TaskFailure as StoredFailure,
} from '../../protocol/generated/marathon.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { TaskFailure } from '../core/parts.ts';
import type { DefinitionOptions } from '../definitions/context.ts';
import { readTimestamp } from '../definitions/timestamps.ts';
import type { PathId, Timestamp } from '../model/ids.ts';
import type { Instance } from '../model/instance.ts';
import type { RunSpec } from '../model/run-spec.ts';
import { appOf } from './app.ts';
import type { Faults } from './faults.ts';
import { treeOf, type OldTree } from './group.ts';
import { instanceOf } from './instance.ts';
import { pathOf, type OldNodes } from './nodes.ts';
import { pathOfSafe } from './old-ids.ts';
import { storedPodOf } from './pod.ts';
import { sharesCgroups, type StorageVersion } from './storage-version.ts';

export interface OldState {
  readonly frameworkId: FrameworkId | undefined;
  /** The last one is how it is. */
  readonly trees: readonly OldTree[];
  readonly versions: RunSpecVersions;
  readonly instances: readonly Instance[];
  readonly failures: readonly TaskFailure[];
  /** Nothing may be written because of them. */
  readonly faults: Faults;
  /** Of the past. */
  readonly leftOut: Faults;
}

export type RunSpecVersions = ReadonlyMap<PathId, ReadonlyMap<Timestamp, RunSpec>>;

class Reading {
  readonly #nodes: OldNodes;
  readonly #options: DefinitionOptions;
  readonly #storage: StorageVersion;
  readonly #versions = new Map<PathId, Map<Timestamp, RunSpec>>();
  readonly #faults: Faults = [];
  readonly #leftOut: Faults = [];

  constructor(nodes: OldNodes, options: DefinitionOptions, storage: StorageVersion) {
    this.#nodes = nodes;
    this.#options = options;
    this.#storage = storage;
  }

  async run(): Promise<OldState> {
    const frameworkId = await this.#frameworkId();
    const trees = await this.#trees();
    const current = trees.at(-1);
    await this.#definitions('apps', (bytes) =>
      appOf(ServiceDefinition.decode(bytes), this.#options),
    );
    const options = { ...this.#options, sharesCgroups: sharesCgroups(this.#storage) };
    await this.#definitions('pods', (bytes) => storedPodOf(jsonOf(bytes), options));
    for (const [id, version] of current?.runSpecs ?? []) {
      if (this.#versions.get(id)?.get(version) !== undefined) continue;
      this.#faults.push(`${id}: its version ${new Date(version).toISOString()} cannot be read`);
    }
    const instances = await this.#instances(current);
    const failures = await this.#failures(current);
    await this.#noDeployments();
    return {
      frameworkId,
      trees,
      versions: this.#versions,
      instances,
      failures,
      faults: this.#faults,
      leftOut: this.#leftOut,
    };
  }

  async #frameworkId(): Promise<FrameworkId | undefined> {
    for (const node of await this.#nodes.idsOf('framework-id')) {
      const bytes = await this.#nodes.data(pathOf(node));
      if (bytes === undefined) continue;
      const read = attempt(() => ok(FrameworkID.decode(bytes).value));
      if (read.ok) return read.value;
      this.#faults.push(`${pathOf(node)}: ${read.error}`);
    }
    return undefined;
  }

  /** By time; the one without a version, which is as it is now, is the last. */
  async #trees(): Promise<readonly OldTree[]> {
    const trees: OldTree[] = [];
    let current: OldTree | undefined;
    for (const node of await this.#nodes.idsOf('group')) {
      const path = pathOf(node);
      current = await this.#tree(path, this.#faults);
      for (const version of await this.#nodes.children(path)) {
        const tree = await this.#tree(`${path}/${version}`, this.#leftOut);
        if (tree !== undefined) trees.push(tree);
      }
    }
    const past = trees.filter(({ version }) => current !== undefined && version < current.version);
    past.sort((a, b) => a.version - b.version);
    return current === undefined ? [] : [...past, current];
  }

  async #tree(path: string, faults: Faults): Promise<OldTree | undefined> {
    const bytes = await this.#nodes.data(path);
    if (bytes === undefined) return undefined;
    const read = attempt(() => treeOf(StoredGroup.decode(bytes)));
    if (read.ok) return read.value;
    faults.push(`${path}: ${read.error}`);
    return undefined;
  }

  /** Each version, and the one without, which is one of them unless the original was cut short. */
  async #definitions(
    category: 'apps' | 'pods',
    read: (bytes: Uint8Array) => Result<RunSpec>,
  ): Promise<void> {
    for (const node of await this.#nodes.idsOf(category)) {
      const path = pathOf(node);
      const below = await this.#nodes.children(path);
      for (const each of [...below.map((version) => `${path}/${version}`), path]) {
        const bytes = await this.#nodes.data(each);
        if (bytes === undefined) continue;
        const found = attempt(() => read(bytes));
        if (!found.ok) this.#leftOut.push(`${each}: ${found.error}`);
        else this.#noteVersion(pathOfSafe(node.id), found.value);
      }
    }
  }

  #noteVersion(id: PathId, runSpec: RunSpec): void {
    const known = this.#versions.get(id);
    if (known === undefined) this.#versions.set(id, new Map([[runSpec.version, runSpec]]));
    else known.set(runSpec.version, runSpec);
  }

  #findCurrent(current: OldTree | undefined, id: PathId): RunSpec | undefined {
    const version = current?.runSpecs.get(id);
    return version === undefined ? undefined : this.#versions.get(id)?.get(version);
  }

  async #instances(current: OldTree | undefined): Promise<readonly Instance[]> {
    const instances: Instance[] = [];
    const surroundings = {
      findRunSpec: (id: PathId) => this.#findCurrent(current, id),
      mesosRole: this.#options.mesosRole,
    };
    for (const node of await this.#nodes.idsOf('instance')) {
      const bytes = await this.#nodes.data(pathOf(node));
      if (bytes === undefined) continue;
      const read = attempt(() => instanceOf(jsonOf(bytes), surroundings));
      if (!read.ok) this.#faults.push(`${pathOf(node)}: ${read.error}`);
      else if (read.value !== undefined) instances.push(read.value);
    }
    return instances;
  }

  async #failures(current: OldTree | undefined): Promise<readonly TaskFailure[]> {
    const failures: TaskFailure[] = [];
    for (const node of await this.#nodes.idsOf('taskFailures')) {
      const bytes = await this.#nodes.data(pathOf(node));
      if (bytes === undefined) continue;
      const read = attempt(() => failureOf(StoredFailure.decode(bytes)));
      if (!read.ok) this.#leftOut.push(`${pathOf(node)}: ${read.error}`);
      else if (current?.runSpecs.has(read.value.appId) === true) failures.push(read.value);
    }
    return failures;
  }

  /** What is half changed cannot be told from what is wrong: they have to end first. */
  async #noDeployments(): Promise<void> {
    for (const node of await this.#nodes.idsOf('deployment')) {
      if ((await this.#nodes.data(pathOf(node))) === undefined) continue;
      this.#faults.push(`deployment ${node.id} is under way: let it end, or cancel it`);
    }
  }
}

export function readState(
  nodes: OldNodes,
  options: DefinitionOptions,
  storage: StorageVersion,
): Promise<OldState> {
  return new Reading(nodes, options, storage).run();
}

function failureOf(stored: StoredFailure): Result<TaskFailure> {
  const version = readTimestamp(stored.version);
  const timestamp = readTimestamp(stored.timestamp);
  if (version === undefined || timestamp === undefined) return failure('its times are none');
  return ok({
    appId: stored.app_id,
    taskId: stored.task_id.value,
    state: stored.state,
    message: stored.message ?? '',
    host: stored.host ?? '',
    agentId: stored.slaveId?.value ?? '',
    version,
    timestamp,
  });
}

function jsonOf(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString());
}

/** What is no protobuf and no JSON throws. */
function attempt<T>(read: () => Result<T>): Result<T> {
  try {
    return read();
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}
