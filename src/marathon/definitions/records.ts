/**
 * Definitions as they are stored: the definition itself with a number that says how its members are
 * to be read, so that later versions can tell old records from new ones.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { RunSpec } from '../model/run-spec.ts';

const currentFormat = 1;

export type RunSpecRecord = RunSpec & { readonly format: number };

/** JSON can say all of it. */
export function toRecord(runSpec: RunSpec): RunSpecRecord {
  return { format: currentFormat, ...runSpec };
}

export function fromRecord(json: unknown): Result<RunSpec> {
  if (typeof json !== 'object' || json === null) return failure('not an object');
  const { format, ...members } = json as Readonly<Record<string, unknown>>;
  if (format !== currentFormat) return failure(`format ${String(format)} is not known here`);
  const { kind, id } = members;
  if ((kind !== 'app' && kind !== 'pod') || typeof id !== 'string') {
    return failure('neither an app nor a pod');
  }
  return ok(members as unknown as RunSpec);
}
