/** /v2/pods and `::status`, `::versions`, `::instances` of them; beyond Marathon, `::restart`. */
import { failure, ok as success, type Result } from '../../../foundation/result.ts';
import { readPod } from '../../definitions/read-pod.ts';
import { renderPod } from '../../definitions/render/pod.ts';
import { readTimestamp } from '../../definitions/timestamps.ts';
import type { Draft } from '../../core/parts.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { PathId, Timestamp } from '../../model/ids.ts';
import type { PodDefinition } from '../../model/pod.ts';
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
import { change, changeAnswer, contextOf, deploymentHeader, type Api } from '../api.ts';
import { renderKilled, renderPodStatus } from '../views/pods.ts';
import { notAllowed, onlyGet } from './apps.ts';

const instanceId = /^(.+)\.(instance-|marathon-)([^.]+)$/;

export function routePods(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  const rest = request.path.slice('/v2/pods'.length);
  const [path = '', part] = rest.split('::', 2);
  const id = `/${path
    .split('/')
    .filter((segment) => segment !== '')
    .join('/')}`;
  if (part === undefined) return id === '/' ? routeAll(api, request) : routeOne(api, request, id);
  const [word = '', ...last] = part.split('/');
  const name = last.length === 0 ? undefined : last.join('/');
  switch (word) {
    case 'status':
      return onlyGet(request, () => getStatus(api, id));
    case 'versions':
      return onlyGet(request, () => getVersions(api, id, name));
    case 'instances':
      return request.method === 'DELETE' ? killInstances(api, request, id, name) : notAllowed();
    case 'restart':
      return request.method === 'POST' ? restartPod(api, request, id) : notAllowed();
    default:
      return message(404, `URI not found: ${request.path}`);
  }
}

function routeAll(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  switch (request.method) {
    case 'HEAD':
      return { status: 200 };
    case 'GET':
      return ok(podsOf(api).map(renderPod));
    case 'POST':
      return createPod(api, request);
    default:
      return notAllowed();
  }
}

function routeOne(api: Api, request: ApiRequest, id: PathId): Answer | Promise<Answer> {
  const pod = findPod(api, id);
  if (pod === undefined) return podNotFound(id);
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return ok(renderPod(pod));
    case 'PUT':
      return updatePod(api, request, id);
    case 'DELETE':
      return deletePod(api, request, id);
    default:
      return notAllowed();
  }
}

function podsOf({ core }: Api): readonly PodDefinition[] {
  return [...core.groups.root.runSpecsBelow('/')].filter((spec) => spec.kind === 'pod');
}

function findPod({ core }: Api, id: PathId): PodDefinition | undefined {
  const found = core.groups.root.findRunSpec(id);
  return found?.kind === 'pod' ? found : undefined;
}

function podNotFound(id: PathId): Answer {
  return notFound(`Pod '${id}' does not exist`);
}

async function createPod(api: Api, request: ApiRequest): Promise<Answer> {
  const read = readPod(request.body, contextOf(api));
  if (!read.ok) return refusalAnswer(read.error);
  const { id } = read.value;
  const build = (draft: Draft): Refusal | undefined => {
    if (draft.findRunSpec(id) !== undefined) {
      return { kind: 'conflict', message: `A pod with id [${id}] already exists.` };
    }
    draft.putRunSpec(read.value);
    return undefined;
  };
  const changed = await change(api, { groupId: id, force: request.query.flag('force'), build });
  if (!changed.ok) return refusalAnswer(changed.error);
  tell(api, request, 'pod_created_event');
  const headers = {
    // @compat As that of apps: a path that is none of the API.
    Location: `${request.origin}${id}`,
    ...deploymentHeader(changed.value),
  };
  return { status: 201, body: renderPod(findPod(api, id) ?? read.value), headers };
}

async function updatePod(api: Api, request: ApiRequest, id: PathId): Promise<Answer> {
  const force = request.query.flag('force');
  const read = readPod(request.body, { ...contextOf(api), force });
  if (!read.ok) return refusalAnswer(read.error);
  if (read.value.id !== id) {
    return message(400, `'${id}' does not match definition's id ('${read.value.id}')`);
  }
  const build = (draft: Draft): Refusal | undefined => {
    if (draft.findRunSpec(id)?.kind !== 'pod') {
      return { kind: 'not-found', message: `Pod '${id}' does not exist` };
    }
    draft.putRunSpec(read.value);
    return undefined;
  };
  const changed = await change(api, { groupId: id, force, build });
  if (!changed.ok) return refusalAnswer(changed.error);
  tell(api, request, 'pod_updated_event');
  return ok(renderPod(findPod(api, id) ?? read.value), deploymentHeader(changed.value));
}

