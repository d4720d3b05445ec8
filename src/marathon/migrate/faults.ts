/** What cannot be read of the original's state, in words for the operator. */
import type { Refusal } from '../core/refusal.ts';

/** Filled by those who read. */
export type Faults = string[];

export function faultText(refusal: Refusal): string {
  if (refusal.kind !== 'invalid') return 'message' in refusal ? refusal.message : refusal.kind;
  return refusal.violations.map(({ path, errors }) => `${path}: ${errors.join(', ')}`).join('; ');
}
