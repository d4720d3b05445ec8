/**
 * How large one record may be. ZooKeeper takes a megabyte at once, and a write that it does not take
 * would end the process; so a change that would need such a record is refused before it is stored.
 */
import type { DeploymentPlan } from '../deployments/plan.ts';
import type { Violation } from '../refusal.ts';
import { encode, mostBytesOf } from './values.ts';

export const mostRecordBytes = 512 * 1024;

/** The definition that is too large, or all kills together; undefined: none is. */
export function findTooLarge({ runSpecs, groups, steps }: DeploymentPlan): Violation | undefined {
  for (const [id, { after }] of [...runSpecs, ...groups]) {
    if (after === undefined || mostBytesOf(after) <= mostRecordBytes) continue;
    const bytes = encode(after).length;
    if (bytes > mostRecordBytes) {
      return {
        path: id,
        errors: [`it takes ${bytes} bytes; a definition takes at most ${mostRecordBytes}`],
      };
    }
  }
  const kills = steps.flatMap(({ actions }) => actions.flatMap(({ toKill = [] }) => toKill));
  const bytes = encode(kills).length;
  if (bytes <= mostRecordBytes) return undefined;
  const errors = [`${kills.length} instances are too many to be named in one deployment`];
  return { path: '/', errors };
}
