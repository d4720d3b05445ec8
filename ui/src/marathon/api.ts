/** Marathon's REST interface; the page is one folder below it. */
import { Refusal as PageRefusal } from '../base/fetching.ts';

export const base = new URL('../', window.location.href.split('#')[0]);

/** What Marathon refused, with what it takes to go on: a deployment that holds the app. */
export class Refusal extends PageRefusal {
  readonly details: readonly { readonly path: string; readonly errors: readonly string[] }[];
  readonly deployments: readonly string[];

  constructor(status: number, body: string) {
    const said = parse(body);
    super(status, said.message ?? (body === '' ? `HTTP ${status}` : body.slice(0, 500)));
    this.details = Array.isArray(said.details) ? said.details : [];
    this.deployments = (said.deployments ?? []).map(({ id }) => id);
  }

  /** Somebody else changes it; with force that is given up. */
  get isLocked(): boolean {
    return this.status === 409 && this.deployments.length > 0;
  }

  /** As many deployments as there may be go on: it can be asked again. */
  get isCrowded(): boolean {
    return this.status === 403 && /^Max number \(\d+\) of running deployments/.test(this.message);
  }

  override get isForbidden(): boolean {
    return super.isForbidden && !this.isCrowded;
  }
}

interface Said {
  readonly message?: string;
  readonly details?: Refusal['details'];
  readonly deployments?: readonly { readonly id: string }[];
}

function parse(body: string): Said {
  try {
    return JSON.parse(body) as Said;
  } catch {
    return {};
  }
}

let tellUnauthorized = (): void => undefined;

/** Whoever asks, and whatever for. */
export function whenUnauthorized(tell: () => void): void {
  tellUnauthorized = tell;
}

export async function refusalOf(response: Response): Promise<Refusal> {
  if (response.status === 401) tellUnauthorized();
  return new Refusal(response.status, await response.text());
}

/** What only reads is given up when Marathon does not answer. */
const answerMs = 30_000;

export async function request<T>(
  path: string,
  init: Omit<RequestInit, 'headers'> = {},
): Promise<T> {
  const response = await fetch(new URL(path, base), {
    cache: 'no-store',
    ...(init.method === undefined ? { signal: AbortSignal.timeout(answerMs) } : {}),
    ...init,
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
  });
  if (!response.ok) throw await refusalOf(response);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

const crowdedWaitMs = 1_000;
const mostCrowdedTries = 300;

/** For many changes in a row: each waits until there is room for its deployment. */
export async function whenNotCrowded<T>(does: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await does();
    } catch (error) {
      if (!(error instanceof Refusal && error.isCrowded) || tries >= mostCrowdedTries) throw error;
      await new Promise((resolve) => void setTimeout(resolve, crowdedWaitMs));
    }
  }
}

export const idPath = (id: string): string => id.split('/').map(encodeURIComponent).join('/');
export const appPath = (id: string): string => `v2/apps/${idPath(id).replace(/^\//, '')}`;

const forced = (force: boolean): string => (force ? '?force=true' : '');
const send = (method: string, path: string, body?: unknown): Promise<unknown> =>
  request(path, body === undefined ? { method } : { method, body: JSON.stringify(body) });

export const actions = {
  create: (definition: unknown) => send('POST', 'v2/apps', definition),
  change: (id: string, changes: unknown, force = false) =>
    send('PUT', `${appPath(id)}${forced(force)}`, changes),
  restart: (id: string, force = false) => send('POST', `${appPath(id)}/restart${forced(force)}`),
  destroy: (id: string, force = false) => send('DELETE', `${appPath(id)}${forced(force)}`),
  resetDelay: (id: string) => send('DELETE', `v2/queue/${idPath(id).replace(/^\//, '')}/delay`),
  kill: (ids: readonly string[], how: { scale?: boolean; wipe?: boolean; force?: boolean }) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(how)) if (value) query.set(name, 'true');
    return send('POST', `v2/tasks/delete?${query.toString()}`, { ids });
  },
  createGroup: (id: string) => send('POST', 'v2/groups', { id }),
  changeGroup: (id: string, changes: object, force = false) =>
    send('PUT', `v2/groups${idPath(id)}${forced(force)}`, changes),
  changePod: (id: string, spec: object, force = false) =>
    send('PUT', `v2/pods${idPath(id)}${forced(force)}`, spec),
  restartPod: (id: string, force = false) =>
    send('POST', `v2/pods${idPath(id)}::restart${forced(force)}`),
  killPodInstances: (id: string, instances: readonly string[], wipe: boolean) =>
    send('DELETE', `v2/pods${idPath(id)}::instances${wipe ? '?wipe=true' : ''}`, instances),
  destroyPod: (id: string, force = false) => send('DELETE', `v2/pods${idPath(id)}${forced(force)}`),
  scaleGroup: (id: string, scaleBy: number, force = false) =>
    send('PUT', `v2/groups${idPath(id)}${forced(force)}`, { scaleBy }),
  destroyGroup: (id: string, force = false) =>
    send('DELETE', `v2/groups${idPath(id)}${forced(force)}`),
  rollBack: (id: string, force = false) =>
    send('DELETE', `v2/deployments/${encodeURIComponent(id)}${forced(force)}`),
};
