/** Everything that is stored, read once at the start of a leader. */
import { failure, ok, type Result } from '../../../foundation/result.ts';
import type { FrameworkId } from '../../../protocol/ids.ts';
import type { KeyValueStore } from '../../../storage/key-value-store.ts';
import type { RecoveredDeployment } from '../deployments/running-deployments.ts';
import type { GroupDefinition } from '../../model/group.ts';
import type { DeploymentId, PathId, Timestamp } from '../../model/ids.ts';
import type { Instance } from '../../model/instance.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { TaskFailure } from '../parts.ts';
import { keys, lastPartOf, pathPartOf, prefixes } from './keys.ts';
import { planFrom, type PlanEntry, type PlanHead } from './plan-record.ts';
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
  /** The definitions that deployments speak of. */
  readonly #wanted = new Map<string, RunSpec | undefined>();
  #frameworkId: FrameworkId | undefined;
  #format: number | undefined;

  constructor(records: StoredRecords) {
    this.#records = records;
  }

  visit(key: string, value: Uint8Array): void {
    const has = (prefix: string): boolean => key.startsWith(prefix);
    if (key === prefixes.format) this.#format = decode(value) as number;
    else if (key === prefixes.frameworkId) this.#frameworkId = decode(value) as FrameworkId;
    else if (has(prefixes.runSpecs)) this.#runSpecs.push(decode(value) as RunSpec);
    else if (has(prefixes.groups)) this.#groups.push(decode(value) as GroupDefinition);
    else if (has(prefixes.instances)) this.#instances.push(decode(value) as Instance);
    else if (has(prefixes.failures)) this.#failures.push(decode(value) as TaskFailure);
    else if (has(prefixes.rootVersions)) this.#records.rootVersions.push(Number(lastPartOf(key)));
    else if (has(prefixes.deployments)) this.#visitHead(lastPartOf(key), decode(value) as PlanHead);
    else if (has(prefixes.deploymentPages)) this.#visitPage(pathPartOf(key) as string, value);
    else if (has(prefixes.groupVersions)) this.#visitVersion('groupVersions', key, value);
    else if (has(prefixes.runSpecVersions)) this.#visitVersion('runSpecVersions', key, value);
  }

  /** A sentence where what is stored is not for us. */
  refusal(): string | undefined {
    const format = this.#format ?? recordFormat;
    if (format === recordFormat) return undefined;
    return `The state was written in format ${format}; this program reads format ${recordFormat}.`;
  }

  result(): Recovered {
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
    for (const entry of entries) {
      if ('groupId' in entry) continue;
      for (const version of [entry.before, entry.after]) {
        if (version !== undefined) this.#want(entry.runSpecId, version);
      }
    }
  }

  #want(id: PathId, version: Timestamp): void {
    this.#wanted.set(keys.runSpecVersion(id, version), undefined);
  }

  #visitVersion(index: 'groupVersions' | 'runSpecVersions', key: string, value: Uint8Array): void {
    const isRemoval = value.length === 4 && decode(value) === null;
    this.#records[index].add(pathPartOf(key), Number(lastPartOf(key)), isRemoval);
    if (this.#wanted.has(key)) this.#wanted.set(key, decode(value) as RunSpec);
  }
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
