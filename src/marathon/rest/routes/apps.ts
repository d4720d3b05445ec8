/** /v2/apps and what is below it. */
import { failure, ok as success, type Result } from '../../../foundation/result.ts';
import type { ChangeRequest, Draft } from '../../core/parts.ts';
import type { Refusal } from '../../core/refusal.ts';
import {
  readApp,
  readAppUpdate,
  readAppUpdates,
  readingAppUpdates,
  type AppChange,
} from '../../definitions/read-app.ts';
import { renderApp } from '../../definitions/render/app.ts';
import { readTimestamp } from '../../definitions/timestamps.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { PathId, Timestamp } from '../../model/ids.ts';
import { renderTimestamp } from '../../model/timestamps.ts';
import { message, notFound, noTimestamp, ok, refusalAnswer } from '../answer.ts';
import type { Answer, ApiRequest } from '../answer.ts';
import { change, changeAnswer, contextOf, deploymentHeader, inTurns, type Api } from '../api.ts';
import { readSelector } from '../label-selector.ts';
import { embedsOf, renderAppInfo, type AppEmbed } from '../views/apps.ts';
import { explainApp } from './explain.ts';
import { deleteAppTasks, getAppTasks } from './app-tasks.ts';
import { groupOf, isBelow, readResourcePath } from './path.ts';

/** What listings always have. */
const listEmbeds: readonly AppEmbed[] = ['counts', 'deployments'];
const oneEmbeds: readonly AppEmbed[] = ['counts', 'deployments', 'tasks', 'lastTaskFailure'];

export function routeApps(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  const rest = request.path.slice('/v2/apps'.length);
  const words = ['tasks', 'versions', 'restart', 'explain'];
  const { id, part, rest: last } = readResourcePath(rest, words);
  if (id === '/' && part === undefined) return routeAll(api, request);
  switch (part) {
    case undefined:
      return routeOne(api, request, id);
    case 'tasks':
      return request.method === 'DELETE'
        ? deleteAppTasks(api, request, id, last)
        : onlyGet(request, () => getAppTasks(api, request, id));
    case 'versions':
      return onlyGet(request, () => getVersions(api, id, last));
    case 'explain':
      return onlyGet(request, () => explainApp(api, id));
    default:
      // @compat An app of this name can be removed, if not asked for.
      if (request.method === 'DELETE') return deleteApp(api, request, `${id}/restart`);
      return request.method === 'POST' ? restart(api, request, id) : notAllowed();
  }
}

function routeAll(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return listApps(api, request);
    case 'POST':
      return createApp(api, request);
    case 'PUT':
      return updateApps(api, request, request.query.flag('partialUpdate', true), true);
    case 'PATCH':
      return updateApps(api, request, true, false);
    default:
      return notAllowed();
  }
}

function routeOne(api: Api, request: ApiRequest, id: PathId): Answer | Promise<Answer> {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return isBelow(id) ? listBelow(api, request, groupOf(id)) : getApp(api, request, id);
    case 'PUT':
      return updateApp(api, request, id, request.query.flag('partialUpdate', true), true);
    case 'PATCH':
      return updateApp(api, request, id, true, false);
    case 'DELETE':
      return deleteApp(api, request, id);
    default:
      return notAllowed();
  }
}

export function notAllowed(): Answer {
  return message(405, 'Method Not Allowed');
}

export function onlyGet(
  { method }: ApiRequest,
  answer: () => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  return method === 'GET' || method === 'HEAD' ? answer() : notAllowed();
}

function appNotFound(id: PathId): Answer {
  return notFound(`App '${id}' does not exist`);
}

export function findApp({ core }: Api, id: PathId): AppDefinition | undefined {
  const found = core.groups.root.findRunSpec(id);
  return found?.kind === 'app' ? found : undefined;
}

function listApps({ core }: Api, { query }: ApiRequest): Answer {
  const cmd = query.text('cmd')?.toLowerCase();
  const id = query.text('id')?.toLowerCase();
  const selector = readSelector(query.text('label') ?? '');
  if (!selector.ok) return message(400, selector.error);
  const embeds = new Set([...listEmbeds, ...embedsOf(query.all('embed'), ['apps.', 'app.'])]);
  const { root } = core.groups;
  const ids = query.text('ids')?.split(',');
  const among =
    ids === undefined
      ? root.runSpecsBelow('/')
      : [...new Set(ids)].map((each) => root.findRunSpec(each as PathId));
  const apps = [...among].filter(
    (app): app is AppDefinition =>
      app?.kind === 'app' &&
      (cmd === undefined || (app.cmd ?? '').toLowerCase().includes(cmd)) &&
      (id === undefined || app.id.toLowerCase().includes(id)) &&
      selector.value(app.labels),
  );
  return ok({ apps: apps.map((app) => renderAppInfo(core, app, embeds)) });
}

