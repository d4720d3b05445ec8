/** What can be said of a deployment from what the page holds: how far it is, and whether it moves. */
import { type Cause, causeOf } from '../apps/causes.ts';
import type { App, Deployment, Queued } from '../model.ts';
import type { Track } from '../apps/track.ts';

export interface Waiting {
  readonly id: string;
  readonly isPod: boolean;
  readonly action: string;
  /** In Marathon's words: "1 of 3 instances are up; 2 to be launched". */
  readonly blocker: string;
  readonly cause: Cause | undefined;
}

export interface Held {
  readonly apps: ReadonlyMap<string, App>;
  readonly queue: ReadonlyMap<string, Queued>;
}

/** What its present step has yet to do. */
export function waitingOf(
  { currentActions }: Deployment,
  { apps, queue }: Held,
): readonly Waiting[] {
  return currentActions.map(({ action, app: appId, pod, blocker = '' }) => {
    const id = appId ?? pod ?? '';
    const app = apps.get(id);
    const cause = app === undefined ? undefined : causeOf(app, queue.get(id), '');
    return { id, isPod: pod !== undefined, action, blocker, cause };
  });
}

/** So long nothing moves before a deployment is called stalled. */
const stalledAfterMs = 30_000;

/**
 * Since when it stands still for a reason that does not pass by itself; undefined: it moves, or may.
 * Offers that are of no use, failing instances and unhealthy ones are such reasons.
 */
export function stalledSince(
  deployment: Deployment,
  held: Held,
  track: Track | undefined,
  nowMs: number,
): number | undefined {
  const waiting = waitingOf(deployment, held);
  if (waiting.length === 0) return undefined;
  const isStuck = waiting.every(({ cause }) => cause !== undefined && cause.kind !== 'placing');
  const sinceMs = track?.movedMs ?? earliest(waiting, held) ?? Date.parse(deployment.version);
  return isStuck && nowMs - sinceMs >= stalledAfterMs ? sinceMs : undefined;
}

function earliest(waiting: readonly Waiting[], { queue }: Held): number | undefined {
  const times = waiting.flatMap(({ id }) => Date.parse(queue.get(id)?.since ?? '') || []);
  return times.length === 0 ? undefined : Math.max(...times);
}

export type Fate = 'removed' | 'restarted' | 'changed';

/** What taking it back does to each app. */
export function fatesOf({
  steps,
  affectedApps = [],
  affectedPods = [],
}: Deployment): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>(
    [...affectedApps, ...affectedPods].map((id) => [id, 'changed']),
  );
  for (const { action, app, pod } of steps.flatMap((step) => step.actions)) {
    const id = app ?? pod ?? '';
    if (action.startsWith('Start')) fates.set(id, 'removed');
    else if (action.startsWith('Stop')) fates.set(id, 'restarted');
  }
  return fates;
}
