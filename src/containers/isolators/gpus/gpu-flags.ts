/**
 * Which of the machine's GPUs an agent offers: all, or those that a flag names by their indices, whose number
 * --resources must say, too.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { parseResources } from '../../../resources/flags.ts';
import type { IsolatorOptions } from '../isolator.ts';
import { findScalar } from '../scalars.ts';

export type OfferOptions = Pick<IsolatorOptions, 'resources' | 'default_role'>;

export interface Named {
  /** Without its dashes. */
  readonly flag: string;
  readonly indices: readonly string[] | undefined;
}

/** `found`: by index; a failure is a sentence for the operator. */
export function offeredGpus(
  found: readonly number[],
  options: OfferOptions,
  { flag, indices: names }: Named,
): Result<readonly number[]> {
  const indices = names?.map(Number);
  const asked = askedCount(options);
  const fault = findCountFault(asked, { flag, indices }, found.length);
  if (fault !== undefined) return failure(fault);
  if (asked === 0) return ok([]);
  return ok(indices === undefined ? found : indices.map((index) => found[index]!));
}

/** Of --resources; undefined: they say nothing of GPUs. */
function askedCount({ resources: text = '', default_role }: OfferOptions): number | undefined {
  const parsed = parseResources(text, default_role);
  const gpus = parsed.ok ? findScalar(parsed.value.toMessages(), 'gpus') : undefined;
  return gpus ?? (/(^|[;"\s])gpus["(:]/u.test(text) ? 0 : undefined);
}

/** @compat what real agents refuse. */
function findCountFault(
  asked: number | undefined,
  { flag, indices }: { readonly flag: string; readonly indices: readonly number[] | undefined },
  available: number,
): string | undefined {
  if (indices === undefined) {
    const isAsked = asked !== undefined && asked !== 0;
    return isAsked ? `'gpus' in --resources needs --${flag}; add that` : undefined;
  }
  if (asked === undefined) return `--${flag} needs 'gpus' in --resources; add that`;
  if (asked !== indices.length) {
    return `--resources and --${flag} specify different numbers of GPU devices: ${asked} and ${indices.length}`;
  }
  const beyond = indices.find((index) => index >= available);
  if (beyond === undefined) return undefined;
  return `--${flag} names the GPU ${beyond}, the machine has ${available}, numbered from 0`;
}

/** --nvidia_gpu_devices, --rocm_gpu_devices; a failure is a sentence that fits after "cannot be '…': ". */
export function readIndices(names: readonly string[]): Result<void> {
  const odd = names.find((name) => !/^\d+$/u.test(name));
  if (odd !== undefined) return failure(`'${odd}' is no index of a GPU`);
  const isTwice = new Set(names.map(Number)).size < names.length;
  return isTwice ? failure('it contains duplicates') : ok(undefined);
}
