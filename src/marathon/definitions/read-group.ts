/**
 * Updates of groups as clients send them: a tree of groups, of which each list may be left out. Ids
 * become absolute; apps in it become definitions, under the same rules as apps sent alone.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { RootView } from '../core/parts.ts';
import type { Refusal } from '../core/refusal.ts';
import type { AppDefinition } from '../model/app.ts';
import type { PathId, Timestamp } from '../model/ids.ts';
import type { DefinitionContext } from './context.ts';
import { parseGroupUpdate } from './parse-group.ts';
import { parse } from './parse.ts';
import { checkPathId, isTopLevel, resolvePath } from './path-ids.ts';
import { parentOf } from '../model/paths.ts';
import { present } from './present.ts';
import { Problems, isUnique } from './problems.ts';
import { settleApp } from './read-app.ts';
import type { AppJson } from './schema/app.ts';
import {
  type GroupUpdateJson,
  groupPartialUpdate as groupPartialUpdateSchema,
  taskIds as taskIdsSchema,
} from './schema/group.ts';
import { atOnce, type Steps } from './steps.ts';

export interface GroupUpdate {
  readonly id: PathId;
  /** All apps that the group shall have; undefined: those that it has. */
  readonly apps?: readonly AppDefinition[];
  readonly groups?: readonly GroupUpdate[];
  readonly dependencies?: readonly PathId[];
  readonly enforceRole?: boolean;
  /** Alone: each app gets so many times as many instances. */
  readonly scaleBy?: number;
  /** Alone: back to what the group was then. */
  readonly version?: Timestamp;
}

type Tree = Pick<RootView, 'findGroup' | 'findRunSpec'>;

interface Reading {
  readonly context: DefinitionContext;
  readonly problems: Problems;
  /** Some part of the update adds, changes or removes apps. */
  readonly modifiesServices: boolean;
}

/** `context.base`: the group of the URL; an id in the body is relative to it. */
export function readGroupUpdate(
  json: unknown,
  context: DefinitionContext,
): Result<GroupUpdate, Refusal> {
  return atOnce(readingGroupUpdate(json, context));
}

/** App by app. */
export function* readingGroupUpdate(
  json: unknown,
  context: DefinitionContext,
): Steps<Result<GroupUpdate, Refusal>> {
  const parsed = yield* parseGroupUpdate(json);
  if (!parsed.ok) return parsed;
  const problems = new Problems();
  const reading = { context, problems, modifiesServices: modifiesServices(parsed.value) };
  const id = resolvePath(parsed.value.id ?? '', context.base);
  const update = yield* readGroup(parsed.value, id, '', reading);
  return problems.refusal === undefined ? ok(update) : failure(problems.refusal);
}

function modifiesServices({ version, scaleBy, apps, groups = [] }: GroupUpdateJson): boolean {
  const own = [version, scaleBy, apps];
  return own.some((given) => given !== undefined) || groups.some(modifiesServices);
}

function* readGroup(
  update: GroupUpdateJson,
  id: PathId,
  path: string,
  reading: Reading,
): Steps<GroupUpdate> {
  const { apps, groups, dependencies, scaleBy, version, enforceRole } = update;
  checkPathId(id, `${path}/id`, reading.problems);
  checkWhatStandsAlone(update, path, reading);
  checkEnforceRole(enforceRole, id, path, reading);
  const within = { ...reading, context: contextWithin(id, enforceRole, reading.context) };
  return {
    id,
    ...present({
      apps: apps && (yield* readApps(apps, id, `${path}/apps`, within)),
      groups: groups && (yield* readGroups(groups, id, `${path}/groups`, within)),
      dependencies: dependencies && [...new Set(dependencies.map((each) => resolvePath(each, id)))],
      scaleBy,
      version,
      enforceRole,
    }),
  };
}

function checkWhatStandsAlone(update: GroupUpdateJson, path: string, { problems }: Reading): void {
  const given = Object.values(update).filter((value) => value !== undefined);
  const error = 'not allowed in conjunction with other properties.';
  for (const member of ['version', 'scaleBy'] as const) {
    const holds = update[member] === undefined || (given.length === 1 && path === '');
    problems.unless(holds, `${path}/${member}`, error);
  }
}

