/** /v2/groups: the tree as a whole and parts of it. */
import { applyGroupUpdate, restoreGroup } from '../../definitions/apply-group-update.ts';
import { readGroupPatch, readingGroupUpdate } from '../../definitions/read-group.ts';
import { renderGroup } from '../../definitions/render/group.ts';
import { renderPod } from '../../definitions/render/pod.ts';
import { readTimestamp } from '../../definitions/timestamps.ts';
import type { Draft, RootView } from '../../core/parts.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { PathId, Timestamp } from '../../model/ids.ts';
import { renderTimestamp } from '../../model/timestamps.ts';
import {
  message,
  notFound,
  noTimestamp,
  ok,
  refusalAnswer,
  type Answer,
  type ApiRequest,
} from '../answer.ts';
import { changeAnswer, contextOf, inTurns, type Api } from '../api.ts';
import { embedsOf, renderAppInfo } from '../views/apps.ts';
import { renderStep } from '../views/deployments.ts';
import { notAllowed, onlyGet } from './apps.ts';
import { readResourcePath } from './path.ts';

const appPrefixes = ['group.apps.', 'group.groups.apps.'];

export function routeGroups(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  const rest = request.path.slice('/v2/groups'.length);
  const { id, part, rest: version } = readResourcePath(rest, ['versions', 'apps']);
  switch (part) {
    case undefined:
      return routeOne(api, request, id);
    case 'versions':
      return onlyGet(request, () => getVersions(api, request, id, version));
    default:
      return onlyGet(request, () => getApps(api, request, id));
  }
}

function routeOne(api: Api, request: ApiRequest, id: PathId): Answer | Promise<Answer> {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return getGroup(api.core.groups.root, api, request, id);
    case 'POST':
      return createGroup(api, request, id);
    case 'PUT':
      return updateGroup(api, request, id);
    case 'PATCH':
      return patchGroup(api, request, id);
    case 'DELETE':
      return deleteGroup(api, request, id);
    default:
      return notAllowed();
  }
}

function groupNotFound(id: PathId): Answer {
  return notFound(`Group '${id}' does not exist`);
}

function getGroup(root: RootView, { core }: Api, { query }: ApiRequest, id: PathId): Answer {
  const values = query.all('embed').flatMap((each) => each.split(','));
  const hasAny = values.length === 0;
  const appEmbeds = embedsOf(values, appPrefixes);
  const withApps = hasAny || appEmbeds.size > 0 || values.some((each) => each === 'group.apps');
  const group = renderGroup(root, id, {
    groups: hasAny || values.includes('group.groups'),
    app: withApps ? (app) => renderAppInfo(core, app, appEmbeds) : undefined,
    pod: hasAny || values.includes('group.pods') ? renderPod : undefined,
  });
  return group === undefined ? groupNotFound(id) : ok(group);
}

function getApps({ core }: Api, { query }: ApiRequest, id: PathId): Answer {
  if (core.groups.root.findGroup(id) === undefined) return groupNotFound(id);
  const embeds = embedsOf(query.all('embed'), ['apps.', ...appPrefixes]);
  const apps = [...core.groups.root.runSpecsBelow(id)].flatMap((spec) =>
    spec.kind === 'app' ? [renderAppInfo(core, spec, embeds)] : [],
  );
  return ok({ apps });
}

async function getVersions(
  api: Api,
  request: ApiRequest,
  id: PathId,
  version: string | undefined,
): Promise<Answer> {
  const { groups } = api.core;
  if (groups.root.findGroup(id) === undefined) return groupNotFound(id);
  if (version === undefined) {
    const versions = await new Promise<readonly Timestamp[]>((resolve) =>
      groups.rootVersions(resolve),
    );
    return ok(versions.map(renderTimestamp));
  }
  const at = readTimestamp(version);
  if (at === undefined) return noTimestamp(version);
  const found = await findRoot(api, at);
  const text = `Group '${id}' does not exist in version ${version}`;
  if (found?.findGroup(id) === undefined) return notFound(text);
  return getGroup(found, api, request, id);
}

