/**
 * Marathon's apps in the page's memory. They are asked for once; after that the event stream says what
 * changed, and only that is asked for again, at most four times a second, and more seldom when Marathon
 * takes its time. A stream that breaks or is silent is opened anew, and everything is asked for again.
 */
import { useSyncExternalStore } from 'react';
import type { Connection } from '../live/messages.ts';
import { Refusal, whenUnauthorized } from './api.ts';
import { followAll, type Tracks } from './apps/track.ts';
import { Changes, type MarathonEvent, withGroupsOf } from './changes.ts';
import { followEvents } from './event-stream.ts';
import {
  loadApps,
  loadDeployments,
  loadGroups,
  loadPods,
  loadQueue,
  loadSomeApps,
} from './loading.ts';
import type { App, Deployment, PodStatus, Queued } from './model.ts';

export interface Shown {
  readonly connection: Connection;
  readonly isWhole: boolean;
  /** Marathon does not know the reader any more. */
  readonly wantsLogin: boolean;
  /** When Marathon told that it lost the master; 0: it did not. */
  readonly masterLostMs: number;
  readonly apps: ReadonlyMap<string, App>;
  readonly pods: ReadonlyMap<string, PodStatus>;
  readonly groups: ReadonlySet<string>;
  readonly deployments: readonly Deployment[];
  /** What was seen of them. */
  readonly tracks: Tracks;
  readonly queue: ReadonlyMap<string, Queued>;
}

const gatherMs = 250;
/** The page has Marathon answer no more than a fifth of the time. */
const restShare = 4;
const longestRestMs = 10_000;
/** Delays run down by themselves: no event tells of that. */
const queuePollMs = 2_000;
const retryMs = 2_000;
/** The browser may ask for a password at each try. */
const loginRetryMs = 600_000;
const unauthorized = 401;

let shown: Shown = {
  connection: { kind: 'connecting' },
  isWhole: false,
  wantsLogin: false,
  masterLostMs: 0,
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

export const podOf = (id: string): PodStatus | undefined => shown.pods.get(id);

const changes = new Changes();
let wantsAll = false;
/** Some wait for offers, which the queue tells more of. */
let wantsQueue = false;
let gatherTimer: ReturnType<typeof setTimeout> | undefined;
let refreshing: AbortSignal | undefined;
let attempt = new AbortController();

function gather(afterMs = gatherMs): void {
  gatherTimer ??= setTimeout(() => void refresh(), afterMs);
}

/** One after the other: what is answered last is the newest. What an attempt that was given up still hears is not. */
async function refresh(): Promise<void> {
  gatherTimer = undefined;
  const { signal } = attempt;
  if (refreshing === signal || document.hidden) return;
  refreshing = signal;
  const beganMs = performance.now();
  try {
    const news = await (wantsAll ? loadAll() : loadChanged());
    if (!signal.aborted) show(news);
  } catch (error) {
    lose(error, signal);
  }
  if (refreshing === signal) refreshing = undefined;
  const restMs = Math.min(longestRestMs, restShare * (performance.now() - beganMs));
  if (wantsAll || !changes.isEmpty) gather(Math.max(gatherMs, restMs));
}

async function loadAll(): Promise<Partial<Shown>> {
  wantsAll = false;
  changes.clear();
  const [apps, groups, deployments, pods, queue] = await Promise.all([
    ...([loadApps(), loadGroups(), loadDeployments(), loadPods(), loadQueue()] as const),
  ]);
  const connection = { kind: 'live' } as const;
  return { apps, groups, deployments, pods, queue, connection, isWhole: true, wantsLogin: false };
}

async function loadChanged(): Promise<Partial<Shown>> {
  const wanted = changes.next(shown);
  if (wanted.all) return loadAll();
  const [some, groups, deployments, pods] = await Promise.all([
    wanted.apps.length === 0 ? [] : loadSomeApps(wanted.apps),
    wanted.groups ? loadGroups() : shown.groups,
    wanted.deployments ? loadDeployments() : shown.deployments,
    wanted.pods ? loadPods() : shown.pods,
  ]);
  wantsQueue ||= some.some(({ tasksRunning, instances }) => tasksRunning < instances);
  const ids = some.map(({ id }) => id);
  const apps = wanted.apps.length === 0 ? shown.apps : withChanged(wanted.apps, some);
  return { apps, groups: withGroupsOf(groups, ids), deployments, pods };
}

function withChanged(ids: readonly string[], some: readonly App[]): ReadonlyMap<string, App> {
  const apps = new Map(shown.apps);
  const left = new Set(ids);
  for (const app of some) {
    apps.set(app.id, app);
    left.delete(app.id);
  }
  for (const id of left) apps.delete(id);
  return apps;
}

/** What holds a deployment up, and the queue, change without events. */
async function loadWaiting(): Promise<void> {
  wantsQueue = false;
  const queue = await loadQueue();
  show(
    shown.deployments.length === 0 ? { queue } : { queue, deployments: await loadDeployments() },
  );
}

function take(event: MarathonEvent): void {
  if (event.eventType === 'scheduler_disconnected_event') show({ masterLostMs: Date.now() });
  else if (/^scheduler_(re)?registered_event$/.test(event.eventType)) show({ masterLostMs: 0 });
  changes.take(event, shown);
  if (!changes.isEmpty) gather();
}

function open(): void {
  attempt.abort();
  attempt = new AbortController();
  const { signal } = attempt;
  const onOpen = (): void => {
    wantsAll = true;
    clearTimeout(gatherTimer);
    gatherTimer = undefined;
    gather(0);
  };
  followEvents({ onOpen, onEvent: take }, signal).catch((error: unknown) => lose(error, signal));
}

let retryTimer: ReturnType<typeof setTimeout> | undefined;

/** `of` an attempt that was given up, nothing is said. */
function lose(error: unknown, of: AbortSignal): void {
  if (of.aborted) return;
  attempt.abort();
  const why = error instanceof Error ? error.message : String(error);
  const wantsLogin = error instanceof Refusal && error.status === unauthorized;
  const afterMs = wantsLogin ? loginRetryMs : retryMs;
  show({ connection: { kind: 'lost', sinceMs: Date.now(), retryMs: afterMs, why }, wantsLogin });
  clearTimeout(retryTimer);
  retryTimer = setTimeout(retry, afterMs);
}

export function retry(): void {
  clearTimeout(retryTimer);
  show({ connection: { kind: 'connecting' }, wantsLogin: false, masterLostMs: 0 });
  open();
}
whenUnauthorized(() => show({ wantsLogin: true }));

/** Asked after an action of this page, without waiting for the events of it. */
export function expectChange(id: string): void {
  changes.expect(id, shown.pods);
  changes.expectDeployments();
  gather();
}

let isPolling = false;
async function poll(): Promise<void> {
  const { queue, deployments, connection } = shown;
  if (document.hidden || isPolling || connection.kind !== 'live') return;
  if (queue.size === 0 && deployments.length === 0 && !wantsQueue) return;
  const { signal } = attempt;
  isPolling = true;
  await loadWaiting().catch((error: unknown) => lose(error, signal));
  isPolling = false;
}
setInterval(() => void poll(), queuePollMs);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) gather();
});
open();
