/**
 * What this page saw of deployments as they went: when each step began and ended, and when anything
 * last moved. What was before the page was opened is not known, and not made up.
 */
import type { App, Deployment } from '../model.ts';

export interface Track {
  /** By index of the step. */
  readonly beganMs: ReadonlyMap<number, number>;
  readonly endedMs: ReadonlyMap<number, number>;
  /** Undefined: nothing moved since the page was opened. */
  readonly movedMs: number | undefined;
  readonly seen: string;
}

export type Tracks = ReadonlyMap<string, Track>;

export function followAll(
  before: Tracks,
  deployments: readonly Deployment[],
  apps: ReadonlyMap<string, App>,
  nowMs: number,
): Tracks {
  return new Map(
    deployments.map((each) => [each.id, follow(before.get(each.id), each, apps, nowMs)]),
  );
}

function follow(
  before: Track | undefined,
  deployment: Deployment,
  apps: ReadonlyMap<string, App>,
  nowMs: number,
): Track {
  const seen = seenOf(deployment, apps);
  const step = deployment.currentStep - 1;
  if (before === undefined) {
    const startMs = Date.parse(deployment.version);
    const beganMs = step === 0 ? new Map([[0, startMs]]) : new Map<number, number>();
    return { beganMs, endedMs: new Map(), movedMs: undefined, seen };
  }
  if (before.seen === seen) return before;
  const beganMs = new Map(before.beganMs);
  const endedMs = new Map(before.endedMs);
  if (!before.seen.startsWith(`${step} `)) {
    beganMs.set(step, nowMs);
    endedMs.set(step - 1, nowMs);
  }
  return { beganMs, endedMs, movedMs: nowMs, seen };
}

function seenOf(
  { currentStep, affectedApps = [] }: Deployment,
  apps: ReadonlyMap<string, App>,
): string {
  const counts = affectedApps.map((id) => {
    const app = apps.get(id);
    return app === undefined ? '' : `${app.tasksRunning}.${app.tasksHealthy}`;
  });
  return `${currentStep - 1} ${counts.join(',')}`;
}