function findRoot({ core }: Api, at: Timestamp): Promise<RootView | undefined> {
  return new Promise((resolve) => core.groups.findRoot(at, resolve));
}

/** A group that is to be new: neither it nor an app of its name may be there. */
async function createGroup(api: Api, request: ApiRequest, base: PathId): Promise<Answer> {
  const { newGroupEnforceRole } = api.definitions;
  const force = request.query.flag('force');
  const context = { ...contextOf(api, base), force };
  const read = await inTurns(readingGroupUpdate(request.body, context));
  if (!read.ok) return refusalAnswer(read.error);
  const update = read.value;
  const build = (draft: Draft): Refusal | undefined => {
    if (draft.findRunSpec(update.id) !== undefined) {
      return { kind: 'conflict', message: `An app with the path ${update.id} already exists.` };
    }
    if (draft.findGroup(update.id) !== undefined) {
      const text = `Group ${update.id} is already created. Use PUT to change this group.`;
      return { kind: 'conflict', message: text };
    }
    return applyGroupUpdate(draft, update, newGroupEnforceRole);
  };
  return withLocation(
    request,
    update.id,
    changeAnswer(api, { groupId: update.id, force, build }, 201),
  );
}

async function withLocation(
  { origin }: ApiRequest,
  id: PathId,
  answering: Promise<Answer>,
): Promise<Answer> {
  const answer = await answering;
  if (answer.status !== 201) return answer;
  return { ...answer, headers: { ...answer.headers, Location: `${origin}${id}` } };
}

/** @compat An id in the body is relative to that of the path, as in POST. */
async function updateGroup(api: Api, request: ApiRequest, base: PathId): Promise<Answer> {
  const { newGroupEnforceRole } = api.definitions;
  const force = request.query.flag('force');
  const context = { ...contextOf(api, base), force };
  const read = await inTurns(readingGroupUpdate(request.body, context));
  if (!read.ok) return refusalAnswer(read.error);
  const update = read.value;
  const { id } = update;
  const { version } = update;
  const past = version === undefined ? undefined : await findRoot(api, version);
  if (version !== undefined && past === undefined) {
    const text = `Group ${id} not available in version ${renderTimestamp(version)}`;
    return message(422, text);
  }
  const build = (draft: Draft): Refusal | undefined => {
    if (draft.findRunSpec(id) !== undefined) {
      return { kind: 'conflict', message: `An app with the path ${id} already exists.` };
    }
    if (past !== undefined) return restoreGroup(draft, past, id);
    return applyGroupUpdate(draft, update, newGroupEnforceRole);
  };
  if (request.query.flag('dryRun')) {
    const planned = api.core.groups.plan({ groupId: id, force, build });
    return planned.ok
      ? ok({ steps: planned.value.steps.map(renderStep) })
      : refusalAnswer(planned.error);
  }
  // @compat 200 also where it is new.
  return changeAnswer(api, { groupId: id, force, build });
}

async function patchGroup(api: Api, request: ApiRequest, id: PathId): Promise<Answer> {
  if (api.core.groups.root.findGroup(id) === undefined) return groupNotFound(id);
  const read = readGroupPatch(request.body, id);
  if (!read.ok) return refusalAnswer(read.error);
  const { enforceRole } = read.value;
  const build = (draft: Draft): Refusal | undefined => {
    const group = draft.findGroup(id);
    if (group === undefined) return { kind: 'not-found', message: `Group '${id}' does not exist` };
    if (enforceRole !== undefined) draft.putGroup({ ...group, enforceRole });
    return undefined;
  };
  const answer = await changeAnswer(api, { groupId: id, force: false, build });
  return answer.status === 200 ? { status: 200 } : answer;
}

function deleteGroup(api: Api, request: ApiRequest, id: PathId): Answer | Promise<Answer> {
  if (api.core.groups.root.findGroup(id) === undefined) return groupNotFound(id);
  const build = (draft: Draft): Refusal | undefined => {
    if (draft.findGroup(id) === undefined) {
      return { kind: 'not-found', message: `Group '${id}' does not exist` };
    }
    draft.removeGroup(id);
    return undefined;
  };
  return changeAnswer(api, { groupId: id, force: request.query.flag('force'), build });
}
