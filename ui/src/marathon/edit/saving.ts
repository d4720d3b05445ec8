/** What the editor asks of Marathon: of an app only what differs is sent, a pod is sent whole. */
import { actions, appPath, idPath, Refusal, request } from '../api.ts';
import { changesOf, type Definition, definitionOf } from './definition.ts';
import type { Kind } from './edit.tsx';

const notFound = 404;
export const podPath = (id: string): string => `v2/pods${idPath(id)}`;
const forced = (force: boolean): string => (force ? '?force=true' : '');

export async function create(kind: Kind, value: Definition, force: boolean): Promise<void> {
  if (kind === 'app') await actions.create(value);
  else {
    const path = `v2/pods${forced(force)}`;
    await request(path, { method: 'POST', body: JSON.stringify(value) });
  }
}

export async function save(
  kind: Kind,
  id: string,
  before: Definition,
  after: Definition,
  force: boolean,
): Promise<void> {
  if (kind === 'app') await actions.change(id, changesOf(before, after), force);
  else {
    const path = `${podPath(id)}${forced(force)}`;
    await request(path, { method: 'PUT', body: JSON.stringify(after) });
  }
}

/** As it is at this moment; undefined: it is gone. */
export async function currentOf(kind: Kind, id: string): Promise<Definition | undefined> {
  try {
    if (kind === 'pod') return definitionOf(await request<object>(podPath(id)));
    return definitionOf((await request<{ readonly app: object }>(appPath(id))).app);
  } catch (error) {
    if (error instanceof Refusal && error.status === notFound) return undefined;
    throw error;
  }
}
