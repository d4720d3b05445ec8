/**
 * Marathon's apps in the page's memory. They are asked for once; after that the event stream says what
 * changed, and only that is asked for again, at most four times a second. A stream that breaks or is
 * silent is opened anew, and everything is asked for again.
 */
import { useSyncExternalStore } from 'react';
import type { Connection } from '../live/messages.ts';
import { appPath, base, request } from './api.ts';
import { followAll, type Tracks } from './apps/track.ts';
import type { App, Deployment, PodStatus, Queued } from './model.ts';

export interface Shown {
  readonly connection: Connection;
  readonly isWhole: boolean;
  readonly apps: ReadonlyMap<string, App>;
  readonly pods: ReadonlyMap<string, PodStatus>;
  readonly groups: ReadonlySet<string>;
  readonly deployments: readonly Deployment[];
  /** What was seen of them. */
  readonly tracks: Tracks;
  readonly queue: ReadonlyMap<string, Queued>;
}

const embed = 'embed=apps.counts&embed=apps.deployments&embed=apps.readiness';
/** Why a deployment does not go on. */
const deploymentsPath = 'v2/deployments?embed=blockers';
const embedOne = embed.replaceAll('apps.', 'app.');
const gatherMs = 250;
/** Delays run down by themselves: no event tells of that. */
const queuePollMs = 2_000;
const retryMs = 2_000;
/** Marathon sends a comment every ten seconds or so; a stream that is quiet for longer is checked. */
const silenceMs = 30_000;
/** More changed at once: everything is asked for. */
const mostSingleApps = 25;

let shown: Shown = {
  connection: { kind: 'connecting' },
  isWhole: false,
  apps: new Map(),
  pods: new Map(),
  groups: new Set(),
  deployments: [],
  tracks: new Map(),
  queue: new Map(),
};
const listeners = new Set<() => void>();

function show(changes: Partial<Shown>): void {
  shown = { ...shown, ...changes };
  if (changes.deployments !== undefined || changes.apps !== undefined) {
    const { tracks, deployments, apps } = shown;
    shown = { ...shown, tracks: followAll(tracks, deployments, apps, Date.now()) };
  }
  for (const listener of listeners) listener();
}

export function useMarathon(): Shown {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => shown,
  );
}

const changedApps = new Set<string>();
let isGroupChanged = false;
let areDeploymentsChanged = false;
let arePodsChanged = false;
let gatherTimer: ReturnType<typeof setTimeout> | undefined;
let isRefreshing = false;
let stream: EventSource | undefined;
let lastHeardMs = Date.now();

function gather(): void {
  gatherTimer ??= setTimeout(() => void refresh(), gatherMs);
}

async function refresh(): Promise<void> {
  gatherTimer = undefined;
  if (isRefreshing || document.hidden) {
    if (isRefreshing) gather();
    return;
  }
  isRefreshing = true;
  try {
    if (areDeploymentsChanged) {
      areDeploymentsChanged = false;
      show({ deployments: await request<readonly Deployment[]>(deploymentsPath) });
    }
    if (arePodsChanged) {
      arePodsChanged = false;
      show({ pods: await loadPods() });
    }
    if (isGroupChanged || changedApps.size > mostSingleApps) await loadAll();
    else await loadChanged();
  } catch (error) {
    lose(error);
  } finally {
    isRefreshing = false;
  }
}

async function loadAll(): Promise<void> {
  isGroupChanged = false;
  changedApps.clear();
  const [{ apps }, root, deployments, pods] = await Promise.all([
    request<{ readonly apps: readonly App[] }>(`v2/apps?${embed}`),
    request<GroupRow>('v2/groups?embed=group.groups'),
    request<readonly Deployment[]>(deploymentsPath),
    loadPods(),
  ]);
  show({
    apps: new Map(apps.map((app) => [app.id, app])),
    groups: new Set(groupIds(root)),
    deployments,
    pods,
    isWhole: true,
  });
  await loadQueue();
}

async function loadPods(): Promise<ReadonlyMap<string, PodStatus>> {
  const pods = await request<readonly PodStatus[]>('v2/pods/::status');
  return new Map(pods.map((pod) => [pod.id, pod]));
}

interface GroupRow {
  readonly id: string;
  readonly groups?: readonly GroupRow[];
}

