/**
 * Apps as clients send them, whole or in part, of any age: types first, then old forms become new
 * ones, then the rules, then what was left out gets its value. The paths of refusals are those of
 * what the client sent.
 */
import { type Result, assert, failure, ok } from '../../foundation/result.ts';
import type { Refusal } from '../core/refusal.ts';
import type { AppDefinition } from '../model/app.ts';
import type { PathId, Timestamp } from '../model/ids.ts';
import type { DefinitionContext } from './context.ts';
import { definitionOf } from './normal-form/app.ts';
import { modernizeApp, modernizeUpdate } from './old-forms.ts';
import { parse } from './parse.ts';
import { resolvePath } from './path-ids.ts';
import { Problems } from './problems.ts';
import { renderApp } from './render/app.ts';
import { roleSettingsOf } from './roles.ts';
import { checkApp } from './rules/app.ts';
import { checkOldForms } from './rules/old-forms.ts';
import {
  type AppJson,
  type AppUpdateJson,
  app as appSchema,
  appUpdate as appUpdateSchema,
  apps as appsSchema,
  appUpdates as appUpdatesSchema,
} from './schema/app.ts';
import { atOnce, type Steps } from './steps.ts';

export interface UpdateContext extends DefinitionContext {
  /** What is left out stays as it is; else it gets its default, as in a new app. */
  readonly isPartial: boolean;
}

/** What an update makes of an app: a new definition, or one that it had before. */
export type AppChange =
  | { readonly id: PathId; readonly app: AppDefinition }
  | { readonly id: PathId; readonly rollbackTo: Timestamp };

type FindApp = (id: PathId) => AppDefinition | undefined;

export function readApp(json: unknown, context: DefinitionContext): Result<AppDefinition, Refusal> {
  const parsed = parse(appSchema, withId(json, context));
  return parsed.ok ? settleApp(parsed.value, context) : parsed;
}

/** `current`: the app as it is; undefined: there is none, so it becomes one. */
export function readAppUpdate(
  json: unknown,
  current: AppDefinition | undefined,
  context: UpdateContext,
): Result<AppChange, Refusal> {
  if (!context.isPartial) return asChange(readApp(json, context));
  const parsed = parse(appUpdateSchema, withId(json, context));
  return parsed.ok ? settleUpdate(parsed.value, json, () => current, context) : parsed;
}

/** An array of apps or parts of them, each with its id. */
export function readAppUpdates(
  json: unknown,
  findApp: FindApp,
  context: UpdateContext,
): Result<readonly AppChange[], Refusal> {
  return atOnce(readingAppUpdates(json, findApp, context));
}

/** App by app. */
export function* readingAppUpdates(
  json: unknown,
  findApp: FindApp,
  context: UpdateContext,
): Steps<Result<readonly AppChange[], Refusal>> {
  if (!context.isPartial) {
    const parsed = parse(appsSchema, json);
    if (!parsed.ok) return parsed;
    return yield* all(parsed.value, (app) => asChange(settleApp(app, context)));
  }
  const parsed = parse(appUpdatesSchema, json);
  if (!parsed.ok) return parsed;
  return yield* all(parsed.value, (update, index) =>
    settleUpdate(update, (json as unknown[])[index], findApp, context),
  );
}

function* all<T>(
  given: readonly T[],
  settle: (each: T, index: number) => Result<AppChange, Refusal>,
): Steps<Result<AppChange[], Refusal>> {
  const changes: AppChange[] = [];
  for (const [index, each] of given.entries()) {
    const change = settle(each, index);
    if (!change.ok) return change;
    changes.push(change.value);
    yield;
  }
  return ok(changes);
}

function asChange(app: Result<AppDefinition, Refusal>): Result<AppChange, Refusal> {
  return app.ok ? ok({ id: app.value.id, app: app.value }) : app;
}

function withId(json: unknown, { id }: DefinitionContext): unknown {
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  return isObject && id !== undefined ? { ...json, id } : json;
}

/** The types are right; is the rest? */
export function settleApp(
  app: AppJson,
  context: DefinitionContext,
): Result<AppDefinition, Refusal> {
  const problems = new Problems();
  checkOldForms(app, problems);
  if (problems.refusal !== undefined) return failure(problems.refusal);
  const modern = modernizeApp(withAbsoluteIds(app, context.base), context.options);
  if (!modern.ok) return failure({ kind: 'unprocessable', message: modern.error });
  const { id } = modern.value;
  const roles = roleSettingsOf(id, context.root, context.options);
  const settled = { ...modern.value, role: modern.value.role ?? roles.defaultRole };
  checkApp(settled, roles, context, problems);
  return problems.refusal === undefined
    ? ok(definitionOf(settled, context.options))
    : failure(problems.refusal);
}

function withAbsoluteIds<T extends AppUpdateJson>(app: T, base: PathId): T {
  const { id, dependencies } = app;
  return {
    ...app,
    id: id === undefined ? undefined : resolvePath(id, base),
    dependencies: dependencies && [...new Set(dependencies.map((each) => resolvePath(each, base)))],
  };
}

function settleUpdate(
  update: AppUpdateJson,
  json: unknown,
  findApp: FindApp,
  context: UpdateContext,
): Result<AppChange, Refusal> {
  const { id: given, ...members } = withAbsoluteIds(update, context.base);
  if (given === undefined) {
    return failure({ kind: 'unprocessable', message: 'App Update must have app id set' });
  }
  const id: PathId = given;
  const refusal = refusalOfUpdate(members);
  if (refusal !== undefined) return failure(refusal);
  const current = findApp(id);
  if (members.version !== undefined && current !== undefined) {
    return ok({ id, rollbackTo: members.version });
  }
  const modern = modernizeUpdate(members, context.options);
  if (!modern.ok) return failure({ kind: 'unprocessable', message: modern.error });
  const base = current === undefined ? { id } : withoutCleared(jsonOf(current), json);
  return asChange(settleApp(merge(base, modern.value), { ...context, id }));
}

function refusalOfUpdate(members: Omit<AppUpdateJson, 'id'>): Refusal | undefined {
  const problems = new Problems();
  checkOldForms(members, problems);
  const given = Object.values(members).filter((value) => value !== undefined);
  problems.unless(
    members.version === undefined || given.length === 1,
    '',
    "The 'version' field may only be combined with the 'id' field.",
  );
  return problems.refusal;
}

/** As its own answer says it, which every client may send back. */
function jsonOf(app: AppDefinition): AppJson {
  const json: unknown = JSON.parse(JSON.stringify(renderApp(app)));
  const parsed = parse(appSchema, json);
  assert(parsed.ok, `the definition of ${app.id} is one that clients may send`);
  return { ...parsed.value, version: undefined };
}

/** Null says of these that there shall be none; everywhere else it says nothing. */
function withoutCleared(app: AppJson, update: unknown): AppJson {
  const given = update as Readonly<Record<string, unknown>>;
  return {
    ...app,
    executorResources: given['executorResources'] === null ? undefined : app.executorResources,
    resourceLimits: given['resourceLimits'] === null ? undefined : app.resourceLimits,
  };
}

function merge(
  base: Partial<AppJson> & { id: string },
  update: Omit<AppUpdateJson, 'id'>,
): AppJson {
  const given = Object.entries(update).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(given) } as AppJson;
}
