/** Work under a calm sky: what is launched and killed now ends promptly, and once. */
import type { KnownTask } from './frameworks/task-ledger.ts';
import type { World } from './world.ts';

/** From the end of a task, or the wish to kill it, to the framework's hearing of it. */
const promptMs = 6000;

export interface StrictTimes {
  readonly workMs: number;
  /** What was launched meanwhile has come to its end. */
  readonly tailMs: number;
}

export function workStrictly(world: World, { workMs, tailMs }: StrictTimes): void {
  world.trace.note('strict work begins');
  world.beStrict(true);
  const beginMs = world.clock.now();
  world.runFor(workMs);
  const launched = world.ledger.all.filter(({ launchedMs }) => launchedMs >= beginMs);
  if (launched.length === 0) world.report('nothing was launched under a calm sky');
  world.runFor(tailMs);
  for (const task of launched) {
    const why = findSlowness(task);
    if (why !== undefined) world.report(`task ${task.id} ${why}`);
  }
}

function findSlowness(task: KnownTask): string | undefined {
  const { launchedMs, runMs, killAskedMs, end, endMs, isEndReported } = task;
  if (end === undefined) return `was launched under a calm sky and has not ended`;
  if (!isEndReported) return `ended as ${end} under a calm sky without its agent's word`;
  const dueMs = Math.min(launchedMs + runMs, killAskedMs ?? Infinity);
  const lateMs = Math.round(endMs! - dueMs);
  return lateMs > promptMs ? `ended ${lateMs} ms late` : undefined;
}