/** As that of apps: all instances are replaced, by the upgrade strategy. */
async function restartPod(api: Api, request: ApiRequest, id: PathId): Promise<Answer> {
  if (findPod(api, id) === undefined) return podNotFound(id);
  const build = (draft: Draft): Refusal | undefined => {
    const pod = draft.findRunSpec(id);
    if (pod?.kind !== 'pod') return { kind: 'not-found', message: `Pod '${id}' does not exist` };
    draft.putRunSpec(pod);
    return undefined;
  };
  const force = request.query.flag('force');
  const answer = await changeAnswer(api, {
    groupId: id,
    force,
    build,
    restarts: new Set([id]),
  });
  if (answer.status === 200) tell(api, request, 'pod_updated_event');
  return answer;
}

async function deletePod(api: Api, request: ApiRequest, id: PathId): Promise<Answer> {
  const build = (draft: Draft): Refusal | undefined => {
    draft.removeRunSpec(id);
    return undefined;
  };
  const changed = await change(api, { groupId: id, force: request.query.flag('force'), build });
  if (!changed.ok) return refusalAnswer(changed.error);
  tell(api, request, 'pod_deleted_event');
  return { status: 202, headers: deploymentHeader(changed.value) };
}

function tell(
  { core }: Api,
  { clientIp, uri }: ApiRequest,
  type: 'pod_created_event' | 'pod_updated_event' | 'pod_deleted_event',
): void {
  core.publish({ type, clientIp, uri });
}

function getStatus(api: Api, id: PathId): Answer {
  if (id === '/') return ok(podsOf(api).map((pod) => renderPodStatus(api.core, pod)));
  const pod = findPod(api, id);
  return pod === undefined ? podNotFound(id) : ok(renderPodStatus(api.core, pod));
}

async function getVersions(api: Api, id: PathId, version: string | undefined): Promise<Answer> {
  if (findPod(api, id) === undefined) return podNotFound(id);
  const { groups } = api.core;
  if (version === undefined) {
    const versions = await new Promise<readonly Timestamp[]>((resolve) =>
      groups.versionsOf(id, resolve),
    );
    return ok(versions.map(renderTimestamp));
  }
  const at = readTimestamp(version);
  if (at === undefined) return noTimestamp(version);
  const found = await new Promise<PodDefinition | undefined>((resolve) =>
    groups.findVersion(id, at, (spec) => resolve(spec?.kind === 'pod' ? spec : undefined)),
  );
  return found === undefined
    ? notFound(`Pod '${id}' does not exist in version ${version}`)
    : ok(renderPod(found));
}

function readInstanceIds(body: unknown): Result<readonly string[], Refusal> {
  const wrongType = (path: string, error: string): Result<never, Refusal> =>
    failure({ kind: 'invalid', wrongTypes: true, violations: [{ path, errors: [error] }] });
  if (!Array.isArray(body)) return wrongType('/', 'error.expected.jsarray');
  for (const [index, id] of body.entries()) {
    if (typeof id !== 'string') return wrongType(`/(${index})`, 'error.expected.jsstring');
    if (!instanceId.test(id)) {
      const error = `must fully match regular expression '${instanceId.source}'`;
      return failure({ kind: 'invalid', violations: [{ path: '/', errors: [error] }] });
    }
  }
  return success(body as readonly string[]);
}

function killInstances(
  api: Api,
  { query, body }: ApiRequest,
  id: PathId,
  name: string | undefined,
): Answer {
  const pod = findPod(api, id);
  if (pod === undefined) return podNotFound(id);
  const { core } = api;
  const read = name === undefined ? readInstanceIds(body) : readInstanceIds([name]);
  if (!read.ok) return refusalAnswer(read.error);
  const wanted = new Set(read.value);
  const chosen = [...core.instances.of(id)].filter((instance) => wanted.has(instance.id));
  if (name !== undefined && chosen.length === 0) {
    return notFound(`Task '${name}' does not exist`);
  }
  const shown = chosen.map((instance) => renderKilled(core, pod, instance));
  const ids = chosen.map((instance) => instance.id);
  if (query.flag('wipe')) core.killer.kill(ids, 'Decommissioned', 'asked for by a user');
  else core.killer.restart(ids, 'asked for by a user');
  return ok(name === undefined ? shown : shown[0]);
}