function listBelow({ core }: Api, { query }: ApiRequest, groupId: PathId): Answer {
  if (core.groups.root.findGroup(groupId) === undefined) {
    return notFound(`Group '${groupId}' does not exist`);
  }
  const embeds = new Set([...oneEmbeds, ...embedsOf(query.all('embed'), ['apps.', 'app.'])]);
  const apps = [...core.groups.root.runSpecsBelow(groupId)].flatMap((app) =>
    app.kind === 'app' ? [renderAppInfo(core, app, embeds)] : [],
  );
  return ok({ '*': apps });
}

function getApp(api: Api, { query }: ApiRequest, id: PathId): Answer {
  const app = findApp(api, id);
  if (app === undefined) return appNotFound(id);
  const embeds = new Set([...oneEmbeds, ...embedsOf(query.all('embed'), ['app.', 'apps.'])]);
  return ok({ app: renderAppInfo(api.core, app, embeds) });
}

async function createApp(api: Api, request: ApiRequest): Promise<Answer> {
  const force = request.query.flag('force');
  const read = readApp(request.body, { ...contextOf(api), force });
  if (!read.ok) return refusalAnswer(read.error);
  const { id } = read.value;
  const build = (draft: Draft): Refusal | undefined => {
    if (draft.findRunSpec(id) !== undefined) {
      return { kind: 'conflict', message: `An app with id [${id}] already exists.` };
    }
    draft.putRunSpec(read.value);
    return undefined;
  };
  const changed = await change(api, { groupId: id, force, build });
  if (!changed.ok) return refusalAnswer(changed.error);
  const plan = changed.value;
  const app = plan.runSpecs.get(id)!.after as AppDefinition;
  const { clientIp, uri } = request;
  api.core.publish({ type: 'api_post_event', clientIp, uri, appDefinition: app });
  const none = { tasksStaged: 0, tasksRunning: 0, tasksHealthy: 0, tasksUnhealthy: 0 };
  return {
    status: 201,
    body: renderApp(app, { ...none, deployments: [{ id: plan.id }], tasks: [] }),
    headers: { Location: `${request.origin}${id}`, ...deploymentHeader(plan) },
  };
}

async function updateApp(
  api: Api,
  request: ApiRequest,
  id: PathId,
  isPartial: boolean,
  mayCreate: boolean,
): Promise<Answer> {
  if (!mayCreate && findApp(api, id) === undefined) return appNotFound(id);
  const force = request.query.flag('force');
  const context = { ...contextOf(api), id, isPartial, force };
  // Read before it is queued, so that what is wrong is said at once; and again on the tree of its turn.
  const early = readAppUpdate(request.body, findApp(api, id), context);
  if (!early.ok) return refusalAnswer(early.error);
  const past = await findPast(api, [early.value]);
  if (!past.ok) return refusalAnswer(past.error);
  const isNew = findApp(api, id) === undefined;
  const build = (draft: Draft): Refusal | undefined => {
    const current = draft.findRunSpec(id);
    if (current?.kind === 'pod') return { kind: 'conflict', message: `${id} is a pod` };
    const read = readAppUpdate(request.body, current, { ...context, root: draft });
    return read.ok ? putChange(draft, read.value, past.value) : read.error;
  };
  const answer = await changeAnswer(api, { groupId: id, force, build }, isNew ? 201 : 200);
  if (answer.status >= 300) return answer;
  const app = findApp(api, id);
  const { clientIp, uri } = request;
  if (app !== undefined) {
    api.core.publish({ type: 'api_post_event', clientIp, uri, appDefinition: app });
  }
  const location = isNew ? { Location: `${request.origin}${id}` } : {};
  return { ...answer, headers: { ...answer.headers, ...location } };
}

