/**
 * Everything that is stored, read once at the start of a leader. What cannot be read, or is not all
 * there, is not read over: the start is refused with the name of the record, and nothing is written.
 */
import { failure, ok, type Result } from '../../../foundation/result.ts';
import type { FrameworkId } from '../../../protocol/ids.ts';
import type { KeyValueStore } from '../../../storage/key-value-store.ts';
import type { RecoveredDeployment } from '../deployments/running-deployments.ts';
import type { GroupDefinition } from '../../model/group.ts';
import type { DeploymentId } from '../../model/ids.ts';
import type { Instance } from '../../model/instance.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { TaskFailure } from '../parts.ts';
import { keys, lastPartOf, pathPartOf, prefixes } from './keys.ts';
import { planFrom, versionsIn, type PlanEntry, type PlanHead } from './plan-record.ts';
import type { StoredRecords } from './stored-records.ts';
import { decode, encode, recordFormat } from './values.ts';

export interface Recovered {
  readonly frameworkId: FrameworkId | undefined;
  readonly runSpecs: readonly RunSpec[];
  readonly groups: readonly GroupDefinition[];
  readonly instances: readonly Instance[];
  readonly deployments: readonly RecoveredDeployment[];
  readonly failures: readonly TaskFailure[];
}

type Done = (result: Result<Recovered>) => void;

class Reading {
  readonly #records: StoredRecords;
  readonly #runSpecs: RunSpec[] = [];
  readonly #groups: GroupDefinition[] = [];
  readonly #instances: Instance[] = [];
  readonly #failures: TaskFailure[] = [];
  readonly #heads = new Map<DeploymentId, PlanHead>();
  readonly #entries = new Map<DeploymentId, PlanEntry[]>();
  readonly #pageCounts = new Map<DeploymentId, number>();
  /** The definitions that deployments speak of. */
  readonly #wanted = new Map<string, RunSpec | undefined>();
  #frameworkId: FrameworkId | undefined;
  #format: number | undefined;
  /** Of the first record that is damaged. */
  #damage: string | undefined;

  constructor(records: StoredRecords) {
    this.#records = records;
  }

  visit(key: string, value: Uint8Array): void {
    if (this.#damage !== undefined) return;
    try {
      this.#take(key, value);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#damage = `The record '${key}' of the state is damaged: ${why}`;
    }
  }

  #take(key: string, value: Uint8Array): void {
    const has = (prefix: string): boolean => key.startsWith(prefix);
    if (key === prefixes.format) this.#format = decode(value) as number;
    else if (key === prefixes.frameworkId) this.#frameworkId = decode(value) as FrameworkId;
    else if (has(prefixes.runSpecs)) this.#runSpecs.push(objectWith<RunSpec>('id', value));
    else if (has(prefixes.groups)) this.#groups.push(objectWith<GroupDefinition>('id', value));
    else if (has(prefixes.instances)) this.#instances.push(instanceOf(value));
    else if (has(prefixes.failures)) this.#failures.push(objectWith<TaskFailure>('appId', value));
    else if (has(prefixes.rootVersions)) this.#records.rootVersions.push(Number(lastPartOf(key)));
    else if (has(prefixes.deployments)) {
      this.#visitHead(lastPartOf(key), objectWith<PlanHead>('pageCount', value));
    } else if (has(prefixes.deploymentPages)) this.#visitPage(pathPartOf(key) as string, value);
    else if (has(prefixes.groupVersions)) this.#visitVersion('groupVersions', key, value);
    else if (has(prefixes.runSpecVersions)) this.#visitVersion('runSpecVersions', key, value);
  }

  /** A sentence where what is stored is not for us, or not whole. */
  refusal(): string | undefined {
    const format = this.#format ?? recordFormat;
    if (format !== recordFormat) {
      return `The state was written in format ${format}; this program reads format ${recordFormat}.`;
    }
    return this.#damage ?? this.#findMissing();
  }

  #findMissing(): string | undefined {
    for (const [id, { pageCount }] of this.#heads) {
      const found = this.#pageCounts.get(id) ?? 0;
      if (found !== pageCount) {
        return `The deployment ${id} has ${found} of ${pageCount} pages: '${keys.deploymentPage(id, found)}' is missing in the state`;
      }
    }
    const missing = [...this.#wanted].find(([, runSpec]) => runSpec === undefined);
    if (missing === undefined) return undefined;
    return `'${missing[0]}', which a deployment speaks of, is missing in the state`;
  }

  result(): Recovered {
    for (const [id, entries] of this.#entries) this.#records.held.hold(id, versionsIn(entries));
    const deployments = [...this.#heads].map(([id, head]) => ({
      plan: planFrom(id, head, this.#entries.get(id) ?? [], (runSpecId, version) =>
        this.#wanted.get(keys.runSpecVersion(runSpecId, version)),
      ),
      stepIndex: head.stepIndex,
    }));
    deployments.sort((a, b) => a.plan.version - b.plan.version);
    return {
      frameworkId: this.#frameworkId,
      runSpecs: this.#runSpecs,
      groups: this.#groups,
      instances: this.#instances,
      deployments,
      failures: this.#failures,
    };
  }

  #visitHead(id: DeploymentId, head: PlanHead): void {
    this.#heads.set(id, head);
    this.#records.heads.set(id, head);
  }

  /** Keys come in their order: all pages of deployments before the versions of apps. */
  #visitPage(id: DeploymentId, value: Uint8Array): void {
    const entries = decode(value) as PlanEntry[];
    const known = this.#entries.get(id);
    if (known === undefined) this.#entries.set(id, entries);
    else known.push(...entries);
    this.#pageCounts.set(id, (this.#pageCounts.get(id) ?? 0) + 1);
    for (const version of versionsIn(entries)) {
      this.#wanted.set(keys.runSpecVersion(...version), undefined);
    }
  }

  #visitVersion(index: 'groupVersions' | 'runSpecVersions', key: string, value: Uint8Array): void {
    const isRemoval = value.length === 4 && decode(value) === null;
    this.#records[index].add(pathPartOf(key), Number(lastPartOf(key)), isRemoval);
    if (this.#wanted.has(key)) this.#wanted.set(key, objectWith<RunSpec>('id', value));
  }
}

/** In JSON a port that there is none of is null. */
function instanceOf(value: Uint8Array): Instance {
  const instance = objectWith<Instance>('tasks', value);
  const tasks = instance.tasks.map((task) => ({
    ...task,
    hostPorts: task.hostPorts.map((port) => port ?? undefined),
  }));
  return { ...instance, tasks };
}

/** @throws where it is not the JSON of an object with this member */
function objectWith<T>(member: keyof T & string, value: Uint8Array): T {
  const read = decode(value);
  if (typeof read === 'object' && read !== null && member in read) return read as T;
  throw new TypeError(`it has no '${member}'`);
}

export function recover(store: KeyValueStore, records: StoredRecords, done: Done): void {
  const reading = new Reading(records);
  store.readAll(
    '',
    (key, value) => reading.visit(key, value),
    (read) => {
      if (!read.ok) return done(read);
      const refusal = reading.refusal();
      if (refusal !== undefined) return done(failure(refusal));
      const format = { kind: 'put' as const, key: prefixes.format, value: encode(recordFormat) };
      store.write([format], (written) => done(written.ok ? ok(reading.result()) : written));
    },
  );
}
