/** The tree of groups as the original stores it, whole for each version: it names apps by version. */
import { failure, ok, type Result } from '../../foundation/result.ts';
import type {
  GroupDefinition as StoredGroup,
  GroupDefinition_AppReference,
} from '../../protocol/generated/marathon.ts';
import { readTimestamp } from '../definitions/timestamps.ts';
import type { GroupDefinition } from '../model/group.ts';
import type { PathId, Timestamp } from '../model/ids.ts';
import { pathOfSafe } from './old-ids.ts';

export interface OldTree {
  readonly version: Timestamp;
  readonly groups: readonly GroupDefinition[];
  /** Apps and pods, by the version that they have there. */
  readonly runSpecs: ReadonlyMap<PathId, Timestamp>;
}

export function treeOf(root: StoredGroup): Result<OldTree> {
  const groups: GroupDefinition[] = [];
  const runSpecs = new Map<PathId, Timestamp>();
  const faults: string[] = [];
  const time = (text: string): Timestamp => {
    const found = readTimestamp(text);
    if (found === undefined) faults.push(`version ${text} is no time`);
    return found ?? 0;
  };
  const note = ({ id, version }: GroupDefinition_AppReference): void => {
    runSpecs.set(pathOfSafe(id), time(version));
  };
  const visit = (group: StoredGroup): void => {
    groups.push({
      id: pathOfSafe(group.id),
      dependencies: (group.dependencies ?? []).map(pathOfSafe),
      enforceRole: group.enforceRole ?? false,
      version: time(group.version),
    });
    for (const each of [...(group.apps ?? []), ...(group.pods ?? [])]) note(each);
    for (const each of group.groups ?? []) visit(each);
  };
  visit(root);
  const [first] = groups;
  if (faults.length > 0 || first === undefined) return failure(faults.join('; '));
  return ok({ version: first.version, groups, runSpecs });
}