function* groupIds({ id, groups = [] }: GroupRow): Generator<string> {
  yield id;
  for (const group of groups) yield* groupIds(group);
}

async function loadChanged(): Promise<void> {
  const ids = [...changedApps];
  changedApps.clear();
  if (ids.length === 0) return;
  const loaded = await Promise.all(
    ids.map((id) =>
      request<{ readonly app: App }>(`${appPath(id)}?${embedOne}`).then(
        ({ app }) => app,
        () => undefined,
      ),
    ),
  );
  const apps = new Map(shown.apps);
  for (const [i, app] of loaded.entries()) {
    if (app === undefined) apps.delete(ids[i]!);
    else apps.set(app.id, app);
  }
  show({ apps });
}

async function loadQueue(): Promise<void> {
  const { queue } = await request<{ readonly queue: readonly Queued[] }>('v2/queue');
  show({ queue: new Map(queue.map((entry) => [entry.app?.id ?? entry.pod?.id ?? '', entry])) });
}

/** What holds a deployment up changes without events. */
async function loadWaiting(): Promise<void> {
  await loadQueue();
  if (shown.deployments.length === 0) return;
  show({ deployments: await request<readonly Deployment[]>(deploymentsPath) });
}

interface MarathonEvent {
  readonly eventType: string;
  readonly appId?: string;
  readonly runSpecId?: string;
  readonly groupId?: string;
  readonly plan?: { readonly steps?: Deployment['steps'] };
}

function take({ eventType, appId, runSpecId, plan }: MarathonEvent): void {
  const id = appId ?? runSpecId;
  arePodsChanged ||= eventType.startsWith('pod_') || (id !== undefined && shown.pods.has(id));
  if (id !== undefined && !shown.pods.has(id)) changedApps.add(id);
  if (eventType.startsWith('deployment_') || eventType.startsWith('group_')) {
    areDeploymentsChanged = true;
    isGroupChanged ||= eventType.startsWith('group_') || eventType !== 'deployment_step_success';
  }
  for (const { actions: all } of plan?.steps ?? []) {
    for (const { app } of all) if (app !== undefined) changedApps.add(app);
  }
  gather();
}

const heard = [
  'status_update_event',
  'health_status_changed_event',
  'instance_changed_event',
  'instance_health_changed_event',
  'unhealthy_instance_kill_event',
  'api_post_event',
  'app_terminated_event',
  'group_change_success',
  'group_change_failed',
  'deployment_info',
  'deployment_success',
  'deployment_failed',
  'deployment_step_success',
  'deployment_step_failure',
  'pod_created_event',
  'pod_updated_event',
  'pod_deleted_event',
];

function open(): void {
  stream?.close();
  const made = new EventSource(new URL('v2/events?plan-format=light', base));
  stream = made;
  lastHeardMs = Date.now();
  made.addEventListener('open', () => {
    lastHeardMs = Date.now();
    void loadAll().then(() => show({ connection: { kind: 'live' } }), lose);
  });
  for (const type of heard) {
    made.addEventListener(type, ({ data }: MessageEvent<string>) => {
      lastHeardMs = Date.now();
      take(JSON.parse(data) as MarathonEvent);
    });
  }
  made.addEventListener('error', () => {
    if (stream === made) lose(new Error('closed'));
  });
}

let retryTimer: ReturnType<typeof setTimeout> | undefined;

function lose(error: unknown): void {
  stream?.close();
  const why = error instanceof Error ? error.message : String(error);
  if (shown.connection.kind !== 'lost') {
    show({ connection: { kind: 'lost', sinceMs: Date.now(), retryMs, why } });
  }
  retryTimer ??= setTimeout(retry, retryMs);
}

export function retry(): void {
  clearTimeout(retryTimer);
  retryTimer = undefined;
  open();
}

/** Asked after an action of this page, without waiting for the events of it. */
export function expectChange(id: string): void {
  if (shown.pods.has(id)) arePodsChanged = true;
  else changedApps.add(id);
  areDeploymentsChanged = true;
  gather();
}

setInterval(() => {
  if (document.hidden || shown.connection.kind !== 'live') return;
  if (shown.queue.size > 0 || shown.deployments.length > 0) void loadWaiting().catch(lose);
  if (Date.now() - lastHeardMs > silenceMs) {
    lastHeardMs = Date.now();
    void loadAll().catch(lose);
  }
}, queuePollMs);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) gather();
});
open();
