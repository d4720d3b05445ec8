/**
 * The types of an update of groups, which may hold thousands of apps: first those of the groups, then
 * those of each app, one by one. What is refused is named by its place in the whole.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { Refusal, Violation } from '../core/refusal.ts';
import { findTooMany } from './bounds.ts';
import { parseTypes, wrongTypes } from './parse.ts';
import { type AppJson, app as appSchema } from './schema/app.ts';
import { type GroupUpdateJson, groupUpdate as groupUpdateSchema } from './schema/group.ts';
import type { Steps } from './steps.ts';

interface AppList {
  /** "/groups(0)/apps" */
  readonly path: string;
  readonly given: readonly unknown[];
  readonly read: AppJson[];
}

export function* parseGroupUpdate(json: unknown): Steps<Result<GroupUpdateJson, Refusal>> {
  const tooMany = findTooMany(json);
  if (tooMany !== undefined) return failure({ kind: 'invalid', violations: [tooMany] });
  const lists: AppList[] = [];
  const parsed = parseTypes(groupUpdateSchema, withoutApps(json, '', lists));
  const violations: Violation[] = parsed.ok ? [] : [...parsed.error];
  for (const list of lists) yield* parseApps(list, violations);
  if (!parsed.ok || violations.length > 0) return failure(wrongTypes(violations));
  putBack(parsed.value, lists.values());
  return ok(parsed.value);
}

function* parseApps({ path, given, read }: AppList, violations: Violation[]): Steps<void> {
  for (const [index, app] of given.entries()) {
    const parsed = parseTypes(appSchema, app);
    if (parsed.ok) read.push(parsed.value);
    else {
      const at = `${path}(${index})`;
      const placed = parsed.error.map((each) => ({
        ...each,
        path: each.path === '/' ? at : `${at}${each.path}`,
      }));
      violations.push(...placed);
    }
    yield;
  }
}

/** In the order in which they are put back. */
function withoutApps(json: unknown, path: string, lists: AppList[]): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  const { apps, groups } = json as Record<string, unknown>;
  const bare: Record<string, unknown> = { ...json };
  if (Array.isArray(apps)) {
    lists.push({ path: `${path}/apps`, given: apps, read: [] });
    bare['apps'] = [];
  }
  if (Array.isArray(groups)) {
    bare['groups'] = groups.map((each, index) =>
      withoutApps(each, `${path}/groups(${index})`, lists),
    );
  }
  return bare;
}

function putBack(group: GroupUpdateJson, lists: Iterator<AppList>): void {
  if (group.apps !== undefined) group.apps = (lists.next().value as AppList).read;
  for (const each of group.groups ?? []) putBack(each, lists);
}