async function updateApps(
  api: Api,
  request: ApiRequest,
  isPartial: boolean,
  mayCreate: boolean,
): Promise<Answer> {
  const force = request.query.flag('force');
  const context = { ...contextOf(api), isPartial, force };
  const missing: PathId[] = [];
  const findOrMiss = (id: PathId): AppDefinition | undefined => {
    const found = findApp(api, id);
    if (found === undefined) missing.push(id);
    return found;
  };
  const { version } = api.core.groups.root;
  const early = await inTurns(readingAppUpdates(request.body, findOrMiss, context));
  if (!mayCreate && missing.length > 0) return appNotFound(missing[0]!);
  if (!early.ok) return refusalAnswer(early.error);
  const past = await findPast(api, early.value);
  if (!past.ok) return refusalAnswer(past.error);
  const build = (draft: Draft): Refusal | undefined => {
    const inDraft = (id: PathId): AppDefinition | undefined => {
      const found = draft.findRunSpec(id);
      return found?.kind === 'app' ? found : undefined;
    };
    // Thousands of apps are not read again where nothing changed since.
    const isSame = api.core.groups.root.version === version;
    const read = isSame
      ? early
      : readAppUpdates(request.body, inDraft, { ...context, root: draft });
    if (!read.ok) return read.error;
    for (const each of read.value) {
      const refusal = putChange(draft, each, past.value);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  };
  return changeAnswer(api, { groupId: '/', force, build });
}

type Past = ReadonlyMap<PathId, AppDefinition>;

/** Definitions of before that updates want back. */
async function findPast(api: Api, changes: readonly AppChange[]): Promise<Result<Past, Refusal>> {
  const past = new Map<PathId, AppDefinition>();
  for (const each of changes) {
    if (!('rollbackTo' in each)) continue;
    const found = await findVersion(api, each.id, each.rollbackTo);
    if (found === undefined) {
      const at = renderTimestamp(each.rollbackTo);
      const text = `App '${each.id}' does not exist in version ${at}`;
      return failure({ kind: 'not-found', message: text });
    }
    past.set(each.id, found);
  }
  return success(past);
}

function putChange(draft: Draft, each: AppChange, past: Past): Refusal | undefined {
  const app = 'app' in each ? each.app : past.get(each.id);
  if (app === undefined) return { kind: 'conflict', message: `${each.id} was changed meanwhile` };
  draft.putRunSpec(app);
  return undefined;
}

function deleteApp(api: Api, request: ApiRequest, id: PathId): Answer | Promise<Answer> {
  if (findApp(api, id) === undefined) return appNotFound(id);
  const build = (draft: Draft): Refusal | undefined => {
    if (draft.findRunSpec(id) === undefined) {
      return { kind: 'not-found', message: `App '${id}' does not exist` };
    }
    draft.removeRunSpec(id);
    return undefined;
  };
  return changeAnswer(api, { groupId: id, force: request.query.flag('force', true), build });
}

function restart(api: Api, request: ApiRequest, id: PathId): Answer | Promise<Answer> {
  if (findApp(api, id) === undefined) return appNotFound(id);
  const build = (draft: Draft): Refusal | undefined => {
    const app = draft.findRunSpec(id);
    if (app === undefined) return { kind: 'not-found', message: `App '${id}' does not exist` };
    draft.putRunSpec(app);
    return undefined;
  };
  const force = request.query.flag('force');
  const wish: ChangeRequest = { groupId: id, force, build, restarts: new Set([id]) };
  return changeAnswer(api, wish);
}

function findVersion(
  { core }: Api,
  id: PathId,
  version: Timestamp,
): Promise<AppDefinition | undefined> {
  return new Promise((resolve) =>
    core.groups.findVersion(id, version, (found) =>
      resolve(found?.kind === 'app' ? found : undefined),
    ),
  );
}

async function getVersions(api: Api, id: PathId, version: string | undefined): Promise<Answer> {
  if (findApp(api, id) === undefined) return appNotFound(id);
  if (version === undefined) {
    const versions = await new Promise<readonly Timestamp[]>((resolve) =>
      api.core.groups.versionsOf(id, resolve),
    );
    return ok({ versions: versions.map(renderTimestamp) });
  }
  const at = readTimestamp(version);
  if (at === undefined) return noTimestamp(version);
  const found = await findVersion(api, id, at);
  if (found !== undefined) return ok(renderApp(found));
  return notFound(`App '${id}' does not exist in version ${renderTimestamp(at)}`);
}