function checkEnforceRole(
  enforceRole: boolean | undefined,
  id: PathId,
  path: string,
  reading: Reading,
): void {
  reading.problems.unless(
    enforceRole !== true || isTopLevel(id),
    `${path}/enforceRole`,
    `enforceRole can only be set for top-level groups, and ${id} is not top-level`,
  );
  const existing = isTopLevel(id) ? reading.context.root?.findGroup(id) : undefined;
  const isSame =
    enforceRole === undefined || (existing?.enforceRole ?? enforceRole) === enforceRole;
  reading.problems.unless(
    isSame || !reading.modifiesServices,
    `${path}/enforceRole`,
    'enforceRole cannot be modified in a request that adds, removes or modifies services; please make these changes in separate requests.',
  );
}

/** What the update says of the enforcement of roles holds for the apps in it. */
function contextWithin(
  id: PathId,
  enforceRole: boolean | undefined,
  context: DefinitionContext,
): DefinitionContext {
  const { root } = context;
  if (enforceRole === undefined || !isTopLevel(id)) return { ...context, base: id };
  const tree: Tree = {
    findGroup: (other) =>
      other === id ? { id, dependencies: [], enforceRole, version: 0 } : root?.findGroup(other),
    findRunSpec: (other) => root?.findRunSpec(other),
  };
  return { ...context, base: id, root: tree };
}

function* readApps(
  apps: readonly AppJson[],
  groupId: PathId,
  path: string,
  { context, problems }: Reading,
): Steps<AppDefinition[]> {
  const found: AppDefinition[] = [];
  for (const [index, app] of apps.entries()) {
    const at = `${path}(${index})`;
    checkChild(resolvePath(app.id, groupId), groupId, at, problems);
    const definition = settleApp(app, context);
    if (definition.ok) found.push(definition.value);
    else addRefusal(definition.error, at, problems);
    yield;
  }
  checkUnique(found, path, problems);
  return found;
}

function addRefusal(refusal: Refusal, at: string, problems: Problems): void {
  if (refusal.kind === 'invalid') {
    for (const { path, errors } of refusal.violations) {
      for (const error of errors) problems.add(path === '/' ? at : `${at}${path}`, error);
    }
  } else if ('message' in refusal) problems.add(at, refusal.message);
}

function* readGroups(
  groups: readonly GroupUpdateJson[],
  parentId: PathId,
  path: string,
  reading: Reading,
): Steps<GroupUpdate[]> {
  const found: GroupUpdate[] = [];
  for (const [index, group] of groups.entries()) {
    const at = `${path}(${index})`;
    if (group.id === undefined) {
      reading.problems.add(`${at}/id`, 'not defined');
      continue;
    }
    const id = resolvePath(group.id, parentId);
    checkChild(id, parentId, at, reading.problems);
    found.push(yield* readGroup(group, id, at, reading));
  }
  checkUnique(found, path, reading.problems);
  return found;
}

function checkChild(id: PathId, groupId: PathId, path: string, problems: Problems): void {
  problems.unless(
    id !== groupId && parentOf(id) === groupId,
    `${path}/id`,
    `Identifier is not child of '${groupId}'`,
  );
}

function checkUnique(
  found: readonly { readonly id: PathId }[],
  path: string,
  problems: Problems,
): void {
  problems.unless(isUnique(found.map(({ id }) => id)), path, 'Elements must be unique.');
}

/** Of a top-level group: whether it enforces roles (PATCH); undefined: as the flag says. */
export function readGroupPatch(
  json: unknown,
  id: PathId,
): Result<{ readonly enforceRole: boolean | undefined }, Refusal> {
  const parsed = parse(groupPartialUpdateSchema, json);
  if (!parsed.ok) return parsed;
  const problems = new Problems();
  problems.unless(isTopLevel(id), '', 'Path needs to be top-level');
  return problems.refusal === undefined ? ok(parsed.value) : failure(problems.refusal);
}

/** {"ids": ["…"]}: tasks that are to be killed. */
export function readTaskIds(json: unknown): Result<readonly string[], Refusal> {
  const parsed = parse(taskIdsSchema, json);
  return parsed.ok ? ok(parsed.value.ids) : parsed;
}
